"""Rows: lying bars with their names, and pairs of values in a row."""

from __future__ import annotations

from dataclasses import replace

from metrics.charts.plotly.axes import thinned
from metrics.charts.plotly.bars import fill
from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.ground import Ground, axis_base, joined, size_of
from metrics.charts.plotly.marks import told
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec, Tick
from metrics.locale import Lang, text
from metrics.wording.lines import wrap
from metrics.wording.widths import ems

# Least height in letters of a row whose name stands above its bar.
_STACKED = 2.7
# Share of the width that names take at most where they stand beside the bars.
_NAMES = 0.34


def draw_rows(ground: Ground) -> None:
    """Draw rows from the first downward: names, bars or pairs, values."""
    style = ground.style
    if ground.plot.kind == "pairs":
        # Values of the first row stand clear of the legend.
        ground.box = ground.box.below(ground.box.y + style.label * 0.4)
    most = int(ground.box.h / (style.tick * 1.25))
    plot = ground.plot = fewer(ground.plot, max(most, 2), ground.lang)
    count = _count(plot)
    names = {int(t.at): t.label for t in plot.along.ticks}
    each = ground.box.h / count
    above = each >= style.label * _STACKED
    label = style.label if each >= style.label * 1.25 else style.tick
    w = max((size_of(n, label)[0] for n in names.values()), default=0)
    left = 2.0 if above else min(w + 10 * style.factor, ground.box.w * _NAMES)
    _axes(ground, count, left, label)
    # A name stands close above its bar, and both in the middle of their row.
    name = label * 1.5 if above else 0.0
    thick = min((each - name) * (0.62 if not above else 0.8), 30 * style.factor)
    top = (each - name - thick) / 2 if above else 0.0
    for n in range(count):
        _name(ground, n, names.get(n, ""), each, left, label, top if above else None)
    middle = (top + name + thick / 2) / each if above else 0.5
    if plot.kind == "pairs":
        _pairs(ground, middle - 0.5, label, min(11 * style.factor, each * 0.55))
    else:
        _bars(ground, middle - 0.5, thick / each, label)


def _count(plot: PlotSpec) -> int:
    """Return how many rows a plot has."""
    return max([int(t.at) + 1 for t in plot.along.ticks] + [int(m.at) + 1 for m in plot.marks])


def fewer(plot: PlotSpec, most: int, lang: Lang) -> PlotSpec:
    """Return a plot with as many rows as have room: the first ones and that of the subject.

    Parameters
    ----------
    plot : PlotSpec
        Of rows.
    most : int
        Rows that have room, one of which tells how many are left out.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    PlotSpec
        The same one where all have room.
    """
    count = _count(plot)
    if count <= most:
        return plot
    own = {int(m.at) for s in plot.series if s.role == "subject" for m in s.marks}
    # In a row of pairs every one is the subject's.
    late = sorted(own - set(range(most - 1)))[:1] if len(own) < count / 2 else []
    kept = [*range(most - 1 - len(late)), *late]
    to = {row: n for n, row in enumerate(kept)}
    names = [Tick(float(to[int(t.at)]), t.label) for t in plot.along.ticks if int(t.at) in to]
    more = text(lang)("picture.rows_more", count=count - len(kept))
    names.append(Tick(float(len(kept)), more))
    series = tuple(
        replace(
            s,
            runs=(tuple(replace(m, at=float(to[int(m.at)])) for m in s.marks if int(m.at) in to),),
        )
        for s in plot.series
    )
    return replace(plot, series=series, along=replace(plot.along, ticks=tuple(names)))


def _axes(ground: Ground, count: int, left: float, label: int) -> None:
    plot, style, canvas = ground.plot, ground.style, ground.canvas
    values = plot.values
    longest = max((size_of(style.said(m), label, bold=True)[0] for m in plot.marks), default=0)
    right = longest + 12 * style.factor
    low = min([values.low, values.high, *(m.value for m in plot.marks)])
    high = max([m.value for m in plot.marks] + [0])
    leftward = low < 0 or plot.kind == "pairs"
    start = left + (longest + 16 * style.factor if leftward else 0)
    span = (high - low) or 1.0
    per = span / max(ground.box.w - start - right, 40)
    ground.x = (low - start * per, high + right * per)
    ground.y = (count - 0.5, -0.5)
    ticks = [t for t in values.ticks if low <= t.at <= ground.x[1]]
    shown = _told(ground, ticks)
    while len(shown) > 1 and ground.px(shown[-1].at) > ground.box.right - _half(ground, shown[-1]):
        ticks.pop()
        shown = _told(ground, ticks)
    canvas.axes[f"xaxis{ground.axis}"] = {
        **axis_base(ground.colours, style),
        "domain": canvas.domain(ground.box)[0],
        "anchor": f"y{ground.axis}",
        "range": list(ground.x),
        "tickvals": [t.at for t in shown],
        "ticktext": [t.label for t in shown],
        "showgrid": True,
        "gridcolor": ground.colours.grid,
        "gridwidth": style.factor,
        "fixedrange": True,
        # Values of dots may stand at its left.
        "zeroline": plot.kind != "pairs",
        "zerolinewidth": 1.5 * style.factor,
        "zerolinecolor": ground.colours.ink,
        "ticklabelstandoff": 4 * style.factor,
    }
    canvas.axes[f"yaxis{ground.axis}"] = {
        **axis_base(ground.colours, style),
        "domain": canvas.domain(ground.box)[1],
        "anchor": f"x{ground.axis}",
        "range": list(ground.y),
        "showticklabels": False,
        "fixedrange": True,
    }


