"""Text with readings (ふりがな) in forms: as ruby in Word, in brackets in Excel.

A template asks for it with a filter: ``{{ 行.指標名 | ふりがな }}`` reads the words of the form's
settings and what is marked in the text itself; ``{{ 市 | ふりがな("みなとみし") }}`` gives one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from hoshin.charts.readings import Run, runs_of, with_times_read, with_words_read

_BEFORE = "</w:t></w:r>"
_AFTER = '<w:r><w:t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text in stretches with and without a reading; as plain text the readings in brackets."""

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(
            f"{one.text}（{one.reading}）" if one.reading else one.text for one in self.runs
        )


class WordReadText(ReadText):
    """A text with readings as the XML that stands in place of it in a run of Word.

    The looks of the run that it stands in are given to it afterwards, by ``dress_ruby``.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return "".join(map(_in_word, self.runs))


def _in_word(run: Run) -> str:
    if not run.reading:
        return escape(run.text)
    base, reading = (
        f'<w:r><w:t xml:space="preserve">{escape(one)}</w:t></w:r>'
        for one in (run.text, run.reading)
    )
    return (
        f'{_BEFORE}<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/>'
        f'<w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/>'
        f'<w:lid w:val="ja-JP"/></w:rubyPr><w:rt>{reading}</w:rt>'
        f"<w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>{_AFTER}"
    )


def read_text(value: object, reading: str, readings: Mapping[str, str]) -> tuple[Run, ...]:
    """A value in stretches: all of it with one reading, or each known word with its own."""
    text = "" if value is None else str(value)
    if not text:
        return ()
    if reading:
        return (Run(text, reading),)
    return runs_of(with_times_read(with_words_read(text, readings)))
