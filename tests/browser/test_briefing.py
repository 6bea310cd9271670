"""Briefing in a browser: adding, keeping, presenting; the presentation is the exported picture."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import docx
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader

from bench.serving import served
from metrics import Tables
from metrics.briefing.covers import OVERALL
from metrics.briefing.deck import MOST, parse_address
from metrics.briefing.deck import Slide as Kept
from metrics.briefing.exhibits import exhibit, explored
from metrics.briefing.pages import pages
from metrics.briefing.ready import DECKS, ready
from metrics.briefing.slides import Page as Slide
from metrics.exports import decks
from metrics.exports.images import Renderer
from metrics.exports.web import html_bytes
from metrics.locale import LANGS, Lang, text
from pages.parts.state.deck_cookie import unpacked
from tests.browsing import MADE, Seen, open_page, query, settle

pytestmark = pytest.mark.browser
GII = "indicator?id=gii_rank"
FIGURE = f"{GII}&show=figure"
SCREEN = {"width": 1920, "height": 1080}
# Titles of letters alone name no figure.
LETTERS = str.maketrans("0123456789", "ghijklmnop")
# What of a drawing is a mark of a figure: points, bars, and their whiskers.
MARKS = ".scatterlayer .points path, .barlayer .points > .point > path"


def wait_for_slide(page: Page) -> None:
    page.wait_for_selector(".slide.shown .main-svg .infolayer .annotation")
    page.wait_for_timeout(300)


def texts_of(page: Page) -> str:
    return page.evaluate(
        "() => [...document.querySelectorAll('.slide.shown text')].map(t => t.textContent).join('')"
    )


def issued_slides(tables: Tables, lang: Lang) -> tuple[Slide, ...]:
    return pages(tables, ready(tables, OVERALL), lang, date.today())


@pytest.mark.parametrize(("number", "lang"), [(2, "zh"), (4, "en"), (7, "zh"), (9, "en")])
def test_a_screenshot_of_the_presentation_is_the_exported_picture(
    browser: Browser, base: str, renderer: Renderer, tables: Tables, lang: Lang, number: int
) -> None:
    """Title, footer and number of marks are the same, and so is the picture."""
    deck = ready(tables, OVERALL)
    address = f"{base}/present?{urlencode({'lang': lang, 'd': deck.address()})}#{number}"
    seen = Seen()
    context = browser.new_context(viewport=SCREEN, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    seen.watch(page, address)
    page.goto(address)
    wait_for_slide(page)
    shown = issued_slides(tables, lang)[number - 1]
    said = texts_of(page)
    for words in shown.words:
        assert "".join("".join(words.lines).split()) in "".join(said.split())
    figure = decks.shown([shown])[0].figure
    drawing = renderer.render(figure, "svg").decode()
    on_screen = page.locator(f".slide.shown :is({MARKS})").count()
    page.set_content(drawing)
    assert page.locator(MARKS).count() == on_screen
    assert number == 2 or on_screen > 5
    page.goto("about:blank")
    page.goto(address)
    wait_for_slide(page)
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.slide.shown .annotation-text')]
            .map(t => [t.textContent, t.getBoundingClientRect()])
            .filter(([_, r]) => r.left < 0 || r.right > 1880 || r.bottom > 1060 || r.top < 20)
            .map(([words]) => words)"""
    )
    assert cut == []
    screen = Image.open(BytesIO(page.screenshot())).convert("L")
    picture = Image.open(BytesIO(renderer.render(figure, "png"))).convert("L")
    assert screen.size == picture.size == (1920, 1080)
    apart = np.abs(np.asarray(screen, float) - np.asarray(picture, float))
    assert apart.mean() < 0.5, "of 255 shades"
    assert seen.strangers == []
    assert seen.errors == []
    context.close()


