"""What the words around a number say: of what it is, when, where, for whom, against what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from metrics.locale import Lang
from metrics.model.definition import Definition
from metrics.model.period import Period
from metrics.proof.names import Names, Token
from metrics.proof.numbers import Stated
from metrics.proof.periods import Dated, dates, shifted
from metrics.proof.places import AT_HOME, Places, Said
from metrics.proof.texts import Paragraph
from metrics.proof.topics import Beside, Topic, counts, topic

_SENTENCE = {
    "zh": re.compile(r"[。!?！？]"),
    "en": re.compile(r"(?<!No)(?<!U\.S)(?<!approx)[.!?](?=\s+[A-Z(\"“]|\s*$)|\n"),
}
_CLAUSE = {
    "zh": re.compile(r"[,;:、。!?|]|(?<=[万亿件%元家个分位月])(?:和|与|及|并)"),
    "en": re.compile(
        r"[,;:.!?](?=\s|$)|\||\s(?:and|while|whereas|but|with|against|compared)\s|\s[-–—]\s"
    ),
}
_BEHIND_ENDS = {
    "zh": re.compile(r"[,;:、。!?()|]|(?<=[万亿件%元家个分位月])[和与及并]"),
    "en": re.compile(
        r"[,;:.!?()](?=\s|$)|\s(?:and|while|whereas|but|with|up|down|from|compared|against|as"
        r"|after)\s"
    ),
}
_NEAR = {"zh": 8, "en": 45}
_EARLIER = 8
_GOING_ON = re.compile(r"(?![的获得被在是均已为与和及同占比较增下注登数量额总])[\u4e00-\u9fff]")
_RESPECTIVELY = re.compile(r"分别|respectively", re.IGNORECASE)
_ITEMS = {"zh": re.compile(r"[、,和与及]"), "en": re.compile(r",|\band\b")}
_AVERAGE = re.compile(
    r"年均|年平均|平均每年|复合增长|annual average|average annual|average yearly|on average"
    r"|\ba year\b(?! (?:earlier|ago|before|later))|per annum|per year|annually"
    r"|CAGR|compound",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"同比|[比较](?:上|去|前一)年|year[- ]on[- ]year|YoY|yearly|annual(?! average)"
    r"|(?:a|one) year (?:earlier|before|ago)|(?:previous|last|preceding|prior) year",
    re.IGNORECASE,
)
_AIMED = re.compile(r"目标|预期|力争|target|\bgoal|\baim", re.IGNORECASE)
# A date that belongs to the number before it stands as close as this.
_SOON = 12
_LEAVES = re.compile(r"(?:[从由自]|\bfrom)\s*(?:第|约|about|CNY|RMB|[$¥]|\s)*$", re.IGNORECASE)
_ARRIVES = re.compile(r"[至到]|\bto\b", re.IGNORECASE)
# Between the numbers of one list stands little.
_LIST_GAP = {"zh": 10, "en": 26}
_SPANS = re.compile(
    r"[0-9一二三四五六七八九十两余多几]年[间来]|以来"
    r"|[近这过去前]{1,2}[0-9一二三四五六七八九十两几]+年|五年|十年|多年|期间|时期"
    r"|\bsince\b|\bdecade|\byears\b|\bover the (?:past|last)|\bperiod \d",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"占(?:比|全部|总量|全国|其中|到|据|有)?|比重|占比|所占|account(?:s|ed|ing)? for|share of"
    r"|proportion|made up"
    r"|makes? up|represent(?:s|ed|ing)?",
    re.IGNORECASE,
)
_WHOLE_BEHIND = re.compile(r"\s*(?:%|percent|per cent)?\s*of (?:the |all )", re.IGNORECASE)


@dataclass(frozen=True)
class Context:
    """A number with what the words around it say.

    Parameters
    ----------
    stated : Stated
        The number.
    topic : Topic, optional
        What it is of.
    period : Period, optional
        The date that stands nearest, or the last one of the text.
    told : bool
        Whether its own sentence names the period.
    base : Dated, optional
        What a change is from.
    yearly, average : bool
        Whether it is said to be on the year before, or a mean of years.
    spans : bool
        Whether its sentence speaks of some years together.
    share : bool
        Whether it is said to be a part of a whole.
    place : Said
        The economy and the scopes that are named.
    others : tuple of Period
        Other periods that its sentence names before it, the nearest first.
    follows : int
        Offset of the number before it in the paragraph's list; -1 of the first in a sentence.
    """

    stated: Stated
    topic: Topic | None = None
    period: Period | None = None
    told: bool = False
    base: Dated | None = None
    yearly: bool = False
    average: bool = False
    spans: bool = False
    share: bool = False
    place: Said = AT_HOME
    others: tuple[Period, ...] = ()
    follows: int = -1


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph with what was found in it."""

    paragraph: Paragraph
    start: int
    end: int
    stated: tuple[Stated, ...]
    tokens: tuple[Token, ...]
    dated: tuple[Dated, ...]

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
    ends = [m.end() for m in _SENTENCE[paragraph.lang].finditer(text)]
    for start, end in pairwise(dict.fromkeys((0, *ends, len(text)))):
        yield Sentence(
            paragraph,
            start,
            end,
            tuple(s for s in stated if start <= s.start < end and not s.plain and s.amount),
            tuple(t for t in tokens if start <= t.start < end),
            tuple(d for d in dated if start <= d.start < end),
        )


