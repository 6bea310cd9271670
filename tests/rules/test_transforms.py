from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Tables, load
from metrics.charts.compile.words import movement
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.results import formula, told_words, words_of
from metrics.model.figure import Figure
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.refusal import NotComparableError
from metrics.model.series import Series
from metrics.printed.interval import Interval
from metrics.rules.average_growth import average_between
from metrics.rules.change import CHANGE
from metrics.rules.comparison import compare
from metrics.rules.growth import GROWTH
from metrics.rules.multiple import MULTIPLE
from metrics.rules.transforms import TRANSFORMS, Result, transform
from metrics.views.points import frame, rows

D = Decimal
SLACK = D("1e-15")


@pytest.fixture(scope="session")
def tables(reports: Tables) -> Tables:
    return reports


def reasons(result: Result) -> list[str]:
    return [r.reason for r in result.refusals]


@pytest.fixture(scope="module")
def stock(tables: Tables) -> Observation:
    return tables.series("invention_patents_in_force_domestic").points[0]


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    digits = draw(st.integers(min_value=10, max_value=99999))
    exponent = draw(st.integers(min_value=-1, max_value=4))
    last_digit_unit = D(1).scaleb(exponent)
    whole = exponent == 0 and draw(st.booleans())
    return Figure(D(digits) * last_digit_unit, "x", "exact", last_digit_unit, whole)


def observed(stock: Observation, figure: Figure, year: int) -> Observation:
    return replace(stock, figure=figure, period=Period.parse(f"{year}-12-31"))


def at(interval: Interval, share: Decimal) -> Decimal:
    assert interval.lo is not None
    assert interval.hi is not None
    return interval.lo + (interval.hi - interval.lo) * share


def ends(interval: Interval) -> tuple[Decimal, Decimal]:
    assert interval.lo is not None
    assert interval.hi is not None
    return interval.lo, interval.hi


def counted(number: int) -> Figure:
    return Figure(D(number), str(number), "exact", D(1), True)


def run_of(stock: Observation, *figures: Figure) -> Series:
    """Return A series with these figures at the ends of years from 2020 on."""
    points = tuple(observed(stock, figure, year) for year, figure in enumerate(figures, 2020))
    return Series(stock.definition, stock.area, points)


shares = st.decimals(min_value=0, max_value=1, places=2)
years = st.integers(min_value=1, max_value=12)


class TestIntervalsOfTransforms:
    """The interval holds the transform of every pair inside the inputs, and its ends are met."""

    @given(figures(), figures(), years, shares, shares)
    def test_contains_and_is_tight(
        self, stock: Observation, one: Figure, two: Figure, gap: int, s: Decimal, t: Decimal
    ) -> None:
        base, end = observed(stock, one, 2010), observed(stock, two, 2010 + gap)
        x, y = at(one.interval, s), at(two.interval, t)
        (x_lo, x_hi), (y_lo, y_hi) = ends(one.interval), ends(two.interval)
        with localcontext(prec=40):
            root = 1 / D(gap)
            cases = (
                (CHANGE.compute(base, end), y - x, y_lo - x_hi, y_hi - x_lo),
                (MULTIPLE.compute(base, end), y / x, y_lo / x_hi, y_hi / x_lo),
                (
                    GROWTH.compute(base, end),
                    (y / x - 1) * 100,
                    (y_lo / x_hi - 1) * 100,
                    (y_hi / x_lo - 1) * 100,
                ),
                (
                    average_between(base, end).compute(base, end),
                    ((y / x) ** root - 1) * 100,
                    ((y_lo / x_hi) ** root - 1) * 100,
                    ((y_hi / x_lo) ** root - 1) * 100,
                ),
            )
            for interval, exact, lowest, highest in cases:
                lo, hi = ends(interval)
                near = SLACK * (1 + abs(exact))
                assert lo - near <= exact <= hi + near
                assert abs(lo - lowest) <= SLACK * (1 + abs(lowest))
                assert abs(hi - highest) <= SLACK * (1 + abs(highest))

    @given(figures(), figures(), shares)
    def test_a_bound_gives_a_bound(
        self, stock: Observation, one: Figure, two: Figure, s: Decimal
    ) -> None:
        over = observed(stock, replace(two, qualifier="over"), 2020)
        base = observed(stock, one, 2010)
        grown = GROWTH.compute(base, over)
        assert grown.hi is None
        assert (over.figure.value * D("1.5") / at(one.interval, s) - 1) * 100 in grown


