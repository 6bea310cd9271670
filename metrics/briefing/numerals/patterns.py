"""What a numeral looks like in either language, and the words that count with it."""

from __future__ import annotations

import re

MULTIPLIERS = {
    "万亿": 10**12,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
    "trillion": 10**12,
    "tn": 10**12,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "thousand": 10**3,
    "k": 10**3,
}
# What counts things: a Chinese numeral before one of these is a quantity. A longer one stands
# before those that it contains.
_CLASSIFIERS = (
    r"个百分点|个月|个省|个部门|个方面|个|项次|项|周年|年|件|起|家|席|方面|份|场|次|种|条|人次|人|%"
    r"|套|分之|分钟|分|位|名|倍|成|番|元|美元|欧元|枚|部|所|宗|户|天|日|月"
)
COUNTED = "|".join(sorted(_CLASSIFIERS.split("|"), key=len, reverse=True))

DASH = r"\s*(?:[—–\-~～至]|to)\s*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DIGIT = "零〇一二三四五六七八九"
_TIMES = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
# Dates first, since they are made of numbers.
_FORMS = (
    rf"(?P<zh_months>(?P<zy>\d{{4}})年(?P<z1>\d{{1,2}})(?:{DASH}(?P<z2>\d{{1,2}}))?月"
    r"(?:(?P<zd>\d{1,2})日)?)",
    r"(?P<iso>(?P<iy>\d{4})-(?P<im>\d{2})(?:-(?P<id>\d{2}))?(?!\d))",
    rf"(?P<en_months>(?:(?P<ed>\d{{1,2}})\s+)?\b(?P<e1>{_MONTH})\.?(?:{DASH}(?P<e2>{_MONTH})\.?)?"
    r"(?:\s+(?P<ed2>\d{1,2}),)?\s+(?P<ey>\d{4})(?!\d))",
    rf"(?P<zh_year>[{_DIGIT}]{{4}})年",
    rf"(?P<bare>(?<![\d.,年])(?P<b1>\d{{1,2}})(?:{DASH}(?P<b2>\d{{1,2}}))?月"
    r"(?:(?P<bd>\d{1,2})日)?)",
    r"(?P<fraction>(?<![\d/])\d+/\d+(?![\d/]))",
    r"(?P<sign>(?<![\w%)）—–-])[-−+])?(?P<arabic>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:\s*(?P<odd>[余多]?)(?P<times>{_TIMES})(?![A-Za-z]))?",
    rf"(?P<share>[{_DIGIT}两十百]+)分之(?P<part>[{_DIGIT}两十百点]+|\d+(?:\.\d+)?)",
    rf"第(?P<place>[{_DIGIT}十百]+)",
    rf"(?<![每/几数])(?!百分[点比数率])(?P<chinese>[{_DIGIT}两十百千万亿]+)(?=[多余]?(?:{COUNTED}))",
)
NUMERAL = re.compile("|".join(_FORMS), re.IGNORECASE)
