"""What an address shows: every chart of a page, figures, tables, views of the explorer."""

from __future__ import annotations

from typing import Any

import pytest

from metrics import Tables
from metrics.briefing.addresses import (
    MOST_PANELS,
    chart_view,
    explorer_views,
    indicator_view,
    kind_of,
)
from metrics.briefing.deck import DeckError
from metrics.briefing.exhibits import MOST_ROWS, exhibit, names_of
from metrics.charts.base import Chart
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.results import words_of
from metrics.locale import LANGS, Lang, text
from metrics.rules.transforms import TRANSFORMS, Transform
from metrics.views.themes import THEMES, overview, theme_view
from metrics.views.themes import indicator_view as page_of

# Six series of five units, which have no period but 2020 and later ones in common.
SIX = (
    "pledge_financing",
    "invention_exam_months",
    "trademarks_registered",
    "royalties_trade",
    "pct_applications",
    "trademark_exam_months",
)


def charts_of_pages(tables: Tables, lang: Lang) -> list[Chart]:
    themes = [c for t in THEMES for c in theme_view(tables, t, lang, "light").charts]
    return [*themes, *overview(tables, lang, "light").charts]


def hovers(figure: Any) -> list[str]:
    return [h for t in figure.data for h in (() if t.hovertext is None else t.hovertext)]


def assert_found(tables: Tables, chart: Chart, lang: Lang) -> None:
    found = exhibit(tables, chart_view(chart), lang)
    assert found.chart is not None
    assert found.kind == kind_of(found.view) == "chart"
    assert found.texts == chart.texts
    assert found.chart.concept == chart.concept
    assert len(found.chart.figure.data) == len(chart.figure.data)
    # Each fact is drawn once, and nothing else is.
    assert len(found.facts) == len({id(o) for o in found.facts}) == len(hovers(chart.figure))
    assert found.finding
    assert found.alt == chart.alt


class TestCharts:
    @pytest.mark.parametrize("lang", LANGS)
    def test_every_chart_of_a_page_is_found_again(self, tables: Tables, lang: Lang) -> None:
        charts = charts_of_pages(tables, lang)
        assert len(charts) == 50
        for chart in charts:
            assert_found(tables, chart, lang)

    def test_so_it_is_among_the_reports_alone(self, reports: Tables) -> None:
        charts = charts_of_pages(reports, "zh")
        assert "governance" in {c.concept for c in charts}
        for chart in charts:
            assert_found(reports, chart, "zh")

    def test_every_chart_of_an_indicator_is_found_again(self, tables: Tables) -> None:
        found: dict[str, Chart] = {}
        for series in tables.by_key.values():
            for chart in page_of(tables, series, "en", "light").charts:
                found.setdefault(chart_view(chart), chart)
        assert {a.partition("&")[2] for a in found} >= {
            "area=US",
            "chart=paths",
            "chart=ranking",
            "chart=balance",
        }
        for chart in found.values():
            assert_found(tables, chart, "en")

    def test_addresses_written_out(self, tables: Tables) -> None:
        series = tables.series("gii_rank", "US")
        assert indicator_view(series, show="figure") == "indicator?id=gii_rank&area=US&show=figure"
        assert indicator_view(tables.series("gii_rank")) == "indicator?id=gii_rank"
        charts = page_of(tables, tables.series("gii_rank"), "en", "light").charts
        assert list(map(chart_view, charts)) == [
            "indicator?id=gii_rank",
            "indicator?id=gii_rank&chart=paths",
        ]

    def test_the_facts_are_the_points_of_the_series(self, tables: Tables) -> None:
        found = exhibit(tables, "indicator?id=gii_rank&area=US", "en")
        assert found.facts == tables.series("gii_rank", "US").points
        # A part of a year that has given way to the whole year is not drawn.
        flow = exhibit(tables, "indicator?id=royalties_trade", "en")
        assert len(flow.facts) < len(tables.series("royalties_trade").points)


