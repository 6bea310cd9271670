"""What loading costs: today's tables, ten thousand facts, a hundred thousand, by where they stand.

The many facts are the curated ones again and again under other names (`bench.many`), and pass all
checks. Each load runs in a process of its own, from the call to checked tables, with nothing kept
from before; imports are not counted. What counts is the time of the processor, of some loads the
least: a busy machine adds to the time by the clock, which is told beside. PostgreSQL runs on this
machine (`tests.stores.postgres`); what its own process spends is in the time by the clock alone.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

from bench.many import many_tables
from bench.results import Row, record
from bench.serving import apart
from metrics.tables.loading import load
from metrics.tables.read import BUNDLED, file_contents, store_of, table_schemas, version_of
from metrics.tables.stores import Database
from tests.servers import programs
from tests.stores.postgres import postgres

SIZES = (10_000, 100_000)
TIMES = 2


def one(address: str) -> None:
    """Load tables once; print the facts, the seconds, those of the processor, and megabytes."""
    store_of(address).stamp()  # imports what such an address needs
    process = psutil.Process()
    before = process.memory_info().rss
    start, busy = time.perf_counter(), time.process_time()
    tables = load(address)
    spent, busy = time.perf_counter() - start, time.process_time() - busy
    grown = (process.memory_info().rss - before) / 2**20
    print(len(tables.statements), f"{spent:.2f} {busy:.2f} {grown:.0f}")


def measured(address: str) -> tuple[int, float, float, float]:
    """Load tables some times, each in a process of its own.

    Parameters
    ----------
    address : str
        Where they stand.

    Returns
    -------
    tuple of int, float, float, float
        Facts, seconds of the fastest load, those of the processor, and the megabytes it took.
    """
    found = []
    for _ in range(TIMES):
        facts, *rest = apart("bench.loading", address).split()
        seconds, busy, grown = map(float, rest)
        found.append((int(facts), seconds, busy, grown))
    return min(found, key=lambda each: each[2])


def places(above: Path, database: str) -> Iterator[tuple[str, str]]:
    """Put tables of each size into a folder and into PostgreSQL; yield where each stands."""
    place = store_of(database)
    assert isinstance(place, Database)
    yield "a folder", str(BUNDLED)
    yield "PostgreSQL", _published(place, file_contents(BUNDLED))
    for size in SIZES:
        contents = many_tables(size)
        folder = above / str(size)
        folder.mkdir()
        for name, content in contents.items():
            (folder / table_schemas()[name].file).write_bytes(content)
        yield "a folder", str(folder)
        yield "PostgreSQL", _published(place, contents)


def _published(place: Database, contents: Mapping[str, bytes]) -> str:
    place.publish(contents, version_of(contents))
    return place.address


def main() -> None:
    """Measure and record every size in every place."""
    rows = []
    with tempfile.TemporaryDirectory() as above, postgres(programs().postgres) as server:
        for kind, address in places(Path(above), server.address()):
            facts, seconds, busy, grown = measured(address)
            note = f"{seconds:.1f} s by the clock, {grown:.0f} MB"
            rows.append(Row("load", f"{facts:,} facts, {kind}", busy, note))
    record("stores", rows, "python -m bench.loading")


if __name__ == "__main__":
    if sys.argv[1:]:
        one(sys.argv[1])
    else:
        main()
