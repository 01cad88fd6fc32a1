"""What an Open SDG data repository holds: series with their rows, and metadata."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Any

from hoshin.domain.periods import Period, PeriodKind
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.importers.document import digest
from hoshin.importers.readers import refusals
from hoshin.importers.readers.encodings import decode
from hoshin.importers.readers.refusals import problem

YEAR, VALUE, UNITS, SERIES = "Year", "Value", "Units", "Series"
_MULTIPLIERS = ("Unit multiplier", "UNIT_MULT")
_DATA = re.compile(r"(?:indicator_)?(\d{1,2}(?:-[0-9A-Za-z]+)+)\.csv")
_META = re.compile(r"(\d{1,2}(?:-[0-9A-Za-z]+)+)\.(?:md|ya?ml)")
_META_FOLDERS = ("meta", "indicator-config")
_KEY = re.compile(r"[\w-]+\.[\w.-]+")
_FRONT = re.compile(r"\A\s*---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_LANGUAGES = ("ja", "en")
_MOST_FILES = 5_000
_MOST_BYTES = 20_000_000
_MOST_META_BYTES = 1_000_000
_MOST_ROWS = 1_000_000
_MOST_PROBLEMS_OF_A_FILE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a data file: its line, year, value (None where blank) and disaggregation."""

    line: int
    period: Period
    value: Decimal | None
    printed: str
    breakdown: str


@dataclass(slots=True)
class Series:
    """The rows of one file with one ``Series`` and one ``Units``; those may be empty."""

    indicator: str
    file: str
    sha256: str
    series: str
    unit: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository as read: its name, the digest over all its files, its series and metadata.

    ``texts`` are the translations: language → key (``global_indicators.1-1-1-title``) → text.
    """

    name: str
    sha256: str
    series: tuple[Series, ...] = ()
    metadata: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def text(self, indicator: str, *keys: str) -> tuple[str, str]:
        """The first of these metadata fields that is a text, in Japanese and in English.

        A key of a translation that the repository does not hold is no text.
        """
        fields = self.metadata.get(indicator, {})
        for key in keys:
            value = fields.get(key)
            if not isinstance(value, str) or not value.strip():
                continue
            found = {one: self.texts.get(one, {}).get(value, "") for one in _LANGUAGES}
            if any(found.values()):
                return found["ja"] or found["en"], found["en"]
            if _KEY.fullmatch(value.strip()) is None:
                return value.strip(), ""
        return "", ""


def is_repository(folder: Path) -> bool:
    """Whether a folder looks like an Open SDG data repository."""
    return any(_data_files(folder))


def _data_files(folder: Path) -> Iterator[tuple[Path, str]]:
    data = folder / "data"
    if not data.is_dir():
        return
    for path in sorted(data.rglob("*.csv")):
        named = _DATA.fullmatch(path.name)
        # A link may lead out of the repository.
        if named is not None and path.is_file() and not path.is_symlink():
            yield path, named[1].lower()


def read_repository(folder: Path) -> Repository:
    """Read every data file and its metadata; what is wrong with one is a problem naming it."""
    problems: list[Problem] = []
    digests: list[str] = []
    series: list[Series] = []
    rows = 0
    seen: set[str] = set()
    for count, (path, indicator) in enumerate(_data_files(folder)):
        name = path.relative_to(folder).as_posix()
        content = _bytes(path, name, _MOST_BYTES, problems)
        if content is None:
            continue
        if count >= _MOST_FILES or rows >= _MOST_ROWS:
            problems.append(_too_much(folder.name))
            break
        digests.append(f"{name} {digest(content)}")
        found = _series(content, name, indicator, problems)
        rows += sum(len(one.rows) for one in found)
        series.extend(found)
        seen.add(indicator)
    metadata = dict(_metadata(folder, digests, problems))
    texts = {language: _translations(folder, language, problems) for language in _LANGUAGES}
    whole = hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()
    return Repository(
        name=folder.resolve().name,
        sha256=whole,
        series=tuple(series),
        metadata=metadata,
        texts=texts,
        problems=tuple(problems),
    )


def _bytes(path: Path, name: str, most: int, problems: list[Problem]) -> bytes | None:
    try:
        size = path.stat().st_size
        if size > most:
            problems.append(refusals.too_large(name, size, most))
            return None
        return path.read_bytes()
    except OSError as wrong:
        problems.append(refusals.missing(name, wrong.strerror or type(wrong).__name__))
        return None


# --- data ---------------------------------------------------------------------------------------


def _series(content: bytes, name: str, indicator: str, problems: list[Problem]) -> list[Series]:
    decoded = decode(content, name)
    if decoded is None:
        problems.append(refusals.unknown_kind(name))
        return []
    problems.extend(decoded.problems)
    reader = csv.reader(StringIO(decoded.text.replace("\0", "")))
    try:
        heads = [one.strip() for one in next(reader, [])]
        if YEAR not in heads or VALUE not in heads or len(set(heads)) < len(heads):
            problems.append(_heads_wrong(name))
            return []
        sha256 = digest(content)
        found: dict[tuple[str, str], Series] = {}
        wrong: list[int] = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            fields = dict(zip(heads, (cell.strip() for cell in cells), strict=False))
            row = _row(reader.line_num, fields)
            if row is None:
                wrong.append(reader.line_num)
                continue
            key = (fields.get(SERIES, ""), fields.get(UNITS, ""))
            one = found.setdefault(key, Series(indicator, name, sha256, *key))
            one.rows.append(row)
    except csv.Error:
        problems.append(refusals.damaged(name))
        return []
    for line in wrong[:_MOST_PROBLEMS_OF_A_FILE]:
        problems.append(_row_wrong(name, line, len(wrong)))
    return list(found.values())


def _row(line: int, fields: Mapping[str, str]) -> Row | None:
    """A row whose year and value are understood; None for any other."""
    year, printed = fields.get(YEAR, ""), fields.get(VALUE, "")
    if re.fullmatch(r"(?:18|19|20|21)\d\d(?:\.0)?", year) is None:
        return None
    if any(fields.get(one, "") not in ("", "0", "UNITS", "Units") for one in _MULTIPLIERS):
        return None
    value: Decimal | None = None
    if printed:
        try:
            value = Decimal(printed)
        except InvalidOperation:
            return None
        if not value.is_finite() or len(printed) > 40:
            return None
    breakdown = "; ".join(
        f"{head}: {text}"
        for head, text in fields.items()
        if text and head not in (YEAR, VALUE, UNITS, SERIES, *_MULTIPLIERS)
    )
    period = Period(PeriodKind.YEAR_KIND_UNKNOWN, int(year[:4]))
    return Row(line, period, value, printed, breakdown)


# --- metadata -----------------------------------------------------------------------------------


def _metadata(
    folder: Path, digests: list[str], problems: list[Problem]
) -> Iterator[tuple[str, dict[str, Any]]]:
    found: dict[str, dict[str, Any]] = {}
    for place in _META_FOLDERS:
        for path in sorted((folder / place).rglob("*")) if (folder / place).is_dir() else ():
            named = _META.fullmatch(path.name)
            if named is None or path.is_symlink() or not path.is_file():
                continue
            name = path.relative_to(folder).as_posix()
            content = _bytes(path, name, _MOST_META_BYTES, problems)
            if content is None:
                continue
            digests.append(f"{name} {digest(content)}")
            text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
            if path.suffix == ".md":
                front = _FRONT.match(text)
                text = front[1] if front is not None else ""
            fields = _yaml(text, name, problems)
            if fields is not None:
                # A language's own folder adds to the common one; the configuration wins.
                found.setdefault(named[1].lower(), {}).update(fields)
    yield from found.items()


def _translations(folder: Path, language: str, problems: list[Problem]) -> dict[str, str]:
    texts: dict[str, str] = {}
    place = folder / "translations" / language
    for path in sorted(place.glob("*.y*ml")) if place.is_dir() else ():
        if path.is_symlink():
            continue
        name = path.relative_to(folder).as_posix()
        content = _bytes(path, name, _MOST_META_BYTES, problems)
        fields = None
        if content is not None:
            fields = _yaml(content.decode("utf-8-sig", errors="replace"), name, problems)
        for key, text in _flat(fields or {}, path.stem):
            texts[key] = text
    return texts


def _flat(fields: Mapping[str, Any], prefix: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in fields.items():
        if isinstance(value, str):
            yield f"{prefix}.{key}", value.strip()
        elif isinstance(value, dict) and depth < 4:
            yield from _flat(value, f"{prefix}.{key}", depth + 1)


def _yaml(text: str, name: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The fields of a YAML text, with no object made from it; None and a problem where it is none.

    Needs PyYAML (the ``documents`` extra).
    """
    try:
        import yaml
    except ImportError:
        problems.append(refusals.library_missing(name, "YAML", "YAML", "pyyaml"))
        return None
    try:
        # Every scalar as its text: 1.10 is a target's number and no number, no is a word.
        loaded = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        problems.append(_yaml_wrong(name, mark.line + 1 if mark is not None else None))
        return None
    if loaded is None or loaded == "":
        return {}
    if not isinstance(loaded, dict):
        problems.append(_yaml_wrong(name, 1))
        return None
    return {str(key): value for key, value in loaded.items()}


