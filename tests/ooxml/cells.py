"""Cells, rows, columns and styles: order, lengths, and indices that exist."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from tests.ooxml.names import units
from tests.parts import MAIN, Cell, Parts, Place, name_of

TEXT, WIDTH, HEIGHT, FOOTER, FORMAT = 32_767, 255.0, 409.0, 255, 255
# The last number format that a program knows without being told.
BUILT_IN = 163


def cell_faults(parts: Parts) -> Iterator[str]:
    """Yield cells out of order, formulas without a result, and texts that are too long."""
    for sheet, part in parts.sheets.items():
        yield from (f"{sheet}: {fault}" for fault in _order(parts.tree(part)))
        for at, cell in parts.cells[sheet].items():
            for fault in _cell(cell):
                yield f"{sheet}!{name_of(*at)}: {fault}"


def _order(tree: Any) -> Iterator[str]:
    last = 0
    for row in tree.iter(f"{MAIN}row"):
        number = int(row.get("r"))
        if number <= last:
            yield f"row {number} behind row {last}"
        last = number
        before = 0
        for cell in row.iterchildren(f"{MAIN}c"):
            at = Place.of(cell.get("r"))
            if at.top != number or at.left <= before:
                yield f"{cell.get('r')} is out of place"
            if cell.get("cm") or cell.get("vm"):
                yield f"{cell.get('r')} is a dynamic array"
            before = at.left


def _cell(cell: Cell) -> Iterator[str]:
    value = cell.value
    if cell.formula is not None and value is None:
        yield "a formula without a result"
    if cell.kind == "e":
        yield f"the error {value}"
    if isinstance(value, str) and units(value) > TEXT:
        yield f"a text of {units(value)} characters"
    if isinstance(value, float) and not math.isfinite(value):
        yield f"the number {value}"


def limit_faults(parts: Parts) -> Iterator[str]:
    """Yield rows, columns and footers that are too large, and columns that overlap."""
    for sheet, part in parts.sheets.items():
        tree = parts.tree(part)
        last = 0
        for column in tree.iter(f"{MAIN}col"):
            first, end = int(column.get("min")), int(column.get("max"))
            if not last < first <= end:
                yield f"{sheet}: columns {first} to {end} behind {last}"
            if not 0 <= float(column.get("width", 0)) <= WIDTH:
                yield f"{sheet}: a column is {column.get('width')} wide"
            last = end
        for row in tree.iter(f"{MAIN}row"):
            if float(row.get("ht", 0)) > HEIGHT:
                yield f"{sheet}: row {row.get('r')} is {row.get('ht')} high"
        for foot in tree.iterfind(f"{MAIN}headerFooter/*"):
            if units(foot.text or "") > FOOTER:
                yield f"{sheet}: a header or footer of {units(foot.text)} characters"


def style_faults(parts: Parts) -> Iterator[str]:
    """Yield styles that refer to what is not there."""
    styles = parts.tree("xl/styles.xml")
    formats = {e.get("numFmtId"): e.get("formatCode") for e in styles.iter(f"{MAIN}numFmt")}
    for number, code in formats.items():
        if int(number) <= BUILT_IN or units(code) > FORMAT:
            yield f"number format {number}: {code[:40]}"
    counts = {
        name: len(styles.findall(f"{MAIN}{kind}/*"))
        for name, kind in (("font", "fonts"), ("fill", "fills"), ("border", "borders"))
    }
    made = styles.findall(f"{MAIN}cellXfs/{MAIN}xf")
    for style in made:
        for name, count in counts.items():
            if int(style.get(f"{name}Id", 0)) >= count:
                yield f"a style has {name} {style.get(f'{name}Id')} of {count}"
        number = style.get("numFmtId", "0")
        if int(number) > BUILT_IN and number not in formats:
            yield f"a style has number format {number}, which is not there"
    dxfs = len(styles.findall(f"{MAIN}dxfs/{MAIN}dxf"))
    for sheet, part in parts.sheets.items():
        tree = parts.tree(part)
        used = {int(e.get("s", 0)) for e in tree.iter(f"{MAIN}c")}
        yield from (f"{sheet}: style {n} of {len(made)}" for n in used if n >= len(made))
        for rule in tree.iter(f"{MAIN}cfRule"):
            if int(rule.get("dxfId", -1)) >= dxfs:
                yield f"{sheet}: a rule has the look {rule.get('dxfId')} of {dxfs}"
