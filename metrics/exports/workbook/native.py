"""Native Excel charts: what a chart of the model is in the terms of the format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl.chart import BarChart, LineChart, ScatterChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.legend import LegendEntry
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series as BarSeries
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import cm_to_EMU

from metrics.charts.plotly.style import COLOURS
from metrics.exports.workbook.chart_text import foot, foot_lines, rich, small, title
from metrics.exports.workbook.charted import CellRun, SheetAxis, SheetChart
from metrics.exports.workbook.point_labels import labels_of
from metrics.exports.workbook.values import number_format
from metrics.locale import Lang

TONES = tuple(c.lstrip("#") for c in (*COLOURS["light"].marks, COLOURS["light"].soft))
INK, SOFT, GRID = (
    c.lstrip("#") for c in (COLOURS["light"].ink, COLOURS["light"].soft, COLOURS["light"].grid)
)
# Bars that are not the subject.
FAINT = COLOURS["light"].comparator.lstrip("#")
# Only these can be hollow; with more series the dashes tell them apart.
SYMBOLS = ("circle", "square", "diamond", "triangle")
DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "lgDashDot", "sysDashDot")
WIDTH, HEIGHT, BAR, FOOT = 25.0, 12.0, 0.62, 0.4
# Height of a row of a sheet, in centimetres.
ROW = 0.529
EXCEL_DAY = date(1899, 12, 30)
YEAR = 365.25
# Labels of dates along an axis.
MOST_TICKS = 12


class DescribedAnchor(OneCellAnchor):  # type: ignore[misc]
    """The place of a chart, which gives the chart its alternative text when it is written."""

    __elements__ = OneCellAnchor.__elements__

    def __init__(self, alt: str, row: int, width: float, height: float, column: int = 1) -> None:
        size = XDRPositiveSize2D(cm_to_EMU(width), cm_to_EMU(height))
        super().__init__(_from=AnchorMarker(col=column - 1, row=row - 1), ext=size)
        self._alt = alt

    def to_tree(self, *args: Any, **kwargs: Any) -> Any:
        """Write the anchor with the text in the properties of the chart's frame."""
        about = self.graphicFrame.nvGraphicFramePr.cNvPr
        about.descr = self._alt
        return super().to_tree(*args, **kwargs)


def height_of(chart: SheetChart) -> float:
    """Return the height of a chart in centimetres."""
    below = FOOT * len(foot_lines(chart))
    if chart.kind != "ranking":
        return HEIGHT + below
    return 3 + below + BAR * sum(run.last - run.first + 1 for run in chart.runs)


def rows_of(chart: SheetChart) -> int:
    """Return rows of a sheet that a chart covers."""
    return int(height_of(chart) / ROW) + 1


def native(chart: SheetChart, row: int, lang: Lang) -> Any:
    """Make the chart object; ``row`` is the row of the sheet at which it stands.

    Parameters
    ----------
    chart : SheetChart
        What is drawn.
    row : int
        Row of the sheet at which it stands.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Any
        The chart of openpyxl.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = AuditPlan(taken, "en", date(2026, 1, 1))
    >>> type(native(plan.charts[0].charts[0], 5, "en")).__name__
    'ScatterChart'
    """
    made = drawn(chart, lang)
    made.title = title(chart, lang)
    made.width, made.height = WIDTH, height_of(chart)
    made.anchor = DescribedAnchor(chart.alt, row, made.width, made.height)
    return made


def drawn(chart: SheetChart, lang: Lang) -> Any:
    """Draw the series and axes of a chart, without title, size and place."""
    made = _scatter(chart, lang) if chart.days else _bars(chart, lang)
    made.graphical_properties = GraphicalProperties(
        solidFill="FFFFFF", ln=LineProperties(noFill=True)
    )
    made.roundedCorners = False
    made.display_blanks = "gap"
    made.legend = _legend(made, chart, lang)
    return made


def _legend(made: Any, chart: SheetChart, lang: Lang) -> Any:
    """Return one entry a series, however many runs it has; none for a single series."""
    names = list(dict.fromkeys(run.name for run in chart.runs if not run.level))
    if len(names) == 1 or any(run.named is not None for run in chart.runs if not run.level):
        return None
    legend = made.legend
    legend.position = "b"
    legend.overlay = False
    legend.txPr = rich(lang, 10, INK)
    seen: set[str] = set()
    for place, run in enumerate(chart.runs):
        if run.name in seen or run.level:
            legend.legendEntry.append(LegendEntry(idx=place, delete=True))
        seen.add(run.name)
    return legend


