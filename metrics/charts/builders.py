"""The figure builder of each measure."""

from __future__ import annotations

from collections.abc import Callable

from metrics.charts.bars import changes, flows
from metrics.charts.context import ChartContext, PlotSpec
from metrics.charts.levels import levels, ranks

BUILDERS: dict[str, Callable[[ChartContext], PlotSpec]] = {
    "stock": levels,
    "cumulative": levels,
    "rate": levels,
    "share": levels,
    "score": levels,
    "duration": levels,
    "count": levels,
    "rank": ranks,
    "flow": flows,
    "growth": changes,
    "multiple": changes,
}
