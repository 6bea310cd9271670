"""Many sessions for minutes: they walk, choose, export, hand in, leave and come back.

A fresh server is warmed by one visitor in each language and display, then many visitors come, each
with pauses as people make them (`bench.walks`). Told are errors, of which there may be none; the
memory of the server, which may not grow once its caches are full, nor hold the sessions that have
left; how long visitors wait for runs; and how many files were made.

Run it with ``make soak``, shorter with ``make soak MINUTES=2 SESSIONS=20``. Only a run of ten
minutes and fifty sessions is recorded for docs/speed.md.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import click
import psutil

from bench.results import Row, record
from bench.serving import Server, served
from bench.visitor import visiting
from bench.walks import PAGES, PAUSE, Bag, Tally, Walker
from metrics.locale import LANGS

# What is recorded: sessions and minutes.
WHOLE = (50, 10.0)
# The share of the time in which caches fill; memory is judged after it.
WARM = 0.4
# Seconds between two looks at the memory, and those of which the least look counts.
LOOK, WINDOW = 1.0, 10.0
# Seconds after which the framework forgets a session whose line was closed, with some to spare.
FORGOTTEN = 130.0
# What the log of a server says where something went wrong that no visitor may see.
BAD = ("Traceback (most recent call last)", "ERROR", "fault ")
TOLD = 20


@dataclass
class Memory:
    """The memory of a server in megabytes over time.

    Parameters
    ----------
    looks : list of (float, float)
        Seconds since the visitors came, and megabytes.
    before : float
        Megabytes before they came.
    after : float
        Megabytes once all that they had is forgotten.
    """

    looks: list[tuple[float, float]] = field(default_factory=list)
    before: float = 0.0
    after: float = 0.0

    def least(self, since: float = 0.0) -> list[tuple[float, float]]:
        """Return the least look of each window: what is held, without what a run needs."""
        windows: dict[int, tuple[float, float]] = {}
        for at, size in self.looks:
            window = int(at // WINDOW)
            if at >= since and (window not in windows or size < windows[window][1]):
                windows[window] = at, size
        return [windows[n] for n in sorted(windows)]

    def slope(self, since: float) -> float:
        """Return how many megabytes a minute it grows after some seconds.

        Examples
        --------
        >>> Memory([(60.0 * n, 300 + 2.0 * n) for n in range(10)]).slope(120)
        2.0
        """
        found = self.least(since)
        if len(found) < 2:
            return 0.0
        times, sizes = zip(*found, strict=True)
        return statistics.linear_regression(times, sizes).slope * 60


@dataclass(frozen=True)
class Soaked:
    """What came of a soak."""

    sessions: int
    minutes: float
    tally: Tally
    memory: Memory
    processor: float
    logged: tuple[str, ...]

    @property
    def name(self) -> str:
        """What was run."""
        return f"{self.sessions} sessions, {self.minutes:g} minutes"

    @property
    def faults(self) -> list[str]:
        """What went wrong, at the visitors and in the log."""
        return [*self.tally.faults, *self.logged]

    def rows(self) -> list[Row]:
        """Return what was measured as rows of the record."""
        tally, memory = self.tally, self.memory
        held = memory.least(since := self.minutes * 60 * WARM)
        most = max((size for _, size in memory.looks), default=0.0)
        per_session = (held[0][1] - memory.before) / self.sessions if held else 0.0
        exports = sum(tally.count(kind) for kind in tally.seconds if kind.startswith("export"))
        uploads = sum(tally.count(kind) for kind in tally.seconds if kind.startswith("upload"))
        waits = sorted(
            w for k, own in tally.seconds.items() if k.startswith("export ") for w in own
        )
        return [
            Row(
                "soak errors",
                self.name,
                len(self.faults),
                f"{tally.count(*tally.seconds):,} things done, {exports} exports, {uploads} files"
                f" handed in; {len(tally.refused)} politely asked to wait",
            ),
            Row(
                "soak memory",
                self.name,
                memory.slope(since),
                f"{memory.before:.0f} MB before, {most:.0f} at most;"
                f" {per_session:.2f} MB a session with the caches that it fills",
            ),
            Row("soak memory after", "once all have left", memory.after - memory.before),
            *(
                Row(
                    "soak p95",
                    kind,
                    1000 * quantile(tally.seconds[kind], 95),
                    f"median {1000 * quantile(tally.seconds[kind], 50):.0f} ms of"
                    f" {len(tally.seconds[kind]):,}",
                )
                for kind in ("repeated run", "choice", "page switch", "first run", "document")
                if tally.seconds.get(kind)
            ),
            Row(
                "soak exports",
                self.name,
                exports / self.minutes,
                f"median {quantile(waits, 50):.1f} s, p95 {quantile(waits, 95):.1f} s to the file;"
                f" the server took {self.processor:.0%} of one processor",
            ),
        ]


def quantile(values: Sequence[float], per_cent: int) -> float:
    """Return the value below which so many of a hundred lie; 0 of none.

    Examples
    --------
    >>> quantile([3, 1, 2, 4], 50), quantile([1.5], 95), quantile([], 95)
    (2, 1.5, 0.0)
    """
    if not values:
        return 0.0
    return sorted(values)[max(0, -(-len(values) * per_cent // 100) - 1)]


def megabytes(process: psutil.Process) -> float:
    """Return the memory that a process holds."""
    return float(process.memory_info().rss) / 2**20


async def _warm(base: str) -> None:
    """Look at every page once, in both languages and displays."""
    for lang in LANGS:
        for look in ("light", "dark"):
            async with visiting(base, "en-GB" if lang == "en" else "zh-CN", look) as visitor:
                for page in PAGES:
                    await visitor.go(page, f"lang={lang}")


async def _watch(process: psutil.Process, memory: Memory) -> None:
    start = time.monotonic()
    while True:
        memory.looks.append((time.monotonic() - start, megabytes(process)))
        await asyncio.sleep(LOOK)


async def _visit(
    server: Server, sessions: int, minutes: float, seed: int, pause: float, rest: float
) -> tuple[Tally, Memory, float]:
    bag, tally, memory = Bag.packed(), Tally(), Memory()
    process = psutil.Process(server.process.pid)
    memory.before = megabytes(process)
    watch = asyncio.create_task(_watch(process, memory))
    end = time.monotonic() + minutes * 60
    used, start = sum(process.cpu_times()[:2]), time.monotonic()
    walkers = [Walker(server.base, Random(f"{seed} {n}"), bag, tally, n) for n in range(sessions)]
    await asyncio.gather(*(w.stay(lambda: time.monotonic() > end, pause) for w in walkers))
    share = (sum(process.cpu_times()[:2]) - used) / (time.monotonic() - start)
    watch.cancel()
    await asyncio.sleep(rest)
    # Sessions that are over are let go when another one comes and goes.
    for _ in range(2):
        async with visiting(server.base) as visitor:
            await visitor.go("", "lang=zh")
    memory.after = megabytes(process)
    return tally, memory, share


def _bad(log: Path) -> Iterator[str]:
    """Yield the lines of a log that tell of something wrong."""
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if any(word in line for word in BAD):
            yield f"log: {line[:300]}"


def soak(
    sessions: int,
    minutes: float,
    *,
    seed: int = 1,
    pause: float = PAUSE,
    rest: float = FORGOTTEN,
    warm: bool = True,
    log: Path | None = None,
) -> Soaked:
    """Serve the dashboard to many visitors.

    Parameters
    ----------
    sessions : int
        Tabs that are open at a time.
    minutes : float
        How long they stay.
    seed : int
        Draws what they do: the same one, the same things.
    pause : float
        Mean seconds between two things that a visitor does.
    rest : float
        Seconds between the end of the visits and the last look at the memory.
    warm : bool
        Whether every page is looked at before the visitors come.
    log : Path, optional
        Where the server writes what it says; a temporary file where nothing is said.

    Returns
    -------
    Soaked
        What came of it.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = log or Path(folder) / "server.log"
        said.write_text("", encoding="utf-8")
        with served(log=said) as server:
            if warm:
                asyncio.run(_warm(server.base))
            visits = _visit(server, sessions, minutes, seed, pause, rest)
            tally, memory, share = asyncio.run(visits)
            if server.process.poll() is not None:
                tally.faults.append(f"the server ended: {server.process.returncode}")
        return Soaked(sessions, minutes, tally, memory, share, tuple(_bad(said)))


