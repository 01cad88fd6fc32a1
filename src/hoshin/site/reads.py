"""Reads: what of a judged city a page looked at, so that a later build knows whether to make it.

A page gets the index and the places of a city in a watched form, which answers like the real one
and notes each question. Asked again of another index, the same questions with the same answers
make the same page: nothing else reaches it. A question is written as a text:

* ``index.problems``: the whole of an attribute;
* ``index.judged[t1]``: one entry of a mapping, or that there is none;
* ``places.of('plans|'p1)``: the answer of a method. An argument is a text, a record
  (``*targets:t1``), a day (``@2025-06-01``), a number (``#2``) or nothing (``-``).
"""

from __future__ import annotations

import hashlib
import io
import pickle
import re
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from types import MethodType, NoneType
from typing import Any, get_args, get_type_hints

from hoshin.charts.judged_city import JudgedCity
from hoshin.domain.city import City
from hoshin.domain.rows import Row
from hoshin.engine.achievement import Achievement
from hoshin.engine.series import Point, Series
from hoshin.site.addresses import Address
from hoshin.site.citations import Citations
from hoshin.site.city_index import CityIndex
from hoshin.site.places import Places

_OPENED = (CityIndex, Places, Citations, City, JudgedCity, Series)
"""What is watched part by part; everything else is looked at as a whole."""

_FOLLOWS_FROM: dict[str, Callable[..., str]] = {
    "explanation": lambda path, target: f"{path}.judged[{target.id}]",
}
"""Methods whose answer follows from that of a simpler question and from their arguments."""

_FROM_ARGUMENTS = frozenset({"value_of"})
"""Methods whose answer follows from their arguments alone."""


class UnknownArgumentError(TypeError):
    """A method was asked with something that cannot be written down and found again."""


class Reads:
    """The questions that one page asked.

    ``complete`` is false once a question could not be written down: such a page is always made.
    """

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.answers: dict[str, Any] = {}
        self.complete = True

    def watched(self, path: str, real: Any) -> Any:
        """The object in its watched form."""
        return _Watched(self, path, real)


class _Watched:
    """Answers like the object it stands for, and notes what was asked."""

    def __init__(self, reads: Reads, path: str, real: Any) -> None:
        self._reads = reads
        self._path = path
        self._real = real

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._real, name)
        if name.startswith("__"):
            # The language's own attributes, such as a dataclass's fields: program, not city.
            return value
        path = f"{self._path}.{name}"
        if isinstance(value, _OPENED):
            value = _Watched(self._reads, path, value)
        elif isinstance(value, dict):
            value = _WatchedMapping(self._reads, path, value)
        elif not isinstance(value, MethodType):
            self._reads.found.add(path)
        elif name not in _FROM_ARGUMENTS:
            value = partial(self._ask, name, value)
        # Asked a second time, the attribute stands here and was already noted.
        setattr(self, name, value)
        return value

    def _ask(self, name: str, method: Callable[..., Any], *arguments: object) -> Any:
        reads = self._reads
        try:
            if name in _FOLLOWS_FROM:
                reads.found.add(_FOLLOWS_FROM[name](self._path, *arguments))
                return method(*arguments)
            read = f"{self._path}.{name}({_written(arguments)})"
        except UnknownArgumentError:
            reads.complete = False
            return method(*arguments)
        # A page asks many things twice, once in each language.
        if read not in reads.answers:
            reads.found.add(read)
            reads.answers[read] = method(*arguments)
        return reads.answers[read]


class _WatchedMapping(Mapping[str, Any]):
    """A mapping that notes which entries were looked up, or that all were."""

    def __init__(self, reads: Reads, path: str, real: dict[str, Any]) -> None:
        self._note = reads.found.add
        self._path = path
        self._real = real

    def __getitem__(self, key: str) -> Any:
        self._note(f"{self._path}[{key}]")
        return self._real[key]

    def get(self, key: str | None, default: Any = None) -> Any:
        if key is None:
            return default
        self._note(f"{self._path}[{key}]")
        return self._real.get(key, default)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self._note(f"{self._path}[{key}]")
        return key in self._real

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def keys(self) -> KeysView[str]:
        return self._whole().keys()

    def values(self) -> ValuesView[Any]:
        return self._whole().values()

    def items(self) -> ItemsView[str, Any]:
        return self._whole().items()

    def _whole(self) -> dict[str, Any]:
        self._note(self._path)
        return self._real


def _written(arguments: tuple[object, ...]) -> str:
    """Arguments as a text from which they can be found again."""
    return "|".join([_one_written(one) for one in arguments])


def _one_written(argument: object) -> str:
    if isinstance(argument, str):
        if "|" in argument:
            raise UnknownArgumentError(argument)
        return f"'{argument}"
    if isinstance(argument, Row):
        return f"*{_tables()[type(argument)]}:{argument.id}"
    if argument is None:
        return "-"
    if isinstance(argument, date):
        return f"@{argument.isoformat()}"
    if type(argument) is int:
        return f"#{argument}"
    raise UnknownArgumentError(type(argument).__name__)


@cache
def _tables() -> dict[type, str]:
    """The table of each kind of record."""
    return {
        get_args(kind)[0]: name
        for name, kind in get_type_hints(City).items()
        if len(get_args(kind)) == 2 and get_args(kind)[1] is Ellipsis
    }


