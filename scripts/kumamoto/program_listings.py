"""Where document 004 lists programs: one row for each print, and for each part printed beside one.

A listing stands at the most specific element that is certain. The side labels of the visions are
printed one character to a line, so which row each belongs to is inferred: they are kept as a
category and never as an element.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from hoshin.domain.programs import ListingKind, ProgramListing
from scripts.kumamoto import curated, transcription
from scripts.kumamoto.identifiers import SOURCE_OF_DOCUMENT, element_id, lines
from scripts.kumamoto.organisations import organisation_id

SOURCE = SOURCE_OF_DOCUMENT["004_a78a24599bb1860e.txt"]

# Parts that document 004 prints beside a row: the row, and the part's name among its statistics.
PARTS = {
    "V2-15-A": ("V2-15", "柑橘産地担い手確保支援"),
    "V2-15-B": ("V2-15", "就農スタートアップ支援"),
    "V5-06-A": ("V5-06", "脱炭素 太陽光発電設備等（熊本市取組分）"),
}
_RESTATES = {"F2-19": "F2-08"}
_FRAMES = frozenset({"W-00"})

_CATEGORIES_EN = {
    "結婚支援": "Marriage support",
    "子育て環境の整備": "Better conditions for raising children",
    "母子のケア": "Care for mothers and children",
    "教育環境の整備": "Better conditions for education",
    "権利擁護": "Protection of rights",
    "人材確保": "Finding people for work",
    "スタートアップ・商工業": "Start-ups, commerce and industry",
    "戦略的な企業誘致": "Strategic attraction of companies",
    "動植物園": "Zoological and botanical gardens",
    "農水産業の振興": "Farming and fisheries",
    "農と食の魅力創造": "The appeal of farming and food",
    "防災・減災の推進": "Disaster prevention and mitigation",
    "消防・救急の強化": "Stronger fire and ambulance services",
    "防犯推進": "Crime prevention",
    "犯罪被害": "Victims of crime",
    "医療": "Medical care",
    "自立支援・社会参加": "Independence and taking part in society",
    "多文化共生・外国人ニーズ": "Living together across cultures",
    "地域福祉": "Welfare in the community",
    "地下水・環境保全": "Groundwater and the environment",
    "脱炭素化": "Decarbonisation",
    "健康づくり": "Health",
    "地域活動": "Community activities",
    "文化財": "Cultural properties",
    "文化振興": "Culture",
    "渋滞対策・公共交通への転換": "Less congestion, more public transport",
    "結節強化": "Stronger interchanges",
    "道路整備": "Roads",
    "自転車": "Bicycles",
    "住環境": "Housing",
    "市電": "City tram",
    "市民サービスの向上": "Better services for citizens",
    "業務改革": "Reform of the city's work",
}


def said(ja: str, en: str) -> str:
    """A note in both languages."""
    return f"{ja} / {en}"


_INFERRED = said(
    "区分は縦書きの見出しからの推定です。",
    "The category is inferred from a label printed upright.",
)
_NO_CATEGORY = said(
    "区分の見出しがどの行のものか特定できません。",
    "Which upright label belongs to this row is not known.",
)
_WARD = said(
    "区の見出しが離れており、区は消去法によります。",
    "The ward's heading stands apart; the ward is known by elimination.",
)
_PART = said(
    "内訳として印字された部分で、元の行に足しません。",
    "A part printed beside its row and never added to it.",
)
_NOTES = {
    "F2-19": said(
        "事業名はNo.08と1字違いますが、印字のままです。",
        "The name differs from no. 08 by one character and is kept as printed.",
    ),
    "F3-09": said("事業名の印字が失われています。", "The printed name is lost."),
    "F3-N09": said(
        "一部は教育委員会の取組で、重点事項3の計数に含まれません。",
        "Partly work of the Board of Education, which priority 3 does not count.",
    ),
    **dict.fromkeys(("W-08", "W-09", "W-10", "W-11"), _WARD),
    **dict.fromkeys(PARTS, _PART),
}
_INHERITED_LINE = re.compile(r"l\.([0-9-]+)")


def listing_id(prog_id: str) -> str:
    """The id of a listing: ``listing-f2-08`` for the transcription's ``F2-08``."""
    return f"listing-{prog_id.lower()}"


