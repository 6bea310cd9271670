"""Lines for levels and ranks: one trace a segment, so that nothing joins what does not compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from metrics.charts import captions, intervals, words
from metrics.charts.brush import (
    Brush,
    Drawing,
    Drawn,
    extent,
    hovers,
    moment,
    number_text_of,
    rank_ticks,
    roomy,
    thinned,
    value_ticks,
    whisker,
)
from metrics.charts.ends import End, plot_width, width_of
from metrics.charts.marks import markers
from metrics.charts.template import DASHES, MOST_LABELS, PALETTES, named
from metrics.facts import Observation
from metrics.series import Series

# Pixels of a chart's width that are not between its first and last label.
CROWDED = 120


def levels(brush: Brush) -> Drawing:
    """Stocks, rates, scores, durations: markers always, straight lines within a segment."""
    points = captions.points_of(brush.concept)
    values = [brush.y(p) for p in points]
    low, high, from_zero = extent([*values, *intervals.ends(points, brush.scale.exponent)])
    traces = [
        t for n, s in enumerate(brush.concept) for t in _level_traces(brush, s, n, high - low)
    ]
    ticks, left = value_ticks(low, high, brush)
    ends = tuple(_end(brush, s, n, low, high) for n, s in enumerate(brush.concept))
    return Drawing(
        traces,
        _time_axis(
            points, plot_width(left, ends if len(ends) > 1 else (), brush.width), bool(ends[1:])
        ),
        {**ticks, "range": [low, high]},
        left,
        1,
        from_zero,
        joins=True,
        ends=ends if len(ends) > 1 else (),
    )


def ranks(brush: Brush) -> Drawing:
    """Positions on a reversed axis of whole numbers."""
    drawing = levels(brush)
    values = [int(p.figure.value) for p in captions.points_of(brush.concept)]
    best, worst = min(values), max(values)
    shown = rank_ticks(best, worst)
    axis = {
        "range": [worst + 0.8, best - 1],
        "tickvals": shown,
        "ticktext": [number_text_of(v, brush.lang) for v in shown],
    }
    return Drawing(drawing.traces, drawing.xaxis, axis, 36, 1, from_zero=True, joins=True)


def _level_traces(brush: Brush, series: Series, place: int, span: float) -> list[Drawn]:
    colour = brush.colour(place)
    shown = _labelled(brush, series)
    traces = []
    for segment in series.segments:
        hollow = segment[0].figure.one_sided
        trace: Drawn = {
            "type": "scatter",
            "mode": "lines+markers+text",
            "name": brush.tables.label("scope", series.definition.scope, brush.lang),
            "x": [moment(p) for p in segment],
            "y": [brush.y(p) for p in segment],
            "connectgaps": False,
            "cliponaxis": False,
            "line": {"color": colour, "width": 2.5, "dash": DASHES[place]},
            "marker": markers(series, segment, colour, place, brush.theme),
            "text": [words.mark(p, brush.scale, brush.lang) if p in shown else "" for p in segment],
            "textposition": [_label_place(brush, series, p) for p in segment],
            "textfont": {"color": PALETTES[brush.theme].ink},
            **hovers(brush, segment),
        }
        if hollow:
            trace["error_y"] = whisker(segment[0].figure.interval.hi is None, span, colour)
        elif intervals.drawn(segment):
            sides = [intervals.reaches(p, brush.scale.exponent) for p in segment]
            trace["error_y"] = intervals.error_bars(sides, colour)
        traces.append(trace)
    return traces


def _labelled(brush: Brush, series: Series) -> list[Observation]:
    """Points that carry their value: the last, the first, and between them those with room.

    Of several series the names at the right carry the latest values.
    """
    own = series.points
    few = len(captions.points_of(brush.concept)) <= MOST_LABELS
    if len(brush.concept) > 1:
        return [p for p in own if p is not series.latest] if few else []
    first, span = moment(own[0]), (moment(own[-1]) - moment(own[0])) or timedelta(days=1)
    wanted = (own[-1], own[0], *own[1:-1]) if few else (own[-1], own[0])
    labels = [
        ((moment(p) - first) / span * brush.along, words.mark(p, brush.scale, brush.lang))
        for p in wanted
    ]
    return [wanted[n] for n in roomy(labels)]


def _end(brush: Brush, series: Series, place: int, low: float, high: float) -> End:
    """Name and latest value at the end of a line; its date where others run further."""
    latest = series.latest
    name = words.wrap_label(brush.tables.label("scope", series.definition.scope, brush.lang))
    value = words.mark(latest, brush.scale, brush.lang)
    if latest.period.end < max(s.latest.period.end for s in brush.concept):
        value = words.dated_mark(value, latest.period, brush.lang)
    share = (brush.y(latest) - low) / (high - low)
    lines = (named(place, name[0], brush.theme), *name[1:], value)
    return End(share, lines, width_of([*name, value]))


def _label_place(brush: Brush, series: Series, point: Observation) -> str:
    """Above, or below where a whisker, another line or a higher neighbour needs the room.

    At both ends of a lone line it makes way for the interval of an implied value.
    """
    if len(brush.concept) == 1 and intervals.drawn([point]):
        beside = {id(series.points[0]): "middle left", id(series.points[-1]): "middle right"}
        if id(point) in beside:
            return beside[id(point)]
    if len(brush.concept) == 1 and _crowded(series, point, brush.width - CROWDED):
        return "bottom center"
    highest = max(brush.concept, key=lambda s: s.latest.figure.value)
    upward = point.figure.one_sided and point.figure.interval.hi is None
    return "bottom center" if upward or series is not highest else "top center"


def _crowded(series: Series, point: Observation, width: int) -> bool:
    """Whether the label must make way for that of a higher neighbour close by."""
    points = series.points
    span = moment(points[-1]) - moment(points[0])
    for other in points:
        near = abs(moment(other) - moment(point)) / span * width < 60 if span else False
        above = other.figure.value - point.figure.value
        if series.definition.measure == "rank":
            above = -above
        if other is not point and near and above > 0:
            return True
    return False


def _time_axis(points: Sequence[Observation], width: int, named_ends: bool) -> dict[str, Any]:
    """Ticks at the periods present, as many as fit between the labels at both sides."""
    first, last = moment(points[0]), moment(points[-1])
    span = max(last - first, timedelta(days=200))
    outer = (points[0], points[-1])
    ticks = {moment(p): p.period.tick for p in points if p.period.closes_a_year or p in outer}
    at, labels = thinned(sorted(ticks.items()), span, width)
    return {
        "type": "date",
        "range": [first - span * 0.14, last + span * (0.04 if named_ends else 0.14)],
        "tickvals": at,
        "ticktext": labels,
    }
