"""Search words: what readers type into the public site's search, and what is meant in the plans.

A form says of each word of the plans in how many names it stands, so that none leads nowhere.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.actions import keeping_search_words
from hoshin.actions.keeping_search_words import WORD_FIELDS
from hoshin.actions.matrix import Verb
from hoshin.actions.refusals import IllFormedInputError, NotFoundError, NotNowError, RefusedError
from hoshin.actions.register_forms import record_of, seen_of
from hoshin.domain.folding import fold
from hoshin.domain.search_words import SearchWord
from hoshin.storage import models as tables
from hoshin.web.desk import Desk, desk_of
from hoshin.web.problem_words import in_words_by_field
from hoshin.web.refusals import status_of
from hoshin.web.register_words import sentence_of, typed_of

ROWS = 50
# What the search finds by its name.
_NAMED = (tables.Plan, tables.Element, tables.Indicator, tables.Program, tables.Organisation)
# Where the removed word waits, in the session, for a planner who wants it back.
_REMOVED = "removed_search_word"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The city's own words; the one that was removed a moment ago can be brought back."""
    desk = _desk_of_planner(request)
    pager = Paginator(tables.SearchWord.objects.all(), ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "heading": desk.w("search_words.title"),
        "lead": desk.w("search_words.lead"),
        "words": list(pager.object_list),
        "pager": pager,
        "removed": request.session.get(_REMOVED),
    }
    return render(request, "search_words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, word_id: str | None = None) -> HttpResponse:
    """The form of one word, or of a new one; a POST keeps or removes it."""
    desk = _desk_of_planner(request)
    present: SearchWord | None = None
    if word_id is not None:
        present = record_of("search_words", word_id)[1]
    if request.method != "POST":
        return _page(request, desk, present)
    try:
        if request.POST.get("do") == "remove" and present is not None:
            return _remove(request, desk, present)
        kept = keeping_search_words.keep_search_word(
            desk.actor,
            word_id,
            content=typed_of(request.POST, WORD_FIELDS),
            seen=request.POST.get("seen", "") if present is not None else None,
        )
    except (IllFormedInputError, NotNowError, NotFoundError) as refusal:
        return _page(request, desk, present, refusal)
    if request.session.get(_REMOVED, {}).get("asked") == kept.asked:
        del request.session[_REMOVED]
    messages.success(request, desk.w("search_words.done.keep", word=kept.asked))
    return redirect("search_word", kept.id)


def _remove(request: HttpRequest, desk: Desk, present: SearchWord) -> HttpResponse:
    gone = keeping_search_words.remove_search_word(
        desk.actor, present.id, seen=request.POST.get("seen", "")
    )
    request.session[_REMOVED] = {"asked": gone.asked, "meant": "\n".join(gone.meant)}
    messages.success(request, desk.w("search_words.done.remove", word=gone.asked))
    return redirect("search_words")


def _desk_of_planner(request: HttpRequest) -> Desk:
    desk = desk_of(request)
    desk.rights.require(Verb.KEEP_SEARCH_WORD)
    return desk


def _page(
    request: HttpRequest,
    desk: Desk,
    present: SearchWord | None,
    refusal: RefusedError | None = None,
) -> HttpResponse:
    typed = dict.fromkeys(WORD_FIELDS, "")
    if present is not None:
        typed = {"asked": present.asked, "meant": "\n".join(present.meant)}
    if refusal is not None:
        typed = typed_of(request.POST, WORD_FIELDS)
    seen = "" if present is None else seen_of(present)
    context: dict[str, Any] = {
        "heading": desk.w("search_words.new") if present is None else present.asked,
        "word": present,
        "typed": typed,
        # What was refused because it changed meanwhile stays refused until it is opened anew.
        "seen": seen if refusal is None else request.POST.get("seen", ""),
        "found": () if present is None else _found(desk, present),
        "problems": in_words_by_field(desk, refusal),
        "refused": sentence_of(desk, refusal),
    }
    status = 200 if refusal is None else status_of(refusal)
    return render(request, "search_word.html", context, status=status)


def _found(desk: Desk, present: SearchWord) -> tuple[str, ...]:
    """Of each word of the plans, in how many names it stands."""
    names = [
        fold(f"{name}\n{name_en}")
        for model in _NAMED
        for name, name_en in model._default_manager.order_by().values_list("name", "name_en")
    ]
    said = []
    for one in present.meant:
        number = sum(fold(one) in name for name in names)
        said.append(
            desk.w.count("search_words.found_in", number, word=one)
            if number
            else desk.w("search_words.found_nowhere", word=one)
        )
    return tuple(said)
