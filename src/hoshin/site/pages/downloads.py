"""Downloads: every table as a file, all of them in one archive, and the documents behind them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages.page import Page
from hoshin.site.words import vocabulary

CATALOGUE = "catalogue.jsonld"
PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class Download:
    """A file for download: name and size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file as the page lists it."""

    name: str
    href: str
    what: str
    rows: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A document from which the figures were taken."""

    anchor: str
    number: str
    title: Link
    publisher: Label
    published: Label
    file_name: str
    sha256: str


STABLE = (
    ("table", "data/observations.csv"),
    ("judged", "data/achievements.json"),
    ("schema", "data/datapackage.json"),
    ("figure", "indicators/{id}/figure.json"),
    ("chart", "indicators/{id}/chart.csv"),
    ("embed", "indicators/{id}/embed/"),
    ("plan", "plans/{id}/targets.csv"),
    ("element", "elements/{id}/programs.csv"),
    ("page", "elements/{id}/data.json"),
    ("budget", "budget/budget.csv"),
    ("totals", "budget/totals.csv"),
    ("readings", "sdgs/indicators/readings.csv"),
    ("release", "release.json"),
    ("records", "schedule/schedules.csv"),
    ("register", "registers/agreements.csv"),
    ("matrix", "sdgs/matrix.csv"),
    ("standings", "plans/plans.csv"),
    ("list", "indicators/indicators.csv"),
    ("document", "sources/{id}/taken.csv"),
    ("catalogue", "data/catalogue.jsonld"),
    ("feed", "feed.xml"),
    ("figure_schema", addresses.SCHEMA_OF["figure.json"]),
    ("page_schema", addresses.SCHEMA_OF["data.json"]),
)
"""Addresses that stay, below the site's own: what stands there, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadView:
    """Everything that the page of downloads shows."""

    head: Head
    archive: FileRow | None
    whole: tuple[FileRow, ...]
    files: tuple[FileRow, ...]
    parquet: tuple[FileRow, ...]
    sources: tuple[SourceRow, ...]
    stable: tuple[tuple[str, str], ...]


def page(files: tuple[Download, ...], archive: Download | None) -> Page:
    """The page of downloads."""
    return Page(addresses.DOWNLOADS, "downloads.html", partial(_view, files, archive))


def file_size(size: int) -> str:
    """A file's size as people read it, in decimal units."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size // 1000:,} kB"
    return f"{size // 1_000_000:,}.{size % 1_000_000 // 100_000} MB"


def _key(name: str) -> str:
    """The word for what a file holds: its own, else that of its table."""
    own = f"downloads.file_of.{name.replace('.', '_')}"
    return own if own in vocabulary() else f"tables.table.{name.partition('.')[0]}"


def _is_whole(name: str) -> bool:
    """Whether a file is about the whole city and not one table of it."""
    return _key(name).startswith("downloads.file_of.")


def _file(frame: Frame, one: Download) -> FileRow:
    key = _key(one.name)
    table = key.rpartition(".")[2]
    rows = getattr(frame.index.city, table, None)
    return FileRow(
        name=one.name,
        href=frame.data_href(one.name),
        what=frame.w(key) if key in frame.w else frame.w("downloads.other_file"),
        rows=frame.w.count("downloads.n_rows", len(rows)) if isinstance(rows, tuple) else "",
        # What the catalogue says of the pages' files is known once they are made.
        size="" if one.name == CATALOGUE else file_size(one.size),
    )


def _view(files: tuple[Download, ...], archive: Download | None, frame: Frame) -> DownloadView:
    heading = Label(frame.w("pages.downloads.title"))
    return DownloadView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="downloads",
            crumbs=frame.crumbs(),
            lead=frame.w("pages.downloads.lead"),
        ),
        archive=None if archive is None else _file(frame, archive),
        whole=tuple(_file(frame, one) for one in files if _is_whole(one.name)),
        files=tuple(
            _file(frame, one)
            for one in files
            if not _is_whole(one.name) and not one.name.endswith(PARQUET)
        ),
        parquet=tuple(_file(frame, one) for one in files if one.name.endswith(PARQUET)),
        sources=tuple(
            SourceRow(
                anchor=f"_source.{one.id}",
                number=frame.w("common.document_number", n=frame.index.source_number[one.id]),
                title=Link(frame.label(one.title, one.title_en), frame.href_of("sources", one.id)),
                publisher=frame.publisher(one),
                published=frame.printed(one.published_printed),
                file_name=one.file_name,
                sha256=one.sha256,
            )
            for one in frame.index.sources.values()
        ),
        stable=tuple((where, frame.w(f"figures.address.{what}")) for what, where in STABLE),
    )
