from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from metrics import Selection, Tables
from metrics.briefing.numerals import unresolved
from metrics.charts.rankings import paired_economies, rank_economies
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.findings import of_view
from metrics.locale import LANGS, Lang
from metrics.model.figure import Figure
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import Series
from metrics.rules.transforms import TRANSFORMS
from metrics.wording.findings import of_balance, of_comparison, of_concept, of_ranking, of_series

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
    return [d.name(lang) for d in tables.every_definition.values()] + scopes


def figured(series: Series, value: str, last_digit_unit: str, qualifier: str = "exact") -> Series:
    """Return the series with another latest figure alone."""
    figure = Figure(D(value), value, qualifier, D(last_digit_unit), False)  # type: ignore[arg-type]
    return series.restricted_to((replace(series.latest, figure=figure),))


class TestSeries:
    @pytest.mark.parametrize(
        ("indicator", "area", "zh", "en"),
        [
            (
                "invention_exam_months",
                "CN",
                "发明专利平均审查周期由22.6个月缩短至15个月（2012—2025）",
                "Average examination time, invention patents shortened from 22.6 months to "
                "15 months (2012–2025)",
            ),
            (
                "gii_rank",
                "CN",
                "全球创新指数排名由第29位升至第10位（2011—2025）",
                "Global Innovation Index rank rose from 29th to 10th (2011–2025)",
            ),
            (
                "gii_rank",
                "US",
                "全球创新指数排名 · 美国由第7位升至第3位（2011—2025）",
                "Global Innovation Index rank · United States rose from 7th to 3rd (2011–2025)",
            ),
            (
                "trademarks_registered",
                "CN",
                "商标注册量由500.7万件降至420.6万件（2018—2025）",
                "Trademarks registered fell from 5.007 million trademarks to 4.206 million "
                "trademarks (2018–2025)",
            ),
            (
                "enterprise_industrialisation_rate",
                "CN",
                "企业发明专利产业化率由44.9%升至54%（2020—2025）",
                "Industrialisation rate of enterprises' invention patents rose from 44.9% to 54% "
                "(2020–2025)",
            ),
            (
                "invention_patents_in_force_domestic",
                "CN",
                "发明专利有效量 · 国内（不含港澳台）由66.3万件增至532万件（2014—2025）",
                "Invention patents in force · Domestic, excl. Hong Kong, Macao, Taiwan rose from "
                "663,000 patents to 5.32 million patents (2014–2025)",
            ),
            (
                "rapid_centres",
                "CN",
                "国家级快速维权中心由30家增至48家（2021年底至2025年3月28日）",
                "National rapid rights-protection centres rose from 30 centres to 48 centres "
                "(end of 2021 to 28 March 2025)",
            ),
            (
                "patent_intensive_value_added",
                "CN",
                "专利密集型产业增加值由16.8713万亿元增至超18万亿元（2023—2024）",
                "Value added of patent-intensive industries rose from CNY 16.8713 trillion to "
                "more than CNY 18 trillion (2023–2024)",
            ),
            (
                "royalties_trade",
                "CN",
                "知识产权使用费进出口总额由2,265.1亿元增至3,987.1亿元（2017—2024）",
                "Trade in charges for the use of IP rose from CNY 226.51 billion to "
                "CNY 398.71 billion (2017–2024)",
            ),
            (
                "royalties_export_growth",
                "CN",
                "知识产权使用费出口额同比增速为14.4%（2022年1—11月）",
                "Year-on-year growth of exports of IP charges: 14.4% (Jan–Nov 2022)",
            ),
            (
                "data_ip_certificates",
                "CN",
                "数据知识产权登记证书超8,700件（2024年6月底）",
                "Data-IP registration certificates: more than 8,700 certificates "
                "(end of June 2024)",
            ),
            (
                "pledge_financing_yearly_growth",
                "CN",
                "质押融资额各年同比增速为40%以上（2021—2022年）",
                "Yearly growth of pledge financing: at least 40% (2021–2022)",
            ),
            (
                "dishonesty_cases",
                "CN",
                "通报的严重违法失信案件为25件（2022）",
                "Cases of serious dishonesty made public: 25 cases (2022)",
            ),
        ],
    )
    def test_what_it_tells(
        self, tables: Tables, indicator: str, area: str, zh: str, en: str
    ) -> None:
        assert one(indicator, area, tables) == (zh, en)

    def test_a_bound_stays_a_bound_and_definitions_stay_apart(self, reports: Tables) -> None:
        # The five reports alone: 4868.8亿元 in 2022, 8000亿元以上 in 2023.
        assert one("pledge_financing", "CN", reports) == (
            "专利商标质押融资额由4,868.8亿元增至8,000亿元以上（2022—2023）",
            "Patent and trademark pledge financing rose from CNY 486.88 billion to at least "
            "CNY 800 billion (2022–2023)",
        )
        # 超3000万件 in 2020 is of another definition, so that 2022 is the base.
        assert one("valid_trademarks", "CN", reports)[0] == (
            "有效商标注册量由4,267.2万件增至4,804.4万件（2022年底至2024年6月底）"
        )

    def test_part_years_are_never_told_as_years(self, reports: Tables) -> None:
        assert one("royalties_trade", "CN", reports) == (
            "知识产权使用费进出口总额为2,130亿元（2024年1—6月）",
            "Trade in charges for the use of IP: CNY 213.0 billion (Jan–Jun 2024)",
        )

    def test_no_movement_where_intervals_overlap(self, tables: Tables) -> None:
        series = tables.series("invention_exam_months")
        # 22 (21.5 to 22.5) and 22: nothing is known of what happened between.
        flat = series.restricted_to(
            o for o in series.statements if o.period.code in ("2016", "2017")
        )
        assert of_series(tables, flat, "zh") == "发明专利平均审查周期为22个月（2017）"
        # About 22 (21 to 23) and 22.6 (22.55 to 22.65): less is not certain.
        hazy = series.restricted_to(
            o for o in series.statements if o.period.code in ("2012", "2015")
        )
        assert of_series(tables, hazy, "zh") == "发明专利平均审查周期约22个月（2015）"
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
        said = of_concept(tables, tables.concept("invention_patents_granted"), "zh")
        assert said == "发明专利授权量 · 全部权利人由17.2万件增至97.2万件（2011—2025）"

    def test_of_equal_spans_the_first(self, tables: Tables) -> None:
        # Of patents in force: 2013 to 2024 and 2014 to 2025.
        for name in ("invention_applications", "invention_patents_in_force"):
            concept = tables.concept(name)
            assert of_concept(tables, concept, "en") == of_series(tables, concept[0], "en")

    def test_china_before_others(self, tables: Tables) -> None:
        both = [tables.series("gii_rank", a) for a in ("US", "CN")]
        assert of_concept(tables, both, "zh") == of_series(tables, both[1], "zh")


