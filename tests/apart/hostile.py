"""Functions that another process calls in tests."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any


class Unsendable(Exception):  # noqa: N818
    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def fail(fault: Exception) -> None:
    raise fault


def unsendable() -> None:
    raise Unsendable("a", "b")


def say(words: str) -> str:
    print(words)  # noqa: T201
    return words


_TAKEN: list[bytes] = []


def take(size: int) -> int:
    """Take memory and never give it back, as caches do."""
    _TAKEN.append(bytes(size))
    return len(_TAKEN)


def tell(most: int, progress: Callable[[int, int], None]) -> str:
    """Say how far it is, more often than anybody wants to know."""
    for done in range(most):
        progress(done, most)
        time.sleep(0.01)
    return "done"


def draft() -> str:
    """Begin to write a file, and leave it."""
    file, name = tempfile.mkstemp()
    os.close(file)
    return name


HELD: dict[str, Callable[..., Any]] = {
    "raise": fail,
    "unsendable": unsendable,
    "print": say,
    "take": take,
    "tell": tell,
    "draft": draft,
}
