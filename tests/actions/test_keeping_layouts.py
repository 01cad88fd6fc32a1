"""A layout is brought or learnt, kept version by version, and reads the next year's form."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.layouts_of_harbour import FORM, LAYOUT
from tests.actions.round_of_harbour import NOW, actor
from tests.actions.uploads_of_harbour import TABLE, read_everything, uploaded


def _form(**given: object) -> bytes:
    return FORM.format(**given).encode()


def _shapes(upload: Any) -> set[str]:
    rows = upload.proposal["rows"]
    return {one["evidence"]["shape"] for one in rows if one["table"] == "observations"}


def test_a_layout_that_was_brought_reads_this_years_form_and_the_next(in_round: str) -> None:
    from hoshin.actions.keeping_layouts import end_layout, keep_layout
    from hoshin.storage.models import AuditEvent, LayoutFile

    planner = actor("planner")
    before = uploaded(name="a.txt", content=_form(year=6, goal=8, value="105.5"))
    assert not _shapes(before), "no shape knows these heads"
    made = keep_layout(planner, name="年報.toml", content=LAYOUT.encode(), now=NOW)
    assert made is not None and (made.name, made.version) == ("年報", 1)
    event = AuditEvent.objects.latest("number")
    assert (event.verb, event.subject_id) == ("keep_layout", "年報")
    assert keep_layout(planner, name="年報.toml", content=LAYOUT.encode(), now=NOW) is None
    for name, year in (("b.txt", 6), ("c.txt", 7)):
        found = uploaded(name=name, content=_form(year=year, goal=year + 2, value=f"10{year}.5"))
        assert _shapes(found) == {"layout:年報"}, name
        (value,) = (one for one in found.proposal["rows"] if one["table"] == "observations")
        assert value["values"]["obs_value"] == f"10{year}.5"
    # A document of another form is read as before, without a word about the layout.
    other = uploaded()
    assert "layout-not-found" not in {one["code"] for one in other.problems}
    end_layout(planner, "年報", now=NOW)
    after = uploaded(name="d.txt", content=_form(year=8, goal=10, value="108"))
    assert not _shapes(after)
    versions = LayoutFile.objects.filter(name="年報").values_list("version", "file")
    assert [(number, bool(file)) for number, file in versions] == [(1, True), (2, False)]


def test_a_layout_is_chosen_for_one_document(in_round: str) -> None:
    from hoshin.actions.keeping_layouts import keep_layout
    from hoshin.actions.refusals import NotFoundError
    from hoshin.actions.uploading import compare_again, upload_document
    from hoshin.storage.models import AuditEvent, Upload

    planner = actor("planner")
    keep_layout(planner, name="年報.toml", content=LAYOUT.encode(), now=NOW)
    other = LAYOUT.replace("年報", "別の様式").replace("なまえ", "しめい")
    keep_layout(planner, name="別の様式.toml", content=other.encode(), now=NOW)

    def read(upload_id: int) -> Any:
        read_everything()
        return Upload.objects.get(pk=upload_id)

    def sent(name: str, layout: str | None, year: int) -> Any:
        content = _form(year=year, goal=year + 2, value=f"10{year}.5")
        kept = upload_document(planner, name=name, content=content, layout=layout, now=NOW)
        return read(kept.upload.pk)

    assert _shapes(sent("a.txt", None, 6)) == {"layout:年報"}
    assert _shapes(sent("b.txt", "年報", 7)) == {"layout:年報"}
    without = sent("c.txt", "", 8)
    assert not _shapes(without)
    with pytest.raises(NotFoundError):
        sent("d.txt", "ないもの", 9)
    assert not Upload.objects.filter(name="d.txt").exists()
    # What was read without a layout is read again by one, and the choice is on record.
    compare_again(planner, without.pk, layout="年報", now=NOW)
    assert AuditEvent.objects.latest("number").details["layout"] == "年報"
    assert _shapes(read(without.pk)) == {"layout:年報"}
    # Whoever chose a layout that finds nothing hears of it.
    plain = TABLE.format(value="111.5").encode()
    wrong = upload_document(planner, name="e.txt", content=plain, layout="年報", now=NOW)
    assert "layout-not-found" in {one["code"] for one in read(wrong.upload.pk).problems}


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"\x82\xa0", "layout-no-text", "UTF-8"),
        (b"version = x\n", "layout-not-toml", "1行目"),
        (LAYOUT.replace("goal", "gaol").encode(), "layout-unknown-meaning", "18行目"),
        (b"version = 1\n", "layout-empty", "[[table]]"),
        (b"x" * 200_001, "layout-no-text", "UTF-8"),
    ],
)
def test_a_wrong_layout_says_its_place_and_nothing_is_kept(
    in_round: str, content: bytes, code: str, said: str
) -> None:
    from hoshin.actions.keeping_layouts import keep_layout
    from hoshin.actions.refusals import IllFormedInputError
    from hoshin.storage.models import LayoutFile

    with pytest.raises(IllFormedInputError) as refused:
        keep_layout(actor("planner"), name="年報.toml", content=content, now=NOW)
    problem = refused.value.problems[0]
    assert problem.code == code and said in problem.sentence_ja
    assert problem.sentence_en and problem.hint_ja and problem.hint_en
    assert not LayoutFile.objects.exists()


@pytest.mark.parametrize("name", [".toml", "年" * 101 + ".toml"])
def test_a_layout_needs_a_name_that_is_not_too_long(in_round: str, name: str) -> None:
    from hoshin.actions.keeping_layouts import keep_layout
    from hoshin.actions.refusals import IllFormedInputError

    with pytest.raises(IllFormedInputError) as refused:
        keep_layout(actor("planner"), name=name, content=LAYOUT.encode(), now=NOW)
    assert refused.value.problems[0].code == "layout-name"


def test_a_layout_is_learnt_from_a_document_whose_figures_stand_in_the_plan(in_round: str) -> None:
    from hoshin.actions.keeping_layouts import learn_layout
    from hoshin.actions.refusals import IllFormedInputError, NotAllowedError

    planner = actor("planner")
    # The goal and the last value of the plan teach what the two columns are.
    this_year = uploaded(name="a.txt", content=_form(year=5, goal=8, value="102.1"))
    assert not _shapes(this_year)
    learnt = learn_layout(planner, this_year.pk, name="年報", now=NOW)
    assert learnt.made is not None and learnt.made.upload == this_year
    next_year = uploaded(name="b.txt", content=_form(year=6, goal=8, value="105.5"))
    assert _shapes(next_year)
    with pytest.raises(IllFormedInputError):
        nothing = uploaded(name="c.txt", content="あいさつ\n\n今年もよろしく。\n".encode())
        learn_layout(planner, nothing.pk, name="あいさつ", now=NOW)
    with pytest.raises(NotAllowedError):
        learn_layout(actor("officer"), this_year.pk, name="年報", now=NOW)
