"""What the wider web asks of a site whose address is known, and nothing of it elsewhere."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

from hoshin.engine.standing import Standing
from hoshin.site.build import build_site
from hoshin.site.sharing import HEIGHT, WIDTH, share_picture
from tests.site.site_sample import AS_OF, BuiltSite, city_of_hostile_names

ADDRESS = "https://plans.example.jp/city"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_the_map_names_every_page_and_shared_links_have_a_picture(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build_site(city_of_hostile_names(), AS_OF, (), folder, {}, address=ADDRESS)
    tree = ET.parse(folder / "sitemap.xml")
    named = {one.text or "" for one in tree.iterfind(".//s:loc", NAMES)}
    pages = {
        one.relative_to(folder).as_posix().removesuffix("index.html")
        for one in folder.rglob("index.html")
        if one.parent.name != "embed"
    }
    assert named == {f"{ADDRESS}/{one}" for one in pages}
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (folder / "robots.txt").read_text()
    page = (folder / "en" / "indicators" / "single" / "index.html").read_text("utf-8")
    assert f'rel="canonical" href="{ADDRESS}/en/indicators/single/"' in page
    assert f'property="og:image" content="{ADDRESS}/share.png"' in page
    assert (folder / "share.png").read_bytes().startswith(b"\x89PNG")


def test_a_site_without_address_names_none(harbour_site: BuiltSite) -> None:
    assert not (harbour_site.folder / "sitemap.xml").exists()
    assert "og:" not in harbour_site.text("index.html")


def test_the_picture_is_whole() -> None:
    png = share_picture([(Standing.REACHED, 3), (Standing.AWAY, 1)])
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    pixels = zlib.decompress(png[start + 4 : start + 4 + length])
    assert len(pixels) == HEIGHT * (WIDTH + 1)
    assert len(png) < 20_000


def test_each_language_has_a_feed(harbour_site: BuiltSite) -> None:
    for path in ("feed.xml", "en/feed.xml"):
        feed = ET.parse(harbour_site.folder / path).getroot()
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
        links = [one.get("href", "") for one in feed.iter("{http://www.w3.org/2005/Atom}link")]
        assert links
        for link in links:
            target = (harbour_site.folder / path).parent / link.partition("#")[0]
            assert target.exists(), link
