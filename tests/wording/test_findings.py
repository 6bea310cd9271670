from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from metrics import Selection, Tables
from metrics.briefing.numerals import unresolved
from metrics.charts.compile.economies import paired_economies, rank_economies
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.findings import of_view
from metrics.locale import LANGS, Lang
from metrics.model.figure import Figure
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import Series
from metrics.rules.transforms import TRANSFORMS
from metrics.wording.findings import of_balance, of_comparison, of_concept, of_ranking, of_series
from metrics.wording.findings.fit import fits

D = Decimal


def one(indicator: str, area: str, tables: Tables) -> tuple[str, str]:
    series = tables.series(indicator, area)
    return of_series(tables, series, "zh"), of_series(tables, series, "en")


def shown(view: Exploration) -> list[Observation]:
    """Return the facts of a view: what is drawn, and what it is computed from."""
    drawn = [o for r in view.results for p in r.points for o in p.inputs]
    return [*drawn, *(p for s in view.ranged for p in s.points)]


def names(tables: Tables, lang: Lang) -> list[str]:
    scopes = [tables.label("scope", code, lang) for code in tables.codes("scope")]
    named = [n for d in tables.every_definition.values() for n in (d.name(lang), d.short(lang))]
    return named + scopes


def figured(series: Series, value: str, last_digit_unit: str, qualifier: str = "exact") -> Series:
    """Return the series with another latest figure alone."""
    figure = Figure(D(value), value, qualifier, D(last_digit_unit), False)  # type: ignore[arg-type]
    return series.restricted_to((replace(series.latest, figure=figure),))


