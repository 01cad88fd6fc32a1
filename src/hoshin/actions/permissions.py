"""Who may do what: one table of verbs and roles, and for what each role is held.

The table is data: the manual prints it and a test tries every cell. A role is held for a part of
the city; an item is covered when its organisation lies within that part, and its element or
indicator too where the role was given for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.actions import refusals
from hoshin.actions.actor import Actor
from hoshin.domain.cycle import TRANSITIONS, ItemState, ItemVerb
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.plans import OrganisationKind
from hoshin.domain.roles import Role
from hoshin.storage.models import Element, Organisation, RoleGrant, WorkItem


class Verb(StrEnum):
    """Everything that can be done in the workplace."""

    READ = "read"
    SAVE_DRAFT = "save_draft"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    CHECK = "check"
    APPROVE = "approve"
    LOCK = "lock"
    CORRECT = "correct"
    WRITE_EVALUATION = "write_evaluation"
    ATTACH_EVIDENCE = "attach_evidence"
    WRITE_COMMENT = "write_comment"
    ASSIGN = "assign"
    OPEN_ROUND = "open_round"
    FREEZE_ROUND = "freeze_round"
    CLOSE_ROUND = "close_round"
    EXTEND_DEADLINE = "extend_deadline"
    REMIND = "remind"
    PROPOSE_TARGET_CHANGE = "propose_target_change"
    DECIDE_TARGET_CHANGE = "decide_target_change"
    DELEGATE = "delegate"
    HAND_OVER = "hand_over"
    INVITE = "invite"
    DEACTIVATE = "deactivate"
    GRANT_ROLE = "grant_role"
    ISSUE_TOKEN = "issue_token"
    LOAD_PLAN = "load_plan"
    ACCEPT_PROPOSAL = "accept_proposal"
    ISSUE_WORKBOOK = "issue_workbook"
    IMPORT_WORKBOOK = "import_workbook"
    PUBLISH_RELEASE = "publish_release"


_P, _O, _S, _B = Role.PLANNER, Role.OFFICER, Role.SECTION_CHIEF, Role.BUREAU_COORDINATOR
_F, _C, _U, _A = Role.FINANCE, Role.COMMITTEE_MEMBER, Role.AUDITOR, Role.ADMINISTRATOR

_OF_ITEMS = {Verb(one.verb.value): frozenset(one.roles) for one in TRANSITIONS}

MATRIX: Mapping[Verb, frozenset[Role]] = {
    Verb.READ: frozenset(Role),
    **_OF_ITEMS,
    Verb.WRITE_EVALUATION: frozenset((_P, _O, _S, _B, _C)),
    Verb.ATTACH_EVIDENCE: frozenset((_P, _O, _S)),
    Verb.WRITE_COMMENT: frozenset((_P, _O, _S, _B, _F, _C)),
    Verb.ASSIGN: frozenset((_P, _S, _B)),
    Verb.OPEN_ROUND: frozenset((_P,)),
    Verb.FREEZE_ROUND: frozenset((_P,)),
    Verb.CLOSE_ROUND: frozenset((_P,)),
    Verb.EXTEND_DEADLINE: frozenset((_P, _B)),
    Verb.REMIND: frozenset((_P, _B)),
    Verb.PROPOSE_TARGET_CHANGE: frozenset((_P, _S)),
    Verb.DECIDE_TARGET_CHANGE: frozenset((_P,)),
    Verb.DELEGATE: frozenset((_P, _O, _S, _B, _F)),
    Verb.HAND_OVER: frozenset((_P,)),
    Verb.INVITE: frozenset((_A,)),
    Verb.DEACTIVATE: frozenset((_A,)),
    Verb.GRANT_ROLE: frozenset((_A,)),
    Verb.ISSUE_TOKEN: frozenset((_P, _O, _S, _B, _F, _U, _A)),
    Verb.LOAD_PLAN: frozenset((_A,)),
    Verb.ACCEPT_PROPOSAL: frozenset((_P,)),
    Verb.ISSUE_WORKBOOK: frozenset((_P, _O, _S, _B)),
    Verb.IMPORT_WORKBOOK: frozenset((_P, _O, _S, _B)),
    Verb.PUBLISH_RELEASE: frozenset((_P,)),
}

VERB_LABELS: Mapping[Verb, tuple[str, str]] = {
    Verb.READ: ("見る", "read"),
    **{Verb(one.verb.value): (one.label_ja, one.label_en) for one in TRANSITIONS},
    Verb.WRITE_EVALUATION: ("評価を書いて提出する", "write and submit an evaluation"),
    Verb.ATTACH_EVIDENCE: ("根拠資料を付ける", "attach evidence"),
    Verb.WRITE_COMMENT: ("コメントを書く", "write a comment"),
    Verb.ASSIGN: ("担当を決める", "assign"),
    Verb.OPEN_ROUND: ("年度の作業を始める", "open a round"),
    Verb.FREEZE_ROUND: ("年度の値を固める", "freeze a round"),
    Verb.CLOSE_ROUND: ("年度の作業を終える", "close a round"),
    Verb.EXTEND_DEADLINE: ("締切を延ばす", "extend a deadline"),
    Verb.REMIND: ("催促する", "remind"),
    Verb.PROPOSE_TARGET_CHANGE: ("目標の変更を申し出る", "propose a change of a target"),
    Verb.DECIDE_TARGET_CHANGE: ("目標の変更を決める", "decide on a change of a target"),
    Verb.DELEGATE: ("代理を立てる", "name a deputy"),
    Verb.HAND_OVER: ("引き継ぐ", "hand over"),
    Verb.INVITE: ("人を登録する", "invite a person"),
    Verb.DEACTIVATE: ("人を利用停止にする", "deactivate a person"),
    Verb.GRANT_ROLE: ("役割を与える・終える", "grant or end a role"),
    Verb.ISSUE_TOKEN: ("自分のAPIの鍵を作る・止める", "make or revoke one's own API key"),
    Verb.LOAD_PLAN: ("計画フォルダを読み込む", "load a plan folder"),
    Verb.ACCEPT_PROPOSAL: ("文書からの提案を受け入れる", "accept a proposal from a document"),
    Verb.ISSUE_WORKBOOK: ("入力用ブックを出す", "issue a workbook"),
    Verb.IMPORT_WORKBOOK: ("戻ったブックを取り込む", "take in a returned workbook"),
    Verb.PUBLISH_RELEASE: ("公開する", "publish"),
}

# An evaluation is written from one point of view: the section's own is not the committee's.
_AUTHORS: Mapping[AuthorRole, frozenset[Role]] = {
    AuthorRole.SECTION: frozenset((_O, _S, _P)),
    AuthorRole.BUREAU: frozenset((_B, _P)),
    AuthorRole.PLANNER: frozenset((_P,)),
    AuthorRole.COMMITTEE: frozenset((_C, _P)),
    AuthorRole.CITY: frozenset((_P,)),
}
_WRITING = (Verb.SAVE_DRAFT, Verb.SUBMIT, Verb.WRITE_EVALUATION, Verb.WITHDRAW)
# What the outside committee sees: only what the city stands by.
_SEEN_BY_COMMITTEE = (ItemState.APPROVED, ItemState.LOCKED)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role with its part of the city, as this module compares it."""

    role: Role
    organisation: str | None
    element: str | None
    indicator: str | None


