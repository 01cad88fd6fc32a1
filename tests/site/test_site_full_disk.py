"""A disk that fills up while a site is built: said clearly, and the earlier site stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.test_site_build import files_of


def hoshin(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("hoshin"))
    return subprocess.run([program, "--lang", "en", *arguments], capture_output=True, text=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for a small site and half of a larger one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small disk can be attached on Linux by root only")
    disk = tmp_path / "disk"
    disk.mkdir()
    attach = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(disk)]
    if subprocess.run(attach, capture_output=True).returncode != 0:
        pytest.skip("this machine does not allow a small disk to be attached")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_the_earlier_site_stays_when_the_disk_is_full(
    small_disk: Path, harbour: Path, kumamoto: Path
) -> None:
    place = small_disk / "site"
    assert hoshin("site", str(harbour), "-o", str(place)).returncode == 0
    before = files_of(place)
    failed = hoshin("site", str(kumamoto), "-o", str(place))
    assert failed.returncode == 1
    assert "The disk is full. The earlier site is untouched." in failed.stderr
    assert "Traceback" not in failed.stderr
    assert files_of(place) == before
    assert [one.name for one in small_disk.iterdir()] == ["site"]
