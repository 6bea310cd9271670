"""Charts over everything: where points come from, where series break, economies side by side."""

from __future__ import annotations

import json
import re
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from metrics import Selection, Tables
from metrics.charts import draw, drawable
from metrics.charts.base import Chart
from metrics.charts.breaks import NUMBERS, Break, break_lines, breaks_of
from metrics.charts.economies import compared, paths
from metrics.charts.layout import TEXT_CELLS, TITLE_CELLS
from metrics.charts.line_labels import LineLabel, end_names, spread
from metrics.charts.marks import SIZES, provenance
from metrics.charts.rankings import balance, rank_economies, ranking
from metrics.charts.template import PALETTES
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang
from metrics.model.series import Series
from metrics.panels import draw_view
from metrics.rules.transforms import Transform
from metrics.views import points
from metrics.views.cards import card
from metrics.views.themes import CHAIN, theme_view
from metrics.wording.lines import cells


@pytest.fixture(scope="module")
def every(tables: Tables) -> list[tuple[Lang, Chart]]:
    """All charts of all theme pages, and the own chart of every concept."""
    concepts = dict.fromkeys(d.concept for d in tables.definitions.values())
    return [
        (lang, chart)
        for lang in LANGS
        for chart in (
            *(
                c
                for t in (*CHAIN, "governance")
                for c in theme_view(tables, t, lang, "light").charts
            ),
            *(draw(tables, c, lang) for c in concepts if drawable(tables.concept(c))),
        )
    ]


def notes(chart: Chart) -> list[str]:
    return [re.sub(r"<[^>]+>", "\n", a.text) for a in chart.figure.layout.annotations]


class TestEvery:
    def test_texts_fit_a_narrow_screen(self, every: list[tuple[Lang, Chart]]) -> None:
        for _, chart in every:
            head, under, foot = notes(chart)[:3]
            assert all(cells(x) <= TITLE_CELLS for x in head.split("\n")), chart.concept
            lines = f"{under}\n{foot}".split("\n")
            assert all(cells(x) <= TEXT_CELLS for x in lines), chart.concept

    def test_no_chinese_in_an_english_chart(self, every: list[tuple[Lang, Chart]]) -> None:
        for lang, chart in every:
            if lang == "en":
                shown = [*notes(chart), *(t.name or "" for t in chart.figure.data), chart.alt]
                assert not re.search(r"[一-鿿]", "".join(shown)), chart.concept

    def test_no_si_letters(self, every: list[tuple[Lang, Chart]]) -> None:
        for _, chart in every:
            layout = json.loads(chart.figure.to_json())["layout"]
            for axis in (layout["xaxis"], layout["yaxis"]):
                for label in axis.get("ticktext", ()):
                    assert not re.search(r"\d[kMGBµ]\b", label), chart.concept

    def test_a_break_is_a_rule_with_its_number_and_reason(
        self, tables: Tables, every: list[tuple[Lang, Chart]]
    ) -> None:
        broken = 0
        for lang, chart in every:
            if not any(s.breaks for s in chart.series) or "ranking" in chart.concept:
                continue
            found = breaks_of(tables, chart.series, lang)
            rules = [s for s in chart.figure.layout.shapes if s.line.dash == "dash"]
            assert len(rules) == len(found), chart.concept
            foot = notes(chart)[2].replace("\n", "").replace(" ", "")
            for number, own in zip(NUMBERS, found, strict=False):
                assert number in [a.text for a in chart.figure.layout.annotations]
                assert number in foot
                for reason in own.reasons:
                    assert reason.replace(" ", "") in foot, chart.concept
            broken += 1
        assert broken >= 14

    def test_names_at_the_right_do_not_overlap(self, every: list[tuple[Lang, Chart]]) -> None:
        for _, chart in every:
            layout = chart.figure.layout
            plot = layout.height - layout.margin.t - layout.margin.b
            boxes = sorted(
                (a.y * plot, (a.text.count("<br>") + 1) * 17.5)
                for a in layout.annotations
                if a.x == 1 and a.xref == "paper"
            )
            for (low, tall), (high, taller) in pairwise(boxes):
                assert high - low >= (tall + taller) / 2 - 1, chart.concept

    def test_what_is_not_everything_says_so(self, tables: Tables) -> None:
        chosen = tables.select(Selection(supplement=False, vintage="2023-12-31"))
        foot = notes(_any(chosen))[2]
        assert "Five reports only" in foot
        assert "As known on 31 December 2023" in foot.replace("\n", " ")
        first = tables.select(Selection(vintage="first"))
        assert "As first printed" in notes(draw(first, "satisfaction", "en"))[2]


