"""Keeping search words: the planner says what readers of the public site mean by everyday words.

A city's own words come before the list of the program (docs/decisions/0048); they are published
with the next release.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import datetime

from hoshin.actions.acting import action, hold_plan
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import problem
from hoshin.actions.register_forms import free_id, needed, record_of, refuse, write
from hoshin.actions.typed import cleaned
from hoshin.domain.folding import fold
from hoshin.domain.problems import Problem
from hoshin.domain.search_words import SearchWord
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table

WORD_FIELDS = ("asked", "meant")
LONGEST_WORD = 60
MOST_MEANT = 12
_BETWEEN = re.compile(r"[\n、，,；;]")


@action(Verb.KEEP_SEARCH_WORD)
def keep_search_word(
    actor: Actor,
    word_id: str | None = None,
    *,
    content: Mapping[str, object],
    seen: str | None = None,
    now: datetime | None = None,
) -> SearchWord:
    """Add a word that readers type, or change the one with this id.

    ``asked`` is one word; ``meant`` are words of the plans, one a line or parted by commas.
    ``seen`` is the digest of the record that the form was filled in from. Raises
    IllFormedInputError with a problem for each field at fault.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_SEARCH_WORD)
    hold_plan()
    before = None if word_id is None else record_of("search_words", word_id, seen)[1]
    typed = cleaned(content, WORD_FIELDS)
    problems: list[Problem] = []
    asked = _asked(typed.get("asked", ""), word_id, problems)
    meant = _meant(typed.get("meant", ""), asked, problems)
    refuse(problems)
    word: SearchWord = (
        SearchWord(id=free_id(tables.SearchWord, "search-word"), asked=asked, meant=meant)
        if before is None
        else dataclasses.replace(before, asked=asked, meant=meant)
    )
    if word == before:
        return word
    write(plan_table("search_words"), word)
    details = {"changed": before is not None, "asked": asked, "meant": list(meant)}
    record(actor, Verb.KEEP_SEARCH_WORD, ("search_word", word.id), details, moment)
    return word


@action(Verb.KEEP_SEARCH_WORD)
def remove_search_word(
    actor: Actor, word_id: str, *, seen: str | None = None, now: datetime | None = None
) -> SearchWord:
    """Remove a word; what it said goes on record, so that it can be entered again."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_SEARCH_WORD)
    hold_plan()
    word: SearchWord = record_of("search_words", word_id, seen)[1]
    tables.SearchWord.objects.filter(pk=word_id).delete()
    details = {"removed": True, "asked": word.asked, "meant": list(word.meant)}
    record(actor, Verb.KEEP_SEARCH_WORD, ("search_word", word_id), details, moment)
    return word


def _asked(text: str, word_id: str | None, problems: list[Problem]) -> str:
    """The one word that is typed, as no other record has it."""
    word = needed(text, "asked", problems)
    if not word:
        return ""
    if len(word) > LONGEST_WORD:
        problems.append(_too_long("asked", word))
    elif len(word.split()) > 1:
        problems.append(_several_words())
    elif not fold(word):
        problems.append(_nothing_to_find("asked", word))
    elif any(
        fold(other) == fold(word)
        for key, other in tables.SearchWord.objects.values_list("pk", "asked")
        if key != word_id
    ):
        problems.append(_there_already(word))
    return word


def _meant(text: str, asked: str, problems: list[Problem]) -> tuple[str, ...]:
    """The words of the plans, each once, in the order of their writing."""
    words = {fold(one): " ".join(one.split()) for one in _BETWEEN.split(text) if one.strip()}
    needed("".join(words.values()), "meant", problems)
    if len(words) > MOST_MEANT:
        problems.append(_too_many())
    for folded, word in words.items():
        if len(word) > LONGEST_WORD:
            problems.append(_too_long("meant", word))
        elif not folded:
            problems.append(_nothing_to_find("meant", word))
        elif folded == fold(asked):
            problems.append(_the_same_word(word))
    return tuple(words.values())


def _too_long(field: str, word: str) -> Problem:
    return problem(
        "search-word-too-long",
        f"「{word[:20]}…」は長すぎます。",
        f'"{word[:20]}…" is too long.',
        f"一つの言葉は{LONGEST_WORD}字までです。",
        f"A word has at most {LONGEST_WORD} characters.",
        field=field,
    )


def _several_words() -> Problem:
    return problem(
        "search-word-several",
        "打たれる言葉に、空白が入っています。",
        "There is a space in what is typed.",
        "検索は空白で区切った一語ずつを見ます。一つの言葉だけを書いてください。",
        "The search looks at one word at a time. Write one word without a space.",
        field="asked",
    )


def _nothing_to_find(field: str, word: str) -> Problem:
    return problem(
        "search-word-empty",
        f"「{word[:20]}」には、探せる文字がありません。",
        f'"{word[:20]}" has no character that can be looked for.',
        "記号だけでなく、言葉を書いてください。",
        "Write a word, not signs alone.",
        field=field,
    )


def _there_already(word: str) -> Problem:
    return problem(
        "search-word-there",
        f"「{word[:20]}」は、もう一覧にあります。",
        f'"{word[:20]}" is in the list already.',
        "一覧にあるその言葉を開いて、計画の言葉を書き足してください。",
        "Open that word in the list and add the words of the plans there.",
        field="asked",
    )


def _the_same_word(word: str) -> Problem:
    return problem(
        "search-word-itself",
        f"「{word[:20]}」は、打たれる言葉と同じです。",
        f'"{word[:20]}" is the word that is typed.',
        "同じ言葉はもともと探されます。計画に書かれている別の言葉を書いてください。",
        "It is looked for anyway. Write other words, those that the plans use.",
        field="meant",
    )


def _too_many() -> Problem:
    return problem(
        "search-words-too-many",
        f"計画の言葉は{MOST_MEANT}個までです。",
        f"At most {MOST_MEANT} words of the plans can be meant.",
        "読む人がいちばん知りたいものに絞ってください。",
        "Keep those that readers look for most.",
        field="meant",
    )
