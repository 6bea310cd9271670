"""A figure as a drawing: what Plotly draws of it before anybody points at it.

Figures are planned to the pixel here (`described`), so that little is left to compute: positions of
points, and where letters stand in their lines. A figure that has anything else is not drawn.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from metrics.charts.plotly.style import Size

# Between the middle of a line of letters and the line that they stand on, in sizes of letters; and
# from there to the end of the line.
MIDDLE, BELOW = 0.356, 0.273
# A line of several.
LEADING = 1.3
# Where the years stand below the plot, and the figures of an axis above their lines, in pixels.
UNDER, OVER, INSIDE = 1.0, 4.2, 0.0
_MARKS = re.compile(r"<(?!/?b>)")
_DASHES = {"dot": (1, 1), "dash": (3, 3), "longdash": (5, 5)}


class UnknownError(Exception):
    """Something that only Plotly can draw."""


@dataclass(frozen=True)
class Ground:
    """Where values stand in a drawing.

    Parameters
    ----------
    x, y : tuple of (float, float)
        The ranges of both axes.
    left, top, width, height : float
        The rectangle of the plot.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    left: float
    top: float
    width: float
    height: float

    def across(self, value: float, of: str = "x") -> float:
        """Return where a value stands from the left: one of the axis, or a share of the plot."""
        first, last = self.x if of == "x" else _whole(of)
        return self.left + (value - first) / (last - first) * self.width

    def down(self, value: float, of: str = "y") -> float:
        """Return where a value stands from the top."""
        first, last = self.y if of == "y" else _whole(of)
        return self.top + self.height - (value - first) / (last - first) * self.height


def _whole(of: str) -> tuple[float, float]:
    if of not in ("paper", "x domain", "y domain"):
        raise UnknownError(of)
    return 0, 1


def still(figure: Mapping[str, Any], size: Size, name: str = "still") -> str:
    """Draw a figure.

    Parameters
    ----------
    figure : mapping
        Its ``data`` and ``layout``, as `described` returns them.
    size : Size
        Of the drawing.
    name : str
        Names it in its document.

    Returns
    -------
    str
        SVG; empty where Plotly alone can draw it.

    Examples
    --------
    >>> from metrics.charts.plotly import CARD
    >>> still({"data": [{"type": "pie"}], "layout": {}}, Size(400, 300, CARD))
    ''
    """
    try:
        parts = "".join(_parts(figure, size, escape(name, quote=True)))
    except (UnknownError, KeyError, TypeError):
        return ""
    font = figure["layout"]["font"]
    family = escape(font["family"], quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.width}" height="{size.height}"'
        f' viewBox="0 0 {size.width} {size.height}" preserveAspectRatio="xMinYMid"'
        f' font-family="{family}"'
        f' font-size="{font["size"]}" fill="{font["color"]}">{parts}</svg>'
    )


def _parts(figure: Mapping[str, Any], size: Size, name: str) -> Iterator[str]:
    layout = figure["layout"]
    ground = _ground(layout, size)
    shapes = layout.get("shapes", ())
    yield from (_shape(s, ground) for s in shapes if s.get("layer") == "below")
    yield from _grid(layout, ground)
    # Bars stand behind lines, in whatever order they come.
    traces = sorted(figure["data"], key=lambda trace: trace["type"] != "bar")
    for number, trace in enumerate(traces):
        if trace.get("visible", True) is not True:
            raise UnknownError("visible")
        yield from _KINDS.get(trace["type"], _unknown)(trace, ground, f"{name}-{number}")
    yield from (_shape(s, ground) for s in shapes if s.get("layer") != "below")
    yield from _ticks(layout, ground)
    yield from (_note(note, ground, layout["font"]) for note in layout.get("annotations", ()))


def _unknown(trace: Mapping[str, Any], _: Ground, __: str) -> Iterator[str]:
    raise UnknownError(trace["type"])


