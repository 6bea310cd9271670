"""Reads sentence by sentence what the words around numbers say, and keeps what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.locale import Lang
from metrics.model.definition import Definition
from metrics.model.period import Period
from metrics.proof.against import against
from metrics.proof.context import Context
from metrics.proof.dating import named_together, others, when
from metrics.proof.dealing import Lists, dealt_out
from metrics.proof.doubts import Read, doubtful
from metrics.proof.manners import (
    AVERAGE,
    SHARE,
    SPANS,
    WHOLE_BEHIND,
    YEARLY,
    Company,
    between_two,
    gap,
    of_last,
    of_world,
    only_share,
    only_total,
    together,
)
from metrics.proof.names import Names
from metrics.proof.numbers import Role, Stated
from metrics.proof.places import Places
from metrics.proof.sentences import Sentence, behind_end, clause_start, words_beside
from metrics.proof.topics import Beside, Topic, counts, topic

# What may stand between two rates of one growth.
_ONLY_JOINS = re.compile(
    r"(?:[\s,、;和与及而于为的比远高低快慢]|percent|per cent|in|by|and|than|with"
    r"|compared|against|the)*",
    re.IGNORECASE,
)


# What belongs to the number before: 5.7% a year.
_OF_LAST = re.compile(
    r"^\s*(?:%|percent|per cent)?\s*(?:on average|annually|(?:a|per|each) year|per annum)\b",
    re.IGNORECASE,
)
# Between a part and the number of its whole.
_OF_WHOLE = re.compile(
    r"\s*(?:percent|per cent)?\s*of\s(?:the\s)?(?:[\w']+\s){0,2}?(?:total (?:of )?)?"
    r"|\s*(?:%|percent|per cent|percentage points?)\s(?:less|more|higher|lower|above|below)\s"
    r"(?:than\s)?(?:the\s)?(?:RMB |CNY |US\$|\$)?",
    re.IGNORECASE,
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
        right = _right(sentence, n)
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
        summed = bool(made) and (about is None or inherited is not None)
        if about is None and empty:
            subject = replace(beside, before=beside.earlier, earlier=())
            about = topic(subject, stated, known, self.definitions)
        clause = sentence.words(clause_start(sentence, left, stated), stated.start)
        end = behind_end(sentence, stated.end, min(right, stated.end + 40))
        around = clause + " " + sentence.words(stated.end, end)
        period, told, base = when(sentence, stated, (left, right), self.period)
        again = bool(made) and last is made[-1] and (about is None or inherited is not None)
        again = again and last is not None and _rate_again(sentence, left, stated, last, period)
        if again and last is not None:
            stated = replace(stated, role="change", falling=last.stated.falling)
            about, base = _inherited(stated, last, self.definitions, beside), None
        behind = sentence.words(stated.end, right)
        company = self._company(sentence, stated, (left, right), period)
        company = replace(
            company, summed=summed and company.summed, parted=summed and company.parted
        )
        stated = replace(stated, role=_role(stated, company, clause), qualifier=company.qualifier)
        share = about is None and stated.kind == "percent" and stated.role == "level"
        clause = sentence.words(clause_start(sentence, sentence.start, stated), stated.start)
        share = share and bool(
            company.against or company.parted or SHARE.search(clause) or WHOLE_BEHIND.match(behind)
        )
        if share:
            part = replace(stated, kind="count")
            about = topic(beside, part, known, self.definitions)
            if about is None and last:
                about = _inherited(part, last, self.definitions, beside)
        if about is not None:
            start = clause_start(sentence, left, stated)
            read = Read(
                sentence,
                stated,
                beside,
                start,
                about,
                inherited is not None,
                base is not None or bool(company.against),
                company,
            )
            doubt = doubtful(read, self.definitions, self.places) or self._local(sentence, stated)
            about = replace(about, sure=about.sure and not doubt)
        place = self.places.said(
            sentence.paragraph, sentence.start, (left, right), stated, beside.start
        )
        return Context(
            stated,
            about,
            period,
            told,
            base,
            again or YEARLY.search(around) is not None,
            AVERAGE.search(around) is not None,
            SPANS.search(sentence.words(sentence.start, stated.end + 30)) is not None,
            share,
            replace(place, area=company.area) if company.against else place,
            others(sentence, stated, period),
            company,
        )

    def _company(
        self,
        sentence: Sentence,
        stated: Stated,
        between: tuple[int, int],
        period: Period | None,
    ) -> Company:
        """Tell what other numbers a number is said to be made of."""
        left, right = between
        end = behind_end(sentence, stated.end, min(right, stated.end + 40))
        english = sentence.lang == "en"
        start = left if english else clause_start(sentence, left, stated)
        before = _OF_LAST.sub("", sentence.words(start, stated.start))
        behind = sentence.words(stated.end, end) if english else ""
        area, other, qualifier = against(self.places, sentence, stated)
        whole = sentence.words(left, stated.start) + behind
        return Company(
            together(f"{before} {behind}"),
            named_together(sentence, stated, period),
            only_total(whole),
            only_share(sentence.words(left, stated.start)),
            of_world(before + sentence.words(stated.end, end)),
            stated.kind == "times" and of_last(sentence.words(left, stated.start)),
            gap(f"{before} {behind}"),
            area,
            other,
            qualifier,
        )

    def _local(self, sentence: Sentence, stated: Stated) -> bool:
        """Tell whether a number is one of a part of the country, which was named last."""
        at = max(
            (t.start for t in sentence.tokens if t.local and t.start < stated.start), default=-1
        )
        home = max(self.places.home(sentence.paragraph, sentence.start, stated.start), default=-1)
        return at > home or (self.local and home < 0)


def _right(sentence: Sentence, n: int) -> int:
    """Return where the words end that may belong to a number: a part has its whole behind it."""
    stated = sentence.stated
    if n + 1 == len(stated):
        return sentence.end
    part = stated[n].kind in ("percent", "bare", "count") and sentence.lang == "en"
    if part and _OF_WHOLE.fullmatch(sentence.words(stated[n].end, stated[n + 1].start)):
        return stated[n + 2].start if n + 2 < len(stated) else sentence.end
    return stated[n + 1].start


def _role(stated: Stated, company: Company, around: str) -> Role:
    """Tell whether a number is a level or a change, by what it is compared with."""
    if company.against and stated.kind not in ("times", "percent"):
        return "change"
    if company.against and stated.kind == "times":
        return "level"
    apart = between_two(around) and not company.together
    return "change" if apart or stated.kind == "points" else stated.role


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
