"""Which hosts the dashboard answers to, and whose pages may talk to it.

A page of another site can make the name of its own host lead to this computer, and would then read
what is served here as its own. So a name counts only where somebody who runs the server said it;
an address in numbers cannot be led elsewhere.
"""

from __future__ import annotations

import logging
import socket
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from metrics.locale import in_each
from pages.parts.http.health import ALIVE, READY
from pages.parts.http.settings import inside, settings

_LOG = logging.getLogger("dashboard")
# This computer, as it calls itself.
LOCAL = ("localhost", "127.0.0.1", "::1")
# What tells whether the server lives is asked for by address, and says nothing that is not public.
PROBES = frozenset({ALIVE, READY})
# Streamlit's own setting of origins that may talk to it.
_ORIGINS = "server.corsAllowedOrigins"
READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# Letters of a host that a message repeats, and hosts that the log names.
_LONGEST, _MOST_TOLD = 80, 20
_TOLD: set[str] = set()
REFUSED, FOREIGN = "host", "origin"


class Hosts:
    """Refuse requests to hosts that are not ours, and what pages of other hosts send."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say in both languages why it is refused."""
        fault = refusal(scope) if scope["type"] in ("http", "websocket") else ""
        if not fault:
            await self.app(_as_read(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            status = 400 if fault == REFUSED else 403
            answer = PlainTextResponse(words(fault, scope), status, {"Cache-Control": "no-store"})
            await answer(scope, receive, send)


def _as_read(scope: Scope) -> Scope:
    """Return a websocket with the host that its page knows, which Streamlit compares once more.

    A proxy may have named another one. Where the two differ Streamlit asks a host of the internet
    for the address of this computer.
    """
    origin = Headers(scope=scope).get("origin") if scope["type"] == "websocket" else None
    if origin is None:
        return scope
    rest = [(name, value) for name, value in scope["headers"] if name != b"host"]
    host = urlsplit(origin).netloc.encode("latin-1")
    return {**scope, "headers": [*rest, (b"host", host)]}


def refusal(scope: Scope) -> str:
    """Return why a request is refused: ``host`` or ``origin``; empty where it is not.

    Parameters
    ----------
    scope : dict
        A request or the beginning of a websocket.

    Returns
    -------
    str
        The reason.
    """
    headers = Headers(scope=scope)
    host, origin = headers.get("host"), headers.get("origin")
    # Every browser names the host; what names none was led here by nobody.
    if host is not None and not _is_probe(scope) and not is_allowed(host, served_at(scope)):
        _tell(host)
        return REFUSED
    sends = scope["type"] == "websocket" or scope["method"] not in READING
    return FOREIGN if sends and origin is not None and not is_own(origin, host or "") else ""


def _is_probe(scope: Scope) -> bool:
    return scope["type"] == "http" and inside(scope["path"]) in PROBES


def served_at(scope: Scope) -> str:
    """Return the address that a connection came in at, empty where it is none of a network."""
    return str((scope.get("server") or ("",))[0] or "")


def is_allowed(host: str, at: str = "") -> bool:
    """Tell whether the server answers to a host.

    Parameters
    ----------
    host : str
        As a request names it, with or without a port.
    at : str
        The address that the connection came in at.

    Returns
    -------
    bool
        Whether it does.

    Examples
    --------
    >>> is_allowed("localhost:8501"), is_allowed("[::1]:8501"), is_allowed("other.example")
    (True, True, False)
    >>> is_allowed("10.2.3.4:8501", "10.2.3.4"), is_allowed("10.2.3.4:8501", "127.0.0.1")
    (True, False)
    """
    name = host_name(host)
    if name is None:
        return False
    known = settings()
    public = urlsplit(known.origin).hostname
    if name in LOCAL or name == public or name in own_names():
        return True
    if known.hosts:
        return any(_matches(name, one) for one in known.hosts)
    number, came_in = number_of(name), number_of(at)
    return number is not None and came_in is not None and not came_in.is_loopback


def host_name(host: str) -> str | None:
    """Return the name of a host without its port, in small letters; None where it is none.

    Examples
    --------
    >>> host_name("IP.Example.cn.:80"), host_name("[::1]:80"), host_name("a@b"), host_name("a:b")
    ('ip.example.cn', '::1', None, None)
    """
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    if parts.netloc != host or parts.username is not None or not parts.hostname:
        return None
    return parts.hostname.rstrip(".")


def number_of(name: str) -> IPv4Address | IPv6Address | None:
    """Return the address that is written in numbers; None where it is a name.

    Examples
    --------
    >>> number_of("::ffff:10.2.3.4"), number_of("localhost")
    (IPv4Address('10.2.3.4'), None)
    """
    try:
        number = ip_address(name)
    except ValueError:
        return None
    return getattr(number, "ipv4_mapped", None) or number


def _matches(name: str, allowed: str) -> bool:
    if allowed.startswith("*."):
        return name.endswith(allowed[1:])
    return allowed in ("*", name)


@cache
def own_names() -> frozenset[str]:
    """Return the names by which this computer is known to itself."""
    name = socket.gethostname().casefold()
    return frozenset({name, name.partition(".")[0], f"{name.partition('.')[0]}.local"})


def is_own(origin: str, host: str) -> bool:
    """Tell whether a page that sends something is one of ours.

    Parameters
    ----------
    origin : str
        Where the page is from.
    host : str
        The host that it sends to.

    Returns
    -------
    bool
        Whether both are one, or a setting names the origin.
    """
    public = urlsplit(settings().origin)
    if origin in (f"{public.scheme}://{public.netloc}", *st.get_option(_ORIGINS)):
        return True
    try:
        from_host = urlsplit(origin).netloc.casefold()
    except ValueError:
        return False
    return from_host != "" and from_host == host.casefold()


def words(fault: str, scope: Scope) -> str:
    """Say in both languages why a request is refused, and which setting mends it."""
    name = "host" if fault == REFUSED else "origin"
    value = Headers(scope=scope).get(name, "")[:_LONGEST]
    return in_each(f"setting.refused_{fault}", "\n\n", value=value)


def _tell(host: str) -> None:
    """Tell whoever runs the server once that a host was refused."""
    if host not in _TOLD and len(_TOLD) < _MOST_TOLD:
        _TOLD.add(host)
        _LOG.warning(in_each("setting.refused_host", value=host[:_LONGEST]))


def tell_served() -> None:
    """Say at the start under which names other computers reach the server, where they do."""
    number = number_of(st.get_option("server.address") or "0.0.0.0")
    if settings().hosts or settings().origin or (number is not None and number.is_loopback):
        return
    _LOG.warning(in_each("setting.served", names=", ".join(sorted(own_names()))))
