"""Here `tables` are the curated ones, or those of the folder that ``--tables`` names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from metrics import Selection, Tables, load


@pytest.fixture(scope="session")
def folder_of_tables(pytestconfig: pytest.Config) -> Path:
    folder: Path = pytestconfig.getoption("--tables")
    return folder


@pytest.fixture(scope="session")
def tables(folder_of_tables: Path) -> Tables:
    return load(folder_of_tables)


@pytest.fixture
def copied(folder_of_tables: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder_of_tables, tmp_path / "data"))


@pytest.fixture(scope="session")
def reports(tables: Tables) -> Tables:
    """Return what the five reports print of them."""
    return tables.select(Selection(supplement=False))
