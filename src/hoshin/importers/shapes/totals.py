"""Totals: whether the printed totals of a table are the sums of the rows before them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class RunningTotals:
    """Amounts seen since the last total, and the subtotals that no grand total has closed.

    A 小計 closes the rows before it. A total right behind another total closes the subtotals; one
    behind rows closes those rows, or everything since the beginning.
    """

    group: list[int] = field(default_factory=list)
    subtotals: list[int] = field(default_factory=list)

    def add(self, yen: int) -> None:
        """One more row."""
        self.group.append(yen)

    def closes(self, total: int) -> bool:
        """Whether a printed total agrees with the rows or totals that it closes."""
        if self.group:
            own = sum(self.group)
            everything = own + sum(self.subtotals)
            agrees = total in (own, everything)
            if total == own or not agrees:
                self.subtotals.append(total)
            else:
                self.subtotals = [total]
            self.group = []
            return agrees
        agrees = bool(self.subtotals) and total in (sum(self.subtotals), self.subtotals[-1])
        self.subtotals = []
        return agrees
