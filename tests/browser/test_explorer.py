"""The explorer in a browser: search, share, Back, and six series."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import PHONE, SIX, WIDE, cut, open_page, query, resize, served, settle

pytestmark = pytest.mark.browser


TRACES = """() => document.querySelector('.js-plotly-plot').data
    .map(t => [t.name, t.x, t.y, t.yaxis || 'y', t.text])"""


class TestExplorer:
    def test_search_add_transform_share_on_a_fresh_server(
        self, browser: Browser, base: str
    ) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en")
        page.get_by_label("Find indicators").fill("pledge")
        expect(page.locator(".ip-caption").first).to_contain_text("indicators found")
        page.get_by_role("button", name="Add").first.wait_for()
        expect(page.locator(".ip-found").first).to_contain_text("ledge")
        page.get_by_label("Find indicators").fill("质押")
        expect(page.locator(".ip-found").first).to_contain_text("ledge")
        page.locator(".st-key-take_pledge_financing button").click()
        page.wait_for_selector(".js-plotly-plot .main-svg")
        settle(page)
        assert query(page)["s"] == ["pledge_financing"]
        page.get_by_role("combobox", name=re.compile("Transform")).click()
        page.get_by_role("option", name="Per cent change", exact=True).click()
        page.wait_for_selector(".js-plotly-plot .main-svg")
        page.wait_for_function("() => location.search.includes('t=pct')")
        settle(page)
        link = page.locator("[data-testid=stCode]").inner_text().strip()
        own = page.evaluate(TRACES)
        with served() as fresh:
            parts = urlsplit(link)
            again = open_page(browser, f"{fresh}{parts.path}?{parts.query}")
            again.wait_for_selector(".js-plotly-plot .main-svg")
            assert again.evaluate(TRACES) == own
            again.context.close()
        page.go_back()
        page.wait_for_function("() => !location.search.includes('t=pct')")
        settle(page)
        expect(
            page.locator("[data-testid=stSelectbox]").get_by_text("Per cent change", exact=True)
        ).to_have_count(0)
        page.context.close()

    def test_six_series_and_language_twice_keep_all(self, browser: Browser, base: str) -> None:
        url = f"{base}/explorer?lang=zh&s={SIX}&t=index&from=2019&ev=treaty,law"
        page = open_page(browser, url)
        page.wait_for_selector(".js-plotly-plot .main-svg")
        settle(page)
        chosen = query(page)
        assert chosen["s"] == [SIX]
        shapes = [t[1:4] for t in page.evaluate(TRACES)]
        for _ in range(2):
            for name, heading in (("English", "Explorer"), ("中文", "比较")):
                page.get_by_text(name, exact=True).first.click()
                expect(page.locator("h1")).to_have_text(heading)
                settle(page)
                assert {k: v for k, v in query(page).items() if k != "lang"} == {
                    k: v for k, v in chosen.items() if k != "lang"
                }
        page.wait_for_selector(".js-plotly-plot .main-svg")
        assert [t[1:4] for t in page.evaluate(TRACES)] == shapes
        page.context.close()

    def test_six_series_fit_the_screen(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en&s={SIX}", viewport=PHONE)
        assert cut(page) == []
        resize(page, WIDE)
        assert cut(page) == []
        page.context.close()

    def test_a_bad_address_falls_back_with_a_message(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=zh&s=gii_rank,nothing&t=magic&from=1800")
        alerts = page.locator("[data-testid=stAlert]").all_inner_texts()
        for key in ("s", "t", "from"):
            assert any(f"“{key}”" in a for a in alerts), key
        page.wait_for_selector(".js-plotly-plot .main-svg")
        assert query(page)["s"] == ["gii_rank"]
        page.context.close()

    def test_what_was_chosen_is_there_after_a_look_elsewhere(
        self, browser: Browser, base: str
    ) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en&s=gii_rank,satisfaction&t=change")
        chosen = query(page)
        page.get_by_role("link", name="Overview", exact=True).click()
        expect(page.locator("h1")).to_have_text("China IP statistics")
        settle(page)
        page.get_by_role("link", name="Explorer", exact=True).click()
        expect(page.locator("h1")).to_have_text("Explorer")
        settle(page)
        assert query(page) == chosen
        page.context.close()
