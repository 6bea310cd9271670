"""Another economy that a number compares with: more than Japan, 2.9 times those of Korea."""

from __future__ import annotations

import re

from metrics.printed.lexicon import Qualifier
from metrics.printed.qualifiers import beside
from metrics.proof.numbers import Stated
from metrics.proof.places import COMPARED, Places
from metrics.proof.sentences import Sentence

_QUALIFIES = r"(?:约为?|近|超过|超|逾|将近|接近|不到|不足|了|出|大约|高|多|少|低|快|慢|领先|落后)*"
# Before the name of an economy, and between it and the number.
_BEFORE_ZH = re.compile(
    r"(?:比|较|与|是|为|相当于|约|不到|不足|超过|超出|超|达到?|领先于?|落后于?|高于|低于|多于|少于|不及"
    r"|[\)）]?[和、])(?:同期|同年)?(?:排名)?(?:第[一二三四五]的?|位[居列]第[一二三四五]的)?$"
)
_AFTER_ZH = re.compile(
    rf"(?:\([^()]*\))?(?:之间)?(?:同期|同年)?(?:的|要|还|相比|相差|差距)*(?:前者|后者)?[,]?{_QUALIFIES}(?:第)?$"
)
_LEAD_EN = (
    r"(?:(?:those|that|the (?:number|figure|total|level|volume|tally|count)s?)\s)?"
    r"(?:(?:of|from|in|by|filed by|for)\s)?(?:the\s)?"
)
# 日本48397件(我国约为其1.4倍): of the one before.
_OF_IT = re.compile(r"(?:约|大约)?(?:是|为|相当于)(?:约)?其的?(?:约|近|超过?)*")
_LEADS = re.compile(r"(?:领先于?|落后于?)$")
_AFTER_EN = re.compile(
    r"\s?(?:%|percent|per cent|percentage points?|points?)?\s?(?:\w+[\s-]){0,4}?"
    r"(?:(?:more|fewer|less|higher|lower|greater|larger)\s(?:\w+\s){0,4}?than\s"
    r"|(?:above|below|behind|ahead of)\s|times\s(?:as (?:many|much|high|large) as\s)?"
    rf"|as (?:many|much|high|large) as\s|of\s){_LEAD_EN}$",
    re.IGNORECASE,
)
_OVER_EN = re.compile(
    r"(?:exceed|surpass|outnumber|outpac|overt|beat|led\b|lead|trail|ahead of|behind|above|below)",
    re.IGNORECASE,
)
_BY_EN = re.compile(r"(?:'s)?(?:\s\w+){0,3}?\s(?:by|was|is|of)(?:\s[a-z]+){0,2}\s?$", re.IGNORECASE)


def against(places: Places, sentence: Sentence, stated: Stated) -> tuple[str, str, Qualifier]:
    """Find the economy that a number compares another one with.

    Parameters
    ----------
    places : Places
        The words for economies.
    sentence : Sentence
        Where the number stands.
    stated : Stated
        The number.

    Returns
    -------
    tuple
        The economy that is compared and the one that it is compared with, empty where none is; and
        the qualifier of the number, which may stand before the name: 不到美国的一半.
    """
    named = places.named(sentence.paragraph, sentence.start, sentence.end)
    before = [n for n in named if n[1] <= stated.start]
    chinese = sentence.lang == "zh"
    other = ""
    if (
        chinese
        and len(before) > 1
        and stated.kind == "times"
        and _OF_IT.fullmatch(sentence.words(before[-1][1], stated.start))
    ):
        return before[-1][2], before[-2][2], stated.qualifier
    if before and _compares(sentence, stated, before[-1], chinese=chinese):
        other = before[-1][2]
    elif not chinese and (behind := [n for n in named if n[0] >= stated.end]):
        start, _, code = behind[0]
        between = sentence.words(stated.end, start)
        if len(between) < 80 and _AFTER_EN.fullmatch(between):
            other = code
    if not other or not _whole(stated, sentence):
        return "", "", stated.qualifier
    own = [
        code
        for start, _, code in before
        if code != other
        and not COMPARED[sentence.lang].search(
            sentence.words(max(sentence.start, start - 24), start)
        )
    ]
    code = stated.qualifier
    if code == "exact" and chinese and before:
        lead = sentence.words(max(sentence.start, before[-1][0] - 6), before[-1][0])
        code = beside(lead.rstrip("为是"), "", "")
    return (own[-1] if own else places.home_code), other, code


def _compares(
    sentence: Sentence, stated: Stated, place: tuple[int, int, str], *, chinese: bool
) -> bool:
    start, end, _ = place
    lead = sentence.words(max(sentence.start, start - 12), start)
    tail = sentence.words(end, stated.start)
    if chinese:
        if _BEFORE_ZH.search(lead) is None or _AFTER_ZH.fullmatch(tail) is None:
            return False
        if stated.kind not in ("times", "percent") and "的" in tail:
            return False  # 超过美国的5.78万件 is what the other has
        # 为美国 alone is no comparison: 第3位为美国.
        moves = stated.role == "change" or _LEADS.search(lead) is not None
        return moves or "的" in tail or re.search(r"[多少高低差先后]", tail) is not None
    clause = sentence.words(max(sentence.start, start - 60), start)
    return _OVER_EN.search(clause) is not None and _BY_EN.fullmatch(tail) is not None


def _whole(stated: Stated, sentence: Sentence) -> bool:
    """Tell whether a number may be a multiple, a part, or what one has more than the other."""
    if stated.kind in ("times", "percent", "rank", "points"):
        return True
    around = sentence.words(
        max(sentence.start, stated.start - 40), min(sentence.end, stated.end + 60)
    )
    return (
        re.search(
            r"[多少高低]|领先|落后|差|超|more|fewer|less|higher|lower|exceed|surpass|ahead|behind|lead"
            r"|led|by|gap|difference|above|below|outnumber",
            around,
            re.IGNORECASE,
        )
        is not None
    )
