"""Addresses of charts in a briefing."""

from __future__ import annotations

from urllib.parse import urlencode

from metrics.model.series import HOME, Series


def view_of(series: Series, **query: str) -> str:
    """Return the address of a chart of an indicator.

    Examples
    --------
    >>> from metrics import load
    >>> view_of(load().series("gii_rank", "US"))
    'indicator?id=gii_rank&area=US'
    """
    area = {} if series.area == HOME else {"area": series.area}
    return f"indicator?{urlencode({'id': series.definition.id, **area, **query})}"
