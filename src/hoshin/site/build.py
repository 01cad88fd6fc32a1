"""Building the public site: a city judged on a day becomes a folder of static pages.

The folder is made beside the place asked for and put there in one piece, so that a site is never
half-written; an earlier site stays untouched until the new one is whole. The same city, day and
downloads give the same bytes, whether pages were made anew or taken over from an earlier site.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hoshin import __version__
from hoshin.charts.words import Language
from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Problem
from hoshin.engine.achievement import Judge
from hoshin.engine.standing import Standing
from hoshin.site import addresses
from hoshin.site.data_schemas import schema_files
from hoshin.site.frame import Frame, Stamp
from hoshin.site.page_catalogue import CATALOGUE_PATH, with_page_files
from hoshin.site.page_making import Recipe, Workshop
from hoshin.site.page_memory import MEMORY, RememberedPage, SiteMemory, memory_file
from hoshin.site.pages.downloads import CATALOGUE, Download
from hoshin.site.pages.parts import own_targets
from hoshin.site.processes import finish_all
from hoshin.site.release_files import PRINTED_DAY, RELEASE, printed_day, release_file
from hoshin.site.release_notes import ReleaseNotes
from hoshin.site.search_file import INDEX_PATH
from hoshin.site.sharing import (
    PICTURE,
    ROBOTS,
    SITEMAP,
    clean_address,
    robots,
    share_picture,
    sitemap,
)
from hoshin.site.site_folder import SiteFolder, WrittenFile
from hoshin.site.site_inputs import SiteInputs
from hoshin.site.static_files import static_files
from hoshin.site.unchanged import files_if_unchanged

MARKER = "hoshin-site.json"
Progress = Callable[[str, int, int], None]
_EPOCH = (1980, 1, 1, 0, 0, 0)


class SiteInTheWayError(Exception):
    """The place to write to holds ``foreign`` files, which no build of a Hoshin site wrote."""

    def __init__(self, output: str, foreign: tuple[str, ...]) -> None:
        super().__init__(output)
        self.foreign = foreign


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was built: pages in both languages, all files, and their bytes.

    ``made`` counts the pages that were made anew and not taken over from the earlier site.
    ``changed`` are the paths of files that are new or differ from the earlier site, ``removed``
    those that it had and this one has not; without an earlier site both are empty.
    """

    pages: int
    files: int
    size: int
    made: int
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
    processes: int | None = None,
    address: str = "",
    forecasts: Sequence[Forecast] | None = None,
    earlier: Path | None = None,
    judge: Judge | None = None,
) -> SiteSummary:
    """Judge a city on a day and write its site to ``output``, whole or not at all.

    ``problems`` are those that the checks found; ``downloads`` the files offered, by name.
    ``progress`` is called with what is done, how much of it and of how much.
    ``release_notes`` say what changed since an earlier release and get a page. ``processes`` is
    how many make pages at once, as many as fit the machine and the site when not given. ``address``
    is where the site will stand on the web; with it come a site map and what links to it show.
    ``forecasts`` are shown as estimates on the pages of indicators, where the release has any.
    ``earlier`` is a site that stands elsewhere, from which pages are taken over that come out the
    same. ``judge`` is the one of this city and day, where there is one already. An earlier Hoshin
    site at ``output`` is replaced; raises SiteInTheWayError when anything
    else is there, and DownloadNameError for a file name that is more than a plain name.
    """
    output = output.absolute()
    refuse_to_overwrite(output)
    inputs = SiteInputs(
        city=city,
        as_of=as_of,
        problems=tuple(problems),
        downloads=downloads,
        release_notes=release_notes,
        address=clean_address(address),
        forecasts=tuple(forecasts or ()),
        judge=judge,
    )
    as_it_stands = unchanged(output, inputs)
    if as_it_stands is not None:
        return as_it_stands
    with put_in_place(output) as made:
        return write_site(made, earlier or output, inputs, progress, processes)[0]


