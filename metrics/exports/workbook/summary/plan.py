"""What the summary workbook holds: six sheets, the same order in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from metrics.explorer.exploration import Exploration
from metrics.exports.series_rows import SeriesRow, at_home, series_rows, with_economies
from metrics.exports.workbook.sheets import Book, Sheet
from metrics.exports.workbook.summary.charts_sheet import charts_sheet
from metrics.exports.workbook.summary.data_sheet import data_sheet
from metrics.exports.workbook.summary.economies import economies_sheet
from metrics.exports.workbook.summary.grid import Grid
from metrics.exports.workbook.summary.names import names
from metrics.exports.workbook.summary.notes_sheet import notes_sheet
from metrics.exports.workbook.summary.series_sheet import series_sheet
from metrics.exports.workbook.summary.summary_sheet import summary_sheet
from metrics.exports.workbook.summary.yearly import Yearly, is_told
from metrics.locale import Lang, text
from metrics.model.series import HOME, Series
from metrics.views.extracts import Extract
from metrics.views.stories import THEMES


@dataclass(frozen=True)
class SummaryPlan:
    """All sheets of a summary workbook in their order.

    Parameters
    ----------
    taken : Extract
        What it holds.
    lang : str
        Its language.
    made_on : date
        The day that the notes name.
    view : Exploration, optional
        A view of the explorer, whose charts and transform it has.
    address : str
        Under which readers reach the dashboard, so that figures can be brought up to date; empty
        where that is not known.
    """

    taken: Extract
    lang: Lang
    made_on: date
    view: Exploration | None = None
    address: str = ""

    @cached_property
    def every_row(self) -> tuple[SeriesRow, ...]:
        """A row of each series: what the stories tell first, then the rest, both by theme."""
        ordered = sorted(self.taken.series, key=_place)
        return series_rows(self.taken.tables, ordered, self.lang)

    @cached_property
    def rows(self) -> tuple[SeriesRow, ...]:
        """The rows of Summary and Series: one an indicator; of a view each chosen series."""
        chosen = self.every_row if self.view is not None else at_home(self.every_row)
        return with_economies(self.taken.tables, chosen, self.lang)

    @cached_property
    def economies(self) -> tuple[SeriesRow, ...]:
        """The rows of Economies: every economy of each indicator that has several in view."""
        areas: dict[str, set[str]] = {}
        for row in self.every_row:
            areas.setdefault(row.series.definition.id, set()).add(row.series.area)
        several = [r for r in self.every_row if len(areas[r.series.definition.id]) > 1]
        order = {i: n for n, i in enumerate(dict.fromkeys(r.series.definition.id for r in several))}
        place: Callable[[SeriesRow], tuple[int, bool]] = lambda r: (  # noqa: E731
            order[r.series.definition.id],
            r.series.area != HOME,
        )
        return tuple(sorted(several, key=place))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year from the first to the last in which a period in view ends."""
        ends = {p.period.end.year for r in self.every_row for p in r.series.points}
        return tuple(range(min(ends), max(ends) + 1)) if ends else ()

    @property
    def told(self) -> int:
        """How many of the rows come first, as the stories tell them."""
        return sum(self.yearly[row.code].told for row in self.rows)

    @cached_property
    def grid(self) -> Grid:
        """Where the years stand on the sheet Series."""
        return Grid(text(self.lang)("summary.series"), self.rows, self.years)

    @cached_property
    def yearly(self) -> dict[str, Yearly]:
        """The years of every series by its code."""
        return {row.code: Yearly(row) for row in (*self.every_row, *self.rows)}

    def theme_of(self, row: SeriesRow) -> str:
        """Name the theme of a row."""
        return self.taken.tables.label("theme", row.series.definition.theme, self.lang)

    def yearly_of(self, row: SeriesRow) -> Yearly:
        """Give the years of a row."""
        return self.yearly[row.code]

    @cached_property
    def book(self) -> Book:
        """The workbook."""
        # Without figures there is nothing to look up; the notes say so.
        found = (summary_sheet(self), series_sheet(self)) if self.rows else ()
        several = (economies_sheet(self),) if self.economies else ()
        drawn = charts_sheet(self) if self.rows else None
        charts = () if drawn is None else (drawn,)
        parts: tuple[Sheet, ...] = (
            *found,
            *several,
            *charts,
            data_sheet(self),
            notes_sheet(self),
        )
        named = names(self) if self.rows else {}
        return Book(taken=self.taken, lang=self.lang, parts=parts, names=named)


def _place(series: Series) -> tuple[bool, int, int, int]:
    """Return where a series stands: its theme in the chain, and its place in the story."""
    own = series.definition
    return (
        not is_told(series),
        THEMES.index(own.theme),
        own.story or 0,
        own.position,
    )