def test_a_chart_is_added_kept_by_the_browser_and_presented(browser: Browser, base: str) -> None:
    say, seen = text("zh"), Seen()
    page = open_page(browser, f"{base}/utilisation?lang=zh", seen=seen)
    for place in (0, 1):
        page.get_by_role("button", name=say("card.menu"), exact=True).nth(place).click()
        page.locator("[popover]:popover-open").get_by_text(say("briefing.add")).click()
        expect(page.get_by_text(say("briefing.added", count=place + 1))).to_be_visible()
        settle(page)
        # The page is still the one where the chart is, and its menu counts the slides.
        assert "/utilisation" in page.url
        expect(page.locator(".ip-count").first).to_have_text(str(place + 1))
    # A link loads the page anew; the deck is still there.
    page.goto(f"{base}/briefing?lang=zh")
    settle(page)
    expect(page.get_by_text(say("briefing.count", count=2), exact=True)).to_be_visible()
    assert len(query(page)["d"][0].split("~")) == 2
    assert "add" not in query(page)
    frame = page.frame_locator("iframe[src*='present']")
    drawn = frame.locator(".slide.shown .main-svg .infolayer .annotation").first
    # The presentation is made when it is asked for, also where the machine has much to do.
    expect(drawn).to_be_visible(timeout=20_000)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=say("briefing.present"), exact=True).click()
    wait_for_slide(opened.value)
    assert opened.value.evaluate("document.querySelectorAll('.slide').length") == 2
    assert seen.errors == []
    assert seen.strangers == []


def add_chart(page: Page, place: int) -> None:
    say = text("zh")
    page.get_by_role("button", name=say("card.menu"), exact=True).nth(place).click()
    page.locator("[popover]:popover-open").get_by_text(say("briefing.add")).click()


def counted(page: Page, count: int) -> None:
    expect(page.locator(".ip-count").first).to_have_text(str(count), timeout=15_000)


def kept_by(page: Page, name: str = "deck") -> dict[str, Any]:
    """Return the cookie of a deck once the browser has it."""
    page.wait_for_function("name => document.cookie.includes(`${name}=`)", arg=name)
    (found,) = (dict(c) for c in page.context.cookies() if c["name"] == name)
    return found


def kept_slides(page: Page, count: int) -> list[Kept]:
    """Return the slides that the browser keeps once there are as many."""
    for _ in range(100):
        held = unpacked(kept_by(page)["value"])
        slides = list(parse_address(held.address).slides) if held else []
        if len(slides) == count:
            break
        page.wait_for_timeout(100)
    assert len(slides) == count
    return slides


