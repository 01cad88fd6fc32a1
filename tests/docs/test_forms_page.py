"""The page on forms: made from the places, and every place is named and said in two languages."""

from dataclasses import fields

from hoshin.reports.places import KINDS, place_words, shapes_of
from scripts.forms_page import PAGE, page


def test_the_page_is_what_the_script_writes() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m scripts.forms_page"


def test_every_field_is_a_place_and_every_place_a_field() -> None:
    said = {(row.kind, row.field) for row in place_words()}
    held = {(code, field.name) for code, kind in KINDS.items() for field in fields(kind)}
    assert said == held


def test_names_of_a_kind_are_its_own() -> None:
    for code in KINDS:
        names = [row.name_ja for row in place_words() if row.kind == code]
        assert len(names) == len(set(names)), code
        assert all(name.isidentifier() for name in names), code


def test_every_list_of_facts_can_be_looped_over() -> None:
    lists = [
        (code, name)
        for code, kind in KINDS.items()
        for name, shape in shapes_of(kind).items()
        if shape.is_list and shape.kind not in (*KINDS.values(), None)
    ]
    assert not lists
