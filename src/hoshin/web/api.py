"""The REST API: the same actions for programs, with keys, in JSON; described by OpenAPI.

Every answer to a mistake has one shape: code, sentence and hint in both languages, and the field.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import BaseModel

from hoshin.actions import approving, entering, refusals
from hoshin.actions.actor import Actor, Way
from hoshin.actions.finding import find_passages
from hoshin.actions.permissions import Rights
from hoshin.actions.refusals import (
    AskedError,
    ChangedMeanwhileError,
    IllFormedInputError,
    RefusedError,
)
from hoshin.actions.tokens import Scope, holder_of
from hoshin.charts.words import Language
from hoshin.domain.cycle import ItemKind, ItemState
from hoshin.storage import models as tables
from hoshin.web.errors import as_data
from hoshin.web.refusals import status_of
from hoshin.web.screens.finding import LONGEST_QUESTION, address_of
from hoshin.web.words import speech_of

LARGEST_KEY = 2**63 - 1
LONGEST_KEY = 400

ItemId = Annotated[int, Path(ge=1, le=LARGEST_KEY)]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
# No control character but tab and line ends; the actions say so in words.
_READABLE = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"
Text = Annotated[str, Field(max_length=20_000, json_schema_extra={"pattern": _READABLE})]


class Key(HttpBearer):
    """A key in the header ``Authorization: Bearer hoshin_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> tables.AccessToken | None:
        """The key with its person; None for one that is unknown or over."""
        return holder_of(token, timezone.localdate())


api = NinjaAPI(
    title="Hoshin",
    version="1",
    description="計画の実績と評価 / values and evaluations of a city's plans",
    auth=Key(),
    docs_url=None,
    urls_namespace="api",
)


class Problem(Schema):
    """Why something was not done."""

    code: str
    sentence_ja: str
    sentence_en: str
    hint_ja: str
    hint_en: str
    field: str = ""


class Refusal(Schema):
    """The answer to a request that was not carried out; nothing has changed.

    ``questions`` are to be confirmed by their codes; ``version`` is the present one where somebody
    else was faster.
    """

    problems: list[Problem]
    questions: list[Problem] = Field(default_factory=list)
    version: int | None = None


class Item(Schema):
    """One thing that is due: a value or an evaluation."""

    id: int
    version: int
    kind: str
    state: str
    indicator: str | None
    element: str | None
    ref_area: str | None
    breakdown: str
    time_period: str
    unit: str
    organisation: str | None
    due_on: date
    observation: str | None


class Items(Schema):
    """A part of a list, and how long the whole list is."""

    total: int
    items: list[Item]


class Observation(Schema):
    """A value with its period, or the reason why there is none; numbers as exact text."""

    id: str
    time_period: str
    ref_area: str | None
    breakdown: str
    obs_value: str | None
    value_text: str
    value_text_en: str
    unit_measure: str
    obs_status: str
    missing_reason: str | None
    revision: int
    is_current: bool
    note: str
    note_en: str


class Content(BaseModel):
    """What a form says, as text, exactly as a person would type it.

    Of pydantic's own kind: a schema of the API reads whatever has attributes, so that a list would
    pass for an empty form and empty the draft.
    """

    value: Text = ""
    value_text: Text = ""
    value_text_en: Text = ""
    status: Text = ""
    missing_reason: Text = ""
    comment: Text = ""
    comment_en: Text = ""
    source: Text = ""


class Draft(BaseModel):
    """A draft, and the version from which it was written."""

    version: Version
    content: Content


class Submission(Draft):
    """A submission; ``confirmed`` are the codes of the questions that were answered with yes."""

    confirmed: list[Annotated[str, Field(max_length=100)]] = Field(default=[], max_length=20)


class Decision(BaseModel):
    """The version that was seen, and the note with which an item goes back."""

    version: Version
    note: Text = ""


REFUSED = dict.fromkeys((400, 401, 403, 404, 409, 422, 503), Refusal)


