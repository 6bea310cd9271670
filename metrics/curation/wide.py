"""Whole tables: regions, economies or series down, years across, and what is said above them.

Of series, area and period one runs down, one across, and one is said above. A table is checked by
its own sums: a row or a column of totals is no figure, but must be the sum of the others within
rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from metrics.curation.cleaning import Cleaner
from metrics.curation.layout import DIMENSIONS, Layout, period_code
from metrics.curation.model import Candidate, Cell, Finding, Grid, Place, Remark, Taken
from metrics.curation.sums import TOTAL, Heads, is_total, totals
from metrics.curation.vocabulary import Vocabulary
from metrics.printed.reading import Reading, read_printed
from metrics.printed.refused import PrintedError
from metrics.tables.limits import AT_ONE_DAY
from metrics.tables.problems import Problem
from metrics.tables.read import table_schemas
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
    table = _Table(grid, found, Cleaner(table_schemas()["indicators"], words))
    table.take()
    return Taken(tuple(table.candidates), tuple(table.findings), tuple(table.remarks))


@dataclass
class _Table:
    """A whole table while it is gone through."""

    grid: Grid
    layout: Layout
    cleaner: Cleaner
    candidates: list[Candidate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self) -> None:
        self.above = self._above()
        for needed in (self.layout.said, *NEEDED):
            said, place = self.above.get(needed, ("", self.grid.place()))
            if not said:
                self._fault(place, "", "above", column=needed)
        down, across = self._down(), self._heads()
        for row in down:
            if row in self.grid.hidden_rows:
                self._fault(self.grid.place(row), "", "hidden_row")
        for total in totals(dict(self._figures(down, across)), down, across):
            place = self.grid.place(total.row, total.column)
            if total.agrees:
                self.remarks.append(Remark(place, "sum", total.details))
            else:
                self._fault(place, total.stands, "sum", **total.details)
        self._stray(down, across)

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
        problem = Problem("indicators.csv", 0, "", value, code, details)
        self.findings.append(Finding(place, "", value, problem))

    def _above(self) -> dict[str, tuple[str, Place]]:
        """Read what is said of all figures, each with its cell."""
        found: dict[str, tuple[str, Place]] = {}
        fields = {f.name: f for f in self.cleaner.schema.fields}
        for column, at in self.layout.above.items():
            cell, place = self.grid.cells.get(at, Cell.plain("")), self.grid.place(*at)
            if column == "unit":
                found[column] = trimmed(cell.shown), place
                continue
            read = self.cleaner.cleaned(fields[column], cell)
            if read.fault is not None:
                self.findings.append(Finding(place, column, cell.shown, read.fault))
            found[column] = read.text, place
        return found

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
            if column > self.layout.corner
        }

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
        named = self.cleaner.words.meant("indicators", kind, written)
        if len(named) == 1:
            return named[0]
        if named:
            self._fault(place, written, "ambiguous_name", ids=", ".join(named))
        elif kind == "area":
            codes = next(f.codes for f in self.cleaner.schema.fields if f.name == "area")
            self._fault(place, written, "enum", column="area", known=", ".join(codes))
        else:
            self._fault(place, written, "unknown", table="definitions.csv", target="id")
        return None

    def _unknown_period(self, place: Place, written: str) -> None:
        details = {"column": "period"}
        problem = Problem("indicators.csv", 0, "period", written, "pattern", details)
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
            problem = Problem("indicators.csv", 0, "", "", "unreadable", {"word": fault.word})
            problem = replace(problem, words={"reason": f"printed.refused.{fault.reason}"})
            self.findings.append(Finding(place, "", printed, problem))
            return None
        if down and across:
            self.candidates.append(self._candidate(place, of, printed, reading))
        return reading

    def _of(self, down: Heads, across: Heads) -> dict[str, str]:
        """Tell what a cell is of: its series, area and period.

        Of a stock a year is its last day.
        """
        said = self.above.get(self.layout.said, ("", Place("")))[0]
        of = {self.layout.down: down or "", self.layout.across: across or ""}
        of[self.layout.said] = said
        measure = self.cleaner.words.of(of["indicator"], "measure")
        if re.fullmatch(r"\d{4}", of["period"]) and measure in AT_ONE_DAY - {"count"}:
            of["period"] += "-12-31"
        return of

    def _printed(self, cell: Cell) -> str:
        """Write a cell as the source prints it: its number, and the unit of the whole table."""
        unit = self.above.get("unit", ("", Place("")))[0]
        number = trimmed(cell.shown)
        apart = " " if unit and unit[0].isascii() and unit[0].isalpha() else ""
        return number if number.endswith(unit) else f"{number}{apart}{unit}"

    def _classifiers(self, indicator: str) -> tuple[str, ...]:
        unit = self.cleaner.words.of(indicator, "unit")
        row = self.cleaner.words.rows["units"].get(unit, {})
        return tuple(row.get("classifiers", "").split())

    def _candidate(
        self, place: Place, of: Mapping[str, str], printed: str, reading: Reading
    ) -> Candidate:
        said = {column: said for column, (said, _) in self.above.items() if column != "unit"}
        own = {"printed": printed, "value": f"{reading.value.normalize():f}"}
        own["qualifier"] = reading.qualifier
        row = dict.fromkeys(self.cleaner.schema.columns, "") | said | own | dict(of)
        row["status"] = row["status"] or "A"
        row["period_basis"] = row["period_basis"] or "stated"
        places = {**dict.fromkeys((*DIMENSIONS, *own), place)}
        places |= {column: at for column, (_, at) in self.above.items() if column in said}
        written = {**of, **dict.fromkeys(own, printed), **said}
        return Candidate("indicators", row, places, written, {}, place)

    def _stray(self, down: Mapping[int, Heads], across: Mapping[int, Heads]) -> None:
        """Tell of figures that stand below no period, or beside no area."""
        for row, column in self.grid.cells:
            inside = row > self.layout.row and len(self.grid.row(row)) > 1
            if inside and (
                row not in down or (column not in across and column != self.layout.corner)
            ):
                cell = self.grid.cells[row, column]
                self._fault(self.grid.place(row, column), cell.shown, "beyond")
