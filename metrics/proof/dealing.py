"""Lists of numbers for lists of things: 分别, respectively."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from metrics.locale import Lang
from metrics.model.definition import Definition
from metrics.model.period import Period
from metrics.proof.context import Context
from metrics.proof.manners import ALONE
from metrics.proof.names import Names
from metrics.proof.numbers import Stated
from metrics.proof.periods import Dated
from metrics.proof.places import Places
from metrics.proof.sentences import Sentence, clause_start
from metrics.proof.topics import Beside, Topic, counts, topic
from metrics.proof.units import FACTORS, SCALE

_RESPECTIVELY = re.compile(r"分别|依次|respectively|in that order", re.IGNORECASE)
_ITEMS = {"zh": re.compile(r"[、,和与及]"), "en": re.compile(r",|\band\b")}
_JOINS = re.compile(
    r"(?:[件个家元项次分年%]|个月)?\s*(?:[、,和与及→⟶]|->|,?\s?\b(?:and|to)\b)+\s*"
    r"(?:RMB |CNY |US ?\$|\$|¥|only |the )?",
    re.IGNORECASE,
)
_PAIRS = re.compile(
    r"(?:[件个家元项次分]|个月)?[、和与及]|,? and (?:RMB |CNY |US ?\$|\$|¥)?", re.IGNORECASE
)
# Between a list of numbers and the list of their dates.
_INTO = re.compile(
    r"\s?(?:[a-z]+ |[件个家分元项])?\(?(?:in|at|for|by)?\s?(?:the )?(?:(?:end|close)s? of )?",
    re.IGNORECASE,
)
# A span has no more years than these.
_MOST = 12
# Between the numbers of one list stands little.
_LIST_GAP = {"zh": 10, "en": 26}


@dataclass(frozen=True)
class Lists:
    """What lists may be of: names, and economies."""

    known: dict[Lang, Names]
    definitions: dict[str, Definition]
    places: Places


def dealt_out(lists: Lists, sentence: Sentence, made: list[Context]) -> list[Context]:
    """Give each number its own item where several are told for several: 分别, respectively."""
    text = sentence.words(sentence.start, sentence.end)
    m = _RESPECTIVELY.search(text)
    if len(made) < 2:
        return made
    if m is None:
        return _parallel(sentence, _dated_behind(sentence, made))
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
    return _dealt(lists, sentence, made, run, head)


def _dated_behind(sentence: Sentence, made: list[Context]) -> list[Context]:
    """Deal years out behind as many numbers: 1.3, 1.7 and 2 million in 2022, 2023 and 2024."""
    dated = [d for d in sentence.dated if d.period and not d.base]
    for first in range(len(dated)):
        years = _of_span(dated[first]) or _joined(sentence, dated[first:])
        before = [n for n, c in enumerate(made) if c.stated.end <= years[0].start]
        run = before[-len(years) :]
        if len(years) < 2 or len(run) < len(years) or not _one_list(sentence, made, run, years[0]):
            continue
        lead = made[run[-1]]
        factor = _scale(sentence, lead.stated)
        about = next((made[n].topic for n in run if made[n].topic), None)
        for n, date in zip(run, years, strict=True):
            one = made[n].stated
            if factor and not _scale(sentence, one) and one.amount:
                size = one.amount.number.times(factor)
                amount = replace(one.amount, number=size)
                one = replace(one, amount=amount, kind=lead.stated.kind, unit=lead.stated.unit)
            made[n] = replace(made[n], stated=one, topic=about, period=date.period, told=True)
    return made


def _parallel(sentence: Sentence, made: list[Context]) -> list[Context]:
    """Deal dates out to as many numbers behind: 35 in 2022 and 48 in 2023; of others 62 and 77."""
    run: list[int] = []
    for n in range(len(made) + 1):
        joined = (
            n < len(made)
            and run
            and made[n].stated.role == "level"
            and made[n].stated.kind == made[n - 1].stated.kind
            and _PAIRS.fullmatch(sentence.words(made[n - 1].stated.end, made[n].stated.start))
        )
        if run and not joined:
            _dated_as_before(sentence, made, run)
        run = [*run, n] if joined else [n]
    return made


def _dated_as_before(sentence: Sentence, made: list[Context], run: list[int]) -> None:
    many, first = len(run), run[0]
    left = made[first - 1].stated.end if first else sentence.start
    clause = clause_start(sentence, left, made[first].stated)
    end = made[run[-1]].stated.end
    near = any(clause <= d.start < end + _LIST_GAP["zh"] for d in sentence.dated)
    if many < 2 or first < many or near or any(made[n].company.of_years for n in run):
        return
    for start in range(first - many, -1, -1):
        lead = made[start : start + many]
        periods = [c.period for c in lead]
        own = all(
            any(
                (made[n - 1].stated.end if n else sentence.start) <= d.start < _next(made, n)
                for d in sentence.dated
            )
            for n in range(start, start + many)
        )
        if own and None not in periods and len(set(periods)) == many:
            for n, period in zip(run, periods, strict=True):
                made[n] = replace(made[n], period=period, told=True)
            return


def _next(made: Sequence[Context], n: int) -> int:
    return made[n + 1].stated.start if n + 1 < len(made) else made[n].stated.end + 40


def _of_span(date: Dated) -> list[Dated]:
    """Return the years of a span, each where the span stands: 81.25→82.04→82.36(2022—2024年)."""
    if date.period is None or date.period.kind != "years":
        return []
    years = range(date.period.start.year, date.period.end.year + 1)
    return [replace(date, period=Period.parse(f"{year}")) for year in years][:_MOST]


def _joined(sentence: Sentence, dated: Sequence[Dated]) -> list[Dated]:
    """Return the first dates between which only commas and such stand."""
    kept = [dated[0]]
    for one, following in pairwise(dated):
        if not _JOINS.fullmatch(sentence.words(one.end, following.start)):
            break
        kept.append(following)
    return kept


def _one_list(sentence: Sentence, made: Sequence[Context], run: Sequence[int], date: Dated) -> bool:
    """Tell whether numbers are one list, right before the first of some dates."""
    gaps = [sentence.words(made[a].stated.end, made[b].stated.start) for a, b in pairwise(run)]
    last = sentence.words(made[run[-1]].stated.end, date.start)
    return all(_JOINS.fullmatch(gap) for gap in gaps) and _INTO.fullmatch(last) is not None


def _scale(sentence: Sentence, stated: Stated) -> Decimal | None:
    """Return the scale that stands behind a number."""
    m = SCALE.search(sentence.words(stated.start, stated.end))
    return FACTORS[m[1].casefold()] if m else None


def _dealt(
    lists: Lists, sentence: Sentence, made: list[Context], run: list[int], head: tuple[int, int]
) -> list[Context]:
    """Deal dates, economies or names out to a run of numbers, in their order."""
    dated = [d for d in sentence.dated if head[0] <= d.start < head[1] and d.period]
    areas = lists.places.areas(sentence.paragraph, *head)
    items = _items(lists, sentence, head, made[run[0]].stated)
    lead = made[run[0]]
    about = next((made[n].topic for n in run if made[n].topic), None)
    spread = _yearly(dated, len(run))
    told = _told_before(lists, made, run)
    for k, n in enumerate(run):
        one = made[n]
        stated = replace(one.stated, role=lead.stated.role, falling=lead.stated.falling)
        one = replace(
            one,
            stated=stated,
            topic=one.topic or about,
            yearly=one.yearly or lead.yearly,
            company=ALONE,
        )
        if len(dated) == len(run) or spread:
            period = spread[k] if spread else dated[k].period
            one = replace(one, period=period, told=True, topic=about)
        elif len(areas) == len(run):
            one = replace(
                one, place=replace(one.place, area=areas[k], named=True, others=()), topic=about
            )
            one = replace(one, period=lead.period, told=lead.told)
        elif len(items) == len(run):
            one = replace(one, topic=items[k], period=lead.period, told=lead.told)
        elif told:
            one = replace(one, topic=told[k], period=lead.period, told=lead.told)
        else:
            one = replace(one, topic=None)
        made[n] = one
    return made


def _yearly(dated: Sequence[Dated], many: int) -> list[Period]:
    """Return each of the years of a span that has as many as there are numbers."""
    spans = [d.period for d in dated if d.period and d.period.kind == "years"]
    if len(spans) != 1:
        return []
    years = range(spans[0].start.year, spans[0].end.year + 1)
    return [Period.parse(f"{year}") for year in years] if len(years) == many else []


def _told_before(lists: Lists, made: Sequence[Context], run: Sequence[int]) -> list[Topic | None]:
    """Return the topics of as many numbers before a run of changes: a and b, up x % and y %."""
    lead = made[run[0]].stated
    levels = [c for c in made[: run[0]] if c.topic and c.stated.role == "level"][-len(run) :]
    if lead.role != "change" or len(levels) < len(run):
        return []
    return [
        Topic(tuple(i for i in c.topic.of if counts(lists.definitions[i], lead)), c.topic.sure)
        for c in levels
        if c.topic
    ]


def _items(
    lists: Lists, sentence: Sentence, head: tuple[int, int], stated: Stated
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
    known = lists.known[sentence.lang]
    return [
        topic(
            Beside(p, (), tuple(t for t in every if t not in p)),
            stated,
            known,
            lists.definitions,
        )
        for p in pieces
    ]


def _like(run: Sequence[int], made: Sequence[Context], gap: int) -> list[int]:
    """Return the first numbers of a run that are of one kind, and close together."""
    kept: list[int] = []
    for n in run:
        own = made[n].stated
        lead = made[run[0]].stated
        if own.kind != lead.kind and {own.kind, lead.kind} - {"bare", "count", "score"}:
            break
        if kept and _between(made[kept[-1]].stated, own) > gap:
            break
        kept.append(n)
    return kept


def _between(one: Stated, other: Stated) -> int:
    """Count the signs between two numbers."""
    return max(one.start, other.start) - min(one.end, other.end)
