"""The chart at the address of a view."""

from __future__ import annotations

from metrics.briefing.deck import DeckError
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang
from metrics.tables.dataset import Tables


def spec_of(tables: Tables, view: str, lang: Lang) -> ChartSpec:
    """Return the chart at an address; raise `DeckError` where there is none."""
    raise DeckError("undrawable", view=view)
