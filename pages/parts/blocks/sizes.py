"""How much room charts have: shapes of cards, and their figures in a window of some width."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from metrics.charts.plotly import CARD, PHONE, Size
from metrics.charts.plotly import LEAD as LARGE_STYLE

# Cookies that the document sets to the width and the height of its window.
COOKIE, HEIGHT = "vw", "vh"
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
PADDING = 32


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
        Pixels of a column beside it.
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
        (1116, 544, 418, 358)
        """
        content = content_width(window)
        if self.name == "small":
            columns = max(1, min(3, (content + GAP) // (NARROWEST + GAP)))
            return (content - GAP * (columns - 1)) // columns
        if content < STACKED:
            return content
        if self.aside:
            return _beside(content, self.aside, 2 * GAP)
        return content if self.share == 1 else int(content * self.share - GAP / 2)

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
        [(512, 330), (356, 240)]
        """
        if window <= NARROW:
            return Size(self.width(window) - 2, self.phone, PHONE)
        style = LARGE_STYLE if self.large else CARD
        return Size(self.width(window) - PADDING, self.heights[lines - 1], style)


LEAD = Shape("lead", 1112 / 1656, (360, 412, 456), 280, large=True)
LARGE = Shape("large", 1256 / 1656, (470, 470, 490), 300, large=True)
# Width of the search of the explorer.
ASIDE = 336
EXPLORED = Shape("explored", 1, (424, 440, 470), 300, large=True, aside=ASIDE)
SMALL = Shape("small", 1 / 3, (330, 340, 376), 240)
# Small cards that fill a row though they are fewer, by how many stand in it.
WIDER = {1: Shape("alone", 1, (330, 340, 376), 240), 2: Shape("half", 1 / 2, (330, 340, 376), 240)}


def _beside(content: int, aside: int, gap: int) -> int:
    """Return the width of a column: its weight's part of the content, less half of the gap.

    Examples
    --------
    >>> _beside(1680, 336, 48), _beside(1302, 336, 48)
    (1310, 929)
    """
    return int(content * (1 - aside / (content - gap)) - gap / 2)


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
    return made_for(_told(COOKIE) or 1366)


def made_for(width: int) -> int:
    """Return the width of the window that stands for windows of a width.

    Examples
    --------
    >>> made_for(412), made_for(1440), made_for(2560)
    (390, 1366, 1920)
    """
    return next((made for most, made in WINDOWS if width <= most), WIDEST)


def exact() -> bool:
    """Tell whether cards are as wide in the reader's window as in that which figures are for."""
    told = _told(COOKIE)
    return told > 0 and content_width(told) == content_width(window())


def window_height() -> int:
    """Return the height of the reader's window, 0 where nobody told."""
    return _told(HEIGHT)


def _told(name: str) -> int:
    """Return pixels that a cookie tells, 0 where it tells none."""
    return pixels(st.context.cookies.get(name, ""))


def pixels(cookie: object) -> int:
    """Return the pixels that a cookie of a browser tells, 0 where it tells none.

    Examples
    --------
    >>> pixels("1366"), pixels("wide"), pixels(None)
    (1366, 0, 0)
    """
    told = str(cookie)
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 0