class TestWindows:
    """Windows of one browser have one deck, and none takes away what another one added."""

    def test_what_two_add_at_once_is_in_both(self, browser: Browser, base: str) -> None:
        seen = Seen()
        first = open_page(browser, f"{base}/utilisation?lang=zh", seen=seen)
        second = first.context.new_page()
        seen.watch(second, base)
        second.goto(f"{base}/creation?lang=zh")
        settle(second)
        for window in (first, second):
            add_chart(window, 0)
        for window in (first, second):
            counted(window, 2)
        for window in (second, first):
            add_chart(window, 1)
        for window in (first, second):
            counted(window, 4)
            assert "kept" not in query(window)
        assert len({s.views for s in kept_slides(first, 4)}) == 4
        # What the page of one removes is gone in the other.
        second.goto(f"{base}/briefing?lang=zh")
        settle(second)
        second.get_by_role("button", name="✕").first.click()
        counted(first, 3)
        second.get_by_role("button", name=text("zh")("briefing.clear")).click()
        expect(first.locator(".ip-count")).to_have_count(0)
        second.get_by_role("button", name=text("zh")("briefing.undo")).click()
        counted(first, 3)
        assert seen.errors == []
        first.context.close()

    def test_a_window_that_heard_nothing_writes_over_nothing(
        self, browser: Browser, base: str
    ) -> None:
        first = open_page(browser, f"{base}/utilisation?lang=zh")
        deaf = first.context.new_page()
        deaf.add_init_script("delete window.BroadcastChannel")
        deaf.goto(f"{base}/creation?lang=zh")
        settle(deaf)
        add_chart(first, 0)
        kept_slides(first, 1)
        add_chart(deaf, 0)
        counted(deaf, 2)
        # The other one looks when its reader comes back to it.
        first.evaluate("dispatchEvent(new Event('focus'))")
        counted(first, 2)
        first.context.close()

    def test_a_broken_cookie_is_written_over(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/utilisation?lang=zh")
        page.context.add_cookies([{"name": "deck", "value": "junk!", "url": base}])
        page.reload()
        settle(page)
        add_chart(page, 0)
        counted(page, 1)
        page.wait_for_function("() => !document.cookie.includes('junk!')")
        page.context.close()

    def test_the_cookie_is_for_the_folder_of_the_app(self, browser: Browser) -> None:
        with served(path="/ip/stats") as server:
            page = open_page(browser, f"{server.base}/utilisation?lang=zh")
            add_chart(page, 0)
            counted(page, 1)
            kept = kept_by(page, "deck-ip-stats")
            assert (kept["path"], kept["sameSite"]) == ("/ip/stats/", "Lax")
            page.goto(f"{server.base}/briefing?lang=zh")
            settle(page)
            counted(page, 1)
            page.context.close()


class TestAdded:
    """What is added is what was clicked: the same chart, years, economies, figure."""

    def deck(self, page: Page, count: int = 1) -> list[str]:
        """Return the views of the deck that the browser keeps."""
        counted(page, count)
        return [view for slide in kept_slides(page, count) for view in slide.views]

    def test_on_a_card(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/international?lang=zh")
        add_chart(page, 0)
        (view,) = self.deck(page)
        drawn = page.locator("[class*='st-key-card-']").first.locator(".js-plotly-plot").first
        assert page.locator("[data-do=add]").first.get_attribute("data-view") == view
        assert drawn.count() == 1
        page.context.close()

    def test_on_an_indicator_with_its_transform_and_years(
        self, browser: Browser, base: str, tables: Tables
    ) -> None:
        say = text("zh")
        page = open_page(browser, f"{base}/indicator?lang=zh&id=gii_rank&area=US&as=change")
        page.get_by_role("button", name=say("range.years", count=5)).click()
        page.locator(".ip-indicator").get_by_text(say("briefing.add")).click()
        (view,) = self.deck(page)
        found = exhibit(tables, view, "zh")
        assert found.exploration is not None
        assert found.exploration.choice.transform == "change"
        assert [s.key for s in found.exploration.ranged] == ["gii_rank@US"]
        newest = tables.by_key["gii_rank@US"].latest.period.end.year
        years = {o.period.end.year for o in found.facts}
        assert newest - 6 <= min(years) <= newest - 4
        # Of the same chart with all its years, of its menu, and of the table.
        page.get_by_role("button", name=say("range.all")).click()
        add_chart(page, 0)
        assert "from=" not in self.deck(page, 2)[1]
        page.goto(f"{base}/indicator?lang=zh&id=gii_rank&as=table")
        settle(page)
        page.locator(".ip-indicator").get_by_text(say("briefing.add")).click()
        assert self.deck(page, 3)[2] == f"{GII}&show=table"
        page.context.close()

    def test_in_the_explorer(self, browser: Browser, base: str, tables: Tables) -> None:
        chosen = "s=gii_rank,gii_rank@US,gii_rank@JP&t=change&from=2016&to=2023"
        page = open_page(browser, f"{base}/explorer?lang=zh&{chosen}")
        page.get_by_role("button", name=text("zh")("briefing.add"), exact=True).last.click()
        (view,) = self.deck(page)
        choice = explored(tables, view).choice
        assert choice.series == ("gii_rank", "gii_rank@US", "gii_rank@JP")
        assert (choice.transform, choice.first, choice.last) == ("change", "2016", "2023")
        page.context.close()

    def test_of_a_figure_of_the_data(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/data?lang=zh&id=gii_rank&at=gii_rank@2023")
        drawer = page.get_by_role("dialog")
        drawer.get_by_role("button", name=text("zh")("briefing.add")).click()
        assert self.deck(page) == [f"{FIGURE}&at=2023"]
        page.context.close()


def test_a_deck_too_long_for_the_browser_is_asked_about(browser: Browser, base: str) -> None:
    say = text("zh")
    long = [sha256(bytes([n])).hexdigest().translate(LETTERS) * 2 for n in range(MOST)]
    deck = "~".join(f"chart!{GII}*zh:{title[::-1]}{title}" for title in long)
    page = open_page(browser, f"{base}/briefing?{urlencode({'lang': 'zh', 'd': deck})}")
    page.get_by_role("button", name="↓").first.click()
    expect(page.get_by_text(say("briefing.unkept_slides"))).to_be_visible(timeout=20_000)
    settle(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept())[0])
    address = page.url
    page.goto(f"{base}/policy?lang=zh")
    assert asked == ["beforeunload"]
    # Who has it as a file is not asked.
    page.goto(address)
    settle(page)
    page.get_by_role("button", name="↓").first.click()
    expect(page.get_by_text(say("briefing.unkept_slides"))).to_be_visible(timeout=20_000)
    settle(page)
    with page.expect_download():
        page.get_by_role("button", name=say("briefing.keep")).first.click()
    page.goto(f"{base}/policy?lang=zh")
    assert asked == ["beforeunload"]
    page.context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_opens_on_pictures_of_the_ready_made_decks(
    browser: Browser, base: str, tables: Tables, lang: Lang
) -> None:
    say, seen = text(lang), Seen()
    page = open_page(browser, f"{base}/briefing?lang={lang}", seen=seen)
    pictures = page.locator(".ip-deck img")
    expect(pictures).to_have_count(len(DECKS))
    page.wait_for_function(
        "() => [...document.querySelectorAll('.ip-deck img')].every(i => i.complete)"
    )
    for n in range(len(DECKS)):
        assert pictures.nth(n).evaluate("i => i.naturalWidth") > 0
        box = pictures.nth(n).bounding_box()
        assert box is not None
        # They have the proportions of a slide, also before they are there.
        assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)
    with page.context.expect_page() as opened:
        page.locator(".ip-deck").first.click()
    wait_for_slide(opened.value)
    count = opened.value.evaluate("document.querySelectorAll('.slide').length")
    assert count == len(issued_slides(tables, lang))
    page.get_by_role(
        "button", name=say("briefing.take", name=say("briefing.overall_short"))
    ).click()
    settle(page)
    slides = len(ready(tables, OVERALL).slides)
    expect(page.get_by_text(say("briefing.count", count=slides), exact=True)).to_be_visible()
    assert seen.errors == []
    assert seen.strangers == []


def test_a_pasted_link_gives_the_same_deck_in_a_new_browser(browser: Browser, base: str) -> None:
    title = "*~!% 位次升至第10位"
    deck = f"chart!{GII}*zh:%2A%7E%21%25 位次升至第10位"
    page = open_page(browser, f"{base}/briefing?{urlencode({'lang': 'zh', 'd': deck})}")
    expect(page.get_by_label(text("zh")("briefing.title"), exact=True)).to_have_value(title)
    assert query(page)["d"] == [deck]


@pytest.mark.parametrize("lang", LANGS)
def test_a_kept_deck_is_loaded_again(
    browser: Browser, base: str, lang: Lang, tmp_path: Path
) -> None:
    say = text(lang)
    page = open_page(browser, f"{base}/briefing?{urlencode({'lang': lang, 'd': f'chart!{GII}'})}")
    with page.expect_download() as download:
        page.get_by_role("button", name=say("briefing.keep")).click()
    path = tmp_path / "deck.json"
    download.value.save_as(path)
    old = path.read_text(encoding="utf-8").replace("10 exact ", "9 exact ")
    path.write_text(re.sub(r'"data": "\w+"', '"data": "older"', old), encoding="utf-8")
    page.goto(f"{base}/deck?lang={lang}")
    page.get_by_label(say("briefing.file")).set_input_files(path)
    page.get_by_role("button", name=say("briefing.open")).click()
    settle(page)
    assert query(page)["d"] == [f"chart!{GII}"]
    told = say("briefing.since", day=date.today().isoformat(), count="COUNT").split("COUNT")
    expect(page.get_by_text(told[1].strip())).to_be_visible()
    page.goto(f"{base}/present?{page.url.partition('?')[2]}#2")
    wait_for_slide(page)
    assert say("briefing.now_head") in texts_of(page)


@pytest.mark.parametrize("lang", LANGS)
def test_the_overall_deck_is_one_file_that_draws_without_a_network(
    browser: Browser, tables: Tables, lang: Lang, tmp_path: Path
) -> None:
    made = issued_slides(tables, lang)
    path = tmp_path / "deck.html"
    path.write_bytes(html_bytes(decks.shown(made), decks.title_of(made, lang), lang))
    seen = Seen()
    context = browser.new_context(viewport=SCREEN, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    seen.watch(page, path.as_uri())
    page.goto(path.as_uri())
    for slide in made:
        wait_for_slide(page)
        assert "".join(slide.title.split()) in "".join(texts_of(page).split())
        page.keyboard.press("ArrowRight")
    assert seen.strangers == []
    assert seen.errors == []
    context.close()


def made(page: Page, form: str, lang: Lang) -> Path:
    """Make a file on the page, and return it as it was downloaded."""
    say = text(lang)
    page.get_by_role("button", name=say(f"take.{form}"), exact=True).click()
    ready_ = re.compile(
        re.escape(say(f"take.{form}_ready", size="SIZE")).replace("SIZE", r"[\d,]+")
    )
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name=ready_).click(timeout=60_000)
    path: Path = taken.value.path()
    return path


@pytest.mark.parametrize("lang", LANGS)
def test_a_pdf_and_pictures_are_made_on_the_page(browser: Browser, base: str, lang: Lang) -> None:
    deck = {"lang": lang, "d": f"title~chart!{GII}"}
    page = open_page(browser, f"{base}/briefing?{urlencode(deck)}")
    reader = PdfReader(made(page, "pdf", lang))
    assert len(reader.pages) >= 2
    assert len(reader.outline) >= 2
    with zipfile.ZipFile(made(page, "png", lang)) as archive:
        names = archive.namelist()
        assert [name[:2] for name in names] == ["01", "02"]
        for name in names:
            assert Image.open(BytesIO(archive.read(name))).size == (1920, 1080)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGS)
