"""The table of all facts, which readers sort, search, copy and whose columns they choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa
import streamlit as st

from metrics.model.observation import Observation
from metrics.views.statements import fact_row
from pages.parts.blocks import texts
from pages.parts.blocks.sizes import NARROW, window
from pages.parts.frame.shell import Context

# Pixels of a row, of the head, and of all that is seen at once, on a phone too.
ROW, HEAD, TALLEST, TALLEST_PHONE = 35, 36, 700, 420
# Columns of words in their order, with their width in pixels; the first stays in place.
WORDS = {
    "indicator": 250,
    "period": 120,
    "qualifier": 100,
    "value": 150,
    "unit": 90,
    "printed": 130,
    "scope": 170,
    "area": 110,
    "source": 190,
    "locator": 150,
    "interval": 180,
    "status": 90,
    "theme": 90,
    "ends": 110,
    "note": 320,
}
# Parts the address of a page from the name that is shown instead of it.
NAMED = "#"
# What stands first where the window is narrow, and the width of its first column.
FIRST = ("indicator", "value", "unit", "period")
FIRST_PHONE = 150
# Rows that are sent at once; of more a browser asks for those that it comes to.
SENT = 5_000


class Stated(Protocol):
    """What holds a statement."""

    @property
    def point(self) -> Observation:
        """The statement."""


def frame(context: Context, every: Sequence[Stated], at_hand: str) -> pa.Table:
    """Return all statements as a table: values as numbers in base units, all else in words.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    every : sequence of Stated
        All statements in view; the table is made once for all sessions.
    at_hand : str
        Names the tables and the texts that are at hand.

    Returns
    -------
    Table
        One row a statement, in the same order, in the form in which it is sent.
    """

    def build() -> pa.Table:
        frame = pd.DataFrame([_row(context, entry.point) for entry in every])
        return pa.Table.from_pandas(frame, preserve_index=False)

    return context.shared("fact grid", build, at_hand)


def _row(context: Context, point: Observation) -> dict[str, Any]:
    tables, lang = context.tables, context.lang
    words: dict[str, Any] = dict(fact_row(tables, point, lang))
    exact = point.figure.qualifier == "exact"
    return {
        **words,
        "qualifier": "" if exact else words["qualifier"],
        "value": float(point.figure.value),
        "unit": point.definition.unit.name(lang),
        "name": words["indicator"],
        "indicator": _link(texts.indicator_link(context, point), words["indicator"]),
        "area": tables.label("area", point.area, lang),
        "ends": point.period.end.isoformat(),
        "passage": texts.locator_address(context, point).get("href_locator"),
    }


def _link(address: str, name: str) -> str:
    """Return an address that ends with the name that is shown for it, also found by a search."""
    return f"{address}{NAMED}{name.replace('%', '%25')}"


def show(context: Context, rows: pa.Table, told: str) -> None:
    """Draw the table.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    rows : Table
        The statements that pass the filters.
    told : str
        What it shows, for readers who do not see it.
    """
    narrow = window() <= NARROW
    tallest = TALLEST_PHONE if narrow else TALLEST
    with st.container(key="facts"):
        st.dataframe(
            rows,
            height=min(tallest, HEAD + ROW * len(rows) + 2),
            row_height=ROW,
            hide_index=True,
            column_order=[*dict.fromkeys((*(FIRST if narrow else ()), *WORDS)), "name", "passage"],
            column_config=_columns(context, narrow=narrow),
            placeholder="",
            alt=told,
            # The language in the key: its columns are other ones.
            key=f"facts-{context.lang}",
            lazy=len(rows) > SENT,
        )


def _columns(context: Context, *, narrow: bool) -> dict[str, Any]:
    say = context.say
    made: dict[str, Any] = {
        name: st.column_config.TextColumn(say(f"column.{name}"), width=width)
        for name, width in WORDS.items()
    }
    made["area"] = st.column_config.TextColumn(context.area, width=WORDS["area"])
    first = FIRST_PHONE if narrow else WORDS["indicator"]
    name = say("column.indicator")
    made["indicator"] = st.column_config.LinkColumn(
        name, width=first, pinned=True, display_text=f"{NAMED}(.+)$"
    )
    # The first column is copied as addresses; this one as names.
    made["name"] = st.column_config.TextColumn(say("column.name"), width=WORDS["indicator"])
    value, width = say("column.value"), 120 if narrow else WORDS["value"]
    made["value"] = st.column_config.NumberColumn(value, width=width, format="localized")
    made["passage"] = st.column_config.LinkColumn(
        say("column.passage"), width=90, display_text=say("data.open_passage")
    )
    return made
