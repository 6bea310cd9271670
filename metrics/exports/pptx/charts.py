"""What the native charts of an exhibit draw, taken from its picture: both show the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from metrics import panels
from metrics.briefing.boxes import HEIGHT, WIDTH, Box
from metrics.briefing.exhibit import Exhibit
from metrics.briefing.placing import Canvas
from metrics.charts.bars import SLOT, drawn_points
from metrics.charts.base import Chart
from metrics.charts.context import plot_date
from metrics.exports.pptx.model import Drawing, NativeSeries, Note, Rule
from metrics.exports.pptx.runs import bar_run, pair_run, point_run, with_bounds
from metrics.exports.pptx.scales import day_axis, moment_of, serial, value_axis
from metrics.exports.pptx.wording import moved, note_of, pieces
from metrics.locale import Lang, text
from metrics.wording import observations as words
from metrics.wording.lines import cells

Part = Mapping[str, Any]
# Pixels below a plot that belong to the chart above another.
BELOW = 12
# Room of the value of a bar for names beside it.
WIDEST = 0.4
MOST_CATEGORIES = 45
# How much longer an axis is whose longest bars carry names.
NAMES = 1.12
STAR = "★"


def drawings(found: Exhibit, box: Box, lang: Lang) -> tuple[Drawing, ...]:
    """Return the native charts of an exhibit: one, or one for each panel of a view.

    Parameters
    ----------
    found : Exhibit
        What the slide shows.
    box : Box
        The place, in pixels of a slide.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Drawing
        Native charts; none where it shows no chart.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.boxes import Box
    >>> from metrics.briefing.exhibits import exhibit
    >>> found = exhibit(load(), "indicator?id=gii_rank", "en")
    >>> len(drawings(found, Box(100, 200, 1700, 700), "en"))
    1
    """
    if found.chart is None:
        return ()
    canvas = Canvas()
    canvas.add(found.chart, box)
    names = sorted((k for k in canvas.axes if k.startswith("yaxis")), key=lambda k: int(k[5:] or 1))
    plots = [_plot_of(canvas.axes, name) for name in names]
    edges = [box.y, *(p.y + p.h + BELOW for p in plots[:-1]), box.y + box.h]
    made = [
        _Panel(
            found,
            found.chart,
            canvas,
            name,
            Box(box.x, top, box.w, bottom - top),
            plot,
            lang,
            place,
        )
        for place, (name, plot, top, bottom) in enumerate(
            zip(names, plots, edges[:-1], edges[1:], strict=True)
        )
    ]
    return tuple(panel.drawing(last=panel is made[-1]) for panel in made)


def _plot_of(axes: Mapping[str, Part], name: str) -> Box:
    left, right = axes["xaxis"]["domain"]
    low, high = axes[name]["domain"]
    return Box(left * WIDTH, (1 - high) * HEIGHT, (right - left) * WIDTH, (high - low) * HEIGHT)


@dataclass(frozen=True)
class _Panel:
    """One plot of a chart."""

    found: Exhibit
    chart: Chart
    canvas: Canvas
    name: str
    frame: Box
    whole: Box
    lang: Lang
    place: int

    @cached_property
    def traces(self) -> list[Part]:
        """What is drawn on its axis, except the stars of events."""
        own = self.name.replace("axis", "")
        return [
            t
            for t in self.canvas.traces
            if t["yaxis"] == own and t.get("marker", {}).get("symbol") != "star"
        ]

    @cached_property
    def xaxis(self) -> Part:
        """The axis along which points or bars stand."""
        axis: Part = self.canvas.axes["xaxis"]
        return axis

    @cached_property
    def yaxis(self) -> Part:
        """Its upright axis."""
        axis: Part = self.canvas.axes[self.name]
        return axis

    @cached_property
    def lying(self) -> bool:
        """Whether its values run from left to right."""
        first = self.traces[0]
        return first.get("orientation") == "h" or first.get("mode") == "lines"

    @cached_property
    def dated(self) -> bool:
        """Whether points stand along days."""
        return self.traces[0]["type"] == "scatter" and not self.lying

    @cached_property
    def runs(self) -> tuple[NativeSeries, ...]:
        """Its series, those drawn last in front as in the picture; every bound has its label."""
        if self.lying:
            return self._runs
        moments = list(self.moments) if self.xaxis.get("type") == "date" else []
        slot = 0.0 if self.dated else self.plot.w / len(self.categories)
        return tuple(
            with_bounds(run, run.at if self.dated else moments, self.found.facts, slot)
            for run in self._runs
        )

    @cached_property
    def _runs(self) -> tuple[NativeSeries, ...]:
        if self.dated:
            return tuple(point_run(t, self.lang) for t in self.traces)
        if self.traces[0]["type"] == "bar":
            rows = [self._rows(n) for n in range(len(self.traces))]
            side = "x" if self.lying else "y"
            count = len(self.categories)
            return tuple(
                bar_run(t, side, row, count, self.lang)
                for t, row in zip(self.traces, rows, strict=True)
            )
        marked = [t for t in self.traces if t.get("mode") == "markers"]
        taken: set[int] = set()
        return tuple(pair_run(t, len(self.categories), taken) for t in marked)

    @cached_property
    def moments(self) -> dict[datetime, str]:
        """Bars of amounts by their time, with a place for each year that has none."""
        facts = self.found.facts
        found = {plot_date(o): words.tick_lines(o, self.lang).replace("<br>", "\n") for o in facts}
        drawn = {plot_date(o) for s in self.chart.series for o in drawn_points(s)}
        told = {at: label for at, label in sorted(found.items()) if at in drawn}
        years = {at.year for at in told}
        between = set(range(min(years), max(years))) - years
        if len(told) + len(between) <= MOST_CATEGORIES:
            told |= {datetime(year, 7, 2): " " for year in between}
        return dict(sorted(told.items()))

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Names along the axis that is not of values."""
        if self.dated:
            return ()
        if not self.lying:
            if self.xaxis.get("type") == "date":
                return tuple(self.moments.values())
            return tuple(t.replace("<br>", "\n") for t in self.xaxis["ticktext"])
        told = self.yaxis.get("ticktext")
        if told is None:
            notes = [n for n in self._parts() if n.get("yref") != "paper"]
            told = [n["text"] for n in sorted(notes, key=lambda n: float(n["y"]))]
        joint = "" if self.lang == "zh" else " "
        return tuple(joint.join("".join(p.text for p in ln) for ln in pieces(t, "")) for t in told)

    def _rows(self, place: int) -> list[int]:
        """Return places among the categories of the bars of a trace."""
        trace = self.traces[place]
        if self.lying or self.xaxis.get("type") != "date":
            return list(range(len(trace["x"])))
        order = list(self.moments)
        return [order.index(plot_date(o)) for o in drawn_points(self.chart.series[place])]

    @cached_property
    def plot(self) -> Box:
        """The plot, which leaves room for names at its left."""
        if not self.lying or self.yaxis.get("visible", True):
            return self.whole
        widest = max(map(cells, self.categories)) * 12 + 30
        left = min(widest, self.whole.w * WIDEST)
        return Box(self.whole.x + left, self.whole.y, self.whole.w - left, self.whole.h)

    @cached_property
    def _values(self) -> list[float]:
        return [v for run in self.runs for v in run.values if v is not None]

    @cached_property
    def _days(self) -> list[datetime]:
        """The days of all panels, which share their axis."""
        drawn = (t for t in self.canvas.traces if t.get("marker", {}).get("symbol") != "star")
        return [moment_of(x) for t in drawn for x in t["x"]]

    def drawing(self, *, last: bool) -> Drawing:
        """Return all of it."""
        axis = self.xaxis if self.lying else self.yaxis
        value = value_axis(axis, self._values, bars=not self.dated)
        if any(label.named for run in self.runs for label in run.labels):
            # The longest bars carry the names of their series.
            value = replace(value, high=value.high * NAMES)
        days = None
        if self.dated:
            days = day_axis(self.xaxis, self._days, self.plot.w)
            days = replace(days, visible=last)

        def along(x: Any) -> float:
            if days is not None:
                return self.plot.x + days.share(serial(moment_of(x))) * self.plot.w
            return self.plot.x + self._column(moment_of(x)) * self.plot.w

        notes, ends = self._notes(along)
        limits = self.yaxis.get("range", (0, 1))
        return Drawing(
            "points" if self.dated else "bars" if self.lying else "columns",
            self.frame,
            self.plot,
            self.runs,
            value,
            days,
            self.categories,
            self._gap(),
            self._heads(),
            (*notes, *(moved(ends, self.plot, limits, value) if ends else ())),
            tuple(self._rules(along)),
            self.found.texts.title,
            self._alt(),
        )

    def _column(self, at: datetime) -> float:
        """Return between which columns a moment stands, as a share of the width."""
        if self.xaxis.get("type") != "date":
            return 0.0
        return sum(m < at for m in self.moments) / len(self.moments)

    def _parts(self) -> list[Part]:
        top, bottom = self.frame.y - 1, self.frame.y + self.frame.h + 1
        placed = [n for n in self.canvas.notes if n.get("text")]
        return [
            n for n in placed if n.get("yref") != "paper" or top <= (1 - n["y"]) * HEIGHT <= bottom
        ]

    def _notes(self, along: Any) -> tuple[list[Note], list[Note]]:
        """Return words over the plot, and names at ends of lines."""
        if self.lying:
            return [], []
        made = [(n, note_of(n, along)) for n in self._parts()]
        notes = [note for n, note in made if n.get("yanchor") != "middle"]
        ends = [note for n, note in made if n.get("yanchor") == "middle"]
        stars = [t for t in self.canvas.traces if t.get("marker", {}).get("symbol") == "star"]
        if stars and self.place == 0:
            part = {"text": STAR, "font": {"size": 20, "color": stars[0]["marker"]["color"]}}
            level = {"y": 1 - self.plot.y / HEIGHT, "yanchor": "bottom"}
            notes += [note_of({**part, **level, "x": x}, along) for x in stars[0]["x"]]
        return notes, ends

    def _rules(self, along: Any) -> Iterator[Rule]:
        """Yield lines at breaks and events, and bands of years that have an event."""
        for shape in self.canvas.shapes:
            top, bottom = (1 - shape["y1"]) * HEIGHT, (1 - shape["y0"]) * HEIGHT
            top, bottom = max(top, self.plot.y), min(bottom, self.plot.y + self.plot.h)
            if bottom <= top:
                continue
            first, end = along(shape["x0"]), along(shape["x1"])
            first, end = max(first, self.plot.x), min(end, self.plot.x + self.plot.w)
            if end < first:
                continue
            box = Box(first, top, end - first, bottom - top)
            line = shape["line"]
            colour = line.get("color") or shape.get("fillcolor", "")
            yield Rule(box, colour, line["width"], line.get("dash", "solid"))

    def _gap(self) -> int:
        if self.dated:
            return 0
        first = self.traces[0]
        if first["type"] != "bar":
            return 30
        width = first["width"]
        share = SLOT if isinstance(width, (list, tuple)) else float(width)
        return round((1 / share - 1) * 100)

    def _heads(self) -> tuple[str, str, str]:
        say = text(self.lang)
        key = "pptx.series" if self.dated else "pptx.name" if self.lying else "pptx.period"
        return say(key), say("pptx.day"), say("pptx.value")

    def _alt(self) -> str:
        view = self.found.exploration
        if view is None or len(view.panels) < 2:
            return self.found.alt
        return panels.alternative(view, self.lang, (view.panels[self.place],))
