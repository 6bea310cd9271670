"""What whoever runs the server may set: its public address, and who may frame its charts."""

from __future__ import annotations

import logging
import os
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request

from metrics.locale import LANGS, text

_LOG = logging.getLogger("dashboard")
_BETWEEN = re.compile(r"[\s,;，；、]+")
# A source of a security policy: scheme and port may be left out; a star stands for the first names.
_HOST = re.compile(
    r"(?:(?P<scheme>https?)://)?"
    r"(?P<host>\*|(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)"
    r"(?::(?P<port>\*|[0-9]{1,5}))?/?"
)
_ASKED = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?")
_PORTS = 65_535


@dataclass(frozen=True)
class Settings:
    """The settings as they are understood.

    Parameters
    ----------
    origin : str
        Scheme, host and folder under which readers know the dashboard; empty: as they ask for it.
    frames : tuple of str
        Hosts whose pages may show a single chart in a frame, as a security policy writes them.
    faults : tuple of (str, str)
        Variables with a value that cannot be understood, and that value, which does not count.
    """

    origin: str = ""
    frames: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def read(public: str, hosts: str) -> Settings:
    """Understand the values of both variables.

    Parameters
    ----------
    public : str
        Of ``PUBLIC_URL``.
    hosts : str
        Of ``EMBED_HOSTS``.

    Returns
    -------
    Settings
        What counts, and what does not.

    Examples
    --------
    >>> made = read("https://ip.example.cn/stats/", "Portal.example.cn:8443, *.example.org; a/b")
    >>> made.origin, made.frames
    ('https://ip.example.cn/stats', ('portal.example.cn:8443', '*.example.org'))
    >>> made.faults
    (('EMBED_HOSTS', 'a/b'),)
    """
    faults = []
    origin = _origin(public.strip())
    if origin is None:
        faults.append(("PUBLIC_URL", public.strip()))
    frames: dict[str, None] = {}
    for value in filter(None, _BETWEEN.split(hosts.strip())):
        source = frame_source(value)
        if source is None:
            faults.append(("EMBED_HOSTS", value))
        else:
            frames[source] = None
    return Settings(origin or "", tuple(frames), tuple(faults))


def frame_source(value: str) -> str | None:
    """Return a host as a security policy writes it, or None where it is none.

    Examples
    --------
    >>> frame_source("https://*.Example.org/"), frame_source("门户.example.cn"), frame_source("a b")
    ('https://*.example.org', 'xn--bcr7h.example.cn', None)
    """
    plain = value.strip("\"'").casefold()
    if not plain.isascii():
        try:
            plain = plain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    found = _HOST.fullmatch(plain)
    port = found["port"] if found else ""
    if found is None or (port and port != "*" and not 0 < int(port) <= _PORTS):
        return None
    return plain.rstrip("/")


def _origin(value: str) -> str | None:
    """Return an address without its last stroke; None where it is no address of a server."""
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    odd = (
        parts.query
        or parts.fragment
        or parts.username is not None
        or re.search(r"[\s\"'<>]", value)
    )
    if parts.scheme not in ("http", "https") or not parts.hostname or odd:
        return None
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def base() -> str:
    """Return the folder that the app is in, empty at the root of its host."""
    folder = st.get_option("server.baseUrlPath").strip("/")
    return f"/{folder}" if folder else ""


def inside(path: str) -> str:
    """Return a path as it would be if the app were at the root."""
    return path.removeprefix(base()) if f"{path}/".startswith(f"{base()}/") else path


def home(request: Request) -> str:
    """Return the address of the app without a stroke at its end, as readers know it.

    Behind a proxy the setting says it; else the host is the one that was asked for.
    """
    known = settings().origin
    if known:
        return known
    host = request.headers.get("host", "")
    plain = host if _ASKED.fullmatch(host) else "localhost"
    return f"{request.scope.get('scheme', 'http')}://{plain}{base()}"


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return read(os.environ.get("PUBLIC_URL", ""), os.environ.get("EMBED_HOSTS", ""))


def tell_faults(found: Settings) -> None:
    """Say at the start what of the settings does not count."""
    for variable, value in found.faults:
        key = "setting.hosts" if variable == "EMBED_HOSTS" else "setting.origin"
        _LOG.warning(" / ".join(text(lang)(key, value=value) for lang in LANGS))
