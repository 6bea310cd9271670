"""Figures in words: with qualifier and unit, as bounds and as intervals."""

from __future__ import annotations

from decimal import Decimal

from metrics.locale import Lang, text
from metrics.model.figure import Figure, known, places_allowed
from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.printed.qualifiers import ONE_SIDED
from metrics.wording.numbers import (
    Scale,
    Words,
    number_text,
    ordinal,
    places_of,
    singular,
    unit_words,
    value_words,
)


def figure_words(
    figure: Figure, unit: Unit, lang: Lang, *, rank: bool = False, scale: Scale | None = None
) -> Words:
    """Write a published figure with its qualifier and unit.

    Parameters
    ----------
    figure : Figure
        As it is printed.
    unit : Unit
        Of the value.
    lang : str
        Language of the words.
    rank : bool
        Whether it is a place, written as an ordinal.
    scale : Scale, optional
        That of the value by default.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> from metrics.model.figure import Figure
    >>> marks = Unit("trademarks", "count", ("件",), "件", "trademarks")
    >>> over = Figure(Decimal(30000000), "突破3000万件", "over", Decimal(10000), False)
    >>> str(figure_words(over, marks, "zh")), str(figure_words(over, marks, "en"))
    ('超3,000万件', 'more than 30 million trademarks')
    """
    if rank:
        words = ordinal(figure.value, lang)
    else:
        most = MOST_DIGITS - 2 if unit.quantity == "money" else MOST_DIGITS
        words = value_words(figure.value, shown_resolution(figure, most), unit, lang, scale)
    return qualified(words, figure.qualifier, lang)


# Eight digits tell a count to the last one of ten million; money is told to six.
MOST_DIGITS = 8


def shown_resolution(figure: Figure, most: int = MOST_DIGITS) -> Decimal:
    """Return the worth of the last digit to show.

    A bound is a round number and drops its closing zeros; a number with more digits than a reader
    takes in is cut to ``most`` of them.
    """
    if not figure.value:
        return figure.last_digit_unit
    shown = max(figure.last_digit_unit, Decimal(1).scaleb(figure.value.adjusted() - most + 1))
    if not figure.one_sided:
        return shown
    exponent = int(figure.value.normalize().as_tuple().exponent)
    return max(shown, Decimal(1).scaleb(exponent))


def qualified(words: Words, qualifier: str, lang: Lang) -> Words:
    """Add the words of a qualifier.

    Of a negative number they place it on the line, as “nearly −3%” may be taken for less.

    Parameters
    ----------
    words : Words
        The number; a negative one begins with a minus.
    qualifier : str
        Its code, as of the number with its sign.
    lang : str
        Language of the words.

    Returns
    -------
    Words
        With the qualifier before or after.

    Examples
    --------
    >>> [str(qualified(Words("", number, "%"), "near", "en")) for number in ("−3", "3")]
    ['below −3%', 'nearly 3%']
    """
    say = text(lang)
    if qualifier in ONE_SIDED and words.number.startswith("\N{MINUS SIGN}"):
        qualifier = f"{qualifier}_negative"
    before = say(f"qualifier.{qualifier}.before")
    after = say(f"qualifier.{qualifier}.after")
    return Words(before + words.before, words.number, words.after + after)


def interval_text(interval: Interval, unit: Unit, lang: Lang) -> str:
    """Write an interval in full base units: 4,211,500–4,212,500件.

    Parameters
    ----------
    interval : Interval
        In the base unit.
    unit : Unit
        Of the value.
    lang : str
        Language of the words.

    Returns
    -------
    str
        In words where a side is open.

    Examples
    --------
    >>> from metrics import load
    >>> point = load().series("satisfaction").points[0]
    >>> interval_text(point.figure.interval, point.definition.unit, "en")
    '63.685–63.695 points'
    """
    say = text(lang)
    before, after = unit_words(Scale(0, ""), unit, lang)

    def plain(value: Decimal) -> str:
        return before + number_text(value, places_of(value), lang)

    if interval.lo is None and interval.hi is None:
        return say("interval.any")
    if interval.lo is None:
        key = "interval.below" if interval.hi_open else "interval.at_most"
        return say(key, value=plain(known(interval.hi)) + after)
    if interval.hi is None:
        key = "interval.above" if interval.lo_open else "interval.at_least"
        return say(key, value=plain(interval.lo) + after)
    if interval.lo == interval.hi:
        return plain(interval.lo) + after
    return say("interval.range", lo=plain(interval.lo), hi=plain(interval.hi)) + after


