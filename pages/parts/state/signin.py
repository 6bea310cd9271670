"""What whoever runs the server has set of sign-in: whether, where, and whom it lets in."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from metrics.locale import in_each
from pages.parts.http.settings import base as folder

_LOG = logging.getLogger("dashboard")
# Where the provider sends visitors back to: the framework's own route.
CALLBACK = "/oauth2callback"
# The name by which the framework knows a provider that has none.
ONLY = "default"
NEEDED = ("client_id", "client_secret", "server_metadata_url")
# Of the section of a provider, not another provider.
_KWARGS = "client_kwargs"
# What is shorter is guessed, or is the example of a manual.
SHORTEST = 32
HOURS = 12.0
MOST_HOURS = 720.0
_BETWEEN = re.compile(r"[,;，；、\n]+")
_EMAIL = re.compile(r"[^@\s=]*@[^@\s=]+\.[^@\s=]+")
_CLAIM = re.compile(r"([\w.:/-]+)=(.+)")

# Key of a message to whoever runs the server, and the value that it tells.
Fault = tuple[str, str]


@dataclass(frozen=True)
class Rule:
    """A claim of an identity and the value that lets its bearer in.

    Parameters
    ----------
    claim : str
        Its name, with dots where it lies within others: ``realm_access.roles``.
    value : str
        What it is or, where it is a list, holds; of e-mail addresses ``@host`` means all of a host.
    """

    claim: str
    value: str


@dataclass(frozen=True)
class Config:
    """The settings of sign-in as they are understood.

    Parameters
    ----------
    on : bool
        Whether visitors must sign in.
    faults : tuple of (str, str)
        Why nobody can: the app stays shut.
    providers : tuple of str
        Names by which the framework knows where visitors sign in.
    home : str
        The address of the app without a stroke at its end, as the provider leads back to it.
    secret : str
        Signs what browsers keep; the same in all processes.
    allow : tuple of Rule
        Whom it lets in; everybody of the provider where there is none.
    hours : float
        How long after signing in.
    tokens : tuple of bytes
        Digests of the words by which programs come in.
    """

    on: bool = False
    faults: tuple[Fault, ...] = ()
    providers: tuple[str, ...] = ()
    home: str = ""
    secret: str = field(default="", repr=False)
    allow: tuple[Rule, ...] = ()
    hours: float = HOURS
    tokens: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def secure(self) -> bool:
        """Whether browsers may send their proof over https alone."""
        return self.home.startswith("https://")


@dataclass(frozen=True)
class Given:
    """The values of the variables, as they stand in the environment."""

    signin: str = ""
    allow: str = ""
    hours: str = ""
    tokens: str = ""


def read(section: object, given: Given, *, base: str, port: int, packages: bool) -> Config:
    """Understand the section ``[auth]`` and the variables.

    Parameters
    ----------
    section : object
        The section; None where there is none.
    given : Given
        The variables.
    base : str
        The folder that the app is in, empty at the root of its host.
    port : int
        That the server listens at, for a ``{port}`` in the address of the section.
    packages : bool
        Whether the packages that signing in needs are installed.

    Returns
    -------
    Config
        What counts; with faults where one of the values does not make sense.

    Examples
    --------
    >>> section = {"redirect_uri": "https://ip.example.cn/oauth2callback", "client_id": "ip",
    ...     "client_secret": "s", "cookie_secret": "x" * 32, "server_metadata_url": "https://id.cn/"}
    >>> config = read(section, Given(allow="@example.cn"), base="", port=8501, packages=True)
    >>> config.on, config.faults, config.providers, config.home
    (True, (), ('default',), 'https://ip.example.cn')
    >>> read(None, Given(), base="", port=8501, packages=False)
    Config(on=False, faults=(), providers=(), home='', allow=(), hours=12.0)
    >>> read(None, Given(signin="required"), base="", port=8501, packages=True).faults
    (('section', ''),)
    """
    if section is None and given == Given():
        return Config()
    faults = [] if given.signin in ("", "required") else [("signin", given.signin)]
    if not isinstance(section, Mapping):
        return Config(on=True, faults=(*faults, ("section", "")))
    if not packages:
        faults.append(("packages", ""))
    home = plain(section.get("redirect_uri")).replace("{port}", str(port))
    secret = plain(section.get("cookie_secret"))
    providers = _providers(section)
    faults += _faults_of_section(section, home, secret, providers, base)
    allow, odd = rules(given.allow)
    faults += [("allow", value) for value in odd]
    hours = _number(given.hours)
    if hours is None:
        faults.append(("hours", given.hours))
    tokens = [t.strip() for t in _BETWEEN.split(given.tokens) if t.strip()]
    if any(len(token) < SHORTEST for token in tokens):
        faults.append(("tokens", str(SHORTEST)))
    return Config(
        on=True,
        faults=tuple(faults),
        providers=providers,
        home=home.removesuffix(CALLBACK),
        secret=secret,
        allow=allow,
        hours=hours or HOURS,
        tokens=tuple(sha256(token.encode()).digest() for token in tokens),
    )


def plain(value: object) -> str:
    """Return a text without the blanks around it; what is none is empty."""
    return value.strip() if isinstance(value, str) else ""


def _providers(section: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the providers: that of the section itself, else those within it."""
    within = {k for k, v in section.items() if isinstance(v, Mapping) and k != _KWARGS}
    if ONLY in within or any(key in section for key in NEEDED):
        return (ONLY,)
    return tuple(sorted(within))


