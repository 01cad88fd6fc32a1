"""How values lie in a group of cities, as a picture beside the figures that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hoshin.domain.nations import PeerKind, Spread

_WIDTH, _HEIGHT, _EDGE = 320, 28, 4
_MIDDLE, _THICK = _HEIGHT // 2, 7


@dataclass(frozen=True, slots=True)
class Scale:
    """The values between which all groups of one indicator are drawn.

    ``whole`` is the middle value of all cities, beside which every group can be seen.
    """

    low: Decimal
    high: Decimal
    whole: Decimal | None

    @classmethod
    def of(cls, spreads: Iterable[Spread]) -> Scale:
        """From the lowest tenth to the highest: the very ends would press all else together."""
        drawn = list(spreads)
        lows = [one.p10 for one in drawn if one.p10 is not None]
        highs = [one.p90 for one in drawn if one.p90 is not None]
        whole = next((one.p50 for one in drawn if one.kind is PeerKind.ALL), None)
        return cls(min(lows, default=Decimal(0)), max(highs, default=Decimal(0)), whole)

    def x(self, value: Decimal) -> float:
        """Where a value is drawn, in units of the picture."""
        if self.high <= self.low:
            return _WIDTH / 2
        share = (value - self.low) / (self.high - self.low)
        return round(_EDGE + float(share) * (_WIDTH - 2 * _EDGE), 1)


def box(spread: Spread, scale: Scale) -> str:
    """A line from the lowest tenth to the highest, a box around the middle half, and the middle.

    A dotted line through all rows of a table is the middle of all cities.

    The table beside it gives the figures, so that the picture is not read out.
    """
    figures = (spread.p10, spread.p25, spread.p50, spread.p75, spread.p90)
    if any(one is None for one in figures):
        return ""
    p10, p25, p50, p75, p90 = (scale.x(one) for one in figures if one is not None)
    whole = (
        ""
        if scale.whole is None
        else f'<path class="spread-whole" d="M{scale.x(scale.whole)} 0V{_HEIGHT}"/>'
    )
    return (
        f'<svg class="spread" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'aria-hidden="true">{whole}<path class="spread-reach" d="M{p10} {_MIDDLE}H{p90}"/>'
        f'<rect class="spread-half" x="{p25}" y="{_MIDDLE - _THICK}" '
        f'width="{max(round(p75 - p25, 1), 1.0)}" height="{2 * _THICK}"/>'
        f'<path class="spread-middle" d="M{p50} 4V{_HEIGHT - 4}"/></svg>'
    )
