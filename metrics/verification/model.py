"""What verification works on and finds: facts as claims, texts as read, misses, leftovers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from metrics.verification.flatten import NormalisedText
from metrics.verification.locators import Outline
from metrics.verification.numerals import Numeral
from metrics.verification.quotes import Occurrence

Fault = Literal["no_place", "absent", "elsewhere", "qualifier", "taken", "numbered"]


@dataclass(frozen=True, order=True)
class Claim:
    """What a fact says of a text: that its printed form stands at its locator."""

    indicator: str
    area: str
    period: str
    source: str
    locator: str
    printed: str
    qualifier: str

    @property
    def key(self) -> str:
        """The key of the fact in its table, in one word."""
        return "|".join((self.indicator, self.area, self.period, self.source, self.locator))


@dataclass(frozen=True)
class Explanation:
    """A row of `explanations.csv`: a numeral in a few signs, and the class that explains it."""

    document: str
    context: str
    numeral: str
    code: str


@dataclass(frozen=True)
class Reading:
    """A text as it was read, before any fact is held against it.

    Parameters
    ----------
    document : str
        Its name.
    flat : Flat
        Its signs.
    numerals : tuple of Numeral
        Every numeral, in order.
    outline : Outline
        Where its places are.
    ruled, rows : mapping of Numeral to str
        The classes of numerals that rules, and rows of the table, explain.
    idle : tuple of Explanation
        Rows that explain nothing here.
    words : int
        How many words only look like numerals.
    """

    document: str
    flat: NormalisedText
    numerals: tuple[Numeral, ...]
    outline: Outline
    ruled: Mapping[Numeral, str]
    rows: Mapping[Numeral, str]
    idle: tuple[Explanation, ...]
    words: int = 0


@dataclass(frozen=True)
class Found:
    """A fact whose printed form stands at its locator, and where."""

    claim: Claim
    occurrence: Occurrence


@dataclass(frozen=True)
class UnmatchedFact:
    """A fact whose printed form was not found at its locator.

    Parameters
    ----------
    claim : Claim
        The fact.
    fault : str
        no_place, absent, elsewhere, qualifier or taken.
    says : tuple of str
        What stands there instead, or the places where the form stands: a few signs each.
    """

    claim: Claim
    fault: Fault
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leftover:
    """A numeral that neither a fact nor a class accounts for; ``wanted`` facts, ``given`` found."""

    numeral: Numeral
    place: str
    context: str
    wanted: int = 1
    given: int = 0


@dataclass(frozen=True)
class Account:
    """What became of one text."""

    reading: Reading
    found: tuple[Found, ...]
    missed: tuple[UnmatchedFact, ...]
    leftovers: tuple[Leftover, ...]
    classes: Mapping[Numeral, str] = field(default_factory=dict)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Numerals by class."""
        return dict(Counter(self.classes.values()))

    @property
    def figures(self) -> int:
        """How many numerals became facts."""
        return len({n for f in self.found for n in f.occurrence.numerals})

    @property
    def complete(self) -> bool:
        """Whether the text has every place that the outline and the facts name."""
        return not (self.reading.outline.missing or any(m.fault == "no_place" for m in self.missed))

    @property
    def idle(self) -> tuple[Explanation, ...]:
        """Rows that explain nothing; of a text with missing pages that is not known."""
        return self.reading.idle if self.complete else ()

    @property
    def sound(self) -> bool:
        """Whether nothing is missed, left over, missing, in doubt or idle."""
        told = (self.missed, self.leftovers, self.reading.outline.doubtful, self.idle)
        return self.complete and not any(told)