def _any(tables: Tables) -> Chart:
    concept = next(
        d.concept for d in tables.definitions.values() if drawable(tables.concept(d.concept))
    )
    return draw(tables, concept, "en")


class TestMarks:
    def test_size_and_shape_tell_where_a_point_comes_from(self, tables: Tables) -> None:
        series = tables.series("satisfaction")
        (trace,) = draw(tables, "satisfaction", "zh").figure.data
        for point, size, symbol in zip(
            series.points, trace.marker.size, trace.marker.symbol, strict=True
        ):
            assert size == SIZES[provenance(series, point)]
            assert (symbol == "x-thin") is point.derived
        found = {p.period.code: provenance(series, p) for p in series.points}
        assert found["2012"] == found["2022"] == found["2023"] == "report"
        assert found["2014"] == "derived"
        assert found["2025"] == "supplement"

    def test_the_legend_names_only_what_is_there(self, tables: Tables, reports: Tables) -> None:
        under = notes(draw(tables, "satisfaction", "en"))[1].replace("\n", " ")
        for words in ("large marks: in the five reports", "small marks: supplement", "✕ derived"):
            assert words in under
        assert "marks" not in notes(draw(reports, "satisfaction", "en"))[1]
        under = notes(draw(tables, "ic_layout_certificates_yearly", "en"))[1].replace("\n", " ")
        assert "light bars: supplement" in under
        assert "dark bars" not in under

    def test_a_bound_of_a_report_does_not_make_a_figure_its_own(self, tables: Tables) -> None:
        """The reports print 8,000 or more for 2023; 8,539.9 comes from elsewhere."""
        series = tables.series("pledge_financing")
        found = {p.period.code: provenance(series, p) for p in series.points}
        assert found["2022"] == "report"
        assert found["2023"] == "supplement"

    def test_the_legend_names_only_what_is_drawn(self, tables: Tables) -> None:
        """The report's eleven months of 2022 give way to the whole year."""
        _, under, foot = notes(draw(tables, "royalties_trade", "en"))[:3]
        assert "dark bars" not in under
        assert "CNIPA work report" not in foot
        assert "Bastille Post" in foot, "a source of the derived figure"

    def test_bars_of_the_supplement_are_lighter(self, tables: Tables) -> None:
        bars = draw(tables, "patent_intensive_value_added", "zh").figure.data[0]
        own = PALETTES["light"].marks[0]
        colours = dict(zip(range(2018, 2025), bars.marker.color, strict=True))
        assert colours[2021] == colours[2022] == own
        assert colours[2018] == colours[2020] != own
        assert colours[2024] == PALETTES["light"].paper, "a bound is hollow"

    def test_a_part_of_a_year_gives_way_to_the_whole(self, tables: Tables) -> None:
        bars = draw(tables, "royalties_trade", "zh").figure.data[0]
        assert len(bars.x) == 6
        assert set(bars.marker.pattern.shape) == {"", "x"}

    def test_a_derived_point_shows_its_arithmetic(self, tables: Tables) -> None:
        (trace,) = draw(tables, "satisfaction", "en").figure.data
        assert "68.72分 + 0.71" in trace.hovertext[2]
        assert "not found in print" in trace.hovertext[2]


