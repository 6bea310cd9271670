"""The two intervals of a check side by side: where they meet, or how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metrics.catalogue import Tables
from metrics.figures import Interval
from metrics.reconciliation.model import Check
from metrics.reconciliation.wording import computed, expected_words, gap_words, observed_words
from metrics.text import Lang, text

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
    gap : str
        The distance between them in words; empty where they meet or touch.
    """

    expected: Bar
    observed: Bar
    shared: tuple[float, float] | None
    gap: str


def picture(tables: Tables, check: Check, lang: Lang) -> Picture | None:
    """Draw a check; None where neither interval has an end.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.relation.id == "gii-gain-2022")
    >>> drawn = picture(tables, check, "en")
    >>> drawn.gap, drawn.expected.words, drawn.expected.start < drawn.observed.start
    ('1 place', 'up 23 places', True)
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

    labels = _labels(check, lang)
    both = (
        bar(expected, labels[0], expected_words(tables, check, lang)),
        bar(observed, labels[1], observed_words(tables, check, lang)),
    )
    meets = check.outcome.meets
    shared = (max(b.start for b in both), min(b.end for b in both)) if meets else None
    return Picture(*both, shared, "" if meets else gap_words(tables, check, lang))


def _labels(check: Check, lang: Lang) -> tuple[str, str]:
    say = text(lang)
    if check.relation.kind == "same":
        first, last = (terms[0].first.source.cite(lang) for terms in (check.right, check.left))
        return first, last
    observed = say("checks.other") if computed(check) else say("checks.printed")
    return say("checks.expected"), observed
