"""The two intervals of a check side by side: where they meet, or how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metrics.locale import Lang, text
from metrics.printed.interval import Interval
from metrics.reconciliation.model import Check
from metrics.reconciliation.outcomes import computed, expected_words, gap_words, observed_words
from metrics.reconciliation.wording import cited
from metrics.tables.dataset import Tables

# Paper left beyond the outermost end, as a share of the distance between the outermost ones.
MARGIN = Decimal("0.2")
# Narrower than this share of the picture, an interval is drawn as a point.
POINT = Decimal("0.008")


@dataclass(frozen=True)
class Bar:
    """One interval on the common scale.

    Parameters
    ----------
    label, words : str
        What it is, and its ends in words.
    start, end : float
        Shares of the width of the picture, from the left; an open side runs to the edge.
    open_left, open_right : bool
        Whether a side is unbounded.
    point : bool
        Whether it is too narrow for a bar.
    """

    label: str
    words: str
    start: float
    end: float
    open_left: bool
    open_right: bool
    point: bool


@dataclass(frozen=True)
class Picture:
    """Two intervals on one scale.

    Parameters
    ----------
    expected, observed : Bar
        What follows from the other figures, and what is printed.
    shared : tuple of float, optional
        Where both are, as shares of the width; None where they miss each other.
    result : str
        Whether they meet, or how far apart they are; or that they are not compared.
    both_follow : bool
        Whether what is observed is no printed claim, but follows from figures too.
    """

    expected: Bar
    observed: Bar
    shared: tuple[float, float] | None
    result: str
    both_follow: bool = False

    @property
    def bars(self) -> tuple[Bar, Bar]:
        """The two in the order in which they are told: where both follow, as the sentence does."""
        bars = self.expected, self.observed
        return bars[::-1] if self.both_follow else bars


def picture(tables: Tables, check: Check, lang: Lang) -> Picture | None:
    """Draw a check; None where neither interval has an end.

    Parameters
    ----------
    tables : Tables
        With the units and names that the words need.
    check : Check
        Also one whose figures are not comparable: its intervals are drawn, and not judged.
    lang : str
        Language of the words.

    Returns
    -------
    Picture or None
        Ends are shares of the width of the picture.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.relation.id == "gii-gain-2022")
    >>> drawn = picture(tables, check, "en")
    >>> drawn.result, drawn.expected.words, drawn.expected.start < drawn.observed.start
    ('the two do not meet; 1 place apart', 'up 23 places', True)
    """
    expected, observed = check.outcome.expected, check.outcome.observed
    ends = [e for i in (expected, observed) for e in (i.lo, i.hi) if e is not None]
    if not ends:
        return None
    least, most = min(ends), max(ends)
    room = (most - least) * MARGIN or Decimal(1)
    left, width = least - room, most - least + 2 * room

    def share(value: Decimal | None, edge: float) -> float:
        return edge if value is None else round(float((value - left) / width), 4)

    def bar(interval: Interval, label: str, words: str) -> Bar:
        start, end = share(interval.lo, 0.0), share(interval.hi, 1.0)
        wide = end - start >= POINT
        return Bar(label, words, start, end, interval.lo is None, interval.hi is None, not wide)

    labels = _labels(tables, check, lang)
    both = (
        bar(expected, labels[0], expected_words(tables, check, lang)),
        bar(observed, labels[1], observed_words(tables, check, lang)),
    )
    intersects = check.outcome.intersects and not check.reason
    shared = (max(b.start for b in both), min(b.end for b in both)) if intersects else None
    return Picture(*both, shared, _result(tables, check, lang), computed(check))


def _result(tables: Tables, check: Check, lang: Lang) -> str:
    say = text(lang)
    if check.reason:
        return say("checks.apart")
    if check.outcome.intersects:
        return say("checks.meet")
    gap = gap_words(tables, check, lang)
    return say("checks.gap", gap=gap) if gap else say("checks.miss")


def _labels(tables: Tables, check: Check, lang: Lang) -> tuple[str, str]:
    say = text(lang)
    if check.relation.kind == "same":
        return cited(tables, check, lang)
    if computed(check):
        return say("checks.second"), say("checks.first")
    return say("checks.expected"), say("checks.printed")
