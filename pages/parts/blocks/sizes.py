"""How much room charts have: shapes of cards, and their figures in a window of some width."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from metrics.charts.plotly import CARD, PHONE, Size
from metrics.charts.plotly import LEAD as LARGE_STYLE

# Cookie that the document sets to the width of its window.
COOKIE = "vw"
# Windows that figures are made for, by the widest window that each stands for: the script of
# charts moves labels where a window is wider or narrower.
WINDOWS = ((640, 390), (1100, 900), (1640, 1366))
WIDEST = 1920
# The content is no wider, whatever the window.
CONTENT = 1680
NARROW = 640
# Below this width of the content what stands beside a wide card goes below it.
STACKED = 1000
GAP = 24
# Narrowest small card of a row.
NARROWEST = 340
# Border and padding of a card on both sides.
PADDING = 34


@dataclass(frozen=True)
class Shape:
    """A kind of card.

    Parameters
    ----------
    name : str
        Names it.
    share : float
        Its part of a row, beside what stands next to it.
    heights : tuple of int
        Height of its figure in pixels, by lines of its title: what stands above a plot takes no
        part of its card away.
    phone : int
        Height on a phone.
    large : bool
        Whether its title is set larger.
    aside : int
        Pixels of a column beside it that keeps its width, with the gap between.
    """

    name: str
    share: float
    heights: tuple[int, int, int]
    phone: int
    large: bool = False
    aside: int = 0

    def width(self, window: int) -> int:
        """Return the width of the card in a window.

        Examples
        --------
        >>> LEAD.width(1920), SMALL.width(1920), SMALL.width(1366), SMALL.width(390)
        (1112, 544, 418, 358)
        """
        content = content_width(window)
        if self.name == "small":
            columns = max(1, min(3, (content + GAP) // (NARROWEST + GAP)))
            return (content - GAP * (columns - 1)) // columns
        if content < STACKED:
            return content
        if self.aside or self.share == 1:
            return content - self.aside
        return round((content - GAP) * self.share)

    def figure(self, window: int, lines: int = 1) -> Size:
        """Return the size of its figure; on a phone it reaches the edges of its card.

        Parameters
        ----------
        window : int
            Width of the window.
        lines : int
            Of its title.

        Returns
        -------
        Size
            Pixels, and sizes of letters.

        Examples
        --------
        >>> [(s.width, s.height) for s in (SMALL.figure(1920), SMALL.figure(390))]
        [(510, 330), (356, 240)]
        """
        if window <= NARROW:
            return Size(self.width(window) - 2, self.phone, PHONE)
        style = LARGE_STYLE if self.large else CARD
        return Size(self.width(window) - PADDING, self.heights[lines - 1], style)


LEAD = Shape("lead", 1112 / 1656, (360, 412, 456), 280, large=True)
LARGE = Shape("large", 1256 / 1656, (470, 470, 490), 300, large=True)
# Width of the search of the explorer.
ASIDE = 336
EXPLORED = Shape("explored", 1, (424, 440, 470), 300, large=True, aside=ASIDE + 2 * GAP)
SMALL = Shape("small", 1 / 3, (330, 340, 376), 240)
# Small cards that fill a row though they are fewer, by how many stand in it.
WIDER = {1: Shape("alone", 1, (330, 340, 376), 240), 2: Shape("half", 1 / 2, (330, 340, 376), 240)}


def content_width(window: int) -> int:
    """Return the width of the content in a window.

    Examples
    --------
    >>> content_width(1920), content_width(1366), content_width(390)
    (1680, 1302, 358)
    """
    side = 16 if window <= NARROW else 24 if window <= WINDOWS[1][0] else 32
    return min(CONTENT, window - 2 * side)


def window() -> int:
    """Return the width of the window that figures are made for."""
    told = str(st.context.cookies.get(COOKIE, ""))
    width = int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 1366
    return next((made for most, made in WINDOWS if width <= most), WIDEST)
