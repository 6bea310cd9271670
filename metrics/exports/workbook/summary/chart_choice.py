"""Which charts the sheet of charts has: of the overview, a theme, a view, or a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from metrics.charts.compile import compile_concept, compile_view, drawable
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.views.pages import overview
from metrics.views.stories import CARD, economy_charts, story_charts

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

# Two pages of four.
MOST = 8
# Of more indicators than these each has one chart.
FEW = 2


def chosen(plan: SummaryPlan) -> tuple[ChartSpec, ...]:
    """Compile the charts of a workbook, the message that matters most first.

    Parameters
    ----------
    plan : SummaryPlan
        The workbook.

    Returns
    -------
    tuple of ChartSpec
        At most eight; none where nothing can be drawn.
    """
    if plan.view is not None:
        return (compile_view(plan.view, plan.lang),) if plan.view.panels else ()
    tables, filters, lang = plan.taken.charted, plan.taken.filters, plan.lang
    if not filters.query:
        page = overview(tables, lang)
        found = [*([page.lead] if page.lead else []), *(c.spec for c in page.charts)]
    elif filters.theme and not filters.indicators:
        found = [c.spec for c in story_charts(tables, filters.theme, lang, MOST)]
    else:
        found = []
    found = found or list(_listed(plan, tables, lang))
    return tuple({spec.id: spec for spec in found}.values())[:MOST]


def _listed(plan: SummaryPlan, tables: Tables, lang: Lang) -> Iterator[ChartSpec]:
    """Yield the charts of indicators in the order of their rows: a chart each, of few all."""
    concepts: dict[str, Series] = {}
    for row in plan.rows:
        concepts.setdefault(row.series.definition.concept, row.series)
    for series in concepts.values():
        made = list(_of_series(tables, series, lang))
        yield from made if len(concepts) <= FEW else made[:1]


def _of_series(tables: Tables, series: Series, lang: Lang) -> Iterator[ChartSpec]:
    """Yield the chart of the concept of a series, then those of several economies."""
    own = series.definition
    concept = tables.concept(own.concept, series.area)
    shown = all(s.definition.display != CARD for s in concept)
    if shown and concept and drawable(tables, concept):
        yield compile_concept(tables, own.concept, lang, series.area)
    yield from economy_charts(tables, series, lang)
