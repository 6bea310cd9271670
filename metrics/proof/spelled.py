"""Numbers in words: eleven, 十一, 五百三十二."""

from __future__ import annotations

import re
from decimal import Decimal

from metrics.locale import Lang
from metrics.printed.lexicon import CARDINALS, DIGITS, ORDINALS, POINT

_CARDINALS = {n: word for word, n in CARDINALS.items()}
_ORDINALS = {n: word for word, n in ORDINALS.items()}
# By their worth; the first sign of zero.
_NOUGHTS = 2
_SIGNS = DIGITS[0] + DIGITS[_NOUGHTS:]
_HUNDRED, _MYRIAD = 100, 10_000
_TENS = ("", "十", "百", "千")
_PLAIN_CHINESE = re.compile(rf"[{DIGITS}两十百千{POINT}]+(万|亿|万亿)?")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def spelled(value: Decimal, words: str, lang: Lang) -> str:
    """Write a number in words, in the manner of some words; empty where that cannot be done.

    Examples
    --------
    >>> [spelled(Decimal(n), "eleven", "en") for n in (1, 15, 24)]
    ['one', 'fifteen', 'twenty-four']
    >>> spelled(Decimal(10), "Eleventh", "en"), spelled(Decimal(10), "十一", "zh")
    ('Tenth', '十')
    >>> spelled(Decimal(4756000), "五百三十二万", "zh"), spelled(Decimal("0.5"), "two", "en")
    ('四百七十五点六万', '')
    """
    if lang == "zh" or not words.isascii():
        return _chinese(value, words)
    if value != int(value) or not 0 < value < _HUNDRED:
        return ""
    number = int(value)
    word = words.strip().casefold()
    if word in ORDINALS:
        made = _ORDINALS.get(number, "")
    elif all(part in CARDINALS for part in re.split(r"[\s-]", word)):
        tens, ones = number // 10 * 10, number % 10
        made = _CARDINALS.get(number) or f"{_CARDINALS[tens]}-{_CARDINALS[ones]}"
    else:
        return ""
    return made.capitalize() if words[:1].isupper() else made


def _chinese(value: Decimal, words: str) -> str:
    m = _PLAIN_CHINESE.fullmatch(words.strip())
    if m is None:
        return ""
    scaled = (value / _SCALES[m[1] or ""]).normalize()
    whole, _, rest = f"{scaled:f}".partition(".")
    if int(whole) >= _MYRIAD or len(rest) > len(_TENS):
        return ""
    told = _below_a_myriad(int(whole))
    if words.startswith("两") and told == "二":
        told = "两"
    return told + (POINT + "".join(_SIGNS[int(d)] for d in rest) if rest else "") + (m[1] or "")


def _below_a_myriad(number: int) -> str:
    if not number:
        return _SIGNS[0]
    digits = f"{number}"
    told = ""
    for at, digit in enumerate(digits):
        if digit != "0":
            told += _SIGNS[int(digit)] + _TENS[len(digits) - 1 - at]
        elif told and not told.endswith(_SIGNS[0]):
            told += _SIGNS[0]
    told = told.rstrip(_SIGNS[0])
    return told.removeprefix(_SIGNS[1]) if told.startswith(_SIGNS[1] + _TENS[1]) else told
