"""Evaluation sheets and schedules read again: every amount, value and period as printed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.programs import BudgetStage
from hoshin.domain.proposals import ProposedAction
from hoshin.exchange.attached_forms import read_forms
from hoshin.exchange.folder import read_folder
from hoshin.importers.document import Document
from hoshin.importers.evaluation_heads import year_said
from hoshin.importers.evaluation_sheets import left_over, sheets
from hoshin.importers.findings import Findings, FoundProgram, FoundValue, ValueRole
from hoshin.importers.propose import propose
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from hoshin.importers.wording import name_key
from hoshin.reports.facts import PlanFacts, RowFacts
from hoshin.reports.form_settings import read_form
from hoshin.reports.gathering import gather
from hoshin.reports.papers import make_paper
from hoshin.reports.schedules import quarter_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STAGES = {
    BudgetStage.INITIAL: "当初予算",
    BudgetStage.SUPPLEMENTARY: "補正予算",
    BudgetStage.INITIAL_AND_SUPPLEMENTARY: "当初＋補正予算",
    BudgetStage.CARRIED_OVER: "繰越",
    BudgetStage.PLANNED: "計画額",
    BudgetStage.OUTTURN: "決算",
}
Read = tuple[PlanFacts, Document]
Amount = tuple[str, str, str, int]
AUTHORS = {
    "担当課": AuthorRole.SECTION,
    "局": AuthorRole.BUREAU,
    "委員会": AuthorRole.COMMITTEE,
}
# So many answers stand in the boxes of the latest sheets, with what was promised before them.
ANSWERS = {"harbour": 31, "kumamoto": 0}
# So many indicators beside programs print a goal that is a figure.
INDICATORS = {"harbour": 14, "kumamoto": 0}


@dataclass(frozen=True)
class ScheduleWords:
    """The words of a schedule in one language."""

    initiative: str
    remarks: str
    blank: str
    done: str
    year: str


SCHEDULE_WORDS = {
    "ja": ScheduleWords("取組", "備考", "未入力", "実績", "{year}年度"),
    "en": ScheduleWords("Initiative", "Remarks", "not entered", "done", "FY{year}"),
}


@dataclass(frozen=True)
class Evaluated:
    """A plan, its evaluation sheets as read again, and what the importers find in them."""

    example: str
    plan: PlanFacts
    document: Document
    findings: Findings


def _read_back(example: str, form_code: str, language: str = "ja") -> Read:
    city = read_folder(EXAMPLES / example).city
    assert city is not None and city.as_of is not None
    facts = gather(city, city.as_of, language)
    own, _ = read_forms(EXAMPLES / example)
    form = read_form(form_code, own)
    made = make_paper(form, facts)
    plan = facts.plan(made.plan)
    document = read_document(made.content, f"paper{form.suffix}").document
    assert plan is not None and document is not None
    return plan, document


@pytest.fixture(scope="module", params=["harbour", "kumamoto"])
def evaluated(request: pytest.FixtureRequest) -> Evaluated:
    """The evaluation sheets of one example."""
    plan, document = _read_back(request.param, "program-evaluation")
    return Evaluated(request.param, plan, document, recognise(document))


@pytest.fixture(scope="module", params=["harbour-ja", "kumamoto-ja", "harbour-en", "kumamoto-en"])
def scheduled(request: pytest.FixtureRequest) -> tuple[Read, ScheduleWords]:
    """A plan and its schedule as read again, with the words of its language."""
    example, _, language = request.param.partition("-")
    return _read_back(example, "schedule", language), SCHEDULE_WORDS[language]


# --- evaluation sheets --------------------------------------------------------------------------


def test_every_amount_of_an_evaluation_sheet_is_read(evaluated: Evaluated) -> None:
    plan, document, findings = evaluated.plan, evaluated.document, evaluated.findings
    printed = {
        (name_key(program.name), line.label, cell.heading, cell.amount.yen)
        for program in plan.programs
        for line in program.stages
        for cell in line.years
        if cell.amount.yen is not None
    }
    assert printed
    assert {one for found in findings.programs for one in _amounts(found)} == printed
    assert not [one for sheet in sheets(document) if (one := left_over(document, sheet))]


def _amounts(found: FoundProgram) -> list[Amount]:
    """A program's amounts by stage and year; funds are added up."""
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for one in (*found.others, found):
        if one.amount_yen is not None and one.year is not None:
            totals[STAGES[one.stage], one.year.printed] += one.amount_yen
    name = name_key(found.name)
    return [(name, stage, year, yen) for (stage, year), yen in totals.items()]


