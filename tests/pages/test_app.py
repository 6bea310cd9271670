"""Each page in each language, run without a browser."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

import pages.parts.state.store as store
from metrics import Tables, load
from metrics.explorer.examples import examples
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang, text
from metrics.views.points import rows
from pages.parts.blocks.facts import ROWS
from pages.parts.frame.places import OWN_TITLE
from tests.apps import FRAME, PAGES, follow, html, open_page, scrolled


def listed(tables: Tables) -> int:
    """How many rows the table of facts has: the printed ones and the derived ones."""
    return len(tables.statements) + len(tables.frames["derivations"])


@pytest.fixture
def own_tables(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Serve a copy of the tables that may be broken."""
    monkeypatch.setattr(store, "DATA", copied)
    monkeypatch.setattr(store, "_HOLDER", store.Holder())
    return copied


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs(name: str, lang: Lang) -> None:
    app = scrolled(open_page(name, lang))
    assert not app.exception
    assert not app.error
    assert not app.warning
    titles = re.findall(r"<h1[^>]*>(.+?)</h1>", html(app))
    assert len(titles) == 1
    if name not in OWN_TITLE:
        assert titles == [text(lang)(f"page.{name}").replace("&", "&amp;")]
    assert len(app.get("plotly_chart")) <= 7
    for chart in app.get("plotly_chart"):
        assert chart.proto.alt
        assert chart.proto.theme == ""


