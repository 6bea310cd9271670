"""What runs of every page cost, against an equal page of ready-made elements.

The equal page (`bench.ready`) has the same frame and draws the same elements from values that were
made before. Both are served with the project's settings, driven over the websocket as a browser
does it, in turn in one run; what counts is the time that the processor spends on the script. What a
browser waits for besides comes in steps of the server's five-millisecond flush.

Run it with ``python -m bench pages``; trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.ready import scripts
from bench.results import Row, record, tell
from bench.serving import ROOT, served
from bench.tab import Tab
from bench.visitor import Visitor, visiting
from pages.parts.frame.places import HIDDEN, SHOWN

# Sessions of each kind that a page is opened in, and the runs of the last of them.
SESSIONS, WARM, ROUNDS, RUNS = 8, 4, 6, 6
# Every page, with what it shows little without.
PAGES = {
    **dict.fromkeys((*SHOWN, *HIDDEN), ""),
    "indicator": "id=pledge_financing",
    "explorer": "s=invention_patents_granted,pledge_financing",
}
# Before a run is timed something else may be done.
SCRIPT = """
import os, sys, time
sys.path.insert(0, {root!r})
from pages.parts.blocks import near, statement
from pages.parts.frame import shell
from pages.parts.state import store
{before}
start = time.thread_time()
# Everything is drawn, as if all of the page were in view.
near.show = lambda name, height, draw: draw()
shell.run(statement.show)
with open(os.environ["BENCH_TIMES"], "a", encoding="utf-8") as file:
    print(time.thread_time() - start, file=file)
"""
PAGES_OF = "shell.PAGES = type(shell.PAGES)({pages!r})"


@dataclass
class Side:
    """A server, and what its runs took."""

    base: str
    times: Path
    read: int = 0

    async def run(self, visitor: Visitor, name: str) -> float:
        """Run a page; return the milliseconds of its script."""
        page = "" if name == "overview" else name
        run = await visitor.go(page, f"lang=zh&{PAGES[name]}".rstrip("&"))
        told = self.times.read_text(encoding="utf-8").split()
        if run.exceptions or len(told) != self.read + 1:
            raise SystemExit(f"{name}: {len(told) - self.read} runs ended, {run.exceptions}")
        self.read += 1
        return 1000 * float(told[-1])


@contextmanager
def side(folder: Path, name: str, before: str = "") -> Iterator[Side]:
    """Serve the dashboard, with what is done before a run is timed."""
    script, times = folder / f"{name}.py", folder / f"{name}.txt"
    script.write_text(SCRIPT.format(root=str(ROOT), before=before), encoding="utf-8")
    times.write_text("", encoding="utf-8")
    with served(script, BENCH_TIMES=str(times)) as server:
        yield Side(server.base, times)


@dataclass
class Cost:
    """What a page costs on one side, in milliseconds."""

    ever: float = 0
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)


async def _measure(sides: dict[str, Side], name: str) -> dict[str, Cost]:
    """Run a page on each side in turn: sessions of their own, then again and again."""
    found = {kind: Cost() for kind in sides}
    for n in range(SESSIONS):
        for kind, side in sides.items():
            async with visiting(side.base) as visitor:
                took = await side.run(visitor, name)
            if n:
                found[kind].first.append(took)
            else:
                found[kind].ever = took
    async with AsyncExitStack() as held:
        visitors = {k: await held.enter_async_context(visiting(s.base)) for k, s in sides.items()}
        for n in range(ROUNDS + 1):
            for kind, side in sides.items():
                runs = [await side.run(visitors[kind], name) for _ in range(RUNS if n else WARM)]
                found[kind].again += runs if n else []
        if differ := differing(*visitors.values()):
            raise SystemExit(f"{name}: the pages differ: {differ}")
    return found


def differing(page: Tab, equal: Tab) -> list[str]:
    """Return the elements that two pages do not have in common, with their places."""
    shown = [
        {(place, type(e).__name__) for place, e in tab.elements.items()} for tab in (page, equal)
    ]
    return [f"{kind} at {place}" for place, kind in sorted(shown[0] ^ shown[1])]


def ratio(found: dict[str, list[float]]) -> tuple[float, str]:
    """Return a ratio of medians and the milliseconds that it is of."""
    page, equal = (statistics.median(found[kind]) for kind in ("page", "equal"))
    return page / equal, f"{page:.1f} against {equal:.1f} ms"


def rows(found: dict[str, dict[str, Cost]]) -> Iterator[Row]:
    """Yield what is told of each page."""
    for name, sides in found.items():
        yield Row("repeated run", name, *ratio({k: c.again for k, c in sides.items()}))
    for name, sides in found.items():
        yield Row("first run", name, *ratio({k: c.first for k, c in sides.items()}))
    for name, sides in found.items():
        yield Row("first of all", name, round(sides["page"].ever))


def measure(names: list[str]) -> dict[str, dict[str, Cost]]:
    """Serve both sides and measure pages."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as held:
        own, ready = ROOT / "pages", Path(folder) / "ready"
        ready.mkdir()
        scripts(own, ready)
        sides = {
            kind: held.enter_context(side(Path(folder), kind, PAGES_OF.format(pages=str(pages))))
            for kind, pages in (("page", own), ("equal", ready))
        }
        return {name: asyncio.run(_measure(sides, name)) for name in names}


def main() -> None:
    """Measure pages and record them; those that are named are told alone."""
    names = sys.argv[1:]
    made = list(rows(measure(names or list(PAGES))))
    if names:
        tell(made)
    else:
        record("pages", made)


if __name__ == "__main__":
    main()
