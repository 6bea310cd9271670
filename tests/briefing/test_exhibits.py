"""What an address shows: every chart of a page, figures, tables, views of the explorer."""

from __future__ import annotations

from datetime import date

import pytest

from metrics import Selection, Tables
from metrics.briefing.addresses import (
    MOST_PANELS,
    explorer_views,
    figure_view,
    kind_of,
    parts,
)
from metrics.briefing.deck import Deck, DeckError
from metrics.briefing.editing import added
from metrics.briefing.exhibits import MOST_ROWS, exhibit, names_of
from metrics.briefing.pages import pages
from metrics.briefing.ready import chart_views, ready, stories
from metrics.charts.compile.addresses import view_of
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.results import words_of
from metrics.locale import LANGS, Lang, text
from metrics.rules.transforms import TRANSFORMS, Transform
from metrics.views import pages as views
from metrics.views.headlines import headline, headline_series
from metrics.views.stories import THEMES, concepts_of
from metrics.wording import observations as words

# Its chart is computed from the figures that it is the growth of.
GROWTH = "pledge_financing_yearly_growth"
# Charts of all themes.
COUNT = 46
# Six series of five units, which have no period but 2020 and later ones in common.
SIX = (
    "pledge_financing",
    "invention_exam_months",
    "trademarks_registered",
    "royalties_trade",
    "pct_applications",
    "trademark_exam_months",
)


def views_of_pages(tables: Tables) -> list[str]:
    """Return the addresses of all charts of themes, each once."""
    told = [v for t in THEMES for v in stories(tables, t)]
    concepts = [c for t in THEMES for c in concepts_of(tables, t)]
    return list(dict.fromkeys([*told, *(v for c in concepts for v in chart_views(tables, c))]))


def assert_found(tables: Tables, view: str, lang: Lang) -> None:
    found = exhibit(tables, view, lang)
    assert found.spec is not None
    assert found.kind == kind_of(found.view) == "chart"
    # The chart knows the address that it is found by.
    assert exhibit(tables, found.spec.view, lang).spec == found.spec
    assert found.finding == found.spec.text.title
    assert found.texts.version == text(lang)("chart.version", version=tables.version)
    assert found.texts.source
    assert found.alt == found.spec.text.alt
    # Each fact is drawn once, and nothing else is.
    marks = [m for s in found.spec.series for m in s.marks]
    assert len(found.facts) == len({id(o) for o in found.facts})
    asked = parts(view)[1].get("id", "")
    computed = any(s.key.partition("@")[0] != asked for s in found.spec.series if asked == GROWTH)
    assert computed or len(found.facts) == len(marks) > 0


class TestCharts:
    @pytest.mark.parametrize("lang", LANGS)
    def test_every_chart_of_a_page_is_found_again(self, tables: Tables, lang: Lang) -> None:
        views = views_of_pages(tables)
        assert len(views) == COUNT
        for view in views:
            assert_found(tables, view, lang)

    def test_so_it_is_among_the_reports_alone(self, reports: Tables) -> None:
        views = views_of_pages(reports)
        assert "governance" in views
        for view in views:
            assert_found(reports, view, "zh")

    def test_every_side_of_an_indicator_is_found_again(self, tables: Tables) -> None:
        concepts = dict.fromkeys(d.concept for d in tables.definitions.values())
        views = [v for c in concepts for v in chart_views(tables, c)]
        assert {v.partition("&")[2] for v in views} >= {
            "",
            "chart=paths",
            "chart=ranking",
            "chart=balance",
        }
        for view in [*views, "indicator?id=gii_rank&area=US"]:
            assert_found(tables, view, "en")

    def test_addresses_written_out(self, tables: Tables) -> None:
        series = tables.series("gii_rank", "US")
        assert view_of(series, show="figure") == "indicator?id=gii_rank&area=US&show=figure"
        assert view_of(tables.series("gii_rank")) == "indicator?id=gii_rank"
        assert chart_views(tables, "gii_rank") == ["indicator?id=gii_rank&chart=paths"]
        assert chart_views(tables, "satisfaction") == ["indicator?id=satisfaction"]

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
            found = exhibit(tables, view_of(series, show="figure"), lang)
            assert found.card is not None
            assert found.kind == kind_of(found.view) == "figure"
            assert found.texts.title == series.definition.name(lang)
            assert found.facts[0] is series.latest
            # The base is a fact where a change is told from it, that of the reports where it is
            # told, and nothing else is.
            changed = series.base is not None and found.card.change != ""
            printed = [o for o in found.facts[1 + changed :] if o.reported]
            assert len(found.facts) == 1 + changed + len(printed)
            assert not printed or found.report
            assert found.texts.version == text(lang)("chart.version", version=tables.version)

    def test_a_figure_written_out(self, tables: Tables) -> None:
        found = exhibit(tables, "indicator?id=pledge_financing&show=figure", "en")
        assert found.card is not None
        assert str(found.card.value) == "CNY 853.99 bn"
        assert found.card.change == "+75.4% in a year"
        assert [o.period.code for o in found.facts] == ["2023", "2022", "2023"]
        assert found.report == "report: at least CNY 800 bn, 2023"
        assert found.texts.subtitle == ("Nationwide", "2023 · +75.4% in a year")

    def test_a_figure_is_told_as_on_the_overview(self, tables: Tables) -> None:
        for lang in LANGS:
            for series in headline_series(tables):
                found, told = (
                    exhibit(tables, figure_view(series), lang),
                    headline(tables, series, lang),
                )
                assert found.card is not None
                assert (found.card.label, found.card.value) == (told.label, told.value)
                assert (found.card.change, found.report) == (told.change, told.report)