class TestTransforms:
    def test_index_of_the_base_is_a_hundred_exactly(self, tables: Tables) -> None:
        made = transform(tables.series("satisfaction"), "index", base="2022")
        assert [p.interval for p in made.points][1] == Interval.point(D(100))
        lo, hi = ends(made.points[2].interval)
        # 82.035/81.255 and 82.045/81.245
        assert (round(lo, 3), round(hi, 3)) == (D("100.960"), D("100.985"))

    def test_average_growth_by_hand(self, tables: Tables) -> None:
        made = transform(tables.series("invention_patents_in_force_domestic"), "cagr")
        lo, hi = ends(made.points[0].interval)
        # the cube roots of 401.45/221.35 and 401.55/221.25
        assert (round(lo, 2), round(hi, 2)) == (D("21.95"), D("21.98"))

    def test_share_where_the_tables_declare_it(self, tables: Tables) -> None:
        part = tables.series("high_value_invention_patents")
        whole = tables.series("invention_patents_in_force_domestic")
        lo, hi = ends(transform(part, "share", other=whole).points[0].interval)
        # 166.45/401.55 and 166.55/401.45
        assert (round(lo, 2), round(hi, 2)) == (D("41.45"), D("41.49"))

    def test_no_line_runs_to_a_bound(self, tables: Tables) -> None:
        series = tables.series("valid_trademarks")
        alike = replace(series, statements=tuple(replace(o, status="A") for o in series.points))
        made = transform(alike, "change")
        assert [p.one_sided for p in made.points] == [True, False]
        assert [p.joined for p in made.points] == [False, False]

    @pytest.mark.parametrize("kind", ["pct", "cagr", "change"])
    def test_a_bound_below_the_line_gives_no_false_exact_value(
        self, tables: Tables, kind: str
    ) -> None:
        series = tables.series("valid_trademarks")
        alike = replace(series, statements=tuple(replace(o, status="A") for o in series.points))
        first = transform(alike, kind, base="2020-12-31").points[0]  # type: ignore[arg-type]
        assert first.one_sided
        assert first.interval.lo is None
        assert first.interval.hi is not None

    def test_changes_over_unlike_spans_are_not_joined(self, tables: Tables) -> None:
        made = transform(tables.series("satisfaction"), "change")
        assert [p.period.code for p in made.points] == ["2022", "2023"]
        assert not any(p.joined for p in made.points)
        growth = transform(tables.series("patent_intensive_value_added"), "pct")
        assert not any(p.joined for p in growth.points)

    @pytest.mark.parametrize("kind", TRANSFORMS)
    def test_every_series_transforms_or_says_why_not(self, tables: Tables, kind: str) -> None:
        for series in tables.all_series.values():
            made = transform(series, kind)  # type: ignore[arg-type]
            assert made.points or made.refusals, series.definition.id
            for refusal in made.refusals:
                assert refusal.words("zh")
                assert refusal.words("en")


