"""Long answers are told in parts, the newest first: an assistant pays for all that it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from metrics.model.period import Period


class Timed(Protocol):
    """What has a period."""

    @property
    def period(self) -> Period:
        """When it is of."""


T = TypeVar("T", bound=Timed)


@dataclass(frozen=True)
class Page:
    """The newest of what lies before a period.

    Parameters
    ----------
    most : int
        How many are told.
    before : Period, optional
        What is of this period or of later ones is left out.

    Examples
    --------
    >>> from metrics import load
    >>> points = load().series("gii_rank").points
    >>> shown, earlier = Page(2, points[-1].period).of(points)
    >>> [p.period.code for p in shown], earlier == len(points) - 3
    (['2023', '2024'], True)
    """

    most: int
    before: Period | None = None

    def of(self, points: Sequence[T]) -> tuple[list[T], int]:
        """Return what is told, by period, and how many are earlier than that."""
        ordered = sorted(points, key=lambda one: one.period)
        within = [p for p in ordered if self.before is None or p.period < self.before]
        return within[-self.most :], max(0, len(within) - self.most)
