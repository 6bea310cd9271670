"""Native charts by the calls of python-pptx: series, their points and bars, axes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_PATTERN_TYPE
from pptx.parts.chart import ChartPart

from metrics.briefing.boxes import SMALL
from metrics.exports.pptx.axes import draw_axes
from metrics.exports.pptx.model import Drawing, Mark, NativeSeries
from metrics.exports.pptx.runs import CROSSED, HATCHED
from metrics.exports.pptx.scales import serial
from metrics.exports.pptx.sheets import workbook
from metrics.exports.pptx.theme import PALETTE, SlideTheme, letters, outline, rgb

# Their own hints are none.
_Points: Any = XyChartData
_Bars: Any = CategoryChartData
_KINDS = {
    "points": XL_CHART_TYPE.XY_SCATTER_LINES,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
_SYMBOLS = {
    "none": XL_MARKER_STYLE.NONE,
    "circle": XL_MARKER_STYLE.CIRCLE,
    "x": XL_MARKER_STYLE.X,
}
_PATTERNS = {
    HATCHED: MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL,
    CROSSED: MSO_PATTERN_TYPE.DIAGONAL_CROSS,
}


def native_chart(drawing: Drawing, ground: SlideTheme, package: Any) -> ChartPart:
    """Make the part of a chart with its workbook; what has no call is written by `extras`.

    Parameters
    ----------
    drawing : Drawing
        What it draws.
    ground : SlideTheme
        Faces and sizes of its letters.
    package : pptx.package.Package
        Which it becomes a part of.

    Returns
    -------
    ChartPart
        The chart.

    Examples
    --------
    >>> from pptx import Presentation
    >>> from metrics import load
    >>> from metrics.briefing.boxes import Box
    >>> from metrics.briefing.exhibits import exhibit
    >>> from metrics.exports.pptx.charts import drawings
    >>> spec = exhibit(load(), "indicator?id=gii_rank", "en").spec
    >>> (drawn,) = drawings(spec, Box(0, 0, 1200, 500), "en")
    >>> made = native_chart(drawn, SlideTheme("en"), Presentation().part.package)
    >>> made.chart.value_axis.reverse_order
    True
    """
    part: ChartPart = ChartPart.new(_KINDS[drawing.kind], _data(drawing), package)
    part.chart_workbook.update_from_xlsx_blob(workbook(drawing))
    chart = part.chart
    chart.has_title = chart.has_legend = False
    letters(chart.font, SMALL, PALETTE.ink, ground)
    (plot,) = chart.plots
    plot.vary_by_categories = False
    if drawing.kind != "points":
        plot.gap_width, plot.overlap = drawing.gap, drawing.overlap
    draw = _draw_line if drawing.kind == "points" else _draw_bars
    for series, run in zip(plot.series, drawing.runs, strict=True):
        draw(series, run, ground)
    draw_axes(chart, drawing, ground)
    return part


def _data(drawing: Drawing) -> Any:
    made: Any
    if drawing.kind == "points":
        made = _Points()
        for run in drawing.runs:
            series = made.add_series(run.name)
            for at, value in zip(run.at, run.values, strict=True):
                series.add_data_point(serial(at), _held(value))
        return made
    made = _Bars()
    made.categories = drawing.categories
    for run in drawing.runs:
        made.add_series(run.name or drawing.heads[2], [_held(v) for v in run.values])
    return made


def _held(value: float | None) -> float | None:
    """Return as many digits as a workbook holds, whole numbers without a point."""
    if value is None:
        return None
    held = float(f"{value:.16G}")
    return int(held) if held.is_integer() else held


def _main(run: NativeSeries) -> tuple[Mark, list[tuple[int, Mark]]]:
    """Return the look of most points or bars, and those that look otherwise."""
    common = Counter(m for m in run.marks if not m.hollow and not m.pattern).most_common(1)
    main = common[0][0] if common else run.marks[0]
    odd = [(n, m) for n, m in enumerate(run.marks) if m != main and run.values[n] is not None]
    return main, odd


def _draw_line(series: Any, run: NativeSeries, ground: SlideTheme) -> None:
    main, odd = _main(run)
    outline(series.format.line, run.colour, run.width, ground)
    _marker(series.marker, main, ground)
    for place, mark in odd:
        point = series.points[place]
        _marker(point.marker, mark, ground)
        outline(point.format.line, run.colour, run.width, ground)


def _marker(marker: Any, mark: Mark, ground: SlideTheme) -> None:
    marker.style = _SYMBOLS[mark.symbol]
    if mark.symbol == "none":
        return
    marker.size = max(2, min(72, round(mark.size / 2 * ground.factor)))
    if mark.symbol == "x":
        # A cross has lines only.
        marker.format.fill.background()
    else:
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb(mark.fill)
    outline(marker.format.line, mark.line, 3, ground)


def _draw_bars(series: Any, run: NativeSeries, ground: SlideTheme) -> None:
    main, odd = _main(run)
    series.invert_if_negative = False
    _bar(series.format, main, run, ground)
    for place, mark in odd:
        _bar(series.points[place].format, mark, run, ground)


def _bar(look: Any, mark: Mark, run: NativeSeries, ground: SlideTheme) -> None:
    if mark.pattern:
        look.fill.patterned()
        look.fill.pattern = _PATTERNS[mark.pattern]
        look.fill.fore_color.rgb = rgb(PALETTE.paper)
        look.fill.back_color.rgb = rgb(mark.fill)
    else:
        look.fill.solid()
        look.fill.fore_color.rgb = rgb(mark.fill)
    outline(look.line, mark.line, run.width, ground)
