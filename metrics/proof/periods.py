"""Dates and spans that a paragraph names, and whether a figure is of one of them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from metrics.locale import Lang
from metrics.model.period import Period
from metrics.printed.lexicon import MONTHS

_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_SMALL = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "两": 2}
_ENGLISH = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 1
    )
}
_MONTH = {name[:3].casefold(): n for n, name in enumerate(MONTHS, 1)}
_Y = r"(?P<y>(?:19|20)[0-9]{2}|[二一][〇零九][〇零一二三四五六七八九]{2})"
_NAMES = "|".join(rf"{n[:3]}(?:{n[3:]})?\.?" if n != "May" else "May" for n in MONTHS)
_CHINESE = re.compile(
    rf"(?P<spanfrom>(?:19|20)[0-9]{{2}})年?(?:底|末)?[—至到](?P<spanto>(?:19"
    rf"|20)[0-9]{{2}})(?=年|间)年?(?:底|末)?"
    r"|[“\"]?十(?P<plan>[一二三四五])五[”\"]?(?:规划)?(?:(?P<close>末|期末|收官之年)|期间|时期|这?五年)"
    r"|(?<![0-9.])(?P<lone>(?:19|20)[0-9]{2})(?=[、和及与](?:19|20)[0-9]{2}[年、和及与])"
    rf"|{_Y}年\)?度?(?:的?(?P<range>(?:1|一)月?[—至到](?P<last>[0-9]{{1,2}}"
    rf"|[一二三四五六七八九十]{{1,2}})月(?:份|底|末)?)"
    r"|的?前(?P<first>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个?月|(?P<half>上半年)"
    r"|(?P<quarters>前三季度|前三个季度)|(?P<middle>年中)"
    r"|(?P<other>下半年|第?[一二三四]季度)"
    r"|年?(?P<end>底|末)|(?P<m>[0-9]{1,2})月(?:份)?(?:(?P<d>[0-9]{1,2})日|底|末)?)?"
    r"|(?P<part>(?:1|一)月?[—至到](?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"|前[0-9一二三四五六七八九十]{1,2}个?月"
    r"|(?:今年|去年|当年)?(?:[上下]半年|前三季度|第?[一二三四]季度))"
    r"|(?P<before>上一?年(?:度|同期|底|末)?|去年(?:同期|底|末)?|前一年)|(?P<after>次年|翌年|第二年)"
    r"|(?<!近)(?<!这)(?P<ago>[一两二三四五六七八九十]|[0-9]{1,2})年(?P<way>之?前|之?后)(?!几|五|十|三)"
)
_ENGLISH_DATES = re.compile(
    r"(?:(?P<close>end of )|during |over |throughout )(?:the )?1(?P<plan>[1-5])th Five-Year Plan"
    r"(?! period \()|\bmid-?(?P<middle>(?:19|20)\d\d)|"
    rf"(?:from|between)\s+(?P<spanfrom>(?:19|20)\d\d)\s+(?:to|and|through)\s+(?P<spanto>(?:19"
    rf"|20)\d\d)"
    r"|(?P<spanfrom2>(?:19|20)\d\d)\s*(?:[-–]|to|through)\s*(?P<spanto2>(?:19|20)\d\d)\b"
    rf"|(?P<from>{_NAMES})\s*(?:to|through|[-–])\s*(?P<to>{_NAMES}),?(?:\s+of"
    rf"|\s+in)?\s+(?P<ym>(?:19|20)\d\d)"
    r"|(?:first\s+(?P<first>\w+)\s+months|(?P<half>first half)|(?P<quarters>first three quarters)"
    r"|(?P<other>(?:second|third|fourth|last|first) (?:half|quarter)))(?:(?:,?\s+of"
    r"|\s+in)?\s+(?P<yp>(?:19|20)\d\d))?"
    r"|(?:(?:end|close)[- ](?:of\s+)?|year-end\s+)(?P<ye>(?:19|20)\d\d)"
    rf"|(?:(?P<d>\d{{1,2}})\s+)?(?P<m>{_NAMES})\s+(?:(?P<d2>\d{{1,2}}),\s*)?(?P<y>(?:19|20)\d\d)"
    r"|(?<![\d.,])(?P<year>(?:19|20)\d\d)(?![\d]|[.,]\d|\s*(?:%|percent|per cent|million"
    r"|billion|patents|cases|yuan|applications))"
    r"|(?P<before>(?:a|one|the) year (?:earlier|before|ago)|(?:the )?(?:previous|preceding"
    r"|prior) year|last year|same period (?:of )?(?:the )?(?:last|previous) year)"
    r"|(?P<after>(?:the )?(?:following|next) year|(?:a|one) year later)"
    r"|(?P<ago>(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years|a decade"
    r"|(?:twelve|12) months) (?P<way>earlier|before(?=[\s,.;)])|ago|previously|later|on(?=[,.;]))",
    re.IGNORECASE,
)
_OF_WRITER = re.compile(r"去年(?:底|末)?|last year", re.IGNORECASE)
_BASE_ZH = re.compile(
    r"(?:[比较与同自从由]|(?<!这)是|相比于?|相对|相当于|相较|高于|低于|多于|少于"
    r"|超过)[于至在]?(?:截至|截止)?$"
)
_BASE_EN = re.compile(
    r"\b(?:than|from|since|over|on|against|compared (?:with|to)|relative to|versus|above"
    r"|below|that of|those of|times)"
    r"(?:\s+(?:in|at|the end of|the|of|end|by|that|those|level|figure))*\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dated:
    """A date or a span where a paragraph names it.

    Parameters
    ----------
    start, end : int
        Offsets.
    period : Period, optional
        What it names; None where it is a year before or after another, or a part of a year that
        no figure is of.
    shift : int
        Years from the one that is spoken of.
    base : bool
        Whether something is compared with it.
    of_writer : bool
        Whether the year is counted from that of the writer: 去年, last year.
    """

    start: int
    end: int
    period: Period | None
    shift: int = 0
    base: bool = False
    of_writer: bool = False


def dates(text: str, lang: Lang) -> tuple[Dated, ...]:
    """Find the dates of a paragraph.

    Examples
    --------
    >>> [(d.period and d.period.code, d.base) for d in dates("截至2023年底,比2019年增长", "zh")]
    [('2023-12-31', False), ('2019', True)]
    """
    return tuple(_chinese(text) if lang == "zh" else _english(text))


def _chinese(text: str) -> Iterator[Dated]:
    for m in _CHINESE.finditer(text):
        base = _BASE_ZH.search(text[max(0, m.start() - 6) : m.start()]) is not None
        if m["before"] or m["after"]:
            own = _OF_WRITER.fullmatch(m[0]) is not None
            yield Dated(m.start(), m.end(), None, -1 if m["before"] else 1, base, own)
            continue
        if m["ago"]:
            many = _many(m["ago"])
            shift = many if "后" in m["way"] else -many
            yield Dated(m.start(), m.end(), None, shift, base)
            continue
        if m["part"]:
            yield Dated(m.start(), m.end(), None)
            continue
        if m["spanfrom"]:
            yield Dated(m.start(), m.end(), _period(f"{m['spanfrom']}/{m['spanto']}"), 0, False)
            continue
        if m["plan"]:
            number = _SMALL[m["plan"]]
            yield Dated(m.start(), m.end(), _plan(number, close=m["close"] is not None), 0, base)
            continue
        year = "".join(_DIGITS.get(c, c) for c in m["y"] or m["lone"])
        yield Dated(
            m.start(), m.end(), _of_year(m, int(year), text[m.end() : m.end() + 1]), 0, base
        )


def _of_year(m: re.Match[str], year: int, sign: str) -> Period | None:
    """Return the part of a year that Chinese words name."""
    if last := m["last"] or m["first"]:
        return _months(year, int(last) if last.isdigit() else _SMALL.get(last, 0))
    if m["half"] or m["quarters"]:
        return _months(year, 6 if m["half"] else 9)
    if m["other"]:
        return None
    if m["middle"]:
        return _day(year, 6, None)
    if m["end"] or sign in ("底", "末"):
        return _period(f"{year}-12-31")
    if m["m"]:
        return _day(year, int(m["m"]), m["d"])
    return _period(f"{year}")


def _english(text: str) -> Iterator[Dated]:
    for m in _ENGLISH_DATES.finditer(text):
        base = _BASE_EN.search(text[max(0, m.start() - 40) : m.start()]) is not None
        if m["before"] or m["after"]:
            own = _OF_WRITER.fullmatch(m[0]) is not None
            yield Dated(m.start(), m.end(), None, -1 if m["before"] else 1, base, own)
            continue
        if m["ago"]:
            shift = _many(m["ago"])
            later = m["way"].casefold() in ("later", "on")
            yield Dated(m.start(), m.end(), None, shift if later else -shift, base)
            continue
        if m["yp"] is None and (m["first"] or m["half"] or m["quarters"] or m["other"]):
            yield Dated(m.start(), m.end(), None)
            continue
        first, last = m["spanfrom"] or m["spanfrom2"], m["spanto"] or m["spanto2"]
        if first:
            yield Dated(m.start(), m.end(), _period(f"{first}/{last}"), 0, False)
        else:
            yield Dated(m.start(), m.end(), _english_period(m), 0, base)


def _many(word: str) -> int:
    """Return a small number of years."""
    said = word.casefold().removesuffix(" years")
    if said.isdigit():
        return int(said)
    if said == "a decade":
        return 10
    return _ENGLISH.get(said) or _SMALL.get(said, 1)


def _english_period(m: re.Match[str]) -> Period | None:
    if m["year"]:
        return _period(m["year"])
    if m["plan"]:
        return _plan(int(m["plan"]), close=m["close"] is not None)
    if m["middle"]:
        return _day(int(m["middle"]), 6, None)
    if m["ye"]:
        return _period(f"{m['ye']}-12-31")
    if m["ym"]:
        return _months(int(m["ym"]), _MONTH[m["to"][:3].casefold()])
    if m["yp"]:
        many = (m["first"] or "").casefold()
        last = 6 if m["half"] else 9 if m["quarters"] else 0
        last = last or (int(many) if many.isdigit() else _ENGLISH.get(many, 0))
        return _months(int(m["yp"]), last)
    return _day(int(m["y"]), _MONTH[m["m"][:3].casefold()], m["d"] or m["d2"])


def _plan(number: int, *, close: bool) -> Period | None:
    """Return the years of a five-year plan, or its last day: of the 13th 2016 to 2020."""
    last = 2010 + 5 * (number - 1)
    return _period(f"{last}-12-31" if close else f"{last - 4}/{last}")


def _months(year: int, last: int) -> Period | None:
    return _period(f"{year}-01/{year}-{last:02d}") if 1 <= last < 12 else _period(f"{year}")


def _day(year: int, month: int, day: str | None) -> Period | None:
    if not 1 <= month <= 12:
        return None
    number = int(day) if day else monthrange(year, month)[1]
    return _period(f"{year}-{month:02d}-{number:02d}")


def _period(code: str) -> Period | None:
    try:
        return Period.parse(code)
    except ValueError:
        return None


def shifted(period: Period, years: int) -> Period | None:
    """Return the same period some years later.

    Examples
    --------
    >>> shifted(Period.parse("2022-01/2022-11"), 1).code
    '2023-01/2023-11'
    """

    def moved(day: date) -> tuple[int, int, int]:
        year = day.year + years
        return year, day.month, min(day.day, monthrange(year, day.month)[1])

    (y1, m1, _), (y2, m2, d2) = moved(period.start), moved(period.end)
    codes: dict[str, Callable[[], str]] = {
        "year": lambda: f"{y2}",
        "date": lambda: f"{y2}-{m2:02d}-{d2:02d}",
        "months": lambda: f"{y1}-{m1:02d}/{y2}-{m2:02d}",
        "years": lambda: f"{y1}/{y2}",
    }
    return _period(codes[period.kind]())


def same(told: Period, own: Period) -> bool:
    """Tell whether a figure is of the period that a text names.

    A year and its last day say the same of what there is; a month is told for its last day.

    Examples
    --------
    >>> same(Period.parse("2023"), Period.parse("2023-12-31"))
    True
    >>> same(Period.parse("2022"), Period.parse("2022-01/2022-11"))
    False
    """
    if told == own:
        return True
    if "years" in (told.kind, own.kind):
        return False
    whole = told.closes_a_year and own.closes_a_year and told.end == own.end
    if whole and "months" not in (told.kind, own.kind):
        return True
    month = (told.end.year, told.end.month) == (own.end.year, own.end.month)
    if told.kind == "date":
        to_date = own.kind == "months" and own.start.month == 1
        return month and (to_date or (own.kind == "date" and told.end.day >= 28))
    return told.kind == "months" and own.kind == "date" and month


def within(told: Period, own: Period) -> bool:
    """Tell whether one is a part of the other: January to November of a year, a day of it."""
    return told != own and told.end.year == own.end.year and "years" not in (told.kind, own.kind)
