"""Implied values on pages: asked for by a switch or an address, told, and carried along."""

from __future__ import annotations

import re

import pytest

from metrics.locale import LANGS, Lang, text
from tests.apps import PAGES, follow, html, indicators, left_out, open_page, scrolled


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_them(name: str, lang: Lang) -> None:
    app = open_page(name, lang, imp="1")
    assert not app.exception
    body = html(app)
    assert 'data-role="in-view"' in body
    assert text(lang)("selection.with_implied") in body
    assert text(lang)("selection.without_implied") in body
    assert app.query_params["imp"] in ("1", ["1"])


@pytest.mark.parametrize("lang", LANGS)
def test_the_switch_brings_them_in_and_takes_them_out(lang: Lang) -> None:
    app = scrolled(open_page("creation", lang))
    before = indicators(app)
    assert "imp" not in app.query_params
    follow(app, text(lang)("selection.shown"))
    assert app.query_params["imp"] in ("1", ["1"])
    # Patents of foreign owners, of owners in HK, Macao and Taiwan and of both; the population that
    # is divided by; foreign applications; marks of foreign owners; new marks of indications.
    assert indicators(app) - before == {
        "invention_patents_in_force_foreign",
        "invention_patents_in_force_hmt",
        "invention_patents_in_force_outside",
        "population",
        "invention_applications_foreign",
        "valid_trademarks_foreign",
        "gi_trademarks_gain",
    }
    follow(app, text(lang)("selection.hidden"))
    assert indicators(app) == before
    assert "imp" not in app.query_params


def test_every_link_carries_it() -> None:
    for name in ("overview", "creation", "policy", "data"):
        body = html(open_page(name, "en", imp="1"))
        links = re.findall(r'href="((?:indicator|data|explorer)\?[^"]+)"', body)
        assert links
        assert all("imp=1" in link for link in links), name


@pytest.mark.parametrize("lang", LANGS)
def test_an_indicator_without_them_leads_to_them(lang: Lang) -> None:
    body = html(open_page("indicator", lang, id="royalties_exports"))
    assert text(lang)("indicator.implied", count=1) in body
    assert 'data-role="implied"' in body
    assert 'data-role="in-view"' not in body
    assert "imp=1" in body
    body = html(open_page("indicator", lang, id="royalties_exports", imp="1"))
    assert text(lang)("indicator.implied", count=1) not in body
    assert text(lang)("fact.derived", formula="454.5亿元人民币 ÷ (1 + 23.6%)") in body
    assert text(lang)("indicator.unsettled") not in body
    assert text(lang)("indicator.implied", count=1) not in html(
        open_page("indicator", lang, id="gii_rank")
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_series_of_implied_values_has_a_page(lang: Lang) -> None:
    app = open_page("indicator", lang, id="population")
    assert not app.exception
    assert [e.value for e in app.info] == [text(lang)("indicator.only_implied")]
    assert text(lang)("indicator.implied", count=10) in html(app)
    app = open_page("indicator", lang, id="population", imp="1")
    assert not app.exception
    assert not app.info
    assert "66.3万件 ÷ 4.9 × 10,000" in html(app)
    app = open_page("indicator", lang, id="population", imp="1", tab="related")
    assert text(lang)("indicator.follows_from") in html(app)
    # Its facts are out of view without them, which is no fault.
    for query, found in (({"imp": "1"}, True), ({}, False)):
        app = open_page("data", lang, id="population", **query)
        assert not app.exception
        assert ("66.3万件 ÷ 4.9 × 10,000" in html(app)) is found


@pytest.mark.parametrize("lang", LANGS)
def test_unsettled_readings_are_listed(lang: Lang) -> None:
    body = html(open_page("indicator", lang, id="pledge_financing", imp="1", tab="notes"))
    assert text(lang)("indicator.unsettled") in body
    assert "4868.8亿元 ÷ 超10倍" in body


@pytest.mark.parametrize("lang", LANGS)
def test_the_explorer_finds_and_keeps_them(lang: Lang) -> None:
    query = {"s": "population,gii_rank", "q": "population"}
    app = open_page("explorer", lang, imp="1", **query)
    assert not app.exception
    assert not app.warning
    assert 'data-stay="take-population"' in html(app)
    app = open_page("explorer", lang, imp="1", show="table", **query)
    assert text(lang)("fact.implied", value="") in html(app)
    assert "66.3万件 ÷ 4.9 × 10,000" in html(app)
    # Without them the choice is kept, and said to be out of view.
    app = open_page("explorer", lang, **query)
    assert not app.exception
    assert 'data-stay="take-population"' not in html(app)
    assert 'data-stay="drop-population"' in html(app)
    assert not app.warning
    ((told, way),) = left_out(app)
    assert text(lang)("hidden.implied") in told
    assert way == {"lang": lang, "imp": "1", **query}


def test_a_value_that_is_none_is_told() -> None:
    app = open_page("overview", "en", imp="yes")
    assert [e.value for e in app.warning] == [text("en")("state.bad", parameter="imp")]
