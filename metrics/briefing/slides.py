"""One slide: its texts in their places, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.briefing import boxes
from metrics.briefing.boxes import BAND, WIDTH, Bar, Box, Words
from metrics.briefing.exhibit import Exhibit, Grid
from metrics.charts.compile.notes import selection_lines
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.tables.dataset import Tables


@dataclass(frozen=True)
class Placed:
    """An exhibit in its place.

    Parameters
    ----------
    head : tuple of Words
        The words above it, where it has any of its own.
    size : int
        Pixels of the number of a figure.
    trend : float
        Pixels of the height of the small trend of a figure; none without.
    level : float
        Pixels from the top of a figure at which its number stands at the earliest, level with
        those beside it.
    """

    exhibit: Exhibit
    box: Box
    head: tuple[Words, ...] = ()
    size: int = boxes.LEAST
    trend: float = 0
    level: float = 0


@dataclass(frozen=True)
class Curve:
    """A line from point to point, and the area below it.

    Parameters
    ----------
    points : tuple of (float, float)
        In pixels of the slide.
    base : float
        Where the area ends below.
    """

    points: tuple[tuple[float, float], ...]
    base: float


@dataclass(frozen=True)
class Page:
    """One slide.

    Parameters
    ----------
    place : int
        Which slide of the deck it is, counted from 0; -1 where it was added.
    title : str
        The finding, or the edited title.
    words : tuple of Words
        Title, lead, footer and number in their places, title first.
    placed : tuple of Placed
        What it shows.
    grid : Grid, optional
        A table that is no exhibit, and its place.
    bars : tuple of Bar
        Bands and rules.
    curve : Curve, optional
        The curve of a cover.
    unresolved : tuple of str
        Numerals of an edited title that are no figure of the slide.
    faults : tuple of str
        What the slide should show and cannot.
    facts : tuple of Observation
        Every figure that it shows.
    alt : str
        All of it in words.
    """

    place: int
    layout: str
    title: str
    words: tuple[Words, ...]
    placed: tuple[Placed, ...] = ()
    grid: tuple[Grid, Box] | None = None
    bars: tuple[Bar, ...] = (Bar(Box(0, 0, WIDTH, BAND), "accent"),)
    curve: Curve | None = None
    unresolved: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    facts: tuple[Observation, ...] = ()
    alt: str = ""


def numbered(every: Sequence[Page], first: int = 1) -> tuple[Page, ...]:
    """Slides with their numbers; a cover has none."""
    return tuple(
        p if p.layout == "title" else replace(p, words=(*p.words, boxes.number(n)))
        for n, p in enumerate(every, first)
    )


def with_grid(tables: Tables, place: int, layout: str, title: str, grid: Grid, lang: Lang) -> Page:
    """Return a slide with a table that is no exhibit.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    place : int
        Which slide of the deck it is; -1 where it was added.
    layout : str
        How the slide is laid out.
    title : str
        What stands at the top.
    grid : Grid
        The table.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Page
        The slide.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> with_grid(tables, -1, "changes", "What changed", Grid(("Figure",), (("10th",),)), "en").alt
    'What changed. 10th'
    """
    head = boxes.title(title)
    # The closing slide says of which state of the tables the deck is.
    version = text(lang)("chart.version", version=tables.version)
    closing = [version] if layout == "sources" else []
    foot = boxes.footer([*selection_lines(tables, lang), *closing])
    body = boxes.body(head.bottom, foot.box.y)
    told = " ".join("; ".join(row) for row in grid.rows)
    words = tuple(w for w in (head, foot) if any(w.lines))
    return Page(place, layout, title, words, grid=(grid, body), alt=f"{title}. {told}")
