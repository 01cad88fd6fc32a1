"""S14, labelled lines: ``指標：名``, ``現状値（令和4年度）：38人``, ``目標値（…）：0人`` below it.

Or all on one line with an arrow: ``【成果指標】名  38人（R4） → 0人（R12）``. Proof: a goal and a
baseline or actual follow each other without a gap, every value is understood, the unit is one.
Where no label says that the line above names an indicator, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoshin.domain.proposals import Confidence
from hoshin.importers.columns import Column, ColumnKind, read_head
from hoshin.importers.contract import Mark, Reading, Shape, ShapeResult, filled, raw_of
from hoshin.importers.document import Line
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.indicator_words import read_name, unit_in_name
from hoshin.importers.printed_values import read_value, same_unit
from hoshin.importers.wording import plain

MARK = Mark("S14", 1)
_LABELLED = re.compile(r"[・•○●■◆▪*-]?\s*(?P<label>[^:。、]{2,30}?)\s*:\s*(?P<value>\S.{0,60})")
_NAMED = re.compile(
    r"[・•○●■◆▪*-]?\s*(?:[【\[<](?P<word>[^】\]>]{0,12}(?:指標|KPI|KGI|数値目標)[^】\]>]{0,6})[】\]>]\s*:?"
    r"|(?:成果|数値|活動|目標)?(?:指標名?|KPI|KGI|数値目標)\s*\d{0,2}\s*:)\s*(?P<name>\S.{1,80})"
)
_ARROW = re.compile(
    r"(?P<name>\S.{1,60}?)\s+(?P<from>\S{1,20}?\([^()]{2,16}\))\s*(?:→|⇒|->)\s*"
    r"(?P<to>\S{1,20}?\([^()]{2,16}\))"
)
_MOST_OF_A_RUN = 12


def apply(reading: Reading) -> ShapeResult:
    """Find, read and prove every run of labelled lines and every line with an arrow."""
    findings = Findings()
    taken: set[int] = set()
    for page in reading.document.pages:
        lines = [one for one in filled(page.lines) if reading.is_free(one)]
        at = 0
        while at < len(lines):
            arrow = _with_arrow(reading, lines[at])
            if arrow is not None:
                findings += Findings(indicators=(arrow,))
                taken.add(lines[at].number)
                at += 1
                continue
            run = _run(lines, at)
            found = _read(reading, lines[at - 1], run) if at and run else None
            if found is None:
                at += 1
                continue
            findings += Findings(indicators=(found,))
            taken.update(one.number for one in (lines[at - 1], *(line for line, _, _ in run)))
            at += len(run)
    return ShapeResult(findings, frozenset(taken))


def _run(lines: Sequence[Line], start: int) -> list[tuple[Line, Column, str]]:
    """The labelled values that follow each other from here."""
    run: list[tuple[Line, Column, str]] = []
    for line in lines[start : start + _MOST_OF_A_RUN]:
        found = _LABELLED.fullmatch(plain(line.text))
        column = read_head(0, found["label"]) if found is not None else None
        if found is None or column is None or column.role is None:
            break
        if column.kind is not ColumnKind.VALUE or (run and line.column != run[0][0].column):
            break
        run.append((line, column, found["value"]))
    return run


def _read(
    reading: Reading, above: Line, run: Sequence[tuple[Line, Column, str]]
) -> FoundIndicator | None:
    text = plain(above.text)
    named = _NAMED.fullmatch(text)
    if named is None and (len(text) > 60 or text.endswith(("。", "、", ":")) or "\t" in above.text):
        return None
    roles = {column.role for _, column, _ in run}
    if ValueRole.GOAL not in roles or not roles & {ValueRole.BASELINE, ValueRole.ACTUAL}:
        return None
    values = []
    for line, column, printed in run:
        value = read_value(printed)
        assert column.role is not None
        if not value.clear or (value.number is None and not value.text and value.absence is None):
            return None
        values.append(
            FoundValue(
                role=column.role,
                value=value,
                column=column.text,
                column_period=column.period,
                lines=(line.number,),
            )
        )
    lines = (above, *(line for line, _, _ in run))
    name = named["name"] if named is not None else text.lstrip("■◆●○・#* ")
    return _indicator(reading, name, values, lines, sure=named is not None)


def _with_arrow(reading: Reading, line: Line) -> FoundIndicator | None:
    named = _NAMED.fullmatch(plain(line.text))
    found = _ARROW.fullmatch(named["name"]) if named is not None else None
    if found is None:
        return None
    values = []
    for role, key in ((ValueRole.BASELINE, "from"), (ValueRole.GOAL, "to")):
        value = read_value(found[key])
        if not value.clear or value.number is None or value.period is None:
            return None
        values.append(FoundValue(role=role, value=value, lines=(line.number,)))
    return _indicator(reading, found["name"], values, (line,), sure=True)


def _indicator(
    reading: Reading,
    printed: str,
    values: Sequence[FoundValue],
    lines: Sequence[Line],
    *,
    sure: bool,
) -> FoundIndicator | None:
    units = [one.value.unit for one in values if one.value.number is not None and one.value.unit]
    name = read_name(printed)
    unit = units[0] if units else unit_in_name(name.name)
    if any(not same_unit(one, unit) for one in units) or not name.name:
        return None
    dated = all(one.period is not None for one in values)
    return FoundIndicator(
        name=name.name,
        unit=unit,
        values=tuple(values),
        section=reading.headings.above(lines[0].number),
        goals=name.goals,
        restated=name.restated,
        cumulative=name.cumulative,
        notes=name.notes,
        doubtful=not sure,
        evidence=MARK.evidence(
            reading.document,
            lines[0].page,
            (line.number for line in lines),
            raw=raw_of(lines),
            check="goal-and-baseline, values-understood, one-unit" if sure else "",
            confidence=Confidence.HIGH if sure and dated else Confidence.MEDIUM,
        ),
    )


SHAPE = Shape(MARK.shape, MARK.version, "見出しと値の行", "Labels and values on lines", apply)