# Worked out by hand from the frozen tables; beside each the arithmetic that it rests on.
TITLES = [
    # Places: the smaller is the better.
    (
        "gii_rank",
        "CN",
        "全球创新指数排名由第29位升至第10位（2011—2025）",
        "Global Innovation Index rank rose from 29th to 10th (2011–2025)",
    ),
    # 7th in 2011, 10th in 2012, 3rd in 2025: seven places since 2012, against four since 2011.
    (
        "gii_rank",
        "US",
        "美国全球创新指数排名由2012年低点第10位升至第3位",
        "United States: Global Innovation Index rank rose to 3rd from 10th in 2012",
    ),
    # 10th in 2016, 8th in 2022, 9th in 2024: half of the way is lost again.
    (
        "gii_rank",
        "DE",
        "德国全球创新指数排名由2022年高点第8位降至第9位",
        "Germany: Global Innovation Index rank fell to 9th from 8th in 2022",
    ),
    (
        "gii_rank",
        "KR",
        "韩国全球创新指数排名由第11位升至第4位（2016—2025）",
        "Republic of Korea: Global Innovation Index rank rose from 11th to 4th (2016–2025)",
    ),
    # A time is shortened.
    (
        "invention_exam_months",
        "CN",
        "发明专利审查周期由22.6缩短至15个月（2012—2025）",
        "Examination period of invention patents shortened from 22.6 to 15 months (2012–2025)",
    ),
    (
        "trademark_exam_months",
        "CN",
        "商标注册审查周期由10缩短至4个月（2012—2025）",
        "Examination period of trademarks shortened from 10 to 4 months (2012–2025)",
    ),
    # Rates, shares and scores, in three digits.
    (
        "enterprise_industrialisation_rate",
        "CN",
        "企业发明专利产业化率由44.9%升至54%（2020—2025）",
        "Industrialisation rate of enterprises' patents rose from 44.9% to 54% (2020–2025)",
    ),
    (
        "satisfaction",
        "CN",
        "知识产权保护满意度由63.7升至82.8分（2012—2025）",
        "Satisfaction with IP protection rose from 63.7 to 82.8 points (2012–2025)",
    ),
    # The series breaks at 2023: nothing is told across it.
    (
        "patent_intensive_share_gdp",
        "CN",
        "专利密集型产业占GDP比重由13.0%升至13.4%（2023—2024）",
        "Patent-intensive industries' share of GDP rose from 13.0% to 13.4% (2023–2024)",
    ),
    # A target that is met; it takes the place of the time where there is no room for both.
    (
        "high_value_invention_patents_per_10k",
        "CN",
        "每万人口高价值发明专利由6.3增至16件，已达2025年目标",
        "High-value patents per 10,000 people rose from 6.3 to 16 (2020–2025), 2025 target met",
    ),
    (
        "invention_patents_per_10k",
        "CN",
        "每万人口发明专利由3.23增至15.8件（2012—2020）",
        "Invention patents per 10,000 people rose from 3.23 to 15.8 (2012–2020)",
    ),
    # 853.99 ÷ 84.85 = 10.06.
    (
        "pledge_financing",
        "CN",
        "专利商标质押融资额8年增至10.1倍，达8,540亿元",
        "Pledge financing rose tenfold to CNY 854 billion (2015–2023)",
    ),
    # 532 ÷ 66.3 = 8.02.
    (
        "invention_patents_in_force_domestic",
        "CN",
        "国内发明专利有效量11年增至8倍，达532万件",
        "Domestic invention patents in force rose eightfold to 5.32 million (2014–2025)",
    ),
    # 568.9 ÷ 103.4 = 5.50: no whole number is near.
    (
        "invention_patents_in_force",
        "CN",
        "全部发明专利有效量11年增至5.5倍，达569万件",
        "All invention patents in force rose more than fivefold to 5.69 million (2013–2024)",
    ),
    # 1,105 ÷ 74.6 = 14.81.
    (
        "patent_pledge_financing",
        "CN",
        "专利质押融资额10年增至14.8倍，达1,110亿元",
        "Patent pledge financing rose 15-fold to CNY 111 billion (2009–2019)",
    ),
    # 70,160 ÷ 21,516 = 3.26.
    (
        "pct_applications",
        "CN",
        "PCT国际专利申请量11年增至3.3倍，达7.02万件",
        "PCT applications by origin rose more than threefold to 70,200 (2013–2024)",
    ),
    # 458.26 ÷ 5.43: a multiple of two digits.
    (
        "ip_charges_payments",
        "CN",
        "知识产权使用费支出27年增至84.4倍，达458亿美元",
        "Payments for the use of IP rose 84-fold to USD 45.8 billion (1997–2024)",
    ),
    # (3,987.1 ÷ 2,265.1) to the seventh root = 1.0841.
    (
        "royalties_trade",
        "CN",
        "知识产权使用费进出口额7年年均增长8.4%，达3,990亿元",
        "Trade in IP charges grew 8.4% a year to CNY 399 billion (2017–2024)",
    ),
    # (161.9268 ÷ 138.1594) to the fifth root = 1.0323.
    (
        "invention_applications",
        "CN",
        "全部发明专利申请量5年年均增长3.2%，达162万件",
        "All invention patent applications grew 3.2% a year to 1.62 million (2017–2022)",
    ),
    # 229.2 ÷ 132.4 = 1.731 over three years.
    (
        "high_value_invention_patents",
        "CN",
        "高价值发明专利拥有量3年增长73%，达229万件",
        "High-value invention patents rose 73% to 2.29 million (2022–2025)",
    ),
    # Small numbers are told themselves.
    (
        "centres_total",
        "CN",
        "国家级保护中心和快维中心由87增至129家（2021—2025）",
        "National IPR protection centres (both kinds) rose from 87 to 129 (2021–2025)",
    ),
    # Days that close no year are told where they have room.
    (
        "rapid_centres",
        "CN",
        "国家级快速维权中心由30增至48家",
        "National rapid rights-protection centres rose from 30 to 48",
    ),
    # 97.2 after 104.5: the newest fell, after eleven rises since 2013.
    (
        "invention_patents_granted",
        "CN",
        "发明专利授权量2025年下降至97.2万件，为12年来首次下降",
        "Invention patents granted fell 7.0% to 972,000 in 2025, first fall in 12 years",
    ),
    # 500.7 in 2018, 773.9 in 2021, 420.6 in 2025: the peak tells more than the first year.
    (
        "trademarks_registered",
        "CN",
        "商标注册量由2021年高点774降至421万件",
        "Trademarks registered fell to 4.21 million from a peak of 7.74 million in 2021",
    ),
    (
        "gi_products_approved",
        "CN",
        "当年认定的地理标志产品由2022年低点5升至104个",
        "GI products newly approved rose to 104 from a low of 5 in 2022",
    ),
    # A bound is told as one: no multiple, no per cent.
    (
        "patent_intensive_value_added",
        "CN",
        "专利密集型产业增加值2024年超过18万亿元",
        "Value added of patent-intensive industries exceeded CNY 18 trillion (2024)",
    ),
    (
        "data_ip_certificates",
        "CN",
        "数据知识产权登记证书2024年6月底超过8,700件",
        "Data-IP registration certificates exceeded 8,700 (end of June 2024)",
    ),
    (
        "pledge_financing_decade_multiple",
        "CN",
        "质押融资十年增长倍数2013—2023年近10倍",
        "Ten-year multiple of pledge financing: nearly 10 times (2013–2023)",
    ),
    # Growth tells its latest, and how long it has reached a round number.
    (
        "pledge_financing_yearly_growth",
        "CN",
        "质押融资额同比增速连续3年在40%以上（2020—2022）",
        "Yearly growth of pledge financing: at least 40% for 3 years running (2020–2022)",
    ),
    (
        "royalties_export_growth",
        "CN",
        "使用费出口额同比增速2022年1—11月为14.4%",
        "Growth of IP charges received: 14.4% (Jan–Nov 2022)",
    ),
    (
        "infringement_cases_growth",
        "CN",
        "专利侵权行政案件增速2021—2022年为16.8%",
        "Growth of administrative infringement cases: 16.8% (2021–2022)",
    ),
    # A change of scope lies between 2024 and 2025; a count to the last one is not rounded.
    (
        "gi_products",
        "CN",
        "累计批准地理标志产品2025年底为5,066个",
        "GI products approved: 5,066 (end of 2025)",
    ),
    (
        "dishonesty_cases",
        "CN",
        "首次通报的失信案件2022年为25件",
        "Dishonesty cases in first notice: 25 (2022)",
    ),
    (
        "outline_provinces",
        "CN",
        "印发《纲要》文件的省份2022年为31个",
        "Provinces implementing the Outline: 31 (2022)",
    ),
]


