"""Writes examples/harbour: run ``python -m scripts.harbour.build`` from the repository.

The city is invented. It shows what the folder of a real city happened not to hold: every method,
comparison, missing reason and state of a value; values revised twice; wards, school districts,
sexes and age groups; sections that were reorganised; money by fund and stage over the years.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from hoshin.domain.city import City
from hoshin.exchange.folder import write_folder
from scripts.harbour import (
    evaluation_sheets,
    indicators,
    links,
    measurements,
    money,
    observations,
    organisations,
    plans,
    registers,
    rounds,
    search_words,
    targets,
)

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "harbour"
AS_OF = date(2025, 10, 31)


def city() -> City:
    """The invented city of Minatomi."""
    return City(
        name="港見市",
        name_en="Minatomi City",
        as_of=AS_OF,
        organisations=organisations.organisations(),
        plans=plans.plans(),
        levels=plans.levels(),
        elements=plans.elements(),
        indicators=indicators.indicators(),
        targets=targets.targets(),
        target_revisions=registers.target_revisions(),
        milestones=targets.milestones(),
        observations=observations.observations(),
        measurements=measurements.measurements(),
        published_figures=registers.published_figures(),
        programs=money.programs(),
        program_elements=money.program_elements(),
        appropriations=money.appropriations(),
        sdg_links=plans.sdg_links(),
        search_words=search_words.search_words(),
        contributions=links.contributions(),
        stakeholders=links.stakeholders(),
        cycles=rounds.cycles(),
        stages=rounds.stages(),
        schedules=rounds.schedules(),
        agreements=registers.agreements(),
        pledges=registers.pledges(),
        pledge_states=registers.pledge_states(),
        context_figures=registers.context_figures(),
        evaluation_fields=evaluation_sheets.evaluation_fields(),
        evaluations=(*rounds.evaluations(), *evaluation_sheets.evaluations()),
        evaluation_answers=evaluation_sheets.evaluation_answers(),
        committees=rounds.committees(),
        members=rounds.members(),
        meetings=rounds.meetings(),
        opinions=rounds.opinions(),
        ratings=registers.ratings(),
        sources=plans.sources(),
    )


def main() -> int:
    """Write the folder."""
    write_folder(city(), EXAMPLE)
    print(f"Wrote {EXAMPLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
