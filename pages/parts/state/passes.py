"""What browsers keep of a sign-in: signed, short, and without a word about the visitor.

``st.user`` is known to scripts alone, and the cookie behind it is the framework's own. So a script
that knows its visitor signs a code; the browser hands it in at a plain route, which gives it a pass
that all plain routes understand.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer

from metrics.locale import Lang, as_lang
from pages.parts.state.signin import Config
from pages.parts.state.visitors import Visit, has_ended

# Names of cookies: the pass, and what is remembered of the way to it.
PASS, WAY = "ip_pass", "ip_way"
# Seconds that the way takes at most, and that a code is good for.
WAY_SECONDS, CODE_SECONDS = 3600, 60
# Letters of an address that is remembered.
LONGEST = 1500


@dataclass(frozen=True)
class Way:
    """What a browser remembers while its reader signs in.

    Parameters
    ----------
    browser : str
        Random; a code is good in this browser alone.
    to : str
        The address asked for, relative to the app.
    lang : str
        The language of the reader, where it was chosen.
    """

    browser: str
    to: str = ""
    lang: Lang | None = None


def _signer(config: Config, kind: str) -> URLSafeTimedSerializer:
    options = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeTimedSerializer(config.secret, salt=kind, signer_kwargs=options)


def _read(config: Config, kind: str, signed: str, seconds: int | None) -> dict[str, Any] | None:
    """Return what was signed; None where it is another's, changed, or too old."""
    try:
        value = _signer(config, kind).loads(signed, max_age=seconds)
    except BadData:
        return None
    return value if isinstance(value, dict) else None


def new_way() -> Way:
    """Return a way that begins."""
    return Way(secrets.token_urlsafe(24))


def way(config: Config, kept: Way) -> str:
    """Return the cookie that tells a way."""
    return str(_signer(config, WAY).dumps({"b": kept.browser, "to": kept.to, "lang": kept.lang}))


def read_way(config: Config, cookie: str) -> Way | None:
    """Return the way that a cookie tells."""
    told = _read(config, WAY, cookie, WAY_SECONDS)
    return Way(told["b"], told["to"], as_lang(told["lang"])) if told else None


def code(config: Config, visit: Visit, browser: str) -> str:
    """Return what proves at a plain route that a script knew its visitor."""
    return str(
        _signer(config, "ip_code").dumps({"k": visit.key, "until": visit.until, "b": browser})
    )


def redeem(config: Config, signed: str, browser: str) -> tuple[str, float] | None:
    """Return the pass for a code and when it ends; None where it is not good in this browser."""
    told = _read(config, "ip_code", signed, CODE_SECONDS)
    if not told or not browser or not secrets.compare_digest(told["b"], browser):
        return None
    proof = str(_signer(config, PASS).dumps({"k": told["k"], "until": told["until"]}))
    return proof, told["until"]


def read_pass(config: Config, cookie: str) -> Visit | None:
    """Return the sign-in of a pass; None where it is none, or is over.

    Examples
    --------
    >>> config = Config(on=True, secret="x" * 32)
    >>> proof, _ = redeem(config, code(config, Visit("Wang", 9e9, "k"), "b"), "b")
    >>> read_pass(config, proof).key, read_pass(config, proof + "x")
    ('k', None)
    >>> redeem(config, code(config, Visit("Wang", 9e9, "k"), "b"), "another")
    """
    told = _read(config, PASS, cookie, None)
    if not told or told["until"] <= time.time() or has_ended(told["k"]):
        return None
    return Visit(until=told["until"], key=told["k"])


def wanted(address: str) -> str:
    """Return an address of this app, relative to it; empty for any other.

    Examples
    --------
    >>> wanted("explorer?s=gii_rank"), wanted("/data"), wanted("https://evil.cn/"), wanted("a\\\\b")
    ('explorer?s=gii_rank', '', '', '')
    """
    odd = any(not sign.isprintable() or sign in "\\ " for sign in address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    strange = parts.scheme or parts.netloc or address.startswith("/") or ":" in parts.path
    within = ".." in parts.path.split("/") or address.startswith("signin")
    return "" if odd or strange or within or len(address) > LONGEST else address
