"""Rows written whole, as one piece of XML each: cell by cell would cost several times as much."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import cache
from typing import Any

from lxml.etree import Element, SubElement
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter

from metrics.exports.workbook.cells import Ready

EVERYWHERE = "A1:XFD1048576"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@cache
def letter(column: int) -> str:
    """The letter of a column."""
    found: str = get_column_letter(column)
    return found


class QuietWriter(WorksheetWriter):  # type: ignore[misc]
    """Marks texts that look like numbers, such as years, as meant."""

    def write_drawings(self) -> None:
        """Write the mark before the drawings, where the standard has it."""
        errors = Element("ignoredErrors")
        SubElement(errors, "ignoredError", {"sqref": EVERYWHERE, "numberStoredAsText": "1"})
        self.xf.send(errors)
        super().write_drawings()


class StreamedSheet(WriteOnlyWorksheet):  # type: ignore[misc]
    """A sheet of a write-only workbook whose rows are sequences of ready cells."""

    _writer: Any

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = QuietWriter(self)
            self._writer.write_top()

    def _write_rows(self) -> Generator[None, Sequence[Ready | None], None]:
        """Receive rows and write each to the draft of the sheet."""
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"):
            number = 0
            try:
                while True:
                    cells = yield
                    number += 1
                    stream.write(self._row(number, cells))
            except GeneratorExit:
                pass
        self._writer.xf.send(None)

    def _row(self, number: int, cells: Sequence[Ready | None]) -> Any:
        row = Element("row", {"r": str(number), **dict(self.row_dimensions.get(number, {}))})
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                place = f"{letter(column)}{number}"
                _add(row, place, cell)
                if cell.link is not None:
                    cell.link.ref = place
                    self._hyperlinks.append(cell.link)
        return row


def _add(row: Any, place: str, cell: Ready) -> None:
    """Add a cell to its row."""
    kind, content, style, _, formula = cell
    if not content:
        SubElement(row, "c", {"r": place, "s": style})
    elif kind == "inlineStr":
        made = SubElement(row, "c", {"r": place, "s": style, "t": kind})
        said = SubElement(SubElement(made, "is"), "t")
        said.text = content
        if content != content.strip() or "\n" in content:
            said.set(SPACE, "preserve")
    else:
        made = SubElement(row, "c", {"r": place, "s": style, "t": kind})
        if formula:
            SubElement(made, "f").text = formula
        SubElement(made, "v").text = content
