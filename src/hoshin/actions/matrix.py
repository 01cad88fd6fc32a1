"""The permission table: every verb of the workplace, and which roles may do it.

It is data: the manual prints it, and a test tries every cell. For which part of the city a role is
held is not said here but with each person's role.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from hoshin.domain.cycle import TRANSITIONS, ItemVerb
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.roles import Role


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
    REQUEST_EVALUATION = "request_evaluation"
    DECLARE_BOXES = "declare_boxes"
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
    UPLOAD_DOCUMENT = "upload_document"
    REVIEW_PROPOSAL = "review_proposal"
    ACCEPT_PROPOSAL = "accept_proposal"
    ISSUE_WORKBOOK = "issue_workbook"
    IMPORT_WORKBOOK = "import_workbook"
    PUBLISH_RELEASE = "publish_release"
    KEEP_FORM = "keep_form"
    KEEP_LAYOUT = "keep_layout"
    KEEP_PLEDGE = "keep_pledge"
    KEEP_KNOWN_ERROR = "keep_known_error"
    KEEP_SEARCH_WORD = "keep_search_word"


_P, _O, _S, _B = Role.PLANNER, Role.OFFICER, Role.SECTION_CHIEF, Role.BUREAU_COORDINATOR
_F, _C, _U, _A = Role.FINANCE, Role.COMMITTEE_MEMBER, Role.AUDITOR, Role.ADMINISTRATOR

_OF_ITEMS = {Verb(one.verb.value): frozenset(one.roles) for one in TRANSITIONS}

MATRIX: Mapping[Verb, frozenset[Role]] = {
    Verb.READ: frozenset(Role),
    **_OF_ITEMS,
    Verb.WRITE_EVALUATION: frozenset((_P, _O, _S, _B, _C)),
    Verb.REQUEST_EVALUATION: frozenset((_P,)),
    Verb.DECLARE_BOXES: frozenset((_P,)),
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
    Verb.HAND_OVER: frozenset((_P, _A)),
    Verb.INVITE: frozenset((_A,)),
    Verb.DEACTIVATE: frozenset((_A,)),
    Verb.GRANT_ROLE: frozenset((_A,)),
    Verb.ISSUE_TOKEN: frozenset((_P, _O, _S, _B, _F, _U, _A)),
    Verb.LOAD_PLAN: frozenset((_A,)),
    Verb.UPLOAD_DOCUMENT: frozenset((_P,)),
    Verb.REVIEW_PROPOSAL: frozenset((_P,)),
    Verb.ACCEPT_PROPOSAL: frozenset((_P,)),
    Verb.ISSUE_WORKBOOK: frozenset((_P, _O, _S, _B)),
    Verb.IMPORT_WORKBOOK: frozenset((_P, _O, _S, _B)),
    Verb.PUBLISH_RELEASE: frozenset((_P,)),
    Verb.KEEP_FORM: frozenset((_P,)),
    Verb.KEEP_LAYOUT: frozenset((_P,)),
    Verb.KEEP_PLEDGE: frozenset((_P,)),
    Verb.KEEP_KNOWN_ERROR: frozenset((_P,)),
    Verb.KEEP_SEARCH_WORD: frozenset((_P,)),
}

VERB_LABELS: Mapping[Verb, tuple[str, str]] = {
    Verb.READ: ("見る", "read"),
    **{Verb(one.verb.value): (one.label_ja, one.label_en) for one in TRANSITIONS},
    Verb.WRITE_EVALUATION: ("評価を書いて提出する", "write and submit an evaluation"),
    Verb.REQUEST_EVALUATION: ("評価シートを頼む", "ask for evaluation sheets"),
    Verb.DECLARE_BOXES: ("評価シートの欄を変える", "change the boxes of evaluation sheets"),
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
    Verb.UPLOAD_DOCUMENT: ("文書をアップロードする", "upload a document"),
    Verb.REVIEW_PROPOSAL: ("文書からの提案を確かめる", "review a proposal from a document"),
    Verb.ACCEPT_PROPOSAL: ("文書からの提案を受け入れる", "accept a proposal from a document"),
    Verb.ISSUE_WORKBOOK: ("入力用ブックを出す", "issue a workbook"),
    Verb.IMPORT_WORKBOOK: ("戻ったブックを取り込む", "take in a returned workbook"),
    Verb.PUBLISH_RELEASE: ("公開する", "publish"),
    Verb.KEEP_FORM: ("市の様式を入れ替える", "change the city's own forms"),
    Verb.KEEP_LAYOUT: ("文書の読み方を入れ替える", "change how documents are read"),
    Verb.KEEP_PLEDGE: ("公約とその進み具合を記録する", "keep the register of pledges"),
    Verb.KEEP_KNOWN_ERROR: ("文書の誤りを記録する", "keep the register of known errors"),
    Verb.KEEP_SEARCH_WORD: ("検索の言葉を決める", "keep the words of the public search"),
}

# An evaluation is written from one point of view: the section's own is not the committee's.
AUTHORS: Mapping[AuthorRole, frozenset[Role]] = {
    AuthorRole.SECTION: frozenset((_O, _S, _P)),
    AuthorRole.BUREAU: frozenset((_B, _P)),
    AuthorRole.PLANNER: frozenset((_P,)),
    AuthorRole.COMMITTEE: frozenset((_C, _P)),
    AuthorRole.CITY: frozenset((_P,)),
}

# Who may check, return and approve a view: nobody does who stands below the one who wrote it.
DECIDERS: Mapping[AuthorRole, frozenset[Role]] = {
    AuthorRole.SECTION: frozenset((_S, _B, _P)),
    AuthorRole.BUREAU: frozenset((_P,)),
    AuthorRole.PLANNER: frozenset((_P,)),
    AuthorRole.COMMITTEE: frozenset((_P,)),
    AuthorRole.CITY: frozenset((_P,)),
}


def verb_of(verb: ItemVerb) -> Verb:
    """The verb of this table for a verb of the round."""
    return Verb(verb.value)
