"""Causes and effects in the invented city's plans, and who takes part in them."""

from __future__ import annotations

from typing import Any

from hoshin.domain.links import Contribution, ContributionKind, Stakeholder
from hoshin.domain.plans import Aspect
from scripts.harbour.drawn import rows
from scripts.harbour.plans import PLAN, PLAN_DOC, STRATEGY

# Kind, from and to (with the column they stand in), the target that measures the effect.
_CHAIN = f"""
produces | program p-startup      | indicator consultations | {STRATEGY}.consultations
leads_to | indicator consultations | indicator startups     | {PLAN}.startups
leads_to | indicator startups     | indicator income        | {PLAN}.income
produces | program p-checkup      | indicator checkups      | {PLAN}.checkups
produces | program p-quay         | indicator port-steps    |
leads_to | indicator port-steps   | indicator visitors      | {PLAN}.visitors
funds    | program p-sea-fund     | program p-solar         | {PLAN}.solar
leads_to | element {PLAN}.3-1     | element {PLAN}.4        |
"""

# From aspect, to aspect, target, words in Japanese and English.
_SYNERGIES = """
economy     | society     | placements  | 港の仕事が増え、働く人が増えます。 | More work, more people in work.
society     | economy     | visitors    | 元気な市民が客を迎えます。         | Healthy people receive guests.
economy     | environment | solar       | 漁協の倉庫の屋根で発電します。     | Warehouses carry solar panels.
environment | economy     | local-fish  | きれいな海が魚を増やします。       | A clean sea brings more fish.
society     | environment | waste       | 学校がごみを減らす手本になります。 | Schools show how to waste less.
environment | society     | groundwater | よい水が暮らしを支えます。         | Good water carries daily life.
"""

# Organisation, element, what it does in Japanese and English.
_STAKEHOLDERS = """
partner-fishers    | 1-2 | 市場で売る       | Sells at the market
partner-bank       | 1-3 | 創業者に貸す     | Lends to founders
partner-university | 3-3 | 海を調べる       | Studies the sea
partner-ferry      | 1-1 | 島へ客を運ぶ     | Carries guests to the island
partner-paper      | 4   | 進み方を伝える   | Reports on progress
partner-city       | 3-1 | ともに学ぶ       | Learns together with the city
"""


def contributions() -> tuple[Contribution, ...]:
    """Chains from program to output to outcome, and the six synergies between the aspects."""
    found = []
    for number, (kind, cause, effect, target) in enumerate(rows(_CHAIN), start=1):
        ends: dict[str, Any] = {}
        for end, printed in (("from", cause), ("to", effect)):
            column, _, identifier = printed.partition(" ")
            ends[f"{end}_{column}"] = identifier
        found.append(
            Contribution(
                id=f"chain.{number}",
                kind=ContributionKind(kind),
                target=target or None,
                source=PLAN_DOC,
                locator="p. 58",
                **ends,
            )
        )
    for cause, effect, target, ja, en in rows(_SYNERGIES):
        found.append(
            Contribution(
                id=f"synergy.{cause}.{effect}",
                kind=ContributionKind.SYNERGY,
                element=f"{PLAN}.4",
                from_aspect=Aspect(cause),
                to_aspect=Aspect(effect),
                target=f"{PLAN}.{target}",
                description=ja,
                description_en=en,
                source=PLAN_DOC,
                locator="p. 59",
            )
        )
    return tuple(found)


def stakeholders() -> tuple[Stakeholder, ...]:
    """Partners and what each does."""
    return tuple(
        Stakeholder(
            id=f"{organisation}.{element}",
            organisation=organisation,
            plan=PLAN,
            element=f"{PLAN}.{element}",
            role=ja,
            role_en=en,
            source=PLAN_DOC,
            locator="p. 62",
        )
        for organisation, element, ja, en in rows(_STAKEHOLDERS)
    )
