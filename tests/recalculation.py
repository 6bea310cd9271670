"""What an office program makes of a workbook: every formula anew, and its charts drawn."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from PIL import Image

from metrics.exports.workbook import AuditPlan
from metrics.exports.workbook.model import HEADER
from tests.books import made, opened
from tests.offices import Office, pictures_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def bare(content: bytes) -> bytes:
    """Return the workbook without the results that its formulas bring along.

    None can be taken over.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as made_:
        for part in book.infolist():
            data = book.read(part)
            if part.filename.startswith("xl/worksheets/"):
                data = re.sub(rb"</f><v>[^<]*</v>", b"</f>", data)
                assert b"</f><v" not in data
            made_.writestr(part, data)
    return out.getvalue()


def formulas(content: bytes, recalculated: Path) -> int:
    """Hold every formula against the number beside it; return how many there were."""
    source = opened(content)
    result = load_workbook(recalculated, read_only=True, data_only=True)
    assert result.sheetnames == source.sheetnames
    count = 0
    for sheet in source:
        values: dict[str, Any] = {}
        for cell in (c for row in result[sheet.title] for c in row if c.value is not None):
            assert cell.data_type != "e", (sheet.title, cell.coordinate, cell.value)
            values[cell.coordinate] = cell.value
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            count += 1
            hold(sheet, cell, values.get(cell.coordinate))
    result.close()
    return count


def hold(sheet: Any, cell: Any, value: object) -> None:
    place = (sheet.title, cell.coordinate, cell.value)
    if next(iter(sheet.tables)) == "Checks":
        if cell.row < HEADER:
            total = sheet.max_row - HEADER
            assert value == f"{total}/{total}", place
        elif cell.column == len(list(sheet[HEADER])):
            assert value is True, (place, [c.value for c in sheet[cell.row]])
        return
    beside = sheet.cell(cell.row, cell.column - 1).value
    if isinstance(beside, str):
        assert value == beside, place
        return
    assert isinstance(value, int | float), place
    assert abs(value - beside) <= 1e-12 * max(1.0, abs(beside)), (place, value, beside)


def only(content: bytes, names: set[str]) -> bytes:
    """Return the workbook with all other sheets hidden: what is hidden is not printed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as made_:
        for part in book.infolist():
            data = book.read(part)
            if part.filename == "xl/workbook.xml":
                tree = ElementTree.fromstring(data)
                for sheet in tree.iter(f"{MAIN}sheet"):
                    if sheet.get("name") not in names:
                        sheet.set("state", "hidden")
                data = ElementTree.tostring(tree)
            made_.writestr(part, data)
    return out.getvalue()


def drawn(plan: AuditPlan, office: Office, folder: Path) -> Iterator[tuple[str, int]]:
    """Print the chart sheets; yield the name of each and how many strong pixels its page has."""
    content = only(made(plan), {sheet.name for sheet in plan.charts})
    pages = pictures_of(office.convert(content, "xlsx", "pdf"), folder, 24)
    for sheet, path in zip(plan.charts, pages[-len(plan.charts) :], strict=True):
        with Image.open(path) as page:
            pixels = page.convert("RGB").get_flattened_data()
        yield sheet.name, sum(max(p) - min(p) > 60 for p in pixels)
