"""The native charts of the sheet as cards: which points carry their value, and at which side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import pairwise

from metrics.briefing.boxes import SMALL as SLIDE_SMALL
from metrics.charts.compile.view_words import alternative
from metrics.charts.plotly.geometry import Box
from metrics.charts.plotly.placing import spread
from metrics.charts.plotly.style import COLOURS
from metrics.charts.spec import Mark, PlotSpec, SeriesSpec
from metrics.exports.pptx.labelling import Labelling
from metrics.exports.pptx.scales import value_axis
from metrics.exports.workbook.card import APART, LINE, POINTS, SMALL, TOP, Card
from metrics.exports.workbook.compiled import chart_of, column_run, native_charts
from metrics.exports.workbook.model import NUMBERS, CellRun, SheetAxis, SheetChart
from metrics.exports.workbook.summary.chart_numbers import PlotNumbers
from metrics.locale import text
from metrics.model.period import Period
from metrics.wording.forms import number_form
from metrics.wording.numbers import places_of
from metrics.wording.widths import ems

# Share of the width of a chart that words at the ends of its lines may take.
ENDS = 0.3
# Holds the place of what is asked for in a text.
PLACE = "\0"
# Share of the width after which programs break a label, and roles that are no background.
WRAPPED = 0.19
STRONG = ("subject", "second")
# Of more lines than these only the subject has its value at its end.
FEW = 3
# Points of a bar of a ranking, between two rows, and of what stands above and below them.
BAR, BETWEEN, HEADED = 9.5, 4.5, 64.0
# What stands before the words of a level, below the chart.
DASHES = "- -"
# Width in centimetres of a chart that is no small card.
WIDE = 20.0
# Which points near the right end of the axis have their name beside them, as a share of it.
NEAR = 0.88
# How much of its place a label of a bar may take.
FITTING = 0.95


@dataclass(frozen=True)
class Frame:
    """Where a chart stands: the cell of its corner, counted from 1, and its size in centimetres."""

    column: int
    row: int
    width: float
    height: float


def room_for(plot: PlotSpec, height: float) -> int:
    """Return how many rows of a ranking a chart of a height in centimetres has room for.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.compile import compile_ranking
    >>> room_for(compile_ranking(load(), "gii_rank", "en").plots[0], 8.47)
    12
    """
    bars = 2 if plot.kind == "pairs" else 1
    return int((height * POINTS - HEADED) / (BAR * bars + BETWEEN))


@dataclass(frozen=True)
class CardMaker:
    """Makes the card of a plot.

    Parameters
    ----------
    numbers : PlotNumbers
        Where its numbers stand.
    frame : Frame
        Where it stands.
    """

    numbers: PlotNumbers
    frame: Frame

    @property
    def card(self) -> Card:
        """The card with all its labels."""
        draft = self._draft(self._chart, 0.0)
        if self.numbers.plot.kind != "lines":
            return self._with_bars(draft)
        card, ends = (self._side_by_side(draft) if self._several else None) or self._plain(draft)
        labelled = self._labelled(card, ends)
        return replace(card, chart=replace(card.chart, runs=(*labelled, *self._levels())))

    def _plain(self, draft: Card) -> tuple[Card, dict[int, float]]:
        """Write the values at the ends of lines, with the names where they have room."""
        named = not self._several and self._names_fit(draft)
        words = [self._end(s, named=named) for s in self.numbers.plot.series if s.marks]
        widest = max((ems(said) * SMALL + 10 for said in words), default=0.0)
        runs = self._named(draft.chart.runs) if named else draft.chart.runs
        card = self._draft(replace(draft.chart, runs=runs), widest)
        return card, self._ended(card, named=named)

    def _with_bars(self, draft: Card) -> Card:
        """Return the card of bars, below them the words of a level that have no room over one."""
        barred = self._barred(draft)
        unnamed = (f"{DASHES} {w.name}" for w in self.numbers.levels if w.named is None)
        below = APART.join(filter(None, (barred.broken, *unnamed)))
        runs = (*barred.runs, *self._levels())
        return replace(draft, chart=replace(barred, runs=runs, broken=below))

    @property
    def _several(self) -> bool:
        """Whether its lines are of several economies, which are no subjects but one."""
        return len({s.key.partition("@")[2] for s in self.numbers.plot.series}) > 1

    def _side_by_side(self, draft: Card) -> tuple[Card, dict[int, float]] | None:
        """Name all lines at the right, none over another; nothing where they have no room."""
        shown = [s for s in self.numbers.plot.series if s.marks]
        most = draft.points[0] * WRAPPED
        wide = {id(s.marks[-1]): ems(self._told(s)) * SMALL for s in shown}
        widest = min(max(wide.values()), most) + 12
        card = self._draft(draft.chart, widest)
        ends = sorted((*self._place(card, m), id(m)) for m in (s.marks[-1] for s in shown))
        ends.sort(key=lambda end: end[1])
        tall = [SMALL * LINE * (1 + (wide[own] > most)) for _, _, own in ends]
        if sum(tall) > card.plot.h or max(wide.values()) > 2 * most:
            return None
        middles = spread([y for _, y, _ in ends], tall, card.plot.y - TOP, card.plot.bottom)
        across, high = card.points
        shifts = {
            own: ((card.plot.right - x) / across, (middle - y) / high)
            for (x, y, own), middle in zip(ends, middles, strict=True)
        }
        runs = tuple(
            replace(run, shifts={run.named: shifts[id(self._marks(run)[run.named])]})
            if run.named is not None
            else run
            for run in self._named(card.chart.runs)
        )
        return replace(card, chart=replace(card.chart, runs=runs)), wide

    def _told(self, series: SeriesSpec) -> str:
        """Say what stands at the end of the line of an economy: of most of them the name alone."""
        return self._end(series, named=True) if series.role in STRONG else series.name

    @cached_property
    def _chart(self) -> SheetChart:
        """The chart with its runs of cells."""
        numbers = self.numbers
        spec, plot, cells = numbers.spec, numbers.plot, numbers.cells
        if plot.kind == "lines":
            (made,) = native_charts(spec, plot, cells, alt=self._alt)
            runs = tuple(map(self._toned, made.runs)) if self._several else made.runs
            return replace(made, axis=self._axis, runs=runs, foot=self._foot(made))
        if plot.kind in ("rows", "pairs"):
            runs = tuple(self._ranked())
        else:
            (drawn,) = native_charts(spec, plot, cells)
            runs = tuple(map(_widened, drawn.runs, numbers.spans))
        made = chart_of(spec, plot, cells, runs, self._alt)
        return replace(made, axis=self._axis, along="label", foot=self._foot(made))

    def _toned(self, run: CellRun) -> CellRun:
        """Give a line the colour of what it means: those that are compared with are grey."""
        role = self.numbers.plot.series[run.colour].role
        tone = COLOURS["light"].line(role if role in STRONG else "comparator").lstrip("#")
        return replace(run, tone=tone, thin=role not in STRONG, bare=role not in STRONG)

    def _foot(self, chart: SheetChart) -> tuple[str, ...]:
        """Name the first source alone, and that there are others."""
        say = text(self.numbers.plan.lang)
        before, after = say("chart.source_more", sources=PLACE, count=0).split(PLACE)
        more = re.escape(before) + "(.+)" + re.escape(after).replace("0", r"\d+")
        found = re.fullmatch(more, chart.foot[0])
        if found is None:
            return chart.foot
        return (say("sheet.charts_source", sources=found[1]), *chart.foot[1:])

    @property
    def _axis(self) -> SheetAxis:
        """The axis of values as slides have it: from a tick on, whatever its sign."""
        plot = self.numbers.plot
        axis = value_axis(plot.values, [m.value for m in plot.marks])
        low, high, step = (Decimal(repr(v)).normalize() for v in (axis.low, axis.high, axis.step))
        return SheetAxis(places_of(step), low, high, step)

    def _ranked(self) -> Iterator[CellRun]:
        """Yield a set of bars for each column of a ranking."""
        numbers = self.numbers
        for place, (own, (first, _)) in enumerate(zip(numbers.slots, numbers.spans, strict=True)):
            marks = [slot.mark for slot in own if slot.mark is not None]
            made = column_run(own[0].series.name, place, marks, first, "value")
            several = len({s.series.role for s in own}) > 1
            faint = [n for n, s in enumerate(own) if several and s.series.role != "subject"]
            yield replace(made, faint=tuple(faint))

    @property
    def _alt(self) -> str:
        """The alternative text of a plot that is not alone."""
        plan, spec = self.numbers.plan, self.numbers.spec
        if len(spec.plots) == 1 or plan.view is None:
            return ""
        panel = plan.view.panels[spec.plots.index(self.numbers.plot)]
        return alternative(plan.view, plan.lang, (panel,))

    def _draft(self, chart: SheetChart, ends: float) -> Card:
        plot, frame = self.numbers.plot, self.frame
        ticks = tuple(t.label for t in plot.values.ticks)
        if chart.kind == "ranking":
            ticks = tuple(slot.label for own in self.numbers.slots for slot in own)
        return Card(
            chart,
            self._abouts(chart),
            ticks,
            ends,
            () if chart.days else tuple(slot.label for slot in self.numbers.slots[0]),
            frame.column,
            frame.row,
            frame.width,
            frame.height,
        )

    def _abouts(self, chart: SheetChart) -> tuple[str, ...]:
        """Return what may stand below the title, each with what must be known of the axis."""
        say, spec = text(self.numbers.plan.lang), self.numbers.spec
        dot, cut = say("list.dot"), say("chart.not_from_zero")
        shown, every = self.numbers.told
        if chart.kind == "ranking" and shown < every:
            part = say("sheet.charts_part", shown=shown, every=every)
            return tuple(dot.join((said, part)) for said in (chart.about, *spec.text.subtitles))
        if not chart.about.endswith(cut):
            return tuple(dict.fromkeys((chart.about, *spec.text.subtitles)))
        return (chart.about, *(dot.join((said, cut)) for said in spec.text.subtitles))

    def _marks(self, run: CellRun) -> Mapping[int, Mark]:
        """Return the marks of a run by their places in it."""
        placed = self.numbers.placed
        rows = range(run.first, run.last + 1)
        return {n: m for n, row in enumerate(rows) if (m := placed[row].mark) is not None}

    def _barred(self, card: Card) -> SheetChart:
        """Write the value at each bar where all have room."""
        chart = card.chart
        if chart.kind == "ranking":
            return chart
        count = sum(run.last - run.first + 1 for run in chart.runs)
        room = card.plot.w / max(count, 1) * FITTING
        axis = chart.axis
        assert axis.low is not None
        assert axis.high is not None
        tall = SMALL * LINE / card.plot.h * float(axis.high - axis.low)
        every = [(run, self._marks(run)) for run in chart.runs]
        told = [self._said(m) for _, marks in every for m in marks.values()]
        fits = all(ems(words) * SMALL <= room for words in told)

        def labelled(run: CellRun, marks: Mapping[int, Mark]) -> CellRun:
            told = {n: m for n, m in marks.items() if fits or n in dict(run.labels)}
            crossed = {n for n, m in told.items() if self._crossed(m, tall)}
            # Inside a full bar they stand on its colour.
            inside = {n for n in crossed if marks[n].value > 2 * tall} - {*run.hollow, *run.hatched}
            kept = [n for n in told if n not in crossed or n in inside]
            return replace(
                run,
                labels=tuple((n, self._form(run, n, told[n])) for n in kept),
                sides=dict.fromkeys(inside, "inEnd"),
            )

        return replace(chart, runs=tuple(labelled(run, marks) for run, marks in every))

    def _crossed(self, mark: Mark, tall: float) -> bool:
        """Tell whether the label over a bar would lie on the line of a level."""
        levels = (float(level.value) for level in self.numbers.levels)
        return any(mark.value - tall / 4 <= level <= mark.value + tall for level in levels)

    @property
    def _many(self) -> bool:
        """Whether lines stand beside each other."""
        return self.numbers.plot.kind == "lines" and len(self.numbers.plot.series) > 1

    @property
    def _brief(self) -> bool:
        """Whether labels have few digits, as on a small card."""
        return self.frame.width < WIDE

    def _said(self, mark: Mark) -> str:
        """Return the label of a mark."""
        return mark.brief if self._brief and brief_form(mark) else mark.label

    def _form(self, run: CellRun, n: int, mark: Mark) -> str:
        """Return the format of a label; that of the first after a break has its number."""
        form = dict(run.labels).get(n) or mark.form or "General"
        if self._many and form != mark.form and mark.form in form:
            # Beside other lines there is room for the number alone.
            return form.removesuffix(mark.form).replace(" ", "")
        short = brief_form(mark) if self._brief else ""
        return form.replace(mark.form, short) if short else form

    def _end(self, series: SeriesSpec, *, named: bool) -> str:
        """Say what stands at the end of a line."""
        said = self._said(series.marks[-1])
        return f"{series.name}: {said}" if named else said

    def _place(self, card: Card, mark: Mark) -> tuple[float, float]:
        """Return the place of a mark in points from the corner of the chart."""
        axis = card.chart.axis
        assert axis.low is not None
        assert axis.high is not None
        box, low, high = card.plot, float(axis.low), float(axis.high)
        if self.numbers.plot.values.rank and low >= 0:
            low, high = high, low
        first, last, _ = card.span
        day = Period.parse(mark.period).end.toordinal()
        return (
            box.x + (day - first) / (last - first) * box.w,
            box.y + (high - mark.value) / (high - low) * box.h,
        )

    def _names_fit(self, card: Card) -> bool:
        """Tell whether names have room at the ends of all lines, none over another."""
        shown = [s for s in self.numbers.plot.series if s.marks]
        if len(shown) < 2:
            return False
        wide = max(ems(self._end(s, named=True)) * SMALL + 10 for s in shown)
        if wide > card.points[0] * ENDS:
            return False
        ends = [self._place(card, s.marks[-1]) for s in shown]
        heights = sorted(y for _, y in ends)
        apart = all(b - a >= SMALL * LINE for a, b in pairwise(heights))
        return apart and all(x >= card.plot.x + card.plot.w * NEAR for x, _ in ends)

    def _named(self, runs: tuple[CellRun, ...]) -> tuple[CellRun, ...]:
        """Put the name of each line at its last point."""
        last = {id(s.marks[-1]) for s in self.numbers.plot.series if s.marks}
        return tuple(
            replace(run, named=n)
            if (n := next((n for n, m in self._marks(run).items() if id(m) in last), None))
            is not None
            else run
            for run in runs
        )

    def _labelled(self, card: Card, ends: Mapping[int, float]) -> tuple[CellRun, ...]:
        """Choose the labels of the points of lines, none on a line or on another."""
        plot, box = self.numbers.plot, card.plot
        factor = SLIDE_SMALL / SMALL
        head = box.y - SMALL * LINE

        def place(mark: Mark) -> tuple[float, float]:
            x, y = self._place(card, mark)
            return x * factor, y * factor

        def scaled(x: float, y: float, w: float, h: float) -> Box:
            return Box(x * factor, y * factor, w * factor, h * factor)

        within = scaled(box.x, head, card.points[0] - box.x, box.bottom - head)
        first = plot.series[0].marks[0]
        levels = [self._place(card, replace(first, value=r.value)) for r in plot.references]
        words = [scaled(box.x, y - 1, box.w, 2) for _, y in levels]
        at_end = {id(m): m for s in plot.series if s.marks and id(m := s.marks[-1]) in ends}
        for own, wide in ends.items():
            x, y = self._place(card, at_end[own])
            words.append(scaled(x, y - SMALL / 2, wide, SMALL if wide else 0))
        # A mark with the number of a break has a longer label.
        longer = {
            id(m): replace(m, label=f"{NUMBERS[0]} {'' if self._many else m.label}".strip())
            for run in card.chart.runs
            for m in self._numbered(run).values()
        }
        must = [*longer.values(), *(at_end[own] for own, wide in ends.items() if not wide)]
        sides = dict(Labelling(plot, place, within, words, must).chosen())
        sides |= {own: sides[id(told)] for own, told in longer.items()}
        sides |= {own: "r" for own, wide in ends.items() if wide}
        return tuple(self._with_labels(run, sides) for run in card.chart.runs)

    def _numbered(self, run: CellRun) -> dict[int, Mark]:
        """Return the marks of a run that carry the number of a break, by their places."""
        marks = self._marks(run)
        return {n: marks[n] for n, form in run.labels if form != marks[n].form}

    def _ended(self, card: Card, *, named: bool) -> dict[int, float]:
        """Return how wide the label at the end of a line is; of few lines all have one.

        It is nothing where another figure stands at the right.
        """
        shown = [s for s in self.numbers.plot.series if s.marks]
        kept = shown if named or len(shown) <= FEW else shown[:1]
        every = [(id(m), *self._place(card, m)) for s in shown for m in s.marks]
        made = {}
        for series in kept:
            own = series.marks[-1]
            x, y = self._place(card, own)
            wide = ems(self._end(series, named=named)) * SMALL + 8
            taken = any(
                other != id(own) and x <= a <= x + wide and abs(b - y) < SMALL
                for other, a, b in every
            )
            made[id(own)] = 0.0 if taken else wide
        return made

    def _with_labels(self, run: CellRun, sides: Mapping[int, str]) -> CellRun:
        marks = self._marks(run)
        shown = {n: sides[id(m)] for n, m in marks.items() if id(m) in sides}
        return replace(
            run,
            labels=tuple((n, self._form(run, n, marks[n])) for n in sorted(shown)),
            sides=shown,
        )

    def _levels(self) -> Iterator[CellRun]:
        """Yield the dashed line of each level, its words at one of its points."""
        for level in self.numbers.levels:
            yield CellRun(
                level.name,
                level.first,
                level.first + level.count - 1,
                "value",
                0,
                () if level.named is None else ((level.named, "General"),),
                named=level.named,
                level=True,
            )


def brief_form(mark: Mark) -> str:
    """Return the number format that writes the brief label of a mark; nothing where none does.

    Examples
    --------
    >>> brief_form(Mark(0, 8539.9, "2023", "8,539.9", (), form="#,##0.0", brief="8,540"))
    '#,##0'
    >>> brief_form(Mark(0, 15123.4, "2023", "15,123.4", (), form="#,##0.0", brief="15,100"))
    ''
    """
    digits = re.search(r"\d[\d,]*(?:\.(\d+))?", mark.brief)
    if digits is None:
        return ""
    places = len(digits[1] or "")
    written = Decimal(repr(mark.value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if f"{written:,f}" != digits[0]:
        return ""
    return re.sub(r"#,##0(?:\.0+)?", number_form(places), mark.form, count=1)


def _widened(run: CellRun, span: tuple[int, int]) -> CellRun:
    """Let a set of bars begin and end where all others do."""
    first, last = span
    by = run.first - first
    return replace(
        run,
        first=first,
        last=last,
        labels=tuple((n + by, form) for n, form in run.labels),
        hollow=tuple(n + by for n in run.hollow),
        hatched=tuple(n + by for n in run.hatched),
        crossed=tuple(n + by for n in run.crossed),
    )
