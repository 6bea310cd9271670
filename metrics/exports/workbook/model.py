"""What a workbook is made of before it is written: sheets, tables, cells and native charts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Protocol

from openpyxl.utils import get_column_letter, quote_sheetname

from metrics.locale import Lang
from metrics.views.extracts import Extract

# Title, what it is, links; then the one row of headings, the same on every sheet.
HEADER = 4
SHEET_NAME = 31
# Longest text in quotes within a formula, with room for letters that count twice.
LITERAL = 120
# Breaks and their reasons, in a chart and below it.
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
Kind = Literal["line", "rank", "bar", "ranking"]
# Signs that a reference to a column of a table has in quotes.
_SIGNS, _QUOTED = re.compile(r"['#@\[\]]"), r"'\g<0>"
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
    """A text that leads to a sheet of the workbook, or to an address."""

    text: str
    sheet: str = ""
    url: str = ""


Plain = str | Num | FormulaCell | Link | date | bool | None


class Styled(NamedTuple):
    """A value with a style of its own.

    Parameters
    ----------
    value : str, Num, FormulaCell, Link, date, bool or None
        What stands in the cell; None is an empty cell that has a style.
    style : str
        Name of the style, one of `cells.STYLES`.
    form : str
        Number format, where it is not that of the decimals of the number; it may add words such
        as ``"about "0.0`` or a sign, and never scales.
    """

    value: Plain
    style: str
    form: str = ""


Cell = Plain | Styled
Row = Sequence[Cell]


class Standing(Protocol):
    """Cells of a sheet in columns that have keys: a table, or a plain range."""

    @property
    def name(self) -> str:
        """Name of the sheet."""

    def cells(self, column: str, first: int, last: int) -> str:
        """Refer to cells of a column from anywhere."""


@dataclass(frozen=True)
class Block:
    """A plain range of a sheet, which nothing sorts or filters.

    Parameters
    ----------
    name : str
        Name of the sheet.
    columns : tuple of str
        Keys of its columns in their order.
    left : int
        Number of its first column.
    """

    name: str
    columns: tuple[str, ...]
    left: int = 1

    def letter(self, column: str) -> str:
        """Return the letter of a column."""
        letter: str = get_column_letter(self.left + self.columns.index(column))
        return letter

    def cells(self, column: str, first: int, last: int) -> str:
        """Refer to cells of a column from anywhere.

        Parameters
        ----------
        column : str
            Key of the column.
        first, last : int
            Rows of the sheet.

        Returns
        -------
        str
            Reference with the name of the sheet.

        Examples
        --------
        >>> Block("Charts", ("year", "value"), 5).cells("value", 5, 9)
        "'Charts'!$F$5:$F$9"
        """
        letter = self.letter(column)
        return f"{quote_sheetname(self.name)}!${letter}${first}:${letter}${last}"


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
    sides : mapping of int to str
        On which side of its point such a label stands, where it is not the usual one.
    hollow : tuple of int
        Which of them are bounds.
    hatched : tuple of int
        Which of them are parts of a year.
    crossed : tuple of int
        Which of them are implied.
    faint : tuple of int
        Which bars are not the subject, so that they are grey.
    named : int, optional
        The point beside which the name stands, where no legend has it.
    level : bool
        Whether it is a level to compare with, drawn as a dashed line.
    tone : str
        Its colour, where that is not the one of its place.
    thin : bool
        Whether it stays behind the subject: a thinner line without marks.
    bare : bool
        Whether its name stands without the value.
    shifts : mapping of int to (float, float)
        By how much of the width and height of the chart a label is moved from its place.
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
    faint: tuple[int, ...] = ()
    sides: Mapping[int, str] = field(default_factory=dict)
    named: int | None = None
    level: bool = False
    tone: str = ""
    thin: bool = False
    bare: bool = False
    shifts: Mapping[int, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetChart:
    """A native chart that points at the cells of a table.

    Parameters
    ----------
    kind : str
        ``line`` and ``rank`` along dates, ``bar`` by period, ``ranking`` by economy.
    table : Standing
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
    table: Standing
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


