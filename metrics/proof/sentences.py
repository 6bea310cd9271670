"""Sentences with their numbers, dates and words of names; clauses, and what stands beside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.locale import Lang
from metrics.proof.names import Names, Token
from metrics.proof.numbers import Stated
from metrics.proof.periods import Dated, dates
from metrics.proof.texts import Paragraph
from metrics.proof.topics import Beside

_SENTENCE = {
    "zh": re.compile(r"[。!?！？]"),
    "en": re.compile(r"(?<!No)(?<!U\.S)(?<!approx)[.!?](?=\s+[A-Z(\"“]|\s*$)|\n"),
}
_CLAUSE = {
    "zh": re.compile(r"[,;:、。!?|+=]|(?<=[万亿件%元家个分位月])(?:和|与|及|并)"),
    "en": re.compile(
        r"[,;:.!?](?=\s|$)|\||\s(?:and|while|whereas|but|with|against|compared)\s|\s[-–—]\s"
    ),
}
_BEHIND_ENDS = {
    "zh": re.compile(r"[,;:、。!?()|+=]|(?<=[万亿件%元家个分位月])[和与及并]"),
    "en": re.compile(
        r"[,;:.!?()](?=\s|$)|\s(?:and|while|whereas|but|with|up|down|from|compared|against|as"
        r"|after)\s"
    ),
}
# What says whose figures are meant, set off by commas or brackets.
_REGIONS = {
    "zh": r"(?:中国)?(?:港、?澳、?台|香港(?:特别行政区|特区)?[、,和]?澳门(?:特别行政区|特区)?"
    r"[、,和及]?(?:中国)?台湾)(?:地区|省)?",
    "en": r"(?:China's )?Hong Kong(?: SAR)?,? (?:and )?Maca[ou](?: SAR)?,? (?:and )?Taiwan",
}
ASIDE = {
    "zh": re.compile(
        r"[,(]?(?:若|如|如果|即|其中)?(?:均|都|也)?(?:不|未|剔|扣|排|去)?(?:含|包括|包含|计入|计|除|除去|加上)"
        rf"(?:来自|在)?{_REGIONS['zh']}(?:在内|之外|以外|外|的?数据)?[,)]?"
    ),
    "en": re.compile(
        r",?\s*\(?(?:(?:if|when)\s)?(?:not |both )?(?:including|excluding|counting"
        r"|inclusive of|exclusive of|without"
        r"|with|excl\.|incl\.|leaving out|net of|even without|but not)"
        rf"\s(?:those (?:of|from|in|held in)\s|owners in\s|the\s)*{_REGIONS['en']}\)?,?"
        rf"|\s*\({_REGIONS['en']} (?:excluded|included|not included|not counted)\)"
        rf"|,\s{_REGIONS['en']} (?:excluded|included|not included|not counted),?",
        re.IGNORECASE,
    ),
}
# A place that a report was sent from: BEIJING, 24 April (Xinhua) —
_DATELINE = re.compile(
    r"\s*[A-Z][A-Za-z']+(?:,? [^.;:–—\n-]{0,24})?(?:\([^)]*\))?\s*(?:[–—]|--?(?=\s))"
    r"|\(?(?:本报|新华社|本刊|记者|中新网)[\u4e00-\u9fff]{2,4}(?=[0-9]{1,2}月)"
)
_NEAR = {"zh": 8, "en": 45}
_EARLIER = 8
# Numbers of a sentence; each is read with those before it.
_MOST = 60
_GOING_ON = re.compile(r"(?![的获得被在是均已为与和及同占比较增下注登数量额总])[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph with what was found in it."""

    paragraph: Paragraph
    start: int
    end: int
    stated: tuple[Stated, ...]
    tokens: tuple[Token, ...]
    dated: tuple[Dated, ...]
    asides: tuple[tuple[int, int], ...] = ()

    @property
    def lang(self) -> Lang:
        """Language of the paragraph."""
        return self.paragraph.lang

    def words(self, start: int, end: int) -> str:
        """Return a part of the paragraph."""
        return self.paragraph.text[start:end]


