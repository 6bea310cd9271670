"""What the native charts of a specification draw: one for each of its plots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from metrics.briefing.boxes import GAP, HEIGHT, SMALL, WIDTH, Box
from metrics.charts.plotly import SLIDE, Canvas
from metrics.charts.plotly.ends import End, ends_of, place_ends, room
from metrics.charts.plotly.extras import level_places
from metrics.charts.plotly.geometry import Segment
from metrics.charts.plotly.ground import Ground
from metrics.charts.plotly.lines import line_walls
from metrics.charts.spec import ChartSpec, EventSpec, Mark, PlotSpec
from metrics.exports.pptx import wording
from metrics.exports.pptx.labelling import Labelling
from metrics.exports.pptx.model import Drawing, NativeAxis, NativeSeries, Note, Rule
from metrics.exports.pptx.runs import bar_runs, line_runs, overlaid
from metrics.exports.pptx.scales import (
    DAY_0,
    YEAR_LABEL,
    apart,
    day_axis,
    day_of,
    serial,
    value_axis,
)
from metrics.exports.pptx.theme import PALETTE
from metrics.exports.pptx.wording import TALL
from metrics.locale import Lang, text
from metrics.wording.widths import spaced

# Share of the width that names beside bars may take, and words at ends of lines.
NAMES, ENDS = 0.4, 0.5
# More places than these are not filled up with years that have no bar.
MOST_CATEGORIES = 45
# Room between bars as a share of them, in per cent: along time, of rows, of pairs.
GAPS = {"bars": 39, "rows": 45, "pairs": 30}
# Pixels of the thickest bar of a row, and the largest gap that programs know.
THICKEST, WIDEST_GAP = 64, 500
DASHED, DOTTED = "dash", "sysDot"


def drawings(spec: ChartSpec | None, box: Box, lang: Lang) -> tuple[Drawing, ...]:
    """Return the native charts of a specification, one for each plot, below each other.

    Parameters
    ----------
    spec : ChartSpec or None
        What is drawn.
    box : Box
        The place, in pixels of a slide.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Drawing
        Native charts; none where there is no chart.

    Examples
    --------
    >>> drawings(None, Box(100, 200, 1700, 700), "en")
    ()
    """
    if spec is None or not spec.plots:
        return ()
    high = (box.h - GAP / 2 * (len(spec.plots) - 1)) / len(spec.plots)
    return tuple(
        _Panel(spec, n, Box(box.x, box.y + n * (high + GAP / 2), box.w, high), lang).drawing
        for n in range(len(spec.plots))
    )


@dataclass(frozen=True)
class _Panel:
    """One plot in its place."""

    spec: ChartSpec
    number: int
    frame: Box
    lang: Lang

    @cached_property
    def plot(self) -> PlotSpec:
        """What is drawn."""
        return self.spec.plots[self.number]

    @property
    def several(self) -> bool:
        """Whether the chart has other plots."""
        return len(self.spec.plots) > 1

    @property
    def last(self) -> bool:
        """Whether nothing stands below it that shares its axis of time."""
        return self.number == len(self.spec.plots) - 1

    @property
    def lying(self) -> bool:
        """Whether its values run from left to right."""
        return self.plot.kind in ("rows", "pairs")

    @property
    def dated(self) -> bool:
        """Whether points stand along days."""
        return self.plot.kind == "lines"

    @cached_property
    def places(self) -> dict[float, str]:
        """Names along the axis that is not of values, by place; empty where it is of days."""
        if self.dated:
            return {}
        named = {tick.at: tick.label for tick in self.plot.along.ticks}
        if self.lying:
            return dict(sorted(named.items()))
        told = {m.at: self._period(m, named) for m in self.plot.marks}
        years = {day_of(at).year for at in told}
        between = set(range(min(years), max(years))) - years
        if len(told) + len(between) <= MOST_CATEGORIES:
            told |= {float(datetime(year, 7, 2).toordinal()): " " for year in between}
        return dict(sorted(told.items()))

    def _period(self, mark: Mark, named: dict[float, str]) -> str:
        label = named.get(mark.at) or str(day_of(mark.at).year)
        label = label.replace("<br>", "\n")
        return label if not mark.part or mark.part in label else f"{label}\n{mark.part}"

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The names in their order."""
        return tuple(self.places.values())

    @cached_property
    def heads(self) -> list[Note]:
        """Heading, unit and names of bars above the plot."""
        return wording.head_notes(self.plot, self.frame, headed=self.several)

    @cached_property
    def ends(self) -> tuple[End, ...]:
        """Words at the ends of lines, as on a picture of the slide."""
        return ends_of(self.plot, SLIDE, self.frame.w, self.lang) if self.dated else ()

    @cached_property
    def ground(self) -> Ground:
        """The plot with the room at its right, as what pictures are placed on."""
        box, value, days = self.box, self.value, self.days
        whole = replace(box, w=self.frame.right - box.x)
        made = Ground(Canvas(WIDTH, HEIGHT), self.plot, whole, SLIDE, self.lang)
        made.y = (value.high, value.low) if value.reversed else (value.low, value.high)
        if days is not None:
            first = days.low + DAY_0
            made.x = first, first + (days.high - days.low) * whole.w / box.w
            for series in self.plot.series:
                line_walls(made, series)
        for level in self.plot.references:
            y = made.py(level.value)
            made.segments.append(Segment(box.x, y, box.right, y))
        return made

    @cached_property
    def placed(self) -> list[tuple[End, Box]]:
        """Places of the words at the ends of lines."""
        if self.days is None or not self.plot.marks:
            return []
        return place_ends(self.ground, self.ends, max(m.at for m in self.plot.marks))

    @cached_property
    def box(self) -> Box:
        """The plot within the frame, with room for all words around it."""
        frame, along = self.frame, self.categories or (" ",)
        widest = max((spaced(t.label) for t in self.plot.values.ticks), default=1) * SMALL
        widest += 36 if self.edged else 20
        left, right = widest, 24.0
        lines = max(name.count("\n") for name in along) + 1
        bottom = lines * TALL + 12 if self.last or not self.dated else 12.0
        # The unit stands clear of the topmost label of the axis.
        top = len(self.heads) * TALL + (8 if self.lying else TALL / 2)
        if self.lying:
            left, bottom = max(spaced(name) for name in along) * SMALL + 24, 12.0
            left, right = min(left, frame.w * NAMES), 110.0
        elif self.plot.breaks or self.plot.events or not self.heads:
            top = max(top, TALL + 8)
            top += self._lifted(frame.h - top - bottom)
        if self.dated:
            right = min(max(room(self.ends, SLIDE), YEAR_LABEL / 2), frame.w * ENDS)
        return Box(frame.x + left, frame.y + top, frame.w - left - right, frame.h - top - bottom)

    @cached_property
    def value(self) -> NativeAxis:
        """The axis of values."""
        values = [m.value for m in self.plot.marks]
        made = value_axis(self.plot.values, values, visible=not self.lying)
        return replace(made, form=apart(made.form)) if self.edged else made

    @property
    def edged(self) -> bool:
        """Whether a point without a line stands at the left edge, where labels of the axis are."""
        first = min((m.at for m in self.plot.marks), default=0.0)
        runs = (run for s in self.plot.series for run in s.runs)
        return self.dated and any(len(run) == 1 and run[0].at == first for run in runs)

    @cached_property
    def days(self) -> NativeAxis | None:
        """The axis of days, which all plots of a chart share."""
        if not self.dated:
            return None
        days = [day_of(m.at) for p in self.spec.plots if p.kind == "lines" for m in p.marks]
        return day_axis(self.plot.along, days, self.box.w, visible=self.last)

    def along(self, at: float) -> float:
        """Return pixels from the left of a place along the time."""
        if self.days is not None:
            return self.box.x + self.days.share(serial(day_of(at))) * self.box.w
        before = sum(place < at for place in self.places)
        return self.box.x + before / max(len(self.places), 1) * self.box.w

    def _at(self, mark: Mark) -> tuple[float, float]:
        return self.along(mark.at), self.box.y + (1 - self.value.share(mark.value)) * self.box.h

    @cached_property
    def labelling(self) -> Labelling:
        """Places of the values at the points of lines."""
        box, left = self.box, self.frame.x
        within = Box(left, self.frame.y, box.right + 40 - left, box.bottom - self.frame.y)
        levels = (box.y + (1 - self.value.share(t.at)) * box.h for t in self.plot.values.ticks)
        ticks = [Box(left, y - TALL / 2, box.x - 4 - left, TALL) for y in levels]
        words = [n.box for n in (*self.heads, *wording.end_notes(self.placed), *self._over())]
        rules = [Segment(box.x, y, box.right, y) for y in self._levels()]
        ended = frozenset(end.series.key for end, _ in self.placed)
        bare = (lambda m: f"{m.value:g}") if self.plot.values.rank else SLIDE.said
        return Labelling(
            self.plot, self._at, within, [*ticks, *words], (), rules, ended, bare, corners=True
        )

    @cached_property
    def runs(self) -> tuple[NativeSeries, ...]:
        """Its series."""
        if self.dated:
            return line_runs(self.plot, self.labelling.chosen())
        rows = {at: n for n, at in enumerate(self.places)}
        long = self.box.h if self.lying else self.box.w
        slot = long / max(len(rows), 1) * (1 - GAPS[self.plot.kind] / 300)
        return bar_runs(self.plot, rows, slot, lying=self.lying)

    @cached_property
    def drawing(self) -> Drawing:
        """All of it."""
        plot, say = self.plot, text(self.lang)
        kind = "points" if self.dated else "bars" if self.lying else "columns"
        head = "pptx.series" if self.dated else "pptx.name" if self.lying else "pptx.period"
        return Drawing(
            kind,  # type: ignore[arg-type]
            self.frame,
            self.box,
            self.runs,
            self.value,
            self.days,
            self.categories,
            self._gap(),
            100 if overlaid(plot) else 0,
            (say(head), say("pptx.day"), say("pptx.value")),
            self.notes,
            tuple(self._rules()),
            plot.heading or self.spec.text.name,
            self._alt(),
        )

    def _gap(self) -> int:
        """Return the room between bars as a share of them, in per cent."""
        least = GAPS.get(self.plot.kind, 0)
        if self.plot.kind != "rows":
            return least
        each = self.box.h / max(len(self.places), 1)
        return min(max(least, round((each / THICKEST - 1) * 100)), WIDEST_GAP)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Words over it."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[Note]:
        yield from self.heads
        yield from wording.end_notes(self.placed)
        if not self.lying:
            yield from self._over()
            yield from wording.level_notes(self._told_levels())

    def _over(self) -> Iterator[Note]:
        """Yield the names of breaks and events above the plot."""
        own = [n for n in self.heads if n.box.y + n.box.h > self.box.y - TALL]
        left = max((n.box.x + n.box.w + 12 for n in own), default=self.frame.x)
        # The names stand at the top of what is left to them, above the values of bars.
        lifted = self._lifted(self.box.h)
        return wording.over_notes(
            self.plot, replace(self.box, y=self.box.y - lifted), self.along, left
        )

    def _lifted(self, tall: float) -> float:
        """Return how far the values of bars reach out of a plot that has names above it."""
        if self.dated or not self.plot.breaks:
            return 0
        highest = max((self.value.share(m.value) for m in self.plot.marks), default=0)
        return max(TALL - (1 - highest) * tall, 0)

    def _levels(self) -> Iterator[float]:
        return (self.ground.py(level.value) for level in self.plot.references)

    def _told_levels(self) -> Iterator[tuple[str, Box]]:
        """Yield the words of levels where no bar, line or value is."""
        ground = replace(self.ground, box=self.box)
        ground.words = [n.box for n in self.heads]
        if self.dated:
            self.labelling.chosen()
            ground.words = self.labelling.taken
        else:
            slot = self.box.w / max(len(self.places), 1)
            wide = slot / (1 + self._gap() / 100)
            for mark in self.plot.marks:
                middle = self.along(mark.at) + slot / 2
                top = ground.py(max(mark.value, 0))
                ground.solids.append(Box(middle - wide / 2, top, wide, ground.py(0) - top))
                said = spaced(SLIDE.said(mark)) * SMALL
                ground.words.append(Box(middle - said / 2, top - TALL, said, TALL))
        for words, box in level_places(ground):
            ground.words.append(box)
            yield words, box

    def _rules(self) -> Iterator[Rule]:
        """Yield bands of events, lines at breaks, and levels."""
        if self.lying:
            return
        box, plot = self.box, self.plot
        for event in plot.events:
            first, last = (min(max(self.along(at), box.x), box.x + box.w) for at in _days(event))
            if last > box.x and first < box.x + box.w:
                yield Rule(Box(first, box.y, last - first, box.h), PALETTE.ink, 2, DOTTED)
        for break_ in plot.breaks:
            if box.x <= (x := self.along(break_.at)) <= box.x + box.w:
                yield Rule(Box(x, box.y, 0, box.h), PALETTE.soft, 2, DASHED)
        for y in self._levels():
            yield Rule(Box(box.x, y, box.w, 0), PALETTE.second, 3, DASHED)

    def _alt(self) -> str:
        if not self.several:
            return self.spec.text.alt
        say = text(self.lang)
        told = (self._told(s.title, s.marks, s.end) for s in self.plot.series)
        return say("list.semicolon").join(filter(None, (self.plot.heading, *told)))

    def _told(self, name: str, marks: Sequence[Mark], end: str) -> str:
        if not marks:
            return name
        say = text(self.lang)
        last = end or " ".join(filter(None, (marks[-1].label, self.plot.unit)))
        return say("list.comma").join((name, f"{marks[-1].period} {last}"))


def _days(event: EventSpec) -> tuple[float, float]:
    """Return the first and last day of an event."""
    return event.at, event.end
