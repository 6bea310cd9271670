"""First screens: how long until their charts are drawn, here, in plain Streamlit, on a static page.

All three draw the same figures in the same sizes, those in view when a page is opened; they are
loaded in turn by one browser, so that what disturbs one disturbs all.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from bench import pageview, still
from bench.look import serving
from bench.pageview import settle
from bench.serving import running

SIZE: ViewportSize = {"width": 1366, "height": 768}
# Loads after which a browser has kept all that it keeps.
FIRST = 2
HERE, PLAIN, STATIC = "page", "plain", "static"
# Plain Streamlit sets charts below each other: all of them count, in view or not.
ALL = "window.lookAll = true;"
FIGURES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => {
  const r = plot.getBoundingClientRect();
  const place = {left: r.left, top: r.top, width: r.width, height: r.height};
  const size = {width: r.width, height: r.height, autosize: false};
  return {data: plot.data, layout: {...plot.layout, ...size}, place};
}).filter(chart => chart.place.top < innerHeight)"""
APP = """
import json
from pathlib import Path
import plotly.graph_objects as go
import streamlit as st
st.set_page_config(layout="wide")
page = st.query_params["page"]
st.title(page)
for n, made in enumerate(json.loads(Path({folder!r}, page + ".json").read_text(encoding="utf-8"))):
    figure = go.Figure(made["data"], made["layout"], skip_invalid=True)
    st.plotly_chart(figure, theme=None, key=f"{{page}}-{{n}}", config={{"displayModeBar": False}})
"""


@dataclass(frozen=True)
class Times:
    """Milliseconds from navigation until charts are seen, and until they are live."""

    seen: float
    live: float


def screens_of(
    browser: Browser, base: str, pages: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """Return the charts of the first screens of pages that have any.

    Parameters
    ----------
    browser : Browser
        The browser.
    base : str
        Where the dashboard is.
    pages : sequence of str
        Names of pages.

    Returns
    -------
    dict of str to list of dict
        By page: ``data`` and ``layout`` of each figure, and its ``place``.
    """
    found = {}
    context = browser.new_context(viewport=SIZE)
    tab = context.new_page()
    try:
        for page in pages:
            tab.goto(pageview.address(base, page, "zh"))
            settle(tab)
            found[page] = tab.evaluate(FIGURES)
    finally:
        context.close()
    return {page: charts for page, charts in found.items() if charts}


@contextmanager
def compared(
    screens: Mapping[str, Sequence[Mapping[str, Any]]], folder: Path
) -> Iterator[tuple[str, str]]:
    """Serve the same figures by plain Streamlit and as static pages; return where."""
    still.written(folder, screens)
    for page, charts in screens.items():
        (folder / f"{page}.json").write_text(json.dumps(charts), encoding="utf-8")
    script = folder / "plain.py"
    script.write_text(APP.format(folder=str(folder)), encoding="utf-8")
    words = [sys.executable, "-m", "bench.still", str(folder)]
    with serving(script, folder) as plain, running(words) as static:
        yield plain, static.base


def addresses(page: str, base: str, plain: str, static: str) -> dict[str, str]:
    """Return where the three stand."""
    return {
        HERE: pageview.address(base, page, "zh"),
        PLAIN: f"{plain}/?page={page}",
        STATIC: f"{static}/{page}.html",
    }


def warm(browser: Browser, where: Mapping[str, str], charts: int, times: int) -> dict[str, Times]:
    """Load what is compared in turn, each in a tab of its own that keeps its files.

    Parameters
    ----------
    browser : Browser
        The browser.
    where : mapping of str to str
        What is compared.
    charts : int
        How many are in view.
    times : int
        Loads that count; those of `FIRST` before them do not.

    Returns
    -------
    dict of str to Times
        Medians.
    """
    with ExitStack() as held:
        tabs = {name: held.enter_context(_tab(browser, name)) for name in where}
        found: dict[str, list[Times]] = {name: [] for name in where}
        for n in range(times + FIRST):
            for name, url in where.items():
                took = _load(tabs[name], url, charts)
                if n >= FIRST:
                    found[name].append(took)
    return {name: _median(taken) for name, taken in found.items()}


def cold(browser: Browser, where: Mapping[str, str], charts: int, times: int) -> dict[str, Times]:
    """Load what is compared in turn, each time by a browser that has kept nothing."""
    found: dict[str, list[Times]] = {name: [] for name in where}
    for _ in range(times):
        for name, url in where.items():
            with _tab(browser, name) as tab:
                found[name].append(_load(tab, url, charts))
    return {name: _median(taken) for name, taken in found.items()}


@contextmanager
def _tab(browser: Browser, name: str) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZE)
    try:
        tab = context.new_page()
        if name == PLAIN:
            tab.add_init_script(ALL)
        tab.add_init_script(pageview.IN_VIEW)
        yield tab
    finally:
        context.close()


def _median(taken: Sequence[Times]) -> Times:
    return Times(*(statistics.median(one) for one in zip(*map(astuple, taken), strict=True)))


def _load(tab: Page, url: str, charts: int) -> Times:
    tab.goto(url, wait_until="commit")
    tab.wait_for_function(f"() => window.lookCharts >= {charts}", timeout=60_000)
    return Times(*tab.evaluate("[window.lookSeen, window.lookDrawn]"))
