"""SDG targets: one indicator tied to different targets, and lists that their KPIs contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hoshin.domain.links import SdgLink
from hoshin.domain.problems import Problem
from hoshin.domain.sdg import TARGET_CODES
from hoshin.domain.words import Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, at, note, warning
from hoshin.engine.checks.saying import codes, indicator_name, listed, places_of, plan_name

SDG_TARGETS_DIFFER = warning(
    "sdg-targets-differ",
    Words("同じ指標のSDGsターゲットが欄により違う", "One indicator, different SDG targets"),
    Words(
        "どのターゲットに貢献する指標かが欄により違い、SDGs別の集計が合わなくなります。",
        "Listings tie one indicator to different targets, so counts by SDG target do not agree.",
    ),
)
SDG_TARGET_NOT_IN_LIST = note(
    "sdg-target-not-in-list",
    Words("ターゲットの一覧とKPIのターゲットが合わない", "SDG targets in a list or at a KPI only"),
    Words(
        "一覧に掲げたターゲットにKPIがないと、進み具合を測れません。",
        "A target that a plan lists but ties to no KPI cannot be followed up.",
    ),
)
_ORDER = {code: place for place, code in enumerate(TARGET_CODES)}


def _in_order(found: set[str]) -> list[str]:
    return sorted(found, key=lambda code: _ORDER.get(code, len(_ORDER)))


def differing_links(facts: Facts) -> Iterator[Problem]:
    """Indicators whose listings carry different sets of SDG targets."""
    by_listing: dict[str, set[str]] = defaultdict(set)
    for link in facts.city.sdg_links:
        if link.target is not None and link.sdg_target:
            by_listing[link.target].add(link.sdg_target)
    for indicator, targets in facts.targets_of_indicator.items():
        sets: dict[frozenset[str], list[str]] = defaultdict(list)
        for target in targets:
            if target.id in by_listing:
                sets[frozenset(by_listing[target.id])].append(target.id)
        if len(sets) < 2:
            continue
        name = indicator_name(facts, indicator)
        firsts = [facts.targets[ids[0]] for ids in sets.values()]
        said = [codes(_in_order(set(found))) for found in sets]
        shown = listed(
            Words(f"{one.ja}（{place.ja}）", f"{one.en} ({place.en})")
            for one, place in zip(said, places_of(facts, firsts), strict=True)
        )
        last = facts.targets[list(sets.values())[-1][0]]
        yield SDG_TARGETS_DIFFER.problem(
            at("targets", last),
            Words(
                f"{name.ja}に付いたSDGsターゲットが欄により違います: {shown.ja}",
                f"{name.en} carries different SDG targets: {shown.en}",
            ),
            Words(
                "どのターゲットに貢献する指標かを一つに決め、すべての欄に揃えてください。",
                "Settle which targets the indicator serves, and print the same ones everywhere.",
            ),
            (one for ids in sets.values() for one in ids),
        )


def lists_and_kpis(facts: Facts) -> Iterator[Problem]:
    """For each plan with a list of SDG targets: what its KPIs lack, and what they have besides."""
    listed_by: dict[str, dict[str, SdgLink]] = defaultdict(dict)
    measured_by: dict[str, dict[str, SdgLink]] = defaultdict(dict)
    for link in facts.city.sdg_links:
        if not link.sdg_target:
            continue
        element = facts.elements.get(link.element or "")
        target = facts.targets.get(link.target or "")
        if element is not None:
            listed_by[element.plan].setdefault(link.sdg_target, link)
        if target is not None:
            measured_by[target.plan].setdefault(link.sdg_target, link)
    for plan, in_list in listed_by.items():
        measured = measured_by.get(plan, {})
        if not measured:
            continue
        name = plan_name(facts, plan)
        beside = _in_order(set(measured) - set(in_list))
        if beside:
            yield SDG_TARGET_NOT_IN_LIST.problem(
                at("sdg_links", measured[beside[0]], "sdg_target"),
                Words(
                    f"{name.ja}のKPIに付いたターゲット{codes(beside).ja}は、計画のターゲット一覧に"
                    "ありません。",
                    f"KPIs of {name.en} carry targets that its list leaves out: {codes(beside).en}",
                ),
                Words("一覧に加えるか、KPIから外してください。", "List them, or drop them."),
                (measured[one].id for one in beside),
            )
        unmeasured = _in_order(set(in_list) - set(measured))
        if unmeasured:
            yield SDG_TARGET_NOT_IN_LIST.problem(
                at("sdg_links", in_list[unmeasured[0]], "sdg_target"),
                Words(
                    f"{name.ja}の一覧にあるターゲット{codes(unmeasured).ja}には、KPIがありません。",
                    f"No KPI of {name.en} measures these of its targets: {codes(unmeasured).en}",
                ),
                Words(
                    "測るKPIを置くか、一覧から外すかを検討してください。",
                    "Consider a KPI for them, or leave them out of the list.",
                ),
                (in_list[one].id for one in unmeasured),
            )


CHECKS = (
    Check(differing_links, (SDG_TARGETS_DIFFER,)),
    Check(lists_and_kpis, (SDG_TARGET_NOT_IN_LIST,)),
)
