"""The money of document 004: one row for each printed amount, in whole yen.

Amounts are printed in thousands of yen. Four ward amounts stand apart from their programs; they
are tied to none of them and only name the two programs to which they may belong.
"""

from __future__ import annotations

import re

from hoshin.domain.periods import Period, fiscal_year
from hoshin.domain.programs import AmountLink, Appropriation, BudgetStage
from scripts.kumamoto import transcription
from scripts.kumamoto.identifiers import lines
from scripts.kumamoto.program_listings import PARTS, SOURCE, listing_id, said, statistic

_YEN = 1000
_YEAR = fiscal_year(2025)
_LINKS = {
    "inline": AmountLink.PRINTED_TOGETHER,
    "adjacent": AmountLink.PRINTED_TOGETHER,
    "cross-checked": AmountLink.CROSS_CHECKED,
    "elimination": AmountLink.ELIMINATED,
}
_NOTE_OF_LINK = {
    AmountLink.PRINTED_TOGETHER: "",
    AmountLink.CROSS_CHECKED: said(
        "名称と金額が離れて印字されており、別の箇所の同じ金額で対応づけました。",
        "Name and amount stand apart and were paired by the equal amount printed elsewhere.",
    ),
    AmountLink.ELIMINATED: said(
        "名称と金額が離れて印字されており、残る金額がほかにないことから対応づけました。",
        "Name and amount stand apart and were paired because no other amount is left.",
    ),
}
_PARTLY_SUPPLEMENTARY = said(
    "一部は令和6年度の補正予算と印字されており、内訳はありません。年度は計画の年度としました。",
    "Printed as partly in the supplementary budget of FY2024, without the split; the year is the "
    "plan's.",
)
_STAGES: dict[str, tuple[Period, BudgetStage, str]] = {
    "V1-05": (_YEAR, BudgetStage.INITIAL_AND_SUPPLEMENTARY, _PARTLY_SUPPLEMENTARY),
    "V7-09": (_YEAR, BudgetStage.INITIAL_AND_SUPPLEMENTARY, _PARTLY_SUPPLEMENTARY),
    "V3-06": (
        fiscal_year(2024),
        BudgetStage.SUPPLEMENTARY,
        said(
            "全額が「R6.2補正」と印字されています。令和6年度2月の補正予算と読むのは当方の判断です。",
            "Printed as wholly in “R6.2補正”; to read this as the supplementary budget of February "
            "in FY2024 is ours.",
        ),
    ),
    "F1-H03": (
        _YEAR,
        BudgetStage.INITIAL,
        said(
            "ビジョン7では同じ金額に、一部が令和6年度の補正予算と付記されています。",
            "Vision 7 prints the same amount as partly in the supplementary budget of FY2024.",
        ),
    ),
}
# The frame is printed as 計１億円, on this line.
_FRAME, _FRAME_PRINTED, _FRAME_YEN, _FRAME_LINE = "W-00", "計１億円", 100_000_000, "2143"
# Listings whose amounts were lost, with the print and the line of each amount in print order.
UNTIED = {
    ("W-08", "W-09"): (("1,035千円", "2225"), ("574千円", "2227")),
    ("W-10", "W-11"): (("300千円", "2249"), ("1,047千円", "2251")),
}
_UNTIED_NOTE = said(
    "候補の2事業のどちらの金額か、印字の並びからは分かりません。",
    "The print does not show to which of the two candidate programs this amount belongs.",
)
_FRAME_NOTE = said(
    "枠の総額で、区の事業に足しません。",
    "The whole of a frame, never added to the wards' programs.",
)


def appropriation_id(prog_id: str) -> str:
    """The id of a listing's amount: ``amount-f2-08`` for the transcription's ``F2-08``."""
    return f"amount-{prog_id.lower()}"


def appropriations() -> tuple[Appropriation, ...]:
    """Every printed amount: of the listings, their parts and the frame, then the untied ones."""
    found = []
    for row in transcription.read("programs"):
        if row["amount_thousand_yen"]:
            found.append(_amount(row))
        elif row["prog_id"] == _FRAME:
            found.append(_frame(row))
        found.extend(
            _part(one, name) for one, (whole, name) in PARTS.items() if whole == row["prog_id"]
        )
    for candidates, amounts in UNTIED.items():
        found.extend(_untied(candidates, *amount) for amount in amounts)
    return tuple(found)


def _amount(row: dict[str, str]) -> Appropriation:
    one, link = row["prog_id"], _LINKS[row["amount_link"]]
    year, stage, note = _STAGES.get(one, (_YEAR, BudgetStage.INITIAL, ""))
    return Appropriation(
        id=appropriation_id(one),
        listing=listing_id(one),
        fiscal_year=year,
        stage=stage,
        amount_yen=int(row["amount_thousand_yen"]) * _YEN,
        amount_printed=row["amount_printed"],
        unit_printed="千円",
        link=link,
        source=SOURCE,
        locator=lines(row["amount_line"]),
        note=" ".join(filter(None, (_NOTE_OF_LINK[link], note))),
    )


def _frame(row: dict[str, str]) -> Appropriation:
    return Appropriation(
        id=appropriation_id(_FRAME),
        listing=listing_id(_FRAME),
        fiscal_year=_YEAR,
        amount_yen=_FRAME_YEN,
        amount_printed=_FRAME_PRINTED,
        unit_printed="億円",
        source=SOURCE,
        locator=lines(_FRAME_LINE),
        note=_FRAME_NOTE,
    )


def _part(one: str, name: str) -> Appropriation:
    row = statistic(name)
    return Appropriation(
        id=appropriation_id(one),
        listing=listing_id(one),
        fiscal_year=_YEAR,
        amount_yen=int(row["value"]) * _YEN,
        amount_printed=row["value_printed"],
        unit_printed="千円",
        source=SOURCE,
        locator=lines(row["line"]),
    )


def _untied(candidates: tuple[str, ...], printed: str, line: str) -> Appropriation:
    thousand = int(re.sub(r"[^0-9]", "", printed))
    return Appropriation(
        id=f"amount-ward-line-{line}",
        candidates=tuple(listing_id(one) for one in candidates),
        fiscal_year=_YEAR,
        amount_yen=thousand * _YEN,
        amount_printed=printed,
        unit_printed="千円",
        link=AmountLink.AMBIGUOUS,
        source=SOURCE,
        locator=lines(line),
        note=_UNTIED_NOTE,
    )
