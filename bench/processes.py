"""How many runs of a page several processes behind nginx do in a second, against one.

The processes are the same for all numbers: three nginx stand before one, two and all of them, and
the visitors go to each in turns. They run on the same machine, so that what they take of its cores
is told beside the figures.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.fleet import Fleet, fleet, gate
from bench.results import Row, record
from bench.serving import free_port
from bench.visitor import visiting

# One more than there are cores, to see where it ends.
CORES = os.cpu_count() or 1
PROCESSES = (1, 2, CORES + 1) if CORES > 1 else (1, 2)
VISITORS = 8
PAGE = "creation"
# Each number is measured in turns, each of these seconds.
TURNS, SECONDS = 3, 4.0


@dataclass
class Counted:
    """What came of the turns of a number of processes.

    Parameters
    ----------
    rates : list of float
        Runs a second of each turn.
    load : list of float
        Cores that the visitors took meanwhile.
    """

    rates: list[float] = field(default_factory=list)
    load: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The median of the turns, in runs a second."""
        return statistics.median(self.rates)


async def turn(base: str, counted: Counted, seconds: float) -> None:
    """Let visitors run a page as often as they can, and count.

    Parameters
    ----------
    base : str
        The address that they visit.
    counted : Counted
        Where the outcome is noted.
    seconds : float
        For how long.
    """
    async with AsyncExitStack() as stack:
        every = [await stack.enter_async_context(visiting(base)) for _ in range(VISITORS)]
        await asyncio.gather(*(one.go(PAGE, "lang=zh") for one in every))
        runs, start, took = 0, time.perf_counter(), time.process_time()

        async def stay(number: int) -> None:
            nonlocal runs
            while time.perf_counter() - start < seconds:
                await every[number].rerun()
                runs += 1

        await asyncio.gather(*map(stay, range(VISITORS)))
        passed = time.perf_counter() - start
    counted.rates.append(runs / passed)
    counted.load.append((time.process_time() - took) / passed)


def measure(folder: Path) -> dict[int, Counted]:
    """Measure each number of processes in turns.

    Parameters
    ----------
    folder : Path
        Where configuration and logs are written.

    Returns
    -------
    dict of int to Counted
        By the number of processes.
    """
    found = {number: Counted() for number in PROCESSES}
    with ExitStack() as stack:
        every = stack.enter_context(fleet(folder, max(PROCESSES)))
        gates: dict[int, Fleet] = {}
        for number in PROCESSES:
            own = folder / str(number)
            own.mkdir()
            ports = every.ports[:number]
            gates[number] = replace(every, folder=own, port=free_port(), ports=ports)
            stack.enter_context(gate(gates[number]))
        for number in PROCESSES:  # what is made once is made before
            asyncio.run(turn(gates[number].base, Counted(), 1.0))
        for _ in range(TURNS):
            for number in PROCESSES:
                asyncio.run(turn(gates[number].base, found[number], SECONDS))
    return found


def rows(found: dict[int, Counted], cores: int = CORES) -> list[Row]:
    """Return the ratios to one process, up to the cores that there are.

    Parameters
    ----------
    found : dict of int to Counted
        What was measured, by the number of processes.
    cores : int
        How many the machine has; what more processes did stands in the note.

    Returns
    -------
    list of Row
        One for each number.

    Examples
    --------
    >>> found = {n: Counted([rate], [0.2]) for n, rate in ((1, 20.0), (2, 30.0), (3, 31.0))}
    >>> [(row.subject, row.value) for row in rows(found, 2)]
    [('2 processes', 1.5)]
    >>> rows(found, 2)[0].note
    '30 against 20 runs a second, visitors taking 0.2 of a core; 3 processes, more than cores: 31'
    """
    one = found[1].rate
    more = "".join(
        f"; {number} processes, more than cores: {counted.rate:.0f}"
        for number, counted in found.items()
        if number > cores
    )
    return [
        Row(
            "processes",
            f"{number} processes",
            counted.rate / one,
            f"{counted.rate:.0f} against {one:.0f} runs a second, visitors taking"
            f" {statistics.median(counted.load):.1f} of a core{more}",
        )
        for number, counted in found.items()
        if 1 < number <= max(cores, 2)
    ]


def main() -> int:
    """Measure and record."""
    with tempfile.TemporaryDirectory() as folder:
        record("processes", rows(measure(Path(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
