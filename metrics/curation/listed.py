"""Sheets with a row for each figure, source or series: their rows, and what is none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from metrics.curation.areas import ABROAD, FACTS, Areas
from metrics.curation.cleaning import Cleaned, Cleaner
from metrics.curation.headings import CONFIRM, Headed, decisions
from metrics.curation.model import (
    EMPTY,
    STRUCK,
    UNDECIDED,
    Candidate,
    Cell,
    Finding,
    Grid,
    Remark,
    Taken,
)
from metrics.curation.vocabulary import Vocabulary
from metrics.tables.problems import Problem
from metrics.tables.read import REGIONS, table_schemas
from metrics.tables.schema import Field, TableSchema
from metrics.tables.spelling import skeleton

# What a row of facts must have something of to be one: all else a form fills in beforehand.
_TELLING = ("value", "printed", "note_zh", "note_en")
# What holds where nothing is said: the reports that the tables began with are known.
_USUAL = {"sources": {"tier": ("supplement", "usual_tier"), "licence": ("facts", "usual_licence")}}
# Rows named in one remark.
_NAMED = 8


def listed(grid: Grid, found: Headed, words: Vocabulary) -> Taken:
    """Take the rows of a sheet.

    Parameters
    ----------
    grid : Grid
        The sheet.
    found : Headed
        Its headings.
    words : Vocabulary
        Names of codes and ids.

    Returns
    -------
    Taken
        Its rows, with what is wrong with their cells.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.curation.delimited import read_delimited
    >>> from metrics.curation.headings import every_heading, headed
    >>> from metrics.curation.vocabulary import vocabulary
    >>> from metrics.tables.read import records
    >>> words = vocabulary({n: records(f) for n, f in load().frames.items()})
    >>> text = "Indicator,Area,Period,Value,As printed,Source,Status\\ngii_rank,China,2026,9,9th,x,"
    >>> grid, _ = read_delimited("a.csv", text.encode(), every_heading())
    >>> (candidate,) = listed(grid, headed(grid), words).candidates
    >>> candidate.row["area"], candidate.places["value"].cell
    ('CN', 'D2')
    """
    rows = _Rows(grid, found, Cleaner(found.schema, words), _areas(grid, found, words))
    rows.take()
    return Taken(
        tuple(rows.candidates), (*found.findings, *rows.findings), (*found.remarks, *rows.remarks)
    )


def _areas(grid: Grid, found: Headed, words: Vocabulary) -> Areas:
    """Tell the areas of a sheet by the words in its column for them."""
    own = [column for column, name in found.columns.items() if name == "area"]
    cells = (grid.cells.get((row, column)) for row in grid.rows for column in own)
    written = [cell.text for cell in cells if cell is not None]
    return Areas.of(words, written) if found.schema.name != REGIONS else Areas(words, True)


@dataclass
class _Rows:
    """The rows of a sheet while they are gone through."""

    grid: Grid
    found: Headed
    cleaner: Cleaner
    areas: Areas
    candidates: list[Candidate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    # Rows that are not read, by the code of why.
    unread: dict[str, list[int]] = field(default_factory=dict)

    def take(self) -> None:
        for number in self.grid.rows:
            if number > self.found.row:
                self._row(number, self.grid.row(number))
        for code, rows in self.unread.items():
            some = ", ".join(str(n) for n in rows[:_NAMED])
            more = "…" if len(rows) > _NAMED else ""
            details = {"count": str(len(rows)), "rows": some + more}
            self.remarks.append(Remark(self.grid.place(), code, details))

    def _leave(self, number: int, code: str) -> None:
        self.unread.setdefault(code, []).append(number)

    def _row(self, number: int, cells: dict[int, Cell]) -> None:
        own = {name: cells[c] for c, name in self.found.columns.items() if c in cells}
        if not any(c.text.strip() or c.fault for c in own.values()):
            return
        if self._is_note(cells, own):
            first = next(iter(cells.values()))
            words = first.text.strip()
            details = {"words": words if len(words) <= 40 else words[:40] + "…"}
            self.remarks.append(Remark(self.grid.place(number), "note", details))
            return
        if self.found.schema.name in FACTS and not own.keys() & {*_TELLING}:
            self._leave(number, "not_filled")
            return
        if not self._confirmed(number, cells):
            return
        if number in self.grid.hidden_rows:
            self._fault(number, 0, "hidden_row")
        for column, cell in cells.items():
            if column not in self.found.columns and column not in self.found.others:
                self._fault(number, column, "beyond", cell.text)
        self._candidate(number, own)

    def _confirmed(self, number: int, cells: dict[int, Cell]) -> bool:
        """Tell whether a row is to be read: of a draft only what is confirmed."""
        if not self.found.decided:
            return True
        written = cells.get(self.found.decided, EMPTY).text.strip()
        meant = decisions().get(skeleton(written), "")
        if written and not meant:
            heading = self.grid.cells[self.found.row, self.found.decided].text.strip()
            self._fault(number, self.found.decided, "decision", written, heading)
        elif meant != CONFIRM:
            self._leave(number, STRUCK if meant else UNDECIDED)
        return meant == CONFIRM

    def _is_note(self, cells: dict[int, Cell], own: dict[str, Cell]) -> bool:
        """Tell whether a row is words below a table: one text, in one cell or merged across."""
        texts = {c.text for c in cells.values()}
        key = self.found.schema.key[0]
        (first, *_) = own or ("",)
        if len(texts) > 1 or (len(own) == 1 and first != self._first_column()):
            return False
        named = self.cleaner.words.meant(self.found.schema.name, key, texts.pop())
        return not named

    def _first_column(self) -> str:
        return self.found.columns[min(self.found.columns)]

    def _fault(self, row: int, column: int, code: str, value: str = "", heading: str = "") -> None:
        problem = Problem(self.found.schema.file, row, "", value, code)
        self.findings.append(Finding(self.grid.place(row, column), heading, value, problem))

    def _candidate(self, number: int, own: dict[str, Cell]) -> None:
        schema = self._schema(own.get("area", EMPTY).text)
        headings = {
            name: self.grid.cells[self.found.row, column].text.strip()
            for column, name in self.found.columns.items()
        }
        places = {n: self.grid.place(number, c) for c, n in self.found.columns.items()}
        made = Candidate(
            schema.name,
            dict.fromkeys(schema.columns, ""),
            places,
            {name: cell.shown for name, cell in own.items()},
            headings,
            self.grid.place(number),
        )
        # The series first: what a number may be depends on it.
        there = {*self.found.columns.values()}
        cleaner = replace(self.cleaner, schema=schema)
        fields = (f for f in schema.fields if f.name in there)
        for column in sorted(fields, key=lambda f: f.name != "indicator"):
            cell = own.get(column.name, EMPTY)
            self._take(made, column.name, cell, self._cleaned(cleaner, column, cell, made))
        for name, (usual, told) in _USUAL.get(schema.name, {}).items():
            if not made.row[name]:
                made.row[name] = usual
                self.remarks.append(Remark(places.get(name, made.whole), told))
        self.candidates.append(made)

    def _schema(self, area: str) -> TableSchema:
        """Return the table that a row is for: of facts the one in which its area stands."""
        own = self.found.schema
        if own.name not in FACTS or own.name == REGIONS:
            return own
        return table_schemas()[self.areas.table(area)]

    def _cleaned(self, cleaner: Cleaner, column: Field, cell: Cell, made: Candidate) -> Cleaned:
        if column.name == "area" and made.table == REGIONS:
            named = self.areas.meant(cell.text)
            if len(named) == 1 and named != (ABROAD,):
                return Cleaned(named[0], changed=named[0] != cell.text.strip())
        return cleaner.cleaned(column, cell, made.row.get("indicator", ""))

    def _take(self, made: Candidate, name: str, cell: Cell, read: Cleaned) -> None:
        """Put a cell into its row, and say how it was read."""
        made.row[name] = read.text
        if read.fault is not None:
            self.findings.append(made.finding(name, read.fault))
            return
        if cell.told == "computed":
            details = {"read": read.text}
            self.remarks.append(Remark(made.places[name], "computed", details))
        elif cell.told.startswith("merged"):
            details = {"cells": cell.told.split(" ")[1], "read": read.text}
            self.remarks.append(Remark(made.places[name], "merged", details))
        elif read.changed and not self._by_name(made.table, name, cell):
            details = {"written": cell.shown.strip(), "read": read.text}
            self.remarks.append(Remark(made.places[name], "read_as", details))

    def _by_name(self, table: str, column: str, cell: Cell) -> bool:
        """Tell whether a code stands under its own name, which forms list and needs no word."""
        return bool(self.cleaner.words.meant(table, column, cell.text))
