"""Figure builders, one a measure: lines for levels, bars for flows, reversed axes for ranks.

Each draws one trace a segment, so that no line joins what may not be joined, and marks bounds with
a hollow mark and a whisker to the open side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from metrics.catalogue import Tables
from metrics.charts import words
from metrics.charts.layout import cells
from metrics.charts.template import DASHES, MOST_LABELS, PALETTES, SYMBOLS, TEXT_SIZE, Theme, named
from metrics.numbers import Scale, number_text
from metrics.series import Observation, Series
from metrics.text import Lang

Drawn = dict[str, Any]
_DAY = timedelta(days=1)
_ROOM = 0.22


@dataclass(frozen=True)
class Brush:
    """All that drawing a concept needs."""

    tables: Tables
    concept: Sequence[Series]
    lang: Lang
    theme: Theme
    scale: Scale

    def y(self, point: Observation) -> float:
        """Value in the scale of the axis."""
        return float(point.figure.value.scaleb(-self.scale.exponent))

    def colour(self, place: int) -> str:
        """Colour of the series at a place."""
        return PALETTES[self.theme].marks[place]


@dataclass(frozen=True)
class Drawing:
    """Traces and axes of a chart, before its texts are laid out."""

    traces: list[Drawn]
    xaxis: dict[str, Any]
    yaxis: dict[str, Any]
    left: int
    tick_lines: int
    from_zero: bool
    hatched: bool = False
    joins: bool = False


def moment(point: Observation) -> datetime:
    """Where a point stands: a stock at its day, the rest in the middle of its period."""
    start = datetime.combine(point.period.start, datetime.min.time())
    end = datetime.combine(point.period.end, datetime.min.time())
    if point.period.kind in ("date", "years"):
        return end
    return start + (end + _DAY - start) / 2


def levels(brush: Brush) -> Drawing:
    """Stocks, rates, scores, durations: markers always, straight lines within a segment."""
    points = words.points_of(brush.concept)
    values = [brush.y(p) for p in points]
    low, high, from_zero = extent(values)
    traces = [
        t for n, s in enumerate(brush.concept) for t in _level_traces(brush, s, n, high - low)
    ]
    ticks, left = _value_ticks(low, high, brush)
    axis = _time_axis(points, _room_right(brush))
    return Drawing(traces, axis, {**ticks, "range": [low, high]}, left, 1, from_zero, joins=True)


def ranks(brush: Brush) -> Drawing:
    """Positions on a reversed axis of whole numbers."""
    drawing = levels(brush)
    values = [int(p.figure.value) for p in words.points_of(brush.concept)]
    best, worst = min(values), max(values)
    axis = {
        "range": [worst + 0.8, best - 1],
        "tickvals": list(range(best, worst + 1)),
        "ticktext": [number_text_of(v, brush.lang) for v in range(best, worst + 1)],
    }
    return Drawing(drawing.traces, drawing.xaxis, axis, 36, 1, from_zero=True, joins=True)


def number_text_of(value: float, lang: Lang) -> str:
    """A tick's number with as many decimals as it needs."""
    exact = Decimal(repr(value)).normalize()
    return number_text(exact, max(0, -int(exact.as_tuple().exponent)), lang)


def _level_traces(brush: Brush, series: Series, place: int, span: float) -> list[Drawn]:
    colour = brush.colour(place)
    traces = []
    for segment in series.segments:
        x = [moment(p) for p in segment]
        y = [brush.y(p) for p in segment]
        hollow = segment[0].figure.one_sided
        trace: Drawn = {
            "type": "scatter",
            "mode": "lines+markers+text" if _labelled(brush) else "lines+markers",
            "name": brush.tables.label("scope", series.definition.scope, brush.lang),
            "x": x,
            "y": y,
            "connectgaps": False,
            "cliponaxis": False,
            "line": {"color": colour, "width": 2.5, "dash": DASHES[place]},
            "marker": {
                "color": PALETTES[brush.theme].paper if hollow else colour,
                "size": 10,
                "symbol": SYMBOLS[place],
                "line": {"color": colour, "width": 2},
            },
            "text": [_point_label(brush, series, p) for p in segment],
            "textposition": [_label_place(brush, series, p) for p in segment],
            "textfont": {"color": PALETTES[brush.theme].ink},
            **_hover(brush, segment),
        }
        if hollow:
            trace["error_y"] = whisker(segment[0].figure.interval.hi is None, span, colour)
        traces.append(trace)
    return traces


def _labelled(brush: Brush) -> bool:
    return len(words.points_of(brush.concept)) <= MOST_LABELS


def _point_label(brush: Brush, series: Series, point: Observation) -> str:
    label = words.mark(point, brush.scale, brush.lang)
    if len(brush.concept) == 1 or point is not series.latest:
        return label
    place = list(brush.concept).index(series)
    first, *rest = _series_label(brush, series)
    return "<br>".join([label, named(place, first, brush.theme), *rest])


def _series_label(brush: Brush, series: Series) -> list[str]:
    return words.wrap_label(brush.tables.label("scope", series.definition.scope, brush.lang))


