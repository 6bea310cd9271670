"""What exports cost: everything in one workbook, and a workbook of a hundred thousand facts.

The many facts are the curated series under made-up areas, so that tables, charts, checks and
notes keep their proportions. Each workbook is made in a process of its own, whose memory counts.

Run it with ``make bench``.
"""

from __future__ import annotations

import gc
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

try:
    import resource  # noqa: TID251
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

from metrics import Tables, load
from metrics.exports import opendata, sdmx
from metrics.exports.workbook import AuditPlan, write
from metrics.locale import Lang
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters

ROOT = Path(__file__).resolve().parent.parent
MANY = 100_000
LIMITS = {"everything": (3.0, 300), "many": (30.0, 1000)}


def many_facts() -> Tables:
    """Return the tables with their statements again and again, each time under other areas."""
    tables = load()
    frames = dict(tables.frames)
    facts, codes = frames["indicators"], frames["codes"]
    areas = codes[codes["list"] == "area"]
    times = range(1, -(-MANY // len(facts)))
    frames["indicators"] = pd.concat(
        [facts, *(facts.assign(area=facts["area"] + f"-{n}") for n in times)], ignore_index=True
    )
    frames["codes"] = pd.concat(
        [codes, *(areas.assign(code=areas["code"] + f"-{n}") for n in times)], ignore_index=True
    )
    return Tables(frames, tables.version)


def memory() -> float:
    """Return the megabytes that this process had at most; none where the system does not tell."""
    if resource is None:
        return float("nan")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def workbook(which: str) -> dict[str, float]:
    """Make one workbook; return seconds, megabytes of memory, facts and megabytes of the file."""
    taken = extract(load() if which == "everything" else many_facts(), Filters())
    facts = len(taken.statements)
    gc.disable()  # as the command does
    start = time.perf_counter()
    file = io.BytesIO()
    write(AuditPlan(taken, "zh", date(2026, 1, 1)), file)
    return {
        "seconds": time.perf_counter() - start,
        "megabytes": memory(),
        "facts": facts,
        "file": len(file.getvalue()) / 1e6,
    }


def open_data() -> None:
    """Print what the other forms cost, in this process."""
    taken = extract(load(), Filters())
    forms: dict[str, Callable[[Extract, Lang], bytes]] = {
        "csv": opendata.csv_bytes,
        "figures": opendata.figures_bytes,
        "json": opendata.json_bytes,
        "package": opendata.package_bytes,
        "sdmx": sdmx.archive_bytes,
    }
    for name, make in forms.items():
        timed = partial(make, taken, "zh")
        start = time.perf_counter()
        size = len(timed())
        print(f"{name:12} {time.perf_counter() - start:6.2f} s            {size / 1e6:6.2f} MB")


def main() -> None:
    """Print what each costs against its limit."""
    if len(sys.argv) > 1:
        print(json.dumps(workbook(sys.argv[1])))
        return
    for which, (most, room) in LIMITS.items():
        done = subprocess.run(
            [sys.executable, "-m", "bench.exports", which],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            cwd=ROOT,
        )
        found = json.loads(done.stdout.splitlines()[-1])
        print(
            f"{which:12} {found['seconds']:6.2f} s (limit {most:.0f})"
            f" {found['megabytes']:6.0f} MB of memory (limit {room})"
            f" {found['facts']:7.0f} facts, file {found['file']:.1f} MB"
        )
    open_data()


if __name__ == "__main__":
    main()
