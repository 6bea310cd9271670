"""Bars for flows, as wide as their period, and for growth, from zero."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts import captions, intervals
from metrics.charts.context import (
    DAY,
    ROOM,
    ChartContext,
    Drawn,
    PlotSpec,
    hovers,
    plot_date,
    thin_ticks,
    value_ticks,
    without_overlap,
)
from metrics.charts.line_labels import CELL, LineLabel, plot_width, width_of
from metrics.charts.marks import Provenance, provenance, tint
from metrics.charts.template import MOST_LABELS, PALETTES, TEXT_SIZE, named
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.wording import observations as words
from metrics.wording.lines import cells

# Share of its slot that a bar takes.
SLOT = 0.86
# With more bars than these a qualifier in words is wider than its bar.
MOST_WORDED = 4


def flows(context: ChartContext) -> PlotSpec:
    """Return amounts over a period.

    Bars as wide as their period, part-years hatched, bounds hollow.

    Scopes of one concept stand side by side within the period.
    """
    points = [p for s in context.concept for p in shown_flows(s)]
    high = max(context.y(p) for p in points) * (1 + ROOM)
    first = min(p.period.start for p in points) - DAY * 90
    last = max(p.period.end for p in points) + DAY * 90
    bars = [_bars(context, s, n, high) for n, s in enumerate(context.concept)]
    ticks, left = value_ticks(0, high, context)
    several = len(context.concept) > 1
    labels = {plot_date(p): words.tick_lines(p, context.lang) for p in points}
    ends = (
        tuple(_end(context, s, n, high) for n, s in enumerate(context.concept)) if several else ()
    )
    at, shown = thin_ticks(
        sorted(labels.items()), last - first, plot_width(left, ends, context.width)
    )
    axis = {"type": "date", "range": [first, last], "tickvals": at, "ticktext": shown}
    hatched = any(p.period.kind == "months" for p in points)
    return PlotSpec(
        bars,
        axis,
        {**ticks, "range": [0, high]},
        left,
        2 if hatched else 1,
        from_zero=True,
        hatched=hatched,
        ends=ends,
    )


def shown_flows(series: Series) -> tuple[Observation, ...]:
    """Return the points that have a bar: a part of a year gives way to the whole of it."""
    whole = {p.period.end.year for p in series.points if p.period.kind == "year"}
    return tuple(
        p for p in series.points if p.period.kind == "year" or p.period.end.year not in whole
    )


def drawn_points(series: Series) -> tuple[Observation, ...]:
    """Return the points of a series that its own chart draws."""
    return shown_flows(series) if series.definition.measure == "flow" else series.points


def _bars(context: ChartContext, series: Series, place: int, high: float) -> Drawn:
    count = len(context.concept)
    points = shown_flows(series)
    slots = [(p.period.end - p.period.start + DAY) * SLOT / count for p in points]
    shift = place - (count - 1) / 2
    return {
        "type": "bar",
        "name": context.tables.label("scope", series.definition.scope, context.lang),
        "x": [plot_date(p) + slot * shift for p, slot in zip(points, slots, strict=True)],
        "width": [slot.total_seconds() * 1000 for slot in slots],
        **bar_style(context, points, _tiers(series, points), context.colour(place), high),
        "text": _bar_labels(context, points, _along(points, context.along)),
    }


def _end(context: ChartContext, series: Series, place: int, high: float) -> LineLabel:
    name = words.wrap_label(context.tables.label("scope", series.definition.scope, context.lang))
    value = words.mark(series.latest, context.scale, context.lang)
    lines = (named(place, name[0], context.theme), *name[1:], value)
    return LineLabel(context.y(series.latest) / high, lines, width_of([*name, value]))


def changes(context: ChartContext) -> PlotSpec:
    """Return growth and multiples: a bar from zero for each period, none joined to another."""
    series = context.concept[0]
    points = series.points
    values = [context.y(p) for p in points]
    high, low = max(*values, 0) * (1 + ROOM), min(*values, 0)
    # Below zero a label needs room of its own.
    low -= (high - low) * ROOM if low < 0 else 0
    places = list(range(len(points)))
    bars = {
        "type": "bar",
        "x": places,
        "width": 0.5,
        **bar_style(context, points, _tiers(series, points), context.colour(0), high - low),
        "text": _bar_labels(context, points, [n * context.along / len(points) for n in places]),
    }
    ticks, left = value_ticks(low, high, context)
    axis = {
        "range": [-0.6, len(points) - 0.4],
        "tickvals": places,
        "ticktext": [words.tick_lines(p, context.lang) for p in points],
    }
    hatched = any(p.period.kind == "months" for p in points)
    return PlotSpec(
        [bars], axis, {**ticks, "range": [low, high]}, left, 2, from_zero=True, hatched=hatched
    )


def bar_style(
    context: ChartContext,
    points: Sequence[Observation],
    found: Sequence[Provenance],
    colour: str,
    span: float,
) -> Drawn:
    """Return heights, tints, hatching and whiskers of bars; their labels are added to it.

    Parameters
    ----------
    context : ChartContext
        What the builder draws with.
    points : sequence of Observation
        A bar each.
    found : sequence of Provenance
        Where each point comes from.
    colour : str
        Of the bars.
    span : float
        Length of the axis in its scale, from which whiskers take theirs.

    Returns
    -------
    dict
        Keys of a Plotly bar trace.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> from metrics.charts.captions import common_scale
    >>> from metrics.charts.context import ChartContext
    >>> own = tables.concept("pledge_financing")
    >>> context = ChartContext(tables, own, "en", "light", common_scale(own, "en"))
    >>> points = own[0].points[-1:]
    >>> bar_style(context, points, ["supplement"], "#12436D", 100)["textposition"]
    ['outside']
    """
    paper = PALETTES[context.theme].paper
    length = span * 0.08
    sides = [_sides(context, p, length) for p in points]
    # On a derived bound the label stands over the hatching, which is faint for its sake.
    muted = tint(colour, paper)
    fills = {"report": colour, "supplement": muted, "derived": colour}
    return {
        "y": [context.y(p) for p in points],
        "cliponaxis": False,
        # The label of a bound stands inside its hollow bar, clear of the whisker.
        "textposition": ["inside" if p.figure.one_sided else "outside" for p in points],
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": PALETTES[context.theme].ink, "size": TEXT_SIZE},
        "constraintext": "none",
        "marker": {
            "color": [
                (muted if t == "derived" else paper) if p.figure.one_sided else fills[t]
                for p, t in zip(points, found, strict=True)
            ],
            "line": {"color": colour, "width": 2},
            "pattern": {
                "shape": [_pattern(p) for p in points],
                "fgcolor": paper,
                "solidity": 0.3,
            },
        },
        "error_y": {
            # Where nothing is a bound, not even the caps of whiskers are drawn.
            "visible": any(p.figure.one_sided for p in points) or intervals.drawn(points),
            **intervals.error_bars(sides, colour),
        },
        **hovers(context, points),
    }


def _tiers(series: Series, points: Sequence[Observation]) -> list[Provenance]:
    return [provenance(series, p) for p in points]


def _sides(context: ChartContext, point: Observation, length: float) -> tuple[float, float]:
    """Say how far a whisker reaches below and above the top of a bar.

    Of a bound to its open side.
    """
    below, above = intervals.error_lengths(point, context.scale.exponent)
    span = point.figure.bound
    return (length if span.lo is None else below), (length if span.hi is None else above)


def _pattern(point: Observation) -> str:
    if point.derived:
        return "x"
    return "/" if point.period.kind == "months" else ""


def _along(points: Sequence[Observation], width: int) -> list[float]:
    """Return pixels at which points stand along the time axis."""
    days = [(p.period.end - points[0].period.end).days for p in points]
    return [day / (days[-1] or 1) * width for day in days]


def _fits(
    context: ChartContext,
    points: Sequence[Observation],
    at: Sequence[float],
    place: int,
    label: str,
) -> bool:
    """Tell whether a label is clear of the bars beside it.

    Narrower than its slot, or above them.
    """
    half = cells(label) * CELL / 2
    for other in (place - 1, place + 1):
        if 0 <= other < len(points):
            near = abs(at[other] - at[place]) * (1 - SLOT / 2) < half
            higher = context.y(points[other]) > context.y(points[place])
            if near and (higher or points[place].figure.one_sided):
                return False
    return True


def _bar_labels(
    context: ChartContext, points: Sequence[Observation], at: Sequence[float]
) -> list[str]:
    """Return values at the last and the highest bar, and where they are few at all that leave room.

    Narrow bars have their qualifier as a sign. Of several scopes the names at the right carry the
    latest values.
    """
    few = len(captions.points_of(context.concept)) <= MOST_LABELS
    if len(context.concept) > 1 and not few:
        return [""] * len(points)
    signs = len(points) > MOST_WORDED
    marks = [words.mark(p, context.scale, context.lang, signs=signs) for p in points]
    last, highest = len(points) - 1, max(range(len(points)), key=lambda n: context.y(points[n]))
    order = list(dict.fromkeys((last, highest, *(range(len(points)) if few else ()))))
    order = [n for n in order if _fits(context, points, at, n, marks[n])]
    kept = {order[n] for n in without_overlap([(at[n], marks[n]) for n in order])}
    return [mark if n in kept else "" for n, mark in enumerate(marks)]
