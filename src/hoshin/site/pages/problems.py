"""Where the documents disagree: every problem that was found, with its place and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.sources import KnownError
from hoshin.engine.checks import CATALOGUE
from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages import parts
from hoshin.site.pages.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One problem: what it says, its place in folder and document, and what to do."""

    anchor: str
    sentence: str
    hint: str
    place: str
    record: Link | None
    related: tuple[Link, ...]
    document: Link | None
    locator: str
    known: bool
    explanation: Label
    known_anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """All problems of one kind."""

    code: str
    anchor: str
    level: str
    level_word: str
    title: str
    why: str
    count: str
    rows: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many problems there are of one level."""

    level: str
    word: str
    meaning: str
    number: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """Everything that the page of problems shows."""

    head: Head
    counts: tuple[LevelCount, ...]
    groups: tuple[ProblemGroup, ...]


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


def _record_name(frame: Frame, table: str, row_id: str) -> Label:
    """A record's own name where it has one, else its id."""
    index = frame.index
    table = table.removesuffix(".csv")
    if table == "targets" and row_id in index.judged:
        judged = index.judged[row_id]
        name = frame.name(judged.indicator)
        plan = index.plans.get(judged.target.plan)
        where = [] if plan is None else [frame.name(plan).text]
        where.append(parts.target_number(frame, judged.target).text)
        said = " ".join(one for one in where if one)
        return Label(frame.w("common.with_note", text=name.text, note=said), name.lang)
    if table in (
        "plans",
        "elements",
        "indicators",
        "programs",
        "organisations",
        "published_figures",
    ):
        rows = index.published if table == "published_figures" else getattr(index, table)
        row = rows.get(row_id)
        if row is not None:
            return frame.name(row)
    if table == "program_elements" and row_id in index.listings:
        return frame.name(index.programs[index.listings[row_id].program])
    if table == "observations" and row_id in index.observations:
        indicator = index.indicators.get(index.observations[row_id].indicator)
        if indicator is not None:
            return frame.name(indicator)
    return Label(row_id)


def _record(frame: Frame, table: str, row_id: str) -> Link | None:
    href = frame.href_of(table, row_id) if row_id else ""
    return Link(_record_name(frame, table, row_id), href) if href else None


def _related(frame: Frame, problem: Problem) -> tuple[Link, ...]:
    links = []
    for row_id in problem.related:
        table = frame.index.table_of_row.get(row_id, "")
        link = _record(frame, table, row_id) if table else None
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
        if one.problem == problem.code and one.row in rows
    )


def _row(frame: Frame, position: int, used: set[str]) -> ProblemRow:
    problem = frame.index.problems[position]
    records = _records_of_error(frame, problem) if problem.known else ()
    # A record may cover several problems; its anchor stands at the first.
    anchors = tuple(f"_known.{one.id}" for one in records if one.id not in used)
    used.update(one.id for one in records)
    first = records[0] if records else None
    source = frame.index.sources.get(problem.place.source)
    return ProblemRow(
        anchor=frame.index.problem_anchors[position],
        sentence=problem.sentence_ja if frame.is_ja else problem.sentence_en,
        hint=problem.hint_ja if frame.is_ja else problem.hint_en,
        place=_place(frame, problem),
        record=_record(frame, problem.place.file, problem.place.row_id),
        related=_related(frame, problem),
        document=None
        if source is None
        else Link(frame.label(source.title, source.title_en), frame.href_of("sources", source.id)),
        locator=parts.locator_words(frame, problem.place.locator),
        known=problem.known,
        explanation=Label("")
        if first is None
        else frame.label(first.explanation, first.explanation_en),
        known_anchors=anchors,
    )


def _view(frame: Frame) -> ProblemView:
    by_code: dict[str, list[int]] = {}
    for position, problem in enumerate(frame.index.problems):
        by_code.setdefault(problem.code, []).append(position)
    order = {level: n for n, level in enumerate(ProblemLevel)}
    used: set[str] = set()
    groups = []
    for code, positions in sorted(
        by_code.items(), key=lambda one: order[frame.index.problems[one[1][0]].level]
    ):
        level = frame.index.problems[positions[0]].level
        rule = CATALOGUE.get(code)
        why = "" if rule is None else rule.why.ja if frame.is_ja else rule.why.en
        groups.append(
            ProblemGroup(
                code=code,
                anchor=f"_code-{code}",
                level=level.value,
                level_word=frame.w(f"terms.level.{level.value}"),
                title=title_of(frame, code),
                why=why,
                count=frame.w.count("problems.n_places", len(positions)),
                rows=tuple(_row(frame, one, used) for one in positions),
            )
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
        counts=level_counts(frame),
        groups=tuple(groups),
    )
