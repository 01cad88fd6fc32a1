"""The page of one item: its form or its record, what its value means, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hoshin.actions.acting import differences
from hoshin.actions.refusals import (
    AskedError,
    ChangedMeanwhileError,
    IllFormedInputError,
    NotNowError,
    RefusedError,
    not_found,
)
from hoshin.charts.gathering import SeriesKey
from hoshin.domain.city import City
from hoshin.domain.cycle import ItemState, ItemVerb, RoundState, verbs_from
from hoshin.domain.indicators import MissingReason, ObservationStatus
from hoshin.engine.achievement import Achievement
from hoshin.storage import models as tables
from hoshin.web.brief_lines import OPEN_STATES, name_of
from hoshin.web.desk import Desk
from hoshin.web.field_words import field_text, field_word
from hoshin.web.forms import FIELDS
from hoshin.web.lines import LineReader, as_listed, with_names
from hoshin.web.offices import offices_at_work
from hoshin.web.preview import Preview, preview
from hoshin.web.problem_words import in_words
from hoshin.web.results import Chart, Result, chart_of_series, results_of
from hoshin.web.worklists import visible_items

STATUSES = (
    ObservationStatus.FINAL,
    ObservationStatus.PROVISIONAL,
    ObservationStatus.ESTIMATED,
)
REASONS = (
    MissingReason.NOT_SURVEYED,
    MissingReason.NOT_YET_PUBLISHED,
    MissingReason.NOT_SET,
    MissingReason.ENDED,
    MissingReason.SUPPRESSED,
)
# Verbs with a button of their own below the record; the form holds submitting.
_BUTTONS = (
    ItemVerb.APPROVE,
    ItemVerb.CHECK,
    ItemVerb.LOCK,
    ItemVerb.WITHDRAW,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list: what is sent and what is read."""

    value: str
    word: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that must be answered with yes before a value is taken."""

    code: str
    sentence: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One field that was filled in differently from two windows."""

    field: str
    yours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was said of the item."""

    kind: str
    body: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A form as it was submitted or corrected, and what it changed of the one before."""

    number: int
    by: str
    reason: str
    is_correction: bool
    changes: tuple[DifferenceRow, ...]


def read_item(desk: Desk, item_id: int) -> tables.WorkItem:
    """An item that the person may see; one that they may not see is not there for them."""
    found = with_names(visible_items(desk)).filter(pk=item_id).first()
    if found is None:
        raise not_found("項目", "item")
    return found


