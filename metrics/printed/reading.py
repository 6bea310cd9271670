"""Figures as printed: value, worth of the last digit, qualifier, sign and unit words.

A printed figure is kept with its digits: ``421.2万件`` stands for 4,211,500 to 4,212,500 and
``超3000万件`` for anything above thirty million. All arithmetic is exact. A form is read whole or
refused: a number, a word of quantity or a word before the number that is not understood is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from metrics.printed.amounts import Amount, amounts
from metrics.printed.interval import Interval
from metrics.printed.lexicon import (
    ARRIVING,
    MONTH_UNITS,
    MULTIPLE_UNITS,
    YEAR_UNITS,
    Qualifier,
    narrow,
)
from metrics.printed.masking import HIDDEN, masked, without_bases
from metrics.printed.numerals import any_of
from metrics.printed.qualifiers import interval_of, turned, words_before
from metrics.printed.refused import PrintedError
from metrics.printed.sides import After, Before, after, before, qualifier_of

_ARRIVAL = re.compile(any_of(ARRIVING), re.IGNORECASE)
_YEARS = re.compile(any_of(YEAR_UNITS), re.IGNORECASE)
_HUNDRED = Decimal(100)
_MONTHS = Decimal(12)


@dataclass(frozen=True)
class Reading:
    """What a printed form says.

    Parameters
    ----------
    value : Decimal
        The number with its sign: of a fall it is negative.
    last_digit_unit : Decimal
        Worth of its last printed digit.
    qualifier : str
        As of the value with its sign: a fall of more than 3 % is near −3, which is below it.
    tail, head : str
        What stands behind the number, its unit first, and the currency before it.
    repeating : bool
        Whether it is a fraction that may have no end as a decimal.
    beyond : Decimal, optional
        What 余 and 多 stay this side of.
    multiple : bool
        Whether it says how many times as much there is, in per cent more: doubled, 增长1倍.
    """

    value: Decimal
    last_digit_unit: Decimal
    qualifier: Qualifier
    tail: str
    head: str = ""
    repeating: bool = False
    beyond: Decimal | None = None
    multiple: bool = False

    @property
    def interval(self) -> Interval:
        """All values that it may stand for, as of something measured."""
        return interval_of(self.value, self.qualifier, self.last_digit_unit, beyond=self.beyond)

    def in_unit(self, classifiers: Sequence[str]) -> Reading:
        """Read growth by multiples as the multiple where the unit is one, and years as months.

        Examples
        --------
        >>> read_printed("翻一番").value, read_printed("翻一番").in_unit(["倍"]).value
        (Decimal('100'), Decimal('2'))
        >>> read_printed("over 3 years").in_unit(["个月", "month"]).value
        Decimal('36')
        """
        years = _YEARS.match(self.tail)
        if years and set(classifiers) & set(MONTH_UNITS):
            return replace(
                self,
                value=self.value * _MONTHS,
                last_digit_unit=self.last_digit_unit * _MONTHS,
                beyond=None if self.beyond is None else self.beyond * _MONTHS,
                tail=MONTH_UNITS[0] + self.tail[years.end() :],
            )
        if not self.multiple or not set(classifiers) & set(MULTIPLE_UNITS):
            return self
        return replace(
            self,
            value=self.value / _HUNDRED + 1,
            last_digit_unit=self.last_digit_unit / _HUNDRED,
            beyond=None if self.beyond is None else self.beyond / _HUNDRED + 1,
            tail=MULTIPLE_UNITS[0] + self.tail.removeprefix("%"),
            multiple=False,
        )


def read_printed(printed: str) -> Reading:
    """Read a printed figure whole.

    Raises
    ------
    PrintedError
        Naming what was not understood.

    Examples
    --------
    >>> read_printed("4868.8亿元")
    Reading(value=Decimal('486880000000.0'), last_digit_unit=Decimal('10000000.0'), \
qualifier='exact', tail='元', head='', repeating=False, beyond=None, multiple=False)
    >>> read_printed("40%以上").qualifier, read_printed("fell by more than 3%").interval.hi
    ('at_least', Decimal('-3'))
    >>> read_printed("RMB 151.5 billion").head, read_printed("低于2014年0.71分").value
    ('RMB', Decimal('-0.71'))
    """
    # Most figures of tables are digits alone, which no word can make anything else; only many
    # zeros at the end may be rounded.
    plain = printed.isascii() and printed.isdecimal() and not printed.endswith("000")
    if plain and (printed[0] != "0" or printed == "0"):
        return Reading(Decimal(printed), Decimal(1), "exact", "")
    return read_words(printed)


@lru_cache(maxsize=8192)
def read_words(printed: str) -> Reading:
    """Read a printed figure whole by its words; digits alone are read so too.

    Raises
    ------
    PrintedError
        Naming what was not understood.

    Examples
    --------
    >>> read_words("5189") == read_printed("5189")
    True
    """
    text = narrow(printed)
    clear = masked(text)
    found = amounts(clear)
    if len(found) > 1:
        clear = without_bases(clear)
        found = amounts(clear)
    if not found and HIDDEN in clear:
        raise PrintedError("year", text)
    amount, start = _meant(found, clear)
    front = before(clear[start : amount.start])
    back = after(clear[amount.end :], text[amount.end :])
    falling = _falls(front, back, amount)
    amount = amount.grown(rising=front.rising or back.rising, falling=falling)
    if back.more:
        amount = replace(amount, number=amount.number.blurred("over"))
    qualifier = qualifier_of(amount, (*front.qualifiers, *back.qualifiers), minus=front.minus)
    value, beyond = amount.number.value, amount.number.beyond
    if falling or front.minus:
        value, beyond = -value, None if beyond is None else -beyond
    return Reading(
        value,
        amount.number.step,
        turned(qualifier) if falling else qualifier,
        f"{amount.unit} {back.text}".strip() if amount.unit.isalpha() else amount.unit + back.text,
        front.currency,
        amount.repeating,
        beyond,
        amount.multiple,
    )


def _falls(front: Before, back: After, amount: Amount) -> bool:
    """Tell whether words say that it fell; a minus beside them says it twice."""
    behind = amount.falling or (back.falling and not front.rising)
    if behind and front.minus:
        raise PrintedError("direction", "-")
    return front.falling or behind


def _meant(found: Sequence[Amount], clear: str) -> tuple[Amount, int]:
    """Choose the amount that a form is about, and where its words begin.

    Of a movement it is the place of arrival: 由第11位升至第9位.
    """
    if not found:
        raise PrintedError("none")
    if len(found) == 1:
        return found[0], 0
    first, last = found[0], found[1]
    arrivals = list(_ARRIVAL.finditer(clear, first.end, last.start))
    if len(found) > 2 or not arrivals or not _leaves(clear[: first.start]):
        raise PrintedError("two", clear[last.start : last.end])
    return last, arrivals[-1].start()


def _leaves(words: str) -> bool:
    """Tell whether the words before a number name it as the place of departure."""
    return any(p.role == "leaving" for p in words_before(words))


def agrees(reading: Reading, value: Decimal) -> bool:
    """Tell whether a keyed value is what the printed form says.

    A fraction (1/3) has no end as a decimal; the value must be its rounding.

    Examples
    --------
    >>> agrees(read_printed("1/3"), Decimal("33.3")), agrees(read_printed("-3%"), Decimal(3))
    (True, False)
    """
    if not reading.repeating:
        return reading.value == value
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent))
    return reading.value.quantize(step, ROUND_HALF_UP) == value
