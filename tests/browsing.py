"""A fresh server, and pages opened in a browser that watches them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from bench import serving
from bench.pageview import Seen
from pages.parts.frame.places import SHOWN

PAGES = list(SHOWN)
SIX = (
    "invention_patents_in_force,invention_patents_in_force_domestic,pledge_financing,"
    "satisfaction,gii_rank,valid_trademarks"
)
# What a page shows little without.
QUERIES = {
    "briefing": "d=title~chart!indicator%3Fid%3Dgii_rank~figures!indicator%3Fid%3Dgii_rank"
    "%26show%3Dfigure~sources&n=2",
    "explorer": f"s={SIX}&t=pct&ev=law",
    "indicator": "id=pledge_financing",
}
WIDE = {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def served(**variables: str) -> Iterator[str]:
    """Run a fresh server process, with some variables of its own."""
    with serving.served(**variables) as server:
        yield server.base


def open_page(
    browser: Browser,
    url: str,
    *,
    seen: Seen | None = None,
    **options: object,
) -> Page:
    wanted: dict[str, Any] = {"locale": "zh-CN", "viewport": WIDE}
    context = browser.new_context(**wanted | options)
    page = context.new_page()
    if seen is not None:
        seen.watch(page, url)
    page.goto(url)
    settle(page)
    return page


# What another process reads or makes is there within it, in milliseconds, on a busy machine too.
MADE = 30_000
# Longer than what is pressed takes to reach the server, in milliseconds.
QUIET = 200


def settle(page: Page) -> None:
    """Wait until the page is drawn to its foot and nothing has run for a while.

    What is pressed just before may not have begun to run yet.
    """
    page.wait_for_selector(".ip-foot", timeout=30_000)
    page.evaluate("() => { window.quietSince = null; }")
    page.wait_for_function(
        """least => {
            const app = document.querySelector('[data-testid=stApp]');
            const quiet = app && app.dataset.testScriptState === 'notRunning'
                && document.querySelectorAll('[data-testid=stSkeleton]').length === 0
                && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
                    .every(chart => chart.querySelector('.main-svg .infolayer'));
            if (!quiet) { window.quietSince = null; return false; }
            window.quietSince ??= performance.now();
            return performance.now() - window.quietSince >= least; }""",
        arg=QUIET,
    )


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def resize(page: Page, size: dict[str, int]) -> None:
    """Give the window another size, and wait until the page is drawn for it."""
    if page.viewport_size == size:
        return
    kind = "ipWindows.filter(most => innerWidth > most).length"
    before = page.evaluate(kind)
    page.evaluate("window.resized = true")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    if page.evaluate(kind) != before:
        page.wait_for_function("() => !window.resized")
        settle(page)
    page.wait_for_function(
        """() => [...document.querySelectorAll('.js-plotly-plot')].every(plot => Math.abs(
            plot.querySelector('.main-svg').clientWidth - plot.parentElement.clientWidth) < 2)"""
    )


def barriers(page: Page) -> list[tuple[str, str]]:
    """Say what axe-core finds that bars a reader: its rule and the place."""
    return [
        (found["id"], node["html"][:120])
        for found in Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def cut(page: Page) -> list[str]:
    """Texts of charts that reach over the edge of their chart."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
            const box = plot.getBoundingClientRect();
            return [...plot.querySelectorAll('svg text')]
                .filter(t => t.textContent && t.closest('.hoverlayer') === null)
                .filter(t => { const r = t.getBoundingClientRect();
                    return r.width > 0 && (r.left < box.left - 1 || r.right > box.right + 1
                        || r.top < box.top - 1 || r.bottom > box.bottom + 1); })
                .map(t => t.textContent); })"""
    )
    return found
