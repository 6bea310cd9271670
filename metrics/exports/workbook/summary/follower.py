"""The chart that follows a list: columns of the series that is chosen, its name in the legend."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series as BarSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter

from metrics.exports.workbook.chart_text import rich
from metrics.exports.workbook.native import INK, TONES, DescribedAnchor, style_axis
from metrics.exports.workbook.summary.grid import Grid
from metrics.exports.workbook.values import HEADER
from metrics.locale import Lang, text

WIDTH, HEIGHT = 27.0, 12.5


class UnlinkedLabels(DataLabelList):  # type: ignore[misc]
    """Labels whose number format is their own and not that of the cells."""

    __elements__ = DataLabelList.__elements__
    __nested__ = DataLabelList.__nested__

    def to_tree(self, *args: Any, **kwargs: Any) -> Any:
        """Write the labels, their format unlinked."""
        tree = super().to_tree(*args, **kwargs)
        for child in tree.iter("numFmt"):
            child.set("sourceLinked", "0")
        return tree


def follower(grid: Grid, chosen: str, column: int, lang: Lang) -> Any:
    """Make the chart of the row above the headings.

    Parameters
    ----------
    grid : Grid
        Where the years stand.
    chosen : str
        The series that is chosen at first.
    column : int
        The column of the sheet at which it stands, with its name above it.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Any
        The chart of openpyxl.
    """
    helper = HEADER - 1
    values = grid.heads.replace(f"${HEADER}", f"${helper}")
    series = BarSeries(
        cat=AxDataSource(strRef=StrRef(f=grid.heads)),
        val=NumDataSource(numRef=NumRef(f=values)),
        tx=SeriesLabel(strRef=StrRef(f=grid.of(f"${get_column_letter(column)}${helper}"))),
    )
    series.graphicalProperties = GraphicalProperties(solidFill=TONES[0])
    series.invertIfNegative = False
    series.dLbls = _labels(lang)
    made = BarChart()
    made.type, made.grouping, made.varyColors = "col", "clustered", False
    made.gapWidth, made.overlap = 50, 0
    made.series.append(series)
    style_axis(made.x_axis, lang, grid=False)
    style_axis(made.y_axis, lang, grid=True)
    made.y_axis.number_format = "General"
    made.y_axis.numFmt.sourceLinked = False
    made.x_axis.tickLblPos = "low"
    made.legend = Legend()
    made.legend.position, made.legend.overlay = "t", False
    made.legend.txPr = rich(lang, 11, INK)
    made.graphical_properties = GraphicalProperties(
        solidFill="FFFFFF", ln=LineProperties(noFill=True)
    )
    made.width, made.height = WIDTH, HEIGHT
    alt = text(lang)("summary.chart_alt", name=chosen)
    made.anchor = DescribedAnchor(alt, HEADER + 1, WIDTH, HEIGHT, column)
    made.roundedCorners = False
    made.display_blanks = "gap"
    # Years that are folded away are left out, and come back with them; no filter hides its row.
    made.visible_cells_only = True
    return made


def _labels(lang: Lang) -> Any:
    labels = UnlinkedLabels()
    # A year without a figure is an empty text, which some programs draw as a zero.
    labels.numFmt = '[>=100]#,##0;[=0]"";General'
    labels.txPr = rich(lang, 9, INK)
    labels.dLblPos = "outEnd"
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels
