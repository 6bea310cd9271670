"""Run every benchmark in turn, one process each, and write docs/speed.md from what they recorded.

``python -m bench`` runs all, ``python -m bench pages growth`` some; ``make bench`` all.
"""

from __future__ import annotations

import subprocess
import sys
import time

from bench import results
from bench.serving import ROOT

# Each bounded in time; together about ten minutes on two cores. `make soak` runs its own.
BENCHES = (
    "pages",
    "growth",
    "exports",
    "files",
    "proof",
    "assistant",
    "processes",
    "loading",
    "million",
    "screen",
)


def main(names: list[str]) -> int:
    """Run benchmarks; return 1 where one of them broke, whatever the figures."""
    broken = []
    for name in names or BENCHES:
        print(f"== {name}", flush=True)
        start = time.perf_counter()
        if subprocess.run(
            [sys.executable, "-m", f"bench.{name}"], cwd=ROOT, check=False
        ).returncode:
            broken.append(name)
        print(f"   {time.perf_counter() - start:.0f} s", flush=True)
    results.main()
    missed = [row for one in results.records().values() for row in one.rows if not row.met]
    for row in missed:
        print(f"missed: {row.measure}, {row.subject}: {row.aim.told(row.value)}")
    if broken:
        print(f"broke: {', '.join(broken)}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
