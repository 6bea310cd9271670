from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from metrics import Selection, Tables, load
from metrics.exports.images import find_browser
from metrics.tables.read import DATA
from tests.browsing import FLAGS, served

# How long an example takes says something of the machine, not of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker waits for another at the end."""
    items.sort(key=lambda item: "office" not in item.path.name)


@pytest.fixture(scope="session")
def tables() -> Tables:
    return load()


@pytest.fixture(scope="session")
def reports(tables: Tables) -> Tables:
    """The five reports alone: few points, whose results are worked out by hand in the tests."""
    return tables.select(Selection(supplement=False))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the tables to break."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tools:
        running = tools.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield running
        running.close()
