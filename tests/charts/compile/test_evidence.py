"""What stands behind a chart: notes, sources, breaks, what is in view, words for the ear."""

from __future__ import annotations

import json
import re
from itertools import chain

import pytest

from metrics import Selection, Tables
from metrics.charts.compile import (
    compile_balance,
    compile_concept,
    compile_paths,
    compile_ranking,
    compile_view,
    drawable,
)
from metrics.charts.compile.economies import compared, rank_economies
from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view


@pytest.fixture(scope="module")
def every(tables: Tables) -> list[ChartSpec]:
    """Compile the chart of every concept, and those that set economies side by side."""
    concepts = dict.fromkeys(d.concept for d in tables.definitions.values())
    made = []
    for lang in LANGS:
        for concept in concepts:
            if drawable(tables, tables.concept(concept)):
                made.append(compile_concept(tables, concept, lang))
        made += [compile_paths(tables, i, lang) for i in ("gii_rank", "pct_applications")]
        made.append(compile_ranking(tables, "patent_applications_residents", lang))
        both = ("ip_charges_receipts", "ip_charges_payments")
        made.append(compile_balance(tables, *both, lang))
    return made


def notes(spec: ChartSpec) -> str:
    return "\n".join(spec.text.notes)


class TestWords:
    def test_no_chinese_in_an_english_chart(self, every: list[ChartSpec]) -> None:
        for spec in every:
            if spec.lang == "en":
                assert not re.search(r"[一-鿿]", json.dumps(spec.as_dict(), ensure_ascii=False))

    def test_no_si_letters(self, every: list[ChartSpec]) -> None:
        for spec in every:
            for axis in chain.from_iterable((p.values, p.along) for p in spec.plots):
                assert not any(re.search(r"\d[kMGBµ]\b", t.label) for t in axis.ticks), spec.id

    def test_every_figure_is_told_for_the_ear(self, every: list[ChartSpec]) -> None:
        for spec in every:
            assert spec.text.alt.rstrip().endswith("." if spec.lang == "en" else "。")
            for series in spec.series:
                assert series.name in spec.text.alt or not series.name, spec.id

    def test_every_value_is_told_for_the_ear(self, tables: Tables) -> None:
        spec = compile_concept(tables, "patent_intensive_share_gdp", "en")
        for value in ("2018: 11.6%", "2022: 12.71%", "2024: 13.38%"):
            assert value in spec.text.alt
        assert "2024 up by 0.34 percentage points on 2023" in spec.text.alt
        view = compile_view(Exploration(tables, Choice(("gii_rank",), first="2024")), "zh")
        assert "2024年 第11位、2025年 第10位" in view.text.alt

    def test_no_word_is_true_in_one_display_alone(self, every: list[ChartSpec]) -> None:
        """What is dark on paper is bright on a dark screen: shapes are named, not shades."""
        shade = re.compile(r"深色|浅色|亮色|暗色|\b(dark|light|bright|pale)(er)?\b", re.IGNORECASE)
        for spec in every:
            words = spec.text
            for said in (words.title, words.subtitle, words.alt, *words.notes):
                assert not shade.search(said), (spec.id, said)

    def test_one_line_each(self, every: list[ChartSpec]) -> None:
        for spec in every:
            words = spec.text
            assert not any("\n" in t for t in (words.title, words.subtitle, words.source))
            assert words.name
            assert words.version


class TestBehind:
    def test_every_break_has_its_reason(self, every: list[ChartSpec]) -> None:
        found = [(spec, b) for spec in every for plot in spec.plots for b in plot.breaks]
        assert len(found) >= 14
        for spec, b in found:
            assert b.label
            assert b.reason in spec.text.notes, spec.id

    def test_every_figure_is_cited(self, every: list[ChartSpec]) -> None:
        for spec in every:
            periods = {m.period for plot in spec.plots for m in plot.marks}
            assert len({period for period, _ in spec.text.sources}) >= len(periods), spec.id

    def test_the_newest_is_cited_first(self, tables: Tables) -> None:
        spec = compile_concept(tables, "pledge_financing", "en")
        assert [period for period, _ in spec.text.sources] == [
            *("Jan–Sep 2024", "2023", "2022", "2021", "2020", "2019", "2018", "2015")
        ]

    def test_what_the_reports_print_is_told(self, tables: Tables, reports: Tables) -> None:
        """Of the shares of GDP they print 11.6 for 2019, 12.44 for 2021 and 12.71 for 2022."""
        told = "Printed in the five reports: 2019, 2021, 2022"
        assert told in compile_concept(tables, "patent_intensive_share_gdp", "en").text.notes
        assert "five reports:" not in notes(compile_concept(reports, "satisfaction", "en"))
        ranking = compile_ranking(tables, "patent_applications_residents", "en")
        assert "None of it is printed in the five reports" in ranking.text.notes

    def test_what_is_in_view_is_told(self, tables: Tables) -> None:
        chosen = tables.select(Selection(supplement=False, vintage="2023-12-31"))
        concept = next(
            d.concept
            for d in chosen.definitions.values()
            if drawable(chosen, chosen.concept(d.concept))
        )
        told = notes(compile_concept(chosen, concept, "en"))
        assert "Five reports only" in told
        assert "As known on 31 December 2023" in told
        first = tables.select(Selection(vintage="first"))
        assert "As first printed" in notes(compile_concept(first, "satisfaction", "en"))

    def test_a_derived_figure_has_its_arithmetic(self, tables: Tables) -> None:
        """Satisfaction of 2014 follows from 68.72 in 2015, printed as 0.71 below 2014."""
        spec = compile_concept(tables, "satisfaction", "en")
        assert [m.period for m in spec.series[0].marks if m.derived] == ["2014", "2016", "2017"]
        assert "68.72 points + 0.71" in notes(spec)
        assert "not found in print: 2014, 2016, 2017" in notes(spec)

    @pytest.mark.parametrize("lang", LANGS)
    def test_an_implied_figure_has_its_rule(self, tables: Tables, lang: Lang) -> None:
        whole = in_view(tables, ALL_WITH_IMPLIED)
        spec = compile_concept(whole, "patent_dispute_cases", lang)
        points = {p.period.code: p.implied for p in whole.series("patent_dispute_cases").points}
        assert {m.period: m.derived for m in spec.series[0].marks} == points
        told = {"zh": "5,056件 ÷ (1 + 101.4%)", "en": "5,056 cases ÷ (1 + 101.4%)"}
        assert told[lang] in notes(spec)
        assert whole.label("rule", "less_growth", lang) in notes(spec)

    def test_the_interval_of_an_implied_figure_is_drawn_where_it_is_wide(
        self, tables: Tables
    ) -> None:
        """Of 2016 1.2979 to 1.4710 thousand million people; of 2019 it is too narrow to be seen."""
        whole = in_view(tables, ALL_WITH_IMPLIED)
        spec = compile_view(Exploration(whole, Choice(("population",))), "en")
        ends = {m.period[:4]: (m.low, m.high) for m in spec.series[0].marks}
        assert ends["2016"] == pytest.approx((1.2979, 1.4710), abs=1e-4)
        assert ends["2019"] == (None, None)

    def test_an_implied_bound_is_open(self, tables: Tables) -> None:
        whole = in_view(tables, ALL_WITH_IMPLIED)
        marks = compile_concept(whole, "gross_domestic_product", "en").series[0].marks
        assert all(m.derived for m in marks)
        assert [m.open for m in marks] == [*[""] * 6, "above"]