class TestEconomies:
    def test_a_place_among_those_listed(self, tables: Tables) -> None:
        series = rank_economies(tables, "ip_charges_payments").series
        assert of_ranking(tables, series, "zh") == (
            "中国的知识产权使用费（国际收支） · 支出（进口），在所列20个经济体中居第4位，"
            "为427.275亿美元（2023）"
        )
        assert of_ranking(tables, series, "en") == (
            "Charges for the use of IP (balance of payments) · Payments (imports): China 4th of "
            "the 20 economies listed, with USD 42.7275 billion (2023)"
        )

    def test_without_china_the_first(self, tables: Tables) -> None:
        made = rank_economies(tables, "ip_charges_payments").series
        others = [s for s in made if s.area != "CN"]
        first = tables.label("area", others[0].area, "zh")
        assert of_ranking(tables, others, "zh").startswith(f"{first}的知识产权使用费")
        assert "在所列19个经济体中居第1位" in of_ranking(tables, others, "zh")

    def test_no_place_for_ties_overlaps_and_bounds(self, tables: Tables) -> None:
        made = rank_economies(tables, "pct_applications").series
        home, rest = made[0], made[1:]
        assert home.area == "CN"
        told = "PCT applications by origin: China"
        assert "China 1st of the 5" in of_ranking(tables, made, "en")
        for value, step, qualifier in (("54087", "1", "exact"), ("54000", "1000", "exact")):
            same = (figured(home, value, step, qualifier), *rest)
            assert of_ranking(tables, same, "en").startswith(f"{told}, 54,"), value
        bound = (figured(home, "70000", "10000", "over"), *rest)
        assert of_ranking(tables, bound, "en") == f"{told}, more than 70,000 applications (2024)"

    def test_a_rank_is_no_place_in_a_list(self, tables: Tables) -> None:
        series = rank_economies(tables, "gii_rank").series
        assert of_ranking(tables, series, "zh") == "中国的全球创新指数排名为第10位（2025）"

    def test_a_balance_is_two_values_with_scopes(self, tables: Tables) -> None:
        pairs = paired_economies(tables, "ip_charges_receipts", "ip_charges_payments")
        assert of_balance(tables, pairs, "en") == (
            "Charges for the use of IP (balance of payments): China, Receipts (exports) "
            "USD 10.9126 billion, Payments (imports) USD 42.7275 billion (2023)"
        )
        others = [p for p in pairs if p[0].area != "CN"]
        first = tables.label("area", others[0][0].area, "zh")
        assert of_balance(tables, others, "zh").startswith(f"{first}的")


