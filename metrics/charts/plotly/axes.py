"""Axes: ticks inside the plot above their lines, the unit once on the topmost, years below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from metrics.charts.plotly.geometry import Box, Segment
from metrics.charts.plotly.ground import Ground, axis_base, joined, size_of
from metrics.charts.spec import Axis, Tick
from metrics.locale import Lang
from metrics.wording.numbers import ordinal
from metrics.wording.widths import ems

# Pixels between two labels of the axis of time.
_BETWEEN = 14


def thinned(ticks: Sequence[Tick], places: Sequence[float], size: float) -> list[Tick]:
    """Leave out labels that have no room; the latest stays, the others at even steps from it.

    Parameters
    ----------
    ticks : sequence of Tick
        All that may be labelled, in their order.
    places : sequence of float
        Where they stand, in pixels.
    size : float
        Of the letters.

    Returns
    -------
    list of Tick
        Those that are written.

    Examples
    --------
    >>> years = [Tick(n, str(2020 + n)) for n in range(6)]
    >>> [t.label for t in thinned(years, [n * 25.0 for n in range(6)], 12)]
    ['2021', '2023', '2025']
    """
    backward = list(zip(ticks, places, strict=True))[::-1]
    for step in range(1, len(backward) + 1):
        kept = backward[::step]
        if all(
            near - far >= (ems(a.label) + ems(b.label)) * size / 2 + _BETWEEN
            for (a, near), (b, far) in pairwise(kept)
        ):
            return [tick for tick, _ in kept][::-1]
    return [tick for tick, _ in backward[:1]]


def top_words(axis: Axis, unit: str, lang: Lang) -> tuple[Tick, str] | None:
    """Return the topmost tick of an axis and its words, which carry the unit."""
    low, high = sorted((axis.low, axis.high))
    shown = [t for t in axis.ticks if low <= t.at <= high]
    if not shown:
        return None
    if axis.rank:
        first = min(shown, key=lambda t: t.at)
        return first, str(ordinal(Decimal(round(first.at)), lang))
    last = max(shown, key=lambda t: t.at)
    return last, joined(last.label, unit)


def widest(axis: Axis, unit: str, lang: Lang, size: float) -> float:
    """Return pixels of the widest label of an axis of values, but for the topmost."""
    top = top_words(axis, unit, lang)
    return max((ems(t.label) * size for t in axis.ticks if not top or t is not top[0]), default=0)


def standing_values(ground: Ground, lang: Lang) -> None:
    """Set the standing axis of values, its labels within the plot."""
    canvas, style, colours = ground.canvas, ground.style, ground.colours
    axis = ground.plot.values
    f = style.factor
    top = top_words(axis, ground.plot.unit, lang)
    ticks = _apart(ground, [t for t in axis.ticks if min(ground.y) <= t.at <= max(ground.y)])
    texts = [" " if top and t is top[0] else t.label for t in ticks]
    canvas.axes[f"yaxis{ground.axis}"] = {
        **axis_base(colours, style),
        "domain": canvas.domain(ground.box)[1],
        "anchor": f"x{ground.axis}",
        "range": list(ground.y),
        "tickvals": [t.at for t in ticks],
        "ticktext": texts,
        "ticklabelposition": "inside top",
        "ticklabeloverflow": "allow",
        "ticklabelstandoff": -3,
        "showgrid": True,
        "gridcolor": colours.grid,
        "gridwidth": f,
        "fixedrange": True,
        "zeroline": not axis.rank and min(ground.y) <= 0 <= max(ground.y),
        "zerolinewidth": 1.5 * f,
        "zerolinecolor": colours.ink,
    }
    if ground.plot.kind == "lines" and not axis.rank and min(ground.y) <= 0 <= max(ground.y):
        zero = ground.py(0)
        ground.segments.append(Segment(ground.box.x, zero, ground.box.right, zero))
    for tick, words in zip(ticks, texts, strict=True):
        said = top[1] if top and tick is top[0] else words
        w, h = size_of(said, style.tick)
        y = ground.py(tick.at)
        box = Box(ground.box.x, y - h - f, w + 2 * f, h)
        ground.words.append(box)
        if top and tick is top[0]:
            x, _ = canvas.share(ground.box.x, 0)
            canvas.notes.append(
                {
                    "text": said,
                    "x": x,
                    "xref": "paper",
                    "xanchor": "left",
                    "y": tick.at,
                    "yref": f"y{ground.axis}",
                    "yanchor": "bottom",
                    "yshift": 1,
                    "showarrow": False,
                    "borderpad": 0,
                    "borderwidth": 0,
                    "font": {"size": style.tick, "color": colours.soft},
                }
            )


def _apart(ground: Ground, ticks: list[Tick]) -> list[Tick]:
    """Leave out every second tick, from the topmost down, until labels stand apart."""
    ordered = sorted(ticks, key=lambda t: ground.py(t.at))
    least = ground.style.tick * 1.9
    while len(ordered) > 2 and ground.py(ordered[1].at) - ground.py(ordered[0].at) < least:
        ordered = ordered[::2]
    return ordered[::-1]


def lying_time(ground: Ground, *, labelled: bool, shared: bool) -> None:
    """Set the lying axis of time; of plots above each other only the lowest is labelled."""
    canvas, style = ground.canvas, ground.style
    low, high = ground.x
    # What part of a year a bar covers stands above it: labels of two lines would push plots apart.
    ticks = [
        Tick(t.at, t.label.split("\n")[0])
        for t in sorted(ground.plot.along.ticks, key=lambda t: t.at)
        if low <= t.at <= high
    ]
    shown = thinned(ticks, [ground.px(t.at) for t in ticks], style.tick)
    canvas.axes[f"xaxis{ground.axis}"] = {
        **axis_base(ground.colours, style),
        "domain": canvas.domain(ground.box)[0],
        "anchor": f"y{ground.axis}",
        "range": list(ground.x),
        "tickvals": [t.at for t in shown],
        "ticktext": [t.label for t in shown],
        "showticklabels": labelled,
        "ticklabelstandoff": 4 * style.factor,
        **({"matches": "x"} if shared and ground.number > 1 else {}),
    }
    if ground.number == 1:
        canvas.meta["ticks"] = [[t.at, t.label] for t in ticks]
