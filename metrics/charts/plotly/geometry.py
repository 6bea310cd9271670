"""Boxes and lines in pixels; y runs downward."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner.

    Examples
    --------
    >>> Box(0, 0, 10, 10).meets(Box(10, 0, 5, 5)), Box(0, 0, 10, 10).meets(Box(9, 9, 5, 5))
    (False, True)
    """

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def meets(self, other: Box) -> bool:
        """Tell whether it has a part in common with another."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Tell whether another lies within it."""
        return (
            self.x <= other.x
            and other.right <= self.right
            and self.y <= other.y
            and other.bottom <= self.bottom
        )

    def below(self, y: float) -> Box:
        """Return what of it lies below a line."""
        return Box(self.x, y, self.w, self.bottom - y)

    def wider(self, by: float) -> Box:
        """Return it with a border around it."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)


@dataclass(frozen=True)
class Segment:
    """A straight line from one point to another.

    Examples
    --------
    >>> box = Box(4, 4, 2, 2)
    >>> Segment(0, 0, 10, 10).crosses(box), Segment(0, 0, 10, 0).crosses(box)
    (True, False)
    """

    x0: float
    y0: float
    x1: float
    y1: float

    def crosses(self, box: Box) -> bool:
        """Tell whether a part of it lies within a box."""
        start, end = 0.0, 1.0
        for origin, step, low, high in (
            (self.x0, self.x1 - self.x0, box.x, box.right),
            (self.y0, self.y1 - self.y0, box.y, box.bottom),
        ):
            if step == 0:
                if not low < origin < high:
                    return False
                continue
            near, far = sorted(((low - origin) / step, (high - origin) / step))
            start, end = max(start, near), min(end, far)
            if start >= end:
                return False
        return True
