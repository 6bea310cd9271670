"""The page for curators in a browser: a file is handed in, its changes are seen, tables taken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from metrics.locale import LANGS, Lang, text
from tests.browsing import MADE, PHONE, WIDE, Seen, open_page, settle
from tests.curation.filling import FACT, facts_book, saved
from tests.frozen import FROZEN

pytestmark = pytest.mark.browser
WRONG = FACT | {"value": "1.2"}


def file_of(fact: dict[str, str], lang: Lang) -> dict[str, object]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "报告.xlsx", "mimeType": kind, "buffer": saved(facts_book(fact, lang=lang))}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_from_a_file_to_the_changed_tables(
    browser: Browser, base: str, lang: Lang, size: dict[str, int], tmp_path: Path
) -> None:
    say, seen = text(lang), Seen()
    page = open_page(browser, f"{base}/curate?lang={lang}", viewport=size)
    seen.watch(page, base)
    before = {f.name: f.read_bytes() for f in FROZEN.iterdir() if f.is_file()}
    page.locator("input[type=file]").set_input_files(file_of(WRONG, lang))
    expect(page.locator(".ip-faults li")).to_have_count(1, timeout=MADE)
    expect(page.locator(".ip-faults .ip-cell")).to_contain_text("Figures!D2")
    page.get_by_role("button", name=say("curate.page.other")).click()
    expect(page.locator(".ip-faults")).to_have_count(0)
    page.locator("input[type=file]").set_input_files(file_of(FACT, lang))
    expect(page.locator(".ip-diff li").first).to_be_visible(timeout=MADE)
    expect(page.locator(".st-key-card-after-0 .js-plotly-plot")).to_be_visible(timeout=MADE)
    settle(page)
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)
    with page.expect_download() as taking:
        page.get_by_role("button", name=say("curate.page.take"), exact=True).click()
    taken = tmp_path / "tables.zip"
    taking.value.save_as(taken)
    with zipfile.ZipFile(taken) as package:
        made = {n: package.read(n).decode() for n in package.namelist()}
    assert set(made) == {"indicators.csv", "sources.csv"}
    line = "pledge_financing,CN,2026,1200000000000,1.2万亿元"
    assert line in made["indicators.csv"]
    assert line not in before["indicators.csv"].decode()
    assert {f.name: f.read_bytes() for f in FROZEN.iterdir() if f.is_file()} == before
    assert (seen.errors, seen.strangers) == ([], [])
    page.context.close()
