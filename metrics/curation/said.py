"""What is said of the figures of a whole table: above them all, above a column, or beside a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from metrics.curation.cleaning import Cleaner
from metrics.curation.headings import meant_by, names_of
from metrics.curation.layout import ABOVE, DIMENSIONS, ONCE, UNIT, Layout
from metrics.curation.model import Cell, Finding, Grid, Place
from metrics.tables.spelling import trimmed

Told = tuple[str, Place]


@dataclass
class Said:
    """What stands around the figures of a whole table.

    A row above the headings that says one thing, in its first cell, says it of all figures; one
    that says something in other cells, of the columns below them alone. A column whose heading is
    no period says something of each row.

    Parameters
    ----------
    grid : Grid
        The sheet.
    layout : Layout
        How it is laid out.
    cleaner : Cleaner
        Cleans the cells.
    findings : list of Finding
        What is wrong with them.
    """

    grid: Grid
    layout: Layout
    cleaner: Cleaner
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.above = {name: self._row(name, row) for name, row in self.layout.above.items()}
        self.beside = dict(self._beside())

    def _row(self, name: str, row: int) -> dict[int, Told]:
        cells = self.grid.row(row)
        first = self.layout.corner + 1
        columns = [c for c in cells if c > self.layout.corner and cells[c].text.strip()]
        if name in ONCE:
            columns = [c for c in columns if c == first]
        return {c: self._read(name, cells[c], self.grid.place(row, c)) for c in columns}

    def _read(self, name: str, cell: Cell, place: Place) -> Told:
        if name == UNIT:
            return trimmed(cell.shown), place
        own = next(f for f in self.cleaner.schema.fields if f.name == name)
        read = self.cleaner.cleaned(own, cell)
        if read.fault is not None:
            self.findings.append(Finding(place, name, cell.shown, read.fault))
        return read.text, place

    def _beside(self) -> Iterator[tuple[int, str]]:
        """Yield the columns that say something of each row."""
        names = {n: c for n, c in names_of("indicators").items() if c in ABOVE}
        for column, cell in self.grid.row(self.layout.row).items():
            meant = meant_by(cell.text, names)
            if column > self.layout.corner and meant and meant not in DIMENSIONS:
                yield column, meant

    def of(self, name: str, column: int = 0) -> Told:
        """Return what is said of a column, or of all, and where; nothing where it is not said."""
        told, first = self.above.get(name, {}), self.layout.corner + 1
        if [*told] == [first]:
            return told[first]
        if column in told:
            return told[column]
        row = self.layout.above.get(name, 0)
        at = column if told else first
        return "", self.grid.place(row, at) if row else self.grid.place()

    def every(self, row: int, column: int) -> dict[str, Told]:
        """Return all that is said of a figure, but not its unit."""
        found = {name: self.of(name, column) for name in self.above if name != UNIT}
        cells = self.grid.row(row)
        for at, name in self.beside.items():
            if at in cells and cells[at].text.strip():
                found[name] = self._read(name, cells[at], self.grid.place(row, at))
        return found
