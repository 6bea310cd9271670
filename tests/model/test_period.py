from __future__ import annotations

from datetime import date

import pytest

from metrics.model.period import Period, PeriodError, Published


@pytest.mark.parametrize(
    ("code", "kind", "start", "end", "months", "zh", "en"),
    [
        ("2022", "year", date(2022, 1, 1), date(2022, 12, 31), 12, "2022年", "2022"),
        (
            "2022-12-31",
            "date",
            date(2022, 12, 31),
            date(2022, 12, 31),
            0,
            "2022年底",
            "end of 2022",
        ),
        (
            "2024-06-30",
            "date",
            date(2024, 6, 30),
            date(2024, 6, 30),
            0,
            "2024年6月底",
            "end of June 2024",
        ),
        (
            "2020-11-30",
            "date",
            date(2020, 11, 30),
            date(2020, 11, 30),
            0,
            "2020年11月30日",
            "30 November 2020",
        ),
        (
            "2022-01/2022-11",
            "months",
            date(2022, 1, 1),
            date(2022, 11, 30),
            11,
            "2022年1—11月",
            "Jan–Nov 2022",
        ),
        (
            "2012/2022",
            "years",
            date(2012, 1, 1),
            date(2022, 12, 31),
            132,
            "2012—2022年",
            "2012–2022",
        ),
        (
            "2015-10/2016-09",
            "months",
            date(2015, 10, 1),
            date(2016, 9, 30),
            12,
            "2015年10月—2016年9月",
            "Oct 2015–Sep 2016",
        ),
    ],
)
def test_reads_and_names(
    code: str, kind: str, start: date, end: date, months: int, zh: str, en: str
) -> None:
    period = Period.parse(code)
    assert (period.kind, period.start, period.end, period.months) == (kind, start, end, months)
    assert (period.label("zh"), period.label("en")) == (zh, en)
    assert period.code == code


@pytest.mark.parametrize(
    "code",
    ["", "22", "2022-13-01", "2022/2022", "2023/2022", "2022-11/2022-01", "2022-02-30", "2022年"],
)
def test_refuses(code: str) -> None:
    with pytest.raises(PeriodError):
        Period.parse(code)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2021", "2022", True),
        ("2022", "2022-12-31", False),
        ("2022-01/2022-11", "2023-01/2023-11", True),
        ("2022-01/2022-06", "2022-07/2022-12", False),
        ("2022-01/2022-11", "2022", False),
        ("2012/2022", "2013/2023", True),
        ("2012/2022", "2012/2023", False),
    ],
)
def test_like_periods(one: str, other: str, alike: bool) -> None:
    assert Period.parse(one).like(Period.parse(other)) is alike


def test_a_date_known_to_the_year_ends_with_it() -> None:
    assert Published("2023").latest == date(2023, 12, 31)
    assert Published("2024-08-20").latest == date(2024, 8, 20)
    with pytest.raises(PeriodError):
        Published("2024-8")


def test_a_fiscal_year_is_called_by_both_its_years() -> None:
    fiscal = Period.parse("2016-04/2017-03")
    assert (fiscal.tick, fiscal.year) == ("2016/17", "2016/17")
    assert Period.parse("2011-04/2011-06").tick == "2011-04/06"
    assert Period.parse("2016-11/2017-02").tick == "2016-11/2017-02"
    # What the fiscal years of two offices share, and with a calendar year.
    assert fiscal.overlap(Period.parse("2015-10/2016-09")) == 6
    assert fiscal.overlap(Period.parse("2016")) == 9
    assert fiscal.overlap(Period.parse("2015")) == 0
    assert not fiscal.like(Period.parse("2016"))