def test_every_fund_of_an_evaluation_sheet_is_read(evaluated: Evaluated) -> None:
    plan, findings = evaluated.plan, evaluated.findings
    printed = {
        (name_key(program.name), line.label, cell.heading, cell.amount.yen)
        for program in plan.programs
        for line in program.funds
        for cell in line.years
        if cell.amount.yen is not None
    }
    read = {
        (name_key(one.name), one.fund, one.year.printed, one.amount_yen)
        for found in findings.programs
        for one in (*found.others, found)
        if one.fund and one.year is not None
    }
    assert read == printed


def test_indicators_of_an_evaluation_sheet_are_read_as_printed(evaluated: Evaluated) -> None:
    plan, findings = evaluated.plan, evaluated.findings
    rows: dict[tuple[str, str], list[RowFacts]] = defaultdict(list)
    for program in plan.programs:
        for row in program.rows:
            rows[name_key(program.name), name_key(row.name)].append(row)
    wrong = [
        (found.program, found.name, value.role, value.value.raw)
        for found in findings.indicators
        for value in found.values
        if not any(
            _is_of(value, row) for row in rows[name_key(found.program), name_key(found.name)]
        )
    ]
    assert not wrong
    goals = sum(len(found.of_role(ValueRole.GOAL)) for found in findings.indicators)
    actuals = sum(len(found.of_role(ValueRole.ACTUAL)) for found in findings.indicators)
    in_figures = [row for listed in rows.values() for row in listed if _is_clear(row)]
    assert goals >= len(in_figures)
    assert actuals >= sum(row.latest.number is not None for row in in_figures)
    assert len(in_figures) >= INDICATORS[evaluated.example]


def _is_of(found: FoundValue, row: RowFacts) -> bool:
    if found.role is ValueRole.ACHIEVEMENT:
        return found.value.raw == row.achievement
    value = {ValueRole.ACTUAL: row.latest, ValueRole.GOAL: row.goal}[found.role]
    assert found.period is not None
    # 2024年(度) does not say which kind of year it is, and is read as the bare year.
    period = value.period.replace("年(度)", "")
    return (found.value.number, found.period.printed.strip("()")) == (value.number, period)


def _is_clear(row: RowFacts) -> bool:
    """Whether its goal is a figure of a year that is surely a fiscal or a calendar one."""
    return row.goal.number is not None and "年(度)" not in row.goal.period


def test_every_answer_of_an_evaluation_sheet_is_read(evaluated: Evaluated) -> None:
    printed = {
        (name_key(program.name), year_said(box.part) or sheet.year, author, box.name, text)
        for program in evaluated.plan.programs
        for sheet in program.sheets
        if sheet.latest
        for box in sheet.boxes
        for author, text in zip(sheet.authors, box.answers, strict=True)
        if text
    }
    assert len(printed) == ANSWERS[evaluated.example]
    assert _answers(evaluated.findings) == {
        (name, year if isinstance(year, str) else year.printed, AUTHORS[author], box, text)
        for name, year, author, box, text in printed
    }


def _answers(findings: Findings) -> set[tuple[str, str, AuthorRole, str, str]]:
    return {
        (name_key(one.program), one.year.printed, one.author, box.name, box.text)
        for one in findings.evaluations
        if one.year is not None
        for box in one.answers
        if box.value is None
    }


