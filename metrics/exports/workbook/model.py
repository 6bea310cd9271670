"""What a workbook is made of before it is written: sheets, tables, cells and native charts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from openpyxl.utils import get_column_letter, quote_sheetname

# Title, what it is, links; then the one row of headings, the same on every sheet.
HEADER = 4
SHEET_NAME = 31
# Breaks and their reasons, in a chart and below it.
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
Kind = Literal["line", "rank", "bar", "ranking"]
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


class Num(NamedTuple):
    """A number with the decimals that it is shown with."""

    value: Decimal | int
    places: int = 0


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula that the spreadsheet computes.

    Parameters
    ----------
    formula : str
        As a cell holds it, the equals sign first.
    shown : Num, bool or str
        What stands in the cell until it is computed: a preview does not calculate.
    """

    formula: str
    shown: Num | bool | str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of a sheet of the workbook, or to an address."""

    text: str
    sheet: str = ""
    url: str = ""
    cell: str = "A1"


Cell = str | Num | FormulaCell | Link | date | bool | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """One table on one sheet.

    Parameters
    ----------
    name : str
        Name of the sheet.
    id : str
        Name of the Excel table: letters, digits and underscores.
    title, about : str
        What it holds, and what must be known besides.
    columns : dict of str to str
        Key of each column and its heading, each once, with units.
    rows : callable
        Gives the rows, each time anew.
    count : int
        How many rows there are.
    frozen : int
        Columns that stay when the sheet is scrolled.
    wrapped : tuple of str
        Columns whose texts run over several lines.
    widths : dict of str to float
        Columns whose width is set, and not taken from what they hold.
    across : int
        How many pages it is wide in print.
    beside : tuple of Cell
        What stands beside the link back to the contents.
    """

    name: str
    id: str
    title: str
    about: str
    columns: dict[str, str]
    rows: Callable[[], Iterable[Row]]
    count: int
    frozen: int = 0
    wrapped: tuple[str, ...] = ()
    widths: dict[str, float] = field(default_factory=dict)
    across: int = 1
    beside: tuple[Cell, ...] = ()

    @property
    def last(self) -> int:
        """The last row of the sheet that the table takes up."""
        return HEADER + self.count

    def letter(self, column: str) -> str:
        """Return the letter of a column."""
        letter: str = get_column_letter(list(self.columns).index(column) + 1)
        return letter

    def cells(self, column: str, first: int = HEADER + 1, last: int = 0) -> str:
        """Refer to cells of a column from anywhere, by default to all of its values.

        Parameters
        ----------
        column : str
            Id of the column.
        first : int
            First row; the first of the values by default.
        last : int
            Last row; the last of the values where it is 0.

        Returns
        -------
        str
            Reference with the name of the sheet.

        Examples
        --------
        >>> columns = {"year": "Year", "value": "Value"}
        >>> made = Table("T01", "T01", "Title", "", columns, lambda: [(2024, 1)], 1)
        >>> made.cells("value")
        "'T01'!$B$5:$B$5"
        """
        letter = self.letter(column)
        return f"{quote_sheetname(self.name)}!${letter}${first}:${letter}${last or self.last}"

    def cell(self, column: str, row: int) -> str:
        """Refer to one cell from anywhere."""
        return f"{self.column(column)}{row}"

    def column(self, column: str) -> str:
        """Refer to a cell of a column from anywhere, but for the number of its row."""
        return f"{quote_sheetname(self.name)}!${self.letter(column)}$"


@dataclass(frozen=True)
class SheetAxis:
    """The axis of values.

    Parameters
    ----------
    places : int
        Decimals of its labels.
    low, high : Decimal, optional
        Its ends; None where the spreadsheet chooses.
    step : Decimal, optional
        Between two of its labels; None where the spreadsheet chooses.
    """

    places: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None


@dataclass(frozen=True)
class CellRun:
    """Cells that one line joins, or one set of bars.

    Parameters
    ----------
    name : str
        The series that it belongs to.
    first, last : int
        Rows of the sheet.
    values : str
        The column of the values.
    colour : int
        Place of the series among those of the chart.
    labels : tuple of (int, str)
        Which of its points carry their value, counted from its first, and the number format of
        the label, which has the sign of a bound.
    hollow : tuple of int
        Which of them are bounds.
    hatched : tuple of int
        Which of them are parts of a year.
    crossed : tuple of int
        Which of them are implied.
    """

    name: str
    first: int
    last: int
    values: str
    colour: int
    labels: tuple[tuple[int, str], ...] = ()
    hollow: tuple[int, ...] = ()
    hatched: tuple[int, ...] = ()
    crossed: tuple[int, ...] = ()


@dataclass(frozen=True)
class SheetChart:
    """A native chart that points at the cells of a table.

    Parameters
    ----------
    kind : str
        ``line`` and ``rank`` along dates, ``bar`` by period, ``ranking`` by economy.
    table : Table
        Where its numbers stand.
    along : str
        The column of dates or of names.
    title, about, unit : str
        What it measures; area, scope, unit and period; the unit alone.
    foot : tuple of str
        Sources, data version, what marks mean, reasons of breaks; it stands below the chart, and as
        much of it as there is room for inside, as a chart may be taken elsewhere.
    broken : str
        Where the series break, in short; it stands inside.
    alt : str
        The alternative text.
    axis : SheetAxis
        The axis of values.
    days : tuple of date
        First and last day of an axis of dates; empty where there is none.
    """

    kind: Kind
    table: Table
    along: str
    runs: tuple[CellRun, ...]
    title: str
    about: str
    unit: str
    foot: tuple[str, ...]
    alt: str
    axis: SheetAxis
    broken: str = ""
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class ChartSheet:
    """A sheet with one chart, or with several that share no axis."""

    name: str
    title: str
    about: str
    charts: tuple[SheetChart, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below its charts, once more as text in cells."""
        return tuple(dict.fromkeys(line for chart in self.charts for line in chart.foot))


@dataclass(frozen=True)
class TextSheet:
    """A sheet of lines without a table: label and value."""

    name: str
    title: str
    lines: tuple[tuple[str, Cell], ...]


def number_format(places: int) -> str:
    """Return the number format of so many decimals; none scales a number.

    Examples
    --------
    >>> number_format(2), number_format(0)
    ('#,##0.00', '#,##0')
    """
    return "#,##0" + ("." + "0" * places if places else "")


def sheet_name(mark: str, name: str) -> str:
    """Return a name that Excel takes: unique by its mark, of at most 31 UTF-16 units.

    Examples
    --------
    >>> sheet_name("T03", "专利[申请]: 国内/国外")
    'T03 专利 申请 国内 国外'
    >>> sheet_name("T04", "Invention patents per 10,000 people")
    'T04 Invention patents per'
    """
    plain = " ".join(_FORBIDDEN.sub(" ", f"{mark} {name}").split())
    short = plain
    while len(short.encode("utf-16-le")) // 2 > SHEET_NAME:
        short = short[:-1]
    inside = short != plain and plain[len(short)].isascii() and short[-1].isascii()
    if inside and " " in short.removeprefix(mark).strip():
        short = short.rpartition(" ")[0]
    return short.strip(" '(,")
