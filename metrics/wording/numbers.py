"""The one formatter of numbers, for both languages.

Chinese counts in 万 and 亿, English in million and billion; a published figure keeps the digits it
was printed with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from metrics.locale import Lang, text
from metrics.model.unit import Unit


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

    @property
    def apart(self) -> tuple[str, str]:
        """Number and unit for columns of their own; an ordinal keeps its ending.

        Examples
        --------
        >>> Words("", "1", "st").apart, Words("CNY ", "854", " billion").apart
        (('1st', ''), ('CNY 854', 'billion'))
        """
        ending = self.after if self.after.isascii() and self.after.isalpha() else ""
        return self.before + self.number + ending, self.after.removeprefix(ending).strip()


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
    """Say how many decimals a value has, closing zeros aside.

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


def join_words(items: Sequence[str], lang: Lang) -> str:
    """Join items of a list."""
    return text(lang)("list.comma").join(items)


ABBREVIATED = {" trillion": " tn", " billion": " bn"}


def abbreviated(value: Words) -> Words:
    """Write large steps of English in short, as a headline or a table has room for.

    Examples
    --------
    >>> str(abbreviated(Words("CNY ", "853.99", " billion")))
    'CNY 853.99 bn'
    """
    after = value.after
    for word, short in ABBREVIATED.items():
        after = after.replace(word, short)
    return replace(value, after=after)
