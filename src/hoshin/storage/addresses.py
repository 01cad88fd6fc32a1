"""Addresses of a database and of a mail server, read from one line of the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Readers go on while somebody writes; a writer waits for the other up to the timeout, and takes its
# lock at the start, so that two that read and then write cannot block each other.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database_of(address: str, sqlite_file: Path) -> dict[str, Any]:
    """Django's description of a database; an empty address is the SQLite file.

    Takes ``postgresql://user:password@host:port/name`` and ``sqlite:///path``. Raises
    ImproperlyConfigured, saying what to write, for anything else.
    """
    parts = urlsplit(address)
    if not address or parts.scheme == "sqlite":
        path = Path(unquote(parts.path.removeprefix("/"))) if address else sqlite_file
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(_SQLITE)}
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "HOSHIN_DATABASE は postgresql://利用者:パスワード@ホスト:5432/データベース名 か "
            "sqlite:///ファイル の形で書いてください。 / Write HOSHIN_DATABASE as "
            "postgresql://user:password@host:5432/name or sqlite:///file."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(_port(parts) or ""),
        # A connection that the server has dropped is noticed before it is used again.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ImproperlyConfigured(
            "アドレスのポートが番号ではありません。 / The port of the address is no number."
        ) from None


def mail_of(address: str) -> dict[str, Any]:
    """Django's mail settings; without an address, mail is printed on the console."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": _port(parts) or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }


def oidc_of(address: str, name: str) -> dict[str, Any] | None:
    """The identity provider as allauth takes it; None where no address is given.

    Takes ``https://client:secret@host/path``, whose path is that of the issuer. Raises
    ImproperlyConfigured for another form, and for plain http to anything but this machine.
    """
    if not address:
        return None
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    )
    if not is_safe or not parts.hostname or not parts.username:
        raise ImproperlyConfigured(
            "HOSHIN_OIDC は https://クライアントID:秘密@ホスト/発行者の道 の形で書いてください。 / "
            "Write HOSHIN_OIDC as https://client:secret@host/path-of-the-issuer."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = _port(parts)
    origin = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    return {
        "provider_id": "city",
        "name": name,
        "client_id": unquote(parts.username),
        "secret": unquote(parts.password or ""),
        "settings": {
            "server_url": origin + parts.path.rstrip("/"),
            "origin": origin,
            "oauth_pkce_enabled": True,
        },
    }
