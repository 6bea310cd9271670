"""Texts at hand in a browser: from a figure to its place, and back; made-up texts throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from metrics import Tables
from metrics.locale import text
from tests.browsing import PHONE, WIDE, Seen, barriers, open_page, query, resize, served, settle
from tests.invented import invented, shelf, without

pytestmark = pytest.mark.browser
REPORT = "cnipa-work-report-2023"
BROKEN = "shen-2020-article"


@pytest.fixture(scope="module")
def folder(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return A text for each document, one of them without a page."""
    made = shelf(tables, tmp_path_factory.mktemp("texts"))
    plain = without(invented(tables, BROKEN), "二、深刻领会", "三、认真落实")
    (made / f"{BROKEN}.txt").write_text(f"{plain}又有12345件。\n" + "余事不表。\n" * 60, "utf-8")
    return made


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    with served(REPORTS_DIR=str(folder)) as address:
        yield address


def in_view(page: Page, mark: str) -> bool:
    """Whether a mark stands within the window, once scrolling has ended."""
    page.wait_for_timeout(600)
    box = page.locator(mark).bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    return 0 < box["y"] < size["height"] - 20


@pytest.mark.parametrize(("lang", "size"), [("zh", WIDE), ("en", PHONE)])
def test_from_a_figure_to_its_place_and_back(
    browser: Browser, base: str, lang: str, size: dict[str, int]
) -> None:
    seen = Seen()
    address = f"{base}/indicator?lang={lang}&id=pledge_financing&tab=statements&look=dark"
    page = open_page(browser, address, seen=seen, viewport=size)
    passage = page.locator(".ip-passage", has_text="4868.8亿元")
    expect(passage.locator("mark")).to_have_text("4868.8亿元")
    passage.locator("a").click()
    page.wait_for_url(re.compile("/reading"))
    settle(page)
    assert query(page)["at"] == ["pledge_financing@CN@2022@progress/4/2"]
    assert query(page)["lang"] == [lang]
    mark = ".ip-text mark:has-text('4868.8亿元')"
    assert in_view(page, mark)
    assert page.locator(mark).evaluate("m => getComputedStyle(m).outlineStyle") == "solid"
    page.locator(f"{mark} a").click()
    page.wait_for_url(re.compile("/indicator"))
    settle(page)
    page.go_back()
    settle(page)
    assert in_view(page, mark)
    assert (
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size["width"]
    )
    assert seen.errors == []
    assert seen.strangers == []
    page.context.close()


def test_the_language_changes_and_the_place_stays(browser: Browser, base: str) -> None:
    at = "pledge_financing@CN@2022@progress/4/2"
    page = open_page(browser, f"{base}/reading?lang=zh&doc={REPORT}&at={at}")
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.locator("h1")).to_have_text(text("en")("page.reading"))
    settle(page)
    assert in_view(page, ".ip-text mark:has-text('4868.8亿元')")
    page.context.close()


def test_what_is_marked_is_chosen_and_nothing_moves(browser: Browser, base: str) -> None:
    at = "pledge_financing@CN@2022@progress/4/2"
    page = open_page(browser, f"{base}/reading?lang=en&doc={REPORT}&at={at}")
    assert in_view(page, ".ip-text mark:has-text('4868.8亿元')")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 60")
    page.locator("[data-testid=stMain] [data-testid=stSelectbox] input").click()
    page.get_by_role("option", name="Dates and years").click()
    page.wait_for_url(re.compile("mark=date"))
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 60
    weights = [
        page.locator(f".ip-n-{kind}").first.evaluate("m => getComputedStyle(m).fontWeight")
        for kind in ("date", "marker")
    ]
    assert weights == ["600", "400"]
    page.context.close()


def test_what_a_copy_lacks_is_told_and_leads_to_what_is_left_over(
    browser: Browser, base: str
) -> None:
    page = open_page(browser, f"{base}/reading?lang=zh&doc={BROKEN}")
    text_warnings = page.locator(".ip-alarm li")
    assert "文本中没有" in text_warnings.first.inner_text()
    assert page.locator(".ip-text .ip-alarm").count() == 1
    text_warnings.locator("a", has_text="12345").click()
    assert in_view(page, ".ip-text .ip-left")
    page.context.close()


def test_bad_values_in_the_address_are_told(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/reading?lang=en&doc=no-document&mark=neon")
    for parameter in ("doc", "mark"):
        said = text("en")("state.bad", parameter=parameter)
        expect(page.get_by_text(said)).to_be_visible()
    assert page.locator("tbody tr").count() == 5
    assert "doc" not in query(page)
    page.context.close()


@pytest.mark.parametrize("doc", ["", REPORT, BROKEN])
def test_no_serious_barrier_and_nothing_wider_than_the_screen(
    browser: Browser, base: str, doc: str
) -> None:
    for lang, scheme in (("zh", "dark"), ("en", "light")):
        address = f"{base}/reading?lang={lang}" + (f"&doc={doc}" if doc else "")
        page = open_page(browser, address, color_scheme=scheme)
        assert barriers(page) == [], (lang, scheme)
        resize(page, PHONE)
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= PHONE["width"]
        page.context.close()


@pytest.mark.parametrize("address", [f"reading?doc={REPORT}&", "indicator?id=gii_rank&sup=0&"])
def test_no_english_word_stands_beside_a_text(browser: Browser, base: str, address: str) -> None:
    page = open_page(browser, f"{base}/{address}lang=zh")
    for kind in ("stIconMaterial", "stCode"):
        page.locator(f"[data-testid={kind}]").evaluate_all("all => all.forEach(i => i.remove())")
    page.locator("td.ip-printed").evaluate_all("all => all.forEach(i => i.remove())")
    words = set(re.findall(r"[A-Za-z]{3,}", page.locator("[data-testid=stMain]").inner_text()))
    version = {w for w in words if re.fullmatch(r"[a-f]+", w)}
    assert words - version - {"English", "Excel", "CSV", "JSON", "SDMX"} == set()
    page.context.close()
