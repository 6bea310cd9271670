"""The labels of the points of a native chart: values with formats of their own, names, places."""

from __future__ import annotations

from typing import Any

from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout

from metrics.charts.plotly.style import COLOURS
from metrics.exports.workbook.chart_text import INK, SOFT, rich
from metrics.exports.workbook.charted import CellRun
from metrics.locale import Lang

PAPER = COLOURS["light"].paper.lstrip("#")


class FormattedLabel(DataLabel):  # type: ignore[misc]
    """A label whose number format is its own and not that of the cell, and that may be moved."""

    __elements__ = DataLabel.__elements__
    __nested__ = DataLabel.__nested__
    # By how much of the width and height of the chart it is moved.
    shift: tuple[float, float] | None = None

    def to_tree(self, *args: Any, **kwargs: Any) -> Any:
        """Write the label, its format unlinked from the cell, what parts name and value as text."""
        tree = super().to_tree(*args, **kwargs)
        for child in tree.iter("numFmt"):
            child.set("sourceLinked", "0")
        for child in tree.iter("separator"):
            child.text = child.attrib.pop("val")
        if self.shift is not None:
            x, y = self.shift
            # It stands behind the number of the point.
            tree.insert(1, Layout(manualLayout=ManualLayout(x=x, y=y)).to_tree("layout"))
        return tree


def labels_of(run: CellRun, lang: Lang, place: str) -> Any:
    """Return values at some of the points, none at the others; a name beside one of them.

    Parameters
    ----------
    run : CellRun
        The points.
    lang : str
        ``zh`` or ``en``.
    place : str
        The side of a point that labels stand at, where nothing else is told.

    Returns
    -------
    Any
        The labels of openpyxl.

    Examples
    --------
    >>> run = CellRun("Rank", 5, 9, "value", 0, labels=((4, "0"),))
    >>> [label.idx for label in labels_of(run, "en", "t").dLbl]
    [4]
    """
    labels = DataLabelList()
    labels.showVal = labels.showSerName = labels.showCatName = False
    labels.showLegendKey = labels.showPercent = False
    # LibreOffice would draw a black line to each label that is moved.
    labels.showLeaderLines = False
    labels.dLbl = [_label(run, n, form, lang, place) for n, form in run.labels]
    return labels


def _label(run: CellRun, n: int, form: str, lang: Lang, place: str) -> Any:
    named = n == run.named
    ink = SOFT if run.level or (named and run.thin) else (named and run.tone) or INK
    if run.sides.get(n) == "inEnd":
        ink = PAPER
    made = FormattedLabel(
        idx=n,
        numFmt=form,
        txPr=rich(lang, 9, ink),
        dLblPos=run.sides.get(n, place),
        showVal=not (run.level or (named and run.bare)),
        showSerName=named,
        separator=": " if named else None,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
    )
    made.shift = run.shifts.get(n)
    return made