@dataclass(frozen=True)
class NamedTable:
    """A rectangle of cells of a sheet that Excel knows as a table, with its filter.

    Parameters
    ----------
    id : str
        Its name: letters, digits and underscores, unlike any cell.
    heads : tuple of str
        The headings, equal to the texts of their cells, each once.
    count : int
        How many rows it has below them.
    top, left : int
        Row and column of its first heading.
    computed : mapping of str to str
        The formula of each column whose cells have all the same, by its heading.
    """

    id: str
    heads: tuple[str, ...]
    count: int
    top: int = HEADER
    left: int = 1
    computed: Mapping[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """The cells that it takes up, at least one row of them."""
        last = get_column_letter(self.left + len(self.heads) - 1)
        first = get_column_letter(self.left)
        return f"{first}{self.top}:{last}{self.top + max(1, self.count)}"


@dataclass(frozen=True)
class Choice:
    """A cell in which one of some values is chosen.

    Parameters
    ----------
    cell : str
        The cell.
    source : str
        The cells that list the values, such as ``$B$5:$B$20``, or the values in quotes.
    prompt : str
        What is said while the cell is chosen.
    """

    cell: str
    source: str
    prompt: str = ""


@dataclass(frozen=True)
class Format:
    """How cells look while a condition holds.

    Of what a cell has for good, a sort leaves its borders where they are; what stands here follows
    the rows.

    Parameters
    ----------
    cells : str
        The cells, ranges parted by blanks.
    when : str
        A formula without an equals sign.
    form : str
        The number format, where it is another.
    broken : bool
        Whether a dashed line stands before the cell: the series breaks there.
    """

    cells: str
    when: str
    form: str = ""
    broken: bool = False


@dataclass(frozen=True)
class Printing:
    """How a sheet is printed, on A4 landscape.

    Parameters
    ----------
    area : str
        The cells that are printed; all of them where it is empty.
    rows, columns : str
        What is repeated on each page, such as ``4:4`` and ``A:C``.
    across, down : int
        How many pages it is wide, 0 where `scale` counts, and high, 0 where as many as it takes.
    scale : int
        Per cent of its size, where manual breaks are to count.
    breaks : tuple of int
        Rows after which a page ends.
    centred : bool
        Whether it stands in the middle of the paper.
    """

    area: str = ""
    rows: str = ""
    columns: str = ""
    across: int = 1
    down: int = 0
    scale: int = 0
    breaks: tuple[int, ...] = ()
    centred: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands: its rows from the first on, and all that lies on them.

    Parameters
    ----------
    name : str
        Its name.
    rows : callable
        Gives its rows, each time anew.
    count : int
        How many rows there are.
    widths : tuple of float
        Widths of its columns from the first on.
    heights : mapping of int to float
        Heights of rows in points, where they differ from that of one line.
    fitted : tuple of (int, float)
        Columns, counted from 0, whose texts run over several lines, and how wide their room is: a
        row below the headings is as high as they need.
    frozen : str
        The first cell that moves when the sheet is scrolled.
    tables : tuple of NamedTable
        Its tables.
    choices : tuple of Choice
        Its lists.
    formats : tuple of Format
        Number formats that follow a condition.
    trends : tuple of (str, str)
        Cells with a small trend, and the cells of the same row that it shows.
    charts : tuple
        Native charts of openpyxl with their anchors.
    grouped : tuple of (int, int)
        First and last column of what is folded away.
    printing : Printing
        How it is printed.
    """

    name: str
    rows: Callable[[], Iterable[Row]]
    count: int
    widths: tuple[float, ...]
    heights: Mapping[int, float] = field(default_factory=dict)
    fitted: tuple[tuple[int, float], ...] = ()
    frozen: str = ""
    tables: tuple[NamedTable, ...] = ()
    choices: tuple[Choice, ...] = ()
    formats: tuple[Format, ...] = ()
    trends: tuple[tuple[str, str], ...] = ()
    charts: tuple[Any, ...] = ()
    grouped: tuple[tuple[int, int], ...] = ()
    printing: Printing = field(default_factory=Printing)


@dataclass(frozen=True)
class Book:
    """A workbook before it is written.

    Parameters
    ----------
    taken : Extract
        What it holds.
    lang : str
        Its language.
    parts : tuple
        Its sheets in their order.
    names : mapping of str to str
        Defined names, and what each refers to, without an equals sign.
    """

    taken: Extract
    lang: Lang
    parts: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)


class Planned(Protocol):
    """What plans a workbook."""

    @property
    def book(self) -> Book:
        """The workbook."""


def number_format(places: int) -> str:
    """Return the number format of so many decimals; none scales a number.

    Examples
    --------
    >>> number_format(2), number_format(0)
    ('#,##0.00', '#,##0')
    """
    return "#,##0" + ("." + "0" * places if places else "")


def literal(said: str) -> str:
    """Write a text as a formula holds it: in pieces that are short enough for Excel.

    Examples
    --------
    >>> literal('the "last" digits')
    '"the ""last"" digits"'
    >>> literal("x" * 300).count("&")
    2
    """
    pieces = [said[n : n + LITERAL] for n in range(0, len(said), LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def lead(sheet: str, last: int, number: int, words: str) -> Styled:
    """Return a link to the row of a table that a number names, wherever sorting has put it.

    Parameters
    ----------
    sheet : str
        The sheet of the table, whose first column has the numbers.
    last : int
        Its last row.
    number : int
        Of the row.
    words : str
        What the link says.

    Returns
    -------
    Styled
        A formula that looks like a link.

    Examples
    --------
    >>> print(lead("F", 9, 2, "here").value.formula)
    =HYPERLINK("#'F'!A"&MATCH(2,'F'!$A$1:$A$9,0),"here")
    """
    place = quote_sheetname(sheet)
    row = f"MATCH({number},{place}!$A$1:$A${last},0)"
    return Styled(FormulaCell(f'=HYPERLINK("#{place}!A"&{row},{literal(words)})', words), "link")


def this_row(table: str, heading: str) -> str:
    """Refer from a row of a named table to its cell of a column, as a file holds it.

    Examples
    --------
    >>> this_row("Checks", "Value [1]")
    "Checks[[#This Row],[Value '[1']]]"
    """
    return f"{table}[[#This Row],[{_SIGNS.sub(_QUOTED, heading)}]]"


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
