"""Dates and spans that a paragraph names, and whether a figure is of one of them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from metrics.locale import Lang
from metrics.model.period import Period
from metrics.proof.datewords import (
    BASE_EN,
    BASE_ZH,
    CHINESE,
    DIGITS,
    ENGLISH,
    ENGLISH_DATES,
    MONTH,
    OF_WRITER,
    SMALL,
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
    same : bool
        Whether it is the one that is spoken of: 当年, the same year.
    of_writer : bool
        Whether the year is counted from that of the writer: 去年, last year.
    """

    start: int
    end: int
    period: Period | None
    shift: int = 0
    base: bool = False
    of_writer: bool = False
    same: bool = False


def dates(text: str, lang: Lang) -> tuple[Dated, ...]:
    """Find the dates of a paragraph.

    Examples
    --------
    >>> [(d.period and d.period.code, d.base) for d in dates("截至2023年底,比2019年增长", "zh")]
    [('2023-12-31', False), ('2019', True)]
    """
    return tuple(_chinese(text) if lang == "zh" else _english(text))


def _chinese(text: str) -> Iterator[Dated]:
    for m in CHINESE.finditer(text):
        base = BASE_ZH.search(text[max(0, m.start() - 6) : m.start()]) is not None
        if m["now"]:
            yield Dated(m.start(), m.end(), None)
            continue
        if m["same"]:
            yield Dated(m.start(), m.end(), None, 0, base, same=True)
            continue
        if m["before"] or m["after"]:
            own = OF_WRITER.fullmatch(m[0]) is not None
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
            number = SMALL[m["plan"]]
            yield Dated(m.start(), m.end(), _plan(number, close=m["close"] is not None), 0, base)
            continue
        year = "".join(DIGITS.get(c, c) for c in m["y"] or m["lone"])
        yield Dated(
            m.start(), m.end(), _of_year(m, int(year), text[m.end() : m.end() + 1]), 0, base
        )


def _of_year(m: re.Match[str], year: int, sign: str) -> Period | None:
    """Return the part of a year that Chinese words name."""
    if last := m["last"] or m["first"]:
        return _months(year, int(last) if last.isdigit() else SMALL.get(last, 0))
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
    year = 0
    for m in ENGLISH_DATES.finditer(text):
        if m["now"]:
            yield Dated(m.start(), m.end(), None)
            continue
        if m["bare"]:
            day = _day(year, MONTH[m["bare"][:3].casefold()], None) if year else None
            yield Dated(m.start(), m.end(), day)
            continue
        year = max((int(y) for y in re.findall(r"(?:19|20)\d\d", m[0])), default=year)
        base = BASE_EN.search(text[max(0, m.start() - 40) : m.start()]) is not None
        if m["before"] or m["after"]:
            own = OF_WRITER.fullmatch(m[0]) is not None
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
    return ENGLISH.get(said) or SMALL.get(said, 1)


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
        return _months(int(m["ym"]), MONTH[m["to"][:3].casefold()])
    if m["yp"]:
        many = (m["first"] or "").casefold()
        last = 6 if m["half"] else 9 if m["quarters"] else 0
        last = last or (int(many) if many.isdigit() else ENGLISH.get(many, 0))
        return _months(int(m["yp"]), last)
    return _day(int(m["y"]), MONTH[m["m"][:3].casefold()], m["d"] or m["d2"])


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
