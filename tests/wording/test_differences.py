"""A difference agrees with the two numbers beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics import Tables
from metrics.charts.compile.words import movement
from metrics.locale import Lang
from metrics.printed.interval import Interval
from metrics.wording.figures import difference_words


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "较2012年减少约7.6个月"), ("en", "down by about 7.6 months on 2012")]
)
def test_from_22_6_to_15_months_is_about_7_6(tables: Tables, lang: Lang, told: str) -> None:
    series = tables.series("invention_exam_months")
    ends = (series.points[0].figure.value, series.latest.figure.value)
    assert ends == (Decimal("22.6"), Decimal(15))
    assert movement(series, lang) == told


@pytest.mark.parametrize(
    ("lo", "hi", "value", "told"),
    [
        ("7.05", "8.15", "7.6", "about 7.6"),
        ("6.8", "7.0", "6.9", "6.9"),
        ("1.055", "1.165", "1.11", "about 1.11"),
        ("16.91", "16.93", "16.92", "16.92"),
    ],
)
def test_digits_are_those_of_the_numbers(lo: str, hi: str, value: str, told: str) -> None:
    interval = Interval(Decimal(lo), Decimal(hi))
    assert str(difference_words(interval, "", "en", 2, Decimal(value))) == told
