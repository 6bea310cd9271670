from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from metrics import Selection, Tables, load
from metrics.exports.engine import find_browser
from metrics.exports.images import Renderer
from metrics.exports.workbook import SummaryPlan
from metrics.locale import Lang
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.books import DAY, made
from tests.browsing import FLAGS, served
from tests.frozen import FROZEN
from tests.offices import Office, installed

# How long an example takes says something of the machine, not of the code.
settings.register_profile("untimed", deadline=None, database=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let begin first what takes longest, so that no worker waits for another at the end."""
    slow = ("office", "browser")
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in slow])


@pytest.fixture(scope="session")
def tables() -> Tables:
    return load()


@pytest.fixture(scope="session")
def reports(tables: Tables) -> Tables:
    """Return the five reports alone.

    Few points, whose results are worked out by hand in the tests.
    """
    return tables.select(Selection(supplement=False))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return A copy of the tables to break."""
    folder = tmp_path / "data"
    shutil.copytree(FROZEN, folder)
    return folder


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    program = installed()
    if program is None:
        pytest.fail("LibreOffice and poppler are needed: tools/office --install")
    return Office(program, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def summary(tables: Tables) -> Callable[[Lang], bytes]:
    """Return what gives the summary workbook of everything in a language, made once."""
    return cache(lambda lang: made(SummaryPlan(extract(tables, Filters(), lang), lang, DAY)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tools:
        running = tools.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    with Renderer() as running:
        yield running
