"""Where the years stand on the sheet Series, for all formulas that look something up there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter, quote_sheetname

from metrics.exports.series_rows import SeriesRow
from metrics.exports.workbook.sheets import Format
from metrics.exports.workbook.values import HEADER

# A year is shown at once that more than this share of the rows have.
SHARE = 0.05
# Columns before the years.
BEFORE = ("theme", "indicator", "unit", "start", "breaks")


def parted(cells: str, first: str, breaks: str) -> Format:
    """Draw a dashed line before each year in which the series of its row breaks.

    Parameters
    ----------
    cells : str
        The cells of all rows and years.
    first, breaks : str
        The letters of the columns of the first year, and of the years of breaks.

    Returns
    -------
    Format
        A rule, which follows rows that are sorted, as borders do not.

    Examples
    --------
    >>> parted("F5:H9", "F", "E").when
    'ISNUMBER(SEARCH(F$4,$E5))'
    """
    return Format(cells, f"ISNUMBER(SEARCH({first}${HEADER},${breaks}{HEADER + 1}))", broken=True)


@dataclass(frozen=True)
class Grid:
    """Rows of series and columns of years, then one column for the year to come.

    Parameters
    ----------
    sheet : str
        Name of the sheet.
    rows : tuple of SeriesRow
        From the row below the headings on.
    years : tuple of int
        Every year, without gaps.
    """

    sheet: str
    rows: tuple[SeriesRow, ...]
    years: tuple[int, ...]

    @property
    def last(self) -> int:
        """The last row of the sheet with a series."""
        return HEADER + max(1, len(self.rows))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The years with a column: those in view, and the year to come."""
        return (*self.years, self.years[-1] + 1) if self.years else ()

    @property
    def code_column(self) -> int:
        """The column of the codes, behind the years."""
        return len(BEFORE) + len(self.columns) + 1

    def column(self, year: int) -> int:
        """Give the column of a year."""
        return len(BEFORE) + 1 + self.place(year) - 1

    def place(self, year: int) -> int:
        """Give the place of a year among them, from 1 on."""
        return year - self.columns[0] + 1

    def letter(self, year: int) -> str:
        """Give the letter of the column of a year."""
        found: str = get_column_letter(self.column(year))
        return found

    def row(self, row: SeriesRow) -> int:
        """Give the place of a series among the rows, from 1 on."""
        return self.places[row.code]

    @cached_property
    def places(self) -> dict[str, int]:
        """Places of series among the rows by their codes."""
        return {row.code: n for n, row in enumerate(self.rows, 1)}

    @cached_property
    def values(self) -> str:
        """The cells of all years, from any sheet."""
        first, last = (self.letter(self.columns[n]) for n in (0, -1))
        return self.of(f"${first}${HEADER + 1}:${last}${self.last}")

    @property
    def heads(self) -> str:
        """The headings of all years, from any sheet."""
        first, last = (self.letter(self.columns[n]) for n in (0, -1))
        return self.of(f"${first}${HEADER}:${last}${HEADER}")

    @cached_property
    def codes(self) -> str:
        """The codes of the rows, from any sheet."""
        return self.of(self.own_codes)

    @property
    def own_codes(self) -> str:
        """The codes of the rows, from the sheet itself."""
        letter = get_column_letter(self.code_column)
        return f"${letter}${HEADER + 1}:${letter}${self.last}"

    def of(self, cells: str) -> str:
        """Refer to cells of the sheet from any other."""
        return f"{quote_sheetname(self.sheet)}!{cells}"


def early_years(rows: Sequence[SeriesRow], years: Sequence[int], most: int) -> int:
    """Count the first years that are folded away.

    Parameters
    ----------
    rows : sequence of SeriesRow
        The rows of the sheet.
    years : sequence of int
        Every year, without gaps.
    most : int
        How many stay open, so that a page is legible.

    Returns
    -------
    int
        Those in which too few of the rows have a figure, and those for which there is no room.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.exports.series_rows import series_rows
    >>> tables = load()
    >>> rows = series_rows(tables, [tables.series("gii_rank")], "en")
    >>> early_years(rows, range(2005, 2026), 30), early_years(rows, range(2005, 2026), 12)
    (5, 9)
    """
    ends = [{p.period.end.year for p in row.series.points} for row in rows]
    least = len(rows) * SHARE
    held = (n for n, year in enumerate(years) if sum(year in own for own in ends) > least)
    return max(next(held, 0), len(years) - most)


def last_number(cells: str, columns: str, first: int) -> str:
    """Write the formula of the place of the last number of a row; 0 where there is none.

    MATCH of a huge number finds it too, but not in every program where cells are empty.

    Parameters
    ----------
    cells : str
        The cells of the row.
    columns : str
        Any cells of the same columns.
    first : int
        The first of these columns.

    Returns
    -------
    str
        Formula with an equals sign.

    Examples
    --------
    >>> last_number("F5:H5", "F4:H4", 6)
    '=SUMPRODUCT(MAX(ISNUMBER(F5:H5)*(COLUMN(F4:H4)-5)))'
    """
    return f"=SUMPRODUCT(MAX(ISNUMBER({cells})*(COLUMN({columns})-{first - 1})))"
