"""What tests of the server share: settings of their own, and one server that listens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pages.parts.http import hosts
from pages.parts.http.settings import settings
from tests.browsing import served


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test set variables of the dashboard, which are read again."""
    for name in ("ALLOWED_HOSTS", "EMBED_HOSTS", "PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    settings.cache_clear()
    hosts._TOLD.clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture(scope="session")
def serving() -> Iterator[str]:
    """Run one server for all tests that need one; return its address."""
    with served(PUBLIC_URL="http://ip.example.cn", ALLOWED_HOSTS="", EMBED_HOSTS="") as base:
        yield base
