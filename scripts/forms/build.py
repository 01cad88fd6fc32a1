"""Writes the templates of the built-in forms, and the forms of the invented city.

``python -m scripts.forms.build``. A test holds the committed templates to this script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.forms import evaluation_forms, harbour_forms, progress_forms, word_forms

_TOP = Path(__file__).parents[2]
FORMS = _TOP / "src" / "hoshin" / "reports" / "forms"
HARBOUR = _TOP / "examples" / "harbour" / "forms"

_EXCEL: dict[str, Callable[[str], bytes]] = {
    "sdgs-progress": progress_forms.progress,
    "sdgs-progress-older": progress_forms.progress_older,
    "measure-evaluation": evaluation_forms.measure,
    "program-evaluation": evaluation_forms.program,
    "schedule": progress_forms.schedule,
}
_WORD: dict[str, Callable[[str], bytes]] = {
    "strategy-verification": word_forms.verification,
    "action-plan": word_forms.action_plan,
    "settlement-results": word_forms.results,
}


def templates() -> Iterator[tuple[Path, bytes]]:
    """Every file with the place it belongs to."""
    for makers, suffix in ((_EXCEL, ".xlsx"), (_WORD, ".docx")):
        for code, make in makers.items():
            for language, name in (("ja", "template"), ("en", "template.en")):
                yield FORMS / code / f"{name}{suffix}", make(language)
    for name, content in harbour_forms.files().items():
        yield HARBOUR / name, content


def main() -> None:
    """Write them all."""
    for place, content in templates():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


if __name__ == "__main__":
    main()
