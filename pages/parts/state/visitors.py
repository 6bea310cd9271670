"""Who a visitor is, and whether to let them in."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from hmac import compare_digest
from typing import Any

import streamlit as st

from pages.parts.state.signin import Config, Rule, config, plain

Claims = Mapping[str, Any]
# Sign-ins of this process that were ended before their time, and when they would have ended.
_ENDED: dict[str, float] = {}
_MOST_ENDED = 10_000


@dataclass(frozen=True)
class Visit:
    """What is known of the visitor of a session.

    Parameters
    ----------
    name : str
        As the header shows it.
    until : float
        Seconds since 1970 at which the sign-in ends.
    key : str
        Tells this sign-in from all others.
    refused : str
        Why the visitor may not see anything: ``nobody`` is signed in, the sign-in has ``ended``, or
        the account is not ``allowed``; empty for who is let in.
    """

    name: str = ""
    until: float = 0.0
    key: str = ""
    refused: str = ""


def fits(claims: Claims, rule: Rule) -> bool:
    """Whether an identity has what a rule asks for.

    An e-mail address that the provider calls unverified is nobody's.

    Examples
    --------
    >>> fits({"email": "Li@Office.cn"}, Rule("email", "@office.cn"))
    True
    >>> fits({"email": "li@office.cn", "email_verified": False}, Rule("email", "@office.cn"))
    False
    >>> fits({"realm_access": {"roles": ["reader"]}}, Rule("realm_access.roles", "reader"))
    True
    """
    if rule.claim != "email":
        value = claims.get(rule.claim, _within(claims, rule.claim))
        held = value if isinstance(value, list) else [value]
        return rule.value in [str(one) for one in held if one is not None]
    email = plain(claims.get("email")).casefold()
    name, _, host = email.rpartition("@")
    if not name or str(claims.get("email_verified", True)).casefold() != "true":
        return False
    return rule.value in (email, f"@{host}")


def _within(claims: Claims, path: str) -> object:
    value: object = claims
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def visit_of(claims: Claims, config: Config, now: float) -> Visit:
    """Return what an identity means here.

    Parameters
    ----------
    claims : mapping
        What the provider said of the visitor, with ``is_logged_in`` of the framework.
    config : Config
        The settings.
    now : float
        Seconds since 1970.

    Returns
    -------
    Visit
        The visitor, and whether to let them in.

    Examples
    --------
    >>> wang = {"is_logged_in": True, "sub": "7", "name": "Wang", "iat": 1000}
    >>> visit_of(wang, Config(on=True), 2000).refused, visit_of(wang, Config(on=True), 1e6).refused
    ('', 'ended')
    >>> visit_of(wang, Config(on=True, allow=(Rule("sub", "8"),)), 2000).refused
    'allowed'
    """
    if claims.get("is_logged_in") is not True:
        return Visit(refused="nobody")
    names = (plain(claims.get(key)) for key in ("name", "preferred_username", "email", "sub"))
    begun = claims.get("iat")
    until = begun + config.hours * 3600 if isinstance(begun, int | float) else 0.0
    told = "\n".join(str(claims.get(key, "")) for key in ("iss", "sub", "iat", "nonce", "sid"))
    refused = ""
    if now >= until:
        refused = "ended"
    elif config.allow and not any(fits(claims, rule) for rule in config.allow):
        refused = "allowed"
    name, key = next(filter(None, names), ""), sha256(told.encode()).hexdigest()[:32]
    return Visit(name, until, key, refused)


def is_known(token: str, config: Config) -> bool:
    """Whether a word is one by which programs come in; takes as long for each."""
    given, found = sha256(token.encode()).digest(), False
    for known in config.tokens:
        found |= compare_digest(given, known)
    return found


def visit() -> Visit:
    """Return what is known of the visitor of the session that runs; who is anybody is let in."""
    found = config()
    if not found.on:
        return Visit()
    if found.faults:
        return Visit(refused="nobody")
    seen = visit_of(st.user.to_dict(), found, time.time())
    if not seen.refused and has_ended(seen.key):
        return replace(seen, refused="ended")
    return seen


def end(key: str, until: float) -> None:
    """Let a sign-in hold no longer in this process, in other windows and for copies of its pass."""
    now = time.time()
    for old in [k for k, v in list(_ENDED.items()) if v < now][:_MOST_ENDED]:
        _ENDED.pop(old, None)
    if len(_ENDED) < _MOST_ENDED:
        _ENDED[key] = until


def has_ended(key: str) -> bool:
    """Whether a sign-in was ended before its time."""
    return key in _ENDED
