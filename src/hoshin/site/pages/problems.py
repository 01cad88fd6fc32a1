"""Where the documents disagree: what was found, first in a reader's words, then for the office.

Each problem stands in one section: a mistake of the data, documents that contradict each other,
one document that contradicts itself, or something that is only worth a look. Within a section
problems of one kind are folded together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.rows import Row
from hoshin.domain.sources import KnownError
from hoshin.engine.checks import CATALOGUE
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages import parts
from hoshin.site.pages.list_data import problems_data
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, offered
from hoshin.site.pages.subjects import subject

_HEADS = (
    *("section", "kind", "subject", "sentence", "documents"),
    *("known", "explanation", "hint", "place", "locator"),
)
# As many documents can be chosen between without JavaScript: the style sheet names each.
MOST_CHOICES = 20


class Scope(StrEnum):
    """What a problem is about, in the order in which the page shows them."""

    DATA = "data"
    BETWEEN = "between"
    WITHIN = "within"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One problem: what it is about and says, in which documents, and for the office what to do."""

    anchor: str
    subject: Link | None
    sentence: Label
    documents: tuple[Link, ...]
    choices: str
    known: bool
    explanation: Label
    known_anchors: tuple[str, ...]
    hint: Label
    place: str
    locator: str
    related: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """All problems of one kind in one section; ``choices`` names the documents of any of them."""

    anchor: str
    title: str
    why: str
    count: str
    choices: str
    rows: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemSection:
    """All problems of one scope."""

    anchor: str
    scope: str
    title: str
    meaning: str
    number: int
    known: int
    groups: tuple[ProblemGroup, ...]


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many problems there are of one level."""

    level: str
    word: str
    meaning: str
    number: int
    known: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A document by which the page can be narrowed."""

    name: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedRow:
    """An error that was on record and is mended: what it was about, when and how it was mended."""

    anchor: str
    subject: Link | None
    printed: str
    corrected: str
    explanation: Label
    day: str
    mending: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView(Offering):
    """Everything that the page of problems shows."""

    head: Head
    mended: tuple[MendedRow, ...]
    sections: tuple[ProblemSection, ...]
    choices: tuple[Choice, ...]
    offered: Offered


def page() -> Page:
    """The page of problems."""
    return Page(addresses.PROBLEMS, "problems.html", _view)


def level_counts(frame: Frame) -> tuple[LevelCount, ...]:
    """How many problems there are of each level that occurs."""
    problems = frame.index.problems
    return tuple(
        LevelCount(
            level.value,
            frame.w(f"terms.level.{level.value}"),
            frame.w(f"problems.meaning.{level.value}"),
            sum(one.level is level for one in problems),
            sum(one.level is level and one.known for one in problems),
        )
        for level in ProblemLevel
        if any(one.level is level for one in problems)
    )


def title_of(frame: Frame, code: str) -> str:
    """What a kind of problem is called; its code where the catalogue does not hold it."""
    rule = CATALOGUE.get(code)
    if rule is None:
        return code
    return rule.title.ja if frame.is_ja else rule.title.en


def _record_name(frame: Frame, table: str, row_id: str, rows: Mapping[str, Row]) -> Label:
    """A record's own name where it has one, a target with its plan and number."""
    index = frame.index
    if table.removesuffix(".csv") == "targets" and row_id in index.judged:
        judged = index.judged[row_id]
        name = frame.name(judged.indicator)
        plan = index.plans.get(judged.target.plan)
        where = [] if plan is None else [frame.name(plan).text]
        where.append(parts.target_number(frame, judged.target).text)
        said = " ".join(one for one in where if one)
        return Label(frame.w("common.with_note", text=name.text, note=said), name.lang)
    return subject(frame, rows[row_id]) if row_id in rows else Label(row_id)


def _record(frame: Frame, table: str, row_id: str, rows: Mapping[str, Row]) -> Link | None:
    href = frame.href_of(table, row_id) if row_id else ""
    return Link(_record_name(frame, table, row_id, rows), href) if href else None