def style_axis(axis: Any, lang: Lang, *, grid: bool, places: int | None = None) -> None:
    """Give an axis the line, the letters and the number format of the house."""
    axis.delete = False
    axis.txPr = rich(lang, 10)
    axis.majorTickMark = "none"
    axis.minorTickMark = "none"
    line = LineProperties(solidFill=GRID, w=9525)
    axis.graphicalProperties = GraphicalProperties(ln=line)
    axis.majorGridlines = None
    if grid:
        lines = ChartLines()
        lines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID, w=9525))
        axis.majorGridlines = lines
    if places is not None:
        axis.number_format = number_format(places)
        axis.numFmt.sourceLinked = False


def _scatter(chart: SheetChart, lang: Lang) -> Any:
    made = ScatterChart()
    made.scatterStyle = "lineMarker"
    made.varyColors = False
    made.x_axis.axPos = "b"
    made.x_axis.crossBetween = made.y_axis.crossBetween = "midCat"
    if chart.kind != "rank":
        # Where values are below zero a label would stand in the plot.
        made.x_axis.tickLblPos = "low"
    for run in chart.runs:
        made.series.append(_line(chart, run, lang))
    style_axis(made.x_axis, lang, grid=False)
    style_axis(made.y_axis, lang, grid=True, places=chart.axis.places)
    made.x_axis.number_format = "yyyy"
    made.x_axis.numFmt.sourceLinked = False
    _years(made.x_axis, chart.days)
    made.y_axis.title = small(chart.unit, lang)
    made.x_axis.title = foot(chart, lang)
    _scaled(made.y_axis, chart.axis)
    if chart.kind == "rank":
        made.y_axis.scaling.orientation = "maxMin"
        made.y_axis.number_format = "0;;"
        # The axis of dates stays below: it crosses where ranks are worst.
        made.x_axis.crosses = "max"
    return made


def _scaled(axis: Any, wanted: SheetAxis) -> None:
    """Give an axis its ends and its step, where they are known."""
    if wanted.low is not None:
        axis.scaling.min = float(wanted.low)
    if wanted.high is not None:
        axis.scaling.max = float(wanted.high)
    if wanted.step is not None:
        axis.majorUnit = float(wanted.step)


def _years(axis: Any, days: Sequence[date]) -> None:
    """Put ticks at ends of years, where stocks and whole years stand."""
    first, last = days[0].year - 1, days[1].year + (days[1] < date(days[1].year, 12, 31))
    step = max(1, -(-(last - first) // MOST_TICKS))
    axis.scaling.min = (date(first, 12, 31) - EXCEL_DAY).days
    axis.scaling.max = (date(last, 12, 31) - EXCEL_DAY).days + YEAR / 2
    axis.majorUnit = step * YEAR


def _name(run: CellRun) -> Any:
    return SeriesLabel(v=run.name)


def _cells(chart: SheetChart, column: str, run: CellRun) -> str:
    return chart.table.cells(column, run.first, run.last)


def _line(chart: SheetChart, run: CellRun, lang: Lang) -> Any:
    made = XYSeries(
        xVal=AxDataSource(numRef=NumRef(f=_cells(chart, chart.along, run))),
        yVal=NumDataSource(numRef=NumRef(f=_cells(chart, run.values, run))),
        tx=_name(run),
    )
    colour = SOFT if run.level else run.tone or TONES[run.colour % len(TONES)]
    # A line with its name at its end needs no dashes to be told from others.
    named = bool(run.tone) and any(other.named is not None for other in chart.runs)
    dash = "dash" if run.level else "solid" if named else DASHES[run.colour % len(DASHES)]
    width = 12700 if run.level else 15875 if run.thin else 25400
    made.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=colour, w=width, prstDash=dash)
    )
    made.smooth = False
    plain = run.level or (run.thin and run.first != run.last)
    made.marker = Marker("none") if plain else _marker(run, colour, hollow=False)
    marked = {n: _marker(run, colour, hollow=True) for n in run.hollow}
    marked |= {n: _cross(colour) for n in run.crossed}
    made.dPt = [
        DataPoint(idx=n, marker=marker, spPr=made.graphicalProperties)
        for n, marker in sorted(marked.items())
    ]
    made.dLbls = labels_of(run, lang, "b" if run.colour % 2 else "t")
    return made


