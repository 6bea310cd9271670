"""Addresses of the files of figures: what is asked for as the query of an address."""

from __future__ import annotations

from urllib.parse import urlencode

from metrics.locale import DEFAULT_LANG, Lang
from metrics.model.selection import Selection
from metrics.views.filters import Filters


def query_of(filters: Filters, selection: Selection, lang: Lang) -> str:
    """Return the parameters that give an extract, always in one order; defaults are left out.

    Parameters
    ----------
    filters : Filters
        What the extract is narrowed by.
    selection : Selection
        What is in view.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        The query of an address, without its question mark.

    Examples
    --------
    >>> query_of(Filters(theme="services"), Selection(supplement=False), "en")
    'lang=en&sup=0&theme=services'
    """
    own = {} if lang == DEFAULT_LANG else {"lang": lang}
    return urlencode(sorted({**filters.query, **selection.query, **own}.items()), safe=",")


def address(name: str, query: str) -> str:
    """Return a file with its parameters."""
    return f"{name}?{query}" if query else name
