"""Every layout that can be built is written as TOML and read back the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.importers.layouts.model import (
    VALUE_ROLES,
    ColumnRule,
    FormIndicator,
    FormLayout,
    FormValue,
    Layout,
    Meaning,
    Spot,
    TableLayout,
)
from hoshin.importers.layouts.toml_text import read_layout, write_layout

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
PERIOD = st.sampled_from(["", "令和7年度", "2025年度", "2025年", "R7.3.31"])
VALUES = st.sampled_from(sorted(VALUE_ROLES))
OTHERS = st.sampled_from([Meaning.UNIT, Meaning.NUMBER, Meaning.OWNER, Meaning.CONTEXT])


@st.composite
def tables(draw: st.DrawFn) -> TableLayout:
    columns = [ColumnRule(means=Meaning.NAME, head=draw(TEXT))]
    columns.append(ColumnRule(means=draw(VALUES), head=draw(TEXT), period=draw(PERIOD)))
    columns += [
        ColumnRule(means=means, head=draw(TEXT), unit=draw(st.sampled_from(["", "人", "%"])))
        for means in draw(st.lists(OTHERS, max_size=3))
    ]
    contains = tuple(draw(st.lists(TEXT, max_size=2)))
    return TableLayout(name=draw(TEXT), columns=tuple(columns), contains=contains)


SPOTS = st.one_of(
    st.builds(lambda text: Spot(right_of=text), TEXT),
    st.builds(lambda text: Spot(below=text), TEXT),
    st.builds(lambda text: Spot(after=text), TEXT),
    st.builds(lambda row: Spot(cell=f"AB{row}"), st.integers(1, 9999)),
)


@st.composite
def forms(draw: st.DrawFn) -> FormLayout:
    values = []
    for role in VALUE_ROLES:
        many = 3 if role in (Meaning.ACTUAL, Meaning.MILESTONE) else 1
        for _ in range(draw(st.integers(1 if role is Meaning.GOAL else 0, many))):
            at = draw(st.none() | SPOTS)
            value = FormValue(role=role, spot=draw(SPOTS), period=draw(PERIOD), period_at=at)
            values.append(value)
    indicator = FormIndicator(name=draw(SPOTS), values=tuple(values), unit=draw(st.none() | SPOTS))
    contains = tuple(draw(st.lists(TEXT, min_size=1, max_size=2)))
    return FormLayout(name=draw(TEXT), contains=contains, indicators=(indicator,))


@settings(max_examples=60)
@given(
    found=st.lists(tables(), max_size=2),
    sheets=st.lists(forms(), min_size=1, max_size=2),
    remark=TEXT.map(lambda text: " ".join(text.splitlines())),
)
def test_round_trip(found: list[TableLayout], sheets: list[FormLayout], remark: str) -> None:
    layout = Layout(file="layout.toml", tables=tuple(found), forms=tuple(sheets))
    printable = "".join(one for one in remark if one.isprintable())
    again, problems = read_layout(write_layout(layout, printable), "layout.toml")
    assert not problems
    assert again == layout


@settings(max_examples=60)
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_problem(text: str) -> None:
    layout, problems = read_layout(text, "layout.toml")
    assert (layout is None) == bool(problems)