def _ground(layout: Mapping[str, Any], size: Size) -> Ground:
    axes = sorted(name for name in layout if name[1:5] == "axis")
    if axes != ["xaxis", "yaxis"] or any(layout[a].get("type", "linear") != "linear" for a in axes):
        raise UnknownError("axes")
    if any(layout[a].get("domain", [0, 1]) != [0, 1] for a in axes):
        raise UnknownError("domain")
    m = layout["margin"]
    width, height = size.width - m["l"] - m["r"], size.height - m["t"] - m["b"]
    (x0, x1), (y0, y1) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    return Ground((x0, x1), (y0, y1), m["l"], m["t"], width, height)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _line(x0: float, y0: float, x1: float, y1: float, look: str) -> str:
    return f'<path d="M{_n(x0)},{_n(y0)}L{_n(x1)},{_n(y1)}" {look}/>'


def _grid(layout: Mapping[str, Any], ground: Ground) -> Iterator[str]:
    for name in ("xaxis", "yaxis"):
        axis = layout[name]
        low, high = sorted(axis["range"])
        zero = axis.get("zeroline") and low <= 0 <= high
        crisp = 'shape-rendering="crispEdges"'
        if axis.get("showgrid"):
            look = f'stroke="{axis["gridcolor"]}" stroke-width="{axis.get("gridwidth", 1)}" {crisp}'
            for value in axis["tickvals"]:
                if low <= value <= high and not (zero and value == 0):
                    yield _across(name, value, ground, look)
        if zero:
            look = (
                f'stroke="{axis["zerolinecolor"]}" stroke-width="{axis["zerolinewidth"]}" {crisp}'
            )
            yield _across(name, 0, ground, look)


def _across(axis: str, value: float, g: Ground, look: str) -> str:
    if axis == "yaxis":
        return _line(g.left, g.down(value), g.left + g.width, g.down(value), look)
    return _line(g.across(value), g.top, g.across(value), g.top + g.height, look)


def _shape(shape: Mapping[str, Any], g: Ground) -> str:
    x0, x1 = (g.across(shape[k], shape.get("xref", "x")) for k in ("x0", "x1"))
    y0, y1 = (g.down(shape[k], shape.get("yref", "y")) for k in ("y0", "y1"))
    pen = shape.get("line", {})
    look = _pen(pen) if pen.get("width", 2) else 'stroke="none"'
    faint = f' opacity="{shape["opacity"]}"' if "opacity" in shape else ""
    if shape["type"] == "line":
        return _line(x0, y0, x1, y1, f"{look}{faint}")
    if shape["type"] != "rect":
        raise UnknownError(shape["type"])
    box = _box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
    return f'<rect {box} fill="{shape.get("fillcolor", "none")}" {look}{faint}/>'


def _box(left: float, top: float, width: float, height: float) -> str:
    return f'x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}"'


def _pen(pen: Mapping[str, Any]) -> str:
    width = pen.get("width", 2)
    look = f'fill="none" stroke="{pen["color"]}" stroke-width="{width}"'
    dash = pen.get("dash", "solid")
    if pen.get("shape", "linear") != "linear":
        raise UnknownError(pen["shape"])
    if dash == "solid":
        return look
    if dash in _DASHES:
        runs = " ".join(str(part * max(width, 3)) for part in _DASHES[dash])
    elif re.fullmatch(r"[\d.]+(px)?([, ][\d.]+(px)?)*", dash):
        runs = dash.replace("px", "").replace(",", " ")
    else:
        raise UnknownError(dash)
    return f'{look} stroke-dasharray="{runs}"'


def _bars(trace: Mapping[str, Any], g: Ground, own: str) -> Iterator[str]:
    if trace.get("orientation", "v") != "v":
        raise UnknownError("bars that lie")
    marker, count = trace["marker"], len(trace["x"])
    pen, pattern = marker.get("line", {}), marker.get("pattern", {})
    colours, shapes = _each(marker["color"], count), _each(pattern.get("shape", ""), count)
    edges, widths = _each(pen.get("color", "none"), count), _each(pen.get("width", 0), count)
    broad, feet = _each(trace["width"], count), _each(trace.get("base", 0), count)
    begins = _each(trace.get("offset"), count)
    for n, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if y is None:
            continue
        begin = x + (-broad[n] / 2 if begins[n] is None else begins[n])
        left, right = g.across(begin), g.across(begin + broad[n])
        top, foot = sorted((g.down(feet[n] + y), g.down(feet[n])))
        fill = colours[n]
        if shapes[n]:
            name = f"{own}-{n}"
            yield _pattern(name, shapes[n], fill, pattern)
            fill = f"url(#{name})"
        box = _box(left, top, right - left, foot - top)
        yield f'<rect {box} fill="{fill}" stroke="{edges[n]}" stroke-width="{widths[n]}"/>'


