"""Pages of a running server, opened in Chromium and measured as a reader sees them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from metrics.exports.engine import find_browser
from pages.parts.frame.places import HIDDEN, SHOWN

SCRIPT = Path(__file__).with_name("look.js")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
# Every page, with what it shows little without.
PAGES: dict[str, dict[str, str]] = {
    **{page: {} for page in (*SHOWN, *HIDDEN)},
    "indicator": {"id": "pledge_financing"},
}
SIZES = {"1920": (1920, 1080), "1366": (1366, 768), "390": (390, 844)}
# So high that whatever is drawn near the view is drawn at once.
ALL = (1920, 9000)
STEP_SHARE = 0.7
# Tells when the last of the charts in view was drawn, and when it was seen: live, or as the drawing
# that the document holds in its place.
IN_VIEW = """
(() => {
  let live = 0, seen = 0;
  window.lookDrawn = window.lookSeen = 0;
  const above = one => {
    const r = one.getBoundingClientRect();
    return r.width && (window.lookAll || r.top < innerHeight);
  };
  const count = name => [...document.querySelectorAll(name)].filter(above).length;
  const look = () => {
    const drawn = count(".js-plotly-plot:has(.main-svg .infolayer)");
    const shown = Math.max(drawn, count(".ip-still"));
    if (drawn > live) { window.lookDrawn = performance.now(); }
    if (shown > seen) { window.lookSeen = performance.now(); }
    window.lookCharts = live = drawn;
    seen = Math.max(seen, shown);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
STILL = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")];
  return app && app.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid=stSkeleton]")
    && !!document.querySelector(".stMain h1, .stMain h2, .stMain .js-plotly-plot, .stMain table")
    && charts.every(c => c.querySelector(".main-svg .infolayer"));
}"""


@dataclass(frozen=True)
class Sight:
    """What a page looks like at one size in one language.

    Parameters
    ----------
    page, size, lang : str
        Which page, how wide, in which language.
    seen : mapping
        What `look.js` counted.
    axe : mapping of str to int
        Serious violations by rule.
    errors, strangers : tuple of str
        Errors of the console, and addresses of other hosts that were asked.
    """

    page: str
    size: str
    lang: str
    seen: Mapping[str, Any]
    axe: Mapping[str, int]
    errors: tuple[str, ...]
    strangers: tuple[str, ...]

    @property
    def faint(self) -> int:
        """How many texts stand out too little from their ground."""
        return len(self.seen["faint"]) + self.axe.get("color-contrast", 0)

    @property
    def barriers(self) -> int:
        """Serious violations besides."""
        return sum(count for rule, count in self.axe.items() if rule != "color-contrast")

    @property
    def share(self) -> float | None:
        """Median share of the axis rectangle in its card, in per cent."""
        shares = self.seen["shares"]
        return statistics.median(shares) * 100 if shares else None

    @property
    def lead(self) -> float | None:
        """Share of the first chart, in per cent."""
        shares = self.seen["shares"]
        return shares[0] * 100 if shares else None

    @property
    def lines(self) -> int:
        """Most lines under a chart."""
        return max(self.seen["lines"], default=0)

    @property
    def texts(self) -> int:
        """Texts that overlap or are cut."""
        return len(self.seen["overlaps"]) + len(self.seen["cuts"])


@dataclass
class Seen:
    """What a page said, and whom it asked, besides what it should."""

    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self, page: Page, base: str) -> None:
        """Listen to a page of a server."""
        host = urlsplit(base).netloc

        def asked(url: str) -> None:
            parts = urlsplit(url)
            if parts.scheme not in ("data", "blob") and parts.netloc != host:
                self.strangers.append(url)

        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("request", lambda r: asked(r.url))
        page.on("websocket", lambda w: asked(w.url))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser."""
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def address(base: str, page: str, lang: str, look: str = "light") -> str:
    """Return the address of a page.

    Parameters
    ----------
    base : str
        Where the server is.
    page : str
        One of `PAGES`.
    lang : str
        ``zh`` or ``en``.
    look : str
        ``light`` or ``dark``.

    Returns
    -------
    str
        The address.

    Examples
    --------
    >>> address("http://localhost:8501", "overview", "zh")
    'http://localhost:8501/?lang=zh&look=light'
    """
    path = "" if page == "overview" else page
    return f"{base}/{path}?{urlencode({**PAGES[page], 'lang': lang, 'look': look})}"


def settle(page: Page) -> None:
    """Wait until nothing runs and every chart that is there is drawn."""
    page.wait_for_function(STILL, timeout=60_000)
    page.wait_for_timeout(250)
    page.wait_for_function(STILL, timeout=60_000)


def scroll_through(page: Page) -> None:
    """Scroll to the end in steps, so that what is drawn near the view is drawn, and back."""
    height = page.evaluate("innerHeight")
    for n in range(80):
        end = page.evaluate(
            """top => { const m = document.querySelector('.stMain'); m.scrollTo(0, top);
                return m.scrollTop + m.clientHeight >= m.scrollHeight - 2; }""",
            n * height * STEP_SHARE,
        )
        page.wait_for_timeout(120)
        page.wait_for_function(STILL, timeout=60_000)
        if end:
            break
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
    settle(page)


def sight(browser: Browser, base: str, page: str, size: str, lang: str, look: str) -> Sight:
    """Open a page and measure it.

    Parameters
    ----------
    browser : Browser
        The browser.
    base : str
        Where the server is.
    page, size, lang, look : str
        What is opened: one of `PAGES`, one of `SIZES`, language and display.

    Returns
    -------
    Sight
        The measures.
    """
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN" if lang == "zh" else "en-GB",
        color_scheme="dark" if look == "dark" else "light",
        device_scale_factor=1,
        # A phone first takes a page for a wide one.
        is_mobile=size == "390",
        has_touch=size == "390",
    )
    tab = context.new_page()
    said = Seen()
    said.watch(tab, base)
    try:
        tab.goto(address(base, page, lang, look))
        settle(tab)
        scroll_through(tab)
        seen = tab.evaluate(SCRIPT.read_text(encoding="utf-8"))
        return Sight(page, size, lang, seen, _axe(tab), tuple(said.errors), tuple(said.strangers))
    finally:
        context.close()


def _axe(page: Page) -> dict[str, int]:
    found = Axe().run(page).response["violations"]
    serious = (v for v in found if v["impact"] in ("serious", "critical"))
    return {v["id"]: len(v["nodes"]) for v in serious}


def drawn_after(browser: Browser, url: str, *, whole: bool, times: int = 5) -> tuple[float, int]:
    """Load a page again and again and tell how long its charts take.

    Parameters
    ----------
    browser : Browser
        The browser; its cache is warm after the first load.
    url : str
        The page.
    whole : bool
        Whether all of the page is in view, so that all of its charts are drawn.
    times : int
        Loads that count.

    Returns
    -------
    tuple of (float, int)
        Median of the milliseconds to the last chart, and the number of charts.
    """
    width, height = ALL if whole else SIZES["1920"]
    context = browser.new_context(viewport={"width": width, "height": height})
    tab = context.new_page()
    tab.add_init_script(IN_VIEW)
    found, charts = [], 0
    try:
        for n in range(times + 2):
            tab.goto(url)
            settle(tab)
            tab.wait_for_timeout(600)
            settle(tab)
            if n >= 2:
                found.append(tab.evaluate("window.lookDrawn"))
            charts = tab.evaluate("document.querySelectorAll('.js-plotly-plot').length")
    finally:
        context.close()
    return statistics.median(found), charts