def _related(frame: Frame, problem: Problem, rows: Mapping[str, Row]) -> tuple[Link, ...]:
    links = []
    for row_id in problem.related:
        table = frame.index.table_of_row.get(row_id, "")
        link = _record(frame, table, row_id, rows) if table else None
        if link is not None and link not in links:
            links.append(link)
    return tuple(links)


def _place(frame: Frame, problem: Problem) -> str:
    place = problem.place
    said = [place.file]
    if place.line is not None:
        said.append(frame.w("problems.line", n=place.line))
    if place.column:
        said.append(frame.w("problems.column", name=place.column))
    if place.row_id:
        said.append(place.row_id)
    return frame.w("common.dot").join(one for one in said if one)


def _records_of_error(frame: Frame, problem: Problem) -> tuple[KnownError, ...]:
    rows = {problem.place.row_id, *problem.related}
    return tuple(
        one
        for one in frame.index.city.known_errors
        if one.is_open and one.problem == problem.code and one.row in rows
    )


def _rows_by_id(index: CityIndex) -> dict[str, Row]:
    """Every record by its id; of an id in several tables, the first one."""
    found: dict[str, Row] = {}
    for field in fields(index.city):
        rows = getattr(index.city, field.name)
        if isinstance(rows, tuple):
            for row in rows:
                found.setdefault(row.id, row)
    return found


def _sources(problem: Problem, rows: Mapping[str, Row]) -> dict[str, Row | None]:
    """The documents that take part in a problem, each with the first of its records."""
    found: dict[str, Row | None] = {}
    for row_id in (problem.place.row_id, *problem.related):
        row = rows.get(row_id)
        if row is not None and row.source:
            found.setdefault(row.source, row)
    if problem.place.source:
        found.setdefault(problem.place.source, None)
    return found


def _scope(problem: Problem, sources: Iterable[str]) -> Scope:
    if problem.level is ProblemLevel.ERROR:
        return Scope.DATA
    if problem.level is ProblemLevel.NOTE:
        return Scope.LOOK
    return Scope.BETWEEN if len(tuple(sources)) > 1 else Scope.WITHIN


def _documents(frame: Frame, sources: Mapping[str, Row | None]) -> tuple[Link, ...]:
    """The documents by their numbers, each linked to the record's place in its page."""
    links = []
    for source_id, row in sources.items():
        number = frame.index.source_number.get(source_id)
        if number is None:
            continue
        place = None if row is None else frame.places.citation(row)
        href = frame.href_of("sources", source_id) if place is None else frame.href(place)
        links.append(Link(Label(frame.w("common.document_number", n=number)), href))
    return tuple(links)


def _choices(frame: Frame, sources: Iterable[str]) -> str:
    """The classes by which the style sheet narrows the page to one document."""
    numbers = sorted(frame.index.source_number.get(one, 0) for one in sources)
    return " ".join(f"doc-{one}" for one in numbers if 0 < one <= MOST_CHOICES)


def _row(frame: Frame, position: int, used: set[str], rows: Mapping[str, Row]) -> ProblemRow:
    problem = frame.index.problems[position]
    records = _records_of_error(frame, problem) if problem.known else ()
    # A record may cover several problems; its anchor stands at the first.
    anchors = tuple(f"_known.{one.id}" for one in records if one.id not in used)
    used.update(one.id for one in records)
    first = records[0] if records else None
    sources = _sources(problem, rows)
    return ProblemRow(
        anchor=frame.index.problem_anchors[position],
        subject=_record(frame, problem.place.file, problem.place.row_id, rows),
        sentence=frame.sentence(problem.sentence_ja, problem.sentence_en),
        documents=_documents(frame, sources),
        choices=_choices(frame, sources),
        known=problem.known,
        explanation=Label("")
        if first is None
        else frame.label(first.explanation, first.explanation_en),
        known_anchors=anchors,
        hint=frame.sentence(problem.hint_ja, problem.hint_en),
        place=_place(frame, problem),
        locator=parts.locator_in_words(frame, problem.place.locator),
        related=_related(frame, problem, rows),
    )


