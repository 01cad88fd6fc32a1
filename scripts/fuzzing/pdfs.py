"""Broken PDFs by the hundred, read as the program reads them: in processes that may be stopped."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from hoshin.importers.readers.guarded import read_files
from scripts.fuzzing.seeds import pdfs
from scripts.fuzzing.targets import SMALL, NotSound, is_sound

if TYPE_CHECKING:
    from scripts.fuzzing.__main__ import Findings

AT_ONCE = 20
BOUNDED = ("file-reader-died", "file-too-slow", "file-too-much-memory", "file-page-damaged")
"""What a person is told where a process was stopped: the bounds at work, and no fault."""
WORDS = (
    b"endobj stream endstream xref trailer obj << >> [ ] ( ) /Type /Pages /Kids /Parent /Count "
    b"/Length /Filter /FlateDecode /Font /Contents /MediaBox /Rotate /Encrypt /Root BT ET Tf Td "
    b"Tm Tj TJ re l m S f q Q cm Do 0 -1 65536 2147483648 -2147483649 1e38 9999999999 0.0000001"
).split()


def broken(content: bytes, chance: random.Random) -> bytes:
    """A PDF with one to eight places overwritten, cut out, doubled or moved."""
    out = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(max(len(out), 1))
        length = chance.choice((1, 1, 4, 16, 200, 2000))
        kind = chance.randrange(6)
        if kind == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length]
        elif kind == 3:
            word = chance.choice(WORDS)
            out[at : at + chance.choice((0, len(word)))] = word
        elif kind == 4:
            other = chance.randrange(max(len(out), 1))
            out[at : at + length] = out[other : other + length]
        else:
            # A number becomes another one: lengths, counts, references, positions.
            digits = [n for n in range(at, min(at + 400, len(out))) if 48 <= out[n] <= 57]
            if digits:
                out[digits[0] : digits[0] + 1] = chance.choice((b"0", b"-", b"99999", b"7", b"."))
    return bytes(out)


def fuzz_pdfs(findings: Findings, seconds: int, folder: Path | None, first: int) -> int:
    """Read broken PDFs until the time is over; 0 when none broke a promise, else 1."""
    sound = list(pdfs(folder))
    chance = random.Random(first)
    end = time.monotonic() + seconds
    bounded: Counter[str] = Counter()
    read = refused = 0
    while time.monotonic() < end:
        batch = [broken(chance.choice(sound), chance) for _ in range(AT_ONCE)]
        named = [(content, f"{number}.pdf") for number, content in enumerate(batch)]
        for content, reading in zip(batch, read_files(named, SMALL, processes=1), strict=True):
            read += 1
            refused += reading.document is None
            try:
                is_sound(reading)
            except NotSound as wrong:
                findings.keep(content, str(wrong), str(wrong))
            bounded.update(one.code for one in reading.problems if one.code in BOUNDED)
    print(f"{read} broken PDFs read, {refused} refused in words, stopped by a bound: {bounded}")
    print(f"{len(findings.places)} broke a promise")
    return 1 if findings.places else 0
