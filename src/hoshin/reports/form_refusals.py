"""What is said of forms whose settings are not right, and of plans that do not fit a form."""

from __future__ import annotations

from hoshin.domain.problems import Problem
from hoshin.reports.problems import paper_problem

NO_PLAN_FITS = "paper-no-plan"


def _perhaps(close: str) -> tuple[str, str]:
    return (
        (f"「{close}」のことでしょうか。", f'Perhaps "{close}" is meant. ') if close else ("", "")
    )


def unknown_form(code: str, close: str, file: str = "") -> Problem:
    """A form that there is not."""
    ja, en = _perhaps(close)
    return paper_problem(
        "form-unknown",
        (f"様式「{code}」はありません。", f'There is no form "{code}".'),
        (
            f"{ja}hoshin report --list で一覧を見てください。",
            f"{en}See them all with: hoshin report --list",
        ),
        file=file,
    )


def without_template(file: str) -> Problem:
    """Settings that name neither a template nor a form to build on."""
    return paper_problem(
        "form-without-template",
        ("様式のひな形が書かれていません。", "The form names no template."),
        (
            'template = "template.xlsx" か、もとにする様式 base = "…" を書いてください。',
            'Write template = "template.xlsx", or the form to build on, base = "…".',
        ),
        file=file,
    )


def missing_template(file: str, name: str, close: str) -> Problem:
    """A template that does not lie beside its settings."""
    ja, en = _perhaps(close)
    return paper_problem(
        "form-template-missing",
        (f"ひな形「{name}」がありません。", f'There is no template "{name}".'),
        (f"{ja}form.toml の隣に置いてください。", f"{en}Put it beside form.toml."),
        file=file,
    )


def other_kind(file: str, name: str) -> Problem:
    """A template that is neither Excel nor Word."""
    return paper_problem(
        "form-template-kind",
        (
            f"ひな形「{name}」は、そろった .xlsx か .docx ではありません。",
            f'The template "{name}" is no .xlsx or .docx, or not of the same kind as the other.',
        ),
        (
            "Excel か Word のひな形を置き、その名を form.toml に書いてください。",
            "Put an Excel or Word template there, and name it in form.toml.",
        ),
        file=file,
    )


def settings_unreadable(file: str, why: str) -> Problem:
    """Settings that are no TOML."""
    return paper_problem(
        "form-settings-unreadable",
        (f"form.toml が読めません（{why}）。", f"form.toml cannot be read: {why}."),
        (
            'title = "年次報告" のように、名 = "値" の形で、UTF-8 で保存してください。',
            'Write lines such as title = "Annual report", and save it as UTF-8.',
        ),
        file=file,
    )


def other_format(file: str, found: object) -> Problem:
    """Settings of another version."""
    return paper_problem(
        "form-other-format",
        (
            f"form.toml の format が {found} です。この版の Hoshin が読むのは 1 です。",
            f"The format of form.toml is {found}; this Hoshin reads 1.",
        ),
        ("format = 1 と書いてください。", "Write format = 1."),
        file=file,
    )


def unknown_setting(file: str, name: str, close: str) -> Problem:
    """A setting that there is not."""
    ja, en = _perhaps(close)
    return paper_problem(
        "form-unknown-setting",
        (f"設定「{name}」はありません。", f'There is no setting "{name}".'),
        (f"{ja}docs/forms.md に一覧があります。", f"{en}docs/forms.md lists them."),
        file=file,
    )


def wrong_setting(file: str, name: str, wanted: tuple[str, str]) -> Problem:
    """A setting of the wrong kind."""
    return paper_problem(
        "form-wrong-setting",
        (f"設定「{name}」は{wanted[0]}で書きます。", f'The setting "{name}" is {wanted[1]}.'),
        ("docs/forms.md の例を見てください。", "See the example in docs/forms.md."),
        file=file,
    )


def unknown_plan(plan: str, close: str) -> Problem:
    """A plan that the folder does not have."""
    ja, en = _perhaps(close)
    return paper_problem(
        "paper-unknown-plan",
        (f"計画「{plan}」はありません。", f'There is no plan "{plan}".'),
        (f"{ja}plans.csv のIDを書いてください。", f"{en}Write an id of plans.csv."),
    )


def no_plan_fits(title: tuple[str, str], missing: tuple[str, str]) -> Problem:
    """A form for which no plan has what it needs."""
    return paper_problem(
        NO_PLAN_FITS,
        (
            f"「{title[0]}」に要るもの（{missing[0]}）を持つ計画がありません。",
            f'No plan has what "{title[1]}" needs: {missing[1]}.',
        ),
        (
            "計画に加えるか、ほかの計画を選んでください（コマンドでは --plan）。",
            "Add it to the plan, or choose another plan (in a command: --plan).",
        ),
    )


def no_level(levels: str, plan: str, known: tuple[str, str]) -> Problem:
    """Levels that the plan does not have."""
    return paper_problem(
        "paper-no-level",
        (
            f"「{plan}」に「{levels}」という階層の要素がありません。",
            f'"{plan}" has no elements of the level {levels}.',
        ),
        (
            f"form.toml の levels に、この計画の階層（{known[0]}）を書いてください。",
            f"Write one of the plan's levels in levels of form.toml: {known[1]}.",
        ),
    )


def one_template() -> Problem:
    """Files of which none is a template, or several are, without settings that say which."""
    return paper_problem(
        "form-one-template",
        (
            "ひな形は、Excel（.xlsx）か Word（.docx）のファイルを一つ選んでください。",
            "Choose one template, an Excel (.xlsx) or Word (.docx) file.",
        ),
        (
            "二つ以上のひな形を使うときは、form.toml も一緒に選んでください。",
            "To bring more than one, choose its form.toml too.",
        ),
    )
