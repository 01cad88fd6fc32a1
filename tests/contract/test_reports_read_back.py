"""Every paper read again by the importers: what is read is what was printed."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from hoshin.exchange.attached_forms import read_forms
from hoshin.exchange.folder import read_folder
from hoshin.importers.english import japanese
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from hoshin.importers.wording import name_key
from hoshin.reports.facts import PlanFacts, RowFacts
from hoshin.reports.form_settings import read_form
from hoshin.reports.gathering import gather
from hoshin.reports.papers import make_paper

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FORMS = Path(__file__).resolve().parents[2] / "src" / "hoshin" / "reports" / "forms"


@dataclass(frozen=True)
class Back:
    """One form of one example: at least so many rows and amounts are read again."""

    example: str
    form: str
    rows: int
    amounts: int = 0
    totals: int = 0
    language: str = "ja"


EVERY = [
    Back("kumamoto", "sdgs-progress", 22),
    Back("kumamoto", "sdgs-progress-older", 20),
    Back("kumamoto", "strategy-verification", 40),
    Back("kumamoto", "measure-evaluation", 15),
    Back("kumamoto", "action-plan", 0, 70, 4),
    Back("kumamoto", "settlement-results", 0, 60),
    Back("harbour", "measure-evaluation", 18),
    Back("harbour", "strategy-verification", 22),
    Back("harbour", "measure-cards", 15),
    Back("harbour", "action-plan", 0, 8, 2),
    Back("harbour", "settlement-results", 15, 8),
    # Every form that has an English version is read in English, too: its schedule and the sheets
    # of programs stand in test_reports_sheets_read_back.
    Back("kumamoto", "sdgs-progress", 22, language="en"),
    Back("kumamoto", "sdgs-progress-older", 20, language="en"),
    Back("kumamoto", "strategy-verification", 40, language="en"),
    Back("kumamoto", "measure-evaluation", 15, language="en"),
    Back("kumamoto", "action-plan", 0, 70, 4, language="en"),
    Back("kumamoto", "settlement-results", 0, 60, language="en"),
    Back("harbour", "measure-evaluation", 18, language="en"),
    Back("harbour", "strategy-verification", 22, language="en"),
    Back("harbour", "action-plan", 0, 8, 2, language="en"),
    Back("harbour", "settlement-results", 15, 8, language="en"),
]


@pytest.fixture(scope="module")
def printed() -> dict[Back, tuple[PlanFacts, Findings]]:
    """What each form prints, and what the importers find in it."""
    found = {}
    for example in ("harbour", "kumamoto"):
        city = read_folder(EXAMPLES / example).city
        assert city is not None and city.as_of is not None
        by_language = {one: gather(city, city.as_of, one) for one in ("ja", "en")}
        own, _ = read_forms(EXAMPLES / example)
        for back in EVERY:
            if back.example != example:
                continue
            facts = by_language[back.language]
            form = read_form(back.form, own)
            made = make_paper(form, facts)
            plan = facts.plan(made.plan)
            document = read_document(made.content, f"paper{form.suffix}").document
            assert plan is not None and document is not None
            found[back] = (plan, recognise(document))
    return found


@pytest.mark.parametrize("back", EVERY, ids=lambda one: f"{one.example}-{one.form}-{one.language}")
def test_rows_are_read_as_they_were_printed(
    printed: dict[Back, tuple[PlanFacts, Findings]], back: Back
) -> None:
    plan, findings = printed[back]
    rows: dict[str, list[RowFacts]] = defaultdict(list)
    for row in plan.rows:
        rows[name_key(row.name)].append(row)
    wrong = [
        (one.name, value.role, value.value.raw)
        for one in findings.indicators
        for value in one.values
        if not any(_is_of(value, row) for row in rows[name_key(_bare(one))])
    ]
    assert not wrong
    assert len(findings.indicators) >= back.rows


def _bare(found: FoundIndicator) -> str:
    return found.name


def _is_of(found: FoundValue, row: RowFacts) -> bool:
    """Whether a value read from a paper is one that this row printed there."""
    number, text = found.value.number, found.value.text or found.value.raw
    if found.role is ValueRole.ACHIEVEMENT:
        return found.value.raw in (japanese(row.achievement), "未入力", "―")
    if found.value.absence is not None:
        return True  # a word or a dash, and no figure
    if found.role is ValueRole.BASELINE:
        return number == row.baseline.number
    if found.role is ValueRole.GOAL:
        # The column of a goal's own year holds the goal.
        return number == row.goal.number if number is not None else text in japanese(str(row.goal))
    cells = [one.actual for one in row.years] + [one.goal for one in row.years]
    values = [row.latest, row.goal, *cells]
    if number is None:
        return any(text in japanese(str(one)) for one in values)
    return number in [one.number for one in values]


def test_every_form_with_an_english_version_is_read_in_english() -> None:
    """A new template.en of a built-in form needs a line here."""
    sheets = {"program-evaluation", "schedule"}
    english = {one.parent.name for one in FORMS.glob("*/template.en.*")}
    assert {one.form for one in EVERY if one.language == "en"} | sheets == english


@pytest.mark.parametrize(
    "back",
    [one for one in EVERY if one.amounts],
    ids=lambda one: f"{one.example}-{one.form}-{one.language}",
)
def test_amounts_are_read_as_they_were_printed(
    printed: dict[Back, tuple[PlanFacts, Findings]], back: Back
) -> None:
    plan, findings = printed[back]
    amounts: dict[str, set[int | None]] = defaultdict(set)
    for listing in plan.listings:
        amounts[name_key(listing.name)].add(listing.amount.yen)
    for program in plan.programs:
        amounts[name_key(program.name)] |= {program.budget.yen, program.outturn.yen}
    read = [one for one in findings.programs if one.amount_yen is not None]
    wrong = [
        (one.name, one.amount_yen)
        for one in read
        if one.amount_yen not in amounts[name_key(one.name)]
    ]
    assert not wrong
    assert len(read) >= back.amounts
    assert sum(one.agrees is True for one in findings.totals) >= back.totals
    # Where parts of a row are listed too, the reader doubts the total; it never reads another.
    printed_totals = {one.total.yen for one in plan.elements}
    assert {one.amount_yen for one in findings.totals} <= printed_totals
