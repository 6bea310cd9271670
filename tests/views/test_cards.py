from __future__ import annotations

import re

import pytest

from metrics import Tables
from metrics.locale import LANGS
from metrics.views.cards import card


class TestCard:
    @pytest.mark.parametrize(
        ("indicator", "zh", "en"),
        [
            ("gii_rank", "较2022年下降1位", "down 1 place on 2022"),
            (
                "invention_patents_in_force_domestic",
                "较2020年底增加81.4%",
                "up by 81.4% on end of 2020",
            ),
            ("pledge_financing", "较2022年增加超64.3%", "up by more than 64.3% on 2022"),
            ("invention_exam_months", "较2012年减少6.9个月", "down by 6.9 months on 2012"),
            (
                "patent_intensive_share_gdp",
                "较2019年增加约1.11个百分点",
                "up by about 1.11 percentage points on 2019",
            ),
            ("royalties_trade", "同比增长11.3%（原文所印）", "up 11.3% year on year (as printed)"),
            ("satisfaction", "较2012年增加18.35分", "up by 18.35 points on 2012"),
            ("rcep_obligations", "", ""),
        ],
    )
    def test_change(self, reports: Tables, indicator: str, zh: str, en: str) -> None:
        series = reports.series(indicator)
        assert card(reports, series, "zh").change == zh
        assert card(reports, series, "en").change == en

    def test_all_that_it_needs_stands_on_it(self, tables: Tables) -> None:
        for lang in LANGS:
            for series in tables.all_series.values():
                made = card(tables, series, lang)
                assert made.label
                assert made.scope
                assert made.period
                assert made.source
                assert str(made.value) in made.alt
                assert series.latest.figure.printed in "".join(made.facts[0])
                assert len(made.facts) == len(series.statements)

    def test_no_chinese_on_an_english_card_but_the_printed_form(self, tables: Tables) -> None:
        for series in tables.all_series.values():
            made = card(tables, series, "en")
            assert not re.search(r"[一-鿿]", made.alt), made.indicator
            for fact in made.facts:
                rest = [line for line in fact if not line.startswith(("As printed", "Derived"))]
                assert not re.search(r"[一-鿿，。：]", "".join(rest)), rest

    def test_a_small_trend_joins_no_bound(self, reports: Tables) -> None:
        made = card(reports, reports.series("pledge_financing"), "zh")
        assert [len(run) for run in made.spark] == [1, 1]
        assert made.spark[1][0].hollow

    def test_a_better_rank_stands_higher(self, reports: Tables) -> None:
        ((first, last),) = card(reports, reports.series("gii_rank"), "zh").spark
        assert first.y > last.y
