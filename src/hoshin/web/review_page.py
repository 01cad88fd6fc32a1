"""The review of a document: the rows of one page beside it, and how far the review has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from hoshin.actions.kept_reviews import kept_proposal
from hoshin.actions.refusals import Difference
from hoshin.actions.reviewing import (
    LEAVE,
    OPEN,
    SAME,
    TAKE,
    decisions_of,
    editable_columns,
    is_proved,
    problems_of,
)
from hoshin.domain.problems import Problem
from hoshin.domain.proposals import Confidence
from hoshin.importers.applying import Key
from hoshin.importers.proposal_words import (
    confidence_word,
    found_word,
    proof_words,
    reason_words,
    shape_word,
)
from hoshin.storage import models as tables
from hoshin.web.desk import Desk
from hoshin.web.page_view import Mark, PageView, mark_of, page_view
from hoshin.web.problem_words import in_words
from hoshin.web.row_words import Field, RowWords, ShownChange, ShownValue

ROWS_AT_ONCE = 40
EVERYTHING, TO_DECIDE, CHANGED, DOUBTED = "all", "decide", "changed", "low"
FILTERS = (EVERYTHING, TO_DECIDE, CHANGED, DOUBTED)
CONFIRM, WRITTEN = "confirm", "written"
# A new row of these tables may be one of the plan's under another name.
SOUGHT: Mapping[str, type[tables.Indicator] | type[tables.Program]] = {
    "indicators": tables.Indicator,
    "programs": tables.Program,
}
# What a person came for stands first; what carries it (levels, the document itself) last.
_ORDER = (
    "indicators",
    "targets",
    "milestones",
    "observations",
    "published_figures",
    "programs",
    "program_elements",
    "appropriations",
    "evaluations",
    "evaluation_answers",
    "sdg_links",
    "plans",
    "elements",
    "organisations",
    "levels",
    "sources",
)


@dataclass(frozen=True, slots=True)
class Likely:
    """An existing row that a proposed one may be, and why."""

    row_id: str
    name: str
    likeness: int
    reasons: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One proposed row as the review shows it."""

    label: str
    anchor: str
    key: str
    table: str
    table_word: str
    action: str
    action_word: str
    name: str
    state: str
    state_word: str
    decided_by: str
    asks: bool
    confidence: str
    confidence_word: str
    shape: str
    proof: str
    place: str
    raw: str
    values: tuple[ShownValue, ...]
    changes: tuple[ShownChange, ...]
    candidates: tuple[Likely, ...]
    is_sought: bool
    fields: tuple[Field, ...]
    problems: Mapping[str, str]
    version: int
    is_fixed: bool
    written: str