@cache
def program_of() -> dict[str, str]:
    """The real program of each listing, by the transcription's id of the listing."""
    return {
        listing: row["id"]
        for row in curated.read("programs")
        for listing in row["listings"].split(";")
    }


def organisation_of(row: dict[str, str]) -> str | None:
    """The section that a row prints, or else its bureau; None where neither is printed."""
    printed = row["section"] or row["bureau"]
    return organisation_id(printed) if printed else None


def listings() -> tuple[ProgramListing, ...]:
    """The 170 listings of the transcription, each part after its row."""
    order: Counter[str] = Counter()
    found = []
    for row in transcription.read("programs"):
        found.append(_listing(row, order))
        for part, (whole, statistic) in PARTS.items():
            if whole == row["prog_id"]:
                found.append(_part(part, row, statistic, order))
    return tuple(found)


def _listing(row: dict[str, str], order: Counter[str]) -> ProgramListing:
    one, node = row["prog_id"], _node(row)
    order[node] += 1
    # A ward's name is its element, not a category.
    category = row["category_label"] if one.startswith("V") else ""
    restates = _RESTATES.get(one)
    return ProgramListing(
        id=listing_id(one),
        program=program_of()[one],
        element=element_id(node),
        order=order[node],
        number=row["no"],
        name_printed=row["program"],
        organisation=organisation_of(row),
        kind=_kind(row),
        restates=listing_id(restates) if restates else None,
        category=category,
        category_en=_CATEGORIES_EN[category] if category else "",
        source=SOURCE,
        locator=_locator(row),
        note=" ".join(filter(None, (_NOTES.get(one), _category_note(row)))),
    )


def statistic(name: str) -> dict[str, str]:
    """The printed statistic of document 004 with this name."""
    return next(
        row
        for row in transcription.read("context_stats")
        if row["statistic"] == name and row["doc"].startswith("004")
    )


def _part(one: str, row: dict[str, str], name: str, order: Counter[str]) -> ProgramListing:
    node = _node(row)
    order[node] += 1
    return ProgramListing(
        id=listing_id(one),
        program=program_of()[one],
        element=element_id(node),
        order=order[node],
        name_printed=name.removeprefix("脱炭素 "),
        kind=ListingKind.BREAKDOWN,
        source=SOURCE,
        locator=lines(statistic(name)["line"]),
        note=_NOTES[one],
    )


def _kind(row: dict[str, str]) -> ListingKind:
    if row["prog_id"] in _RESTATES:
        return ListingKind.RESTATED
    if row["prog_id"] in _FRAMES:
        return ListingKind.ENVELOPE
    if row["amount_link"] == "none":
        return ListingKind.NAME_ONLY
    return ListingKind.LISTING


def _category_note(row: dict[str, str]) -> str:
    if not row["prog_id"].startswith("V"):
        return ""
    return _INFERRED if row["category_label"] else _NO_CATEGORY


def _locator(row: dict[str, str]) -> str:
    own = row["line"].split(";")
    above = dict.fromkeys(_INHERITED_LINE.findall(row["inherited"]))
    merged = [one for one in above if one not in own]
    return (
        f"{lines(row['line'])}; merged cells: {lines(';'.join(merged))}"
        if merged
        else lines(row["line"])
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def _directions() -> dict[tuple[str, str], str]:
    """The node of each direction of work of priority 2, by the titles of its project and itself."""
    nodes = {row["node_id"]: row for row in transcription.read("structure")}
    return {
        (_plain(nodes[row["parent_id"]]["title"]), _plain(row["title"])): node_id
        for node_id, row in nodes.items()
        if node_id.startswith("4/F2.") and row["parent_id"] != "4/F2"
    }


def _node(row: dict[str, str]) -> str:
    """The node of the transcribed structure under which a row certainly stands."""
    part, _, number = row["prog_id"].partition("-")
    if part == "F1":
        return "4/F1-Ⅰ" if number.startswith("S") else "4/F1-Ⅱ"
    if part == "F2":
        return _directions()[_plain(row["project"]), _plain(row["direction"])]
    if part == "W":
        return f"4/W{row['category_label']}"
    return f"4/{part}"
