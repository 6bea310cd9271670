"""The one formatter of numbers, for both languages.

Chinese counts in 万 and 亿, English in million and billion; a published figure keeps the digits it
was printed with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from metrics.locale import Lang, text
from metrics.model.figure import Figure, known, places_allowed
from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.printed.qualifiers import ONE_SIDED


@dataclass(frozen=True)
class Scale:
    """A power of ten with its word, shared by all values of one axis."""

    exponent: int
    word: str


@dataclass(frozen=True)
class Words:
    """A formatted figure in parts, so that the number can be set larger than its unit."""

    before: str
    number: str
    after: str

    def __str__(self) -> str:
        return self.before + self.number + self.after


_STEPS: dict[Lang, tuple[tuple[int, str], ...]] = {
    "zh": ((8, "亿"), (4, "万")),
    "en": ((12, "trillion"), (9, "billion"), (6, "million")),
}


def scale_of(size: Decimal, unit: Unit, lang: Lang) -> Scale:
    """Choose the scale for a value or for the largest value of an axis.

    Parameters
    ----------
    size : Decimal
        In the base unit.
    unit : Unit
        Of the value.
    lang : str
        Language of the words.

    Returns
    -------
    Scale
        None, with an empty word, where the unit is not told in large steps.

    Examples
    --------
    >>> from metrics import load
    >>> yuan = load().series("pledge_financing").definition.unit
    >>> scale_of(Decimal("853990000000"), yuan, "zh"), scale_of(Decimal("853990000000"), yuan, "en")
    (Scale(exponent=8, word='亿'), Scale(exponent=9, word='billion'))
    """
    size = abs(size)
    if not unit.large:
        return Scale(0, "")
    steps = _STEPS[lang]
    if lang == "zh" and unit.quantity == "money":
        steps = ((12, "万亿"), *steps)
    for exponent, word in steps:
        if size >= Decimal(10) ** exponent:
            return Scale(exponent, word)
    return Scale(0, "")


# The same numbers are written on many pages, in tables and in sentences.
@lru_cache(maxsize=20_000)
def number_text(value: Decimal, places: int, lang: Lang) -> str:
    """Write a plain number with thousands separators and a fixed number of decimals.

    Parameters
    ----------
    value : Decimal
        As it is to stand.
    places : int
        Decimals; a half is rounded up.
    lang : str
        Language of the words.

    Returns
    -------
    str
        With a true minus where it is negative.

    Examples
    --------
    >>> number_text(Decimal("4868.8"), 1, "zh")
    '4,868.8'
    """
    pattern = "#,##0" + ("." + "0" * places if places > 0 else "")
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return format_decimal(rounded, format=pattern, locale=lang).replace("-", "\N{MINUS SIGN}")


def places_of(value: Decimal) -> int:
    """How many decimals a value has, closing zeros aside.

    Examples
    --------
    >>> places_of(Decimal("12.50")), places_of(Decimal("3E+5"))
    (1, 0)
    """
    return max(0, -int(value.normalize().as_tuple().exponent))


def scaled_text(value: Decimal, last_digit_unit: Decimal, scale: Scale, lang: Lang) -> str:
    """Write a value in a scale with the digits that its resolution allows.

    Parameters
    ----------
    value : Decimal
        In the base unit.
    last_digit_unit : Decimal
        Worth of its last digit, in the base unit.
    scale : Scale
        Power of ten and its word.
    lang : str
        Language of the words.

    Returns
    -------
    str
        The number alone.

    Examples
    --------
    >>> scaled_text(Decimal("486880000000"), Decimal("10000000"), Scale(8, "亿"), "zh")
    '4,868.8'
    """
    places = max(0, scale.exponent - last_digit_unit.normalize().adjusted())
    return number_text(value.scaleb(-scale.exponent), places, lang)


def unit_words(scale: Scale, unit: Unit, lang: Lang) -> tuple[str, str]:
    """Give what stands before and after a number of a unit.

    Parameters
    ----------
    scale : Scale
        Power of ten and its word.
    unit : Unit
        Of the value.
    lang : str
        Language of the words.

    Returns
    -------
    tuple of str
        Before and after, with the blanks that belong there.

    Examples
    --------
    >>> from metrics import load
    >>> yuan = load().series("pledge_financing").definition.unit
    >>> unit_words(Scale(9, "billion"), yuan, "en"), unit_words(Scale(8, "亿"), yuan, "zh")
    (('CNY ', ' billion'), ('', '亿元'))
    """
    if lang == "zh":
        return "", scale.word + unit.name_zh
    word = f" {scale.word}" if scale.word else ""
    if unit.quantity == "money":
        return f"{unit.name_en} ", word
    return "", word + (unit.name_en if unit.id == "percent" else f" {unit.name_en}")


def axis_unit(scale: Scale, unit: Unit, lang: Lang) -> str:
    """Name the unit of an axis: 万件, million patents, CNY billion.

    Parameters
    ----------
    scale : Scale
        Power of ten and its word.
    unit : Unit
        Of the value.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Without a number.

    Examples
    --------
    >>> from metrics import load
    >>> yuan = load().series("pledge_financing").definition.unit
    >>> axis_unit(Scale(9, "billion"), yuan, "en")
    'CNY billion'
    """
    if lang == "zh":
        return scale.word + unit.name_zh
    if unit.quantity == "money":
        return f"{unit.name_en} {scale.word}".strip()
    return f"{scale.word} {unit.name_en}".strip()


def ordinal(value: Decimal, lang: Lang) -> Words:
    """Write a rank: 第11位, 11th."""
    n = int(value)
    if lang == "zh":
        return Words("第", str(n), "位")
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return Words("", str(n), ending)


def value_words(
    value: Decimal, last_digit_unit: Decimal, unit: Unit, lang: Lang, scale: Scale | None = None
) -> Words:
    """Write a value with its unit, without a qualifier.

    Parameters
    ----------
    value : Decimal
        In the base unit.
    last_digit_unit : Decimal
        Worth of its last digit, in the base unit.
    unit : Unit
        Of the value.
    lang : str
        Language of the words.
    scale : Scale, optional
        That of the value by default.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> from metrics import load
    >>> yuan = load().series("pledge_financing").definition.unit
    >>> str(value_words(Decimal("486880000000"), Decimal("10000000"), yuan, "en"))
    'CNY 486.88 billion'
    """
    scale = scale or scale_of(value, unit, lang)
    before, after = unit_words(scale, unit, lang)
    number = scaled_text(value, last_digit_unit, scale, lang)
    return Words(before, number, singular(number, after) if lang == "en" else after)


def singular(number: str, name: str) -> str:
    """Name one thing in English."""
    return name.removesuffix("s") if number == "1" else name


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
    """Worth of the last digit to show.

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
    """
    places = places_allowed(interval, most)
    if interval.lo is not None and interval.hi is not None:
        middle = (interval.lo + interval.hi) / 2 if value is None else value
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


def join_words(items: Sequence[str], lang: Lang) -> str:
    """Join items of a list."""
    return text(lang)("list.comma").join(items)