class ItemPage:
    """Everything that the page of an item shows; ``content`` is what stands in its form."""

    template = "item.html"
    side = "item_side.html"
    words = "entry"
    fields: tuple[str, ...] = FIELDS

    def __init__(
        self,
        desk: Desk,
        item: tables.WorkItem,
        *,
        content: dict[str, str] | None = None,
        refusal: RefusedError | None = None,
        verb: str = "",
    ) -> None:
        self._desk = desk
        self._item = item
        self._refusal = refusal
        self._verb = verb
        self._given = content
        self.confirmed: frozenset[str] = frozenset()
        self.typed: dict[str, str] = {}
        # The version that the sent form was filled in from, where one was sent.
        self.seen: int | None = None

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        desk, item = self._desk, self._item
        content = self._content()
        line = LineReader(desk, [as_listed(item)]).lines()[0]
        return {
            "heading": name_of(desk, item),
            "eyebrow": desk.w(f"{self.words}.eyebrow", period=line.period, section=line.section),
            "item": item,
            "line": line,
            "content": content,
            "version": self._version(),
            "present_version": self._present_version(),
            "editable": self._is_editable(),
            "problems": self._problems(),
            "refused": self._refused(),
            "differences": self._differences(),
            "verbs": self._verbs(),
            "may_return": self._may(ItemVerb.RETURN),
            "may_correct": self._may(ItemVerb.CORRECT),
            "organisations": self._organisations(),
            "may_remark": desk.may("write_comment", item),
            "failed_verb": self._verb,
            "typed": self.typed,
            "remarks": self._remarks(),
            "versions": self._versions(),
            "evidence": list(item.evidence.select_related("attached_by")),
            "saved": self._saved(),
            **self._meaning(content),
        }

    def _meaning(self, content: dict[str, str]) -> dict[str, Any]:
        """What the form offers to choose from, and what its content would mean."""
        w = self._desk.w
        shown = preview(self._item, content, self._desk.today)
        return {
            "statuses": [Choice(one.value, w(f"terms.status.{one.value}")) for one in STATUSES],
            "reasons": [Choice(one.value, w(f"terms.missing.{one.value}")) for one in REASONS],
            "results": self._results(shown.city, shown.judged),
            "chart": self._chart(shown),
            "questions": self._questions(shown),
            "live_problems": self._sayings(shown.problems),
        }

    # --- the form ---

    def _content(self) -> dict[str, str]:
        """What was typed just now, else the kept draft, else what was submitted last."""
        empty = dict.fromkeys(self.fields, "")
        if "status" in empty:
            empty["status"] = ObservationStatus.FINAL.value
        if self._given is not None and (self._is_editable() or self._verb == "correct"):
            return empty | self._given
        return self._recorded(empty)

    def _recorded(self, empty: dict[str, str]) -> dict[str, str]:
        draft = getattr(self._item, "draft", None)
        if draft is not None and self._item.state in OPEN_STATES:
            return empty | draft.content
        last = self._item.submissions.order_by("-number").first()
        return empty | (last.content if last is not None else {})

    def _version(self) -> int:
        """The version that the form states; after a conflict still the one that was seen.

        Only the choice between the two contents brings the form up to date: a form that took the
        newer version by itself would overwrite, at the next saving, what its reader never saw.
        """
        if isinstance(self._refusal, ChangedMeanwhileError) and self.seen is not None:
            return self.seen
        return self._item.version

    def _present_version(self) -> int:
        """The version that the choice after a conflict is about; 0 where there is no choice."""
        if isinstance(self._refusal, ChangedMeanwhileError) and self._is_editable():
            return self._refusal.version
        return 0

    def _is_editable(self) -> bool:
        return self._may(ItemVerb.SUBMIT)

    def _may(self, verb: ItemVerb) -> bool:
        item = self._item
        return (
            verb in verbs_from(item.state)
            and (item.round.state is RoundState.OPEN or verb is ItemVerb.CORRECT)
            and self._desk.may(verb.value, item)
        )

    def _verbs(self) -> tuple[str, ...]:
        """The verbs with buttons; what another submitted is returned rather than withdrawn."""
        person = self._desk.person
        own = person is not None and self._item.submitted_by_id == person.pk
        return tuple(
            one.value
            for one in _BUTTONS
            if self._may(one) and (own or one is not ItemVerb.WITHDRAW)
        )

    def _saved(self) -> str:
        draft = getattr(self._item, "draft", None)
        if draft is None or self._item.state is not ItemState.DRAFT:
            return ""
        return self._desk.w("entry.saved_at", at=self._desk.moment(draft.saved_at))

    def _organisations(self) -> tuple[Choice, ...]:
        """To whom the person may give the item; nobody where that is not for them to say."""
        item = self._item
        if item.round.state is not RoundState.OPEN or not self._desk.may("assign", item):
            return ()
        return tuple(Choice(*one) for one in offices_at_work(self._desk))

    # --- what it means ---

    def _results(
        self, city: City, judged: Sequence[Achievement], *, by_indicator: bool = False
    ) -> tuple[Result, ...]:
        return results_of(
            self._desk.speech, city, judged, self._desk.today, by_indicator=by_indicator
        )

    def _chart(self, shown: Preview) -> Chart | None:
        item = self._item
        if item.indicator_id is None:
            return None
        return chart_of_series(
            self._desk.speech,
            shown.city,
            shown.as_of,
            shown.judged,
            SeriesKey(item.ref_area_id, item.breakdown),
            item.indicator_id,
        )

    def _questions(self, shown: Preview) -> tuple[Asked, ...]:
        speech = self._desk.speech
        asked = (
            self._refusal.questions if isinstance(self._refusal, AskedError) else shown.questions
        )
        return tuple(
            Asked(
                one.code,
                speech.label(one.sentence_ja, one.sentence_en),
                one.code in self.confirmed,
            )
            for one in asked
        )

    # --- what was refused ---

    def _problems(self) -> dict[str, tuple[str, ...]]:
        """What is wrong, by the field that it stands in; under an empty name what concerns all."""
        if not isinstance(self._refusal, IllFormedInputError):
            return {}
        found: dict[str, list[str]] = {}
        for one in self._refusal.problems:
            name = one.place.column if one.place.column in self.fields else ""
            found.setdefault(name, []).extend(self._sayings((one,)))
        return {name: tuple(said) for name, said in found.items()}

    def _sayings(self, problems: Any) -> tuple[str, ...]:
        return tuple(in_words(self._desk, one) for one in problems)

    def _refused(self) -> str:
        """The sentence of a refusal that has no place of its own on the page."""
        if self._refusal is None or isinstance(self._refusal, IllFormedInputError):
            return ""
        return self._sayings((self._refusal.problem,))[0]

    def _differences(self) -> tuple[DifferenceRow, ...]:
        if isinstance(self._refusal, ChangedMeanwhileError):
            found = self._refusal.differences
        elif isinstance(self._refusal, NotNowError) and self._given is not None:
            # It was submitted or closed from elsewhere: what was typed here is shown beside it.
            empty = dict.fromkeys(self.fields, "")
            found = differences(empty | self._given, self._recorded(empty))
        else:
            return ()
        return tuple(
            DifferenceRow(
                field_word(self._desk, one.field),
                field_text(self._desk, one.field, one.yours),
                field_text(self._desk, one.field, one.theirs),
            )
            for one in found
        )

    # --- what was submitted before ---

    def _versions(self) -> tuple[Version, ...]:
        """Every form that was submitted or corrected, the newest first; none where there is one."""
        item = self._item
        rows = list(item.submissions.select_related("submitted_by").order_by("-number"))
        if len(rows) < 2:
            return ()
        reasons = {one.written_at: one.body for one in item.comments.filter(kind="correction")}
        empty = dict.fromkeys(self.fields, "")
        return tuple(
            Version(
                number=one.number,
                by=self._desk.w(
                    "work.by", name=one.submitted_by.name, at=self._desk.moment(one.submitted_at)
                ),
                reason=reasons.get(one.submitted_at, ""),
                is_correction=one.submitted_at in reasons,
                changes=self._changes(empty | before, empty | one.content),
            )
            for one, before in zip(rows, [*(each.content for each in rows[1:]), {}], strict=True)
        )

    def _changes(self, before: dict[str, str], after: dict[str, str]) -> tuple[DifferenceRow, ...]:
        """What one form says differently from the one before it, in words."""
        return tuple(
            DifferenceRow(
                field_word(self._desk, one.field),
                field_text(self._desk, one.field, one.yours),
                field_text(self._desk, one.field, one.theirs),
            )
            for one in differences(after, before)
        )

    # --- what was said ---

    def _remarks(self) -> tuple[Remark, ...]:
        desk = self._desk
        return tuple(
            Remark(
                one.kind,
                one.body,
                desk.w("work.by", name=one.written_by.name, at=desk.moment(one.written_at)),
            )
            for one in self._item.comments.select_related("written_by")
        )
