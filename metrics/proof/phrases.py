"""What stands in the place of a wrong number with the words that qualify it."""

from __future__ import annotations

import re

from metrics.locale import Lang, text
from metrics.printed.lexicon import QUALIFIERS, Qualifier
from metrics.printed.numerals import any_of
from metrics.proof.numbers import Stated
from metrics.proof.units import ALL_UNITS

_MONEY = r"RMB|CNY|US ?\$|USD|\$|[¥￥]|人民币"
_WORDS = any_of(w for q in QUALIFIERS.values() for w in q.before)
_BEHIND_WORDS = any_of(w for q in QUALIFIERS.values() for w in q.after if w)
_BEFORE = re.compile(
    rf"(?P<first>首次|第一次|再次|历史性)?(?P<words>{_WORDS})\s*(?P<article>(?:an?|the)\s)?(?P<money>{_MONEY})?\s*$",
    re.IGNORECASE,
)
# What says that a number is exact, or only that it is one: a bound stands in its place.
_PLAIN = re.compile(
    rf"(?P<words>恰好|正好|刚好|整整|高达|达到了?|达|[为是]"
    r"|\b(?:exactly|precisely|just|an exact|a full)\s)?"
    rf"\s*(?P<money>{_MONEY})?\s*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?:[余多]|(?P<unit>\s*(?:{ALL_UNITS})?)\s*(?:{_BEHIND_WORDS})(?!\w))", re.IGNORECASE
)
# 突破93万件大关, topped the 930,000 mark.
_MARK = re.compile(
    rf"(?P<unit>\s*(?:{ALL_UNITS})?)(?:大关|关口|门槛|\s(?:mark|threshold)\b)", re.IGNORECASE
)
# Verbs of what is passed, and those of what is reached.
_VERBS = {
    "突破": "达到",
    "突破了": "达到",
    "冲破": "达到",
    "首破": "达到",
    "首超": "达到",
    "跌破": "降至",
    "迈上": "达到",
    "跃上": "达到",
    "站上": "达到",
    "exceed": "reach",
    "exceeds": "reaches",
    "exceeded": "reached",
    "exceeding": "reaching",
    "surpass": "reach",
    "surpasses": "reaches",
    "surpassed": "reached",
    "surpassing": "reaching",
    "topped": "reached",
    "tops": "reaches",
    "topping": "reaching",
    "passed": "reached",
    "fell short of": "reached",
    "fell below": "fell to",
    "falls below": "falls to",
    "fell under": "fell to",
    "dropped below": "dropped to",
    "dropped under": "dropped to",
    "drops below": "drops to",
    "declined below": "declined to",
}


def phrase(
    words: str, stated: Stated, qualifier: Qualifier, number: str, lang: Lang
) -> tuple[int, int, str]:
    """Return what a number with its qualifier takes up, and what is right instead.

    Parameters
    ----------
    words : str
        The paragraph.
    stated : Stated
        The number.
    qualifier : str
        The code of the figure.
    number : str
        The figure in the manner of the number.
    lang : str
        Language of the paragraph.

    Returns
    -------
    tuple
        Offsets in the paragraph, and the words.

    Examples
    --------
    >>> from metrics.proof.numbers import numbers
    >>> from metrics.proof.texts import paragraphs
    >>> for told in ("增加值达到18万亿元", "It was exactly CNY 18 trillion"):
    ...     [made] = paragraphs(told)
    ...     start, end, right = phrase(made.text, numbers(made)[0], "over", "18 X", made.lang)
    ...     made.text[:start] + right + made.text[end:]
    '增加值超过18 X元'
    'It was more than CNY 18 X'
    """
    start, end = stated.start, stated.end
    behind = _BEHIND.match(words, end) if stated.qualifier != "exact" else None
    unit = ""
    if behind:
        end, unit = behind.end(), behind["unit"] or ""
    before = (
        _BEFORE.search(words, max(0, start - 32), start) if stated.qualifier != "exact" else None
    )
    bounded = qualifier != "exact"
    if before is None and bounded:
        before = _PLAIN.search(words, max(0, start - 32), start)
    verb = ""
    mark = _MARK.match(words, end)
    if mark and before and not behind:
        end, unit = mark.end(), mark["unit"]
    if before:
        start = before.start() + len(before[0]) - len(before[0].lstrip())
        verb = _VERBS.get((before["words"] or "").casefold(), "")
        money = before["money"] or ""
        number = (
            f"{money} {number}"
            if money and money[-1:].isalpha() and lang == "en"
            else money + number
        )
    if bounded:
        return start, end, text(lang)(f"proof.right_{qualifier}", value=number) + unit
    if verb:
        number = verb + (" " if verb.isascii() else "") + number
    return start, end, number + unit
