"""What the first page says with no click, and a sentence to take along; on a phone too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from metrics.locale import LANGS, Lang
from tests.browsing import PHONE, WIDE, open_page, settle

pytestmark = pytest.mark.browser

# The newest of the frozen tables where the reports print older ones, in the order of the page.
NEWEST: dict[Lang, list[str]] = {
    "zh": ["第10位", "532万件", "16件", "15个月", "82.81分", "3,987.1亿元", "54%", "13.38%"],
    "en": [
        *("10th", "5.32 million", "16", "15 months", "82.81 points", "CNY 398.71 bn"),
        *("54%", "13.38%"),
    ],
}
SENTENCES: dict[Lang, str] = {
    "zh": "2025年为15个月，2012年为22.6个月；2015—2017年约22个月",
    "en": "2025: 15 months, from 22.6 in 2012; about 22 months in 2015–2017",
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_newest_figures_and_a_sentence_on_examination(
    browser: Browser, base: str, size: dict[str, int], lang: Lang
) -> None:
    page = open_page(
        browser,
        f"{base}/?lang={lang}",
        viewport=size,
        permissions=["clipboard-read", "clipboard-write"],
    )
    figures = page.locator(".ip-fig")
    for figure in figures.all():
        expect(figure).to_be_visible()
    values = ["".join(v.inner_text().split()) for v in figures.locator(".ip-v").all()]
    assert values == ["".join(v.split()) for v in NEWEST[lang]]
    figures.nth(3).click()
    said = page.locator(".ip-say")
    expect(said).to_be_visible()
    settle(page)
    said.click(click_count=3)
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()").strip() == SENTENCES[lang]
    page.context.close()
