"""Addresses of charts in a briefing."""

from __future__ import annotations

from urllib.parse import urlencode

from metrics.explorer.exploration import Choice
from metrics.model.series import HOME, Series


def view_of(series: Series, **query: str) -> str:
    """Return the address of the chart, figure or table of a series."""
    return indicator_view(series.definition.id, series.area, **query)


def indicator_view(indicator: str, area: str = HOME, **query: str) -> str:
    """Return the address of an indicator's chart, figure or table by its codes.

    Examples
    --------
    >>> indicator_view("gii_rank", "US", show="figure")
    'indicator?id=gii_rank&area=US&show=figure'
    """
    own = {} if area == HOME else {"area": area}
    return f"indicator?{urlencode({'id': indicator, **own, **query})}"


def chart_id(series: Series) -> str:
    """Name the chart of a concept in one economy, in files and in the page."""
    own = series.definition.concept
    return own if series.area == HOME else f"{own}-{series.area}"


def side_view(series: Series, chart: str) -> str:
    """Return the address of a chart that sets economies side by side: ranking, balance, paths."""
    return f"indicator?{urlencode({'id': series.definition.id, 'chart': chart})}"


def exploration_view(choice: Choice, **more: str) -> str:
    """Return the address of a view of the explorer.

    Examples
    --------
    >>> exploration_view(Choice(("gii_rank", "gii_rank@US"), last="2020"))
    'explorer?s=gii_rank,gii_rank@US&to=2020'
    """
    query = {
        "s": ",".join(choice.series),
        "t": choice.transform if choice.transform != "none" else "",
        "b": choice.base,
        "from": choice.first,
        "to": choice.last,
        "ev": ",".join(choice.events),
        "panels": choice.panels if choice.panels != "one" else "",
        **more,
    }
    chosen = {key: value for key, value in query.items() if value}
    return f"explorer?{urlencode(chosen, safe=',@/')}"
