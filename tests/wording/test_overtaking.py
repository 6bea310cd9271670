"""Which economy passed which, and since when: read off the figures by hand."""

from __future__ import annotations

import pytest

from metrics import Tables
from metrics.explorer.examples import EXAMPLES
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.findings import of_view
from metrics.wording.findings.economies import overtaking


def told(tables: Tables, indicator: str, *areas: str) -> str:
    return overtaking(tables, [tables.series(indicator, a) for a in areas], "en")


def test_five_economies_are_told_by_whom_the_first_passed(tables: Tables) -> None:
    """2018: 53,345 and 56,142; 2019: 58,990 and 57,840; above in every year since."""
    view = Exploration(tables, Choice(EXAMPLES[0].series))
    said = of_view(view, "en"), of_view(view, "zh")
    assert said == (
        "PCT applications by origin: China above United States since 2019",
        "PCT国际专利申请量：中国自2019年起超过美国",
    )


@pytest.mark.parametrize(
    ("indicator", "areas", "year"),
    [
        (
            "pct_applications",
            ("CN", "JP"),
            "2017",
        ),  # 2016: 43,168 and 45,239; 2017: 48,882 and 48,208
        ("ip_charges_receipts", ("CN", "KR"), "2020"),
    ],
)
def test_the_year_is_the_first_above(
    tables: Tables, indicator: str, areas: tuple[str, ...], year: str
) -> None:
    assert told(tables, indicator, *areas).endswith(f"since {year}")


@pytest.mark.parametrize(
    ("indicator", "areas"),
    [
        ("pct_applications", ("US", "CN")),  # was passed itself
        ("pct_applications", ("US", "JP")),  # always above
        ("gii_rank", ("CN", "JP")),  # of ranks less is more
    ],
)
def test_nothing_is_claimed_where_none_was_passed(
    tables: Tables, indicator: str, areas: tuple[str, ...]
) -> None:
    assert told(tables, indicator, *areas) == ""
