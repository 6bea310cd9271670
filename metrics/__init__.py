"""China's intellectual property statistics: curated figures with their printed form and source.

Examples
--------
>>> from metrics import load
>>> tables = load()
>>> tables.series("satisfaction").frame()[["period", "value"]].values.tolist()
[['2012', 63.69], ['2022', 81.25], ['2023', 82.04]]
"""

from metrics.catalogue import Tables, load
from metrics.problems import DataError, Problem

__all__ = ["DataError", "Problem", "Tables", "load"]
