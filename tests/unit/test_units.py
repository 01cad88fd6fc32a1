"""Units: dimension and exact scale, and what never converts into what."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoshin.domain.units import Dimension, is_catalogued, normalise_symbol, read_unit


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("㎡", "m2"),
        ("万㎡", "万m2"),
        ("㎥", "m3"),
        ("万 ㎥", "万m3"),
        ("％", "%"),
        ("ＴＪ", "TJ"),
        ("㎞", "km"),
        ("人／ha", "人/ha"),
        ("人", "人"),
    ],
)
def test_one_spelling(printed: str, symbol: str) -> None:
    assert normalise_symbol(printed) == symbol
    assert is_catalogued(printed)


@pytest.mark.parametrize(
    ("printed", "base", "scale"),
    [
        ("千円", "円", 1_000),
        ("万円", "円", 10_000),
        ("百万円", "円", 1_000_000),
        ("億円", "円", 100_000_000),
        ("十億円", "円", 1_000_000_000),
        ("兆円", "円", 10**12),
        ("千人", "人", 1_000),
        ("万人", "人", 10_000),
        ("名", "人", 1),
        ("千件", "件", 1_000),
        ("ha", "㎡", 10_000),
        ("km2", "ha", 100),
        ("万㎡", "ha", 1),
        ("千㎥", "㎥", 1_000),
        ("トン", "kg", 1_000),
        ("千トン", "トン", 1_000),
        ("TJ", "GJ", 1_000),
        ("MWh", "kWh", 1_000),
        ("kWh", "J", 3_600_000),
        ("時間", "分", 60),
        ("割", "％", 10),
        ("ヶ所", "箇所", 1),
        ("か所", "カ所", 1),
        ("億円/年", "万円/年", 10_000),
    ],
)
def test_scales(printed: str, base: str, scale: int) -> None:
    assert read_unit(printed).factor_to(read_unit(base)) == scale
    assert read_unit(base).factor_to(read_unit(printed)) == Fraction(1, scale)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㎡", "㎥"),
        ("万㎡", "万㎥"),
        ("％", "ポイント"),
        ("％", "人"),
        ("件", "箇所"),
        ("件", "回"),
        ("人", "世帯"),
        ("人", "人日"),
        ("円", "円/年"),
        ("㎡", "㎡/年"),
        ("人", "人/ha"),
        ("倍", "％"),
        ("点", "ポイント"),
        ("kW", "kWh"),
        ("位", "件"),
        ("本", "校"),
        ("件", "隻"),
        ("隻", "艘"),
    ],
)
def test_what_never_converts(one: str, other: str) -> None:
    assert not read_unit(one).converts_to(read_unit(other))
    assert not read_unit(other).converts_to(read_unit(one))
    with pytest.raises(ValueError, match="does not convert"):
        read_unit(one).factor_to(read_unit(other))


@pytest.mark.parametrize(
    ("printed", "dimension"),
    [
        ("十億円", Dimension.MONEY),
        ("万人", Dimension.PEOPLE),
        ("％", Dimension.SHARE),
        ("ポイント", Dimension.POINTS),
        ("㎡", Dimension.AREA),
        ("㎥", Dimension.VOLUME),
        ("人/ha", Dimension.DENSITY),
        ("隻", Dimension.UNKNOWN),
        ("", Dimension.UNKNOWN),
    ],
)
def test_dimensions(printed: str, dimension: Dimension) -> None:
    assert read_unit(printed).dimension is dimension


def test_an_unknown_unit_is_kept_as_printed_and_converts_to_itself() -> None:
    unit = read_unit("隻")
    assert not is_catalogued("隻")
    assert unit.label_en == "隻"
    assert unit.factor_to(read_unit(" 隻 ")) == 1


@example("A´")
@given(st.text(max_size=8))
def test_every_text_is_some_unit(printed: str) -> None:
    unit = read_unit(printed)
    assert unit.scale > 0
    assert unit.factor_to(read_unit(unit.symbol)) == 1


@given(st.sampled_from(("円", "千円", "万円", "百万円", "億円", "十億円", "兆円")), st.data())
def test_there_and_back_is_exact(printed: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(("円", "千円", "億円", "兆円")))
    there = read_unit(printed).factor_to(read_unit(other))
    assert there * read_unit(other).factor_to(read_unit(printed)) == 1


@example("A´")
@given(st.text(max_size=8))
def test_the_one_spelling_is_its_own(printed: str) -> None:
    assert normalise_symbol(normalise_symbol(printed)) == normalise_symbol(printed)