class TestSeries:
    @pytest.mark.parametrize(("indicator", "area", "zh", "en"), TITLES)
    def test_what_it_tells(
        self, tables: Tables, indicator: str, area: str, zh: str, en: str
    ) -> None:
        assert one(indicator, area, tables) == (zh, en)

    @pytest.mark.parametrize("lang", LANGS)
    def test_none_is_too_long(self, tables: Tables, lang: Lang) -> None:
        for key, series in tables.all_series.items():
            assert fits(of_series(tables, series, lang), lang), key

    def test_a_bound_stays_a_bound_and_definitions_stay_apart(self, reports: Tables) -> None:
        # At least 8,000 (2023) after 4,868.8 (2022): by how much is not known.
        assert one("pledge_financing", "CN", reports) == (
            "专利商标质押融资额2023年为8,000亿元以上",
            "Pledge financing: at least CNY 800 billion (2023)",
        )
        # 超3000万件 in 2020 is of another definition, so that 2022 is the base; a stock in the
        # midst of a year does not compare with one at its end.
        assert (
            one("valid_trademarks", "CN", reports)[0] == "全部有效商标注册量2024年6月底为4,800万件"
        )

    def test_part_years_are_never_told_as_years(self, reports: Tables) -> None:
        assert one("royalties_trade", "CN", reports) == (
            "知识产权使用费进出口额2024年1—6月为2,130亿元",
            "Trade in IP charges: CNY 213 billion (Jan–Jun 2024)",
        )

    def test_no_change_is_told_across_a_later_reversal(self, reports: Tables) -> None:
        # 11th in 2022, 12th in 2023: the newest of the reports is down; with all in view it is up.
        assert one("gii_rank", "CN", reports)[1].endswith("fell from 11th to 12th (2022–2023)")

    def test_no_movement_where_intervals_overlap(self, tables: Tables) -> None:
        series = tables.series("invention_exam_months")
        # 22 (21.5 to 22.5) and 22: nothing is known of what happened between.
        flat = series.restricted_to(
            o for o in series.statements if o.period.code in ("2016", "2017")
        )
        assert of_series(tables, flat, "zh") == "发明专利审查周期2017年为22个月"
        # About 22 (21 to 23) and 22.6 (22.55 to 22.65): less is not certain.
        hazy = series.restricted_to(
            o for o in series.statements if o.period.code in ("2012", "2015")
        )
        assert of_series(tables, hazy, "zh") == "发明专利审查周期2015年约22个月"
        assert of_series(tables, hazy, "en").endswith("patents: about 22 months (2015)")

    def test_no_movement_across_a_break(self, tables: Tables) -> None:
        assert one("gii_rank", "CN", tables)[0].count("第43位") == 0

    def test_an_english_title_begins_with_a_capital_and_ends_without_a_stop(
        self, tables: Tables
    ) -> None:
        for series in tables.all_series.values():
            said = of_series(tables, series, "en")
            assert said[0].isupper()
            assert not said.endswith(".")
            assert not re.search(r"[一-鿿]", said)


