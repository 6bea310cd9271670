"""Put finished charts into places of one figure: moved, enlarged, without their own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from metrics.briefing.boxes import HEIGHT, WIDTH, Box
from metrics.briefing.pages import FACTOR
from metrics.charts.base import Chart
from metrics.charts.layout import WORDS
from metrics.charts.template import TEXT_SIZE

Part = dict[str, Any]
_AXIS = re.compile(r"([xy])(axis)?(\d*)$")
# Lengths in pixels of a trace and of an axis, as paths.
_TRACE = (
    ("marker", "size"),
    ("marker", "line", "width"),
    ("line", "width"),
    ("textfont", "size"),
    ("error_x", "thickness"),
    ("error_x", "width"),
    ("error_y", "thickness"),
    ("error_y", "width"),
)
_NOTE = (
    ("font", "size"),
    ("xshift",),
    ("yshift",),
    ("ax",),
    ("ay",),
)


class Canvas:
    """One figure that charts are put into, with as many axes as they bring."""

    def __init__(self) -> None:
        self.traces: list[Part] = []
        self.axes: Part = {}
        self.notes: list[Part] = []
        self.shapes: list[Part] = []
        self._count = {"x": 0, "y": 0}

    def add(self, chart: Chart, box: Box) -> None:
        """Put a chart into a box; its title, subtitle and footer stay out."""
        made = deepcopy(chart.figure.to_plotly_json())
        layout = made["layout"]
        plot = _plot(chart, box)
        renamed = self._renamed(layout)
        for old, new in renamed.items():
            side = old[0]
            key = _AXIS.sub(lambda m: f"{m[1]}axis{m[3]}", old)
            self.axes[f"{side}axis{new[1:]}"] = _axis(layout.get(key, {}), side, plot, renamed)
        for trace in made["data"]:
            self.traces.append(_trace(trace, renamed))
        for note in list(layout.get("annotations", ()))[WORDS:]:
            self.notes.append(_note(note, plot, renamed))
        for shape in layout.get("shapes", ()):
            self.shapes.append(_shape(shape, plot, renamed))

    def _renamed(self, layout: Part) -> dict[str, str]:
        """Names that the axes of a chart get here."""
        found = [m for key in layout if (m := _AXIS.match(key)) and m[2]]
        names = {f"{m[1]}{m[3]}" for m in found} | {"x", "y"}
        renamed = {}
        for name in sorted(names, key=lambda n: (n[0], int(n[1:] or 1))):
            self._count[name[0]] += 1
            count = self._count[name[0]]
            renamed[name] = name[0] + (f"{count}" if count > 1 else "")
        return renamed


def _plot(chart: Chart, box: Box) -> dict[str, tuple[float, float]]:
    """Return the plot's own place, as shares of the width and of the height from below."""
    bare = chart.bare
    left, right = box.x + bare.left * FACTOR, box.x + box.w - bare.right * FACTOR
    top, bottom = box.y + bare.top * FACTOR, box.y + box.h - bare.bottom * FACTOR
    return {
        "x": (left / WIDTH, right / WIDTH),
        "y": (1 - bottom / HEIGHT, 1 - top / HEIGHT),
    }


def _within(share: float, span: tuple[float, float]) -> float:
    return span[0] + share * (span[1] - span[0])


def _enlarged(part: Part, paths: tuple[tuple[str, ...], ...]) -> None:
    """Multiply lengths in place, where they are given."""
    for *way, last in paths:
        owner: Any = part
        for key in way:
            owner = owner.get(key) if isinstance(owner, dict) else None
        if isinstance(owner, dict) and owner.get(last) is not None:
            owner[last] = _times(owner[last])


def _times(size: Any) -> Any:
    return [s * FACTOR for s in size] if isinstance(size, (list, tuple)) else size * FACTOR


def _trace(trace: Part, renamed: dict[str, str]) -> Part:
    trace.setdefault("textfont", {}).setdefault("size", TEXT_SIZE)
    if trace["type"] == "scatter":
        trace.setdefault("marker", {}).setdefault("size", 6)
    _enlarged(trace, _TRACE)
    if trace.get("orientation") == "h":
        # Values stand off the ends of enlarged bars.
        trace["text"] = [f"\N{NO-BREAK SPACE}{t}" for t in trace.get("text", ())]
    for side in ("x", "y"):
        trace[f"{side}axis"] = renamed[trace.get(f"{side}axis", side)]
    return trace


def _axis(
    axis: Part, side: str, plot: dict[str, tuple[float, float]], renamed: dict[str, str]
) -> Part:
    low, high = axis.get("domain", (0, 1))
    axis["domain"] = [_within(low, plot[side]), _within(high, plot[side])]
    axis["anchor"] = renamed[axis.get("anchor", "y" if side == "x" else "x")]
    axis.setdefault("tickfont", {}).setdefault("size", TEXT_SIZE)
    _enlarged(axis, (("tickfont", "size"),))
    axis["gridwidth"] = axis["linewidth"] = 2
    # Labels keep their distance from the plot, as on a page.
    axis["ticks"], axis["ticklen"], axis["tickcolor"] = "outside", 8, "rgba(0,0,0,0)"
    return axis


def _refer(part: Part, side: str, renamed: dict[str, str], move: Callable[[str], None]) -> None:
    """Name the axis that a part refers to, or move it where it refers to the canvas."""
    ref = part.get(f"{side}ref", side)
    if ref == "paper":
        move(side)
    else:
        part[f"{side}ref"] = renamed.get(ref, ref)


def _note(note: Part, plot: dict[str, tuple[float, float]], renamed: dict[str, str]) -> Part:
    note.setdefault("font", {}).setdefault("size", TEXT_SIZE)
    _enlarged(note, _NOTE)

    def move(side: str) -> None:
        note[side] = _within(note[side], plot[side])

    for side in ("x", "y"):
        _refer(note, side, renamed, move)
    return note


def _shape(shape: Part, plot: dict[str, tuple[float, float]], renamed: dict[str, str]) -> Part:
    _enlarged(shape, (("line", "width"),))

    def move(side: str) -> None:
        for end in ("0", "1"):
            shape[side + end] = _within(shape[side + end], plot[side])

    for side in ("x", "y"):
        _refer(shape, side, renamed, move)
    return shape
