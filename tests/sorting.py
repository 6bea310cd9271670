"""Tables of a workbook sorted and filtered in LibreOffice: does every row keep its results?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.formula import Tokenizer

from tests.offices import Office, Step
from tests.parts import CHART, MAIN, Cell, NamedTable, Parts, Place, name_of

TOLERANCE = 1e-9
_REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!\[\]]+)!)?(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"
)
Value = float | str | bool | None
# A formula that tells where a row stands: the key that it looks for, and where.
_POSITION = re.compile(
    r"MATCH\((?P<key>[^,]+|[^,]+\[\[#This Row\],\[[^\]]+\]\]),"
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!(]+)!)?(?P<cells>\$[A-Z]+\$\d+:\$[A-Z]+\$\d+),0\)"
)
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


def _tells_place(table: NamedTable, column: int, cells: Cells) -> bool:
    """Tell whether a column of a table tells where rows stand, which may change with a sort."""
    rows = range(table.rows.top, table.rows.bottom + 1)
    formulas = (cells.get((table.place.left + column, n), Cell(None)).formula for n in rows)
    return any(_POSITION.fullmatch(formula) for formula in formulas if formula is not None)


def misled(parts: Parts, found: dict[str, Cells]) -> Iterator[str]:
    """Say which formulas that tell where a key stands tell another place.

    Parameters
    ----------
    parts : Parts
        The workbook as it was written.
    found : dict of str to dict
        The cells of its sheets now.

    Yields
    ------
    str
        A formula that leads to another row.
    """
    for sheet, cells in parts.cells.items():
        for (column, row), cell in cells.items():
            position = _POSITION.fullmatch(cell.formula or "")
            if position is None:
                continue
            place = Place.of(position["cells"])
            there = found[(position["sheet"] or sheet).strip("'").replace("''", "'")]
            own = found[sheet].get((column, row), Cell(None)).value
            if own is None:  # A row without such a formula stands here now.
                continue
            key = _key(parts, position["key"], found[sheet], row)
            line = place.top - 1 + int(own) if isinstance(own, float) else 0
            if there.get((place.left, line), Cell(None)).value != key:
                yield f"{sheet}!{name_of(column, row)}: {own!r} is not where {key!r} stands"


def _key(parts: Parts, said: str, cells: Cells, row: int) -> Value:
    """Return what a formula in a row looks for."""
    structured = re.fullmatch(r"(\w+)\[\[#This Row\],\[(.+)\]\]", said)
    if structured is not None:
        table = next(t for t in parts.tables if t.name == structured[1])
        at = (table.place.left + table.headings.index(structured[2]), row)
    elif said.startswith('"'):
        return said[1:-1]
    else:
        place = Place.of(said)
        at = (place.left, place.top)
    return cells.get(at, Cell(None)).value


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
    held = [n for n in range(len(table.headings)) if not _tells_place(table, n, written)]
    for known in before.keys() ^ after.keys():
        when = "after" if known in before else "before"
        yield f"{table.name}: no row with {_short(known)} {when}"
    for known in before.keys() & after.keys():
        pairs = zip(
            sorted(before[known], key=_order), sorted(after[known], key=_order), strict=True
        )
        for first, second in pairs:
            for n in held:
                if not same(first[n], second[n]):
                    said = f"{table.headings[n]} of {_short(known)}"
                    yield f"{table.name}: {said} is {second[n]!r}, not {first[n]!r}"


def _short(known: tuple[Value, ...]) -> str:
    return ", ".join(str(v) for v in known if v not in ("", None))[:80]


def by_position(parts: Parts) -> list[str]:
    """Say which formulas, names and charts lean on where a row of a table stands.

    A sort changes that. A formula may read cells of its own row, all rows of a column of a table,
    headings, and whatever stands in no table.
    """
    found = []
    for sheet, cells in parts.cells.items():
        for at, cell in cells.items():
            if cell.formula is not None:
                where = f"{sheet}!{name_of(*at)}"
                found += [f"{where}: {f}" for f in _leans(parts, cell.formula, sheet, at)]
    for name, formula in parts.names.items():
        found += [f"{name}: {f}" for f in _leans(parts, formula, "", None)]
    for name in parts.content:
        if name.startswith("xl/charts/") and name.endswith(".xml"):
            for reference in parts.tree(name).iter(f"{CHART}f"):
                found += [f"{name}: {f}" for f in _leans(parts, reference.text, "", None)]
    return found


def _leans(parts: Parts, formula: str, sheet: str, at: tuple[int, int] | None) -> Iterator[str]:
    """Yield the references of a formula that a sort leads astray."""
    own = [t for t in parts.tables if at is not None and t.sheet == sheet and at in t.rows]
    for token in Tokenizer(f"={formula}").items:
        reference = _REFERENCE.fullmatch(token.value)
        if token.type != token.OPERAND or token.subtype != token.RANGE or reference is None:
            continue
        there = (reference["sheet"] or sheet).strip("'").replace("''", "'")
        place = Place.of(reference["cells"])
        fixed = all("$" in end.lstrip("$") for end in reference["cells"].split(":"))
        if own and not fixed:
            # Such a reference goes along with its row, so it must stay within it.
            if there != sheet or not _along(place, own[0].rows, at):
                yield token.value
        elif any(_partly(place, t.rows) for t in parts.tables if t.sheet == there):
            yield token.value


def _along(place: Place, rows: Place, at: tuple[int, int] | None) -> bool:
    """Tell whether cells are in a row of a table, that of the cell."""
    inside = at is not None and place.top == place.bottom == at[1]
    return inside and rows.holds(place)


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
    found = {sheet: found_in(read) for sheet, read in told.items()}
    for sheet, now in found.items():
        for column, row, code in told[sheet]["errors"]:
            yield f"{sheet}!{name_of(column + 1, row + 1)}: error {code}"
        own = [t for t in parts.tables if t.sheet == sheet and t.name in tables]
        for table in own:
            yield from moved(table, parts.cells[sheet], now)
        for at, cell in parts.cells[sheet].items():
            if cell.formula is None or any(at in t.rows for t in own):
                continue
            value = now[at].value if at in now else None
            if not same(cell.value, value) and _POSITION.fullmatch(cell.formula) is None:
                said = f"{value!r}, not {cell.value!r} ({cell.formula[:120]})"
                yield f"{sheet}!{name_of(*at)}: {said}"
    yield from misled(parts, found)


def to_read(parts: Parts) -> list[str]:
    """Return the sheets that have formulas, and those in which they look for keys.

    On no other can a result turn wrong.
    """
    read = []
    sought = set()
    for sheet, cells in parts.cells.items():
        formulas = [cell.formula for cell in cells.values() if cell.formula is not None]
        read += [sheet] * bool(formulas)
        positions = (_POSITION.fullmatch(formula) for formula in formulas)
        sought |= {(p["sheet"] or sheet).strip("'").replace("''", "'") for p in positions if p}
    return [*read, *(sought - set(read))]


def computed(parts: Parts) -> list[Step]:
    """Return the steps that compute all formulas and read their results."""
    return [("recalculate", {}), ("read_all", {"sheets": to_read(parts)})]


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


def every_kind(parts: Parts) -> list[Sort]:
    """Return sorts that take each table by a column of each kind that it has, up and down.

    Columns of one kind hold the same things, such as numbers and texts and gaps, or formulas.
    """
    chosen = {t.name: _of_each_kind(t, parts.cells[t.sheet]) for t in parts.tables}
    sorts = []
    for n in range(max(map(len, chosen.values()))):
        by = tuple((name, columns[n]) for name, columns in chosen.items() if n < len(columns))
        sorts += [Sort(by, False), Sort(by, True)]
    return sorts


def _of_each_kind(table: NamedTable, cells: Cells) -> list[int]:
    """Return the first column of each kind, counted from 0."""
    firsts: dict[frozenset[tuple[type, bool]], int] = {}
    none = Cell(None)
    for column in range(len(table.headings)):
        place = table.place.left + column
        rows = range(table.rows.top, table.rows.bottom + 1)
        held = [cells.get((place, row), none) for row in rows]
        firsts.setdefault(frozenset((type(c.value), c.formula is None) for c in held), column)
    return list(firsts.values())


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


def choices(parts: Parts) -> dict[tuple[str, str], list[str]]:
    """Return the cells in which one of some values is chosen, with those values."""
    found = {}
    for sheet, part in parts.sheets.items():
        for rule in parts.tree(part).iter(f"{MAIN}dataValidation"):
            said = rule.findtext(f"{MAIN}formula1") or ""
            if rule.get("type") == "list":
                found[sheet, rule.get("sqref")] = _listed(parts, sheet, said)
    return found


def _listed(parts: Parts, sheet: str, said: str) -> list[str]:
    if said.startswith('"'):
        return said[1:-1].split(",")
    name, _, cells = said.rpartition("!")
    held = parts.cells[name.strip("'").replace("''", "'") or sheet]
    place = Place.of(cells)
    values = (held.get((place.left, n)) for n in range(place.top, place.bottom + 1))
    return [str(cell.value) for cell in values if cell is not None]


def chosen_wrong(office: Office, content: bytes) -> list[str]:
    """Choose each value of each cell with a list; return errors, and what is wrong at the end.

    Parameters
    ----------
    office : Office
        The program.
    content : bytes
        The workbook.

    Returns
    -------
    list of str
        Cells with an error for some choice, and results that differ once the first values stand
        again.
    """
    parts = Parts.of(content)
    sheets = to_read(parts)
    steps: list[Step] = []
    for (sheet, cell), values in choices(parts).items():
        at = Place.of(cell)
        own = parts.cells[sheet][at.left, at.top].value
        for value in (*values, own):
            steps += [
                ("set", {"sheet": sheet, "cell": cell, "value": value}),
                ("recalculate", {}),
                ("errors", {"sheets": sheets}),
            ]
    steps += computed(parts)
    answers = office.work(content, steps)
    wrong = [
        f"{sheet}!{name_of(column + 1, row + 1)}: error {code} for {steps[n - 2][1]['value']}"
        for n, (name, _) in enumerate(steps)
        if name == "errors"
        for sheet, column, row, code in answers[n]
    ]
    return wrong + differences(parts, answers[-1])
