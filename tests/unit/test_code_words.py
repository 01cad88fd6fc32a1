"""Every code that a plan folder may hold has a word in Japanese and one in English."""

from __future__ import annotations

from hoshin.domain.city import City
from hoshin.domain.code_words import code_words
from hoshin.exchange.cell_words import cell_in_words
from hoshin.exchange.row_names import RowNames
from hoshin.exchange.tables import codes, tables


def test_every_code_of_the_plan_folder_has_its_words() -> None:
    names = RowNames(City(name=""))
    said = {
        (column.name, code.value): cell_in_words(column, code, names)
        for table in tables()
        for column in table.columns
        for code in codes(column.kind) or ()
    }
    assert len(said) > 100
    # KGI and KPI are called so in Japanese, too.
    bare = [one for one, (ja, _) in said.items() if ja.isascii() and one[0] != "role"]
    assert bare == []
    assert [one for one, (_, en) in said.items() if "_" in en] == []


def test_a_code_may_mean_different_things_in_different_columns() -> None:
    assert code_words("other") == ("その他", "other")
    assert code_words("other", "meaning") == ("その他の財源", "other revenue")
    assert code_words("東西_南北") == ("東西_南北", "東西_南北"), "a text is no code"