def test_files_wait_for_each_other_and_all_stay(
    browser: Browser, base: str, lang: Lang, scheme: str
) -> None:
    say = text(lang)
    page = open_page(
        browser,
        f"{base}/briefing?{urlencode({'lang': lang, 'd': f'title~chart!{GII}'})}",
        color_scheme=scheme,
    )
    # The PDF is under way, or waits for the browser that draws, when the pictures are asked for.
    for form in ("pdf", "png", "html"):
        page.get_by_role("button", name=say(f"take.{form}"), exact=True).click()
        expect(page.locator(f".st-key-take_{form}_{lang}")).to_have_count(0)
    for form in ("pdf", "png", "html"):
        finished = page.locator(f".st-key-ready_{form}_{lang} button")
        expect(finished).to_be_visible(timeout=60_000)
        assert contrast(finished.locator("p").last) > 4.5
        with page.expect_download():
            finished.click()
    page.context.close()


def contrast(words: Locator) -> float:
    """Return how far the colour of some words is from what is behind them, as readers see it."""
    shades: list[list[float]] = words.evaluate(
        """e => { const rgb = c => c.match(/[0-9.]+/g).slice(0, 3).map(Number);
            const ground = rgb(getComputedStyle(e.closest('button')).backgroundColor);
            return [rgb(getComputedStyle(e).color), ground]; }"""
    )
    light = []
    for shade in shades:
        parts = [c / 255 for c in shade]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        light.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(light) + 0.05) / (min(light) + 0.05)


