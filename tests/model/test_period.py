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
