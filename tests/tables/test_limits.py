"""What a figure cannot be: periods, values and units by what is measured."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables, load
from metrics.model.period import Period
from metrics.model.unit import Unit
from metrics.tables.limits import PERIODS, canonical, meaning, possible, whole
from tests.tables.rows import broken, dozen, places, problems, read, row_of, write

FACTS = "indicators.csv"
RANK = {"indicator": "gii_rank", "area": "US", "period": "2022"}
STOCK = {"indicator": "invention_patents_in_force", "period": "2021-12-31"}
FLOW = {"indicator": "royalties_trade"}
SHARE = {"indicator": "patent_intensive_share_gdp", "period": "2020"}
SCORE = {"indicator": "satisfaction", "period": "2015"}
CHANGE = {"indicator": "satisfaction_change"}
GROWTH = {"indicator": "royalties_trade_growth"}
MULTIPLE = {"indicator": "pledge_financing_decade_multiple", "period": "2012/2022"}
MONTHS = {"indicator": "invention_exam_months"}
TOTAL = {"indicator": "agencies_closed"}
COUNT = {"indicator": "clusters_top5"}
RATIO = {"indicator": "high_value_invention_patents_per_10k"}


def printed(value: str, text: str | None = None, qualifier: str = "exact") -> dict[str, str]:
    return {"value": value, "printed": text or value, "qualifier": qualifier}


@pytest.mark.parametrize(
    ("where", "change", "code", "says"),
    [
        (RANK, printed("0"), "impossible", "a rank of 1 or more"),
        (RANK, printed("-1"), "impossible", "a rank of 1 or more"),
        (RANK, printed("9.5"), "whole", "places are counted"),
        (STOCK, printed("-5", "−5件"), "impossible", "an amount of 0 or more"),
        (MONTHS, printed("-4", "-4个月"), "impossible", "an amount of 0 or more"),
        (SHARE, printed("-3", "-3%"), "impossible", "between 0 and 100"),
        (GROWTH, printed("-120", "下降120%"), "impossible", "no more than 100 percent"),
        (STOCK, printed("12.5", "12.5件"), "whole", "patents are counted"),
        (STOCK, printed("12345.6", "1.23456万件"), "whole", "patents are counted"),
        (COUNT, printed("2.5", "2.5席"), "whole", "clusters are counted"),
        (TOTAL, printed("0.5", "0.5家"), "whole", "agencies are counted"),
        (SHARE, printed("1340", "1340%"), "impossible", "between 0 and 100"),
        (SHARE, printed("100.1", "100.1%"), "impossible", "between 0 and 100"),
        (SHARE, printed("100", "超100%", "over"), "impossible", "between 0 and 100"),
        (SCORE, printed("812.5", "812.5分"), "impossible", "a score between 0 and 100"),
        (CHANGE, printed("120", "120分"), "impossible", "between -100 and 100"),
        (MULTIPLE, printed("0", "0倍"), "impossible", "a multiple above 0"),
    ],
)
def test_a_value_that_cannot_be(
    tmp_path: Path, where: dict[str, str], change: dict[str, str], code: str, says: str
) -> None:
    line, found = broken(dozen(tmp_path), change, **where)
    assert places(found) == [(FACTS, line, "value", code)]
    assert says in found[0].message("en")


@pytest.mark.parametrize(
    ("where", "change"),
    [
        (RANK, printed("1")),
        (STOCK, printed("0", "0件")),
        (STOCK, printed("4212000", "421.2万件")),
        (SHARE, printed("0", "0%")),
        (SHARE, printed("100", "100%")),
        (SCORE, printed("100", "100分")),
        (RATIO, printed("9.44", "9.44件")),
        (RATIO, printed("0.3", "0.3件")),
        (MONTHS, printed("16.5", "16.5个月")),
        (MULTIPLE, printed("0.5", "0.5倍")),
        (GROWTH, printed("340", "340%")),
        (GROWTH, printed("100", "100%")),
        (GROWTH, printed("-100", "下降100%")),
    ],
)
def test_a_value_that_may_be(tmp_path: Path, where: dict[str, str], change: dict[str, str]) -> None:
    folder = dozen(tmp_path)
    rows = read(folder / FACTS)
    rows[row_of(rows, **where)] |= change
    write(folder / FACTS, rows)
    assert load(folder).statements


@pytest.mark.parametrize("measure", [*sorted(PERIODS), "rank", "count"])
def test_only_changes_and_differences_are_below_zero(measure: str) -> None:
    """A balance is a difference; a score may count from zero either way, but not out of 100."""
    units = {"share": "percent", "score": "points", "growth": "percent"}
    unit = Unit(units.get(measure, "cny"), "measured", (), "", "")
    below = Decimal(-5)
    assert (below in possible(measure, unit)[0]) == (measure == "growth")
    if measure in ("flow", "stock"):
        assert below in possible(measure, unit, "difference")[0]


def test_nothing_falls_by_more_than_all_of_it() -> None:
    percent = Unit("percent", "measured", ("%",), "%", "%")
    points = Unit("percentage_points", "measured", (), "", "")
    assert Decimal(-100) in possible("growth", percent, "yoy")[0]
    assert Decimal("-100.1") not in possible("growth", percent, "yoy")[0]
    assert Decimal(-150) in possible("growth", points, "difference")[0]
    assert Decimal(-150) not in possible("growth", points, "change_since")[0]


@pytest.mark.parametrize(
    ("where", "period", "code", "says"),
    [
        (FLOW, "2022-12-31", "span", "a flow runs over a span"),
        (FLOW, "2012/2022", "span", "a flow runs over a span"),
        (FLOW, "2022-01/2022-12", "period_whole", "Write 2022."),
        (STOCK, "2021-01/2021-11", "span", "a stock is counted at one moment"),
        (STOCK, "2011/2021", "span", "a stock is counted at one moment"),
        (STOCK, "2023-02-30", "period", "a period that there is"),
        (STOCK, "2021-13-01", "period", "a period that there is"),
        (STOCK, "0021-12-31", "year", "a year from 1790"),
        (STOCK, "2921-12-31", "year", "to 2199"),
        (STOCK, "2025-12-31", "future", "no later than the publication"),
        (FLOW, "2023", "future", "no later than the publication"),
        (GROWTH, "2022", "span", "two ends"),
        (GROWTH, "2022-11-30", "span", "two ends"),
        (GROWTH, "2012/2022", "span", "two years that follow each other"),
        (GROWTH, "2022-11/2022-01", "period_turned", "begins before it ends"),
        (MULTIPLE, "2022/2012", "period_turned", "begins before it ends"),
        (MULTIPLE, "2022/2022", "period", "a period that there is"),
        (MULTIPLE, "2022", "span", "a base and an end year"),
        (SHARE, "2015/2020", "span", "a share has them"),
        (SCORE, "2010/2015", "span", "a score has them"),
        (MONTHS, "2012/2022", "span", "a duration has them"),
    ],
)
def test_a_period_that_cannot_be(
    tmp_path: Path, where: dict[str, str], period: str, code: str, says: str
) -> None:
    folder = dozen(tmp_path)
    unreferenced(folder)
    line, found = broken(folder, {"period": period}, **where)
    assert places(found) == [(FACTS, line, "period", code)]
    assert says in found[0].message("en")


def unreferenced(folder: Path) -> None:
    """Take away the derivation, which needs the figures of some periods."""
    path = folder / "derivations.csv"
    rows = read(path)
    rows[0] |= {"inputs": "satisfaction@2022 gii_rank@2022", "period": "2020"}
    write(path, rows)


@pytest.mark.parametrize(
    ("where", "change"),
    [
        (FLOW, {"period": "2022-01/2022-11"}),
        (FLOW, {"period": "2025", "status": "F"}),
        (STOCK, {"period": "2021"}),
        (STOCK, {"period": "2021-06-30"}),
        (TOTAL, {"period": "2018/2022"}),
        (TOTAL, {"period": "2021-01/2022-06"}),
        (GROWTH, {"period": "2021/2022"}),
        (GROWTH, {"period": "2022-06/2022-06"}),
        (SHARE, {"period": "2020-12-31"}),
        (SHARE, {"period": "2020-01/2020-06"}),
        (RANK, {"period": "2022-12-31"}),
    ],
)
def test_a_period_that_may_be(
    tmp_path: Path, where: dict[str, str], change: dict[str, str]
) -> None:
    folder = dozen(tmp_path)
    rows = read(folder / FACTS)
    rows[row_of(rows, **where)] |= change
    write(folder / FACTS, rows)
    relations = [r for r in read(folder / "relations.csv") if r["id"] == "clusters-5"]
    write(folder / "relations.csv", relations)
    assert load(folder).statements


@pytest.mark.parametrize(
    ("indicator", "measure", "unit"),
    [
        ("gii_rank", "rank", "cny"),
        ("gii_rank", "flow", "places"),
        ("patent_intensive_share_gdp", "share", "points"),
        ("pledge_financing", "flow", "percent"),
        ("satisfaction", "score", "percent"),
        ("clusters_top5", "count", "cny"),
    ],
)
def test_a_unit_that_cannot_hold_the_measure(
    tmp_path: Path, indicator: str, measure: str, unit: str
) -> None:
    line, found = broken(
        dozen(tmp_path), {"measure": measure, "unit": unit}, table="definitions", id=indicator
    )
    assert ("definitions.csv", line, "unit", "unit_of_measure") in places(found)


@pytest.mark.parametrize(
    ("where", "other"),
    [
        (STOCK, {"period": "2021", "source": "scio-2023-04-24", "locator": "text"}),
        (TOTAL, {"period": "2022", "source": "scio-2023-04-24", "locator": "text"}),
        (COUNT, {"period": "2022-12-31", "source": "scio-2023-04-24", "locator": "text"}),
    ],
)
def test_one_period_in_two_spellings(
    tmp_path: Path, where: dict[str, str], other: dict[str, str]
) -> None:
    folder = dozen(tmp_path)
    rows = read(folder / FACTS)
    first = row_of(rows, **where)
    rows.append(rows[first] | other)
    write(folder / FACTS, rows)
    found = problems(folder)
    assert places(found) == [(FACTS, len(rows) + 1, "period", "period_twice")]
    assert f"line {first + 2} writes {rows[first]['period']}" in found[0].message("en")


def test_a_level_of_a_year_is_not_that_of_its_last_day(tmp_path: Path) -> None:
    folder = dozen(tmp_path)
    rows = read(folder / FACTS)
    share = rows[row_of(rows, **SHARE)]
    rows.append(share | printed("11.5", "11.5%") | {"period": "2020-12-31"})
    write(folder / FACTS, rows)
    assert len(load(folder).series("patent_intensive_share_gdp").points) == 3


@given(st.integers(1990, 2030), st.integers(0, 5))
def test_whole_years_have_one_spelling(year: int, more: int) -> None:
    period = Period.parse(f"{year}-01/{year + more}-12")
    assert canonical(period) == (f"{year}/{year + more}" if more else str(year))
    assert canonical(Period.parse(canonical(period))) == canonical(period)
    assert meaning(Period.parse(str(year)), "stock") == f"{year}-12-31"
    assert meaning(Period.parse(str(year)), "rate") == str(year)


@given(st.decimals(-1000, 1000, places=2))
def test_what_is_counted_is_whole(value: Decimal) -> None:
    patents = Unit("patents", "count", ("件",), "件", "patents")
    assert whole("stock", patents)
    assert not whole("duration", patents)
    assert (value in possible("stock", patents)[0]) == (value >= 0)


def test_all_facts_of_the_frozen_tables_can_be(tables: Tables) -> None:
    """No figure that was ever printed here is refused."""
    assert len(tables.statements) > 750