def _marker(run: CellRun, colour: str, *, hollow: bool) -> Any:
    symbol = SYMBOLS[0] if run.tone else SYMBOLS[run.colour % len(SYMBOLS)]
    marker = Marker(symbol=symbol, size=8 if hollow else 7)
    marker.graphicalProperties = GraphicalProperties(
        solidFill="FFFFFF" if hollow else colour, ln=LineProperties(solidFill=colour, w=19050)
    )
    return marker


def _cross(colour: str) -> Any:
    """Return the mark of an implied value: lines only, as on the pages."""
    marker = Marker(symbol="x", size=8)
    marker.graphicalProperties = GraphicalProperties(
        noFill=True, ln=LineProperties(solidFill=colour, w=19050)
    )
    return marker


def _bars(chart: SheetChart, lang: Lang) -> Any:
    made = BarChart()
    made.type = "bar" if chart.kind == "ranking" else "col"
    made.grouping = "clustered"
    made.varyColors = False
    made.x_axis.axPos, made.y_axis.axPos = ("l", "b") if chart.kind == "ranking" else ("b", "l")
    made.y_axis.crossBetween = "between"
    made.gapWidth = 60
    made.overlap = 0
    for run in chart.runs:
        if not run.level:
            made.series.append(_bar(chart, run, lang))
    style_axis(made.x_axis, lang, grid=False)
    style_axis(made.y_axis, lang, grid=True, places=chart.axis.places)
    made.x_axis.tickLblPos = "low"
    _scaled(made.y_axis, chart.axis)
    if chart.kind == "ranking":
        made.x_axis.scaling.orientation = "maxMin"
        made.y_axis.crosses = "max"
        # The axis of values lies below, and the other one stands.
        made.y_axis.title = foot(chart, lang)
    else:
        made.y_axis.title = small(chart.unit, lang)
        made.x_axis.title = foot(chart, lang)
    if levels := [run for run in chart.runs if run.level]:
        made += _across(chart, levels, lang)
    return made


def _across(chart: SheetChart, levels: Sequence[CellRun], lang: Lang) -> Any:
    """Return dashed lines across bars, on the axes of the bars."""
    made = LineChart()
    for run in levels:
        line = BarSeries(
            cat=AxDataSource(strRef=StrRef(f=_cells(chart, chart.along, run))),
            val=NumDataSource(numRef=NumRef(f=_cells(chart, run.values, run))),
            tx=_name(run),
        )
        line.graphicalProperties = _dashed()
        line.marker = Marker("none")
        line.smooth = False
        line.dLbls = labels_of(run, lang, "t")
        made.series.append(line)
    return made


def _dashed() -> Any:
    return GraphicalProperties(ln=LineProperties(solidFill=SOFT, w=12700, prstDash="dash"))


def _hatch(colour: str, kind: str) -> Any:
    return PatternFillProperties(
        prst=kind, fgClr=ColorChoice(srgbClr=colour), bgClr=ColorChoice(srgbClr="FFFFFF")
    )


def _bar(chart: SheetChart, run: CellRun, lang: Lang) -> Any:
    made = BarSeries(
        cat=AxDataSource(strRef=StrRef(f=_cells(chart, chart.along, run))),
        val=NumDataSource(numRef=NumRef(f=_cells(chart, run.values, run))),
        tx=_name(run),
    )
    colour = TONES[run.colour % len(TONES)]
    line = LineProperties(solidFill=colour, w=12700)
    made.graphicalProperties = GraphicalProperties(solidFill=colour, ln=line)
    made.invertIfNegative = False
    fills = {n: {"pattFill": _hatch(colour, "wdUpDiag")} for n in run.hatched}
    fills |= {n: {"solidFill": "FFFFFF"} for n in run.hollow}
    fills |= {n: {"pattFill": _hatch(colour, "diagCross")} for n in run.crossed}
    plain = LineProperties(solidFill=FAINT, w=12700)
    faint = {n: {"solidFill": FAINT} for n in run.faint if n not in fills}
    made.dPt = [
        DataPoint(
            idx=n,
            invertIfNegative=False,
            spPr=GraphicalProperties(ln=plain if n in faint else line, **fill),
        )
        for n, fill in sorted((fills | faint).items())
    ]
    made.dLbls = labels_of(run, lang, "outEnd")
    return made
