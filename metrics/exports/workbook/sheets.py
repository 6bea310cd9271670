"""Sheets before they are written: rows, and all that lies on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from openpyxl.utils import get_column_letter

from metrics.exports.workbook.values import HEADER, Row
from metrics.locale import Lang
from metrics.views.extracts import Extract

SHEET_NAME = 31


_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


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
    strict : bool
        Whether nothing else may stand there; else another value is only asked about.
    """

    cell: str
    source: str
    prompt: str = ""
    strict: bool = True


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
    title : str
        Its title, where it is not that of what it holds.
    """

    taken: Extract
    lang: Lang
    parts: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


class Planned(Protocol):
    """What plans a workbook."""

    @property
    def book(self) -> Book:
        """The workbook."""


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