def _faults_of_section(
    section: Mapping[str, Any], home: str, secret: str, providers: tuple[str, ...], base: str
) -> Iterator[Fault]:
    if not _is_callback(home, base):
        yield "redirect_uri", f"{base}{CALLBACK}"
    if len(secret) < SHORTEST:
        yield "cookie_secret", str(SHORTEST)
    if not providers:
        yield "provider", ", ".join(NEEDED)
    for name in providers:
        own = section if name == ONLY and ONLY not in section else section[name]
        missing = [key for key in NEEDED if not plain(own.get(key))]
        if missing:
            yield "provider", ", ".join(missing)
        elif not plain(own.get(NEEDED[-1])).startswith(("https://", "http://")):
            yield "metadata", plain(own.get(NEEDED[-1]))
        if "_" in name:
            yield "name", name


def _is_callback(address: str, base: str) -> bool:
    """Whether an address is that of the framework's route for visitors who come back."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain_path = parts.path == base + CALLBACK and not parts.query and not parts.fragment
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain_path


def _number(hours: str) -> float | None:
    try:
        found = float(hours.strip() or HOURS)
    except ValueError:
        return None
    return found if 0 < found <= MOST_HOURS else None


def rules(written: str) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Return whom a list lets in, and what of it is not understood.

    Parameters
    ----------
    written : str
        E-mail addresses, hosts of them and claims, parted by commas.

    Returns
    -------
    tuple
        The rules, and the rest.

    Examples
    --------
    >>> known, rest = rules("Wang@ip.cn, @office.cn, groups=readers; everybody")
    >>> [(rule.claim, rule.value) for rule in known], rest
    ([('email', 'wang@ip.cn'), ('email', '@office.cn'), ('groups', 'readers')], ('everybody',))
    """
    found, odd = [], []
    for value in (part.strip() for part in _BETWEEN.split(written)):
        claim = _CLAIM.fullmatch(value)
        if _EMAIL.fullmatch(value):
            found.append(Rule("email", value.casefold()))
        elif claim and claim[1] != "email":
            found.append(Rule(claim[1], claim[2].strip()))
        elif value:
            odd.append(value)
    return tuple(found), tuple(odd)


def _section() -> tuple[object, str]:
    """Return the section ``[auth]``, or the name of a file of secrets that cannot be read.

    The framework calls such a file missing, and without a section it lets everybody in.
    """
    try:
        return st.secrets.to_dict().get("auth"), ""
    except StreamlitSecretNotFoundError:
        broken = [path for path in st.get_option("secrets.files") if Path(path).exists()]
        return None, broken[0] if broken else ""
    except (OSError, ValueError, TypeError) as fault:
        return None, str(getattr(fault, "filename", None) or st.get_option("secrets.files")[-1])


def _packages() -> bool:
    """Whether what ``st.login`` needs can be imported."""
    try:
        import httpx2  # noqa: F401
        from authlib.integrations import starlette_client  # noqa: F401
    except ImportError:
        return False
    return True


@cache
def config() -> Config:
    """Return the settings of this process."""
    section, broken = _section()
    given = Given(
        os.environ.get("SIGNIN", "").strip(),
        os.environ.get("SIGNIN_ALLOW", "").strip(),
        os.environ.get("SIGNIN_HOURS", "").strip(),
        os.environ.get("SIGNIN_TOKENS", "").strip(),
    )
    if broken:
        return Config(on=True, faults=(("unreadable", broken),))
    return read(
        section,
        given,
        base=folder(),
        port=int(st.get_option("server.port")),
        packages=section is None or _packages(),
    )


def tell_faults(found: Config) -> None:
    """Say at the start why the app stays shut."""
    for key, value in found.faults:
        _LOG.error(in_each(f"signin.fault_{key}", value=value))
