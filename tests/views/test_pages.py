"""What pages tell: the newest first, each series once, the message from the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metrics import Selection, Tables
from metrics.locale import LANGS, Lang
from metrics.reconciliation import in_view
from metrics.views.headlines import headline, headline_series
from metrics.views.pages import CHAIN, THEMES, indicator_page, overview, theme_page
from metrics.views.stories import story_of
from tests.telling import check_every_headline, check_everything, some_views_of, views_of


def test_no_headline_is_older_than_the_newest_in_any_view(tables: Tables) -> None:
    for view in views_of(tables):
        check_every_headline(view)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_missing_or_told_twice(tables: Tables, lang: Lang) -> None:
    for view in some_views_of(tables):
        check_everything(view, lang)


class TestHeadlines:
    """Seven newest figures of which the reports print older ones, and one with a target."""

    @pytest.mark.parametrize(
        ("indicator", "zh", "en"),
        [
            (
                "gii_rank",
                ("第10位", "2025年", "较上年升1位", "报告：第12位，2023年"),
                ("10th", "2025", "up 1 place in a year", "report: 12th, 2023"),
            ),
            # 532 ÷ 475.6.
            (
                "invention_patents_in_force_domestic",
                ("532万件", "2025年底", "较上年+12%", "报告：401.5万件，2023年底"),
                (
                    "5.32 million",
                    "end of 2025",
                    "+12% in a year",
                    "report: 4.015 million, end of 2023",
                ),
            ),
            # 15 (14.5 to 15.5) after 15.5 (15.45 to 15.55): no change is certain.
            (
                "invention_exam_months",
                ("15个月", "2025年", "2012年为22.6个月", "报告：15.7个月，2024年8月20日"),
                ("15 months", "2025", "2012: 22.6 months", "report: 15.7 months, 20 August 2024"),
            ),
            # 853.99 ÷ 486.88; the report prints a bound.
            (
                "pledge_financing",
                ("8,539.9亿元", "2023年", "较上年+75.4%", "报告：8,000亿元以上，2023年"),
                ("CNY 853.99 bn", "2023", "+75.4% in a year", "report: at least CNY 800 bn, 2023"),
            ),
            # 16 ÷ 14.
            (
                "high_value_invention_patents_per_10k",
                ("16件", "2025年底", "较上年+14%", "报告：9.4件，2022年底"),
                ("16", "end of 2025", "+14% in a year", "report: 9.4, end of 2022"),
            ),
            # 82.81 − 82.36.
            (
                "satisfaction",
                ("82.81分", "2025年", "较上年+0.45分", "报告：82.04分，2023年"),
                ("82.81 points", "2025", "+0.45 points in a year", "report: 82.04 points, 2023"),
            ),
            # More than 18 over 16.8713; 15.3 is what the reports print of 2022.
            (
                "patent_intensive_value_added",
                ("超18万亿元", "2024年", "较上年+6.6%以上", "报告：15.3万亿元，2022年"),
                (
                    "more than CNY 18 tn",
                    "2024",
                    "+6.6% or more in a year",
                    "report: CNY 15.3 tn, 2022",
                ),
            ),
            # 3,987.1 ÷ 3,765.2; the part of 2024 that the reports print is no year.
            (
                "royalties_trade",
                ("3,987.1亿元", "2024年", "较上年+5.9%", "报告：2,130亿元，2024年1—6月"),
                ("CNY 398.71 bn", "2024", "+5.9% in a year", "report: CNY 213.0 bn, Jan–Jun 2024"),
            ),
        ],
    )
    def test_the_newest_with_the_report_beside(
        self, tables: Tables, indicator: str, zh: tuple[str, ...], en: tuple[str, ...]
    ) -> None:
        for lang, wanted in (("zh", zh), ("en", en)):
            made = headline(tables, tables.series(indicator), lang)  # type: ignore[arg-type]
            assert (str(made.value), made.period, made.change, made.report) == wanted

    def test_a_change_inside_a_published_interval(self, tables: Tables) -> None:
        """In April 2022: 12th after 14th, of which 9th to 16th was published; none in 2011."""
        earlier = tables.select(Selection(vintage="2022-04-30"))
        series = earlier.series("gii_rank")
        told = headline(earlier, series, "en").change
        assert told == "up 2 places in a year, within the published interval"
        assert "interval" not in headline(tables, tables.series("gii_rank"), "en").change

    def test_a_target_stands_beside(self, tables: Tables) -> None:
        series = tables.series("high_value_invention_patents_per_10k")
        assert headline(tables, series, "zh").beside == "2025年目标12件，已达到"
        assert headline(tables, series, "en").beside == "target: 12 by 2025, met"
        # As it stood in January 2024: 11.8 (11.75 to 11.85), two years before it is due.
        earlier = tables.select(Selection(vintage="2024-01-31"))
        early = headline(earlier, earlier.series(series.definition.id), "en")
        assert (str(early.value), early.beside) == (
            "11.8",
            "target: 12 by 2025, no figure of that time yet",
        )

    def test_the_reports_alone_have_nothing_beside(self, reports: Tables) -> None:
        for series in headline_series(reports):
            assert not headline(reports, series, "zh").report

    def test_the_same_figure_is_not_said_twice(self, tables: Tables) -> None:
        series = tables.series("rcep_obligations")
        assert headline(tables, series, "zh").report == ""

    def test_a_small_trend_joins_no_bound(self, reports: Tables) -> None:
        made = headline(reports, reports.series("pledge_financing"), "zh")
        assert [len(run) for run in made.spark] == [1, 1]
        assert made.spark[1][0].hollow

    def test_a_better_rank_stands_higher(self, reports: Tables) -> None:
        ((first, last),) = headline(reports, reports.series("gii_rank"), "zh").spark
        assert first.y > last.y

    def test_an_implied_value_is_marked(self, tables: Tables) -> None:
        view = in_view(tables, Selection(implied=True))
        only = [s for s in view.all_series.values() if all(o.implied for o in s.statements)]
        assert only
        for series in only:
            assert "推算" in headline(view, series, "zh").period


class TestOverview:
    def test_its_message(self, tables: Tables) -> None:
        assert overview(tables, "zh").hero == (
            "全球创新指数排名升至第10位，国内发明专利有效量达532万件，发明专利审查周期缩短至15个月"
        )
        assert overview(tables, "en").hero == (
            "Global Innovation Index rank rose to 10th, domestic invention patents in force "
            "reached 5.32 million, examination period of invention patents shortened to 15 months"
        )

    def test_its_headlines_are_those_of_the_table(self, tables: Tables) -> None:
        assert [h.indicator for h in overview(tables, "zh").headlines] == [
            "gii_rank",
            "invention_patents_in_force_domestic",
            "high_value_invention_patents_per_10k",
            "invention_exam_months",
            "satisfaction",
            "royalties_trade",
            "enterprise_industrialisation_rate",
            "patent_intensive_share_gdp",
        ]

    def test_its_charts(self, tables: Tables) -> None:
        view = overview(tables, "en")
        assert view.lead is not None
        assert [s.key for s in view.lead.series] == [
            "invention_patents_in_force_domestic",
            "invention_patents_in_force",
        ]
        assert view.lead.text.title.startswith("Domestic invention patents in force rose eightfold")
        assert len(view.charts) == len(CHAIN)
        assert len({c.spec.id for c in view.charts}) == len(CHAIN)

    def test_its_findings_are_three_facts(self, tables: Tables) -> None:
        said = [(f.key, f.sentence, f.strong) for f in overview(tables, "zh").findings]
        # 229.2 ÷ 532 and 132.4 ÷ 328.
        assert said == [
            (
                "high_value_invention_patents",
                "国内发明专利有效量中，高价值发明专利拥有量占43.1%，2022年为40.4%",
                "43.1%",
            ),
            # The newest of its theme that neither a chart nor a headline of the page tells.
            (
                "invention_patents_granted",
                "发明专利授权量2025年下降至97.2万件，为12年来首次下降",
                "97.2万件",
            ),
            ("infringement_cases", "专利侵权纠纷行政案件2025年为5.7万件", "5.7万件"),
        ]

    def test_no_heading_of_a_theme_stands_twice(self, tables: Tables) -> None:
        assert not [c.topic for c in overview(tables, "en").charts if c.topic]
        # Where a theme has no chart in view, another tells a second story, named by its topic.
        found = False
        for view in some_views_of(tables):
            charts = overview(view, "en").charts
            heads = [(c.theme, c.topic) for c in charts]
            assert len(set(heads)) == len(heads)
            found = found or any(topic for _, topic in heads)
        assert found

    def test_what_a_chart_tells_is_no_finding(self, tables: Tables) -> None:
        view = overview(tables, "zh")
        assert view.lead is not None
        drawn = {s.key for spec in (view.lead, *(c.spec for c in view.charts)) for s in spec.series}
        assert not drawn & {f.key for f in view.findings}


class TestThemes:
    def test_pledge_financing_leads_utilisation(self, tables: Tables) -> None:
        view = theme_page(tables, "utilisation", "zh")
        assert view.headlines[0].indicator == "pledge_financing"
        assert view.lead is not None
        assert view.lead.id == "pledge_financing"
        assert view.hero == (
            "专利商标质押融资额2023年达8,540亿元，增长75.4%；专利密集型产业增加值2024年超过18万亿元"
        )

    def test_a_part_of_a_year_is_told_as_one(self, tables: Tables) -> None:
        part, *_ = theme_page(tables, "utilisation", "en").findings
        assert part.sentence == (
            "Pledge financing: CNY 792 billion in Jan–Sep 2024, a part of a year that compares "
            "with no whole one"
        )

    def test_equal_places_of_a_story_share_a_chart(self, tables: Tables) -> None:
        view = theme_page(tables, "examination", "zh")
        assert view.lead is not None
        assert [s.key for s in view.lead.series] == [
            "invention_exam_months",
            "trademark_exam_months",
        ]
        assert view.lead.text.title == "发明专利审查周期缩短至15个月，商标注册缩短至4个月"

    def test_what_happened_earlier_is_not_told_of_the_newest_year(self, tables: Tables) -> None:
        # Trade marks have taken four months since 2020.
        assert theme_page(tables, "examination", "zh").hero == (
            "发明专利审查周期2025年为15个月；商标注册审查周期2025年为4个月"
        )

    def test_a_theme_of_single_figures_has_one_chart_or_none(self, tables: Tables) -> None:
        view = theme_page(tables, "governance", "en")
        assert view.lead is not None
        assert view.charts == ()

    def test_the_newest_are_told_beside_a_chart(self, tables: Tables) -> None:
        told = [f.about[:4] for f in theme_page(tables, "international", "zh").findings]
        assert told == sorted(told, reverse=True)
        # Figures of 2022 fill no third place beside two of 2025.
        beside = theme_page(tables, "protection", "zh").findings
        assert [f.key for f in beside] == ["rapid_centres", "data_ip_certificates"]

    def test_charts_of_another_kind_fill_the_last_row(self, tables: Tables) -> None:
        charts = [c.spec.id for c in theme_page(tables, "international", "en").charts]
        assert len(charts) == 6
        assert charts[-1] == "patent_applications_residents-ranking"

    def test_a_stale_chart_gives_its_place_to_its_row(self, tables: Tables) -> None:
        view = theme_page(tables, "protection", "en")
        assert len(view.charts) == 3
        assert "patent_enforcement_cases" in {row.key for row in view.rows}

    def test_a_table_names_sources_without_their_tier(self, tables: Tables) -> None:
        for lang in LANGS:
            tier = tables.label("tier", "supplement", lang)
            rows = [row for theme in THEMES for row in theme_page(tables, theme, lang).rows]
            assert rows
            assert not [row.source for row in rows if tier in row.source]

    @pytest.mark.parametrize("theme", THEMES)
    def test_no_topic_begins_twice(self, tables: Tables, theme: str) -> None:
        topics = [row.topic for row in theme_page(tables, theme, "en").rows]
        begun = [t for n, t in enumerate(topics) if not n or topics[n - 1] != t]
        assert len(begun) == len(set(begun))

    def test_every_story_is_of_its_theme(self, tables: Tables) -> None:
        for theme in THEMES:
            for group in story_of(tables, theme):
                assert {s.definition.theme for s in group} == {theme}

    def test_an_empty_view_has_nothing(self, tables: Tables) -> None:
        nothing = tables.select(Selection(vintage="1990-01-01"))
        assert overview(nothing, "zh").hero == ""
        assert theme_page(nothing, "creation", "zh").lead is None


class TestIndicator:
    @pytest.mark.parametrize(
        ("indicator", "zh", "en"),
        [
            # About 22 (2015), 22, 22; 16.5 to 16 and 15.5 to 15 are no certain steps.
            (
                "invention_exam_months",
                "2025年为15个月，2012年为22.6个月；2015—2017年约22个月",
                "2025: 15 months, from 22.6 in 2012; about 22 months in 2015–2017",
            ),
            (
                "satisfaction",
                "2025年为82.8分，2012年为63.7分；2015年以来逐年上升",
                "2025: 82.8 points, from 63.7 in 2012; has risen each year since 2015",
            ),
            (
                "trademark_exam_months",
                "2025年为4个月，2012年为10个月；2020—2025年为4个月",
                "2025: 4 months, from 10 in 2012; 4 months in 2020–2025",
            ),
            ("rcep_obligations", "2022年为85项", "2022: 85 obligations"),
            (
                "pledge_financing_yearly_growth",
                "2021—2022年为40%以上",
                "2021–2022: at least 40%",
            ),
        ],
    )
    def test_its_message(self, tables: Tables, indicator: str, zh: str, en: str) -> None:
        series = tables.series(indicator)
        assert indicator_page(tables, series, "zh").hero == zh
        assert indicator_page(tables, series, "en").hero == en

    @pytest.mark.parametrize(
        ("indicator", "kinds"),
        [
            ("ip_charges_payments", ["paths", "ranking", "balance"]),
            ("pct_applications", ["paths", "ranking"]),
            ("satisfaction", []),
        ],
    )
    def test_economies_have_their_charts(
        self, tables: Tables, indicator: str, kinds: list[str]
    ) -> None:
        charts = indicator_page(tables, tables.series(indicator), "en").charts
        assert [c.spec.id.rpartition("-")[2] for c in charts] == kinds

    def test_what_is_related_is_another_series(self, tables: Tables) -> None:
        for series in tables.all_series.values():
            view = indicator_page(tables, series, "en")
            assert series.key not in {row.key for row in view.rows}
            assert (view.headlines[0].indicator, view.headlines[0].area) == (
                series.definition.id,
                series.area,
            )


def test_no_chinese_on_an_english_page(tables: Tables) -> None:
    for theme in THEMES:
        view = theme_page(tables, theme, "en")
        told = [view.hero, *(f.sentence for f in view.findings), *(h.alt for h in view.headlines)]
        told += [f"{r.label}{r.value}{r.period}{r.change}{r.source}{r.scope}" for r in view.rows]
        for said in told:
            assert not any("一" <= c <= "鿿" for c in said), said


def test_a_headline_follows_a_newer_statement(tables: Tables) -> None:
    series = tables.series("gii_rank")
    newer = replace(series.latest, period=type(series.latest.period).parse("2026"))
    grown = series.restricted_to((*series.statements, newer))
    assert headline(tables, grown, "zh").period == "2026年"
