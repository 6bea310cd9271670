"""Work on workbooks in a running LibreOffice; the Python that has `uno` runs this file.

It reads from its standard input how LibreOffice is started and what is to be done with which
files, as JSON, and writes what came of it, as JSON, one list of answers for each file. The steps
are the functions of `Sheets`; `tests/offices.py` calls this file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

# Seconds until LibreOffice must have started, and between two tries to reach it.
PATIENCE, PAUSE = 120.0, 0.2
# Kinds of results of formulas, and what is read of all of them together.
ERRORS, RESULTS = 4, 7
# What LibreOffice makes of a truth value that is typed in.
TRUTHS = ("=TRUE()", "=FALSE()")
Answer = Any
Held = float | str


class Sheets:
    """One open workbook."""

    def __init__(self, uno: Any, desktop: Any, address: str) -> None:
        self.uno, self.desktop, self.address = uno, desktop, address
        self.document = self._load()

    def _load(self) -> Any:
        values = (self._property("Hidden", True), self._property("MacroExecutionMode", 0))
        document = self.desktop.loadComponentFromURL(self.address, "_blank", 0, values)
        if document is None:
            raise RuntimeError(f"{self.address} does not open")
        return document

    def _property(self, name: str, value: Any) -> Any:
        made = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    def close(self) -> None:
        self.document.close(True)

    def reload(self) -> None:
        """Forget all changes."""
        self.close()
        self.document = self._load()

    def recalculate(self) -> None:
        """Compute every formula, whether it seems to need it or not."""
        self.document.calculateAll()

    def tables(self) -> Answer:
        """Return the named tables: sheet, and first and last column and row, counted from 0."""
        ranges, names = self.document.DatabaseRanges, self.document.Sheets.ElementNames
        found = {}
        for name in ranges.ElementNames:
            at = ranges.getByName(name).DataArea
            place = [at.StartColumn, at.StartRow, at.EndColumn, at.EndRow]
            found[name] = {"sheet": names[at.Sheet], "place": place}
        return found

    def _table(self, name: str) -> Any:
        at = self.document.DatabaseRanges.getByName(name).DataArea
        sheet = self.document.Sheets.getByIndex(at.Sheet)
        return sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)

    def sort(self, table: str, column: int, ascending: bool = True) -> None:
        """Sort the rows of a table below its headings by a column, counted from 0."""
        field = self.uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column, ascending
        fields = self.uno.Any("[]com.sun.star.table.TableSortField", (field,))
        told = [("SortFields", fields), ("ContainsHeader", True), ("IsSortColumns", False)]
        self._table(table).sort(tuple(self._property(*each) for each in told))

    def filter(self, table: str, column: int, value: Held | list[Held]) -> int:
        """Hide the rows without a value, or one of several; return how many are left."""
        cells = self._table(table)
        descriptor = cells.createFilterDescriptor(True)
        descriptor.ContainsHeader = True
        values = value if isinstance(value, list) else [value]
        descriptor.setFilterFields(tuple(self._equal(column, one) for one in values))
        cells.filter(descriptor)
        ranges = cells.queryVisibleCells().RangeAddresses
        return len({row for r in ranges for row in range(r.StartRow, r.EndRow + 1)}) - 1

    def _equal(self, column: int, value: Held) -> Any:
        """Return the condition that a column holds a value, or that another condition is met."""
        field = self.uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.IsNumeric = column, not isinstance(value, str)
        if isinstance(value, str):
            field.StringValue = value
        else:
            field.NumericValue = value
        field.Operator = self.uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        field.Connection = self.uno.Enum("com.sun.star.sheet.FilterConnection", "OR")
        return field

    def shown(self, table: str) -> Answer:
        """Return the rows of a table that no filter hides, without its headings."""
        rows = self._table(table).getDataArray()
        ranges = self._table(table).queryVisibleCells().RangeAddresses
        top = self._table(table).RangeAddress.StartRow
        seen = sorted({n for r in ranges for n in range(r.StartRow - top, r.EndRow - top + 1)})
        return [list(rows[n]) for n in seen if n]

    def pivot(self, table: str, down: int, across: int, counted: int) -> Answer:
        """Make a pivot table that counts a column by two others; return what its sheet holds."""
        sheets, name = self.document.Sheets, "Pivot"
        sheets.insertNewByName(name, sheets.Count)
        made = sheets.getByName(name).getDataPilotTables()
        descriptor = made.createDataPilotDescriptor()
        descriptor.setSourceRange(self._table(table).RangeAddress)
        places = {down: "ROW", across: "COLUMN", counted: "DATA"}
        fields = descriptor.getDataPilotFields()
        for column, place in places.items():
            field = fields.getByIndex(column)
            kind = "com.sun.star.sheet.DataPilotFieldOrientation"
            field.Orientation = self.uno.Enum(kind, place)
            if place == "DATA":
                field.Function = self.uno.Enum("com.sun.star.sheet.GeneralFunction", "COUNT")
        at = sheets.getByName(name).getCellByPosition(0, 0).CellAddress
        made.insertNewByName(name, at, descriptor)
        return self.read(name)

    def unfilter(self, table: str) -> None:
        """Show all rows of a table."""
        cells = self._table(table)
        cells.filter(cells.createFilterDescriptor(True))

    def set(self, sheet: str, cell: str, value: float | str) -> None:
        """Type a number, a text or a formula (as the program writes it) into a cell."""
        at = self.document.Sheets.getByName(sheet).getCellRangeByName(cell)
        if isinstance(value, str) and value.startswith("="):
            at.setFormula(value)
        elif isinstance(value, str):
            at.setString(value)
        else:
            at.setValue(value)

    def read(self, sheet: str, cells: str = "") -> Answer:
        """Return what cells hold, by default all that are used.

        ``first`` is column and row of the upper left one, counted from 0; ``formulas`` are cells
        with a formula; ``errors`` are cells with the code of an error.
        """
        held = self.document.Sheets.getByName(sheet)
        if cells:
            area = held.getCellRangeByName(cells)
        else:
            area = held.createCursor()
            area.gotoStartOfUsedArea(False)
            area.gotoEndOfUsedArea(True)
        at = area.RangeAddress
        return {
            "first": [at.StartColumn, at.StartRow],
            "values": [list(row) for row in area.getDataArray()],
            "formulas": list(self._live(held, area.queryFormulaCells(RESULTS).RangeAddresses)),
            "errors": [
                (column, row, held.getCellByPosition(column, row).getError())
                for column, row in _cells(area.queryFormulaCells(ERRORS).RangeAddresses)
            ],
        }

    def _live(self, sheet: Any, ranges: Any) -> Iterator[tuple[int, int]]:
        """Yield the cells with a formula that is more than a truth value."""
        for r in ranges:
            corners = (r.StartColumn, r.StartRow, r.EndColumn, r.EndRow)
            said = sheet.getCellRangeByPosition(*corners).getFormulaArray()
            for column, row in _cells([r]):
                if said[row - r.StartRow][column - r.StartColumn] not in TRUTHS:
                    yield column, row

    def read_all(self, sheets: list[str]) -> Answer:
        """Return what sheets hold, by name."""
        return {name: self.read(name) for name in sheets}

    def errors(self, sheets: list[str]) -> Answer:
        """Return the cells of sheets with an error: sheet, column, row and code."""
        found = []
        for name in sheets:
            held = self.document.Sheets.getByName(name)
            for column, row in _cells(held.queryFormulaCells(ERRORS).RangeAddresses):
                found.append((name, column, row, held.getCellByPosition(column, row).getError()))
        return found

    def store(self, address: str, form: str) -> None:
        """Save it as it is in a form that LibreOffice names, such as ``calc_pdf_Export``."""
        self.document.storeToURL(address, (self._property("FilterName", form),))


def _cells(ranges: Any) -> list[tuple[int, int]]:
    """Return column and row of each cell of some rectangles."""
    return [
        (column, row)
        for r in ranges
        for column in range(r.StartColumn, r.EndColumn + 1)
        for row in range(r.StartRow, r.EndRow + 1)
    ]


def connect(uno: Any, pipe: str) -> Any:
    """Return the desktop of the LibreOffice that listens."""
    context = uno.getComponentContext()
    make = context.ServiceManager.createInstanceWithContext
    resolver = make("com.sun.star.bridge.UnoUrlResolver", context)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(PAUSE)
        else:
            return found.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", found
            )


def work(asked: dict[str, Any]) -> list[list[Answer]]:
    """Start LibreOffice, do what is asked, and end it."""
    uno = import_module("uno")
    words = [asked["program"], f"-env:UserInstallation={asked['profile']}", "--headless"]
    words += ["--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={asked['pipe']};urp;"]
    program = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        desktop = connect(uno, asked["pipe"])
        answers = []
        for job in asked["jobs"]:
            sheets = Sheets(uno, desktop, job["file"])
            answers.append([getattr(sheets, name)(**told) for name, told in job["steps"]])
            sheets.close()
        with suppress(Exception):  # it may end before it answers
            desktop.terminate()
        program.wait(30)
        return answers
    finally:
        program.kill()


if __name__ == "__main__":
    json.dump(work(json.load(sys.stdin)), sys.stdout)