class Answers:
    """Digests of the answers that one judged city gives, each worked out once."""

    def __init__(self, index: CityIndex, places: Places, digests: Digests) -> None:
        self._roots: dict[str, Any] = {"index": index, "places": places}
        self._rows: dict[str, dict[str, Row]] = {}
        self._opened: dict[str, Any] = {}
        self._known: dict[str, bytes] = {}
        self._digests = digests

    def digest(self, read: str) -> bytes:
        """The digest of the answer; empty when the question no longer has one."""
        if read not in self._known:
            try:
                self._known[read] = self._digests.of(self._answer(read))
            except (AttributeError, KeyError):
                self._known[read] = b""
        return self._known[read]

    def _answer(self, read: str) -> object:
        path, bracket, rest = _PARTS.fullmatch(read).groups()  # type: ignore[union-attr]
        value = self._value_of(path)
        if bracket == "[":
            return value[rest] if rest in value else _NO_ENTRY
        if bracket == "(":
            return value(*map(self._found, rest.split("|") if rest else ()))
        return value

    def _value_of(self, path: str) -> Any:
        """What stands at a path: thousands of questions begin at each."""
        if path not in self._opened:
            root, _, attributes = path.partition(".")
            self._opened[path] = attrgetter(attributes)(self._roots[root])
        return self._opened[path]

    def _found(self, written: str) -> object:
        mark, text = written[:1], written[1:]
        if mark == "*":
            table, _, row_id = text.partition(":")
            return self._table(table)[row_id]
        if mark == "@":
            return date.fromisoformat(text)
        if mark == "#":
            return int(text)
        return text if mark == "'" else None

    def _table(self, name: str) -> dict[str, Row]:
        if name not in self._rows:
            rows = getattr(self._roots["index"].city, name)
            self._rows[name] = {row.id: row for row in rows}
        return self._rows[name]


_PARTS = re.compile(r"([A-Za-z0-9_.]+)(?:([\[(])(.*)[\])])?", re.DOTALL | re.ASCII)
_NO_ENTRY = "no entry"
_PLAIN = frozenset({Address, str, NoneType})
_RECORDS = (Row, Achievement, Point)


@cache
def _is_record(kind: type) -> bool:
    return issubclass(kind, _RECORDS)


class Digests:
    """Digests of values: two that differ never share one; two that are equal may not, rarely.

    Records, points and judgements stand in many answers: each is worked through once.
    """

    def __init__(self) -> None:
        # The records themselves are held, so that no other object can take over their identity.
        self._known: dict[int, tuple[object, bytes]] = {}
        self._values_of: dict[type, attrgetter[Any]] = {}
        self._ways = _WaysToWrite(self)

    def of(self, value: object) -> bytes:
        """The digest of anything that can be pickled; raises what pickling raises."""
        # The answers to most questions: no pickle begins like what is written of these.
        kind: type = type(value)
        if _is_record(kind):
            return self.of_record(value)
        if kind in _PLAIN:
            return _digest(repr(value).encode())
        if type(value) is tuple and value and all(map(_is_record, map(type, value))):
            return _digest(b"".join([b"records", *map(self.of_record, value)]))
        return self._of_pickle(value)

    def of_record(self, record: object) -> bytes:
        """The digest of a record, from its fields."""
        known = self._known.get(id(record))
        if known is None:
            kind = type(record)
            values = self.fields_of(kind)(record)
            known = self._known[id(record)] = (record, self._of_pickle((kind.__name__, values)))
        return known[1]

    def fields_of(self, kind: Any) -> attrgetter[Any]:
        """What takes the values of its fields from a record of this kind."""
        if kind not in self._values_of:
            self._values_of[kind] = attrgetter(*(one.name for one in fields(kind)))
        return self._values_of[kind]

    def _of_pickle(self, value: object) -> bytes:
        stream = io.BytesIO()
        pickler = pickle.Pickler(stream, protocol=5)
        pickler.dispatch_table = self._ways
        pickler.dump(value)
        return _digest(stream.getbuffer())


def _digest(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


class _WaysToWrite(dict[type, Callable[[Any], tuple[Any, ...]]]):
    """How values of each kind are written for a digest: only that is ever looked at.

    Records become their digests. Codes, numbers and what has fields are written plainly, with the
    name of their kind, which is quicker than what a pickle needs to read them back.
    """

    def __init__(self, digests: Digests) -> None:
        super().__init__()
        self._digests = digests

    def __missing__(self, kind: type) -> Callable[[Any], tuple[Any, ...]]:
        if _is_record(kind):
            self[kind] = lambda value: (bytes, (self._digests.of_record(value),))
        elif issubclass(kind, Enum):
            self[kind] = lambda value: (str, (f"{kind.__name__}.{value.name}",))
        elif kind in (Decimal, date):
            self[kind] = lambda value: (str, (f"{kind.__name__} {value}",))
        elif is_dataclass(kind):
            values = self._digests.fields_of(kind)
            self[kind] = lambda value: (tuple, ((kind.__name__, values(value)),))
        else:
            raise KeyError(kind)
        return self[kind]
