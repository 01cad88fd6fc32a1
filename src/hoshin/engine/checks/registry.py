"""The registry: every check, in the order of listing, and the catalogue of codes."""

from __future__ import annotations

from hoshin.engine.checks import (
    evaluation_sheets,
    evaluations,
    figures,
    goals,
    known,
    money,
    money_twice,
    names,
    periods,
    printed_dates,
    printed_numbers,
    provenance,
    references,
    revisions,
    schemes,
    sdg_targets,
    structure,
    targets,
    units,
    values,
)
from hoshin.engine.checks.rule import Check, Rule

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *structure.CHECKS,
    *schemes.CHECKS,
    *units.CHECKS,
    *targets.CHECKS,
    *goals.CHECKS,
    *revisions.CHECKS,
    *periods.CHECKS,
    *printed_dates.CHECKS,
    *printed_numbers.CHECKS,
    *values.CHECKS,
    *figures.CHECKS,
    *sdg_targets.CHECKS,
    *money.CHECKS,
    *money_twice.CHECKS,
    *evaluations.CHECKS,
    *evaluation_sheets.CHECKS,
    *names.CHECKS,
    *provenance.CHECKS,
    *known.CHECKS,
)

CATALOGUE: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        *(rule for check in CHECKS for rule in check.rules),
        known.KNOWN_ERROR_CURED,
    )
}
