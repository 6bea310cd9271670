"""Whatever form a date, period or number is given, the form of the tables comes back, or none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.model.period import Period
from metrics.tables.forms import date_as, number_as, period_as
from metrics.tables.spelling import lookalike, named_signs, nearest, skeleton, trimmed

DAYS = st.dates(date(1955, 1, 1), date(2100, 12, 31))
WRITTEN = {
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "padded": lambda d: f"{d:%Y/%m/%d}",
    "stops": lambda d: f"{d.year}.{d.month}.{d.day}",
    "day first": lambda d: f"{d.day}.{d.month}.{d.year}",
    "Chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "compact": lambda d: f"{d:%Y%m%d}",
    "words": lambda d: f"{d:%d %B %Y}",
    "American words": lambda d: f"{d:%B %d, %Y}",
    "serial": lambda d: str((d - date(1899, 12, 30)).days),
    "time": lambda d: f"{d.isoformat()} 00:00:00",
    "dashes": lambda d: f"{d:%Y–%m–%d}",
    "wide": lambda d: "".join(chr(ord(c) + 0xFEE0) for c in f"{d:%Y/%m/%d}"),
}


@pytest.mark.parametrize("form", WRITTEN)
@given(day=DAYS)
def test_a_date_comes_back(form: str, day: date) -> None:
    assert date_as(WRITTEN[form](day)) == day.isoformat()
    if form != "serial":
        assert period_as(WRITTEN[form](day)) == day.isoformat()


@given(DAYS)
def test_day_and_month_are_never_guessed(day: date) -> None:
    """Either way round it is the same day, or none is told."""
    told = date_as(f"{day.day}/{day.month}/{day.year}")
    assert told in ("", day.isoformat())
    assert (told == "") == (day.day <= 12 and day.day != day.month)


@given(st.integers(1955, 2100), st.integers(1, 12), st.integers(1, 30))
def test_spans_come_back(year: int, month: int, more: int) -> None:
    years = f"{year}/{year + more}"
    for sign in ("-", "–", "—", "~", "至", " to ", "-"):
        assert period_as(f"{year}{sign}{year + more}") == years
    if month > 1:
        months = f"{year}-01/{year}-{month:02}"
        assert period_as(f"{year}年1-{month}月") == months
        assert period_as(f"{year}-01–{year}-{month:02}") == months


@given(st.text(max_size=12))
def test_what_is_told_is_a_period_or_nothing(written: str) -> None:
    code = period_as(written)
    assert not code or Period.parse(code).code == code


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_a_number_comes_back(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    for written in (f"{number:,f}", f"'{number:f}", f" {number:f}\u00a0", f"{number:f}"):
        told = number_as(written)
        assert Decimal(told) == number
        assert told.isascii()
    assert Decimal(number_as(f"{number:,f}".replace(",", " "))) == number


@given(st.text(max_size=10))
def test_no_text_becomes_a_number_that_it_is_not(written: str) -> None:
    told = number_as(written)
    assert not told or any(c.isdigit() for c in written)


@given(st.text(max_size=20))
def test_what_is_trimmed_has_no_unseen_signs(written: str) -> None:
    clean = trimmed(written)
    assert not named_signs(clean)
    assert skeleton(clean) == skeleton(written) or "\ufffd" in written
    assert trimmed(clean) == clean


def test_look_and_likeness() -> None:
    known = ["cnipa-notice-509", "gii_rank"]
    assert lookalike("CNIPA‑Notice‑509", known) == "cnipa-notice-509"
    assert lookalike("gіі_rаnk", known) == "gii_rank"
    assert lookalike("gii_rank", known) is None
    assert lookalike("", known) is None
    assert nearest("gii_rnak", known) == "gii_rank"
    assert nearest("satisfaction", known) == ""
