"""The sheet Series: series down, years across, their growth below, a chart that follows a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from metrics.exports.series_rows import SeriesRow
from metrics.exports.workbook.sheets import Choice, Format, NamedTable, Printing, Sheet
from metrics.exports.workbook.summary.follower import follower
from metrics.exports.workbook.summary.grid import BEFORE, Grid, early_years, parted
from metrics.exports.workbook.summary.growth import Growth
from metrics.exports.workbook.summary.legend import legend
from metrics.exports.workbook.summary.newest import quoted
from metrics.exports.workbook.summary.paper import height_of
from metrics.exports.workbook.summary.planned_sheet import PlannedSheet
from metrics.exports.workbook.summary.yearly import Yearly
from metrics.exports.workbook.values import HEADER, Cell, FormulaCell, Num, Row, Styled
from metrics.locale import Lang

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

TABLE = "ip_series"
# The row of the list of the chart, which stays in sight with the headings.
CHOSEN = HEADER - 1
# Numbers of a course that is worth a chart.
LONG = 10
# Years that are open at once, so that a page stays legible.
OPEN_YEARS = 14
# Rows that fill a page.
ONE_PAGE = 30
# Widths of what stands before the years, of a year, of the code, and up to the chart.
WIDTHS: dict[Lang, tuple[float, ...]] = {
    "zh": (6.5, 36.0, 9.5, 9.0, 11.0),
    "en": (12.0, 44.0, 13.0, 11.5, 12.0),
}
YEAR, CODE, GAP, NAME = 9.5, 24.0, 9.0, 12.0


@dataclass(frozen=True)
class SeriesSheet(PlannedSheet):
    """What stands on the sheet."""

    @property
    def grid(self) -> Grid:
        """Where the years stand."""
        return self.plan.grid

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The headings of the table."""
        words = [self.say(f"summary.{key}") for key in BEFORE]
        return (*words, *map(str, self.grid.columns), self.say("summary.code"))

    @cached_property
    def growth(self) -> Growth:
        """The block below the table."""
        return Growth(self.plan, top=self.grid.last + 2)

    @property
    def sheet(self) -> Sheet:
        """The sheet as it is written."""
        widths = (
            *WIDTHS[self.lang],
            *[YEAR] * len(self.grid.columns),
            *(CODE, GAP, NAME),
        )
        early = early_years(self.plan.rows, self.grid.years, OPEN_YEARS)
        first = len(BEFORE) + 1
        printed = len(BEFORE) + len(self.grid.years)
        last = self.growth.last if self.growth.rows else self.grid.last
        chart = follower(self.grid, self._chosen.label, len(widths), self.lang)
        return Sheet(
            name=self.grid.sheet,
            rows=self._rows,
            count=last,
            widths=widths,
            heights=self._heights(),
            frozen=f"D{HEADER + 1}",
            tables=(NamedTable(TABLE, self.heads, len(self.plan.rows)),),
            choices=(*self.growth.choices, self._choice),
            formats=(*self._parted, *self.growth.formats),
            charts=(chart,),
            grouped=((first, first + early - 1),) if early else (),
            printing=Printing(
                area=f"A1:{get_column_letter(printed)}{last}",
                rows=f"{HEADER}:{HEADER}",
                breaks=self._breaks,
            ),
        )

    @property
    def _breaks(self) -> tuple[int, ...]:
        """A page ends after what the stories tell, and before the growth."""
        main = self.plan.told
        rest = (HEADER + main,) if 0 < main < len(self.plan.rows) > ONE_PAGE else ()
        long = len(self.plan.rows) + len(self.growth.rows) > ONE_PAGE
        return (*rest, *((self.growth.top - 1,) if long and self.growth.rows else ()))

    def _heights(self) -> dict[int, float]:
        widths = dict(zip(BEFORE, WIDTHS[self.lang], strict=True))
        made = {1: 24.0, HEADER: 30.0 if self.lang == "en" else 20.0}
        rows = [(HEADER + n, row) for n, row in enumerate(self.plan.rows, 1)]
        rows += [(self.growth.top + n, own.row) for n, own in enumerate(self.growth.rows, 1)]
        for number, row in rows:
            told = {"indicator": row.label, "unit": row.unit, "breaks": self._breaks_of(row)}
            made[number] = height_of((words, widths[key]) for key, words in told.items())
        return made

    def _breaks_of(self, row: SeriesRow) -> str:
        return self.plan.yearly_of(row).told_breaks

    @property
    def _parted(self) -> tuple[Format, ...]:
        years = [self.grid.letter(year) for year in (self.grid.years[0], self.grid.years[-1])]
        cells = f"{years[0]}{HEADER + 1}:{years[1]}{self.grid.last}"
        some = any(self._breaks_of(row) for row in self.plan.rows)
        column = get_column_letter(BEFORE.index("breaks") + 1)
        return (parted(cells, years[0], column),) if some else ()

    @cached_property
    def _chosen(self) -> SeriesRow:
        """The series that the chart shows at first: the first with a long course."""
        rows = self.plan.rows
        counts = {row.code: len(self.plan.yearly_of(row).numbers) for row in rows}
        long = min(LONG, max(counts.values()))
        return next(row for row in rows if counts[row.code] >= long)

    @property
    def _choice(self) -> Choice:
        source = f"$B${HEADER + 1}:$B${self.grid.last}"
        return Choice(f"B{CHOSEN}", source, self.say("summary.choose_series"))

    def _rows(self) -> Iterator[Row]:
        grid, say = self.grid, self.say
        yield (Styled(say("summary.series_title"), "title"),)
        told = legend(map(self.plan.yearly_of, self.plan.rows), self.lang)
        yield (Styled(told, "about"),)
        yield self._helper()
        styles = dict.fromkeys((*map(str, grid.columns), say("summary.start")), "heading right")
        styles[say("summary.breaks")] = "heading indented"
        yield [Styled(head, styles.get(head, "heading")) for head in self.heads]
        for row in self.plan.rows:
            yield self._row(self.plan.yearly[row.code])
        if self.growth.rows:
            yield ()
            yield from self.growth.cells()

    def _helper(self) -> Row:
        """Give the list, and the values of what is chosen there, which the chart shows."""
        chosen, grid = self._chosen, self.grid
        cell, labels, units = (
            f"$B${CHOSEN}",
            *(f"${column}${HEADER + 1}:${column}${grid.last}" for column in "BC"),
        )
        unit = f"INDEX({units},MATCH({cell},{labels},0))"
        before, after = self.say("summary.named", name="\n", unit="\t").strip("\n").split("\t")
        named = f"={cell}&{quoted(before)}&{unit}&{quoted(after)}"
        said = self.say("summary.named", name=chosen.label, unit=chosen.unit)
        values: list[Cell] = []
        numbers = self.plan.yearly_of(chosen)
        for year in grid.columns:
            own = f"{grid.letter(year)}${HEADER + 1}:{grid.letter(year)}${grid.last}"
            found = f'COUNTIFS({labels},{cell},{own},">-9E+307")'
            formula = f'=IF({found}=0,"",SUMIFS({own},{labels},{cell}))'
            shown = numbers.number(year)
            values.append(Styled(FormulaCell(formula, "" if shown is None else shown), "helper"))
        return (
            Styled(self.say("summary.chart_of"), "helper text"),
            Styled(chosen.label, "chosen"),
            *[None] * (len(BEFORE) - 2),
            *values,
            *[None] * 2,
            Styled(FormulaCell(named, said), "line bold"),
        )

    def _row(self, own: Yearly) -> Row:
        row, start = own.row, own.start
        since = None if start is None else Num(start.period.end.year)
        return (
            Styled(self.plan.theme_of(row), "soft"),
            Styled(row.label, "named"),
            Styled(row.unit, "soft wrapped"),
            Styled(since, "soft right", "0"),
            Styled(self._breaks_of(row) or None, "soft indented"),
            *(own.cell(year) for year in self.grid.years),
            Styled(None, "to fill"),
            Styled(row.code, "helper text"),
        )


def series_sheet(plan: SummaryPlan) -> Sheet:
    """Make the sheet Series of a workbook.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> from metrics.exports.workbook import SummaryPlan
    >>> series_sheet(SummaryPlan(taken, "en", date(2026, 1, 1))).name
    'Series'
    """
    return SeriesSheet(plan).sheet
