"""The sheet Series: series down, years across, their growth below, a chart that follows a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from metrics.exports.series_rows import SeriesRow
from metrics.exports.workbook.model import (
    HEADER,
    Cell,
    Choice,
    FormulaCell,
    NamedTable,
    Num,
    Printing,
    Row,
    Sheet,
    Styled,
)
from metrics.exports.workbook.summary.follower import follower
from metrics.exports.workbook.summary.grid import BEFORE, Grid, early_years
from metrics.exports.workbook.summary.growth import Growth
from metrics.exports.workbook.summary.paper import lines_of
from metrics.exports.workbook.summary.yearly import Yearly
from metrics.locale import Lang, Text, text

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

TABLE = "ip_series"
# Widths of what stands before the years, of a year, of the code, and of the list of the chart.
WIDTHS: dict[Lang, tuple[float, ...]] = {
    "zh": (6.5, 36.0, 9.5, 9.0, 8.5),
    "en": (13.0, 44.0, 15.0, 12.0, 9.0),
}
YEAR, CODE, GAP, LIST = 9.5, 16.0, 2.0, 52.0


@dataclass(frozen=True)
class SeriesSheet:
    """What stands on the sheet.

    Parameters
    ----------
    plan : SummaryPlan
        The workbook.
    """

    plan: SummaryPlan

    @property
    def lang(self) -> Lang:
        """Language of the workbook."""
        return self.plan.lang

    @property
    def say(self) -> Text:
        """The words of its language."""
        return text(self.lang)

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
            *(CODE, GAP, LIST),
        )
        early = early_years(self.plan.rows, self.grid.years)
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
            formats=self.growth.formats,
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
        rest = (HEADER + main,) if 0 < main < len(self.plan.rows) else ()
        return (*rest, *((self.growth.top - 1,) if self.growth.rows else ()))

    def _heights(self) -> dict[int, float]:
        width = WIDTHS[self.lang][1]
        rows = {HEADER + n: lines_of(r.label, width) for n, r in enumerate(self.plan.rows, 1)}
        rows |= {
            self.growth.top + n: lines_of(y.row.label, width)
            for n, y in enumerate(self.growth.rows, 1)
        }
        return {1: 24.0, HEADER: 30.0 if self.lang == "en" else 20.0} | {
            n: 13.0 * lines + 2 for n, lines in rows.items() if lines > 1
        }

    @property
    def _chosen(self) -> SeriesRow:
        return self.plan.rows[0]

    @property
    def _list_cell(self) -> str:
        return f"{get_column_letter(self.grid.code_column + 2)}{HEADER - 1}"

    @property
    def _choice(self) -> Choice:
        source = f"$B${HEADER + 1}:$B${self.grid.last}"
        return Choice(self._list_cell, source, self.say("summary.choose_series"))

    def _rows(self) -> Iterator[Row]:
        grid, say = self.grid, self.say
        yield (Styled(say("summary.series_title"), "title"),)
        yield (
            Styled(say("summary.marks"), "about"),
            *[None] * (len(self.heads)),
            Styled(say("summary.chart_of"), "label"),
        )
        yield self._helper()
        right = {str(year) for year in grid.columns}
        yield [Styled(h, "heading right" if h in right else "heading") for h in self.heads]
        for row in self.plan.rows:
            yield self._row(self.plan.yearly[row.code])
        if self.growth.rows:
            yield ()
            yield from self.growth.cells()

    def _helper(self) -> Row:
        """Give the values of the chosen series, which the chart shows, and the list."""
        chosen, grid = self._chosen, self.grid
        cell = f"${self._list_cell[:-1]}${self._list_cell[-1]}"
        labels = f"$B${HEADER + 1}:$B${grid.last}"
        units = f"$C${HEADER + 1}:$C${grid.last}"
        named = f'={cell}&"（"&INDEX({units},MATCH({cell},{labels},0))&"）"'
        if self.lang == "en":
            named = named.replace('"（"', '" ("').replace('"）"', '")"')
        said = self.say("summary.named", name=chosen.label, unit=chosen.unit)
        values: list[Cell] = []
        numbers = self.plan.yearly[chosen.code]
        for year in grid.columns:
            own = f"{grid.letter(year)}${HEADER + 1}:{grid.letter(year)}${grid.last}"
            found = f'COUNTIFS({labels},{cell},{own},">-9E+307")'
            formula = f'=IF({found}=0,"",SUMIFS({own},{labels},{cell}))'
            shown = numbers.number(year)
            values.append(Styled(FormulaCell(formula, "" if shown is None else shown), "helper"))
        return (
            None,
            Styled(FormulaCell(named, said), "helper text"),
            *[None] * (len(BEFORE) - 2),
            *values,
            None,
            None,
            Styled(chosen.label, "chosen"),
        )

    def _row(self, own: Yearly) -> Row:
        row, start = own.row, own.start
        since = None if start is None else Num(start.period.end.year)
        breaks = self.say("list.comma").join(map(str, own.broken))
        return (
            Styled(self.plan.theme_of(row), "soft"),
            Styled(row.label, "named"),
            Styled(row.unit, "soft wrapped"),
            Styled(since, "soft right", "0") if since else None,
            Styled(breaks, "soft wrapped") if breaks else None,
            *(own.cell(year) for year in self.grid.years),
            Styled(None, "to fill"),
            Styled(row.code, "soft"),
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
