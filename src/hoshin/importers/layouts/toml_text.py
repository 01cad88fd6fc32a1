"""Layouts as TOML: read, with mistakes named by file, line and key, and written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words
from hoshin.importers.layouts.model import (
    VALUE_ROLES,
    ColumnRule,
    FormIndicator,
    FormLayout,
    FormValue,
    Layout,
    Meaning,
    Spot,
    TableLayout,
)
from hoshin.importers.printed_values import period_of

VERSION = 1
_HEADER = re.compile(r"^\s*\[\[?\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*\"?([\w-]+)\"?\s*=")
_AT_LINE = re.compile(r"line (\d+)")
_COLUMN = re.compile(r"[A-Za-z]{1,3}")
_CELL = re.compile(r"[A-Za-z]{1,3}[1-9]\d{0,6}")
_SPOTS = ("cell", "right_of", "below", "after")
_REPEATED = (Meaning.ACTUAL, Meaning.MILESTONE)

_Path = tuple[str | int, ...]


class _Wrong(Exception):
    """One mistake in a layout, at a path of keys."""

    def __init__(self, path: _Path, code: str, ja: str, en: str, hint: tuple[str, str]) -> None:
        super().__init__(en)
        self.path, self.code, self.ja, self.en, self.hint = path, code, ja, en, hint


def read_layout(text: str, file: str) -> tuple[Layout | None, list[Problem]]:
    """The layout of a TOML text, or None and every mistake with its file, line and key."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        return None, [_not_toml(file, str(wrong))]
    lines = _lines_of_keys(text)
    problems: list[Problem] = []
    tables: list[TableLayout] = []
    forms: list[FormLayout] = []
    problems.extend(_problem(file, lines, one) for one in _of_top(data))
    for kind, build, found in (("table", _table, tables), ("form", _form, forms)):
        entries = data.get(kind, [])
        if not isinstance(entries, list):
            continue
        for at, entry in enumerate(entries):
            try:
                found.append(build(entry, (kind, at)))  # type: ignore[arg-type]
            except _Wrong as wrong:
                problems.append(_problem(file, lines, wrong))
    if problems:
        return None, problems
    return Layout(file=file, tables=tuple(tables), forms=tuple(forms)), []


def _of_top(data: Mapping[str, Any]) -> Iterator[_Wrong]:
    if data.get("version") != VERSION:
        yield _wrong(
            ("version",),
            "layout-version",
            f"version は {VERSION} にしてください。",
            f"The version must be {VERSION}.",
            f"ファイルの最初に version = {VERSION} と書いてください。",
            f"Write version = {VERSION} at the top of the file.",
        )
    for key in data:
        if key not in ("version", "table", "form"):
            yield _unknown_key((key,), "version, table, form")
    for kind in ("table", "form"):
        if not isinstance(data.get(kind, []), list):
            yield _wrong(
                # Headers are counted as entries of a list, in whatever brackets they stand.
                (kind, 0),
                "layout-brackets",
                f"{kind} が [[{kind}]] の形で書かれていません。",
                f"{kind} is not written as [[{kind}]].",
                f"表や様式ごとに、二重のかっこで [[{kind}]] と書き始めてください。",
                f"Begin each one with [[{kind}]], in double brackets.",
            )
    if not data.get("table") and not data.get("form"):
        yield _wrong(
            (),
            "layout-empty",
            "表([[table]])も様式([[form]])もありません。",
            "There is no [[table]] and no [[form]].",
            "読みたい表か様式を一つ以上書いてください。",
            "Describe at least one table or form.",
        )


