"""What only a browser shows: cold deep links, the console, other hosts, the language switch."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from metrics.tables import DATA
from metrics.text import LANGS, text
from pages.parts.shell import SECTIONS

pytestmark = pytest.mark.browser

ROOT = DATA.parent
PAGES = [name for names in SECTIONS.values() for name in names]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served() -> Iterator[str]:
    """Run a fresh server process."""
    port = free_port()
    words = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    words += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with Path(os.devnull).open("wb") as log:
        process = subprocess.Popen(words, cwd=ROOT, stdout=log, stderr=log)
        base = f"http://127.0.0.1:{port}"
        try:
            for _ in range(240):
                try:
                    with urlopen(f"{base}/_stcore/health"):
                        break
                except URLError:
                    time.sleep(0.25)
            yield base
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as tools:
        running = tools.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@dataclass
class Seen:
    """What a page said and asked for besides what it should."""

    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self, page: Page, base: str) -> None:
        host = urlsplit(base).netloc

        def asked(url: str) -> None:
            parts = urlsplit(url)
            if parts.scheme not in ("data", "blob") and parts.netloc != host:
                self.strangers.append(url)

        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("request", lambda r: asked(r.url))
        page.on("websocket", lambda w: asked(w.url))


def open_page(
    browser: Browser,
    url: str,
    *,
    seen: Seen | None = None,
    locale: str = "zh-CN",
    **options: object,
) -> Page:
    wanted: dict[str, Any] = {"locale": "zh-CN", "viewport": {"width": 1920, "height": 1080}}
    context = browser.new_context(**wanted | options)
    page = context.new_page()
    if seen is not None:
        seen.watch(page, url)
    page.goto(url)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until the page is drawn to its foot and nothing runs."""
    page.wait_for_selector(".ip-foot", timeout=30_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_function(
        """() => document.querySelectorAll('[data-testid=stSkeleton]').length === 0
            && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
                .every(chart => chart.querySelector('.main-svg .infolayer'))"""
    )


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def visible_text(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text()


@pytest.mark.parametrize("name", PAGES)
def test_the_first_request_to_a_fresh_server_by_deep_link(browser: Browser, name: str) -> None:
    """Also in the other language, and without a word of trouble."""
    with served() as fresh:
        for lang in LANGS:
            seen = Seen()
            path = "" if name == "overview" else name
            page = open_page(browser, f"{fresh}/{path}?lang={lang}", seen=seen)
            say = text(lang)
            title = say("site.title") if name == "overview" else say(f"page.{name}")
            expect(page.locator("h1")).to_have_text(title)
            code = "zh-CN" if lang == "zh" else "en"
            assert page.evaluate("document.documentElement.lang") == code
            assert page.locator("[data-testid=stException]").count() == 0
            for kind in ("Error", "Warning"):
                assert page.locator(f"[data-testid=stAlertContent{kind}]").count() == 0
            expect(page).to_have_title(f"{say(f'page.{name}')} · {say('site.title')}")
            assert page.get_by_role("dialog").count() == 0
            assert seen.errors == []
            assert seen.strangers == []
            page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_english_word_stands_on_a_chinese_page(browser: Browser, base: str, name: str) -> None:
    path = "" if name == "overview" else name
    page = open_page(browser, f"{base}/{path}?lang=zh")
    # The framework's own: a link for the keyboard, unseen until it has the focus, and icons.
    page.locator("[data-testid=stIconMaterial]").evaluate_all("all => all.forEach(i => i.remove())")
    shown = page.locator("body").inner_text().replace("Skip to main content", "")
    words = set(re.findall(r"[A-Za-z]{3,}", shown))
    known = {"English", "RCEP", "GDP", "PCT", "DMTO", "csv", "json", "pledge", "CPTPP"}
    files = {"indicators", "definitions", "sources", "events", "units", "codes", "datapackage"}
    version = {w for w in words if re.fullmatch(r"[a-f]+", w)}
    assert words - known - files - version == set()
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (390, 844)])
def test_nothing_is_wider_than_the_screen(
    browser: Browser, base: str, name: str, width: int, height: int
) -> None:
    path = "" if name == "overview" else name
    page = open_page(browser, f"{base}/{path}?lang=en", viewport={"width": width, "height": height})
    if name not in ("services", "data", "explorer"):
        page.wait_for_selector(".js-plotly-plot .annotation-text")
        page.wait_for_timeout(300)
    inner = page.evaluate(
        """[document.documentElement.scrollWidth,
            document.querySelector('[data-testid=stMain]').scrollWidth]"""
    )
    assert max(inner) <= width
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
            const box = plot.getBoundingClientRect();
            return [...plot.querySelectorAll('svg text')]
                .filter(t => t.textContent && t.closest('.hoverlayer') === null)
                .filter(t => { const r = t.getBoundingClientRect();
                    return r.width > 0 && (r.left < box.left - 1 || r.right > box.right + 1
                        || r.top < box.top - 1 || r.bottom > box.bottom + 1); })
                .map(t => t.textContent); })"""
    )
    assert cut == []
    page.context.close()


@pytest.mark.parametrize("theme", ["creation", "examination", "utilisation", "international"])
@pytest.mark.parametrize("lang", LANGS)
def test_no_labels_of_a_chart_overlap(browser: Browser, base: str, theme: str, lang: str) -> None:
    for width in (1920, 390):
        page = open_page(
            browser, f"{base}/{theme}?lang={lang}", viewport={"width": width, "height": 1000}
        )
        page.wait_for_selector(".js-plotly-plot .annotation-text")
        page.wait_for_timeout(300)
        clashes = page.evaluate(
            """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
                const wanted = ['.textpoint text', '.bartext', '.xtick text', '.ytick text',
                    '.annotation-text'].join(',');
                const texts = [...plot.querySelectorAll(wanted)]
                    .map(t => [t.textContent, t.getBoundingClientRect()])
                    .filter(([, r]) => r.width);
                if (texts.length < 6) return ['too few texts: ' + texts.length];
                const out = [];
                for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
                    const [a, r] = texts[i], [b, s] = texts[j];
                    const w = Math.min(r.right, s.right) - Math.max(r.left, s.left);
                    const h = Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top);
                    if (w > 2 && h > 4) out.push(a + ' / ' + b);
                }
                return out; })"""
        )
        assert clashes == [], width
        page.context.close()


def test_the_first_screen_holds_the_headlines_and_the_first_charts(
    browser: Browser, base: str
) -> None:
    for lang in LANGS:
        page = open_page(browser, f"{base}/?lang={lang}")
        cards = page.locator(".ip-card")
        assert cards.count() == 8
        heights = {round(cards.nth(n).bounding_box()["height"]) for n in range(4)}  # type: ignore[index]
        assert len(heights) == 1
        for n in range(3):
            box = page.locator(".js-plotly-plot").nth(n).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 1080
        page.context.close()


def test_language_twice_keeps_page_and_selections(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/data?lang=zh&theme=utilisation")
    page.get_by_role("combobox").nth(2).click()
    page.get_by_role("option", name="超过", exact=True).click()
    expect(page.locator("caption").first).to_contain_text("显示7条")
    settle(page)
    chosen = query(page)
    assert chosen == {"lang": ["zh"], "theme": ["utilisation"], "qualifier": ["over"]}
    for _ in range(2):
        page.get_by_text("English", exact=True).first.click()
        expect(page.locator("h1")).to_have_text("Data & sources")
        expect(page.locator("caption").first).to_contain_text("7 of ")
        settle(page)
        assert query(page) == chosen | {"lang": ["en"]}
        assert page.evaluate("document.documentElement.lang") == "en"
        page.get_by_text("中文", exact=True).first.click()
        expect(page.locator("h1")).to_have_text("数据与来源")
        expect(page.locator("caption").first).to_contain_text("显示7条")
        settle(page)
        assert query(page) == chosen
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "/data" in page.url
    page.context.close()


def test_language_is_kept_over_page_changes_and_back(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/?lang=en")
    page.get_by_role("link", name="Protection", exact=True).click()
    expect(page.locator("h1")).to_have_text("Protection")
    settle(page)
    assert query(page)["lang"] == ["en"]
    page.get_by_text("中文", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("保护")
    settle(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Protection")
    settle(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("China IP statistics")
    settle(page)
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Protection")
    page.context.close()


def test_a_figure_is_one_click_from_its_source(browser: Browser, base: str) -> None:
    page = open_page(browser, f"{base}/?lang=zh")
    card = page.locator(".ip-card[data-indicator=pledge_financing]")
    card.locator("summary").click()
    expect(card).to_contain_text("迈上8000亿元台阶")
    expect(card).to_contain_text("来源：《求是》（2024-08-20）")
    expect(card).to_contain_text("位置：一、权益分配改革")
    card.get_by_role("link", name="在“数据与来源”中查看").click()
    expect(page.locator("h1")).to_have_text("数据与来源")
    expect(page.locator("caption").first).to_contain_text("显示3条")
    page.context.close()


def test_every_figure_of_the_overview_is_one_click_from_its_source(
    browser: Browser, base: str
) -> None:
    page = open_page(browser, f"{base}/?lang=zh")
    folds = page.locator("details")
    assert folds.count() == 8 + 6
    for n in range(folds.count()):
        fold = folds.nth(n)
        fold.locator("summary").click()
        expect(fold).to_contain_text(re.compile("来源"))
        expect(fold).to_contain_text(re.compile("位置"))
        assert fold.get_by_role("link").count() == 2
    page.context.close()


SIX = (
    "invention_patents_in_force,invention_patents_in_force_domestic,pledge_financing,"
    "satisfaction,gii_rank,valid_trademarks"
)
TRACES = """() => document.querySelector('.js-plotly-plot').data
    .map(t => [t.name, t.x, t.y, t.yaxis || 'y', t.text])"""


class TestExplorer:
    def test_search_add_transform_share_on_a_fresh_server(
        self, browser: Browser, base: str
    ) -> None:
        page = open_page(browser, f"{base}/explorer?lang=en")
        page.get_by_label("Find indicators").fill("pledge")
        expect(page.locator(".ip-caption").first).to_contain_text("indicators found")
        page.get_by_role("button", name="Add").first.wait_for()
        expect(page.locator(".ip-found").first).to_contain_text("ledge")
        page.get_by_label("Find indicators").fill("质押")
        expect(page.locator(".ip-found").first).to_contain_text("ledge")
        page.locator(".st-key-take_pledge_financing button").click()
        page.wait_for_selector(".js-plotly-plot .main-svg")
        settle(page)
        assert query(page)["s"] == ["pledge_financing"]
        page.get_by_role("combobox", name=re.compile("Transform")).click()
        page.get_by_role("option", name="Per cent change", exact=True).click()
        page.wait_for_selector(".js-plotly-plot .main-svg")
        page.wait_for_function("() => location.search.includes('t=pct')")
        settle(page)
        link = page.locator("[data-testid=stCode]").inner_text().strip()
        own = page.evaluate(TRACES)
        with served() as fresh:
            parts = urlsplit(link)
            again = open_page(browser, f"{fresh}{parts.path}?{parts.query}")
            again.wait_for_selector(".js-plotly-plot .main-svg")
            assert again.evaluate(TRACES) == own
            again.context.close()
        page.go_back()
        page.wait_for_function("() => !location.search.includes('t=pct')")
        settle(page)
        expect(
            page.locator("[data-testid=stSelectbox]").get_by_text("Per cent change", exact=True)
        ).to_have_count(0)
        page.context.close()

    def test_six_series_and_language_twice_keep_all(self, browser: Browser, base: str) -> None:
        url = f"{base}/explorer?lang=zh&s={SIX}&t=index&from=2019&ev=treaty,law"
        page = open_page(browser, url)
        page.wait_for_selector(".js-plotly-plot .main-svg")
        settle(page)
        chosen = query(page)
        assert chosen["s"] == [SIX]
        shapes = [t[1:4] for t in page.evaluate(TRACES)]
        for _ in range(2):
            for name, heading in (("English", "Explorer"), ("中文", "比较")):
                page.get_by_text(name, exact=True).first.click()
                expect(page.locator("h1")).to_have_text(heading)
                settle(page)
                assert {k: v for k, v in query(page).items() if k != "lang"} == {
                    k: v for k, v in chosen.items() if k != "lang"
                }
        page.wait_for_selector(".js-plotly-plot .main-svg")
        assert [t[1:4] for t in page.evaluate(TRACES)] == shapes
        page.context.close()

    @pytest.mark.parametrize("width", [1920, 390])
    def test_six_series_fit_the_screen(self, browser: Browser, base: str, width: int) -> None:
        page = open_page(
            browser,
            f"{base}/explorer?lang=en&s={SIX}",
            viewport={"width": width, "height": 1000},
        )
        page.wait_for_selector(".js-plotly-plot .annotation-text")
        page.wait_for_timeout(400)
        cut = page.evaluate(
            """() => { const plot = document.querySelector('.js-plotly-plot');
                const box = plot.getBoundingClientRect();
                return [...plot.querySelectorAll('svg text')]
                    .filter(t => t.textContent && !t.closest('.hoverlayer'))
                    .filter(t => { const r = t.getBoundingClientRect(); return r.width
                        && (r.left < box.left - 1 || r.right > box.right + 1); })
                    .map(t => t.textContent); }"""
        )
        assert cut == []
        page.context.close()

    def test_a_bad_address_falls_back_with_a_message(self, browser: Browser, base: str) -> None:
        page = open_page(browser, f"{base}/explorer?lang=zh&s=gii_rank,nothing&t=magic&from=1800")
        alerts = page.locator("[data-testid=stAlert]").all_inner_texts()
        for key in ("s", "t", "from"):
            assert any(f"“{key}”" in a for a in alerts), key
        page.wait_for_selector(".js-plotly-plot .main-svg")
        assert query(page)["s"] == ["gii_rank"]
        page.context.close()


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


def test_light_and_dark(browser: Browser, base: str) -> None:
    def paper(page: Page) -> str:
        page.wait_for_selector(".js-plotly-plot .main-svg")
        colour: str = page.evaluate(
            "getComputedStyle(document.querySelector('.js-plotly-plot .main-svg')).backgroundColor"
        )
        return colour

    light = open_page(browser, f"{base}/?lang=zh", color_scheme="light")
    assert paper(light) == "rgb(255, 255, 255)"
    light.get_by_role("link", name="深色显示").click()
    settle(light)
    assert paper(light) == "rgb(14, 17, 23)"
    assert query(light)["look"] == ["dark"]
    light.context.close()
    dark = open_page(browser, f"{base}/examination?lang=en", color_scheme="dark")
    assert paper(dark) == "rgb(14, 17, 23)"
    dark.context.close()


class TestPlainRoutes:
    def fetch(self, url: str) -> tuple[int, dict[str, str], bytes]:
        with urlopen(Request(url)) as answer:
            headers = {k.lower(): v for k, v in answer.headers.items()}
            return answer.status, headers, answer.read()

    @pytest.mark.parametrize(
        "name", ["indicators", "definitions", "sources", "events", "units", "codes"]
    )
    def test_tables_with_a_byte_order_mark(self, base: str, name: str) -> None:
        status, headers, body = self.fetch(f"{base}/data/{name}.csv")
        assert status == 200
        assert headers["content-type"].startswith("text/csv")
        assert body.startswith(b"\xef\xbb\xbf")
        assert body[3:] == (DATA / f"{name}.csv").read_bytes()

    def test_the_descriptor_and_the_health(self, base: str) -> None:
        assert self.fetch(f"{base}/data/datapackage.json")[2].startswith(b"{")
        status, _, body = self.fetch(f"{base}/healthz")
        assert status == 200
        assert b'"ok"' in body

    def test_an_unknown_table_names_the_known(self, base: str) -> None:
        with pytest.raises(URLError) as missing:
            self.fetch(f"{base}/data/secrets.csv")
        assert missing.value.code == 404  # type: ignore[attr-defined]
        assert b"indicators.csv" in missing.value.read()  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("lang", "words"), [("zh", "没有这个页面"), ("en", "No such page")])
    def test_an_unknown_page_says_so_in_the_language(
        self, base: str, lang: str, words: str
    ) -> None:
        ask = Request(f"{base}/nothing?lang={lang}", headers={"Accept": "text/html"})
        with pytest.raises(URLError) as missing:
            urlopen(ask)
        assert missing.value.code == 404  # type: ignore[attr-defined]
        assert words in missing.value.read().decode()  # type: ignore[attr-defined]

    @pytest.mark.parametrize("path", ["", "policy", "healthz", "data/units.csv"])
    def test_security_headers(self, base: str, path: str) -> None:
        _, headers, _ = self.fetch(f"{base}/{path}")
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
