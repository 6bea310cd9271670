"""What a written brief holds, as plain data: words with their notes, charts, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from metrics.charts.spec import ChartSpec
from metrics.locale import Lang


@dataclass(frozen=True)
class Span:
    """Words in a row, and the notes at their end.

    Parameters
    ----------
    text : str
        The words.
    notes : tuple of str
        Texts of footnotes that belong to what the words end with.
    printed : bool
        Whether they stand as their source prints them, to the last sign.
    """

    text: str
    notes: tuple[str, ...] = ()
    printed: bool = False


Line = tuple[Span, ...]


def plain(words: str) -> Line:
    """Return words without notes.

    Examples
    --------
    >>> plain("532")
    (Span(text='532', notes=(), printed=False),)
    """
    return (Span(words),)


def told(line: Line) -> str:
    """Return the words of a line without its notes."""
    return "".join(span.text for span in line)


@dataclass(frozen=True)
class Heading:
    """A heading: its level, counted from 1, and its places in the numbering."""

    level: int
    text: str
    number: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text, or a small remark below it."""

    line: Line
    small: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart, what stands below it, and what it shows in a sentence without its stop."""

    spec: ChartSpec
    caption: Line
    finding: str = ""


@dataclass(frozen=True)
class Table:
    """A table, what stands above it, and how wide its columns are beside each other.

    Parameters
    ----------
    caption : Line
        What it is of.
    head : tuple of str
        Headings of its columns.
    rows : tuple of tuple of Line
        Its cells; a row of one cell runs across all columns.
    shares : tuple of float
        Widths of the columns, as shares of any sum.
    left : tuple of int
        Columns of words, which are set to the left; the others are centred.
    right : tuple of int
        Columns of numbers below each other, which are set to the right.
    """

    caption: Line
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    shares: tuple[float, ...]
    left: tuple[int, ...] = (0,)
    right: tuple[int, ...] = ()


Block = Heading | Paragraph | Chart | Table


@dataclass(frozen=True)
class Brief:
    """A brief.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``.
    title, state : str
        What it is called, and up to when its figures go.
    office : str
        Who issues it; empty where nobody is named.
    day : date
        On which it is issued.
    blocks : tuple
        The text.
    annex : tuple
        What stands behind the signature, on pages of its own.
    version : str
        Of the tables.
    faults : tuple of str
        What it should show and cannot.
    doubtful : tuple of (str, str)
        Edited titles, and numerals in them that are no figure of what they stand over.
    """

    lang: Lang
    title: str
    state: str
    office: str
    day: date
    blocks: tuple[Block, ...]
    annex: tuple[Block, ...]
    version: str
    faults: tuple[str, ...] = ()
    doubtful: tuple[tuple[str, str], ...] = field(default=())

    @property
    def every(self) -> Iterator[Block]:
        """Its blocks in their order."""
        yield from self.blocks
        yield from self.annex

    def of(self, kind: Literal["Heading", "Paragraph", "Chart", "Table"]) -> list[Block]:
        """List its blocks of a kind, by the name of the kind."""
        return [b for b in self.every if type(b).__name__ == kind]
