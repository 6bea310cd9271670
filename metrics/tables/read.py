"""The curated tables, read as text with nothing guessed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from metrics.tables.lines import Lines, split_lines
from metrics.tables.problems import Problem
from metrics.tables.schema import TableSchema, package_schemas
from metrics.tables.spelling import lookalike, nearest
from metrics.tables.stores import Store, open_store

PACKAGE = Path(__file__).parent.parent
# What stands beside the package in a checkout, a wheel carries inside it: tables and dashboard.
CARRIED = PACKAGE / "carried"
ROOT = CARRIED if CARRIED.is_dir() else PACKAGE.parent
# The tables that come with the program, and the descriptor that any folder of tables keeps to.
BUNDLED = ROOT / "data"
DESCRIPTOR = "datapackage.json"
# The facts of regions: many, and needed by few pages, so that they are read when asked for.
REGIONS = "regions"
# What each office counts: a folder of tables without offices need not have it.
CONVENTIONS = "conventions"
Row = dict[str, str]
# Line and column.
Cell = tuple[int, str]


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in its file, before it is found sound.

    Parameters
    ----------
    schema : TableSchema
        What it should be.
    rows : tuple of (int, dict of str to str)
        Line and cells of each row.
    unsound : frozenset of (int, str)
        Line and column of the cells whose right value is not known.
    incomplete : bool
        Whether rows are missing because they could not be read.
    """

    schema: TableSchema
    rows: tuple[tuple[int, Row], ...]
    unsound: frozenset[Cell] = frozenset()
    incomplete: bool = False

    def problem(self, line: int, column: str, code: str, /, **details: str) -> Problem:
        """Make a problem of one cell.

        Parameters
        ----------
        line : int
            Line in the file, the header being line 1.
        column : str
            Name of the column.
        code : str
            Key of the fault in the catalogues.
        **details : str
            What the message names besides the place.

        Returns
        -------
        Problem
            With the value that the cell has.

        Examples
        --------
        >>> sheet = Sheet(table_schemas()["units"], ((2, {"id": "cny"}),))
        >>> sheet.problem(2, "id", "required", column="id").value
        'cny'
        """
        return Problem(self.schema.file, line, column, self.cells[line][column], code, details)

    @cached_property
    def cells(self) -> dict[int, Row]:
        """The rows by their line."""
        return dict(self.rows)

    def distinct(self, column: str) -> dict[str, None]:
        """Return the values of a column, each once, known or not, in the order of the rows."""
        found = self._distinct.get(column)
        if found is None:
            found = self._distinct[column] = dict.fromkeys([row[column] for _, row in self.rows])
        return found

    @cached_property
    def _distinct(self) -> dict[str, dict[str, None]]:
        return {}

    def known(self, line: int, *columns: str) -> bool:
        """Tell whether the right values of some cells of a row are known."""
        unsound = self.unsound
        return not unsound or not any((line, column) in unsound for column in columns)

    def values(self, column: str) -> Iterator[tuple[int, str]]:
        """Go through the cells of a column whose values are known, each with its line."""
        unsound = self.unsound
        for line, row in self.rows:
            if not unsound or (line, column) not in unsound:
                yield line, row[column]

    def amended(self, known: Mapping[Cell, str], unsound: Collection[Cell]) -> Sheet:
        """Return the table with some cells mended, and others marked whose value is not known."""
        if not known and not unsound:
            return self
        rows = dict(self.rows)
        for (line, column), value in known.items():
            rows[line] = rows[line] | {column: value}
        return replace(self, rows=tuple(rows.items()), unsound=self.unsound.union(unsound))

    def holds_all(self, column: str) -> bool:
        """Tell whether every value of a column is known, so that what it lacks is lacking."""
        return not self.incomplete and not any(c == column for _, c in self.unsound)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a frame of texts."""
        columns = self.schema.columns
        cells = {c: [row[c] for _, row in self.rows] for c in columns}
        return pd.DataFrame(cells, columns=list(columns), dtype=str)


Sheets = Mapping[str, Sheet]


# A folder, an address, or what was opened of one.
Where = Path | str | Store


def table_schemas() -> dict[str, TableSchema]:
    """Read the schemas of the project's own package, by table name."""
    return package_schemas(BUNDLED / DESCRIPTOR)


def store_of(where: Where) -> Store:
    """Return the place of tables that an address names.

    Parameters
    ----------
    where : Path, str or Store
        A folder, an address such as ``s3://bucket/ip`` or ``postgresql://host/name``, or a place.

    Examples
    --------
    >>> store_of(BUNDLED).folder == BUNDLED, store_of(store_of("s3://bucket/ip")).name
    (True, 's3://bucket/ip')
    """
    if isinstance(where, Path | str):
        return open_store(where, table_schemas())
    return where


