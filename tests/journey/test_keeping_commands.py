"""``hoshin load``, ``dump``, ``backup`` and ``restore``, as an administrator runs them."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from pathlib import Path

from hoshin.exchange.tables import tables


def _run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOSHIN_DATA": str(data), "HOSHIN_DATABASE": ""}
    return subprocess.run(
        [sys.executable, "-m", "hoshin.cli.main", "--lang", "ja", *arguments],
        capture_output=True,
        text=True,
        env=environment,
    )


def test_a_plan_goes_in_and_comes_out_the_same(harbour: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = _run(data, "load", str(harbour))
    assert done.returncode == 0, done.stderr
    assert (data / "secret-key").stat().st_mode & 0o777 == 0o600
    again = _run(data, "load", str(harbour))
    assert again.returncode == 1 and "すでに計画が入っています" in again.stderr

    out = tmp_path / "out" / "harbour"
    done = _run(data, "dump", str(out))
    assert done.returncode == 0, done.stderr
    names = [one.file_name for one in tables() if (harbour / one.file_name).is_file()]
    names.append("datapackage.json")
    # The city's own forms and every further file of the folder come with it.
    names += [
        str(one.relative_to(harbour))
        for one in sorted(harbour.rglob("*"))
        if one.is_file() and one.parent != harbour
    ]
    assert "forms/measure-cards/template.xlsx" in names
    assert filecmp.cmpfiles(harbour, out, names, shallow=False) == (names, [], [])

    archive = tmp_path / "all.zip"
    done = _run(data, "backup", str(archive))
    assert done.returncode == 0, done.stderr
    (tmp_path / "broken.zip").write_bytes(archive.read_bytes()[:-50])
    broken = _run(data, "restore", str(tmp_path / "broken.zip"))
    assert broken.returncode == 1 and "何も変えていません" in broken.stderr
    full = _run(data, "restore", str(archive))
    assert full.returncode == 2 and "すでにデータがあります" in full.stderr


def test_where_there_is_no_workplace_nothing_is_made(tmp_path: Path) -> None:
    data, archive = tmp_path / "data", tmp_path / "all.zip"
    for command, written in (("backup", archive), ("dump", tmp_path / "out")):
        done = _run(data, command, str(written))
        assert done.returncode == 2, done.stdout
        assert str(data / "hoshin.sqlite3") in done.stderr
        assert "HOSHIN_DATA" in done.stderr and "HOSHIN_DATABASE" in done.stderr
        assert not list(tmp_path.iterdir())
