"""The page of checks in a browser: marks that lead there, counts, filters, pictures."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from metrics import Tables
from metrics.reconciliation import reconcile
from tests.browsing import open_page, query, settle

pytestmark = pytest.mark.browser

# Whether the two bars have a place in common.
PLACES = """() => [...document.querySelectorAll('.ip-check')].map(check => {
    const bars = [...check.querySelectorAll('.ip-bar')];
    const [first, last] = bars.map(b => b.getBoundingClientRect());
    const drawn = first.left < last.right + 1 && last.left < first.right + 1;
    return [check.dataset.verdict, drawn];
})"""


def test_a_mark_of_a_chart_leads_to_the_checks_that_do_not_fit(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/?lang=zh")
    page.locator(".ip-ft a.ip-ne").first.click()
    page.wait_for_selector(".ip-check")
    settle(page)
    assert query(page)["check"]
    verdicts = page.locator(".ip-check").evaluate_all("found => found.map(c => c.dataset.verdict)")
    assert set(verdicts) == {"inconsistent"}
    expect(page.locator(".ip-why").first).to_contain_text("原因")
    page.get_by_role("button", name="显示全部核对").click()
    page.wait_for_function("() => !location.search.includes('check=')")
    settle(page)
    expect(page.locator(".ip-check")).to_have_count(20)
    page.context.close()


def test_a_count_leads_to_its_checks_and_figures_are_one_click_away(
    browser: Browser, base: str, tables: Tables
) -> None:
    page = open_page(browser, f"{base}/checks?lang=en")
    tile = page.locator(".ip-tile[data-verdict=not_comparable]")
    count = sum(c.verdict == "not_comparable" for c in reconcile(tables))
    expect(tile.locator("b")).to_have_text(str(count))
    tile.click()
    page.wait_for_function("() => location.search.includes('verdict=not_comparable')")
    settle(page)
    expect(page.locator(".ip-check")).to_have_count(min(count, 20))
    first = page.locator(".ip-check").first
    first.locator("summary").click()
    first.locator("td.ip-indicator a").first.click()
    page.wait_for_url("**/indicator?**")
    page.context.close()


def test_the_picture_shows_what_the_verdict_says(
    browser: Browser, base: str, tables: Tables
) -> None:
    for verdict in ("inconsistent", "reading_ruled_out", "consistent"):
        count = min(sum(c.verdict == verdict for c in reconcile(tables)), 20)
        page = open_page(browser, f"{base}/checks?lang=zh&verdict={verdict}")
        page.wait_for_selector(".ip-check")
        settle(page)
        places = page.evaluate(PLACES)
        assert places == [[verdict, verdict == "consistent"]] * count
        page.context.close()