def _label_place(brush: Brush, series: Series, point: Observation) -> str:
    """Beside the last point of each of several series; else above, or away from a whisker."""
    if len(brush.concept) > 1 and point is series.latest:
        return "middle right"
    if len(brush.concept) == 1 and _crowded(brush, series, point):
        return "bottom center"
    highest = max(brush.concept, key=lambda s: s.latest.figure.value)
    upward = point.figure.one_sided and point.figure.interval.hi is None
    return "bottom center" if upward or series is not highest else "top center"


def _crowded(brush: Brush, series: Series, point: Observation) -> bool:
    """Whether the label must make way for that of a higher neighbour close by."""
    points = series.points
    span = moment(points[-1]) - moment(points[0])
    for other in points:
        near = abs(moment(other) - moment(point)) / span * 210 < 60 if span else False
        above = other.figure.value - point.figure.value
        if series.definition.measure == "rank":
            above = -above
        if other is not point and near and above > 0:
            return True
    return False


def _hover(brush: Brush, points: Sequence[Observation]) -> Drawn:
    return {
        "hovertext": [words.hover(brush.tables, p, brush.lang) for p in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def whisker(upward: bool, span: float, colour: str) -> Drawn:
    """A whisker to the open side of a bound."""
    length = span * 0.1
    return {
        "type": "data",
        "symmetric": False,
        "array": [length if upward else 0],
        "arrayminus": [0 if upward else length],
        "color": colour,
        "thickness": 1.5,
        "width": 6,
    }


def extent(values: Sequence[float]) -> tuple[float, float, bool]:
    """Range of a value axis, and whether it starts at zero: only a flat band leaves zero out."""
    low, high = min(values), max(values)
    if low < 0.6 * high:
        return 0.0, high * (1 + _ROOM), True
    room = (high - low or abs(high) or 1.0) * 0.6
    return low - room, high + room, False


def _value_ticks(low: float, high: float, brush: Brush) -> tuple[dict[str, Any], int]:
    """Four or five round ticks, written by the one formatter."""
    step = round_step((high - low) / 4)
    first = int(-(-low // step))
    values = [round(n * step, 10) for n in range(first, int(high // step) + 1)]
    labels = [number_text_of(v, brush.lang) for v in values]
    left = max((cells(label) for label in labels), default=1) * 7 + 12
    return {"tickvals": values, "ticktext": labels}, left


def round_step(raw: float) -> float:
    """The next round step: 1, 2 or 5 times a power of ten."""
    power = 10.0
    while power > raw:
        power /= 10
    while power * 10 <= raw:
        power *= 10
    return next(power * m for m in (1, 2, 5, 10) if power * m >= raw)


def _room_right(brush: Brush) -> float:
    """Share of the narrowest plot that the labels of several series need at its right."""
    if len(brush.concept) == 1:
        return 0.14
    widest = max(cells(line) for s in brush.concept for line in _series_label(brush, s))
    return (widest * 7 + 26) / 270


def _time_axis(points: Sequence[Observation], room: float) -> dict[str, Any]:
    """Ticks at the periods present; of two that would overlap the later one stays."""
    first, last = moment(points[0]), moment(points[-1])
    span = max(last - first, timedelta(days=200))
    ticks: list[tuple[datetime, str]] = []
    for point in points:
        at, label = moment(point), point.period.tick
        if ticks and (at - ticks[-1][0]) / span * 270 < (cells(label) + cells(ticks[-1][1])) * 3.6:
            ticks.pop()
        ticks.append((at, label))
    return {
        "type": "date",
        "range": [first - span * 0.14, last + span * room],
        "tickvals": [at for at, _ in ticks],
        "ticktext": [label for _, label in ticks],
    }


def flows(brush: Brush) -> Drawing:
    """Amounts over a period: bars as wide as their period, part-years hatched, bounds hollow."""
    points = words.points_of(brush.concept)
    high = max(brush.y(p) for p in points) * (1 + _ROOM)
    colour = brush.colour(0)
    widths = [(p.period.end - p.period.start + _DAY) * 0.86 for p in points]
    bars = {
        "type": "bar",
        "x": [moment(p) for p in points],
        "width": [w.total_seconds() * 1000 for w in widths],
        **bar_style(brush, points, colour, high),
    }
    ends = [p.period.end for p in points]
    starts = [p.period.start for p in points]
    ticks, left = _value_ticks(0, high, brush)
    axis = {
        "type": "date",
        "range": [min(starts) - _DAY * 90, max(ends) + _DAY * 90],
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
    high, low = max(*values, 0) * (1 + _ROOM), min(*values, 0) * (1 + _ROOM)
    places = list(range(len(points)))
    bars = {
        "type": "bar",
        "x": places,
        "width": 0.5,
        **bar_style(brush, points, brush.colour(0), high - low),
    }
    ticks, left = _value_ticks(low, high, brush)
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
        **_hover(brush, points),
    }


BUILDERS: dict[str, Callable[[Brush], Drawing]] = {
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
