"""Charts made by hand, of few points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from metrics.charts.spec import (
    Axis,
    ChartSpec,
    ChartText,
    Mark,
    PlotSpec,
    Role,
    SeriesSpec,
    Tick,
)

TEXT = ChartText(
    "Up to 16",
    "Patents · 2020 to 2025",
    "Patents",
    "Source: A (2026) and 1 more",
    (("2025", "A (2026)"), ("2024", "B (2025)"), ("2023", "B (2025)")),
    ("One is a bound.", "Each scope is a line of its own."),
    "Data version 1234",
    "A line.",
)


def day(year: int) -> float:
    """Return the last day of a year."""
    return float(date(year, 12, 31).toordinal())


def mark(year: int, value: float, **own: Any) -> Mark:
    """Return a mark of a whole year, its label its value."""
    rows = (f"{value:g} cases", f"{year}", "Report")
    return Mark(
        **{
            "at": day(year),
            "value": value,
            "period": f"{year}",
            "label": f"{value:g}",
            "hover": rows,
            **own,
        }
    )


def series(
    key: str, marks: Sequence[Mark], role: Role = "subject", name: str = "", end: str = ""
) -> SeriesSpec:
    """Return a series of one run."""
    return SeriesSpec(key, name, name or key, role, (tuple(marks),), end)


def axis(*values: float, **own: Any) -> Axis:
    """Return an axis of values with a tick at each."""
    return Axis(values[0], values[-1], tuple(Tick(v, f"{v:g}") for v in values), **own)


def years(first: int, last: int) -> Axis:
    """Return an axis of time with a tick a year."""
    ticks = tuple(Tick(day(y), f"{y}") for y in range(first, last + 1))
    return Axis(day(first), day(last), ticks)


def rows(*names: str) -> Axis:
    """Return an axis of rows."""
    return Axis(-0.5, len(names) - 0.5, tuple(Tick(float(n), w) for n, w in enumerate(names)))


def chart(*plots: PlotSpec, text: ChartText = TEXT) -> ChartSpec:
    """Return a chart of some plots, in English."""
    return ChartSpec("made", "indicator?id=made", "en", text, plots)
