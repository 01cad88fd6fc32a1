"""A yearly form in a city's own words: a layout learnt once, looked over, used the next year."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journey.test_import_command import document, hoshin, rows, take_everything

REPORT = """港の市 総合計画

No\t指標名\t単位\t基準値(令和4年度)\t令和6年度実績\t目標値(令和9年度)
1\t港の客の数\t千人\t10\t12\t20
2\t漁獲の量\tt\t5\t6\t8
"""
OWN_FORM = """港の市 にぎわいの記録

にぎわい\tはじめ\tR6のようす\tめざすところ\tはかりかた
港の客の数\t10\t12\t20\t千人
漁獲の量\t5\t6\t8\tt
出会いの数\t30\t33\t50\t組
"""
NEXT_YEAR = OWN_FORM.replace("R6", "R7").replace("\t33\t", "\t41\t")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan folder that holds two indicators."""
    made = tmp_path / "city"
    assert hoshin("new", made, "--name", "港の市").returncode == 0
    report = document(tmp_path, "report.txt", REPORT)
    assert take_everything(report, made).returncode == 0
    return made


def test_learnt_looked_over_and_used_again(folder: Path, tmp_path: Path) -> None:
    own = document(tmp_path, "own.txt", OWN_FORM)
    nothing = hoshin("import", own, "--into", folder)
    assert "document-nothing-found" in nothing.stdout
    layout = tmp_path / "layout.toml"
    learnt = hoshin("import", own, "--into", folder, "--learn", layout)
    assert learnt.returncode == 0, learnt.stderr
    assert 'head = "めざすところ"' in layout.read_text(encoding="utf-8")
    later = document(tmp_path, "later.txt", NEXT_YEAR)
    done = take_everything(later, folder, "--layout", layout)
    assert done.returncode == 0, done.stderr
    new = next(one for one in rows(folder, "indicators") if one["name"] == "出会いの数")
    found = {
        one["time_period"]: one["obs_value"]
        for one in rows(folder, "observations")
        if one["indicator"] == new["id"]
    }
    assert found == {"FY2025": "41"}
    assert hoshin("check", folder).returncode == 0


def test_a_mistake_in_a_layout_stops_before_anything_is_read(folder: Path, tmp_path: Path) -> None:
    layout = document(tmp_path, "layout.toml", 'version = 1\n[[table]]\nname = "表"\nhead = 3\n')
    own = document(tmp_path, "own.txt", OWN_FORM)
    done = hoshin("import", own, "--into", folder, "--layout", layout, "--accept")
    assert done.returncode == 1
    assert "layout.toml:4" in done.stderr
    assert "table.head" in done.stderr


def test_a_form_that_changed_is_said(folder: Path, tmp_path: Path) -> None:
    own = document(tmp_path, "own.txt", OWN_FORM)
    layout = tmp_path / "layout.toml"
    assert hoshin("import", own, "--into", folder, "--learn", layout).returncode == 0
    changed = document(tmp_path, "changed.txt", OWN_FORM.replace("めざすところ", "ゆくすえ"))
    done = hoshin("import", changed, "--into", folder, "--layout", layout)
    assert "layout-not-found" in done.stdout
    assert "めざすところ" in done.stdout


def test_nothing_to_learn_from_writes_no_file(folder: Path, tmp_path: Path) -> None:
    other = document(tmp_path, "other.txt", OWN_FORM.replace("の数", "の人数"))
    layout = tmp_path / "layout.toml"
    done = hoshin("import", other, "--into", folder, "--learn", layout)
    assert done.returncode == 1
    assert "layout-nothing-learnt" in done.stderr
    assert not layout.exists()
