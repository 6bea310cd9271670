"""Trends in cells: one group, data in the same row, nothing that a program crashes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.parts import MAIN, NamedTable, Parts, Place, name_of

NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}"
SPARKLINES = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
CONDITIONAL = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}"
_COLOURS = ("Series", "Negative", "Axis", "Markers", "First", "Last", "High", "Low")
_ORDER = [*(f"color{each}" for each in _COLOURS), "f", "sparklines"]


def sparkline_faults(parts: Parts) -> Iterator[str]:
    """Yield sparklines that Excel repairs, that crash LibreOffice, or that a sort leaves behind."""
    for sheet, part in parts.sheets.items():
        tree = parts.tree(part)
        uris = [e.get("uri") for e in tree.iterfind(f"{MAIN}extLst/{MAIN}ext")]
        if uris != [u for u in (CONDITIONAL, SPARKLINES) if u in uris]:
            yield f"{sheet}: extensions {uris}"
        groups = list(tree.iter(f"{NEWER}sparklineGroup"))
        if len(groups) > 1:
            yield f"{sheet}: {len(groups)} groups of sparklines"
        lines = list(tree.iter(f"{NEWER}sparkline"))
        for group in groups:
            yield from (f"{sheet}: {fault}" for fault in _group(group))
        for line in lines:
            yield from (f"{sheet}: {fault}" for fault in _line(parts, sheet, line))
        for table in (t for t in parts.tables if t.sheet == sheet):
            yield from (f"{sheet}: {fault}" for fault in _sorted(table, lines))


def _group(group: Any) -> Iterator[str]:
    if group.get("dateAxis") is not None:
        yield "a sparkline along dates"
    places = [_ORDER.index(e.tag.rpartition("}")[2]) for e in group]
    if places != sorted(places):
        yield "colours of sparklines out of order"
    if not list(group.iter(f"{NEWER}sparkline")):
        yield "a group without sparklines"


def _line(parts: Parts, sheet: str, line: Any) -> Iterator[str]:
    said, cell = line.findtext(f"{FORMULA}f"), line.findtext(f"{FORMULA}sqref")
    name, _, cells = (said or "").rpartition("!")
    if name.strip("'").replace("''", "'") != sheet:
        yield f"the sparkline of {cell} reads {said}, another sheet or none"
        return
    place, own = Place.of(cells), Place.of(cell)
    if not place.top == place.bottom == own.top:
        yield f"the sparkline of {cell} reads {said}, another row"
    for table in (t for t in parts.tables if t.sheet == sheet):
        if own.meets(table.place) and not table.place.holds(place):
            yield f"the sparkline of {cell} reads {said}, outside of its table"


def _sorted(table: NamedTable, lines: list[Any]) -> Iterator[str]:
    """Yield what a sort of a table shows wrong: its values move, its sparklines do not."""
    read: dict[int, dict[int, tuple[int, int]]] = {}
    for line in lines:
        own = Place.of(line.findtext(f"{FORMULA}sqref"))
        place = Place.of(line.findtext(f"{FORMULA}f").rpartition("!")[2])
        if (own.left, own.top) in table.rows:
            read.setdefault(own.left, {})[own.top] = (place.left, place.right)
    for column, by_row in read.items():
        missing = set(range(table.rows.top, table.rows.bottom + 1)) - set(by_row)
        if missing:
            yield f"{name_of(column, min(missing))} has no sparkline, and others of {table.name} do"
        if len(set(by_row.values())) > 1:
            yield f"the sparklines of {table.name} read other columns in other rows"