class Rights:
    """What one actor may do on one day, read once from the database."""

    def __init__(self, actor: Actor, today: date) -> None:
        """Read the grants that are valid on the day; an inactive person has none."""
        self.actor = actor
        self._parents: dict[str, str | None] | None = None
        self._root: set[str] = set()
        if actor.person is None:
            self.grants: tuple[Grant, ...] = (Grant(Role.ADMINISTRATOR, None, None, None),)
            return
        rows = (
            RoleGrant.objects.filter(person=actor.person, person__is_active=True)
            .filter(valid_from__lte=today, ended_at=None)
            .filter(Q(valid_to=None) | Q(valid_to__gte=today))
            .values_list("role", "organisation_id", "element_id", "indicator_id")
        )
        self.grants = tuple(Grant(*row) for row in rows)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held for any part."""
        return frozenset(one.role for one in self.grants)

    def holds(self, verb: Verb) -> bool:
        """Whether a role that includes the verb is held for any part of the city."""
        return not self.roles.isdisjoint(self._allowed(verb))

    def may(
        self, verb: Verb, item: WorkItem | None = None, organisation: str | None = None
    ) -> bool:
        """Whether the verb is allowed to an item, to an organisation, or, with neither, as such.

        Verbs without an item belong to the city: a role held for one section does not do.
        """
        allowed = MATRIX[verb]
        if item is not None and item.author_role is not None and verb in _WRITING:
            allowed = MATRIX[Verb.WRITE_EVALUATION] & _AUTHORS[item.author_role]
        for grant in self.grants:
            if grant.role not in allowed:
                continue
            if item is not None:
                if self._covers_item(grant, item) and self._sees(grant, item):
                    return True
            elif self._covers(grant, organisation) and not (grant.element or grant.indicator):
                return True
        return False

    def require(
        self, verb: Verb, item: WorkItem | None = None, organisation: str | None = None
    ) -> None:
        """Raise NotAllowedError, saying who may, unless the verb is allowed."""
        if not self.may(verb, item, organisation):
            ja, en = VERB_LABELS[verb]
            roles = [role for role in Role if role in MATRIX[verb]]
            raise refusals.not_allowed(ja, en, roles, scoped=self.holds(verb))

    def require_anywhere(self, verb: Verb) -> None:
        """Raise NotAllowedError unless the role is held for some part: for one's own things."""
        if not self.holds(verb):
            ja, en = VERB_LABELS[verb]
            raise refusals.not_allowed(
                ja, en, [role for role in Role if role in MATRIX[verb]], scoped=False
            )

    def visible_items(self) -> QuerySet[WorkItem]:
        """The items that this actor may see, as a query that can be narrowed further."""
        wanted = Q(pk__in=())
        for grant in self.grants:
            part = Q()
            if grant.organisation is not None and grant.organisation not in self._roots():
                part &= Q(organisation__in=self.below(grant.organisation))
            if grant.element is not None:
                part &= Q(element__in=_elements_below(grant.element))
            if grant.indicator is not None:
                part &= Q(indicator=grant.indicator)
            if grant.role is Role.COMMITTEE_MEMBER:
                part &= Q(state__in=_SEEN_BY_COMMITTEE) | Q(author_role=AuthorRole.COMMITTEE)
            wanted |= part if part else ~Q(pk__in=())
        return WorkItem.objects.filter(wanted)

    def below(self, organisation: str) -> set[str]:
        """An organisation and all that belongs to it."""
        children: dict[str | None, list[str]] = {}
        for one, parent in self._tree().items():
            children.setdefault(parent, []).append(one)
        found: set[str] = set()
        waiting = [organisation]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(children.get(one, ()))
        return found

    def _allowed(self, verb: Verb) -> frozenset[Role]:
        return MATRIX[verb]

    def _sees(self, grant: Grant, item: WorkItem) -> bool:
        if grant.role is not Role.COMMITTEE_MEMBER:
            return True
        return item.state in _SEEN_BY_COMMITTEE or item.author_role is AuthorRole.COMMITTEE

    def _covers_item(self, grant: Grant, item: WorkItem) -> bool:
        if not self._covers(grant, item.organisation_id):
            return False
        if grant.indicator is not None and grant.indicator != item.indicator_id:
            return False
        return grant.element is None or item.element_id in _elements_below(grant.element)

    def _covers(self, grant: Grant, organisation: str | None) -> bool:
        if grant.organisation is None or grant.organisation in self._roots():
            return True
        seen: set[str] = set()
        at = organisation
        while at is not None and at not in seen:
            if at == grant.organisation:
                return True
            seen.add(at)
            at = self._tree().get(at)
        return False

    def _tree(self) -> dict[str, str | None]:
        if self._parents is None:
            rows = Organisation.objects.values_list("id", "parent_id", "kind")
            self._parents = {one: parent for one, parent, _ in rows}
            self._root = {
                one
                for one, parent, kind in rows
                if kind is OrganisationKind.CITY and parent is None
            }
        return self._parents

    def _roots(self) -> set[str]:
        self._tree()
        return self._root


def _elements_below(element: str) -> set[str]:
    parents = dict(Element.objects.values_list("id", "parent_id"))
    found = {element}
    grown = True
    while grown:
        more = {one for one, parent in parents.items() if parent in found} - found
        grown = bool(more)
        found |= more
    return found


def verb_of(verb: ItemVerb) -> Verb:
    """The verb of the table for a verb of the round."""
    return Verb(verb.value)


def roles_of(verbs: Iterable[Verb]) -> frozenset[Role]:
    """Every role that may do any of these."""
    return frozenset(role for verb in verbs for role in MATRIX[verb])
