"""The sheet Charts: its charts point at the numbers beside them, which are those of the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from metrics import Tables
from metrics.charts.compile import compile_view
from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import Choice, Exploration
from metrics.exports.workbook import SummaryPlan
from metrics.exports.workbook.summary.chart_choice import chosen
from metrics.exports.workbook.summary.charts_sheet import ChartsSheet, charts_sheet, places
from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang
from metrics.views.extracts import extract, of_view
from metrics.views.filters import Filters
from metrics.views.pages import overview
from metrics.views.stories import story_charts
from tests.books import DAY, descriptions, made, opened, results

NAMES: dict[Lang, str] = {"zh": "图表", "en": "Charts"}
VIEWS = {
    "index": Choice(("invention_patents_in_force", "pledge_financing", "satisfaction"), "index"),
    "growth": Choice(("pledge_financing",), "pct"),
    "change": Choice(("pledge_financing", "gii_rank", "patent_intensive_share_gdp"), "change"),
    # The two stand in unlike units: patents in thousands and in tens of thousands.
    "share": Choice(("pct_received_foreign", "high_value_invention_patents"), "share"),
}


def plan_of(tables: Tables, lang: Lang = "en", **filters: Any) -> SummaryPlan:
    return SummaryPlan(extract(tables, Filters(**filters), lang), lang, DAY)


def view_plan(tables: Tables, choice: Choice, lang: Lang = "en") -> SummaryPlan:
    view = Exploration(tables, choice)
    return SummaryPlan(of_view(view), lang, DAY, view)


def block(plan: SummaryPlan, sheet: Any) -> list[dict[str, Any]]:
    """Return the rows of the numbers by the keys of their columns."""
    own = ChartsSheet(plan).block
    first = own.left
    return [
        dict(zip(own.columns, (c.value for c in row), strict=True))
        for row in sheet.iter_rows(
            min_row=HEADER + 1, min_col=first, max_col=first + len(own.columns) - 1
        )
    ]


def pointed(book: Any, reference: str) -> list[Any]:
    """Return the values of the cells that a chart points at."""
    name, _, cells = reference.rpartition("!")
    left, top, right, bottom = range_boundaries(cells.replace("$", ""))
    sheet = book[name.strip("'")]
    found = sheet.iter_rows(
        min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True
    )
    return [value for row in found for value in row]


def drawn(book: Any, chart: Any) -> list[float]:
    """Return the values that a chart draws, but for levels to compare with."""
    values = []
    for series in chart.series:
        dashed = series.graphicalProperties.line
        if dashed.prstDash == "dash" and dashed.width == 12700:
            continue
        cells = getattr(series, "yVal", None) or series.val
        values += [v for v in pointed(book, cells.numRef.f) if v is not None]
    return values


def titled(chart: Any) -> str:
    """Return the words of the title of a chart in one line."""
    return " ".join(run.t for p in chart.title.tx.rich.p for run in p.r or ())


def colour_of(fill: Any) -> str:
    """Return the six digits of a colour, however it is read back."""
    return fill if isinstance(fill, str) else str(getattr(fill.srgbClr, "val", fill.srgbClr))


def plain(words: str) -> str:
    return re.sub(r"\s", "", words)


def specified(specs: tuple[ChartSpec, ...]) -> list[list[float]]:
    return [sorted(m.value for m in plot.marks) for spec in specs for plot in spec.plots]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("filters", [{}, {"theme": "utilisation"}, {"indicators": ("gii_rank",)}])
def test_charts_point_at_the_marks_of_the_pages(
    tables: Tables, lang: Lang, filters: dict[str, Any]
) -> None:
    plan = plan_of(tables, lang, **filters)
    book = results(made(plan))
    specs = chosen(plan)
    charts = book[NAMES[lang]]._charts
    assert len(charts) == len(specs)
    for chart, spec, wanted in zip(charts, specs, specified(specs), strict=True):
        found = sorted(drawn(book, chart))
        if spec.plots[0].unit == "%" and any("growth" in spec.id for _ in found):
            # Growth is rounded to what its figures allow.
            assert found == pytest.approx(wanted, abs=0.05)
        else:
            assert found == pytest.approx(wanted, rel=1e-12)
        assert plain(titled(chart)) == plain(spec.text.title)


def test_everything_has_the_charts_of_the_overview(tables: Tables) -> None:
    page = overview(tables, "en")
    assert page.lead is not None
    wanted = [page.lead.id, *(c.spec.id for c in page.charts)]
    assert [spec.id for spec in chosen(plan_of(tables))] == wanted
    assert 6 <= len(wanted) <= 8


def test_a_theme_has_the_charts_of_its_story(tables: Tables) -> None:
    wanted = [c.spec.id for c in story_charts(tables, "utilisation", "en", 8)]
    assert [spec.id for spec in chosen(plan_of(tables, theme="utilisation"))] == wanted


def test_one_indicator_has_its_chart_and_those_of_economies(tables: Tables) -> None:
    found = [spec.id for spec in chosen(plan_of(tables, indicators=("gii_rank",)))]
    # The paths of economies tell what the chart of China alone tells.
    assert found == ["gii_rank-paths", "gii_rank-ranking"]


def test_where_nothing_can_be_drawn_there_is_no_sheet(tables: Tables) -> None:
    # A single figure has no course.
    plan = plan_of(tables, indicators=("satisfaction",), year="2025")
    assert charts_sheet(plan) is None
    assert NAMES["en"] not in [part.name for part in plan.book.parts]


@pytest.mark.parametrize("lang", LANGS)
def test_two_pages_of_a4_and_nothing_of_the_numbers_on_them(tables: Tables, lang: Lang) -> None:
    sheet = opened(made(plan_of(tables, lang)))[NAMES[lang]]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert len(sheet.row_breaks.brk) == 1
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    plan = plan_of(tables, lang)
    _, _, right, bottom = range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))
    assert right < ChartsSheet(plan).block.left
    # Twelve millimetres of a row, at the size that is printed; the paper has 297 by 210.
    scale = sheet.page_setup.scale / 100
    points = [sheet.row_dimensions[row].height for row in range(1, bottom + 1)]
    broken = sheet.row_breaks.brk[0].id
    heads = sum(points[:2])
    for page in (sum(points[:broken]), heads + sum(points[broken:])):
        assert page * scale <= (210 / 25.4 - 0.5 - 0.6) * 72
    for chart in sheet._charts:
        # Columns are up to a fifth wider where a face is missing: 44 pixels, three quarters points.
        left = chart.anchor._from.col * 44 * 0.75 * 1.2
        assert (left + chart.anchor.ext.width / 12700) * scale <= (297 / 25.4 - 0.8) * 72


def test_up_to_four_charts_take_one_page(tables: Tables) -> None:
    sheet = opened(made(plan_of(tables, indicators=("gii_rank",))))["Charts"]
    assert len(sheet._charts) == 2
    assert not sheet.row_breaks.brk


@pytest.mark.parametrize("count", range(1, 9))
def test_pages_are_full_and_no_chart_lies_on_another(count: int) -> None:
    taken = [
        (p.page, p.row + down, p.column + right)
        for p in places(count)
        for down in range(1 + p.high)
        for right in range(1 + p.wide)
    ]
    assert len(taken) == len(set(taken)) == 4 * (1 if count <= 4 else 2)


@pytest.mark.parametrize("lang", LANGS)
def test_each_chart_says_what_it_shows(tables: Tables, lang: Lang) -> None:
    plan = plan_of(tables, lang)
    told = [text for found in descriptions(made(plan)).values() for text in found]
    assert all(told)
    assert {spec.text.alt for spec in chosen(plan)} <= set(told)


def test_what_stands_as_a_number_in_series_is_live_and_all_else_is_not(tables: Tables) -> None:
    plan = plan_of(tables, "zh", indicators=("pledge_financing",))
    content = made(plan)
    rows = block(plan, opened(content)["图表"])
    shown = block(plan, results(content)["图表"])
    by_label = {str(r["label"]): r["value"] for r in rows}
    # Above 1,224 in 2018 is a bound; of 2024 nine months are told; of 2016 and 2017 nothing is.
    assert by_label["2018"] == 1224
    assert by_label["2024\n1—9月"] == 7922.3
    assert by_label["2016"] is by_label["2017"] is None
    live = {label for label, value in by_label.items() if str(value).startswith("=")}
    assert live == {"2015", "2019", "2020", "2021", "2022", "2023"}
    assert all('MATCH("pledge_financing",' in by_label[label] for label in live)
    assert {str(r["label"]): r["value"] for r in shown}["2023"] == 8539.9


def test_other_economies_are_live_from_their_own_sheet(tables: Tables) -> None:
    plan = plan_of(tables, indicators=("gii_rank",))
    rows = block(plan, opened(made(plan))["Charts"])
    found = [r["value"] for r in rows if 'MATCH("gii_rank@US",' in str(r["value"])]
    assert found
    assert all(value.startswith("=INDEX('Economies'!") for value in found)


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_has_its_transform_as_live_formulas(tables: Tables, name: str) -> None:
    plan = view_plan(tables, VIEWS[name])
    assert plan.view is not None
    content = made(plan)
    rows = block(plan, opened(content)["Charts"])
    shown = block(plan, results(content)["Charts"])
    spec = compile_view(plan.view, "en")
    assert len(rows) >= sum(len(found) for found in specified((spec,)))
    computed = [(r, s) for r, s in zip(rows, shown, strict=True) if r["base"] is not None]
    letters = {ChartsSheet(plan).block.letter(key) for key in ("base", "own")}
    for row, result in computed:
        cells = set(re.findall(r"\b([A-Z]+)\d+\b", row["value"].replace("ROUND", "")))
        assert cells == letters
        assert isinstance(result["value"], int | float)
    points = [p for panel in plan.view.panels for r in panel.results for p in r.points]
    assert len(computed) == sum(p.value is not None for p in points)


def test_a_printed_bound_is_a_dashed_line_across_the_bars(tables: Tables) -> None:
    plan = view_plan(tables, Choice(("pledge_financing_yearly_growth",)))
    book = results(made(plan))
    (chart,) = book["Charts"]._charts
    bars, dashed = chart._charts
    (level,) = dashed.series
    assert set(pointed(book, level.val.numRef.f)) == {40}
    assert len(pointed(book, level.val.numRef.f)) == len(pointed(book, bars.series[0].val.numRef.f))
    # All bars are higher, so that its words have no room over one.
    assert not level.dLbls.dLbl
    foot = " ".join(run.t for p in chart.x_axis.title.tx.rich.p for run in p.r)
    assert "- - report: at least 40%" in foot


def test_the_sheet_says_what_its_marks_mean(tables: Tables) -> None:
    sheet = opened(made(plan_of(tables, indicators=("pledge_financing",))))["Charts"]
    told = " ".join(str(c.value) for c in sheet[1] if c.value)
    assert "hollow: a bound" in told
    assert "hatched: part of a year" in told
    assert "implied" not in told


def test_each_panel_of_a_view_has_a_finding_of_its_own(tables: Tables) -> None:
    specs = chosen(view_plan(tables, VIEWS["change"]))
    assert len(specs) == 3
    assert len({spec.text.title for spec in specs}) == 3
    assert all(len(spec.plots) == 1 for spec in specs)


def test_a_ranking_shows_what_it_has_room_for_and_says_so(tables: Tables) -> None:
    plan = plan_of(tables, "en", theme="international")
    place = [spec.plots[0].kind for spec in chosen(plan)].index("pairs")
    chart = opened(made(plan))["Charts"]._charts[place]
    names = pointed(opened(made(plan)), chart.series[0].cat.strRef.f)
    every = [tick.label for tick in chosen(plan)[place].plots[0].along.ticks]
    assert len(names) < len(every)
    assert "China" in names
    foot = " ".join(run.t for p in chart.y_axis.title.tx.rich.p for run in p.r)
    assert f"{len(names)} of {len(every)} shown" in foot


def test_growth_of_pledge_financing_in_2023_is_75_4_per_cent(tables: Tables) -> None:
    plan = view_plan(tables, VIEWS["growth"])
    rows = block(plan, results(made(plan))["Charts"])
    (row,) = [r for r in rows if r["period"] == "2023"]
    # 853.99 billion after 486.88 billion.
    assert (row["base"], row["own"], row["value"]) == (486.88, 853.99, 75.4)


def test_bounds_are_hollow_and_parts_of_years_hatched(tables: Tables) -> None:
    plan = plan_of(tables, indicators=("pledge_financing",))
    (chart,) = opened(made(plan))["Charts"]._charts
    (bars,) = chart.series
    looks = {point.idx: point.graphicalProperties for point in bars.dPt}
    # From 2015 on: the bound of 2018 is the fourth, nine months of 2024 the tenth.
    assert looks.keys() == {3, 9}
    assert colour_of(looks[3].solidFill) == "FFFFFF"
    assert looks[9].pattFill.prst == "wdUpDiag"


def test_no_line_crosses_a_break(tables: Tables) -> None:
    plan = plan_of(tables, indicators=("gii_rank",))
    chart = opened(made(plan))["Charts"]._charts[0]
    # 2010 stands alone: from 2011 on others made the ranking.
    own = [s.yVal.numRef.f for s in chart.series if s.tx.v == "China"]
    tops = [re.findall(r"\d+", cells) for cells in own]
    assert [int(last) - int(first) + 1 for first, last in tops] == [1, 15]


def test_economies_are_grey_lines_with_their_names_at_the_end(tables: Tables) -> None:
    plan = plan_of(tables, indicators=("gii_rank",))
    chart = opened(made(plan))["Charts"]._charts[0]
    spec = chosen(plan)[0]
    assert chart.legend is None
    named: dict[str, list[str]] = {}
    for series in chart.series:
        colour = colour_of(series.graphicalProperties.line.solidFill)
        labels = series.dLbls.dLbl if series.dLbls else []
        named.setdefault(colour, []).extend(series.tx.v for s in labels if s.showSerName)
    accent, others = named.pop("12436D"), [name for names in named.values() for name in names]
    assert accent == ["China"]
    assert sorted(others) == sorted(s.name for s in spec.series if s.name != "China")


def test_the_source_is_the_first_alone(tables: Tables) -> None:
    plan = plan_of(tables, indicators=("satisfaction",))
    (chart,) = opened(made(plan))["Charts"]._charts
    foot = " ".join(run.t for p in chart.x_axis.title.tx.rich.p for run in p.r)
    (spec,) = chosen(plan)
    first = next(cited for _, cited in spec.text.sources if cited in spec.text.source)
    assert f"Source: {first} and others" in foot
    assert "more" not in foot


def test_a_target_is_a_dashed_line_with_its_words(tables: Tables) -> None:
    plan = plan_of(tables, theme="creation")
    place = [spec.id for spec in chosen(plan)].index("high_value_invention_patents_per_10k")
    book = results(made(plan))
    level = book["Charts"]._charts[place].series[-1]
    assert set(pointed(book, level.yVal.numRef.f)) == {12}
    assert "target for 2025" in level.tx.v
