"""Numbers that are figures but for a slip: one digit wrong, two swapped, another scale."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from metrics.proof.numbers import Stated

# With fewer digits many numbers are like each other by chance.
_TELLING = 3
_MANY = 4
# Digits that are mixed up stand as close as these.
_MIXED = 3


def slip(stated: Stated, value: Decimal) -> bool:
    """Tell whether a number is a figure that was copied wrong.

    Examples
    --------
    >>> from metrics.proof.numbers import numbers
    >>> from metrics.proof.texts import paragraphs
    >>> told = [numbers(paragraphs(f)[0])[0] for f in ("4688.8亿元", "4863.8亿元", "5200亿元")]
    >>> [slip(s, Decimal("486880000000")) for s in told]
    [True, True, False]
    """
    if stated.qualifier != "exact" or stated.top is not None or not stated.value:
        return False
    own = _digits(stated.value, stated.step)
    other = _digits(value, stated.step)
    if own == other or len(own.rstrip("0")) < _TELLING:
        return False
    if own.rstrip("0") == other.rstrip("0"):
        return True
    if len(own) != len(other):
        return False
    off = [n for n, (a, b) in enumerate(zip(own, other, strict=True)) if a != b]
    near = len(off) > 1 and off[-1] - off[0] < _MIXED
    mixed = near and sorted(own) == sorted(other)
    return mixed or (len(off) == 1 and len(own) >= _MANY and off[0] < _MANY)


def _digits(value: Decimal, step: Decimal) -> str:
    """Write a value in the digits that are told."""
    return str(int((abs(value) / step).quantize(Decimal(1), ROUND_HALF_UP)))