def sentences(paragraph: Paragraph, stated: Sequence[Stated], known: Names) -> Iterator[Sentence]:
    """Part a paragraph into sentences with their numbers, words of names and dates."""
    text = paragraph.text
    tokens, dated = known.tokens(text), dates(text, paragraph.lang)
    asides = tuple((m.start(), m.end()) for m in ASIDE[paragraph.lang].finditer(text))
    if dateline := _DATELINE.match(text):
        asides = ((0, dateline.end()), *asides)
    tokens = tuple(t for t in tokens if not (t.local and _inside(t.start, asides)))
    told = [s for s in stated if not s.plain and s.amount]
    ends = [m.end() for m in _SENTENCE[paragraph.lang].finditer(text)]
    ends = sorted({0, *ends, *_too_long(ends, told, paragraph), len(text)})
    for start, end in pairwise(ends):
        yield Sentence(
            paragraph,
            start,
            end,
            tuple(s for s in told if start <= s.start < end),
            tuple(t for t in tokens if start <= t.start < end),
            tuple(d for d in dated if start <= d.start < end),
            tuple(a for a in asides if start <= a[0] < end),
        )


def _inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _too_long(ends: Sequence[int], told: Sequence[Stated], paragraph: Paragraph) -> Iterator[int]:
    """Yield where sentences are cut that have very many numbers, such as lists without an end."""
    at = 0
    for n, stated in enumerate(told):
        if bisect_right(ends, told[at].start) != bisect_right(ends, stated.start):
            at = n
        elif n - at == _MOST:
            at = n
            between = _CLAUSE[paragraph.lang].finditer(
                paragraph.text, told[n - 1].end, stated.start
            )
            yield max((m.end() for m in between), default=stated.start)


def clause_cuts(sentence: Sentence, start: int, end: int) -> list[int]:
    """Return where clauses begin in a part of a sentence; no name is cut in two."""
    found = _CLAUSE[sentence.lang].finditer(sentence.paragraph.text, start, end)
    return [
        m.end()
        for m in found
        if not any(t.start < m.start() and m.end() < t.end for t in sentence.tokens)
        and not _inside(m.start(), sentence.asides)
    ]


def clause_start(sentence: Sentence, left: int, stated: Stated) -> int:
    """Return where the clause of a number begins."""
    return [left, *clause_cuts(sentence, left, stated.start)][-1]


def words_beside(sentence: Sentence, left: int, stated: Stated, right: int) -> Beside:
    """Part the words of names around a number."""
    tokens = sentence.tokens
    if sentence.lang == "en" and left > sentence.start:
        left = _of_number_before(tokens, left, stated.start)
    end = behind_end(sentence, stated.end, right)
    behind = _behind(tokens, stated, end, _NEAR[sentence.lang])
    cuts = [left, *clause_cuts(sentence, left, stated.start)]
    if left > sentence.start and len(cuts) > 1:
        cuts = cuts[1:]  # up to the first of them it is about the number before
    if left > sentence.start and any(t.telling for t in behind):
        # What stands before belongs to the number before: 62 centres and 35 rapid centres.
        cuts = cuts[-1:]
    before: tuple[Token, ...] = ()
    start = left
    for start in reversed(cuts):
        before = tuple(t for t in tokens if start <= t.start and t.end <= stated.start)
        if any(t.telling for t in before):
            break
    earlier = tuple(t for t in tokens if t.end <= start)[-_EARLIER:]
    return Beside(before, behind, earlier, start)


def _of_number_before(tokens: Sequence[Token], left: int, until: int) -> int:
    """Return where the words end that stand right behind the number before: 928,000 people."""
    at = left
    for token in tokens:
        if at <= token.start <= at + 1 and token.end <= until:
            at = token.end
    return at


def _behind(tokens: Sequence[Token], stated: Stated, end: int, near: int) -> tuple[Token, ...]:
    """Return the words behind a number that belong to it: each close to the one before."""
    found: list[Token] = []
    at = stated.end
    for token in tokens:
        if stated.end <= token.start and token.end <= end:
            if token.start - at > near:
                break
            found.append(token)
            at = token.end
    return tuple(found)


def goes_on(sentence: Sentence, beside: Beside) -> bool:
    """Tell whether a Chinese name behind a number goes on, so that it may be another one."""
    if sentence.lang != "zh" or not beside.behind:
        return False
    return _GOING_ON.match(sentence.paragraph.text, beside.behind[-1].end) is not None


def behind_end(sentence: Sentence, start: int, end: int) -> int:
    """Return where the words end that belong to a number before them; no name is cut in two."""
    for m in _BEHIND_ENDS[sentence.lang].finditer(sentence.paragraph.text, start, end):
        first = m.start() + (m[0][0] == " ")
        cut = any(t.start <= first < t.end and m.end() < t.end for t in sentence.tokens)
        if not cut and not _inside(m.start(), sentence.asides):
            return m.start()
    return end
