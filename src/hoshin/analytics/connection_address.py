"""Addresses of evidence in databases, read without connecting; passwords stay inside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from hoshin.analytics.engines import RunStoppedError, failed
from hoshin.analytics.refusals import refusal
from hoshin.domain.problems import Problem

# The library that connects to each kind of database.
LIBRARIES = {
    "postgresql": "psycopg",
    "postgres": "psycopg",
    "trino": "trino",
    "clickhouse": "clickhouse_connect",
}
Columns = tuple[tuple[str, str], ...]
"""Names of columns and their types as DuckDB names them."""


@dataclass(frozen=True, slots=True)
class ConnectionAddress:
    """An address of evidence; ``shown`` is what may be printed: neither user nor password."""

    url: str
    scheme: str
    shown: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed, as written and as meant."""
        password = urlsplit(self.url).password
        return () if not password else (password, unquote(password))


def read_address(text: str) -> tuple[ConnectionAddress | None, Problem | None]:
    """Read an address, or say why it is none; nothing is connected to."""
    try:
        parts = urlsplit(text)
        shown = _shown(parts)
    except ValueError:
        return None, _no_address()
    if parts.scheme not in LIBRARIES or not parts.netloc:
        return None, _no_address()
    return ConnectionAddress(text, parts.scheme, shown), None


def without_secrets(address: ConnectionAddress, broken: Exception) -> str:
    """The words of a library without the password."""
    words = " ".join(str(broken).split())
    for secret in address.secrets:
        words = words.replace(secret, "***")
    return words[:300]


def _shown(parts: SplitResult) -> str:
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def _no_address() -> Problem:
    # The address is not repeated: it may hold a password.
    return refusal(
        "connection-no-address",
        (
            "--connection の値は、接続先のアドレスとして読めません。",
            "What stands after --connection is no address of a database.",
        ),
        (
            "postgresql://利用者@ホスト:5432/データベース、trino://…、clickhouse://… のように"
            "書いてください。",
            "Write it like postgresql://user@host:5432/database, trino://… or clickhouse://….",
        ),
    )


def stopped_by(address: ConnectionAddress, engine: str, broken: Exception) -> RunStoppedError:
    """A query that the database refused, in its own words without the password."""
    return RunStoppedError(failed(engine, RuntimeError(without_secrets(address, broken))))


def readable(tables: Iterable[str]) -> Sequence[str]:
    """Names of tables that a definition can write without quotation marks."""
    return sorted(one for one in tables if one.isidentifier() and one == one.lower())