class TestOlderFigures:
    """What is added is exactly what was clicked."""

    @pytest.mark.parametrize("lang", LANGS)
    def test_every_statement_of_a_series_has_its_figure(self, tables: Tables, lang: Lang) -> None:
        for series in tables.by_key.values():
            for point in series.statements:
                if point.derived:
                    continue
                found = exhibit(tables, figure_view(series, point), lang)
                assert found.card is not None
                assert found.card.period == words.period_words(found.facts[0], lang)
                shown = found.facts[0]
                assert (shown.period, shown.source) == (point.period, point.source)

    def test_an_older_figure_written_out(self, tables: Tables) -> None:
        series = tables.series("invention_exam_months")
        old = next(o for o in series.points if o.period.code == "2020")
        view = figure_view(series, old)
        assert view == "indicator?id=invention_exam_months&show=figure&at=2020"
        found = exhibit(tables, view, "en")
        assert found.card is not None
        assert str(found.card.value) == "20 months"
        # What was printed since is not told beside it.
        assert found.report == ""

    def test_a_statement_that_another_source_replaced(self, tables: Tables) -> None:
        series = next(s for s in tables.by_key.values() if any(s.others(p) for p in s.points[:-1]))
        point = next(p for p in series.points[:-1] if series.others(p))
        other = next(o for o in series.others(point) if o.source is not point.source)
        view = figure_view(series, other)
        assert view.endswith(f"&at={other.period.code}&by={other.source.id}")
        assert exhibit(tables, view, "zh").facts[0] is other

    def test_the_newest_has_the_address_of_the_series(self, tables: Tables) -> None:
        series = tables.series("gii_rank")
        assert figure_view(series, series.latest) == view_of(series, show="figure")

    def test_an_added_older_figure_is_shown_beside_the_newest(self, tables: Tables) -> None:
        series = tables.series("gii_rank")
        views = [figure_view(series), figure_view(series, series.points[-2])]
        deck = added(Deck(), views)
        (page,) = pages(tables, deck, "en", date(2026, 1, 1))
        told = [p.exhibit.card for p in page.placed]
        assert [str(c.value) for c in told if c is not None] == ["10th", "11th"]


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
        assert told in found.texts.notes
        assert found.texts.version == text(lang)("chart.version", version=tables.version)

    def test_a_table_written_out(self, tables: Tables) -> None:
        found = exhibit(tables, "explorer?s=gii_rank,gii_rank@US&from=2024&show=table", "en")
        assert found.grid is not None
        assert found.grid.columns[0] == "Period"
        assert found.grid.rows == (("2025", "10th", "3rd"), ("2024", "11th", "3rd"))
        assert not any("latest" in line for line in found.texts.notes)

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
            *found.texts.notes
        }


