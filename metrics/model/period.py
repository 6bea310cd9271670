"""Periods as the tables write them: ISO 8601 years, dates, spans of months and of years."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from babel.dates import format_date

from metrics.locale import Lang, text

Kind = Literal["year", "date", "months", "years"]

# Months of a year.
YEAR = 12
_YEAR = re.compile(r"(\d{4})")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTHS = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})")
_YEARS = re.compile(r"(\d{4})/(\d{4})")


class PeriodError(ValueError):
    """The text is no period."""


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, order=True)
class Period:
    """A period with its first and last day.

    A ``date`` is the as-of day of a stock; ``years`` runs from a base year to an end year.

    Examples
    --------
    >>> Period.parse("2022-01/2022-11").end
    datetime.date(2022, 11, 30)
    >>> Period.parse("2022-12-31").label("en")
    'end of 2022'
    """

    end: date
    start: date
    kind: Kind

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, code: str) -> Period:
        """Read a period; raise `PeriodError` where the text is none."""
        try:
            return cls._read(code)
        except ValueError as fault:
            raise PeriodError(code) from fault

    @classmethod
    def _read(cls, code: str) -> Period:
        if m := _YEAR.fullmatch(code):
            year = int(m[1])
            return cls(date(year, 12, 31), date(year, 1, 1), "year")
        if m := _DATE.fullmatch(code):
            day = date(int(m[1]), int(m[2]), int(m[3]))
            return cls(day, day, "date")
        if m := _MONTHS.fullmatch(code):
            start, end = date(int(m[1]), int(m[2]), 1), _last_day(int(m[3]), int(m[4]))
            return cls._ordered(start, end, "months")
        if m := _YEARS.fullmatch(code):
            return cls._ordered(date(int(m[1]), 1, 1), date(int(m[2]), 12, 31), "years")
        raise ValueError(code)

    @classmethod
    def _ordered(cls, start: date, end: date, kind: Kind) -> Period:
        if start >= end or (kind == "years" and start.year == end.year):
            raise ValueError("a span must end after it starts")
        return cls(end, start, kind)

    @property
    def code(self) -> str:
        """The text that the tables hold."""
        if self.kind == "year":
            return f"{self.end.year}"
        if self.kind == "date":
            return self.end.isoformat()
        if self.kind == "months":
            return f"{self.start:%Y-%m}/{self.end:%Y-%m}"
        return f"{self.start.year}/{self.end.year}"

    @property
    def months(self) -> int:
        """Length in months; 0 for a day."""
        if self.kind == "date":
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def closes_a_year(self) -> bool:
        """Whether it is a year, or ends with the last day of one."""
        return (self.end.month, self.end.day) == (12, 31)

    @property
    def fiscal(self) -> bool:
        """Whether it is a year of twelve months that does not begin in January.

        Examples
        --------
        >>> Period.parse("2015-10/2016-09").fiscal, Period.parse("2016").fiscal
        (True, False)
        """
        return self.kind == "months" and self.months == YEAR and self.start.month != 1

    @property
    def year(self) -> str:
        """The year that it ends in, by both its numbers where it is a fiscal year.

        Examples
        --------
        >>> Period.parse("2015-10/2016-09").year, Period.parse("2016-12-31").year
        ('2015/16', '2016')
        """
        return self.tick if self.fiscal else f"{self.end.year}"

    def overlap(self, other: Period) -> int:
        """Count the months that lie in both periods.

        Examples
        --------
        >>> Period.parse("2016-04/2017-03").overlap(Period.parse("2016"))
        9
        """
        first, last = max(self.start, other.start), min(self.end, other.end)
        months = (last.year - first.year) * YEAR + last.month - first.month + 1
        return max(0, months) if first <= last else 0

    def like(self, other: Period) -> bool:
        """Tell whether two periods are of one kind and length, so that values compare."""
        if self.kind != other.kind or self.months != other.months:
            return False
        return self.kind != "months" or self.start.month == other.start.month

    def label(self, lang: Lang) -> str:
        """Name the period in words."""
        say = text(lang)
        if self.kind == "year":
            return say("period.year", year=self.end.year)
        if self.kind == "years":
            return say("period.years", start=self.start.year, end=self.end.year)
        if self.kind == "months":
            return self._months_label(lang)
        if self.closes_a_year:
            return say("period.end_of_year", year=self.end.year)
        if self.end.month % 3 == 0 and self.end == _last_day(self.end.year, self.end.month):
            return say("period.end_of_month", month=month_label(self.end, lang))
        return day_label(self.end, lang)

    def _months_label(self, lang: Lang) -> str:
        if self.months == 1:
            return month_label(self.end, lang)
        first, last = (format_date(d, "MMM", locale="en") for d in (self.start, self.end))
        if self.start.year == self.end.year:
            if lang == "en":
                return f"{first}–{last} {self.end.year}"
            return f"{self.start.year}年{self.start.month}—{self.end.month}月"
        if lang == "en":
            return f"{first} {self.start.year}–{last} {self.end.year}"
        return f"{month_label(self.start, lang)}—{month_label(self.end, lang)}"

    @property
    def tick(self) -> str:
        """Short form for an axis, the same in both languages."""
        if self.fiscal:
            return f"{self.start.year}/{self.end:%y}"
        if self.kind == "months" and self.start.year != self.end.year:
            return self.code
        if self.kind == "months":
            return f"{self.start:%Y-%m}" + (f"/{self.end:%m}" if self.months > 1 else "")
        if self.kind == "date" and not self.closes_a_year:
            return f"{self.end:%Y-%m}"
        return self.code if self.kind == "years" else f"{self.end.year}"


def months_between(first: Period, last: Period) -> int:
    """Return months from the end of one period to the end of another.

    Examples
    --------
    >>> months_between(Period.parse("2022-12-31"), Period.parse("2023-01/2023-11"))
    11
    """
    return (last.end.year - first.end.year) * 12 + last.end.month - first.end.month


def day_label(day: date, lang: Lang) -> str:
    """Name a day: 2024年8月20日, 20 August 2024."""
    return format_date(day, "y年M月d日" if lang == "zh" else "d MMMM y", locale=lang)


def month_label(day: date, lang: Lang) -> str:
    """Name a month: 2024年6月, June 2024."""
    return format_date(day, "y年M月" if lang == "zh" else "MMMM y", locale=lang)


def month_name(month: int, lang: Lang) -> str:
    """Name a month of any year: 4月, April.

    Examples
    --------
    >>> month_name(10, "en"), month_name(4, "zh")
    ('October', '4月')
    """
    return format_date(date(2000, month, 1), "LLLL" if lang == "en" else "L月", locale=lang)


_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class Published:
    """A date known to the day, the month or only the year, as it is printed."""

    code: str

    def __post_init__(self) -> None:
        _ = self.latest

    @property
    def latest(self) -> date:
        """The last day that the date allows; raise `PeriodError` where it is none."""
        m = _PARTIAL.fullmatch(self.code)
        try:
            if not m:
                raise ValueError(self.code)
            year, month, day = int(m[1]), int(m[2] or 12), m[3]
            return date(year, month, int(day)) if day else _last_day(year, month)
        except ValueError as fault:
            raise PeriodError(self.code) from fault

    def label(self, lang: Lang) -> str:
        """Name the date with the precision it has."""
        if len(self.code) == 4:
            return text(lang)("period.year", year=self.code)
        return (month_label if len(self.code) == 7 else day_label)(self.latest, lang)