def test_full_cost_of_an_evaluation_sheet_is_read_and_proved(evaluated: Evaluated) -> None:
    printed = {
        (name_key(program.name), name_key(line.label), cell.heading[:6], cell.actual.number)
        for program in evaluated.plan.programs
        for line in program.costs
        for cell in line.years
        if cell.actual.number is not None
    }
    found = list(sheets(evaluated.document))
    read = {
        (name_key(sheet.program), name_key(one.label), one.year.printed, one.value.number)
        for sheet in found
        for one in sheet.amounts
    }
    assert printed <= read
    proved = [one for sheet in found for one in sheet.checks if one.what == "full-cost"]
    assert all(one.agrees for one in proved)
    assert len(proved) == sum(
        len(line.years) for program in evaluated.plan.programs for line in program.costs[-1:]
    )


def test_a_sheet_read_again_confirms_every_public_answer(evaluated: Evaluated) -> None:
    city = read_folder(EXAMPLES / evaluated.example).city
    assert city is not None
    proposal = propose(evaluated.document, city, plan=evaluated.plan.id)
    rows = [row for row in proposal.rows if row.table in ("evaluations", "evaluation_answers")]
    public = {one.id for one in city.evaluation_fields if one.public}
    wanted = {one.id for one in city.evaluations if one.program is not None}
    # What a year says of its purpose is printed with the latest year only; its promise stays.
    latest = {
        one.id
        for one in city.evaluation_answers
        if one.field in public
        and not (".2022." in one.evaluation and one.field == "program.purpose")
    }
    assert {row.action for row in rows} <= {ProposedAction.CONFIRM}
    assert {row.row.id for row in rows} == wanted | latest


def test_an_english_sheet_is_read_and_proved_and_confirms_every_answer() -> None:
    plan, document = _read_back("harbour", "program-evaluation", "en")
    printed = {
        (name_key(program.name), cell.amount.yen)
        for program in plan.programs
        for line in program.stages
        for cell in line.years
        if cell.amount.yen is not None
    }
    findings = recognise(document)
    read = {
        (name_key(found.name), total)
        for found in findings.programs
        for _, _, _, total in _amounts(found)
    }
    assert read == printed
    city = read_folder(EXAMPLES / "harbour").city
    assert city is not None
    rows = [
        row
        for row in propose(document, city, plan=plan.id).rows
        if row.table in ("evaluations", "evaluation_answers")
    ]
    assert len([one for one in rows if one.table == "evaluations"]) == 11
    assert {one.action for one in rows} == {ProposedAction.CONFIRM}


# --- schedules ----------------------------------------------------------------------------------


def test_every_step_of_a_schedule_is_read_as_printed(scheduled: tuple[Read, ScheduleWords]) -> None:
    (plan, document), words = scheduled
    (table,) = (one for page in document.pages for one in page.tables)
    grid = [["" if cell is None else cell.text for cell in line] for line in table.grid()]
    top = next(number for number, line in enumerate(grid) if line[0] == words.initiative)
    heads, last = grid[top], grid[top].index(words.remarks)
    assert plan.steps and len(grid) - top - 1 == len(plan.steps)
    for line, step in zip(grid[top + 1 :], plan.steps, strict=True):
        assert line[:3] == [step.element, step.name, step.planned or words.blank]
        done = f"{words.done} {step.actual}" if step.actual else ""
        assert line[last].strip() == " ".join(filter(None, [done, step.certainty]))
        for mark, period in (
            ("□", (step.planned_start, step.planned_end)),
            ("■", (step.actual_start, step.actual_end)),
        ):
            marked = [
                (heads[column], (column - 3) % 4 + 1)
                for column in range(3, last)
                if mark in line[column]
            ]
            assert marked == _quarters(*period, words.year), step.name


def _quarters(start: date | None, end: date | None, year_word: str) -> list[tuple[str, int]]:
    """Every quarter that a period touches, under the head of its fiscal year."""
    if start is None or end is None:
        return []
    (first, _), (final, _) = quarter_of(start), quarter_of(end)
    return [
        (year_word.format(year=year), quarter)
        for year in range(first, final + 1)
        for quarter in range(1, 5)
        if quarter_of(start) <= (year, quarter) <= quarter_of(end)
    ]
