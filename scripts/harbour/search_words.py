"""What people of the harbour city type, and the words of its plans."""

from __future__ import annotations

from hoshin.domain.search_words import SearchWord


def search_words() -> tuple[SearchWord, ...]:
    """Words of the place that no general list has."""
    return (
        SearchWord(id="search.ferry", asked="渡し船", meant=("フェリー", "島", "港")),
        SearchWord(id="search.boat", asked="boat", meant=("ferry", "harbour", "port")),
        SearchWord(id="search.catch", asked="さかな", meant=("水揚げ", "地魚", "漁")),
    )