# The tables that are read where no others are named.
DATA = store_of(os.environ.get("DATA_URL") or BUNDLED)


def records(frame: pd.DataFrame) -> list[Row]:
    """List the rows of a table, each a dictionary of its cells."""
    columns = [str(c) for c in frame.columns]
    cells = zip(*(frame[c].tolist() for c in columns), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in cells]


def file_contents(where: Where) -> dict[str, bytes]:
    """Read the bytes of every table that is there, by its name; raise ``OSError`` where that fails.

    This is all that is read of tables, wherever they stand.
    """
    return store_of(where).contents()


def version_of(contents: Mapping[str, bytes]) -> str:
    """Name the state of the tables by twelve digits of the hash of their bytes."""
    digest = hashlib.sha256()
    for name in table_schemas():
        digest.update(contents.get(name, b""))
    return no_number(digest.hexdigest())


def no_number(digits: str) -> str:
    """Return the first twelve hexadecimal digits in a row that no program takes for a number.

    A spreadsheet reads 012345678901 and 1234567e8901 as numbers and writes other texts back.

    Examples
    --------
    >>> no_number("1234567e8901234a5678"), no_number("7ec22e7db7350000")
    ('567e8901234a', '7ec22e7db735')
    """
    places = range(len(digits) - 11)
    rows = (digits[n : n + 12] for n in places)
    return next((row for row in rows if set("abcdf") & set(row)), digits[:12])


def data_version(where: Where) -> str:
    """Name the state of the tables of a place, whether they are sound or not."""
    return version_of(file_contents(where))


def read_sheet(schema: TableSchema, content: bytes | None) -> tuple[Sheet | None, list[Problem]]:
    """Read one table; there is no sheet where the file cannot be used at all."""
    if content is None:
        return None, [Problem(schema.file, 0, "", "", "missing_file", {"file": schema.file})]
    lines = split_lines(content, schema.file, schema.columns)
    if not lines.header:
        return None, list(lines.problems)
    header, faults = _header(schema, lines)
    problems = [*lines.problems, *faults]
    if any(column not in header for column in schema.columns):
        return None, problems
    # Rows of a header with other columns besides have cells that are left out.
    columns = schema.columns
    at = [header.index(column) for column in columns]
    every = at == [*range(len(header))]
    rows = tuple(
        (line, dict(zip(columns, cells if every else [cells[n] for n in at], strict=True)))
        for line, cells in lines.rows
    )
    return Sheet(schema, rows, incomplete=lines.incomplete), problems


def _header(schema: TableSchema, lines: Lines) -> tuple[list[str], list[Problem]]:
    """Name the columns as the descriptor does, and list what is wrong with the header."""
    header: list[str] = []
    problems: list[Problem] = []

    def fault(column: str, value: str, code: str, /, **details: str) -> None:
        problems.append(Problem(schema.file, 1, column, value, code, details))

    lacking = [c for c in schema.columns if c not in lines.header]
    for at, name in enumerate(lines.header, 1):
        alike = lookalike(name, lacking)
        near = alike or nearest(name, lacking)
        if name in header:
            fault(name, name, "column_twice")
        elif name not in schema.columns and near:
            fault(near, name, "column_name", column=near)
            lacking.remove(near)
        elif name not in schema.columns:
            fault("", name, "extra_column", place=str(at), columns=", ".join(schema.columns))
        header.append(near or name)
    named = [p for p in problems if p.code == "column_name"]
    if len(named) > 1:
        problems = [p for p in problems if p.code != "column_name"]
        details = {"count": str(len(named)), "columns": ",".join(schema.columns)}
        fault("", ",".join(p.value for p in named), "column_names", **details)
    for column in lacking:
        fault(column, "", "missing_column", column=column)
    return header, problems


def read_at_once() -> dict[str, TableSchema]:
    """Return the schemas of the tables that are read with any of them: all but the regions'."""
    return {name: own for name, own in table_schemas().items() if name != REGIONS}


def read_sheets(contents: Mapping[str, bytes]) -> tuple[dict[str, Sheet], list[Problem]]:
    """Read all tables that can be read at once, and list what is wrong with their files."""
    sheets: dict[str, Sheet] = {}
    problems: list[Problem] = []
    for name, schema in read_at_once().items():
        if name == CONVENTIONS and name not in contents:
            sheets[name] = Sheet(schema, ())
            continue
        sheet, faults = read_sheet(schema, contents.get(name))
        problems += faults
        if sheet is not None:
            sheets[name] = sheet
    return sheets, problems