def _table(entry: Any, path: _Path) -> TableLayout:
    _keys(entry, path, ("name", "contains", "first_row", "column"))
    rules = entry.get("column", [])
    if not isinstance(rules, list) or not rules:
        raise _missing((*path, "column"), "[[table.column]]")
    columns = tuple(_column(one, (*path, "column", at)) for at, one in enumerate(rules))
    with_heads = all(one.head for one in columns)
    first_row = entry.get("first_row", 0)
    if not isinstance(first_row, int) or isinstance(first_row, bool) or first_row < 0:
        raise _kind_wrong((*path, "first_row"), "1, 2, 3 …", "1, 2, 3 …")
    contains = _texts(entry, "contains", path)
    if not with_heads and (not first_row or not contains):
        raise _wrong(
            path,
            "layout-table-without-heads",
            "列を column(A、B…)で示す表には、first_row と contains が要ります。",
            "A table whose columns are given by letters needs first_row and contains.",
            'first_row = 5 と contains = ["様式の題"] のように書いてください。',
            'Write for example first_row = 5 and contains = ["title of the form"].',
        )
    means = [one.means for one in columns]
    names = means.count(Meaning.NAME) + means.count(Meaning.PROGRAM)
    if names != 1:
        raise _wrong(
            (*path, "column"),
            "layout-name-column",
            f"means が name か program の列は一つだけです(いま{names})。",
            f"Exactly one column means name or program (there are {names}).",
            '指標の表は means = "name"、事業の表は means = "program" の列を一つ書いてください。',
            'Write one column with means = "name" (indicators) or means = "program" (programs).',
        )
    held = {Meaning.AMOUNT} if Meaning.PROGRAM in means else set(VALUE_ROLES)
    if not held & set(means):
        raise _wrong(
            (*path, "column"),
            "layout-no-value-column",
            "値の列がありません。",
            "No column holds values.",
            "指標なら baseline、goal、actual など、事業なら amount の列を書いてください。",
            "Add a column of baseline, goal or actual for indicators, of amount for programs.",
        )
    return TableLayout(
        name=_text(entry, "name", path),
        columns=columns,
        contains=contains,
        first_row=first_row,
    )


def _column(entry: Any, path: _Path) -> ColumnRule:
    _keys(entry, path, ("means", "head", "column", "period", "unit"))
    means = _text(entry, "means", path)
    if means not in set(Meaning):
        listed = ", ".join(Meaning)
        raise _wrong(
            (*path, "means"),
            "layout-unknown-meaning",
            f"means の「{means}」は使えません。",
            f'means = "{means}" is not known.',
            f"次のどれかを書いてください: {listed}",
            f"Write one of: {listed}",
        )
    head, column = _text(entry, "head", path, needed=False), _text(entry, "column", path, False)
    if bool(head) == bool(column) or (column and _COLUMN.fullmatch(column) is None):
        raise _wrong(
            path,
            "layout-column-place",
            "列は、見出し(head)か列の記号(column、A、B…)のどちらか一つで示してください。",
            "Name the column either by its head or by its letter (column), not both.",
            'head = "めざす値" または column = "D" と書いてください。',
            'Write head = "めざす値", or column = "D".',
        )
    return ColumnRule(
        means=Meaning(means),
        head=head,
        column=column.upper(),
        period=_period(entry, path),
        unit=_text(entry, "unit", path, needed=False),
    )


def _form(entry: Any, path: _Path) -> FormLayout:
    _keys(entry, path, ("name", "contains", "indicator"))
    found = entry.get("indicator", [])
    if not isinstance(found, list) or not found:
        raise _missing((*path, "indicator"), "[[form.indicator]]")
    contains = _texts(entry, "contains", path)
    if not contains:
        raise _missing((*path, "contains"), 'contains = ["様式の題"]')
    return FormLayout(
        name=_text(entry, "name", path),
        contains=contains,
        indicators=tuple(_indicator(one, (*path, "indicator", at)) for at, one in enumerate(found)),
    )


