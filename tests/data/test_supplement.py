"""The longer series: complete, broken where they must be, and as they stood on a day."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from metrics import Tables, load
from metrics.charts.plotly import Size, figure
from metrics.model.period import Period
from metrics.model.series import Series
from metrics.reconciliation import reconcile
from metrics.tables.agreement import Pair, every_pair
from metrics.views.pages import theme_page

D = Decimal


def years(series: Series) -> dict[int, Decimal]:
    """Values by year, of points of whole years and of year ends."""
    return {p.period.end.year: p.figure.value for p in series.points if p.period.closes_a_year}


GII = dict(
    zip(
        range(2011, 2026), (29, 34, 35, 29, 29, 25, 22, 17, 14, 14, 12, 11, 12, 11, 10), strict=True
    )
)
# Ten thousand patents, as the supplement prints them to this digit.
GRANTED = (17.2, 21.7, 20.8, 23.3, 35.9, 40.4, 42.0, 43.2, 45.3, 53, 69.6, 79.8, 92.1, 104.5, 97.2)
IN_FORCE = (58.7, 66.3, 87.2, 110.3, 135.6, 160.2, 186.2, 221.3, 270.4, 328.0, 401.5)
# The same with Hong Kong, Macao and Taiwan, from the yearbooks and for 2024 from the press.
IN_FORCE_INCL = (58.6, 70.9, 92.2, 115.8, 141.4, 166.2, 192.6, 227.9, 277.3, 335.1, 408.9, 475.6)
SCORES = (
    *("63.69", "64.96", "69.43", "68.72", "72.38", "76.69", "76.88"),
    *("78.98", "80.05", "80.61", "81.25", "82.04", "82.36", "82.81"),
)


def of_two_sources(tables: Tables) -> list[Pair]:
    """Statements of one figure by two publications."""
    return [pair for pair in every_pair(tables.statements) if not pair.of_one_source]


class TestCompleteSeries:
    def test_gii_rank_of_china(self, tables: Tables) -> None:
        found = years(tables.series("gii_rank"))
        assert {y: found[y] for y in GII} == GII

    def test_invention_patents_granted(self, tables: Tables) -> None:
        found = years(tables.series("invention_patents_granted"))
        for year, wanted in zip(range(2011, 2026), GRANTED, strict=True):
            assert abs(found[year] - D(str(wanted)) * 10000) <= 500, year

    def test_invention_patents_in_force_domestic(self, tables: Tables) -> None:
        found = years(tables.series("invention_patents_in_force_domestic"))
        for year, wanted in zip(range(2013, 2024), IN_FORCE, strict=True):
            assert abs(found[year] - D(str(wanted)) * 10000) <= 500, year
        assert 2024 not in found  # printed only with Hong Kong, Macao and Taiwan
        assert found[2025] == 5_320_000

    def test_invention_patents_in_force_domestic_with_hong_kong(self, tables: Tables) -> None:
        found = years(tables.series("invention_patents_in_force_domestic_incl"))
        for year, wanted in zip(range(2013, 2025), IN_FORCE_INCL, strict=True):
            assert abs(found[year] - D(str(wanted)) * 10000) <= 500, year

    def test_satisfaction(self, tables: Tables) -> None:
        found = years(tables.series("satisfaction"))
        assert [f"{found[y]:.2f}" for y in range(2012, 2026)] == list(SCORES)

    def test_how_many_are_long(self, tables: Tables) -> None:
        counts = [len(s.annual_years) for s in tables.all_series.values() if s.area == "CN"]
        assert sum(n >= 5 for n in counts) >= 25
        every = [len(s.annual_years) for s in tables.all_series.values()]
        assert sum(n >= 10 for n in every) >= 12

    def test_economies_of_the_comparisons(self, tables: Tables) -> None:
        seven = {"CN", "US", "JP", "KR", "DE", "SG", "IN"}
        for indicator in (
            "gii_rank",
            "patent_applications_residents",
            "patent_applications_nonresidents",
            "ip_charges_receipts",
            "ip_charges_payments",
        ):
            assert seven <= set(tables.areas(indicator)), indicator
        # No PCT figure of Singapore is at hand.
        assert seven - {"SG"} <= set(tables.areas("pct_applications"))
        assert "WLD" in tables.areas("patent_applications_residents")
        assert len(tables.areas("ip_charges_receipts")) >= 25


BREAKS = [
    ("patent_intensive_value_added", "2022", "2023"),
    ("patent_intensive_share_gdp", "2022", "2023"),
    ("gi_products", "2024-12-31", "2025-12-31"),
    ("infringement_cases", "2019", "2020"),
    ("infringement_cases", "2021", "2022"),
    ("infringement_cases", "2024", "2025"),
    ("gii_rank", "2010", "2011"),
    ("patent_applications_residents", "2016", "2017"),
    ("patent_applications_nonresidents", "2016", "2017"),
    ("valid_trademarks_domestic", "2016-12-15", "2018-12-31"),
]


class TestBreaks:
    @pytest.mark.parametrize(("indicator", "before", "after"), BREAKS)
    def test_no_segment_crosses(
        self, tables: Tables, indicator: str, before: str, after: str
    ) -> None:
        series = tables.series(indicator)
        points = {p.period.code: p for p in series.points}
        assert points[after] in series.breaks
        assert points[after].note_zh
        assert points[after].note_en
        for segment in series.segments:
            assert len({p.period <= Period.parse(before) for p in segment}) == 1, indicator
        assert series.against(points[before], points[after]) == "break"

    def test_the_us_rank_breaks_where_chinas_does(self, tables: Tables) -> None:
        assert [p.period.code for p in tables.series("gii_rank", "US").breaks] == ["2011"]

    def test_scopes_of_patents_in_force_are_series_of_their_own(self, tables: Tables) -> None:
        found = {s.definition.scope: s for s in tables.concept("invention_patents_in_force")}
        # What enterprises hold is a part of the domestic ones, and a concept of its own.
        assert set(found) == {"owners_all", "foreign", "domestic_excl_hmt", "domestic_incl_hmt"}
        at = {k: years(s).get(2020) for k, s in found.items()}
        assert at["owners_all"] == 3_057_844
        assert at["domestic_incl_hmt"] == 2_279_123
        assert at["domestic_excl_hmt"] == 2_213_000
        assert at["foreign"] == 3_057_844 - 2_279_123

    def test_totals_and_domestic_trademarks_are_apart(self, tables: Tables) -> None:
        assert 2025 not in years(tables.series("valid_trademarks"))
        assert list(years(tables.series("valid_trademarks_domestic_excl_hmt"))) == [2025]
        domestic = tables.series("valid_trademarks_domestic")
        points = {p.period.code: p for p in domestic.points}
        # A text calls the number of all registrants of 2019 domestic; it stands alone.
        assert points["2019-12-31"].status == "D"
        assert set(years(domestic)) - {2019} == {2018, 2022, 2023}
        assert domestic.against(points["2022-12-31"], points["2023-12-31"]) is None

    def test_patent_only_pledges_are_apart(self, tables: Tables) -> None:
        assert years(tables.series("patent_pledge_financing"))[2018] == 88_500_000_000
        assert years(tables.series("pledge_financing"))[2018] == 122_400_000_000

    def test_nine_months_of_pledges_do_not_join_years(self, tables: Tables) -> None:
        series = tables.series("pledge_financing")
        part = next(p for p in series.points if p.period.code == "2024-01/2024-09")
        assert [part] in [list(segment) for segment in series.segments]
        assert 2024 not in years(series)

    def test_eleven_months_of_charges_are_not_the_year(self, tables: Tables) -> None:
        series = tables.series("royalties_trade_usd")
        points = {p.period.code: p.figure.value for p in series.points}
        assert points["2019"] == 40_980_000_000
        assert points["2019-01/2019-11"] == 37_190_000_000
        assert all(len({p.period.kind for p in segment}) == 1 for segment in series.segments)

    def test_pct_by_origin_is_not_pct_received(self, tables: Tables) -> None:
        assert years(tables.series("pct_applications"))[2022] == 70_015
        assert years(tables.series("pct_received_cnipa"))[2022] == 74_452

    def test_applications_are_counted_from_2017_on_fees_paid(self, tables: Tables) -> None:
        for indicator in ("invention_applications", "utility_model_applications"):
            series = tables.series(indicator)
            assert [p.period.code for p in series.breaks] == ["2017"]
            assert {2010, 2016, 2017, 2022} <= set(years(series))

    def test_patents_per_head_are_two_indicators(self, tables: Tables) -> None:
        assert max(years(tables.series("invention_patents_per_10k"))) == 2020
        own = tables.series("high_value_invention_patents_per_10k")
        assert min(years(own)) == 2020
        assert not own.points[0].derived

    def test_a_definition_that_differs_is_not_joined(self, tables: Tables) -> None:
        series = tables.series("invention_patents_in_force_domestic_incl")
        apart = [s[0].period.code for s in series.segments if len(s) == 1]
        assert apart == []
        press = tables.series("invention_patents_in_force_domestic")
        (doubtful,) = (p for p in press.points if p.status == "D")
        assert [doubtful] in [list(segment) for segment in press.segments]

    def test_a_doubtful_figure_of_2013_is_not_joined(self, tables: Tables) -> None:
        """The press gave more without Hong Kong, Macao and Taiwan than the yearbook with them."""
        press = tables.series("invention_patents_in_force_domestic")
        yearbook = tables.series("invention_patents_in_force_domestic_incl")
        assert ["2013-12-31"] in [[p.period.code for p in s] for s in press.segments]
        after = next(s for s in press.segments if s[0].period.code == "2014-12-31")
        assert len(after) > 2
        (whole,) = yearbook.segments
        assert {"2013-12-31", "2014-12-31"} <= {p.period.code for p in whole}

    def test_a_value_between_two_years_does_not_part_them(self, tables: Tables) -> None:
        series = tables.series("invention_exam_months")
        longest = max(series.segments, key=len)
        assert [p.period.code for p in longest][-3:] == ["2023", "2024", "2025"]
        glimpses = [p for p in series.points if p.period.kind == "date"]
        assert len(glimpses) >= 3
        assert all([p] in [list(s) for s in series.segments] for p in glimpses)

    def test_a_break_holds_where_its_statement_is_out_of_view(self, reports: Tables) -> None:
        series = reports.series("infringement_cases")
        assert [p.period.code for p in series.points] == ["2022"]
        share = reports.whole and reports.whole.series("patent_intensive_share_gdp")
        assert share
        points = {p.period.code: p for p in share.points}
        without = share.restricted_to(o for o in share.statements if o.period.code != "2023")
        assert without.against(points["2022"], points["2024"]) == "break"
        assert [p.period.code for p in without.breaks] == ["2024"]
        assert [points["2024"]] in [list(s) for s in without.segments]

    def test_a_definition_that_differs_gives_way_to_an_earlier_own_one(
        self, tables: Tables
    ) -> None:
        """A bound of February 2021 on an unclear basis does not hide the count of January."""
        assert years(tables.series("valid_trademarks"))[2020] == 30_173_000


PROOFS = [
    "growth-inforce-domestic-2023",
    "growth-inforce-incl-2024",
    "said-inforce-incl-2025-06",
    "inforce-parts-2023-10",
    "inforce-parts-2024-06",
    "said-inforce-enterprises-2023",
    "sum-trademarks-2024-06",
    "said-trademarks-domestic-2023",
    "said-trademarks-domestic-2025-06",
    *(f"hmt-{year}" for year in (2012, *range(2014, 2024))),
]


class TestScopes:
    """Which owners a domestic count is of, where the text only says domestic."""

    def test_growth_leads_back_to_the_count_of_the_same_scope(self, tables: Tables) -> None:
        with_them = years(tables.series("invention_patents_in_force_domestic_incl"))
        without = years(tables.series("invention_patents_in_force_domestic"))
        grown = D("4756000") / D("1.163")
        assert abs(grown - with_them[2023]) < 2_000
        assert abs(grown - without[2023]) > 70_000

    def test_what_is_left_is_no_more_than_foreign_owners_hold(self, tables: Tables) -> None:
        """Without Hong Kong, Macao and Taiwan their 74,000 would be in the rest."""
        series = tables.series("invention_patents_in_force_foreign")
        foreign = {p.period.code: p.figure.value for p in series.points}
        left = D("5689000") - D("4756000")
        assert foreign["2024-06-30"] == 919_000
        assert 0 < left - foreign["2024-06-30"] < 20_000

    def test_the_relations_that_prove_them_hold(self, tables: Tables) -> None:
        found = {c.relation.id: c.verdict for c in reconcile(tables)}
        assert {i: found[i] for i in PROOFS} == dict.fromkeys(PROOFS, "consistent")
        assert found["hmt-2013"] == "inconsistent"


class TestDerived:
    @pytest.mark.parametrize(
        ("indicator", "period", "lo", "hi"),
        [
            # 48.9 ± 0.05 and 51.9 ± 0.05 thousand million
            ("pledge_financing", "2014", "100.7e9", "100.9e9"),
            # 4,212,188 + 10,835,261 + 2,831,512
            ("patents_in_force", "2022-12-31", "17878961", "17878961"),
            # 172,113 less 112,347
            ("invention_patents_granted_foreign", "2011", "59766", "59766"),
            # 68.72 ± 0.005 plus 0.71 ± 0.005
            ("satisfaction", "2014", "69.42", "69.44"),
            ("satisfaction", "2016", "72.37", "72.39"),
            ("satisfaction", "2017", "76.68", "76.70"),
            ("pct_received_cnipa", "2016", "44992", "44992"),
            ("invention_industrialisation_rate", "2020", "34.6", "34.8"),
            ("centres_total", "2021-12-31", "87", "87"),
        ],
    )
    def test_by_hand(self, tables: Tables, indicator: str, period: str, lo: str, hi: str) -> None:
        point = next(p for p in tables.series(indicator).points if p.period.code == period)
        assert point.derived
        assert point.status == "I"
        assert point.figure.printed == ""
        assert (point.figure.interval.lo, point.figure.interval.hi) == (D(lo), D(hi))

    def test_before_a_growth(self, tables: Tables) -> None:
        series = tables.series("royalties_trade")
        printed = next(p for p in series.points if p.period.code == "2023")
        assert printed.figure.value == 376_520_000_000
        (point,) = [o for o in series.others(printed) if o.derived]
        assert point.figure.interval.intersects(printed.figure.interval)
        # 398.705 / 1.0595 and 398.715 / 1.0585 thousand million, outward to the million
        assert point.figure.interval.lo is not None
        assert point.figure.interval.hi is not None
        assert round(point.figure.interval.lo / 10**6) == 376_314
        assert round(point.figure.interval.hi / 10**6) == 376_680

    def test_what_is_printed_stands_before_what_is_derived(self, tables: Tables) -> None:
        rank = tables.series("gii_rank")
        point = next(p for p in rank.points if p.period.code == "2013")
        assert not point.derived
        (derived,) = [o for o in rank.others(point) if o.derived]
        assert derived.figure.value == point.figure.value == 35

    def test_a_restated_figure_stays_beside_the_published_one(self, tables: Tables) -> None:
        share = tables.series("patent_intensive_share_gdp")
        point = next(p for p in share.points if p.period.code == "2022")
        assert point.figure.value == D("12.71")
        (restated,) = [o for o in share.others(point) if o.derived]
        assert restated.figure.value == D("12.60")
        assert restated.status == "D"

    def test_without_its_inputs_nothing_is_derived(self, reports: Tables) -> None:
        assert not any(p.derived for s in reports.all_series.values() for p in s.points)


class TestAgreement:
    def test_the_supplement_agrees_with_every_report(self, tables: Tables) -> None:
        crossing = [p for p in of_two_sources(tables) if p.crosses]
        assert len(crossing) > 30
        assert all(p.agrees for p in crossing)

    def test_each_disagreement_is_explained(self, tables: Tables) -> None:
        apart = [p for p in of_two_sources(tables) if not p.agrees]
        assert apart
        assert all(p.explained for p in apart)
        assert all(p.first.source != p.second.source for p in of_two_sources(tables))


class TestSources:
    def test_each_has_all_that_a_citation_needs(self, tables: Tables) -> None:
        for row in tables.frames["sources"].to_dict("records"):
            for column in ("title_zh", "issuer_zh", "published", "tier", "read_in", "licence"):
                assert row[column], row["id"]

    def test_each_is_cited(self, tables: Tables) -> None:
        cited = {o.source.id for o in (*tables.statements, *tables.regional.statements)}
        supplement = {s.id for s in tables.sources.values() if s.tier == "supplement"}
        assert supplement <= cited
        assert len(supplement) > 100


class TestWeight:
    def test_a_page_does_not_grow_with_series_that_it_does_not_show(
        self, tables: Tables, copied: Path
    ) -> None:
        """Without any figure of other economies a page that shows none weighs the same."""

        def weight(tables: Tables, theme: str) -> tuple[int, int]:
            view = theme_page(tables, theme, "en")
            specs = [c.spec for c in view.charts] + [view.lead] * (view.lead is not None)
            drawn = (figure(spec, "light", Size(510, 330)) for spec in specs)
            return sum(len(made.to_json()) for made in drawn), len(view.rows)

        abroad = re.compile(r"@[A-Z]{2,3}@")  # a relation to a figure of another economy
        for name in ("indicators", "relations", "conventions"):
            path = copied / f"{name}.csv"
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                home = (r for r in rows if r.get("area", "CN") == "CN")
                writer.writerows(r for r in home if not abroad.search(r.get("right", "")))
        every, fewer = tables, load(copied)
        assert len(fewer.statements) < len(every.statements) / 2
        for theme in ("creation", "protection", "services"):
            assert weight(every, theme) == weight(fewer, theme)
        for theme in ("examination", "international"):
            assert weight(every, theme) > weight(fewer, theme)