class TestData:
    def test_all_facts_are_listed(self) -> None:
        body = html(open_page("data"))
        assert body.count('<td class="ip-printed"') == body.count('<td class="ip-locator"')
        assert body.count('<td class="ip-printed"') == ROWS
        assert f"{listed(load())}条" in body

    def test_pages_are_turned_and_stand_in_the_url(self) -> None:
        first, second = html(open_page("data", "en")), html(open_page("data", "en", p="2"))
        assert "page 1 of" in first
        assert "page 2 of" in second
        assert first != second
        assert "page 1 of" in html(open_page("data", "en", p="0"))
        last = -(-listed(load()) // ROWS)
        assert f"page {last} of" in html(open_page("data", "en", p="99999"))

    def test_a_filter_begins_at_its_first_page(self) -> None:
        app = open_page("data", "en", p="3")
        app.selectbox(key="w_theme_en").select("international").run()
        assert "page 1 of" in html(app)

    @pytest.mark.parametrize("word", ["质押", "pledge", "4868.8", "迈上"])
    def test_search_in_either_language(self, word: str) -> None:
        app = open_page("data", "en")
        app.text_input[0].set_value(word).run()
        rows = html(app).count('<td class="ip-printed"')
        assert 0 < rows < 60
        assert not app.exception

    def test_filters_narrow_the_table_and_stand_in_the_url(self) -> None:
        app = open_page("data")
        app.selectbox(key="w_qualifier_zh").select("over").run()
        assert 5 < html(app).count('<td class="ip-printed"') < 50
        assert app.query_params["qualifier"] in ("over", ["over"])

    def test_a_link_to_one_indicator_shows_its_concept(self) -> None:
        app = open_page("data")
        app.session_state["view"] = {"lang": "zh", "id": "invention_patents_in_force"}
        app.session_state["called_back"] = True
        app.run()
        wanted = load().concept("invention_patents_in_force")
        count = sum(len(series.statements) for series in wanted)
        assert html(app).count('<td class="ip-printed"') == count > 40

    @pytest.mark.parametrize("lang", LANGS)
    def test_the_grid_has_all_facts_with_numbers_and_units(self, lang: Lang) -> None:
        app = open_page("data", lang)
        shown = app.dataframe[0].value
        assert len(shown) == listed(load())
        assert shown["value"].dtype == "float64"
        (row,) = shown[shown["printed"] == "8539.9亿元"].to_dict("records")
        assert row["value"] == 853_990_000_000
        assert row["unit"] == load().units["cny"].name(lang)
        address, _, name = row["indicator"].partition("#")
        assert address.startswith("indicator?")
        assert name == row["name"] == load().definitions["pledge_financing"].name(lang)
        over = shown[shown["printed"] == "突破8.4万家"]
        assert over["qualifier"].tolist() == [load().label("qualifier", "over", lang)]

    def test_the_newest_period_of_an_indicator_comes_first(self) -> None:
        shown = open_page("data", "en").dataframe[0].value
        own = shown[(shown["name"] == "Global Innovation Index rank") & (shown["area"] == "China")]
        ends = own["ends"].tolist()
        assert len(ends) > 10
        assert ends == sorted(ends, reverse=True)

    def test_a_year_is_one_click_away(self) -> None:
        app = open_page("data", "en")
        follow(app, "2025")
        assert app.query_params["year"] in ("2025", ["2025"])
        shown = app.dataframe[0].value
        assert len(shown) == sum(
            o.period.end.year == 2025 for s in load().all_series.values() for o in s.statements
        )
        assert shown["ends"].str.startswith("2025").all()
        assert "year=2025" in html(app).replace("&amp;", "&")
        follow(app, "All")
        assert "year" not in app.query_params

    def test_the_newest_only(self) -> None:
        app = open_page("data", "en")
        press(app, "newest")
        assert app.query_params["newest"] in ("1", ["1"])
        assert len(app.dataframe[0].value) == len(load().all_series)
        assert "newest=1" in html(app).replace("&amp;", "&")
        press(app, "newest")
        assert "newest" not in app.query_params

    def test_a_year_that_is_none_is_told(self) -> None:
        app = open_page("data", "en", year="1066")
        assert text("en")("state.bad", parameter="year") in [w.value for w in app.warning]

    def test_nothing_found_says_so_and_leads_back(self) -> None:
        app = open_page("data")
        app.text_input[0].set_value("没有这样的词").run()
        assert text("zh")("data.none") in html(app)
        app.button(key="clear_empty").click().run()
        assert html(app).count('<td class="ip-printed"') == ROWS

    def test_a_long_or_hostile_query_is_text(self) -> None:
        app = open_page("data")
        app.text_input[0].set_value("<script>alert(1)</script>").run()
        assert "<script>alert" not in html(app)
        assert not app.exception


def press(app: AppTest, place: str) -> None:
    """Follow the link that is named so."""
    (address,) = re.findall(
        rf'data-stay="{re.escape(place)}"[^>]* href="\?([^"]*)"', html(app)
    ) or (re.findall(rf'href="\?([^"]*)" data-stay="{re.escape(place)}"', html(app)))
    app.query_params.clear()
    for key, value in parse_qsl(unescape(address)):
        app.query_params[key] = value
    app.run()
    assert not app.exception


def take(app: AppTest, key: str) -> None:
    press(app, f"take-{key}")


def boxes(app: AppTest) -> dict[str, bool]:
    """Return which economies can be ticked, and which are."""
    found = re.findall(r'aria-checked="(\w+)" data-stay="tick-([^"]+)"', html(app))
    return {key.partition("@")[2] or "CN": on == "true" for on, key in found}


def axes(app: AppTest) -> list[object]:
    """Return the range of each axis of values of the chart."""
    layout = json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]
    return [axis["range"] for name, axis in layout.items() if name.startswith("yaxis")]


