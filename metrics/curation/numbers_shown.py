"""Numbers and dates of spreadsheets, as what they are and as a reader sees them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl.utils.datetime import to_excel

from metrics.curation.model import Cell
from metrics.tables.limits import EARLIEST, LATEST

# Digits that a spreadsheet keeps; what lies behind them came from computing.
DIGITS = 15
# What of a format is no sign for digits: words in quotes, colours and places, escaped signs.
_WORDS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_PLACES = re.compile(r"0\.(0+)")


def number_cell(value: float, form: str) -> Cell:
    """Make a cell of a number in a number format.

    Examples
    --------
    >>> number_cell(0.125, "0.0%"), number_cell(12345.0, "#,##0").shown
    (Cell(text='12.5', shown='12.5%', kind='percent', fault=None, told=''), '12,345')
    >>> number_cell(0.1 + 0.2, "General").text, number_cell(1.0, "General").text
    ('0.3', '1')
    """
    exact = _decimal(value)
    plain = _WORDS.sub("", form.split(";")[0])
    percent = "%" in plain
    if percent:
        exact = (exact * 100).normalize()
    text = f"{exact.normalize():f}"
    found = _PLACES.search(plain)
    kept = len(text.partition(".")[2])
    places = max(len(found[1]), kept) if found else kept
    shown = f"{exact:,.{places}f}" if "," in plain else f"{exact:.{places}f}"
    return Cell(text, shown + "%" * percent, "percent" if percent else "number")


def _decimal(value: float) -> Decimal:
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return exact if isinstance(value, int) else Decimal(f"{exact:.{DIGITS}g}")


def date_cell(value: date | datetime, form: str) -> Cell:
    """Make a cell of a date in a number format.

    A year that was typed into a cell formatted as a date is a day of the year 1905: it is read as
    the year.

    Examples
    --------
    >>> date_cell(date(2024, 6, 1), "mmm-yy").text, date_cell(date(2024, 6, 30), "yyyy/m/d").text
    ('2024-06', '2024-06-30')
    >>> date_cell(date(1905, 7, 16), "yyyy/m/d").text
    '2024'
    """
    serial = int(to_excel(value))
    if EARLIEST <= serial <= LATEST:
        return Cell(str(serial), str(serial), "number")
    day = value.date() if isinstance(value, datetime) else value
    plain = _WORDS.sub("", form).casefold()
    if "d" in plain or "m" not in plain:
        return Cell(day.isoformat(), day.isoformat(), "date")
    return Cell(f"{day:%Y-%m}", f"{day:%Y-%m}", "month")


def other_cell(value: time | timedelta | bool | object) -> Cell:
    """Make a cell of what is neither text, number nor date: a time, true or false."""
    return Cell.plain(str(value).upper() if isinstance(value, bool) else str(value))
