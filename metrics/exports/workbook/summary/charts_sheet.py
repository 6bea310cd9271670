"""The sheet of charts: at most eight, on two pages, their numbers beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from metrics.charts.spec import ChartSpec, PlotSpec
from metrics.exports.workbook.charted import Block
from metrics.exports.workbook.sheets import Printing, Sheet
from metrics.exports.workbook.summary.chart_cards import CardMaker, Frame, room_for
from metrics.exports.workbook.summary.chart_choice import MOST, chosen
from metrics.exports.workbook.summary.chart_numbers import COLUMNS, PlotNumbers
from metrics.exports.workbook.summary.planned_sheet import PlannedSheet
from metrics.exports.workbook.values import HEADER, Cell, Plain, Row, Styled

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

# Charts of a page.
PAGE = 4
# Columns that the charts stand over, their width in letters, and that of one in centimetres where
# a digit has seven pixels. Where a face is missing columns are wider, and so is the room between.
OVER, WIDE, CENTIMETRES = 24, 6.3, 44 / 96 * 2.54
# Rows that a chart stands over, and between two; the height of one in points and centimetres.
TALL, BETWEEN, ROW, ROW_CENTIMETRES = 17, 1, 15.0, 15.0 / 72 * 2.54
# Rows of the title above the charts of each page, and the height of the first in points.
TITLED, FIRST_ROW = 2, 24.0
# Per cent of its size that a page is printed at, with room for wider columns.
SCALE = 88
GAP = 0.5
# The column in which the sheet says what marks mean and where the numbers are.
TOLD = 5
BLOCK_WIDTHS = {"chart": 34, "series": 40, "label": 14, "period": 18, "end": 12, "unit": 14}


@dataclass(frozen=True)
class Place:
    """Where a chart stands: page, row and column, and whether it is as wide or high as the page."""

    page: int
    row: int
    column: int
    wide: bool = False
    high: bool = False


def places(count: int) -> tuple[Place, ...]:
    """Share out charts so that each page is full: two rows, and where one is odd the first is wide.

    Examples
    --------
    >>> [(p.page, p.row, p.column, p.wide) for p in places(3)]
    [(0, 0, 0, True), (0, 1, 0, False), (0, 1, 1, False)]
    >>> [sum(p.page == n for p in places(7)) for n in (0, 1)]
    [3, 4]
    """
    first = count if count <= PAGE else count // 2
    return (*_page(0, first), *_page(1, count - first))


def _page(page: int, count: int) -> Iterator[Place]:
    if count == 1:
        yield Place(page, 0, 0, wide=True, high=True)
    elif count == 2:
        yield from (Place(page, row, 0, wide=True) for row in (0, 1))
    elif count == 3:
        yield Place(page, 0, 0, wide=True)
        yield from (Place(page, 1, column) for column in (0, 1))
    else:
        yield from (Place(page, n // 2, n % 2) for n in range(count))


@dataclass(frozen=True)
class ChartsSheet(PlannedSheet):
    """What stands on the sheet."""

    @cached_property
    def block(self) -> Block:
        """Where the numbers stand."""
        return Block(self.say("sheet.charts"), COLUMNS, OVER + 2)

    @cached_property
    def plots(self) -> tuple[tuple[ChartSpec, PlotSpec], ...]:
        """Every plot with its chart."""
        every = ((spec, plot) for spec in chosen(self.plan) for plot in spec.plots)
        return tuple((s, p) for s, p in every if any(True for _ in p.marks))[:MOST]

    @cached_property
    def numbers(self) -> tuple[PlotNumbers, ...]:
        """The numbers of each, below each other."""
        found: list[PlotNumbers] = []
        row = HEADER + 1
        shared = places(len(self.plots))
        for n, ((spec, plot), place) in enumerate(zip(self.plots, shared, strict=True)):
            view = self.plan.view
            results = view.panels[n].results if view is not None else ()
            most = room_for(plot, _frame(place).height)
            found.append(PlotNumbers(self.plan, spec, plot, results, self.block, row, most))
            row = found[-1].last + 1
        return tuple(found)

    @cached_property
    def charts(self) -> tuple[CardMaker, ...]:
        """The charts in their places."""
        shared = places(len(self.numbers))
        return tuple(CardMaker(n, _frame(p)) for n, p in zip(self.numbers, shared, strict=True))

    @property
    def _marks(self) -> Iterator[str]:
        """Say what the marks mean that there are."""
        marks = [m for _, plot in self.plots for m in plot.marks]
        parts = [m for _, p in self.plots if p.kind != "lines" for m in p.marks if m.part]
        for key, there in (
            ("bound", any(m.open for m in marks)),
            ("part_year", bool(parts)),
            ("implied", any(m.derived for m in marks)),
        ):
            if there:
                yield self.say(f"sheet.charts_{key}")

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return 1 if len(self.numbers) <= PAGE else 2

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        below = TITLED + self.pages * PAGE_ROWS
        count = max(below, self.numbers[-1].last)
        letter = get_column_letter(OVER)
        return Sheet(
            name=self.block.name,
            rows=self._rows,
            count=count,
            widths=(*(WIDE,) * OVER, 3.0, *(float(BLOCK_WIDTHS.get(k, 13)) for k in COLUMNS)),
            heights={1: FIRST_ROW, **dict.fromkeys(range(2, count + 1), ROW)},
            charts=tuple(made.card.native(self.plan.lang) for made in self.charts),
            printing=Printing(
                area=f"A1:{letter}{below}",
                rows="1:2",
                scale=SCALE,
                breaks=(TITLED + PAGE_ROWS,) if self.pages > 1 else (),
                centred=True,
            ),
        )

    def _rows(self) -> Iterator[Row]:
        before, after = (None,) * (TOLD - 1), (None,) * (OVER - TOLD)
        beside: tuple[Cell, ...] = (None,) * (OVER - 1)
        way = self.say("list.dot").join(
            (*self._marks, self.say("sheet.charts_way", column=self.block.letter(COLUMNS[0])))
        )
        over = Styled(self.say("sheet.charts_numbers"), "title")
        titled = Styled(self.say("sheet.charts"), "title")
        yield (titled, *before, Styled(way, "about"), *after, over)
        named = Styled(self.plan.taken.title(self.plan.lang), "about")
        yield (named, *beside, None, Styled(self.say("sheet.charts_about"), "about"))
        yield ()
        empty = (None, *beside, None)
        yield (*empty, *(Styled(self.say(f"sheet.charts_{k}"), "heading") for k in COLUMNS))
        for numbers in self.numbers:
            for row in numbers.rows():
                yield (
                    *empty,
                    *(_styled(key, cell) for key, cell in zip(COLUMNS, row, strict=True)),
                )


# Rows of a page below its title.
PAGE_ROWS = 2 * TALL + BETWEEN


def _frame(place: Place) -> Frame:
    half = OVER // 2
    above = TITLED + place.page * PAGE_ROWS + place.row * (TALL + BETWEEN)
    rows = PAGE_ROWS if place.high else TALL
    across = (OVER if place.wide else half) * CENTIMETRES - GAP
    return Frame(1 + place.column * half, above + 1, across, rows * ROW_CENTIMETRES)


def _styled(key: str, cell: Plain) -> Cell:
    if cell is None or key == "end":
        return cell
    return Styled(cell, "value" if key in ("base", "own", "value") else "line")


def charts_sheet(plan: SummaryPlan) -> Sheet | None:
    """Make the sheet of charts; None where nothing can be drawn.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook.summary.plan import SummaryPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(theme="utilisation"))
    >>> len(charts_sheet(SummaryPlan(taken, "en", date(2026, 1, 1))).charts)
    5
    """
    made = ChartsSheet(plan)
    return made.sheet if made.numbers else None