class TestExplorer:
    def opened(self, lang: Lang = "zh", **choice: str) -> AppTest:
        app = open_page("explorer", lang)
        app.session_state["view"] = {"lang": lang} | choice
        app.session_state["called_back"] = True
        app.run()
        assert not app.exception
        return app

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("kind", ["", "change", "pct", "index", "cagr", "share"])
    def test_each_transform(self, kind: str, lang: Lang) -> None:
        series = "invention_patents_in_force,high_value_invention_patents,pledge_financing"
        app = self.opened(lang, s=series, t=kind)
        assert len(app.get("plotly_chart")) == 1
        (link,) = re.findall(r'data-text="([^"]+)"', html(app))
        assert "dv=" in link
        assert f"t={kind or 'none'}" in link
        assert "panels=one" in link

    @pytest.mark.parametrize("lang", LANGS)
    def test_it_opens_on_a_comparison(self, lang: Lang) -> None:
        app = open_page("explorer", lang)
        assert len(app.get("plotly_chart")) == 1
        every = load().areas("pct_applications")
        assert boxes(app) == {a: a in ("CN", "US", "JP", "KR", "DE") for a in every}
        assert "s" not in app.query_params

    @pytest.mark.parametrize("query", [{"sup": "0"}, {"v": "first"}, {"v": "2011-08-01"}])
    def test_it_is_never_empty(self, query: dict[str, str]) -> None:
        app = open_page("explorer", "en", **query)
        assert not app.exception
        assert 'class="ip-chosen"' in html(app)
        assert len(app.get("plotly_chart")) == 1

    def test_examples_lead_to_views_that_are_drawn(self) -> None:
        found = re.findall(r'class="ip-pill" href="([^"]+)"', html(open_page("explorer", "en")))
        assert len(found) == len(list(examples(load()))) >= 5
        for address in found:
            query = dict(parse_qsl(urlsplit(unescape(address)).query))
            app = open_page("explorer", **query)
            assert not app.exception
            assert len(app.get("plotly_chart")) == 1, address

    def test_search_lists_and_adds(self) -> None:
        app = open_page("explorer", "en")
        app.text_input[0].set_value("trademrk").run()
        assert "Trademarks registered" in html(app)
        assert "did you mean “trademarks”?" in html(app)
        take(app, "trademarks_registered")
        assert app.query_params["s"] in ("trademarks_registered", ["trademarks_registered"])
        assert len(app.get("plotly_chart")) == 1
        take(app, "valid_trademarks")
        assert "valid_trademarks" in str(app.query_params["s"])
        take(app, "trademarks_registered")
        assert app.query_params["s"] in ("valid_trademarks", ["valid_trademarks"])

    def test_several_economies_are_ticked_at_once(self) -> None:
        app = open_page("explorer", "en", s="gii_rank")
        for area in ("US", "JP"):
            press(app, f"tick-gii_rank@{area}")
        assert app.query_params["s"] in (wanted := "gii_rank,gii_rank@US,gii_rank@JP", [wanted])
        assert [area for area, on in boxes(app).items() if on] == ["CN", "US", "JP"]
        press(app, "drop-gii_rank")
        assert app.query_params["s"] in (wanted := "gii_rank@US,gii_rank@JP", [wanted])

    def test_economies_of_one_unit_share_one_axis_and_may_be_parted(self) -> None:
        app = open_page("explorer", "en")
        assert len(axes(app)) == 1
        follow(app, "Separate")
        assert app.query_params["panels"] in ("separate", ["separate"])
        ranges = axes(app)
        assert len(ranges) == 5
        assert len(set(map(str, ranges))) == 1, "all on one scale"

    def test_every_hit_can_be_reached(self) -> None:
        app = open_page("explorer", "en")
        seen: list[str] = []
        while True:
            seen += re.findall(r'class="ip-fname" href="indicator\?[^"]*id=(\w+)', html(app))
            if not re.search(r'data-stay="after"', html(app)):
                break
            press(app, "after")
        assert len(seen) == len(set(seen)) == len(load().definitions)
        app.text_input[0].set_value("pledge").run()
        assert "p" not in app.query_params

    def test_nothing_found_says_so(self) -> None:
        app = open_page("explorer", "en", q="zzzzqqq")
        assert text("en")("explore.none_found") in html(app)

    def test_a_seventh_series_cannot_be_added(self) -> None:
        six = ",".join(list(load().definitions)[:6])
        app = self.opened(s=six)
        assert f'title="{text("zh")("explore.full")}"' in html(app)
        assert [s for s in re.findall(r'data-stay="take-([^"]+)"', html(app)) if s not in six] == []

    def test_ranges_keep_the_last_years(self) -> None:
        app = open_page("explorer", "en", s="satisfaction")
        follow(app, "5 y")
        assert app.query_params["from"] in ("2020", ["2020"])
        follow(app, "All")
        assert "from" not in app.query_params

    def test_first_and_last_values(self) -> None:
        """PCT applications 2013 and 2024: 21,516 and 70,160; 70160 / 21516 = 3.26."""
        body = html(open_page("explorer", "en"))
        table = body[body.index("ip-ends-of") :]
        told = re.findall(r"<td[^>]*>(?:<b>)?([^<]*)", table)
        assert told[:6] == ["21,516", "70,160", "+48,644", "3.26 times", "+11.3%", "NTD (2025)"]
        assert "Average a year, over 11 years" in table

    def test_unequal_gaps_are_told(self) -> None:
        app = self.opened("en", s="patent_pledge_financing", t="pct")
        assert text("en")("explore.uneven") in html(app)
        assert "241 over 4 years" in app.get("plotly_chart")[0].proto.spec
        assert text("en")("explore.uneven") not in html(self.opened("en", s="satisfaction"))

    def test_refusals_are_said_with_what_to_do_instead(self) -> None:
        app = self.opened("en", s="gii_rank,pledge_financing", t="pct")
        assert "no ratio of ranks; use the change, in places" in html(app)

    def test_nothing_to_draw_says_why(self) -> None:
        app = self.opened("zh", s="gii_rank", t="pct")
        assert text("zh")("explore.nothing") in [i.value for i in app.info]
        assert "位次不作比率" in html(app)

    def test_the_table_is_what_the_chart_shows(self) -> None:
        app = self.opened("en", s="pledge_financing,satisfaction", t="change", show="table")
        assert not app.get("plotly_chart")
        choice = Choice(("pledge_financing", "satisfaction"), "change")
        shown = rows(Exploration(load(), choice), "en")
        assert html(app).count('<td class="ip-formula"') == len(shown) > 13

    def test_events_are_marked(self) -> None:
        app = self.opened("zh", s="satisfaction", ev="treaty,law")
        spec = app.get("plotly_chart")[0].proto.spec
        assert "海牙协定" in spec

    def test_a_base_that_left_the_range_counts_as_none(self) -> None:
        app = self.opened("en", s="satisfaction", t="index", b="2012", **{"from": "2022"})
        assert "no figure in the base period" not in html(app)
        assert len(app.get("plotly_chart")) == 1
        auto = text("en")("explore.auto_base")
        assert f'aria-current="true">{auto}</a>' in html(app)


