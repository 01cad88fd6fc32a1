"""A made-up city of any size: indicators with values, targets, elements and programs, all alike.

Every record is made by counting, so the same size gives the same city. Names are invented.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hoshin.domain.city import City
from hoshin.domain.indicators import Direction, Indicator, Method, Observation, Target
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Level, Organisation, OrganisationKind, Plan
from hoshin.domain.programs import Appropriation, Program, ProgramListing
from hoshin.domain.sources import Source

AS_OF = date(2025, 6, 1)
_FIRST_YEAR, _YEARS = 2019, 6
_PER_ELEMENT, _PER_SECTION, _PER_PLAN = 5, 50, 250


def synthetic_city(indicators: int) -> City:
    """A city with so many indicators: six values, one target and one program for each.

    Elements hold five targets, plans 250 and sections 50, so that only the lists of everything
    grow with the city.
    """
    numbers = range(indicators)
    plans = range(-(-indicators // _PER_PLAN))
    sections = range(-(-indicators // _PER_SECTION))
    elements = range(-(-indicators // _PER_ELEMENT))
    return City(
        name="試算市",
        name_en="Trial City",
        as_of=AS_OF,
        sources=(Source(id="doc", title="試算の文書", title_en="Trial document"),),
        organisations=tuple(
            Organisation(id=f"s{n}", name=f"第{n}課", kind=OrganisationKind.SECTION)
            for n in sections
        ),
        plans=tuple(
            Plan(id=f"p{n}", name=f"第{n}計画", name_en=f"Plan {n}", source="doc") for n in plans
        ),
        levels=tuple(Level(id=f"p{n}.l", plan=f"p{n}", depth=1, name="施策") for n in plans),
        elements=tuple(_element(n) for n in elements),
        indicators=tuple(
            Indicator(
                id=f"i{n}",
                name=f"第{n}指標の利用者数",
                name_en=f"Users of service {n}",
                unit="人",
                direction=Direction.INCREASE,
                organisation=f"s{n // _PER_SECTION}",
            )
            for n in numbers
        ),
        targets=tuple(_target(n) for n in numbers),
        observations=tuple(_observation(n, year) for n in numbers for year in range(_YEARS)),
        programs=tuple(
            Program(id=f"g{n}", name=f"第{n}事業", organisation=f"s{n // _PER_SECTION}")
            for n in numbers
        ),
        program_elements=tuple(
            ProgramListing(
                id=f"g{n}.1", program=f"g{n}", element=f"e{n // _PER_ELEMENT}", source="doc"
            )
            for n in numbers
        ),
        appropriations=tuple(
            Appropriation(
                id=f"g{n}.1.a",
                listing=f"g{n}.1",
                fiscal_year=fiscal_year(2025),
                amount_yen=1_000_000 + 1_000 * n,
            )
            for n in numbers
        ),
    )


def _element(number: int) -> Element:
    plan = f"p{number * _PER_ELEMENT // _PER_PLAN}"
    return Element(
        id=f"e{number}",
        plan=plan,
        level=f"{plan}.l",
        order=number,
        number=str(number),
        name=f"第{number}施策を進める",
        name_en=f"Policy {number}",
        source="doc",
        locator="p. 1",
    )


def _target(number: int) -> Target:
    return Target(
        id=f"t{number}",
        plan=f"p{number // _PER_PLAN}",
        element=f"e{number // _PER_ELEMENT}",
        indicator=f"i{number}",
        unit="人",
        baseline_value=Decimal(100),
        baseline_period=fiscal_year(_FIRST_YEAR),
        goal_value=Decimal(300 + number % 100),
        goal_period=fiscal_year(2030),
        method=Method.PROGRESS,
        source="doc",
        locator="p. 2",
    )


def _observation(number: int, year: int) -> Observation:
    return Observation(
        id=f"v{number}.{year}",
        indicator=f"i{number}",
        time_period=fiscal_year(_FIRST_YEAR + year),
        obs_value=Decimal(100 + number % 37 * (year + 1)),
        unit_measure="人",
        source="doc",
        locator="p. 3",
    )
