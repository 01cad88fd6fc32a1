"""What was published is read beside the city of today: the same as with the careful reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.publication import public_part
from hoshin.exchange.changes import changes_between
from hoshin.exchange.folder import read_folder
from hoshin.exchange.published import read_published
from hoshin.exchange.release import judge, judgements_of, make_release

AS_OF = date(2025, 5, 31)
HARBOUR = Path(__file__).resolve().parents[2] / "examples" / "harbour"


def _harbour() -> City:
    city = read_folder(HARBOUR).city
    assert city is not None
    return public_part(city)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    make_release(judge(_harbour(), AS_OF), tmp_path / "release", with_parquet=False)
    return tmp_path / "release"


def _of_today() -> City:
    """The city with one figure changed, one printed with another digit, one gone and one new."""
    city = _harbour()
    changed, with_digit, _, *rest = city.observations
    assert changed.obs_value is not None and with_digit.obs_value is not None
    digits = Decimal(f"{with_digit.obs_value}{'0' if '.' in str(with_digit.obs_value) else '.0'}")
    assert digits == with_digit.obs_value
    return replace(
        city,
        observations=(
            replace(changed, obs_value=changed.obs_value + 1, note='of, "two"\nlines'),
            replace(with_digit, obs_value=digits),
            *rest,
            replace(changed, id="new"),
        ),
    )


def test_it_is_what_the_careful_reader_reads(made: Path) -> None:
    today = _of_today()
    careful = read_folder(made / "data").city
    quick = read_published(made, today)
    assert careful is not None and quick is not None
    assert quick.city == careful and quick.rows == judge(careful, AS_OF).rows
    assert changes_between(quick.city, today) == changes_between(careful, today)
    kinds = [one.kind.value for one in changes_between(quick.city, today)]
    assert sorted(kinds) == ["added", "changed", "changed", "changed", "removed"]


def test_a_record_that_stayed_is_the_one_of_today(made: Path) -> None:
    today = _of_today()
    quick = read_published(made, today)
    assert quick is not None
    assert quick.city.targets is today.targets
    of_today = {one.id: one for one in today.observations}
    stayed = [one for one in quick.city.observations if one is of_today.get(one.id)]
    assert len(stayed) == len(today.observations) - 3


def test_judgements_are_those_that_were_published_or_are_made_again(made: Path) -> None:
    city = _harbour()
    file = made / "judgements" / "achievements.json"
    file.write_bytes(file.read_bytes().replace(b'"met": true', b'"met": false'))
    found = read_published(made, city)
    assert found is not None
    assert found.rows == judgements_of(city, AS_OF, judge(city, AS_OF).problems)


def test_what_is_no_release_or_was_changed_by_hand_is_told_apart(
    made: Path, tmp_path: Path
) -> None:
    city = _harbour()
    assert read_published(tmp_path / "nothing", city) is None
    table = made / "data" / "targets.csv"
    table.write_text("id,unknown\nt,1\n", encoding="utf-8")
    found = read_published(made, city)
    assert found is not None and found.city.targets == ()
