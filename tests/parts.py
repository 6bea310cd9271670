"""A workbook as it was written: its parts, cells, formulas with their results, and tables."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of cells; columns and rows are counted from 1, as people count them."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, said: str) -> Place:
        """Read ``B5`` or ``$A$4:F20``."""
        ends = [_PLACE.fullmatch(part) for part in said.split(":")]
        corners = [(column_index_from_string(e[1]), int(e[2])) for e in ends if e is not None]
        assert len(corners) == len(ends), said
        (left, top), (right, bottom) = corners[0], corners[-1]
        return cls(left, top, right, bottom)

    def __contains__(self, cell: tuple[int, int]) -> bool:
        column, row = cell
        return self.left <= column <= self.right and self.top <= row <= self.bottom

    def holds(self, other: Place) -> bool:
        return (other.left, other.top) in self and (other.right, other.bottom) in self

    def meets(self, other: Place) -> bool:
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom


@dataclass(frozen=True, slots=True)
class Cell:
    """What is written in a cell; the value of a formula is the result it brings along."""

    value: float | str | bool | None
    formula: str | None = None
    kind: str = "n"


@dataclass(frozen=True)
class NamedTable:
    name: str
    sheet: str
    place: Place
    headings: tuple[str, ...]

    @property
    def rows(self) -> Place:
        """The rows below the headings."""
        p = self.place
        return Place(p.left, p.top + 1, p.right, p.bottom)


def plain(said: str) -> str:
    """Return a text as a program shows it."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), said).replace("\r\n", "\n")


def name_of(column: int, row: int) -> str:
    return f"{get_column_letter(column)}{row}"


@dataclass(frozen=True)
class Parts:
    """The parts of a workbook by name, without the slash before it."""

    content: dict[str, bytes]

    @classmethod
    def of(cls, content: bytes) -> Parts:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    @cached_property
    def _trees(self) -> dict[str, Any]:
        return {}

    def tree(self, name: str) -> Any:
        """Return the elements of a part, read once."""
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.content[name])
        return self._trees[name]

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """Return the relations of a part by id: last word of the kind, target, whether outside."""
        folder, _, base = name.rpartition("/")
        own = posixpath.join(folder, "_rels", f"{base}.rels")
        if own not in self.content:
            return {}
        found = {}
        for each in self.tree(own):
            outside = each.get("TargetMode") == "External"
            target = each.get("Target")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id")] = (each.get("Type").rpartition("/")[2], target, outside)
        return found

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each sheet, by the name of the sheet."""
        relations = self.relations("xl/workbook.xml")
        listed = self.tree("xl/workbook.xml").iterfind(f"{MAIN}sheets/{MAIN}sheet")
        return {e.get("name"): relations[e.get(f"{RELATION}id")][1] for e in listed}

    @cached_property
    def shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.content:
            return []
        tree = self.tree("xl/sharedStrings.xml")
        return ["".join(t.text or "" for t in e.iter(f"{MAIN}t")) for e in tree]

    @cached_property
    def cells(self) -> dict[str, dict[tuple[int, int], Cell]]:
        """What is written, by sheet and by column and row."""
        return {name: dict(self._cells(part)) for name, part in self.sheets.items()}

    def _cells(self, part: str) -> Iterator[tuple[tuple[int, int], Cell]]:
        for cell in self.tree(part).iter(f"{MAIN}c"):
            at = Place.of(cell.get("r"))
            formula = cell.find(f"{MAIN}f")
            kind = cell.get("t", "n")
            value = self._value(cell, kind)
            if value is not None or formula is not None:
                said = None if formula is None else formula.text
                yield (at.left, at.top), Cell(value, said, kind)

    def _value(self, cell: Any, kind: str) -> float | str | bool | None:
        if kind == "inlineStr":
            return plain("".join(t.text or "" for t in cell.iter(f"{MAIN}t")))
        held = cell.find(f"{MAIN}v")
        if held is None:
            return None
        said = held.text or ""
        if kind == "s":
            return plain(self.shared[int(said)])
        if kind in ("str", "e"):
            return plain(said)
        if kind == "b":
            return said == "1"
        return float(said) if said else None

    @cached_property
    def tables(self) -> tuple[NamedTable, ...]:
        """The named tables in the order of the sheets."""
        return tuple(self._tables())

    def _tables(self) -> Iterator[NamedTable]:
        for sheet, part in self.sheets.items():
            for kind, target, _ in self.relations(part).values():
                if kind == "table":
                    tree = self.tree(target)
                    heads = tree.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")
                    place = Place.of(tree.get("ref"))
                    names = tuple(plain(e.get("name")) for e in heads)
                    yield NamedTable(tree.get("displayName"), sheet, place, names)

    @cached_property
    def names(self) -> dict[str, str]:
        """The defined names of the whole book and what they stand for."""
        listed = self.tree("xl/workbook.xml").iterfind(f"{MAIN}definedNames/{MAIN}definedName")
        return {e.get("name"): e.text for e in listed if e.get("localSheetId") is None}
