"""The explorer and the table of facts in a browser: few clicks, sharing, Back, also on a phone."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PHONE, SIX, WIDE, cut, open_page, query, resize, served, settle

pytestmark = pytest.mark.browser

TRACES = """() => document.querySelector('.js-plotly-plot').data
    .map(t => [t.name, t.x, t.y, t.yaxis || 'y', t.text])"""
# Names of what is drawn with points, and the axes of values that there are.
LINES = """() => { const full = document.querySelector('.js-plotly-plot')._fullLayout;
    const keys = [...document.querySelectorAll('.ip-chosen')];
    const names = keys.map(k => k.childNodes[1].textContent);
    return [names.map(name => name.trim()),
            Object.keys(full).filter(k => /^yaxis\\d*$/.test(k)).length]; }"""
FIVE = ["China", "United States", "Japan", "Republic of Korea", "Germany"]


def drawn(page: Page) -> Any:
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settle(page)
    return page.evaluate(LINES)


class TestExplorer:
    @pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
    def test_five_economies_on_one_axis_in_three_clicks(
        self, browser: Browser, base: str, size: dict[str, int]
    ) -> None:
        page = open_page(browser, f"{base}/?lang=en", viewport=size)
        clicks = 0
        if size is PHONE:
            page.get_by_role("button", name=re.compile("Menu")).click()
            clicks += 1
        page.get_by_role("link", name="Explorer", exact=True).locator("visible=true").click()
        clicks += 1
        expect(page.locator("h1")).to_have_text("Explorer")
        assert drawn(page) == [FIVE, 1]
        assert clicks <= 3
        page.context.close()

    def test_they_are_ticked_beside_an_indicator(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en&s=pct_applications")
        for name in ("United States", "Japan"):
            page.get_by_role("checkbox", name=name).click()
            page.wait_for_function(
                f"() => document.querySelector('.ip-keys').innerText.includes({name!r})"
            )
            settle(page)
        assert drawn(page) == [FIVE[:3], 1]
        # The reader stays at the box, and a space takes the tick back.
        expect(page.get_by_role("checkbox", name="Japan")).to_be_focused()
        page.keyboard.press(" ")
        page.wait_for_function(
            "() => !document.querySelector('.ip-keys').innerText.includes('Japan')"
        )
        page.get_by_role("link", name="Separate").click()
        page.wait_for_function("() => location.search.includes('panels=separate')")
        assert drawn(page) == [FIVE[:2], 2]
        page.context.close()

    def test_search_add_transform_share_on_a_fresh_server(
        self, browser: Browser, base: str
    ) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en")
        page.get_by_label("Find indicators").fill("pledg finacing")
        found = page.locator(".ip-found").first
        expect(found).to_contain_text("Patent and trademark pledge financing")
        expect(page.locator(".ip-meant")).to_contain_text("pledge financing")
        page.get_by_label("Find indicators").fill("质压融资")
        expect(page.locator(".ip-meant")).to_contain_text("质押融资")
        found.get_by_role("link", name=re.compile("^Add")).click()
        page.wait_for_function("() => location.search.includes('s=pledge_financing')")
        settle(page)
        page.get_by_role("link", name="Per cent change", exact=True).click()
        page.wait_for_function("() => location.search.includes('t=pct')")
        drawn(page)
        link = page.locator("[data-do=text][data-text*='dv=']").get_attribute("data-text")
        assert link
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
        expect(page.locator(".ip-looks a[aria-current]").first).to_have_text("As published")
        page.context.close()

    def test_six_series_and_language_twice_keep_all(self, browser: Browser, base: str) -> None:
        url = f"{base}/explorer?lang=zh&s={SIX}&t=index&from=2019&ev=treaty,law"
        page = open_page(browser, url)
        drawn(page)
        chosen = query(page)
        assert chosen["s"] == [SIX]
        shapes = [t[1:4] for t in page.evaluate(TRACES)]
        for _ in range(2):
            for name, heading in (("EN", "Explorer"), ("中", "比较")):
                page.get_by_role("link", name=name, exact=True).first.click()
                expect(page.locator("h1")).to_have_text(heading)
                settle(page)
                assert {k: v for k, v in query(page).items() if k != "lang"} == {
                    k: v for k, v in chosen.items() if k != "lang"
                }
        drawn(page)
        assert [t[1:4] for t in page.evaluate(TRACES)] == shapes
        page.context.close()

    def test_six_series_fit_the_screen(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en&s={SIX}", viewport=PHONE)
        assert cut(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        resize(page, WIDE)
        assert cut(page) == []
        page.context.close()

    def test_on_a_phone_the_search_is_folded(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en", viewport=PHONE)
        box = page.get_by_label("Find indicators", exact=True)
        expect(box.locator("visible=true")).to_have_count(0)
        page.get_by_text("Find indicators", exact=True).first.click()
        page.get_by_placeholder(re.compile("pledge")).locator("visible=true").last.fill("loan")
        expect(page.locator(".ip-found").first).to_contain_text("pledge financing")
        page.context.close()

    def test_a_bad_address_falls_back_with_a_message(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=zh&s=gii_rank,nothing&t=magic&from=1800")
        alerts = page.locator("[data-testid=stAlert]").all_inner_texts()
        for key in ("s", "t", "from"):
            assert any(f"“{key}”" in a for a in alerts), key
        page.wait_for_selector(".js-plotly-plot .main-svg")
        assert query(page)["s"] == ["gii_rank"]
        page.context.close()

    def test_every_hit_is_reached_by_turning_pages(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en&q=patent")
        first = page.locator(".ip-fname").all_inner_texts()
        page.get_by_role("link", name="Next page").click()
        page.wait_for_function("() => location.search.includes('p=2')")
        expect(page.locator(".ip-leaf")).to_contain_text("9–16 of")
        second = page.locator(".ip-fname").all_inner_texts()
        assert len(first) == len(second) == 8
        assert second != first
        page.context.close()


class TestData:
    @pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
    def test_the_year_2025_in_one_click(
        self, browser: Browser, base: str, size: dict[str, int]
    ) -> None:
        page = open_page(browser, f"{base}/data?lang=en", viewport=size)
        page.get_by_role("link", name="2025", exact=True).click()
        page.wait_for_function("() => location.search.includes('year=2025')")
        settle(page)
        expect(page.locator(".ip-caption").first).not_to_contain_text(re.compile(r"^(\d+) of \1 "))
        page.locator(".ip-plain > summary").click()
        days = page.locator(".ip-plain td.ip-period").all_inner_texts()
        assert days
        assert all("2025" in day for day in days)
        page.context.close()

    def test_the_grid_speaks_chinese_and_sorts_by_number(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/data?lang=zh&id=gii_rank&area=CN")
        grid = page.locator(".st-key-facts [data-testid=stDataFrame]")
        grid.hover()
        for button in page.locator("[data-testid=stElementToolbar] button").all():
            said = (button.get_attribute("aria-label") or "").replace("CSV", "")
            assert not re.search("[A-Za-z]{3,}", said)
        grid.locator("canvas td").first.wait_for(state="attached")
        cells = grid.locator("canvas td").all_text_contents()
        assert any("全球创新指数排名" in c for c in cells)
        page.context.close()
