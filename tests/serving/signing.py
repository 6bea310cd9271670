"""An app in which visitors must sign in, without a server: its settings, visitors and passes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from pages.parts.state import passes, visitors
from pages.parts.state.passes import Way
from pages.parts.state.signin import config
from pages.parts.state.visitors import Visit

HOME = "http://localhost:8501"
AUTH = {
    "redirect_uri": f"{HOME}/oauth2callback",
    "cookie_secret": "0123456789abcdef" * 4,
    "client_id": "ip",
    "client_secret": "kept",
    "server_metadata_url": "http://127.0.0.1:9/.well-known/openid-configuration",
}
TOKEN = "a-word-of-the-office-that-nobody-guesses"
NAMES = ("SIGNIN", "SIGNIN_ALLOW", "SIGNIN_HOURS", "SIGNIN_TOKENS")


class Secrets:
    """What stands in for the framework's secrets; None is a missing file."""

    def __init__(self, sections: Mapping[str, Any] | None) -> None:
        self.sections = sections

    def to_dict(self) -> dict[str, Any]:
        if self.sections is None:
            raise StreamlitSecretNotFoundError("none", error_id="no-secrets-found")
        return dict(self.sections)


@contextmanager
def settled(
    auth: Mapping[str, Any] | None = AUTH, secrets: object = None, **variables: str
) -> Iterator[None]:
    """Have the app read these settings, or secrets of the framework's own."""
    own = Secrets(None if auth is None else {"auth": auth})
    given = own if secrets is None else secrets
    with pytest.MonkeyPatch.context() as patch:
        for name in NAMES:
            patch.delenv(name, raising=False)
        for name, value in variables.items():
            patch.setenv(name, value)
        patch.setattr(st, "secrets", given)
        begin_anew()
        try:
            yield
        finally:
            begin_anew()


def begin_anew() -> None:
    """Have the settings read again, and nobody have left."""
    config.cache_clear()
    visitors._ENDED.clear()


def claims(**more: object) -> dict[str, Any]:
    """Return what the framework knows of a visitor who signed in just now."""
    now = int(time.time())
    person = {"sub": "7", "name": "王芳", "email": "wang@office.example.cn", "iat": now}
    return {"is_logged_in": True, "iss": "http://id", "nonce": "n", **person, **more}


def visit(seconds: float = 600) -> Visit:
    return Visit("王芳", time.time() + seconds, "k" * 32)


def pass_of(known: Visit) -> str:
    """Return the cookie that a browser gets for a visit."""
    found = config()
    given = passes.redeem(found, passes.code(found, known, "b"), "b")
    assert given is not None
    return f"{passes.PASS}={given[0]}"


def way_of(browser: str = "b", to: str = "") -> str:
    return f"{passes.WAY}={passes.way(config(), Way(browser, to, 'en'))}"
