"""Small trends: the points of a series in a unit square, for beside a figure or in a row."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.charts.compile.axes import day_of
from metrics.model.series import CHANGES, Series


@dataclass(frozen=True)
class SparkPoint:
    """A point of a small trend; x and y run from 0 to 1, y upward."""

    x: float
    y: float
    hollow: bool


Spark = tuple[tuple[SparkPoint, ...], ...]


def spark(series: Series) -> Spark:
    """Return the true points of a series, scaled to a unit square; ranks grow downward."""
    # Dots of a trend bear no marks: implied points have none beside printed ones.
    points = [p for p in series.main if not p.implied] or series.main
    days = [day_of(p.period) for p in points]
    values = [float(p.figure.value) for p in points]
    if series.definition.measure == "rank":
        values = [-v for v in values]
    start, span = min(days), (max(days) - min(days)) or 1.0
    low, height = min(values), (max(values) - min(values)) or 1.0
    placed = {
        p.period: SparkPoint((d - start) / span, (v - low) / height, p.figure.one_sided)
        for p, d, v in zip(points, days, values, strict=True)
    }
    runs = ([placed[p.period] for p in run if p.period in placed] for run in series.segments)
    return tuple(tuple(run) for run in runs if run)


def trend(series: Series) -> Spark:
    """Return the small trend of a series; none of a single figure, none of changes."""
    alone = len(series.main) == 1 or series.definition.measure in CHANGES
    return () if alone else spark(series)
