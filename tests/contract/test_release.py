"""A release: the same twice, proved unaltered, and compared figure by figure."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest

from hoshin.domain.city import City
from hoshin.exchange.changes import changes_between, judgement_changes
from hoshin.exchange.folder import read_folder
from hoshin.exchange.release import (
    ReleaseInTheWayError,
    judge,
    judgements_of,
    make_release,
    open_release,
    verify_release,
    write_release,
)

AS_OF = date(2025, 5, 31)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def read(name: str) -> City:
    city = read_folder(EXAMPLES / name).city
    assert city is not None
    return city


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("releases") / "first"
    write_release(read("harbour"), AS_OF, path)
    return path


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copy"))


def contents(path: Path) -> dict[str, bytes]:
    return {
        one.relative_to(path).as_posix(): one.read_bytes()
        for one in path.rglob("*")
        if one.is_file()
    }


def codes(path: Path) -> list[str]:
    return [one.code for one in verify_release(path)]


def test_the_same_folder_and_day_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    identity = write_release(read("harbour"), AS_OF, tmp_path / "second")
    assert contents(tmp_path / "second") == contents(made)
    release, problems = open_release(made)
    assert problems == () and release is not None
    assert release.identity == identity


@pytest.mark.parametrize("name", ["harbour", "kumamoto"])
def test_a_release_that_was_made_is_the_one_that_is_opened(name: str, tmp_path: Path) -> None:
    made = make_release(judge(read(name), AS_OF), tmp_path / "made")
    opened, problems = open_release(tmp_path / "made")
    assert problems == () and opened == made
    assert any(one.place.line for one in made.problems)


def test_a_disk_that_does_not_keep_what_was_written_gives_no_release(tmp_path: Path) -> None:
    forms = {"own/form.toml": b"one", "own/./form.toml": b"another in its place"}
    with pytest.raises(OSError, match=r"form\.toml"):
        make_release(judge(read("harbour"), AS_OF), tmp_path / "made", forms=forms)
    assert list(tmp_path.iterdir()) == []


def test_a_release_is_never_written_over(made: Path) -> None:
    before = contents(made)
    with pytest.raises(ReleaseInTheWayError):
        write_release(read("harbour"), AS_OF, made)
    assert contents(made) == before


def test_an_untouched_release_verifies(made: Path) -> None:
    assert codes(made) == []


@pytest.mark.parametrize("name", ["data/targets.csv", "judgements/achievements.csv"])
def test_one_changed_byte_is_found(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    at = content.rindex(b"5")
    content[at] = ord("6")
    (copied / name).write_bytes(content)
    assert "release-file-changed" in codes(copied)


def test_a_changed_figure_is_found_even_with_a_forged_inventory(copied: Path) -> None:
    from hashlib import sha256

    file = copied / "data" / "observations.csv"
    file.write_bytes(file.read_bytes().replace(b"109.6", b"119.6"))
    manifest = json.loads((copied / "manifest.json").read_text("utf-8"))
    manifest["files"]["data/observations.csv"] = {
        "sha256": sha256(file.read_bytes()).hexdigest(),
        "bytes": file.stat().st_size,
    }
    (copied / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = codes(copied)
    assert "release-content-differs" in found
    assert "release-judgement-differs" in found
    assert "release-parquet-differs" in found


def test_a_half_copied_release_is_not_opened(copied: Path) -> None:
    (copied / "data" / "targets.csv").unlink()
    (copied / "letter.txt").write_text("hello", encoding="utf-8")
    release, problems = open_release(copied)
    assert release is None
    assert {"release-file-missing", "release-file-added"} <= {one.code for one in problems}
    assert all(one.hint_ja and one.hint_en for one in problems)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "release-no-manifest"),
        ("{", "release-manifest-broken"),
        ("[]", "release-manifest-broken"),
        ('{"files": {}, "content": {}, "as_of": "2025-05-31"}', "release-other-format"),
    ],
)
def test_a_folder_that_is_no_release_is_said_to_be_none(
    tmp_path: Path, text: str | None, code: str
) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    assert codes(tmp_path) == [code]


def test_parquet_holds_the_same_rows_and_digits(made: Path) -> None:
    city = read("harbour")
    table = pyarrow.parquet.read_table(made / "parquet" / "targets.parquet").to_pylist()
    assert [row["id"] for row in table] == [one.id for one in city.targets]
    assert [row["goal_value"] for row in table] == [
        None if one.goal_value is None else str(one.goal_value) for one in city.targets
    ]
    judged = pyarrow.parquet.read_table(made / "judgements" / "achievements.parquet")
    assert judged.num_rows == len(city.targets)


def test_a_changed_value_is_told_in_words_with_the_achievement_it_changes() -> None:
    old = read("harbour")
    at = next(i for i, o in enumerate(old.observations) if o.obs_value == Decimal("109.6"))
    observations = list(old.observations)
    observations[at] = replace(observations[at], obs_value=Decimal("120.0"))
    new = replace(old, observations=tuple(observations))
    (change,) = changes_between(old, new)
    assert (change.old, change.new) == ("109.6", "120.0")
    assert "109.6" in change.sentence_ja and "120.0" in change.sentence_en
    figures = judgement_changes(
        judgements_of(old, AS_OF, ()),
        judgements_of(new, AS_OF, ()),
        new,
    )
    assert ("91.3", "100.0") in {(one.old, one.new) for one in figures if one.column == "printed"}
    both = [one.row_id for one in figures if one.column in ("printed", "ratio")]
    assert len(both) == len(set(both)), "a ratio is told only where the percentage stays the same"


def test_an_exact_ratio_is_told_where_the_percentage_stays() -> None:
    row = {"target": "t", "name": "事故", "printed": "33.3", "ratio": "1/3"}
    (told,) = judgement_changes([row], [row | {"ratio": "333/1000"}], City(name=""))
    assert told.sentence_ja == "「事故」の正確な比が「1/3」から「333/1000」に変わりました。"


def test_changes_name_records_in_words_and_never_by_their_ids() -> None:
    old = read("harbour")
    income = next(one for one in old.observations if one.indicator == "income")
    sheet = next(one for one in old.evaluations if one.program == "p-visitors")
    new = replace(
        old,
        observations=(*old.observations, replace(income, id="income.again.r2", revision=2)),
        evaluations=(*old.evaluations, replace(sheet, id="evaluation.p-visitors.again")),
    )
    value, evaluation = changes_between(old, new)
    period = income.time_period
    assert value.sentence_ja == (
        f"実績の「市民1人当たり所得　{period.label_ja}　第2版」が加わりました。"
    )
    assert f"{period.label_en}, revision 2" in value.sentence_en
    assert "観光誘客事業　" in evaluation.sentence_ja and "by the section" in evaluation.sentence_en
    for one in (value, evaluation):
        assert one.row_id not in one.sentence_ja + one.sentence_en


def test_added_and_removed_rows_are_told() -> None:
    old = read("harbour")
    new = replace(old, agreements=old.agreements[1:])
    (gone,) = changes_between(old, new)
    (came,) = changes_between(new, old)
    assert gone.row_id == came.row_id == old.agreements[0].id
    assert "なくなりました" in gone.sentence_ja and "was added" in came.sentence_en
