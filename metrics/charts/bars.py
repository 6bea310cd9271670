"""Bars for flows, as wide as their period, and for growth, from zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrics.charts import words
from metrics.charts.brush import DAY, ROOM, Brush, Drawing, hovers, moment, value_ticks
from metrics.charts.template import PALETTES, TEXT_SIZE
from metrics.facts import Observation


def flows(brush: Brush) -> Drawing:
    """Amounts over a period: bars as wide as their period, part-years hatched, bounds hollow."""
    points = words.points_of(brush.concept)
    high = max(brush.y(p) for p in points) * (1 + ROOM)
    colour = brush.colour(0)
    widths = [(p.period.end - p.period.start + DAY) * 0.86 for p in points]
    bars = {
        "type": "bar",
        "x": [moment(p) for p in points],
        "width": [w.total_seconds() * 1000 for w in widths],
        **bar_style(brush, points, colour, high),
    }
    ends = [p.period.end for p in points]
    starts = [p.period.start for p in points]
    ticks, left = value_ticks(0, high, brush)
    axis = {
        "type": "date",
        "range": [min(starts) - DAY * 90, max(ends) + DAY * 90],
        "tickvals": [moment(p) for p in points],
        "ticktext": [words.tick_lines(p, brush.lang) for p in points],
    }
    hatched = any(p.period.kind == "months" for p in points)
    lines = 2 if hatched else 1
    return Drawing(
        [bars], axis, {**ticks, "range": [0, high]}, left, lines, from_zero=True, hatched=hatched
    )


def changes(brush: Brush) -> Drawing:
    """Growth and multiples: a bar from zero for each period, none joined to another."""
    points = words.points_of(brush.concept)
    values = [brush.y(p) for p in points]
    high, low = max(*values, 0) * (1 + ROOM), min(*values, 0) * (1 + ROOM)
    places = list(range(len(points)))
    bars = {
        "type": "bar",
        "x": places,
        "width": 0.5,
        **bar_style(brush, points, brush.colour(0), high - low),
    }
    ticks, left = value_ticks(low, high, brush)
    axis = {
        "range": [-0.6, len(points) - 0.4],
        "tickvals": places,
        "ticktext": [words.tick_lines(p, brush.lang) for p in points],
    }
    hatched = any(p.period.kind == "months" for p in points)
    return Drawing(
        [bars], axis, {**ticks, "range": [low, high]}, left, 2, from_zero=True, hatched=hatched
    )


def bar_style(
    brush: Brush, points: Sequence[Observation], colour: str, span: float
) -> dict[str, Any]:
    """Heights, labels, hatching and whiskers of bars."""
    paper = PALETTES[brush.theme].paper
    length = span * 0.08
    return {
        "y": [brush.y(p) for p in points],
        "cliponaxis": False,
        "text": [words.mark(p, brush.scale, brush.lang) for p in points],
        # The label of a bound stands inside its hollow bar, clear of the whisker.
        "textposition": ["inside" if p.figure.one_sided else "outside" for p in points],
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": PALETTES[brush.theme].ink, "size": TEXT_SIZE},
        "constraintext": "none",
        "marker": {
            "color": [paper if p.figure.one_sided else colour for p in points],
            "line": {"color": colour, "width": 2},
            "pattern": {
                "shape": ["/" if p.period.kind == "months" else "" for p in points],
                "fgcolor": paper,
                "solidity": 0.3,
            },
        },
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [length if p.figure.interval.hi is None else 0 for p in points],
            "arrayminus": [length if p.figure.interval.lo is None else 0 for p in points],
            "color": colour,
            "thickness": 1.5,
            "width": 6,
        },
        **hovers(brush, points),
    }
