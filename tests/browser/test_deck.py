"""Slides in a browser that has no network: drawn, turned, named, taken and printed."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import plotly.graph_objects as go
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from metrics.exports.images import Shown
from metrics.exports.web import html_bytes, page_html
from metrics.locale import text
from tests.browsing import Seen

pytestmark = pytest.mark.browser
PAPER = (250, 248, 240)
TITLES = ["知识产权", "A/B: two?", "第三张", "第四张"]
SAY = text("zh")
NOW = "() => Number(location.hash.slice(1))"


def slide(number: int, title: str) -> Shown:
    figure = go.Figure(go.Bar(x=["2021年", "2022年"], y=[1, number + 2]))
    paper = f"rgb{PAPER}"
    figure.update_layout(title=title, paper_bgcolor=paper, plot_bgcolor=paper)
    figure.add_annotation(
        text=title, x=0, y=1, xref="paper", yref="paper", showarrow=False, font_size=48
    )
    return Shown(title, f"图：{title}", figure, (f"备注{number}", "<b>来源</b>"))


SLIDES = [slide(number, title) for number, title in enumerate(TITLES)]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("deck") / "deck.html"
    path.write_bytes(html_bytes(SLIDES, "简报", "zh"))
    return path.as_uri()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(browser: Browser, saved: str, seen: Seen) -> Iterator[Page]:
    viewport = {"width": 1920, "height": 1080}
    context = browser.new_context(offline=True, viewport=viewport)  # type: ignore[arg-type]
    opened = context.new_page()
    seen.watch(opened, saved)
    opened.goto(saved)
    drawn(opened)
    yield opened
    context.close()
    assert seen.errors == []
    assert seen.strangers == []


def drawn(page: Page) -> None:
    page.wait_for_selector(".slide.shown .main-svg .infolayer .gtitle")


def at(page: Page, number: int) -> None:
    page.wait_for_function(f"() => ({NOW})() === {number}")
    expect(page.locator(".slide.shown")).to_have_attribute("id", f"slide-{number}")
    expect(page.locator(".slide:visible")).to_have_count(1)


def test_a_slide_fills_the_window_and_nothing_else_is_seen(page: Page) -> None:
    at(page, 1)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    assert picture.size == (1920, 1080)
    edges = [(x, y) for x in (0, 1919) for y in range(0, 1080, 9)]
    edges += [(x, y) for y in (0, 1079) for x in range(0, 1920, 9)]
    assert {picture.getpixel(place) for place in edges} == {PAPER}
    assert page.evaluate("[innerWidth, document.documentElement.clientWidth]") == [1920, 1920]
    assert page.evaluate("getComputedStyle(document.body).cursor") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('#tools')).opacity") == "0"


def test_keys_turn_slides(page: Page) -> None:
    steps = [("ArrowRight", 2), ("PageDown", 3), ("Space", 4), ("Enter", 4), ("ArrowLeft", 3)]
    steps += [("PageUp", 2), ("Backspace", 1), ("Enter", 2), ("End", 4), ("Home", 1)]
    for key, number in steps:
        page.keyboard.press(key)
        at(page, number)
        drawn(page)
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    at(page, 3)
    spoken = SAY("deck.position", number=3, count=4, title=TITLES[2])
    expect(page.locator("#position")).to_have_text(spoken)


def test_only_the_shown_slide_and_the_next_are_drawn(page: Page) -> None:
    expect(page.locator("#slide-2 .main-svg").first).to_be_attached()
    assert page.locator("#slide-3 .main-svg").count() == 0
    page.keyboard.press("ArrowRight")
    expect(page.locator("#slide-3 .main-svg").first).to_be_attached()
    assert page.locator("#slide-4 .main-svg").count() == 0


def test_an_address_names_a_slide_and_back_leaves(page: Page, saved: str) -> None:
    page.goto("about:blank")
    page.goto(f"{saved}#3")
    at(page, 3)
    page.keyboard.press("ArrowRight")
    at(page, 4)
    page.evaluate("location.hash = '#2'")
    at(page, 2)
    page.go_back()
    at(page, 4)
    page.go_back()
    assert page.url == "about:blank"


def test_clicks_and_swipes_turn_slides(page: Page) -> None:
    page.mouse.click(1800, 500)
    at(page, 2)
    page.mouse.click(960, 500)
    at(page, 2)
    page.mouse.click(100, 500)
    at(page, 1)
    swipe = """([from, to]) => { for (const [type, x] of [["pointerdown", from], ["pointerup", to]])
        document.querySelector("#stage").dispatchEvent(new PointerEvent(type, {bubbles: true,
            isPrimary: true, button: 0, clientX: x, clientY: 500, pointerType: "touch"})); }"""
    page.evaluate(swipe, [900, 500])
    at(page, 2)
    page.evaluate(swipe, [500, 900])
    at(page, 1)


def test_charts_are_alive_at_any_size(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    expect(page.locator("#stage")).to_have_css("transform", re.compile("matrix"))
    box = page.locator("#slide-1 .bars .point").last.bounding_box()
    assert box is not None
    # A chart answers to a mouse that moves over it, not to one that was set down.
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(middle[0] - 20, middle[1] - 20)
    page.mouse.move(*middle, steps=5)
    expect(page.locator("#slide-1 .hovertext")).to_have_count(1)
    stage = page.locator("#stage").bounding_box()
    assert stage == pytest.approx({"x": 0, "y": 118.75, "width": 1000, "height": 562.5}, abs=0.01)
    assert page.locator(".modebar").count() == 0


@pytest.fixture
def phone(browser: Browser, saved: str, seen: Seen) -> Iterator[Page]:
    """Open the slides on a phone that is held upright."""
    context = browser.new_context(
        viewport=UPRIGHT,  # type: ignore[arg-type]
        is_mobile=True,
        has_touch=True,
        device_scale_factor=2,
    )
    opened = context.new_page()
    seen.watch(opened, saved)
    opened.goto(saved)
    drawn(opened)
    yield opened
    context.close()
    assert seen.errors == []


UPRIGHT, LYING = {"width": 390, "height": 844}, {"width": 844, "height": 390}


def turn_round(phone: Page, size: dict[str, int]) -> None:
    phone.set_viewport_size(size)  # type: ignore[arg-type]
    phone.wait_for_function("wide => innerWidth === wide", arg=size["width"])
    phone.wait_for_timeout(200)


def swipe(phone: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw a finger over the screen, as the system tells it."""
    touch = phone.context.new_cdp_session(phone)
    points = [
        {"x": start[0] + (end[0] - start[0]) * n / 8, "y": start[1] + (end[1] - start[1]) * n / 8}
        for n in range(9)
    ]
    for kind, own in (("touchStart", points[:1]), *(("touchMove", [p]) for p in points[1:])):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": own})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_slide_fits_the_screen_of_a_phone_held_either_way(phone: Page) -> None:
    """A phone lays a page out as wide as its content, unless nothing is wider than the screen."""
    for size in (UPRIGHT, LYING, UPRIGHT):
        turn_round(phone, size)
        scale = min(size["width"] / 1920, size["height"] / 1080)
        wide, high = 1920 * scale, 1080 * scale
        # Upright it stands above its notes.
        box = {"x": (size["width"] - wide) / 2, "y": 0, "width": wide, "height": high}
        assert phone.locator("#stage").bounding_box() == pytest.approx(box, abs=0.1)
        picture = Image.open(BytesIO(phone.screenshot())).convert("RGB")
        middle = picture.getpixel((picture.width // 2, round(high / 2 + 4) * 2))
        assert middle != (16, 20, 24), "the slide is seen, not the ground behind it"
        sizes = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert sizes == [size["width"], size["width"]]


def test_a_phone_turns_slides_by_swipes_taps_and_buttons_that_are_seen(phone: Page) -> None:
    swipe(phone, (300, 120), (80, 124))
    at(phone, 2)
    swipe(phone, (80, 120), (300, 120))
    at(phone, 1)
    phone.touchscreen.tap(370, 120)
    at(phone, 2)
    phone.touchscreen.tap(20, 120)
    at(phone, 1)
    for size in (UPRIGHT, LYING):
        turn_round(phone, size)
        following = phone.get_by_role("button", name=SAY("deck.next"), exact=True)
        before = phone.get_by_role("button", name=SAY("deck.previous"), exact=True)
        for button, number in ((following, 2), (before, 1)):
            box = button.locator("visible=true").bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 40
            button.locator("visible=true").tap()
            at(phone, number)
    # Buttons beside the slide, not on it.
    stage, box = (phone.locator(w).bounding_box() for w in ("#stage", ".turn >> nth=0"))
    assert stage is not None
    assert box is not None
    assert box["x"] + box["width"] <= stage["x"]


def test_a_phone_shows_title_and_notes_below_the_slide_and_the_rest_by_a_button(
    phone: Page,
) -> None:
    notes = phone.get_by_role("region", name=SAY("deck.notes"))
    swipe(phone, (300, 120), (80, 120))
    at(phone, 2)
    expect(notes).to_contain_text(TITLES[1])
    expect(notes).to_contain_text("备注1")
    expect(notes).to_contain_text("<b>来源</b>")
    printing = phone.get_by_role("button", name=SAY("deck.print"))
    expect(printing).to_be_hidden()
    phone.get_by_role("button", name=SAY("deck.tools")).tap()
    expect(printing).to_be_visible()
    turn_round(phone, LYING)
    expect(notes).to_be_hidden()
    phone.get_by_role("button", name=SAY("deck.tools")).tap()
    phone.get_by_role("button", name=SAY("deck.notes")).tap()
    expect(notes).to_be_visible()


def test_nothing_but_long_notes_moves_under_a_finger(phone: Page) -> None:
    phone.evaluate("document.querySelector('#lines').style.height = '3000px'")
    swipe(phone, (200, 700), (204, 400))
    phone.wait_for_function("() => document.querySelector('#notes').scrollTop > 50")
    swipe(phone, (200, 60), (204, 200))
    swipe(phone, (200, 200), (204, 20))
    place = "[scrollX, scrollY, visualViewport.pageTop, visualViewport.scale]"
    assert phone.evaluate(place) == [0, 0, 0, 1]
    at(phone, 1)


def test_words_of_a_slide_can_be_marked(page: Page) -> None:
    box = page.locator(".slide.shown .annotation-text").first.bounding_box()
    assert box is not None
    across = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, across)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, across, steps=5)
    page.mouse.up()
    assert page.evaluate("String(getSelection())").strip() == TITLES[0]
    at(page, 1)