# --- what is said -------------------------------------------------------------------------------


def _heads_wrong(name: str) -> Problem:
    return problem(
        "open-sdg-heads",
        name,
        (
            "見出しに Year と Value がないか、同じ見出しが二つあります。",
            "The heads lack Year or Value, or one of them stands twice.",
        ),
        ("一行目を Year, …, Value の形にしてください。", "Make the first line Year, …, Value."),
        level=ProblemLevel.WARNING,
        line=1,
    )


def _row_wrong(name: str, line: int, count: int) -> Problem:
    return problem(
        "open-sdg-row",
        name,
        (
            f"年か値が読めない行です(このファイルに{count}行)。",
            f"The year or the value of this row is not understood ({count} such rows).",
        ),
        (
            "Year は西暦4桁、Value は数字だけで、単位の倍率は書かずに直してください。",
            "Year has four digits, Value digits only, and no multiplier stands beside it.",
        ),
        level=ProblemLevel.WARNING,
        line=line,
    )


def _yaml_wrong(name: str, line: int | None) -> Problem:
    return problem(
        "open-sdg-yaml",
        name,
        ("YAMLとして読めません。", "This is not YAML with keys and values."),
        ("字下げと引用符を確かめてください。", "Look at its indents and quotation marks."),
        level=ProblemLevel.WARNING,
        line=line,
    )


def _too_much(name: str) -> Problem:
    return problem(
        "open-sdg-too-much",
        name,
        (
            f"ファイルか行が多すぎるため、途中まで読みました({_MOST_FILES}ファイル、"
            f"{_MOST_ROWS}行まで)。",
            f"There are too many files or rows; reading stopped ({_MOST_FILES} files, "
            f"{_MOST_ROWS} rows at most).",
        ),
        ("フォルダを分けて読み込んでください。", "Import it in several folders."),
        level=ProblemLevel.WARNING,
    )