class TestRefusals:
    def test_across_scopes(self, tables: Tables) -> None:
        every = tables.series("invention_patents_in_force").points
        domestic = tables.series("invention_patents_in_force_domestic").points
        mixed = replace(
            tables.series("invention_patents_in_force"), statements=(every[0], domestic[1])
        )
        assert reasons(transform(mixed, "pct")) == ["scope"]

    def test_part_year_against_full_year(self, tables: Tables) -> None:
        part = tables.series("royalties_trade").points[0]
        year = replace(part, period=Period.parse("2023"))
        mixed = replace(tables.series("royalties_trade"), statements=(part, year))
        assert reasons(transform(mixed, "pct")) == ["period"]
        assert reasons(transform(tables.series("royalties_trade"), "change")) == ["period"]

    def test_per_cent_of_a_per_cent(self, tables: Tables) -> None:
        for indicator in ("patent_intensive_share_gdp", "royalties_trade_growth"):
            for kind in ("pct", "index", "cagr"):
                assert reasons(transform(tables.series(indicator), kind)) == ["percent"]  # type: ignore[arg-type]
        assert transform(tables.series("patent_intensive_share_gdp"), "change").points

    def test_ratio_of_ranks(self, tables: Tables) -> None:
        assert reasons(transform(tables.series("gii_rank"), "pct")) == ["rank"]

    def test_across_a_break(self, tables: Tables) -> None:
        series = tables.series("satisfaction")
        first, second, third = series.points
        broken = replace(series, statements=(first, replace(second, status="B"), third))
        made = transform(broken, "pct")
        assert reasons(made) == ["break"]
        assert [p.period.code for p in made.points] == ["2023"]
        index = transform(broken, "index", base="2012")
        assert "break" in reasons(index)

    def test_a_break_between_base_and_end_refuses(self, tables: Tables) -> None:
        series = tables.series("satisfaction")
        first, second, third = series.points
        broken = replace(series, statements=(first, replace(second, status="B"), third))
        assert [p.period.code for p in transform(broken, "index", base="2012").points] == ["2012"]
        assert transform(broken, "cagr", base="2012").points == ()

    def test_across_definitions(self, tables: Tables) -> None:
        assert "definition" in reasons(transform(tables.series("valid_trademarks"), "pct"))

    def test_two_bounds_and_a_bound_as_base(self, tables: Tables) -> None:
        series = tables.series("pledge_financing")
        bound = series.points[1]
        later = replace(bound, period=Period.parse("2024"))
        both = Series(series.definition, series.area, (bound, later))
        assert reasons(transform(both, "pct")) == ["bounds"]
        assert reasons(transform(both, "index")) == ["bound_base"]

    @pytest.mark.parametrize(
        ("value", "last_digit_unit", "reason"),
        [("0", "1", "zero_base"), ("0.0", "0.1", "zero_base"), ("-3", "1", "negative")],
    )
    def test_nothing_is_a_multiple_of_zero_or_of_what_rounds_to_it(
        self, tables: Tables, stock: Observation, value: str, last_digit_unit: str, reason: str
    ) -> None:
        first = Figure(D(value), value, "exact", D(last_digit_unit), value == "0")
        series = run_of(stock, first, counted(5), counted(6))
        assert reasons(transform(series, "change")) == []
        assert reasons(transform(series, "pct")) == [reason]
        assert reasons(transform(series, "index")) == [reason]
        assert set(reasons(transform(series, "cagr"))) == {reason}
        assert series.base is series.points[1], "a card compares with the first figure that it can"
        with pytest.raises(NotComparableError, match=reason.removesuffix("_base")):
            compare(series.points[0], series.points[1])

    def test_a_fall_to_nothing_is_all_of_it_and_below_nothing_none(
        self, stock: Observation
    ) -> None:
        (point,) = transform(run_of(stock, counted(5), counted(0)), "pct").points
        assert point.interval == Interval.point(D(-100))
        assert reasons(transform(run_of(stock, counted(5), counted(-5)), "pct")) == ["negative"]

    def test_a_share_of_nothing_is_refused(self, tables: Tables) -> None:
        part, whole = (tables.series(i) for i in ("rapid_centres", "centres_total"))
        point = part.points[0]
        empty = replace(whole.points[0], period=point.period, figure=counted(0))
        made = transform(part.restricted_to((point,)), "share", other=whole.restricted_to((empty,)))
        assert reasons(made) == ["zero_base"]

    def test_a_change_is_told_from_the_figures_as_shown(self, stock: Observation) -> None:
        """The middle of an interval of growth lies beside what the printed figures give."""
        ten, twelve = (Figure(D(n), n, "exact", D(1), False) for n in ("10", "12"))
        series = run_of(stock, ten, twelve)
        (point,) = transform(series, "pct").points
        # From 11.5 over 10.5 to 12.5 over 9.5: 9.5 to 31.6, the middle 20.6; 12 over 10 is 20.
        assert point.value == 20
        assert (point.interval.lo, point.interval.hi) == (
            pytest.approx(D("9.5238"), abs=D("0.0001")),
            pytest.approx(D("31.5789"), abs=D("0.0001")),
        )
        assert compare(*series.points).value == 20
        assert "20%" in movement(series, "en")

    def test_a_base_that_is_not_there(self, tables: Tables) -> None:
        assert reasons(transform(tables.series("satisfaction"), "index", base="1999")) == [
            "no_base"
        ]

    def test_a_share_without_a_declared_whole(self, tables: Tables) -> None:
        part, other = tables.series("gii_rank"), tables.series("satisfaction")
        assert reasons(transform(part, "share", other=other)) == ["unrelated"]
        centres = tables.series("rapid_centres")
        whole = tables.series("centres_total")
        assert reasons(transform(centres, "share", other=whole)) == ["no_common_period"]


