"""The fuzzer's own inputs to start from are sound, and what breaks a promise is kept and told."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from hoshin.importers.document import DocumentReading
from scripts.fuzzing.__main__ import Findings
from scripts.fuzzing.pdfs import broken
from scripts.fuzzing.seeds import VALUES, of_target, pdfs
from scripts.fuzzing.targets import TARGETS, NotSound, is_sound


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_each_target_takes_its_seeds(target: str) -> None:
    seeds = list(islice(of_target(target, None), 4))
    assert seeds
    run = TARGETS[target]()
    for content in (*seeds, b"", b"\x00\xff"):
        run(content)


def test_a_reading_that_says_nothing_is_not_sound() -> None:
    with pytest.raises(NotSound, match="neither"):
        is_sound(DocumentReading(document=None))


def test_an_input_is_kept_once_for_each_place_where_it_broke(tmp_path: Path) -> None:
    findings = Findings(tmp_path / "found", "values")
    for content in (b"a", b"b"):
        findings.keep(content, "one place", "what was raised")
    kept = sorted(path.name for path in (tmp_path / "found").iterdir())
    assert len(kept) == 2 and kept[1] == f"{kept[0]}.said"


def test_broken_pdfs_are_the_same_for_the_same_chance() -> None:
    sound = next(pdfs(None))
    changed = [broken(sound, Random(7)) for _ in range(2)]
    assert changed[0] == changed[1] != sound
    assert len(VALUES) == len(set(VALUES))
