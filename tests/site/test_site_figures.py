"""Figures as people read them: digits kept, money exact, colours that can be told apart."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from hoshin.charts.words import Language
from hoshin.domain.sdg import GOALS
from hoshin.site import figures

STATIC = Path(__file__).parents[2] / "src" / "hoshin" / "site" / "static"


@pytest.mark.parametrize(
    ("yen", "readable", "thousand"),
    [
        (0, "0円", "0"),
        (1, "1円", "0.001"),
        (655_500_000, "6億5,550万円", "655,500"),
        (11_198_571_000, "111億9,857万1,000円", "11,198,571"),
        (10_000, "1万円", "10"),
        (100_000_000, "1億円", "100,000"),
        (1_000_000_000_000, "1兆円", "1,000,000,000"),
        (123_456, "12万3,456円", "123.456"),
        (-29_752_500, "−2,975万2,500円", "−29,752.5"),
    ],
)
def test_money_in_japanese_is_exact(yen: int, readable: str, thousand: str) -> None:
    money = figures.money(yen, Language.JA)
    assert (money.readable, money.thousand) == (readable, thousand)
    assert money.exact == f"{yen:,}円".replace("-", "−")


@pytest.mark.parametrize(
    ("yen", "readable"),
    [
        (999_999, "¥999,999"),
        (655_500_000, "¥655.5 million"),
        (11_198_571_000, "¥11.2 billion"),
        (1_250_000_000, "¥1.3 billion"),
        (2_000_000_000_000, "¥2 trillion"),
        (-29_752_000, "−¥29.8 million"),
    ],
)
def test_money_in_english_is_short_with_the_exact_amount_beside_it(yen: int, readable: str) -> None:
    money = figures.money(yen, Language.EN)
    assert money.readable == readable
    assert money.exact.replace("−", "-") == f"{'-' if yen < 0 else ''}¥{abs(yen):,}"


@pytest.mark.parametrize(
    ("value", "said"), [("50.0", "50.0"), ("-126", "−126"), ("1317.10", "1,317.10"), ("0", "0")]
)
def test_numbers_keep_their_printed_digits(value: str, said: str) -> None:
    assert figures.number(Decimal(value)) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Fraction(57), "+57"),
        (Fraction(-91, 2), "−45.5"),
        (Fraction(0), "±0"),
        (Fraction(163, 3), "≒+54.3"),
        (Fraction(-1, 3000), "≒−0.00033"),
        (Fraction(10**9, 7), "≒+142,857,143"),
    ],
)
def test_a_change_a_year_is_exact_or_says_that_it_is_not(change: Fraction, said: str) -> None:
    assert figures.yearly(change) == said


# --- colours and tokens --------------------------------------------------------------------------

STYLE = (STATIC / "site.css").read_text("utf-8")
TOKENS = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", (STATIC / "vendor" / "tokens.css").read_text()))


def test_every_token_named_is_vendored_and_no_other() -> None:
    styles = STYLE + (STATIC / "search.css").read_text("utf-8")
    own = set(re.findall(r"(--[\w-]+)\s*:", styles))
    named = set(re.findall(r"var\((--[\w-]+)[,)]", styles)) - own
    assert named == set(TOKENS)


def test_goals_have_their_official_colours() -> None:
    for goal in GOALS:
        assert f".goal-{goal.number} {{ background: {goal.colour.lower()};" in STYLE


def scheme(text: str) -> dict[str, str]:
    found = dict(re.findall(r"(--[a-z-]+):\s*([^;]+);", text))
    return {
        name: TOKENS[value[4:-1]] if value.startswith("var(") else value
        for name, value in found.items()
        if value.startswith(("#", "var(--color"))
    }


LIGHT = scheme(STYLE.partition(":root {")[2].partition("}")[0])
DARK = {
    **LIGHT,
    **scheme(STYLE.partition("@media (prefers-color-scheme: dark)")[2].partition("}\n}")[0]),
}


def luminance(colour: str) -> float:
    text = colour.lstrip("#")
    text = "".join(2 * one for one in text) if len(text) == 3 else text
    parts = [int(text[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    (ink, ground)
    for ink in ("ink", "ink-soft", "muted", "link", "link-hover", "key")
    for ground in ("ground", "ground-soft", "ground-key")
] + [
    ("goal", "ground"),
    ("away", "ground"),
    ("reached", "ground"),
    ("on-key", "key"),
    ("on-reached", "reached"),
    ("on-toward", "toward"),
    ("on-unchanged", "unchanged"),
    ("on-short", "short"),
    ("on-away", "away"),
    ("ink", "notice"),
    ("warn", "notice"),
    ("wrong", "notice"),
    ("muted", "notice"),
    ("link", "notice"),
    ("good", "ground"),
    ("warn", "ground"),
    ("wrong", "ground"),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(colours: dict[str, str], ink: str, ground: str) -> None:
    found = contrast(colours[f"--{ink}"], colours[f"--{ground}"])
    assert found >= 4.5, f"{ink} on {ground}: {found:.2f}"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "shape", ["reached", "toward", "unchanged", "short", "away", "goal", "line-strong"]
)
def test_shapes_stand_out_from_the_page(colours: dict[str, str], shape: str) -> None:
    assert contrast(colours[f"--{shape}"], colours["--ground"]) >= 3


@pytest.mark.parametrize("goal", GOALS, ids=lambda one: str(one.number))
def test_the_number_of_a_goal_can_be_read_on_its_colour(goal: object) -> None:
    number, colour = goal.number, goal.colour  # type: ignore[attr-defined]
    rule = re.search(rf"\.goal-{number} {{ background: [^;]+;( color: #000;)? }}", STYLE)
    assert rule is not None
    assert contrast("#000000" if rule[1] else "#ffffff", colour) >= 4.5
