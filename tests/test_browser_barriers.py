"""Nothing bars a reader: axe-core over every page, and the keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from metrics.text import LANGS
from pages.parts.shell import SECTIONS
from tests.browsing import SIX, open_page

pytestmark = pytest.mark.browser


ADDRESSES = [
    "",
    *SECTIONS["chain"],
    *SECTIONS["more"],
    "indicator?id=pledge_financing",
    f"explorer?s={SIX}&t=pct&ev=law",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_serious_barrier(browser: Browser, base: str, address: str) -> None:
    """axe-core over every page, both languages, both displays."""
    for lang in LANGS:
        for scheme in ("light", "dark"):
            mark = "&" if "?" in address else "?"
            page = open_page(browser, f"{base}/{address}{mark}lang={lang}", color_scheme=scheme)
            page.wait_for_timeout(300)
            found = Axe().run(page).response["violations"]
            barriers = [
                (v["id"], n["html"][:120])
                for v in found
                if v["impact"] in ("serious", "critical")
                for n in v["nodes"]
            ]
            assert barriers == [], (lang, scheme)
            page.context.close()


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
