"""Lines along time: one a run, so that nothing joins what does not compare."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from metrics.charts.plotly.geometry import Box, Segment
from metrics.charts.plotly.ground import Ground, size_of
from metrics.charts.plotly.marks import intervals, points
from metrics.charts.plotly.placing import DOWNWARD, UPWARD, Label, Side, Walls, place
from metrics.charts.spec import Mark, SeriesSpec

# What lies behind is drawn first.
_DEPTH = {"background": 0, "comparator": 1, "second": 2, "subject": 3}
# So many points have all their values where they fit.
_MOST = 24
# In a plot as low as so many labels only the outermost values are written.
_LOW = 7
# Pixels that values keep clear of a level on both sides.
_CLEAR = 5
_STRONG = ("subject", "second")


def draw_lines(ground: Ground) -> None:
    """Draw the lines of a plot and their points."""
    for series in sorted(ground.plot.series, key=lambda s: _DEPTH[s.role]):
        if not series.marks:
            continue
        ground.add(_line(ground, series))
        whiskers = intervals(ground, series)
        if whiskers is not None:
            ground.add(whiskers)
        ground.add(points(ground, series, quiet=series.role == "background"))
        _bounds(ground, series)
        line_walls(ground, series)


def _line(ground: Ground, series: SeriesSpec) -> dict[str, object]:
    strong = series.role in _STRONG
    x: list[float | None] = []
    y: list[float | None] = []
    for run in series.runs:
        marks = sorted((m for m in run if not m.glimpse), key=lambda m: m.at)
        x += [*(m.at for m in marks), None]
        y += [*(m.value for m in marks), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "name": series.title,
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
        "line": {
            "color": ground.colours.line(series.role),
            "width": (2.5 if strong else 1.25) * ground.style.factor,
        },
    }


def _bounds(ground: Ground, series: SeriesSpec) -> None:
    """Point from each bound to its open side."""
    colour = ground.colours.line(series.role)
    for m in series.marks:
        if m.open:
            gap = 5 * ground.style.factor
            ground.arrow((m.at, m.value), colour, upward=m.open == "above", gap=gap)


def line_walls(ground: Ground, series: SeriesSpec) -> None:
    """Remember what labels keep clear of: the line of a series and its points."""
    for run in series.runs:
        marks = sorted((m for m in run if not m.glimpse), key=lambda m: m.at)
        for a, b in pairwise(marks):
            ground.segments.append(
                Segment(ground.px(a.at), ground.py(a.value), ground.px(b.at), ground.py(b.value))
            )
    if series.role == "background":
        return
    for m in series.marks:
        half = (4 if m is series.marks[-1] or m.open or m.derived else 2) * ground.style.factor
        x, y = ground.px(m.at), ground.py(m.value)
        ground.solids.append(Box(x - half, y - half, 2 * half, 2 * half))
        if m.low is not None or m.high is not None:
            up = ground.py(m.high if m.high is not None else m.value)
            down = ground.py(m.low if m.low is not None else m.value)
            ground.solids.append(Box(x - 5, up - 2, 10, down - up + 4))


def label_lines(ground: Ground, *, ended: frozenset[str]) -> None:
    """Write values at points: first, last, highest and lowest, and all where they fit.

    Parameters
    ----------
    ground : Ground
        The plot, its lines drawn.
    ended : frozenset of str
        Keys of series whose newest value stands beside their end.
    """
    lines = [s for s in ground.plot.series if s.role != "background" and s.marks]
    # Numbers of lines that have no name would tell nothing.
    shown = [s for s in lines if s.role != "comparator" or s.key in ended]
    # Firsts of many comparators would be such, too; native charts have none.
    few = len(shown) - sum(s.role in _STRONG for s in shown) < 2
    first = few and not ground.style.written
    low = ground.box.h < ground.style.label * _LOW
    wanted = [
        (rank, series, m)
        for series in shown
        for m, rank in _ranked(series, every=len(lines) == 1 and not low, first=first)
        if rank or series.key not in ended
    ]
    wanted.sort(key=lambda w: (w[0], -w[2].at))
    _write(ground, wanted)


def _ranked(series: SeriesSpec, *, every: bool, first: bool) -> Iterator[tuple[Mark, int]]:
    """Yield marks with what their labels weigh: last, first, outermost, then all of a lone line."""
    marks = series.marks
    strong = series.role in _STRONG
    far = outermost(series)
    for m in marks:
        if m is marks[-1]:
            yield m, 0
        elif m is marks[0]:
            if strong or first:
                yield m, 1 if strong else 4
        elif m.glimpse:
            continue
        elif strong and (m in far or m.open):
            yield m, 2
        elif every and len(marks) <= _MOST:
            yield m, 3


def outermost(series: SeriesSpec) -> set[Mark]:
    """Return the highest and the lowest of the longest run, and where runs begin after a break."""
    runs = [sorted(run, key=lambda m: m.at) for run in series.runs]
    longest = max(runs, key=len)
    found = {max(longest, key=lambda m: m.value), min(longest, key=lambda m: m.value)}
    return found | {run[0] for run in runs if len(run) > 1}


def _write(ground: Ground, wanted: list[tuple[int, SeriesSpec, Mark]]) -> None:
    style, f = ground.style, ground.style.factor
    labels, sizes, words = [], [], []
    for rank, series, m in wanted:
        size = style.end if rank == 0 and series.role == "subject" else style.label
        words.append(_words(ground, rank, m))
        w, h = size_of(words[-1], size, bold=rank < 2)
        sides = _sides(ground, series, m)
        sizes.append(size)
        labels.append(
            Label(
                ground.px(m.at),
                ground.py(m.value),
                w,
                h,
                sides,
                (7 if m.low is None else 12) * f,
                required=rank < 2,
            )
        )
    solids = (*ground.solids, *_levels(ground))
    walls = Walls(solids, tuple(ground.segments), tuple(ground.words))
    boxes = place(labels, walls, ground.paper)
    for (rank, series, m), size, said, box in zip(wanted, sizes, words, boxes, strict=True):
        if box is None:
            continue
        strong = rank < 2 and series.role in _STRONG
        colour = ground.colours.text(series.role) if strong else ground.colours.ink
        colour = ground.colours.soft if series.role == "comparator" else colour
        ground.note(said, box, (m.at, m.value), size, colour, bold=strong)


def _levels(ground: Ground) -> Iterator[Box]:
    """Yield the room around levels: a value close to one would be taken for that of the level."""
    half = _CLEAR * ground.style.factor
    for level in ground.plot.references:
        y = ground.py(level.value)
        yield Box(ground.box.x, y - half, ground.box.w, 2 * half)


def _words(ground: Ground, rank: int, mark: Mark) -> str:
    """Return the words at a point; ranks but the newest are bare numbers, as at their axis."""
    return f"{mark.value:g}" if ground.plot.values.rank and rank else ground.style.said(mark)


def _sides(ground: Ground, series: SeriesSpec, mark: Mark) -> tuple[Side, ...]:
    """Say where a label is best: on the outer side of the bend."""
    marks = series.marks
    n = marks.index(mark)
    y = ground.py(mark.value)
    near = [ground.py(marks[k].value) for k in (n - 1, n + 1) if 0 <= k < len(marks)]
    below = bool(near) and y > sum(near) / len(near) + 1
    sides = DOWNWARD if below else UPWARD
    if mark.low is None and mark.high is None:
        return sides
    # Above and below stands its interval.
    return tuple(side for side in sides if side not in ("above", "below"))
