"""Where things stand on a slide of 1920 by 1080 pixels, and how its texts are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from metrics.charts.plotly import Box as Box
from metrics.charts.plotly.style import LINE
from metrics.wording.lines import wrap, wrap_phrases
from metrics.wording.widths import ems

WIDTH, HEIGHT = 1920, 1080
SIDE, TOP, BOTTOM = 80, 52, 40
GAP = 60
# No text is smaller but that of the footer; that of charts is of this size.
SMALL = 24
FOOT = 18
LEAD, HEADING, TITLE, COVER = 26, 28, 48, 72
# Sizes of titles, the largest that takes two lines at most.
TITLES, TITLE_LINES = (TITLE, 42, 36), 2
# Room at the end of the footer for the number of the slide.
NUMBER = 130
# Width of the figures beside a chart.
BESIDE = 600
# A figure is set as large as its card is wide, within these sizes.
LARGEST, LEAST = 64, 40
# Room inside the frame of a figure.
INSET = 16
# Figures of lower frames are no larger, and frames as low as this.
LOW, LOWER = 44, 220

Tone = Literal["ink", "soft", "accent"]
# Height of the band at the upper edge.
BAND = 10


@dataclass(frozen=True)
class Bar:
    """A filled rectangle without words: a band or a rule."""

    box: Box
    tone: Literal["accent", "grid"]


@dataclass(frozen=True)
class Words:
    """A text in its place.

    Parameters
    ----------
    lines : tuple of str
        As they are broken for the size and the width.
    """

    box: Box
    lines: tuple[str, ...]
    size: int
    tone: Tone = "ink"
    bold: bool = False
    right: bool = False

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.box.y + self.box.h

    def at(self, y: float) -> Words:
        """Return it with its top at a height."""
        return replace(self, box=replace(self.box, y=y))


def words(
    text: str | Sequence[str],
    at: Box,
    size: int,
    *,
    tone: Tone = "ink",
    bold: bool = False,
    right: bool = False,
) -> Words:
    """Set a text into the width of a box from its top; parts stand side by side.

    Parameters
    ----------
    text : str | Sequence[str]
        A text, or parts that stand side by side.
    at : Box
        The box whose width it is set into.
    size : int
        Pixels of the letters.
    tone : str
        ``ink``, ``soft`` or ``accent``.
    bold : bool
        Whether it is bold.
    right : bool
        Whether it is set to the right.

    Returns
    -------
    Words
        Lines in a box that is as high as they are.

    Examples
    --------
    >>> words("发明专利平均审查周期", Box(0, 0, 100, 50), 20).lines
    ('发明专利平', '均审查周期')
    """
    told = text if isinstance(text, str) else " · ".join(text)
    lines = tuple(wrap(told, at.w / size, partial(ems, bold=bold)))
    box = Box(at.x, at.y, at.w, len(lines) * size * LINE)
    return Words(box, lines, size, tone, bold, right)


def about(told: str | Sequence[str], at: Box, size: int) -> Words:
    """Set what a chart measures, in parts: the dot between two of them does not end a line."""
    made = words(told, at, size, tone="soft")
    return replace(made, lines=tuple(line.removesuffix(" ·") for line in made.lines))


def figure_size(values: Sequence[tuple[str, str, str]], width: float, height: float) -> int:
    """Return the size in which each of some numbers stands on one line of a frame.

    Parameters
    ----------
    values : sequence of (str, str, str)
        Numbers between what stands before them and their units, both of which may be smaller.
    width, height : float
        Pixels of a line, and of the frame.

    Returns
    -------
    int
        Pixels.

    Examples
    --------
    >>> figure_size([("", "532", "万件"), ("", "8,539.9", "亿元")], 250, 300)
    58
    """
    most, least = (LARGEST, LEAST) if height > LOWER else (LOW, LOW - 8)
    fitting = (
        (
            width
            - (ems(max(wrap(unit, 1, ems), key=ems), bold=True) + ems(before, bold=True)) * SMALL
        )
        / (ems(number, bold=True) + bool(before) / 8 + 1 / 8)
        for before, number, unit in values
    )
    return int(min([most, *(max(least, size) for size in fitting)]))


def title(text: str) -> Words:
    """Return the title of a slide, smaller where it would take more than two lines."""
    at = Box(SIDE, TOP, WIDTH - 2 * SIDE, 0)
    made = [words(text, at, size, bold=True) for size in TITLES]
    return balanced(text, next((m for m in made if len(m.lines) <= TITLE_LINES), made[-1]))


def balanced(text: str, made: Words) -> Words:
    """Return a bold text in lines of about one length: none ends on a single word.

    Examples
    --------
    >>> told = "Value added exceeded CNY 18 trillion (2024)"
    >>> balanced(told, words(told, Box(0, 0, 820, 0), 40, bold=True)).lines
    ('Value added exceeded', 'CNY 18 trillion (2024)')
    """
    count = len(made.lines)
    whole = int(made.box.w)
    widths = [*range(int(whole / count), whole, 20), whole] if count > 1 else []
    # A Chinese title ends its lines where it pauses, though one of them be short.
    for broken in (wrap_phrases, partial(wrap_phrases, numbers=True), wrap):
        for width in widths:
            lines = broken(text, width / made.size, partial(ems, bold=True))
            if lines and len(lines) <= count:
                high = len(lines) * made.size * LINE
                return replace(made, box=replace(made.box, w=width, h=high), lines=tuple(lines))
    return made


def footer(lines: Sequence[str]) -> Words:
    """Return the footer, from the lower edge upward."""
    at = Box(SIDE, 0, WIDTH - 2 * SIDE - NUMBER, 0)
    made = words(lines, at, FOOT, tone="soft")
    y = HEIGHT - BOTTOM - made.box.h
    return Words(Box(at.x, y, at.w, made.box.h), made.lines, FOOT, "soft")


def number(place: int) -> Words:
    """Return the number of the slide in its lower right corner."""
    h = SMALL * LINE
    at = Box(WIDTH - SIDE - NUMBER, HEIGHT - BOTTOM - h, NUMBER, h)
    return Words(at, (f"{place}",), SMALL, "soft", right=True)


def body(below: float, above: float) -> Box:
    """Return what is left between the texts at the top and the footer."""
    top, bottom = below + 24, above - 24
    return Box(SIDE, top, WIDTH - 2 * SIDE, max(bottom - top, 200))


def columns(box: Box, count: int, gap: float = GAP) -> list[Box]:
    """Boxes of one width side by side.

    Parameters
    ----------
    box : Box
        The place, in pixels of a slide.
    count : int
        How many.
    gap : float
        Pixels between two.

    Returns
    -------
    list of Box
        From left to right.

    Examples
    --------
    >>> [b.x for b in columns(Box(0, 0, 100, 50), 2, gap=20)]
    [0.0, 60.0]
    """
    w = (box.w - gap * (count - 1)) / count
    return [Box(box.x + n * (w + gap), box.y, w, box.h) for n in range(count)]


def rows(box: Box, count: int, gap: float = GAP / 2) -> list[Box]:
    """Boxes of one height below each other.

    Parameters
    ----------
    box : Box
        The place, in pixels of a slide.
    count : int
        How many.
    gap : float
        Pixels between two.

    Returns
    -------
    list of Box
        From top to bottom.

    Examples
    --------
    >>> [b.y for b in rows(Box(0, 0, 100, 50), 2, gap=10)]
    [0.0, 30.0]
    """
    h = (box.h - gap * (count - 1)) / count
    return [Box(box.x, box.y + n * (h + gap), box.w, h) for n in range(count)]


def cards(box: Box, count: int) -> list[Box]:
    """Boxes for some figures: one row of three at most, else two rows."""
    if count <= 3:
        high = min(box.h, 460)
        middle = Box(box.x, box.y + (box.h - high) / 3, box.w, high)
        return columns(middle, count, GAP / 2)
    across = -(-count // 2)
    return [b for row in rows(box, 2) for b in columns(row, across, GAP / 2)][:count]


def beside(box: Box, count: int) -> tuple[Box, list[Box]]:
    """Return a chart and figures in a column at its right."""
    w = BESIDE
    right = Box(box.x + box.w - w, box.y, w, box.h)
    return Box(box.x, box.y, box.w - w - GAP, box.h), rows(right, count, GAP / 4)
