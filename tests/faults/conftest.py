from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.frozen import FROZEN


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tables that are served, which a test may change."""
    made = tmp_path_factory.mktemp("tables") / "data"
    shutil.copytree(FROZEN, made)
    return made