class TestEconomies:
    def test_paths_do_not_cross_a_break(self, tables: Tables) -> None:
        spec = compile_paths(tables, "patent_applications_residents", "zh")
        assert spec.series[0].name == "中国"
        assert [len(run) for run in spec.series[0].runs] == [7, 5]

    def test_one_economy_is_no_comparison(self, reports: Tables) -> None:
        assert [s.area for s in compared(reports, "gii_rank")] == ["CN"]
        with pytest.raises(ValueError, match="fewer than two"):
            compile_paths(reports, "gii_rank", "zh")
        with pytest.raises(ValueError, match="fewer than three"):
            compile_ranking(reports, "gii_rank", "zh")

    def test_a_ranking_is_of_one_year_and_in_order(self, tables: Tables) -> None:
        made = rank_economies(tables, "patent_applications_residents")
        assert made.period.code == "2021"
        assert [s.area for s in made.series][:5] == ["CN", "US", "JP", "KR", "DE"]
        assert "WLD" not in {s.area for s in made.series}
        spec = compile_ranking(tables, "patent_applications_residents", "en")
        assert "world: 2,385,200 applications" in spec.text.subtitle
        assert [s.marks[0].label for s in spec.series][:2] == ["1,426,644", "262,244"]
        assert spec.series[0].marks[0].hover[0] == "1.426644 million applications"

    def test_the_year_of_a_ranking_is_one_that_most_have(self, tables: Tables) -> None:
        # Only a few economies have a figure of 2024.
        assert rank_economies(tables, "ip_charges_receipts").period.code == "2023"

    def test_receipts_stand_against_payments(self, tables: Tables) -> None:
        spec = compile_balance(tables, "ip_charges_receipts", "ip_charges_payments", "en")
        receipts, payments = spec.series
        assert len(receipts.marks) == len(payments.marks) == 20
        row = [t.label for t in spec.plots[0].along.ticks].index("China")
        assert receipts.marks[row].value == pytest.approx(10.9126, abs=1e-3)
        assert payments.marks[row].value == pytest.approx(42.7275, abs=1e-3)

    def test_a_chart_of_another_economy_names_it(self, tables: Tables) -> None:
        spec = compile_concept(tables, "gii_rank", "en", "US")
        assert spec.view == "indicator?id=gii_rank&area=US"
        assert "United States" in spec.text.subtitle
        assert "United States" in spec.text.alt


class TestViews:
    def test_breaks_of_two_panels_stand_on_their_own(self, tables: Tables) -> None:
        view = Exploration(tables, Choice(("patent_intensive_share_gdp", "gii_rank")))
        spec = compile_view(view, "en")
        assert [[b.label for b in p.breaks] for p in spec.plots] == [["new census"], ["WIPO joins"]]
        assert "Break before 2011" in notes(spec)
        assert "Break before 2023" in notes(spec)

    def test_events_are_days_or_years(self, tables: Tables) -> None:
        kinds = tables.codes("kind")
        spec = compile_view(Exploration(tables, Choice(("gii_rank",), events=kinds)), "en")
        events = spec.plots[0].events
        assert events
        assert {e.end - e.at for e in events} <= {0.0, 364.0, 365.0}
        assert all(e.title for e in events)

    def test_the_subtitle_says_transform_unit_and_base(self, tables: Tables) -> None:
        choice = Choice(("pledge_financing",), "index", "2019")
        told = compile_view(Exploration(tables, choice), "en").text.subtitle
        assert "Index" in told
        assert "2019 = 100" in told

    def test_derived_values_are_said_to_be_derived(self, tables: Tables) -> None:
        spec = compile_view(Exploration(tables, Choice(("pledge_financing",), "pct")), "en")
        assert "Values are derived from printed figures, not printed themselves" in spec.text.notes
        assert spec.series[0].marks[-1].hover[1] == "2023 on 2022"
