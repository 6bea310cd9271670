"""Words of a figure as a drawing, and what points: ticks, notes, arrows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any

from metrics.charts.plotly.still_ground import Ground, Sheet, UnknownError, line, short

# Between the middle of a line of letters and the line that they stand on, in sizes of letters; and
# from there to the end of the line.
MIDDLE, BELOW = 0.356, 0.273
# A line of several.
LEADING = 1.3
# Where the years stand below the plot, and the figures of an axis above their lines, in pixels.
UNDER, OVER = 1.0, 4.2
_MARKS = re.compile(r"<(?!/?b>)")


def ticks(layout: Mapping[str, Any], sheet: Sheet) -> Iterator[str]:
    """Write the labels of all axes.

    Parameters
    ----------
    layout : mapping
        Of the figure.
    sheet : Sheet
        Its plots.

    Yields
    ------
    str
        SVG.

    Raises
    ------
    UnknownError
        Where they stand elsewhere than axes of charts have them.
    """
    for number, g in sheet.plots.items():
        for name in ("xaxis", "yaxis"):
            axis = layout[f"{name}{number}"]
            if axis.get("showticklabels", True):
                yield from _labels(name, axis, g)


def _labels(name: str, axis: Mapping[str, Any], g: Ground) -> Iterator[str]:
    font, (low, high) = axis["tickfont"], sorted(axis["range"])
    for value, words in zip(axis["tickvals"], axis["ticktext"], strict=True):
        if not words.strip() or not low <= value <= high:
            continue
        if name == "xaxis":
            foot = g.bottom + axis.get("ticklabelstandoff", 0) + UNDER
            yield _text(words, g.across(value), foot + font["size"], "middle", font)
        elif axis.get("ticklabelposition") == "inside top":
            yield _text(words, g.left, g.down(value) - OVER, "start", font)
        else:
            raise UnknownError("ticks")


_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def written(note: Mapping[str, Any], sheet: Sheet, font: Mapping[str, Any]) -> str:
    """Write a note, or draw its arrow.

    Parameters
    ----------
    note : mapping
        An annotation of the figure.
    sheet : Sheet
        Its plots.
    font : mapping
        That of the figure.

    Returns
    -------
    str
        SVG.

    Raises
    ------
    UnknownError
        Where only Plotly can draw it.
    """
    x, y = sheet.place(note)
    x, y = x + note.get("xshift", 0), y - note.get("yshift", 0)
    if note.get("showarrow", True):
        return _arrow(note, x, y)
    if note.get("textangle") or note.get("bordercolor"):
        raise UnknownError("note")
    own = {**font, **note.get("font", {})}
    lines = note["text"].split("<br>")
    size, extent = own["size"], (len(lines) - 1) * LEADING * own["size"]
    foot = {
        "bottom": y - BELOW * size - extent,
        "middle": y + MIDDLE * size - extent / 2,
        "top": y + (2 * MIDDLE + BELOW) * size,
    }[note["yanchor"]]
    return "".join(
        _text(words, x, foot + n * LEADING * size, _ANCHORS[note["xanchor"]], own, note)
        for n, words in enumerate(lines)
    )


def _arrow(note: Mapping[str, Any], x: float, y: float) -> str:
    if note.get("text"):
        raise UnknownError("arrow")
    across, down = note["ax"], note["ay"]
    colour, width = note["arrowcolor"], note["arrowwidth"]
    long = math.hypot(across, down) or 1
    ux, uy, head = across / long, down / long, 5 * width * note.get("arrowsize", 1)
    base = (x + ux * head, y + uy * head)
    side = (uy * head / 2, ux * head / 2)
    tip = "L".join(
        f"{short(a)},{short(b)}"
        for a, b in (
            (x, y),
            (base[0] + side[0], base[1] - side[1]),
            (base[0] - side[0], base[1] + side[1]),
        )
    )
    shaft = f'stroke="{colour}" stroke-width="{width}"'
    return line(x + across, y + down, *base, shaft) + f'<path d="M{tip}Z" fill="{colour}"/>'


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
    return f'<text x="{short(x)}" y="{short(y)}"{ends} {look}>{escape(unescape(plain))}</text>'