class TestExplorer:
    def view(self, tables: Tables, *series: str, kind: Transform = "none") -> Exploration:
        return Exploration(tables, Choice(series, kind))

    def test_breaks_legend_and_selection_stand_on_a_view(self, tables: Tables) -> None:
        chosen = tables.select(Selection(vintage="2025-12-31"))
        chart = draw_view(self.view(chosen, "patent_intensive_share_gdp", "gii_rank"), "en")
        rules = [s for s in chart.figure.layout.shapes if s.line.dash == "dash"]
        assert len(rules) == 2
        _, under, foot = (t.replace("\n", " ") for t in notes(chart)[:3])
        assert "small marks: supplement" in under
        assert "As known on 31 December 2025" in foot
        assert "① Break before 2011" in foot
        assert "② Break before 2023" in foot

    def test_files_state_tier_and_what_is_in_view(self, tables: Tables, reports: Tables) -> None:
        every = points.frame(self.view(tables, "satisfaction"), "en")
        assert set(every["in_view"]) == {"all-last"}
        assert set(every["tier"]) >= {"report", "supplement"}
        only = points.frame(self.view(reports, "satisfaction"), "en")
        assert set(only["in_view"]) == {"reports-last"}
        assert set(only["tier"]) == {"report"}
        assert any(
            "[Supplement]" in r["source"]
            for r in points.rows(self.view(tables, "satisfaction"), "en")
        )

    def test_lines_of_an_index_and_a_share_keep_to_their_segments(self, tables: Tables) -> None:
        (made,) = self.view(tables, "satisfaction", kind="index").results
        assert [p.joined for p in made.points] == [False] + [True] * 13
        (shares,) = self.view(tables, "high_value_invention_patents", kind="share").results
        assert [p.joined for p in shares.points] == [False, True, True]


