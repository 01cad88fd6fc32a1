"""Words of the workplace: both languages whole, every word that is asked for is there."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from hoshin.charts.words import Language, vocabulary_of

# ``w("a.b")``, ``w.count("a.b"`` and ``word("a.b")`` with a whole key.
NAMED = r"""\bw(?:ord)?(?:\.count)?\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["'](?!\s*~)"""


def test_every_word_is_there_in_both_languages() -> None:
    for key, entry in vocabulary_of("hoshin.web").items():
        assert entry["ja"].strip() and entry["en"].strip(), key
        named = {
            language: set(re.findall(r"{(\w+)}", entry[language])) for language in ("ja", "en")
        }
        assert named["ja"] == named["en"], key


@pytest.mark.parametrize("language", list(Language))
def test_every_word_that_a_screen_names_is_known(repository: Path, language: Language) -> None:
    from hoshin.web.words import speech_of

    words = speech_of(language).w
    web = repository / "src" / "hoshin" / "web"
    missing = []
    for path in (*web.rglob("*.py"), *web.rglob("*.html")):
        text = path.read_text("utf-8")
        for key in re.findall(NAMED, text):
            if key not in words:
                missing.append((path.name, key))
    assert not missing


def test_the_vendored_file_is_the_one_on_record(repository: Path) -> None:
    folder = repository / "src" / "hoshin" / "web" / "static" / "workplace" / "vendor"
    digest = hashlib.sha256((folder / "htmx.min.js").read_bytes()).hexdigest()
    assert digest in (folder / "VENDORED.md").read_text("utf-8")
