"""Lines for levels and ranks: one trace a segment, so that nothing joins what does not compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from metrics.charts import captions, intervals
from metrics.charts.context import (
    ChartContext,
    Drawn,
    PlotSpec,
    extent,
    hovers,
    number_text_of,
    plot_date,
    rank_ticks,
    thin_ticks,
    value_ticks,
    whisker,
    without_overlap,
)
from metrics.charts.line_labels import CELL, LineLabel, plot_width, width_of
from metrics.charts.marks import markers
from metrics.charts.template import DASHES, MOST_LABELS, PALETTES, named
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.wording import observations as words
from metrics.wording.lines import cells

# Pixels of a chart's width that are not between its first and last label.
CROWDED = 120
# How far the plot reaches before the first point, as a share of the span of all.
BEFORE = 0.14


def levels(context: ChartContext) -> PlotSpec:
    """Return stocks, rates, scores, durations: markers always, straight lines within a segment."""
    points = captions.points_of(context.concept)
    values = [context.y(p) for p in points]
    low, high, from_zero = extent([*values, *intervals.ends(points, context.scale.exponent)])
    traces = [
        t for n, s in enumerate(context.concept) for t in _level_traces(context, s, n, high - low)
    ]
    ticks, left = value_ticks(low, high, context)
    ends = tuple(_end(context, s, n, low, high) for n, s in enumerate(context.concept))
    return PlotSpec(
        traces,
        _time_axis(
            points, plot_width(left, ends if len(ends) > 1 else (), context.width), bool(ends[1:])
        ),
        {**ticks, "range": [low, high]},
        left,
        1,
        from_zero,
        joins=True,
        ends=ends if len(ends) > 1 else (),
    )


def ranks(context: ChartContext) -> PlotSpec:
    """Return positions on a reversed axis of whole numbers."""
    drawing = levels(context)
    values = [int(p.figure.value) for p in captions.points_of(context.concept)]
    best, worst = min(values), max(values)
    shown = rank_ticks(best, worst)
    axis = {
        "range": [worst + 0.8, best - 1],
        "tickvals": shown,
        "ticktext": [number_text_of(v, context.lang) for v in shown],
    }
    return PlotSpec(drawing.traces, drawing.xaxis, axis, 36, 1, from_zero=True, joins=True)


def _level_traces(context: ChartContext, series: Series, place: int, span: float) -> list[Drawn]:
    colour = context.colour(place)
    shown = _labelled(context, series)
    traces = []
    for segment in series.segments:
        hollow = segment[0].figure.one_sided
        trace: Drawn = {
            "type": "scatter",
            "mode": "lines+markers+text",
            "name": context.tables.label("scope", series.definition.scope, context.lang),
            "x": [plot_date(p) for p in segment],
            "y": [context.y(p) for p in segment],
            "connectgaps": False,
            "cliponaxis": False,
            "line": {"color": colour, "width": 2.5, "dash": DASHES[place]},
            "marker": markers(series, segment, colour, place, context.theme),
            "text": [
                words.mark(p, context.scale, context.lang) if p in shown else "" for p in segment
            ],
            "textposition": [_label_place(context, series, p) for p in segment],
            "textfont": {"color": PALETTES[context.theme].ink},
            **hovers(context, segment),
        }
        if hollow:
            trace["error_y"] = whisker(segment[0].figure.bound.hi is None, span, colour)
        elif intervals.drawn(segment):
            sides = [intervals.error_lengths(p, context.scale.exponent) for p in segment]
            trace["error_y"] = intervals.error_bars(sides, colour)
        traces.append(trace)
    return traces


def _labelled(context: ChartContext, series: Series) -> list[Observation]:
    """Return points that carry their value: the last, the first, and between them those with room.

    Of several series the names at the right carry the latest values.
    """
    own = series.points
    few = len(captions.points_of(context.concept)) <= MOST_LABELS
    if len(context.concept) > 1:
        return [p for p in own if p is not series.latest] if few else []
    first, span = plot_date(own[0]), (plot_date(own[-1]) - plot_date(own[0])) or timedelta(days=1)
    wanted = (own[-1], own[0], *own[1:-1]) if few else (own[-1], own[0])
    labels = [
        ((plot_date(p) - first) / span * context.along, words.mark(p, context.scale, context.lang))
        for p in wanted
    ]
    return [wanted[n] for n in without_overlap(labels)]


def _end(context: ChartContext, series: Series, place: int, low: float, high: float) -> LineLabel:
    """Name and latest value at the end of a line; its date where others run further."""
    latest = series.latest
    name = words.wrap_label(context.tables.label("scope", series.definition.scope, context.lang))
    value = words.mark(latest, context.scale, context.lang)
    if latest.period.end < max(s.latest.period.end for s in context.concept):
        value = words.dated_mark(value, latest.period, context.lang)
    share = (context.y(latest) - low) / (high - low)
    lines = (named(place, name[0], context.theme), *name[1:], value)
    return LineLabel(share, lines, width_of([*name, value]))


def _label_place(context: ChartContext, series: Series, point: Observation) -> str:
    """Say above, or below where a whisker, another line or a higher neighbour needs the room.

    At both ends of a lone line it makes way for the interval of an implied value.
    """
    if len(context.concept) == 1 and intervals.drawn([point]):
        beside = {id(series.points[0]): "middle left", id(series.points[-1]): "middle right"}
        if id(point) in beside:
            return beside[id(point)]
    highest = max(context.concept, key=lambda s: s.latest.figure.value)
    upward = point.figure.one_sided and point.figure.bound.hi is None
    lone = len(context.concept) == 1
    crowded = lone and _crowded(series, point, context.width - CROWDED)
    side = "bottom" if crowded or upward or series is not highest else "top"
    half = cells(words.mark(point, context.scale, context.lang)) * CELL / 2
    # A long label of the first point would lie on the ticks of the axis.
    first = lone and point is series.points[0]
    return f"{side} {'right' if first and half > BEFORE * context.along else 'center'}"


def _crowded(series: Series, point: Observation, width: int) -> bool:
    """Tell whether the label must make way for that of a higher neighbour close by."""
    points = series.points
    span = plot_date(points[-1]) - plot_date(points[0])
    for other in points:
        near = abs(plot_date(other) - plot_date(point)) / span * width < 60 if span else False
        above = other.figure.value - point.figure.value
        if series.definition.measure == "rank":
            above = -above
        if other is not point and near and above > 0:
            return True
    return False


def _time_axis(points: Sequence[Observation], width: int, named_ends: bool) -> dict[str, Any]:
    """Return ticks at the periods present, as many as fit between the labels at both sides."""
    first, last = plot_date(points[0]), plot_date(points[-1])
    span = max(last - first, timedelta(days=200))
    outer = (points[0], points[-1])
    ticks = {plot_date(p): p.period.tick for p in points if p.period.closes_a_year or p in outer}
    at, labels = thin_ticks(sorted(ticks.items()), span, width)
    return {
        "type": "date",
        "range": [first - span * BEFORE, last + span * (0.04 if named_ends else BEFORE)],
        "tickvals": at,
        "ticktext": labels,
    }
