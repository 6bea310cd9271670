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
from tests.books import made
from tests.offices import Office, pictures_of
from tests.parts import Parts
from tests.sorting import same

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
    """Hold every formula against what the program computed; return how many there were.

    What it computed is the result that the formula brings along.
    """
    written = Parts.of(content).cells
    result = load_workbook(recalculated, read_only=True, data_only=True)
    assert result.sheetnames == list(written)
    count = 0
    for name, cells in written.items():
        found: dict[tuple[int, int], Any] = {}
        for cell in (c for row in result[name] for c in row if c.value is not None):
            assert cell.data_type != "e", (name, cell.coordinate, cell.value)
            found[cell.column, cell.row] = cell.value
        for at, own in cells.items():
            if own.formula is not None:
                assert same(own.value, found.get(at)), (name, at, own, found.get(at))
                count += 1
    result.close()
    return count


def only(content: bytes, names: set[str]) -> bytes:
    """Return the workbook with all other sheets hidden and without areas of print.

    What is hidden is not printed, unless it has an area of print.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w") as made_:
        for part in book.infolist():
            data = book.read(part)
            if part.filename == "xl/workbook.xml":
                tree = ElementTree.fromstring(data)
                hidden = set()
                for n, sheet in enumerate(tree.iter(f"{MAIN}sheet")):
                    if sheet.get("name") not in names:
                        sheet.set("state", "hidden")
                        hidden.add(str(n))
                defined = tree.find(f"{MAIN}definedNames")
                for name in list(defined if defined is not None else ()):
                    if name.get("localSheetId") in hidden:
                        defined.remove(name)
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
