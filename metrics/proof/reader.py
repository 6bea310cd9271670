"""Reads sentence by sentence what the words around numbers say, and keeps what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.locale import Lang
from metrics.model.definition import Definition
from metrics.model.period import Period
from metrics.proof.context import Context
from metrics.proof.dating import others, when
from metrics.proof.dealing import Lists, dealt_out
from metrics.proof.doubts import Read, doubtful
from metrics.proof.names import Names
from metrics.proof.numbers import Stated
from metrics.proof.places import Places
from metrics.proof.sentences import Sentence, clause_start, words_beside
from metrics.proof.topics import Beside, Topic, counts, topic

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
_SPANS = re.compile(
    r"[0-9一二三四五六七八九十两余多几]年[间来]|以来"
    r"|[近这过去前]{1,2}[0-9一二三四五六七八九十两几]+年|五年|十年|多年|期间|时期"
    r"|\bsince\b|\bdecade|\byears\b|\bover the (?:past|last)|\bperiod \d",
    re.IGNORECASE,
)
# What may stand between two rates of one growth.
_ONLY_JOINS = re.compile(
    r"(?:[\s,、;和与及而于为的比远高低快慢]|percent|per cent|in|and|than|with"
    r"|compared|against|the)*",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"占(?:比|全部|总量|全国|其中|到|据|有)?|比重|占比|所占|account(?:s|ed|ing)? for|share of"
    r"|proportion|made up"
    r"|makes? up|represent(?:s|ed|ing)?",
    re.IGNORECASE,
)
_WHOLE_BEHIND = re.compile(r"\s*(?:%|percent|per cent)?\s*of (?:the |all )", re.IGNORECASE)


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
        made = dealt_out(Lists(self.known, self.definitions, self.places), sentence, made)
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
        beside = words_beside(sentence, left, stated, right)
        known = self.known[sentence.lang]
        about = topic(beside, stated, known, self.definitions)
        empty = not any(t.telling for t in (*beside.before, *beside.behind))
        bare = beside.start < clause_start(sentence, left, stated) and stated.role == "change"
        last = next((c for c in reversed(made) if c.topic), None)
        inherited = None
        if last and (bare or (about is None and empty)):
            inherited = _inherited(stated, last, self.definitions, beside)
            about = inherited or about
        if about is None and empty:
            subject = replace(beside, before=beside.earlier, earlier=())
            about = topic(subject, stated, known, self.definitions)
        clause = sentence.words(clause_start(sentence, left, stated), stated.start)
        around = clause + " " + sentence.words(stated.end, min(right, stated.end + 40))
        period, told, base = when(sentence, stated, (left, right), self.period)
        again = bool(made) and last is made[-1] and (about is None or inherited is not None)
        again = again and last is not None and _rate_again(sentence, left, stated, last, period)
        if again and last is not None:
            stated = replace(stated, role="change", falling=last.stated.falling)
            about, base = _inherited(stated, last, self.definitions, beside), None
        behind = sentence.words(stated.end, right)
        share = about is None and stated.kind == "percent" and stated.role == "level"
        clause = sentence.words(clause_start(sentence, sentence.start, stated), stated.start)
        share = share and (_SHARE.search(clause) or _WHOLE_BEHIND.match(behind)) is not None
        if share:
            part = replace(stated, kind="count")
            about = topic(beside, part, known, self.definitions)
            if about is None and last:
                about = _inherited(part, last, self.definitions, beside)
        if about is not None:
            start = clause_start(sentence, left, stated)
            read = Read(
                sentence, stated, beside, start, about, inherited is not None, base is not None
            )
            doubt = doubtful(read, self.definitions, self.places) or self._local(sentence, stated)
            about = replace(about, sure=about.sure and not doubt)
        return Context(
            stated,
            about,
            period,
            told,
            base,
            again or _YEARLY.search(around) is not None,
            _AVERAGE.search(around) is not None,
            _SPANS.search(sentence.words(sentence.start, stated.end + 30)) is not None,
            share,
            self.places.said(
                sentence.paragraph, sentence.start, (left, right), stated, beside.start
            ),
            others(sentence, stated, period),
        )

    def _local(self, sentence: Sentence, stated: Stated) -> bool:
        """Tell whether a number is one of a part of the country, which was named last."""
        at = max(
            (t.start for t in sentence.tokens if t.local and t.start < stated.start), default=-1
        )
        home = max(self.places.home(sentence.paragraph, sentence.start, stated.start), default=-1)
        return at > home or (self.local and home < 0)


def _rate_again(
    sentence: Sentence, left: int, stated: Stated, last: Context, period: Period | None
) -> bool:
    """Tell whether a rate is of the same growth as the one before it, in another year."""
    rates = stated.kind == last.stated.kind == "percent" and last.stated.role == "change"
    if not rates or last.base is not None or period is None or period == last.period:
        return False
    words = list(sentence.words(left, stated.start))
    for dated in sentence.dated:
        for at in range(max(dated.start, left), min(dated.end, stated.start)):
            words[at - left] = " "
    return _ONLY_JOINS.fullmatch("".join(words)) is not None


def _inherited(
    stated: Stated, last: Context, definitions: dict[str, Definition], beside: Beside
) -> Topic | None:
    """Return the topic of the number before, where a number has no words of its own."""
    if last.topic is None or beside.apart:
        return None
    of = tuple(i for i in last.topic.of if counts(definitions[i], stated))
    return Topic(of, last.topic.sure) if of else None
