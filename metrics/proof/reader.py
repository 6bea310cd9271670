"""Reads sentence by sentence what the words around numbers say, and keeps what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.locale import Lang
from metrics.model.definition import Definition
from metrics.model.period import Period
from metrics.proof.company import company_of, right_of, role_in
from metrics.proof.context import Context
from metrics.proof.dating import framing, only_year, others, undated, when, year_of_writing
from metrics.proof.dealing import Lists, dealt_out
from metrics.proof.doubts import Read, aims, doubtful
from metrics.proof.listed import Listed
from metrics.proof.loosely import Heard, Loosely, is_open
from metrics.proof.manners import AVERAGE, SHARE, SPANS, WHOLE_BEHIND, YEARLY, Company, only_total
from metrics.proof.names import Names
from metrics.proof.naming import NOTHING, Memory, Named, Naming
from metrics.proof.numbers import Stated
from metrics.proof.places import Places, Said
from metrics.proof.sentences import Sentence, behind_end, clause_start, words_beside
from metrics.proof.topics import Beside, Topic

# 突破4000亿元和8000亿元, passed 400 billion in 2022 and 800 billion in 2023: one word for both.
_SHARES = re.compile(
    r"[件个家次亿万元,、和\s]*|[\s,]*(?:yuan|in|at|by)?[\s,]*and\s(?:RMB |CNY |US\$|\$)?",
    re.IGNORECASE,
)
# What goes on to numbers of others: 其余, in all.
_OTHERS = re.compile(
    r"[;若如其]|全部|总|全国|计入|\b(?:all|total|foreign|others?)\b", re.IGNORECASE
)
# The year that is spoken of.
_YEAR_SAID = re.compile(
    r"全年|年内|\b(?:in|for|over|during|throughout|across) the (?:full |whole |entire )?year\b"
    r"(?! (?:to|before|earlier|ago|ended|ending|\d))|\bfull[- ]year\b",
    re.IGNORECASE,
)
# What may stand between two rates of one growth.
_ONLY_JOINS = re.compile(
    r"(?:[\s,、;和与及而于为的比远高低快慢]|percent|per cent|in|by|and|than|with"
    r"|compared|against|the)*",
    re.IGNORECASE,
)


# What of a text is its title, and how many sentences before hint at what a number is of.
_TITLE, _HEARD, _CELL = 80, 2, 12


@dataclass
class Reader:
    """Reads sentence by sentence, and keeps what was spoken of last."""

    known: dict[Lang, Names]
    definitions: dict[str, Definition]
    places: Places
    loosely: Loosely
    period: Period | None = None
    local: bool = False
    memory: Memory = NOTHING
    frame: Period | None = None
    only: Period | None = None
    written: int = 0
    title: str = ""
    heard: tuple[str, ...] = ()
    # Where the paragraph begins whose last dated sentence has figures of one year.
    alone: int = -1

    def begin(self, text: str) -> None:
        """Look a text over: the year that it is written in, the one year that it names."""
        self.only, self.written = only_year(text), year_of_writing(text)
        self.title = text[:_TITLE]

    def read(self, sentence: Sentence) -> tuple[Context, ...]:
        """Tell of each number of a sentence what the words around it say."""
        made: list[Context] = []
        for n, stated in enumerate(sentence.stated):
            made.append(self._context(sentence, n, stated, made))
        lists = Lists(self.known, self.definitions, self.places)
        dealt = dealt_out(lists, sentence, list(made))
        made = [
            one if one is was else self._again_loosely(sentence, n, one)
            for n, (was, one) in enumerate(zip(made, dealt, strict=True))
        ]
        if not any(t.local or t.apart for t in sentence.tokens) and not self.local:
            made = Listed(self.loosely).together(made, sentence, self._heard())
        own = [d.period for d in sentence.dated if d.period and not d.base]
        if framing(sentence):
            self.frame = own[0]
        elif own:
            self.frame = None
        if own:
            self.period = own[-1]
            alone = made and len({p.end.year for p in own}) == 1
            self.alone = sentence.paragraph.starts[0] if alone else -1
        at = max((t.start for t in sentence.tokens if t.local), default=-1)
        home = max(self.places.home(sentence.paragraph, sentence.start, sentence.end), default=-1)
        self.local = at > home or (self.local and home < 0)
        if made or sentence.tokens:
            self.memory = self.memory.then(made, sentence)
        if sentence.end - sentence.start > _CELL:
            self.heard = (*self.heard, sentence.words(sentence.start, sentence.end))[-_HEARD:]
        return tuple(made)

    def _context(
        self, sentence: Sentence, n: int, stated: Stated, made: Sequence[Context]
    ) -> Context:
        left = sentence.stated[n - 1].end if n else sentence.start
        right = right_of(sentence, n)
        beside = words_beside(sentence, left, stated, right)
        start = clause_start(sentence, left, stated)
        bare = beside.start < start and stated.role == "change"
        naming = Naming(self.known[sentence.lang], self.definitions)
        named = naming.named(stated, beside, made, self.memory, bare=bare)
        if named.by and only_total(undated(sentence, sentence.start, stated.start)):
            named = naming.of_all(stated, beside, self.memory) or named
        clause = sentence.words(start, stated.start)
        end = behind_end(sentence, stated.end, min(right, stated.end + 40))
        around = clause + " " + sentence.words(stated.end, end)
        period, told, base = when(
            sentence, stated, (left, right), (self.period or self.only, self.written)
        )
        if not told and period is not None and period == self.frame and not sentence.dated:
            told = self._stands(named)  # 截至2024年6月: so long as nothing else is named
        carried = not told and period is not None and period == self.period
        carried = carried and self.alone == sentence.paragraph.starts[0]
        if carried and period and _closes(period, around):
            # 全年 is the year that was spoken of.
            period, told = Period.parse(f"{period.end.year}"), True
        again = _again(sentence, left, stated, made, period)
        if again:
            stated = replace(stated, role="change", falling=made[-1].stated.falling)
            named, base = naming.named(stated, replace(beside), made, self.memory, bare=True), None
        company = company_of(self.places, sentence, stated, (left, right), period)
        follows = bool(made) and (named.topic is None or named.inherited)
        if follows and company.qualifier == "exact":
            between = undated(sentence, left, stated.start)
            if made[-1].stated.role == stated.role and _SHARES.fullmatch(between):
                company = replace(company, qualifier=made[-1].stated.qualifier)
        company = replace(
            company, summed=follows and company.summed, parted=follows and company.parted
        )
        stated = replace(stated, role=role_in(stated, company, clause), qualifier=company.qualifier)
        share = named.topic is None and _is_share(sentence, stated, company, right)
        if share:
            named = naming.part(replace(stated, kind="count"), beside, made)
        about = self._aimed_at(sentence, stated, named)
        local = self._local(sentence, stated)
        if about is not None:
            compared = base is not None or bool(company.against)
            by = named.by.stated.end if named.by in made and named.by else -1
            read = Read(
                sentence, stated, beside, start, about, named.inherited, compared, company, by
            )
            doubt = doubtful(read, self.definitions, self.places) or local
            about = replace(about, sure=about.sure and not doubt)
        place = self._place(sentence, stated, (left, right), beside, named)
        read_ = Context(
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
            named.topic is not None and named.topic.sure,
            local=local,
            carried=carried,
        )
        return self._loosely(read_, sentence, (left, right), beside)

    def _again_loosely(self, sentence: Sentence, n: int, dealt: Context) -> Context:
        """Find what a number of a list is of by its own size, now that its date is known."""
        left = sentence.stated[n - 1].end if n else sentence.start
        right = right_of(sentence, n)
        beside = words_beside(sentence, left, dealt.stated, right)
        return self._loosely(dealt, sentence, (left, right), beside)

    def _loosely(
        self, read: Context, sentence: Sentence, between: tuple[int, int], beside: Beside
    ) -> Context:
        """Find what a level is of by its size, where its words do not surely name it."""
        if not is_open(read) or beside.apart or self._local(sentence, read.stated):
            return read
        read = replace(read, hinted=not aims(sentence.words(sentence.start, read.stated.end)))
        return self.loosely.read(read, sentence, between, self._heard())

    def _heard(self) -> Heard:
        return Heard((*self.heard, self.title), self.memory.tokens)

    def _aimed_at(self, sentence: Sentence, stated: Stated, named: Named) -> Topic | None:
        """Give a number that is aimed at the target of its indicator, where the tables have one."""
        about = named.topic
        words = sentence.words(sentence.start, stated.start)
        if about is None or stated.role == "change" or not aims(words):
            return about
        targets = tuple(t for i in about.of if (t := f"{i}_target") in self.definitions)
        return Topic(targets, about.sure) if targets else about

    def _stands(self, named: Named) -> bool:
        """Tell whether a number is of what stands at a day."""
        of = named.topic.of if named.topic else ()
        return any(self.definitions[i].measure in ("stock", "cumulative") for i in of)

    def _place(
        self,
        sentence: Sentence,
        stated: Stated,
        between: tuple[int, int],
        beside: Beside,
        named: Named,
    ) -> Said:
        """Tell for whom a number is: what has its name of another has its scope as well."""
        said = self.places.said(sentence.paragraph, sentence.start, between, stated, beside.start)
        if named.by is None or said.scopes or stated.role == "change" or stated.kind == "percent":
            return said
        if _OTHERS.search(sentence.words(between[0], stated.start)):
            return said
        return replace(said, scopes=named.by.place.scopes)

    def _local(self, sentence: Sentence, stated: Stated) -> bool:
        """Tell whether a number is one of a part of the country, which was named last."""
        at = max(
            (t.start for t in sentence.tokens if t.local and t.start < stated.start), default=-1
        )
        home = max(self.places.home(sentence.paragraph, sentence.start, stated.start), default=-1)
        return at > home or (self.local and home < 0)


def _closes(period: Period, words: str) -> bool:
    """Tell whether words say that a number is of all of the year that a period closes."""
    return period.closes_a_year and _YEAR_SAID.search(words) is not None


def _is_share(sentence: Sentence, stated: Stated, company: Company, right: int) -> bool:
    """Tell whether a number without a name is a part of a whole."""
    if stated.kind != "percent" or stated.role != "level":
        return False
    clause = sentence.words(clause_start(sentence, sentence.start, stated), stated.start)
    behind = sentence.words(stated.end, right)
    said = SHARE.search(clause) or WHOLE_BEHIND.match(behind)
    return bool(company.against or company.parted or said)


def _again(
    sentence: Sentence, left: int, stated: Stated, made: Sequence[Context], period: Period | None
) -> bool:
    """Tell whether a rate is of the same growth as the one before it, in another year."""
    if not made or made[-1].topic is None:
        return False
    last = made[-1]
    rates = stated.kind == last.stated.kind == "percent" and last.stated.role == "change"
    if not rates or last.base is not None or period is None or period == last.period:
        return False
    return _ONLY_JOINS.fullmatch(undated(sentence, left, stated.start)) is not None
