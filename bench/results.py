"""What was measured: rows held against their aims, records of them, and the page of both.

A benchmark makes rows and records them; docs/speed.md is written from all records::

    from bench.results import Row, record

    record("screen", [Row("first screen", "creation", 1.42, "812 against 572 ms")])

``python -m bench.results`` (or ``make docs``) writes the page anew from the records that are there.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

from bench.aims import AIMS, CAUSES, Aim
from bench.serving import ROOT

FOLDER = ROOT / "bench" / "results"
PAGE = ROOT / "docs" / "speed.md"
# What stands above this line is written by hand.
MARK = "<!-- Written by `make bench` and `make docs`: do not edit below. -->\n"
PACKAGES = ("streamlit", "pandas", "plotly", "openpyxl", "xlsxwriter", "python-pptx", "kaleido")


@dataclass(frozen=True)
class Row:
    """A figure that was measured.

    Parameters
    ----------
    measure : str
        A key of `AIMS`.
    subject : str
        Of what it was measured: a page, a file, a number of processes.
    value : float
        The figure, in the unit of its aim.
    note : str
        What else is worth telling: the milliseconds that a ratio is made of.

    Examples
    --------
    >>> Row("repeated run", "creation", 1.31).met
    False
    >>> Row("repeated run", "creation", 1.31).verdict
    'missed'
    """

    measure: str
    subject: str
    value: float
    note: str = ""

    def __post_init__(self) -> None:
        if self.measure not in AIMS:
            raise ValueError(f"{self.measure} is no measure of bench/aims.py: {', '.join(AIMS)}")

    @property
    def aim(self) -> Aim:
        """What it is held against."""
        return AIMS[self.measure]

    @property
    def met(self) -> bool:
        """Whether it meets its aim; a figure without an aim does."""
        return self.aim.met(self.value)

    @property
    def verdict(self) -> str:
        """The same in a word, empty without an aim."""
        return "" if not self.aim.bound else "met" if self.met else "missed"

    @property
    def cause(self) -> str:
        """Why it misses; empty where it does not."""
        if self.met:
            return ""
        return CAUSES.get((self.measure, self.subject)) or self.aim.cause


def machine() -> dict[str, Any]:
    """Name the machine: processor, cores, memory, system."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 0,
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that figures hang on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


@dataclass(frozen=True)
class Record:
    """What a benchmark measured, where and when.

    Parameters
    ----------
    bench : str
        Its name, that of the file.
    command : str
        What runs it.
    date : str
        The day.
    machine, versions : dict
        Where it ran and with what.
    rows : tuple of Row
        What was measured.
    """

    bench: str
    command: str
    date: str
    rows: tuple[Row, ...]
    machine: dict[str, Any] = field(default_factory=machine)
    versions: dict[str, str] = field(default_factory=versions)

    @property
    def place(self) -> str:
        """Machine, versions and day in a sentence."""
        m = self.machine
        parts = (m["processor"], f"{m['cores']} cores", m["memory"], m["system"])
        told = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return f"`{self.command}`, {self.date}: {', '.join(p for p in parts if p)}; {told}."


def tell(rows: Iterable[Row]) -> None:
    """Print what was measured."""
    for row in rows:
        print(
            f"{row.measure:<16}{row.subject:<24}{row.aim.told(row.value):>14}"
            f" {row.aim.bound:<10}{row.verdict:<8}{row.note}"
        )


def record(bench: str, rows: Iterable[Row], command: str = "", folder: Path = FOLDER) -> Record:
    """Print what was measured and write it down in place of what was measured before.

    Parameters
    ----------
    bench : str
        The name of the benchmark, as aims name it.
    rows : iterable of Row
        What was measured, in the order in which it is told.
    command : str
        What runs it; the module of that name where it is empty.
    folder : Path
        Where records are.

    Returns
    -------
    Record
        What was written.
    """
    made = Record(
        bench,
        command or f"python -m bench.{bench}",
        datetime.now(UTC).date().isoformat(),
        tuple(rows),
    )
    tell(made.rows)
    text = json.dumps(asdict(made), ensure_ascii=False, indent=1)
    (folder / f"{bench}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return made


def records(folder: Path = FOLDER) -> dict[str, Record]:
    """Return all records by name."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        told["rows"] = tuple(Row(**row) for row in told["rows"])
        found[path.stem] = Record(**told)
    return found


def by_measure(found: Iterable[Record]) -> dict[str, list[Row]]:
    """Return the rows of some records by measure, in the order of the aims."""
    rows = [row for one in found for row in one.rows]
    ordered = {name: [row for row in rows if row.measure == name] for name in AIMS}
    return {name: own for name, own in ordered.items() if own}


def worst(rows: Sequence[Row]) -> Row:
    """Return the row that is farthest from what is aimed at.

    Examples
    --------
    >>> worst([Row("repeated run", "a", 1.1), Row("repeated run", "b", 1.15)]).subject
    'b'
    """
    return (min if rows[0].aim.least is not None else max)(rows, key=lambda row: row.value)


def rendered(found: dict[str, Record]) -> str:
    """Return the part of the page that records tell."""
    return "\n".join((*_summary(found), *_sections(found), *_places(found))) + "\n"


def _summary(found: dict[str, Record]) -> Iterator[str]:
    """Yield a row for each measure: its aim, the worst figure, how many meet it."""
    yield "\n## Aims and figures\n"
    yield "| measure | aim | worst | of | met |"
    yield "| --- | --- | --- | --- | --- |"
    for name, rows in by_measure(found.values()).items():
        aim, least = AIMS[name], worst(rows)
        met = f"{sum(row.met for row in rows)} of {len(rows)}" if aim.bound else "no aim"
        title = f"[{aim.title}](#{_anchor(aim.title)})"
        yield f"| {title} | {aim.bound} | {aim.told(least.value)} | {least.subject} | {met} |"
    missed = [row for one in found.values() for row in one.rows if not row.met]
    if missed:
        yield "\nWhat misses its aim, and why:\n"
        for row in missed:
            told = f"{row.aim.told(row.value)}, aim {row.aim.bound}"
            yield f"- {row.aim.title.lower()}, *{row.subject}*: {told}: {row.cause}."
    else:
        yield "\nNothing that was measured misses its aim."


def _anchor(title: str) -> str:
    kept = "".join(c for c in title.lower() if c.isalnum() or c in "_- ")
    return kept.replace(" ", "-")


def _sections(found: dict[str, Record]) -> Iterator[str]:
    """Yield a section for each measure."""
    for name, rows in by_measure(found.values()).items():
        aim = AIMS[name]
        yield f"\n## {aim.title}\n\n{aim.against}" + (f" Aim: {aim.bound}." if aim.bound else "")
        yield f"\n| of | figure |{' |' if aim.bound else ''} measured |"
        yield "| --- | --- | --- |" + (" --- |" if aim.bound else "")
        for row in rows:
            verdict = f" {row.verdict} |" if aim.bound else ""
            yield f"| {row.subject} | {aim.told(row.value)} |{verdict} {row.note} |"


def _places(found: dict[str, Record]) -> Iterator[str]:
    """Yield where and when each record was taken."""
    yield "\n## Where it was measured\n"
    for one in found.values():
        yield f"- {one.place}"


def page(old: str, found: dict[str, Record]) -> str:
    """Return the page with its figures written anew; what stands above the mark is kept."""
    return old.partition(MARK)[0] + MARK + rendered(found)


def main() -> int:
    """Write the page from the records."""
    text = page(PAGE.read_text(encoding="utf-8"), records())
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
