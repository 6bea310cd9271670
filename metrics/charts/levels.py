"""Lines for levels and ranks: one trace a segment, so that nothing joins what does not compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from metrics.charts import words
from metrics.charts.brush import (
    Brush,
    Drawing,
    Drawn,
    extent,
    hovers,
    moment,
    number_text_of,
    value_ticks,
    whisker,
)
from metrics.charts.layout import cells
from metrics.charts.template import DASHES, MOST_LABELS, PALETTES, SYMBOLS, named
from metrics.facts import Observation
from metrics.series import Series


def levels(brush: Brush) -> Drawing:
    """Stocks, rates, scores, durations: markers always, straight lines within a segment."""
    points = words.points_of(brush.concept)
    values = [brush.y(p) for p in points]
    low, high, from_zero = extent(values)
    traces = [
        t for n, s in enumerate(brush.concept) for t in _level_traces(brush, s, n, high - low)
    ]
    ticks, left = value_ticks(low, high, brush)
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
            **hovers(brush, segment),
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
