"""China's intellectual property statistics: curated figures with their printed form and source.

Examples
--------
>>> from metrics import load
>>> tables = load()
>>> tables.series("satisfaction").frame()[["period", "value"]].values.tolist()[-2:]
[['2024', 82.36], ['2025', 82.81]]
"""

from metrics.model.selection import Selection
from metrics.tables.dataset import Tables
from metrics.tables.loading import load
from metrics.tables.problems import DataError, Problem

__all__ = ["DataError", "Problem", "Selection", "Tables", "load"]
