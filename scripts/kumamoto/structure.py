"""The structure half of the Kumamoto example: plans, trees, organisations, registers, rounds."""

from __future__ import annotations

from hoshin.domain.rows import Row
from scripts.kumamoto import committees, documents, registers, rounds
from scripts.kumamoto.context import context_figures
from scripts.kumamoto.elements import elements, levels
from scripts.kumamoto.evaluations import evaluations
from scripts.kumamoto.organisations import organisations


def tables() -> dict[str, tuple[Row, ...]]:
    """All tables of this half by name; ValueError when a row of the transcription is lost."""
    return {
        "sources": documents.sources(),
        "organisations": organisations(),
        "plans": documents.plans(),
        "levels": levels(),
        "elements": elements(),
        "stakeholders": registers.stakeholders(),
        "cycles": rounds.cycles(),
        "stages": rounds.stages(),
        "schedules": rounds.schedules(),
        "agreements": registers.agreements(),
        "pledges": registers.pledges(),
        "context_figures": context_figures(),
        "evaluations": evaluations(),
        "committees": committees.committees(),
        "members": committees.members(),
        "meetings": committees.meetings(),
    }
