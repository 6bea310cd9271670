"""Workbooks as programs save them, with dates, formulas, merged and hidden cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any, Literal

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from metrics.curation.model import Cell, Grid
from metrics.curation.numbers_shown import date_cell, number_cell, other_cell
from metrics.tables.problems import Problem

Fault = Literal["large", "broken", "locked", "old", "kind", "empty"]
# Bytes of a file and of all that is packed in it; rows and columns that are read of a sheet.
LARGEST, UNPACKED, ROWS, COLUMNS = 20_000_000, 200_000_000, 20_000, 300
# Rows behind the last that is read which are looked at: more may hold formats alone.
_BEYOND = 200


class IncomingError(ValueError):
    """A file that is not read; ``reason`` is the code of why."""

    def __init__(self, reason: Fault) -> None:
        self.reason = reason
        super().__init__(reason)


def read_workbook(raw: bytes) -> tuple[Grid, ...]:
    """Read the sheets of a workbook, formulas by the results that are saved with them.

    Raises
    ------
    IncomingError
        Where it cannot be read.
    """
    _within_limits(raw)
    try:
        results = load_workbook(BytesIO(raw), data_only=True, keep_links=False)
        formulas = load_workbook(BytesIO(raw), keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError, EOFError) as fault:
        raise IncomingError("broken") from fault
    sheets = {sheet.title: sheet for sheet in formulas.worksheets}
    return tuple(_grid(sheet, sheets[sheet.title]) for sheet in results.worksheets)


def _within_limits(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            names = package.namelist()
            if sum(entry.file_size for entry in package.infolist()) > UNPACKED:
                raise IncomingError("large")
    except zipfile.BadZipFile as fault:
        raise IncomingError("broken") from fault
    if "xl/workbook.xml" not in names:
        # Another kind of packed file: OpenDocument, Numbers, a binary workbook.
        raise IncomingError("kind")


def _grid(results: Any, formulas: Any) -> Grid:
    beyond = results.iter_rows(min_row=ROWS + 1, max_row=ROWS + _BEYOND, values_only=True)
    if results.max_row > ROWS and any(value is not None for row in beyond for value in row):
        raise IncomingError("large")
    cells: dict[tuple[int, int], Cell] = {}
    for row in results.iter_rows(max_row=min(results.max_row, ROWS), max_col=COLUMNS):
        for cell in row:
            if cell.value is None and not _computed(formulas, cell):
                continue
            read = _cell(cell, computed=_computed(formulas, cell))
            if read.text.strip() or read.fault:
                cells[cell.row, cell.column] = read
    cells |= dict(_merged(results, cells))
    hidden = frozenset(n for n, size in results.row_dimensions.items() if size.hidden)
    return Grid(results.title, cells, hidden, results.sheet_state != "visible")


def _computed(formulas: Any, cell: Any) -> bool:
    return str(formulas.cell(cell.row, cell.column).data_type) == "f"


def _fault(code: str, **details: str) -> Problem:
    return Problem("", 0, "", "", code, details)


def _cell(cell: Any, *, computed: bool) -> Cell:
    value, told = cell.value, "computed" if computed else ""
    if value is None:
        return Cell("", "", fault=_fault("formula_empty"))
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
    sheet: Any, cells: dict[tuple[int, int], Cell]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Yield the cells of merged ranges: down a column each has the value, across none is sure."""
    for area in sheet.merged_cells.ranges:
        first = cells.get((area.min_row, area.min_col))
        if first is None:
            continue
        wide = area.max_col > area.min_col
        fault = _fault("merged", cells=area.coord) if wide else first.fault
        for row in range(area.min_row, min(area.max_row, ROWS) + 1):
            for column in range(area.min_col, area.max_col + 1):
                yield (
                    (row, column),
                    Cell(first.text, first.shown, first.kind, fault, f"merged {area.coord}"),
                )
