from __future__ import annotations

import json
import re
from typing import Any

import pytest

from metrics import Tables
from metrics.charts import draw, drawable
from metrics.charts.comparison import compare
from metrics.charts.layout import TEXT_CELLS, TITLE_CELLS
from metrics.charts.template import PALETTES, Theme
from metrics.locale import LANGS, Lang
from metrics.views.themes import CHAIN, story
from metrics.wording.lines import balanced, cells, wrap

THEMES: tuple[Theme, ...] = ("light", "dark")


@pytest.fixture(scope="session")
def tables(reports: Tables) -> Tables:
    return reports


@pytest.fixture(scope="module")
def drawn(tables: Tables) -> dict[tuple[str, Lang, Theme], Any]:
    concepts = {d.concept for d in tables.definitions.values()}
    return {
        (c, lang, theme): draw(tables, c, lang, theme)
        for c in sorted(concepts)
        if drawable(tables.concept(c))
        for lang in LANGS
        for theme in THEMES
    }


def texts(figure: Any) -> list[str]:
    return [re.sub(r"<[^>]+>", "\n", a.text) for a in figure.layout.annotations]


def test_title_scope_unit_period_source_date_and_version_are_inside(
    tables: Tables, drawn: dict[tuple[str, Lang, Theme], Any]
) -> None:
    for (concept, lang, _), chart in drawn.items():
        head, under, foot = (t.replace("\n", "").replace(" ", "") for t in texts(chart.figure)[:3])
        definition = chart.series[0].definition
        assert head == definition.name(lang).replace(" ", ""), concept
        if len(chart.series) == 1:
            scope = tables.label("scope", definition.scope, lang).replace(" ", "")
            assert scope in under, concept
        points = [p for s in chart.series for p in s.points]
        last = max(p.period for p in points).label(lang).replace(" ", "")
        assert last in under, concept
        for point in points:
            assert point.source.cite(lang).replace(" ", "") in foot, concept
        assert tables.version in foot


def test_lines_fit_a_narrow_screen(drawn: dict[tuple[str, Lang, Theme], Any]) -> None:
    for (concept, _, _), chart in drawn.items():
        head, under, foot = texts(chart.figure)[:3]
        assert all(cells(line) <= TITLE_CELLS for line in head.split("\n")), concept
        assert all(cells(line) <= TEXT_CELLS for line in (under + "\n" + foot).split("\n")), concept


def test_one_trace_a_segment_and_none_across(drawn: dict[tuple[str, Lang, Theme], Any]) -> None:
    for (concept, _, _), chart in drawn.items():
        if chart.figure.data[0].type != "scatter":
            continue
        segments = [seg for s in chart.series for seg in s.segments]
        assert [len(t.x) for t in chart.figure.data] == [len(seg) for seg in segments], concept
        for trace, segment in zip(chart.figure.data, segments, strict=True):
            assert not trace.connectgaps
            assert len({p.definition.scope for p in segment}) == 1
            bounded = [p.figure.one_sided for p in segment]
            assert not any(bounded) or len(bounded) == 1


def test_bounds_are_hollow_with_a_whisker_to_the_open_side(
    drawn: dict[tuple[str, Lang, Theme], Any],
) -> None:
    marks = drawn["valid_trademarks", "zh", "light"].figure.data[0]
    assert marks.marker.color == (PALETTES["light"].paper,)
    assert marks.error_y.array[0] > 0
    assert marks.error_y.arrayminus[0] == 0
    assert marks.text[0] == "超3,000"
    bars = drawn["pledge_financing", "zh", "light"].figure.data[0]
    assert list(bars.marker.color) == [PALETTES["light"].marks[0], PALETTES["light"].paper]
    assert bars.error_y.array[0] is None
    assert bars.error_y.array[1] > 0
    multiple = drawn["pledge_financing_decade_multiple", "en", "dark"].figure.data[0]
    assert multiple.error_y.array[0] > 0
    assert multiple.error_y.arrayminus[1] > 0


def test_part_years_are_hatched_and_as_wide_as_they_are_long(
    drawn: dict[tuple[str, Lang, Theme], Any],
) -> None:
    bars = drawn["royalties_trade", "zh", "light"].figure.data[0]
    assert list(bars.marker.pattern.shape) == ["/", "/"]
    assert bars.width[0] / bars.width[1] == pytest.approx(334 / 182)
    year = drawn["patent_intensive_value_added", "zh", "light"].figure.data[0]
    assert list(year.marker.pattern.shape) == ["", "", ""]