class TestConcept:
    def test_the_longest_span_tells_most(self, tables: Tables) -> None:
        # 2011 to 2025, against 2014 to 2018.
        concept = tables.concept("invention_patents_granted")
        assert of_concept(tables, concept, "zh") == of_series(tables, concept[0], "zh")

    def test_of_equal_spans_the_first(self, tables: Tables) -> None:
        concept = tables.concept("invention_applications")
        assert of_concept(tables, concept, "en") == of_series(tables, concept[0], "en")

    def test_the_headline_before_longer_spans(self, tables: Tables) -> None:
        concept = tables.concept("invention_patents_in_force")
        domestic = tables.series("invention_patents_in_force_domestic")
        assert of_concept(tables, concept, "en") == of_series(tables, domestic, "en")

    def test_china_before_others(self, tables: Tables) -> None:
        both = [tables.series("gii_rank", a) for a in ("US", "CN")]
        assert of_concept(tables, both, "zh") == of_series(tables, both[1], "zh")


class TestEconomies:
    def test_a_place_among_those_listed(self, tables: Tables) -> None:
        series = rank_economies(tables, "ip_charges_payments").series
        assert of_ranking(tables, series, "zh") == (
            "中国知识产权使用费支出居所列20个经济体第4位（2023）"
        )
        assert of_ranking(tables, series, "en") == (
            "Payments for the use of IP: China 4th of 20 economies listed (2023)"
        )

    def test_without_china_the_first(self, tables: Tables) -> None:
        made = rank_economies(tables, "ip_charges_payments").series
        others = [s for s in made if s.area != "CN"]
        first = tables.label("area", others[0].area, "zh")
        assert of_ranking(tables, others, "zh").startswith(f"{first}知识产权使用费")
        assert "1st of 19 economies listed" in of_ranking(tables, others, "en")

    def test_no_place_for_ties_overlaps_and_bounds(self, tables: Tables) -> None:
        made = rank_economies(tables, "pct_applications").series
        home, rest = made[0], made[1:]
        assert home.area == "CN"
        told = "PCT applications by origin: China"
        assert "China 1st of 5" in of_ranking(tables, made, "en")
        for value, step, qualifier in (("54087", "1", "exact"), ("54000", "1000", "exact")):
            same = (figured(home, value, step, qualifier), *rest)
            assert of_ranking(tables, same, "en").startswith(f"{told}, 54,"), value
        bound = (figured(home, "70000", "10000", "over"), *rest)
        assert of_ranking(tables, bound, "en") == f"{told}, more than 70,000 (2024)"

    def test_a_rank_is_no_place_in_a_list(self, tables: Tables) -> None:
        series = rank_economies(tables, "gii_rank").series
        assert of_ranking(tables, series, "zh") == "中国全球创新指数排名为第10位（2025）"

    def test_a_balance_is_two_values_with_scopes(self, tables: Tables) -> None:
        pairs = paired_economies(tables, "ip_charges_receipts", "ip_charges_payments")
        assert of_balance(tables, pairs, "en") == (
            "Receipts for the use of IP USD 10.9 billion, payments USD 42.7 billion (2023)"
        )
        others = [p for p in pairs if p[0].area != "CN"]
        first = tables.label("area", others[0][0].area, "zh")
        assert of_balance(tables, others, "zh").startswith(f"{first}知识产权使用费收入")