def test_a_slide_is_heard_in_order(page: Page) -> None:
    told = page.locator("main").aria_snapshot()
    places = [told.index(words) for words in ("简报", TITLES[0], f"图：{TITLES[0]}")]
    assert places == sorted(places)
    assert TITLES[1] not in told, "other slides are not there"


def test_notes_stand_beside_the_slide(page: Page) -> None:
    notes = page.get_by_role("region", name=SAY("deck.notes"))
    expect(notes).to_be_hidden()
    page.keyboard.press("n")
    expect(notes).to_contain_text("备注0")
    page.keyboard.press("ArrowRight")
    expect(notes).to_contain_text("备注1")
    page.keyboard.press("Escape")
    expect(notes).to_be_hidden()


def test_tools_tell_the_keys_and_go(page: Page) -> None:
    tools = page.locator("#tools")
    page.mouse.move(900, 300)
    expect(tools).to_have_css("opacity", "1")
    expect(tools.get_by_text(SAY("deck.hint"))).to_be_visible()
    expect(tools).to_have_css("opacity", "0", timeout=6000)
    # Who turned a slide knows how: few tools are seen then, and all of them near the foot.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.mouse.move(900, 320)
    expect(tools).to_have_css("opacity", "1")
    printing = tools.get_by_role("button", name=SAY("deck.print"))
    expect(printing).to_be_hidden()
    expect(tools.get_by_text("⋯")).to_be_visible()
    few = tools.bounding_box()
    assert few is not None
    assert few["width"] < 300, "the slide is seen"
    page.mouse.move(900, 1040)
    expect(printing).to_be_visible()
    expect(tools.get_by_text("⋯")).to_be_hidden()
    page.get_by_role("button", name=SAY("deck.next"), exact=True).click()
    at(page, 2)
    page.keyboard.press("Space")
    at(page, 3)
    expect(tools).to_have_css("opacity", "0", timeout=6000)
    assert page.evaluate("getComputedStyle(document.body).cursor") == "none"
    page.keyboard.press("Tab")
    expect(tools).to_have_css("opacity", "1")


