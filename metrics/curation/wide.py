"""Whole tables: regions, economies or series down, years across, and what is said above them.

Of series, area and period one runs down, one across, and one is said above. A table is checked by
its own sums: a row or a column of totals is no figure, but must be the sum of the others within
rounding. Of regions their total is a figure like them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from metrics.curation.areas import ABROAD, ECONOMIES, Areas, unknown_area
from metrics.curation.cleaning import Cleaner
from metrics.curation.headings import meant_by, names_of
from metrics.curation.layout import DIMENSIONS, UNIT, Layout, areas_of, period_code
from metrics.curation.model import Candidate, Cell, Finding, Grid, Place, Remark, Taken
from metrics.curation.said import Said, Told
from metrics.curation.sums import TOTAL, Heads, Total, is_total, totals, totals_by_region
from metrics.curation.vocabulary import Vocabulary
from metrics.model.series import HOME
from metrics.printed.reading import Reading, read_printed
from metrics.printed.refused import PrintedError
from metrics.reconciliation.regions import OUTSIDE, is_added
from metrics.tables.limits import AT_ONE_DAY
from metrics.tables.problems import Problem
from metrics.tables.read import REGIONS, table_schemas
from metrics.tables.spelling import skeleton, trimmed

NEEDED = ("source", "locator")
# Signs for no figure.
_NONE = frozenset({"", "-", "--", "–", "—", "——", "…", "...", "/", "n/a", "na", "x", "无"})


def whole_table(grid: Grid, found: Layout, words: Vocabulary) -> Taken:
    """Take the figures of a whole table.

    Parameters
    ----------
    grid : Grid
        The sheet.
    found : Layout
        How it is laid out.
    words : Vocabulary
        Names of codes and ids.

    Returns
    -------
    Taken
        A row for each cell that has a figure; with sums that do not hold among the findings.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.curation.delimited import read_delimited
    >>> from metrics.curation.layout import layout
    >>> from metrics.curation.vocabulary import vocabulary
    >>> from metrics.tables.read import records
    >>> words = vocabulary({n: records(f) for n, f in load().frames.items()})
    >>> raw = "Indicator,gii_rank\\nSource,x\\nArea,2023,2024\\nChina,12,11\\n".encode()
    >>> grid, _ = read_delimited("a.csv", raw, {"indicator"})
    >>> taken = whole_table(grid, layout(grid), words)
    >>> [(c.row["area"], c.row["period"], c.row["value"]) for c in taken.candidates]
    [('CN', '2023', '12'), ('CN', '2024', '11')]
    """
    areas = Areas.of(words, areas_of(grid, found))
    schema = table_schemas()[REGIONS if areas.regional else ECONOMIES]
    cleaner = Cleaner(schema, words)
    table = _Table(grid, found, cleaner, areas, Said(grid, found, cleaner))
    table.take()
    return Taken(tuple(table.candidates), tuple(table.findings), tuple(table.remarks))


@dataclass
class _Table:
    """A whole table while it is gone through."""

    grid: Grid
    layout: Layout
    cleaner: Cleaner
    areas: Areas
    said: Said
    candidates: list[Candidate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self) -> None:
        down, across = self._down(), self._heads()
        self._needed(across)
        for row in down:
            if row in self.grid.hidden_rows:
                self._fault(self.grid.place(row), "", "hidden_row")
        for total in self._totals(down, across):
            place = self.grid.place(total.row, total.column)
            if total.agrees and total.whole:
                self.remarks.append(Remark(place, "sum", total.details))
            elif not total.agrees:
                code = "sum" if total.whole else "sum_beyond"
                self._fault(place, total.stands, code, **total.details)
        self._stray(down, across)
        self.findings += self.said.findings

    def _needed(self, across: Mapping[int, Heads]) -> None:
        """Tell what is not said above the table, or above one of its columns."""
        for needed in (self.layout.said, *NEEDED):
            lacking = [self.said.of(needed, c) for c in across if not self.said.of(needed, c)[0]]
            beside = needed in self.said.beside.values()
            for _, place in () if beside else dict.fromkeys(lacking):
                self._fault(place, "", "above", column=needed)

    def _totals(self, down: dict[int, Heads], across: dict[int, Heads]) -> Iterator[Total]:
        if not self.areas.regional or self.layout.said == "area":
            return totals(dict(self._figures(down, across)), down, across)
        areas = down if self.layout.down == "area" else across
        codes = next(f.codes for f in self.cleaner.schema.fields if f.name == "area")
        every = {*codes} - OUTSIDE - {HOME}
        if {*areas.values()} >= every and not {*areas.values()} & {HOME, ABROAD}:
            # The sum of all regions, and of nothing else.
            areas |= {n: HOME for n, area in areas.items() if area == TOTAL}
        figures = dict(self._figures(down, across))
        added = {
            at: reading
            for at, reading in figures.items()
            if self._added(self._of(down[at[0]], across[at[1]])["indicator"])
        }
        return totals_by_region(added, areas, every, down=areas is down)

    def _added(self, indicator: str) -> bool:
        words = self.cleaner.words
        unit = words.rows["units"].get(words.of(indicator, "unit"), {})
        return is_added(words.of(indicator, "measure"), unit.get("quantity", ""))

    def _figures(
        self, down: Mapping[int, Heads], across: Mapping[int, Heads]
    ) -> Iterator[tuple[tuple[int, int], Reading]]:
        """Take the cells that have a figure; yield what each says, for the sums."""
        for row, column in product(down, across):
            cell = self.grid.cells.get((row, column))
            if cell is not None and skeleton(cell.text) not in _NONE:
                reading = self._figure(row, column, cell, down[row], across[column])
                if reading is not None:
                    yield (row, column), reading

    def _fault(self, place: Place, value: str, code: str, **details: str) -> None:
        problem = Problem(self.cleaner.schema.file, 0, "", value, code, details)
        self.findings.append(Finding(place, "", value, problem))

    def _down(self) -> dict[int, Heads]:
        """Read the headings of the rows; a row of words alone is a note."""
        found: dict[int, Heads] = {}
        for row in self.grid.rows:
            if row <= self.layout.row:
                continue
            head = self.grid.cells.get((row, self.layout.corner))
            if len({c.text for c in self.grid.row(row).values()}) == 1 and head is not None:
                details = {"words": trimmed(head.text)[:40]}
                self.remarks.append(Remark(self.grid.place(row), "note", details))
            elif head is not None:
                place = self.grid.place(row, self.layout.corner)
                found[row] = self._head(head, place, self.layout.down)
        return found

    def _heads(self) -> dict[int, Heads]:
        """Read the headings of the columns."""
        return {
            column: self._head(cell, self.grid.place(self.layout.row, column), self.layout.across)
            for column, cell in self.grid.row(self.layout.row).items()
            if column > self.layout.corner and not self._is_beside(column, cell)
        }

    def _is_beside(self, column: int, cell: Cell) -> bool:
        """Tell whether a column says something of the rows, or names them once more."""
        again = meant_by(cell.text, names_of(self.cleaner.schema.name)) == self.layout.down
        return column in self.said.beside or again

    def _head(self, cell: Cell, place: Place, kind: str) -> Heads:
        """Read a heading; one that means nothing is told at its cell."""
        written = trimmed(cell.text)
        if is_total(written):
            return TOTAL
        if kind == "period":
            code = period_code(cell)
            if not code:
                self._unknown_period(place, written)
            return code or None
        named = self._named(kind, written)
        if len(named) == 1:
            return named[0]
        if named:
            self._fault(place, written, "ambiguous_name", ids=", ".join(named))
        elif kind == "area":
            self.findings.append(Finding(place, "", written, unknown_area(written)))
        else:
            self._fault(place, written, "unknown", table="definitions.csv", target="id")
        return None

    def _named(self, kind: str, written: str) -> tuple[str, ...]:
        if kind == "area" and self.areas.regional:
            return self.areas.meant(written)
        return self.cleaner.words.meant(self.cleaner.schema.name, kind, written)

    def _unknown_period(self, place: Place, written: str) -> None:
        details = {"column": "period"}
        problem = Problem(self.cleaner.schema.file, 0, "period", written, "pattern", details)
        problem = replace(problem, words={"form": "problem.form.period"})
        self.findings.append(Finding(place, "", written, problem))

    def _figure(
        self, row: int, column: int, cell: Cell, down: Heads, across: Heads
    ) -> Reading | None:
        """Take one cell; return what it says, for the sums."""
        place = self.grid.place(row, column)
        if cell.fault is not None:
            self.findings.append(Finding(place, "", cell.shown, cell.fault))
            return None
        if cell.told.startswith("merged"):
            self._fault(place, cell.shown, "merged", cells=cell.told.split(" ")[1])
            return None
        printed, of = self._printed(cell), self._of(down, across)
        try:
            reading = read_printed(printed).in_unit(self._classifiers(of["indicator"]))
        except PrintedError as fault:
            file = self.cleaner.schema.file
            problem = Problem(file, 0, "", "", "unreadable", {"word": fault.word})
            problem = replace(problem, words={"reason": f"printed.refused.{fault.reason}"})
            self.findings.append(Finding(place, "", printed, problem))
            return None
        if down and across and ABROAD not in (down, across):
            said = self.said.every(row, column)
            self.candidates.append(self._candidate(place, of, said, (printed, reading)))
        return reading

    def _of(self, down: Heads, across: Heads) -> dict[str, str]:
        """Tell what a cell is of: its series, area and period.

        Of a stock a year is its last day.
        """
        of = {self.layout.down: down or "", self.layout.across: across or ""}
        of[self.layout.said] = self.said.of(self.layout.said)[0]
        measure = self.cleaner.words.of(of["indicator"], "measure")
        if re.fullmatch(r"\d{4}", of["period"]) and measure in AT_ONE_DAY - {"count"}:
            of["period"] += "-12-31"
        return of

    def _printed(self, cell: Cell) -> str:
        """Write a cell as the source prints it: its number, and the unit of the whole table."""
        unit = self.said.of(UNIT)[0]
        number = trimmed(cell.shown)
        apart = " " if unit and unit[0].isascii() and unit[0].isalpha() else ""
        return number if number.endswith(unit) else f"{number}{apart}{unit}"

    def _classifiers(self, indicator: str) -> tuple[str, ...]:
        unit = self.cleaner.words.of(indicator, "unit")
        row = self.cleaner.words.rows["units"].get(unit, {})
        return tuple(row.get("classifiers", "").split())

    def _candidate(
        self,
        place: Place,
        of: Mapping[str, str],
        said: Mapping[str, Told],
        read: tuple[str, Reading],
    ) -> Candidate:
        printed, reading = read
        told = {column: own for column, (own, _) in said.items()}
        own = {"printed": printed, "value": self._value(of["indicator"], reading)}
        own["qualifier"] = reading.qualifier
        row = dict.fromkeys(self.cleaner.schema.columns, "") | told | own | dict(of)
        row["status"] = row["status"] or "A"
        row["period_basis"] = row["period_basis"] or "stated"
        places = {**dict.fromkeys((*DIMENSIONS, *own), place)}
        places |= {column: at for column, (_, at) in said.items()}
        written = {**of, **dict.fromkeys(own, printed), **told}
        return Candidate(self.cleaner.schema.name, row, places, written, {}, place)

    def _value(self, indicator: str, reading: Reading) -> str:
        """Write a value with the decimals that are printed, 149.0; things are counted without."""
        places = reading.last_digit_unit
        if places < 1 and not self.cleaner.counted(self.cleaner.words.of(indicator, "unit")):
            return f"{reading.value.quantize(places):f}"
        return f"{reading.value.normalize():f}"

    def _stray(self, down: Mapping[int, Heads], across: Mapping[int, Heads]) -> None:
        """Tell of figures that stand below no period, or beside no area."""
        heads = self.grid.row(self.layout.row)
        beside = {c for c, cell in heads.items() if self._is_beside(c, cell)}
        for row, column in self.grid.cells:
            inside = row > self.layout.row and len(self.grid.row(row)) > 1
            below = column in across or column in beside or column == self.layout.corner
            if inside and (row not in down or not below):
                cell = self.grid.cells[row, column]
                self._fault(self.grid.place(row, column), cell.shown, "beyond")
