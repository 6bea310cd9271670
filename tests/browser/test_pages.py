"""How pages are set, measured in a browser: rows that are one row, heights, what is filled."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from metrics.locale import LANGS, Lang, text
from metrics.views.stories import CHAIN
from tests.browsing import PHONE, WIDE, open_page

pytestmark = pytest.mark.browser
LAPTOP = {"width": 1366, "height": 768}
WINDOWS = pytest.mark.parametrize("size", [WIDE, LAPTOP], ids=["wide", "laptop"])
# Screens of a phone that the page of a theme takes at most.
SCREENS = 6
# Pixels of a line of a table.
LINE = 35.5


def tops(page: Page, selector: str) -> list[int]:
    """Return where elements begin that are seen, each place once."""
    found: list[int] = page.evaluate(
        """selector => [...new Set([...document.querySelectorAll(selector)]
            .map(e => e.getBoundingClientRect()).filter(r => r.width)
            .map(r => Math.round(r.top)))]""",
        selector,
    )
    return found


def come_near(page: Page) -> None:
    """Scroll through a page, so that all of it is drawn."""
    for _ in range(14):
        page.evaluate("document.querySelector('.stMain').scrollTop += 600")
        page.wait_for_timeout(200)


@WINDOWS
@pytest.mark.parametrize("lang", LANGS)
def test_choices_of_the_explorer_stand_in_one_row(
    browser: Browser, base: str, lang: Lang, size: dict[str, int]
) -> None:
    page = open_page(browser, f"{base}/explorer?lang={lang}", viewport=size)
    assert len(tops(page, ".ip-looks > div")) == 1
    # Narrowing is folded until it is asked for.
    assert page.locator(".st-key-find .stSelectbox:visible").count() == 0
    page.get_by_text(text(lang)("explore.filters"), exact=True).click()
    page.locator(".st-key-find .stSelectbox:visible").nth(3).wait_for()
    page.context.close()


@WINDOWS
@pytest.mark.parametrize("lang", LANGS)
def test_a_page_ends_in_one_row_of_small_type(
    browser: Browser, base: str, lang: Lang, size: dict[str, int]
) -> None:
    page = open_page(browser, f"{base}/services?lang={lang}", viewport=size)
    foot = page.evaluate(
        """() => { const all = [...document.querySelectorAll('.ip-foot :is(p, a, span)')];
            const soft = getComputedStyle(document.querySelector('.ip-foot')).color;
            return [document.querySelector('.ip-foot').clientHeight,
                [...new Set(all.map(e => getComputedStyle(e).fontSize))],
                getComputedStyle(document.querySelector('.ip-foot p')).color === soft]; }"""
    )
    assert foot == [36, ["14px"], True]
    # What can be taken along looks alike, whoever made it.
    row = page.evaluate(
        """() => [...document.querySelectorAll('[class*=st-key-take-row] :is(button, a.ip-btn)')]
            .filter(e => e.getBoundingClientRect().width && !e.closest('[popover]')).map(e => {
                const s = getComputedStyle(e), r = e.getBoundingClientRect();
                return [Math.round(r.top), Math.round(r.height), s.fontSize, s.borderColor,
                    s.borderRadius, s.paddingLeft].join(); })"""
    )
    assert len(row) == 4
    assert len(set(row)) == 1, row
    page.context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_foot_leads_to_the_place_on_the_page_of_data(
    browser: Browser, base: str, lang: Lang
) -> None:
    page = open_page(browser, f"{base}/services?lang={lang}", viewport=LAPTOP)
    page.locator(".ip-foot").get_by_role("link", name=text(lang)("foot.workbook")).click()
    page.wait_for_function(
        """() => { const at = document.getElementById('ip-take');
            return at && at.getBoundingClientRect().bottom < innerHeight
                && document.querySelector('.stMain').scrollTop > 0; }"""
    )
    page.context.close()


@pytest.mark.parametrize("theme", CHAIN)
@pytest.mark.parametrize("lang", LANGS)
def test_names_that_fit_a_line_take_one(
    browser: Browser, base: str, lang: Lang, theme: str
) -> None:
    page = open_page(browser, f"{base}/{theme}?lang={lang}", viewport=LAPTOP)
    tall = page.evaluate(
        """least => [...document.querySelectorAll('.ip-rows tbody tr')].filter(row => {
                const link = row.querySelector('.ip-name a');
                const range = document.createRange();
                range.selectNodeContents(link);
                return row.getBoundingClientRect().height > least
                    && range.getClientRects().length === 1; })
            .map(row => row.innerText)""",
        LINE,
    )
    assert tall == []
    page.context.close()


@pytest.mark.parametrize("theme", CHAIN)
@pytest.mark.parametrize("lang", LANGS)
def test_a_theme_takes_six_screens_of_a_phone(
    browser: Browser, base: str, lang: Lang, theme: str
) -> None:
    page = open_page(browser, f"{base}/{theme}?lang={lang}", viewport=PHONE)
    come_near(page)
    high = page.evaluate("document.querySelector('.stMain').scrollHeight")
    assert high <= SCREENS * PHONE["height"]
    page.evaluate("document.querySelector('.stMain').scrollTop = 0")
    assert page.locator("h1").bounding_box()["y"] <= 72  # type: ignore[index]
    page.context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_large_chart_of_the_overview_begins_on_the_first_screen(
    browser: Browser, base: str, lang: Lang
) -> None:
    page = open_page(browser, f"{base}/?lang={lang}", viewport=LAPTOP)
    assert page.locator(".js-plotly-plot").first.bounding_box()["y"] <= 768  # type: ignore[index]
    come_near(page)
    heads = page.locator(".ip-eb h2").all_inner_texts()
    assert len(heads) == len(set(heads)) == 6
    page.context.close()


@pytest.mark.parametrize("theme", CHAIN)
def test_rows_of_charts_are_filled(browser: Browser, base: str, theme: str) -> None:
    page = open_page(browser, f"{base}/{theme}?lang=en", viewport=LAPTOP)
    come_near(page)
    rows = page.evaluate(
        """() => { const rows = {};
            for (const card of document.querySelectorAll('[class*=st-key-card-]')) {
                if (/-lead( |$)/.test(card.className)) continue;
                const r = card.getBoundingClientRect();
                (rows[Math.round(r.top)] ||= []).push(r); }
            return Object.values(rows).map(row => Math.round(
                Math.max(...row.map(r => r.right)) - Math.min(...row.map(r => r.left)))); }"""
    )
    assert all(width == pytest.approx(1302, abs=2) for width in rows), rows
    page.context.close()


def test_pictures_of_checks_stay_in_their_place(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/checks?lang=en", viewport=LAPTOP)
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('.ip-bar')].filter(bar => {
            const track = bar.parentElement.getBoundingClientRect();
            const r = bar.getBoundingClientRect();
            return r.height > 13 || r.left < track.left - 7
                || r.right > track.right + 7; }).length"""
    )
    assert page.locator(".ip-bar").count() > 10
    assert beyond == 0
    page.context.close()
