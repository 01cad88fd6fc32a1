"""Refusals: why an action was not done, in both languages, with what to do now.

Whoever calls an action shows ``problem``. Nothing has changed when one of these is raised.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hoshin.domain.cycle import STATE_LABELS, ItemState
from hoshin.domain.problems import IllFormedError, Place, Problem, ProblemLevel
from hoshin.domain.questions import Question
from hoshin.domain.roles import ROLE_LABELS, Role
from hoshin.domain.words import Words


class RefusedError(Exception):
    """An action was refused; ``problem`` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence_en)
        self.problem = problem


class NotAllowedError(RefusedError):
    """This person may not do this, or not to this item."""


class NotFoundError(RefusedError):
    """There is no such thing, or none that this person may see."""


class NotNowError(RefusedError):
    """The state of the item or of the round does not allow it."""


class BusyError(RefusedError):
    """The database could not be reached or was held by others; trying again is safe."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two people differ: what you sent, what stands there now."""

    field: str
    yours: str
    theirs: str


class ChangedMeanwhileError(RefusedError):
    """Somebody else changed the item since it was read.

    ``version`` is the present one, ``differences`` what would be overwritten, ``by`` and ``at`` who
    changed it last and when.
    """

    def __init__(
        self,
        problem: Problem,
        version: int,
        differences: tuple[Difference, ...],
        by: str,
        at: datetime | None,
    ) -> None:
        super().__init__(problem)
        self.version = version
        self.differences = differences
        self.by = by
        self.at = at


class AskedError(RefusedError):
    """A value is odd: the action is done once these questions are confirmed by their codes."""

    def __init__(self, problem: Problem, questions: tuple[Question, ...]) -> None:
        super().__init__(problem)
        self.questions = questions


class IllFormedInputError(RefusedError):
    """What was typed cannot be read; each problem names its field as ``place.column``."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0])
        self.problems = problems


def problem(
    code: str, ja: str, en: str, hint_ja: str = "", hint_en: str = "", *, field: str = ""
) -> Problem:
    """A problem of the workplace; ``field`` is the name of the form's field, where there is one."""
    return Problem(
        code=code,
        level=ProblemLevel.ERROR,
        place=Place(column=field),
        sentence=Words(ja, en),
        hint=Words(hint_ja, hint_en),
    )


def not_allowed(verb_ja: str, verb_en: str, roles: Iterable[Role], scoped: bool) -> NotAllowedError:
    """A refusal that says who may; ``scoped`` when the role is held, but not for this item."""
    labels = [ROLE_LABELS[role] for role in roles]
    ja = "・".join(one[0] for one in labels)
    en = ", ".join(one[1] for one in labels)
    if scoped:
        return NotAllowedError(
            problem(
                "not-yours",
                f"「{verb_ja}」は、あなたの担当の範囲ではできません。",
                f'You cannot "{verb_en}" here: it is outside what your role was given for.',
                "担当が変わったときは、企画担当に引き継ぎを頼んでください。",
                "If it is now yours, ask the planner to hand it over to you.",
            )
        )
    return NotAllowedError(
        problem(
            "not-allowed",
            f"「{verb_ja}」は、あなたの役割ではできません。できるのは{ja or 'いません'}です。",
            f'Your role does not include "{verb_en}". Who may: {en or "nobody"}.',
            "必要なら、システム管理者に役割の追加を頼んでください。",
            "If you need it, ask the administrator for the role.",
        )
    )


def whole_city_only(what_ja: str, what_en: str) -> NotAllowedError:
    """A refusal of what shows the whole city to somebody whose roles are for a part of it."""
    some = [ROLE_LABELS[one] for one in (Role.PLANNER, Role.AUDITOR)]
    ja, en = "・".join(one[0] for one in some), ", ".join(one[1] for one in some)
    return NotAllowedError(
        problem(
            "not-allowed",
            f"「{what_ja}」は、あなたの役割ではできません。"
            f"できるのは市全体の役割を持つ人（{ja}など）です。",
            f'Your role does not include "{what_en}". '
            f"Who may: those whose role is for the whole city ({en} and others).",
            "必要なら、システム管理者に役割の追加を頼んでください。",
            "If you need it, ask the administrator for the role.",
        )
    )


