"""What a relation is, and what reconciling it tells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from metrics.locale import Lang
from metrics.model.observation import Observation, each_once
from metrics.model.reference import Operand
from metrics.printed.interval import Interval

Verdict = Literal[
    "inconsistent",
    "consistent",
    "reading_ruled_out",
    "revised_base",
    "revised",
    "classified_differently",
    "not_comparable",
    "no_power",
]
# In the order in which a reader wants to see them: what needs an eye stands first.
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
# The two sides have a value in common.
FITS: frozenset[Verdict] = frozenset({"consistent", "no_power"})
# They have none, though they compare.
MISFITS: frozenset[Verdict] = frozenset(VERDICTS) - FITS - {"not_comparable"}
# Status of a statement that is not what its text calls it.
DIFFERS = "D"
# Kinds whose rows tell what is implied, not what is checked.
IMPLIED = "implied_"


@dataclass(frozen=True)
class Relation:
    """One row of relations.csv: which figures constrain which, in one reading of the phrase.

    Parameters
    ----------
    id : str
        Shared by the readings of one phrase.
    kind : str
        Code of the arithmetic.
    left, right : tuple of Operand
        The claim; what it is held against, in the order of the kind.
    reading : str
        How an ambiguous phrase is read; ``plain`` where it is not ambiguous.
    printed, source : str
        The claim and where it is printed, where no series has it.
    name_zh, name_en, unit : str
        Of an implied figure that no series has; the unit also of such a claim.
    misfit : str
        What the two sides are known to differ by, where the tables cannot show it; mostly empty.
    readings : int
        How many readings its phrase has.
    """

    id: str
    kind: str
    left: tuple[Operand, ...]
    right: tuple[Operand, ...]
    reading: str
    printed: str = ""
    source: str = ""
    name_zh: str = ""
    name_en: str = ""
    unit: str = ""
    misfit: str = ""
    explanation_zh: str = ""
    explanation_en: str = ""
    note_zh: str = ""
    note_en: str = ""
    readings: int = 1

    @property
    def implies(self) -> bool:
        """Whether it tells a figure that is printed nowhere."""
        return self.kind.startswith(IMPLIED)

    def explanation(self, lang: Lang) -> str:
        """Tell why the figures do not fit, or why nothing can be told; may be empty."""
        return self.explanation_zh if lang == "zh" else self.explanation_en

    def note(self, lang: Lang) -> str:
        """Tell why the phrase is read so; may be empty."""
        return self.note_zh if lang == "zh" else self.note_en


@dataclass(frozen=True)
class Term:
    """An operand found in the tables: statements that are added, or a plain number."""

    parts: tuple[Observation, ...]
    number: Decimal | None = None

    @property
    def first(self) -> Observation:
        """Its first statement; a plain number has none."""
        return self.parts[0]


@dataclass(frozen=True)
class Outcome:
    """What the figures of the right side predict, and what the left side says."""

    expected: Interval
    observed: Interval

    @property
    def intersects(self) -> bool:
        """Whether some value fits both."""
        return self.expected.intersects(self.observed)

    @property
    def gap(self) -> Decimal | None:
        """How far apart the nearest ends are; None where the two meet or touch.

        Examples
        --------
        >>> own, other = (Interval.point(Decimal(n)) for n in (58990, 59165))
        >>> Outcome(own, other).gap
        Decimal('175')
        """
        for lower, upper in ((self.expected, self.observed), (self.observed, self.expected)):
            if lower.hi is not None and upper.lo is not None and upper.lo > lower.hi:
                return upper.lo - lower.hi
        return None

    @property
    def overlaps(self) -> bool:
        """Whether more than one value fits both, or one that either side states exactly."""
        if not self.intersects:
            return False
        lows = [i.lo for i in (self.expected, self.observed) if i.lo is not None]
        highs = [i.hi for i in (self.expected, self.observed) if i.hi is not None]
        if not lows or not highs or max(lows) < min(highs):
            return True
        return not (self.expected.width and self.observed.width)


@dataclass(frozen=True)
class Check:
    """A relation held against the figures.

    Parameters
    ----------
    relation : Relation
        The row, or one made for two publications of one figure.
    left, right : tuple of Term
        The figures that it names.
    outcome : Outcome
        The two intervals, also where they are not comparable.
    verdict : str
        One of `VERDICTS`.
    reason : str
        Why the figures are not comparable, by its code; else empty.
    vintage : tuple of Observation
        Of what was revised: the statements of another publication with which the claim fits.
    """

    relation: Relation
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    outcome: Outcome
    verdict: Verdict
    reason: str = ""
    vintage: tuple[Observation, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What names it among all checks: its relation and how the phrase is read."""
        return self.relation.id, self.relation.reading

    @property
    def inputs(self) -> tuple[Observation, ...]:
        """Every statement that takes part, each once."""
        parts = (o for term in (*self.left, *self.right) for o in term.parts)
        return each_once(parts)

    @property
    def misses(self) -> bool:
        """Whether the two sides compare and have no value in common."""
        return self.verdict in MISFITS

    @property
    def declared(self) -> bool:
        """Whether a person gave the class of its misfit, not the figures."""
        return self.relation.misfit == self.verdict and not self.vintage

    @property
    def explained(self) -> bool:
        """Whether it needs no explanation, or has one in both languages.

        What does not agree needs one, and so does what a person says is no alarm.
        """
        relation = self.relation
        written = bool(relation.explanation_zh and relation.explanation_en)
        return written or not (self.verdict == "inconsistent" or self.declared)
