"""By what answers vary besides their address, so that no cache gives one reader's to another.

Stated once for each way in, as it is known nowhere else: `tests/serving/test_varies.py` asks each
twice and holds this against the bodies.
"""

from __future__ import annotations

from pages.parts.frame.places import PATHS
from pages.parts.http import health, measured

LANGUAGE, DISPLAY, HOST, KIND, PACKED = (
    "Accept-Language",
    "Cookie",
    "Host",
    "Accept",
    "Accept-Encoding",
)
# A document names its own address, and shows first what the display of its reader is.
DOCUMENT = (LANGUAGE, DISPLAY, HOST)
ANSWERS: dict[str, tuple[str, ...]] = {
    "/present": (LANGUAGE,),
    "/present/deck.svg": (LANGUAGE,),
    "/deck": (LANGUAGE,),
    "/proof/words": (LANGUAGE,),
    "/search.json": (LANGUAGE,),
    # They name the address of the page that a chart is from.
    "/embed": (LANGUAGE, HOST),
    "/picture.png": (LANGUAGE, HOST),
    "/picture.svg": (LANGUAGE, HOST),
    "/preview.png": (LANGUAGE,),
    "/data/api": (LANGUAGE, PACKED),
    "/data/changes.atom": (HOST, PACKED),
}
# How long what has another address with another content may be kept: a year.
FOR_GOOD = "public, max-age=31536000, immutable"
# What is never kept, as it tells of the moment.
NOW = frozenset({health.ALIVE, health.READY, measured.PATH})
# What a cache of the framework's own may keep stays as it says.
_FIXED = frozenset({"/robots.txt", "/ip.css", "/ip.js", "/favicon.png"})
# Files of one session, under names that nobody guesses.
_FILES = "/media/"
_LEFT = ("/static/", "/_stcore/", "/media/", "/component/", "/data/")

Headers = list[tuple[bytes, bytes]]


def by(path: str) -> tuple[str, ...]:
    """Return the headers of a request by which the answer varies.

    Parameters
    ----------
    path : str
        As if the app were at the root of its host.

    Returns
    -------
    tuple of str
        Their names.

    Examples
    --------
    >>> by("/search.json"), by("/explorer"), by("/static/js/index.js")
    (('Accept-Language',), ('Accept-Language', 'Cookie', 'Host'), ())
    >>> by("/nothing")
    ('Accept', 'Accept-Language', 'Cookie', 'Host')
    """
    if path.strip("/") in PATHS:
        return DOCUMENT
    if path in ANSWERS or path.startswith(_LEFT):
        return ANSWERS.get(path, ())
    # What there is not is told to browsers by a page, to programs otherwise.
    return () if path in _FIXED or path in NOW else (KIND, *DOCUMENT)


def varied(headers: Headers, path: str) -> Headers:
    """Add to the headers of an answer by what it varies, and that it be asked for anew.

    Parameters
    ----------
    headers : list
        Names and values; what is said already stays.
    path : str
        As if the app were at the root of its host.

    Returns
    -------
    list
        The same, with what was missing.
    """
    told = [v.decode("latin-1") for k, v in headers if k.lower() == b"vary"]
    named = (name.strip() for value in told for name in value.split(","))
    known = [*dict.fromkeys(filter(None, named))]
    small = {name.casefold() for name in known}
    every = [*known, *(name for name in by(path) if name.casefold() not in small)]
    made = [(k, v) for k, v in headers if k.lower() != b"vary"]
    if every:
        made.append((b"vary", ", ".join(every).encode()))
    if not any(k.lower() == b"cache-control" for k, _ in headers):
        made += _kept(path)
    return made


def _kept(path: str) -> Headers:
    """Return how long a cache may keep what says nothing of it itself."""
    if path.startswith(_FILES):
        return [(b"cache-control", b"private, no-cache")]
    if path.startswith(_LEFT):
        return []
    return [(b"cache-control", b"no-store" if path in NOW else b"no-cache")]