def _groups(
    frame: Frame,
    positions: Iterable[int],
    rows: Mapping[str, Row],
    used: set[str],
    taken: set[str],
) -> tuple[ProblemGroup, ...]:
    """The problems of one section by their kind, the most frequent first."""
    by_code: dict[str, list[int]] = {}
    for one in positions:
        by_code.setdefault(frame.index.problems[one].code, []).append(one)
    groups = []
    for code, its in sorted(by_code.items(), key=lambda one: -len(one[1])):
        rule = CATALOGUE.get(code)
        lines = tuple(_row(frame, one, used, rows) for one in its)
        # A kind may stand in two sections; its address is where it stands first.
        anchor = f"_code-{code}"
        anchor = f"{anchor}-2" if anchor in taken else anchor
        taken.add(anchor)
        names = {name for line in lines for name in line.choices.split()}
        groups.append(
            ProblemGroup(
                anchor=anchor,
                title=title_of(frame, code),
                why="" if rule is None else rule.why.ja if frame.is_ja else rule.why.en,
                count=frame.w.count("problems.n_places", len(its)),
                choices=" ".join(sorted(names)),
                rows=lines,
            )
        )
    return tuple(groups)


def _view(frame: Frame) -> ProblemView:
    index = frame.index
    rows = _rows_by_id(index)
    by_scope: dict[Scope, list[int]] = {}
    for position, problem in enumerate(index.problems):
        scope = _scope(problem, _sources(problem, rows))
        by_scope.setdefault(scope, []).append(position)
    used: set[str] = set()
    taken: set[str] = set()
    sections = tuple(
        ProblemSection(
            anchor=f"_{scope.value}",
            scope=scope.value,
            title=frame.w(f"problems.scope.{scope.value}.title"),
            meaning=frame.w(f"problems.scope.{scope.value}.meaning"),
            number=len(by_scope[scope]),
            known=sum(index.problems[one].known for one in by_scope[scope]),
            groups=_groups(frame, by_scope[scope], rows, used, taken),
        )
        for scope in Scope
        if scope in by_scope
    )
    heading = Label(frame.w("pages.problems.title"))
    return ProblemView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="problems",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.problems.lead"),
        ),
        mended=_mended(frame, rows),
        sections=sections,
        choices=_document_choices(frame, sections),
        offered=_offered(frame, sections),
    )


def _offered(frame: Frame, sections: Iterable[ProblemSection]) -> Offered:
    """Everything that was found, as a table and as data; no file where nothing was."""
    w = frame.w
    rows = [
        (
            section.title,
            group.title,
            "" if row.subject is None else row.subject.label.text,
            row.sentence.text,
            w("common.comma").join(one.label.text for one in row.documents),
            w("common.known") if row.known else "",
            row.explanation.text,
            row.hint.text,
            row.place,
            row.locator,
        )
        for section in sections
        for group in section.groups
        for row in group.rows
    ]
    if not rows:
        return Offered()
    heads = [w(f"problems.head.{one}") for one in _HEADS]
    content = problems_data(frame.index.problems)
    return offered(frame, (PageFile("problems.csv", people_csv(heads, rows)),), content)


def _mended(frame: Frame, rows: Mapping[str, Row]) -> tuple[MendedRow, ...]:
    """The records that are closed, the latest first."""
    closed = [one for one in frame.index.city.known_errors if one.mended_on is not None]
    closed.sort(key=lambda one: one.mended_on or one.recorded_on, reverse=True)
    return tuple(
        MendedRow(
            anchor=f"_known.{one.id}",
            subject=_record(frame, frame.index.table_of_row.get(one.row, ""), one.row, rows),
            printed=one.printed,
            corrected=one.corrected,
            explanation=frame.label(one.explanation, one.explanation_en),
            day=frame.day(one.mended_on or one.recorded_on),
            mending=frame.label(one.mending, one.mending_en),
        )
        for one in closed
    )


def _document_choices(frame: Frame, sections: Iterable[ProblemSection]) -> tuple[Choice, ...]:
    """The documents to choose between: those with a problem, where there are at least two."""
    named = {name for one in sections for group in one.groups for name in group.choices.split()}
    found = tuple(
        Choice(f"doc-{number}", frame.label(source.title, source.title_en))
        for source, number in (
            (one, frame.index.source_number[one.id]) for one in frame.index.sources.values()
        )
        if f"doc-{number}" in named
    )
    return found if len(found) > 1 else ()
