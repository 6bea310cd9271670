"""Words over a chart: names at ends of lines, numbers of breaks, headings of panels."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from metrics.briefing.boxes import HEIGHT, WIDTH, Box
from metrics.charts.layout import LINE
from metrics.charts.line_labels import spread
from metrics.exports.pptx.model import NativeAxis, Note, Piece
from metrics.wording.lines import cells

Part = Mapping[str, Any]
Places = Callable[[Any], float]
_TOKEN = re.compile(r"<br>|<b>|</b>|<span style=\"color:(#\w+)\">|</span>")


def pieces(markup: str, colour: str) -> tuple[tuple[Piece, ...], ...]:
    """Return the lines of an annotation in pieces of one colour.

    Examples
    --------
    >>> told = '<span style="color:#28A197">■</span> A&amp;B<br>5'
    >>> [len(line) for line in pieces(told, "#000000")]
    [2, 1]
    """
    lines: list[list[Piece]] = [[]]
    own, bold, at = colour, False, 0
    for found in [*_TOKEN.finditer(markup), None]:
        words = unescape(markup[at : found.start() if found else len(markup)])
        if words:
            lines[-1].append(Piece(words, own, bold))
        if found is None:
            break
        at = found.end()
        if found[0] == "<br>":
            lines.append([])
        elif found[0] in ("<b>", "</b>"):
            bold = found[0] == "<b>"
        else:
            own = found[1] or colour
    return tuple(map(tuple, lines))


def note_of(part: Part, along: Places) -> Note:
    """Return an annotation in its place on the slide.

    Parameters
    ----------
    along : callable
        Pixels from the left of what stands on the axis of the chart.
    """
    size = part["font"]["size"]
    lines = pieces(part["text"], part["font"]["color"])
    told = ["".join(p.text for p in line) for line in lines]
    # Some faces are wider than that of the picture.
    wide = (max(map(cells, told)) + 1) * size * 0.56
    tall = len(lines) * size * LINE
    x = along(part["x"]) if part.get("xref") != "paper" else part["x"] * WIDTH
    x += part.get("xshift", 0)
    y = (1 - part["y"]) * HEIGHT - part.get("yshift", 0)
    y -= {"middle": tall / 2, "bottom": tall}.get(part.get("yanchor", "middle"), 0)
    if part.get("xanchor") == "left":
        return Note(Box(x, y, wide, tall), lines, size)
    return Note(Box(x - wide / 2, y, wide, tall), lines, size, "ctr")


def moved(
    names: Sequence[Note], plot: Box, limits: Sequence[float], axis: NativeAxis
) -> list[Note]:
    """Return names at ends of lines moved to where the lines end on an axis of other ends.

    Parameters
    ----------
    names : sequence of Note
        Names as they are drawn.
    plot : Box
        The plot on the slide.
    limits : sequence of float
        Ends of the axis as it is drawn.
    axis : NativeAxis
        The axis of the native chart.

    Returns
    -------
    list of Note
        The names in their new places.

    Examples
    --------
    >>> from metrics.exports.pptx.scales import value_axis
    >>> axis = value_axis({"range": [0, 10], "tickvals": [0, 5, 10]}, [3.0])
    >>> moved([], Box(0, 0, 100, 100), (0, 10), axis)
    []
    """

    def share(note: Note) -> float:
        own = (plot.y + plot.h - note.box.y - note.box.h / 2) / plot.h
        value = limits[0] + own * (limits[1] - limits[0])
        return axis.share(10**value if axis.log else value)

    ordered = sorted(names, key=share)
    tall = [note.box.h for note in ordered]
    middles = spread([share(n) * plot.h for n in ordered], tall, plot.h)
    return [
        replace(n, box=replace(n.box, y=plot.y + plot.h - middle - n.box.h / 2))
        for n, middle in zip(ordered, middles, strict=True)
    ]