@pytest.mark.parametrize("lang", LANGS)
def test_a_phone_shows_what_is_chosen_while_the_list_is_in_view(
    browser: Browser, base: str, tables: Tables, lang: Lang
) -> None:
    deck = {"lang": lang, "d": ready(tables, OVERALL).address()}
    phone = {"width": 390, "height": 844}
    page = open_page(
        browser,
        f"{base}/briefing?{urlencode(deck)}",
        viewport=phone,
        is_mobile=True,
        has_touch=True,
    )
    row = page.locator("[class*='st-key-slide_11'] button >> visible=true")
    row.scroll_into_view_if_needed()
    row.tap()
    settle(page)
    shown, tapped = page.locator(".st-key-deck-preview iframe").bounding_box(), row.bounding_box()
    assert shown is not None
    assert tapped is not None
    assert shown["y"] >= 0
    assert shown["y"] + shown["height"] <= tapped["y"]
    assert tapped["y"] + tapped["height"] <= 844
    frame = page.frame_locator("iframe[src*='present']")
    expect(frame.locator("#slide-12")).to_have_class(re.compile("shown"), timeout=20_000)
    page.context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_ready_made_slides_are_put_behind_own_ones(browser: Browser, base: str, lang: Lang) -> None:
    say = text(lang)
    page = open_page(browser, f"{base}/briefing?{urlencode({'lang': lang, 'd': f'chart!{GII}'})}")
    page.get_by_text(say("briefing.others")).click()
    page.get_by_role("button", name=say("briefing.append")).first.click()
    page.wait_for_function("() => decodeURIComponent(location.search).includes('~')")
    slides = query(page)["d"][0].split("~")
    assert slides[0] == f"chart!{GII}"
    assert len(slides) > 5
    settle(page)
    page.get_by_role("button", name=say("briefing.undo")).click()
    page.wait_for_function("() => !decodeURIComponent(location.search).includes('~')")
    assert query(page)["d"] == [f"chart!{GII}"]
    page.context.close()


