"""Sound tables of any size: the curated ones again and again, under indicators of other names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from metrics.tables.read import BUNDLED, Row, file_contents, read_sheet, table_schemas

# The tables that grow with the indicators; the others are named by all of them alike.
_GROWING = ("definitions", "indicators", "relations", "conventions")
# A reference of a relation: the name of an indicator before the place of its figure.
_REFERENCE = re.compile(r"\b([a-z][a-z0-9_]*)(?=@)")


def many_tables(most: int) -> dict[str, bytes]:
    """Make the files of tables with many facts, which all checks pass.

    Parameters
    ----------
    most : int
        The facts that there are at least.

    Returns
    -------
    dict of str to bytes
        By the names of the tables; without the facts of regions.

    Examples
    --------
    >>> from metrics.tables.loading import trial_of
    >>> len(trial_of(many_tables(4_000)).statements) >= 4_000
    True
    """
    contents = {n: c for n, c in file_contents(BUNDLED).items() if n != "regions"}
    curated = {name: _rows(name, contents[name]) for name in _GROWING}
    copies = -(-most // len(curated["indicators"]))
    # What only follows from others has no row of definitions.csv, and keeps its name.
    names = {row["id"] for row in curated["definitions"]}
    for name in _GROWING:
        every = (_again(name, row, n, names) for n in range(copies) for row in curated[name])
        contents[name] = _written(table_schemas()[name].columns, every)
    return contents


def _rows(name: str, content: bytes) -> list[Row]:
    sheet, _ = read_sheet(table_schemas()[name], content)
    assert sheet is not None
    return [row for _, row in sheet.rows]


def _again(table: str, row: Row, n: int, names: set[str]) -> Row:
    """Return a row of the copy of a number; the first copy is as it was."""
    if not n:
        return row
    if table == "definitions":
        quiet = {"theme": "governance", "headline": "", "story": "", "display": "card"}
        return row | quiet | {c: _named(row[c], n) for c in ("id", "concept", "relates_to")}
    if table == "relations":
        sides = {c: _REFERENCE.sub(lambda m: _known(m[1], n, names), row[c]) for c in _SIDES}
        return row | sides | {"id": f"{row['id']}-n{n}"}
    return row | {"indicator": _named(row["indicator"], n)}


_SIDES = ("left", "right")


def _named(name: str, n: int) -> str:
    return name and f"{name}_{n}"


def _known(name: str, n: int, names: set[str]) -> str:
    return _named(name, n) if name in names else name


def _written(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row[c] for c in columns] for row in rows)
    return file.getvalue().encode()
