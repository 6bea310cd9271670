"""The words at a number are those of its unit, whole: 15个月 is no count, 人次 are not people."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from metrics import Tables
from metrics.model.unit import Unit
from metrics.printed.reading import read_printed
from metrics.tables.facts import unit_problem, words_of


@pytest.fixture(scope="module")
def units(tables: Tables) -> Mapping[str, Unit]:
    return tables.units


@pytest.mark.parametrize(
    ("unit", "printed"),
    [
        ("cny", "4000亿元人民币"),
        ("cny", "人民币4000亿元"),
        ("cny", "RMB 4 billion of loans"),
        ("cny", "4 billion Yuan"),
        ("usd", "13 billion US dollars"),
        ("usd", "US$13 bn"),
        ("usd", "130亿"),
        ("patents", "5.01 million invention patents"),
        ("patents", "532万件"),
        ("patents", "532万"),
        ("patents_per_10k", "11.8件/万人"),
        ("months", "1 month"),
        ("months", "a 15-month average"),
        ("percentage_points", "2.9 percentage points"),
        ("percent", "三分之二强"),
        ("places", "12th place"),
        ("people", "110余万人"),
        ("provinces", "18个省份"),
    ],
)
def test_words_of_the_unit(units: Mapping[str, Unit], unit: str, printed: str) -> None:
    assert unit_problem(read_printed(printed), units[unit], words_of(units)) is None


@pytest.mark.parametrize(
    ("unit", "printed", "found"),
    [
        ("clusters", "15个月", "个月"),
        ("clusters", "48个百分点", "个百分点"),
        ("percent", "3.2 percentage points", "percentage points"),
        ("percentage_points", "50 bps", "bps"),
        ("points", "5分钟", "分钟"),
        ("points", "82-percent", "-percent"),
        ("people", "12万人次", "人次"),
        ("cny", "100元/件", "元/件"),
        ("cny", "US$13 billion", "US$"),
        ("cny", "人民币13亿美元", "人民币"),
        ("usd", "€13 billion", "€"),
        ("usd", "RMB 13 billion", "RMB"),
        ("patents", "11.8件/万人", "件/万人"),
        ("patents", "2.5折", "折"),
        ("patents", "3.2 lakh", "lakh"),
        ("places", "12/132", "%"),
        ("places", "second to last", "to last"),
    ],
)
def test_words_of_something_else(
    units: Mapping[str, Unit], unit: str, printed: str, found: str
) -> None:
    problem = unit_problem(read_printed(printed), units[unit], words_of(units))
    assert problem is not None
    assert problem["tail"] == found
