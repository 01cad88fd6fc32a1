"""Writes docs/workplace/round.md from the tables of the round: ``python -m scripts.round_page``."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from hoshin.actions.matrix import AUTHORS, DECIDERS, MATRIX, VERB_LABELS, Verb
from hoshin.domain.cycle import (
    PRESET_CALENDAR,
    STATE_LABELS,
    STEP_LABELS,
    TRANSITIONS,
    ItemState,
    Step,
)
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.roles import ROLE_LABELS, Role

PAGE = Path(__file__).resolve().parents[1] / "docs" / "workplace" / "round.md"
_MADE_BY = (
    "<!-- このページは python -m scripts.round_page が作ります。直接書き換えないでください。 "
    "This page is written by python -m scripts.round_page; do not edit it. -->"
)
_VIEWS = {
    AuthorRole.SECTION: ("担当課", "section"),
    AuthorRole.BUREAU: ("局", "bureau"),
    AuthorRole.PLANNER: ("企画担当", "planner"),
    AuthorRole.COMMITTEE: ("検証委員会", "committee"),
    AuthorRole.CITY: ("市", "city"),
}


def page() -> str:
    """The whole page: calendar, deadlines, states, verbs, permissions."""
    return "\n".join(
        (
            _MADE_BY,
            "",
            "# 一年の作業の決まり / The rules of the round",
            "",
            "値は、入力・提出・承認・確定の順に進みます。承認されると、市の実績に新しい版として"
            "加わります。前の版は消えません。",
            "",
            "A value is entered, submitted, approved and locked. Once approved it joins the city's "
            "data as a further revision; earlier ones stay.",
            "",
            *_calendar(),
            *_states(),
            *_permissions(),
        )
    )


def _calendar() -> list[str]:
    lines = ["## 暦 / The calendar", "", "| 段階 | stage | 月 |", "|---|---|---|"]
    for one in PRESET_CALENDAR.stages:
        first, last = one.first_month, one.last_month
        months = f"{first}月" if first == last else f"{first}月～{last}月"
        lines.append(f"| {one.name_ja} | {one.name_en} | {months} |")
    entering = next(one for one in PRESET_CALENDAR.stages if one.code == PRESET_CALENDAR.entering)
    lines += [
        "",
        f"締切は、「{entering.name_ja}」の最後の開庁日から数えて何開庁日前かで決まります。"
        "下の段階が先です。まとめの評価は、それより"
        f"{PRESET_CALENDAR.summary_days_later}開庁日あとです。土曜・日曜・祝日・12月29日から"
        "1月3日は数えません。暦と日数は、年度の作業を始めるときに変えられます。",
        "",
        f'A step is due so many working days before the last one of "{entering.name_en}"; the '
        f"lower level comes first, and summaries {PRESET_CALENDAR.summary_days_later} working "
        "days later. "
        "Weekends, public holidays and 29 December to 3 January do not count. Calendar and days "
        "can be set when a round is opened.",
        "",
        "| 締切 | step | 開庁日前 / working days before |",
        "|---|---|---|",
    ]
    for step in Step:
        ja, en = STEP_LABELS[step]
        lines.append(f"| {ja} | {en} | {PRESET_CALENDAR.days_of(step)} |")
    return [*lines, ""]


def _states() -> list[str]:
    lines = [
        "## 項目の状態 / The states of an item",
        "",
        "| すること | verb | いつ / from | その後 / to | だれが / who | 別の人 / second person |",
        "|---|---|---|---|---|---|",
    ]
    for one in TRANSITIONS:
        starts = "、".join(_state(state) for state in one.starts)
        ends = _state(one.leads_to) if one.leads_to else "そのまま / unchanged"
        who = "、".join(ROLE_LABELS[role][0] for role in one.roles)
        other = "●" if one.another_person else ""
        lines.append(f"| {one.label_ja} | {one.label_en} | {starts} | {ends} | {who} | {other} |")
    return [
        *lines,
        "",
        "差し戻された項目は、もう一度提出するまで「差し戻し」のままです。",
        "",
        "A returned item stays returned until it is submitted again.",
        "",
    ]


def _state(state: ItemState) -> str:
    ja, en = STATE_LABELS[state]
    return f"{ja} ({en})"


def _permissions() -> list[str]:
    heads = [f"{ja}<br>{en}" for ja, en in (ROLE_LABELS[role] for role in Role)]
    lines = [
        "## だれが何をできるか / Who may do what",
        "",
        "役割は、組織（その下を含む）、計画の要素、指標、または市全体について与えられます。"
        "表の●は、その範囲の中でできることを示します。",
        "",
        "A role is given for an organisation with all below it, an element, an indicator, or the "
        "whole city. ● means: may do this, within what the role was given for.",
        "",
        "| すること / verb | " + " | ".join(heads) + " |",
        "|---|" + "---|" * len(heads),
    ]
    for verb, roles in MATRIX.items():
        ja, en = VERB_LABELS[verb]
        cells = " | ".join("●" if role in roles else "" for role in Role)
        lines.append(f"| {ja}<br>{en} | {cells} |")
    lines += [
        "",
        "評価は立場ごとに別に書きます。 / Each point of view has an evaluation of its own.",
        "",
        "| 立場 / view | だれが書くか / who writes it | だれが承認するか / who approves it |",
        "|---|---|---|",
    ]
    approving = MATRIX[Verb.APPROVE]
    for view, roles in AUTHORS.items():
        ja, en = _VIEWS[view]
        who = _roles(roles)
        lines.append(f"| {ja} / {en} | {who} | {_roles(DECIDERS[view] & approving)} |")
    return [*lines, ""]


def _roles(roles: Collection[Role]) -> str:
    return "、".join(ROLE_LABELS[role][0] for role in Role if role in roles)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