def own_submission(verb_ja: str, verb_en: str) -> NotAllowedError:
    """A refusal to judge what one has submitted oneself."""
    return NotAllowedError(
        problem(
            "own-submission",
            f"自分が提出したものは「{verb_ja}」できません。",
            f'You cannot "{verb_en}" what you submitted yourself.',
            "ほかの人に頼んでください。二人の目で確かめるための決まりです。",
            "Ask a second person: every figure is seen by two pairs of eyes.",
        )
    )


def not_found(what_ja: str, what_en: str) -> NotFoundError:
    """There is no such thing."""
    return NotFoundError(
        problem(
            "not-found",
            f"この{what_ja}はありません。",
            f"There is no such {what_en}.",
            "一覧に戻って選び直してください。",
            "Go back to the list and choose again.",
        )
    )


def not_in_this_state(verb_ja: str, verb_en: str, state: ItemState) -> NotNowError:
    """The verb does not start from the item's state."""
    ja, en = STATE_LABELS[state]
    return NotNowError(
        problem(
            "not-in-this-state",
            f"「{ja}」の項目には「{verb_ja}」ができません。",
            f'"{verb_en}" is not possible: the item is {en}.',
            "画面を開き直し、いまの状態を確かめてください。",
            "Open the page again and look at its present state.",
        )
    )


def round_not_open(name: str) -> NotNowError:
    """The round is frozen or closed."""
    return NotNowError(
        problem(
            "round-not-open",
            f"「{name}」は確定・終了しているため、変更できません。",
            f'"{name}" is frozen or closed and cannot be changed.',
            "直す必要があるときは、企画担当に訂正を頼んでください。",
            "If something must be put right, ask the planner for a correction.",
        )
    )


def changed_meanwhile(
    version: int, differences: tuple[Difference, ...], by: str, at: datetime | None
) -> ChangedMeanwhileError:
    """It was changed from elsewhere; nothing that was kept or typed is lost."""
    return ChangedMeanwhileError(
        problem(
            "changed-meanwhile",
            f"開いている間に、{by or 'ほかの人'}が別の画面でこの項目を変更しました。",
            f"{by or 'Somebody else'} changed this item in another window while you had it open.",
            "違いを見て、残すほうを選んでください。あなたの入力はまだ消えていません。",
            "Look at the differences and choose what stays. What you typed is not lost.",
        ),
        version,
        differences,
        by,
        at,
    )


def asked(questions: tuple[Question, ...]) -> AskedError:
    """The value is odd; a person says whether it is right all the same."""
    return AskedError(
        problem(
            "please-confirm",
            "いつもと違う値です。このままでよいか確かめてください。",
            "This value is unusual. Please say whether it is right.",
            "正しければ「確認した」を選んで、もう一度提出してください。",
            "If it is right, confirm each question and submit again.",
        ),
        questions,
    )


def ill_formed(wrong: IllFormedError, field: str) -> Problem:
    """The problem of a value that the domain refuses, beside the form's field."""
    return problem(
        wrong.code,
        wrong.sentence.ja,
        wrong.sentence.en,
        wrong.hint.ja,
        wrong.hint.en,
        field=field or wrong.field,
    )


def busy() -> BusyError:
    """The database did not answer in time, or the connection broke."""
    return BusyError(
        problem(
            "database-busy",
            "データベースが応答しないか、混み合っています。保存されていません。",
            "The database did not answer, or is held by others. Nothing was saved.",
            "少し待って、もう一度お試しください。入力した内容は画面に残っています。"
            "続くときは、システム管理者に知らせてください。",
            "Wait a moment and try again. What you typed is still on your screen. If it goes on, "
            "tell the administrator.",
        )
    )


