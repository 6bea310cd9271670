"""What looks like a number beside a figure and is none: years, dates, denominators, idioms."""

from __future__ import annotations

import re

from metrics.printed.lexicon import DIGITS, MONTHS
from metrics.printed.numerals import HAN

# What stands where something was hidden.
HIDDEN = "\0"
_YEAR = r"(?:19|20)\d{2}"
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_MONTH = rf"(?:(?:{_NAMES}|Sept)(?![A-Za-z])\.?)"
_BESIDE = re.compile(
    rf"{_YEAR}(?:[-~—至]{_YEAR})?年(?:度|[末底初])?(?:\d{{1,2}}(?:[-~—至]\d{{1,2}})?月)?(?:\d{{1,2}}日)?[末底]?"
    rf"|[{DIGITS}]{{4}}年[末底初]?"
    r"|(?<![\d个])\d{1,2}(?:[-~—至]\d{1,2})?月(?:份|[末底初])?(?:\d{1,2}日)?"
    rf"|(?:第?[一二三四1-4]|前[一二三1-3])季度|[上下]半年"
    rf"|“?十[一二三四五六]五”?(?=期间|时期|规划|以来)"
    rf"|\b(?:in|since|during|year|FY|by\s+the\s+end\s+of|end\s+of)\s*{_YEAR}(?![\d.,]*\d|\s*%)"
    rf"|(?:\d{{1,2}}\s+)?\b{_MONTH}\s+(?:\d{{1,2}},\s*)?{_YEAR}"
    rf"|每(?:[{HAN}]+|\d[\d,]*[{HAN}]*)(?:名|位|个|家|户)?(?:人口|人|企业)?"
    rf"|(?<=[件个])/[{HAN}]+(?:人口|人|户)"
    r"|\bper\s+\d[\d,]*\s+\w+"
    "|百分[点比数率]|首次|首度|进一步|一共|统一",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"\b(?:from|on|over|than|of|against|to|with)\s+{_YEAR}(?![\d.,]*\d|\s*%|\s*\w)"
)


def masked(text: str) -> str:
    """Hide what stands beside a figure and is none; places stay.

    Examples
    --------
    >>> masked("低于2014年0.71分").replace(HIDDEN, "_")
    '低于_____0.71分'
    """
    return _BESIDE.sub(_hide, text)


def without_bases(text: str) -> str:
    """Hide bare years that a figure is compared with: up 3% on 2012.

    Examples
    --------
    >>> without_bases("up 3% on 2012").replace(HIDDEN, "_")
    'up 3% _______'
    """
    return _AGAINST.sub(_hide, text)


def _hide(m: re.Match[str]) -> str:
    return HIDDEN * len(m[0])