def _indicator(entry: Any, path: _Path) -> FormIndicator:
    roles = [one.value for one in VALUE_ROLES]
    _keys(entry, path, ("name", "unit", "number", "owner", *roles))
    values: list[FormValue] = []
    for role in VALUE_ROLES:
        given = entry.get(role.value)
        if given is None:
            continue
        many = given if isinstance(given, list) and role in _REPEATED else [given]
        for one in many:
            where = (*path, role.value)
            _keys(one, where, (*_SPOTS, "period", "period_at"))
            at = one.get("period_at")
            values.append(
                FormValue(
                    role=role,
                    spot=_spot(one, where),
                    period=_period(one, where),
                    period_at=None if at is None else _spot(at, (*where, "period_at")),
                )
            )
    if "name" not in entry or not values:
        raise _missing((*path, "name" if "name" not in entry else "goal"), "name, goal …")

    def spot(key: str) -> Spot | None:
        return _spot(entry[key], (*path, key)) if key in entry else None

    return FormIndicator(
        name=_spot(entry["name"], (*path, "name")),
        values=tuple(values),
        unit=spot("unit"),
        number=spot("number"),
        owner=spot("owner"),
    )


def _spot(entry: Any, path: _Path) -> Spot:
    if not isinstance(entry, dict):
        raise _kind_wrong(path, '{ right_of = "単位" }', '{ right_of = "label" }')
    given = {key: entry[key] for key in _SPOTS if key in entry}
    if len(given) != 1 or not all(isinstance(one, str) and one for one in given.values()):
        raise _wrong(
            path,
            "layout-spot",
            "場所は cell、right_of、below、after のどれか一つで示してください。",
            "Give the place by exactly one of cell, right_of, below, after.",
            '{ cell = "C4" } や { right_of = "単位" } のように書いてください。',
            'Write for example { cell = "C4" } or { right_of = "label" }.',
        )
    if "cell" in given and _CELL.fullmatch(given["cell"]) is None:
        raise _kind_wrong((*path, "cell"), '"C4"', '"C4"')
    return Spot(**{key: one.upper() if key == "cell" else one for key, one in given.items()})


def _period(entry: Mapping[str, Any], path: _Path) -> str:
    period = _text(entry, "period", path, needed=False)
    if period and period_of(period) is None:
        raise _wrong(
            (*path, "period"),
            "layout-period",
            f"period の「{period}」は時期として読めません。",
            f'period = "{period}" is no period.',
            "令和7年度、2025年度、R7.3.31 のように書いてください。",
            "Write for example 令和7年度, 2025年度 or R7.3.31.",
        )
    return period


def _keys(entry: Any, path: _Path, allowed: tuple[str, ...]) -> None:
    if not isinstance(entry, dict):
        raise _kind_wrong(path, "[[…]] の下に書いた項目", "keys under [[…]]")
    for key in entry:
        if key not in allowed:
            raise _unknown_key((*path, key), ", ".join(allowed))


def _text(entry: Mapping[str, Any], key: str, path: _Path, needed: bool = True) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise _kind_wrong((*path, key), "引用符で囲んだ文字", "text in quotes")
    if needed and not value.strip():
        raise _missing((*path, key), f'{key} = "…"')
    return value


def _texts(entry: Mapping[str, Any], key: str, path: _Path) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise _kind_wrong((*path, key), '["…", "…"]', '["…", "…"]')
    return tuple(value)


def _wrong(path: _Path, code: str, ja: str, en: str, hint_ja: str, hint_en: str) -> _Wrong:
    return _Wrong(path, code, ja, en, (hint_ja, hint_en))


def _unknown_key(path: _Path, allowed: str) -> _Wrong:
    return _wrong(
        path,
        "layout-unknown-key",
        f"「{path[-1]}」という項目はありません。",
        f'There is no key "{path[-1]}".',
        f"使える項目: {allowed}",
        f"Known keys: {allowed}",
    )


def _missing(path: _Path, example: str) -> _Wrong:
    return _wrong(
        path,
        "layout-missing-key",
        f"「{path[-1]}」がありません。",
        f'"{path[-1]}" is missing.',
        f"{example} を書いてください。",
        f"Write {example}.",
    )


def _kind_wrong(path: _Path, ja: str, en: str) -> _Wrong:
    return _wrong(
        path,
        "layout-wrong-kind",
        f"「{path[-1]}」の書き方が違います。",
        f'"{path[-1]}" is not written as it must be.',
        f"{ja} の形で書いてください。",
        f"Write it as {en}.",
    )


# --- where a key stands -------------------------------------------------------------------------


