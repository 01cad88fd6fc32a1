"""Programs and their money.

A program (事業) is what a section does with money; where it is printed is a listing. Money is
always in whole yen. A program that is part of another (``part_of``) is shown beside it and never
added to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hoshin.domain.periods import Period, PeriodKind
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import ElementRef, ListingRef, OrganisationRef, ProgramRef, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Row):
    """What a section does with money; ``part_of`` names the program whose money includes this."""

    name: str
    name_en: str = ""
    organisation: OrganisationRef | None = None
    part_of: ProgramRef | None = None
    description: str = ""
    description_en: str = ""


class ListingKind(StrEnum):
    """How a program is listed: only ``listing`` rows are added up.

    ``restated`` is a second listing (再掲) of a row of the same table, ``breakdown`` a part of
    another listing's amount, ``envelope`` a frame that holds other listings, ``name_only`` a
    name printed without money.
    """

    LISTING = "listing"
    RESTATED = "restated"
    BREAKDOWN = "breakdown"
    ENVELOPE = "envelope"
    NAME_ONLY = "name_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramListing(Row):
    """One place in which a plan prints a program: number, name and section as printed there.

    ``restates`` names the listing that this one repeats.
    """

    program: ProgramRef
    element: ElementRef
    order: int = 0
    number: str = ""
    name_printed: str = ""
    organisation: OrganisationRef | None = None
    kind: ListingKind = ListingKind.LISTING
    restates: ListingRef | None = None
    category: str = ""
    category_en: str = ""


class BudgetStage(StrEnum):
    """The stage of an amount in the year's budget."""

    INITIAL = "initial"
    SUPPLEMENTARY = "supplementary"
    INITIAL_AND_SUPPLEMENTARY = "initial_and_supplementary"
    CARRIED_OVER = "carried_over"
    PLANNED = "planned"
    OUTTURN = "outturn"


class AmountLink(StrEnum):
    """How an amount was tied to its program in the document's text.

    ``printed_together`` needs no inference; ``cross_checked`` and ``eliminated`` were paired by
    an equal amount elsewhere or because every other amount was taken; ``ambiguous`` amounts are
    tied to nothing and only list their candidates.
    """

    PRINTED_TOGETHER = "printed_together"
    CROSS_CHECKED = "cross_checked"
    ELIMINATED = "eliminated"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appropriation(Row):
    """Money of a program in one fiscal year, stage and fund, as one listing prints it.

    ``amount_yen`` is in whole yen, whatever unit the document prints.

    ``listing`` is empty for an amount that cannot be tied to a program; its possible listings are
    then in ``candidates``.
    """

    listing: ListingRef | None = None
    candidates: tuple[ListingRef, ...] = ()
    fiscal_year: Period
    stage: BudgetStage = BudgetStage.INITIAL
    fund: str = ""
    fund_en: str = ""
    amount_yen: int
    amount_printed: str = ""
    unit_printed: str = ""
    link: AmountLink = AmountLink.PRINTED_TOGETHER

    def __post_init__(self) -> None:
        super(Appropriation, self).__post_init__()
        if self.fiscal_year.kind is not PeriodKind.FISCAL_YEAR:
            raise IllFormedError(
                "appropriation-fiscal-year",
                f"予算の年度が「{self.fiscal_year.label_ja}」になっています。",
                f"The money's year is {self.fiscal_year.label_en}, which is no fiscal year.",
                f"FY{self.fiscal_year.year:04d} のように、会計年度を書いてください。",
                f"Write a fiscal year, for example FY{self.fiscal_year.year:04d}.",
                field="fiscal_year",
            )
