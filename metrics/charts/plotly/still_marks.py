"""Marks of a figure as a drawing: bars, lines and points, as Plotly draws them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from metrics.charts.plotly.still_ground import Ground, UnknownError, box, line, short

_DASHES = {"dot": (1, 1), "dash": (3, 3), "longdash": (5, 5)}


def drawn(trace: Mapping[str, Any], ground: Ground, name: str) -> Iterator[str]:
    """Draw the marks of a trace.

    Parameters
    ----------
    trace : mapping
        Of the figure.
    ground : Ground
        The plot that it is in.
    name : str
        Names it in its document.

    Yields
    ------
    str
        SVG.

    Raises
    ------
    UnknownError
        Where only Plotly can draw it.
    """
    kind = trace["type"]
    if trace.get("visible", True) is not True or kind not in _KINDS:
        raise UnknownError(kind)
    yield from _KINDS[kind](trace, ground, name)


def pen(stroke: Mapping[str, Any]) -> str:
    """Return the look of a line.

    Examples
    --------
    >>> pen({"color": "#000000", "width": 1, "dash": "dot"})
    'fill="none" stroke="#000000" stroke-width="1" stroke-dasharray="3 3"'
    """
    width = stroke.get("width", 2)
    look = f'fill="none" stroke="{stroke["color"]}" stroke-width="{width}"'
    dash = stroke.get("dash", "solid")
    if stroke.get("shape", "linear") != "linear":
        raise UnknownError(stroke["shape"])
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
    lies = trace.get("orientation", "v") == "h"
    places, values = (trace["y"], trace["x"]) if lies else (trace["x"], trace["y"])
    marker, count = trace["marker"], len(places)
    stroke, pattern = marker.get("line", {}), marker.get("pattern", {})
    colours, shapes = _each(marker["color"], count), _each(pattern.get("shape", ""), count)
    edges, widths = _each(stroke.get("color", "none"), count), _each(stroke.get("width", 0), count)
    broad, feet = _each(trace["width"], count), _each(trace.get("base", 0), count)
    begins = _each(trace.get("offset"), count)
    for n, (at, value) in enumerate(zip(places, values, strict=True)):
        if value is None:
            continue
        begin = at + (-broad[n] / 2 if begins[n] is None else begins[n])
        sides, ends = (begin, begin + broad[n]), (feet[n], feet[n] + value)
        left, right = sorted(map(g.across, ends if lies else sides))
        top, foot = sorted(map(g.down, sides if lies else ends))
        fill = colours[n]
        if shapes[n]:
            name = f"{own}-{n}"
            yield _pattern(name, shapes[n], fill, pattern)
            fill = f"url(#{name})"
        place = box(left, top, right - left, foot - top)
        yield f'<rect {place} fill="{fill}" stroke="{edges[n]}" stroke-width="{widths[n]}"/>'


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
        yield f'<path d="{_path(points)}" {pen(trace["line"])} stroke-linejoin="round"/>'
    if "markers" in mode:
        yield from _markers(trace["marker"], points)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    drawn, before = [], None
    for point in points:
        if point is not None:
            drawn.append(f"{'L' if before else 'M'}{short(point[0])},{short(point[1])}")
        before = point
    return "".join(drawn)


def _markers(
    marker: Mapping[str, Any], points: Sequence[tuple[float, float] | None]
) -> Iterator[str]:
    count, stroke = len(points), marker.get("line", {})
    shown, sizes = _each(marker.get("opacity", 1), count), _each(marker["size"], count)
    symbols = _each(marker.get("symbol", "circle"), count)
    colours, edges = _each(marker.get("color"), count), _each(stroke.get("color"), count)
    widths = _each(stroke.get("width", 0), count)
    for n, point in enumerate(points):
        if point is not None and shown[n]:
            yield _symbol(symbols[n], point, sizes[n] / 2, (colours[n], edges[n], widths[n]))


def _symbol(
    symbol: str, point: tuple[float, float], radius: float, look: tuple[str, str | None, float]
) -> str:
    (x, y), (colour, edge, width) = point, look
    if symbol == "circle-open":
        return _circle(x, y, radius, f'fill="none" stroke="{colour}" stroke-width="{width or 1}"')
    filled = f'fill="{colour}" stroke="{edge or "none"}" stroke-width="{width}"'
    if symbol == "circle":
        return _circle(x, y, radius, filled)
    if symbol == "triangle-up":
        half = radius * 2 / math.sqrt(3)
        corners = f"M{short(x - half)},{short(y + radius / 2)}h{short(2 * half)}"
        return f'<path d="{corners}L{short(x)},{short(y - radius)}Z" {filled}/>'
    if not symbol.startswith("x-thin"):
        raise UnknownError(symbol)
    stroke = colour if symbol == "x-thin-open" else edge
    crossed = f'fill="none" stroke="{stroke}" stroke-width="{width}"'
    return line(x - radius, y - radius, x + radius, y + radius, crossed) + line(
        x - radius, y + radius, x + radius, y - radius, crossed
    )


def _circle(x: float, y: float, radius: float, look: str) -> str:
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" {look}/>'


def _error(trace: Mapping[str, Any], g: Ground) -> str:
    bar, drawn = trace["error_y"], []
    if bar["type"] != "data":
        raise UnknownError(bar["type"])
    below = bar["array"] if bar.get("symmetric", True) else bar["arrayminus"]
    for x, y, more, less in zip(trace["x"], trace["y"], bar["array"], below, strict=True):
        at, top, foot, cap = g.across(x), g.down(y + more), g.down(y - less), bar["width"]
        drawn.append(f"M{short(at)},{short(top)}L{short(at)},{short(foot)}")
        drawn += [f"M{short(at - cap)},{short(end)}h{short(2 * cap)}" for end in (top, foot)]
    look = f'fill="none" stroke="{bar["color"]}" stroke-width="{bar["thickness"]}"'
    return f'<path d="{"".join(drawn)}" {look}/>'


_KINDS: dict[str, Callable[[Mapping[str, Any], Ground, str], Iterator[str]]] = {
    "bar": _bars,
    "scatter": _points,
}
