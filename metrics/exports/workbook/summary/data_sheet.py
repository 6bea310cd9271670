"""The sheet of all figures in view: one a row, with a filter, as a pivot table takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from metrics.exports.figures import COLUMNS, FigureTable, Value
from metrics.exports.workbook.sheets import NamedTable, Printing, Sheet
from metrics.exports.workbook.values import HEADER, Cell, Num, Row, Styled
from metrics.locale import text
from metrics.model.series import HOME
from metrics.views.addresses import address, query_of

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

NAME = "ip_data"
FILE = "data/figures.csv"
# Decimals that a cell shows at most, enough for the ends of what is printed; it holds all of them.
MOST_PLACES = 6
# Columns that stay when the sheet is scrolled: theme, topic, indicator.
FROZEN = "D"
# What is printed ends with the source, and names the indicator on each page.
PRINTED, NAMED = (get_column_letter(COLUMNS.index(c) + 1) for c in ("source", "indicator"))
NUMBERS = frozenset({"year", "value", "lo", "hi"})
# In Chinese, and in English. Of two pages side by side the first ends behind the unit, so that a
# value has its qualifier and its unit beside it; what the second has is wide enough for that.
WIDTHS: dict[str, tuple[float, float]] = {
    **{"theme": (8, 14), "topic": (22, 27), "indicator": (44, 60), "scope": (20, 32)},
    **{"area": (12, 16), "year": (8, 8), "period": (23, 28), "period_kind": (12, 15)},
    **{"qualifier": (8, 10), "value": (13, 13), "unit": (12, 20), "lo": (13, 13)},
    **{"hi": (13, 13), "status": (16, 22), "printed": (34, 46), "source": (54, 70)},
    **{"published": (13, 13), "locator": (26, 32), "url": (32, 32), "end": (13, 15)},
    **{"period_code": (18, 18), "code": (36, 36)},
}


def data_sheet(plan: SummaryPlan) -> Sheet:
    """Return the sheet of the figures in view.

    Its rows are made one by one as they are written, so that many take no room.
    """
    table = FigureTable(plan.taken, plan.lang)
    return Sheet(
        name=text(plan.lang)("data_sheet.name"),
        rows=lambda: _rows(plan, table),
        count=HEADER + table.count,
        widths=tuple(WIDTHS[column][plan.lang == "en"] for column in COLUMNS),
        heights={1: 24.0, HEADER: 22.0},
        frozen=f"{FROZEN}{HEADER + 1}",
        tables=(NamedTable(NAME, table.heads, table.count),),
        printing=Printing(
            area=f"A{HEADER}:{PRINTED}{HEADER + max(1, table.count)}",
            rows=f"{HEADER}:{HEADER}",
            columns=f"{NAMED}:{NAMED}",
            across=2,
        ),
    )


def refreshed_from(plan: SummaryPlan) -> str:
    """Return the address that gives the same figures; from its path on where no server is known.

    Of a view it gives its indicators in its economies, in every year.
    """
    filters = plan.taken.filters
    if plan.view is not None:
        held = [series.area for series in plan.taken.series]
        asked = (key.partition("@")[2] or HOME for key in plan.view.choice.series)
        areas = dict.fromkeys(held or asked)
        filters = replace(filters, areas=tuple(areas))
    query = query_of(filters, plan.taken.tables.selection, plan.lang)
    return f"{plan.address.rstrip('/')}/{address(FILE, query)}"


def refreshing(plan: SummaryPlan) -> str:
    """Say how to bring the figures up to date from that address."""
    say = text(plan.lang)
    parts = [say("data_sheet.refresh") if plan.address else say("data_sheet.refresh_path")]
    if plan.view is not None:
        parts.append(say("data_sheet.refresh_view"))
    return (" " if plan.lang == "en" else "").join(parts)


def _rows(plan: SummaryPlan, table: FigureTable) -> Iterator[Row]:
    say = text(plan.lang)
    yield (Styled(say("data_sheet.title", count=table.count), "title"),)
    yield (Styled(refreshing(plan), "about"),)
    yield (Styled(refreshed_from(plan), "about"),)
    yield [
        Styled(head, "heading right" if column in NUMBERS else "heading indented")
        for column, head in zip(COLUMNS, table.heads, strict=True)
    ]
    yield from _figures(table.rows())


def _figures(rows: Iterable[tuple[Value, ...]]) -> Iterator[Row]:
    for row in rows:
        yield [_cell(value) for value in row]


def _cell(value: Value) -> Cell:
    """Return a cell: a number is a number, a year has no separators."""
    if isinstance(value, Decimal):
        places = -int(value.as_tuple().exponent)
        return Num(value, min(MOST_PLACES, places))
    if isinstance(value, int):
        return Styled(Num(value), "number", "0")
    return value