class TestComparison:
    def provinces(self, tables: Tables) -> list[Series]:
        ids = ("plan_provinces", "outline_provinces", "relief_provinces")
        return [tables.series(i) for i in ids]

    def test_the_largest_is_named(self, tables: Tables) -> None:
        series = self.provinces(tables)
        assert of_comparison(tables, series, "zh") == (
            "所列3项中印发《纲要》文件的省份最多，31个（2022）"
        )
        assert of_comparison(tables, series, "en") == (
            "Provinces implementing the Outline: 31, most of 3 listed (2022)"
        )

    def test_none_where_the_largest_is_not_certain(self, tables: Tables) -> None:
        plan, outline, relief = self.provinces(tables)
        # More than 28 may be more than 31.
        bound = figured(plan, "28", "1", "over")
        assert of_comparison(tables, [bound, outline, relief], "zh") == (
            "有“十四五”知识产权规划的省份等3项（2022）"
        )
        same = figured(plan, "31", "1")
        assert "most" not in of_comparison(tables, [same, outline], "en")


class TestViews:
    @pytest.mark.parametrize(
        ("keys", "kind", "zh", "en"),
        [
            (
                "satisfaction",
                "none",
                "知识产权保护满意度由63.7升至82.8分（2012—2025）",
                "Satisfaction with IP protection rose from 63.7 to 82.8 points (2012–2025)",
            ),
            # 82.81 − 82.36.
            (
                "satisfaction",
                "change",
                "知识产权保护满意度2025年比2024年上升0.45分",
                "Satisfaction with IP protection rose by 0.45 points from 2024 to 2025",
            ),
            # 82.81 ÷ 82.36.
            (
                "satisfaction",
                "pct",
                "知识产权保护满意度2025年比2024年增长0.5%",
                "Satisfaction with IP protection grew by 0.5% from 2024 to 2025",
            ),
            # 82.81 ÷ 63.69.
            (
                "satisfaction",
                "index",
                "知识产权保护满意度指数为130.0（2025，2012年=100）",
                "Satisfaction with IP protection, index: 130.0 (2025; 2012 = 100)",
            ),
            # The thirteenth root of it.
            (
                "satisfaction",
                "cagr",
                "知识产权保护满意度年均增长2.0%（2012—2025）",
                "Satisfaction with IP protection grew by 2.0% a year on average (2012–2025)",
            ),
            # 4404.7 ÷ 4614.6.
            (
                "valid_trademarks_domestic",
                "share",
                "国内有效商标注册量占总量的95.5%（2023年底）",
                "Domestic trademarks in force: 95.5% of “All trademarks in force” (end of 2023)",
            ),
            (
                "satisfaction",
                "share",
                "知识产权保护满意度，占总量百分比（2012—2025）",
                "Satisfaction with IP protection, per cent of the whole (2012–2025)",
            ),
            (
                "gii_rank",
                "change",
                "全球创新指数排名2025年比2024年上升1位",
                "Global Innovation Index rank up 1 place from 2024 to 2025",
            ),
            # More than 18 over 16.8713: more than 6.68 per cent.
            (
                "patent_intensive_value_added",
                "pct",
                "专利密集型产业增加值2024年比2023年增长超6.6%",
                "Value added of patent-intensive industries grew by more than 6.6% from 2023 to "
                "2024",
            ),
            (
                "patent_intensive_value_added",
                "change",
                "专利密集型产业增加值2024年比2023年增加超1万亿元",
                "Value added of patent-intensive industries rose by more than "
                "CNY 1 trillion in 2024",
            ),
            # 15 (14.5 to 15.5) after 15.5 (15.45 to 15.55): a fall is not certain.
            (
                "invention_exam_months",
                "pct",
                "发明专利审查周期，变动百分比：−3%（2024—2025）",
                "Examination period of invention patents, per cent change: −3% (2024–2025)",
            ),
            (
                "trademarks_registered",
                "cagr",
                "商标注册量年均下降2.5%（2018—2025）",
                "Trademarks registered fell by 2.5% a year on average (2018–2025)",
            ),
            (
                "gii_rank gii_rank@US",
                "none",
                "全球创新指数排名：中国升至第10位，美国升至第3位",
                "Global Innovation Index rank: China rose to 10th, United States rose to 3rd",
            ),
            (
                "invention_patents_in_force invention_patents_in_force_domestic",
                "pct",
                "全部发明专利有效量，变动百分比（2013—2025）",
                "All invention patents in force, per cent change (2013–2025)",
            ),
            (
                "satisfaction gii_rank invention_exam_months",
                "none",
                "知识产权保护满意度等3项（2010—2025）",
                "Satisfaction with IP protection; Global Innovation Index rank and others "
                "(3 in all) (2010–2025)",
            ),
        ],
    )
    def test_what_a_view_tells(
        self, tables: Tables, keys: str, kind: str, zh: str, en: str
    ) -> None:
        view = Exploration(tables, Choice(tuple(keys.split()), kind))  # type: ignore[arg-type]
        assert (of_view(view, "zh"), of_view(view, "en")) == (zh, en)

    def test_only_what_lies_in_the_range_is_told(self, tables: Tables) -> None:
        view = Exploration(tables, Choice(("satisfaction",), first="2022", last="2024"))
        assert of_view(view, "zh").endswith("（2022—2024）")
        assert of_view(Exploration(tables, Choice(())), "zh") == ""