@dataclass
class Reader:
    """Reads sentence by sentence, and keeps what was spoken of last."""

    known: dict[Lang, Names]
    definitions: dict[str, Definition]
    places: Places
    period: Period | None = None
    local: bool = False

    def read(self, sentence: Sentence) -> tuple[Context, ...]:
        """Tell of each number of a sentence what the words around it say."""
        made: list[Context] = []
        for n, stated in enumerate(sentence.stated):
            made.append(self._context(sentence, n, stated, made))
        made = self._shared_out(sentence, made)
        own = [d.period for d in sentence.dated if d.period and not d.base]
        if own:
            self.period = own[-1]
        at = max((t.start for t in sentence.tokens if t.local), default=-1)
        home = max(self.places.home(sentence.paragraph, sentence.start, sentence.end), default=-1)
        self.local = at > home or (self.local and home < 0)
        return tuple(made)

    def _context(
        self, sentence: Sentence, n: int, stated: Stated, made: Sequence[Context]
    ) -> Context:
        left = sentence.stated[n - 1].end if n else sentence.start
        right = sentence.stated[n + 1].start if n + 1 < len(sentence.stated) else sentence.end
        beside = _beside(sentence, left, stated, right)
        known = self.known[sentence.lang]
        about = topic(beside, stated, known, self.definitions)
        empty = not any(t.telling for t in (*beside.before, *beside.behind))
        bare = beside.start < _clause_start(sentence, left, stated) and stated.role == "change"
        last = next((c for c in reversed(made) if c.topic), None)
        if last and (bare or (about is None and empty)):
            about = _inherited(stated, last, self.definitions, beside) or about
        if about is None and empty:
            subject = replace(beside, before=beside.earlier, earlier=())
            about = topic(subject, stated, known, self.definitions)
        clause = sentence.words(_clause_start(sentence, left, stated), stated.start)
        around = clause + " " + sentence.words(stated.end, min(right, stated.end + 40))
        period, told, base = self._when(sentence, stated, left, right)
        behind = sentence.words(stated.end, right)
        share = about is None and stated.kind == "percent" and stated.role == "level"
        clause = sentence.words(_clause_start(sentence, sentence.start, stated), stated.start)
        share = share and (_SHARE.search(clause) or _WHOLE_BEHIND.match(behind)) is not None
        if share:
            part = replace(stated, kind="count")
            about = topic(beside, part, known, self.definitions)
            if about is None and last:
                about = _inherited(part, last, self.definitions, beside)
        aimed = _AIMED.search(sentence.words(sentence.start, sentence.end)) and not (
            about and any("target" in i for i in about.of)
        )
        doubtful = bool(aimed) or _goes_on(sentence, beside) or _small(sentence, stated)
        if about is not None and (doubtful or self._local(sentence, stated)):
            about = replace(about, sure=False)
        return Context(
            stated,
            about,
            period,
            told,
            base,
            _YEARLY.search(around) is not None,
            _AVERAGE.search(around) is not None,
            _SPANS.search(sentence.words(sentence.start, stated.end + 30)) is not None,
            share,
            self.places.said(
                sentence.paragraph, sentence.start, (left, right), stated, beside.start
            ),
            self._others(sentence, stated, period),
            n - 1,
        )

    @staticmethod
    def _others(sentence: Sentence, stated: Stated, period: Period | None) -> tuple[Period, ...]:
        """Return the periods before a number that end before its own."""
        named = (d.period for d in sentence.dated if d.end <= stated.start)
        earlier = (p for p in named if p and period and p.end < period.end)
        return tuple(dict.fromkeys(reversed(list(earlier))))

    def _local(self, sentence: Sentence, stated: Stated) -> bool:
        """Tell whether a number is one of a part of the country, which was named last."""
        at = max(
            (t.start for t in sentence.tokens if t.local and t.start < stated.start), default=-1
        )
        home = max(self.places.home(sentence.paragraph, sentence.start, stated.start), default=-1)
        return at > home or (self.local and home < 0)

    def _when(
        self, sentence: Sentence, stated: Stated, left: int, right: int
    ) -> tuple[Period | None, bool, Dated | None]:
        """Return the period of a number, whether it is told beside it, and the base of a change."""
        before = [d for d in sentence.dated if d.end <= stated.start]
        behind = [d for d in sentence.dated if stated.end <= d.start < right]
        stop = _BEHIND_ENDS[sentence.lang].search(sentence.words(stated.end, right))
        close = [d for d in behind if not stop or d.start < stated.end + stop.start()]
        near = [d for d in before if d.start >= left]
        clause = _clause_start(sentence, left, stated)
        base = next((d for d in reversed(near) if d.base and d.start >= clause), None)
        base = base or next((d for d in behind if d.base or d.shift), None)
        base = base or next((d for d in reversed(near) if d.base), None)
        level = stated.role == "level" and stated.kind != "times"
        own = [d for d in near if level or not d.base]
        if level:
            # 比上年的79.8万件增长: the number is that of the year before.
            own = [d for d in own if not d.base or d.end >= stated.start - 3]
        chosen = own[-1] if own else None
        if chosen is None or sentence.lang == "en":
            late = [d for d in close if level or not (d.base or d.shift)]
            chosen = late[0] if late and (chosen is None or _beats(late[0], stated)) else chosen
        earlier = [d for d in before if not d.base and not d.shift]
        said = earlier[-1].period if earlier else self.period
        if _leaves(sentence, stated) and not any(d.start < stated.end + _SOON for d in behind):
            return None, False, base  # of an earlier time that is not told
        if chosen is not None and chosen.shift:
            later = [d.period for d in sentence.dated if d.period and d is not chosen]
            spoken = said or (later[0] if later else None)
            return (shifted(spoken, chosen.shift) if spoken else None), bool(earlier), base
        if chosen is not None:
            return chosen.period, chosen.period is not None, base
        only = {d.period for d in sentence.dated if d.period and not d.base}
        if not earlier and len(only) == 1 and any(d.end <= right for d in behind):
            return only.pop(), True, base
        return said, bool(earlier) and said is not None, base

    def _shared_out(self, sentence: Sentence, made: list[Context]) -> list[Context]:
        """Give each number its own item where several are told for several: 分别, respectively."""
        text = sentence.words(sentence.start, sentence.end)
        m = _RESPECTIVELY.search(text)
        if m is None or len(made) < 2:
            return made
        at = sentence.start + m.start()
        chinese = sentence.lang == "zh"
        run = [n for n, c in enumerate(made) if (c.stated.start > at) == chinese]
        run = _like(run if chinese else run[::-1], made, _LIST_GAP[sentence.lang])
        run = run if chinese else run[::-1]
        if len(run) < 2:
            return made
        first = made[run[0]].stated.start
        head = (
            made[run[0] - 1].stated.end if run[0] else sentence.start,
            min(first, at) if chinese else first,
        )
        return self._dealt(sentence, made, run, head)

    def _dealt(
        self, sentence: Sentence, made: list[Context], run: list[int], head: tuple[int, int]
    ) -> list[Context]:
        """Deal dates, economies or names out to a run of numbers, in their order."""
        dated = [d for d in sentence.dated if head[0] <= d.start < head[1] and d.period]
        areas = self.places.areas(sentence.paragraph, *head)
        items = self._items(sentence, head, made[run[0]].stated)
        for k, n in enumerate(run):
            one = made[n]
            lead = made[run[0]]
            one = replace(one, topic=one.topic or lead.topic, yearly=one.yearly or lead.yearly)
            if len(dated) == len(run):
                one = replace(one, period=dated[k].period, told=True, topic=lead.topic)
            elif len(areas) == len(run):
                one = replace(
                    one, place=replace(one.place, area=areas[k], named=True), topic=lead.topic
                )
                one = replace(one, period=lead.period, told=lead.told)
            elif len(items) == len(run):
                one = replace(one, topic=items[k], period=lead.period, told=lead.told)
            else:
                one = replace(one, topic=None)
            made[n] = one
        return made

    def _items(
        self, sentence: Sentence, head: tuple[int, int], stated: Stated
    ) -> list[Topic | None]:
        """Return the names of the items of a list before a run of numbers."""
        words = sentence.words(*head)
        cuts = [
            head[0],
            *(head[0] + m.end() for m in _ITEMS[sentence.lang].finditer(words)),
            head[1],
        ]
        pieces = [
            tuple(t for t in sentence.tokens if a <= t.start < b and t.telling)
            for a, b in pairwise(cuts)
        ]
        pieces = [p for p in pieces if p]
        every = [t for p in pieces for t in p]
        known = self.known[sentence.lang]
        return [
            topic(
                Beside(p, (), tuple(t for t in every if t not in p)),
                stated,
                known,
                self.definitions,
            )
            for p in pieces
        ]