def derived_words(
    interval: Interval, unit_text: str, lang: Lang, most: int, value: Decimal | None = None
) -> Words:
    """Write a derived value, as a bound where it is one, with the digits its interval allows.

    Parameters
    ----------
    interval : Interval
        Of the absolute value; at least one side is known.
    unit_text : str
        What stands behind the number.
    lang : str
        Language of the words.
    most : int
        Most decimals to show.
    value : Decimal, optional
        What the printed figures give; the middle of the interval where it is not known.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> growth = Interval(Decimal("57.13"), Decimal("57.19"))
    >>> str(derived_words(growth, "%", "en", 1, Decimal("57.16")))
    '57.2%'
    >>> str(derived_words(Interval(Decimal(40), None), "%", "en", 1))
    'at least 40.0%'
    >>> str(derived_words(Interval(Decimal("0.036"), Decimal("0.038")), "%", "en", 1))
    '0.04%'
    """
    places = places_allowed(interval, most)
    if interval.lo is not None and interval.hi is not None:
        middle = (interval.lo + interval.hi) / 2 if value is None else value
        if middle and not round(middle, places):
            # What is small is not nothing: its first digit is shown.
            places = places_allowed(interval, -middle.adjusted())
        number = number_text(middle, places, lang)
        return Words("", number, singular(number, unit_text))
    if interval.lo is not None:
        floor = interval.lo.quantize(Decimal(1).scaleb(-places), "ROUND_FLOOR")
        qualifier = "over" if interval.lo_open or floor < interval.lo else "at_least"
        return qualified(Words("", number_text(floor, places, lang), unit_text), qualifier, lang)
    ceiling = known(interval.hi).quantize(Decimal(1).scaleb(-places), "ROUND_CEILING")
    words = Words("", number_text(ceiling, places, lang), unit_text)
    qualifier = "near" if interval.hi_open or ceiling > known(interval.hi) else "at_most"
    return qualified(words, "below" if qualifier == "near" else qualifier, lang)


def difference_words(
    interval: Interval, unit_text: str, lang: Lang, most: int, value: Decimal | None
) -> Words:
    """Write a difference so that it agrees with the two numbers beside it.

    Where its interval does not allow all their digits, it is said to be about that much.

    Parameters
    ----------
    interval : Interval
        Of the absolute difference; at least one side is known.
    unit_text : str
        What stands behind the number.
    lang : str
        ``zh`` or ``en``.
    most : int
        Most decimals to show.
    value : Decimal, optional
        What the printed figures give, without its sign.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> fall = Interval(Decimal("7.05"), Decimal("8.15"))  # from 22.6 to 15 months
    >>> str(difference_words(fall, " months", "en", 1, Decimal("7.6")))
    'about 7.6 months'
    >>> sure = Interval(Decimal("6.8"), Decimal("7.0"))
    >>> str(difference_words(sure, "个月", "zh", 1, Decimal("6.9")))
    '6.9个月'
    """
    if value is None or interval.one_sided:
        return derived_words(interval, unit_text, lang, most, value)
    beside = min(most, places_of(value))
    if beside <= places_allowed(interval, most):
        return derived_words(interval, unit_text, lang, most, value)
    number = number_text(value, beside, lang)
    return qualified(Words("", number, singular(number, unit_text)), "about", lang)
