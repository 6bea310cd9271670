"""Whole tables: regions or economies down, years across, and what is said of all of them above.

A table is checked by its own sums: a row or a column of totals is no figure, but must be the sum
of the others within rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product

from metrics.curation.cleaning import Cleaner
from metrics.curation.headings import form_heading, meant_by, names_of, title
from metrics.curation.model import Candidate, Cell, Finding, Grid, Place, Remark, Taken
from metrics.curation.vocabulary import Vocabulary
from metrics.locale import LANGS, text
from metrics.printed.interval import Interval
from metrics.printed.reading import Reading, read_printed
from metrics.printed.refused import PrintedError
from metrics.tables.forms import period_as
from metrics.tables.limits import AT_ONE_DAY
from metrics.tables.problems import Problem
from metrics.tables.read import table_schemas
from metrics.tables.spelling import skeleton, trimmed

# What is said above a table of all its figures.
ABOVE = (
    *("indicator", "source", "locator", "status", "period_basis"),
    *("differs_from", "note_zh", "note_en"),
)
NEEDED = ("indicator", "source", "locator")
# Signs for no figure.
_NONE = frozenset({"", "-", "--", "–", "—", "——", "…", "...", "/", "n/a", "na", "x", "无"})
_TOTALS = frozenset({"合计", "总计", "小计", "总数", "total", "sum", "grandtotal"})
_SUFFICIENT = 2
# What heads a row or column: an area, a period, the total; None where that cannot be told.
Heads = str | None
TOTAL = ""


@dataclass(frozen=True)
class _Across:
    """Where a table's headings stand: periods across and areas down, or the other way round."""

    row: int
    corner: int
    periods_across: bool


def is_wide(grid: Grid) -> bool:
    """Tell whether a sheet is a whole table.

    Examples
    --------
    >>> from metrics.curation.delimited import read_delimited
    >>> raw = "指标,gii_rank\\n来源,x\\n地区,2023,2024\\n中国,12,11\\n".encode()
    >>> is_wide(read_delimited("a.csv", raw, {"指标"})[0])
    True
    """
    return _across(grid) is not None and "indicator" in _said_above(grid)


def unit_labels() -> frozenset[str]:
    """Return what stands before the unit of a table, reduced."""
    return frozenset(form_heading(text(lang)("curate.form.unit")) for lang in LANGS)


def _said_above(grid: Grid) -> dict[str, tuple[int, int]]:
    """Find the cells above the headings, each beside its label."""
    across = _across(grid)
    names = {n: c for n, c in names_of("indicators").items() if c in ABOVE}
    found: dict[str, tuple[int, int]] = {}
    for row in grid.rows:
        if across is None or row >= across.row:
            break
        cells = grid.row(row)
        first = next(iter(cells.values())).text
        label = form_heading(first)
        column = "unit" if label in unit_labels() else meant_by(first, names)
        if column:
            found.setdefault(column, (row, min(cells) + 1))
    return found


def _across(grid: Grid) -> _Across | None:
    area, period = (
        {form_heading(title("indicators", c, lang)) for lang in LANGS} for c in ("area", "period")
    )
    for row in grid.rows:
        cells = grid.row(row)
        corner = min(cells)
        rest = [c for n, c in cells.items() if n > corner]
        head = form_heading(cells[corner].text)
        if head in area and any(_period(c) for c in rest):
            return _Across(row, corner, periods_across=True)
        if head in period and len(rest) >= _SUFFICIENT:
            return _Across(row, corner, periods_across=False)
    return None


def _period(cell: Cell) -> str:
    return period_as(trimmed(cell.text))