def _beats(dated: Dated, stated: Stated) -> bool:
    """Tell whether a date behind a number goes before one that stands earlier."""
    return dated.start - stated.end < 40


def _leaves(sentence: Sentence, stated: Stated) -> bool:
    """Tell whether a number is where a movement sets out: from 6.2 million to 4.4 million."""
    if stated.role == "change":
        return False
    before = sentence.words(max(sentence.start, stated.start - 12), stated.start)
    behind = sentence.words(stated.end, min(sentence.end, stated.end + 40))
    return _LEAVES.search(before) is not None and _ARRIVES.search(behind) is not None


def _like(run: Sequence[int], made: Sequence[Context], gap: int) -> list[int]:
    """Return the first numbers of a run that are of one kind and role, and close together."""
    kept: list[int] = []
    for n in run:
        own = made[n].stated
        lead = made[run[0]].stated
        if own.role != lead.role or (own.kind != lead.kind and "bare" not in (own.kind, lead.kind)):
            break
        if kept and _between(made[kept[-1]].stated, own) > gap:
            break
        kept.append(n)
    return kept


def _between(one: Stated, other: Stated) -> int:
    """Count the signs between two numbers."""
    return max(one.start, other.start) - min(one.end, other.end)


def _clause_start(sentence: Sentence, left: int, stated: Stated) -> int:
    """Return where the clause of a number begins."""
    start = left
    for m in _CLAUSE[sentence.lang].finditer(sentence.paragraph.text, left, stated.start):
        start = m.end()
    return start