def _actor(request: HttpRequest, scope: Scope) -> Actor:
    """The person of the key; raises NotAllowedError where the key was not made for this."""
    key: tables.AccessToken = request.auth  # type: ignore[attr-defined]
    if scope not in key.scopes:
        ja, en = (speech_of(one).w(f"keys.scope.{scope}") for one in Language)
        raise refusals.NotAllowedError(
            refusals.problem(
                "key-scope",
                f"この鍵では「{ja}」ができません。",
                f'This key was not made for "{en}".',
                "必要な範囲を選んで、新しい鍵を作ってください。",
                "Make a new key with the scope that is needed.",
            )
        )
    return Actor(key.person, Way.API)


def _item(row: tables.WorkItem) -> Item:
    return Item(
        id=row.pk,
        version=row.version,
        kind=row.kind.value,
        state=row.state.value,
        indicator=row.indicator_id,
        element=row.element_id,
        ref_area=row.ref_area_id,
        breakdown=row.breakdown,
        time_period=row.time_period.code,
        unit=row.unit,
        organisation=row.organisation_id,
        due_on=row.due_on,
        observation=row.observation_id,
    )


def _seen(actor: Actor, item_id: int) -> tables.WorkItem:
    """An item that the person of the key may see; for everybody else it is not there."""
    found = Rights(actor, timezone.localdate()).visible_items().filter(pk=item_id).first()
    if found is None:
        raise refusals.not_found("項目", "item")
    return found


@api.get("/items", response={200: Items, **REFUSED})
def list_items(
    request: HttpRequest,
    state: ItemState | None = None,
    kind: ItemKind | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Items:
    """The items that the person may see, in their order."""
    rows = Rights(_actor(request, Scope.READ), timezone.localdate()).visible_items()
    if state is not None:
        rows = rows.filter(state=state)
    if kind is not None:
        rows = rows.filter(kind=kind)
    rows = rows.order_by("pk")
    return Items(total=rows.count(), items=[_item(one) for one in rows[offset : offset + limit]])


@api.get("/items/{item_id}", response={200: Item, **REFUSED})
def get_item(request: HttpRequest, item_id: ItemId) -> Item:
    """One item."""
    return _item(_seen(_actor(request, Scope.READ), item_id))


@api.put("/items/{item_id}/draft", response={200: Item, **REFUSED})
def put_draft(request: HttpRequest, item_id: ItemId, draft: Draft) -> Item:
    """Keep a draft."""
    actor = _actor(request, Scope.WRITE)
    _seen(actor, item_id)
    content = draft.content.model_dump()
    return _item(entering.save_draft(actor, item_id, version=draft.version, content=content))


@api.post("/items/{item_id}/submission", response={200: Item, **REFUSED})
def submit(request: HttpRequest, item_id: ItemId, submission: Submission) -> Item:
    """Submit a value, or the reason why there is none."""
    actor = _actor(request, Scope.WRITE)
    _seen(actor, item_id)
    return _item(
        entering.submit_observation(
            actor,
            item_id,
            version=submission.version,
            content=submission.content.model_dump(),
            confirmed=frozenset(submission.confirmed),
        )
    )


@api.post("/items/{item_id}/approval", response={200: Item, **REFUSED})
def approve(request: HttpRequest, item_id: ItemId, decision: Decision) -> Item:
    """Approve a submission."""
    actor = _actor(request, Scope.WRITE)
    _seen(actor, item_id)
    return _item(approving.approve(actor, item_id, version=decision.version))


@api.post("/items/{item_id}/return", response={200: Item, **REFUSED})
def give_back(request: HttpRequest, item_id: ItemId, decision: Decision) -> Item:
    """Return a submission with a note."""
    actor = _actor(request, Scope.WRITE)
    _seen(actor, item_id)
    return _item(approving.return_(actor, item_id, version=decision.version, note=decision.note))


@api.get("/indicators/{indicator_id}/observations", response={200: list[Observation], **REFUSED})
def list_observations(
    request: HttpRequest,
    indicator_id: Annotated[str, Path(min_length=1, max_length=LONGEST_KEY)],
    limit: Limit = 50,
    offset: Offset = 0,
) -> list[Observation]:
    """The values of one indicator, superseded ones marked."""
    _actor(request, Scope.READ)
    if "\x00" in indicator_id or not tables.Indicator.objects.filter(pk=indicator_id).exists():
        raise refusals.not_found("指標", "indicator")
    rows = tables.Observation.objects.filter(indicator=indicator_id).order_by("position", "id")
    return [_observation(one) for one in rows[offset : offset + limit]]


def _observation(row: tables.Observation) -> Observation:
    value: Decimal | None = row.obs_value
    return Observation(
        id=row.pk,
        time_period=row.time_period.code,
        ref_area=row.ref_area_id,
        breakdown=row.breakdown,
        obs_value=None if value is None else format(value, "f"),
        value_text=row.value_text,
        value_text_en=row.value_text_en,
        unit_measure=row.unit_measure,
        obs_status=row.obs_status.value,
        missing_reason=None if row.missing_reason is None else row.missing_reason.value,
        revision=row.revision,
        is_current=row.is_current,
        note=row.note,
        note_en=row.note_en,
    )


class Found(Schema):
    """Lines of a document that hold every word asked for, with their citation.

    ``marks`` are the places in ``text`` that match, ``address`` the page in the workplace.
    """

    document: str
    sha256: str
    page: int
    page_name: str
    first_line: int
    last_line: int
    text: str
    marks: list[tuple[int, int]]
    citation_ja: str
    citation_en: str
    address: str


@api.get("/find", response={200: list[Found], **REFUSED})
def find(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION)],
    limit: Limit = 50,
) -> list[Found]:
    """Passages of the uploaded documents, best first."""
    rights = Rights(_actor(request, Scope.READ), timezone.localdate())
    return [
        Found(
            document=one.document,
            sha256=one.sha256,
            page=one.page,
            page_name=one.page_name,
            first_line=one.lines.first,
            last_line=one.lines.last,
            text=one.text,
            marks=list(one.marks),
            citation_ja=one.citation_ja,
            citation_en=one.citation_en,
            address=address_of(one.sha256, one.page, [(one.lines.first, one.lines.last)]),
        )
        for one in find_passages(rights, q.replace("\x00", ""), limit)
    ]


