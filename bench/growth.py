"""What runs of pages cost over a hundred thousand facts, against three hundred of the same.

The few facts are those of China that the pages lead with, by the indicators that they are of. The
many are the same few, and all curated ones again and again under made-up indicators that no page
shows, with the checks that they take part in: all sizes draw the same charts, and what a run costs
more is what it does for facts that it does not show. A server of each size runs beside the others,
driven over the websocket, as a browser does it, a page at a time in turn; what counts is the time
that the processor spends on the script.

Run it with ``python -m bench growth``; trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from pathlib import Path

import pandas as pd

from bench.pages import PAGES, Side, side
from bench.results import Row, record
from bench.visitor import Visitor, visiting
from metrics import Tables, load

FEW, SIZES = 300, (300, 3_000, 10_000, 100_000)
# Pages whose content is the same whatever made-up indicators there are.
SAME = ("overview", "creation", "protection", "international", "indicator", "explorer", "regions")
# Pages that list or count every fact or check; they are told, too.
EVERY = ("data", "checks")
ROUNDS, RUNS = 5, 4
# Seconds of the first run, which makes what all sessions share.
LONGEST = 300.0
SIZED = """
if "bench.growth" not in sys.modules:
    from bench.growth import sized
    store.tables_of = lambda *_: sized({size})"""


def few_facts(tables: Tables, most: int = FEW) -> Tables:
    """Return the tables with the facts of China that pages lead with, and the checks of those.

    Parameters
    ----------
    tables : Tables
        The tables.
    most : int
        The facts that there are at most.

    Returns
    -------
    Tables
        Sources, events and texts are all there.

    Examples
    --------
    >>> 250 < len(few_facts(load()).frames["indicators"]) <= FEW
    True
    """
    frames = dict(tables.frames)
    definitions, facts = frames["definitions"], frames["indicators"]
    home = facts[facts["area"] == "CN"]
    counts = home.groupby("indicator").size()
    led = definitions[(definitions["headline"] != "") | (definitions["story"] != "")]
    named = [indicator for query in PAGES.values() for indicator in _named(query)]
    first = led.assign(last=led["headline"] == "").sort_values("last", kind="stable")["id"]
    kept: list[str] = []
    for indicator in dict.fromkeys([*named, *first]):
        if int(counts.reindex([*kept, indicator]).sum()) <= most:
            kept.append(indicator)
    # Those of regions stay, with their figures, which are another table.
    regional = {*tables.regional.frames["indicators"]["indicator"]}
    others = set(definitions["id"]) - {*kept, *regional}
    frames["definitions"] = _without(definitions[~definitions["id"].isin(others)], others)
    frames["indicators"] = home[home["indicator"].isin(kept)]
    for name in ("relations", "derivations"):
        frames[name] = _among(frames[name], others)
    return replace(tables, frames=frames, version=f"{tables.version[:-1]}f")


def _named(query: str) -> list[str]:
    return [name for name in re.split("[=,&]", query) if len(name) > 2]


def _without(definitions: pd.DataFrame, others: set[str]) -> pd.DataFrame:
    """Return definitions that relate to none of others."""
    lost = definitions["relates_to"].isin(others)
    return definitions.assign(
        relates_to=definitions["relates_to"].mask(lost, ""),
        relation=definitions["relation"].mask(lost, ""),
    )


def _among(rows: pd.DataFrame, others: set[str]) -> pd.DataFrame:
    """Return the rows that name none of some indicators."""
    words = rows.astype(str).agg(" ".join, axis=1).str.findall(r"\w+")
    return rows[[others.isdisjoint(found) for found in words]]


def sized(size: int) -> Tables:
    """Return tables of so many facts: the few, and all others again and again under other names.

    Parameters
    ----------
    size : int
        The facts that there are, about.

    Returns
    -------
    Tables
        The made-up indicators stand in a theme that has no page of its own, and in no headline.

    Examples
    --------
    >>> tables = sized(3_000)
    >>> 2_800 < len(tables.statements) <= 3_000
    True
    """
    whole = load()
    few = few_facts(whole)
    frames = dict(few.frames)
    own = whole.frames["definitions"]
    shown = own[own["id"].isin(whole.definitions)]
    quiet = shown.assign(theme="governance", headline="", story="", display="card")
    names = re.compile(rf"\b({'|'.join(sorted(shown['id'], key=len, reverse=True))})(?=@)")
    room, n = size - len(frames["indicators"]), 0
    while room > 0:
        n += 1
        facts = whole.frames["indicators"].iloc[:room]
        room -= len(facts)
        again = {
            "definitions": quiet.assign(
                id=quiet["id"] + f"_{n}",
                concept=quiet["concept"].where(quiet["concept"] == "", quiet["concept"] + f"_{n}"),
                relates_to=quiet["relates_to"].where(
                    quiet["relates_to"] == "", quiet["relates_to"] + f"_{n}"
                ),
            ),
            "indicators": facts.assign(indicator=facts["indicator"] + f"_{n}"),
            "relations": _again(whole.frames["relations"], names, n),
        }
        for name, rows in again.items():
            frames[name] = pd.concat([frames[name], rows], ignore_index=True)
    return replace(few, frames=frames, version=f"{few.version[:-1]}{size % 10}{n}")


def _again(relations: pd.DataFrame, names: re.Pattern[str], n: int) -> pd.DataFrame:
    """Return checks over the indicators of other names."""
    sides = {c: relations[c].str.replace(names, rf"\1_{n}", regex=True) for c in ("left", "right")}
    return relations.assign(id=relations["id"] + f"-n{n}", **sides)


Times = dict[str, dict[int, list[float]]]


async def _measure(sides: dict[int, Side]) -> tuple[Times, Times]:
    """Run each page on each side in turn; return the times of repeated runs and the first ones."""
    first: Times = {name: {} for name in (*SAME, *EVERY)}
    again: Times = {name: {size: [] for size in sides} for name in first}
    async with AsyncExitStack() as held:
        visitors: dict[int, Visitor] = {}
        for size, side in sides.items():
            visitors[size] = await held.enter_async_context(visiting(side.base))
            visitors[size].longest = LONGEST
            for name in first:
                first[name][size] = [await side.run(visitors[size], name)]
        for name in first:
            for n in range(ROUNDS + 1):
                for size, side in sides.items():
                    runs = [await side.run(visitors[size], name) for _ in range(RUNS)]
                    again[name][size] += runs if n else []
    return again, first


def rows(again: Times) -> Iterator[Row]:
    """Yield the ratio of each page over many facts, with the milliseconds of each size."""
    for name, times in again.items():
        found = {size: statistics.median(runs) for size, runs in times.items()}
        told = ", ".join(f"{size:,}: {took:.1f} ms" for size, took in found.items())
        yield Row("many facts", name, found[max(found)] / found[min(found)], told)


def main() -> None:
    """Measure all sizes and record them."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as held:
        sides = {
            size: held.enter_context(side(Path(folder), f"page{size}", SIZED.format(size=size)))
            for size in SIZES
        }
        again, first = asyncio.run(_measure(sides))
    for name, ever in first.items():
        told = ", ".join(f"{size:,}: {took[0]:,.0f} ms" for size, took in ever.items())
        print(f"first of all, {name}: {told}")
    record("growth", rows(again))


if __name__ == "__main__":
    main()