def whole_table(grid: Grid, words: Vocabulary) -> Taken:
    """Take the figures of a whole table.

    Parameters
    ----------
    grid : Grid
        The sheet.
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
    >>> from metrics.curation.vocabulary import vocabulary
    >>> from metrics.tables.read import records
    >>> words = vocabulary({n: records(f) for n, f in load().frames.items()})
    >>> raw = "Indicator,gii_rank\\nSource,x\\nArea,2023,2024\\nChina,12,11\\n".encode()
    >>> taken = whole_table(read_delimited("a.csv", raw, {"indicator"})[0], words)
    >>> [(c.row["area"], c.row["period"], c.row["value"]) for c in taken.candidates]
    [('CN', '2023', '12'), ('CN', '2024', '11')]
    """
    across = _across(grid)
    assert across is not None
    table = _Table(grid, across, Cleaner(table_schemas()["indicators"], words))
    table.take()
    return Taken(tuple(table.candidates), tuple(table.findings), tuple(table.remarks))


@dataclass
class _Table:
    """A whole table while it is gone through."""

    grid: Grid
    across: _Across
    cleaner: Cleaner
    candidates: list[Candidate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self) -> None:
        self.above = self._above()
        self.indicator = self.above.get("indicator", ("", Place("")))[0]
        for needed in NEEDED:
            said, place = self.above.get(needed, ("", self.grid.place()))
            if not said:
                self._fault(place, "", "above", column=needed)
        down, across = self._down(), self._heads()
        for row in down:
            if row in self.grid.hidden_rows:
                self._fault(self.grid.place(row), "", "hidden_row")
        self._sums(dict(self._figures(down, across)), down, across)
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
        for column, at in _said_above(self.grid).items():
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
        """Read the headings of the rows, up to the first row without one; the rest are notes."""
        found: dict[int, Heads] = {}
        for row in self.grid.rows:
            if row <= self.across.row:
                continue
            head = self.grid.cells.get((row, self.across.corner))
            if len(self.grid.row(row)) == 1 and head is not None:
                details = {"words": trimmed(head.text)[:40]}
                self.remarks.append(Remark(self.grid.place(row), "note", details))
            elif head is not None:
                found[row] = self._head(head, self.grid.place(row, self.across.corner), down=True)
        return found

    def _heads(self) -> dict[int, Heads]:
        """Read the headings of the columns."""
        return {
            column: self._head(cell, self.grid.place(self.across.row, column), down=False)
            for column, cell in self.grid.row(self.across.row).items()
            if column > self.across.corner
        }

    def _head(self, cell: Cell, place: Place, *, down: bool) -> Heads:
        """Read the area or the period of a heading; what is neither is told at its cell."""
        written = trimmed(cell.text)
        if skeleton(written) in _TOTALS:
            return TOTAL
        if down == self.across.periods_across:
            named = self.cleaner.words.meant("indicators", "area", written)
            if not named:
                known = ", ".join(self._areas())
                self._fault(place, written, "enum", column="area", known=known)
            return named[0] if named else None
        code = _period(cell)
        if not code:
            problem = Problem(
                "indicators.csv",
                0,
                "period",
                written,
                "pattern",
                {"column": "period"},
                {"form": "problem.form.period"},
            )
            self.findings.append(Finding(place, "", written, problem))
            return None
        measure = self.cleaner.words.of(self.indicator, "measure")
        year = re.fullmatch(r"\d{4}", code)
        return f"{code}-12-31" if year and measure in AT_ONE_DAY - {"count"} else code

    def _areas(self) -> tuple[str, ...]:
        return next(f.codes for f in self.cleaner.schema.fields if f.name == "area")

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
        printed = self._printed(cell)
        try:
            classifiers = self._classifiers()
            reading = read_printed(printed).in_unit(classifiers)
        except PrintedError as fault:
            problem = Problem("indicators.csv", 0, "", "", "unreadable", {"word": fault.word})
            problem = replace(problem, words={"reason": f"printed.refused.{fault.reason}"})
            self.findings.append(Finding(place, "", printed, problem))
            return None
        if down and across:
            area, period = (down, across) if self.across.periods_across else (across, down)
            self.candidates.append(self._candidate(place, area, period, printed, reading))
        return reading

    def _printed(self, cell: Cell) -> str:
        """Write a cell as the source prints it: its number, and the unit of the whole table."""
        unit = self.above.get("unit", ("", Place("")))[0]
        number = trimmed(cell.shown)
        apart = " " if unit and unit[0].isascii() and unit[0].isalpha() else ""
        return number if number.endswith(unit) else f"{number}{apart}{unit}"

    def _classifiers(self) -> tuple[str, ...]:
        unit = self.cleaner.words.of(self.indicator, "unit")
        row = self.cleaner.words.rows["units"].get(unit, {})
        return tuple(row.get("classifiers", "").split())

    def _candidate(
        self, place: Place, area: str, period: str, printed: str, reading: Reading
    ) -> Candidate:
        row = dict.fromkeys(self.cleaner.schema.columns, "")
        row |= {column: said for column, (said, _) in self.above.items() if column != "unit"}
        row |= {"area": area, "period": period, "printed": printed}
        row |= {"value": f"{reading.value.normalize():f}", "qualifier": reading.qualifier}
        row["status"] = row["status"] or "A"
        row["period_basis"] = row["period_basis"] or "stated"
        places = {column: at for column, (_, at) in self.above.items()}
        places |= dict.fromkeys(("area", "period", "value", "printed", "qualifier"), place)
        written = {column: said for column, (said, _) in self.above.items()}
        written |= dict.fromkeys(("value", "printed", "qualifier"), printed)
        written |= {"area": area, "period": period}
        return Candidate("indicators", row, places, written, {}, place)

    def _sums(
        self,
        figures: Mapping[tuple[int, int], Reading],
        down: Mapping[int, Heads],
        across: Mapping[int, Heads],
    ) -> None:
        """Hold the rows and columns of totals to the sums of the others."""
        for (row, column), reading in figures.items():
            below = [
                other
                for (r, c), other in figures.items()
                if c == column and down[row] == TOTAL != down[r]
            ]
            beside = [
                other
                for (r, c), other in figures.items()
                if r == row and across[column] == TOTAL != across[c]
            ]
            place = self.grid.place(row, column)
            for parts in filter(None, (below, beside)):
                if not self._agrees(place, reading, parts):
                    break  # of the total of all, one sum is enough to be told wrong

    def _agrees(self, place: Place, total: Reading, parts: list[Reading]) -> bool:
        """Tell at its cell whether a total is the sum of its parts."""
        low = sum((_low(p) for p in parts), Decimal(0))
        high = sum((_high(p) for p in parts), Decimal(0))
        value = sum((p.value for p in parts), Decimal(0))
        details = {"sum": f"{value.normalize():f}", "count": str(len(parts))}
        agrees = Interval(low, high).intersects(Interval(_low(total), _high(total)))
        if agrees:
            self.remarks.append(Remark(place, "sum", details))
        else:
            self._fault(place, f"{total.value.normalize():f}", "sum", **details)
        return agrees

    def _stray(self, down: Mapping[int, Heads], across: Mapping[int, Heads]) -> None:
        """Tell of figures that stand below no period, or beside no area."""
        for row, column in self.grid.cells:
            inside = row > self.across.row and len(self.grid.row(row)) > 1
            if inside and (
                row not in down or (column not in across and column != self.across.corner)
            ):
                cell = self.grid.cells[row, column]
                self._fault(self.grid.place(row, column), cell.shown, "beyond")


def _low(reading: Reading) -> Decimal:
    return reading.value - _half(reading)


def _high(reading: Reading) -> Decimal:
    return reading.value + _half(reading)


def _half(reading: Reading) -> Decimal:
    """Return how far a figure may be from what is printed; counted to the last one, not at all."""
    return Decimal(0) if reading.last_digit_unit == 1 else reading.last_digit_unit / 2
