"""Names left open in a text: said as the files have them, or in a reader's own words."""

from __future__ import annotations

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Name, Words, in_files, named

ASK = Words(
    named("担当課に確かめ、{direction} に {direction=increase} などを書いてください。"),
    named("Ask the section, and write {direction=increase} … in {direction}."),
)
TITLES = {"direction": Words("向き", "Direction"), "increase": Words("増やす", "increase")}


def called(name: Name) -> Words:
    """A reader's own words."""
    return TITLES.get(name.code or name.column, Words("表", "The table"))


def test_beside_the_files_columns_and_codes_stand_as_in_the_files() -> None:
    assert ASK.in_files == Words(
        "担当課に確かめ、direction に increase などを書いてください。",
        "Ask the section, and write increase … in direction.",
    )


def test_a_reader_has_its_own_words_in_quotation_marks_and_without_blanks() -> None:
    assert ASK.said(called) == Words(
        "担当課に確かめ、「向き」に「増やす」などを書いてください。",
        'Ask the section, and write "increase" … in "Direction".',
    )


def test_quotation_marks_round_a_name_are_not_doubled() -> None:
    name = Name("direction")
    said = Words(f"列「{name}」が空です。", f'The column "{name}" is empty.').said(called)
    assert said == Words("列「向き」が空です。", 'The column "Direction" is empty.')


def test_a_column_of_a_named_table_and_a_table() -> None:
    text = named("{sources.csv} の {targets.direction}")
    assert in_files(text) == "sources.csv の direction"
    seen: list[Name] = []
    Words(text, "").said(lambda name: seen.append(name) or Words("", ""))
    assert seen == [Name(table="sources"), Name("direction", "targets")]


def test_what_is_quoted_from_a_document_is_no_name() -> None:
    quoted = "{direction} direction"
    assert in_files(f"「{quoted}」と {Name('method')}") == f"「{quoted}」と method"


def test_a_problem_says_itself_as_the_files_do_unless_asked() -> None:
    problem = Problem(
        code="invented",
        level=ProblemLevel.NOTE,
        place=Place(file="indicators"),
        sentence=ASK,
        hint=ASK,
    )
    assert problem.sentence_ja == problem.hint_ja == ASK.in_files.ja
    assert problem.sentence_en == problem.hint_en == ASK.in_files.en
