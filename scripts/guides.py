"""The guides as pages: ``python -m scripts.guides`` writes ``docs/workplace/guides/*.md``.

The workplace shows the same guides; their words are in ``src/hoshin/web/guides``.
"""

from __future__ import annotations

from pathlib import Path

from hoshin.domain.roles import ROLE_LABELS, Role
from hoshin.web.guides import Sentence, guide_of, picture_path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "docs" / "workplace" / "guides"
STATIC = "../../../src/hoshin/web/static"
LANGUAGES = ("ja", "en")
_MADE = {
    "ja": "<!-- python -m scripts.guides が作ります。直接書き換えないでください。 -->",
    "en": "<!-- Written by python -m scripts.guides; do not edit it. -->",
}


def pages() -> dict[str, str]:
    """Every page by its file name."""
    made = {
        f"{role.value}.{language}.md": _page(role, language)
        for role in Role
        for language in LANGUAGES
    }
    return {**made, "README.md": _contents()}


def _page(role: Role, language: str) -> str:
    guide = guide_of(role)

    def said(sentence: Sentence) -> str:
        return sentence.ja if language == "ja" else sentence.en

    other = LANGUAGES[1 - LANGUAGES.index(language)]
    lines = [
        _MADE[language],
        "",
        f"# {said(guide.title)}",
        "",
        f"[{'English' if other == 'en' else '日本語'}]({role.value}.{other}.md)",
        "",
        said(guide.lead),
    ]
    for one in guide.parts:
        lines += ["", f"## {said(one.heading)}", ""]
        lines += [f"* {said(step)}" for step in one.steps]
        if one.picture:
            lines += ["", f"![{said(one.heading)}]({STATIC}/{picture_path(one.picture, language)})"]
    return "\n".join(lines) + "\n"


def _contents() -> str:
    lines = [
        _MADE["ja"],
        "",
        "# 役割ごとの手引き / A guide for each role",
        "",
        "どれも2ページです。業務画面の「手引き」でも読めます。",
        "Two pages each; the workplace shows them under *Guide*.",
        "",
        "| 役割 / role | 日本語 | English |",
        "|---|---|---|",
    ]
    for role in Role:
        ja, en = ROLE_LABELS[role]
        name = role.value
        lines.append(f"| {ja} / {en} | [{ja}]({name}.ja.md) | [{en}]({name}.en.md) |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write every page."""
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PLACE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