@click.command()
@click.option("--sessions", default=WHOLE[0], help="Tabs that are open at a time.")
@click.option("--minutes", default=WHOLE[1], help="How long they stay.")
@click.option("--seed", default=1, help="Draws what they do.")
@click.option("--pause", default=PAUSE, help="Mean seconds between two things that one does.")
@click.option("--rest", default=FORGOTTEN, help="Seconds before the last look at the memory.")
@click.option("--log", type=click.Path(path_type=Path), help="Where the server writes to.")
@click.option("--curve", is_flag=True, help="Print the memory over time.")
def main(curve: bool, **asked: Any) -> None:
    """Soak the dashboard; end with 1 where something went wrong or an aim is missed."""
    found = soak(**asked)
    rows = found.rows()
    if (found.sessions, found.minutes) == WHOLE:
        record("soak", rows, command="make soak")
    for row in rows:
        print(f"{row.measure}, {row.subject}: {row.aim.told(row.value)} {row.verdict} ({row.note})")
    for kind in sorted(found.tally.seconds):
        own = found.tally.seconds[kind]
        print(f"  {kind:<18}{len(own):>6}{quantile(own, 50):>9.3f}{quantile(own, 95):>9.3f} s")
    if curve:
        print("  MB:", " ".join(f"{size:.0f}" for _, size in found.memory.least()))
    for told in found.faults[:TOLD]:
        print(told)
    sys.exit(int(not all(row.met for row in rows)))


if __name__ == "__main__":
    main()
