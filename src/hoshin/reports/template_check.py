"""Checking a template before it is filled: every wrong place at once, with where it stands.

A template becomes a list of lines, one for each cell or paragraph that holds Jinja; together they
are one Jinja text whose line numbers lead back to the places. The check follows the shapes of the
facts, so that a misspelt name is found inside a loop that runs over nothing as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes

from hoshin.domain.problems import Problem
from hoshin.reports.places import TEXT, Paper, Shape, names_of, nearest, shapes_of
from hoshin.reports.problems import paper_problem
from hoshin.reports.template_language import (
    IMAGE_WORDS,
    PlaceError,
    TemplateLanguage,
    arithmetic,
    unknown_place,
)

_LONGEST_SHOWN = 40
_ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
_UNKNOWN = Shape(object)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One cell or paragraph with Jinja in it: where it stands, and its text."""

    spot: str
    text: str


@dataclass(slots=True)
class _Check:
    file: str
    lines: Sequence[TemplateLine]
    images: frozenset[str]
    found: list[Problem] = field(default_factory=list)

    def say(self, lineno: int, error: PlaceError) -> None:
        line = self.lines[min(max(lineno, 1), len(self.lines)) - 1]
        problem = paper_problem(
            error.code, error.sentence, error.hint, file=self.file, spot=line.spot
        )
        if problem not in self.found:
            self.found.append(problem)


def check_template(
    lines: Sequence[TemplateLine], *, file: str, images: frozenset[str]
) -> tuple[Problem, ...]:
    """Every problem of a template's language; ``images`` are the files that lie beside it."""
    if not lines:
        return (_without_places(file),)
    check = _Check(file, lines, images)
    unclosed = _unclosed(lines)
    if unclosed is not None:
        check.say(*unclosed)
        return tuple(check.found)
    source = "\n".join(" ".join(line.text.splitlines()) for line in lines)
    try:
        tree = TemplateLanguage(escape=False, image=str).parse(source)
    except TemplateSyntaxError as wrong:
        check.say(wrong.lineno, _syntax(wrong, lines))
        return tuple(check.found)
    except RecursionError:
        check.say(1, _too_deep())
        return tuple(check.found)
    scope = {name: shapes_of(Paper)[own] for name, own in names_of(Paper).items()}
    scope |= {"loop": _UNKNOWN} | dict.fromkeys(IMAGE_WORDS, _UNKNOWN)
    _visit_all(tree.body, scope, check)
    return tuple(check.found)


def _without_places(file: str) -> Problem:
    return paper_problem(
        "template-without-places",
        (
            "ひな形に、値を入れる場所（{{ … }}）が一つもありません。",
            "The template has no place ({{ … }}) to fill.",
        ),
        (
            "入れたいところに {{ 計画.名称 }} のように書いてください。",
            "Write a place such as {{ plan.name }} where a value is wanted.",
        ),
        file=file,
    )


_OPENING = ("for", "if")
_CLOSING = {"endfor": "for", "endif": "if"}


def _unclosed(lines: Sequence[TemplateLine]) -> tuple[int, PlaceError] | None:
    """The line of the first loop or condition that does not close, or closes nothing."""
    language = TemplateLanguage(escape=False)
    opened: list[tuple[str, int]] = []
    for number, line in enumerate(lines, start=1):
        try:
            words = _tags(language, line.text)
        except TemplateSyntaxError as wrong:
            return number, _syntax(wrong, lines[number - 1 : number])
        for word in words:
            if word in _OPENING:
                opened.append((word, number))
            elif word in _CLOSING:
                if not opened or opened[-1][0] != _CLOSING[word]:
                    return number, _closes_nothing(word)
                opened.pop()
    if opened:
        word, number = opened[-1]
        return number, _not_closed(word)
    return None


def _tags(language: TemplateLanguage, text: str) -> list[str]:
    """The first word of every ``{% … %}`` of a text, in order."""
    found = []
    waiting = False
    for _, kind, value in language.lex(text):
        if kind == "block_begin":
            waiting = True
        elif waiting and kind == "name":
            found.append(value)
            waiting = False
    return found


def _visit_all(body: Sequence[nodes.Node], scope: dict[str, Shape], check: _Check) -> None:
    for node in body:
        _visit(node, scope, check)


def _visit(node: nodes.Node, scope: dict[str, Shape], check: _Check) -> None:
    if isinstance(node, nodes.For):
        source = _shape_of(node.iter, scope, check)
        item = _UNKNOWN
        if source is not _UNKNOWN:
            if not source.is_list:
                check.say(node.lineno, _no_list())
            item = Shape(source.kind) if source.is_list else _UNKNOWN
        inner = dict(scope)
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = item
        if node.test is not None:
            _shape_of(node.test, inner, check)
        _visit_all([*node.body, *node.else_], inner, check)
    elif isinstance(node, nodes.If):
        _shape_of(node.test, scope, check)
        for branch in (node.body, node.elif_, node.else_):
            _visit_all(branch, scope, check)
    elif isinstance(node, nodes.Output):
        for one in node.nodes:
            _shape_of(one, scope, check)
    elif isinstance(node, nodes.Assign):
        scope[getattr(node.target, "name", "")] = _shape_of(node.node, scope, check)
    elif not isinstance(node, nodes.TemplateData):
        check.say(node.lineno, _not_allowed())


