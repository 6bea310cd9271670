"""A provider of identities: discovery, code flow with PKCE, signed tokens, and leaving."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from bench.serving import free_port

CLIENT, SECRET = "ip-statistics", "kept by both sides"


@dataclass
class Provider:
    """What it knows, and what it was asked for.

    Whoever presses its button is the person of ``claims``.
    """

    address: str
    claims: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "7",
            "name": "王芳",
            "email": "wang@office.example.cn",
            "email_verified": True,
            "groups": ["readers"],
        }
    )
    # Seconds by which its sign-ins lie back.
    since: float = 0
    down: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    left: list[dict[str, str]] = field(default_factory=list)
    challenged: list[str] = field(default_factory=list)

    def section(self, redirect: str) -> dict[str, str]:
        """Return the section [auth] of an app that it knows."""
        return {
            "redirect_uri": redirect,
            "cookie_secret": "0123456789abcdef" * 4,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "server_metadata_url": f"{self.address}/.well-known/openid-configuration",
        }

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/jwks", self.jwks),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/leave", self.leave),
            ]
        )

    async def discovery(self, _: Request) -> Response:
        if self.down:
            return PlainTextResponse("down", 503)
        at = self.address
        return JSONResponse(
            {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "jwks_uri": f"{at}/jwks",
                "end_session_endpoint": f"{at}/leave",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def jwks(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False, alg="RS256", use="sig")]})

    async def authorize(self, request: Request) -> Response:
        """Ask whether to sign in, as a page of a provider does."""
        asked = dict(request.query_params)
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert asked["nonce"]
        assert asked["state"]
        self.challenged.append(asked["code_challenge"])
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        to = asked["redirect_uri"]
        yes = f"{to}?{urlencode({'code': code, 'state': asked['state']})}"
        no = f"{to}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        name = escape(str(self.claims["name"]))
        return HTMLResponse(
            f'<title>Provider</title><a id="yes" href="{escape(yes)}">{name}</a> '
            f'<a id="no" href="{escape(no)}">no</a>'
        )

    async def token(self, request: Request) -> Response:
        form = await request.form()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        given = request.headers.get("authorization", "") == f"Basic {basic}"
        asked = self.codes.pop(str(form.get("code")), None)
        proved = base64.urlsafe_b64encode(
            hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        ).decode()
        if not given or asked is None or proved.rstrip("=") != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time() - self.since)
        claims = self.claims | {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": int(time.time()) + 300,
            "nonce": asked["nonce"],
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return JSONResponse(
            {"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": signed}
        )

    async def leave(self, request: Request) -> Response:
        self.left.append(dict(request.query_params))
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])


@contextmanager
def provided() -> Iterator[Provider]:
    """Run a provider in a thread."""
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(
        uvicorn.Config(provider.app(), host="127.0.0.1", port=port, log_level="critical")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.01)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(20)
