"""A plan folder goes into the database and comes back the same, byte for byte."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.evaluation_sheets import ExpectedBudget
from hoshin.domain.evaluations import AuthorRole
from hoshin.exchange.folder import read_folder, write_folder
from hoshin.exchange.tables import tables


@pytest.mark.parametrize("example", ["kumamoto", "harbour"])
def test_a_folder_comes_back_byte_for_byte(
    blank_workplace: str, repository: Path, example: str, tmp_path: Path
) -> None:
    from hoshin.storage.plan import load_plan, save_plan

    folder = repository / "examples" / example
    city = read_folder(folder).city
    assert city is not None
    save_plan(city)
    loaded = load_plan()
    assert loaded == city
    write_folder(loaded, tmp_path / example)
    for table in tables():
        if getattr(city, table.name):
            written = (tmp_path / example / table.file_name).read_bytes()
            assert written == (folder / table.file_name).read_bytes()


def test_codes_in_lists_come_back_as_codes(blank_workplace: str, repository: Path) -> None:
    """A code equals its text, so that comparing cities does not tell one from the other."""
    from hoshin.storage.plan import load_plan, save_plan

    city = read_folder(repository / "examples" / "harbour").city
    assert city is not None
    save_plan(city)
    boxes = load_plan().evaluation_fields
    assert any(one.options_budget for one in boxes) and any(one.authors for one in boxes)
    for box in boxes:
        assert all(isinstance(one, ExpectedBudget) for one in box.options_budget)
        assert all(isinstance(one, AuthorRole) for one in box.authors)


def test_a_second_plan_is_refused(workplace: str) -> None:
    from hoshin.storage.plan import PlanIsThereError, save_plan

    with pytest.raises(PlanIsThereError):
        save_plan(City(name="もう一つの市"))


def test_models_have_the_columns_of_the_records(django_ready: Path) -> None:
    from hoshin.storage.plan import plan_tables

    named = {one.name: one for one in plan_tables()}
    assert set(named) == {one.name for one in tables()}
    for table in tables():
        ours = {field for field, _ in named[table.name].columns}
        assert ours == {one.name for one in dataclasses.fields(table.row_class)}
        for column in table.columns:
            field = named[table.name].model._meta.get_field(column.name)
            assert bool(column.references) <= (field.is_relation or column.is_list), column
            if not column.is_list:
                assert field.null == column.optional, f"{table.name}.{column.name}"


def test_models_and_migrations_agree(blank_workplace: str) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "storage", check=True, dry_run=True, verbosity=0)
