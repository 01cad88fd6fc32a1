"""What was published is read beside the city of today: the same as with the careful reader."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.publication import public_part
from hoshin.exchange.changes import changes_between
from hoshin.exchange.folder import read_folder
from hoshin.exchange.published import open_published, read_published
from hoshin.exchange.release import MANIFEST, judge, judgements_of, make_release, open_release
from hoshin.exchange.release_manifest import digest_of, inventory, json_file

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
    quick = read_published(made, judge(today, AS_OF))
    assert careful is not None and quick is not None
    assert quick.city == careful and quick.rows == judge(careful, AS_OF).rows
    assert changes_between(quick.city, today) == changes_between(careful, today)
    kinds = [one.kind.value for one in changes_between(quick.city, today)]
    assert sorted(kinds) == ["added", "changed", "changed", "changed", "removed"]


def test_a_record_that_stayed_is_the_one_of_today(made: Path) -> None:
    today = _of_today()
    quick = read_published(made, judge(today, AS_OF))
    assert quick is not None
    assert quick.city.targets is today.targets
    of_today = {one.id: one for one in today.observations}
    stayed = [one for one in quick.city.observations if one is of_today.get(one.id)]
    assert len(stayed) == len(today.observations) - 3


def test_judgements_are_those_that_were_published_or_are_made_again(made: Path) -> None:
    now = judge(_harbour(), AS_OF)
    file = made / "judgements" / "achievements.json"
    file.write_bytes(file.read_bytes().replace(b'"met": true', b'"met": false'))
    found = read_published(made, now)
    assert found is not None
    assert found.rows == judgements_of(now.city, AS_OF, now.problems)


def test_what_is_no_release_or_was_changed_by_hand_is_told_apart(
    made: Path, tmp_path: Path
) -> None:
    now = judge(_harbour(), AS_OF)
    assert read_published(tmp_path / "nothing", now) is None
    table = made / "data" / "targets.csv"
    table.write_text("id,unknown\nt,1\n", encoding="utf-8")
    found = read_published(made, now)
    assert found is not None and found.city.targets == ()


def _judged_otherwise(release: Path) -> tuple[str, str]:
    """Make a release what another state of the engine would have made: one other printed rate.

    Returns the id of the target and the rate that is now published of it.
    """
    name = "judgements/achievements.json"
    rows = json.loads((release / name).read_text("utf-8"))
    row = next(one for one in rows if one["printed"] is not None)
    row["printed"] = "12.3"
    content = json_file(rows)
    (release / name).write_bytes(content)
    manifest = json.loads((release / MANIFEST).read_text("utf-8"))
    manifest["files"][name] = inventory({name: content})[name]
    manifest["content"]["judgements"] = digest_of(b"of another engine")
    (release / MANIFEST).write_bytes(json_file(manifest))
    return row["target"], row["printed"]


def test_what_another_state_of_the_engine_judged_is_told_as_it_was_published(made: Path) -> None:
    target, printed = _judged_otherwise(made)
    release, problems = open_release(made)
    assert release is None and [one.code for one in problems] == ["release-judgement-differs"]
    published, problems = open_published(made)
    assert published is not None and problems == ()
    assert published.as_of == AS_OF
    assert next(one["printed"] for one in published.rows if one["target"] == target) == printed


def test_a_release_that_was_altered_is_not_told(made: Path) -> None:
    (made / "judgements" / "achievements.json").write_text("[]", "utf-8")
    published, problems = open_published(made)
    assert published is None and [one.code for one in problems] == ["release-file-changed"]


def test_the_site_and_the_comparison_tell_what_it_published(made: Path, tmp_path: Path) -> None:
    make_release(judge(_of_today(), AS_OF), tmp_path / "next", with_parquet=False)
    target, _ = _judged_otherwise(made)

    def hoshin(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hoshin.cli.main", "--lang", "en", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    done = hoshin("diff", made, tmp_path / "next", "--format", "json")
    assert done.returncode == 0, done.stderr
    told = [one for one in json.loads(done.stdout) if one["row"] == target]
    assert any("12.3" in one["sentence_en"] for one in told)
    done = hoshin("site", tmp_path / "next", "--since", made, "-o", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "en" / "changes" / "index.html").read_text("utf-8")
    assert "12.3" in page