@dataclass(frozen=True, slots=True)
class LeftView:
    """A block that no rule could prove: why, what was found in it, where, as printed."""

    sentence: str
    found: tuple[tuple[str, str], ...]
    place: str
    raw: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of the whole document are in which state."""

    asks: int
    proved: int
    taken: int
    left: int
    written: int
    confirmed: int
    left_over: int


class Review:
    """The review of one upload, as one person sees one page of it."""

    def __init__(self, desk: Desk, upload: tables.Upload) -> None:
        self._desk = desk
        self.upload = upload
        self.data = kept_proposal(upload)
        self.words = RowWords(desk, self.data["names"])
        self.decisions = decisions_of(upload)

    # --- the whole document ---

    def state_of(self, row: Mapping[str, Any]) -> str:
        """How far a row has come: written, confirm, or what was decided of it."""
        if row.get("written"):
            return WRITTEN
        decision = self.decisions.get((row["table"], row["id"]))
        if decision is not None and decision.choice:
            return decision.choice
        return CONFIRM if row["action"] == CONFIRM and not _typed(decision) else OPEN

    def asks(self, row: Mapping[str, Any]) -> bool:
        """Whether a row waits for a person."""
        return self.state_of(row) == OPEN and not (
            is_proved(row) and not _typed(self.decisions.get((row["table"], row["id"])))
        )

    def counts(self) -> Counts:
        """How far the review has come."""
        states = Counter(self.state_of(one) for one in self.data["rows"])
        asks = sum(self.asks(one) for one in self.data["rows"])
        return Counts(
            asks=asks,
            proved=states[OPEN] - asks,
            taken=states[TAKE] + states[SAME],
            left=states[LEAVE],
            written=states[WRITTEN],
            confirmed=states[CONFIRM],
            left_over=len(self.data["left_over"]),
        )

    def fits(self, row: Mapping[str, Any], show: str) -> bool:
        """Whether a row is among those that were asked for."""
        if show == TO_DECIDE:
            return self.asks(row)
        if show == CHANGED:
            return bool(row["action"] == "change")
        if show == DOUBTED:
            return bool(row["evidence"]["confidence"] == Confidence.LOW)
        return True

    def pages(self, show: str) -> list[int]:
        """The pages that have rows that were asked for, or, for everything, blocks left over."""
        found = {_page(one) for one in self.data["rows"] if self.fits(one, show)}
        if show == EVERYTHING:
            found |= {_page(one) for one in self.data["left_over"]}
        return sorted(found)

    # --- one page ---

    def rows_of(self, page: int, show: str) -> list[tuple[int, dict[str, Any]]]:
        """The rows of a page that were asked for, each with its place in the proposal."""
        found = [
            (at, one)
            for at, one in enumerate(self.data["rows"])
            if _page(one) == page and self.fits(one, show)
        ]
        return sorted(found, key=lambda item: order_of(item[1]["table"]))

    def find(self, key: Key) -> tuple[int, dict[str, Any]]:
        """A row with its place in the proposal; raises KeyError where there is none."""
        for at, one in enumerate(self.data["rows"]):
            if (one["table"], one["id"]) == key:
                return at, one
        raise KeyError(key)

    def row(
        self,
        at: int,
        data: Mapping[str, Any],
        label: str,
        *,
        typed: Mapping[str, str] | None = None,
        problems: Sequence[Problem] | None = None,
        page_name: str = "",
    ) -> RowView:
        """One row in words; ``typed`` and ``problems`` are those of a form just sent."""
        key = (data["table"], data["id"])
        decision = self.decisions.get(key)
        kept = dict(decision.corrections) if decision is not None else {}
        texts = kept if typed is None else dict(typed)
        wrong = problems_of(data, texts) if problems is None else problems
        state = self.state_of(data)
        speech, w = self._desk.speech, self._desk.w
        evidence = data["evidence"]
        return RowView(
            label=label,
            anchor=f"r{at}",
            key=f"{key[0]}:{key[1]}",
            table=key[0],
            table_word=self.words.table(key[0]),
            action=data["action"],
            action_word=w(f"importing.action.{data['action']}"),
            name=self.words.name(data["name"]),
            state=state,
            state_word=self._state_word(data, state, decision),
            decided_by=decision.decided_by.name if decision is not None and state else "",
            asks=self.asks(data),
            confidence=evidence["confidence"],
            confidence_word=confidence_word(Confidence(evidence["confidence"]), speech.is_ja),
            shape=shape_word(evidence["shape"], speech.is_ja),
            proof=proof_words(evidence["check"], speech.is_ja),
            place=self.words.place(evidence, page_name),
            raw=evidence["raw"],
            values=self.words.values(
                data if wrong else {**data, "values": {**data["values"], **texts}}
            ),
            changes=self.words.changes(data),
            candidates=tuple(
                Likely(
                    one["id"],
                    one["name"],
                    one["likeness"],
                    reason_words(one["reasons"], speech.is_ja),
                    decision is not None and decision.same_as == one["id"],
                )
                for one in data["candidates"]
            ),
            is_sought=data["action"] == "add" and key[0] in SOUGHT and not data.get("written"),
            fields=self.words.fields(data, texts, editable_columns(key[0])),
            problems={one.place.column: in_words(self._desk, one) for one in wrong},
            version=0 if decision is None else decision.version,
            is_fixed=bool(texts),
            written=data.get("written", ""),
        )

    def _state_word(
        self, data: Mapping[str, Any], state: str, decision: tables.RowDecision | None
    ) -> str:
        w = self._desk.w
        if state == OPEN:
            if self.asks(data):
                return w("importing.state.asks")
            return w(
                "importing.state.proved" if data["evidence"]["check"] else "importing.state.plain"
            )
        if state == SAME and decision is not None:
            return w("importing.state.same", name=self._name_of_same(data, decision.same_as))
        return w(f"importing.state.{state}")

    def _name_of_same(self, data: Mapping[str, Any], row_id: str) -> str:
        """The name of the row that a proposed one is: a candidate, or one that was searched for."""
        names = {one["id"]: one["name"] for one in data["candidates"]}
        return str(names.get(row_id) or self._sought_names.get((data["table"], row_id), row_id))

    @cached_property
    def _sought_names(self) -> dict[Key, str]:
        """The names of all rows of the plan that proposed ones were said to be."""
        wanted: dict[str, set[str]] = {}
        for (table, _), decision in self.decisions.items():
            if decision.choice == SAME and table in SOUGHT:
                wanted.setdefault(table, set()).add(decision.same_as)
        label = self._desk.speech.label
        return {
            (table, pk): label(name, name_en or name)
            for table, ids in wanted.items()
            for pk, name, name_en in SOUGHT[table]
            .objects.filter(pk__in=ids)
            .values_list("pk", "name", "name_en")
        }

    def corrected(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """A row's data with what a person corrected of it."""
        decision = self.decisions.get((data["table"], data["id"]))
        typed = dict(decision.corrections) if decision is not None else {}
        return {**data, "values": {**data["values"], **typed}}

    def left_over(self, page: int) -> list[tuple[int, dict[str, Any]]]:
        """The blocks of a page that wait for a person."""
        return [(at, one) for at, one in enumerate(self.data["left_over"]) if _page(one) == page]

    def differences(self, differences: Sequence[Difference], table: str) -> list[ShownChange]:
        """What two planners decided differently: what stands there, what you sent."""
        columns = {one.name: one for one in editable_columns(table)}
        w = self._desk.w
        found = []
        for one in differences:
            if one.field in columns:
                label = self.words.column(table, columns[one.field])
                found.append(ShownChange(label, one.theirs, one.yours))
            elif one.field == "choice":
                words = [
                    w(f"importing.choice.{text or 'open'}") for text in (one.theirs, one.yours)
                ]
                found.append(ShownChange(w("importing.decision"), *words))
        return found


