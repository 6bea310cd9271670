"""Workbooks as programs save them, with dates, formulas, merged and hidden cells."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from lxml.etree import XMLSyntaxError
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from metrics.curation.model import Cell, Grid
from metrics.curation.numbers_shown import date_cell, number_cell, other_cell
from metrics.curation.packages import IncomingError, Marks, marks_of
from metrics.tables.problems import Problem

# Bytes of a file; rows and columns that are read of a sheet.
LARGEST, ROWS, COLUMNS = 20_000_000, 20_000, 300
# Rows behind the last that is read which are looked at: more may hold formats alone.
_BEYOND = 200
_BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, XMLSyntaxError),
    *(KeyError, ValueError, TypeError, OSError, EOFError, RuntimeError, SyntaxError),
)


def read_workbook(raw: bytes) -> tuple[Grid, ...]:
    """Read the sheets of a workbook, formulas by the results that are saved with them.

    It is read row by row, so that far cells and long formats cost neither time nor memory.

    Raises
    ------
    IncomingError
        Where it cannot be read.
    """
    try:
        marks = marks_of(raw)
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        return tuple(_grid(sheet, marks.get(sheet.title, Marks())) for sheet in book.worksheets)
    except IncomingError:
        raise
    except _BROKEN as fault:
        raise IncomingError("broken") from fault


def _grid(sheet: Any, marks: Marks) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    for row in sheet.iter_rows(max_row=ROWS + _BEYOND, max_col=COLUMNS):
        for cell in row:
            if cell.value is None:
                continue
            if cell.row > ROWS:
                raise IncomingError("large")
            read = _cell(cell, computed=(cell.row, cell.column) in marks.formulas)
            if read.text.strip() or read.fault:
                cells[cell.row, cell.column] = read
    for row, column in marks.formulas:
        if row <= ROWS and column <= COLUMNS:
            cells.setdefault((row, column), Cell("", "", fault=_fault("formula_empty")))
    cells |= dict(_merged(marks.merged, cells))
    return Grid(sheet.title, cells, frozenset(marks.hidden), sheet.sheet_state != "visible")


def _fault(code: str, **details: str) -> Problem:
    return Problem("", 0, "", "", code, details)


def _cell(cell: Any, *, computed: bool) -> Cell:
    value, told = cell.value, "computed" if computed else ""
    if cell.data_type == "e":
        return Cell(str(value), str(value), fault=_fault("cell_error", shown=str(value)))
    if isinstance(value, str):
        return Cell(value, value, told=told)
    if isinstance(value, int | float) and not isinstance(value, bool):
        read = number_cell(value, cell.number_format)
    elif isinstance(value, date):
        read = date_cell(value, cell.number_format)
    else:
        read = other_cell(value)
    return Cell(read.text, read.shown, read.kind, told=told)


def _merged(
    ranges: list[str], cells: dict[tuple[int, int], Cell]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Yield the cells of merged ranges: down a column each has the value, across none is sure."""
    for area in ranges:
        left, top, right, bottom = range_boundaries(area)
        first = cells.get((top, left))
        if first is None:
            continue
        fault = _fault("merged", cells=area) if right > left else first.fault
        for row in range(top, min(bottom, ROWS) + 1):
            for column in range(left, min(right, COLUMNS) + 1):
                yield (
                    (row, column),
                    Cell(first.text, first.shown, first.kind, fault, f"merged {area}"),
                )
