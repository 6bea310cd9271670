"""What a workbook holds besides values: hidden rows, merged cells, formulas; and how much."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any, Literal

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

Fault = Literal["large", "broken", "locked", "old", "kind", "empty"]
# Bytes of all that is packed in a file, and the cells of its sheets, with those of formats alone.
UNPACKED, CELLS = 60_000_000, 500_000
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class IncomingError(ValueError):
    """A file that is not read; ``reason`` is the code of why."""

    def __init__(self, reason: Fault) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass
class Marks:
    """What is said of the cells of a sheet besides their values.

    Parameters
    ----------
    hidden : set of int
        Rows that are not seen.
    merged : list of str
        Ranges of cells that are merged.
    formulas : set of (int, int)
        Cells, by row and column, whose value is a result.
    """

    hidden: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)


def marks_of(raw: bytes) -> Mapping[str, Marks]:
    """Read what is said of the cells of each sheet, by its name, without unpacking more than fits.

    Parameters
    ----------
    raw : bytes
        The workbook.

    Returns
    -------
    mapping of str to Marks
        For each sheet with cells.

    Raises
    ------
    IncomingError
        Where it is no workbook, or holds more than is read.
    """
    with zipfile.ZipFile(BytesIO(raw)) as package:
        every = package.infolist()
        # No more than is declared is ever unpacked.
        if sum(entry.file_size for entry in every) > UNPACKED:
            raise IncomingError("large")
        names = {entry.filename for entry in every}
        if _BOOK not in names:
            # Another kind of packed file: OpenDocument, Numbers, a binary workbook.
            raise IncomingError("kind")
        found, count = {}, 0
        for name, path in _sheets(package):
            if path in names:
                with package.open(path) as part:
                    found[name], cells = _marks(part)
                count += cells
                if count > CELLS:
                    raise IncomingError("large")
    return found


def _elements(part: IO[bytes], *names: str) -> Iterator[Any]:
    """Yield elements by their names as their ends are read.

    No program that saves workbooks declares entities: a part that does is refused.
    """
    tags = [f"{{*}}{name}" for name in names]
    for _, element in etree.iterparse(part, events=("end",), tag=tags, resolve_entities=False):
        if element.getroottree().docinfo.doctype:
            raise IncomingError("broken")
        yield element


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet, and the part that holds it."""
    with package.open(_LINKS) as part:
        parts = {e.get("Id"): e.get("Target", "") for e in _elements(part, "Relationship")}
    with package.open(_BOOK) as part:
        for sheet in _elements(part, "sheet"):
            target = parts.get(sheet.get(_ID), "")
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target))[1:]


def _marks(part: IO[bytes]) -> tuple[Marks, int]:
    """Read what is said of the cells of a sheet, and count them."""
    made, count, row = Marks(), 0, 0
    for element in _elements(part, "f", "row", "mergeCell"):
        kind = etree.QName(element).localname
        if kind == "mergeCell":
            made.merged.append(element.get("ref", ""))
        elif kind == "f":
            if at := element.getparent().get("r"):
                letter, number = coordinate_from_string(at)
                made.formulas.add((number, column_index_from_string(letter)))
        else:
            row = int(element.get("r", row + 1))
            if element.get("hidden") in ("1", "true"):
                made.hidden.add(row)
            count += len(element)
            if count > CELLS:
                raise IncomingError("large")
            _forget(element)
    return made, count


def _forget(row: Any) -> None:
    """Let go of a row that was read, and of those before it."""
    row.clear()
    while row.getprevious() is not None:
        del row.getparent()[0]
