"""Series of native charts from series of a plot: what a mark means gives its look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from metrics.briefing.boxes import SMALL
from metrics.charts.forms import brief_form
from metrics.charts.plotly import SLIDE
from metrics.charts.plotly.marks import irregular
from metrics.charts.spec import Mark, PlotSpec, Role, SeriesSpec
from metrics.exports.pptx.model import Label, NativeSeries
from metrics.exports.pptx.model import Mark as Look
from metrics.exports.pptx.scales import day_of
from metrics.exports.pptx.theme import PALETTE, WIDTHS
from metrics.wording.forms import number_form
from metrics.wording.widths import spaced

HATCHED, CROSSED = "wdUpDiag", "diagCross"
# Pixels by which a label at a corner stands beside its point.
CORNER = 3.0
# Pixels of the smallest letters, and of a row as a share of those that stand in it.
LEAST, CLOSE = 18.0, 0.9
# Pixels of a point that is marked, and of the last one of a line.
SMALL_MARK, LAST_MARK = 10.0, 16.0
# Length of a whisker at the open side of a bound, as a share of the axis.
WHISKER = 0.05
# By how much more the label above it is raised.
ABOVE = 0.012


def form_of(mark: Mark) -> str:
    """Return the number format of the label that a picture of the slide has.

    Where none is told it is that of the digits of the value.
    """
    if SLIDE.said(mark) != mark.label:
        return brief_form(mark)
    return mark.form or number_form(len(f"{mark.value:.10g}".partition(".")[2]))


def whiskers(marks: Sequence[Mark], span: float) -> tuple[tuple[float, float], ...]:
    """Return lengths downward and upward: the open side of a bound, the interval of the implied.

    Examples
    --------
    >>> whiskers([Mark(0, 5.0, "2020", ">5", (), open="above")], 100)
    ((0.0, 5.0),)
    """
    made = tuple(_whisker(m, span * WHISKER) for m in marks)
    return made if any(map(any, made)) else ()


def _whisker(mark: Mark, length: float) -> tuple[float, float]:
    if mark.open:
        return (0.0, length) if mark.open == "above" else (length, 0.0)
    low = mark.value if mark.low is None else mark.low
    high = mark.value if mark.high is None else mark.high
    return max(mark.value - low, 0.0), max(high - mark.value, 0.0)


def line_runs(plot: PlotSpec, labels: Mapping[int, str]) -> tuple[NativeSeries, ...]:
    """Return a native series for each run of each line, those of the subject in front.

    Parameters
    ----------
    plot : PlotSpec
        Lines along time.
    labels : mapping
        The side of the label of each mark that has one, by the identity of the mark.
    """
    span = abs(plot.values.high - plot.values.low)
    return tuple(
        _line_run(series, run, labels, span, bare=plot.values.rank)
        for series in reversed(plot.series)
        for run in series.runs
    )


def _line_run(
    series: SeriesSpec,
    run: Sequence[Mark],
    labels: Mapping[int, str],
    span: float,
    *,
    bare: bool,
) -> NativeSeries:
    colour = PALETTE.line(series.role)
    seen = irregular(series)
    looks = tuple(_point(m, colour, series, marked=m in seen) for m in run)
    if all(m.glimpse for m in run):
        # Points take the colour of their line.
        colour = PALETTE.comparator
    told = tuple(_told(n, m, labels[id(m)], bare) for n, m in enumerate(run) if id(m) in labels)
    return NativeSeries(
        series.name or series.title,
        tuple(day_of(m.at) for m in run),
        tuple(m.value for m in run),
        colour,
        WIDTHS[series.role],
        looks,
        told,
        whiskers(run, span),
    )


def _told(place: int, mark: Mark, side: str, bare: bool) -> Label:
    """Return the label at a side, such as ``b+``: below, moved to the right."""
    words = f"{mark.value:g}" if bare else SLIDE.said(mark)
    aside = spaced(words) * SMALL / 2 + CORNER
    way = {"+": aside, "-": -aside}.get(side[1:], 0.0)
    return Label(place, number_form(0) if bare else form_of(mark), side[0], aside=way)


def _point(mark: Mark, colour: str, series: SeriesSpec, *, marked: bool) -> Look:
    last = mark is series.marks[-1] and series.role in ("subject", "second")
    # What was known only for the time being stands back.
    colour = PALETTE.comparator if mark.glimpse else colour
    size = LAST_MARK if last else SMALL_MARK
    if mark.derived:
        return Look("x", max(size, 14), PALETTE.paper if mark.open else colour, colour)
    if mark.open:
        return Look("circle", max(size, 14), PALETTE.paper, colour, hollow=True)
    seen = marked or last or mark.glimpse or mark.low is not None or mark.high is not None
    return Look("circle" if seen else "none", size, colour, colour)


def bar_runs(
    plot: PlotSpec, rows: Mapping[float, int], slot: float, *, lying: bool
) -> tuple[NativeSeries, ...]:
    """Return bars, each in its row of the categories.

    Parameters
    ----------
    plot : PlotSpec
        Bars, rows or pairs.
    rows : mapping
        The row of the categories at each place along the axis.
    slot : float
        Pixels of a row.
    lying : bool
        Whether the values run from left to right.

    Returns
    -------
    tuple of NativeSeries
        Native series in the order of the plot.

    Examples
    --------
    >>> from metrics.charts.spec import Axis
    >>> series = SeriesSpec("a", "", "A", "subject", ((Mark(7.0, 3.0, "2020", "3", ()),),))
    >>> plot = PlotSpec("rows", (series,), Axis(0, 3, ()), Axis(0, 8, ()), "")
    >>> bar_runs(plot, {7.0: 1}, 100, lying=True)[0].values
    (None, 3.0)
    """
    count = max(rows.values(), default=-1) + 1
    span = abs(plot.values.high - plot.values.low)
    wide = slot if overlaid(plot) else slot / len(plot.series)
    # Of many rows side by side the values are a little smaller.
    size = max(LEAST, min(SMALL, wide)) if lying else SMALL
    fits = (lambda _: wide >= size * CLOSE) if lying else _fitting(wide)
    drawn = _by_role(plot.series) if plot.kind == "rows" and overlaid(plot) else plot.series
    made = [_bar_run(s, rows, count, span, fits, size, upright=not lying) for s in drawn]
    return tuple(made)


def overlaid(plot: PlotSpec) -> bool:
    """Tell whether no place has more than one bar, so that series need none beside each other."""
    places = [m.at for m in plot.marks]
    return len(places) == len(set(places))


def _by_role(every: Sequence[SeriesSpec]) -> list[SeriesSpec]:
    """Put rows of one colour together: each has its name beside it."""
    roles: dict[Role, list[Mark]] = {}
    for series in every:
        roles.setdefault(series.role, []).extend(series.marks)
    return [SeriesSpec(role, "", "", role, (tuple(marks),)) for role, marks in roles.items()]


def _fitting(wide: float) -> Callable[[Mark], bool]:
    return lambda mark: spaced(SLIDE.said(mark)) * SMALL <= wide * 1.25


def _bar_run(
    series: SeriesSpec,
    rows: Mapping[float, int],
    count: int,
    span: float,
    fits: Callable[[Mark], bool],
    size: float,
    *,
    upright: bool,
) -> NativeSeries:
    colour = PALETTE.line(series.role)
    placed: list[Mark | None] = [None] * count
    for mark in series.marks:
        placed[rows[mark.at]] = mark
    plain = Look("", 0, colour, colour)
    lengths = whiskers([m for m in placed if m], span)
    each = iter(lengths)
    return NativeSeries(
        series.name or series.title,
        (),
        tuple(m.value if m else None for m in placed),
        colour,
        2.0,
        tuple(_bar(m, colour) if m else plain for m in placed),
        tuple(_bar_labels(placed, fits, size, upright=upright)),
        tuple(next(each) if m else (0.0, 0.0) for m in placed) if lengths else (),
    )


def _bar(mark: Mark, colour: str) -> Look:
    if mark.open:
        return Look("", 0, PALETTE.paper, colour, hollow=True)
    pattern = CROSSED if mark.derived else HATCHED if mark.part else ""
    return Look("", 0, colour, colour, pattern)


def _bar_labels(
    placed: Sequence[Mark | None],
    fits: Callable[[Mark], bool],
    size: float,
    *,
    upright: bool,
) -> Iterator[Label]:
    """Yield labels of all bars where they fit, else of those that do; always of bounds."""
    marks = [m for m in placed if m]
    every = all(map(fits, marks))
    ends = {id(m) for m in (marks[0], marks[-1], *_extremes(marks))} if marks else set()
    for place, mark in enumerate(placed):
        if mark and (every or mark.open or id(mark) in ends):
            # Above its whisker.
            lift = WHISKER + ABOVE if mark.open == "above" and upright else 0.0
            yield Label(place, form_of(mark), "outEnd", lift, size)


def _extremes(marks: Sequence[Mark]) -> tuple[Mark, Mark]:
    return max(marks, key=lambda m: m.value), min(marks, key=lambda m: m.value)
