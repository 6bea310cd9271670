"""China's intellectual property statistics: curated figures with their printed form and source.

Examples
--------
>>> from metrics import load
>>> tables = load()
>>> tables.series("satisfaction").frame()[["period", "value"]].values.tolist()[-2:]
[['2024', 82.36], ['2025', 82.81]]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from metrics.model.selection import Selection
    from metrics.tables.dataset import Tables
    from metrics.tables.loading import load
    from metrics.tables.problems import DataError, Problem

__all__ = ["DataError", "Problem", "Selection", "Tables", "load"]
_FROM = {
    "DataError": "metrics.tables.problems",
    "Problem": "metrics.tables.problems",
    "Selection": "metrics.model.selection",
    "Tables": "metrics.tables.dataset",
    "load": "metrics.tables.loading",
}


def __getattr__(name: str) -> Any:
    # Words and settings are asked for before tables are read: pandas takes longer than they do.
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_FROM[name]), name)
