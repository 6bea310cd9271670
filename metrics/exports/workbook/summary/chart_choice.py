"""Which charts the sheet of charts has: of the overview, a theme, a view, or a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.charts.compile import compile_concept, compile_view, drawable
from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import Exploration
from metrics.locale import Lang
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.views.pages import overview
from metrics.views.stories import CARD, economy_charts, story_charts

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

# Two pages of four.
MOST = 8
# Transforms that depend on which series are chosen together.
BASED = ("index", "cagr")
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
        return tuple(_of_view(plan.view, plan.lang))
    tables, filters, lang = plan.taken.charted, plan.taken.filters, plan.lang
    if not filters.query:
        page = overview(tables, lang)
        found = [*([page.lead] if page.lead else []), *(c.spec for c in page.charts)]
    elif filters.theme and not filters.indicators:
        found = [c.spec for c in story_charts(tables, filters.theme, lang, MOST)]
    else:
        found = []
    found = found or list(_listed(plan, tables, lang))
    return _once(found)[:MOST]


def _of_view(view: Exploration, lang: Lang) -> Iterator[ChartSpec]:
    """Yield a chart for each panel of a view, with a finding and sources of its own.

    An index and an average growth have one base for all series.
    """
    if len(view.panels) > 1 and view.choice.transform not in BASED:
        for panel in view.panels:
            keys = tuple(r.series.key for r in panel.results)
            yield compile_view(Exploration(view.tables, replace(view.choice, series=keys)), lang)
    elif view.panels:
        yield compile_view(view, lang)


def _once(found: Sequence[ChartSpec]) -> tuple[ChartSpec, ...]:
    """Keep of charts that tell the same the one with most series."""
    kept: dict[str, ChartSpec] = {}
    for spec in found:
        told = kept.setdefault(spec.text.title, spec)
        if len(spec.series) > len(told.series):
            kept[spec.text.title] = spec
    return tuple(kept.values())


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
