"""Words: each in both languages, each one used, none missing for any code of the domain."""

from __future__ import annotations

import re
import string
from enum import StrEnum
from pathlib import Path

import pytest

from hoshin.charts.specification import MarkKind
from hoshin.charts.words import Language, MissingWordError, vocabulary_of
from hoshin.domain.city import City
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.indicators import (
    Aggregation,
    Comparison,
    Direction,
    Method,
    MissingReason,
    ObservationStatus,
    ResultLevel,
    TargetRole,
)
from hoshin.domain.links import ContributionKind, LinkStrength
from hoshin.domain.plans import Aspect
from hoshin.domain.problems import ProblemLevel
from hoshin.domain.programs import AmountLink, BudgetStage, ListingKind
from hoshin.domain.ratings import RatedFigure
from hoshin.domain.rounds import Certainty
from hoshin.engine.formulas import NotComputable
from hoshin.engine.rollup import STANDING_WORDS
from hoshin.engine.standing import Standing
from hoshin.site.frame import MORE, NAVIGATION
from hoshin.site.pages.method import RULES
from hoshin.site.words import Words, vocabulary

HOSHIN = Path(__file__).parents[2] / "src" / "hoshin"
SITE = HOSHIN / "site"
JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
# Said in the other language on purpose: the switch names the language it leads to.
CROSSED = {"common.other_language"}
SAME_IN_BOTH = {"pages.sdgs.menu", "terms.role.kgi", "terms.role.kpi"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(vocabulary()))
def test_an_entry_is_whole(key: str) -> None:
    entry = vocabulary()[key]
    assert set(entry) in ({"ja", "en"}, {"ja", "en", "one"})
    assert entry["ja"].strip() and entry["en"].strip()
    assert placeholders(entry["ja"]) == placeholders(entry["en"])
    assert placeholders(entry.get("one", "")) <= placeholders(entry["en"])
    if key not in CROSSED:
        assert not JAPANESE.search(entry["en"]), "Japanese in the English words"
    if key not in CROSSED | SAME_IN_BOTH:
        plain = re.sub(r"{[a-z]+}", "", entry["ja"])
        assert JAPANESE.search(plain) or not re.search(r"[A-Za-z]{4}", plain)


CODES: dict[str, type[StrEnum]] = {
    "terms.standing": Standing,
    "terms.not_computable": NotComputable,
    "terms.missing": MissingReason,
    "terms.status": ObservationStatus,
    "terms.mark": MarkKind,
    "terms.comparison": Comparison,
    "terms.role": TargetRole,
    "terms.direction": Direction,
    "terms.aggregation": Aggregation,
    "terms.result_level": ResultLevel,
    "terms.strength": LinkStrength,
    "terms.aspect": Aspect,
    "terms.contribution": ContributionKind,
    "terms.certainty": Certainty,
    "terms.stage": BudgetStage,
    "terms.amount_link": AmountLink,
    "terms.level": ProblemLevel,
    "terms.author": AuthorRole,
    "terms.compared": RatedFigure,
    "method.standing": Standing,
    "method.formula": Method,
    "method.use": Method,
    "method.why": NotComputable,
    "method.missing": MissingReason,
    "problems.meaning": ProblemLevel,
}


@pytest.mark.parametrize("prefix", sorted(CODES))
def test_every_code_has_its_word(prefix: str) -> None:
    missing = {f"{prefix}.{one.value}" for one in CODES[prefix]} - set(vocabulary())
    assert missing == set()


def test_other_families_of_words_are_whole() -> None:
    wanted = {f"terms.listing.{one.value}" for one in ListingKind if one is not ListingKind.LISTING}
    wanted |= {f"terms.month.m{n}" for n in range(1, 13)}
    wanted |= {f"method.rule.{one}.{part}" for one in RULES for part in ("title", "text")}
    wanted |= {
        f"pages.{name}.{part}" for name, _ in (*NAVIGATION, *MORE) for part in ("menu", "title")
    }
    wanted |= {f"tables.table.{table}" for table in City.__dataclass_fields__} - {
        f"tables.table.{one}" for one in ("name", "name_en", "as_of")
    }
    assert wanted - set(vocabulary()) == set()


def test_standings_are_called_as_the_engine_calls_them() -> None:
    for standing, (ja, en) in STANDING_WORDS.items():
        entry = vocabulary()[f"terms.standing.{standing.value}"]
        assert entry["ja"] == ja
        assert entry["en"].lower() == en


ASKED = re.compile(r"""\b(?:w|words|frame\.w)(?:\.count)?\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["']""")
FILES = "|".join(sorted({key.partition(".")[0] for key in vocabulary()}))
NAMED = re.compile(rf"""["']((?:{FILES})(?:\.[A-Za-z0-9_]+)+)["']""")
FAMILY = re.compile(r"""f["']([a-z_]+(?:\.[a-z_]+)*)\.\{""")


def sources() -> dict[Path, str]:
    files = [
        *(HOSHIN / "charts").rglob("*.py"),
        *SITE.rglob("*.py"),
        *SITE.rglob("templates/*.html"),
    ]
    return {file: file.read_text("utf-8") for file in files}


def test_every_word_asked_for_exists() -> None:
    known = set(vocabulary())
    missing = {
        (file.name, key)
        for file, text in sources().items()
        for key in {*ASKED.findall(text), *NAMED.findall(text)}
        if key not in known and not key.endswith((".csv", ".html", ".css", ".js", ".xml"))
    }
    assert missing == set()


def test_no_word_is_left_over() -> None:
    text = "\n".join(sources().values())
    named = {*ASKED.findall(text), *NAMED.findall(text)}
    families = {*FAMILY.findall(text), "tables.table", "terms.month", "pages"}
    left = {
        key
        for key in vocabulary()
        if key not in named
        and not any(key.startswith(f"{family}.") for family in families)
        and not key.startswith("search.")
    }
    assert left == set()


def test_no_word_of_the_charts_is_said_anew() -> None:
    assert vocabulary_of("hoshin.charts").keys().isdisjoint(vocabulary_of("hoshin.site"))


def test_a_missing_word_is_an_error_at_once() -> None:
    with pytest.raises(MissingWordError):
        Words(Language.JA)("common.no_such_word")


def test_english_says_one_thing_in_the_singular() -> None:
    words = Words(Language.EN)
    assert words.count("common.n_targets", 1) == "1 target"
    assert words.count("common.n_targets", 1234) == "1,234 targets"
    assert Words(Language.JA).count("common.n_targets", 1) == "目標 1"
