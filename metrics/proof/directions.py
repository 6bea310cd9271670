"""Words that say which way a number went, and those that say the contrary."""

from __future__ import annotations

import re

from metrics.proof.numbers import Stated
from metrics.proof.units import MORE_THAN, MOVE, MOVE_AFTER

# What a fall of something is called that is told as a rise, and the other way round.
_CHINESE = {
    "增长": "下降",
    "增加": "减少",
    "上升": "下降",
    "提高": "降低",
    "提升": "下降",
    "上涨": "下跌",
    "扩大": "缩小",
    "回升": "回落",
    "前进": "后退",
    "延长": "缩短",
    "增幅": "降幅",
    "涨幅": "跌幅",
    "升幅": "降幅",
    "增速": "降幅",
    "增": "减",
    "升": "降",
    "涨": "跌",
    "下降": "上升",
    "减少": "增加",
    "降低": "提高",
    "下跌": "上涨",
    "下滑": "上升",
    "回落": "回升",
    "后退": "前进",
    "缩短": "延长",
    "压减": "延长",
    "压缩": "延长",
    "降幅": "增幅",
    "跌幅": "涨幅",
    "负增长": "增长",
    "多": "少",
    "少": "多",
    "高": "低",
    "低": "高",
    "快": "慢",
    "慢": "快",
    "+": "-",
    "-": "+",
    "−": "+",
    "—": "+",
    "降": "升",
    "减": "增",
    "跌": "涨",
}
_ENGLISH = {
    "up": "down",
    "rose": "fell",
    "rise": "fall",
    "rises": "falls",
    "rising": "falling",
    "risen": "fallen",
    "grew": "fell",
    "grow": "fall",
    "growing": "falling",
    "growth": "decline",
    "growth rate": "rate of decline",
    "increase": "decrease",
    "increased": "decreased",
    "increases": "decreases",
    "increasing": "decreasing",
    "gain": "loss",
    "gained": "lost",
    "climbed": "fell",
    "jumped": "fell",
    "surged": "fell",
    "expanded": "contracted",
    "higher": "lower",
    "more": "fewer",
    "down": "up",
    "fell": "rose",
    "fall": "rise",
    "falls": "rises",
    "falling": "rising",
    "fallen": "risen",
    "dropped": "rose",
    "drop": "rise",
    "declined": "rose",
    "decline": "rise",
    "declining": "rising",
    "decrease": "increase",
    "decreased": "increased",
    "decreasing": "increasing",
    "reduction": "increase",
    "reduced": "increased",
    "shrank": "grew",
    "contracted": "expanded",
    "lost": "gained",
    "lower": "higher",
    "fewer": "more",
    "shortened": "lengthened",
    "lengthened": "shortened",
    "moved up": "moved down",
    "moved down": "moved up",
    "improved": "slipped",
    "slipped": "rose",
    "slid": "rose",
    "soared": "fell",
    "advanced": "fell back",
    "added": "lost",
    "shorter": "longer",
    "longer": "shorter",
}
# 下降13.5% of an amount is turned to 增长13.5%; a rank or a rate goes up.
_GROWS = frozenset({"percent", "count", "bare", "cny", "usd", "times"})
_CLAUSE = re.compile(r"[,。;!?:、]|, ")
_ARTICLE = re.compile(r"\b(an?)\s(?:(?:\w+\s){0,2})$", re.IGNORECASE)
_NOUNS = frozenset(
    {"rise", "growth", "increase", "gain", "fall", "drop", "decline", "decrease", "reduction"}
)


def contrary(text: str, stated: Stated) -> tuple[int, int, str] | None:
    """Return where the word stands that says which way a number went, and what says the contrary.

    Parameters
    ----------
    text : str
        Of the paragraph.
    stated : Stated
        The number.

    Returns
    -------
    tuple or None
        Offsets, and the words that may stand there instead; None where no one word says it.

    Examples
    --------
    >>> from metrics.proof.numbers import numbers
    >>> from metrics.proof.texts import paragraphs
    >>> for words in ("授权量同比增长7.0%", "Grants fell by 7.0 percent", "an increase of 7.0%"):
    ...     [made] = paragraphs(words)
    ...     contrary(made.text, numbers(made)[0])
    (5, 7, '下降')
    (7, 11, 'rose')
    (0, 11, 'a decrease')
    """
    found = _before(text, stated) or _compared(text, stated) or _behind(text, stated)
    if found is None:
        return None
    start, end = found
    word = text[start:end]
    other = _other(word, stated)
    if other is None:
        return None
    article = _ARTICLE.search(text, max(0, start - 24), start) if word.isascii() else None
    if article and word.casefold() in _NOUNS and not text[article.end(1) + 1 : start]:
        kept = "an" if other[0] in "aeiou" else "a"
        return article.start(1), end, f"{_like(article[1], kept)} {other}"
    return start, end, _like(word, other)


def _before(text: str, stated: Stated) -> tuple[int, int] | None:
    left = max(0, stated.start - 48)
    clause = _CLAUSE.split(text[left : stated.start])[-1]
    m = MOVE.search(clause)
    if m is None or m["to"]:
        return None
    at = stated.start - len(clause)
    name = "noun" if m["noun"] else "move"
    return at + m.start(name), at + m.end(name)


def _compared(text: str, stated: Stated) -> tuple[int, int] | None:
    """Find what says more or less than another, or the sign before a number."""
    left = max(0, stated.start - 24)
    clause = _CLAUSE.split(text[left : stated.start])[-1]
    at = stated.start - len(clause)
    if m := MORE_THAN.search(clause):
        return at + m.start(1), at + m.end(1)
    m = re.search(r"[(（]([-+—−])$", text[left : stated.start])
    return (left + m.start(1), left + m.end(1)) if m else None


def _behind(text: str, stated: Stated) -> tuple[int, int] | None:
    m = MOVE_AFTER.match(text, stated.end)
    if m is None:
        return None
    name = "up" if m["up"] else "down"
    return m.start(name), m.end(name)


def _other(word: str, stated: Stated) -> str | None:
    if word == "下降" and stated.kind in _GROWS:
        return "增长"
    return _CHINESE.get(word) or _ENGLISH.get(word.casefold())


def _like(word: str, other: str) -> str:
    return other.capitalize() if word[:1].isupper() else other
