"""Tests and the examples of docstrings read frozen tables; only `tests/data` judges `data/`.

So what is curated may change and no test of the code notices. ``pytest tests/data --tables FOLDER``
judges the tables of another folder.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
# Tables and figures that tests hold on to never go away: to search them for what has takes a sixth
# of the time.
gc.set_threshold(200_000, 20, 100)
# Set before anything of `metrics` is imported; servers and commands that tests start inherit it.
os.environ["DATA_URL"] = str(ROOT / "tests" / "tables" / "frozen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Name the tables that `tests/data` judges."""
    parser.addoption("--tables", type=Path, default=ROOT / "data", help="tables to judge")
