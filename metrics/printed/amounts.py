"""Amounts in a text: numbers, ordinals, fractions, tenths, multiples; each with its span."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from metrics.printed.lexicon import (
    CARDINALS,
    DIGITS,
    DOUBLINGS,
    FIRST,
    FOLD,
    HALVED,
    HALVES,
    MULTIPLE_UNITS,
    MULTIPLES,
    ORDINALS,
    PARTS,
    PER_THOUSAND,
    POINT,
    TENTHS,
    TIMES_OVER,
)
from metrics.printed.numerals import (
    ARABIC,
    HAN,
    MIXED,
    ORDINAL,
    SCALED,
    SPELT,
    VAGUE,
    Number,
    any_of,
    number,
)
from metrics.printed.refused import PrintedError

Kind = Literal["plain", "ordinal", "percent", "times", "fold", "growth"]
_HUNDRED = Decimal(100)
# More doublings than these are no figure.
_MOST_DOUBLINGS = 64
_OVER = rf"(?:{ARABIC}|[{HAN}]+(?:{POINT}[{DIGITS}]+)?)"
_SMALL = "|".join((*sorted(CARDINALS, key=len, reverse=True), "an?"))
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_HALF_ONE = f"{HALVES[-1]}(?!导体|成品|岛|球|决赛)"
_HALF = "|".join(re.escape(h) for h in HALVES if len(h) > 1)
# 半 alone is a half where nothing else follows: not 半年, 半导体.
_LONE_HALF = rf"{HALVES[-1]}(?=$|[\s,。;、)以左上的多])"
# The pattern of each form of an amount, in the order in which they are tried.
FORMS = {
    "vague": VAGUE,
    "share": rf"\d+分之{_OVER}|[{HAN}]+分之{_OVER}",
    "fraction": r"(?<![\d/.])\d+/\d+(?![\d/])",
    "multiple": any_of(MULTIPLES),
    "halved": any_of(HALVED),
    "twice": any_of(TIMES_OVER),
    "fold": rf"(?:{ARABIC}|(?<![A-Za-z])(?:{_SMALL}))[\s-]?{FOLD}(?![A-Za-z])",
    "part": rf"(?<![A-Za-z])(?:{_SMALL})[\s-]+(?:{_PART})(?![A-Za-z])"
    r"|(?<![A-Za-z])half(?![A-Za-z-]|\s+(?:an?|year)\s)",
    "half": f"{_HALF}|{_LONE_HALF}",
    "ordinal": rf"{ORDINAL}|{FIRST}|(?<![\d.,])\d+(?:st|nd|rd|th)(?![A-Za-z])",
    "number": f"{SCALED}|{SPELT}|{MIXED}",
}
_AMOUNT = re.compile("|".join(f"(?P<{name}>{form})" for name, form in FORMS.items()), re.IGNORECASE)
_TENTHS = re.compile(rf"\s*{TENTHS}([{DIGITS}]|{_HALF_ONE})?")
_TIMES = re.compile(rf"\s*(?:{any_of(MULTIPLE_UNITS)})", re.IGNORECASE)
_LEFT = re.compile(
    f"{any_of((*ORDINALS, *CARDINALS, *PARTS, *MULTIPLES))}|{_HALF_ONE}", re.IGNORECASE
)


@dataclass(frozen=True)
class Amount:
    """An amount where it stands.

    Parameters
    ----------
    start, end : int
        Offsets in the text.
    number : Number
        Its size, in the unit that its kind says; of ``growth`` in per cent more.
    kind : str
        plain, ordinal, percent, times, fold or growth.
    unit : str
        Unit words that belong to the amount itself.
    repeating : bool
        Whether it is a fraction that may have no end as a decimal.
    multiple : bool
        Whether it says how many times as much there is.
    falling : bool
        Whether it is a fall by itself: halved.
    """

    start: int
    end: int
    number: Number
    kind: Kind = "plain"
    unit: str = ""
    repeating: bool = False
    multiple: bool = False
    falling: bool = False

    def grown(self, *, rising: bool, falling: bool) -> Amount:
        """Read multiples beside a word of growth as per cent more: 增长1倍, rose threefold.

        Parameters
        ----------
        rising, falling : bool
            Whether a word beside it says so, and names no level.

        Raises
        ------
        PrintedError
            Where it has two meanings: rose 3 times, a fall by multiples.
        """
        if self.kind not in ("times", "fold", "growth"):
            return self
        if falling or (rising and self.unit == "times" and self.kind == "times"):
            raise PrintedError("direction", self.unit or "multiple")
        if not rising or self.kind == "growth":
            return self
        size = self.number.times(_HUNDRED)
        if self.kind == "fold":
            size = replace(size, value=size.value - _HUNDRED)
        return replace(self, number=size, kind="growth", unit="%", multiple=True)


def amounts(text: str) -> tuple[Amount, ...]:
    """Find all amounts of a text in narrow signs; no digit or numeral is passed over.

    Raises
    ------
    PrintedError
        Where one is vague or malformed, or a numeral sign belongs to none.

    Examples
    --------
    >>> [(f"{a.number.value:f}", a.kind) for a in amounts("近三成五，翻一番，三分之二以上")]
    [('35', 'percent'), ('100', 'growth'), ('66.66666666666666666666666667', 'percent')]
    """
    found: list[Amount] = []
    at = 0
    for m in _AMOUNT.finditer(text):
        if m.start() < at:
            continue  # within the amount before it
        _nothing_left(text[at : m.start()])
        amount = amount_of(m, text)
        found.append(amount)
        at = amount.end
    _nothing_left(text[at:])
    return tuple(found)


def scan(text: str) -> Iterator[tuple[int, int, Amount | None]]:
    """Find whatever looks like an amount in running text, with its span; what is refused is None.

    Examples
    --------
    >>> [(start, end, a and a.number.value) for start, end, a in scan("共5.2万件，若干问题")]
    [(1, 5, Decimal('52000.0')), (7, 9, None)]
    """
    at = 0
    for m in _AMOUNT.finditer(text):
        if m.start() < at:
            continue  # within the amount before it
        try:
            amount = amount_of(m, text)
        except PrintedError:
            at = m.end()
            yield m.start(), at, None
        else:
            at = amount.end
            yield amount.start, at, amount


def _nothing_left(rest: str) -> None:
    """Refuse signs of numbers that no form takes in: ½, 壹, a lone decimal point."""
    for sign in rest:
        if unicodedata.numeric(sign, None) is not None:
            raise PrintedError("word", sign)
    if m := _LEFT.search(rest):
        raise PrintedError("word", m[0])


def amount_of(m: re.Match[str], text: str) -> Amount:
    """Read a match of the pattern of amounts, with the unit that is a part of it."""
    form = m.lastgroup or "number"
    span, words = m.span(form), m[form]
    reader = _READERS.get(form)
    return reader(span, words) if reader else _with_unit(span, number(words), text)


def _with_unit(span: tuple[int, int], size: Number, text: str) -> Amount:
    """Read a number with 成, 番, 倍 or ‰ behind it."""
    start, end = span
    if m := _TENTHS.match(text, end):
        half = m[1] == HALVES[-1]
        digit = Decimal(5) if half else number(m[1]).value if m[1] else Decimal(0)
        step = Decimal(1) if m[1] else size.step * 10
        ten = size.times(10)
        ten = replace(ten, value=ten.value + digit, step=step)
        return Amount(start, m.end(), ten, "percent", "%")
    if m := _TIMES.match(text, end):
        return Amount(start, m.end(), size, "times", m[0].strip().casefold())
    if text.startswith(DOUBLINGS, end):
        return Amount(start, end + 1, _doubled(size, text[start:end]), "growth", "%", multiple=True)
    if text.startswith(PER_THOUSAND, end):
        return Amount(start, end + 1, size.times(Decimal("0.1")), "percent", "%")
    return Amount(start, end, size)


def _doubled(size: Number, numeral: str) -> Number:
    """Return growth after some doublings, in per cent."""
    if size.value % 1 or size.value > _MOST_DOUBLINGS or size.qualifier != "exact":
        raise PrintedError("malformed", numeral + DOUBLINGS)
    return Number((2 ** int(size.value) - 1) * _HUNDRED, _HUNDRED)


def _refuse(span: tuple[int, int], words: str) -> Amount:
    raise PrintedError("vague", words)


def _percent(span: tuple[int, int], over: Number, under: Decimal) -> Amount:
    """Return a fraction is printed for a share; it is read in per cent."""
    if not under:
        raise PrintedError("malformed", "/0")
    step = min(over.step, Decimal(1)) if under == _HUNDRED else Decimal(1)
    scaled = Number(over.value * _HUNDRED / under, step)
    if under in (1000, 10000):
        scaled = replace(scaled, step=over.step * _HUNDRED / under)
    return Amount(*span, scaled, "percent", "%", repeating=under not in (100, 1000, 10000))


def _fraction(span: tuple[int, int], words: str) -> Amount:
    over, under = words.split("/")
    return _percent(span, Number(Decimal(over)), Decimal(under))


def _share(span: tuple[int, int], words: str) -> Amount:
    under, over = words.split("分之")
    return _percent(span, number(over), number(under).value)


def _part(span: tuple[int, int], words: str) -> Amount:
    *counted, part = re.split(r"[\s-]+", words.casefold())
    many = CARDINALS.get(counted[0], 1) if counted else 1
    return _percent(span, Number(Decimal(many)), Decimal(PARTS[part]))


def _half(span: tuple[int, int], words: str) -> Amount:
    return _percent(span, Number(Decimal(1)), Decimal(2))


def _halved(span: tuple[int, int], words: str) -> Amount:
    return replace(_half(span, words), falling=True)


def _multiple(span: tuple[int, int], words: str) -> Amount:
    grown = Number((MULTIPLES[words.casefold()] - 1) * _HUNDRED, _HUNDRED)
    return Amount(*span, grown, "growth", "%", multiple=True)


def _twice(span: tuple[int, int], words: str) -> Amount:
    return Amount(*span, Number(Decimal(TIMES_OVER[words.casefold()])), "times", "times")


def _fold(span: tuple[int, int], words: str) -> Amount:
    counted = words.casefold().removesuffix(FOLD).rstrip(" -")
    return Amount(*span, number(counted), "fold", "times")


def _ordinal(span: tuple[int, int], words: str) -> Amount:
    digits = re.match(r"\d+", words)
    place = int(digits[0]) if digits else ORDINALS.get(words.casefold(), 1)
    end = span[0] + digits.end() if digits else span[1]
    return Amount(span[0], end, Number(Decimal(place)), "ordinal")


_READERS = {
    "vague": _refuse,
    "share": _share,
    "fraction": _fraction,
    "multiple": _multiple,
    "halved": _halved,
    "twice": _twice,
    "fold": _fold,
    "part": _part,
    "half": _half,
    "ordinal": _ordinal,
}
