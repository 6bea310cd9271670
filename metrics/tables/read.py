"""The curated tables, read as text with nothing guessed."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from pathlib import Path

import pandas as pd

from metrics.tables.problems import Problem
from metrics.tables.schema import TableSchema, package_schemas, schema_problems

PACKAGE = Path(__file__).parent.parent
# What stands beside the package in a checkout, a wheel carries inside it: tables and dashboard.
CARRIED = PACKAGE / "carried"
ROOT = CARRIED if CARRIED.is_dir() else PACKAGE.parent
# The tables that come with the program, and the descriptor that any folder of tables keeps to.
BUNDLED = ROOT / "data"
DESCRIPTOR = "datapackage.json"
# The tables that are read where no other folder is named.
DATA = Path(os.environ.get("TABLES_DIR") or BUNDLED)


def table_schemas() -> dict[str, TableSchema]:
    """The schemas of the project's own package, by table name."""
    return package_schemas(BUNDLED / DESCRIPTOR)


Row = dict[str, str]


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table, each a dictionary of its cells."""
    columns = [str(c) for c in frame.columns]
    return [dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False)]


def data_version(folder: Path) -> str:
    """Name the state of the tables by twelve digits of the hash of their bytes."""
    digest = hashlib.sha256()
    for schema in table_schemas().values():
        path = folder / schema.file
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:12]


def read_table(schema: TableSchema, folder: Path) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read one table; the frame is None where the file cannot be used at all.

    Every value is a string, empty where the cell is; the index counts rows from 0, so that line
    ``index + 2`` of the file holds it.
    """

    def whole(code: str, **details: str) -> tuple[None, list[Problem]]:
        return None, [Problem(schema.file, 0, "", "", code, {"file": schema.file, **details})]

    path = folder / schema.file
    if not path.is_file():
        return whole("missing_file")
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return whole("encoding", position=str(fault.start))
    rows = list(csv.reader(io.StringIO(content, newline="")))
    if len(rows) < 2:
        return whole("empty_file")
    header = rows[0]
    missing = [c for c in schema.columns if c not in header]
    if missing:
        return None, [
            Problem(schema.file, 1, c, "", "missing_column", {"column": c}) for c in missing
        ]
    uneven = [
        Problem(
            schema.file, n, "", "", "uneven", {"found": str(len(r)), "wanted": str(len(header))}
        )
        for n, r in enumerate(rows, 1)
        if len(r) != len(header)
    ]
    if uneven:
        return None, uneven
    frame = pd.read_csv(io.StringIO(content), dtype=str, keep_default_na=False)
    return frame[list(schema.columns)], []


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Read all tables and hold each against its own schema."""
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, schema in table_schemas().items():
        frame, faults = read_table(schema, folder)
        problems += faults
        if frame is not None:
            frames[name] = frame
            problems += schema_problems(schema, frame)
    return frames, problems
