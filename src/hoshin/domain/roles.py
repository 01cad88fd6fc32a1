"""Roles: in which capacity a person works in a city's round.

A role is held for an organisation and what lies below it, or for the whole city; what each role may
do is a table of its own (``actions/permissions.py``).
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The capacity in which a person works."""

    PLANNER = "planner"
    OFFICER = "officer"
    SECTION_CHIEF = "section_chief"
    BUREAU_COORDINATOR = "bureau_coordinator"
    FINANCE = "finance"
    COMMITTEE_MEMBER = "committee_member"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_LABELS: dict[Role, tuple[str, str]] = {
    Role.PLANNER: ("企画担当", "planner"),
    Role.OFFICER: ("担当者", "officer"),
    Role.SECTION_CHIEF: ("課長", "section chief"),
    Role.BUREAU_COORDINATOR: ("局の取りまとめ", "bureau coordinator"),
    Role.FINANCE: ("財政担当", "finance"),
    Role.COMMITTEE_MEMBER: ("検証委員", "committee member"),
    Role.AUDITOR: ("監査", "auditor"),
    Role.ADMINISTRATOR: ("システム管理者", "administrator"),
}
