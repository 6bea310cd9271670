"""Making, stopping and downloading workbooks in a browser; and the addresses of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect

from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang, text
from tests.browsing import MADE, Seen, open_page, settle

pytestmark = pytest.mark.browser


# Pages, with what stands in the names of their files.
TAKEN = {
    "": "china-ip-everything-",
    "utilisation": "china-ip-utilisation-",
    "explorer?s=gii_rank,satisfaction&t=change": "gii_rank-and-1-more_change",
    "data?theme=services&year=2021": "china-ip-services-2021-",
}


def taken(page: Page, form: str, lang: Lang, path: Path) -> tuple[str, Workbook]:
    """Press a button of a workbook and open what comes of it; return its name and the workbook."""
    say = text(lang)
    button = page.get_by_role("button", name=say(f"take.{form}"))
    # Charts that come near the view are drawn then, which takes away what is pressed meanwhile.
    button.scroll_into_view_if_needed()
    settle(page)
    button.click()
    words = say(f"take.{form}_ready", size="SIZE").split("SIZE")[0]
    with page.expect_download() as download:
        page.get_by_role("button", name=words).click(timeout=MADE)
    download.value.save_as(path)
    return download.value.suggested_filename, load_workbook(path, read_only=True)


@pytest.mark.filterwarnings("ignore:Sparkline Group")
@pytest.mark.parametrize("address", TAKEN)
@pytest.mark.parametrize("lang", LANGS)
def test_each_page_gives_both_workbooks(
    address: str, lang: Lang, browser: Browser, base: str, tmp_path: Path
) -> None:
    say, seen = text(lang), Seen()
    path, _, query = address.partition("?")
    page = open_page(browser, f"{base}/{path}?lang={lang}&{query}", seen=seen)
    name, book = taken(page, "xlsx", lang, tmp_path / "summary.xlsx")
    assert name.startswith(TAKEN[address])
    assert name.endswith(".summary.xlsx")
    assert book.sheetnames[:2] == [say("summary.summary"), say("summary.series")]
    head, *rows = book.worksheets[0].iter_rows(min_row=HEADER, values_only=True)
    assert head[:2] == (say("summary.theme"), say("summary.indicator"))
    assert rows
    assert all(row[head.index(say("summary.newest"))] is not None for row in rows)
    settle(page)
    page.get_by_test_id("stPopoverButton").click()
    expect(page.get_by_text(say("take.audit_help"))).to_be_visible()
    name, book = taken(page, "audit", lang, tmp_path / "audit.xlsx")
    assert name.startswith(TAKEN[address])
    assert name.endswith(".audit.xlsx")
    assert book.sheetnames[:2] == [say("sheet.cover"), say("sheet.contents")]
    assert seen == Seen()
    page.context.close()


def test_a_workbook_can_be_stopped_and_begun_again(browser: Browser, base: str) -> None:
    say = text("en")
    # Of a selection that nobody else asks for here: what another holds is handed out at once.
    page = open_page(browser, f"{base}/?lang=en&v=2024-06-30")
    page.get_by_test_id("stPopoverButton").click()
    make = page.get_by_role("button", name=say("take.audit"))
    make.click()
    stop = page.get_by_role("button", name=say("take.cancel"))
    stop.click()
    make.click()
    words = say("take.audit_ready", size="SIZE").split("SIZE")[0]
    expect(page.get_by_role("button", name=words)).to_be_visible(timeout=MADE)
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