def give(place: Locator, file: Path) -> None:
    """Upload a file where the place for the one before is gone."""
    taker = place.locator("input[type=file]")
    expect(taker).to_have_count(1)
    taker.set_input_files(file)


@pytest.mark.parametrize("lang", LANGS)
def test_a_template_is_taken_used_and_given_up(
    browser: Browser, base: str, lang: Lang, tmp_path: Path
) -> None:
    say, seen = text(lang), Seen()
    book = Presentation()
    book.slide_width = Inches(10)
    path = tmp_path / "office.potx"
    book.save(str(path))
    page = open_page(
        browser, f"{base}/briefing?{urlencode({'lang': lang, 'd': f'chart!{GII}'})}", seen=seen
    )
    page.get_by_role("button", name=say("office.menu")).click()
    place = page.get_by_test_id("stPopoverBody")
    broken = tmp_path / "broken.pptx"
    broken.write_bytes(b"PK" + bytes(2000))
    give(place, broken)
    told = say("pptx.template_no_pptx", path="broken.pptx")
    expect(place.get_by_text(told)).to_be_visible(timeout=MADE)
    give(place, path)
    drop = place.get_by_role("button", name=say("office.drop", name="office.potx"))
    expect(drop).to_be_visible(timeout=MADE)
    page.keyboard.press("Escape")
    assert Presentation(str(made(page, "pptx", lang))).slide_width == Inches(10)
    assert seen.errors == []
    page.context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_an_upload_that_is_refused_is_told_in_a_sentence(
    browser: Browser, base: str, lang: Lang, tmp_path: Path
) -> None:
    page = open_page(browser, f"{base}/briefing?{urlencode({'lang': lang, 'd': f'chart!{GII}'})}")
    page.get_by_role("button", name=text(lang)("office.menu")).click()
    place = page.get_by_test_id("stPopoverBody")
    refused = {
        "large.pptx": {
            "zh": "错误： 文件不得超过20.0MB。",
            "en": "Error: File must be 20.0MB or smaller.",
        },
        "words.txt": {
            "zh": "错误： 不接受text/plain类型的文件。",
            "en": "Error: text/plain files are not allowed.",
        },
    }
    for name, told in refused.items():
        file = tmp_path / name
        file.write_bytes(bytes(65 * 2**20 if name == "large.pptx" else 1))
        give(place, file)
        alert = place.get_by_role("alert").filter(has_text=told[lang])
        expect(alert).to_be_visible()
        box = alert.bounding_box()
        assert box is not None
        assert box["height"] > 15, "it can be read"
        for words in ("add icon", "file upload"):
            assert (words in place.inner_html()) == (lang == "en")
    page.context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_a_word_document_is_made_and_taken(browser: Browser, base: str, lang: Lang) -> None:
    say = text(lang)
    deck = urlencode({"lang": lang, "d": f"chart!{GII}"})
    page = open_page(browser, f"{base}/briefing?{deck}", color_scheme="dark")
    page.get_by_role("button", name=say("take.docx_menu")).click()
    office = page.get_by_label(say("docx.office"))
    office.fill("综合处")
    office.press("Enter")
    page.get_by_role("button", name=say("take.docx"), exact=True).click()
    ready_ = re.compile(re.escape(say("take.docx_ready", size="SIZE")).replace("SIZE", r"[\d,]+"))
    # Also in a menu, which stands outside the page.
    page.mouse.move(2, 2)
    expect(page.get_by_role("button", name=ready_)).to_be_visible(timeout=MADE)
    page.wait_for_timeout(500)
    assert contrast(page.get_by_role("button", name=ready_).locator("p").last) > 4.5
    with page.expect_download() as taken:
        page.get_by_role("button", name=ready_).click()
    made = docx.Document(str(taken.value.path()))
    assert made.core_properties.author == "综合处"
    page.close()
