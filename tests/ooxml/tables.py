"""Named tables: headings, columns and their formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from tests.parts import MAIN, Cell, Parts, Place, name_of


def table_faults(parts: Parts) -> Iterator[str]:
    """Yield what of tables Excel repairs or flags."""
    ids: Counter[str] = Counter()
    for sheet, part in parts.sheets.items():
        trees = [
            parts.tree(target)
            for kind, target, _ in parts.relations(part).values()
            if kind == "table"
        ]
        ids.update(tree.get("id") for tree in trees)
        yield from _listed(parts, part, len(trees))
        for tree in trees:
            for fault in _table(tree, parts.cells[sheet]):
                yield f"table {tree.get('displayName')}: {fault}"
        yield from _overlaps(parts, sheet, [Place.of(t.get("ref")) for t in trees])
    yield from (f"{n} tables have the number {i}" for i, n in ids.items() if n > 1)


def _listed(parts: Parts, part: str, count: int) -> Iterator[str]:
    """Yield a sheet whose list of tables is not that of its relations."""
    listed = len(list(parts.tree(part).iter(f"{MAIN}tablePart")))
    if listed != count:
        yield f"{part} lists {listed} tables and has {count}"


def _overlaps(parts: Parts, sheet: str, places: list[Place]) -> Iterator[str]:
    tree = parts.tree(parts.sheets[sheet])
    own = [Place.of(e.get("ref")) for e in tree.iterfind(f"{MAIN}autoFilter")]
    merged = [Place.of(e.get("ref")) for e in tree.iter(f"{MAIN}mergeCell")]
    for one, other in combinations(places, 2):
        if one.meets(other):
            yield f"{sheet}: two tables share cells"
    for place in places:
        if any(place.meets(each) for each in (*own, *merged)):
            yield f"{sheet}: a table meets merged cells or the filter of the sheet"


def _table(tree: Any, cells: dict[tuple[int, int], Cell]) -> Iterator[str]:
    place = Place.of(tree.get("ref"))
    if tree.get("name", tree.get("displayName")) != tree.get("displayName"):
        yield "two names"
    if place.bottom <= place.top:
        yield "no row below its headings"
    told = tree.find(f"{MAIN}autoFilter")
    if told is not None and Place.of(told.get("ref")) != place:
        yield f"its filter is {told.get('ref')}, not {tree.get('ref')}"
    columns = list(tree.iter(f"{MAIN}tableColumn"))
    yield from _columns(columns, place, cells)
    for number, column in enumerate(columns, place.left):
        formula = column.find(f"{MAIN}calculatedColumnFormula")
        if formula is not None and not formula.text:
            yield f"column {column.get('name')} has an empty formula"
        elif formula is not None:
            yield from _calculated(formula.text, number, place, cells)


def _columns(columns: list[Any], place: Place, cells: dict[tuple[int, int], Cell]) -> Iterator[str]:
    """Yield headings that are not in the cells, not texts or there twice."""
    width = place.right - place.left + 1
    listed = columns[0].getparent().get("count") if columns else "0"
    if len(columns) != width or listed != str(width):
        yield f"{len(columns)} columns ({listed}) over {width}"
    ids = Counter(c.get("id") for c in columns)
    yield from (f"{n} columns have the number {i}" for i, n in ids.items() if n > 1)
    names = Counter(c.get("name").casefold() for c in columns)
    yield from (f"{n} columns are named {name}" for name, n in names.items() if n > 1)
    for number, column in enumerate(columns, place.left):
        cell = cells.get((number, place.top), Cell(None))
        said = column.get("name").replace("_x000a_", "\n")
        if not isinstance(cell.value, str) or cell.formula is not None:
            yield f"{name_of(number, place.top)} is no text"
        elif cell.value != said:
            yield f"{name_of(number, place.top)} is {cell.value!r}, its column {said!r}"


def _calculated(
    formula: str, column: int, place: Place, cells: dict[tuple[int, int], Cell]
) -> Iterator[str]:
    """Yield cells that differ from the formula of their column, which Excel flags."""
    for row in range(place.top + 1, place.bottom + 1):
        own = cells.get((column, row), Cell(None)).formula
        if own != formula:
            yield f"{name_of(column, row)} is {own!r}, its column {formula!r}"
