"""What the two sides of a check come to, in words: units, intervals, and how far apart they are."""

from __future__ import annotations

from decimal import Decimal

from metrics.locale import Lang, text
from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.reconciliation.model import Check
from metrics.reconciliation.terms import MOST_NAMED
from metrics.tables.dataset import Tables
from metrics.wording.intervals import interval_words

# Where observed is computed too, and not the claim as it is printed.
_COMPUTED = frozenset({"shared_base", "denominator", "weight", "distinct", "not_before"})
# Counts below this are told to the last one.
FEW = 10_000
# What the whole of a ratio is counted in, where it is not the unit of the part.
_WHOLES = {"patents_per_10k": "people"}


def pattern(check: Check) -> str:
    """Name the message that says a check: of its kind, or of a case that needs other words."""
    expected, kind = check.outcome.expected, check.relation.kind
    if expected.lo is None and expected.hi is None:
        return "open"
    if kind in ("sum", "years_total"):
        terms = len(check.right)
        return kind if 1 < terms <= MOST_NAMED else "alike" if terms == 1 else "added"
    if kind == "change" and check.right[0].first.definition.measure == "rank":
        return "rank_change"
    return kind


def expected_words(tables: Tables, check: Check, lang: Lang) -> str:
    """Tell what follows from the right side, to a digit more than the claim has.

    Parameters
    ----------
    tables : Tables
        With the units.
    check : Check
        The check.
    lang : str
        Language of the words.

    Returns
    -------
    str
        An interval in the unit of the claim; of a change, that it is a fall.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.relation.id == "gii-gain-2022")
    >>> expected_words(tables, check, "en")
    'up 23 places'
    """
    finest = Decimal(0) if computed(check) else _claimed(check) / 10
    expected = check.outcome.expected
    if pattern(check) in ("change", "rank_change"):
        return change_words(tables, check, expected, lang, finest)
    return interval_words(expected, unit_of(tables, check), lang, finest)


def observed_words(tables: Tables, check: Check, lang: Lang) -> str:
    """Tell what the left side says, or what follows from it.

    Parameters
    ----------
    tables : Tables
        With the units.
    check : Check
        The check.
    lang : str
        Language of the words.

    Returns
    -------
    str
        An interval in the unit of the claim.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.relation.id == "gii-gain-2022")
    >>> observed_words(tables, check, "en")
    '24 places'
    """
    return interval_words(check.outcome.observed, unit_of(tables, check), lang)


def change_words(
    tables: Tables, check: Check, change: Interval, lang: Lang, finest: Decimal = Decimal(0)
) -> str:
    """Tell a change: a fall is told as one, where it is sure.

    Parameters
    ----------
    tables : Tables
        With the units.
    check : Check
        The check that the change is of.
    change : Interval
        In the unit of the claim; of a rank, the places gained.
    lang : str
        Language of the words.
    finest : Decimal
        Worth of the last digit that is told; 0 for all there are.

    Returns
    -------
    str
        Size and direction.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.relation.id == "gii-gain-2022")
    >>> change_words(tables, check, Interval.point(Decimal(-2)), "en")
    'down 2 places'
    """
    fell = change.hi is not None and change.hi < 0
    size = interval_words(-change if fell else change, unit_of(tables, check), lang, finest)
    rank = pattern(check) == "rank_change"
    if not fell:
        return text(lang)("reconcile.moved.places_up", size=size) if rank else size
    down = "places_down" if rank else "down"
    return text(lang)(f"reconcile.moved.{down}", size=size)


def _claimed(check: Check) -> Decimal:
    """Tell the worth of the last digit of the claim."""
    return max((o.figure.last_digit_unit for t in check.left for o in t.parts), default=Decimal(0))


def computed(check: Check) -> bool:
    """Tell whether the left side is not the claim as printed, but follows from it."""
    return check.relation.kind in _COMPUTED


def unit_of(tables: Tables, check: Check) -> Unit | None:
    """Find what the two intervals are in; places in a ranking and pairs are plain numbers."""
    kind = check.relation.kind
    if kind in ("distinct", "rank", "same_base"):
        return None
    if kind == "shared_base":
        return check.right[0].first.definition.unit
    if kind == "denominator":
        ratio = check.right[0].first.definition.unit.id
        return tables.units[_WHOLES[ratio]] if ratio in _WHOLES else _own(check)
    return _own(check)


def _own(check: Check) -> Unit:
    return check.left[0].first.definition.unit


def gap_words(tables: Tables, check: Check, lang: Lang) -> str:
    """Tell how far apart the nearest ends are; empty where the two meet or touch.

    Parameters
    ----------
    tables : Tables
        With the units.
    check : Check
        The check.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Two digits are enough; a small count is told as it is, and a share in percentage points.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> check = next(c for c in reconcile(tables) if c.relation.id == "gii-gain-2022")
    >>> gap_words(tables, check, "en")
    '1 place'
    """
    gap = check.outcome.gap
    if gap is None:
        return ""
    unit = unit_of(tables, check)
    if unit is not None and unit.id == "percent":
        unit = tables.units["percentage_points"]
    # How far apart they are needs two digits; a small count is told as it is.
    counted = gap == gap.to_integral_value() and gap < FEW
    finest = Decimal(0) if counted else Decimal(1).scaleb(gap.adjusted() - 1)
    rounded = gap if counted else (gap / finest).to_integral_value() * finest
    return interval_words(Interval.point(rounded), unit, lang, finest)