class TestComparison:
    def provinces(self, tables: Tables) -> list[Series]:
        ids = ("plan_provinces", "outline_provinces", "relief_provinces")
        return [tables.series(i) for i in ids]

    def test_the_largest_is_named(self, tables: Tables) -> None:
        series = self.provinces(tables)
        assert of_comparison(tables, series, "zh") == (
            "所列3项中印发《纲要》配套文件的省份最多，为31个省份（2022）"
        )
        assert of_comparison(tables, series, "en") == (
            "Provinces with documents implementing the Outline: 31 provinces, "
            "the most of the 3 listed (2022)"
        )

    def test_none_where_the_largest_is_not_certain(self, tables: Tables) -> None:
        plan, outline, relief = self.provinces(tables)
        # More than 28 may be more than 31.
        bound = figured(plan, "28", "1", "over")
        assert of_comparison(tables, [bound, outline, relief], "zh") == (
            "印发地方“十四五”知识产权规划的省份、印发《纲要》配套文件的省份等3项（2022）"
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
                "知识产权保护社会满意度由63.69分升至82.81分（2012—2025）",
                "Public satisfaction with IP protection rose from 63.69 points to 82.81 points "
                "(2012–2025)",
            ),
            # 82.81 − 82.36.
            (
                "satisfaction",
                "change",
                "知识产权保护社会满意度2025年比2024年上升0.45分",
                "Public satisfaction with IP protection rose by 0.45 points from 2024 to 2025",
            ),
            # 82.81 ÷ 82.36.
            (
                "satisfaction",
                "pct",
                "知识产权保护社会满意度2025年比2024年增长0.5%",
                "Public satisfaction with IP protection grew by 0.5% from 2024 to 2025",
            ),
            # 82.81 ÷ 63.69.
            (
                "satisfaction",
                "index",
                "知识产权保护社会满意度指数为130.0（2025，2012年=100）",
                "Public satisfaction with IP protection, index: 130.0 (2025; 2012 = 100)",
            ),
            # The thirteenth root of it.
            (
                "satisfaction",
                "cagr",
                "知识产权保护社会满意度年均增长2.0%（2012—2025）",
                "Public satisfaction with IP protection grew by 2.0% a year on average (2012–2025)",
            ),
            # 4404.7 ÷ 4614.6.
            (
                "valid_trademarks_domestic",
                "share",
                "有效商标注册量 · 国内注册人占有效商标注册量的95.5%（2023年底）",
                "Valid trademark registrations · Domestic registrants: 95.5% of “Valid trademark "
                "registrations” (end of 2023)",
            ),
            (
                "satisfaction",
                "share",
                "知识产权保护社会满意度，占总量百分比（2012—2025）",
                "Public satisfaction with IP protection, per cent of the whole (2012–2025)",
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
                "Value added of patent-intensive industries rose by more than CNY 1 trillion from "
                "2023 to 2024",
            ),
            # 15 (14.5 to 15.5) after 15.5 (15.45 to 15.55): a fall is not certain.
            (
                "invention_exam_months",
                "pct",
                "发明专利平均审查周期，变动百分比：−3%（2024—2025）",
                "Average examination time, invention patents, per cent change: −3% (2024–2025)",
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
                "全球创新指数排名：中国由第29位升至第10位（2011—2025）；"
                "美国由第7位升至第3位（2011—2025）",
                "Global Innovation Index rank: China rose from 29th to 10th (2011–2025); "
                "United States rose from 7th to 3rd (2011–2025)",
            ),
            (
                "invention_patents_in_force invention_patents_in_force_domestic",
                "pct",
                "发明专利有效量：全部权利人、国内（不含港澳台），变动百分比（2013—2025）",
                "Invention patents in force: All owners; Domestic, excl. Hong Kong, Macao, "
                "Taiwan, per cent change (2013–2025)",
            ),
            (
                "satisfaction gii_rank invention_exam_months",
                "none",
                "知识产权保护社会满意度、全球创新指数排名等3项（2010—2025）",
                "Public satisfaction with IP protection; Global Innovation Index rank and others "
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
        assert altered > 950
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
