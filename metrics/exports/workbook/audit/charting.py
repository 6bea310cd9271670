"""Which native charts the concepts of a workbook have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from metrics.charts.compile import compile_paths
from metrics.charts.compile.economies import compared
from metrics.charts.spec import ChartSpec
from metrics.exports.workbook.audit.parts import ChartSheet
from metrics.exports.workbook.audit.tables import ConceptTable
from metrics.exports.workbook.compiled import Cells, native_charts
from metrics.exports.workbook.sheets import sheet_name
from metrics.locale import text

# The column of yearly growth, where a chart is of growth that is computed.
GROWTH = "pct"


def concept_sheet(
    made: ConceptTable, tables: Mapping[str, ConceptTable], mark: str
) -> ChartSheet | None:
    """Return the chart of a concept, as the pages show it.

    It has its series in China, or else in the one economy that it is of.

    Parameters
    ----------
    made : ConceptTable
        The table of the concept.
    tables : mapping of str to ConceptTable
        The table of each series, by its key: growth may be computed from another concept.
    mark : str
        What the name of the sheet begins with.

    Returns
    -------
    ChartSheet or None
        The sheet; None where there is no chart.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("satisfaction",)))
    >>> (made,) = AuditPlan(taken, "en", date(2026, 1, 1)).concepts
    >>> concept_sheet(made, {}, "C01").charts[0].kind
    'line'
    """
    spec = made.spec
    if spec is None:
        return None
    own = {s.key for s in made.series}
    keys = [s.key for s in spec.series]
    cells = made.cells
    if not own.issuperset(keys):
        other = tables.get(keys[0])
        if other is None or GROWTH not in other.columns:
            return None
        # Percentages have no scale, and their labels are those of the marks.
        cells = replace(other.cells, values=GROWTH, exponent=0, unit="%", forms=None)
    return _sheet(spec, cells, made.series[0].definition.name(made.lang), mark)


def _sheet(spec: ChartSpec, cells: Cells, title: str, mark: str) -> ChartSheet | None:
    charts = tuple(c for plot in spec.plots for c in native_charts(spec, plot, cells))
    if not charts:
        return None
    return ChartSheet(
        name=sheet_name(mark, title), title=title, about=charts[0].about, charts=charts
    )


def paths_sheet(made: ConceptTable, indicator: str, mark: str) -> ChartSheet | None:
    """Return the paths of the compared economies, China first.

    Parameters
    ----------
    made : ConceptTable
        The table of the concept.
    indicator : str
        Id of the indicator.
    mark : str
        What the name of the sheet begins with.

    Returns
    -------
    ChartSheet | None
        The sheet; None where fewer than two economies have points.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = AuditPlan(taken, "en", date(2026, 1, 1))
    >>> paths_sheet(plan.concepts[0], "gii_rank", "C01").charts[0].kind
    'rank'
    """
    tables, lang = made.taken.charted, made.lang
    series = compared(tables, indicator)
    if len(series) < 2:
        return None
    spec = compile_paths(tables, indicator, lang)
    own = series[0].definition
    scope = tables.label("scope", own.scope, lang)
    several = len({s.definition.id for s in made.series}) > 1
    said = text(lang)("explore.scoped", name=own.name(lang), scope=scope)
    title = text(lang)(
        "sheet.paths", name=said if several else own.name(lang), count=len(spec.series)
    )
    return _sheet(spec, made.cells, title, mark)
