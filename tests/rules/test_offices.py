"""Offices that count unlike are not held against each other, through whatever door."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables
from metrics.assistant.asking import View
from metrics.assistant.comparing import compare
from metrics.briefing.numerals import unresolved
from metrics.charts.compile import compile_view
from metrics.charts.compile.economies import compared, rank_economies
from metrics.cli import main
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.findings import of_view
from metrics.exports.workbook import SummaryPlan
from metrics.locale import text
from metrics.model.counting import NOT_PRINTED, Counting, Named, unlike
from metrics.model.observation import Observation
from metrics.model.refusal import Refusal
from metrics.rules.economies import DIFFERENCE, MULTIPLE_OF_OTHER
from metrics.rules.transforms import TRANSFORMS
from metrics.tables.loading import tables_of
from metrics.tables.problems import DataError
from metrics.views.countings import counting_rows
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from metrics.wording.findings.economies import of_comparison, of_ranking, overtaking
from tests.books import DAY, opened
from tests.books import made as book_made
from tests.offices_tables import FIGURES, INDICATOR, SOURCE, WAYS, contents, offices

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


def test_no_place_among_them_bears_out_a_title_of_a_slide(five: Tables) -> None:
    shown = [at(five, "US", "2016"), at(five, "EP", "2016"), at(five, "CN", "2016")]
    assert unresolved("1st of 3 offices", shown, (), "en") == ("1st",)
    assert unresolved("16.9, 15.7 and 8.0 months", shown, (), "en") == ()
    assert unresolved("7.7 months above", shown, (), "en") == ("7.7",)  # 15.7 − 8.0


def test_slides_head_each_plot_with_what_is_counted(five: Tables) -> None:
    keys = tuple(five.series(INDICATOR, area).key for area in ("US", "JP", "KR"))
    spec = compile_view(Exploration(five, Choice(keys)), "en")
    assert [plot.heading for plot in spec.plots] == [
        "United States from filing to first action, mean",
        "Japan, Republic of Korea from request to first action, mean",
    ]
    fiscal = (
        "Fiscal years stand beside calendar years: United States from October, Japan from April"
    )
    assert fiscal in spec.text.notes


def test_the_assistant_tells_of_a_fiscal_year_beside_a_calendar_year(five: Tables) -> None:
    pair = five.series(INDICATOR, "JP"), five.series(INDICATOR, "KR")
    points = at(five, "JP", "2016-04/2017-03"), at(five, "KR", "2016")
    made = compare(View(five, "en"), (pair[0], points[0]), (pair[1], points[1]))
    assert made.results[0].value == "1.2"
    assert made.caveats == [
        "Apr 2016–Mar 2017 and 2016 are years that begin in unlike months and share 9 months"
    ]


def test_the_workbook_tells_what_each_office_counts(five: Tables) -> None:
    taken = extract(five, Filters(indicators=(INDICATOR,)), "en")
    book = opened(book_made(SummaryPlan(taken, "en", DAY)))
    notes = book[text("en")("notes_sheet.name")]
    cells = [cell.value for row in notes.iter_rows() for cell in row]
    assert "from filing to search report, median" in cells
    assert "from request to first action, mean" in cells


def test_the_command_line_tells_what_each_office_counts(tmp_path: Path) -> None:
    for name, content in contents().items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    done = CliRunner().invoke(main, ["show", INDICATOR, "--lang", "en", "--data", str(tmp_path)])
    assert "Japan from request to first action, mean" in done.output
    assert "European Patent Office from filing to search report, median" in done.output


def test_a_target_goes_by_the_convention_of_what_it_is_of() -> None:
    files = contents()
    rows = files["definitions"].decode().splitlines()
    own = f"{INDICATOR}_target"
    made = rows[-1].replace(INDICATOR, own).replace(",1,,,,首次", f",1,{INDICATOR},target,,首次")
    assert made != rows[-1].replace(INDICATOR, own)
    files["definitions"] = ("\n".join([*rows, made]) + "\n").encode()
    fact = f"{own},JP,2017-04/2018-03,9,9 months,exact,F,{SOURCE},progress,stated,,,\n"
    files["indicators"] += fact.encode()
    tables = tables_of(files)
    target = tables.series(own, "JP").latest
    way = target.definition.counting("JP", target.period)
    assert way is not None
    assert way.counts_from.code == "request"


def test_a_fiscal_year_is_borne_out_by_its_own_figures_alone(five: Tables) -> None:
    shown = five.series(INDICATOR, "JP").points
    said = "shortened from 9.4 to 9.3 months (2016/17–2017/18)"
    assert unresolved(said, shown, (), "en") == ()
    assert unresolved("Apr 2016–Mar 2017: 9.4 months", shown, (), "en") == ()
    assert unresolved("2015/16: 9.4 months", shown, (), "en") != ()
