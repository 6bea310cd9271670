"""The workbook inside a chart: the numbers that it draws, open to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from metrics.exports.pptx.model import Drawing, NativeSeries
from metrics.exports.pptx.theme import EAST_ASIAN

SHEET = "Sheet1"
# The same bytes for the same numbers.
_MADE = datetime(2000, 1, 1)


@dataclass(frozen=True)
class Cells:
    """Where a series stands in the sheet."""

    name: str
    along: str
    values: str


def cells_of(drawing: Drawing) -> list[Cells]:
    """Return the cells of each series.

    Points stand run below run, as each has days of its own; bars stand side by side.
    """
    if drawing.kind == "points":
        firsts = _firsts(drawing.runs)
        return [
            Cells(
                _cell("A", first),
                _cell("B", first, first + len(run.at) - 1),
                _cell("C", first, first + len(run.at) - 1),
            )
            for first, run in zip(firsts, drawing.runs, strict=True)
        ]
    last = len(drawing.categories) + 1
    letters = [xl_col_to_name(n) for n in range(1, len(drawing.runs) + 1)]
    return [Cells(_cell(c, 1), _cell("A", 2, last), _cell(c, 2, last)) for c in letters]


def _firsts(runs: Sequence[NativeSeries]) -> list[int]:
    firsts, row = [], 2
    for run in runs:
        firsts.append(row)
        row += len(run.at)
    return firsts


def _cell(letter: str, first: int, last: int = 0) -> str:
    return f"{SHEET}!${letter}${first}" + (f":${letter}${last}" if last else "")


def workbook(drawing: Drawing) -> bytes:
    """Write the workbook of a chart."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True, "font_name": EAST_ASIAN})
    plain = book.add_format({"font_name": EAST_ASIAN})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.set_column(0, 0, 26, plain)
    sheet.set_column(1, max(2, len(drawing.runs)), 16)
    sheet.freeze_panes(1, 0)
    if drawing.kind == "points":
        sheet.write_row(0, 0, drawing.heads, bold)
        row = 1
        for run in drawing.runs:
            for at, value in zip(run.at, run.values, strict=True):
                sheet.write_string(row, 0, run.name)
                sheet.write_datetime(row, 1, at, day)
                sheet.write_number(row, 2, value)
                row += 1
    else:
        sheet.write_row(0, 0, [drawing.heads[0]], bold)
        for row, name in enumerate(drawing.categories, 1):
            sheet.write_string(row, 0, name)
        for column, run in enumerate(drawing.runs, 1):
            sheet.write_string(0, column, run.name or drawing.heads[2], bold)
            for row, value in enumerate(run.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
    book.close()
    return made.getvalue()
