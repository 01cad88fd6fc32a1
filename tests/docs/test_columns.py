"""Every table and column of the plan folder has its title and its description, once."""

import csv
from importlib import resources

import pytest

from hoshin.exchange.package import column_titles, table_titles, title_of
from hoshin.exchange.tables import Table, tables

COLUMNS = [(table, column) for table in tables() for column in table.columns]


def rows() -> list[dict[str, str]]:
    text = resources.files("hoshin.exchange").joinpath("column_titles.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_columns_are_explained(table: Table) -> None:
    for column in table.columns:
        title, description = title_of(table, column)
        assert title and title.strip() == title, column.name
        assert description and description.isprintable(), column.name


def test_no_title_is_left_over() -> None:
    used = set()
    for table, column in COLUMNS:
        qualified = f"{table.name}.{column.name}"
        used.add(qualified if qualified in column_titles() else column.name)
    assert set(column_titles()) == used


def test_no_column_is_titled_twice() -> None:
    names = [row["column"] for row in rows()]
    assert len(names) == len(set(names))


def test_every_line_has_three_cells() -> None:
    assert all(None not in row and None not in row.values() for row in rows())


def test_titles_of_one_table_are_told_apart() -> None:
    for table in tables():
        titles = [title_of(table, column)[0] for column in table.columns]
        assert len(titles) == len(set(titles)), table.name


def test_every_table_is_explained_in_both_languages() -> None:
    assert list(table_titles()) == [table.name for table in tables()]
    for name, title in table_titles().items():
        assert title.title_ja and title.title_en, name
        assert title.description_ja.endswith("。"), name
        assert title.description_en.endswith("."), name
