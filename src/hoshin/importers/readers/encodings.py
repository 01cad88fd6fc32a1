"""Encodings: bytes to Japanese text, and the signs of text that was garbled before it came here."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from hoshin.domain.problems import Problem
from hoshin.importers.readers import text_refusals

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_NAMES = {"cp932": "Shift_JIS (CP932)", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
_KANA = re.compile(r"[ぁ-んァ-ヶ、。]")
_HALF_WIDTH = re.compile(r"[｡-ﾟ]")
# UTF-8 kana read as CP932 give 縺 and 繧 and 繝; read as Latin-1 they give ã with a sign after it.
_GARBLED = re.compile(r"[縺繧繝][\u0080-\uffff]|[ãåæçèé][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what a person should know about how its bytes were read."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(content: bytes, name: str, declared: str = "") -> Decoded | None:
    """The text of these bytes, or None when they are no text in an encoding known here.

    ``declared`` is what the file says of itself (HTML); it is tried first. Broken bytes are kept
    as U+FFFD, and a problem names the first line that has one.
    """
    for mark, encoding, _ in _BOMS:
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace")
            return Decoded(text, tuple(_looked_at(text, name)))
    tried = [_alias(declared)] if declared else []
    tried.append("utf-8")
    if any(one in content for one in _ESCAPES):
        tried.insert(0, "iso2022_jp")
    tried.extend(_by_kana(content))
    for encoding in tried:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" in text:
            return None
        found = [] if encoding in ("utf-8", _alias(declared)) else [_guessed(name, encoding)]
        return Decoded(text, (*found, *_looked_at(text, name)))
    return _with_losses(content, name)


def _alias(declared: str) -> str:
    """The encoding meant by a name: what calls itself Shift_JIS on the web is CP932."""
    lowered = declared.strip().lower().replace("-", "_")
    if lowered in ("shift_jis", "sjis", "x_sjis", "ms_kanji", "windows_31j", "csshiftjis"):
        return "cp932"
    try:
        found = codecs.lookup(lowered)
    except (LookupError, ValueError):
        return "utf-8"
    # Codecs that are no text encodings (base64, zip) are known to Python too.
    return found.name if getattr(found, "_is_text_encoding", True) else "utf-8"


def _by_kana(content: bytes) -> list[str]:
    """CP932 and EUC-JP, the likelier first: EUC-JP kana read as CP932 are half-width signs."""
    sample = content[:65536]
    as_cp932 = sample.decode("cp932", errors="ignore")
    as_euc = sample.decode("euc_jp", errors="ignore")
    half = len(_HALF_WIDTH.findall(as_cp932))
    euc_first = half > len(_KANA.findall(as_cp932)) and len(_KANA.findall(as_euc)) > half // 4
    return ["euc_jp", "cp932"] if euc_first else ["cp932", "euc_jp"]


def _guessed(name: str, encoding: str) -> Problem:
    return text_refusals.guessed_encoding(name, _NAMES.get(encoding, encoding))


def _with_losses(content: bytes, name: str) -> Decoded | None:
    """The encoding that loses least, unless it loses more than a twentieth of the characters."""
    best = min(
        ((content.decode(one, errors="replace"), one) for one in ("utf-8", "cp932", "euc_jp")),
        key=lambda pair: pair[0].count("\ufffd"),
    )
    text, encoding = best
    if "\0" in text or text.count("\ufffd") * 20 > len(text):
        return None
    found = [] if encoding == "utf-8" else [_guessed(name, encoding)]
    return Decoded(text, (*found, *_looked_at(text, name)))


def _looked_at(text: str, name: str) -> list[Problem]:
    """Signs of characters lost or misread before the file came here, with the first line."""
    found = []
    at = text.find("\ufffd")
    if at >= 0:
        found.append(text_refusals.garbled(name, text.count("\n", 0, at) + 1))
    garbled = list(_GARBLED.finditer(text[:1_000_000]))
    if len(garbled) >= 3 and len(garbled) * 20 > len(_KANA.findall(text[:1_000_000])):
        first = garbled[0].start()
        shown = text[first : first + 12].split("\n")[0]
        found.append(text_refusals.garbled(name, text.count("\n", 0, first) + 1, shown))
    return found