@pytest.mark.parametrize(("words", "size"), [("PNG", (1920, 1080)), ("PNG 4K", (3840, 2160))])
def test_a_picture_is_one_click(page: Page, words: str, size: tuple[int, int]) -> None:
    page.keyboard.press("ArrowRight")
    page.mouse.move(900, 1040)
    with page.expect_download() as download:
        page.get_by_text(words, exact=True).click()
    content = Path(download.value.path()).read_bytes()
    assert struct.unpack(">II", content[16:24]) == size
    large = " 4K" if words.endswith("4K") else ""
    assert download.value.suggested_filename == f"02 A B two{large}.png"


def test_a_drawing_is_one_click(page: Page) -> None:
    page.mouse.move(900, 1040)
    with page.expect_download() as download:
        page.get_by_text("SVG", exact=True).click()
    assert TITLES[0] in Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == "01 知识产权.svg"


def test_full_screen_help_and_leaving(page: Page) -> None:
    keys = page.get_by_role("dialog", name=SAY("deck.keys"))
    for key in ("?", "h"):
        page.keyboard.press(key)
        expect(keys).to_be_visible()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        expect(keys).to_be_hidden()
    at(page, 1)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement === null")


def test_every_slide_is_printed_on_a_page(page: Page) -> None:
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(reader.pages) == 4
    for sheet, title in zip(reader.pages, TITLES, strict=True):
        assert (sheet.mediabox.width, sheet.mediabox.height) == (1440, 810)
        assert title in sheet.extract_text()


def test_a_page_of_the_dashboard_shows_its_first_slide_and_leads_home(browser: Browser) -> None:
    made = page_html(SLIDES, "Briefing", "en", "plotly.js", first=3, home="home")
    script = html_bytes([], "", "en").decode("utf-8").split("<script>")[1].split("</script>")[0]
    answers = {"/deck": made, "/plotly.js": script, "/home": "<title>home</title>"}
    page = browser.new_page()
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body=answers[route.request.url.removeprefix("http://deck.test")],
            content_type="text/javascript" if "plotly" in route.request.url else "text/html",
        ),
    )
    page.goto("http://deck.test/deck")
    at(page, 3)
    drawn(page)
    page.keyboard.press("Escape")
    page.wait_for_url("**/home")
