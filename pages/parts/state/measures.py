"""What a process counts of itself, for those who run it; `http/measured.py` tells it.

Each process counts for itself alone, from its start. Nothing here names a visitor, and every label
has few values: pages, kinds of files, classes of routes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

# When a series began is of no use here, and would double their number.
disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
# Memory, processor time and open files, where the system tells them: on Linux.
ProcessCollector(registry=REGISTRY)

SESSIONS = Gauge("ipstats_sessions", "Open tabs: their websockets.", registry=REGISTRY)
SESSIONS_BEGUN = Counter("ipstats_sessions_begun", "Tabs that were opened.", registry=REGISTRY)
SCRIPTS = Histogram(
    "ipstats_script_seconds",
    "Time of script runs, by page.",
    ["page"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
EXPORTS = Histogram(
    "ipstats_export_seconds",
    "Time of making files for visitors, by the ending of the file and how it went.",
    ["kind", "outcome"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
    registry=REGISTRY,
)
WAITING = Gauge(
    "ipstats_exports_waiting", "Files that visitors wait for at the moment.", registry=REGISTRY
)
REQUESTS = Histogram(
    "ipstats_request_seconds",
    "Time of HTTP requests until the last byte, by class of route and status.",
    ["route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
FAULTS = Counter(
    "ipstats_faults", "Faults that nobody foresaw; the log has each.", ["where"], registry=REGISTRY
)


@dataclass
class Timed:
    """What is being timed, to be named before it ends."""

    label: str


@contextmanager
def script(page: str = "none") -> Iterator[Timed]:
    """Time a run of the script, however it ends.

    Parameters
    ----------
    page : str
        The page that counts where the run ends before it knows its own.

    Yields
    ------
    Timed
        To be told the page.

    Examples
    --------
    >>> with script() as run:
    ...     run.label = "overview"
    """
    run, begun = Timed(page), time.perf_counter()
    try:
        yield run
    finally:
        SCRIPTS.labels(run.label).observe(time.perf_counter() - begun)


def exported(name: str, outcome: str, seconds: float) -> None:
    """Count a file that was made, or was not.

    Parameters
    ----------
    name : str
        Of the file; its ending is its kind.
    outcome : str
        ``made``, ``stopped``, ``refused`` (with a reason that is told) or ``fault``.
    seconds : float
        How long it took.
    """
    EXPORTS.labels(PurePath(name).suffix.lstrip(".") or "none", outcome).observe(seconds)
