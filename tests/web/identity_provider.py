"""An identity provider on this machine: OpenID Connect as a city's server speaks it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "hoshin", "only for tests"


@dataclass
class Provider:
    """What the provider says of whoever comes; a test changes it between two sign-ins."""

    origin: str
    claims: dict[str, Any] = field(default_factory=dict)
    token_claims: dict[str, Any] = field(default_factory=dict)
    answers: bool = True
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    key: Any = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    @property
    def issuer(self) -> str:
        """Its name in every token."""
        return f"{self.origin}/city"

    def configuration(self) -> dict[str, Any]:
        """What it offers, and where."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self) -> dict[str, Any]:
        """The answer to a code: an access token and a signed id token."""
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "number-7",
            "iat": now,
            "exp": now + 60,
            **self.token_claims,
        }
        signed = jwt.encode(said, self.key, "RS256", headers={"kid": "one"})
        return {"access_token": "of-this-test", "token_type": "Bearer", "id_token": signed}


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider that answers on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path.endswith("/openid-configuration"):
                self._say(provider.configuration())
            elif parts.path == "/city/authorize":
                asked = parse_qs(parts.query)
                provider.asked.append(asked)
                back = {"code": "a-code", "state": asked["state"][0]}
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri'][0]}?{urlencode(back)}")
                self.end_headers()
            elif parts.path == "/city/userinfo":
                self._say({"sub": "number-7", **provider.claims})
            else:
                self._say({}, 404)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            sent = parse_qs(self.rfile.read(length).decode())
            known = sent["client_secret"] == [SECRET] and "code_verifier" in sent
            self._say(provider.token(), 200 if known else 401)

        def _say(self, data: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(data).encode()
            self.send_response(status if provider.answers else 500)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing on the console of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider = Provider(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield provider
        finally:
            server.shutdown()
