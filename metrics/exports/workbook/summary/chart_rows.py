"""The rows of a chart: a mark a row, years without a bar, levels to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.charts.spec import Mark, PlotSpec, Reference, SeriesSpec
from metrics.model.period import Period

# More years without a bar than these are left out.
MOST_SLOTS = 45
# The words of a level stand over a bar that is lower than this share of it.
CLEAR = 0.9
# Where the words of a level stand, as a share of the time: early or late.
EARLY, LATE = 0.22, 0.78


@dataclass(frozen=True)
class Slot:
    """A row of the block: a mark of a series, or a year without one.

    Parameters
    ----------
    series : SeriesSpec
        The series.
    mark : Mark, optional
        None where its cell is empty.
    label : str
        What stands at the axis.
    """

    series: SeriesSpec
    mark: Mark | None
    label: str


def slots_of(
    plot: PlotSpec, most: int = MOST_SLOTS, home: str = ""
) -> tuple[tuple[Slot, ...], ...]:
    """List the rows of each series of a plot; bars of all of them stand at the same places.

    Parameters
    ----------
    plot : PlotSpec
        What is drawn.
    most : int
        How many rows a ranking has room for.
    home : str
        The name of the economy that is among them in any case.

    Returns
    -------
    tuple of tuple of Slot
        For each series its rows from the first on.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.compile import compile_concept
    >>> plot = compile_concept(load(), "pledge_financing", "zh").plots[0]
    >>> [slot.label for slot in slots_of(plot)[0]][-2:]
    ['2023', '2024\\n1—9月']
    """
    if plot.kind == "lines":
        return tuple(
            tuple(Slot(s, m, Period.parse(m.period).tick) for run in s.runs for m in run)
            for s in plot.series
        )
    labels = axis_labels(plot)
    if plot.kind in ("rows", "pairs"):
        labels = _first(labels, most, home)
    if plot.kind == "rows" and len({m.at for m in plot.marks}) == sum(1 for _ in plot.marks):
        # Each economy is a series of its own, and all of them one set of bars.
        marks = ((m, s) for s in plot.series for m in s.marks if m.at in labels)
        every = sorted(marks, key=lambda pair: pair[0].at)
        return (tuple(Slot(s, m, labels[m.at]) for m, s in every),)
    made = []
    for series in plot.series:
        own = {m.at: m for m in series.marks}
        made.append(tuple(Slot(series, own.get(at), label) for at, label in labels.items()))
    return tuple(made)


def _first(labels: dict[float, str], most: int, home: str) -> dict[float, str]:
    """Keep the first rows of a ranking, and that of one economy."""
    first = list(labels.items())[:most]
    own = [(at, label) for at, label in labels.items() if label == home]
    return dict(first if own and own[0] in first else [*first[: most - len(own)], *own])


def axis_labels(plot: PlotSpec) -> dict[float, str]:
    """Return what stands at each place of the axis, with the years that have no bar."""
    named = {t.at: t.label.replace("<br>", "\n") for t in plot.along.ticks}
    if plot.kind != "bars":
        return dict(sorted(named.items()))
    found = {}
    for mark in plot.marks:
        label = named.get(mark.at) or f"{Period.parse(mark.period).end.year}"
        found[mark.at] = label if mark.part in label else f"{label}\n{mark.part}"
    years = {date.fromordinal(int(at)).year for at in found}
    between = set(range(min(years), max(years))) - years if years else set()
    if len(found) + len(between) <= MOST_SLOTS:
        found |= {float(date(y, 7, 2).toordinal()): f"{y}" for y in between}
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class Level:
    """A level to compare with.

    Parameters
    ----------
    name : str
        What it is.
    value : Decimal
        In the scale of the chart.
    first : int
        Its first row.
    days : tuple of date
        Where it is drawn among lines.
    labels : tuple of str
        The places that it is drawn across, of bars.
    named : int, optional
        Which of its points has the words; None where they have no room.
    """

    name: str
    value: Decimal
    first: int
    days: tuple[date, ...]
    labels: tuple[str, ...]
    named: int | None

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.days or self.labels)


def levels_of(plot: PlotSpec, slots: Sequence[Sequence[Slot]], row: int) -> tuple[Level, ...]:
    """Return the levels of a plot: of lines from the first day to the last, of bars at each.

    Parameters
    ----------
    plot : PlotSpec
        What is drawn.
    slots : sequence of sequence of Slot
        The rows of its series.
    row : int
        The first row of the sheet that is free.

    Returns
    -------
    tuple of Level
        None of rankings.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.compile import compile_concept
    >>> plot = compile_concept(load(), "high_value_invention_patents_per_10k", "en").plots[0]
    >>> [(level.value, level.count) for level in levels_of(plot, slots_of(plot), 12)]
    [(Decimal('12.0'), 3)]
    """
    found: list[Level] = []
    for level in plot.references if plot.kind in ("lines", "bars") else ():
        made = _line(plot, level, row) if plot.kind == "lines" else _across(slots, level, row)
        found.append(made)
        row += made.count
    return tuple(found)


def _line(plot: PlotSpec, level: Reference, row: int) -> Level:
    days = sorted(Period.parse(m.period).end for m in plot.marks)
    marks = sorted(plot.series[0].marks, key=lambda m: m.at)
    third = len(marks) // 3 or 1
    early, late = (
        min(abs(m.value - level.value) for m in some) for some in (marks[:third], marks[-third:])
    )
    # The words stand where the line is far away.
    between = days[0] + (days[-1] - days[0]) * (EARLY if early >= late else LATE)
    return Level(level.label, exact(level.value), row, (days[0], between, days[-1]), (), 1)


def _across(slots: Sequence[Sequence[Slot]], level: Reference, row: int) -> Level:
    own = [[slot.mark for slot in series] for series in slots]
    tallest = [max((m.value for m in at if m), default=0.0) for at in zip(*own, strict=True)]
    inner = range(1, len(tallest) - 1) if len(tallest) > 2 else range(len(tallest))
    lowest = min(inner, key=lambda n: (tallest[n], -n))
    labels = tuple(slot.label for slot in slots[0])
    # Words over a bar would not be read.
    named = lowest if tallest[lowest] < level.value * CLEAR else None
    return Level(level.label, exact(level.value), row, (), labels, named)


def exact(value: float) -> Decimal:
    """Return a number of a chart as it is written.

    Examples
    --------
    >>> exact(8539.9)
    Decimal('8539.9')
    """
    return Decimal(repr(value))
