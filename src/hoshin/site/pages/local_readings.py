"""The local reading of the global SDG indicators: what the city measures below each target code.

Plans tie what they measure to target codes (3.4) and not to single global indicators (3.4.1).
So both stand side by side below the code they share; one is said to be the other's local reading
only where the city itself says so (``sdg_indicator`` of its links).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hoshin.domain.links import SdgLink
from hoshin.domain.sdg import GOALS, TARGET_CODES, goal_of_target
from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.global_indicators import GlobalIndicator, global_indicators
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages import parts
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, offered
from hoshin.site.pages.parts import SourceNote, numbered, source_note
from hoshin.site.pages.plans import TreeTarget, tree_target


@dataclass(frozen=True, slots=True)
class GlobalLine:
    """A global indicator: code, short name, and what the city says to be its local reading."""

    code: str
    name: str
    read_by: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalReading:
    """A target code: how the world measures it, and what of the city's plans names it."""

    code: str
    world: tuple[GlobalLine, ...]
    targets: tuple[TreeTarget, ...]
    others: tuple[Link, ...]
    sources: tuple[SourceNote, ...]

    @property
    def is_named(self) -> bool:
        """Whether any plan names the code."""
        return bool(self.targets or self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReadings:
    """One of the 17 goals with its target codes, those that a plan names apart from the others."""

    number: int
    name: str
    readings: tuple[LocalReading, ...]
    unread: tuple[LocalReading, ...]
    count: str
    unread_count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsView(Offering):
    """Everything that the page of local readings shows."""

    head: Head
    how: str
    goals: tuple[GoalReadings, ...]
    offered: Offered


def page() -> Page:
    """The page of global indicators and their local reading."""
    return Page(addresses.GLOBAL_INDICATORS, "local_readings.html", _view)


def _word(frame: Frame, one: GlobalIndicator) -> str:
    return one.name if frame.is_ja else one.name_en


def _own_targets(frame: Frame, links: list[SdgLink]) -> tuple[str, ...]:
    """The targets that name a code, one for each indicator."""
    found: dict[str, str] = {}
    for link in links:
        target = frame.index.targets.get(link.target or "")
        if target is not None:
            found.setdefault(target.indicator, target.id)
    return tuple(found.values())


def _others(frame: Frame, links: list[SdgLink]) -> Iterator[Link]:
    """The elements and programs that name a code, each once."""
    for element_id in dict.fromkeys(one.element for one in links if one.element):
        element = frame.index.elements.get(element_id)
        if element is not None:
            yield numbered(frame, element)
    for program_id in dict.fromkeys(one.program for one in links if one.program):
        program = frame.link("programs", program_id)
        if program is not None:
            yield program


def _world(frame: Frame, code: str, links: list[SdgLink]) -> tuple[GlobalLine, ...]:
    """The global indicators of a target, those too that the city names and the list does not."""
    said: dict[str, list[SdgLink]] = {}
    for link in links:
        if link.sdg_indicator:
            said.setdefault(link.sdg_indicator, []).append(link)
    listed = {one.code: _word(frame, one) for one in global_indicators().get(code, ())}
    codes = dict.fromkeys((*listed, *said))
    return tuple(
        GlobalLine(
            one,
            listed.get(one, frame.w("readings.not_listed")),
            tuple(who for its in said.get(one, ()) if (who := _subject(frame, its)) is not None),
        )
        for one in codes
    )


def _subject(frame: Frame, link: SdgLink) -> Link | None:
    """What a tie belongs to: a target by its indicator, an element or a program."""
    if link.target in frame.index.targets:
        return tree_target(frame, link.target).link
    return frame.link("elements", link.element) or frame.link("programs", link.program)


def global_readings(frame: Frame, links: Iterable[SdgLink]) -> tuple[Link, ...]:
    """The global indicators that the city says to read by what has these ties, each once."""
    found: dict[str, Link] = {}
    for link in links:
        if link.sdg_indicator and link.sdg_indicator not in found:
            listed = global_indicators().get(link.sdg_target, ())
            names = {one.code: _word(frame, one) for one in listed}
            said = f"{link.sdg_indicator} {names.get(link.sdg_indicator, '')}".strip()
            place = addresses.GLOBAL_INDICATORS.at(f"_code-{link.sdg_target}")
            found[link.sdg_indicator] = Link(Label(said), frame.href(place))
    return tuple(found.values())


def _reading(frame: Frame, code: str, links: list[SdgLink]) -> LocalReading:
    notes = {note.text: note for note in (source_note(frame, one) for one in links)}
    return LocalReading(
        code=code,
        world=_world(frame, code, links),
        targets=tuple(tree_target(frame, one) for one in _own_targets(frame, links)),
        others=tuple(_others(frame, links)),
        sources=tuple(notes.values()),
    )


def _goal(frame: Frame, number: int, named: dict[str, list[SdgLink]]) -> GoalReadings:
    codes = [one for one in TARGET_CODES if goal_of_target(one) == number]
    readings = [_reading(frame, one, named.get(one, [])) for one in codes]
    read = tuple(one for one in readings if one.is_named)
    unread = tuple(one for one in readings if not one.is_named)
    return GoalReadings(
        number=number,
        name=parts.goal_name(frame, number),
        readings=read,
        unread=unread,
        count=frame.w("readings.count", n=len(read), all=len(codes)),
        unread_count=frame.w.count("readings.unread", len(unread)),
    )


def _table(frame: Frame, named: dict[str, list[SdgLink]]) -> PageFile:
    """A row for each global indicator and each thing of the plans that names its target code."""
    w = frame.w
    rows = []
    for code in TARGET_CODES:
        links = named.get(code, [])
        local = [
            (w("readings.target"), one.link.label.text, one.sign.word, one.figure)
            for one in (tree_target(frame, target) for target in _own_targets(frame, links))
        ]
        local += [(w("readings.other"), one.label.text, "", "") for one in _others(frame, links)]
        for world in _world(frame, code, links):
            said = {one.label.text for one in world.read_by}
            rows += [
                (code, world.code, world.name, *one, w("records.yes") if one[1] in said else "")
                for one in local or [("", "", "", "")]
            ]
    heads = [
        w(f"readings.{one}") for one in ("code", "global_code", "global_name", "kind", "local")
    ]
    heads += [w("indicator.head_standing"), w("readings.figure"), w("readings.said")]
    return PageFile("readings.csv", people_csv(heads, rows))


def _data(named: dict[str, list[SdgLink]]) -> list[dict[str, object]]:
    return [
        {
            "sdg_target": code,
            "global_indicators": [one.code for one in global_indicators().get(code, ())],
            "named_by": [
                {
                    "target": one.target,
                    "element": one.element,
                    "program": one.program,
                    "sdg_indicator": one.sdg_indicator or None,
                    "strength": one.strength.value,
                    "source": one.source,
                    "locator": one.locator,
                }
                for one in named.get(code, ())
            ],
        }
        for code in TARGET_CODES
    ]


def _is_said(named: dict[str, list[SdgLink]]) -> bool:
    """Whether the city says of anything that it is a local reading."""
    return any(one.sdg_indicator for links in named.values() for one in links)


def _view(frame: Frame) -> ReadingsView:
    named: dict[str, list[SdgLink]] = {}
    for link in frame.index.city.sdg_links:
        if link.sdg_target:
            named.setdefault(link.sdg_target, []).append(link)
    heading = Label(frame.w("readings.title"))
    return ReadingsView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="sdgs",
            crumbs=frame.crumbs(frame.section_crumb("sdgs")),
            lead=frame.w("readings.lead"),
        ),
        how=frame.w("readings.how_said" if _is_said(named) else "readings.how"),
        goals=tuple(_goal(frame, one.number, named) for one in GOALS),
        offered=offered(frame, (_table(frame, named),), {"readings": _data(named)}),
    )