class TestState:
    def test_a_bad_value_falls_back_with_a_message(self) -> None:
        app = open_page("overview", "zh", look="neon")
        assert [w.value for w in app.warning] == [text("zh")("state.bad", parameter="look")]
        assert not app.exception

    def test_the_browser_speaks_where_the_url_is_silent(self) -> None:
        for locale, lang in (("en-GB", "en"), ("zh-CN", "zh"), ("fr-FR", "zh")):
            app = AppTest.from_file(FRAME, default_timeout=30)
            app.context["locale"] = locale
            app.run()
            assert text(lang)("site.title") in html(app), locale  # type: ignore[arg-type]


class TestFaults:
    def test_no_sound_tables_shows_every_problem(self, own_tables: Path) -> None:
        path = own_tables / "indicators.csv"
        path.write_text(
            path.read_text(encoding="utf-8").replace("4868.8亿元", "4868.9亿元"), "utf-8"
        )
        app = open_page("overview", "en")
        assert not app.exception
        assert [e.value for e in app.error] == [text("en")("fault.data")]
        assert f"<h1>{text('en')('site.title')}</h1>" in html(app)
        assert "4868.9亿元" in html(app)

    def test_the_last_sound_tables_stay_in_service(self, own_tables: Path) -> None:
        app = open_page("overview", "zh")
        assert not app.warning
        path = own_tables / "indicators.csv"
        path.write_text(
            path.read_text(encoding="utf-8").replace("4868.8亿元", "4868.9亿元"), "utf-8"
        )
        app.run()
        assert [w.value for w in app.warning] == [text("zh")("fault.data_served")]
        assert "data-indicator=" in html(app)
        assert "4868.9亿元" in html(app)

    def test_an_unknown_fault_shows_a_reference_number(
        self, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import pages.parts.frame.faults as faults

        said: list[str] = []
        fake = SimpleNamespace(session_state={}, error=said.append, text=said.append)
        monkeypatch.setattr(faults, "st", fake)
        assert faults.show_fault(RuntimeError("secret detail")) is True
        reference = re.findall(r"[0-9A-F]{8}", said[1])[0]
        assert "secret detail" not in "".join(said)
        assert "secret detail" in caplog.text
        assert reference in caplog.text