def _shape_of(node: nodes.Node, scope: dict[str, Shape], check: _Check) -> Shape:
    """The shape of an expression, saying every name in it that does not exist."""
    if isinstance(node, nodes.Name):
        if node.name not in scope:
            check.say(node.lineno, _unknown_name(node.name, scope))
            return _UNKNOWN
        return scope[node.name]
    if isinstance(node, nodes.Getattr):
        return _field_of(_shape_of(node.node, scope, check), node.attr, node.lineno, check)
    if isinstance(node, nodes.Getitem):
        of = _shape_of(node.node, scope, check)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return _field_of(of, node.arg.value, node.lineno, check)
        return Shape(of.kind) if of.is_list else _UNKNOWN
    if isinstance(node, nodes.Call):
        _check_image(node, check)
        return _UNKNOWN
    if isinstance(node, _ARITHMETIC):
        check.say(node.lineno, arithmetic())
        return _UNKNOWN
    if isinstance(node, nodes.Filter) and node.name not in TemplateLanguage(escape=False).filters:
        check.say(node.lineno, unknown_place(node.name, None))
    for child in _operands(node):
        _shape_of(child, scope, check)
    return TEXT if isinstance(node, (nodes.Const, nodes.TemplateData)) else _UNKNOWN


def _operands(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield from (_operands(child) if isinstance(child, nodes.Operand) else (child,))


def _field_of(of: Shape, name: str, lineno: int, check: _Check) -> Shape:
    if of is _UNKNOWN:
        return _UNKNOWN
    if of.is_list or of.kind is None:
        check.say(lineno, _no_fields(name, of))
        return _UNKNOWN
    names = names_of(of.kind)
    if name not in names:
        check.say(lineno, unknown_place(name, of.kind))
        return _UNKNOWN
    return shapes_of(of.kind)[names[name]]


def _check_image(node: nodes.Call, check: _Check) -> None:
    if not isinstance(node.node, nodes.Name) or node.node.name not in IMAGE_WORDS:
        check.say(node.lineno, _not_allowed())
        return
    name = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else None
    if not isinstance(name, str) or name not in check.images:
        check.say(node.lineno, missing_image(str(name or ""), check.images))


def missing_image(name: str, there: frozenset[str]) -> PlaceError:
    """An image that does not lie beside the template."""
    close = nearest(name, there)
    ask = f"「{close}」のことでしょうか。" if close else ""
    ask_en = f'Perhaps "{close}" is meant. ' if close else ""
    return PlaceError(
        "template-missing-image",
        (f"画像「{name}」がひな形の隣にありません。", f'There is no image "{name}".'),
        (
            f"{ask}様式のフォルダに PNG か JPEG の画像を置いてください。",
            f"{ask_en}Put the PNG or JPEG into the form's folder.",
        ),
    )


def _unknown_name(name: str, scope: dict[str, Shape]) -> PlaceError:
    close = nearest(name, scope)
    if not close:
        return unknown_place(name, None)
    return PlaceError(
        "template-unknown-place",
        (f"ひな形の「{name}」という場所はありません。", f'There is no place "{name}".'),
        (f"「{close}」のことでしょうか。", f'Perhaps "{close}" is meant.'),
    )


def _syntax(wrong: TemplateSyntaxError, lines: Sequence[TemplateLine]) -> PlaceError:
    line = lines[min(max(wrong.lineno, 1), len(lines)) - 1]
    shown = line.text[:_LONGEST_SHOWN]
    return PlaceError(
        "template-not-readable",
        (
            f"ひな形の書き方が読めません：「{shown}」",
            f'This part of the template cannot be read: "{shown}" ({wrong.message}).',
        ),
        (
            "{{ }} や {% %} の閉じ忘れ、全角の記号がないか見てください。",
            "Look for a {{ }} or {% %} that is not closed, or for full-width signs.",
        ),
    )


def _not_closed(word: str) -> PlaceError:
    return PlaceError(
        "template-not-closed",
        (f"{{% {word} … %}} が閉じていません。", f"This {{% {word} … %}} is not closed."),
        (
            f"くり返す部分の後に {{% end{word} %}} を書いてください。",
            f"Write {{% end{word} %}} after the part that it holds.",
        ),
    )


def _closes_nothing(word: str) -> PlaceError:
    return PlaceError(
        "template-not-closed",
        (f"{{% {word} %}} に対応する始まりがありません。", f"This {{% {word} %}} closes nothing."),
        (
            f"前に {{% {_CLOSING[word]} … %}} を書くか、これを消してください。",
            f"Write {{% {_CLOSING[word]} … %}} before it, or delete it.",
        ),
    )


def _no_list() -> PlaceError:
    return PlaceError(
        "template-no-list",
        ("くり返しの対象が一覧ではありません。", "What the loop runs over is no list."),
        (
            "計画.行 や 部.掲載 のような一覧を書いてください。",
            "Name a list, such as plan.rows.",
        ),
    )


def _no_fields(name: str, of: Shape) -> PlaceError:
    what = ("一覧", "a list") if of.is_list else ("文字", "text")
    return PlaceError(
        "template-unknown-place",
        (
            f"「{name}」は読めません。その前が{what[0]}だからです。",
            f'"{name}" cannot be read: what stands before it is {what[1]}.',
        ),
        (
            "一覧は {% for … %} でくり返してください。",
            "Loop over a list with {% for … %}.",
        ),
    )


def _not_allowed() -> PlaceError:
    return PlaceError(
        "template-not-allowed",
        ("ひな形では使えない書き方です。", "A template cannot do this."),
        (
            "場所 {{ }}、くり返し {% for %}、条件 {% if %} だけを使ってください。",
            "Use places {{ }}, loops {% for %} and conditions {% if %} only.",
        ),
    )


def _too_deep() -> PlaceError:
    return PlaceError(
        "template-not-readable",
        ("ひな形の入れ子が深すぎます。", "The template is nested too deeply."),
        ("くり返しと条件の入れ子を減らしてください。", "Nest fewer loops and conditions."),
    )
