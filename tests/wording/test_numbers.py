from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables
from metrics.model.figure import Figure, places_allowed
from metrics.printed.interval import Interval
from metrics.printed.reading import read_printed
from metrics.wording.figures import derived_words, figure_words, interval_text
from metrics.wording.numbers import axis_unit, ordinal, scale_of

D = Decimal


def words(tables: Tables, printed: str, unit: str, lang: str) -> str:
    reading = read_printed(printed)
    whole = tables.units[unit].quantity == "count" and reading.last_digit_unit == 1
    figure = Figure(reading.value, printed, reading.qualifier, reading.last_digit_unit, whole)
    return str(figure_words(figure, tables.units[unit], lang))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("printed", "unit", "zh", "en"),
    [
        ("4868.8亿元", "cny", "4,868.8亿元", "CNY 486.88 billion"),
        ("15.3万亿元", "cny", "15.3万亿元", "CNY 15.3 trillion"),
        ("12亿元", "cny", "12亿元", "CNY 1.2 billion"),
        ("1.6万亿美元", "usd", "1.6万亿美元", "USD 1.6 trillion"),
        ("421.2万件", "patents", "421.2万件", "4.212 million patents"),
        ("92.1万件", "patents", "92.1万件", "921,000 patents"),
        ("5.8万件", "cases", "5.8万件", "58,000 cases"),
        ("3192件", "trademarks", "3,192件", "3,192 trademarks"),
        ("突破3000万件", "trademarks", "超3,000万件", "more than 30 million trademarks"),
        ("40%以上", "percent", "40%以上", "at least 40%"),
        ("12.71%", "percent", "12.71%", "12.71%"),
        ("22.6个月", "months", "22.6个月", "22.6 months"),
        ("9.9个百分点", "percentage_points", "9.9个百分点", "9.9 percentage points"),
        ("迈上8000亿元台阶", "cny", "8,000亿元以上", "at least CNY 800 billion"),
        ("1件", "patents", "1件", "1 patent"),
        # Of a fall the bound stands on the line: nearly −3% may be taken for less.
        ("下降3%", "percent", "−3%", "−3%"),
        ("下降超过3%", "percent", "低于−3%", "below −3%"),
        ("declined by nearly 3%", "percent", "高于−3%", "above −3%"),
        ("降幅3%以上", "percent", "不高于−3%", "at most −3%"),
        ("下降不超过3%", "percent", "不低于−3%", "at least −3%"),
        ("下降约3%", "percent", "约−3%", "about −3%"),
    ],
)
def test_two_languages(tables: Tables, printed: str, unit: str, zh: str, en: str) -> None:
    assert words(tables, printed, unit, "zh") == zh
    assert words(tables, printed, unit, "en") == en


@given(
    digits=st.integers(min_value=1, max_value=99999),
    places=st.integers(min_value=0, max_value=2),
    times=st.sampled_from(["", "万", "亿"]),
)
def test_no_thousand_is_written_k_and_no_wan_stands_in_english(
    tables: Tables, digits: int, places: int, times: str
) -> None:
    printed = f"{D(digits).scaleb(-places)}{times}元"
    english = words(tables, printed, "cny", "en")
    assert not set(english) & set("万亿kMB元")
    assert "E+" not in english + words(tables, printed, "cny", "zh")


@pytest.mark.parametrize(
    ("value", "en"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (21, "21st")]
)
def test_ordinals(value: int, en: str) -> None:
    assert str(ordinal(D(value), "en")) == en
    assert str(ordinal(D(value), "zh")) == f"第{value}位"


def test_axis_units(tables: Tables) -> None:
    patents, money = tables.units["patents"], tables.units["cny"]
    assert axis_unit(scale_of(D(5344000), patents, "zh"), patents, "zh") == "万件"
    assert axis_unit(scale_of(D(5344000), patents, "en"), patents, "en") == "million patents"
    assert axis_unit(scale_of(D("1.53e13"), money, "en"), money, "en") == "CNY trillion"
    assert axis_unit(scale_of(D(12), patents, "en"), patents, "en") == "patents"


class TestIntervals:
    def test_both_sides(self, tables: Tables) -> None:
        span = Interval(D(4211500), D(4212500))
        assert interval_text(span, tables.units["patents"], "zh") == "4,211,500—4,212,500件"

    def test_open_sides(self, tables: Tables) -> None:
        unit = tables.units["percent"]
        assert interval_text(Interval(D(40), None), unit, "en") == "40% or more"
        assert interval_text(Interval(D(40), None, lo_open=True), unit, "zh") == "大于40%"
        assert interval_text(Interval(None, D(40), hi_open=True), unit, "en") == "less than 40%"

    def test_a_round_number_is_not_written_with_an_exponent(self, tables: Tables) -> None:
        assert interval_text(Interval.point(D("2E+1")), tables.units["brands"], "zh") == "20个"


class TestDerived:
    def test_no_more_digits_than_the_interval_allows(self) -> None:
        assert places_allowed(Interval(D("33.07"), D("33.95")), 1) == 0
        assert places_allowed(Interval(D("81.38"), D("81.48")), 1) == 1

    def test_a_bound_is_worded_as_a_bound(self) -> None:
        lower = Interval(D("64.31"), None)
        assert str(derived_words(lower, "%", "en", 1)) == "more than 64.3%"
        assert str(derived_words(Interval(D("64.3"), None), "%", "zh", 1)) == "64.3%以上"
        assert str(derived_words(Interval(None, D("8.26")), "%", "en", 1)) == "less than 8.3%"
