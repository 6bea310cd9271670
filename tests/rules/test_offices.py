"""Offices that count unlike are not held against each other, through whatever door."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables
from metrics.assistant.asking import View
from metrics.assistant.comparing import compare
from metrics.charts.compile.economies import compared, rank_economies
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.findings import of_view
from metrics.model.counting import NOT_PRINTED, Counting, Named, unlike
from metrics.model.observation import Observation
from metrics.model.refusal import Refusal
from metrics.rules.economies import DIFFERENCE, MULTIPLE_OF_OTHER
from metrics.rules.transforms import TRANSFORMS
from metrics.tables.loading import tables_of
from metrics.tables.problems import DataError
from metrics.views.countings import counting_rows
from metrics.wording.findings.economies import of_comparison, of_ranking, overtaking
from tests.offices_tables import FIGURES, INDICATOR, WAYS, contents, offices

AREAS = tuple(area for area, *_ in WAYS)
# Worked out by hand: of five offices only two count from the request to the first action.
ALIKE = {("JP", "KR"), ("KR", "JP")}


@pytest.fixture(scope="module")
def five() -> Tables:
    return offices()


def at(tables: Tables, area: str, period: str) -> Observation:
    series = tables.series(INDICATOR, area)
    return next(p for p in series.points if p.period.code == period)


def test_two_that_count_alike_compare_freely(five: Tables) -> None:
    japan, korea = at(five, "JP", "2016-04/2017-03"), at(five, "KR", "2016")
    assert DIFFERENCE.refusal(japan, korea) is None
    assert DIFFERENCE.result(japan, korea)[1] == Decimal("1.2")  # 10.6 − 9.4
    assert MULTIPLE_OF_OTHER.refusal(japan, korea) is None


def test_years_that_share_less_than_nine_months_are_two_times(five: Tables) -> None:
    # April 2017 to March 2018 and the year 2016 share nothing; with 2017 it shares nine months.
    later = at(five, "JP", "2017-04/2018-03")
    assert DIFFERENCE.refusal(later, at(five, "KR", "2016")) == "two_times"
    assert DIFFERENCE.refusal(later, at(five, "KR", "2017")) is None


def test_a_year_of_a_series_is_not_joined_with_its_fiscal_years(five: Tables) -> None:
    series = five.series(INDICATOR, "US")
    calendar, fiscal = at(five, "US", "2016"), at(five, "US", "2016-10/2017-09")
    assert series.against(calendar, fiscal) == "period"
    assert sorted(len(run) for run in series.segments) == [1, 2]


def test_the_reason_names_what_each_counts_and_what_would_compare(five: Tables) -> None:
    pair = at(five, "US", "2016"), at(five, "EP", "2016")
    assert DIFFERENCE.refusal(*pair) == "counting"
    told = Refusal("counting", pair).words("en")
    assert told == (
        "the offices count unlike: United States from filing to first action, mean; "
        "European Patent Office from filing to search report, median; "
        "these count alike: Japan and Republic of Korea"
    )
    assert "日本与韩国" in Refusal("counting", pair).words("zh")


@pytest.mark.parametrize(("one", "other"), list(product(AREAS, AREAS)))
def test_no_door_compares_what_is_counted_unlike(five: Tables, one: str, other: str) -> None:
    if one == other:
        return
    pair = five.series(INDICATOR, one), five.series(INDICATOR, other)
    allowed = (one, other) in ALIKE
    for mine, its in product(pair[0].points, pair[1].points):
        refused = {rule.refusal(mine, its) for rule in (DIFFERENCE, MULTIPLE_OF_OTHER)}
        assert ("counting" in refused) is not allowed
        # The assistant, which the command line serves too.
        made = compare(View(five, "en"), (pair[0], mine), (pair[1], its))
        if not allowed:
            assert not made.results
            assert not made.change_allowed
            assert [r.reason for r in made.refusals] == ["counting"]
    if not allowed:
        assert overtaking(five, pair, "en") == ""
        assert "most of" not in of_comparison(five, pair, "en")
        assert "1st" not in of_ranking(five, pair, "en")


@given(
    areas=st.lists(st.sampled_from(AREAS), min_size=2, max_size=5, unique=True),
    transform=st.sampled_from(TRANSFORMS),
    panels=st.sampled_from(["one", "separate"]),
)
def test_no_axis_is_shared_by_what_is_counted_unlike(
    areas: list[str], transform: str, panels: str
) -> None:
    tables = offices()
    keys = tuple(tables.series(INDICATOR, area).key for area in areas)
    view = Exploration(tables, Choice(keys, transform, panels=panels))  # type: ignore[arg-type]
    for panel in view.panels:
        shared = [r.series.area for r in panel.results]
        assert all(pair in ALIKE for pair in combinations(shared, 2))
    scales = {(p.scale, r.series.area) for p in view.panels for r in p.results}
    for (scale, area), (other_scale, other) in combinations(scales, 2):
        assert scale != other_scale or (area, other) in ALIKE
    unlike_ = any(pair not in ALIKE for pair in combinations(areas, 2))
    assert bool(view.unlike_counted) is unlike_
    if unlike_:
        assert "above" not in of_view(view, "en")
        told = "count alike" if {"JP", "KR"} <= set(areas) else "count unlike"
        assert told in of_view(view, "en")


def test_charts_show_those_that_count_alike(five: Tables) -> None:
    assert [s.area for s in compared(five, INDICATOR)] == ["JP", "KR"]
    with pytest.raises(ValueError, match="count alike"):
        rank_economies(five, INDICATOR)


def test_the_table_says_who_compares_with_whom(five: Tables) -> None:
    rows = {row["office"]: row for row in counting_rows(five, INDICATOR, "en")}
    assert rows["Japan"]["compares"] == "Republic of Korea"
    assert rows["United States"]["compares"] == "no other"
    assert rows["Japan"]["counted_year"] == "fiscal year from April"
    assert rows["United States"]["counted_year"] == "fiscal year from October; calendar year"


@pytest.mark.parametrize("dropped", AREAS)
def test_a_convention_that_is_dropped_is_missed(dropped: str) -> None:
    ways = tuple(way for way in WAYS if way[0] != dropped)
    with pytest.raises(DataError) as fault:
        tables_of(contents(ways))
    found = {(p.file, p.column, p.code) for p in fault.value.problems}
    assert found == {("indicators.csv", "area", "uncounted")}


def test_a_convention_of_no_figure_is_refused() -> None:
    figures = tuple(f for f in FIGURES if f[0] != "EP")
    with pytest.raises(DataError) as fault:
        tables_of(contents(figures=figures))
    assert [(p.file, p.code) for p in fault.value.problems] == [
        ("conventions.csv", "convention_idle")
    ]


def test_what_is_left_out_is_part_of_what_is_counted() -> None:
    tables = tables_of(contents(left_out={"JP": "applicant_time"}))
    japan, korea = at(tables, "JP", "2016-04/2017-03"), at(tables, "KR", "2016")
    assert DIFFERENCE.refusal(japan, korea) == "counting"


def test_what_is_not_printed_equals_nothing() -> None:
    name = Named("JP", "日本", "Japan")
    step, gap = Named("request", "", ""), Named(NOT_PRINTED, "", "")
    whole = Counting("a", name, None, step, step, step, None, "s", "", "")
    half = Counting("a", name, None, gap, step, step, None, "s", "", "")
    assert unlike(whole, whole) == ()
    assert unlike(half, half) == ("counts_from",)
    assert unlike(whole, None) == ("counts_from", "counts_to", "average", "left_out")
