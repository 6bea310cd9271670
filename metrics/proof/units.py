"""The words that stand beside numbers: units, qualifiers, moves."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from metrics.printed.lexicon import DOWN, MULTIPLIERS, UP
from metrics.printed.numerals import any_of

# What a number counts; the tables' units are held against it.
Kind = Literal[
    "percent", "points", "score", "months", "cny", "usd", "rank", "times", "years", "count", "bare"
]
# What a number says: how much there is, or how much more or less than before.
Role = Literal["level", "change"]

UNITS: tuple[tuple[Kind, str], ...] = (
    ("points", r"个百分点|百分点|percentage[ -]points?|pp\b"),
    ("percent", r"%|per ?cent\b|percent\b"),
    ("months", r"个月|-?months?\b"),
    ("usd", r"美元|(?:U\.?S\.? ?)?dollars?\b|USD\b"),
    ("cny", r"元|(?:Chinese )?yuan\b|RMB\b|CNY\b|renminbi\b"),
    ("times", r"倍|times\b|-?fold\b"),
    ("score", r"分(?![之钟别布类为析])|points?\b"),
    ("rank", r"位|名(?!义)|places?\b|positions?\b|spots?\b"),
    ("years", r"周?年|-?years?\b"),
)
UNIT = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in UNITS), re.IGNORECASE)
COUNTED = re.compile("[件个家项次份种条起席套枚人户场批张所部款宗例类]")
MONEY = re.compile(r"(?P<usd>US ?\$|U\.S\. ?\$|USD ?|\$)$|(?P<cny>RMB ?|CNY ?|[¥￥]|人民币)$", re.I)
RANK_BEFORE = re.compile(
    r"(?:第|No\. ?|number |ranks? |ranked |ranking |place |排名|位次|位列|位居|居|列|跃居)"
    r"(?:为|是|由|从|:|的)?$",
    re.IGNORECASE,
)
ALL_UNITS = (
    "个百分点|百分点|percentage points?|%|percent|per cent|个月|months?|亿?美元|元|dollars?"
    "|yuan|倍|分"
    "|[件个家项次份种条起席套枚人户场张位名]"
)
FILL = (
    r"(?:\s|了|幅度?|率|速|约为?|近|超过|超|逾|达到?|大约|不到|不足|接近|将近|高达|至少|仅|只"
    r"|同比|by|of|annual|average|yearly|mean|rate|compound|about|around"
    r"|nearly|almost|over|more than|less than|some|an?|the|approximately|roughly|only|just|close to"
    r"|another|a further|at least|up to|year on year|year-on-year)*"
)
SHORT = r"[多少](?=了)|[升降增涨减跌](?=$|[了约近超逾达至到为幅])"
MOVE_WORDS = any_of(
    w for w in (*UP, *DOWN) if (w.isascii() and w not in ("plus", "more", "longer")) or len(w) > 1
)
ARRIVES = "(?:[至到为成]|to)"
MOVE = re.compile(
    rf"(?P<noun>增速|增幅|涨幅|降幅|跌幅|升幅|增长率|年均增速|growth(?: rate)?)"
    r"(?:\s(?:worldwide|globally|overall|in (?:19|20)\d\d|for (?:19|20)\d\d))?(?:[为达到是:]"
    rf"|\s|was|of|at)*{FILL}$"
    rf"|(?P<move>(?<!新)(?<!made )(?<!makes )(?<!make )(?:{MOVE_WORDS})(?!值)|{SHORT})"
    rf"{FILL}(?P<to>\s*{ARRIVES}{FILL})?$",
    re.IGNORECASE,
)
MOVE_AFTER = re.compile(
    r"\s*(?:%|percent|per cent|percentage points?|points?|months?|places?"
    r"|times)?\s*(?:year[- ]on[- ]year )?"
    r"(?:annual |yearly |average |average annual |average yearly )?"
    r"(?P<up>increase|growth|rise|higher|more|up\b|gain|longer|above\b)|"
    r"\s*(?:%|percent|per cent|percentage points?|points?|months?"
    r"|places?)?\s*(?P<down>decrease|decline|drop|fall|lower|less\b|down\b"
    r"|reduction|shorter|below\b|short of)",
    re.IGNORECASE,
)
FALLS = frozenset(w.casefold() for w in (*DOWN, "降", "减", "跌", "跌幅", "降幅"))
FACTORS = {
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
    **{w: Decimal(MULTIPLIERS[w]) for w in ("million", "billion", "trillion")},
}
# A lone 过 or 上 before a number may end another word.
LONE = re.compile(r"(?<!超)(?<!越)过$|(?<![迈跃站])上$")
# (+15.4%) and (-7.0%) are changes.
SIGNED = re.compile(r"[(（]([-+—−])$|(?<![0-9件家个)%])\s(\+)\s?$")
THAN_THE = re.compile(
    r"(?:%|percent|per cent|points?|times|months?|places?)\s"
    r"(?:less|more|higher|lower|fewer|above|below)\s(?:than\s)?(?:the\s)?(?:RMB|CNY|US\$|\$)?\s?$",
    re.IGNORECASE,
)
MINUS = re.compile(r"(?:^|[^\w)%])[-—−]$|[为是达][-—]$")
TO = re.compile(
    r"\s*(?:[,，])?(?:[升降增涨跌减缩]|上升|下降|提高|提升|增长|缩短|回落|rose|fell|grew|up"
    r"|down|\s)*(?:[至到]|to)\s*",
    re.IGNORECASE,
)
SCALE = re.compile(r"\s*(万亿|[万亿]|trillion|billion|million)$", re.IGNORECASE)
ENDING = re.compile("st|nd|rd|th", re.IGNORECASE)
# 比日本多21763件, 16,073 more than the United States.
MORE_THAN = re.compile(
    r"[比较].{1,14}((?<!增)[多少高低快慢长短])(?:出)?(?:了|约|近|超过?|逾|至少)*$"
)
MORE_AFTER = re.compile(
    r"\s*(?:\w+\s){0,3}?(?:more|fewer|less|higher|lower)\s(?:\w+\s){0,3}?than\s", re.IGNORECASE
)
FEWER = re.compile(r"[少低慢短]|fewer|less|lower", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:%|[件个家元]|percent)?\s*(?:—|–|-|~|至|到| to | and )\s*")
IN_NAME = re.compile(r"[A-Za-z]-?$")