def _beside(sentence: Sentence, left: int, stated: Stated, right: int) -> Beside:
    """Part the words of names around a number."""
    tokens, text = sentence.tokens, sentence.paragraph.text
    stop = _BEHIND_ENDS[sentence.lang].search(text, stated.end, right)
    end = stop.start() if stop else right
    behind = _behind(tokens, stated, end, _NEAR[sentence.lang])
    found = _CLAUSE[sentence.lang].finditer(text, left, stated.start)
    cuts = [left, *(m.end() for m in found)]
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


def _goes_on(sentence: Sentence, beside: Beside) -> bool:
    """Tell whether a Chinese name behind a number goes on, so that it may be another one."""
    if sentence.lang != "zh" or not beside.behind:
        return False
    return _GOING_ON.match(sentence.paragraph.text, beside.behind[-1].end) is not None


def _small(sentence: Sentence, stated: Stated) -> bool:
    """Tell whether it is a small number in words, which may count anything: these two."""
    word = sentence.words(stated.start, stated.end)
    return stated.kind in ("count", "bare") and stated.value < 20 and not word[0].isdigit()


def _inherited(
    stated: Stated, last: Context, definitions: dict[str, Definition], beside: Beside
) -> Topic | None:
    """Return the topic of the number before, where a number has no words of its own."""
    if last.topic is None or beside.apart:
        return None
    of = tuple(i for i in last.topic.of if counts(definitions[i], stated))
    return Topic(of, last.topic.sure) if of else None
