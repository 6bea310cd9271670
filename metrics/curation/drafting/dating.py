"""The period of a number as its indicator writes it, and on what that rests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.model.definition import Definition
from metrics.model.period import Kind as PeriodKind
from metrics.model.period import Period, PeriodError
from metrics.model.series import Series
from metrics.proof.context import Context
from metrics.proof.periods import dates
from metrics.proof.sentences import Sentence
from metrics.proof.tabled import Read

# On what a period rests: its own sentence; the day of the publication; the last heading with a
# year; the sentences before; nothing.
Ground = Literal["stated", "now", "heading", "before", "none"]

# Signs of the longest heading, by language.
_LONGEST = {"zh": 60, "en": 120}
# What a short line may be that is no heading: a sentence, where it comes from, an issue.
_NO_HEADING = re.compile(
    r"[。;!?,:]$|\.$|^\(|来源|第[0-9]+期|\bsource:|\b(?:issue|no\.) [0-9]+$", re.IGNORECASE
)
# A title of what was said in a year, which is about the year before.
_SAID = re.compile(r"会议?上|讲话|工作报告|致辞|\b(?:conference|speech|address|remarks)\b", re.I)
_NOW = re.compile(r"目前|当前|迄今|至今|现有|\b(?:currently|to date|so far|at present|now)\b", re.I)
_ALL_YEAR = re.compile(r"全年|年内|当年|\b(?:full year|the whole year|during the year)\b", re.I)
# Months without their year: 1—11月, 上半年, 前三季度.
_MONTHS = re.compile(
    r"(?<![0-9年])(?P<first>[0-9]{1,2})—(?P<last>[0-9]{1,2})月|(?P<half>上半年|\bfirst half\b)"
    r"|(?P<quarters>前三季度|\bfirst three quarters\b)",
    re.IGNORECASE,
)
# Years together: 十年增长, 近五年, over ten years.
_YEARS = re.compile(
    r"(?<!连续)(?P<many>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})年(?:来|间|累计|共|增长|提升|年均)"
    r"|近(?P<near>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})年"
    r"|\b(?:over|in) (?:the )?(?:last |past )?(?P<word>five|ten|[0-9]{1,2}) years\b"
    r"|\b(?P<decade>decade)\b",
    re.IGNORECASE,
)
# Since a plan began: from the year before it.
_PLAN = re.compile(r"[“‘]?十([二三四五六])五[”’]?以来")
_SMALL = {s: n for n, s in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "five": 5, "ten": 10}
_BY_MEASURE: dict[str, PeriodKind] = {"stock": "date", "cumulative": "date", "growth": "years"}
_BY_MEASURE |= {"multiple": "years"}


@dataclass(frozen=True)
class Dating:
    """A period and on what it rests.

    Parameters
    ----------
    code : str
        The period; empty where none is told.
    ground : str
        On what it rests.
    """

    code: str
    ground: Ground


def heading_year(read: Read) -> Period | None:
    """Return the year that a heading names for what stands below it; None where it is none.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.proof.reading import read_all
    >>> lines = "2022年主要进展\\n\\n共授权发明专利79.8万件。\\n\\n在2023年会议上的讲话"
    >>> [year and year.code for year in map(heading_year, read_all(lines, load()))]
    ['2022', None, None]
    """
    paragraph = read.paragraph
    words = paragraph.text.strip()
    if len(words) > _LONGEST[paragraph.lang] or _NO_HEADING.search(words) or _SAID.search(words):
        return None
    named = {d.period for d in dates(paragraph.text, paragraph.lang) if d.period and not d.base}
    years = {p for p in named if p.kind == "year"}
    return years.pop() if len(named) == 1 == len(years) else None


def dated(
    context: Context,
    sentence: Sentence,
    definition: Definition | None,
    series: Series | None,
    spoken: tuple[Period | None, str],
) -> Dating:
    """Find the period of a number.

    Parameters
    ----------
    context : Context
        What the words around it say.
    sentence : Sentence
        Where it stands.
    definition : Definition, optional
        What it is of, where that is known.
    series : Series, optional
        The figures of that which are known.
    spoken : tuple of Period and str
        The year of the heading above, and the day on which the text came out, where they are known.

    Returns
    -------
    Dating
        As the indicator writes its periods.
    """
    heading, published = spoken
    words = sentence.words(sentence.start, sentence.end)
    told, ground = _told(context, sentence, heading, published)
    before = sentence.words(max(sentence.start, context.stated.start - 16), context.stated.start)
    if ground != "stated" and published and _NOW.search(before):
        return Dating(published, "now")
    if told is None:
        return Dating("", "none")
    if ground != "stated" and (m := _MONTHS.search(words)):
        told = _months(told.end.year, m) or told
    if definition is None:
        yearly = context.stated.role == "change" and context.yearly
        return Dating(_year_before(told) if yearly else told.code, ground)
    kind = _kind(definition, series)
    if kind == "years" and told.kind != "years":
        start = _from(context, sentence, told)
        if start:
            return Dating(f"{start}/{told.end.year}", ground if context.base else "before")
        if context.yearly or definition.relation == "yoy":
            return Dating(_year_before(told), ground)
        return Dating("", "none")  # 累计提升24位: since when is not told
    return Dating(_as(told, kind), ground)


def _told(
    context: Context, sentence: Sentence, heading: Period | None, published: str
) -> tuple[Period | None, Ground]:
    words = sentence.words(sentence.start, sentence.end)
    if context.told and context.period is not None:
        own = any(not d.base for d in sentence.dated)
        return context.period, "stated" if own or _ALL_YEAR.search(words) else "before"
    if context.carried and not (heading and _ALL_YEAR.search(words)):
        return context.period, "before"
    if heading is not None:
        return heading, "heading"
    if context.period is None or _later(context.period, published):
        return None, "none"  # 2035 is the end of a plan
    return context.period, "before"


def _later(period: Period, published: str) -> bool:
    return bool(published) and period.end.isoformat()[: len(published)] > published


def _kind(definition: Definition, series: Series | None) -> PeriodKind:
    if series is not None:
        return series.latest.period.kind
    if definition.relation == "difference":
        return "year"
    return _BY_MEASURE.get(definition.measure, "year")


def _as(told: Period, kind: PeriodKind) -> str:
    """Write a year as the day at its end, or such a day as its year."""
    if kind == "date" and told.kind == "year":
        return f"{told.end.year}-12-31"
    if kind == "year" and told.kind == "date" and told.closes_a_year:
        return f"{told.end.year}"
    return told.code


def _year_before(told: Period) -> str:
    """Write growth on the year before: of a year both, of months these alone."""
    if told.kind == "months":
        return told.code
    return f"{told.end.year - 1}/{told.end.year}"


def _from(context: Context, sentence: Sentence, told: Period) -> int:
    """Return the year that growth is from; 0 where it is the one before."""
    if context.base is not None and context.base.period is not None:
        return context.base.period.end.year
    if context.yearly:
        return 0
    words = sentence.words(sentence.start, context.stated.end)
    plans = list(_PLAN.finditer(words))
    if plans:
        return 2010 + 5 * (_SMALL[plans[-1][1]] - 2)
    spans: Sequence[re.Match[str]] = list(_YEARS.finditer(words))
    if not spans:
        return 0
    m = spans[-1]
    many = "10" if m["decade"] else m["many"] or m["near"] or m["word"]
    return told.end.year - (int(many) if many.isdigit() else _SMALL.get(many.casefold(), 1))


def _months(year: int, m: re.Match[str]) -> Period | None:
    first = int(m["first"] or 1)
    last = int(m["last"] or (6 if m["half"] else 9))
    try:
        return Period.parse(f"{year}-{first:02d}/{year}-{last:02d}")
    except PeriodError:
        return None
