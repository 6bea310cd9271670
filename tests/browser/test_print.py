"""Pages on paper: whole, and without what is for clicking."""

from __future__ import annotations

import io
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from metrics.locale import LANGS, Lang, text
from tests.browsing import QUERIES, WIDE, open_page

pytestmark = pytest.mark.browser
# Signs that a font shares with a part of a sign, which is what a file then names.
RADICALS = str.maketrans("⻓⻔⻅⻆⻋⻉⻚⻛⻜⻝⻢⻣⻥⻦⻩⻬⻰", "长门见角车贝页风飞食马骨鱼鸟黄齐龙")
LAPTOP = {"width": 1366, "height": 768}


def plain(said: str) -> str:
    """Return a text without spaces; fonts in a file have some signs in another form."""
    return "".join(normalize("NFKC", said).translate(RADICALS).split())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["overview", "international", "indicator", "policy"])
def test_a_page_prints_whole(browser: Browser, base: str, name: str, lang: Lang) -> None:
    path = "" if name == "overview" else name
    size = WIDE if lang == "zh" else LAPTOP
    page = open_page(browser, f"{base}/{path}?lang={lang}&{QUERIES.get(name, '')}", viewport=size)
    title = page.locator("h1").inner_text()
    page.emulate_media(media="print")
    wider = page.evaluate(
        """() => [...document.querySelectorAll('.stMain *')].filter(e => {
            const r = e.getBoundingClientRect();
            return r.width && r.right > document.documentElement.clientWidth + 1; })
            .map(e => e.className).slice(0, 5)"""
    )
    page.emulate_media(media="null")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    page.context.close()
    assert wider == []
    (width, height) = printed.pages[0].mediabox[2:]
    assert height / width == pytest.approx(2**0.5, rel=0.01)
    said = " ".join(sheet.extract_text() for sheet in printed.pages)
    bare = plain(said)
    assert plain(title) in bare
    say = text(lang)
    for gone in ("nav.search", "nav.skip", "take.title"):
        assert plain(say(gone)) not in bare
    assert plain(say("foot.version", version="")) in bare


def test_what_is_folded_and_dark_prints_open_and_light(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/policy?lang=zh", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".stMain details:not([open])").count() == 0
    assert page.evaluate("document.documentElement.dataset.look") == "light"
    page.emulate_media(media="print", color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".stMain details[open]").count() == 0
    assert page.evaluate("document.documentElement.dataset.look") == "dark"
    page.context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_facts_is_printed_as_text(browser: Browser, base: str, lang: Lang) -> None:
    page = open_page(browser, f"{base}/data?lang={lang}&id=gii_rank", viewport=LAPTOP)
    cell = page.locator(".ip-plain td").first
    assert not cell.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".st-key-facts").is_hidden()
    drawn = page.evaluate(
        "() => document.querySelector('.ip-plain table').getBoundingClientRect().height"
    )
    assert drawn > 200
    page.context.close()
