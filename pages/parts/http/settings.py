"""What whoever runs the server may set: its public address, its hosts, who may frame its charts."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request

from metrics.locale import in_each

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


# What is said of a value that cannot be understood; of the others, that it is no host.
WORDS = {
    "PUBLIC_URL": "setting.origin",
    "METRICS_FROM": "setting.metrics_from",
    "LOG_FORMAT": "setting.log_format",
    "DRAIN_SECONDS": "setting.drain_seconds",
}


@dataclass(frozen=True)
class Settings:
    """The settings as they are understood.

    Parameters
    ----------
    origin : str
        Scheme, host and folder under which readers know the dashboard; empty: as they ask for it.
    frames : tuple of str
        Hosts whose pages may show a single chart in a frame, as a security policy writes them.
    hosts : tuple of str
        Hosts that the server answers to besides this computer's own, in small letters.
    faults : tuple of (str, str)
        Variables with a value that cannot be understood, and that value, which does not count.
    """

    origin: str = ""
    frames: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def read(public: str, framing: str, allowed: str = "") -> Settings:
    """Understand the values of the variables.

    Parameters
    ----------
    public : str
        Of ``PUBLIC_URL``.
    framing : str
        Of ``EMBED_HOSTS``.
    allowed : str
        Of ``ALLOWED_HOSTS``.

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
    >>> read("", "", "IP.office.example, *.example.cn, [fd00::5]:8501, 10.2.3.4").hosts
    ('ip.office.example', '*.example.cn', 'fd00::5', '10.2.3.4')
    """
    faults = []
    origin = _origin(public.strip())
    if origin is None:
        faults.append(("PUBLIC_URL", public.strip()))
    frames = _each(framing, "EMBED_HOSTS", frame_source, faults)
    hosts = _each(allowed, "ALLOWED_HOSTS", host_of, faults)
    return Settings(origin or "", frames, hosts, tuple(faults))


def _each(
    values: str,
    variable: str,
    understand: Callable[[str], str | None],
    faults: list[tuple[str, str]],
) -> tuple[str, ...]:
    """Understand each of several values, once each; add what cannot be to the faults."""
    found: dict[str, None] = {}
    for value in filter(None, _BETWEEN.split(values.strip())):
        known = understand(value)
        if known is None:
            faults.append((variable, value))
        else:
            found[known] = None
    return tuple(found)


def host_of(value: str) -> str | None:
    """Return the name or number of a host as requests are compared with it, or None.

    Examples
    --------
    >>> host_of("https://IP.example.cn:8443/"), host_of("[::1]"), host_of("*"), host_of("a/b")
    ('ip.example.cn', '::1', '*', None)
    """
    plain = value.strip("\"'[]")
    with suppress(ValueError):
        return str(ip_address(plain.partition("]")[0]))
    source = frame_source(value)
    found = _HOST.fullmatch(source) if source is not None else None
    return found["host"] if found else None


def frame_source(value: str) -> str | None:
    """Return a host as a security policy writes it, or None where it is none.

    Examples
    --------
    >>> frame_source("https://*.Example.org/"), frame_source("门户.example.cn"), frame_source("a b")
    ('https://*.example.org', 'xn--zoup46i.example.cn', None)
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
    public, framing = os.environ.get("PUBLIC_URL", ""), os.environ.get("EMBED_HOSTS", "")
    return read(public, framing, os.environ.get("ALLOWED_HOSTS", ""))


def tell_faults(faults: Iterable[tuple[str, str]]) -> None:
    """Say at the start what of the settings does not count: variables with their values."""
    for variable, value in faults:
        key = WORDS.get(variable, "setting.hosts")
        _LOG.warning(in_each(key, value=value, variable=variable))
