"""Small cities for tests of the site, and a built site with what it was built from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Direction,
    Indicator,
    MissingReason,
    Observation,
    Target,
)
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Level, Organisation, OrganisationKind, Plan
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.programs import Appropriation, Program, ProgramListing
from hoshin.domain.sources import Source
from hoshin.domain.words import Words
from hoshin.site.build import SiteSummary

AS_OF = date(2025, 6, 1)
HOSTILE = '<script>alert("&amp;")</script>\'" onclick="x" {{ 7 * 7 }} =1+1 '
LONG = "とても長い名前の取組" * 20


@dataclass(frozen=True)
class BuiltSite:
    """A city and the folder of its site."""

    city: City
    folder: Path
    summary: SiteSummary

    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")


def city_of_hostile_names() -> City:
    """Every name is an attack or 200 characters long; one indicator for each way to lack values."""
    bad = HOSTILE
    source = "doc"
    return City(
        name=bad,
        name_en=bad,
        sources=(Source(id=source, title=bad, publisher=bad),),
        organisations=(Organisation(id="o", name=bad, kind=OrganisationKind.CITY),),
        plans=(Plan(id="p", name=bad, kind=bad, edition=bad, source=source, locator=bad),),
        levels=(Level(id="l", plan="p", depth=1, name=bad),),
        elements=(
            Element(id="e", plan="p", level="l", name=bad, description=bad, organisation="o"),
            Element(id="E", plan="p", level="l", name=LONG, parent="e"),
            Element(id="con", plan="p", level="l", name=LONG, parent="con"),
        ),
        indicators=(
            Indicator(id="hostile", name=bad, unit=bad, definition=bad),
            Indicator(id="empty", name=LONG, unit="%"),
            Indicator(id="single", name="一つだけ", unit="人", direction=Direction.INCREASE),
            Indicator(id="words", name="言葉だけ", unit="人"),
        ),
        targets=(
            Target(
                id="t1",
                plan="p",
                element="e",
                indicator="single",
                unit="人",
                goal_value=Decimal("10"),
                goal_period=fiscal_year(2030),
                baseline_value=Decimal("0"),
                baseline_period=fiscal_year(2020),
                name_printed=bad,
                definition_note=bad,
            ),
        ),
        observations=(
            Observation(
                id="v1",
                indicator="single",
                time_period=fiscal_year(2024),
                obs_value=Decimal("5.00"),
                unit_measure="人",
                value_printed=bad,
                source=source,
                locator=bad,
            ),
            Observation(
                id="v2",
                indicator="words",
                time_period=fiscal_year(2023),
                value_text=bad,
                unit_measure="人",
            ),
            Observation(
                id="v3",
                indicator="hostile",
                time_period=fiscal_year(2023),
                missing_reason=MissingReason.NOT_SURVEYED,
                unit_measure=bad,
            ),
        ),
        programs=(Program(id="pr", name=bad, description=bad),),
        program_elements=(
            ProgramListing(id="li", program="pr", element="e", name_printed=LONG, category=bad),
        ),
        appropriations=(
            Appropriation(
                id="a", listing="li", fiscal_year=fiscal_year(2025), amount_yen=1, fund=bad
            ),
        ),
    )


PROBLEMS = (
    Problem(
        code="invented-code",
        level=ProblemLevel.WARNING,
        place=Place(file="targets.csv", line=2, row_id="t1", source="doc", locator="lines 3"),
        sentence=Words(HOSTILE, HOSTILE),
        hint=Words(HOSTILE, HOSTILE),
        related=("v1", "li", "nothing"),
    ),
    Problem(
        code="folder-missing-table",
        level=ProblemLevel.ERROR,
        place=Place(file="plans.csv"),
        sentence=Words("文", "A sentence."),
        hint=Words("手立て", "A hint."),
    ),
)