class TestFigures:
    @pytest.mark.parametrize("lang", LANGS)
    def test_every_series_has_a_figure(self, tables: Tables, lang: Lang) -> None:
        for series in tables.by_key.values():
            found = exhibit(tables, indicator_view(series, show="figure"), lang)
            assert found.card is not None
            assert found.kind == kind_of(found.view) == "figure"
            assert found.texts.title == series.definition.name(lang)
            assert found.facts[0] is series.latest
            # The base is a fact where a change is told from it, and else is not.
            assert len(found.facts) == 1 + (series.base is not None and found.card.change != "")
            assert found.texts.footer[-1] == text(lang)("chart.version", version=tables.version)

    def test_a_figure_written_out(self, tables: Tables) -> None:
        found = exhibit(tables, "indicator?id=pledge_financing&show=figure", "en")
        assert found.card is not None
        assert str(found.card.value) == "CNY 853.99 billion"
        assert found.card.change == "up by 906.5% on 2015"
        assert [o.period.code for o in found.facts] == ["2023", "2015"]
        assert found.texts.subtitle[1].startswith("2023 · ")


class TestTables:
    @pytest.mark.parametrize("lang", LANGS)
    def test_a_table_has_the_latest_rows(self, tables: Tables, lang: Lang) -> None:
        found = exhibit(tables, "indicator?id=gii_rank&show=table", lang)
        points = tables.series("gii_rank").points
        assert found.grid is not None
        assert found.kind == kind_of(found.view) == "table"
        assert len(found.grid.rows) == MOST_ROWS < len(points)
        latest = points[::-1][:MOST_ROWS]
        assert [row[0] for row in found.grid.rows] == [o.period.label(lang) for o in latest]
        assert set(found.facts) == set(latest)
        told = text(lang)("briefing.latest_rows", shown=MOST_ROWS, count=len(points))
        assert told in found.texts.footer
        assert found.texts.footer[-1] == text(lang)("chart.version", version=tables.version)

    def test_a_table_written_out(self, tables: Tables) -> None:
        found = exhibit(tables, "explorer?s=gii_rank,gii_rank@US&from=2024&show=table", "en")
        assert found.grid is not None
        assert found.grid.columns[0] == "Period"
        assert found.grid.rows == (("2025", "10th", "3rd"), ("2024", "11th", "3rd"))
        assert not any("latest" in line for line in found.texts.footer)

    def test_a_period_that_a_series_lacks_is_an_empty_cell(self, tables: Tables) -> None:
        view = "explorer?s=gii_rank,pledge_financing&from=2023&to=2024&show=table"
        found = exhibit(tables, view, "en")
        assert found.grid is not None
        assert found.grid.rows == (
            ("2024", "11th", ""),
            ("Jan–Sep 2024", "", "CNY 792.23 billion"),
            ("2023", "12th", "CNY 853.99 billion"),
        )

    def test_a_concept_of_several_scopes_is_one_table(self, tables: Tables) -> None:
        found = exhibit(tables, "indicator?id=invention_patents_in_force&show=table", "zh")
        scopes = tables.concept("invention_patents_in_force")
        assert found.grid is not None
        assert len(found.grid.columns) == 1 + len(scopes) > 2
        # No point is hollow in a table, and none is joined to another.
        assert not {text("zh")("chart.hollow"), text("zh")("explore.unjoined")} & {
            *found.texts.footer
        }


