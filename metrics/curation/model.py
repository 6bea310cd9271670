"""What curators send: cells with their places, what was read otherwise, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from openpyxl.utils import get_column_letter

from metrics.locale import Lang, text
from metrics.tables.problems import Problem
from metrics.tables.read import Row

# Codes of the remarks on rows of a draft that are not read: struck, or not decided on.
STRUCK, UNDECIDED = "struck", "undecided"
UNCONFIRMED = frozenset({STRUCK, UNDECIDED})
Kind = Literal["text", "number", "percent", "date", "month"]


@dataclass(frozen=True, order=True)
class Place:
    """A cell of a sheet.

    Parameters
    ----------
    sheet : str
        Its sheet; of a file without sheets the file.
    row, column : int
        Counted from 1; 0 where all of them are meant.
    """

    sheet: str
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str:
        """The address of the cell as spreadsheets show it; of a whole row its number.

        Examples
        --------
        >>> Place("Fill in", 12, 6).cell, Place("Fill in", 12).cell
        ('F12', '12')
        """
        letter = get_column_letter(self.column) if self.column else ""
        return f"{letter}{self.row or ''}"

    def words(self, lang: Lang) -> str:
        """Name the place in a sentence."""
        say = text(lang)
        if not self.cell:
            return say("curate.sheet", sheet=self.sheet)
        key = "curate.cell" if self.column else "curate.row"
        return say(key, sheet=self.sheet, cell=self.cell)


@dataclass(frozen=True)
class Cell:
    """A cell as it was read.

    Parameters
    ----------
    text : str
        What it holds, a number with all its digits, a date as ISO 8601 writes it.
    shown : str
        The same as the program shows it, with the decimals and separators of its format.
    kind : str
        What the program takes it for.
    fault : Problem, optional
        What is wrong with it whatever it says.
    told : str
        Code of the way in which it was read, where it is not a plain value; else empty.
    """

    text: str
    shown: str
    kind: Kind = "text"
    fault: Problem | None = None
    told: str = ""

    @classmethod
    def plain(cls, written: str) -> Cell:
        """Make a cell of a text."""
        return cls(written, written)


EMPTY = Cell("", "")


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet.

    Parameters
    ----------
    name : str
        Name of the sheet; of a file without sheets the name of the file.
    cells : mapping of (int, int) to Cell
        The cells that hold something, by row and column, counted from 1.
    hidden_rows : frozenset of int
        Rows that are not seen.
    hidden : bool
        Whether the sheet is not seen.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False

    @property
    def rows(self) -> list[int]:
        """The rows that hold something."""
        return list(self._by_row)

    def row(self, number: int) -> dict[int, Cell]:
        """Return the cells of a row by their column."""
        return self._by_row.get(number, {})

    @cached_property
    def _by_row(self) -> dict[int, dict[int, Cell]]:
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items(), key=lambda item: item[0]):
            rows.setdefault(row, {})[column] = cell
        return rows

    def place(self, row: int = 0, column: int = 0) -> Place:
        """Name one of its cells."""
        return Place(self.name, row, column)


@dataclass(frozen=True)
class Remark:
    """Something that was read otherwise than it stands, or not at all; it keeps nobody.

    Parameters
    ----------
    place : Place
        Where.
    code : str
        Key of the message (``curate.remark.<code>``).
    details : mapping of str to str
        What the message names.
    """

    place: Place
    code: str
    details: Mapping[str, str] = field(default_factory=dict)

    def message(self, lang: Lang) -> str:
        """Say it in a line.

        Examples
        --------
        >>> Remark(Place("Fill in", 9, 3), "computed", {"read": "2.1"}).message("en")
        'Fill in!C9: of the formula its result was taken, 2.1.'
        """
        say = text(lang)
        told = say(f"curate.remark.{self.code}", **self.details)
        return say("curate.remark_at", place=self.place.words(lang), told=told)


@dataclass(frozen=True)
class Finding:
    """What is wrong with a cell, where, and how to mend it.

    Parameters
    ----------
    place : Place
        Where.
    heading : str
        Heading of the column as it stands there; may be empty.
    value : str
        What stands in the cell.
    problem : Problem
        The fault.
    """

    place: Place
    heading: str
    value: str
    problem: Problem

    def message(self, lang: Lang) -> str:
        """Say it in a line.

        Examples
        --------
        >>> fault = Problem("indicators.csv", 9, "value", "", "required", {"column": "value"})
        >>> Finding(Place("Fill in", 12, 8), "Value", "", fault).message("en")
        'Fill in!H12 (Value): expected a value. Fill in value.'
        """
        say = text(lang)
        where = self.place.words(lang)
        if self.heading:
            where = say("curate.headed", place=where, heading=self.heading)
        if self.value:
            where += say("problem.join") + say("problem.value", value=self.value)
        return say(
            "problem.line",
            place=where,
            expected=self.problem.expected(lang),
            remedy=self.problem.remedy(lang),
        )


@dataclass(frozen=True)
class Candidate:
    """A row that was sent for one of the tables.

    Parameters
    ----------
    table : str
        Name of the table.
    row : dict of str to str
        Its cells by column, as the table would have them.
    places : mapping of str to Place
        Where each of them stands.
    written : mapping of str to str
        What stands there.
    headings : mapping of str to str
        The heading above each.
    whole : Place
        The row.
    """

    table: str
    row: Row
    places: Mapping[str, Place]
    written: Mapping[str, str]
    headings: Mapping[str, str]
    whole: Place

    def finding(self, column: str, problem: Problem) -> Finding:
        """Make of a problem of a column a finding at its cell, named as its heading names it."""
        first = column.split(", ")[0]
        named = {
            key: self.headings.get(said, "") or said if key in ("column", "twin") else said
            for key, said in problem.details.items()
        }
        return Finding(
            self.places.get(first, self.whole),
            self.headings.get(first, "") or column,
            self.written.get(first, ""),
            replace(problem, details=named),
        )


@dataclass(frozen=True)
class Taken:
    """What was taken from a sheet or a file.

    Parameters
    ----------
    candidates : tuple of Candidate
        The rows.
    findings : tuple of Finding
        What is wrong with cells whatever they say.
    remarks : tuple of Remark
        What was read otherwise, or not at all.
    """

    candidates: tuple[Candidate, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def undecided(self) -> bool:
        """Whether rows of a draft were left out, as nobody confirmed them."""
        return any(remark.code in UNCONFIRMED for remark in self.remarks)

    def __add__(self, other: Taken) -> Taken:
        return Taken(
            self.candidates + other.candidates,
            self.findings + other.findings,
            self.remarks + other.remarks,
        )
