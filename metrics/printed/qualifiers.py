"""Words beside a number: what qualifies it, turns its sign or makes it a level; all from lexicon.

A qualifier says where a value lies: ``over`` and ``at_least`` above, ``near`` and ``at_most``
below. A fall turns them with its sign: a fall of more than 3 % is below −3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from metrics.printed.interval import Interval
from metrics.printed.lexicon import (
    ARRIVING,
    CLOSING,
    CURRENCIES,
    DOWN,
    LEAVING,
    NEUTRAL,
    QUALIFIERS,
    REFERENCES,
    SHARE_OF,
    UP,
    Qualifier,
)
from metrics.printed.numerals import any_of
from metrics.printed.refused import PrintedError

Role = Literal["qualifier", "down", "up", "level", "leaving", "reference", "neutral", "currency"]
ONE_SIDED: frozenset[str] = frozenset({"over", "at_least", "near", "at_most"})
_TURNED: dict[Qualifier, Qualifier] = {
    "over": "near",
    "near": "over",
    "at_least": "at_most",
    "at_most": "at_least",
}
_SILENT = re.compile(r"[\s,:\[\]\u202f\0]+")


@dataclass(frozen=True)
class Phrase:
    """A word of the lexicon where it stands.

    Parameters
    ----------
    start, end : int
        Offsets in the text.
    word : str
        As it stands there.
    role : str
        What it does.
    code : str
        The qualifier that it is; empty for other words.
    """

    start: int
    end: int
    word: str
    role: Role
    code: Qualifier | Literal[""] = ""


@cache
def _roles() -> dict[str, tuple[Role, Qualifier | Literal[""]]]:
    """Tell what each word before a number does; of two roles it has the first named here."""
    roles: dict[str, tuple[Role, Qualifier | Literal[""]]] = {}
    lists: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("reference", REFERENCES),
        ("level", ARRIVING),
        ("leaving", LEAVING),
        ("down", DOWN),
        ("up", UP),
        ("currency", CURRENCIES),
        ("neutral", NEUTRAL),
    )
    for code, words in QUALIFIERS.items():
        roles.update(dict.fromkeys((w.casefold() for w in words.before), ("qualifier", code)))
    for role, names in lists:
        for name in names:
            roles.setdefault(name.casefold(), (role, ""))
    return roles


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"{SHARE_OF}|{any_of(_roles())}", re.IGNORECASE)


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Qualifier]]:
    codes = {w.casefold(): q for q, words in QUALIFIERS.items() for w in words.after}
    return re.compile(suffixes(any_of), re.IGNORECASE), codes


def suffixes(pattern_of: Callable[[Iterable[str]], str]) -> str:
    """Make a pattern of the qualifiers behind a number, of patterns of words.

    Examples
    --------
    >>> [bool(re.match(suffixes(any_of), words)) for words in ("内。", "内资企业", "以内完成")]
    [True, False, True]
    """
    words = {w for q in QUALIFIERS.values() for w in q.after}
    return rf"{pattern_of(words - CLOSING)}|(?:{pattern_of(CLOSING)})(?=$|[\s,。;、)])"


def _plain(word: str) -> str:
    return re.sub(r"\s+", " ", word).casefold()


def words_before(text: str) -> tuple[Phrase, ...]:
    """Part the words before a number; one that the lexicon lacks is refused.

    Raises
    ------
    PrintedError
        Naming what is not in the lexicon.

    Examples
    --------
    >>> [(p.word, p.role, p.code) for p in words_before("同比下降约")]
    [('同比', 'neutral', ''), ('下降', 'down', ''), ('约', 'qualifier', 'about')]
    """
    phrases = []
    at = 0
    for m in _before().finditer(text):
        _let_be(text[at : m.start()])
        role, code = _roles().get(_plain(m[0]), ("neutral", ""))
        phrases.append(Phrase(m.start(), m.end(), m[0], role, code))
        at = m.end()
    _let_be(text[at:])
    return tuple(phrases)


def _let_be(rest: str) -> None:
    """Refuse what stands between the words of the lexicon, blanks and commas aside."""
    if rest := _SILENT.sub(" ", rest).strip():
        raise PrintedError("word", rest)


def qualifiers_after(text: str) -> Iterator[Phrase]:
    """Find the qualifiers behind a number.

    Examples
    --------
    >>> [[p.code for p in qualifiers_after(words)] for words in ("万件左右", " or more")]
    [['about'], ['at_least']]
    """
    pattern, codes = _after()
    for m in pattern.finditer(text):
        yield Phrase(m.start(), m.end(), m[0], "qualifier", codes[_plain(m[0])])


def beside(before: str, after: str, unit: str) -> Qualifier:
    """Find the qualifier of a number in running text: the word next to it, or to its unit.

    Parameters
    ----------
    before, after : str
        What stands on either side of the number.
    unit : str
        Pattern of the units that may stand between.

    Returns
    -------
    str
        Code of the qualifier; exact where there is none.

    Examples
    --------
    >>> beside("去年超过", "万件", "件"), beside("", "件左右", "件"), beside("共", "件", "件")
    ('over', 'about', 'exact')
    """
    pattern, codes = _after()
    m = re.match(rf"\s*(?:{unit})?\s*({pattern.pattern})", after, re.IGNORECASE)
    # A word of both places belongs to the number that follows it: to at least 800.
    if m and not (_plain(m[1]) in _roles() and re.match(r"\s*[\w$¥]", after[m.end() :])):
        return codes[_plain(m[1])]
    m = _next_before().search(before)
    return "exact" if m is None else _code(m[1])


@cache
def _next_before() -> re.Pattern[str]:
    words = any_of(w for q in QUALIFIERS.values() for w in q.before)
    gap = any_of((*CURRENCIES, "第", "the", "a", "an"))
    return re.compile(rf"({words})(?:\s|{gap})*$", re.IGNORECASE)


def _code(word: str) -> Qualifier:
    code = _roles()[_plain(word)][1]
    return code or "exact"


def turned(qualifier: Qualifier) -> Qualifier:
    """Give the qualifier that a fall has: a fall of more than 3 % is below −3.

    Examples
    --------
    >>> turned("over"), turned("at_most"), turned("about")
    ('near', 'at_least', 'about')
    """
    return _TURNED.get(qualifier, qualifier)


def interval_of(
    value: Decimal,
    qualifier: Qualifier,
    last_digit_unit: Decimal,
    *,
    whole: bool = False,
    beyond: Decimal | None = None,
) -> Interval:
    """Give all values that a printed number may stand for.

    Parameters
    ----------
    value : Decimal
        The number, with its sign.
    qualifier : str
        As of the number with its sign.
    last_digit_unit : Decimal
        Worth of the last printed digit.
    whole : bool
        Whether whole things are counted to the last one.
    beyond : Decimal, optional
        What 余 and 多 stay this side of.

    Returns
    -------
    Interval
        In the unit of the value.

    Examples
    --------
    >>> interval_of(Decimal(200000), "over", Decimal(10000), beyond=Decimal(300000)).width
    Decimal('100000')
    >>> interval_of(Decimal(-3), "near", Decimal(1)).hi
    Decimal('-3')
    """
    if qualifier == "over":
        return Interval(value, beyond, lo_open=True, hi_open=beyond is not None)
    if qualifier == "near":
        return Interval(beyond, value, lo_open=beyond is not None, hi_open=True)
    if qualifier == "at_least":
        return Interval(value, None)
    if qualifier == "at_most":
        return Interval(None, value)
    if qualifier == "about":
        return Interval.around(value, last_digit_unit * 2)
    return Interval.point(value) if whole else Interval.around(value, last_digit_unit)