def _lines_of_keys(text: str) -> dict[_Path, int]:
    """The line of every header and of every key that begins a line."""
    lines: dict[_Path, int] = {}
    counts: dict[_Path, int] = {}
    here: _Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header is not None:
            path: list[str | int] = []
            parts = header[1].split(".")
            for depth, part in enumerate(parts):
                path.append(part)
                key = tuple(path)
                if depth == len(parts) - 1:
                    counts[key] = counts.get(key, -1) + 1
                path.append(max(counts.get(key, 0), 0))
            here = tuple(path)
            lines.setdefault(here, number)
            continue
        key_of_line = _KEY.match(line)
        if key_of_line is not None:
            lines.setdefault((*here, key_of_line[1]), number)
    return lines


def _problem(file: str, lines: Mapping[_Path, int], wrong: _Wrong) -> Problem:
    path = wrong.path
    while path and path not in lines:
        path = path[:-1]
    named = [str(one) for one in wrong.path if not isinstance(one, int)]
    return Problem(
        code=wrong.code,
        level=ProblemLevel.ERROR,
        place=Place(file=file, line=lines.get(path, 1), column=".".join(named)),
        sentence=Words(wrong.ja, wrong.en),
        hint=Words(wrong.hint[0], wrong.hint[1]),
    )


def _not_toml(file: str, said: str) -> Problem:
    at = _AT_LINE.search(said)
    return Problem(
        code="layout-not-toml",
        level=ProblemLevel.ERROR,
        place=Place(file=file, line=int(at[1]) if at is not None else None),
        sentence=Words("TOMLとして読めません。", f"This is not TOML: {said}."),
        hint=Words(
            "文字は引用符で囲み、項目は「名前 = 値」の形で、一行に一つずつ書いてください。",
            "Put texts in quotes and write each key as name = value on a line of its own.",
        ),
    )


# --- writing ------------------------------------------------------------------------------------


def write_layout(layout: Layout, remark: str = "") -> str:
    """The layout as TOML; ``remark`` stands above it as comment lines."""
    out = [f"# {line}" for line in remark.splitlines()]
    out.append(f"version = {VERSION}")
    for table in layout.tables:
        out += ["", "[[table]]", _pair("name", table.name)]
        if table.contains:
            out.append(_pair("contains", list(table.contains)))
        if table.first_row:
            out.append(f"first_row = {table.first_row}")
        for column in table.columns:
            out += ["", "[[table.column]]"]
            for key in ("head", "column", "means", "period", "unit"):
                value = str(getattr(column, key))
                if value:
                    out.append(_pair(key, value))
    for form in layout.forms:
        out += ["", "[[form]]", _pair("name", form.name), _pair("contains", list(form.contains))]
        for one in form.indicators:
            out += ["", "[[form.indicator]]"]
            for key in ("number", "name", "unit", "owner"):
                spot = getattr(one, key)
                if spot is not None:
                    out.append(f"{key} = {_inline(spot)}")
            for role in VALUE_ROLES:
                shown = [_inline_value(value) for value in one.values if value.role is role]
                if len(shown) == 1:
                    out.append(f"{role.value} = {shown[0]}")
                elif shown:
                    out += [f"{role.value} = [", *(f"  {value}," for value in shown), "]"]
    return "\n".join(out) + "\n"


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's too, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _pair(key: str, value: str | list[str]) -> str:
    if isinstance(value, str):
        return f"{key} = {_quoted(value)}"
    return f"{key} = [{', '.join(_quoted(one) for one in value)}]"


def _inside(spot: Spot) -> str:
    return next(_pair(key, getattr(spot, key)) for key in _SPOTS if getattr(spot, key))


def _inline(spot: Spot) -> str:
    return f"{{ {_inside(spot)} }}"


def _inline_value(value: FormValue) -> str:
    parts = [_inside(value.spot)]
    if value.period:
        parts.append(_pair("period", value.period))
    if value.period_at is not None:
        parts.append(f"period_at = {_inline(value.period_at)}")
    return f"{{ {', '.join(parts)} }}"
