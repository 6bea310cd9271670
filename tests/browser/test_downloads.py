"""Making, stopping and downloading a workbook in a browser; and the addresses of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from metrics.locale import text
from tests.browsing import Seen, open_page

pytestmark = pytest.mark.browser


def test_a_workbook_is_made_and_downloaded(browser: Browser, base: str, tmp_path: Path) -> None:
    say, seen = text("zh"), Seen()
    page = open_page(browser, f"{base}/?lang=zh", seen=seen)
    page.get_by_role("button", name=say("take.xlsx")).click()
    stop = page.get_by_role("button", name=say("take.cancel"))
    expect(stop).to_be_visible()
    words = say("take.xlsx_ready", size="SIZE").split("SIZE")[0]
    ready = page.get_by_role("button", name=words)
    expect(ready).to_be_visible(timeout=30_000)
    expect(stop).to_have_count(0)
    with page.expect_download() as download:
        ready.click()
    assert download.value.suggested_filename.startswith("china-ip-everything-")
    path = tmp_path / "book.xlsx"
    download.value.save_as(path)
    assert load_workbook(path, read_only=True).sheetnames[1] == say("sheet.contents")
    assert seen == Seen()
    page.context.close()


def test_a_workbook_can_be_stopped_and_begun_again(browser: Browser, base: str) -> None:
    say = text("en")
    page = open_page(browser, f"{base}/?lang=en")
    make = page.get_by_role("button", name=say("take.xlsx"))
    make.click()
    page.get_by_role("button", name=say("take.cancel")).click()
    expect(make).to_be_visible()
    make.click()
    words = say("take.xlsx_ready", size="SIZE").split("SIZE")[0]
    expect(page.get_by_role("button", name=words)).to_be_visible(timeout=30_000)
    page.context.close()


def test_links_of_a_page_give_its_figures(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/data?lang=en&theme=services&sup=0")
    link = page.get_by_role("link", name="CSV", exact=True)
    with page.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_text(encoding="utf-8-sig")
    themes = {line.split(",services,")[0] != line for line in content.splitlines()[1:]}
    assert themes == {True}
    assert text("en")("selection.reports_only") in content
    page.get_by_role("button", name=text("en")("take.more")).click()
    page.get_by_role("link", name=text("en")("take.api")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.startswith(f"{base}/data/api")
