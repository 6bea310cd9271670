"""What runs of pages cost where the tables hold ten thousand facts, against the tables as they are.

The many facts are the curated ones again and again under made-up indicators, with the checks that
they take part in. No page shows them but the lists of all indicators, so that both runs draw the
same charts, and what a run costs more is what it does for facts that it does not show. Each
server is driven over the websocket, as a browser does it; what counts is the time that the
processor spends on the script, and of some servers of each kind, one after the other, the least:
a busy machine adds to it, and nothing takes from it.

Run it with ``make bench``; trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from bench.serving import ROOT, served
from bench.visitor import visiting
from metrics import Tables, load
from metrics.tables.read import records

MANY = 10_000
# Of the time that a repeated run takes with the tables as they are.
LIMIT = 1.2
TIMES, WARM, COUNTED = 3, 4, 20
# The first loads the tables, and is not counted among the others.
FIRST = "reading"
PAGES = {
    "overview": "",
    "creation": "",
    "international": "",
    "indicator": "id=pledge_financing",
    "explorer": "s=invention_patents_granted,pledge_financing",
    "regions": "",
}
SCRIPT = """
import os, sys, time
sys.path.insert(0, {root!r})
start = time.thread_time()
from pages.parts.blocks import near, statement
from pages.parts.frame import shell
from pages.parts.state import store

if {many!r} and "bench.growth" not in sys.modules:
    from bench.growth import many_facts
    store.tables_of = lambda _: many_facts()
# Everything is drawn, as if all of the page were in view.
near.show = lambda name, height, draw: draw()
shell.run(statement.show)
with open(os.environ["BENCH_TIMES"], "a", encoding="utf-8") as file:
    print(time.thread_time() - start, file=file)
"""


def many_facts(most: int = MANY) -> Tables:
    """Return the tables with their facts and checks again and again, under other indicators.

    Parameters
    ----------
    most : int
        The facts that there are at least.

    Returns
    -------
    Tables
        The made-up indicators stand in a theme that has no page of its own, and in no headline.

    Examples
    --------
    >>> tables = many_facts()
    >>> len(tables.statements) >= MANY, len(tables.by_region_alone - load().by_region_alone)
    (True, 0)
    """
    tables = load()
    frames = dict(tables.frames)
    own = frames["definitions"]
    shown = own[own["id"].isin(tables.definitions)]
    quiet = shown.assign(theme="governance", headline="", story="", display="card")
    names = re.compile(rf"\b({'|'.join(sorted(shown['id'], key=len, reverse=True))})(?=@)")
    for n in range(1, -(-most // len(frames["indicators"]))):
        again = {
            "definitions": quiet.assign(
                id=quiet["id"] + f"_{n}",
                concept=quiet["concept"].where(quiet["concept"] == "", quiet["concept"] + f"_{n}"),
                relates_to=quiet["relates_to"].where(
                    quiet["relates_to"] == "", quiet["relates_to"] + f"_{n}"
                ),
            ),
            "indicators": tables.frames["indicators"].assign(
                indicator=tables.frames["indicators"]["indicator"] + f"_{n}"
            ),
            "relations": _again(tables.frames["relations"], names, n),
            "conventions": tables.frames["conventions"].assign(
                indicator=tables.frames["conventions"]["indicator"] + f"_{n}"
            ),
        }
        for name, rows in again.items():
            frames[name] = pd.concat([frames[name], rows], ignore_index=True)
    return replace(tables, frames=frames, version=f"{tables.version[:-1]}x")


def _again(relations: pd.DataFrame, names: re.Pattern[str], n: int) -> pd.DataFrame:
    """Return checks over the indicators of other names."""
    sides = {c: relations[c].str.replace(names, rf"\1_{n}", regex=True) for c in ("left", "right")}
    return relations.assign(id=relations["id"] + f"-n{n}", **sides)


async def _drive(base: str) -> None:
    """Run the first page once, then each other one again and again."""
    async with visiting(base) as visitor:
        await visitor.go(FIRST, "lang=zh")
        for page, query in PAGES.items():
            for _ in range(1 + WARM + COUNTED):
                path = "" if page == "overview" else page
                await visitor.go(path, f"lang=zh&{query}".rstrip("&"))


def measure(folder: Path, *, many: bool) -> dict[str, tuple[float, float]]:
    """Serve the pages and run each.

    Parameters
    ----------
    folder : Path
        Where the script and the times of its runs are written.
    many : bool
        Whether the tables hold many facts.

    Returns
    -------
    dict of str to tuple of float
        By page the milliseconds of its first run, and the median of repeated ones; of the page
        that loads the tables both are those of its only run.
    """
    script, times = folder / "page.py", folder / "times.txt"
    script.write_text(SCRIPT.format(root=str(ROOT), many=many), encoding="utf-8")
    times.write_text("", encoding="utf-8")
    with served(script, BENCH_TIMES=str(times)) as server:
        asyncio.run(_drive(server.base))
    spent = [1000 * float(line) for line in times.read_text(encoding="utf-8").split()]
    runs = 1 + WARM + COUNTED
    if len(spent) != 1 + runs * len(PAGES):
        raise SystemExit(f"{len(spent)} runs ended, not {1 + runs * len(PAGES)}")
    found = {FIRST: (spent[0], spent[0])}
    for n, page in enumerate(PAGES):
        own = spent[1 + n * runs : 1 + (n + 1) * runs]
        found[page] = own[0], statistics.median(own[-COUNTED:])
    return found


def main() -> int:
    """Measure both in turn and print the ratios; return 1 where a repeated run costs too much."""
    facts = len(records(load().frames["indicators"]))
    print(f"milliseconds of the processor a run, {facts} facts and {MANY}; least of {TIMES}")
    print(f"{'page':<16}{'first':>8}{'many':>8}{'ratio':>8}{'again':>8}{'many':>8}{'ratio':>8}")
    few, many = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(TIMES):
            few.append(measure(Path(folder), many=False))
            many.append(measure(Path(folder), many=True))
    over = []
    for page in (FIRST, *PAGES):
        told = f"{page:<16}"
        for kind in (0, 1):
            one, other = (min(each[page][kind] for each in runs) for runs in (few, many))
            told += f"{one:>8.1f}{other:>8.1f}{other / one:>8.2f}"
            if kind and page != FIRST and other > LIMIT * one:
                over.append(page)
        print(told)
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
