"""Folding: what a text is reduced to before it is searched, so that spellings do not matter.

Full and half width, capitals, accents, hiragana and katakana, small kana, long vowel marks,
old forms of characters, numerals in kanji, brackets, spaces, and など or 等 make no difference.
The browser folds in exactly the same way (``search-fold.js`` of the public site), from the tables
below, which are handed to it with the index; one list of cases is run through both in the tests.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Kana become hiragana in full size. 箇 and ヶ are both か when they count (箇所, ヶ所, か所).
_SMALL = {"ぁ": "あ", "ぃ": "い", "ぅ": "う", "ぇ": "え", "ぉ": "お", "っ": "つ", "ゃ": "や"}
_SMALL |= {"ゅ": "ゆ", "ょ": "よ", "ゎ": "わ", "ゕ": "か", "ゖ": "か", "箇": "か"}
_OLD = (
    "髙高﨑崎澤沢邊辺邉辺齋斎濱浜廣広國国學学會会縣県區区總総點点體体萬万榮栄德徳藏蔵惠恵龍竜"
    "櫻桜驛駅觀観圓円傳伝應応關関鐵鉄瀨瀬淸清靑青黑黒橫横眞真靜静"
)
_NUMERALS = dict(zip("〇一二三四五六七八九", "0123456789", strict=True))
CHARACTERS: dict[str, str] = {
    **_SMALL,
    **dict(zip(_OLD[::2], _OLD[1::2], strict=True)),
    **_NUMERALS,
    "ー": "",
}
"""What single characters become, after compatibility composition, lower case and hiragana."""

KEPT_BEFORE = "平高均初中対同優劣"
KEPT_AFTER = "級価身"
"""等 is a word's own part, and stays, after or before these characters (平等, 高等, 等級)."""

VARIANTS: tuple[tuple[str, ...], ...] = (
    ("子ども", "子供", "こども"),
    ("取組", "取り組み", "取組み", "とりくみ"),
    ("障がい", "障害", "障碍", "しょうがい"),
    ("かん養", "涵養"),
    ("づくり", "作り", "造り"),
    ("まちづく", "街づく", "町づく"),
    ("まちなか", "街なか", "街中", "町なか"),
    ("全て", "すべて"),
    ("様々", "さまざま"),
    ("及び", "および"),
    ("又は", "または"),
    ("並びに", "ならびに"),
    ("受け入れ", "受入れ", "受入"),
    ("受け皿", "受皿"),
    ("引きこもり", "ひきこもり"),
    ("がん検診", "癌検診"),
    ("寝たきり", "ねたきり"),
    ("にぎわい", "賑わい"),
    ("つながり", "繋がり"),
    ("ふれあい", "触れ合い", "ふれ合い"),
    ("支え合い", "支えあい", "ささえあい"),
    ("助け合い", "助けあい"),
    ("見守り", "みまもり"),
    ("育み", "はぐくみ"),
    ("憩い", "いこい"),
    ("出会い", "出会", "であい"),
    ("問い合わせ", "問合せ", "問合わせ"),
    ("申し込み", "申込み", "申込"),
    ("手続き", "手続"),
    ("売り上げ", "売上げ", "売上"),
    ("買い物", "買物"),
    ("建て替え", "建替え", "建替"),
    ("立ち上げ", "立上げ"),
    ("組み合わせ", "組合せ"),
    ("空き家", "空家"),
    ("空き店舗", "空店舗"),
    ("乗り換え", "乗換え", "乗換"),
    ("乗り合い", "乗合"),
    ("分かりやす", "わかりやす"),
    ("ひとり親", "一人親"),
    ("独り暮らし", "一人暮らし", "ひとり暮らし"),
    ("デジタル", "ディジタル"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("centre", "center"),
    ("program", "programme"),
    ("labour", "labor"),
    ("harbour", "harbor"),
    ("neighbour", "neighbor"),
    ("ageing", "aging"),
    ("licence", "license"),
)
"""Spellings of one word that official documents mix; whichever is asked for finds all of them.

The text itself keeps the spelling it is printed in, so that a part of a word still finds it.
"""

_CLUSTER = re.compile("(?s:.)[\uff9e\uff9f\u3099\u309a\u0300-\u036f]*")
_ACCENTS = re.compile("[\u0300-\u036f]")


@cache
def _folded(cluster: str) -> str:
    """A character with its marks, folded; nothing when it is no letter and no number."""
    plain = unicodedata.normalize("NFKD", cluster)
    plain = unicodedata.normalize("NFKC", _ACCENTS.sub("", plain)).lower()
    found = []
    for one in plain:
        if "\u30a1" <= one <= "\u30f6" or "\u30fd" <= one <= "\u30fe":
            one = chr(ord(one) - 0x60)
        one = CHARACTERS.get(one, one)
        if one.isalnum():
            found.append(one)
    return "".join(found)


def fold(text: str) -> str:
    """The text as it is compared: folded character by character, など and 等 left out."""
    folded = "".join(_folded(one) for one in _CLUSTER.findall(text)).replace("など", "")
    kept = [
        one
        for at, one in enumerate(folded)
        if one != "等"
        or (at > 0 and folded[at - 1] in KEPT_BEFORE)
        or (at + 1 < len(folded) and folded[at + 1] in KEPT_AFTER)
    ]
    return "".join(kept)


def tables() -> dict[str, object]:
    """The tables above as the browser takes them: pairs, and the variants already folded."""
    groups = [[fold(one) for one in group] for group in VARIANTS]
    return {
        "characters": [[one, into] for one, into in CHARACTERS.items()],
        "keptBefore": KEPT_BEFORE,
        "keptAfter": KEPT_AFTER,
        "variants": groups,
    }
