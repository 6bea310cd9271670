"""Each page in each language, run without a browser."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

import pages.parts.state.store as store
from metrics import Tables, load
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang, text
from metrics.views.points import rows
from pages.parts.blocks.facts import ROWS
from tests.apps import FRAME, PAGES, html, open_page


def listed(tables: Tables) -> int:
    """How many rows the table of facts has: the printed ones and the derived ones."""
    return len(tables.statements) + len(tables.frames["derivations"])


def misprint(folder: Path) -> None:
    path = folder / "indicators.csv"
    path.write_text(path.read_text("utf-8").replace("4868.8亿元", "4868.9亿元"), "utf-8")


@pytest.fixture
def own_tables(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Serve a copy of the tables that may be broken."""
    real = store.load
    monkeypatch.setattr(store, "DATA", copied)
    monkeypatch.setattr(store, "load", lambda: real(copied))
    monkeypatch.setattr(store, "_HOLDER", store.Holder())
    return copied


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs(name: str, lang: Lang) -> None:
    app = open_page(name, lang)
    assert not app.exception
    assert not app.error
    assert not app.warning
    title = text(lang)("site.title" if name == "overview" else f"page.{name}")
    assert f"<h1>{title.replace('&', '&amp;')}</h1>" in html(app)
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
        assert "dv=" in app.code[0].value
        assert f"t={kind or 'none'}" in app.code[0].value

    def test_search_lists_and_adds(self) -> None:
        app = open_page("explorer", "en")
        app.text_input[0].set_value("trademrk").run()
        assert "Valid trademark registrations" in html(app)
        app.button(key="take_valid_trademarks").click().run()
        assert len(app.get("plotly_chart")) == 1
        app.button(key="drop_valid_trademarks").click().run()
        assert not app.get("plotly_chart")

    def test_a_seventh_series_cannot_be_added(self) -> None:
        six = ",".join(list(load().definitions)[:6])
        app = self.opened(s=six)
        others = [b for b in app.button if b.key and b.key.startswith("take_") and b.disabled]
        assert others

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
        assert app.selectbox(key="w_b_en").value == ""


class TestPolicy:
    def test_directives_and_timeline(self) -> None:
        body = html(open_page("policy"))
        assert body.count("讲话第") >= 6
        assert "未注日期" in body
        assert "2022年5月5日" in body

    def test_a_kind_narrows_the_timeline(self) -> None:
        app = open_page("policy", "en")
        app.selectbox(key="w_kind_en").select("treaty").run()
        body = html(app)
        assert "Hague Agreement" in body
        assert "National IP publicity week</li>" not in body
        assert "CNIPA reorganised" not in body


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
