"""The sheet Economies: each indicator that several economies have, economy by economy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname

from metrics.exports.series_rows import SeriesRow
from metrics.exports.workbook.sheets import Format, NamedTable, Printing, Sheet
from metrics.exports.workbook.summary.grid import early_years, last_number, parted
from metrics.exports.workbook.summary.legend import legend
from metrics.exports.workbook.summary.newest import Newest
from metrics.exports.workbook.summary.paper import height_of
from metrics.exports.workbook.summary.planned_sheet import PlannedSheet
from metrics.exports.workbook.values import HEADER, FormulaCell, Row, Styled
from metrics.locale import Lang
from metrics.model.series import HOME

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

TABLE = "ip_economies"
BEFORE = ("theme", "indicator", "area", "unit", "newest", "period", "step")
BEHIND = ("breaks", "code", "last")
STYLES = {"newest": "heading right", "step": "heading right", "period": "heading indented"}
WIDTHS: dict[Lang, tuple[float, ...]] = {
    "zh": (6.5, 40.0, 10.0, 8.0, 11.0, 11.0, 10.0),
    "en": (12.0, 44.0, 18.0, 12.0, 11.5, 14.0, 13.0),
}
YEAR = 9.5
# Years that are open at once, so that a page stays legible.
OPEN_YEARS = 11


@dataclass(frozen=True)
class EconomiesSheet(PlannedSheet):
    """What stands on the sheet."""

    @property
    def name(self) -> str:
        """Its name."""
        return self.say("regions.region" if self._regional else "summary.economies")

    @property
    def _regional(self) -> bool:
        """Whether its areas are regions, which are no economies."""
        return self.plan.taken.tables.national is not None

    def _head(self, key: str) -> str:
        """Return the heading of a column."""
        regional = key == "area" and self._regional
        return self.say("regions.region" if regional else f"summary.{key}")

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years from the first to the last that an economy has, and the one to come."""
        ends = {p.period.end.year for row in self.plan.economies for p in row.series.points}
        return tuple(range(min(ends), max(ends) + 2))

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The headings of the table."""
        before, behind = ([self._head(k) for k in keys] for keys in (BEFORE, BEHIND))
        return (*before, *map(str, self.years), *behind)

    def letter(self, key: str) -> str:
        """Give the letter of a column."""
        behind = len(BEFORE) + len(self.years)
        place = BEFORE.index(key) if key in BEFORE else behind + BEHIND.index(key)
        letter: str = get_column_letter(place + 1)
        return letter

    def cells(self, key: str) -> str:
        """Refer to the values of a column from any sheet."""
        letter = self.letter(key)
        return self._of(f"${letter}${HEADER + 1}:${letter}${self.last}")

    @property
    def values(self) -> str:
        """The cells of all years, from any sheet."""
        first, last = self._ends
        return self._of(f"${first}${HEADER + 1}:${last}${self.last}")

    @property
    def titles(self) -> str:
        """The headings of all years, from any sheet."""
        first, last = self._ends
        return self._of(f"${first}${HEADER}:${last}${HEADER}")

    def _of(self, cells: str) -> str:
        return f"{quote_sheetname(self.name)}!{cells}"

    @property
    def last(self) -> int:
        """The last row of the table."""
        return HEADER + len(self.plan.economies)

    @property
    def _ends(self) -> tuple[str, str]:
        """The columns of the first year and of the last."""
        first = len(BEFORE) + 1
        return get_column_letter(first), get_column_letter(first + len(self.years) - 1)

    @property
    def sheet(self) -> Sheet:
        """The sheet as it is written."""
        rows = self.plan.economies
        early = early_years(rows, self.years[:-1], OPEN_YEARS)
        first = len(BEFORE) + 1
        printed = get_column_letter(len(BEFORE) + len(self.years) - 1)
        widths = (*WIDTHS[self.lang], *[YEAR] * len(self.years), 12.0, 24.0, 9.0)
        heights = {1: 24.0, HEADER: 30.0 if self.lang == "en" else 20.0}
        return Sheet(
            name=self.name,
            rows=self._rows,
            count=self.last,
            widths=widths,
            heights=heights | self._heights(),
            frozen=f"D{HEADER + 1}",
            tables=(NamedTable(TABLE, self.heads, len(rows)),),
            formats=self._parted,
            grouped=((first, first + early - 1),) if early else (),
            printing=Printing(area=f"A1:{printed}{self.last}", rows=f"{HEADER}:{HEADER}"),
        )

    @property
    def _parted(self) -> tuple[Format, ...]:
        first, end = self._ends
        some = any(self.plan.yearly_of(row).broken for row in self.plan.economies)
        cells = f"{first}{HEADER + 1}:{end}{self.last}"
        return (parted(cells, first, self.letter("breaks")),) if some else ()

    def _heights(self) -> dict[int, float]:
        width, unit = WIDTHS[self.lang][1], WIDTHS[self.lang][3]
        return {
            number: height_of(((row.label, width), (row.unit, unit)))
            for number, row in enumerate(self.plan.economies, HEADER + 1)
        }

    def _rows(self) -> Iterator[Row]:
        title = "regions.sheet" if self._regional else "summary.economies_title"
        yield (Styled(self.say(title), "title"),)
        told = legend(map(self.plan.yearly_of, self.plan.economies), self.lang)
        yield (Styled(told, "about"),)
        yield ()
        right = {str(year): "heading right" for year in self.years}
        styles = {self.say(f"summary.{key}"): style for key, style in STYLES.items()} | right
        yield [Styled(head, styles.get(head, "heading")) for head in self.heads]
        for number, row in enumerate(self.plan.economies, HEADER + 1):
            yield self._row(row, number)

    def _row(self, row: SeriesRow, number: int) -> Row:
        own = self.plan.yearly_of(row)
        home = row.series.area == HOME
        first, end = self._ends
        cells = f"${first}{number}:${end}{number}"
        last = last_number(cells, f"${first}${HEADER}:${end}${HEADER}", len(BEFORE) + 1)
        newest = Newest(
            own,
            self.years[0] - 1,
            f"${self.letter('last')}{number}",
            f"${self.letter('newest')}{number}",
            lambda place: f"INDEX({cells},{place})",
        )
        area = self.plan.taken.tables.label("area", row.series.area, self.lang)
        return (
            Styled(self.plan.theme_of(row), "soft"),
            Styled(row.label, "named"),
            Styled(area, "line strong" if home else "line"),
            Styled(row.unit, "soft wrapped"),
            newest.figure("strong" if home else "value"),
            newest.period(),
            newest.step(),
            *(own.cell(year, bold=home) for year in self.years[:-1]),
            Styled(None, "to fill"),
            Styled(own.told_breaks or None, "helper text"),
            Styled(row.code, "helper text"),
            Styled(FormulaCell(last, newest.last_shown), "helper"),
        )


def economies_sheet(plan: SummaryPlan) -> Sheet:
    """Make the sheet Economies of a workbook that has several in view.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import SummaryPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> economies_sheet(SummaryPlan(taken, "en", date(2026, 1, 1))).name
    'Economies'
    """
    return EconomiesSheet(plan).sheet
