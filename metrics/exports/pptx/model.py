"""What is drawn on a slide by native charts, as plain data in pixels of the slide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from metrics.briefing.boxes import SMALL, Box


@dataclass(frozen=True)
class Mark:
    """How one point or bar looks.

    Parameters
    ----------
    symbol : str
        Of a point, ``none`` where only the line shows it; empty for a bar.
    size : float
        Pixels across.
    fill, line : str
        Colours.
    pattern : str
        Name of a pattern fill of a bar, else empty.
    hollow : bool
        Whether it is filled with paper, as a bound is.
    """

    symbol: str
    size: float
    fill: str
    line: str
    pattern: str = ""
    hollow: bool = False


@dataclass(frozen=True)
class Label:
    """The value written at a point.

    Parameters
    ----------
    place : int
        Which point of its run.
    form : str
        The number format, with the sign of a bound in it.
    at : str
        Where it stands: t, b, l, r, outEnd or ctr.
    lift : float
        By how much it is raised, as a share of the axis of values.
    size : float
        Pixels of its letters.
    aside : float
        Pixels by which it is moved to the right.
    """

    place: int
    form: str
    at: str
    lift: float = 0.0
    size: float = SMALL
    aside: float = 0.0


@dataclass(frozen=True)
class NativeSeries:
    """One series of a native chart: points that a line joins, or a set of bars.

    Parameters
    ----------
    name : str
        The series of the facts that it belongs to; several runs may share it.
    at : tuple
        Days along the axis, or places among the categories.
    values : tuple of float or None
        In the scale of the axis; None where a category has no figure.
    colour, width :
        Of the line; its width in pixels.
    whiskers : tuple of (float, float)
        Length downward and upward for each point; empty where there is none.
    """

    name: str
    at: tuple[datetime, ...]
    values: tuple[float | None, ...]
    colour: str
    width: float
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...] = ()
    whiskers: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class NativeAxis:
    """An axis of values or of days.

    Parameters
    ----------
    low, high, step : float
        Ends and distance of its ticks; days as serial numbers.
    form : str
        Number format of its labels.
    """

    low: float
    high: float
    step: float
    form: str
    reversed: bool = False
    visible: bool = True

    def share(self, value: float) -> float:
        """Say how far a value is along the plot, from its left or lower edge."""
        at = (value - self.low) / (self.high - self.low)
        return 1 - at if self.reversed else at


@dataclass(frozen=True)
class Piece:
    """Letters of one colour, and of a size of their own where it is told."""

    text: str
    colour: str
    bold: bool = False
    size: float = 0


@dataclass(frozen=True)
class Note:
    """Words over a chart, each line in pieces, in their box."""

    box: Box
    lines: tuple[tuple[Piece, ...], ...]
    size: float
    align: Literal["l", "ctr", "r"] = "l"


@dataclass(frozen=True)
class Rule:
    """A line over a plot, upright or level, or a band where its box has width and height."""

    box: Box
    colour: str
    width: float
    dash: str = "solid"


@dataclass(frozen=True)
class Drawing:
    """One native chart.

    Parameters
    ----------
    kind : str
        ``points`` along days, ``columns`` by period, ``bars`` by name, the first on top.
    frame, plot : Box
        The whole chart, and the plot within it.
    value : NativeAxis
        Of the values.
    days : NativeAxis, optional
        Of the days, where it has such an axis.
    categories : tuple of str
        Names along the other axis, where it has none of days.
    gap, overlap : int
        Room between bars as a share of them, and how far those of one place cover each other, in
        per cent.
    heads : tuple of str
        Headings of its table: of the names or series, of the days, of the values.
    """

    kind: Literal["points", "columns", "bars"]
    frame: Box
    plot: Box
    runs: tuple[NativeSeries, ...]
    value: NativeAxis
    days: NativeAxis | None
    categories: tuple[str, ...]
    gap: int
    overlap: int
    heads: tuple[str, str, str]
    notes: tuple[Note, ...]
    rules: tuple[Rule, ...]
    name: str
    alt: str
