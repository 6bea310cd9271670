"""Figures as printed, and the intervals that they stand for.

A printed figure is kept with its digits: ``421.2万件`` stands for 4,211,500 to 4,212,500 and
``超3000万件`` for anything above thirty million. All arithmetic is exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

Qualifier = Literal["exact", "about", "over", "at_least", "near", "at_most"]
ONE_SIDED: frozenset[str] = frozenset({"over", "at_least", "near", "at_most"})

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_ENGLISH = {
    word: n
    for n, words in enumerate(
        ("one first", "two second", "three third", "four fourth", "five fifth", "six sixth"), 1
    )
    for word in words.split()
}
_MULTIPLIERS = {
    "万亿": 10**12,
    "亿": 10**8,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
    "trillion": 10**12,
    "billion": 10**9,
    "million": 10**6,
    "thousand": 10**3,
}
_NUMBER = re.compile(
    r"(?P<fraction>\d+/\d+)"
    r"|(?P<arabic>\d[\d,]*(?:\.\d+)?)"
    r"\s*(?P<times>万亿|亿|万|千|百|trillion|billion|million|thousand)?"
    r"|(?P<chinese>[零〇一二两三四五六七八九十百千万亿]+)"
    r"|(?P<english>\b(?:" + "|".join(_ENGLISH) + r")\b)"
    r"|(?P<first>首)"
)
_YEAR_BESIDE = re.compile(r"\d{4}年(?=.*\d)")
# Longer words stand before the words they contain: 不超过 before 超.
_BEFORE: tuple[tuple[Qualifier, tuple[str, ...]], ...] = (
    ("at_most", ("不超过", "至多", "up to", "at most")),
    ("near", ("不足", "接近", "近", "nearly", "almost")),
    ("at_least", ("不少于", "不低于", "至少", "迈上", "at least")),
    ("over", ("超过", "超", "突破", "逾", "over", "more than", "exceeded", "surpassed", "topped")),
    ("about", ("大约", "约", "about", "around", "approximately")),
)
_AFTER: tuple[tuple[Qualifier, tuple[str, ...]], ...] = (
    ("at_least", ("以上", "or more")),
    ("at_most", ("以内", "以下", "or less")),
)
# Words before a number that turn it into a decrease.
_DOWN = ("低于", "下降", "降低", "减少", "回落", "down")


class PrintedError(ValueError):
    """The printed form holds no figure that can be read."""


@dataclass(frozen=True)
class Reading:
    """What a printed form says: number, worth of its last digit, qualifier and unit words.

    The unit may stand behind the number (``tail``) or before it (``head``: RMB 151.5 billion).
    """

    value: Decimal
    last_digit_unit: Decimal
    qualifier: Qualifier
    tail: str
    head: str = ""
    repeating: bool = False


def chinese_integer(numeral: str) -> int:
    """Read a Chinese numeral.

    Examples
    --------
    >>> chinese_integer("二十五"), chinese_integer("十"), chinese_integer("万")
    (25, 10, 10000)
    """
    total = section = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            total = (total + (section + digit or 1)) * _MYRIADS[sign]
            section = digit = 0
    return total + section + digit


@lru_cache(maxsize=8192)
def read_printed(printed: str) -> Reading:
    """Read a printed figure; raise `PrintedError` where there is none.

    Examples
    --------
    >>> read_printed("4868.8亿元")
    Reading(value=Decimal('486880000000.0'), last_digit_unit=Decimal('10000000.0'), \
qualifier='exact', tail='元', head='', repeating=False)
    >>> read_printed("40%以上").qualifier
    'at_least'
    >>> read_printed("RMB 151.5 billion").head, read_printed("低于2014年0.71分").value
    ('RMB', Decimal('-0.71'))
    """
    # A year named beside the figure is no figure: 低于2014年0.71分.
    m = _NUMBER.search(_YEAR_BESIDE.sub(lambda y: " " * len(y[0]), printed))
    if m is None:
        raise PrintedError(printed)
    value, last_digit_unit = _number(m)
    # Brackets mark what the editor supplied, such as the place in a printed list: [3].
    before, after = printed[: m.start()].strip(" ["), printed[m.end() :].strip(" ]")
    qualifier = _qualifier(before, after)
    if after[:1] in ("余", "多"):
        qualifier, after = "over", after[1:]
    if any(word in before for word in _DOWN) and qualifier == "exact":
        value = -value
    return Reading(value, last_digit_unit, qualifier, after, before, m["fraction"] is not None)


def _number(m: re.Match[str]) -> tuple[Decimal, Decimal]:
    if m["fraction"]:
        over, under = m["fraction"].split("/")
        # A fraction is printed for a share; it is read in per cent.
        return Decimal(over) / Decimal(under) * 100, Decimal(1)
    if m["arabic"]:
        digits = m["arabic"].replace(",", "")
        times = Decimal(_MULTIPLIERS.get(m["times"] or "", 1))
        places = len(digits.partition(".")[2])
        # 172,000 is a count to the nearest thousand: its closing zeros were not counted.
        rounded = times == 1 and len(digits) > 4 and digits.endswith("000")
        step = Decimal(1000) if rounded else Decimal(1).scaleb(-places)
        return Decimal(digits) * times, step * times
    if m["chinese"]:
        number = m["chinese"]
        # A bare 万 or 千 is a round number: its last digit is worth itself.
        return Decimal(chinese_integer(number)), Decimal(
            chinese_integer(number) if number in {*_TENS, *_MYRIADS} - {"十"} else 1
        )
    return Decimal(_ENGLISH.get(m["english"] or "", 1)), Decimal(1)


def _qualifier(before: str, after: str) -> Qualifier:
    before = before.casefold()
    for qualifier, words in _AFTER:
        if any(word in after for word in words):
            return qualifier
    for qualifier, words in _BEFORE:
        if any(word in before for word in words):
            return qualifier
    return "exact"


def agrees(reading: Reading, value: Decimal) -> bool:
    """Tell whether a keyed value is what the printed form says.

    A fraction (1/3) has no end as a decimal; the value must be its rounding.
    """
    if not reading.repeating:
        return reading.value == value
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent))
    return reading.value.quantize(step, ROUND_HALF_UP) == value
