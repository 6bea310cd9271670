"""China's intellectual property statistics: curated figures with their printed form and source.

Examples
--------
>>> from metrics import load
>>> tables = load()
>>> tables.series("satisfaction").frame()[["period", "value"]].values.tolist()[-2:]
[['2024', 82.36], ['2025', 82.81]]
"""

from metrics.catalogue import Tables, load
from metrics.problems import DataError, Problem
from metrics.selection import Selection

__all__ = ["DataError", "Problem", "Selection", "Tables", "load"]
