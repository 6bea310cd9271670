from __future__ import annotations

import pytest

from metrics import Tables
from metrics.briefing.numerals import unresolved
from metrics.charts.compile.economies import rank_economies
from metrics.locale import Lang


@pytest.mark.parametrize(
    ("indicator", "title", "lang", "flagged"),
    [
        # The value: in its base unit, with a multiplier, rounded at the typed precision.
        ("pledge_financing", "质押融资达8,539.9亿元", "zh", ()),
        ("pledge_financing", "质押融资达853990000000元", "zh", ()),
        ("pledge_financing", "质押融资达8540亿元", "zh", ()),
        ("pledge_financing", "质押融资达8541亿元", "zh", ("8541亿",)),
        ("pledge_financing", "质押融资达0.85万亿元", "zh", ()),
        ("pledge_financing", "Pledge financing reached CNY 854 billion", "en", ()),
        ("pledge_financing", "Pledge financing reached CNY 853 billion", "en", ("853 billion",)),
        ("pledge_financing", "由848.5增至8539.9亿元", "zh", ()),
        ("pledge_financing", "from CNY 84.85 to 853.99 billion", "en", ()),
        ("pledge_financing", "质押融资达８５３９．９亿元", "zh", ()),
        ("pledge_financing", "质押融资达８５３９．８亿元", "zh", ("８５３９．８亿",)),
        # What follows from two of them: 853.99 ÷ 486.88 = 1.754; ÷ 84.85 = 10.06.
        ("pledge_financing", "2023年增长75.4%", "zh", ()),
        ("pledge_financing", "2023年增长百分之七十五", "zh", ()),
        ("pledge_financing", "2023年增长75.9%", "zh", ("75.9%",)),
        ("pledge_financing", "达到2015年的10倍", "zh", ()),
        ("pledge_financing", "增加3671.1亿元", "zh", ()),
        ("pledge_financing", "年均增长33.5%", "zh", ()),
        ("pledge_financing", "grew 33.5 per cent a year", "en", ()),
        ("invention_exam_months", "审查周期缩短7.6个月，约三成", "zh", ()),
        ("enterprise_industrialisation_rate", "提高9.1个百分点", "zh", ()),
        ("enterprise_industrialisation_rate", "提高9.1%", "zh", ("9.1%",)),
        # Compound numerals, fractions and multiples: 853.99 ÷ 486.88 = 1.754, ÷ 84.85 = 10.06.
        ("pledge_financing", "质押融资达8539亿9000万元", "zh", ()),
        ("pledge_financing", "质押融资8500多亿元", "zh", ()),
        ("pledge_financing", "质押融资8000余亿元", "zh", ()),
        ("pledge_financing", "质押融资9000余亿元", "zh", ("9000余亿",)),
        ("pledge_financing", "质押融资八千五百多亿元", "zh", ()),
        ("pledge_financing", "质押融资高于8500亿元", "zh", ()),
        ("pledge_financing", "质押融资8500亿元左右", "zh", ()),
        ("pledge_financing", "质押融资9500亿元左右", "zh", ("9500亿",)),
        ("pledge_financing", "2023年增长七成五", "zh", ()),
        ("pledge_financing", "2023年增长过半", "zh", ()),
        ("pledge_financing", "grew by three quarters", "en", ()),
        ("pledge_financing", "more than doubled", "en", ()),
        ("pledge_financing", "up tenfold", "en", ()),
        ("pledge_financing", "up ninety-fold", "en", ("ninety-fold",)),
        ("pledge_financing", "fewer than 900 billion", "en", ()),
        ("pledge_financing", "a third party, the first time, double-digit growth", "en", ()),
        ("pledge_financing", "5G时代", "zh", ()),
        # Ordinals and Chinese quantities.
        ("gii_rank", "由第34位升至第10位，十年间进步二十四位", "zh", ()),
        ("gii_rank", "升至第十位", "zh", ()),
        ("gii_rank", "升至第九位", "zh", ("第九",)),
        ("gii_rank", "from 34th to 10th", "en", ()),
        ("gii_rank", "from 34th to 9th", "en", ("9th",)),
        # What looks like a numeral and is none.
        ("gii_rank", "统一部署，进一步推出一批成果，第三方评估，第一时间，一个新高", "zh", ()),
        ("gii_rank", "占比的百分比，三位一体，每万人，十四五，G20，5G", "zh", ()),
        # Periods.
        ("royalties_trade", "2022年1—11月进出口3445.6亿元", "zh", ()),
        ("royalties_trade", "2022年1—10月", "zh", ("2022年1—10月",)),
        ("royalties_trade", "Jan–Nov 2022, FY2022", "en", ()),
        ("royalties_trade", "Jan–Oct 2022", "en", ("Jan–Oct 2022",)),
        ("royalties_trade", "2017—2024", "zh", ()),
        ("royalties_trade", "2017—2026", "zh", ("2026",)),
        ("royalties_trade", "2024—2017", "zh", ("2017",)),
        ("royalties_trade", "2018年", "zh", ("2018",)),
        ("invention_exam_months", "截至2024年8月20日", "zh", ()),
        ("invention_exam_months", "截至8月21日", "zh", ("8月21日",)),
        ("invention_exam_months", "20 August 2024, October 2024", "en", ()),
        ("invention_exam_months", "二〇一二年，二〇三〇年", "zh", ("二〇三〇年",)),
        ("royalties_trade_decade", "2015年，十年，近十年", "zh", ()),
    ],
)
def test_numerals(
    tables: Tables, indicator: str, title: str, lang: Lang, flagged: tuple[str, ...]
) -> None:
    assert unresolved(title, tables.series(indicator).points, (), lang) == flagged


