"""Dates as texts write them."""

from __future__ import annotations

import pytest

from metrics.locale import Lang
from metrics.model.period import Period
from metrics.proof.periods import dates, same, shifted


@pytest.mark.parametrize(
    ("text", "lang", "codes"),
    [
        ("2023年", "zh", ["2023"]),
        ("截至2023年底", "zh", ["2023-12-31"]),
        ("截至2024年6月", "zh", ["2024-06-30"]),
        ("2024年8月20日", "zh", ["2024-08-20"]),
        ("2022年1—11月", "zh", ["2022-01/2022-11"]),
        ("2022年前11个月", "zh", ["2022-01/2022-11"]),
        ("2024年上半年", "zh", ["2024-01/2024-06"]),
        ("2024年前三季度", "zh", ["2024-01/2024-09"]),
        ("2018年至2023年", "zh", ["2018/2023"]),
        ("2024年下半年", "zh", [None]),
        ("二〇二三年", "zh", ["2023"]),
        ("1—11月", "zh", [None]),
        ("in 2023", "en", ["2023"]),
        ("at the end of 2023", "en", ["2023-12-31"]),
        ("end-2023", "en", ["2023-12-31"]),
        ("in June 2024", "en", ["2024-06-30"]),
        ("the first 11 months of 2022", "en", ["2022-01/2022-11"]),
        ("January to November 2022", "en", ["2022-01/2022-11"]),
        ("the first half of 2024", "en", ["2024-01/2024-06"]),
        ("from 2018 to 2023", "en", ["2018/2023"]),
        ("2023 million", "en", []),
    ],
)
def test_dates_are_read(text: str, lang: Lang, codes: list[str | None]) -> None:
    assert [d.period and d.period.code for d in dates(text, lang)] == codes


@pytest.mark.parametrize(
    ("text", "lang"), [("比上年增长", "zh"), ("较2019年增长", "zh"), ("up on 2019", "en")]
)
def test_what_is_compared_with_is_a_base(text: str, lang: Lang) -> None:
    [dated] = dates(text, lang)
    assert dated.base


@pytest.mark.parametrize(
    ("told", "own", "alike"),
    [
        ("2023", "2023-12-31", True),
        ("2023-12-31", "2023", True),
        ("2023", "2023-10-31", False),
        ("2022", "2022-01/2022-11", False),
        ("2024-06-30", "2024-01/2024-06", True),
        ("2018/2023", "2023", False),
    ],
)
def test_a_figure_is_of_the_period_that_is_named(told: str, own: str, alike: bool) -> None:
    assert same(Period.parse(told), Period.parse(own)) is alike


def test_the_year_before_is_of_the_same_length() -> None:
    assert shifted(Period.parse("2024-01/2024-06"), -1) == Period.parse("2023-01/2023-06")
    assert shifted(Period.parse("2018/2023"), 1) == Period.parse("2019/2024")