def unchanged(output: Path, inputs: SiteInputs) -> SiteSummary | None:
    """What stands at ``output``, where it is what a build from these inputs would make."""
    files = files_if_unchanged(output, inputs.digest, files_below(output), MARKER)
    if files is None:
        return None
    size = sum((output / one).stat().st_size for one in files)
    return SiteSummary(sum(map(_is_page, files)), len(files), size, made=0)


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def write_site(
    folder: Path,
    earlier: Path,
    inputs: SiteInputs,
    progress: Progress | None = None,
    processes: int | None = None,
) -> tuple[SiteSummary, Workshop]:
    """Write a site into an empty folder, with the workshop it came from.

    ``earlier`` is where the site before it stands, if there is one; it is only read.
    """
    return _Builder(folder, inputs, progress, earlier, processes).build()


@contextmanager
def put_in_place(output: Path) -> Iterator[Path]:
    """An empty folder that takes the place of ``output`` when all goes well, and else goes."""
    output.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        yield made
        made.chmod(0o755)
        _replace(made, output)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def refuse_to_overwrite(output: Path) -> None:
    """Raise SiteInTheWayError unless there is nothing at the place, or an earlier site."""
    if not output.exists() and not output.is_symlink():
        return
    foreign = _foreign_files(output) if output.is_dir() else (output.name,)
    if foreign:
        raise SiteInTheWayError(str(output), foreign)


def _replace(made: Path, output: Path) -> None:
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


def summary_of(written: Sequence[WrittenFile], earlier: Path, pages: int, made: int) -> SiteSummary:
    """What was written, compared with the site that stood there before."""
    before = files_below(earlier)
    return SiteSummary(
        pages=pages,
        files=len(written),
        size=sum(one.size for one in written),
        made=made,
        changed=tuple(one.path for one in written if one.changed) if before else (),
        removed=tuple(sorted(before - {one.path for one in written})),
    )


