"""Pandera schemas made from the Table Schemas of ``data/datapackage.json``.

The package descriptor is the one place where columns, types, code lists and keys are written
down; nothing is stated twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from metrics.tables.problems import Problem

NUMBER = r"-?\d+(\.\d+)?"
INTEGER = r"-?\d+"


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values are ids of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True)
class TableSchema:
    """One table of the package: its file, columns, keys and pandera schema."""

    name: str
    file: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...]
    enums: dict[str, tuple[str, ...]]
    checks: pa.DataFrameSchema


def read_package(path: Path) -> dict[str, Any]:
    """Read a package descriptor."""
    package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return package


def schemas(package: dict[str, Any]) -> dict[str, TableSchema]:
    """Make a schema of each table of a package descriptor."""
    return {r["name"]: _table(r) for r in package["resources"]}


@cache
def package_schemas(path: Path) -> dict[str, TableSchema]:
    """Read the schemas of a package once."""
    return schemas(read_package(path))


def _table(resource: dict[str, Any]) -> TableSchema:
    spec = resource["schema"]
    key = tuple(spec["primaryKey"])
    fields = spec["fields"]
    return TableSchema(
        name=resource["name"],
        file=resource["path"],
        columns=tuple(f["name"] for f in fields),
        key=key,
        foreign=tuple(_foreign(k, resource["name"]) for k in spec.get("foreignKeys", ())),
        enums={
            f["name"]: tuple(f["constraints"]["enum"])
            for f in fields
            if "enum" in f.get("constraints", {})
        },
        checks=pa.DataFrameSchema({f["name"]: _column(f) for f in fields}, unique=list(key)),
    )


def _foreign(key: dict[str, Any], table: str) -> ForeignKey:
    target = key["reference"]
    return ForeignKey(key["fields"][0], target.get("resource") or table, target["fields"][0])


def _column(field: dict[str, Any]) -> pa.Column:
    limits = field.get("constraints", {})
    empty = not limits.get("required", False)
    checks = []
    if not empty:
        checks.append(pa.Check(lambda s: s != "", name="required"))
    if "enum" in limits:
        known = frozenset(limits["enum"])
        checks.append(pa.Check(lambda s, k=known: s.isin(k) | (s == ""), name="enum"))
    pattern = limits.get("pattern") or {"number": NUMBER, "integer": INTEGER}.get(field["type"])
    if pattern:
        checks.append(pa.Check(lambda s, p=pattern: s.str.fullmatch(p) | (s == ""), name="pattern"))
    return pa.Column(str, checks=checks)


def schema_problems(schema: TableSchema, frame: pd.DataFrame) -> list[Problem]:
    """List all that breaks a table's own schema, each with its row."""
    try:
        schema.checks.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as faults:
        cases = faults.failure_cases
        return [_problem(schema, frame, case) for case in cases.to_dict("records")]
    return []


def _problem(schema: TableSchema, frame: pd.DataFrame, case: dict[str, Any]) -> Problem:
    row = int(case["index"]) + 2
    if case["check"] in ("required", "enum", "pattern"):
        column = str(case["column"])
        details = {"column": column, "known": ", ".join(schema.enums.get(column, ()))}
        code = str(case["check"])
        return Problem(schema.file, row, column, str(case["failure_case"]), code, details)
    key = ", ".join(schema.key)
    value = ", ".join(str(frame.at[int(case["index"]), c]) for c in schema.key)
    return Problem(schema.file, row, key, value, "duplicate", {"key": key})
