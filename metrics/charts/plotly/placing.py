"""Where labels stand: none over another, none outside, none on a line where a side is free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from metrics.charts.plotly.geometry import Box, Segment

Side = Literal[
    "above", "below", "left", "right", "above left", "above right", "below left", "below right"
]

UPWARD: tuple[Side, ...] = (
    "above",
    "below",
    "above left",
    "above right",
    "below right",
    "below left",
    "right",
    "left",
)
DOWNWARD: tuple[Side, ...] = (
    "below",
    "above",
    "below right",
    "below left",
    "above left",
    "above right",
    "right",
    "left",
)
# A label that finds no room close to its point may stand further off by these multiples.
_RINGS = (1.0, 2.2)
# Pixels between two labels side by side.
_APART = 3.0


@dataclass(frozen=True)
class Label:
    """A text that wants to stand at a point.

    Parameters
    ----------
    x, y : float
        The point, in pixels.
    w, h : float
        Size of the text.
    sides : tuple of str
        Where it may stand, the best first.
    gap : float
        Pixels between point and text.
    nudges : tuple of float
        Pixels by which it may be moved sidewards at each side, the best first.
    required : bool
        Whether it stands even where it must lie on a line; never on another label.
    """

    x: float
    y: float
    w: float
    h: float
    sides: tuple[Side, ...] = UPWARD
    gap: float = 6
    nudges: tuple[float, ...] = (0.0,)
    required: bool = False

    def at(self, side: Side, ring: float = 1.0, nudge: float = 0.0) -> Box:
        """Return its box at a side."""
        gap = self.gap * ring
        x, y = self.x - self.w / 2, self.y - self.h / 2
        if "left" in side:
            x = self.x - self.w - (gap if side == "left" else gap / 3)
        if "right" in side:
            x = self.x + (gap if side == "right" else gap / 3)
        if "above" in side:
            y = self.y - gap - self.h
        if "below" in side:
            y = self.y + gap
        return Box(x + nudge, y, self.w, self.h)

    def places(self) -> Iterator[Box]:
        """Yield where it may stand, the best first."""
        for ring, side, nudge in product(_RINGS, self.sides, self.nudges):
            yield self.at(side, ring, nudge)


@dataclass(frozen=True)
class Walls:
    """What labels keep clear of: other words, markers and bars, and lines."""

    boxes: tuple[Box, ...] = ()
    segments: tuple[Segment, ...] = ()
    words: tuple[Box, ...] = field(default=())


def place(labels: Sequence[Label], walls: Walls, canvas: Box) -> list[Box | None]:
    """Find a place for each label, the first ones first.

    Parameters
    ----------
    labels : sequence of Label
        The most important first.
    walls : Walls
        What they keep clear of.
    canvas : Box
        What they stay within.

    Returns
    -------
    list of Box or None
        A place for each; None where there is no room.

    Examples
    --------
    >>> walls = Walls(segments=(Segment(0, 40, 100, 40),))
    >>> place([Label(50, 50, 20, 10)], walls, Box(0, 0, 100, 100))
    [Box(x=40.0, y=56.0, w=20, h=10)]
    """
    taken = list(walls.words)
    placed: list[Box | None] = []
    for label in labels:
        found = _best(label, taken, walls, canvas)
        placed.append(found)
        if found is not None:
            taken.append(Box(found.x - _APART, found.y, found.w + 2 * _APART, found.h))
    return placed


def _best(label: Label, taken: Sequence[Box], walls: Walls, canvas: Box) -> Box | None:
    """Return the first free place, or for one that must stand the one that covers least."""
    least: tuple[int, Box] | None = None
    for box in label.places():
        if not canvas.holds(box) or any(box.meets(other) for other in taken):
            continue
        covered = sum(box.meets(b) for b in walls.boxes) + sum(
            s.crosses(box) for s in walls.segments
        )
        if not covered:
            return box
        if least is None or covered < least[0]:
            least = covered, box
    return least[1] if least is not None and label.required else None


def spread(middles: Sequence[float], tall: Sequence[float], low: float, high: float) -> list[float]:
    """Move boxes apart, from the lower end onward, then back from the higher one.

    Parameters
    ----------
    middles, tall : sequence of float
        Middle and height of each box, in ascending order of the middles.
    low, high : float
        Between which they stand; beyond the lower one only where they do not fit.

    Returns
    -------
    list of float
        Middles that keep the boxes apart.

    Examples
    --------
    >>> spread([0.0, 1.0, 99.0], [10, 10, 10], 0, 100)
    [5.0, 15.0, 95.0]
    """
    placed: list[float] = []
    floor = low
    for middle, size in zip(middles, tall, strict=True):
        placed.append(max(middle, floor + size / 2))
        floor = placed[-1] + size / 2
    ceiling = high
    for place_, size in reversed(list(enumerate(tall))):
        placed[place_] = min(placed[place_], ceiling - size / 2)
        ceiling = placed[place_] - size / 2
    return placed