@pytest.mark.parametrize(
    ("title", "lang", "flagged"),
    [
        # Printed: 突破3000万件.
        ("超3000万件", "zh", ()),
        ("more than 30 million", "en", ()),
        ("3000万件", "zh", ("3000万",)),
        ("30 million", "en", ("30 million",)),
        ("约3000万件", "zh", ("3000万",)),
        ("超2900万件", "zh", ()),
        # Nothing above thirty million is known, and a tenth less is not about it.
        ("超3100万件", "zh", ("3100万",)),
        ("超2000万件", "zh", ("2000万",)),
        ("近3000万件", "zh", ("3000万",)),
    ],
)
def test_a_bound_is_told_as_a_bound(
    reports: Tables, title: str, lang: Lang, flagged: tuple[str, ...]
) -> None:
    points = reports.series("valid_trademarks").points[:1]
    assert points[0].figure.value == 30_000_000
    assert unresolved(title, points, (), lang) == flagged


@pytest.mark.parametrize(
    ("title", "lang", "flagged"),
    [
        # Printed: 3017.3万件, so 30,172,500 to 30,173,500.
        ("超3000万件", "zh", ()),
        ("3000余万件", "zh", ()),
        ("3000万件以上", "zh", ()),
        ("over 30 million", "en", ()),
        ("约3000万件", "zh", ()),
        ("3000万件", "zh", ("3000万",)),
        ("超3017.3万件", "zh", ("3017.3万",)),
        ("近3018万件", "zh", ()),
        ("不足3100万件", "zh", ()),
        ("不超过3017万件", "zh", ("3017万",)),
        ("nearly 31 million", "en", ()),
        ("nearly 40 million", "en", ("40 million",)),
    ],
)
def test_a_bound_may_be_told_of_a_figure_that_implies_it(
    tables: Tables, title: str, lang: Lang, flagged: tuple[str, ...]
) -> None:
    series = tables.series("valid_trademarks")
    points = [p for p in series.points if p.figure.value == 30_173_000]
    assert unresolved(title, points, (), lang) == flagged


def test_about_is_not_exact(tables: Tables) -> None:
    # Around 22 months in 2015: 21 to 23.
    points = [p for p in tables.series("invention_exam_months").points if p.period.code == "2015"]
    assert unresolved("约22个月", points, (), "zh") == ()
    assert unresolved("about 22 months", points, (), "en") == ()
    assert unresolved("22个月", points, (), "zh") == ("22",)


def test_names_hold_numerals_that_are_let_be(tables: Tables) -> None:
    points = tables.series("plan_provinces").points
    title = "29个省份印发500强、第二十五次集体学习文件"
    assert unresolved(title, points, ("500强", "第二十五次集体学习"), "zh") == ()
    assert unresolved(title, points, (), "zh") == ("500", "第二十五")
    rate = tables.series("high_value_invention_patents_per_10k").points
    assert unresolved("16 per 10,000 people", rate, (), "en") == ()
    assert unresolved("每万人口16件", rate, (), "zh") == ()


def test_counts_and_places_of_economies(tables: Tables) -> None:
    facts = [s.latest for s in rank_economies(tables, "ip_charges_payments").series]
    assert unresolved("居所列20个经济体第4位", facts, (), "zh") == ()
    assert unresolved("居所列21个经济体第3位", facts, (), "zh") == ("21", "第3")
    assert unresolved("4th of 20 economies", facts, (), "en") == ()


def test_no_change_is_told_across_a_break(tables: Tables) -> None:
    # The index broke in 2011: from 43rd in 2010 nothing is counted, 33 places neither.
    points = tables.series("gii_rank").points
    assert unresolved("上升24位", points, (), "zh") == ()
    assert unresolved("上升33位", points, (), "zh") == ("33",)


def test_a_title_without_numerals_and_without_facts() -> None:
    assert unresolved("质押融资大幅增长", (), (), "zh") == ()
    assert unresolved("增长3.5%", (), (), "zh") == ("3.5%",)
    assert unresolved("", (), (), "en") == ()


@pytest.mark.parametrize(
    ("title", "lang", "wrong"),
    [
        ("占GDP99%", "zh", ("99%",)),
        ("占GDP77.7%", "zh", ("77.7%",)),
        ("占GDP13.38%", "zh", ()),
        ("rose to GDP99%", "en", ("99%",)),
        ("after COVID-19 and G20, with 5G", "en", ()),
        ("增长9999999999番", "zh", ("9999999999",)),
    ],
)
def test_a_letter_before_a_number_does_not_make_it_a_name(
    tables: Tables, title: str, lang: Lang, wrong: tuple[str, ...]
) -> None:
    facts = tables.series("patent_intensive_share_gdp").points
    found = unresolved(title, facts, (), lang)
    assert len(found) == len(wrong)
    assert all(w.rstrip("%") in f for w, f in zip(wrong, found, strict=True))
