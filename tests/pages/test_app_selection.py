"""What is in view, and of which economy, on each page in each language."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest

from metrics import load
from metrics.locale import LANGS, Lang, text
from tests.apps import PAGES, follow, html, indicators, left_out, open_page, scrolled


class TestSelection:
    """The supplement and the vintage, chosen once for every page."""

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize(
        "query",
        [
            {"sup": "0"},
            {"v": "first"},
            {"v": "2021-06-30"},
            {"v": "2011-08-01"},
            {"sup": "0", "v": "2012-01-01"},
        ],
    )
    def test_every_page_shows_it(self, name: str, lang: Lang, query: dict[str, str]) -> None:
        app = open_page(name, lang, **query)
        assert not app.exception
        assert 'data-role="in-view"' in html(app)
        for key, value in query.items():
            assert app.query_params[key] in (value, [value])

    def test_the_switch_takes_the_supplement_out_and_back(self) -> None:
        app = scrolled(open_page("international", "en"))
        every = indicators(app)
        assert 'data-role="in-view"' not in html(app)
        follow(app, text("en")("selection.reports"))
        assert indicators(app) < every
        assert app.query_params["sup"] in ("0", ["0"])
        assert text("en")("selection.reports_only") in html(app)
        follow(app, text("en")("selection.supplement"))
        assert indicators(app) == every
        assert "sup" not in app.query_params

    def test_every_link_carries_it(self) -> None:
        for name in ("overview", "creation", "policy", "data"):
            body = html(open_page(name, "en", sup="0", v="first"))
            links = re.findall(r'href="((?:indicator|data|explorer)\?[^"]+)"', body)
            assert links
            assert all("sup=0" in link and "v=first" in link for link in links), name

    def test_the_headline_row_has_the_newest_of_what_is_in_view(self) -> None:
        """The supplement knows the edition of 2025, the reports that of 2023, then that of 2022."""
        cells = r'data-indicator="(\w+)".*?<b>([^<]+)</b>.*?"ip-pc">(\w+)'
        for query, newest in (({}, "2025"), ({"sup": "0"}, "2023"), ({"v": "2023-03-01"}, "2022")):
            found = re.findall(cells, html(open_page("overview", "en", **query)))
            rank = {"2025": "10", "2023": "12", "2022": "11"}[newest]
            assert found[0] == ("gii_rank", rank, newest)
            assert len({name for name, _, _ in found}) == len(found) <= 8

    def test_what_is_out_of_view_says_so(self) -> None:
        app = open_page("indicator", "en", id="pct_applications", sup="0")
        assert [out for out, _ in left_out(app)] == [
            "Out of view: PCT applications by origin (the supplement is off)."
        ]
        app = open_page("explorer", "en", s="pct_applications,gii_rank", sup="0")
        assert not app.exception
        ((told, query),) = left_out(app)
        assert "PCT applications" in told
        assert told.endswith("(the supplement is off).")
        assert query == {"lang": "en", "s": "pct_applications,gii_rank"}
        assert not app.warning

    @pytest.mark.parametrize("lang", LANGS)
    def test_each_thing_that_hides_a_figure_is_named(self, lang: Lang) -> None:
        """The rank of 2025 is none of the reports', and was printed that year."""
        ways = (
            ({"sup": "0"}, "gii_rank@2025", "supplement", {}),
            ({"v": "2024-01-31"}, "gii_rank@2025", "day", {}),
            ({"sup": "0", "v": "first"}, "gii_rank@2025", "supplement", {"v": "first"}),
            ({}, "invention_patents_in_force_hmt@2022-12-31", "implied", {"imp": "1"}),
        )
        for query, figure, cause, after in ways:
            app = open_page("policy", lang, at=figure, **query)
            ((told, way),) = left_out(app)
            why = text(lang)(
                f"hidden.{cause}", day={"zh": "2024年1月31日", "en": "31 January 2024"}[lang]
            )
            assert f"({why})" in told or f"（{why}）" in told
            assert way == {"lang": lang, "at": figure, **after}
            shown = open_page("policy", **way)
            assert not left_out(shown)
            assert 'class="ip ip-statement"' in html(shown)

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_figure_that_there_is_not_is_told(self, lang: Lang) -> None:
        for wrong in ("gii_rank@1823", "nothing@2020", "<b>x</b>"):
            ((told, way),) = left_out(open_page("policy", lang, at=wrong))
            assert told == text(lang)("statement.unknown", address=wrong)
            assert way == {"lang": lang}

    def test_a_day_that_is_none_falls_back_with_a_message(self) -> None:
        for wrong in ("2023-02-30", "soon", "2023-6-30"):
            app = open_page("overview", "en", v=wrong)
            assert text("en")("state.bad", parameter="v") in [w.value for w in app.warning]

    def test_a_day_of_the_address_is_among_the_choices(self) -> None:
        app = open_page("overview", "en", v="2022-03-05")
        body = html(app)
        assert '<option value="2022-03-05" selected>As known on 5 March 2022</option>' in body
        assert "known on 5 March 2022</span></button>" in body

    def test_charts_state_it(self) -> None:
        app = open_page("protection", "en", v="2022-12-31")
        details = html(app).partition('id="d-protection-lead"')[2]
        assert "As known on 31 December 2022" in details


class TestEconomies:
    def test_another_economy_on_the_indicator_page(self) -> None:
        app = open_page("indicator", "en", id="gii_rank", area="US")
        body = html(app)
        assert not app.exception
        cited = body.partition('data-role="citation"')[2].partition("</span>")[0]
        assert "United States" in cited, "the citation names the economy"
        own = re.findall(r'href="(indicator\\?[^"]*id=gii_rank[^"]*)"', body)
        assert own
        assert any("area=US" in link for link in own)
        assert 'href="data?lang=en&amp;id=gii_rank&amp;area=US"' in body

    def test_an_economy_without_the_indicator_falls_back_to_china(self) -> None:
        app = open_page("indicator", "en", id="pledge_financing", area="US")
        assert not app.exception
        assert "Patent and trademark pledge financing" in html(app)
        say = text("en")
        assert [w.value for w in app.warning] == [say("indicator.no_area", area="United States")]

    def test_the_explorer_adds_series_of_other_economies(self) -> None:
        app = open_page("explorer", "en", area="US")
        app.text_input[0].set_value("innovation index").run()
        (address,) = re.findall(r'data-stay="take-gii_rank@US" href="\?([^"]*)"', html(app))
        for key, value in parse_qsl(unescape(address)):
            app.query_params[key] = value
        app.run()
        assert app.query_params["s"] in ("gii_rank@US", ["gii_rank@US"])
        assert "United States" in app.get("plotly_chart")[0].proto.spec

    def test_the_table_of_facts_narrows_to_an_economy(self) -> None:
        app = open_page("data", "en")
        app.selectbox(key="w_area_en").select("SG").run()
        count = sum(o.area == "SG" for o in load().statements)
        assert f"{count} of" in html(app)