def order_of(table: str) -> int:
    """The place of a table where its rows are shown beside those of others."""
    return _ORDER.index(table) if table in _ORDER else len(_ORDER)


class ReviewPage:
    """One page of a review: its rows in groups, what is left over, and the page itself."""

    def __init__(
        self,
        desk: Desk,
        review: Review,
        read: tables.ReadDocument,
        *,
        page: int,
        show: str,
        part: int,
    ) -> None:
        self.review = review
        self.pages = review.pages(show)
        self.show = show
        self.number = page or (self.pages[0] if self.pages else 1)
        rows = review.rows_of(self.number, show)
        self.parts = max(1, -(-len(rows) // ROWS_AT_ONCE))
        self.part = min(max(part, 1), self.parts)
        rows = rows[(self.part - 1) * ROWS_AT_ONCE : self.part * ROWS_AT_ONCE]
        kept = read.pages.filter(number=self.number).first()
        content = kept.content if kept is not None else _blank(self.number)
        marks: list[Mark] = []
        self.rows: list[RowView] = []
        for label, (at, data) in enumerate(rows, start=1):
            shown = review.row(at, data, str(label), page_name=content["name"])
            self.rows.append(shown)
            marks.append(mark_of(str(label), shown.anchor, data["evidence"], content))
        self.left: list[LeftView] = []
        speech = desk.speech
        for label, (at, data) in enumerate(review.left_over(self.number), start=1):
            name, anchor = f"?{label}", f"x{at}"
            marks.append(mark_of(name, anchor, data["evidence"], content))
            self.left.append(
                LeftView(
                    speech.label(data["sentence_ja"], data["sentence_en"]),
                    tuple(
                        (found_word(one["what"], speech.is_ja), one["text"])
                        for one in data["found"]
                    ),
                    review.words.place(data["evidence"], content["name"]),
                    data["evidence"]["raw"],
                    name,
                    anchor,
                )
            )
        self.view: PageView = page_view(read.kind, content, marks)
        self.previous = max((one for one in self.pages if one < self.number), default=0)
        self.following = min((one for one in self.pages if one > self.number), default=0)

    @property
    def groups(self) -> list[tuple[str, list[RowView]]]:
        """The rows that change something, by table."""
        changing = [one for one in self.rows if one.state not in (CONFIRM, WRITTEN)]
        return [
            (word, list(rows)) for word, rows in groupby(changing, key=lambda one: one.table_word)
        ]

    @property
    def settled(self) -> list[RowView]:
        """The rows that the plan has already: confirmed by the document, or written from it."""
        return [one for one in self.rows if one.state in (CONFIRM, WRITTEN)]


def _typed(decision: tables.RowDecision | None) -> bool:
    return decision is not None and bool(decision.corrections)


def _page(data: Mapping[str, Any]) -> int:
    return int(data["evidence"]["page"] or 1)


def _blank(number: int) -> dict[str, Any]:
    return {"page": number, "name": "", "width": 0, "height": 0, "lines": [], "tables": []}
