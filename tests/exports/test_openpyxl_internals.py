"""The private parts of openpyxl that workbooks count on are there and do what is counted on."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter

from metrics.exports.workbook.cells import Styles
from metrics.exports.workbook.openpyxl_internals import (
    QuietWriter,
    add_sheet,
    drop_draft,
    set_default_font,
)
from metrics.exports.workbook.values import FormulaCell, Num


def test_the_parts_are_there() -> None:
    book = Workbook(write_only=True)
    assert [font.name for font in book._fonts] == ["Calibri"]
    assert book._add_sheet
    for name in ("_writer", "_rows", "_get_writer", "_write_rows", "closed"):
        assert hasattr(WriteOnlyWorksheet, name), name
    for name in ("write_top", "write_drawings", "cleanup", "close", "get_stream"):
        assert hasattr(WorksheetWriter, name), name


def test_sheets_take_ready_cells_and_the_font_of_the_book() -> None:
    book = Workbook(write_only=True)
    set_default_font(book, Font(name="Arial", size=10))
    sheet = add_sheet(book, "one")
    sheet.append(["><v>12</v></c>", None, ' t="inlineStr"><is><t>2021</t></is></c>'])
    content = io.BytesIO()
    book.save(content)
    assert isinstance(sheet._writer, QuietWriter)
    read = load_workbook(content)["one"]
    assert [cell.value for cell in read[1]] == [12, None, "2021"]
    assert read["A1"].font.name == "Arial"


def test_rows_and_what_stands_around_them_make_one_document() -> None:
    book = Workbook(write_only=True)
    sheet = add_sheet(book, "one")
    sheet.heights[3] = 24.0
    styles = Styles(sheet, "zh")
    odd = FormulaCell('="a\x07"&"<"', "a\x07<\r\ud800")
    for row in ([], ["中文 & <b>"], [odd, Num(2)]):
        sheet.append([styles.cell(cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    read = load_workbook(io.BytesIO(content.getvalue()))["one"]
    assert read["A2"].value == "中文 & <b>"
    assert (read["A3"].value, read["B3"].value) == ('="a"&"<"', 2)
    assert read.row_dimensions[3].height == 24.0
    assert load_workbook(content, data_only=True)["one"]["A3"].value == "a<\n"


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_a_draft_that_is_dropped_is_gone(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sheet = add_sheet(Workbook(write_only=True), "one")
    for _ in range(rows):
        sheet.append(["><v>1</v></c>"])
    assert len(list(tmp_path.iterdir())) == bool(rows)
    drop_draft(sheet)
    drop_draft(sheet)
    assert not list(tmp_path.iterdir())
