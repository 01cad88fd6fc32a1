"""The section in charge that a table prints beside an indicator: matched by name, or said."""

from __future__ import annotations

from collections.abc import Sequence

from hoshin.importers.findings import FoundIndicator
from hoshin.importers.proposing import Draft


def propose_owner(draft: Draft, found: FoundIndicator, indicator: str) -> None:
    """Propose the printed section as the owner of an existing indicator that has none."""
    owner = draft.known_organisation(found.owner) if found.owner else None
    current = draft.rows_by("indicators", "id").get(indicator, ())
    if owner is None or not current or current[0].organisation is not None:
        return
    draft.confirm_or_change("indicators", current[0], {"organisation": owner}, found.evidence)


def leave_unknown_owners(draft: Draft, indicators: Sequence[FoundIndicator]) -> None:
    """Say once for each printed section that it is no organisation of the city, or several."""
    owners: dict[str, list[FoundIndicator]] = {}
    for one in indicators:
        if one.owner and draft.known_organisation(one.owner) is None:
            owners.setdefault(one.owner, []).append(one)
    for name, found in owners.items():
        draft.leave(
            found[0].evidence,
            "owner-unknown",
            f"担当「{name}」({len(found)}件)は、組織の表の一つの名称と一致しないので、"
            "指標の担当にしていません。",
            f'The section in charge "{name}" ({len(found)} rows) is not the name of one '
            "organisation, so it was not taken as the owner.",
        )
