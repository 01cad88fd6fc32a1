"""Building the public site: a city judged on a day becomes a folder of static pages.

The folder is made beside the place asked for and put there in one piece, so that a site is never
half-written; an earlier site stays untouched until the new one is whole. The same city, day and
downloads give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from hoshin import __version__
from hoshin.charts.words import Language
from hoshin.domain.city import City
from hoshin.domain.problems import Problem
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame, Stamp
from hoshin.site.page_files import PageFile
from hoshin.site.pages import (
    accessibility,
    budget,
    calendar,
    changes,
    committees,
    context,
    downloads,
    elements,
    indicator_list,
    indicators,
    method,
    organisation_list,
    organisations,
    overview,
    plans,
    problems,
    programs,
    registers,
    schedule,
    sdgs,
    search,
    sources,
    synergies,
)
from hoshin.site.pages.downloads import Download
from hoshin.site.pages.page import Page
from hoshin.site.places import Places
from hoshin.site.release_notes import ReleaseNotes
from hoshin.site.render import Renderer
from hoshin.site.search import Entry, entries
from hoshin.site.search_file import INDEX_PATH, index_file
from hoshin.site.words import Words

MARKER = "hoshin-site.json"
Progress = Callable[[str, int, int], None]
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_EPOCH = (1980, 1, 1, 0, 0, 0)


class SiteInTheWayError(Exception):
    """The place to write to holds ``foreign`` files, which no build of a Hoshin site wrote."""

    def __init__(self, output: str, foreign: tuple[str, ...]) -> None:
        super().__init__(output)
        self.foreign = foreign


class DownloadNameError(ValueError):
    """A download's file name cannot be part of an address."""


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was built: pages in both languages, all files, and their bytes.

    ``changed`` are the paths of files that are new or differ from the earlier site, ``removed``
    those that it had and this one has not; without an earlier site both are empty.
    """

    pages: int
    files: int
    size: int
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def build_site(
    city: City,
    as_of: date,
    problems: Sequence[Problem],
    output: Path,
    downloads: Mapping[str, bytes],
    progress: Progress | None = None,
    release_notes: ReleaseNotes | None = None,
) -> SiteSummary:
    """Judge a city on a day and write its site to ``output``, whole or not at all.

    ``problems`` are those that the checks found; ``downloads`` the files offered, by name.
    ``progress`` is called with what is done, how much of it and of how much.
    ``release_notes`` say what changed since an earlier release and get a page. An earlier Hoshin
    site at ``output`` is replaced; raises SiteInTheWayError when anything else is there, and
    DownloadNameError for a file name that is more than a plain name.
    """
    output = output.absolute()
    refuse_to_overwrite(output)
    for name in downloads:
        if not _FILE_NAME.fullmatch(name):
            raise DownloadNameError(name)
    output.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        summary = _Builder(
            made, city, as_of, problems, downloads, progress, release_notes, output
        ).build()
        made.chmod(0o755)
        _put_in_place(made, output)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return summary


def refuse_to_overwrite(output: Path) -> None:
    """Raise SiteInTheWayError unless there is nothing at the place, or an earlier site."""
    if not output.exists() and not output.is_symlink():
        return
    foreign = _foreign_files(output) if output.is_dir() else (output.name,)
    if foreign:
        raise SiteInTheWayError(str(output), foreign)


def _put_in_place(made: Path, output: Path) -> None:
    if not output.exists():
        os.replace(made, output)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{output.name}-old-", dir=output.parent))
    try:
        os.replace(output, aside / "old")
        try:
            os.replace(made, output)
        except OSError:
            os.replace(aside / "old", output)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def all_pages(
    index: CityIndex,
    places: Places,
    files: tuple[Download, ...],
    archive: Download | None,
    found: tuple[Entry, ...],
) -> Iterator[Page]:
    """Every page of a site, the same ones in each language."""
    yield overview.page(files)
    yield plans.list_page()
    yield indicator_list.page()
    yield programs.list_page()
    yield budget.page()
    yield sdgs.page()
    yield synergies.page()
    yield schedule.page()
    yield registers.page()
    yield organisation_list.page()
    yield committees.page()
    yield calendar.page()
    yield context.page()
    yield problems.page()
    yield method.page()
    yield downloads.page(files, archive)
    yield search.page(found)
    yield accessibility.page()
    if index.release_notes is not None:
        yield changes.page()
    yield from plans.pages(index, places)
    yield from elements.pages(index, places)
    yield from indicators.pages(index, places)
    yield from programs.pages(index, places)
    yield from organisations.pages(index, places)
    yield from sources.pages(index, places)


class _Builder:
    """Writes one site into an empty folder."""

    def __init__(
        self,
        folder: Path,
        city: City,
        as_of: date,
        problems: Sequence[Problem],
        files: Mapping[str, bytes],
        progress: Progress | None,
        release_notes: ReleaseNotes | None,
        earlier: Path,
    ) -> None:
        self._folder = folder
        self._city = city
        self._as_of = as_of
        self._problems = problems
        self._files = files
        self._progress = progress
        self._release_notes = release_notes
        self._made: set[str] = set()
        self._earlier = files_below(earlier)
        self._had_site = bool(self._earlier)
        self._changed: list[str] = []
        self._written: list[str] = []
        self._count = 0
        self._size = 0

    def build(self) -> SiteSummary:
        """Write everything; returns what was written."""
        self._tell("index", 0, 1)
        index = CityIndex(self._city, self._as_of, self._problems, self._release_notes)
        places = Places(index)
        self._tell("index", 1, 1)
        offered, archive = self._write_downloads()
        stamp = Stamp(__version__, self._write_static())
        found = entries(index, places)
        self._write(INDEX_PATH, index_file(found).encode())
        pages = tuple(all_pages(index, places, offered, archive, found))
        renderer = Renderer(stamp)
        total = len(pages) * len(Language)
        done = 0
        for language in Language:
            words = Words(language)
            for page in pages:
                frame = Frame(language, index, places, words, page.address)
                view = page.make(frame)
                text = renderer.page(page.template, frame, view)
                path = addresses.root_of(language) + page.address.path
                self._write(path, text.encode())
                for file in getattr(view, "files", ()):
                    if isinstance(file, PageFile):
                        self._write(f"{path.rpartition('/')[0]}/{file.name}", file.content.encode())
                done += 1
                if done % 50 == 0 or done == total:
                    self._tell("pages", done, total)
        not_found = renderer.not_found(index, {one: Words(one) for one in Language})
        self._write(addresses.NOT_FOUND.path, not_found.encode())
        self._write(MARKER, self._marker(total))
        removed = tuple(sorted(self._earlier))
        return SiteSummary(
            total + 1,
            self._count,
            self._size,
            tuple(self._changed) if self._had_site else (),
            removed,
        )

    def _tell(self, what: str, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(what, done, total)

    def _write(self, path: str, content: bytes) -> None:
        self._make_folder(path.rpartition("/")[0])
        if not self._keep(path, content):
            (self._folder / path).write_bytes(content)
            self._changed.append(path)
        self._written.append(path)
        self._count += 1
        self._size += len(content)

    def _keep(self, path: str, content: bytes) -> bool:
        """Takes a file over from the earlier site where it holds the same bytes.

        The same file then stands in both, with its time of change, so that tools which copy a
        site to a server copy only what differs. Files of a site are never changed in place.
        """
        earlier = self._earlier.pop(path, None)
        if earlier is None or earlier.stat().st_size != len(content):
            return False
        if earlier.read_bytes() != content:
            return False
        try:
            os.link(earlier, self._folder / path)
        except OSError:
            # Not every file system links; then the file is written like a new one.
            (self._folder / path).write_bytes(content)
        return True

    def _make_folder(self, path: str) -> None:
        if path and path not in self._made:
            self._make_folder(path.rpartition("/")[0])
            (self._folder / path).mkdir()
            self._made.add(path)

    def _write_downloads(self) -> tuple[tuple[Download, ...], Download | None]:
        offered = []
        for name, content in sorted(self._files.items()):
            self._write(f"data/{name}", content)
            offered.append(Download(name, len(content)))
        if not self._files:
            return (), None
        name = "all.zip"
        content = archive_of(self._files)
        self._write(f"data/{name}", content)
        return tuple(offered), Download(name, len(content))

    def _write_static(self) -> str:
        """Copies style, script and pictures; returns a short digest of them all."""
        digest = hashlib.sha256()
        for path, content in static_files():
            digest.update(content)
            self._write(f"static/{path}", content)
        return digest.hexdigest()[:10]

    def _marker(self, pages: int) -> bytes:
        about = {
            "site": "hoshin",
            "version": __version__,
            "city": self._city.name,
            "as_of": self._as_of.isoformat(),
            "pages": pages,
            "files": sorted([*self._written, MARKER]),
        }
        return (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()


def _foreign_files(output: Path) -> tuple[str, ...]:
    """The files in a folder that no earlier build wrote there, as its marker says.

    A repository, a domain file or a letter that somebody put beside a site must never be swept
    away with it. Without a marker that can be read, every file is somebody else's.
    """
    try:
        own = set(json.loads((output / MARKER).read_text("utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        own = set()
    there = (one for one in output.rglob("*") if not one.is_dir() or one.is_symlink())
    return tuple(sorted({one.relative_to(output).as_posix() for one in there} - own))


def files_below(site: Path) -> dict[str, Path]:
    """The files of an earlier site by their path in it; nothing when there is none."""
    if not (site / MARKER).is_file():
        return {}
    return {
        one.relative_to(site).as_posix(): one
        for one in site.rglob("*")
        if one.is_file() and not one.is_symlink()
    }


def static_files() -> Iterator[tuple[str, bytes]]:
    """The site's own style, script and pictures: path below ``static/``, content."""

    def below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
        for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if one.is_dir():
                yield from below(one, f"{prefix}{one.name}/")
            else:
                yield f"{prefix}{one.name}", one.read_bytes()

    yield from below(resources.files("hoshin.site").joinpath("static"), "")


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """All files in one zip archive, the same bytes for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
