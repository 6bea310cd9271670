"""Workbooks made for tests, and their sheets read back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from openpyxl import Workbook, load_workbook

from metrics import Tables
from metrics.exports.files import Progress, silent
from metrics.exports.workbook import AuditPlan, write
from metrics.exports.workbook.sheets import Planned
from metrics.exports.workbook.values import HEADER
from metrics.locale import Lang
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters

DAY = date(2026, 11, 25)
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def made(plan: Planned, progress: Progress = silent) -> bytes:
    file = io.BytesIO()
    write(plan, file, progress)
    return file.getvalue()


def book_of(tables: Tables, lang: Lang, **filters: Any) -> bytes:
    return made(AuditPlan(extract(tables, Filters(**filters), lang), lang, DAY))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def results(content: bytes) -> Workbook:
    """Open a workbook with what stands in its cells until they are computed."""
    return load_workbook(io.BytesIO(content), data_only=True)


def head(sheet: Any) -> list[str]:
    return [c.value for c in sheet[HEADER]]


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows of the table of a sheet by heading."""
    names = head(sheet)
    return [
        dict(zip(names, (c.value for c in row), strict=True))
        for row in sheet.iter_rows(min_row=HEADER + 1)
    ]


def exact(value: float) -> Decimal:
    """Return the shortest decimal that a number stands for, as a person reads it."""
    return Decimal(str(value))


def descriptions(content: bytes) -> dict[str, list[str | None]]:
    """Alternative texts of the charts, by drawing."""
    found: dict[str, list[str | None]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/drawings/drawing"):
                tree = ElementTree.fromstring(archive.read(name))
                found[name] = [e.get("descr") for e in tree.iter(f"{DRAWING}cNvPr")]
    return found


def noted(tables: Tables, *notes: str) -> Extract:
    """Two series; one has notes that are anything at all, on its latest statement first."""
    series = tables.series("satisfaction")
    others = (o for o in series.statements if o is not series.latest)
    said = dict(zip(map(id, (series.latest, *others)), notes, strict=False))
    statements = [
        replace(o, note_zh=said[id(o)], note_en=said[id(o)]) if id(o) in said else o
        for o in series.statements
    ]
    return Extract(
        tables,
        (series.restricted_to(statements), tables.series("gii_rank")),
        Filters(indicators=("satisfaction", "gii_rank")),
    )
