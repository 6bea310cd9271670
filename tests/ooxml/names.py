"""Names of sheets, tables and ranges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from openpyxl.utils import column_index_from_string

from tests.parts import MAIN, Parts

SHEET_NAME, NAME = 31, 255
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME = re.compile(r"[^\W\d][\w.]*")
_CELL = re.compile(r"([A-Z]{1,3})(\d+)", re.IGNORECASE)
_NUMBERED = re.compile(r"(R\d*)?(C\d*)?", re.IGNORECASE)
_BUILT_IN = {"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"}


def units(said: str) -> int:
    """Return the length that Excel counts: UTF-16 units."""
    return len(said.encode("utf-16-le")) // 2


def like_a_cell(name: str) -> bool:
    """Tell whether Excel could take a name for a cell, so that it repairs the file."""
    cell = _CELL.fullmatch(name)
    if cell is not None:
        column, row = column_index_from_string(cell[1]), int(cell[2])
        return column <= LAST_COLUMN and row <= LAST_ROW
    return bool(name) and _NUMBERED.fullmatch(name) is not None


def sheet_faults(parts: Parts) -> Iterator[str]:
    """Yield names of sheets that are too long, forbidden or there twice."""
    names = [e.get("name") for e in parts.tree("xl/workbook.xml").iter(f"{MAIN}sheet")]
    for name, count in Counter(n.casefold() for n in names).items():
        if count > 1:
            yield f"{count} sheets are named {name}"
    for name in names:
        if not 0 < units(name) <= SHEET_NAME:
            yield f"the sheet {name!r} has a name of {units(name)} characters"
        if _FORBIDDEN.search(name) or name[:1] == "'" or name[-1:] == "'":
            yield f"the sheet {name!r} has a character that is forbidden"
        if name.casefold() == "history":
            yield f"the sheet {name!r} has a name that Excel keeps for itself"


def name_faults(parts: Parts) -> Iterator[str]:
    """Yield names of tables and ranges that Excel repairs, or that are there twice."""
    listed = list(parts.tree("xl/workbook.xml").iter(f"{MAIN}definedName"))
    count = len(parts.sheets)
    scoped = Counter((e.get("name").casefold(), e.get("localSheetId")) for e in listed)
    yield from (f"{name} is defined {n} times" for (name, _), n in scoped.items() if n > 1)
    tables = Counter(t.name.casefold() for t in parts.tables)
    tables.update({e.get("name").casefold() for e in listed if e.get("localSheetId") is None})
    yield from (f"{name} names {n} things" for name, n in tables.items() if n > 1)
    for name in [t.name for t in parts.tables] + [e.get("name") for e in listed]:
        if name not in _BUILT_IN:
            yield from _name_fault(name)
    for e in listed:
        scope = e.get("localSheetId")
        if scope is not None and int(scope) >= count:
            yield f"{e.get('name')} belongs to a sheet that is not there"


def _name_fault(name: str) -> Iterator[str]:
    if _NAME.fullmatch(name) is None:
        yield f"{name} has a character that no name may have"
    if like_a_cell(name):
        yield f"{name} looks like a cell"
    if len(name) > NAME:
        yield f"a name of {len(name)} characters"
