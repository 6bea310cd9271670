"""Native charts from specifications: which cells each of their lines and bars points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from metrics.charts.spec import ChartSpec, Mark, PlotSpec, SeriesSpec
from metrics.exports.workbook.axes import sheet_axis
from metrics.exports.workbook.charted import NUMBERS, CellRun, Kind, SheetChart, Standing
from metrics.locale import Lang, text
from metrics.model.period import Period

# With more points only the first and the last carry their value.
MOST_LABELS = 8


@dataclass(frozen=True)
class Cells:
    """Where the figures of a chart stand.

    Parameters
    ----------
    table : Standing
        Their table, or another range of cells.
    rows : mapping of (str, str) to int
        The row of each figure, by the key of its series and the code of its period.
    exponent : int
        Power of ten of the values of the column.
    unit : str
        Unit of the column in words.
    values : str
        The column.
    forms : mapping of int to str
        Number format of the label of a row, where it is not that of its mark.
    blank : frozenset of int, optional
        Rows of years without a bar, which keep their places; where None, bars stand side by side,
        and those of unlike periods in charts of their own.
    """

    table: Standing
    rows: Mapping[tuple[str, str], int]
    exponent: int
    unit: str
    values: str = "value"
    forms: Mapping[int, str] | None = None
    blank: frozenset[int] | None = None

    def row(self, series: SeriesSpec, mark: Mark) -> int | None:
        """Return the row of a mark; None where the table does not hold it."""
        return self.rows.get((series.key, mark.period))

    def form(self, row: int, mark: Mark) -> str:
        """Return the number format of the label of a mark."""
        return mark.form if self.forms is None else self.forms.get(row, "")


def native_charts(
    spec: ChartSpec, plot: PlotSpec, cells: Cells, *, alt: str = ""
) -> tuple[SheetChart, ...]:
    """Return the native charts of a plot: one, or of bars with unlike periods one for each.

    Parameters
    ----------
    spec : ChartSpec
        The chart with its words.
    plot : PlotSpec
        One of its plots.
    cells : Cells
        Where its figures stand.
    alt : str
        The alternative text of the plot alone, where there are several.

    Returns
    -------
    tuple of SheetChart
        Empty where no figure stands in the table.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",), areas=("CN",)))
    >>> made = AuditPlan(taken, "en", date(2026, 1, 1)).concepts[0]
    >>> (chart,) = native_charts(made.spec, made.spec.plots[0], made.cells)
    >>> [len(run.labels) for run in chart.runs]
    [1, 2]
    """
    drawn = [(n, s) for n, s in enumerate(plot.series)]
    if plot.kind == "lines":
        runs = tuple(run for n, s in drawn for run in _line_runs(plot, s, n, cells))
        return (chart_of(spec, plot, cells, runs, alt),) if runs else ()
    apart = cells.blank is None
    barred = [(_bar_run(plot, s, n, cells), _periods(s) if apart else ()) for n, s in drawn]
    kept = sorted(((r, p) for r, p in barred if r is not None), key=lambda pair: pair[1])
    return tuple(
        chart_of(spec, plot, cells, tuple(r for r, _ in group), alt)
        for _, group in groupby(kept, key=lambda pair: pair[1])
    )


def _periods(series: SeriesSpec) -> tuple[str, ...]:
    return tuple(m.period for m in series.marks)


def _line_runs(plot: PlotSpec, series: SeriesSpec, place: int, cells: Cells) -> Iterator[CellRun]:
    """Yield a run of cells for each line, so that none crosses a break."""
    labelled = _labelled(plot, series)
    for run in series.runs:
        placed = [(row, m) for m in run if (row := cells.row(series, m)) is not None]
        yield from (
            _cell_run(plot, series, piece, place, cells, labelled)
            for piece in _together(placed, frozenset())
        )


def _bar_run(plot: PlotSpec, series: SeriesSpec, place: int, cells: Cells) -> CellRun | None:
    """Return the cells of the bars of a series; None where they do not stand together."""
    placed = [(row, m) for m in series.marks if (row := cells.row(series, m)) is not None]
    pieces = list(_together(placed, cells.blank or frozenset()))
    if len(pieces) != 1:
        return None
    return _cell_run(plot, series, pieces[0], place, cells, _labelled(plot, series))


def _together(
    placed: Sequence[tuple[int, Mark]], blank: frozenset[int]
) -> Iterator[list[tuple[int, Mark]]]:
    """Yield figures whose rows follow each other, but for blank ones between them."""
    held: list[tuple[int, Mark]] = []
    for row, mark in placed:
        last = held[-1][0] if held else row
        if held and (row <= last or not blank.issuperset(range(last + 1, row))):
            yield held
            held = []
        held.append((row, mark))
    if held:
        yield held


def _cell_run(
    plot: PlotSpec,
    series: SeriesSpec,
    placed: Sequence[tuple[int, Mark]],
    place: int,
    cells: Cells,
    labelled: Mapping[Mark, str],
) -> CellRun:
    first = placed[0][0]
    marks = [(row - first, m) for row, m in placed]
    return CellRun(
        name=series.name or series.title,
        first=first,
        last=placed[-1][0],
        values=cells.values,
        colour=place,
        labels=tuple(
            (n, _marked(labelled[m], form))
            for n, m in marks
            if m in labelled and (form := cells.form(first + n, m))
        ),
        hollow=tuple(n for n, m in marks if m.open),
        hatched=tuple(n for n, m in marks if m.part and plot.kind != "lines"),
        crossed=tuple(n for n, m in marks if m.derived),
    )


def column_run(name: str, place: int, marks: Sequence[Mark], first: int, values: str) -> CellRun:
    """Return the cells of a ranking, one indicator of all its economies.

    Parameters
    ----------
    name : str
        Of the indicator or its scope.
    place : int
        Its place among those of the chart.
    marks : sequence of Mark
        From the top of the chart on, one a row.
    first : int
        Row of the sheet of the first.
    values : str
        The column.

    Returns
    -------
    CellRun
        Every bar has its value.

    Examples
    --------
    >>> marks = [Mark(0, 10.0, "2025", "10", (), form="0"), Mark(1, 3.0, "2025", "3", (), form="0")]
    >>> column_run("Rank", 0, marks, 5, "value").last
    6
    """
    return CellRun(
        name=name,
        first=first,
        last=first + len(marks) - 1,
        values=values,
        colour=place,
        labels=tuple((n, m.form) for n, m in enumerate(marks) if m.form),
        hollow=tuple(n for n, m in enumerate(marks) if m.open),
        crossed=tuple(n for n, m in enumerate(marks) if m.derived),
    )


def _marked(number: str, form: str) -> str:
    """Put the number of a break before a label."""
    return f'"{number} "{form}' if number else form


def _labelled(plot: PlotSpec, series: SeriesSpec) -> dict[Mark, str]:
    """Return the marks that carry their value, with the number of the break that they follow.

    All of a few do, else both ends, bounds, and the first after a break. Labels of many economies
    would cover each other: of those only the subject has any.
    """
    several = len({s.key.partition("@")[2] for s in plot.series}) > 1
    if plot.kind == "lines" and several and series.role != "subject":
        return {}
    after = _after_breaks(plot, series)
    marks = series.marks
    ends = {marks[0], marks[-1]} if marks else set()
    few = len(marks) <= MOST_LABELS or plot.kind in ("rows", "pairs")
    return {m: after.get(m, "") for m in marks if few or m in ends or m in after or m.open}


def _after_breaks(plot: PlotSpec, series: SeriesSpec) -> dict[Mark, str]:
    """Return the number of each break, by the mark after it; bars are no lines that break off."""
    found: dict[Mark, str] = {}
    alone = plot.kind == "bars" and len(plot.series) == 1
    parts = tuple((m,) for m in series.marks) if alone else series.runs
    for number, broken in zip(NUMBERS, plot.breaks, strict=False):
        for before, run in pairwise(parts):
            if before[-1].at <= broken.at <= run[0].at:
                found[run[0]] = number
    return found


def chart_of(
    spec: ChartSpec, plot: PlotSpec, cells: Cells, runs: tuple[CellRun, ...], alt: str = ""
) -> SheetChart:
    """Return a native chart of some cells with the words and the axis of a plot.

    Parameters
    ----------
    spec : ChartSpec
        The chart with its words.
    plot : PlotSpec
        One of its plots.
    cells : Cells
        Where its figures stand.
    runs : tuple of CellRun
        The cells of each line or set of bars.
    alt : str
        The alternative text of the plot alone, where there are several.

    Returns
    -------
    SheetChart
        The chart.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.compile import compile_concept
    >>> spec = compile_concept(load(), "gii_rank", "en")
    >>> from metrics.exports.workbook.charted import Block
    >>> cells = Cells(Block("Charts", ("end", "value")), {}, 0, "rank")
    >>> chart_of(spec, spec.plots[0], cells, ()).kind
    'rank'
    """
    kind = kind_of(plot)
    timed = kind in ("line", "rank")
    return SheetChart(
        kind=kind,
        table=cells.table,
        along="end" if timed else "area" if kind == "ranking" else "period",
        runs=runs,
        title=plot.heading or spec.text.title,
        about=_about(spec, plot, cells.unit),
        unit=cells.unit,
        foot=_foot(spec, plot),
        broken=_broken(plot, spec.lang),
        alt=alt or spec.text.alt,
        axis=sheet_axis(plot.values, plot.exponent - cells.exponent),
        days=_days(plot.marks) if timed else (),
    )


def kind_of(plot: PlotSpec) -> Kind:
    """Return the kind of native chart of a plot; what lies by period stands as bars."""
    if plot.kind == "lines":
        return "rank" if plot.values.rank else "line"
    along = {m.period for m in plot.marks}
    return "ranking" if plot.kind in ("rows", "pairs") and len(along) == 1 else "bar"


def _days(marks: Iterable[Mark]) -> tuple[date, ...]:
    ends = [Period.parse(m.period).end for m in marks]
    return min(ends), max(ends)


def _about(spec: ChartSpec, plot: PlotSpec, unit: str) -> str:
    """Return the subtitle with the unit of the cells, and whether the axis starts at zero."""
    say = text(spec.lang)
    dot = say("list.dot")
    parts = [unit if p == plot.unit else p for p in spec.text.subtitle.split(dot)]
    cut = [] if plot.values.zero else [say("chart.not_from_zero")]
    return dot.join(dict.fromkeys((*parts, *cut)))


def _foot(spec: ChartSpec, plot: PlotSpec) -> tuple[str, ...]:
    """Return source and version first: of many lines a chart shows only those that fit."""
    say, told = text(spec.lang), spec.text
    numbers = {b.reason: number for number, b in zip(NUMBERS, plot.breaks, strict=False)}
    lines = [f"{numbers[n]} {n}" if n in numbers else n for n in told.notes]
    if any(m.derived for m in plot.marks):
        # Marks of implied values are drawn, their intervals are not.
        lines = [say("sheet.crossed"), *(n for n in lines if n != say("chart.implied_interval"))]
    periods = [Period.parse(m.period) for m in plot.marks]
    if plot.kind == "lines" and any(not p.closes_a_year for p in periods):
        lines.append(say("sheet.ticks"))
    years = sorted({p.end.year for p in periods if p.kind == "year"})
    if plot.kind == "bars" and years and years[-1] - years[0] >= len(years):
        lines.append(say("sheet.left_out"))
    return (told.source, told.version, *lines)


def _broken(plot: PlotSpec, lang: Lang) -> str:
    """Say where series break, in short: the reasons stand below the chart."""
    told = (f"{number} {b.label}" for number, b in zip(NUMBERS, plot.breaks, strict=False))
    return text(lang)("list.semicolon").join(told)
