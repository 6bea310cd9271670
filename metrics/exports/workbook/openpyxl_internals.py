"""All that counts on private parts of openpyxl, which has no public way to the same.

Rows are written whole, as one piece of XML each, straight into the draft of their sheet: cell by
cell would cost several times as much, and a workbook of a hundred sheets would take a minute. A
test holds these parts against openpyxl, so that a release that changes them is found before it is
used.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from lxml.etree import Element, SerialisationError, SubElement, fromstring
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter, create_temporary_file

from metrics.exports.workbook.cells import ACCENT, Linked, Written

EVERYWHERE = "A1:XFD1048576"


@cache
def letter(column: int) -> str:
    """Return the letter of a column."""
    found: str = get_column_letter(column)
    return found


class QuietWriter(WorksheetWriter):  # type: ignore[misc]
    """Marks texts that look like numbers, such as years, and unlike formulas as meant.

    Its draft is open, so that rows are written to it between two elements.
    """

    def __init__(self, sheet: Any) -> None:
        self.draft = Path(create_temporary_file()).open("wb")  # noqa: SIM115
        super().__init__(sheet, self.draft)
        self.out = self.draft.name  # what is packed, and removed

    def close(self) -> None:
        """End the draft."""
        try:
            super().close()
        finally:
            self.draft.close()

    def write_drawings(self) -> None:
        """Write the mark before the drawings, where the standard has it."""
        errors = Element("ignoredErrors")
        # Formulas beside each other differ where the program refuses what it computes elsewhere.
        marks = dict.fromkeys(("numberStoredAsText", "formula", "calculatedColumn"), "1")
        SubElement(errors, "ignoredError", {"sqref": EVERYWHERE, **marks})
        self.xf.send(errors)
        super().write_drawings()

    def write_tables(self) -> None:
        """Write the tables, and behind them the small trends, which are an extension."""
        super().write_tables()
        if self.ws.trends:
            self.xf.send(_trends(self.ws.title, self.ws.trends))


# What Excel 2010 and later draw in a cell; others leave the cell empty.
_EXTENSION = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    ' uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}">'
    '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:sparklineGroup lineWeight="1.5" displayEmptyCellsAs="gap" markers="1" last="1"'
    ' displayHidden="1">{colours}<x14:sparklines>{each}</x14:sparklines>'
    "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)
_COLOURS = ("Series", "Negative", "Axis", "Markers", "First", "Last", "High", "Low")


def _trends(sheet: str, trends: Sequence[tuple[str, str]]) -> Any:
    """Return one group of small trends: with a group for each Excel repairs the file."""
    place = escape(quote_sheetname(sheet), quote=False)
    each = "".join(
        f"<x14:sparkline><xm:f>{place}!{cells}</xm:f><xm:sqref>{cell}</xm:sqref></x14:sparkline>"
        for cell, cells in trends
    )
    colours = "".join(f'<x14:color{name} rgb="FF{ACCENT}"/>' for name in _COLOURS)
    return fromstring(_EXTENSION.format(colours=colours, each=each))


class StreamedSheet(WriteOnlyWorksheet):  # type: ignore[misc]
    """A sheet of a write-only workbook whose rows are sequences of ready cells."""

    _writer: Any
    # Cells with a small trend, and the cells of the same row that it shows.
    trends: Sequence[tuple[str, str]] = ()

    def __init__(self, book: Any, name: str) -> None:
        super().__init__(book, name)
        # Of rows by number, in points.
        self.heights: dict[int, float] = {}

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = QuietWriter(self)
            self._writer.write_top()

    def _write_rows(self) -> Generator[None, Sequence[Written], None]:
        """Receive rows and write each to the draft of the sheet."""
        stream, draft = self._writer.xf.send(True), self._writer.draft
        with stream.element("sheetData"):
            stream.flush()
            number = 0
            try:
                while True:
                    cells = yield
                    number += 1
                    draft.write(self._row(number, cells).encode("ascii", "xmlcharrefreplace"))
            except GeneratorExit:
                pass
        self._writer.xf.send(None)

    def _row(self, number: int, cells: Sequence[Written]) -> str:
        height = self.heights.get(number)
        tall = f' ht="{height}" customHeight="1"' if height else ""
        parts = []
        for column, cell in enumerate(cells, 1):
            if cell is None:
                continue
            place = f"{letter(column)}{number}"
            if isinstance(cell, Linked):
                cell.link.ref = place
                self._hyperlinks.append(cell.link)
            xml = cell.xml if isinstance(cell, Linked) else cell
            parts.append(f'<c r="{place}"{xml}')
        row = f'<row r="{number}"{tall}'
        return f"{row}>{''.join(parts)}</row>" if parts else f"{row}/>"


def set_default_font(book: Any, font: Any) -> None:
    """Give a workbook the font of every cell that has no style: the first one of its list."""
    book._fonts = IndexedList([font])


def add_sheet(book: Any, name: str) -> StreamedSheet:
    """Add a sheet; the public way makes only sheets of openpyxl's own kind."""
    sheet = StreamedSheet(book, name)
    book._add_sheet(sheet)
    return sheet


def drop_draft(sheet: Any) -> None:
    """Remove the draft of a sheet that was not saved, whatever keeps it from being finished."""
    writer = sheet._writer
    if writer is None:
        return
    with suppress(OSError, SerialisationError):
        if not sheet.closed and sheet._rows is not None:
            sheet._rows.close()
        writer.close()
    with suppress(FileNotFoundError, ValueError):  # saved, and gone already
        writer.cleanup()