def empty_text(field: str) -> IllFormedInputError:
    """A text that is needed was left empty."""
    return IllFormedInputError(
        (
            problem(
                "text-empty",
                "文章が入っていません。",
                "Nothing is written here.",
                "理由や内容を一文書いてください。",
                "Write at least one sentence.",
                field=field,
            ),
        )
    )


def other_kind() -> NotNowError:
    """A value was sent for an evaluation, or the other way round."""
    return NotNowError(
        problem(
            "other-kind",
            "この項目は、別の種類の入力です。",
            "This item asks for another kind of entry.",
            "一覧から項目を開き直してください。",
            "Open the item again from the list.",
        )
    )


def round_is_there(year_ja: str, year_en: str) -> NotNowError:
    """The year's round was opened before."""
    return NotNowError(
        problem(
            "round-is-there",
            f"{year_ja}の作業は、すでに始まっています。",
            f"The round of {year_en} is open already.",
            "一覧からその年度を開いてください。",
            "Open it from the list of rounds.",
        )
    )


def nothing_is_due(year_ja: str, year_en: str) -> NotNowError:
    """The city's plans name nothing that a round of this year could report."""
    return NotNowError(
        problem(
            "nothing-is-due",
            f"{year_ja}に報告する指標や施策が、計画にありません。",
            f"The plans name nothing to report for {year_en}.",
            "管理者に、計画フォルダを入れてもらってください（hoshin load フォルダ）。",
            "Ask an administrator to load the plan folder (hoshin load FOLDER).",
        )
    )


def round_has_gaps(count: int) -> NotNowError:
    """Items are not approved yet."""
    return NotNowError(
        problem(
            "round-has-gaps",
            f"承認されていない項目が{count}件あります。",
            f"{count} items are not approved.",
            "承認を待つか、空欄のまま締め切ることを選んでください。",
            "Wait for them, or choose to leave them empty.",
        )
    )


def round_not_frozen(name: str) -> NotNowError:
    """Only a frozen round can be closed."""
    return NotNowError(
        problem(
            "round-not-frozen",
            f"「{name}」は、まだ固められていません。",
            f'"{name}" is not frozen yet.',
            "先に値を固めてください。",
            "Freeze it first.",
        )
    )


def publishing_now() -> NotNowError:
    """One publication is made at a time."""
    return NotNowError(
        problem(
            "publishing-now",
            "いま別の公表の作業が動いています。",
            "Another publication is being made just now.",
            "終わるまで待ってから、もう一度お試しください。",
            "Wait until it has ended, then try again.",
        )
    )


def publishing_failed() -> NotNowError:
    """A fault of ours ended the making of a release."""
    return NotNowError(
        problem(
            "publishing-failed",
            "公表の途中で不具合が起きました。前の公表はそのまま公開されています。",
            "A fault ended the publishing. The earlier release is still the public one.",
            "システム管理者に、サーバーの記録を見てもらってください。",
            "Ask the administrator to look at the log of the server.",
        )
    )


def not_kept(trouble: OSError) -> BusyError:
    """A file could not be written: why in the system's words, a full disk in ours."""
    full = trouble.errno in (errno.ENOSPC, errno.EDQUOT)
    why = trouble.strerror or str(trouble)
    why_ja = "保存先に空きがありません" if full else why
    why_en = "there is no free space" if full else why
    return BusyError(
        problem(
            "not-kept",
            f"ファイルを保存できませんでした（{why_ja}）。ほかの変更も行われていません。",
            f"The file could not be kept ({why_en}). Nothing else was changed either.",
            "システム管理者に、保存先の空き容量を確かめてもらってください。",
            "Ask the administrator to look at the free space where files are kept.",
        )
    )


def one_problem(
    field: str, code: str, ja: str, en: str, hint_ja: str, hint_en: str
) -> RefusedError:
    """A single problem beside a field of a form."""
    return IllFormedInputError((problem(code, ja, en, hint_ja, hint_en, field=field),))