# --- what was not done ---


def _answer(request: HttpRequest, status: int, body: dict[str, Any]) -> HttpResponse:
    return api.create_response(request, {"questions": [], "version": None, **body}, status=status)


@api.exception_handler(RefusedError)
def _refused(request: HttpRequest, refusal: RefusedError) -> HttpResponse:
    problems = refusal.problems if isinstance(refusal, IllFormedInputError) else (refusal.problem,)
    body: dict[str, Any] = {"problems": [as_data(one) for one in problems]}
    if isinstance(refusal, AskedError):
        body["questions"] = [
            {
                "code": one.code,
                "sentence_ja": one.sentence_ja,
                "sentence_en": one.sentence_en,
                "hint_ja": "",
                "hint_en": "",
                "field": "value",
            }
            for one in refusal.questions
        ]
    if isinstance(refusal, ChangedMeanwhileError):
        body["version"] = refusal.version
    return _answer(request, status_of(refusal), body)


@api.exception_handler(ValidationError)
def _ill_formed(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    problems = [
        {
            "code": "ill-formed",
            "sentence_ja": "リクエストの形が正しくありません。",
            "sentence_en": f"The request is not well formed: {one.get('msg', '')}.",
            "hint_ja": "openapi.json の説明と見比べてください。",
            "hint_en": "Compare it with openapi.json.",
            "field": ".".join(str(part) for part in one.get("loc", ())),
        }
        for one in wrong.errors
    ]
    return _answer(request, 422, {"problems": problems})


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    problem = {
        "code": "unreadable",
        "sentence_ja": "送られた内容を、JSONとして読めません。",
        "sentence_en": "What was sent cannot be read as JSON.",
        "hint_ja": "UTF-8のJSONで送り直してください。何も変わっていません。",
        "hint_en": "Send it again as JSON in UTF-8. Nothing has changed.",
        "field": "",
    }
    return _answer(request, wrong.status_code, {"problems": [problem]})


@api.exception_handler(AuthenticationError)
def _no_key(request: HttpRequest, wrong: AuthenticationError) -> HttpResponse:
    problem = {
        "code": "no-key",
        "sentence_ja": "鍵がないか、期限が切れています。",
        "sentence_en": "There is no key, or it is no longer valid.",
        "hint_ja": "Authorization: Bearer に鍵を付けてください。",
        "hint_en": "Send the key as Authorization: Bearer.",
        "field": "",
    }
    return _answer(request, 401, {"problems": [problem]})
