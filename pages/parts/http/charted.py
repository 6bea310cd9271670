"""The chart at the address of a view."""

from __future__ import annotations

from metrics.briefing.deck import DeckError
from metrics.briefing.exhibits import exhibit
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang
from metrics.tables.dataset import Tables


def spec_of(tables: Tables, view: str, lang: Lang) -> ChartSpec:
    """Return the chart at an address.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    view : str
        The address, as a briefing names it.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    ChartSpec
        The chart.

    Raises
    ------
    DeckError
        Where there is none.
    """
    spec = exhibit(tables, view, lang).spec
    if spec is None:
        raise DeckError("undrawable", view=view)
    return spec
