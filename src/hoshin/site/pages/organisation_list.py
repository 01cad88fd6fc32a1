"""The list of organisations: the city's own bodies, its areas, and those it works with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from hoshin.domain.plans import Organisation, OrganisationKind
from hoshin.site import addresses
from hoshin.site.figures import Money
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages import parts
from hoshin.site.pages.list_data import organisations_data
from hoshin.site.pages.organisations import body
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, offered

_OWN = (
    OrganisationKind.CITY,
    OrganisationKind.BUREAU,
    OrganisationKind.SECTION,
    OrganisationKind.COMMITTEE,
)
_AREAS = (OrganisationKind.WARD, OrganisationKind.SCHOOL_DISTRICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine:
    """An organisation in the list: kind, what belongs to it, and the bodies below it.

    ``money`` is the budget of its programs and of those below it; ``bar`` and ``standing`` show
    and say how the targets stand that it answers for.
    """

    link: Link
    kind: Label
    counts: str
    money: Money | None
    bar: Markup
    standing: str
    below: tuple[OrganisationLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationGroup:
    """The organisations of one of the three groups; ``year`` is that of the amounts shown."""

    anchor: str
    title: str
    year: str
    lines: tuple[OrganisationLine, ...]

    @property
    def is_flat(self) -> bool:
        """Whether there are but names and counts, which need no width of their own."""
        return not any(one.money or one.bar for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationListView(Offering):
    """All organisations."""

    head: Head
    groups: tuple[OrganisationGroup, ...]
    offered: Offered


def page() -> Page:
    """The page that lists every organisation."""
    return Page(addresses.ORGANISATIONS, "organisations.html", _view)


def _group_of(organisation: Organisation) -> str:
    if organisation.kind in _OWN:
        return "own"
    return "areas" if organisation.kind in _AREAS else "partners"


def _line(frame: Frame, one: Organisation, above: frozenset[str]) -> OrganisationLine:
    index = frame.index
    group = _group_of(one)
    said = [
        frame.w.count(key, n)
        for key, n in (
            ("common.n_targets", len(index.targets_of_organisation.get(one.id, ()))),
            (
                "common.n_programs",
                len({row.program for row in index.listings_of_organisation.get(one.id, ())}),
            ),
            ("organisation.n_agreements", len(index.agreements_of_organisation.get(one.id, ()))),
            ("organisation.n_seats", len(index.seats_of_organisation.get(one.id, ()))),
            ("organisation.n_area_values", len(index.observations_of_area.get(one.id, ()))),
        )
        if n
    ]
    tie = body(frame, one)
    money = index.budget_of_organisation.get(one.id)
    tally = parts.tally(frame, index.targets_of_organisation.get(one.id, ()), height=16)
    passed = above | {one.id}
    return OrganisationLine(
        link=tie.link,
        kind=tie.note,
        counts=frame.w("common.comma").join(said),
        money=None if money is None or money.amount_yen is None else frame.money(money.amount_yen),
        bar=tally.bar,
        standing=tally.sentence,
        below=tuple(
            _line(frame, child, passed)
            for child in index.bodies_of_organisation.get(one.id, ())
            if _group_of(child) == group and child.id not in passed
        ),
    )


def _is_top(frame: Frame, one: Organisation) -> bool:
    """Whether nothing of its own group stands above it; of a circle every body does."""
    seen = {one.id}
    above = frame.index.organisations.get(one.parent or "")
    if above is None or _group_of(above) != _group_of(one):
        return True
    while above is not None and above.id not in seen:
        seen.add(above.id)
        above = frame.index.organisations.get(above.parent or "")
    return above is not None and above.id == one.id


def _view(frame: Frame) -> OrganisationListView:
    heading = Label(frame.w("pages.organisations.title"))
    total = frame.index.budget
    year = "" if total.fiscal_year is None else frame.period(total.fiscal_year)
    groups = []
    for name in ("own", "areas", "partners"):
        lines = tuple(
            _line(frame, one, frozenset())
            for one in frame.index.organisations.values()
            if _group_of(one) == name and _is_top(frame, one)
        )
        if lines:
            groups.append(
                OrganisationGroup(
                    anchor=f"_{name}",
                    title=frame.w(f"organisation.group.{name}"),
                    year=year if any(one.money for one in lines) else "",
                    lines=lines,
                )
            )
    return OrganisationListView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="organisations",
            crumbs=frame.crumbs(),
            lead=frame.w.count("pages.organisations.lead", len(frame.index.organisations)),
        ),
        groups=tuple(groups),
        offered=_offered(frame, groups, year),
    )


def _offered(frame: Frame, groups: Iterable[OrganisationGroup], year: str) -> Offered:
    """The list as data, and as a table, each body with the one above it; none where it is empty."""
    rows = [row for group in groups for row in _rows(group.title, group.lines, "", year)]
    if not rows:
        return Offered()
    w = frame.w
    heads = (
        w("organisation.group_head"),
        w("registers.organisation"),
        w("records.kind"),
        w("organisation.above_head"),
        w("organisation.counts_head"),
        w("organisation.standing_head"),
        w("figures.yen"),
        w("figures.fiscal_year"),
    )
    content = organisations_data(frame, frame.index.organisations.values())
    return offered(frame, (PageFile("organisations.csv", people_csv(heads, rows)),), content)


def _rows(
    group: str, lines: Iterable[OrganisationLine], above: str, year: str
) -> Iterator[tuple[str, ...]]:
    for line in lines:
        name = line.link.label.text
        money = ("", "") if line.money is None else (str(line.money.yen), year)
        yield group, name, line.kind.text, above, line.counts, line.standing, *money
        yield from _rows(group, line.below, name, year)