class TestExploration:
    def test_units_that_agree_share_a_panel(self, tables: Tables) -> None:
        both = ("invention_patents_in_force", "invention_patents_in_force_domestic")
        assert len(Exploration(tables, Choice(both)).panels) == 1
        assert len(Exploration(tables, Choice((*both, "gii_rank"))).panels) == 2
        assert len(Exploration(tables, Choice((*both, "pledge_financing"), "pct")).panels) == 1

    def test_series_of_one_unit_share_an_axis_however_many_they_are(self, tables: Tables) -> None:
        six = tuple(
            s.definition.id
            for s in tables.all_series.values()
            if len(s.points) > 1 and s.definition.measure in ("stock", "cumulative", "flow")
        )[:6]
        view = Exploration(tables, Choice(six, "pct"))
        drawn = [r.series.key for r in view.results if r.points]
        assert len(drawn) > 4
        (panel,) = view.panels
        assert [r.series.key for r in panel.results] == drawn

    def test_separate_panels_of_one_unit_share_a_scale(self, tables: Tables) -> None:
        stocks = ("invention_patents_in_force", "invention_patents_in_force_domestic")
        keys = (*stocks, "gii_rank")
        panels = Exploration(tables, Choice(keys, panels="separate")).panels
        assert [[r.series.key for r in p.results] for p in panels] == [[k] for k in keys]
        assert panels[0].scale == panels[1].scale != panels[2].scale

    def test_panels_stand_in_the_order_of_choice(self, tables: Tables) -> None:
        view = Exploration(tables, Choice(("satisfaction", "gii_rank", "pledge_financing")))
        assert [p.results[0].series.key for p in view.panels] == [*view.choice.series]

    def test_the_range_comes_before_the_transform(self, tables: Tables) -> None:
        whole = Exploration(tables, Choice(("satisfaction",), "pct"))
        cut = Exploration(tables, Choice(("satisfaction",), "pct", first="2022"))
        assert [p.period.code for p in whole.results[0].points] == ["2022", "2023"]
        assert [p.period.code for p in cut.results[0].points] == ["2023"]

    def test_nothing_is_dropped_silently(self, tables: Tables) -> None:
        view = Exploration(tables, Choice(("gii_rank", "satisfaction"), "pct", first="2023"))
        assert {s.definition.id for s, _ in view.refusals} == {"gii_rank", "satisfaction"}
        early = Exploration(tables, Choice(("gii_rank", "satisfaction"), last="2012"))
        assert early.outside == ("gii_rank",)

    def test_the_base_is_the_first_that_all_have(self, tables: Tables) -> None:
        shared = Exploration(tables, Choice(("satisfaction", "invention_exam_months"), "index"))
        assert shared.base == "2012"
        apart = Exploration(tables, Choice(("satisfaction", "gi_products"), "index"))
        assert apart.base == ""

    def test_bounds_are_worded_as_bounds(self, tables: Tables) -> None:
        view = Exploration(tables, Choice(("pledge_financing",), "pct"))
        (point,) = view.results[0].points
        assert words_of(view.results[0], point, "en") == "more than 64.3%"
        assert words_of(view.results[0], point, "zh") == "超64.3%"
        assert "÷ CNY 486.88 billion − 1" in formula(view.results[0], point, "en")

    def test_a_worse_rank_is_said_to_be_down(self, tables: Tables) -> None:
        view = Exploration(tables, Choice(("gii_rank",), "change"))
        (point,) = view.results[0].points
        assert words_of(view.results[0], point, "zh") == "下降1位"
        assert words_of(view.results[0], point, "en") == "down 1 place"

    def test_table_and_frame_hold_what_the_chart_shows(self, tables: Tables) -> None:
        choice = Choice(("invention_patents_in_force", "pledge_financing", "gii_rank"), "change")
        view = Exploration(tables, choice)
        points = [p for panel in view.panels for r in panel.results for p in r.points]
        assert len(rows(view, "zh")) == len(frame(view, "en")) == len(points)
        made = frame(view, "en").set_index("indicator")
        assert made.loc["pledge_financing", "lo"] == 313_115_000_000
        assert made.loc["pledge_financing", "qualifier"] == "at_least"
        assert made["data_version"].unique().tolist() == [tables.version]

    def test_events_are_those_of_the_kinds_and_the_span(self, tables: Tables) -> None:
        view = Exploration(tables, Choice(("satisfaction",), events=("treaty", "law")))
        assert {e.kind for e in view.events} == {"treaty", "law"}
        assert all("2012" <= e.date[:4] <= "2023" for e in view.events)


