"""Files for the wider web, made where the site's own address is known: map, robots, picture.

The picture stands beside a link to the site wherever one is shared. It has no letters, since no
font comes with the site: the needle of the compass, and how the targets stand as a bar.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from hoshin.charts.words import Language
from hoshin.engine.standing import Standing
from hoshin.site import addresses
from hoshin.site.addresses import Address

SITEMAP, ROBOTS, PICTURE = "sitemap.xml", "robots.txt", "share.png"
WIDTH, HEIGHT = 1200, 630

_GROUND, _INK, _SOFT = (232, 241, 254), (0, 17, 143), (148, 148, 148)
_COLOURS = {
    Standing.REACHED: (0, 17, 143),
    Standing.TOWARD: (8, 119, 215),
    Standing.UNCHANGED: (148, 148, 148),
    Standing.SHORT: (183, 143, 0),
    Standing.AWAY: (199, 71, 0),
    Standing.NOT_JUDGED: (204, 204, 204),
}
_PALETTE = [_GROUND, _INK, _SOFT, *(_COLOURS[one] for one in Standing)]
_BAR_LEFT, _BAR_RIGHT, _BAR_TOP, _BAR_BOTTOM = 80, 1120, 400, 500
_CENTRE_X, _CENTRE_Y, _RADIUS, _STROKE = 600, 205, 130, 14
_NEEDLE_LONG, _NEEDLE_WIDE = 92, 26


def clean_address(address: str) -> str:
    """The address of a site with one slash at its end."""
    return f"{address.rstrip('/')}/" if address else ""


def sitemap(site: str, pages: Iterable[Address], day: str) -> str:
    """The map of a site: every page in both languages, each naming the other."""
    entries = []
    for page in pages:
        if page.path.endswith(f"/embed/{addresses.INDEX}"):
            continue
        path = page.path.removesuffix(addresses.INDEX)
        both = {one: escape(f"{site}{addresses.root_of(one)}{path}") for one in Language}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{one.value}" href="{both[one]}"/>'
            for one in Language
        )
        entries += [
            f"<url><loc>{both[one]}</loc><lastmod>{day}</lastmod>{others}</url>\n"
            for one in Language
        ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{''.join(entries)}</urlset>\n"
    )


def robots(sites: Iterable[str]) -> str:
    """Everybody may read everything, and the map of each site is here."""
    return "User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {one}{SITEMAP}\n" for one in sites)


def share_picture(counts: Sequence[tuple[Standing, int]]) -> bytes:
    """The picture as PNG; ``counts`` are the standings of the targets, each with its number."""
    rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
    _draw_compass(rows)
    _draw_bar(rows, [(one, number) for one, number in counts if number])
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    palette = bytes(part for colour in _PALETTE for part in colour)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", palette)
        + _chunk(b"IDAT", zlib.compress(raw, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def _draw_compass(rows: list[bytearray]) -> None:
    """A ring, and in it the needle that points north-east, dark ahead and pale behind."""
    outer, inner = _RADIUS**2, (_RADIUS - _STROKE) ** 2
    for y in range(-_RADIUS, _RADIUS + 1):
        for x in range(-_RADIUS, _RADIUS + 1):
            # Along the needle and across it, both times the square root of two.
            along, across = x - y, abs(x + y)
            long, wide = _NEEDLE_LONG * 7 // 5, _NEEDLE_WIDE * 7 // 5
            is_needle = across * long <= wide * (long - abs(along))
            if inner <= x * x + y * y <= outer or (is_needle and along >= 0):
                rows[_CENTRE_Y + y][_CENTRE_X + x] = _PALETTE.index(_INK)
            elif is_needle:
                rows[_CENTRE_Y + y][_CENTRE_X + x] = _PALETTE.index(_SOFT)


def _draw_bar(rows: list[bytearray], counts: Sequence[tuple[Standing, int]]) -> None:
    total = sum(number for _, number in counts)
    passed = 0
    for standing, number in counts:
        left = _BAR_LEFT + (_BAR_RIGHT - _BAR_LEFT) * passed // total
        passed += number
        right = _BAR_LEFT + (_BAR_RIGHT - _BAR_LEFT) * passed // total
        colour = _PALETTE.index(_COLOURS[standing])
        for row in rows[_BAR_TOP:_BAR_BOTTOM]:
            row[left + 2 : right - 2] = bytes([colour]) * max(right - left - 4, 0)
