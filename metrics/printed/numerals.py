"""Numerals, Arabic, Chinese and mixed: exact value and worth of the last digit that is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from metrics.printed.lexicon import (
    CARDINALS,
    DIGITS,
    MAGNITUDE,
    MULTIPLIERS,
    MYRIADS,
    NOT_MORE,
    ORDINALS,
    POINT,
    QUALIFIERS,
    SOME_MORE,
    TENS,
    TWO,
    VAGUE_COUNTS,
    VAGUE_DIGITS,
    Qualifier,
)
from metrics.printed.refused import PrintedError

_ONE = Decimal(1)


@dataclass(frozen=True)
class Number:
    """What a numeral says.

    Parameters
    ----------
    value : Decimal
        Without a sign.
    step : Decimal
        Worth of its last told digit.
    qualifier : str
        That of 余, 多, 来 or 几 within it; exact without any.
    beyond : Decimal, optional
        What 余, 多 and 几 stay below.
    """

    value: Decimal
    step: Decimal = _ONE
    qualifier: Qualifier = "exact"
    beyond: Decimal | None = None

    def times(self, factor: Decimal | int) -> Number:
        """Multiply all of it by a positive number.

        Examples
        --------
        >>> Number(Decimal(3)).times(10).step
        Decimal('10')
        """
        beyond = None if self.beyond is None else self.beyond * factor
        return replace(self, value=self.value * factor, step=self.step * factor, beyond=beyond)

    def blurred(self, qualifier: Qualifier) -> Number:
        """Put 余 or 来 behind it: 余 stands for the place of its last digit other than zero.

        Examples
        --------
        >>> Number(Decimal(1500)).blurred("over").beyond
        Decimal('1600')
        """
        if self.qualifier != "exact":
            raise PrintedError("qualifiers", self.qualifier)
        beyond = None
        if qualifier == "over":
            beyond = self.value + _ONE.scaleb(int(self.value.normalize().as_tuple().exponent))
        return replace(self, qualifier=qualifier, beyond=beyond and Decimal(f"{beyond:f}"))


_DIGIT = {c: n for n, c in enumerate(DIGITS.replace("〇", ""))} | {"〇": 0, TWO: 2}
_WITHIN = {sign: code for code, words in QUALIFIERS.items() for sign in words.within}
HAN = f"{DIGITS}{TWO}{''.join(TENS)}{''.join(MYRIADS)}"
_BLUR = f"[{''.join(_WITHIN)}{SOME_MORE}](?!{'|'.join(NOT_MORE)})"
GROUPED = r"\d{1,3}(?:[,\u202f]\d{3})+(?![\d,]\d)(?:\.\d+)?"
ARABIC = rf"(?:{GROUPED}|\d+(?:\.\d+)?)"
_LARGE = "|".join(w for w in sorted(MULTIPLIERS, key=len, reverse=True) if len(w) > 1)
_CARDINAL = "|".join(sorted(CARDINALS, key=len, reverse=True))


def any_of(words: Iterable[str]) -> str:
    """Make a pattern of words, the longer before those that they hold; letters stand whole."""
    forms = []
    for word in sorted(words, key=len, reverse=True):
        form = re.escape(word).replace(r"\ ", r"\s+")
        start = r"(?<![A-Za-z])" if word[0].isascii() and word[0].isalpha() else ""
        end = r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""
        forms.append(start + form + end)
    return "|".join(forms)


_SIZES = "".join((*TENS, *MYRIADS))
_TRILLION = "万亿"


def mixed(arabic: str) -> str:
    """Make the pattern of a Chinese numeral, or of an Arabic one with Chinese multipliers.

    Examples
    --------
    >>> re.match(mixed(r"\\d+"), "3千万户")[0]
    '3千万'
    """
    return (
        rf"(?:{arabic}|[{HAN}])"
        rf"(?:[{HAN}]|\s+[{_SIZES}]|(?<=[{_SIZES}])\s*{arabic}|{POINT}(?=[{DIGITS}])|\s*{_BLUR})*"
    )


MIXED = mixed(ARABIC)
# An Arabic numeral with English multipliers, and one in English words.
SCALED = (
    rf"{ARABIC}(?:[\s-]*(?:{_LARGE})(?![A-Za-z]))+"
    rf"|{ARABIC}(?:{'|'.join(w for w in MULTIPLIERS if len(w) <= 2)})(?![A-Za-z])"
)
SPELT = (
    rf"(?<![A-Za-z])(?:(?:half\s+)?an?\s+(?:{_LARGE})|(?:{_CARDINAL})"
    rf"(?:[\s-]+(?:and\s+)?(?:{_CARDINAL}|{_LARGE}))*)(?![A-Za-z])"
)
ORDINAL = any_of(ORDINALS)
VAGUE = rf"[{VAGUE_DIGITS}][{_SIZES}]+|{MIXED}{MAGNITUDE}|{any_of(VAGUE_COUNTS)}"


def number(numeral: str) -> Number:
    """Read a numeral of digits, Chinese signs or English words.

    Parameters
    ----------
    numeral : str
        Nothing but the numeral, in narrow signs.

    Raises
    ------
    PrintedError
        Where it is malformed, or vague.

    Examples
    --------
    >>> number("1亿2000万").value, number("两万五").value, number("3.5 million").value
    (Decimal('120000000'), Decimal('25000'), Decimal('3500000.0'))
    >>> number("20余万").value, number("20余万").beyond
    (Decimal('200000'), Decimal('300000'))
    """
    words = numeral.casefold().replace("\u202f", "").replace(",", "").strip()
    if re.search("[a-z]", words):
        return _english(words)
    return _chinese(re.sub(r"\s", "", words))


def _chinese(numeral: str) -> Number:
    """Read Chinese and mixed numerals, with what blurs them."""
    m = re.search(f"[{''.join(_WITHIN)}{SOME_MORE}]", numeral)
    if m is None:
        return _exact(numeral)
    head, tail = numeral[: m.start()], numeral[m.end() :]
    factor = _exact(tail).value if tail and not set(tail) - {*TENS, *MYRIADS} else _ONE
    if not head or (tail and factor == 1):
        raise PrintedError("malformed", numeral)
    if m[0] == SOME_MORE and not head.endswith("十"):
        raise PrintedError("vague", numeral)
    return _exact(head).blurred(_WITHIN.get(m[0], "over")).times(factor)


def _exact(numeral: str) -> Number:
    """Read a numeral by its largest multiplier, then what stands before and behind it."""
    head, found, rest = numeral.partition(_TRILLION)
    if found and head and "亿" in rest:
        # 140万亿1879亿 has 亿 twice, and yet one meaning.
        return _joined(_exact(head).times(10**12), rest, Decimal(10**12), numeral)
    for sign, size in reversed(MYRIADS.items()):
        head, found, rest = numeral.rpartition(sign)
        if not found:
            continue
        if sign in head:
            raise PrintedError("malformed", numeral)
        whole = (_exact(head) if head else Number(_ONE)).times(size)
        return _joined(whole, rest, Decimal(size), numeral) if rest else whole
    return _below_myriad(numeral)


def _joined(whole: Number, rest: str, size: Decimal, numeral: str) -> Number:
    """Add what stands behind a multiplier: 两万五 is 25,000, 一万零五 is 10,005."""
    if rest[0] in _DIGIT and len(rest) == 1 and rest not in "零〇":
        part = Number(Decimal(_DIGIT[rest])).times(size / 10)
    elif rest[0].isdecimal() and rest[-1].isdecimal():
        # 1亿2000 may lack its last 万.
        raise PrintedError("malformed", rest)
    else:
        part = _exact(rest)
    if part.value >= size or whole.value % size:
        raise PrintedError("malformed", numeral)
    return Number(whole.value + part.value, part.step)


def _below_myriad(numeral: str) -> Number:
    """Read what has neither 万 nor 亿: digits, hundreds and thousands, one decimal point."""
    whole, point, decimals = numeral.partition(POINT)
    if point:
        if not decimals or set(decimals) - set(DIGITS):
            raise PrintedError("malformed", numeral)
        digits = "".join(str(_DIGIT[c]) for c in decimals)
        step = _ONE.scaleb(-len(digits))
        return Number(_below_myriad(whole).value + int(digits) * step, step)
    if re.fullmatch(r"\d+(?:\.\d+)?", numeral):
        return _arabic(numeral)
    terms = re.findall(rf"(\d+(?:\.\d+)?|[{DIGITS}{TWO}])?([{''.join(TENS)}])?", numeral)[:-1]
    if "".join(d + t for d, t in terms) != numeral:
        raise PrintedError("malformed", numeral)
    return _summed(terms, numeral)


def _arabic(digits: str) -> Number:
    """Read plain digits: the closing zeros of 172,000 were not counted."""
    rounded = "." not in digits and len(digits) > 4 and digits.endswith("000")
    places = len(digits.partition(".")[2])
    return Number(Decimal(digits), Decimal(1000) if rounded else _ONE.scaleb(-places))


def _summed(terms: list[tuple[str, str]], numeral: str) -> Number:
    """Add the terms of a numeral; each is smaller than the one before it."""
    total, step, last, skipped = Decimal(0), _ONE, Decimal(10**4), False
    for n, (digit, ten) in enumerate(terms):
        if digit in ("零", "〇") and not ten:
            skipped = True
            if len(terms) == 1:
                return Number(Decimal(0))
            continue
        size = Decimal(TENS.get(ten, 1))
        if not ten and n and not skipped and n == len(terms) - 1 and last > 10:
            if digit in _DIGIT:
                size = last / 10  # 三百五
            elif len(digit) != len(f"{last}") - 1:
                raise PrintedError("malformed", numeral)  # 3百20 is 320, but 3百5 may be two
        if size >= last or (not digit and n and not skipped):
            raise PrintedError("malformed", numeral)
        part = _term(digit).times(size)
        total, last, skipped = total + part.value, size, False
        # Ten is the usual way to write a small count, and was counted to the last one.
        step = _ONE if ten == "十" else part.step
    return Number(total, step)


def _term(digit: str) -> Number:
    """Read the digit before a ten, which may be left out."""
    if not digit:
        return Number(_ONE)
    return _arabic(digit) if digit[0].isdecimal() else Number(Decimal(_DIGIT[digit]))


def _english(words: str) -> Number:
    """Read English words, and digits with English multipliers."""
    tokens = re.findall(r"\d+(?:\.\d+)?|[a-z]+", words)
    if tokens[0] in ("half", "a", "an"):
        start = Number(Decimal("0.5"), Decimal("0.1")) if tokens[0] == "half" else Number(_ONE)
        tokens = [t for t in tokens if t not in ("half", "a", "an")]
        return start.times(_product(tokens, words))
    tokens = [t for t in tokens if t != "and"]
    if tokens[0][0].isdecimal():
        factor = _product(tokens[1:], words)
        places = len(tokens[0].partition(".")[2])
        return Number(Decimal(tokens[0]), _ONE.scaleb(-places)).times(factor)
    return _spelt(tokens, words)


def _product(tokens: list[str], words: str) -> Decimal:
    """Multiply multipliers."""
    factor = _ONE
    for token in tokens:
        if token not in MULTIPLIERS:
            raise PrintedError("malformed", words)
        factor *= MULTIPLIERS[token]
    return factor


def _spelt(tokens: list[str], words: str) -> Number:
    """Read a number in words: each group below a thousand, then its multiplier."""
    total, group, room, step = 0, 0, 100, 1
    for token in tokens:
        if token in CARDINALS:
            n = CARDINALS[token]
            if n >= room:
                raise PrintedError("malformed", words)
            group, step, room = group + n, 1, 10 if n >= 20 else 0
        elif token == "hundred" and 0 < group < 20:
            group, step, room = group * 100, 100, 100
        elif token in MULTIPLIERS and group:
            total, step = total + group * MULTIPLIERS[token], MULTIPLIERS[token]
            group, room = 0, 100
        else:
            raise PrintedError("malformed", words)
    return Number(Decimal(total + group), Decimal(step))