def of_years(stock: Observation, **counts: int) -> Series:
    """Return a series of counts at the ends of years, such as ``y2009=100``."""
    points = tuple(observed(stock, counted(n), int(year[1:])) for year, n in counts.items())
    return Series(stock.definition, stock.area, points)


class TestUnequalGaps:
    """2009: 100, 2013: 340, 2014: 374, worked out by hand."""

    @pytest.fixture
    def uneven(self, stock: Observation) -> Series:
        return of_years(stock, y2009=100, y2013=340, y2014=374)

    def test_per_cent_change_says_over_which_time(self, uneven: Series) -> None:
        grown = transform(uneven, "pct")
        assert [p.value for p in grown.points] == [240, 10]
        assert [grown.span(p) for p in grown.points] == [48, 0]
        assert grown.uneven == grown.points[:1]
        said = [told_words(grown, p, "en") for p in grown.points]
        assert said == ["+240.0% over 4 years", "+10.0%"]
        assert told_words(grown, grown.points[0], "zh") == "+240.0%（跨4年）"

    def test_a_change_over_more_than_a_year_is_not_joined_with_yearly_ones(
        self, stock: Observation
    ) -> None:
        series = of_years(stock, y2008=90, y2009=100, y2013=340, y2014=374, y2015=400)
        for kind in ("pct", "change"):
            # 2009 on 2008, 2013 on 2009, 2014 on 2013, 2015 on 2014
            assert [p.joined for p in transform(series, kind).points] == [False, False, False, True]

    def test_change_says_over_which_time(self, uneven: Series) -> None:
        changed = transform(uneven, "change")
        assert [p.value for p in changed.points] == [240, 34]
        assert [changed.span(p) for p in changed.points] == [48, 0]
        assert told_words(changed, changed.points[0], "en").endswith(" over 4 years")

    def test_average_growth_is_by_the_years_between_and_says_how_many(self, uneven: Series) -> None:
        averaged = transform(uneven, "cagr")
        # 3.4 ^ (1/4) = 1.3579; 3.74 ^ (1/5) = 1.3019
        assert [round(p.value or 0, 1) for p in averaged.points] == [D("35.8"), D("30.2")]
        said = [told_words(averaged, p, "en") for p in averaged.points]
        assert said == ["+35.8% a year, over 4 years", "+30.2% a year, over 5 years"]
        assert not any(p.joined for p in averaged.points)

    def test_an_index_is_of_its_base_whatever_lies_between(self, uneven: Series) -> None:
        made = transform(uneven, "index")
        assert [p.value for p in made.points] == [100, 340, 374]
        assert [p.months for p in made.points] == [0, 48, 60]
        assert made.uneven == ()

    def test_months_are_told_where_they_make_no_years(self, stock: Observation) -> None:
        first, last = observed(stock, counted(100), 2023), observed(stock, counted(110), 2024)
        middle = replace(first, figure=counted(104), period=Period.parse("2024-06-30"))
        grown = transform(Series(stock.definition, stock.area, (first, middle, last)), "pct")
        assert told_words(grown, grown.points[0], "zh") == "+4.0%（跨6个月）"

    def test_yearly_changes_of_unlike_years_go_without_saying(self, stock: Observation) -> None:
        grown = transform(of_years(stock, y2019=50, y2020=100, y2021=150), "pct")
        assert [grown.span(p) for p in grown.points] == [0, 0]

    def test_table_and_file_carry_the_span(self) -> None:
        view = Exploration(load(), Choice(("patent_pledge_financing",), "pct"))
        assert rows(view, "en")[0]["value"] == "+241% over 4 years"
        made = frame(view, "en")
        assert made["base"].tolist() == ["2009", "2013", "2016", "2018"]
        assert made["months"].tolist() == [48, 36, 24, 12]
        plain = frame(Exploration(load(), Choice(("gii_rank",))), "en")
        assert plain["months"].isna().all()