class TestViews:
    @pytest.mark.parametrize("kind", TRANSFORMS)
    @pytest.mark.parametrize("lang", LANGS)
    def test_each_transform(self, tables: Tables, kind: Transform, lang: Lang) -> None:
        series = "pct_applications" if kind != "share" else "invention_patents_in_force_domestic"
        view = Exploration(tables, Choice((series,), kind))
        (address,) = explorer_views(view)
        found = exhibit(tables, address, lang)
        assert found.spec is not None
        assert found.exploration is not None
        points = view.results[0].points
        assert sum(len(s.marks) for s in found.spec.series) == len(points) > 0
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

    def test_what_shares_an_axis_takes_one_slide(self, tables: Tables) -> None:
        (address,) = explorer_views(Exploration(tables, Choice(SIX, "index")))
        spec = exhibit(tables, address, "en").spec
        assert spec is not None
        assert len(spec.plots) == 1

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
        ("explorer?s=gii_rank&panels=many", "unknown_view"),
        ("indicator?id=gii_rank&show=figure&at=1999", "unknown_view"),
        ("indicator?id=gii_rank&show=figure&at=2024&by=nobody", "unknown_view"),
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


class TestYears:
    """An indicator in some years: the same series, and nothing is said of other years."""

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_chart_holds_these_years_alone(self, tables: Tables, lang: Lang) -> None:
        whole = exhibit(tables, "indicator?id=gii_rank", lang)
        some = exhibit(tables, "indicator?id=gii_rank&from=2015&to=2020", lang)
        assert {o.period.end.year for o in some.facts} == set(range(2015, 2021))
        assert whole.spec is not None
        assert some.spec is not None
        assert {s.key for s in some.spec.series} == {s.key for s in whole.spec.series}
        assert "2015" in some.finding
        assert "2020" in some.finding

    def test_so_does_a_table(self, tables: Tables) -> None:
        found = exhibit(tables, "indicator?id=gii_rank&show=table&from=2015&to=2017", "en")
        assert found.grid is not None
        assert [row[0] for row in found.grid.rows] == ["2017", "2016", "2015"]

    @pytest.mark.parametrize("years", ["from=x", "from=3000", "from=2020&to=2010"])
    def test_no_such_years_are_told(self, tables: Tables, years: str) -> None:
        with pytest.raises(DeckError):
            exhibit(tables, f"indicator?id=gii_rank&{years}", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_the_slide_of_a_card_is_its_chart(tables: Tables, lang: Lang) -> None:
    """Whatever chart a page draws, its address gives the same marks."""
    every = [views.overview(tables, lang)]
    every += [views.theme_page(tables, theme, lang) for theme in views.CHAIN]
    every += [views.indicator_page(tables, s, lang) for s in list(tables.all_series.values())[::3]]
    drawn = [getattr(c, "spec", c) for view in every for c in (view.lead, *view.charts)]
    specs = [spec for spec in drawn if spec is not None]
    assert len(specs) > 50
    for spec in specs:
        found = exhibit(tables, spec.view, lang).spec
        assert found is not None
        assert [(s.key, s.runs) for s in found.series] == [(s.key, s.runs) for s in spec.series]


def test_a_table_of_regions_tells_shares_of_its_total(tables: Tables) -> None:
    found = exhibit(tables, "regions?what=patents_granted_domestic&show=table", "en")
    assert found.kind == "table"
    assert found.grid is not None
    # 117 and 75 of 201; 117 after 130, 75 after 60; 192 of 201 together.
    assert found.grid.rows == (
        ("1", "Guangdong", "117 patents", "58.2%", "\N{MINUS SIGN}10.0%"),
        ("2", "Beijing", "75 patents", "37.3%", "+25.0%"),
    )
    assert "95.5%" in found.finding
    assert {o.area for o in found.facts} == {"CN", "CN-GD", "CN-BJ"}


def test_the_deck_of_regions_shows_a_table_rankings_and_paths(tables: Tables) -> None:
    made = ready(tables, "regions")
    assert [s.layout for s in made.slides][:4] == ["title", "table", "chart", "chart"]
    for lang in LANGS:
        assert all(exhibit(tables, v, lang).finding for s in made.slides[1:-1] for v in s.views)


def test_without_regions_the_deck_has_its_cover_alone(tables: Tables) -> None:
    made = ready(tables.select(Selection(supplement=False)), "regions")
    assert [s.layout for s in made.slides] == ["title", "sources"]
