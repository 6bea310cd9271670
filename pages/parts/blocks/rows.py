"""Series without a chart: one table, a line each, sorted by a click on a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from metrics.model.series import HOME
from metrics.views.filters import Filters
from metrics.views.pages import Row
from pages.parts.blocks import downloads
from pages.parts.blocks.message import series_link
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

# Code of the scope that goes without saying.
NATIONAL = "national"


def show(
    context: Context, items: Sequence[Row], name: str, title: str, filters: Filters | None = None
) -> None:
    """Draw the table.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    items : sequence of Row
        Its lines in their order.
    name : str
        Names the table.
    title : str
        Its heading.
    filters : Filters, optional
        What its figures pass, for the file of them.
    """
    st.html(context.shared(f"rows {name}", lambda: _table(context, items, name, title, filters)))


def _table(
    context: Context, items: Sequence[Row], name: str, title: str, filters: Filters | None
) -> str:
    lang, selection = context.lang, context.tables.selection
    twins = Counter(item.label for item in items)
    lines = [
        {
            "row": item,
            "scope": _scope(context, item),
            "twin": twins[item.label] > 1,
            "again": bool(number) and items[number - 1].topic == item.topic,
            "address": series_link(context, item.key),
            "mark": markup.dispute_link(item.disputes, lang, selection),
            "spark": markup.spark(item.spark, context.colours),
            "size": _size(context, item.key),
            "ends": _ends(context, item.key),
            "period": _period(item.period),
        }
        for number, item in enumerate(items)
    ]
    csv = downloads.address(context, downloads.FILES["csv"], filters) if filters else ""
    return markup.render("rows.html", lang, lines=lines, name=f"rows-{name}", title=title, csv=csv)


def _period(told: str) -> tuple[str, str]:
    """Return a period and the remark in brackets behind it, which is set smaller."""
    remark = re.search(r" ?[（(]([^（(]*)[)）]$", told)
    return (told[: remark.start()], remark[1]) if remark else (told, "")


def _scope(context: Context, item: Row) -> str:
    """Return for whom a line counts; the whole country goes without saying."""
    series = context.tables.by_key.get(item.key)
    whole = series is not None and series.area == HOME and series.definition.scope == NATIONAL
    return "" if whole else item.scope


def _size(context: Context, key: str) -> float:
    """Return the latest value of a series, by which its line is sorted."""
    series = context.tables.by_key.get(key)
    return float(series.latest.figure.value) if series else 0.0


def _ends(context: Context, key: str) -> int:
    """Return the day on which the latest period of a series ends."""
    series = context.tables.by_key.get(key)
    return series.latest.period.end.toordinal() if series else 0
