"""Every numeral of a text, Arabic or Chinese, and what only looks like one.

Signs such as 一 and 百 also make words that count nothing: 统一, 一批, 进一步. They are a closed
list here. A word that is not on it is taken for a numeral, so that it is asked about and not
passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from metrics.printed.lexicon import DIGITS, FIRST, HALVED, HALVES, MULTIPLES, POINT, TENTHS
from metrics.printed.numerals import HAN as SIGNS
from metrics.printed.numerals import mixed

Kind = Literal["arabic", "chinese", "mixed", "ordinal", "fraction", "percent"]

HAN = f"[{SIGNS}]"
# A word with a numeral sign first is none within a longer numeral: 二十一条, 3千万户.
_ALONE = f"(?<![第0-9.{SIGNS}])"
# Words that end in 一, and words that begin with it.
_ONE = (
    r"统一|逐一|单一|唯一|同一|专一|合一(?!”)|另一|某一|这一|那一|每一|任一|(?<!分)之一"
    r"|新一(?=代|轮|批)|进一步|第一(?=动力|要务|资源|线|时间|手|生产力|步|责任|位的)"
    rf"|{_ALONE}一(?=批|系列|些|切|体|致|般|样|流|道|定|贯|直|律|旦|度|经|并|举|面|边|新|味|向|同"
    r"|连|概|再|脉|以贯|视同|头|幅|支|筹|招|步|方|带(?!一路)|心|个(?!月|百分点|省)|条|种"
    r"|项(?!次)|名|时(?!间)|大批|次[“学机])"
)
_OTHER = (
    r"百分[点比数率]|首先|首要|首创|首都|首席|首脑|首府|首长|首肯|首付|自首|长三角|四川|第三方"
    rf"|{_ALONE}(?:十分(?!之|钟)|三角|三方|两难|两岸|两会|万里|百姓|百科|百年(?=未有|大计)|千方"
    r"|千万(?![件元个人美户])|万众|万象|万物|万能|万一|亿万|九州|五星|四面|八方|百花|百货|百度"
    r"|万科|二维|三维|一二三|零(?=容忍|件|售|星|散|距离|工|部件))"
)
_WORDS = re.compile(f"{_OTHER}|{_ONE}")
_FIRST = f"{FIRST}(?=[个位次批部单届例家轮])"
# Words of quantity without a numeral sign.
_WHOLE_WORDS = "|".join(w for w in (*MULTIPLES, *HALVED, *HALVES[:-1]) if not w.isascii())
_HALF = f"(?<=[近过超]){HALVES[-1]}(?![年导天径途个程月成])"
# A flat text has no commas within numbers.
_MIXED = mixed(r"[0-9]+(?:\.[0-9]+)?")
_NUMERAL = re.compile(
    rf"(?P<fraction>[0-9]+/[0-9]+|{HAN}+分之(?:[0-9]+(?:\.[0-9]+)?|{HAN}+(?:{POINT}[{DIGITS}]+)?))"
    rf"|(?P<ordinal>第(?:[0-9]+|{HAN}+)|{_FIRST})"
    rf"|(?P<word>{_WHOLE_WORDS}|{_HALF})"
    rf"|(?P<number>{_MIXED}(?:{TENTHS}[{DIGITS}](?!{HAN}))?(?P<percent>[%‰])?)"
)


@dataclass(frozen=True, order=True)
class Numeral:
    """A numeral with its span; it holds what belongs to its size, not its unit."""

    start: int
    end: int
    text: str
    kind: Kind

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end


def numerals(text: str) -> tuple[Numeral, ...]:
    """Find the numerals of a flat text in their order.

    Parameters
    ----------
    text : str
        As `flatten` leaves it.

    Examples
    --------
    >>> [n.text for n in numerals("统一部署六个方面，达1.6万亿美元，增长近万项次，占三分之一")]
    ['六', '1.6万亿', '万', '三分之一']
    """
    hidden = hide_words(text)
    return tuple(
        Numeral(m.start(), m.end(), text[m.start() : m.end()], _kind(m))
        for m in _NUMERAL.finditer(hidden)
    )


def words(text: str) -> tuple[str, ...]:
    """Return the words of a flat text that only look like numerals.

    Examples
    --------
    >>> words("统一部署一批项目")
    ('统一', '一')
    """
    return tuple(m[0] for m in _WORDS.finditer(text))


def hide_words(text: str) -> str:
    """Blank out the words of a flat text that only look like numerals, so that places stay.

    Examples
    --------
    >>> hide_words("统一部署一批项目").replace(chr(0), "_")
    '__部署_批项目'
    """
    return _WORDS.sub(lambda m: "\0" * len(m[0]), text)


def _kind(m: re.Match[str]) -> Kind:
    if m["fraction"]:
        return "fraction"
    if m["ordinal"]:
        return "ordinal"
    if m["percent"]:
        return "percent"
    if m[0][0].isdecimal():
        return "mixed" if re.search(HAN, m[0]) else "arabic"
    return "chinese"
