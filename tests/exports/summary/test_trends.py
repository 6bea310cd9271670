"""The small trend of a row of Summary: which numbers it shows, and where it reads them."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.exports.series_rows import series_rows
from metrics.exports.workbook.summary.trends import trend_of
from metrics.exports.workbook.summary.yearly import Yearly


@pytest.mark.parametrize(
    ("key", "years", "shown"),
    [
        # The series breaks before 2023.
        ("patent_intensive_share_gdp", range(2018, 2026), {2023: "13.04", 2024: "13.38"}),
        ("patent_intensive_share_gdp", range(2024, 2026), {}),
        # What is more than a number, as in 2018, is none.
        ("pledge_financing", range(2012, 2021), {2015: "848.5", 2019: "1515", 2020: "2180"}),
        # The years before have no room.
        ("gii_rank", range(2023, 2026), {2023: "12", 2024: "11", 2025: "10"}),
    ],
)
def test_it_shows_numbers_since_the_last_break(
    tables: Tables, key: str, years: range, shown: dict[int, str]
) -> None:
    (row,) = series_rows(tables, [tables.series(key)], "zh")
    found = trend_of(Yearly(row), years)
    assert {year: f"{number.value.normalize():f}" for year, number in found.items()} == shown
