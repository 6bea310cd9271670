"""Tables of a workbook sorted and filtered in LibreOffice: does every row keep its results?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.formula import Tokenizer

from tests.offices import Office, Step
from tests.parts import Cell, NamedTable, Parts, Place, name_of

TOLERANCE = 1e-9
_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!\[\]]+)!)?(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"
)
Value = float | str | bool | None
# What a row is known by, and what its formulas give.
Row = tuple[tuple[Value, ...], tuple[Value, ...]]
Cells = dict[tuple[int, int], Cell]


def found_in(told: dict[str, Any]) -> Cells:
    """Return the cells that `office_script.Sheets.read` tells of, counted from 1."""
    left, top = told["first"]
    live = {(column + 1, row + 1) for column, row in told["formulas"]}
    held: Cells = {}
    for row, values in enumerate(told["values"], top + 1):
        for at, value in (((c, row), v) for c, v in enumerate(values, left + 1)):
            if value != "" or at in live:
                held[at] = Cell(value, "=" if at in live else None)
    return held


def same(written: Value, found: Value) -> bool:
    """Tell whether a program computed what was written beside a formula."""
    if isinstance(written, str) or isinstance(found, str):
        return written == found
    if written is None or found is None:
        return False
    return abs(written - found) <= TOLERANCE * max(1.0, abs(written))


def rows_of(table: NamedTable, cells: Cells) -> Iterator[Row]:
    """Yield each row of a table: its constants, and the results of its formulas."""
    place = table.rows
    none = Cell("")
    for row in range(place.top, place.bottom + 1):
        held = [cells.get((c, row), none) for c in range(place.left, place.right + 1)]
        known = tuple("" if c.formula is not None else c.value for c in held)
        yield known, tuple("" if c.formula is None else c.value for c in held)


def _order(results: tuple[Value, ...]) -> list[tuple[bool, Any]]:
    return [(isinstance(v, str), v if isinstance(v, str) else v or 0.0) for v in results]


def moved(table: NamedTable, written: Cells, found: Cells) -> Iterator[str]:
    """Say which rows of a sorted table lost their results; a row is known by its constants."""
    groups: list[dict[tuple[Value, ...], list[tuple[Value, ...]]]] = []
    for cells in (written, found):
        groups.append(defaultdict(list))
        for known, results in rows_of(table, cells):
            groups[-1][known].append(results)
    before, after = groups
    for known in before.keys() ^ after.keys():
        when = "after" if known in before else "before"
        yield f"{table.name}: no row with {_short(known)} {when}"
    for known in before.keys() & after.keys():
        pairs = zip(
            sorted(before[known], key=_order), sorted(after[known], key=_order), strict=True
        )
        for first, second in pairs:
            for heading, was, now in zip(table.headings, first, second, strict=True):
                if not same(was, now):
                    yield f"{table.name}: {heading} of {_short(known)} is {now!r}, not {was!r}"


def _short(known: tuple[Value, ...]) -> str:
    return ", ".join(str(v) for v in known if v not in ("", None))[:80]


def by_position(parts: Parts) -> list[str]:
    """Say which formulas lean on where a row of a table stands, which a sort changes.

    A formula may read cells of its own row, all rows of a column of a table, headings, and
    whatever stands in no table.
    """
    found = []
    for sheet, cells in parts.cells.items():
        for at, cell in cells.items():
            if cell.formula is not None:
                where = f"{sheet}!{name_of(*at)}"
                found += [f"{where}: {f}" for f in _leans(parts, cell.formula, sheet, at)]
    for name, formula in parts.names.items():
        found += [f"{name}: {f}" for f in _leans(parts, formula, "", None)]
    return found


def _leans(parts: Parts, formula: str, sheet: str, at: tuple[int, int] | None) -> Iterator[str]:
    """Yield the references of a formula that a sort leads astray."""
    inside = at is not None and any(t.sheet == sheet and at in t.rows for t in parts.tables)
    for token in Tokenizer(f"={formula}").items:
        reference = _REFERENCE.fullmatch(token.value)
        if token.type != token.OPERAND or token.subtype != token.RANGE or reference is None:
            continue
        there = (reference["sheet"] or sheet).strip("'").replace("''", "'")
        place = Place.of(reference["cells"])
        fixed = all("$" in end.lstrip("$") for end in reference["cells"].split(":"))
        if inside and not fixed:
            assert at is not None
            if there != sheet or (place.top, place.bottom) != (at[1], at[1]):
                yield token.value
        elif any(_partly(place, t.rows) for t in parts.tables if t.sheet == there):
            yield token.value


def _partly(place: Place, rows: Place) -> bool:
    whole = place.top <= rows.top and rows.bottom <= place.bottom
    return place.meets(rows) and not whole


def differences(parts: Parts, told: dict[str, Any], tables: Iterable[str] = ()) -> list[str]:
    """Hold the results of all formulas against those that were written.

    Parameters
    ----------
    parts : Parts
        The workbook as it was written.
    told : dict
        What `office_script.Sheets.read_all` tells of the sheets that have formulas.
    tables : iterable of str
        Tables whose rows may stand elsewhere now.

    Returns
    -------
    list of str
        What is wrong, each in a line.
    """
    return list(_differences(parts, told, set(tables)))


def _differences(parts: Parts, told: dict[str, Any], tables: set[str]) -> Iterator[str]:
    for sheet in with_formulas(parts):
        written = parts.cells[sheet]
        found = found_in(told[sheet])
        for column, row, code in told[sheet]["errors"]:
            yield f"{sheet}!{name_of(column + 1, row + 1)}: error {code}"
        own = [t for t in parts.tables if t.sheet == sheet and t.name in tables]
        for table in own:
            yield from moved(table, written, found)
        for at, cell in written.items():
            if cell.formula is None or any(at in t.rows for t in own):
                continue
            now = found[at].value if at in found else None
            if not same(cell.value, now):
                yield f"{sheet}!{name_of(*at)}: {now!r}, not {cell.value!r} ({cell.formula[:120]})"


def with_formulas(parts: Parts) -> list[str]:
    """Return the sheets that have formulas; on no other can a result turn wrong."""
    return [
        sheet
        for sheet, cells in parts.cells.items()
        if any(cell.formula is not None for cell in cells.values())
    ]


def computed(parts: Parts) -> list[Step]:
    """Return the steps that compute all formulas and read their results."""
    return [("recalculate", {}), ("read_all", {"sheets": with_formulas(parts)})]


@dataclass(frozen=True)
class Sort:
    """Tables sorted at the same time, each by a column counted from 0."""

    by: tuple[tuple[str, int], ...]
    ascending: bool

    @property
    def steps(self) -> list[Step]:
        return [
            ("sort", {"table": table, "column": column, "ascending": self.ascending})
            for table, column in self.by
        ]


def every_column(parts: Parts) -> list[Sort]:
    """Return sorts that take each table by each of its columns, up and down.

    Tables are sorted together, each by its first column, then each by its second and so on.
    """
    most = max(len(t.headings) for t in parts.tables)
    return [sort for n in range(most) for sort in by_columns(parts, n)]


def by_columns(parts: Parts, number: int) -> tuple[Sort, Sort]:
    """Return the sorts of all tables by the column of a number, up and down."""
    by = tuple((t.name, number) for t in parts.tables if number < len(t.headings))
    return Sort(by, False), Sort(by, True)


def sorted_wrong(office: Office, content: bytes, sorts: list[Sort]) -> dict[Sort, list[str]]:
    """Sort tables of a workbook, one sort after the other; return what is wrong after each.

    Parameters
    ----------
    office : Office
        The program.
    content : bytes
        The workbook.
    sorts : list of Sort
        What is sorted.

    Returns
    -------
    dict of Sort to list of str
        Each sort, with a line for each thing that is wrong after it.
    """
    parts = Parts.of(content)
    steps = [step for sort in sorts for step in (*sort.steps, *computed(parts))]
    answers = office.work(content, steps)
    read = [a for a, (name, _) in zip(answers, steps, strict=True) if name == "read_all"]
    moved_now: set[str] = set()
    wrong = {}
    for sort, told in zip(sorts, read, strict=True):
        moved_now.update(table for table, _ in sort.by)
        wrong[sort] = differences(parts, told, moved_now)
    return wrong


def filtered_wrong(office: Office, content: bytes) -> tuple[int, list[str]]:
    """Filter each table of a workbook, sort what is left, and show all rows again.

    A table is filtered by the first text of its first column.

    Parameters
    ----------
    office : Office
        The program.
    content : bytes
        The workbook.

    Returns
    -------
    int
        How many rows were hidden.
    list of str
        What is wrong while rows are hidden, and when all are shown again.
    """
    parts = Parts.of(content)
    chosen = {}
    for table in parts.tables:
        place = table.rows
        cell = parts.cells[table.sheet].get((place.left, place.top))
        if cell is not None and isinstance(cell.value, str) and cell.formula is None:
            chosen[table] = cell.value
    steps: list[Step] = [
        ("filter", {"table": t.name, "column": 0, "value": value}) for t, value in chosen.items()
    ]
    steps += computed(parts)
    steps += [("sort", {"table": t.name, "column": 1, "ascending": False}) for t in chosen]
    steps += [("unfilter", {"table": t.name}) for t in chosen]
    steps += computed(parts)
    answers = office.work(content, steps)
    left = sum(answers[: len(chosen)])
    hidden = sum(t.rows.bottom - t.rows.top + 1 for t in chosen) - left
    wrong = differences(parts, answers[len(chosen) + 1])
    wrong += differences(parts, answers[-1], (t.name for t in chosen))
    return hidden, wrong
