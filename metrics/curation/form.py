"""What a sheet of a form is: columns to fill in or to read, and what stands in them beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.model.series import Series

# Width of a column, in characters.
WIDTH = 16.0


@dataclass(frozen=True)
class Column:
    """A column of a form.

    Parameters
    ----------
    name : str
        The column of the table, or a name of a helper.
    heading : str
        What stands above it.
    width : float
        In characters.
    choices : tuple of str
        What is chosen from; empty where any text will do.
    strict : bool
        Whether nothing else may stand there.
    helper : bool
        Whether it is there to be read.
    """

    name: str
    heading: str
    width: float = WIDTH
    choices: tuple[str, ...] = ()
    strict: bool = True
    helper: bool = False


@dataclass(frozen=True)
class Form:
    """A sheet with a row for each figure, source or series.

    Parameters
    ----------
    key : str
        Names it: the words of its sheet are ``curate.form.<key>``, ``_title`` and ``_about``.
    columns : tuple of Column
        Its columns.
    rows : tuple of tuple of str
        What stands in it.
    spare : int
        Empty rows to fill in below; 0 where it is there to be read.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    spare: int = 0


@dataclass(frozen=True)
class WholeTable:
    """A sheet for a whole table: areas or series down, years across.

    Parameters
    ----------
    id, name : str
        Of the series or the area that it is for.
    above : tuple of (str, str, Column)
        What is said of all figures: its label, what stands there, and from what it is chosen.
    heads : tuple of str
        The corner and the years.
    rows : tuple of str
        The areas or the series, and the word for their total.
    """

    id: str
    name: str
    above: tuple[tuple[str, str, Column], ...]
    heads: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What a workbook for curators is asked to hold.

    Parameters
    ----------
    series : tuple of Series
        The series to fill in.
    source, period : str
        What each row has beforehand; may be empty.
    areas : tuple of str
        Of whole tables: those down, all that the series has where there are none; one alone is
        said above, and the series stand down.
    whole : bool
        Whether sheets for whole tables take the place of the list.
    """

    series: tuple[Series, ...]
    source: str = ""
    period: str = ""
    areas: tuple[str, ...] = ()
    whole: bool = False
