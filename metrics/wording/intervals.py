"""Intervals in signs and in words: rounded outward, with the digits that a reader takes in."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from metrics.locale import Lang, text
from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.wording.numbers import Scale, number_text, places_of, scale_of, unit_words, value_words

# How fine an interval is written, by its width.
FINE = Decimal("0.01")
# Signs are read more slowly than words, and may have more of them.
MOST_IN_SIGNS = 9
# Counts below this are told to the last one.
COUNTED = Decimal(10**8)
# A reader takes in no more digits than these.
MOST_DIGITS = 5
_BEFORE = re.compile(r"^[A-Z]+ ")


def span(interval: Interval) -> str:
    """Write an interval as mathematics does, rounded outward to a hundredth of its width.

    Examples
    --------
    >>> span(Interval(Decimal(40), None)), span(Interval(Decimal("16.75"), Decimal("16.85")))
    ('[40, ∞)', '[16.75, 16.85]')
    """
    if interval.lo is None and interval.hi is None:
        return "(−∞, ∞)"
    lo, hi, _ = _outward(interval, digits=MOST_IN_SIGNS)
    if lo is not None and interval.lo == interval.hi:
        return plain(lo)
    opening = "(−∞" if lo is None else ("(" if interval.lo_open else "[") + plain(lo)
    closing = "∞)" if hi is None else plain(hi) + (")" if interval.hi_open else "]")
    return f"{opening}, {closing}"


def interval_words(
    interval: Interval, unit: Unit | None, lang: Lang, finest: Decimal = Decimal(0)
) -> str:
    """Write an interval so that it can be read out.

    Parameters
    ----------
    interval : Interval
        In the base unit.
    unit : Unit, optional
        None for a plain number.
    lang : str
        Language of the words.
    finest : Decimal
        Worth of the last digit that is worth telling.

    Returns
    -------
    str
        As a bound where a side is open.

    Examples
    --------
    >>> percent = Unit("percent", "measured", ("%",), "%", "%")
    >>> found = Interval(Decimal("12.3784"), Decimal("12.3793"))
    >>> interval_words(found, percent, "en"), interval_words(found, percent, "en", Decimal("0.01"))
    ('12.378% to 12.380%', '12.38%')
    """
    say = text(lang)
    lo, hi, step = _outward(interval, finest)
    known = [end for end in (lo, hi) if end is not None]
    if not known:
        return say("interval.any")
    scale = None if unit is None else scale_of(max(known, key=abs), unit, lang)

    def words(value: Decimal) -> str:
        return _words(value, step, unit, scale, lang)

    if lo is None or hi is None:
        return say(f"reconcile.bound.{_bound(interval)}", value=words(known[0]))
    if lo == hi:
        return words(lo)
    after = "" if unit is None or scale is None else unit_words(scale, unit, lang)[1]
    return _range(words(lo), words(hi), "" if after == "%" else after, lang)


def plain(value: Decimal) -> str:
    """Write a number without a unit, the same in both languages."""
    return number_text(value, places_of(value), "en")


def _words(
    value: Decimal, step: Decimal, unit: Unit | None, scale: Scale | None, lang: Lang
) -> str:
    if unit is None:
        return number_text(value, places_of(value), lang)
    return str(value_words(value, step, unit, lang, scale))


def _range(first: str, last: str, after: str, lang: Lang) -> str:
    """Return both ends, the unit said once."""
    if last.endswith(after):
        first = first.removesuffix(after)
    before = _BEFORE.match(first)
    return text(lang)(
        "reconcile.range", lo=first, hi=last.removeprefix(before[0] if before else "")
    )


def _bound(interval: Interval) -> str:
    if interval.lo is not None:
        return "above" if interval.lo_open else "at_least"
    return "below" if interval.hi_open else "at_most"


def _step(interval: Interval, finest: Decimal, digits: int) -> Decimal:
    """Return the worth of the last digit to show.

    A part of the width, and no more digits than are read.
    """
    ends = [end for end in (interval.lo, interval.hi) if end]
    size = max((abs(end) for end in ends), default=Decimal(1))
    least = max(Decimal(1).scaleb(size.adjusted() - digits + 1), finest)
    if interval.one_sided or not interval.width:
        exact = [Decimal(1).scaleb(int(end.normalize().as_tuple().exponent)) for end in ends]
        step = min(exact, default=Decimal(1))
        # A count is told to the last one, an amount of money is not.
        whole = step >= 1 and (not interval.one_sided or size < COUNTED)
        return step if whole and step >= finest else max(step, least)
    return max(Decimal(1).scaleb(interval.width.adjusted()) * FINE, least)


def _outward(
    interval: Interval, finest: Decimal = Decimal(0), digits: int = MOST_DIGITS
) -> tuple[Decimal | None, Decimal | None, Decimal]:
    """Round the ends away from each other, and give the worth of their last digit.

    Of an interval narrower than that digit both ends are the rounded value.
    """
    step = _step(interval, finest, digits)

    def off(value: Decimal | None, mode: str) -> Decimal | None:
        return None if value is None else (value / step).to_integral_value(mode) * step

    lo, hi = off(interval.lo, ROUND_HALF_UP), off(interval.hi, ROUND_HALF_UP)
    if lo is not None and lo == hi and (finest or interval.lo == interval.hi):
        return lo, lo, step
    lo, hi = off(interval.lo, ROUND_FLOOR), off(interval.hi, ROUND_CEILING)
    # Closing zeros that both ends have say nothing.
    zeros = [int(end.normalize().as_tuple().exponent) for end in (lo, hi) if end]
    return lo, hi, max(step, Decimal(1).scaleb(min(zeros, default=0)))
