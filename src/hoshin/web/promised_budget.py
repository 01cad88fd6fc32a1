"""What became, in the budget, of the directions that earlier sheets of a program gave."""

from __future__ import annotations

from hoshin.domain.city import City
from hoshin.domain.evaluation_sheets import EvaluationField
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import Period
from hoshin.engine.budget_reflection import BudgetReflection, Reflection, budget_reflections
from hoshin.site.figures import budget_change
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table, read_rows
from hoshin.web.desk import Desk


def seen_in_budget(
    desk: Desk, item: tables.WorkItem, boxes: tuple[EvaluationField, ...]
) -> dict[tuple[AuthorRole, Period], str]:
    """A sentence for each author's direction in each year that the budget has answered."""
    if item.program is None:
        return {}
    program, whole = item.program.pk, item.program.part_of_id
    # A part is listed beside its whole, and counts by that.
    listed = [one for one in (program, whole) if one is not None]
    city = City(
        name="",
        evaluation_fields=boxes,
        evaluations=read_rows(plan_table("evaluations"), program=program),
        programs=read_rows(plan_table("programs"), id__in=listed),
        program_elements=read_rows(plan_table("program_elements"), program__in=listed),
        appropriations=read_rows(plan_table("appropriations"), listing__program=program),
    )
    return {
        (one.evaluation.author_role, one.year): _sentence(desk, one)
        for one in budget_reflections(city)
        if one.reflection is not Reflection.NOT_JUDGED
    }


def _sentence(desk: Desk, one: BudgetReflection) -> str:
    assert one.change_yen is not None
    return desk.w(
        f"evaluation.budget_{one.reflection.value}",
        before=desk.speech.period(one.before_year),
        after=desk.speech.period(one.after_year),
        change=budget_change(one.change_yen, one.change_percent, desk.language)
        or desk.w("evaluation.budget_same"),
    )
