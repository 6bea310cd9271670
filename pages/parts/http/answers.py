"""Answers that were built once and are kept for all who ask for the same."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from hashlib import sha256

from starlette.datastructures import Headers

# Bytes of built answers that are kept, of one answer at most, and of what keeping one costs.
KEPT, KEPT_EACH, KEEPING = 64 << 20, 16 << 20, 1 << 10
_TAGS = re.compile(r'(?:W/)?("[^"]*")')


def tag_of(*told: str) -> str:
    """Return the tag of an answer by all that it is made of.

    Examples
    --------
    >>> tag_of("a", "b")
    '"7e18f737311b2dc3b2f269dd78396b03"'
    """
    return f'"{sha256(chr(10).join(told).encode()).hexdigest()[:32]}"'


def unchanged(headers: Headers, tag: str, modified: int) -> bool:
    """Tell whether the state that a request knows is the present one.

    Parameters
    ----------
    headers : Headers
        Of the request.
    tag : str
        Of the present state.
    modified : int
        When data or program last changed, in seconds.

    Returns
    -------
    bool
        Whether the answer would be what the reader has.
    """
    if "if-none-match" in headers:
        known = ",".join(headers.getlist("if-none-match"))
        return known.strip() == "*" or tag in _TAGS.findall(known)
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return modified <= (since if since.tzinfo else since.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return False  # what is no date does not count


@dataclass(frozen=True)
class Built:
    """The content of an answer and the name to save it under, empty where it is shown."""

    body: bytes
    saved_as: str = ""

    @property
    def cost(self) -> int:
        """How many bytes keeping it takes."""
        return len(self.body) + KEEPING


@dataclass
class Answers:
    """Built answers, those last asked for kept as long as their bytes allow.

    Parameters
    ----------
    most, each : int
        How many bytes are kept, and of one answer at most.
    """

    most: int = KEPT
    each: int = KEPT_EACH
    size: int = 0
    _kept: OrderedDict[str, Built] = field(default_factory=OrderedDict)
    _making: dict[str, Future[Built]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, tag: str, build: Callable[[], Built]) -> Built:
        """Return the answer of a tag; who asks for it while it is built waits for the same one."""
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return self._kept[tag]
            made = self._making.get(tag)
            own = made is None
            if made is None:
                made = self._making[tag] = Future()
        if own:
            self._make(tag, build, made)
        return made.result()

    def _make(self, tag: str, build: Callable[[], Built], made: Future[Built]) -> None:
        try:
            made.set_result(build())
        except BaseException as fault:
            made.set_exception(fault)  # raised for all who wait
        with self._lock:
            del self._making[tag]
            if made.exception() is None:
                self._keep(tag, made.result())

    def _keep(self, tag: str, built: Built) -> None:
        if built.cost > self.each:
            return
        self._kept[tag] = built
        self.size += built.cost
        while self.size > self.most:
            self.size -= self._kept.popitem(last=False)[1].cost
