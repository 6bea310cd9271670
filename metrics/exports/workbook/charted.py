"""Native charts before they are written: which cells each line and bar points at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from openpyxl.utils import get_column_letter, quote_sheetname

# Breaks and their reasons, in a chart and below it.
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
Kind = Literal["line", "rank", "bar", "ranking"]


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