class _Builder:
    """Writes one site into an empty folder."""

    def __init__(
        self,
        folder: Path,
        inputs: SiteInputs,
        progress: Progress | None,
        earlier: Path,
        processes: int | None,
    ) -> None:
        self._site = SiteFolder(folder, earlier)
        self._folder = folder
        self._inputs = inputs
        self._progress = progress
        self._earlier = earlier
        self._processes = processes
        self._written: list[WrittenFile] = []

    def build(self) -> tuple[SiteSummary, Workshop]:
        """Write everything; returns what was written, and the workshop."""
        self._tell("index", 0, 1)
        inputs = self._inputs
        offered, archive = self._write_downloads()
        workshop = Workshop(
            Recipe(
                city=inputs.city,
                as_of=inputs.as_of,
                problems=inputs.problems,
                release_notes=inputs.release_notes,
                forecasts=inputs.forecasts,
                judge=inputs.judge,
                offered=offered,
                archive=archive,
                stamp=Stamp(__version__, self._write_static(), inputs.address, inputs.among_cities),
                folder=self._folder,
                earlier=self._earlier,
            ),
            inputs.digests,
        )
        self._tell("index", 1, 1)
        self._write(INDEX_PATH, workshop.search_index().encode())
        made, memory = self._write_pages(workshop)
        if CATALOGUE in inputs.downloads:
            self._write_catalogue(inputs.downloads[CATALOGUE], workshop)
        self._write(addresses.NOT_FOUND.path, workshop.not_found().encode())
        self._write(RELEASE, release_file(inputs.city, inputs.as_of))
        self._write(PRINTED_DAY, printed_day(inputs.as_of))
        if inputs.address:
            self._write_for_the_web(workshop)
        self._write(MEMORY, memory_file(self._memory(memory)))
        pages = sum(map(workshop.pages_at, range(len(workshop.pages))))
        self._write(MARKER, self._marker(pages))
        return summary_of(self._written, self._earlier, pages + 1, made), workshop

    def _write_catalogue(self, catalogue: bytes, workshop: Workshop) -> None:
        self._write(CATALOGUE_PATH, with_page_files(catalogue, workshop.found, self._written))

    def _write_for_the_web(self, workshop: Workshop) -> None:
        """What search engines and shared links ask for, which must name full addresses."""
        index = workshop.index
        pages = (one.address for one in workshop.pages)
        inputs = self._inputs
        day = inputs.as_of.isoformat()
        self._write(SITEMAP, sitemap(inputs.address, pages, day).encode())
        if not inputs.among_cities:
            # Web servers answer for one such file, at their root: the comparison has it.
            self._write(ROBOTS, robots([inputs.address]).encode())
        words = workshop.words[Language.JA]
        frame = Frame(Language.JA, index, workshop.places, words, addresses.OVERVIEW)
        own = own_targets(frame, index.targets.values())
        found = Counter(index.judged[one.id].standing for one in own)
        self._write(PICTURE, share_picture([(one, found[one]) for one in Standing]))

    def _tell(self, what: str, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(what, done, total)

    def _write(self, path: str, content: bytes) -> None:
        self._written.append(self._site.write(path, content))

    def _write_pages(self, workshop: Workshop) -> tuple[int, dict[str, RememberedPage]]:
        """Take over the pages that would come out the same, make the others.

        Returns how many were made, and what to remember of all.
        """
        memory: dict[str, RememberedPage] = {}
        files: dict[int, tuple[WrittenFile, ...]] = {}
        total = sum(map(workshop.pages_at, range(len(workshop.pages))))
        done = made = 0
        self._tell("pages", done, total)
        for page in finish_all(workshop, self._processes):
            path = workshop.pages[page.position].address.path
            remembered = workshop.memory[path] if page.taken_over else page.remembered
            if remembered is not None:
                memory[path] = remembered
            files[page.position] = page.files
            done += workshop.pages_at(page.position)
            made += 0 if page.taken_over else workshop.pages_at(page.position)
            self._tell("pages", done, total)
        self._written.extend(file for position in sorted(files) for file in files[position])
        return made, memory

    def _memory(self, pages: dict[str, RememberedPage]) -> SiteMemory:
        of_pages = {path for one in pages.values() for path in one.files}
        others = {one.path: one.digest for one in self._written if one.path not in of_pages}
        return SiteMemory(self._inputs.digest, pages, others)

    def _write_downloads(self) -> tuple[tuple[Download, ...], Download | None]:
        offered = []
        files = self._inputs.downloads
        for name, content in sorted(files.items()):
            # The catalogue names the files of the pages too: it is written after them.
            if name != CATALOGUE:
                self._write(f"data/{name}", content)
            offered.append(Download(name, len(content)))
        if not files:
            return (), None
        name = "all.zip"
        content = archive_of(files)
        self._write(f"data/{name}", content)
        return tuple(offered), Download(name, len(content))

    def _write_static(self) -> str:
        """Writes what is the same for every city; returns a short digest of what pages ask for."""
        digest = hashlib.sha256()
        for path, content in static_files():
            digest.update(content)
            self._write(f"static/{path}", content)
        for path, content in schema_files():
            self._write(path, content)
        return digest.hexdigest()[:10]

    def _marker(self, pages: int) -> bytes:
        inputs = self._inputs
        about = {"city": inputs.city.name, "as_of": inputs.as_of.isoformat(), "pages": pages}
        return marker(about, self._written)


def marker(about: Mapping[str, object], written: Sequence[WrittenFile]) -> bytes:
    """The file that says that a folder is a site, what is in it, and which files are its own."""
    text = {
        "site": "hoshin",
        "version": __version__,
        **about,
        "files": sorted([*(one.path for one in written), MARKER]),
    }
    return (json.dumps(text, ensure_ascii=False, indent=2) + "\n").encode()


def _foreign_files(output: Path) -> tuple[str, ...]:
    """The files in a folder that no earlier build wrote there, as its marker says.

    A repository, a domain file or a letter that somebody put beside a site must never be swept
    away with it. Without a marker that can be read, every file is somebody else's.
    """
    try:
        own = set(json.loads((output / MARKER).read_text("utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        own = set()
    return tuple(sorted(_paths_below(output) - own))


def files_below(site: Path) -> set[str]:
    """The paths of an earlier site's files in it; nothing when there is none."""
    return _paths_below(site) if (site / MARKER).is_file() else set()


def _paths_below(folder: Path) -> set[str]:
    """The paths in a folder of everything that is no folder; links are not followed."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(folder / prefix) as entries:
                for one in entries:
                    if one.is_dir(follow_symlinks=False):
                        waiting.append(f"{prefix}{one.name}/")
                    else:
                        found.add(f"{prefix}{one.name}")
        except OSError:
            # A folder that cannot be read has no page that could be taken over.
            continue
    return found


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
