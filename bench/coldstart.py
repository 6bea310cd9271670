"""The start of the server: from the process to its first answer, beside the framework's empty app.

Both run in turn, with the settings of the project and what Python compiled before.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser

from bench.results import Row
from bench.screens import SIZE
from bench.serving import ROOT, STARTING, begin, command, free_port, listening

EMPTY = 'import streamlit as st\n\nst.title("Empty")\n'


SUBJECTS = ("until it listens", "to the first document", "to the first page")


def start(browser: Browser, script: Path, folder: Path) -> tuple[float, float, float]:
    """Start a server and open its first page; return the seconds to each.

    Parameters
    ----------
    browser : Browser
        The browser, which runs already.
    script, folder : Path
        What is served, and where from.

    Returns
    -------
    tuple of float
        Until it listens, to the first document, and to the title that the first run draws.
    """
    port = free_port()
    begun = time.perf_counter()
    server = begin([*command(script), str(port)], port, folder=folder)
    context = browser.new_context(viewport=SIZE)
    try:
        listening(port, STARTING)
        listens = time.perf_counter() - begun
        with urlopen(server.base) as document:
            document.read()
        answered = time.perf_counter() - begun
        tab = context.new_page()
        tab.goto(f"{server.base}/?lang=zh", wait_until="commit")
        tab.wait_for_selector(".stMain h1", timeout=60_000)
        return listens, answered, time.perf_counter() - begun
    finally:
        context.close()
        server.stop()


def rows(browser: Browser, times: int = 3, tree: Path = ROOT) -> list[Row]:
    """Return the ratios: medians of starts in turn, after one of each that does not count."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
        shutil.copytree(tree / ".streamlit", folder / ".streamlit")
        kinds = ((tree / "dashboard.py", tree), (folder / "empty.py", folder))
        taken = [[start(browser, *kind) for kind in kinds] for _ in range(times + 1)][1:]
    made = []
    for n, subject in enumerate(SUBJECTS):
        own, empty = (statistics.median(round_[k][n] for round_ in taken) for k in (0, 1))
        made.append(Row("cold start", subject, own / empty, f"{own:.2f} against {empty:.2f} s"))
    return made
