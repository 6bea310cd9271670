"""Functions that another process calls in tests."""

from __future__ import annotations

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


HELD: dict[str, Callable[..., Any]] = {
    "raise": fail,
    "unsendable": unsendable,
    "print": say,
    "take": take,
}
