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
        ("“十三五”期间", "zh", ["2016/2020"]),
        ("“十三五”末", "zh", ["2020-12-31"]),
        ("2024年年中", "zh", ["2024-06-30"]),
        ("今年（2025年）前11个月".replace("（", "(").replace("）", ")"), "zh", ["2025-01/2025-11"]),
        ("during the 13th Five-Year Plan", "en", ["2016/2020"]),
        ("at mid-2024", "en", ["2024-06-30"]),
        ("in May 2024 and at the end of June", "en", ["2024-05-31", "2024-06-30"]),
    ],
)
def test_dates_are_read(text: str, lang: Lang, codes: list[str | None]) -> None:
    assert [d.period and d.period.code for d in dates(text, lang)] == codes


@pytest.mark.parametrize(
    ("text", "lang", "years"),
    [
        ("上年", "zh", -1),
        ("头一年", "zh", -1),
        ("五年前", "zh", -5),
        ("a year earlier", "en", -1),
        ("twelve months earlier", "en", -1),
        ("two years later", "en", 2),
        ("a decade ago", "en", -10),
    ],
)
def test_years_are_counted_from_the_one_that_is_spoken_of(
    text: str, lang: Lang, years: int
) -> None:
    [dated] = dates(text, lang)
    assert (dated.period, dated.shift) == (None, years)


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
