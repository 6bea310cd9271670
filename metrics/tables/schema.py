"""The tables as ``data/datapackage.json`` describes them.

The package descriptor is the one place where columns, types, code lists and keys are written
down; nothing is stated twice.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

NUMBER = r"-?\d+(\.\d+)?"
INTEGER = r"-?\d+"


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values are ids of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True)
class Field:
    """What the descriptor asks of the cells of a column.

    Parameters
    ----------
    name : str
        Name of the column.
    type : str
        string, number or integer.
    required : bool
        Whether no cell may be empty.
    codes : tuple of str
        The codes that a cell may hold; empty where any text will do.
    pattern : str
        The form of a cell that is not empty; itself empty where there is none.
    list : str
        The list of codes.csv that names its codes; of its own name where empty.
    """

    name: str
    type: str
    required: bool
    codes: tuple[str, ...]
    pattern: str
    list: str = ""

    @cached_property
    def form(self) -> re.Pattern[str] | None:
        """The form of a cell, with plain digits only."""
        return re.compile(self.pattern, re.ASCII) if self.pattern else None

    @property
    def code_list(self) -> str:
        """The list of codes.csv in which its codes are named."""
        return self.list or self.name

    @property
    def free(self) -> bool:
        """Whether the cell is text in words, where the form of a sign says nothing."""
        return self.type == "string" and not self.codes and not self.pattern


@dataclass(frozen=True)
class TableSchema:
    """One table of the package: its file, columns and keys."""

    name: str
    file: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the descriptor."""
        return tuple(f.name for f in self.fields)

    @property
    def enums(self) -> dict[str, tuple[str, ...]]:
        """Codes of the columns that hold codes, by the list that names them."""
        return {f.code_list: f.codes for f in self.fields if f.codes}


def read_package(path: Path) -> dict[str, Any]:
    """Return a package descriptor, of which the caller may change what it likes.

    It belongs to the program: it is read once, and stays though its folder goes away.
    """
    package: dict[str, Any] = json.loads(_descriptor(path))
    return package


@cache
def _descriptor(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def package_schemas(path: Path) -> dict[str, TableSchema]:
    """Read the schemas of a package once, by table name."""
    return {r["name"]: _table(r) for r in read_package(path)["resources"]}


def _table(resource: dict[str, Any]) -> TableSchema:
    spec = resource["schema"]
    return TableSchema(
        name=resource["name"],
        file=resource["path"],
        fields=tuple(_field(f) for f in spec["fields"]),
        key=tuple(spec["primaryKey"]),
        foreign=tuple(_foreign(k, resource["name"]) for k in spec.get("foreignKeys", ())),
    )


def _foreign(key: dict[str, Any], table: str) -> ForeignKey:
    target = key["reference"]
    return ForeignKey(key["fields"][0], target.get("resource") or table, target["fields"][0])


def _field(field: dict[str, Any]) -> Field:
    limits = field.get("constraints", {})
    typed = {"number": NUMBER, "integer": INTEGER}.get(field["type"], "")
    return Field(
        name=field["name"],
        type=field["type"],
        required=limits.get("required", False),
        codes=tuple(limits.get("enum", ())),
        pattern=limits.get("pattern", typed),
        list=field.get("list", ""),
    )
