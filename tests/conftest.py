from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from metrics import Tables, load
from metrics.tables import DATA


@pytest.fixture(scope="session")
def tables() -> Tables:
    return load()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the tables to break."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder
