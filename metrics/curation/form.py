"""What a sheet of a form is: columns to fill in or to read, and what stands in them beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.model.period import Period, PeriodError
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables

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


@dataclass(frozen=True)
class Asked:
    """What somebody asks a form for, by codes.

    Parameters
    ----------
    indicators : tuple of str
        Only these; all of the theme where there are none.
    theme : str
        Only this theme; all where it is empty.
    areas : tuple of str
        Only these, of regions and of whole tables.
    source, period : str
        What each row has beforehand; may be empty.
    whole : bool
        Whether sheets for whole tables take the place of the list.
    """

    indicators: tuple[str, ...] = ()
    theme: str = ""
    areas: tuple[str, ...] = ()
    source: str = ""
    period: str = ""
    whole: bool = False

    def series(self, tables: Tables) -> tuple[Series, ...]:
        """List what is filled in: of each indicator China's, else its first; or each region's."""
        by_region = tables.national is not None and not self.whole
        return tuple(self._by_region(tables) if by_region else self._of_each(tables))

    def _of_each(self, tables: Tables) -> Iterator[Series]:
        for definition in tables.definitions.values():
            theme = self.theme in ("", definition.theme)
            if definition.id in self.indicators if self.indicators else theme:
                areas = tables.areas(definition.id)
                yield tables.series(definition.id, HOME if HOME in areas else areas[0])

    def _by_region(self, tables: Tables) -> Iterator[Series]:
        for series in self._of_each(tables):
            own = series.definition.id
            wanted = (a for a in tables.areas(own) if not self.areas or a in self.areas)
            yield from (tables.series(own, area) for area in wanted)


def is_period(written: str) -> bool:
    """Tell whether a period is none, or one that can be written into a form.

    Examples
    --------
    >>> is_period("2026-12-31"), is_period(""), is_period("next year")
    (True, True, False)
    """
    try:
        return not written or bool(Period.parse(written))
    except PeriodError:
        return False