def _told(ground: Ground, ticks: list[Tick]) -> list[Tick]:
    """Return ticks that have room, the unit at the last of them."""
    said = [*ticks[:-1], *(Tick(t.at, joined(t.label, ground.plot.unit)) for t in ticks[-1:])]
    return thinned(said, [ground.px(t.at) for t in said], ground.style.tick)


def _half(ground: Ground, tick: Tick) -> float:
    return ems(tick.label) * ground.style.tick / 2


def _name(
    ground: Ground, n: int, name: str, each: float, left: float, size: int, down: float | None
) -> None:
    """Write the name of a row: above its bar, or beside it where rows are low."""
    if not name:
        return
    top = ground.box.y + n * each
    above = down is not None
    x = ground.px(0) if above and ground.x[0] <= 0 else ground.box.x
    width = ground.box.right - x if above else left - 6 * ground.style.factor
    words = _cut(name, width / size)
    w, h = size_of(words, size)
    y = top + (down if down is not None else (each - h) / 2)
    own = any(m.at == n for s in ground.plot.series if s.role == "subject" for m in s.marks)
    several = len({s.role for s in ground.plot.series}) > 1 and ground.plot.kind == "rows"
    strong = own and several
    colour = ground.colours.accent if strong else ground.colours.ink
    ground.note(words, Box(x, y, w, h), (ground.x[0], n), size, colour, bold=strong, align="left")


def _cut(name: str, width: float) -> str:
    """Return as much of a name as one line holds."""
    lines = wrap(name, width - 1, ems)
    return name if ems(name) <= width else f"{lines[0]}…"


def _bars(ground: Ground, shift: float, thick: float, size: int) -> None:
    shown = [s for s in ground.plot.series if s.marks]
    # Where each series has rows of its own they do not share them.
    shared = len(shown) if _overlapping(shown) else 1
    width = thick / shared
    for k, series in enumerate(shown):
        own = shift + ((k - (shared - 1) / 2) * width if shared > 1 else 0)
        marks = series.marks
        colour = ground.colours.line(series.role)
        ground.add(
            {
                "type": "bar",
                "orientation": "h",
                "name": series.title,
                "y": [m.at + own for m in marks],
                "x": [m.value for m in marks],
                "width": width,
                "cliponaxis": False,
                "textposition": "none",
                "marker": fill(marks, colour, ground.colours.paper, ground.style.factor),
                **told(series, marks),
            }
        )
        for m in marks:
            _value(ground, series, m, m.at + own, size)


def _overlapping(shown: list[SeriesSpec]) -> bool:
    places = [m.at for s in shown for m in s.marks]
    return len(set(places)) < len(places)


def _value(
    ground: Ground, series: SeriesSpec, m: Mark, y: float, size: int, *, left: bool = False
) -> None:
    strong = series.role in ("subject", "second")
    said = ground.style.said(m)
    w, h = size_of(said, size, bold=strong)
    gap = (11 if ground.plot.kind == "pairs" else 6) * ground.style.factor
    x = ground.px(m.value)
    leftward = left or m.value < 0
    box = Box(x - gap - w if leftward else x + gap, ground.py(y) - h / 2, w, h)
    colour = ground.colours.text(series.role) if strong else ground.colours.ink
    ground.note(
        said, box, (m.value, y), size, colour, bold=strong, align="right" if leftward else "left"
    )


def _pairs(ground: Ground, shift: float, size: int, dot: float) -> None:
    """Draw two dots a row, joined by a rule."""
    shown = [s for s in ground.plot.series if s.marks][:2]
    _legend(ground, shown)
    rows: dict[float, list[tuple[SeriesSpec, Mark]]] = {}
    for series in shown:
        for m in series.marks:
            rows.setdefault(m.at, []).append((series, m))
    x: list[float | None] = []
    y: list[float | None] = []
    for at, found in rows.items():
        x += [*(m.value for _, m in found), None]
        y += [*(at + shift for _ in found), None]
    f = ground.style.factor
    ground.add(
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "hoverinfo": "skip",
            "line": {"color": ground.colours.comparator, "width": 2 * f},
        }
    )
    for series in shown:
        colour = ground.colours.line(series.role)
        ground.add(
            {
                "type": "scatter",
                "mode": "markers",
                "name": series.title,
                "x": [m.value for m in series.marks],
                "y": [m.at + shift for m in series.marks],
                "cliponaxis": False,
                "marker": {
                    "size": dot,
                    "color": [ground.colours.paper if m.open else colour for m in series.marks],
                    "line": {"color": colour, "width": 1.5 * f},
                },
                **told(series, series.marks),
            }
        )
    for at, found in rows.items():
        least = min(m.value for _, m in found)
        for series, m in found:
            _value(ground, series, m, at + shift, size, left=len(found) > 1 and m.value == least)


def _legend(ground: Ground, shown: list[SeriesSpec]) -> None:
    """Name the two dots above the rows, in their colours."""
    style, f = ground.style, ground.style.factor
    right = ground.box.right
    for series in reversed(shown):
        words = f"● {series.name}"
        w, _ = size_of(words, style.label, bold=True)
        colour = ground.colours.text(series.role)
        y = ground.box.y - style.label * 0.4 - style.top
        ground.canvas.write(words, right - w, y, style.label, colour, bold=True)
        right -= w + 16 * f
