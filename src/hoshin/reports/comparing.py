"""Comparing papers: with each other in one release, and with those of an earlier release.

Figures are compared as they are printed, row by row and cell by cell. Within a release a figure
that two papers print differently is a disagreement; against an earlier release every figure that
is not printed as before is a change, most of all one of a year that was closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hoshin.domain.city import City
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.units import normalise_symbol
from hoshin.domain.words import Words
from hoshin.reports.facts import Facts, PlanFacts, RowFacts
from hoshin.reports.values import Value

_FROM_CHECKS = (
    "achievement-differs",
    "amount-differs",
    "baseline-differs",
    "budget-stage-differs",
    "stated-change-contradicts",
    "total-differs",
    "value-differs",
)


def _said(
    code: str,
    level: ProblemLevel,
    plan: PlanFacts,
    row_id: str,
    sentence: tuple[str, str],
    hint: tuple[str, str],
    related: tuple[str, ...] = (),
) -> Problem:
    return Problem(
        code=code,
        level=level,
        place=Place(file=plan.id, row_id=row_id),
        sentence=Words(*sentence),
        hint=Words(*hint),
        related=related,
    )


_LOOK_AT_BOTH = (
    "どちらが正しいか確かめ、計画フォルダの一方を直してください。",
    "Find out which is right, and correct the other in the plan folder.",
)
_LOOK_WHY = (
    "意図した変更か確かめ、理由を記録してください。",
    "See whether it was meant, and record the reason.",
)


def compare_papers(facts: Facts, city: City, problems: Sequence[Problem] = ()) -> Iterator[Problem]:
    """Where papers of one release print the same thing differently."""
    targets = {row.id: row for row in city.targets}
    printed: dict[tuple[object, ...], list[tuple[PlanFacts, RowFacts, Value]]] = defaultdict(list)
    for plan in facts.plans:
        for row in plan.rows:
            target = targets[row.id]
            what = (target.indicator, target.ref_area, target.breakdown)
            for value in (row.baseline, *(one.actual for one in row.years)):
                if value.number is not None:
                    when = value.period.replace("(度)", "")
                    printed[(*what, when, normalise_symbol(value.unit))].append((plan, row, value))
    for its in printed.values():
        plan, row, value = its[0]
        seen = {value.number}
        for other_plan, other, found in its[1:]:
            if found.number in seen:
                continue
            seen.add(found.number)
            yield _said(
                "papers-disagree",
                ProblemLevel.WARNING,
                other_plan,
                other.id,
                (
                    f"「{other.name}」の{found.period}の値が、「{other_plan.name}」では"
                    f"{found.figure}{found.unit}、「{plan.name}」では{value.figure}{value.unit}です。",
                    f'"{other.name}", {found.period}: {found.figure} {found.unit} in '
                    f'"{other_plan.name}", {value.figure} {value.unit} in "{plan.name}".',
                ),
                _LOOK_AT_BOTH,
                (row.id,),
            )
    yield from (one for one in problems if one.code in _FROM_CHECKS)


def compare_with_earlier(before: Facts, now: Facts) -> Iterator[Problem]:
    """What the papers of a release print otherwise than those of an earlier one."""
    for plan in now.plans:
        old = before.plan(plan.id)
        if old is not None:
            yield from _rows_changed(old, plan)
            yield from _money_changed(old, plan)
            yield from _comments_changed(old, plan)
            yield from _sheets_changed(old, plan)


def _rows_changed(old: PlanFacts, plan: PlanFacts) -> Iterator[Problem]:
    rows = {row.id: row for row in old.rows}
    for row in plan.rows:
        earlier = rows.pop(row.id, None)
        if earlier is None:
            yield _said(
                "paper-row-new",
                ProblemLevel.NOTE,
                plan,
                row.id,
                (f"行「{row.citation} {row.name}」が加わりました。", f'New row: "{row.name}".'),
                _LOOK_WHY,
            )
            continue
        yield from _row_changed(plan, earlier, row)
    for row in rows.values():
        yield _said(
            "paper-row-gone",
            ProblemLevel.WARNING,
            plan,
            row.id,
            (f"行「{row.citation} {row.name}」がなくなりました。", f'Row gone: "{row.name}".'),
            _LOOK_WHY,
        )


def _row_changed(plan: PlanFacts, old: RowFacts, row: RowFacts) -> Iterator[Problem]:
    before = {cell.heading: cell for cell in old.years}
    pairs = [
        ("名称", "name", old.name, row.name, ProblemLevel.WARNING),
        ("番号", "number", old.citation, row.citation, ProblemLevel.WARNING),
        ("当初値", "baseline", str(old.baseline), str(row.baseline), ProblemLevel.WARNING),
        ("目標値", "goal", str(old.goal), str(row.goal), ProblemLevel.WARNING),
        ("達成度", "achievement", old.achievement, row.achievement, ProblemLevel.NOTE),
        ("評価区分", "grade", old.grade, row.grade, ProblemLevel.NOTE),
    ]
    for cell in row.years:
        if cell.heading in before:
            earlier = before[cell.heading]
            # A value that was not there yet is news; one that was there and changed is a warning.
            level = ProblemLevel.WARNING if str(earlier.actual) else ProblemLevel.NOTE
            head = cell.heading
            pairs.append(
                (f"{head}の実績", f"actual {head}", str(earlier.actual), str(cell.actual), level)
            )
            pairs.append(
                (
                    f"{head}の目標",
                    f"goal {head}",
                    str(earlier.goal),
                    str(cell.goal),
                    ProblemLevel.WARNING,
                )
            )
    for ja, en, was, now, level in pairs:
        if was != now:
            was_ja, now_ja = was or "空欄", now or "空欄"
            yield _said(
                "paper-figure-changed",
                level,
                plan,
                row.id,
                (
                    f"「{row.name}」の{ja}が「{was_ja}」から「{now_ja}」に変わりました。",
                    f'"{row.name}", {en}: from "{was or "blank"}" to "{now or "blank"}".',
                ),
                _LOOK_WHY,
            )


def _money_changed(old: PlanFacts, plan: PlanFacts) -> Iterator[Problem]:
    listings = {one.id: one for one in old.listings}
    for one in plan.listings:
        earlier = listings.get(one.id)
        if earlier is None or earlier.fiscal_year != one.fiscal_year:
            continue
        if earlier.amount.yen != one.amount.yen:
            was, now = earlier.amount.text, one.amount.text
            yield _said(
                "paper-figure-changed",
                ProblemLevel.WARNING,
                plan,
                one.id,
                (
                    f"「{one.name}」の{one.fiscal_year}の金額（千円）が「{was or '空欄'}」から"
                    f"「{now or '空欄'}」に変わりました。",
                    f'"{one.name}", {one.fiscal_year}, thousand yen: from "{was or "blank"}" to '
                    f'"{now or "blank"}".',
                ),
                _LOOK_WHY,
            )


def _comments_changed(old: PlanFacts, plan: PlanFacts) -> Iterator[Problem]:
    comments = {one.id: one for one in plan.comments}
    for earlier in old.comments:
        one = comments.get(earlier.id)
        if one is None or (one.paragraphs, one.citation) == (earlier.paragraphs, earlier.citation):
            continue
        yield _said(
            "paper-comment-changed",
            ProblemLevel.NOTE,
            plan,
            one.id,
            (
                f"コメント「{one.heading}」の文か行の番号が変わりました。",
                f'The comment "{one.heading}" says or cites something else.',
            ),
            _LOOK_WHY,
        )


def _sheets_changed(old: PlanFacts, plan: PlanFacts) -> Iterator[Problem]:
    """Answers and costs of evaluation sheets that were printed before, and are printed otherwise.

    A sheet of another year is news of the year and no change.
    """
    before = _sheets(old)
    for (subject, year), (row_id, printed) in _sheets(plan).items():
        if (subject, year) not in before:
            continue
        _, earlier = before[subject, year]
        for what in dict.fromkeys((*earlier, *printed)):
            was, now = earlier.get(what, ""), printed.get(what, "")
            if was != now:
                yield _said(
                    "paper-answer-changed",
                    ProblemLevel.WARNING,
                    plan,
                    row_id,
                    (
                        f"「{subject}」の評価シート（{year}）の「{what}」が「{was or '空欄'}」から"
                        f"「{now or '空欄'}」に変わりました。",
                        f'The evaluation sheet of "{subject}" ({year}), "{what}": from '
                        f'"{was or "blank"}" to "{now or "blank"}".',
                    ),
                    _LOOK_WHY,
                )


def _sheets(plan: PlanFacts) -> dict[tuple[str, str], tuple[str, dict[str, str]]]:
    """By subject and year the id of what is evaluated, and every answer by box and author."""
    found: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
    evaluated = [(one.id, one.sheets, one.costs) for one in plan.programs]
    # A sheet of a measure stands with every element above it as well; its own comes last.
    evaluated += [(one.id, one.sheets, ()) for one in plan.elements]
    for row_id, sheets, costs in evaluated:
        for sheet in sheets:
            answers = {
                f"{box.name}（{author}）": text
                for box in sheet.boxes
                for author, text in zip(sheet.authors, box.answers, strict=True)
                if text
            }
            if costs and sheet.cost_sentence:
                answers[costs[-1].label] = sheet.cost_sentence
            found[sheet.subject, sheet.year] = (row_id, answers)
    return found