_STROKES = {
    "/": ("M-{q},{q}l{h},-{h}M0,{s}L{s},0M{t},{f}l{h},-{h}",),
    "\\": ("M{t},-{q}l{h},{h}M0,0L{s},{s}M-{q},{t}l{h},{h}",),
}


def _pattern(name: str, shape: str, colour: str, pattern: Mapping[str, Any]) -> str:
    strokes = _STROKES["/"] + _STROKES["\\"] if shape == "x" else _STROKES[shape]
    s = pattern.get("size", 8)
    sizes = {"s": s, "q": s / 4, "h": s / 2, "t": s * 3 / 4, "f": s * 5 / 4}
    # Two strokes hide each other where they cross.
    share = pattern.get("solidity", 0.3)
    width = s * (1 - math.sqrt(1 - share) if shape == "x" else share) / math.sqrt(2)
    drawn = "".join(stroke.format(**sizes) for stroke in strokes)
    return (
        f'<pattern id="{name}" width="{s}" height="{s}" patternUnits="userSpaceOnUse">'
        f'<path d="{drawn}" stroke="{colour}" stroke-width="{width:.2f}"/></pattern>'
    )


def _each(value: Any, count: int) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else [value] * count


def _points(trace: Mapping[str, Any], g: Ground, _: str) -> Iterator[str]:
    mode = trace["mode"]
    if set(mode.split("+")) - {"lines", "markers"} or trace.get("fill", "none") != "none":
        raise UnknownError(mode)
    points = [
        None if x is None or y is None else (g.across(x), g.down(y))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    if "error_y" in trace:
        yield _error(trace, g)
    if "lines" in mode:
        yield f'<path d="{_path(points)}" {_pen(trace["line"])} stroke-linejoin="round"/>'
    if "markers" in mode:
        yield from _markers(trace["marker"], points)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    drawn, before = [], None
    for point in points:
        if point is not None:
            drawn.append(f"{'L' if before else 'M'}{_n(point[0])},{_n(point[1])}")
        before = point
    return "".join(drawn)


def _markers(
    marker: Mapping[str, Any], points: Sequence[tuple[float, float] | None]
) -> Iterator[str]:
    count, pen = len(points), marker.get("line", {})
    shown = _each(marker.get("opacity", 1), count)
    sizes, symbols = _each(marker["size"], count), _each(marker.get("symbol", "circle"), count)
    colours, edges = _each(marker.get("color"), count), _each(pen.get("color"), count)
    widths = _each(pen.get("width", 0), count)
    for n, point in enumerate(points):
        if point is None or not shown[n]:
            continue
        radius, (x, y) = sizes[n] / 2, point
        if symbols[n] in ("circle", "circle-open"):
            is_open = symbols[n] == "circle-open"
            fill, edge = ("none", colours[n]) if is_open else (colours[n], edges[n] or "none")
            look = f'fill="{fill}" stroke="{edge}" stroke-width="{widths[n] or is_open * 1}"'
            yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {look}/>'
        elif symbols[n].startswith("x-thin"):
            edge = colours[n] if symbols[n] == "x-thin-open" else edges[n]
            look = f'fill="none" stroke="{edge}" stroke-width="{widths[n]}"'
            yield _line(x - radius, y - radius, x + radius, y + radius, look)
            yield _line(x - radius, y + radius, x + radius, y - radius, look)
        else:
            raise UnknownError(symbols[n])


def _error(trace: Mapping[str, Any], g: Ground) -> str:
    bar, drawn = trace["error_y"], []
    if bar["type"] != "data":
        raise UnknownError(bar["type"])
    below = bar["array"] if bar.get("symmetric", True) else bar["arrayminus"]
    for x, y, more, less in zip(trace["x"], trace["y"], bar["array"], below, strict=True):
        at, top, foot, cap = g.across(x), g.down(y + more), g.down(y - less), bar["width"]
        drawn.append(f"M{_n(at)},{_n(top)}L{_n(at)},{_n(foot)}")
        drawn += [f"M{_n(at - cap)},{_n(end)}h{_n(2 * cap)}" for end in (top, foot)]
    look = f'fill="none" stroke="{bar["color"]}" stroke-width="{bar["thickness"]}"'
    return f'<path d="{"".join(drawn)}" {look}/>'


_KINDS: dict[str, Callable[[Mapping[str, Any], Ground, str], Iterator[str]]] = {
    "bar": _bars,
    "scatter": _points,
}


def _ticks(layout: Mapping[str, Any], g: Ground) -> Iterator[str]:
    for name in ("xaxis", "yaxis"):
        axis = layout[name]
        if not axis.get("showticklabels", True):
            continue
        font, (low, high) = axis["tickfont"], sorted(axis["range"])
        for value, words in zip(axis["tickvals"], axis["ticktext"], strict=True):
            if not words.strip() or not low <= value <= high:
                continue
            if name == "xaxis":
                foot = g.top + g.height + axis.get("ticklabelstandoff", 0) + UNDER
                yield _text(words, g.across(value), foot + font["size"], "middle", font)
            elif axis.get("ticklabelposition") == "inside top":
                yield _text(words, g.left + INSIDE, g.down(value) - OVER, "start", font)
            else:
                raise UnknownError("ticks")


_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def _note(note: Mapping[str, Any], g: Ground, font: Mapping[str, Any]) -> str:
    x = g.across(note["x"], note.get("xref", "x")) + note.get("xshift", 0)
    y = g.down(note["y"], note.get("yref", "y")) - note.get("yshift", 0)
    if note.get("showarrow", True):
        return _arrow(note, x, y)
    if note.get("textangle") or note.get("bordercolor"):
        raise UnknownError("note")
    own = {**font, **note.get("font", {})}
    lines = note["text"].split("<br>")
    size, extent = own["size"], (len(lines) - 1) * LEADING * own["size"]
    line = {
        "bottom": y - BELOW * size - extent,
        "middle": y + MIDDLE * size - extent / 2,
        "top": y + (2 * MIDDLE + BELOW) * size,
    }[note["yanchor"]]
    return "".join(
        _text(words, x, line + n * LEADING * size, _ANCHORS[note["xanchor"]], own, note)
        for n, words in enumerate(lines)
    )


def _arrow(note: Mapping[str, Any], x: float, y: float) -> str:
    if note.get("text"):
        raise UnknownError("arrow")
    across, down = note["ax"], note["ay"]
    colour, width = note["arrowcolor"], note["arrowwidth"]
    long = math.hypot(across, down) or 1
    ux, uy, head = across / long, down / long, 3 * width * note.get("arrowsize", 1)
    base = (x + ux * head, y + uy * head)
    side = (uy * head / 2, ux * head / 2)
    tip = "L".join(
        f"{_n(a)},{_n(b)}"
        for a, b in (
            (x, y),
            (base[0] + side[0], base[1] - side[1]),
            (base[0] - side[0], base[1] + side[1]),
        )
    )
    shaft = f'stroke="{colour}" stroke-width="{width}"'
    return _line(x + across, y + down, *base, shaft) + f'<path d="M{tip}Z" fill="{colour}"/>'


def _text(
    words: str,
    x: float,
    y: float,
    anchor: str,
    font: Mapping[str, Any],
    note: Mapping[str, Any] | None = None,
) -> str:
    if _MARKS.search(words):
        raise UnknownError(words)
    bold = words.startswith("<b>") and words.endswith("</b>")
    plain = words.removeprefix("<b>").removesuffix("</b>") if bold else words
    if "<" in plain:
        raise UnknownError(words)
    weight = 700 if bold else font.get("weight", 400)
    look = f'font-size="{font["size"]}" fill="{font["color"]}"'
    if weight != 400:
        look += f' font-weight="{weight}"'
    # What lies behind letters is kept off by an edge of the ground's colour.
    if ground := (note or {}).get("bgcolor"):
        look += f' stroke="{ground}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"'
    ends = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{_n(x)}" y="{_n(y)}"{ends} {look}>{escape(unescape(plain))}</text>'
