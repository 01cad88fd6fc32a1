"""The navigation: which screens there are, and which verbs open the way to each."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in the navigation: its address's name, who works on it, its inner pages.

    Without ``roles`` everybody who may do one of the ``verbs`` works on it.
    """

    name: str
    verbs: tuple[str, ...]
    pages: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


# Who has an eye on the whole city: papers are made of all of it.
WHOLE_CITY = (Role.PLANNER, Role.FINANCE, Role.COMMITTEE_MEMBER, Role.AUDITOR, Role.ADMINISTRATOR)

# The screens of known errors, and of what readers type into the public search.
_ERRORS = ("known_errors", "known_error", "known_error_new")
_WORDS = ("search_words", "search_word", "search_word_new")
_REGISTERS = ("registers", "pledge", "pledge_new", *_ERRORS, *_WORDS)

ENTRIES = (
    Screen("my_work", ("read",), ("item",)),
    Screen("grid", ("save_draft",), roles=(Role.OFFICER,)),
    Screen("workbooks", ("issue_workbook",), ("workbook_return",)),
    Screen("approvals", ("approve", "check"), ("approve_odd",)),
    Screen("evaluations", ("read",), ("sheet_boxes",), (Role.BUREAU_COORDINATOR, *WHOLE_CITY)),
    Screen("board", ("read",), ("round_items", "publish", *_REGISTERS)),
    Screen("figures", ("read",), ("figure", "figures_of", "targets", "target_change")),
    Screen("find", ("read",), ("document",)),
    Screen(
        "imports",
        ("upload_document",),
        ("layouts", "review", "review_accept", "review_result", "review_same"),
    ),
    Screen("papers", ("read",), ("paper", "form", "form_new"), roles=WHOLE_CITY),
    Screen("handing_over", ("hand_over",), ("hand_over_preview", "hand_over_sheet")),
    Screen("people", ("invite",), ("person",)),
    Screen("audit", ("read",), roles=(Role.AUDITOR, Role.ADMINISTRATOR, Role.PLANNER)),
)
