"""Words: every word of the site's own, in both languages, and those of the charts in it."""

from __future__ import annotations

from datetime import date
from functools import cache

from hoshin.charts import words
from hoshin.charts.words import Language, Vocabulary, vocabulary_of


def vocabulary() -> Vocabulary:
    """Every entry by its key, each with ``ja``, ``en`` and perhaps ``one``."""
    return {**vocabulary_of("hoshin.charts"), **vocabulary_of("hoshin.site")}


class Words(words.Words):
    """The words of one language of the site."""

    def __init__(self, language: Language) -> None:
        super().__init__(language, vocabulary_of("hoshin.site"))

    def month(self, number: int) -> str:
        """A calendar month, 1 to 12."""
        return self(f"terms.month.m{number}")

    def day(self, day: date) -> str:
        """A day of the calendar."""
        if self.language is Language.JA:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {self.month(day.month)} {day.year}"


@cache
def words_of(language: Language) -> Words:
    """The words of a language, which are put together once."""
    return Words(language)
