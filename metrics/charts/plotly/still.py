"""A figure as a drawing: what Plotly draws of it before anybody points at it.

Figures are planned to the pixel here (`described`), so that little is left to compute: positions of
points, and where letters stand in their lines. A figure that has anything else is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from metrics.charts.plotly.still_ground import Ground, Sheet, UnknownError, box, line, sheet_of
from metrics.charts.plotly.still_marks import drawn, pen
from metrics.charts.plotly.still_words import ticks, written
from metrics.charts.plotly.style import Size


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
    sheet = sheet_of(layout, size)
    shapes = layout.get("shapes", ())
    yield from (_shape(s, sheet) for s in shapes if s.get("layer") == "below")
    for axis in sheet.plots:
        yield from _grid(layout, axis, sheet)
    # Bars stand behind lines, in whatever order they come.
    traces = sorted(figure["data"], key=lambda trace: trace["type"] != "bar")
    for number, trace in enumerate(traces):
        yield from drawn(trace, sheet.of(trace.get("xaxis", "x")), f"{name}-{number}")
    yield from (_shape(s, sheet) for s in shapes if s.get("layer") != "below")
    yield from ticks(layout, sheet)
    yield from (written(one, sheet, layout["font"]) for one in layout.get("annotations", ()))


def _grid(layout: Mapping[str, Any], number: str, sheet: Sheet) -> Iterator[str]:
    for name in ("xaxis", "yaxis"):
        axis = layout[f"{name}{number}"]
        low, high = sorted(axis["range"])
        zero = axis.get("zeroline") and low <= 0 <= high
        crisp = 'shape-rendering="crispEdges"'
        if axis.get("showgrid"):
            look = f'stroke="{axis["gridcolor"]}" stroke-width="{axis.get("gridwidth", 1)}" {crisp}'
            for value in axis["tickvals"]:
                if low <= value <= high and not (zero and value == 0):
                    yield _across(name, value, sheet.plots[number], look)
        if zero:
            look = (
                f'stroke="{axis["zerolinecolor"]}" stroke-width="{axis["zerolinewidth"]}" {crisp}'
            )
            yield _across(name, 0, sheet.plots[number], look)


def _across(axis: str, value: float, g: Ground, look: str) -> str:
    if axis == "yaxis":
        return line(g.left, g.down(value), g.left + g.width, g.down(value), look)
    return line(g.across(value), g.top, g.across(value), g.bottom, look)


def _shape(shape: Mapping[str, Any], sheet: Sheet) -> str:
    (x0, y0), (x1, y1) = sheet.place(shape, "0"), sheet.place(shape, "1")
    stroke = shape.get("line", {})
    look = pen(stroke) if stroke.get("width", 2) else 'stroke="none"'
    faint = f' opacity="{shape["opacity"]}"' if "opacity" in shape else ""
    if shape["type"] == "line":
        return line(x0, y0, x1, y1, f"{look}{faint}")
    if shape["type"] != "rect":
        raise UnknownError(shape["type"])
    place = box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
    return f'<rect {place} fill="{shape.get("fillcolor", "none")}" {look}{faint}/>'
