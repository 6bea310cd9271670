"""What the audit workbook is made of: tables, chart sheets, sheets of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter, quote_sheetname

from metrics.exports.workbook.charted import SheetChart
from metrics.exports.workbook.values import HEADER, Cell, Row


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
        How wide columns are at most, where it is not as wide as any.
    across : int
        How many pages it is wide in print.
    beside : tuple of Cell
        What stands beside the link back to the contents.
    key : str
        The column of numbers that name its rows, each once: formulas find a row by it, wherever
        sorting has put it.
    folded : tuple of str
        Columns that are folded away, each behind the one that stays before it.
    computed : dict of str to str
        The formula of each column whose cells have all the same, by its key.
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
    key: str = ""
    folded: tuple[str, ...] = ()
    computed: dict[str, str] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The last row of the sheet that the table takes up."""
        return HEADER + self.count

    def letter(self, column: str) -> str:
        """Return the letter of a column."""
        letter: str = get_column_letter(self.place(column) + 1)
        return letter

    def place(self, column: str) -> int:
        """Return the place of a column among its columns, counted from 0."""
        return list(self.columns).index(column)

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

    def found(self, column: str, key: int | str, *, inside: bool = False) -> str:
        """Refer to the cell of a column in the row that a key names.

        Parameters
        ----------
        column : str
            Id of the column.
        key : int or str
            What names the row, or the cell that holds it.
        inside : bool
            Whether the formula stands on the sheet of the table, and need not name it.

        Returns
        -------
        str
            A formula without an equals sign; it fails where no row has the key.

        Examples
        --------
        >>> columns = {"number": "Number", "value": "Value"}
        >>> made = Table("F", "F", "Title", "", columns, lambda: [(1, 5)], 1, key="number")
        >>> made.found("value", 1)
        "INDEX('F'!$B$5:$B$5,MATCH(1,'F'!$A$5:$A$5,0))"
        """
        sheet = len(quote_sheetname(self.name)) + 1 if inside else 0
        values, keys = self.cells(column)[sheet:], self.cells(self.key)[sheet:]
        return f"INDEX({values},MATCH({key},{keys},0))"


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
