"""Tables that tests break: a copy of the dozen facts, one cell or one line at a time."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from metrics import DataError, load
from metrics.tables.problems import Problem

DOZEN = Path(__file__).parent / "dozen"
Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def row_of(rows: Rows, **where: str) -> int:
    return next(n for n, r in enumerate(rows) if all(r[k] == v for k, v in where.items()))


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as fault:
        load(folder)
    return fault.value.problems


def broken(
    folder: Path, change: dict[str, str], *, table: str = "indicators", **where: str
) -> tuple[int, tuple[Problem, ...]]:
    """Change one row of a copy; return its line and what the check says."""
    path = folder / f"{table}.csv"
    rows = read(path)
    place = row_of(rows, **where)
    rows[place] |= change
    write(path, rows)
    return place + 2, problems(folder)


def dozen(folder: Path) -> Path:
    """Copy the tables of a dozen or so facts to a folder that may hold another copy."""
    shutil.copytree(DOZEN, folder, dirs_exist_ok=True)
    return folder


def cells(folder: Path, table: str = "indicators") -> list[list[str]]:
    """Header and rows of a table as they stand in its file."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def places(found: tuple[Problem, ...]) -> list[tuple[str, int, str, str]]:
    """Where problems are, and what they are."""
    return [(p.file, p.row, p.column, p.code) for p in found]