def test_bars_start_at_zero_and_an_axis_that_does_not_says_so(
    drawn: dict[tuple[str, Lang, Theme], Any],
) -> None:
    for (concept, lang, _), chart in drawn.items():
        low = min(chart.figure.layout.yaxis.range)
        if chart.figure.data[0].type == "bar":
            assert low == 0, concept
        elif chart.series[0].definition.measure != "rank":
            said = {"zh": "纵轴不从零起", "en": "axis does not start at zero"}[lang]
            assert (said in texts(chart.figure)[1]) is (low > 0), concept


def test_ranks_run_downward_in_whole_numbers(drawn: dict[tuple[str, Lang, Theme], Any]) -> None:
    axis = drawn["gii_rank", "en", "light"].figure.layout.yaxis
    assert axis.range[0] > axis.range[1]
    assert list(axis.tickvals) == [11, 12]


def test_no_si_letters_and_ticks_at_the_years_present(
    drawn: dict[tuple[str, Lang, Theme], Any],
) -> None:
    for (concept, _, _), chart in drawn.items():
        layout = json.loads(chart.figure.to_json())["layout"]
        for axis in (layout["xaxis"], layout["yaxis"]):
            assert axis["tickvals"], concept
            assert len(axis["tickvals"]) == len(axis["ticktext"])
            assert not any(re.search(r"\d[kMGB]\b", t) for t in axis["ticktext"]), concept


def test_hover_gives_printed_value_interval_period_status_source_locator(
    tables: Tables, drawn: dict[tuple[str, Lang, Theme], Any]
) -> None:
    hover = drawn["invention_patents_in_force", "zh", "light"].figure.data[0].hovertext[1]
    for part in (
        "421.2万件",
        "4,211,500—4,212,500件",
        "2022年底",
        "正常",
        "局长会议工作报告",
        "新时代十年",
    ):
        assert part in hover
    for (concept, lang, _), chart in drawn.items():
        count = sum(len(t.hovertext) for t in chart.figure.data)
        assert count == sum(len(s.points) for s in chart.series), concept
        for series in chart.series:
            for point in series.points:
                assert any(
                    point.figure.printed in h and tables.locator(point.locator, lang) in h
                    for t in chart.figure.data
                    for h in t.hovertext
                ), concept


def test_alternative_texts_name_every_point(drawn: dict[tuple[str, Lang, Theme], Any]) -> None:
    for (concept, lang, _), chart in drawn.items():
        for series in chart.series:
            for point in series.points:
                assert point.period.label(lang) in chart.alt, concept
    assert "超3,000万件" in drawn["valid_trademarks", "zh", "light"].alt
    assert "more than 30 million" in drawn["valid_trademarks", "en", "light"].alt


def test_no_chinese_in_an_english_chart_but_the_printed_form(
    drawn: dict[tuple[str, Lang, Theme], Any],
) -> None:
    for (concept, lang, _), chart in drawn.items():
        if lang == "en":
            shown = texts(chart.figure) + [t.name or "" for t in chart.figure.data] + [chart.alt]
            assert not re.search(r"[一-鿿]", "".join(shown)), concept


def test_a_single_figure_is_never_a_chart(tables: Tables) -> None:
    with pytest.raises(ValueError, match="single figures"):
        draw(tables, "rcep_obligations", "zh")


def test_each_theme_of_the_chain_has_its_story(tables: Tables) -> None:
    for theme in (*CHAIN, "governance"):
        for lang in LANGS:
            (chart,) = story(tables, theme, lang, "light")
            assert sum(len(s.points) for s in chart.series) > 1
            assert chart.alt


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        line = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_contrast(theme: Theme) -> None:
    colours = PALETTES[theme]
    for ink in (colours.ink, colours.soft, colours.accent):
        assert contrast(ink, colours.paper) >= 4.5
    for mark in colours.marks:
        assert contrast(mark, colours.paper) >= 3


class TestWrap:
    def test_no_line_starts_with_closing_punctuation(self) -> None:
        for width in range(8, 40):
            for line in wrap("来源：《求是》（2024-08-20）；工作报告（2023），新华社。", width):
                assert line[0] not in "，。；：）》"

    def test_a_date_is_not_torn(self) -> None:
        for width in range(12, 30):
            lines = wrap("期间系推定：2022年、2024年8月20日", width)
            assert any("2024年8月20日" in line for line in lines)

    def test_balanced_has_as_few_lines(self) -> None:
        title = "Average examination time, trademark registration"
        assert len(balanced(title, 40)) == len(wrap(title, 40)) == 2


def test_a_comparison_is_of_the_figures_that_it_shows(tables: Tables) -> None:
    series = tables.series("satisfaction")
    assert len(series.points) > 1
    (shown,) = compare(tables, "services", [series], "en", "light").series
    assert shown.points == (series.latest,)
