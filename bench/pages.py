"""What a repeated run of a theme page costs, against an equal page of ready-made figures.

The equal page has the same frame, navigation and layout, and holds its figures and its HTML made
beforehand; a third, bare page has them alone, without frame and layout. All are served with the
project's settings and driven over the websocket, as a browser does it; each script writes down how
long it ran. What a browser waits for besides comes in steps of the server's five-millisecond flush.

Run it with ``make bench``; trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path

from bench.serving import ROOT, served
from bench.visitor import visiting

WARM, COUNTED = 8, 40
THEMES = ("creation", "utilisation", "international", "protection")

HEAD = """
import os, sys, time
sys.path.insert(0, {root!r})
import streamlit as st
from metrics.views.filters import Filters
from pages.parts.blocks import card, downloads, near, statement, theme
from pages.parts.blocks.sizes import GAP
from pages.parts.frame import shell
from pages.parts.state.store import shared

@st.cache_resource(show_spinner=False)
def made_before():
    return {{"show": theme.show}}

MADE = made_before()
# Everything is drawn, as if all of the page were in view.
near.show = lambda name, height, draw: draw()

def one(made, n):
    with st.container(border=True, gap="xsmall", key=f"card-{{n}}"):
        st.html(made.head)
        st.plotly_chart(
            made.figure, theme=None, config=card.CONFIG, height=made.height, alt=made.alt,
            key=f"c-{{n}}",
        )
        st.html(made.foot)

def cards():
    return [made for name, made in MADE.items() if name.startswith("card ")]
"""
TAIL = """
with open(os.environ["BENCH_TIMES"], "a", encoding="utf-8") as file:
    print(time.perf_counter() - start, file=file)
"""
FRAMED = """
start = time.perf_counter()
shell.run(statement.show)
"""
# The first run draws the page and keeps what it is made of; later ones draw that alone.
KEEPING = """
def kept(name, *more):
    MADE[name] = shared(name, *more)
    return MADE[name]

shell.shared = kept
"""
EQUAL = """
def show_ready(context, name):
    if not cards():
        MADE["show"](context, name)
        return
    sentence, figures, findings = MADE[f"top {{name}}"]
    st.html(sentence)
    st.html(figures)
    first, *others = cards()
    large, beside = st.columns([1112, 544], gap=GAP)
    with large:
        one(first, 0)
    with beside, st.container(key="beside", height="stretch"):
        st.html(findings)
    for n in range(0, len(others), 3):
        grid = st.grid(3, gap=GAP)
        for k, made in enumerate(others[n : n + 3], n + 1):
            with grid.cell():
                one(made, k)
    st.html(MADE[f"rows {{name}}"])
    downloads.show(context, Filters(theme=name), name)

theme.show = show_ready
"""
BARE = """
if not cards():
    from metrics import load
    with st.container():
        MADE["show"](shell.Context(load(), "zh", "light"), {theme!r})
    st.stop()
start = time.perf_counter()
for n, made in enumerate(cards()):
    one(made, n)
for html in (*MADE["top {theme}"], MADE["rows {theme}"]):
    st.html(html)
"""
KINDS = {
    "page": HEAD + FRAMED + TAIL,
    "equal": HEAD + KEEPING + EQUAL + FRAMED + TAIL,
    "bare": HEAD + KEEPING + BARE + TAIL,
}


async def _drive(base: str, page: str) -> int:
    """Run a page many times; return the charts that it has."""
    async with visiting(base) as visitor:
        counts = [(await visitor.go(page, "lang=zh")).charts for _ in range(WARM + COUNTED)]
    return counts[0]


def measure(folder: Path, kind: str, theme: str) -> tuple[float, int]:
    """Serve a kind of page and run it again and again.

    Parameters
    ----------
    folder : Path
        Where its script and the times of its runs are written.
    kind : str
        One of `KINDS`.
    theme : str
        One of `THEMES`.

    Returns
    -------
    tuple of (float, int)
        Median time of a run in milliseconds, and the number of charts.
    """
    script, times = folder / f"{kind}_{theme}.py", folder / f"{kind}_{theme}.txt"
    script.write_text(KINDS[kind].format(root=str(ROOT), theme=theme), encoding="utf-8")
    with served(script, BENCH_TIMES=str(times)) as server:
        charts = asyncio.run(_drive(server.base, "" if kind == "bare" else theme))
    seconds = [float(line) for line in times.read_text(encoding="utf-8").split()]
    return statistics.median(seconds[-COUNTED:]) * 1000, charts


def main() -> None:
    """Measure each theme and print the ratios."""
    print(f"median of {COUNTED} repeated script runs, milliseconds")
    print(f"{'theme':<16}{'charts':>8}{'page':>8}{'equal':>8}{'ratio':>8}{'bare':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for theme in THEMES:
            found = {kind: measure(Path(folder), kind, theme) for kind in KINDS}
            if len({charts for _, charts in found.values()}) > 1:
                raise SystemExit(f"{theme}: the pages differ: {found}")
            page, equal, bare = (found[kind][0] for kind in ("page", "equal", "bare"))
            charts = found["page"][1]
            print(
                f"{theme:<16}{charts:>8}{page:>8.1f}{equal:>8.1f}{page / equal:>8.2f}{bare:>8.1f}"
            )


if __name__ == "__main__":
    main()
