"""What holds for every specification, and what one of each kind says."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from metrics import Selection, Tables
from metrics.charts.compile import (
    compile_comparison,
    compile_concept,
    compile_paths,
    compile_ranking,
    compile_together,
    compile_view,
    drawable,
)
from metrics.charts.compile.citing import primary
from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view


def concepts(tables: Tables) -> list[str]:
    every = dict.fromkeys(d.concept for d in tables.definitions.values())
    return [c for c in every if drawable(tables, tables.concept(c))]


def labels(spec: ChartSpec) -> list[str]:
    return [m.label for plot in spec.plots for m in plot.marks]


class TestEvery:
    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("selection", ["all", "reports", "implied", "first"])
    def test_a_specification_is_plain_data(
        self, tables: Tables, lang: Lang, selection: str
    ) -> None:
        chosen = {
            "all": tables,
            "reports": tables.select(Selection(supplement=False)),
            "implied": in_view(tables, ALL_WITH_IMPLIED),
            "first": tables.select(Selection(vintage="first")),
        }[selection]
        made = [compile_concept(chosen, c, lang) for c in concepts(chosen)]
        assert made
        for spec in made:
            assert json.loads(json.dumps(spec.as_dict()))["id"] == spec.id
            for plot in spec.plots:
                low, high = sorted((plot.values.low, plot.values.high))
                assert all(low <= m.value <= high + 1e-9 for m in plot.marks)
                assert all(len(m.hover) == 3 and all(m.hover) for m in plot.marks)
                assert sum(s.role == "subject" for s in plot.series) == 1
                assert sum(s.role == "second" for s in plot.series) <= 1

    def test_every_figure_stands_once(self, tables: Tables) -> None:
        """Of flows a year has one bar; a growth that is printed as a bound is computed."""
        for key, series in tables.by_key.items():
            (plot,) = compile_view(Exploration(tables, Choice((key,))), "en").plots
            drawn = Counter(m.period for m in plot.marks)
            if plot.kind == "lines":
                assert drawn == {p.period.code: 1 for p in series.points}
            elif not plot.references:
                years = {p.period.end.year for p in series.points}
                assert drawn.keys() <= {p.period.code for p in series.points}
                assert len(drawn) == drawn.total() == len(years)

    def test_all_figures_of_a_flow_stand_beside_another(self, tables: Tables) -> None:
        both = ("pledge_financing", "royalties_trade")
        (plot,) = compile_view(Exploration(tables, Choice(both)), "en").plots
        assert plot.kind == "lines"
        for series, key in zip(plot.series, both, strict=True):
            assert {m.period for m in series.marks} == {
                p.period.code for p in tables.series(key).points
            }

    def test_no_line_crosses_a_break_or_touches_a_bound(self, tables: Tables) -> None:
        for key, series in tables.by_key.items():
            spec = compile_view(Exploration(tables, Choice((key,))), "en")
            if spec.plots[0].kind == "bars":
                continue
            for run in spec.series[0].runs:
                assert len(run) == 1 or not any(m.open for m in run)
                for rule in spec.plots[0].breaks:
                    sides = {m.at < rule.at for m in run}
                    assert len(sides) == 1, (series.key, rule)

    def test_a_label_claims_no_more_digits_than_the_figure(self, tables: Tables) -> None:
        for series in tables.all_series.values():
            spec = compile_view(Exploration(tables, Choice((series.key,))), "en")
            if spec.plots[0].references and spec.plots[0].kind == "bars":
                continue
            exponent = spec.plots[0].exponent
            points = {p.period.code: p for p in series.points}
            for m in spec.plots[0].marks:
                digits = re.sub(r"[^\d.]", "", m.label).partition(".")[2]
                unit = points[m.period].figure.last_digit_unit
                assert len(digits) <= max(0, exponent - unit.normalize().adjusted())


class TestConcept:
    def test_a_bound_is_open_and_a_part_of_a_year_is_told(self, tables: Tables) -> None:
        (series,) = compile_concept(tables, "pledge_financing", "zh").series
        marks = {m.period: m for m in series.marks}
        assert (marks["2018"].open, marks["2018"].label) == ("above", "超1,224")
        assert marks["2024-01/2024-09"].part == "1—9月"
        assert marks["2023"].part == marks["2023"].open == ""

    def test_growth_is_computed_and_its_printed_bound_a_line(self, tables: Tables) -> None:
        """2180/1515, 3098/2180, 4868.8/3098 and 8539.9/4868.8, in per cent above."""
        spec = compile_concept(tables, "pledge_financing_yearly_growth", "zh")
        (plot,) = spec.plots
        assert [m.label for m in plot.marks] == ["43.9", "42.1", "57.2", "75.4"]
        assert [m.period for m in plot.marks] == ["2020", "2021", "2022", "2023"]
        assert not any(m.open for m in plot.marks)
        assert [(r.value, r.kind) for r in plot.references] == [(40.0, "bound")]
        # No check is of what is computed here.
        assert spec.disputes == ()

    def test_one_bound_again_and_again_is_no_chart(self, tables: Tables) -> None:
        reports = tables.select(Selection(supplement=False))
        concept = reports.concept("pledge_financing_yearly_growth")
        assert len(concept[0].points) > 1
        assert not drawable(reports, concept)
        with pytest.raises(ValueError, match="undrawable"):
            compile_concept(reports, "pledge_financing_yearly_growth", "en")

    def test_two_flows_over_many_years_are_lines(self, tables: Tables) -> None:
        assert compile_concept(tables, "invention_applications", "en").plots[0].kind == "bars"
        assert compile_concept(tables, "ip_charges", "en").plots[0].kind == "lines"

    def test_the_headline_series_is_the_subject(self, tables: Tables) -> None:
        series = compile_concept(tables, "invention_patents_in_force", "en").series
        assert series[0].key == "invention_patents_in_force_domestic"
        assert [s.role for s in series] == ["subject", "comparator", "comparator"]

    def test_a_break_has_few_words_and_its_reason(self, tables: Tables) -> None:
        zh, en = (
            compile_concept(tables, "patent_intensive_share_gdp", lang).plots[0].breaks[0]
            for lang in LANGS
        )
        assert (zh.label, en.label) == ("新普查口径", "new census")
        assert "fifth economic census" in en.reason

    def test_a_target_is_a_level(self, tables: Tables) -> None:
        spec = compile_concept(tables, "high_value_invention_patents_per_10k", "en")
        (level,) = spec.plots[0].references
        assert (level.value, level.kind) == (12.0, "target")
        assert "2025" in level.label

    def test_a_whole_year_stands_for_its_parts(self, tables: Tables) -> None:
        """Of 2019 the first eleven months are printed too."""
        spec = compile_concept(tables, "royalties_trade_usd", "en")
        assert [m.period for m in spec.series[0].marks] == [
            "2015",
            "2019",
            *(p.period.code for p in tables.series("royalties_trade_usd").points[3:]),
        ]

    def test_a_disputed_figure_names_its_check(self, tables: Tables) -> None:
        spec = compile_concept(tables, "invention_patents_in_force", "en")
        assert "scope-domestic-incl-2013" in spec.disputes
        assert compile_concept(tables, "satisfaction", "en").disputes == ()


class TestSources:
    def test_one_line_names_the_newest(self, tables: Tables) -> None:
        zh, en = (compile_concept(tables, "satisfaction", lang).text for lang in LANGS)
        assert "\n" not in zh.source
        assert zh.source.startswith("来源：")
        assert re.fullmatch(r"Source: .+ and \d+ more", en.source)
        assert en.sources[0][0] == "2025"
        assert en.sources[0][1] in en.source

    def test_a_part_of_a_year_is_not_the_newest(self, tables: Tables) -> None:
        """The whole year of 2023 comes from the press conference of January 2024."""
        source = compile_concept(tables, "pledge_financing", "en").text.source
        assert source == "Source: SCIO press conference (2024-01-16) and 9 more"

    def test_a_chinese_text_is_named_before_a_translation(self, tables: Tables) -> None:
        series = tables.series("royalties_trade_decade")
        assert primary(series, series.latest).id == "cnipa-work-report-2023"


class TestDigits:
    def test_small_cards_have_four_at_most_and_all_marks_the_same_last_one(
        self, tables: Tables
    ) -> None:
        """The values are 16.871 and 15.318 trillion; of 7.7276 in 10,000 two decimals are left."""
        (own,) = compile_concept(tables, "patent_intensive_value_added", "zh").series
        told = {m.period: (m.label, m.brief) for m in own.marks}
        assert told["2023"] == ("16.871", "16.87")
        assert told["2022"] == ("15.318", "15.32")
        assert told["2018"] == ("10.71", "")
        (own,) = compile_concept(tables, "patent_enforcement_cases", "zh").series
        assert own.marks[-1].brief == "7.73"

    def test_whole_numbers_stay_whole(self, tables: Tables) -> None:
        """77,276 cases."""
        (own,) = compile_concept(tables, "patent_enforcement_cases", "en").series
        assert (own.marks[-1].label, own.marks[-1].brief) == ("77,276", "")


class TestSubtitles:
    def test_the_whole_one_says_all_and_the_shortest_unit_and_span(self, tables: Tables) -> None:
        words = compile_concept(tables, "pledge_financing", "en").text
        assert words.subtitle == (
            "Patent and trademark pledge financing · Nationwide · CNY billion"
            " · 2015–2023; Jan–Sep 2024"
        )
        assert words.subtitles == (
            "CNY billion · 2015–2023; Jan–Sep 2024",
            "CNY billion · 2015–2024",
        )

    def test_each_is_shorter_and_none_says_what_the_title_says(self, tables: Tables) -> None:
        for concept in ("gii_rank", "satisfaction", "royalties_trade", "valid_trademarks"):
            for lang in LANGS:
                words = compile_concept(tables, concept, lang).text
                sizes = [len(s) for s in words.subtitles]
                assert sizes == sorted(set(sizes), reverse=True)
                names = [tables.concept(concept)[0].definition.name(lang), words.name]
                said = [n for n in names if n in words.title]
                assert not [s for s in words.subtitles for n in said if n in s]


class TestSideBySide:
    def test_paths_name_china_and_two_others(self, tables: Tables) -> None:
        roles = [s.role for s in compile_paths(tables, "gii_rank", "en").series]
        assert roles == ["subject", "comparator", "comparator", *["background"] * (len(roles) - 3)]

    def test_what_stays_in_the_background_decides_no_scale(self, tables: Tables) -> None:
        """China was 43rd in 2010; India, 81st in 2015, would squeeze it into half of the axis."""
        spec = compile_paths(tables, "gii_rank", "en")
        (plot,) = spec.plots
        assert (plot.values.low, plot.values.high) == (43, 1)
        assert [t.label for t in plot.values.ticks] == ["40", "30", "20", "10", "1"]
        assert [s.key for s in plot.undrawn] == ["gii_rank@IN"]
        assert all(1 <= m.value <= 43 for m in plot.marks)
        assert "Not drawn, to keep the scale: India, 38th in 2025" in spec.text.notes
        assert "6 economies" in spec.text.subtitle
        assert [s.key for s in spec.listed][-1] == "gii_rank@IN"

    def test_the_best_rank_stands_first(self, tables: Tables) -> None:
        values = [s.marks[0].value for s in compile_ranking(tables, "gii_rank", "en").series]
        assert values == sorted(values)

    def test_nothing_is_expected_of_china(self, tables: Tables) -> None:
        """Other economies are set side by side where China has no figure in view."""
        kept = [o for o in tables.statements if o.area != "CN"]
        frames = dict(tables.frames)
        frame = frames["indicators"]
        frames["indicators"] = frame[frame["area"] != "CN"]
        frames["derivations"] = frames["derivations"].iloc[:0]
        without = replace(tables, frames=frames)
        assert len(without.statements) == len(kept)
        for spec in (
            compile_paths(without, "gii_rank", "en"),
            compile_ranking(without, "ip_charges_receipts", "en"),
        ):
            assert "China" not in {s.name for s in spec.series}
        assert compile_paths(without, "gii_rank", "en").series[0].role == "subject"

    def test_the_largest_of_a_ranking_stands_first(self, tables: Tables) -> None:
        spec = compile_ranking(tables, "ip_charges_receipts", "en")
        values = [s.marks[0].value for s in spec.series]
        assert values == sorted(values, reverse=True)
        assert [t.label for t in spec.plots[0].along.ticks] == [s.name for s in spec.series]

    def test_figures_of_unlike_units_do_not_compare(self, tables: Tables) -> None:
        own = [tables.series(i) for i in ("gii_rank", "satisfaction")]
        with pytest.raises(ValueError, match="one unit"):
            compile_comparison(tables, "governance", own, "en")
        with pytest.raises(ValueError, match="one unit"):
            compile_together(tables, own, "en")


class TestView:
    def test_five_economies_share_one_axis(self, tables: Tables) -> None:
        keys = ("pct_applications", *(f"pct_applications@{a}" for a in ("US", "JP", "KR", "DE")))
        (plot,) = compile_view(Exploration(tables, Choice(keys)), "en").plots
        assert [s.role for s in plot.series] == ["subject", "second", *["comparator"] * 3]
        assert [s.key for s in plot.series] == [*keys]

    def test_scopes_of_one_concept_are_comparators(self, tables: Tables) -> None:
        both = [
            tables.series(i)
            for i in ("invention_patents_in_force_domestic", "invention_patents_in_force")
        ]
        roles = [s.role for s in compile_together(tables, both, "en").series]
        assert roles == ["subject", "comparator"]

    def test_what_is_alone_in_its_plot_is_its_subject(self, tables: Tables) -> None:
        keys = ("invention_exam_months", "trademark_exam_months", "pledge_financing")
        plots = compile_view(Exploration(tables, Choice(keys)), "en").plots
        assert [[s.role for s in p.series] for p in plots] == [["subject", "second"], ["subject"]]

    def test_separate_panels_have_one_scale(self, tables: Tables) -> None:
        keys = ("pct_applications", "pct_applications@DE")
        apart = compile_view(Exploration(tables, Choice(keys, panels="separate")), "en").plots
        assert len(apart) == 2
        assert apart[0].values == apart[1].values
        assert apart[0].along == apart[1].along
        assert [p.heading for p in apart] == ["China", "Germany"]

    def test_a_fall_in_rank_points_downward(self, tables: Tables) -> None:
        (plot,) = compile_view(Exploration(tables, Choice(("gii_rank",), "change")), "en").plots
        assert plot.values.low > plot.values.high
        assert plot.values.zero

    def test_what_is_computed_is_in_no_check(self, tables: Tables) -> None:
        key = "invention_patents_in_force_domestic"
        plain, grown = (
            compile_view(Exploration(tables, Choice((key,), kind)), "en").disputes
            for kind in ("none", "pct")
        )
        assert plain
        assert not grown

    def test_the_end_tells_the_mark_that_it_stands_beside(self, tables: Tables) -> None:
        (series,) = compile_view(Exploration(tables, Choice(("pledge_financing",))), "en").series
        assert series.marks[-1].label == "792.23"
        assert series.end == "CNY 792.23 billion (Jan–Sep 2024)"

    def test_a_flow_by_itself_is_bars_as_on_its_theme_page(self, tables: Tables) -> None:
        (plot,) = compile_view(Exploration(tables, Choice(("pledge_financing",))), "en").plots
        assert plot == compile_concept(tables, "pledge_financing", "en").plots[0]

    def test_a_growth_printed_as_a_bound_is_computed_in_a_view_too(self, tables: Tables) -> None:
        """3098 to 4868.8 and on to 8539.9."""
        choice = Choice(("pledge_financing_yearly_growth",), first="2022")
        spec = compile_view(Exploration(tables, choice), "en")
        assert [m.label for m in spec.plots[0].marks] == ["57.2", "75.4"]
        assert spec.view == "explorer?s=pledge_financing_yearly_growth&from=2022"

    def test_nothing_to_draw(self, tables: Tables) -> None:
        with pytest.raises(ValueError, match="undrawable"):
            compile_view(Exploration(tables, Choice(("gii_rank",), "share")), "en")


def test_a_target_of_another_unit_is_no_level(tables: Tables) -> None:
    concept = "high_value_invention_patents_per_10k"
    assert compile_concept(tables, concept, "en").plots[0].references
    rows = tables.frames["definitions"].copy()
    rows.loc[rows["id"] == f"{concept}_target", "unit"] = "percent"
    other = Tables({**tables.frames, "definitions": rows}, tables.version)
    assert not compile_concept(other, concept, "en").plots[0].references


def test_a_published_interval_is_drawn_and_told(tables: Tables) -> None:
    chart = compile_concept(tables, "gii_rank", "en")
    (mark,) = [m for m in chart.plots[0].marks if m.low is not None]
    assert (mark.period, mark.value, mark.low, mark.high) == ("2020", 14.0, 9.0, 16.0)
    assert mark.hover[0] == "14th; published confidence interval 9th to 16th"
    assert any("14th in 2020: published confidence interval" in n for n in chart.text.notes)
