"""What stands below the first screen is drawn when it comes near, however much comes at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import PHONE, WIDE, open_page, resize

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["creation", "international"])
def test_all_of_a_page_that_is_in_view_at_once_is_drawn(
    browser: Browser, base: str, theme: str
) -> None:
    page = browser.new_page(viewport={"width": 1920, "height": 600})
    page.goto(f"{base}/{theme}?lang=zh")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.wait_for_selector("[data-near]", state="attached")
    page.set_viewport_size({"width": 1920, "height": 6000})
    page.wait_for_function(
        "() => document.querySelectorAll('[data-near]').length === 0", timeout=20_000
    )
    page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot').length > 3")
    page.close()


def test_what_is_not_looked_at_is_drawn_once_the_page_is_calm(browser: Browser, base: str) -> None:
    page = open_page(
        browser, f"{base}/utilisation?lang=zh", viewport={"width": 1366, "height": 768}
    )
    expect(page.locator("[data-near]")).to_have_count(0, timeout=30000)
    page.context.close()


def test_nothing_is_drawn_below_an_open_menu(browser: Browser, base: str) -> None:
    """The press of a hidden button would close the menu."""
    page = open_page(browser, f"{base}/creation?lang=zh", viewport=WIDE)
    page.get_by_test_id("stPopoverButton").first.click()
    menu = page.get_by_test_id("stPopoverBody")
    expect(menu).to_be_visible()
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML('beforeend', `<div data-near="more"></div>
                <div class="st-key-more"><button></button></div>`);
            const button = document.querySelector('.st-key-more button');
            button.onclick = () => { window.pressed = true; };
        }"""
    )
    page.wait_for_timeout(1500)
    expect(menu).to_be_visible()
    assert page.evaluate("window.pressed") is None
    page.keyboard.press("Escape")
    page.wait_for_function("() => window.pressed")
    page.context.close()


def test_a_phone_that_is_turned_has_charts_for_its_width_and_the_place_stays(
    browser: Browser, base: str
) -> None:
    page = open_page(browser, f"{base}/checks?lang=zh", viewport=PHONE)
    page.evaluate("ip.main().scrollTo(0, 700)")
    page.wait_for_function("() => history.state && history.state.y === 700")
    resize(page, {"width": PHONE["height"], "height": PHONE["width"]})
    kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert kept["vw"] == "844"
    # The browser keeps the same lines in view, which are wider now and fewer above.
    page.wait_for_function("() => ip.main().scrollTop > 350")
    page.context.close()


def test_charts_are_made_for_the_width_of_a_phone_from_the_first_visit(
    browser: Browser, base: str
) -> None:
    """A phone takes a page for 980 pixels wide until the document says that it fits."""
    page = open_page(
        browser, f"{base}/protection?lang=zh", viewport=PHONE, is_mobile=True, has_touch=True
    )
    kept = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert (kept["vw"], kept["vh"]) == ("390", "844")
    labels = page.locator(".js-plotly-plot").first.locator(".infolayer .annotation")
    boxes = [label.bounding_box() for label in labels.all()]
    drawn = [b for b in boxes if b is not None and b["width"] > 0]
    assert len(drawn) > 5
    for n, one in enumerate(drawn):
        for other in drawn[n + 1 :]:
            across = min(one["x"] + one["width"], other["x"] + other["width"])
            across -= max(one["x"], other["x"])
            upward = min(one["y"] + one["height"], other["y"] + other["height"])
            upward -= max(one["y"], other["y"])
            assert across < 3 or upward < 6, (one, other)
    page.context.close()


def test_rows_of_the_first_screen_come_with_the_page(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.add_init_script(
        """window.waited = new Set();
        new MutationObserver(() => { for (const place of document.querySelectorAll("[data-near]")) {
            window.waited.add(place.dataset.near); } })
            .observe(document, {subtree: true, childList: true});"""
    )
    page.goto(f"{base}/creation?lang=zh")
    page.wait_for_function(
        "() => document.querySelectorAll('.js-plotly-plot .main-svg').length > 3"
    )
    # The row below waits until it comes near.
    assert page.evaluate("[...window.waited]") == ["near-creation-1"]
    context.close()
