"""Views built once for all sessions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pages.parts.state.store import MOST, shared


def test_what_was_built_is_given_to_all() -> None:
    built: list[int] = []
    meet = Barrier(8)

    def build() -> str:
        built.append(1)
        return f"built {len(built)}"

    def ask(_: int) -> str:
        meet.wait()
        return shared(
            "once", "en", "light", "test", lambda: f"built {built.append(1) or len(built)}"
        )

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(8))) == {"built 1"}


def test_another_language_display_or_view_is_another() -> None:
    assert shared("other", "en", "light", "test", lambda: 1) == 1
    assert shared("other", "zh", "light", "test", lambda: 2) == 2
    assert shared("other", "en", "dark", "test", lambda: 3) == 3
    assert shared("other", "en", "light", "test2", lambda: 4) == 4
    assert shared("other", "en", "light", "test", lambda: 5) == 1


def test_nothing_is_a_view_too() -> None:
    assert shared("nothing", "en", "light", "test", lambda: None) is None
    assert shared("nothing", "en", "light", "test", lambda: "built again") is None


def test_what_fails_is_asked_for_again() -> None:
    def fail() -> str:
        raise ValueError("not yet")

    with pytest.raises(ValueError, match="not yet"):
        shared("fails", "en", "light", "test", fail)
    assert shared("fails", "en", "light", "test", lambda: "built") == "built"


def test_one_view_may_need_another() -> None:
    def outer() -> str:
        return shared("inner", "en", "light", "test", lambda: "inner") + " and outer"

    assert shared("outer", "en", "light", "test", outer) == "inner and outer"


def test_what_nobody_asked_for_longest_gives_way() -> None:
    shared("oldest", "en", "light", "test", lambda: "first")
    shared("asked again", "en", "light", "test", lambda: "first")
    for n in range(MOST - 1):
        shared("asked again", "en", "light", "test", lambda: "second")
        shared(f"later {n}", "en", "light", "test", lambda: "")
    assert shared("asked again", "en", "light", "test", lambda: "second") == "first"
    assert shared("oldest", "en", "light", "test", lambda: "second") == "second"
