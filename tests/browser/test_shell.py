"""What stands around every page, in a browser: header, search, selection, display, history."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from metrics.locale import LANGS, Lang, text
from pages.parts.frame.places import THEMES
from tests.browsing import PAGES, PHONE, WIDE, Seen, barriers, open_page, query, resize, settle

pytestmark = pytest.mark.browser
LAPTOP = {"width": 1366, "height": 768}


def box(found: Locator) -> dict[str, float]:
    made = found.bounding_box()
    assert made is not None
    return dict(made)


def chip(page: Page) -> Locator:
    return page.locator(".ip-chip")


def loads(page: Page) -> list[object]:
    seen: list[object] = []
    page.on("load", lambda loaded: seen.append(loaded))
    return seen


class TestHeader:
    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("size", [WIDE, LAPTOP, PHONE])
    def test_it_is_a_row_of_56_px_and_nothing_in_it_is_cut(
        self, browser: Browser, base: str, size: dict[str, int], lang: Lang
    ) -> None:
        page = open_page(browser, f"{base}/policy?lang={lang}", viewport=size)
        head = page.locator(".ip-header")
        width = {1920: 1680, 1366: 1302, 390: 358}[size["width"]]
        assert (box(head)["y"], box(head)["height"], box(head)["width"]) == (0, 56, width)
        assert box(page.locator("h1"))["y"] <= 72
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        shown = [b for b in head.locator("> *").all() if b.is_visible()]
        sides = sorted((box(b)["x"], box(b)["x"] + box(b)["width"]) for b in shown[1:])
        assert all(a[1] <= b[0] + 1 for a, b in pairwise(sides))
        cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
        assert page.locator(".ip-nav > a:visible, .ip-home:visible").evaluate_all(cut) == []
        # A row that lacks a fraction of a pixel cuts words whose whole pixels all fit.
        texts = (
            "all => all.map(e => { const r = document.createRange(); r.selectNodeContents(e);"
            " return r.getBoundingClientRect().width - e.getBoundingClientRect().width })"
        )
        assert all(n < 0.02 for n in page.locator(".ip-chip span:visible").evaluate_all(texts))
        page.context.close()

    def test_no_page_has_a_column_beside_it(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/?lang=zh")
        for name in ("", "checks", "data"):
            if name:
                page.goto(f"{base}/{name}?lang=zh")
                settle(page)
            assert box(page.locator(".stMain"))["x"] == 0
        page.context.close()

    @pytest.mark.parametrize("lang", LANGS)
    def test_the_menu_of_a_phone_closes_on_a_choice(
        self, browser: Browser, base: str, lang: Lang
    ) -> None:
        page = open_page(browser, f"{base}/data?lang={lang}", viewport=PHONE)
        menu = page.locator("#ip-nav")
        expect(menu).to_be_hidden()
        page.locator(".ip-menu").click()
        expect(menu).to_be_visible()
        for name in THEMES:
            expect(menu.get_by_role("link", name=text(lang)(f"page.{name}"))).to_be_visible()
        menu.get_by_role("link", name=text(lang)("page.policy")).click()
        expect(page.locator("h1")).to_have_text(text(lang)("page.policy"))
        expect(menu).to_be_hidden()
        page.locator(".ip-menu").click()
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        page.context.close()

    def test_the_skip_link_leads_to_the_title(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/checks?lang=zh")
        skip = page.get_by_role("link", name="跳到正文").last
        skip.focus()
        assert box(skip)["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "H1"
        page.context.close()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_no_serious_barrier_and_no_other_host(
        self, browser: Browser, base: str, scheme: str
    ) -> None:
        seen = Seen()
        page = open_page(browser, f"{base}/policy?lang=en", seen=seen, color_scheme=scheme)
        page.locator(".ip-chip").click()
        assert barriers(page) == []
        page.keyboard.press("Escape")
        page.locator(".ip-words").fill("patent")
        page.wait_for_selector("[role=option]")
        assert barriers(page) == []
        resize(page, PHONE)
        page.locator(".ip-menu").click()
        assert barriers(page) == []
        assert seen.strangers == []
        assert seen.errors == []
        page.context.close()


class TestPages:
    """Pages change without a reload, and the history is that of a browser."""

    def test_every_page_is_reached_without_a_reload(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/?lang=en")
        loaded = loads(page)
        say = text("en")
        before = page.evaluate("history.length")
        for name in PAGES[1:]:
            if name in THEMES:
                page.locator("#ip-nav .ip-group").click()
            entry = say("nav.data" if name == "data" else f"page.{name}")
            page.locator("#ip-nav").get_by_role("link", name=entry, exact=True).click()
            page.wait_for_selector(f".ip-header[data-page={name}]")
            settle(page)
            expect(page.locator("#ip-nav [aria-current=page]")).to_have_text(entry)
        assert loaded == []
        assert page.evaluate("history.length") - before == len(PAGES) - 1
        page.context.close()

    def test_language_is_kept_over_page_changes_and_back(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=en")
        page.get_by_role("link", name="Checks", exact=True).click()
        expect(page.locator("h1")).to_have_text("Checks")
        settle(page)
        assert query(page)["lang"] == ["en"]
        page.get_by_role("link", name="中", exact=True).click()
        expect(page.locator("h1")).to_have_text("核对")
        settle(page)
        page.go_back()
        expect(page.locator("h1")).to_have_text("Checks")
        settle(page)
        page.go_back()
        expect(page.locator("h1")).to_have_text("Policy")
        settle(page)
        page.go_forward()
        expect(page.locator("h1")).to_have_text("Checks")
        page.context.close()

    def test_back_finds_the_place_again(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/checks?lang=zh", viewport=LAPTOP)
        page.evaluate("ip.main().scrollTo(0, 900)")
        page.wait_for_timeout(400)
        page.evaluate("document.querySelector('#ip-nav a[href^=policy]').click()")
        expect(page.locator("h1")).to_have_text("政策")
        settle(page)
        assert page.evaluate("ip.main().scrollTop") == 0
        page.wait_for_timeout(1600)
        page.go_back()
        expect(page.locator("h1")).to_have_text("核对")
        page.wait_for_function("() => ip.main().scrollTop === 900")
        page.context.close()

    def test_a_new_tab_opens_the_same_view(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=en&sup=0")
        # What the browser would do now is done here: of a tab that it opens itself, whose document
        # no other may reach, this way of driving it does not always hear.
        page.evaluate(
            """() => addEventListener('click', e => {
                window.left = !e.defaultPrevented && e.target.closest('a').href;
                e.preventDefault(); })"""
        )
        page.get_by_role("link", name="Checks", exact=True).click(modifiers=["Control"])
        other = page.context.new_page()
        other.goto(page.evaluate("window.left"))
        settle(other)
        assert query(other) == {"lang": ["en"], "sup": ["0"]}
        expect(page.locator("h1")).to_have_text("Policy")
        page.context.close()

    def test_language_twice_keeps_page_and_selections(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/checks?lang=zh&verdict=inconsistent")
        chosen = query(page)
        for _ in range(2):
            page.get_by_role("link", name="EN", exact=True).click()
            expect(page.locator("h1")).to_have_text("Checks")
            settle(page)
            assert query(page) == chosen | {"lang": ["en"]}
            assert page.evaluate("document.documentElement.lang") == "en"
            page.get_by_role("link", name="中", exact=True).click()
            expect(page.locator("h1")).to_have_text("核对")
            settle(page)
            assert query(page) == chosen
            assert page.evaluate("document.documentElement.lang") == "zh-CN"
        page.context.close()


class TestDisplay:
    def colours(self, page: Page) -> tuple[str, str]:
        made = page.evaluate(
            """() => [getComputedStyle(document.querySelector('.stApp')).backgroundColor,
                getComputedStyle(document.querySelector('h1')).color]"""
        )
        return made[0], made[1]

    def test_it_changes_without_a_reload_and_stays(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=zh", color_scheme="light")
        loaded = loads(page)
        assert self.colours(page) == ("rgb(255, 255, 255)", "rgb(27, 42, 65)")
        page.get_by_role("link", name="深色显示").first.click()
        page.wait_for_selector(".ip-look[data-look=light]")
        settle(page)
        assert self.colours(page) == ("rgb(14, 17, 23)", "rgb(232, 236, 242)")
        assert query(page)["look"] == ["dark"]
        page.goto(f"{base}/checks?lang=zh")
        settle(page)
        assert self.colours(page) == ("rgb(14, 17, 23)", "rgb(232, 236, 242)")
        assert len(loaded) == 1
        page.context.close()

    def test_the_system_counts_where_nothing_was_chosen(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=en", color_scheme="dark")
        assert self.colours(page) == ("rgb(14, 17, 23)", "rgb(232, 236, 242)")
        page.emulate_media(color_scheme="light")
        page.wait_for_selector(":root[data-look=light]", state="attached")
        page.wait_for_timeout(300)
        assert self.colours(page) == ("rgb(255, 255, 255)", "rgb(27, 42, 65)")
        page.context.close()

    def test_the_first_paint_has_the_right_ground(self, browser: Browser, base: str) -> None:
        context = browser.new_context(color_scheme="light")
        page = context.new_page()
        page.goto(f"{base}/policy?look=dark", wait_until="commit")
        page.wait_for_selector(":root[data-look=dark]", state="attached")
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
        context.close()


class TestSearch:
    def test_arrows_and_enter_lead_to_an_indicator(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=en")
        loaded = loads(page)
        field = page.locator(".ip-words")
        field.fill("innovation index rank")
        first = page.get_by_role("option").first
        expect(first).to_contain_text("Global Innovation Index rank")
        expect(first).to_contain_text("10th")
        expect(field).to_have_attribute("aria-expanded", "true")
        field.press("ArrowDown")
        expect(field).to_have_attribute("aria-activedescendant", "ip-hit-0")
        expect(first).to_have_attribute("aria-selected", "true")
        field.press("ArrowUp")
        field.press("ArrowDown")
        field.press("Enter")
        page.wait_for_selector(".ip-header[data-page=indicator]")
        settle(page)
        assert query(page)["id"] == ["gii_rank"]
        assert loaded == []
        page.context.close()

    def test_escape_closes_and_nothing_found_is_said(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=zh")
        field = page.locator(".ip-words")
        field.fill("质押")
        page.wait_for_selector("[role=option]")
        field.press("Escape")
        expect(page.locator("#ip-hits")).to_be_hidden()
        field.fill("没有这样的词语")
        expect(page.locator("#ip-hits")).to_contain_text("没有找到")
        page.locator("h1").click()
        expect(page.locator("#ip-hits")).to_be_hidden()
        page.context.close()

    def test_all_hits_stand_beside_what_is_chosen(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en&s=gii_rank,satisfaction&theme=services")
        page.locator(".ip-words").fill("patent")
        page.get_by_role("option", name="All").click()
        page.wait_for_function("() => location.search.includes('q=patent')")
        settle(page)
        expect(page.locator(".ip-chosen")).to_have_count(2)
        assert "theme" not in query(page)
        page.context.close()

    def test_on_a_phone(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=zh", viewport=PHONE)
        page.locator(".ip-seek").click()
        page.keyboard.type("GII")
        page.get_by_role("option").first.click()
        page.wait_for_selector(".ip-header[data-page=indicator]")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        page.context.close()


class TestSelection:
    """The supplement and the vintage, in a browser."""

    def test_the_chip_acts_on_every_page_and_stands_in_the_url(
        self, browser: Browser, base: str
    ) -> None:
        page = open_page(browser, f"{base}/international?lang=zh")
        expect(chip(page)).to_have_text("含补充资料 · 最后所印")
        chip(page).click()
        page.get_by_role("link", name="只含五份报告", exact=True).click()
        expect(chip(page)).to_have_text("五份报告 · 最后所印")
        expect(page.locator("#ip-view")).to_be_hidden()
        settle(page)
        assert query(page)["sup"] == ["0"]
        page.locator("#ip-nav").get_by_role("link", name="核对", exact=True).click()
        expect(page.locator("h1")).to_have_text("核对")
        settle(page)
        assert query(page)["sup"] == ["0"]
        chip(page).click()
        expect(page.locator("[data-role=in-view]")).to_contain_text("只含五份报告")
        page.get_by_role("link", name="恢复全部数字、最后所印").click()
        expect(chip(page)).to_have_text("含补充资料 · 最后所印")
        settle(page)
        assert "sup" not in query(page)
        page.context.close()

    def test_back_takes_the_choice_back(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=zh")
        chip(page).click()
        page.get_by_role("link", name="显示", exact=True).click()
        expect(chip(page)).to_have_text("含补充资料 · 含推算值 · 最后所印")
        settle(page)
        page.go_back()
        expect(chip(page)).to_have_text("含补充资料 · 最后所印")
        settle(page)
        assert "imp" not in query(page)
        page.context.close()

    def test_a_day_is_chosen_and_kept_over_languages(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=en")
        chip(page).click()
        page.get_by_label("Statements").select_option(label="As known on 30 June 2021")
        expect(chip(page)).to_have_text("With supplement · known on 30 June 2021")
        settle(page)
        assert query(page)["v"] == ["2021-06-30"]
        page.get_by_role("link", name="中", exact=True).click()
        expect(chip(page)).to_have_text("含补充资料 · 截至2021年6月30日")
        settle(page)
        chip(page).click()
        page.get_by_label("截至某日所知").fill("2022-03-05")
        page.keyboard.press("Enter")
        expect(chip(page)).to_have_text("含补充资料 · 截至2022年3月5日")
        settle(page)
        assert query(page)["v"] == ["2022-03-05"]
        page.context.close()


class TestStatement:
    def test_an_address_opens_it_and_back_closes_it(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=en")
        drawer = page.get_by_role("dialog")
        page.evaluate("ip.go('?lang=en&at=gii_rank@2023')")
        expect(drawer).to_contain_text("第12位")
        page.wait_for_function(
            """() => document.querySelector('[role=dialog]')
                .getBoundingClientRect().right === innerWidth"""
        )
        assert box(drawer)["width"] == 420
        page.go_back()
        expect(drawer).to_have_count(0)
        page.go_forward()
        expect(drawer).to_contain_text("Global Innovation Index rank")
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        settle(page)
        assert "at" not in query(page)
        page.context.close()

    def test_it_leads_to_the_indicator(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=zh&at=gii_rank@US@2023", viewport=PHONE)
        drawer = page.get_by_role("dialog")
        expect(drawer).to_contain_text("第3位")
        drawer.get_by_role("link").first.click()
        page.wait_for_selector(".ip-header[data-page=indicator]")
        settle(page)
        assert (query(page)["id"], query(page)["area"]) == (["gii_rank"], ["US"])
        expect(drawer).to_have_count(0)
        page.context.close()

    def test_no_serious_barrier(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/policy?lang=en&at=pledge_financing@2023")
        expect(page.get_by_role("dialog")).to_contain_text(re.compile("853.99|8,?539.9"))
        assert barriers(page) == []
        page.context.close()


class TestFirstSight:
    @pytest.mark.parametrize("size", [LAPTOP, PHONE])
    def test_the_document_shows_title_and_figures_where_they_stay(
        self, browser: Browser, base: str, size: dict[str, int]
    ) -> None:
        bare = browser.new_context(viewport=size, java_script_enabled=False)  # type: ignore[arg-type]
        before = bare.new_page()
        before.goto(f"{base}/utilisation?lang=en")
        first = before.locator("h1, .ip-hl")
        page = open_page(browser, f"{base}/utilisation?lang=en", viewport=size)
        expect(page.locator("#first")).to_have_count(0)
        later = page.locator("h1, .ip-hl")
        for n in range(2):
            assert first.nth(n).inner_text() == later.nth(n).inner_text()
            assert box(first.nth(n))["y"] == pytest.approx(box(later.nth(n))["y"], abs=2)
        page.context.close()
        bare.close()
