"""What only a browser shows: the language switch, the way back, displays, the selection."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from metrics import load
from metrics.locale import LANGS
from tests.browsing import open_page, query, served, settle

pytestmark = pytest.mark.browser


def test_the_first_screen_holds_the_headlines_and_the_first_charts(
    browser: Browser, base: str
) -> None:
    for lang in LANGS:
        page = open_page(browser, f"{base}/?lang={lang}")
        cards = page.locator(".ip-card")
        assert cards.count() == 8
        heights = {round(cards.nth(n).bounding_box()["height"]) for n in range(4)}  # type: ignore[index]
        assert len(heights) == 1
        for n in range(3):
            box = page.locator(".js-plotly-plot").nth(n).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 1080
        page.context.close()


def test_language_twice_keeps_page_and_selections(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/data?lang=zh&theme=utilisation")
    page.get_by_label("限定").click()
    page.get_by_role("option", name="超过", exact=True).click()
    count = sum(
        o.figure.qualifier == "over" and o.definition.theme == "utilisation"
        for o in load().statements
    )
    expect(page.locator("caption").first).to_contain_text(f"显示{count}条")
    settle(page)
    chosen = query(page)
    assert chosen == {"lang": ["zh"], "theme": ["utilisation"], "qualifier": ["over"]}
    for _ in range(2):
        page.get_by_text("English", exact=True).first.click()
        expect(page.locator("h1")).to_have_text("Data & sources")
        expect(page.locator("caption").first).to_contain_text(f"{count} of ")
        settle(page)
        assert query(page) == chosen | {"lang": ["en"]}
        assert page.evaluate("document.documentElement.lang") == "en"
        page.get_by_text("中文", exact=True).first.click()
        expect(page.locator("h1")).to_have_text("数据与来源")
        expect(page.locator("caption").first).to_contain_text(f"显示{count}条")
        settle(page)
        assert query(page) == chosen
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "/data" in page.url
    page.context.close()


def test_language_is_kept_over_page_changes_and_back(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/?lang=en")
    page.get_by_role("link", name="Protection", exact=True).click()
    expect(page.locator("h1")).to_have_text("Protection")
    settle(page)
    assert query(page)["lang"] == ["en"]
    page.get_by_text("中文", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("保护")
    settle(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Protection")
    settle(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("China IP statistics")
    settle(page)
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Protection")
    page.context.close()


def test_a_figure_is_one_click_from_its_source(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/?lang=zh")
    card = page.locator(".ip-card[data-indicator=pledge_financing]")
    card.locator("summary").click()
    expect(card).to_contain_text("迈上8000亿元台阶")
    expect(card).to_contain_text("来源：《求是》（2024-08-20）")
    expect(card).to_contain_text("位置：一、权益分配改革")
    card.get_by_role("link", name="在“数据与来源”中查看").click()
    expect(page.locator("h1")).to_have_text("数据与来源")
    count = len(load().series("pledge_financing").statements)
    expect(page.locator("caption").first).to_contain_text(f"显示{count}条")
    page.context.close()


def test_every_figure_of_the_overview_is_one_click_from_its_source(
    browser: Browser, base: str
) -> None:
    page = open_page(browser, f"{base}/?lang=zh")
    folds = page.locator("details")
    assert folds.count() == 8 + 6
    for n in range(folds.count()):
        fold = folds.nth(n)
        fold.locator("summary").click()
        expect(fold).to_contain_text(re.compile("来源"))
        expect(fold).to_contain_text(re.compile("位置"))
        assert fold.get_by_role("link").count() == 2
    page.context.close()


def test_light_and_dark(browser: Browser, base: str) -> None:
    def paper(page: Page) -> str:
        page.wait_for_selector(".js-plotly-plot .main-svg")
        colour: str = page.evaluate(
            "getComputedStyle(document.querySelector('.js-plotly-plot .main-svg')).backgroundColor"
        )
        return colour

    light = open_page(browser, f"{base}/?lang=zh", color_scheme="light")
    assert paper(light) == "rgb(255, 255, 255)"
    light.get_by_role("link", name="深色显示").click()
    settle(light)
    assert paper(light) == "rgb(14, 17, 23)"
    assert query(light)["look"] == ["dark"]
    light.context.close()
    dark = open_page(browser, f"{base}/examination?lang=en", color_scheme="dark")
    assert paper(dark) == "rgb(14, 17, 23)"
    dark.context.close()


def test_everything_works_by_keyboard(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/?lang=zh")
    fold = page.locator(".ip-card details").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("indicator?")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("指标")
    page.context.close()


class TestSelection:
    """The supplement and the vintage, in a browser."""

    def test_the_switch_acts_on_every_page_and_stands_in_the_url(
        self, browser: Browser, base: str
    ) -> None:
        page = open_page(browser, f"{base}/international?lang=zh")
        every = page.locator(".js-plotly-plot").count()
        page.get_by_text("含补充资料", exact=True).click()
        expect(page.locator("[data-role=in-view]")).to_contain_text("只含五份报告")
        settle(page)
        assert query(page)["sup"] == ["0"]
        assert page.locator(".js-plotly-plot").count() < every
        page.get_by_role("link", name="创造", exact=True).click()
        expect(page.locator("h1")).to_have_text("创造")
        settle(page)
        assert query(page)["sup"] == ["0"]
        # A link of a card loads the page anew: the choice must be in it.
        page.locator(".ip-card h3 a").first.click()
        expect(page.locator("h1")).to_have_text("指标")
        settle(page)
        assert query(page)["sup"] == ["0"]
        expect(page.locator("[data-role=in-view]")).to_contain_text("只含五份报告")
        page.get_by_role("link", name="恢复全部数字、最后所印").click()
        settle(page)
        assert "sup" not in query(page)
        page.context.close()

    def test_back_takes_the_switch_back(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/creation?lang=zh")
        page.get_by_text("含补充资料", exact=True).click()
        expect(page.locator("[data-role=in-view]")).to_contain_text("只含五份报告")
        settle(page)
        page.go_back()
        expect(page.locator("[data-role=in-view]")).to_have_count(0)
        settle(page)
        assert "sup" not in query(page)
        page.context.close()

    def test_a_day_is_chosen_and_kept_over_languages(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/protection?lang=en")
        page.get_by_label("Statements").click()
        page.keyboard.type("30 June 2021")
        page.get_by_role("option", name="As known on 30 June 2021", exact=True).click()
        expect(page.locator("[data-role=in-view]")).to_contain_text("As known on 30 June 2021")
        settle(page)
        assert query(page)["v"] == ["2021-06-30"]
        for _ in range(2):
            page.get_by_text("中文", exact=True).first.click()
            expect(page.locator("[data-role=in-view]")).to_contain_text("截至2021年6月30日所知")
            page.get_by_text("English", exact=True).first.click()
            expect(page.locator("[data-role=in-view]")).to_contain_text("As known on 30 June 2021")
        settle(page)
        assert query(page)["v"] == ["2021-06-30"]
        page.context.close()

    def test_a_pasted_link_shows_the_same(self, browser: Browser) -> None:
        with served() as fresh:
            page = open_page(browser, f"{fresh}/creation?lang=en&sup=0&v=2023-12-31")
            told = page.locator("[data-role=in-view]")
            expect(told).to_contain_text("Five reports only")
            expect(told).to_contain_text("As known on 31 December 2023")
            page.wait_for_selector(".js-plotly-plot .annotation-text")
            foot = page.locator(".js-plotly-plot .annotation-text").all_text_contents()
            assert any("As known on" in words for words in foot)
            page.context.close()

    def test_the_marks_tell_the_tiers_apart(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/protection?lang=en")
        page.wait_for_selector(".js-plotly-plot .point")
        first = page.locator(".js-plotly-plot").first
        widths = first.locator(".points path.point").evaluate_all(
            "all => all.map(p => Math.round(p.getBoundingClientRect().width))"
        )
        assert len(widths) == 14
        assert len(set(widths)) >= 2
        page.context.close()


def test_pages_of_the_facts_are_turned(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/data?lang=zh")
    expect(page.locator("caption").first).to_contain_text("第1页")
    page.get_by_role("button", name="下一页", exact=True).click()
    expect(page.locator("caption").first).to_contain_text("第2页")
    settle(page)
    assert query(page)["p"] == ["2"]
    again = open_page(browser, page.url)
    expect(again.locator("caption").first).to_contain_text("第2页")
    page.context.close()
    again.context.close()