class TestEconomies:
    def test_paths_of_ranks_run_downward_with_china_above_the_rest(self, tables: Tables) -> None:
        chart = paths(tables, "gii_rank", "en")
        axis = chart.figure.layout.yaxis
        assert axis.range[0] > axis.range[1]
        assert all(t == int(t) for t in axis.tickvals)
        accent = PALETTES["light"].accent
        coloured = [t for t in chart.figure.data if t.line.color == accent]
        assert {t.name for t in coloured} == {"China"}
        assert chart.figure.data[-1].name == "China", "drawn last"
        names = "".join(notes(chart))
        for name in ("China 10th", "United States 3rd", "India 38th", "Germany 9th (2024)"):
            assert name in names

    def test_paths_do_not_cross_a_break(self, tables: Tables) -> None:
        chart = paths(tables, "patent_applications_residents", "zh")
        own = [t for t in chart.figure.data if t.name == "中国"]
        assert [len(t.x) for t in own] == [7, 5]

    def test_one_economy_is_no_comparison(self, reports: Tables) -> None:
        assert [s.area for s in compared(reports, "gii_rank")] == ["CN"]
        with pytest.raises(ValueError, match="fewer than two"):
            paths(reports, "gii_rank", "zh")
        with pytest.raises(ValueError, match="fewer than three"):
            ranking(reports, "gii_rank", "zh")

    def test_a_ranking_is_of_one_year_and_in_order(self, tables: Tables) -> None:
        made = rank_economies(tables, "patent_applications_residents")
        assert made.period.code == "2021"
        values = [s.latest.figure.value for s in made.series]
        assert values == sorted(values, reverse=True)
        assert len(values) == 20
        assert [s.area for s in made.series][:5] == ["CN", "US", "JP", "KR", "DE"]
        assert "WLD" not in {s.area for s in made.series}
        chart = ranking(tables, "patent_applications_residents", "en")
        assert "world: 2,385,200 applications" in notes(chart)[1]
        assert list(chart.figure.data[0].text)[:2] == ["1,426,644", "262,244"]

    def test_the_year_of_a_ranking_is_one_that_most_have(self, tables: Tables) -> None:
        # Only a few economies have a figure of 2024.
        assert rank_economies(tables, "ip_charges_receipts").period.code == "2023"

    def test_receipts_stand_against_payments(self, tables: Tables) -> None:
        chart = balance(tables, "ip_charges_receipts", "ip_charges_payments", "en")
        lines = [t for t in chart.figure.data if t.mode == "lines"]
        receipts, payments = (t for t in chart.figure.data if t.mode == "markers")
        assert len(lines) == len(receipts.x) == len(payments.x) == 20
        place = [s.area for s in chart.series][::2].index("CN")
        assert receipts.x[place] == pytest.approx(10.9126, abs=1e-3)
        assert payments.x[place] == pytest.approx(42.7275, abs=1e-3)
        assert "● Receipts (exports)" in notes(chart)[1]

    def test_rankings_say_that_all_is_from_the_supplement(self, tables: Tables) -> None:
        for chart in (
            ranking(tables, "patent_applications_residents", "en"),
            balance(tables, "ip_charges_receipts", "ip_charges_payments", "en"),
        ):
            assert "all from the supplement" in notes(chart)[1].replace("\n", " ")

    def test_china_is_the_coloured_bar(self, tables: Tables) -> None:
        chart = ranking(tables, "patent_applications_residents", "en")
        colours = list(chart.figure.data[0].marker.color)
        assert colours[0] == PALETTES["light"].accent
        assert len(set(colours[1:])) == 1 != colours[0]

    def test_a_chart_of_another_economy_names_it(self, tables: Tables) -> None:
        chart = draw(tables, "gii_rank", "en", area="US")
        assert "United States" in chart.alt
        assert card(tables, tables.series("gii_rank", "US"), "en").scope.startswith("United States")

    def test_more_than_nine_breaks_have_numbers(self) -> None:
        many = [Break(datetime(2000 + n, 1, 1), str(n), ("why",)) for n in range(12)]
        assert break_lines(many, "en")[11].startswith("⑫")

    def test_alternative_texts_name_the_economies(self, tables: Tables) -> None:
        for chart in (
            paths(tables, "pct_applications", "en"),
            ranking(tables, "patent_applications_residents", "en"),
        ):
            for series in chart.series:
                assert tables.label("area", series.area, "en") in chart.alt


def test_boxes_are_spread_within_the_height() -> None:
    assert spread([0.0, 1.0, 2.0], [10, 10, 10], 100) == [0.0, 10.0, 20.0]
    assert spread([95.0, 96.0, 99.0], [10, 10, 10], 100) == [75.0, 85.0, 95.0]


def test_ends_stand_in_the_order_of_the_lines() -> None:
    made = end_names([LineLabel(0.9, ("a",), 3), LineLabel(0.1, ("b",), 3)], "light")
    assert [a["text"] for a in made] == ["b", "a"]


def test_two_scopes_of_a_flow_stand_side_by_side(tables: Tables) -> None:
    receipts, payments = draw(tables, "ip_charges", "zh").figure.data
    assert len(receipts.x) == len(payments.x) == 28
    assert all(a < b for a, b in zip(receipts.x, payments.x, strict=True))
    assert receipts.marker.line.color != payments.marker.line.color


def hovers(figure: Any) -> list[str]:
    return [h for t in figure.data for h in (t.hovertext or ())]


def test_a_hover_names_economy_and_tier(tables: Tables) -> None:
    figure = paths(tables, "gii_rank", "en").figure
    us = [h for h in hovers(figure) if "United States" in h]
    assert len(us) == 16
    assert all("[Supplement]" in h for h in us)


def test_a_series_names_its_key(tables: Tables) -> None:
    assert tables.series("gii_rank").key == "gii_rank"
    series: Series = tables.series("gii_rank", "US")
    assert tables.by_key[series.key] is series
