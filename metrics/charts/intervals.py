"""Bars over the intervals of implied values: how wide one is, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from metrics.model.observation import Observation

# Share of its value that an interval is wide at least to be drawn.
LEAST = Decimal("0.01")


def error_lengths(point: Observation, exponent: int) -> tuple[float, float]:
    """Say how far an implied value's interval reaches below and above it, in a power of ten.

    Nothing where the figure is printed, is a bound, or its interval is too narrow to be seen.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
    >>> people = in_view(load(), ALL_WITH_IMPLIED).series("population").points[0]
    >>> [round(side, 4) for side in error_lengths(people, 8)]
    [0.117, 0.181]
    """
    span = point.figure.interval
    if not point.implied or span.lo is None or span.hi is None:
        return 0.0, 0.0
    if span.hi - span.lo < abs(point.figure.value) * LEAST:
        return 0.0, 0.0
    below, above = point.figure.value - span.lo, span.hi - point.figure.value
    return float(below.scaleb(-exponent)), float(above.scaleb(-exponent))


def drawn(points: Iterable[Observation]) -> bool:
    """Tell whether any of some points has a bar over its interval."""
    return any(any(error_lengths(p, 0)) for p in points)


def ends(points: Iterable[Observation], exponent: int) -> list[float]:
    """Return the ends of the bars over the intervals of points, for the range of their axis."""
    made = []
    for point in points:
        below, above = error_lengths(point, exponent)
        value = float(point.figure.value.scaleb(-exponent))
        made += [value - below, value + above] if below or above else []
    return made


def error_bars(sides: Sequence[tuple[float, float]], colour: str) -> dict[str, Any]:
    """Return bars below and above the points of a trace, none where one reaches nowhere."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [above or None for _, above in sides],
        "arrayminus": [below or None for below, _ in sides],
        "color": colour,
        "thickness": 1.5,
        "width": 6,
    }
