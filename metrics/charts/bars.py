"""Bars for flows, as wide as their period, and for growth, from zero."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts import captions, intervals, words
from metrics.charts.brush import (
    DAY,
    ROOM,
    Brush,
    Drawing,
    Drawn,
    hovers,
    moment,
    roomy,
    thinned,
    value_ticks,
)
from metrics.charts.ends import CELL, End, plot_width, width_of
from metrics.charts.layout import cells
from metrics.charts.marks import Tier, tier, tint
from metrics.charts.template import MOST_LABELS, PALETTES, TEXT_SIZE, named
from metrics.facts import Observation
from metrics.series import Series

# Share of its slot that a bar takes.
SLOT = 0.86
# With more bars than these a qualifier in words is wider than its bar.
MOST_WORDED = 4


def flows(brush: Brush) -> Drawing:
    """Amounts over a period: bars as wide as their period, part-years hatched, bounds hollow.

    Scopes of one concept stand side by side within the period.
    """
    points = [p for s in brush.concept for p in shown_flows(s)]
    high = max(brush.y(p) for p in points) * (1 + ROOM)
    first = min(p.period.start for p in points) - DAY * 90
    last = max(p.period.end for p in points) + DAY * 90
    bars = [_bars(brush, s, n, high) for n, s in enumerate(brush.concept)]
    ticks, left = value_ticks(0, high, brush)
    several = len(brush.concept) > 1
    labels = {moment(p): words.tick_lines(p, brush.lang) for p in points}
    ends = tuple(_end(brush, s, n, high) for n, s in enumerate(brush.concept)) if several else ()
    at, shown = thinned(sorted(labels.items()), last - first, plot_width(left, ends, brush.width))
    axis = {"type": "date", "range": [first, last], "tickvals": at, "ticktext": shown}
    hatched = any(p.period.kind == "months" for p in points)
    return Drawing(
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
    """The points that have a bar: a part of a year gives way to the whole of it."""
    whole = {p.period.end.year for p in series.points if p.period.kind == "year"}
    return tuple(
        p for p in series.points if p.period.kind == "year" or p.period.end.year not in whole
    )


def drawn_points(series: Series) -> tuple[Observation, ...]:
    """The points of a series that its own chart draws."""
    return shown_flows(series) if series.definition.measure == "flow" else series.points


def _bars(brush: Brush, series: Series, place: int, high: float) -> Drawn:
    count = len(brush.concept)
    points = shown_flows(series)
    slots = [(p.period.end - p.period.start + DAY) * SLOT / count for p in points]
    shift = place - (count - 1) / 2
    return {
        "type": "bar",
        "name": brush.tables.label("scope", series.definition.scope, brush.lang),
        "x": [moment(p) + slot * shift for p, slot in zip(points, slots, strict=True)],
        "width": [slot.total_seconds() * 1000 for slot in slots],
        **bar_style(brush, points, _tiers(series, points), brush.colour(place), high),
        "text": _bar_labels(brush, points, _along(points, brush.along)),
    }


def _end(brush: Brush, series: Series, place: int, high: float) -> End:
    name = words.wrap_label(brush.tables.label("scope", series.definition.scope, brush.lang))
    value = words.mark(series.latest, brush.scale, brush.lang)
    lines = (named(place, name[0], brush.theme), *name[1:], value)
    return End(brush.y(series.latest) / high, lines, width_of([*name, value]))


def changes(brush: Brush) -> Drawing:
    """Growth and multiples: a bar from zero for each period, none joined to another."""
    series = brush.concept[0]
    points = series.points
    values = [brush.y(p) for p in points]
    high, low = max(*values, 0) * (1 + ROOM), min(*values, 0)
    # Below zero a label needs room of its own.
    low -= (high - low) * ROOM if low < 0 else 0
    places = list(range(len(points)))
    bars = {
        "type": "bar",
        "x": places,
        "width": 0.5,
        **bar_style(brush, points, _tiers(series, points), brush.colour(0), high - low),
        "text": _bar_labels(brush, points, [n * brush.along / len(points) for n in places]),
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
    brush: Brush, points: Sequence[Observation], found: Sequence[Tier], colour: str, span: float
) -> Drawn:
    """Heights, tints, hatching and whiskers of bars; their labels are added to it."""
    paper = PALETTES[brush.theme].paper
    length = span * 0.08
    sides = [_sides(brush, p, length) for p in points]
    # On a derived bound the label stands over the hatching, which is faint for its sake.
    muted = tint(colour, paper)
    fills = {"report": colour, "supplement": muted, "derived": colour}
    return {
        "y": [brush.y(p) for p in points],
        "cliponaxis": False,
        # The label of a bound stands inside its hollow bar, clear of the whisker.
        "textposition": ["inside" if p.figure.one_sided else "outside" for p in points],
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": PALETTES[brush.theme].ink, "size": TEXT_SIZE},
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
        **hovers(brush, points),
    }


def _tiers(series: Series, points: Sequence[Observation]) -> list[Tier]:
    return [tier(series, p) for p in points]


def _sides(brush: Brush, point: Observation, length: float) -> tuple[float, float]:
    """How far a whisker reaches below and above the top of a bar: of a bound to its open side."""
    below, above = intervals.reaches(point, brush.scale.exponent)
    span = point.figure.interval
    return (length if span.lo is None else below), (length if span.hi is None else above)


def _pattern(point: Observation) -> str:
    if point.derived:
        return "x"
    return "/" if point.period.kind == "months" else ""


def _along(points: Sequence[Observation], width: int) -> list[float]:
    """Pixels at which points stand along the time axis."""
    days = [(p.period.end - points[0].period.end).days for p in points]
    return [day / (days[-1] or 1) * width for day in days]


def _fits(
    brush: Brush, points: Sequence[Observation], at: Sequence[float], place: int, label: str
) -> bool:
    """Whether a label is clear of the bars beside it: narrower than its slot, or above them."""
    half = cells(label) * CELL / 2
    for other in (place - 1, place + 1):
        if 0 <= other < len(points):
            near = abs(at[other] - at[place]) * (1 - SLOT / 2) < half
            higher = brush.y(points[other]) > brush.y(points[place])
            if near and (higher or points[place].figure.one_sided):
                return False
    return True


def _bar_labels(brush: Brush, points: Sequence[Observation], at: Sequence[float]) -> list[str]:
    """Values at the last and the highest bar, and where they are few at all that leave room.

    Narrow bars have their qualifier as a sign. Of several scopes the names at the right carry the
    latest values.
    """
    few = len(captions.points_of(brush.concept)) <= MOST_LABELS
    if len(brush.concept) > 1 and not few:
        return [""] * len(points)
    signs = len(points) > MOST_WORDED
    marks = [words.mark(p, brush.scale, brush.lang, signs=signs) for p in points]
    last, highest = len(points) - 1, max(range(len(points)), key=lambda n: brush.y(points[n]))
    order = list(dict.fromkeys((last, highest, *(range(len(points)) if few else ()))))
    order = [n for n in order if _fits(brush, points, at, n, marks[n])]
    kept = {order[n] for n in roomy([(at[n], marks[n]) for n in order])}
    return [mark if n in kept else "" for n, mark in enumerate(marks)]
