"""Words of the workplace: those of the public site and its own, in both languages."""

from __future__ import annotations

from functools import cache

from hoshin.charts.speech import Speech
from hoshin.charts.words import Language, vocabulary_of


@cache
def speech_of(language: Language) -> Speech:
    """A language with the words of charts, of the public site and of ``web/vocabulary``."""
    return Speech(language, vocabulary_of("hoshin.site"), vocabulary_of("hoshin.web"))
