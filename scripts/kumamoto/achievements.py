"""Published figures of targets: the 22 printed achievements, and a target that only text prints."""

from __future__ import annotations

from decimal import Decimal

from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from scripts.kumamoto import transcription
from scripts.kumamoto.identifiers import SOURCE_OF_DOCUMENT, lines
from scripts.kumamoto.listings import target_id
from scripts.kumamoto.observations import is_running_text

# Where ours differs from the print, or no number can be calculated: why.
_REASONS = {
    "sdgs-2022.t2-10": (
        "大きさは同じで、符号だけが逆です。採取量を減らす指標なのに目標値が当初値より大きく、"
        "実績がその目標値から離れる向きに動いたため、式の結果は負になります。",
        "The size is the same and only the sign differs. The aim is to abstract less, yet the goal "
        "lies above the baseline; the actual value moved away from that goal, so the formula gives "
        "a negative rate.",
    ),
    "sdgs-2022.t2-11": (
        "目標が数値でなく「上昇」という言葉なので率は計算できず、本数が増えたかどうかで判定します。",
        "The goal is a word (rise) and not a number, so there is no rate; it is judged by whether "
        "the number of wells rose.",
    ),
}


def published_figures() -> tuple[PublishedFigure, ...]:
    """The achievements as printed, then the target that stands in running text only."""
    achievements = (_achievement(row) for row in transcription.read("achievement_check"))
    texts = (
        _target_in_text(row)
        for row in transcription.read("observations")
        if row["kind"] == "target" and is_running_text(row)
    )
    return (*achievements, *texts)


def _achievement(row: dict[str, str]) -> PublishedFigure:
    target = target_id(row["ind_id"])
    digits = row["published"].removesuffix("%")
    is_number = digits != row["published"]
    reason, reason_en = _REASONS.get(target, ("", ""))
    return PublishedFigure(
        id=f"{target}.achievement",
        kind=PublishedKind.ACHIEVEMENT,
        name=f"達成度 {row['table']}No.{row['no']}",
        name_en=f"Achievement, table {row['table']}, no. {row['no']}",
        target=target,
        value=Decimal(digits) if is_number else None,
        text="" if is_number else row["published"],
        value_printed=row["published"],
        unit="%" if is_number else "",
        operation=Operation.ACHIEVEMENT,
        reason=reason,
        reason_en=reason_en,
        source=SOURCE_OF_DOCUMENT[row["doc"]],
        locator=lines(row["line"]),
    )


# The text speaks of the first strategy's goal; the transcription files it under the listing of
# the second strategy in whose section it stands.
_TARGET_OF_TEXT = {"S2-09": "S2-23"}


def _target_in_text(row: dict[str, str]) -> PublishedFigure:
    target = target_id(_TARGET_OF_TEXT[row["ind_id"]])
    return PublishedFigure(
        id=f"{target}.goal-in-text",
        kind=PublishedKind.OTHER,
        name=f"第1期戦略の出生数の目標({row['reference_period']})",
        name_en="The first strategy's goal for births in 2019",
        target=target,
        value=Decimal(row["value"]),
        value_printed=row["value_printed"],
        unit=row["unit"],
        operation=Operation.NONE,
        reason="本文に印字された目標値で、計算した値ではありません。検証資料の表の目標値と同じです。",
        reason_en=(
            "A goal printed in running text, not a calculated figure; it equals the goal in the "
            "review's table."
        ),
        source=SOURCE_OF_DOCUMENT[row["doc"]],
        locator=lines(row["line"]),
    )
