"""What every builder needs: the context, ticks, whiskers and where a point stands in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from metrics.charts.line_labels import NARROWEST, LineLabel
from metrics.charts.template import PALETTES, Theme
from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording import origins
from metrics.wording.lines import cells
from metrics.wording.numbers import Scale, number_text, places_of

DAY = timedelta(days=1)
ROOM = 0.22
# Pixels of a chart's width that its axis takes up.
AXIS = 30

Drawn = dict[str, Any]


@dataclass(frozen=True)
class ChartContext:
    """All that drawing a concept needs.

    Parameters
    ----------
    width : int
        Pixels that the chart has at least: what does not fit there is left out.
    """

    tables: Tables
    concept: Sequence[Series]
    lang: Lang
    theme: Theme
    scale: Scale
    width: int = NARROWEST

    @property
    def along(self) -> int:
        """Pixels between the first and the last point."""
        return self.width - AXIS

    def y(self, point: Observation) -> float:
        """Return the value in the scale of the axis."""
        return float(point.figure.value.scaleb(-self.scale.exponent))

    def colour(self, place: int) -> str:
        """Return the colour of the series at a place."""
        return PALETTES[self.theme].marks[place]


@dataclass(frozen=True)
class PlotSpec:
    """Traces and axes of a chart, before its texts are laid out."""

    traces: list[Drawn]
    xaxis: dict[str, Any]
    yaxis: dict[str, Any]
    left: int
    tick_lines: int
    from_zero: bool
    hatched: bool = False
    joins: bool = False
    ends: tuple[LineLabel, ...] = ()


def plot_date(point: Observation) -> datetime:
    """Say where a point stands: a stock at its day, the rest in the middle of its period."""
    start = datetime.combine(point.period.start, datetime.min.time())
    end = datetime.combine(point.period.end, datetime.min.time())
    if point.period.kind in ("date", "years"):
        return end
    return start + (end + DAY - start) / 2


def number_text_of(value: float, lang: Lang) -> str:
    """Return a tick's number with as many decimals as it needs."""
    exact = Decimal(repr(value)).normalize()
    return number_text(exact, places_of(exact), lang)


def hovers(context: ChartContext, points: Sequence[Observation]) -> Drawn:
    """Return what points say when they are hovered."""
    return {
        "hovertext": [origins.hover(context.tables, p, context.lang) for p in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def thin_ticks(
    ticks: Sequence[tuple[datetime, str]], span: timedelta, plot: int = 270
) -> tuple[list[datetime], list[str]]:
    """Return ticks whose labels fit side by side on a narrow screen; the latest stays.

    Parameters
    ----------
    ticks : sequence of (datetime, str)
        In the order of time.
    span : timedelta
        Time that the plot shows.
    plot : int
        Its width in pixels.

    Returns
    -------
    tuple
        Places and labels of the ticks that are left.

    Examples
    --------
    >>> from datetime import datetime, timedelta
    >>> ticks = [(datetime(2020 + n, 1, 1), f"{2020 + n}") for n in range(5)]
    >>> thin_ticks(ticks, timedelta(days=5 * 365), 100)[1]
    ['2020', '2022', '2024']
    """
    kept: list[tuple[datetime, str]] = []
    for at, label in reversed(ticks):
        room = (_widest(label) + _widest(kept[-1][1])) * 3.6 if kept else 0
        if not kept or (kept[-1][0] - at) / span * plot >= room:
            kept.append((at, label))
    return [at for at, _ in reversed(kept)], [label for _, label in reversed(kept)]


def _widest(label: str) -> int:
    """Return cells of the longest line of a label."""
    return max(cells(line) for line in label.split("<br>"))


def without_overlap(labels: Sequence[tuple[float, str]]) -> set[int]:
    """Return places of the labels that stand side by side without touching, the first ones first.

    Parameters
    ----------
    labels : sequence of (float, str)
        Where each stands, in pixels, and what it says; the more important first.

    Examples
    --------
    >>> sorted(without_overlap([(0, "12.5"), (20, "13.1"), (40, "14.0")]))
    [0, 2]
    """
    kept: list[int] = []
    for place, (at, label) in enumerate(labels):
        if all(
            abs(at - labels[other][0]) >= (cells(label) + cells(labels[other][1]) + 1) * 3.6
            for other in kept
        ):
            kept.append(place)
    return set(kept)


def whisker(upward: bool, span: float, colour: str) -> Drawn:
    """Return a whisker to the open side of a bound.

    Parameters
    ----------
    upward : bool
        Whether the upper side is open.
    span : float
        Length of the axis, of which it is a tenth.
    colour : str
        Of the whisker.

    Returns
    -------
    dict
        An error bar of a Plotly trace.

    Examples
    --------
    >>> whisker(True, 50, "#12436D")["array"]
    [5.0]
    """
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
    """Return the range of a value axis, and whether it starts at zero.

    Only a flat band leaves zero out.
    """
    low, high = min(values), max(values)
    if low < 0.6 * high:
        return 0.0, high * (1 + ROOM), True
    room = (high - low or abs(high) or 1.0) * 0.6
    return low - room, high + room, False


def value_ticks(low: float, high: float, context: ChartContext) -> tuple[dict[str, Any], int]:
    """Return four or five round ticks, written by the one formatter.

    Parameters
    ----------
    low : float
        Lower end of the axis in its scale.
    high : float
        Upper end of the axis in its scale.
    context : ChartContext
        What the builder draws with.

    Returns
    -------
    tuple
        Ticks of a Plotly axis, and the pixels that their labels need.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> from metrics.charts.captions import common_scale
    >>> own = tables.concept("satisfaction")
    >>> context = ChartContext(tables, own, "en", "light", common_scale(own, "en"))
    >>> value_ticks(60, 90, context)[0]["tickvals"]
    [60.0, 70.0, 80.0, 90.0]
    """
    step = round_step((high - low) / 4)
    first = int(-(-low // step))
    values = [round(n * step, 10) for n in range(first, int(high // step) + 1)]
    labels = [number_text_of(v, context.lang) for v in values]
    left = max((cells(label) for label in labels), default=1) * 7 + 12
    return {"tickvals": values, "ticktext": labels}, left


def rank_ticks(best: int, worst: int) -> list[int]:
    """Return positions to write at an axis: every one where they are few, else round ones.

    Examples
    --------
    >>> rank_ticks(11, 12), rank_ticks(2, 43)
    ([11, 12], [10, 20, 30, 40])
    """
    if worst - best < 7:
        return list(range(best, worst + 1))
    step = int(round_step((worst - best) / 6))
    return [t for t in range(step, worst + 1, step) if t >= best]


def round_step(raw: float) -> float:
    """Return the next round step: 1, 2, 2.5 or 5 times a power of ten."""
    if raw <= 0:
        return 1.0
    power = 10.0
    while power > raw:
        power /= 10
    while power * 10 <= raw:
        power *= 10
    return next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw)
