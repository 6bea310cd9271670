"""What the framework itself says: in Chinese on Chinese pages, also while the server is away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from metrics import load
from metrics.locale import text
from pages.parts.frame.assets import words
from tests.browsing import PAGES, QUERIES, open_page, served, settle

pytestmark = pytest.mark.browser

# Texts and labels outside our own blocks, charts, cells, code and the ligatures of icons.
LEFT = """() => {
    const found = new Set();
    const other = '.stHtml, .js-plotly-plot, .stCode, script, style, noscript, '
        + '[data-testid=stIconMaterial], canvas table';
    const walker = document.createTreeWalker(document.body,
        NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
        {acceptNode: n => n.nodeType === 1 && n.matches(other)
            ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT});
    for (let n = walker.currentNode; n; n = walker.nextNode()) {
        if (n.nodeType === 3) { found.add(n.nodeValue.trim()); continue; }
        for (const a of ['aria-label', 'title', 'placeholder', 'alt']) {
            if (n.getAttribute(a)) { found.add(n.getAttribute(a)); }
        }
    }
    return [...found];
}"""
WORD = re.compile("[A-Za-z]{3,}")


def ours() -> set[str]:
    """Return Latin words of our own Chinese: in messages, and in names of the tables."""
    tables = load()
    said = [*text("zh").messages.values()]
    for d in tables.definitions.values():
        said += [d.name("zh"), d.definition("zh"), d.unit.name("zh")]
    said += [source.cite("zh") for source in tables.sources.values()]
    return set(WORD.findall(" ".join(said)))


OURS = ours()


def english(page: Page) -> list[str]:
    """List words that no Chinese message of ours holds."""
    said: list[str] = page.evaluate(LEFT)
    return [words for words in said if set(WORD.findall(words)) - OURS]


@pytest.fixture(scope="module")
def reader(browser: Browser, base: str) -> Iterator[Page]:
    """Open the window of one reader, who goes from page to page."""
    page = open_page(browser, f"{base}/checks?lang=zh")
    yield page
    page.context.close()


@pytest.mark.parametrize("name", [*PAGES, "indicator", "reading"])
def test_no_english_word_of_the_framework_is_left(reader: Page, base: str, name: str) -> None:
    page = reader
    path = "" if name == "overview" else name
    page.goto(f"{base}/{path}?lang=zh&{QUERIES.get(name, '')}")
    settle(page)
    assert english(page) == []
    for fold in page.locator(".st-key-find summary").all():
        fold.click()
    for field in page.locator("[data-testid=stSelectbox] input").all()[:1]:
        nothing = page.get_by_text("没有结果")
        # A page that is drawn once more empties what is typed meanwhile.
        for _ in range(5):
            field.click()
            field.fill("xyz")
            page.wait_for_timeout(500)
            if nothing.is_visible():
                break
        expect(nothing).to_be_visible()
        assert english(page) == []
        page.keyboard.press("Escape")


def test_the_words_follow_the_language(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/checks?lang=zh")
    label = page.locator("[data-testid=stSelectbox] [aria-label=打开]").first
    expect(label).to_be_attached()
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.locator("h1")).to_have_text("Checks")
    settle(page)
    expect(label).to_have_count(0)
    expect(page.locator("[data-testid=stSelectbox] [aria-label=Open]").first).to_be_attached()
    page.context.close()


def test_a_lost_connection_is_told_and_taken_up_again(browser: Browser) -> None:
    with served() as address:
        page = open_page(browser, f"{address}/policy?lang=zh")
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("连接已断开", timeout=30_000)
    expect(told).to_contain_text("自动重新连接")
    assert english(page) == []
    page.context.close()


def test_every_word_has_a_chinese_one() -> None:
    for said, chinese in words().items():
        assert re.search("[\u4e00-\u9fff]", chinese), said
        assert sorted(re.findall(r"\{\w+\}", said)) == sorted(re.findall(r"\{\w+\}", chinese)), said
