"""What a repeated run of a theme page costs, against an equal page of ready-made figures.

Both pages are served by the same settings and driven over the websocket, as a browser does it: the
time is from asking for a rerun to the end of the script. The equal page holds the same number of
charts and blocks of HTML, made beforehand and sent as they are.

Run it with ``make bench``; trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import asyncio
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parent.parent
WARM, COUNTED = 8, 40
THEMES = ("creation", "utilisation", "international", "services")

READY = """
import sys
sys.path.insert(0, {root!r})
import streamlit as st

@st.cache_resource(show_spinner=False)
def ready():
    from metrics import load
    from metrics.charts.base import Chart
    from pages.parts import blocks
    from pages.parts.shell import Context
    return blocks.theme_blocks(Context(load(), "zh", "light"), {theme!r})

st.set_page_config(layout="wide")
made = ready()
for chart in made.charts:
    st.plotly_chart(chart.figure, theme=None, key=chart.key, alt=chart.alt,
                    config={{"displayModeBar": False}})
    st.html(chart.table)
for cards in made.cards:
    st.html(cards)
"""


@contextmanager
def served(script: Path) -> Iterator[int]:
    """Serve a script with the project's settings."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    words = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(
        [*words, "--server.address", "127.0.0.1"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        process.terminate()
        process.wait(20)


async def _connect(port: int) -> ClientConnection:
    for _ in range(120):
        try:
            return await connect(
                f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None
            )
        except OSError:
            await asyncio.sleep(0.25)
    raise TimeoutError("the server did not start")


async def _rerun(line: ClientConnection, page: str) -> tuple[float, int]:
    """Ask for a rerun; return its time and how many charts it sent."""
    ask = BackMsg()
    ask.rerun_script.query_string = "lang=zh"
    ask.rerun_script.page_name = page
    ask.rerun_script.context_info.locale = "zh-CN"
    charts = 0
    start = time.perf_counter()
    await line.send(ask.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(await line.recv())  # type: ignore[arg-type]
        kind = answer.WhichOneof("type")
        if kind == "script_finished":
            return time.perf_counter() - start, charts
        if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "plotly_chart":
            charts += 1


async def _median(port: int, page: str) -> tuple[float, int]:
    """Median time in milliseconds, and the charts of the first run (later ones may be cached)."""
    async with await _connect(port) as line:
        runs = [await _rerun(line, page) for _ in range(WARM + COUNTED)]
    return statistics.median(seconds for seconds, _ in runs[WARM:]) * 1000, runs[0][1]


def main() -> None:
    """Measure each theme and print the ratios."""
    print(f"median of {COUNTED} repeated runs, milliseconds")
    print(f"{'theme':<16}{'charts':>8}{'page':>8}{'ready':>8}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for theme in THEMES:
            equal = Path(folder) / f"{theme}.py"
            equal.write_text(READY.format(root=str(ROOT), theme=theme), encoding="utf-8")
            with served(ROOT / "dashboard.py") as port:
                own, charts = asyncio.run(_median(port, theme))
            with served(equal) as port:
                ready, equal_charts = asyncio.run(_median(port, ""))
            if charts != equal_charts:
                raise SystemExit(f"{theme}: {charts} charts against {equal_charts}")
            print(f"{theme:<16}{charts:>8}{own:>8.1f}{ready:>8.1f}{own / ready:>8.2f}")


if __name__ == "__main__":
    main()
