"""What the words around a number say: of what it is, when, where, for whom, against what."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.model.period import Period
from metrics.proof.manners import ALONE, Company
from metrics.proof.numbers import Stated
from metrics.proof.periods import Dated
from metrics.proof.places import AT_HOME, Said
from metrics.proof.topics import Topic


@dataclass(frozen=True)
class Context:
    """A number with what the words around it say.

    Parameters
    ----------
    stated : Stated
        The number.
    topic : Topic, optional
        What it is of.
    period : Period, optional
        The date that stands nearest, or the last one of the text.
    told : bool
        Whether its own sentence names the period.
    base : Dated, optional
        What a change is from.
    yearly, average : bool
        Whether it is said to be on the year before, or a mean of years.
    spans : bool
        Whether its sentence speaks of some years together.
    share : bool
        Whether it is said to be a part of a whole.
    place : Said
        The economy and the scopes that are named.
    others : tuple of Period
        Other periods that its sentence names before it, the nearest first.
    company : Company
        What other numbers it is said to be made of.
    surely_named : bool
        Whether its name is sure, whatever else makes it doubtful.
    hinted : bool
        Whether it is doubtful of what it is, so that it is wrong only where it is a slip.
    matched : bool
        Whether its size tells of what it is, so that a rate behind it is of the same.
    local : bool
        Whether a part of the country was spoken of last.
    carried : bool
        Whether its period is the one that the sentences before spoke of, and they of no other.
    """

    stated: Stated
    topic: Topic | None = None
    period: Period | None = None
    told: bool = False
    base: Dated | None = None
    yearly: bool = False
    average: bool = False
    spans: bool = False
    share: bool = False
    place: Said = AT_HOME
    others: tuple[Period, ...] = ()
    company: Company = ALONE
    surely_named: bool = False
    hinted: bool = False
    matched: bool = False
    local: bool = False
    carried: bool = False

    @property
    def clue(self) -> Period | None:
        """The period that its own sentence or its paragraph tells; None where neither does."""
        return self.period if self.told or self.carried else None