class TestNumeralsOfFindings:
    """Every numeral of a finding is borne out by its facts; one altered digit is not."""

    @pytest.mark.parametrize("lang", LANGS)
    def test_findings_of_series_resolve(self, tables: Tables, lang: Lang) -> None:
        known = names(tables, lang)
        for key, series in tables.all_series.items():
            said = of_series(tables, series, lang)
            assert unresolved(said, series.points, known, lang) == (), key

    @pytest.mark.parametrize("lang", LANGS)
    def test_findings_of_views_resolve(self, tables: Tables, lang: Lang) -> None:
        known = names(tables, lang)
        for series in tables.all_series.values():
            if series.area != "CN":
                continue
            for kind in TRANSFORMS:
                view = Exploration(tables, Choice((series.key,), kind))
                said = of_view(view, lang)
                assert unresolved(said, shown(view), known, lang) == (), (series.key, kind)

    @pytest.mark.parametrize("lang", LANGS)
    def test_no_view_has_too_long_a_title(self, tables: Tables, lang: Lang) -> None:
        for series in tables.all_series.values():
            for kind in TRANSFORMS:
                said = of_view(Exploration(tables, Choice((series.key,), kind)), lang)
                assert fits(said, lang), (series.key, kind, said)

    @pytest.mark.parametrize("lang", LANGS)
    def test_findings_of_economies_resolve(self, tables: Tables, lang: Lang) -> None:
        known = names(tables, lang)
        ids = ("ip_charges_receipts", "ip_charges_payments")
        pairs = paired_economies(tables, *ids)
        facts = [s.latest for pair in pairs for s in pair]
        assert unresolved(of_balance(tables, pairs, lang), facts, known, lang) == ()
        for indicator in (*ids, "pct_applications", "patent_applications_residents", "gii_rank"):
            series = rank_economies(tables, indicator).series
            said = of_ranking(tables, series, lang)
            assert unresolved(said, [s.latest for s in series], known, lang) == (), indicator

    @pytest.mark.parametrize("lang", LANGS)
    def test_an_altered_digit_is_flagged(self, tables: Tables, lang: Lang) -> None:
        """All but a few: what is left is true of the facts all the same.

        A bound altered within a tenth still follows: nearly 10,010 from nearly 10,000.
        """
        known = names(tables, lang)
        altered = flagged = 0
        for series in (s for s in tables.all_series.values() if s.area == "CN"):
            said = of_series(tables, series, lang)
            facts = [o for o in (series.base, series.latest) if o is not None]
            blank = said
            for name in sorted([*known, "per 10,000 people"], key=len, reverse=True):
                blank = blank.replace(name, " " * len(name))
            for m in re.finditer(r"\d", blank):
                other = str((int(m[0]) + 1) % 10)
                wrong = said[: m.start()] + other + said[m.end() :]
                altered += 1
                flagged += bool(unresolved(wrong, facts, known, lang))
        assert altered > 650
        assert flagged >= altered * 0.99


def test_periods_of_one_year_are_one_year(tables: Tables) -> None:
    series = tables.series("satisfaction")
    closing = replace(series.latest, period=Period.parse("2025-12-31"))
    assert "2025年底" in of_series(tables, series.restricted_to((closing,)), "zh")


def test_the_reports_alone_have_findings_too(tables: Tables) -> None:
    reports = tables.select(Selection(supplement=False))
    for lang in LANGS:
        known = names(reports, lang)
        for key, series in reports.all_series.items():
            said = of_series(reports, series, lang)
            assert unresolved(said, series.points, known, lang) == (), key