class TestViews:
    @pytest.mark.parametrize("kind", TRANSFORMS)
    @pytest.mark.parametrize("lang", LANGS)
    def test_each_transform(self, tables: Tables, kind: Transform, lang: Lang) -> None:
        series = "pct_applications" if kind != "share" else "invention_patents_in_force_domestic"
        view = Exploration(tables, Choice((series,), kind))
        (address,) = explorer_views(view)
        found = exhibit(tables, address, lang)
        assert found.chart is not None
        assert found.exploration is not None
        points = view.results[0].points
        assert sum(len(t.x) for t in found.chart.figure.data) == len(points) > 0
        assert set(found.facts) == {o for p in points for o in p.inputs}
        (table,) = explorer_views(view, "table")
        grid = exhibit(tables, table, lang).grid
        assert grid is not None
        assert [row[1] for row in grid.rows] == [
            words_of(view.results[0], p, lang) for p in points[::-1][:MOST_ROWS]
        ]

    @pytest.mark.parametrize("kind", [t for t in TRANSFORMS if t != "share"])
    def test_many_panels_take_several_slides(self, tables: Tables, kind: Transform) -> None:
        view = Exploration(tables, Choice(SIX, kind, panels="separate"))
        assert len(view.panels) > MOST_PANELS
        addresses = explorer_views(view)
        assert len(addresses) == -(-len(view.panels) // MOST_PANELS)
        parts = [exhibit(tables, a, "en").exploration for a in addresses]
        shown = [r for p in parts if p is not None for r in p.results]
        assert sorted(r.series.key for r in shown) == sorted(SIX)
        assert all(len(p.panels) <= MOST_PANELS for p in parts if p is not None)
        # Apart they show what they show together: of an index the base too.
        together = {r.series.key: r.points for r in view.results}
        assert all(r.points == together[r.series.key] for r in shown)

    def test_the_address_holds_the_whole_choice(self, tables: Tables) -> None:
        kind = tables.codes("kind")[0]
        choice = Choice(("gii_rank@US", "gii_rank"), "change", "2016", "2015", "2020", (kind,))
        (address,) = explorer_views(Exploration(tables, choice))
        query = f"s=gii_rank@US,gii_rank&t=change&b=2016&from=2015&to=2020&ev={kind}"
        assert address == f"explorer?{query}"
        found = exhibit(tables, address, "en").exploration
        assert found is not None
        assert found.choice == choice

    def test_a_series_is_shown_once(self, tables: Tables) -> None:
        found = exhibit(tables, "explorer?s=gii_rank,gii_rank", "en")
        assert found.finding == exhibit(tables, "indicator?id=gii_rank", "en").finding


@pytest.mark.parametrize(
    ("view", "key"),
    [
        ("", "unknown_view"),
        ("nowhere", "unknown_view"),
        ("//[odd", "unknown_view"),
        ("indicator", "unknown_view"),
        ("indicator?id=nothing", "unknown_view"),
        ("indicator?id=gii_rank&area=XX", "unknown_view"),
        ("explorer?s=", "unknown_view"),
        ("explorer?s=nothing", "unknown_view"),
        ("explorer?s=gii_rank&t=log", "unknown_view"),
        ("explorer?s=" + ",".join(f"gii_rank@{a}" for a in "ABCDEFG"), "unknown_view"),
        ("governance?show=figure", "unknown_view"),
        ("creation", "undrawable"),
        ("indicator?id=plan_provinces", "undrawable"),
        ("indicator?id=pledge_financing&chart=paths", "undrawable"),
        ("indicator?id=pledge_financing&chart=ranking", "undrawable"),
        ("indicator?id=gii_rank&chart=balance", "undrawable"),
        ("explorer?s=gii_rank&from=2020&to=2010", "undrawable"),
        ("explorer?s=gii_rank&t=pct", "undrawable"),
        ("explorer?s=gii_rank&from=2020&to=2010&show=table", "undrawable"),
        ("explorer?s=" + ",".join(SIX), "panels"),
    ],
)
def test_what_is_not_found(tables: Tables, view: str, key: str) -> None:
    for lang in LANGS:
        with pytest.raises(DeckError) as fault:
            exhibit(tables, view, lang)
        assert fault.value.key == key
        assert fault.value.words(lang) == text(lang)(f"deck_fault.{key}", **fault.value.told)
        assert f"“{view}”" in fault.value.words(lang)


@pytest.mark.parametrize(
    "view",
    [
        "indicator?id=pct_applications",
        "indicator?id=pct_applications&show=figure",
        "indicator?id=gii_rank&area=US&show=table",
        "indicator?id=gii_rank&area=US&chart=paths",
        "explorer?s=pct_applications",
        "explorer?s=pct_applications,gii_rank@US&show=table",
    ],
)
def test_what_is_not_in_view(tables: Tables, reports: Tables, view: str) -> None:
    exhibit(tables, view, "en")
    with pytest.raises(DeckError) as fault:
        exhibit(reports, view, "en")
    assert fault.value.key == "out_of_view"
    assert fault.value.words("en") == (
        f"The figures of “{view}” are not in view. Show all figures, or remove it"
    )


def test_names_hold_what_the_facts_are_of(tables: Tables) -> None:
    facts = exhibit(tables, "indicator?id=high_value_invention_patents_per_10k", "zh").facts
    definition = tables.series("high_value_invention_patents_per_10k").definition
    names = names_of(tables, facts, "zh")
    assert names[0] == definition.name("zh")
    assert any(tables.label("scope", definition.scope, "zh") in name for name in names[1:])
