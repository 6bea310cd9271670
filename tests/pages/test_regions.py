"""The page of regions, on three regions of four tables worked out by hand."""

from __future__ import annotations

import re
from html import unescape

import pytest

from metrics.locale import LANGS, Lang, text
from tests.apps import html, open_page

KINDS = "patents_granted_domestic"
DESIGNS = "designs_granted_domestic"


def plain(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup)))


def section(body: str, start: str) -> str:
    """Return a section of the page by a class of it."""
    at = body.index(start)
    return body[at : body.index("</section>", at)]


@pytest.mark.parametrize("lang", LANGS)
def test_regions_stand_in_the_order_of_their_figures(lang: Lang) -> None:
    """117 and 75 of 201 are 58.2% and 37.3%; 117 is 10% less than 130, 75 a quarter above 60."""
    app = open_page("regions", lang, what=KINDS)
    assert not app.exception
    table = section(html(app), "ip-region-table")
    rows = [plain(row) for row in table.split("<tr")[2:]]
    names = {"zh": ("广东", "北京", "香港"), "en": ("Guangdong", "Beijing", "Hong Kong")}[lang]
    assert [name for row, name in zip(rows, names, strict=True) if name in row] == [*names]
    assert "58.2%" in rows[0]
    assert "−10.0%" in rows[0]
    assert "37.3%" in rows[1]
    assert "+25.0%" in rows[1]


def test_what_stands_apart_is_not_ranked() -> None:
    """Hong Kong has 9 of 201."""
    table = section(html(open_page("regions", "en", what=KINDS)), "ip-region-table")
    last = plain(table.split("<tr")[-1])
    assert "– Hong Kong 9" in last
    assert "4.5%" in last
    assert text("en")("regions.apart_about") in unescape(table)


def test_an_earlier_table_and_a_region_are_chosen_by_the_address() -> None:
    body = html(open_page("regions", "en", what=KINDS, on="2021", region="CN-BJ"))
    title = unescape(re.sub(r"<[^>]+>", "", body))
    assert "2nd of 2 regions listed, 60, 30.0% of the domestic total (2021)" in title
    assert "Beijing: all indicators" in plain(body)


def test_a_share_of_a_table_that_does_not_come_out_has_an_interval() -> None:
    """20 of 30 or of 31 designs are 66.7% or 64.5%; the figures bear the mark of the alarm."""
    body = html(open_page("regions", "en", what=DESIGNS, on="2020"))
    table = section(body, "ip-region-table")
    assert "64.5–66.7%" in table
    assert "regions-sum-designs_granted_domestic-2020" in table
    assert "The regions add up to 30." in table


def test_the_mark_leads_to_the_check() -> None:
    app = open_page("checks", "en", check="regions-sum-designs_granted_domestic-2020")
    assert not app.exception
    assert not app.warning
    assert "Designs granted" in html(app)


def test_every_region_with_a_figure_has_a_tile_that_leads_to_it() -> None:
    tiles = section(html(open_page("regions", "zh", what=KINDS)), "ip-tiles")
    assert tiles.count("<li") == 3
    assert tiles.count('aria-current="true"') == 1
    assert re.search(
        r'href="regions\?lang=zh&amp;what=patents_granted_domestic&amp;region=CN-HK"', tiles
    )


def test_nothing_is_in_view_where_only_reports_are() -> None:
    app = open_page("regions", "en", sup="0")
    assert not app.exception
    assert app.info[0].value == text("en")("regions.none")


def test_codes_that_are_not_known_fall_back() -> None:
    app = open_page("regions", "en", what="nothing", on="1999", region="CN-XX")
    assert not app.exception
    assert {w.value for w in app.warning} >= {text("en")("state.bad", parameter="what")}


class TestElsewhere:
    """Other pages hold regions where an address names one, and economies where it does not."""

    def test_the_explorer_compares_regions_with_their_total(self) -> None:
        keys = f"{KINDS}@CN-GD,{KINDS}@CN-BJ,{KINDS}"
        app = open_page("explorer", "en", s=keys)
        assert not app.exception
        assert not app.warning
        body = plain(html(app))
        assert "Guangdong" in body
        assert "Domestic total" in body
        assert "2 regions" in body

    def test_the_page_of_an_indicator_ranks_regions_not_economies(self) -> None:
        app = open_page("indicator", "en", id=KINDS, area="CN-BJ")
        assert not app.exception
        body = plain(html(app))
        assert "Patents granted, all kinds · Beijing" in body
        assert "economies" not in body.partition("Take away")[0]

    def test_an_indicator_of_regions_alone_has_a_page(self) -> None:
        app = open_page("indicator", "en", id=KINDS)
        assert not app.exception
        assert "Domestic total" in plain(html(app))

    def test_the_data_of_a_region(self) -> None:
        """Of Beijing two tables have all kinds, four inventions ... ten figures in all."""
        app = open_page("data", "en", area="CN-BJ")
        assert not app.exception
        assert "Beijing" in html(app)

    def test_no_region_stands_where_none_is_named(self) -> None:
        for name in ("explorer", "data", "international", "overview", "creation"):
            assert "CN-GD" not in html(open_page(name, "en"))

    def test_the_statement_of_a_region_stands_beside_the_page(self) -> None:
        app = open_page("regions", "en", what=KINDS, at=f"{KINDS}@CN-GD@2022")
        assert not app.exception
        assert "Table 1-1" in plain(html(app))

    def test_the_checks_of_a_region(self) -> None:
        app = open_page("checks", "en", area="CN-GD")
        assert not app.exception
        assert "Total and parts" in plain(html(app))
