"""Marks of a series as traces: markers, bars, whiskers, and what is told of them on hover."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from metrics.charts.plotly.canvas import Part
from metrics.charts.plotly.ground import Ground
from metrics.charts.spec import Mark, SeriesSpec
from metrics.wording.lines import plain

# Days between two marks from which a year is missing between them.
_GAP = 550


def told(series: SeriesSpec, marks: Sequence[Mark]) -> Part:
    """Return what is told of marks on hover, and their addresses."""
    return {
        "text": [_rows(series, m) for m in marks],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [f"{series.key}@{m.period}" for m in marks],
    }


def _rows(series: SeriesSpec, mark: Mark) -> str:
    first, *rest = [plain(row) for row in mark.hover] or [""]
    # Lines of the background have their names here alone.
    dated = [" · ".join(filter(None, (plain(series.name), row))) for row in rest[:1]]
    lines = [f"<b>{first}</b>", *dated]
    lines += [f"<span style='font-size:12px'>{row}</span>" for row in rest[1:2]]
    return "<br>".join(lines)


def irregular(series: SeriesSpec) -> set[Mark]:
    """Return marks that a line alone would not show: alone, or beside a missing year.

    Examples
    --------
    >>> def mark(day):
    ...     return Mark(day, 1, str(day), "1", ())
    >>> run = (mark(0), mark(365), mark(730), mark(1460))
    >>> found = irregular(SeriesSpec("a", "", "", "subject", (run,)))
    >>> sorted(m.at for m in found)
    [730, 1460]
    """
    found: set[Mark] = set()
    for run in series.runs:
        if len(run) == 1:
            found.add(run[0])
        for a, b in pairwise(sorted(run, key=lambda m: m.at)):
            if b.at - a.at > _GAP:
                found |= {a, b}
    return found


def whiskers(marks: Sequence[Mark], colour: str, factor: float) -> Part:
    """Return intervals of values as error bars, or nothing where none is wide enough.

    A mark without one has none: a bar of no length would leave a stroke across the line.
    """
    up = [None if m.high is None else max(m.high - m.value, 0) for m in marks]
    down = [None if m.low is None else max(m.value - m.low, 0) for m in marks]
    if not any(up) and not any(down):
        return {}
    return {
        "type": "data",
        "symmetric": False,
        "array": up,
        "arrayminus": down,
        "color": colour,
        "thickness": 1.5 * factor,
        "width": 4 * factor,
    }


def points(ground: Ground, series: SeriesSpec, *, quiet: bool) -> Part:
    """Return the trace of a series' points; those without a marker are targets of the pointer.

    Parameters
    ----------
    ground : Ground
        Where they stand.
    series : SeriesSpec
        Whose they are.
    quiet : bool
        Whether even its last point has no marker, as in the background.

    Returns
    -------
    dict
        A Plotly trace.
    """
    marks = series.marks
    colours, f = ground.colours, ground.style.factor
    colour = colours.line(series.role)
    seen = set() if quiet else irregular(series)
    last = marks[-1]
    thin = series.role in ("comparator", "background")
    looks = [_look(m, m is last and not quiet, m in seen, thin) for m in marks]
    shades = [colours.comparator if m.glimpse else colour for m in marks]
    solid = {True: colours.paper, False: None}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [m.at for m in marks],
        "y": [m.value for m in marks],
        "name": series.title,
        "cliponaxis": False,
        "marker": {
            "symbol": [symbol for symbol, _, _ in looks],
            "size": [size * f for _, size, _ in looks],
            "opacity": [shown for _, _, shown in looks],
            "color": [solid[bool(m.open)] or s for m, s in zip(marks, shades, strict=True)],
            "line": {
                "color": [
                    s if m.open or m.derived else colours.paper
                    for m, s in zip(marks, shades, strict=True)
                ],
                "width": [(2 if m.open or m.derived else 1) * f for m in marks],
            },
        },
        **told(series, marks),
    }


def intervals(ground: Ground, series: SeriesSpec) -> Part | None:
    """Return the trace of the intervals of a line's marks; None where no mark has one.

    Error bars of all marks would have caps where there is no interval.
    """
    marks = [m for m in series.marks if m.low is not None or m.high is not None]
    colour = ground.colours.line(series.role)
    whisker = whiskers(marks, colour, ground.style.factor)
    if not whisker:
        return None
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [m.at for m in marks],
        "y": [m.value for m in marks],
        "marker": {"size": 1, "opacity": 0},
        "hoverinfo": "skip",
        "error_y": whisker,
    }


def _look(mark: Mark, last: bool, seen: bool, thin: bool) -> tuple[str, float, float]:
    """Return symbol, size and opacity of a marker."""
    if mark.derived:
        return "x-thin", 7, 1
    if mark.open:
        return "circle", 8, 1
    if mark.glimpse:
        return "circle", 6, 1
    if last:
        return "circle", 6 if thin else 9, 1
    if seen:
        return "circle", 5 if thin else 6.5, 1
    return "circle", 10, 0
