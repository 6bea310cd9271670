"""The sheet Summary: an indicator a row, its newest figure, how it moved, its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname

from metrics.exports.series_rows import SeriesRow
from metrics.exports.workbook.rounding import rounding
from metrics.exports.workbook.sheets import NamedTable, Printing, Sheet
from metrics.exports.workbook.summary.grid import Grid, last_number
from metrics.exports.workbook.summary.moves import (
    NOTHING,
    PERCENT_PLACES,
    Move,
    averaged,
    moved,
    relative,
    safe,
    signed_form,
)
from metrics.exports.workbook.summary.newest import Newest, period_told, told_form
from metrics.exports.workbook.summary.paper import height_of
from metrics.exports.workbook.summary.planned_sheet import PlannedSheet
from metrics.exports.workbook.summary.trends import TREND, trend_of
from metrics.exports.workbook.summary.yearly import Yearly, value_of
from metrics.exports.workbook.told import filters_told
from metrics.exports.workbook.values import HEADER, Cell, FormulaCell, Link, Num, Row, Styled
from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.model.period import day_label, month_label, months_between
from metrics.rules.average_growth import over_months
from metrics.wording import origins
from metrics.wording.lines import cells as width_of
from metrics.wording.observations import mark, place_words

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

TABLE = "ip_summary"
# Columns that are read, then those that formulas and trends draw on.
READ = (
    *("theme", "indicator", "scope", "unit", "newest", "period", "step", "since", "first"),
    *("whole", "average", "trend", "source", "link"),
)
BEHIND = ("main", "code", "at", "last")
INDENTED = ("period", "since", "trend", "source")
RIGHT = ("newest", "step", "first", "whole", "average")
WIDTHS: dict[Lang, tuple[float, ...]] = {
    "zh": (6.5, 33.5, 18.5, 8.5, 10.5, 21, 12.5, 16.5, 9.5, 13, 9, 9, 31.5, 5.5),
    "en": (12, 40, 20, 13, 17, 22, 13, 15, 10, 16.5, 10, 10.5, 30, 5.5),
}
# What an indent takes of the width of a column.
INDENT = 2.5
# Rows that fill a page.
ONE_PAGE = 35
# Half-width letters of a line.
LONGEST = 180
# Where average growth begins to tell more than the change on the year before.
LEAST_MONTHS = 24


@dataclass(frozen=True)
class SummarySheet(PlannedSheet):
    """What stands on the sheet."""

    @property
    def name(self) -> str:
        """Its name."""
        return self.say("summary.summary")

    @property
    def grid(self) -> Grid:
        """Where the years stand on the sheet Series."""
        return self.plan.grid

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The headings of the table."""
        words = [self.say(f"summary.{key}") for key in READ + BEHIND]
        words[len(READ)] = self.say("summary.is_main") + "/" + self.say("summary.is_other")
        trend = self.say("summary.trend")
        return (*words, *(f"{trend} {year}" for year in self.trend_years))

    @property
    def trend_years(self) -> tuple[int, ...]:
        """The years of the small trends, the same in every row: a sort leaves trends in place."""
        return self.grid.years[-TREND:]

    def letter(self, key: str) -> str:
        """Give the letter of a column."""
        letter: str = get_column_letter((READ + BEHIND).index(key) + 1)
        return letter

    def cells(self, key: str) -> str:
        """Refer to the values of a column from any sheet."""
        letter, last = self.letter(key), HEADER + max(1, len(self.plan.rows))
        return f"{quote_sheetname(self.name)}!${letter}${HEADER + 1}:${letter}${last}"

    @cached_property
    def computed(self) -> dict[str, str]:
        """The formulas that are the same in every row."""
        own = {key: f"{TABLE}[[#This Row],[{self.say(f'summary.{key}')}]]" for key in BEHIND}
        line = f"INDEX({self.grid.values},{own['at']},0)"
        place = quote_sheetname(self.grid.sheet).replace('"', '""')
        words = self.say("summary.link")
        return {
            "at": f"=MATCH({own['code']},{self.grid.codes},0)",
            "last": last_number(line, self.grid.heads, self.grid.column(self.grid.years[0])),
            "link": f'=HYPERLINK("#{place}!B"&({own["at"]}+{HEADER}),"{words}")',
        }

    @property
    def sheet(self) -> Sheet:
        """The sheet as it is written."""
        rows, widths = self.plan.rows, WIDTHS[self.lang]
        count = HEADER + len(rows)
        computed = {self.say(f"summary.{key}"): f for key, f in self.computed.items()}
        main = self.plan.told
        return Sheet(
            name=self.name,
            rows=self._rows,
            count=count,
            widths=(*widths, 8.0, 18.0, 8.0, 8.0, *[8.0] * len(self.trend_years)),
            heights=self._heights(),
            frozen=f"C{HEADER + 1}",
            tables=(NamedTable(TABLE, self.heads, len(rows), computed=computed),),
            trends=self._trends(),
            printing=Printing(
                area=f"A1:{get_column_letter(len(READ))}{count}",
                rows=f"{HEADER}:{HEADER}",
                breaks=(HEADER + main,) if 0 < main < len(rows) > ONE_PAGE else (),
            ),
        )

    def _heights(self) -> dict[int, float]:
        made = {1: 24.0, HEADER: 30.0 if self.lang == "en" else 20.0}
        widths = dict(zip(READ, WIDTHS[self.lang], strict=True))
        for number, row in enumerate(self.plan.rows, HEADER + 1):
            series, first = row.series, self.plan.yearly_of(row).first
            told = {
                "indicator": series.definition.name(self.lang),
                "scope": self.scope(series.latest),
                "period": period_told(series.latest, self.lang),
                "since": "" if first is None else period_told(first, self.lang),
                "unit": row.unit,
            }
            room = {"period": INDENT, "since": INDENT}
            made[number] = height_of(
                (words, widths[key] - room.get(key, 0)) for key, words in told.items()
            )
        return made

    def _rows(self) -> Iterator[Row]:
        say = self.say
        yield (Styled(self.plan.taken.title(self.lang), "title"),)
        yield (Styled(self._marks(), "about"),)
        yield (Styled(self._view(), "about"),)
        styles = {say(f"summary.{key}"): "heading right" for key in RIGHT}
        styles |= {say(f"summary.{key}"): "heading indented" for key in INDENTED}
        yield [Styled(h, styles.get(h, "heading")) for h in self.heads]
        for number, row in enumerate(self.plan.rows, HEADER + 1):
            yield _SummaryRow(self, self.plan.yearly_of(row), number).cells()

    def _marks(self) -> str:
        """Say what the marks mean that occur, and from when the trends are."""
        say = self.say
        told = [say("summary.summary_marks", series=self.grid.sheet)]
        if any(self._worked_out(row) for row in self.plan.rows):
            told.append(say("summary.mark_derived") + say("summary.stop"))
        if self._trends():
            told.append(say("summary.trend_since", first=self.trend_years[0]))
        return (" " if self.lang == "en" else "").join(told)

    def _view(self) -> str:
        """Say what is in view, how new it is, and of which version of the data."""
        taken = self.plan.taken
        chosen = () if taken.whole else filters_told(taken, self.plan.view, self.lang)
        newest = max(source.known for source in taken.sources)
        state = self.say(
            "summary.state",
            newest=month_label(newest, self.lang),
            version=taken.tables.version,
            made=day_label(self.plan.made_on, self.lang),
        )
        told = self.say("list.semicolon").join((*chosen, state))
        # What is longer stands in the notes.
        return told if width_of(told) <= LONGEST else state

    def _trends(self) -> tuple[tuple[str, str], ...]:
        """Give every row a small trend over the same columns, which a sort fills anew."""
        if not any(trend_of(self.plan.yearly_of(r), self.trend_years) for r in self.plan.rows):
            return ()
        cell, before = self.letter("trend"), len(READ + BEHIND)
        first, last = (get_column_letter(before + n) for n in (1, len(self.trend_years)))
        rows = range(HEADER + 1, HEADER + 1 + len(self.plan.rows))
        return tuple((f"{cell}{n}", f"{first}{n}:{last}{n}") for n in rows)

    def _worked_out(self, row: SeriesRow) -> bool:
        """Tell whether the newest figure of a row, or its first, is worked out."""
        first = self.plan.yearly_of(row).first
        return row.series.latest.derived or (first is not None and first.derived)

    def scope(self, point: Observation) -> str:
        """Tell for whom a figure is."""
        return place_words(self.plan.taken.tables, point, self.lang)


@dataclass(frozen=True)
class _SummaryRow:
    """A row of the sheet; its formulas draw on cells of the same row and on Series by the code."""

    made: SummarySheet
    own: Yearly
    number: int

    @property
    def lang(self) -> Lang:
        return self.made.lang

    @property
    def point(self) -> Observation:
        """The newest figure."""
        return self.own.series.latest

    @cached_property
    def newest(self) -> Newest:
        """The cells that follow the years."""
        return Newest(
            self.own,
            self.made.grid.years[0] - 1,
            self._here("last"),
            self._here("newest"),
            self._value,
        )

    def _here(self, key: str) -> str:
        return f"${self.made.letter(key)}{self.number}"

    def _value(self, place: str) -> str:
        """Find a value of the series on the sheet Series by the place of its year."""
        return f"INDEX({self.made.grid.values},{self._here('at')},{place})"

    def cells(self) -> Row:
        row, made, newest = self.own.row, self.made, self.newest
        definition = row.series.definition
        source = self.point.source
        cited = origins.cited(self.point, self.lang)
        main = "main" if self.own.told else "other"
        return (
            Styled(made.plan.theme_of(row), "soft"),
            Styled(definition.name(self.lang), "named"),
            Styled(made.scope(self.point), "soft wrapped"),
            Styled(row.unit, "soft wrapped"),
            newest.figure(),
            newest.period(),
            newest.step(),
            self._since(),
            self._first(),
            self._whole(),
            self._average(),
            Styled(None, "value"),
            Styled(Link(cited, url=source.url) if source.url else cited, "small link"),
            Styled(FormulaCell(made.computed["link"], made.say("summary.link")), "line link"),
            Styled(made.say(f"summary.is_{main}"), "soft"),
            Styled(row.code, "soft"),
            Styled(FormulaCell(made.computed["at"], Num(made.grid.row(row))), "helper"),
            Styled(FormulaCell(made.computed["last"], newest.last_shown), "helper"),
            *self._trend(),
        )

    def _trend(self) -> Iterator[Cell]:
        """Yield the numbers that the small trend shows, of ranks below zero: less is better."""
        rank = self.own.series.definition.measure == "rank"
        numbers = trend_of(self.own, self.made.trend_years)
        for year in self.made.trend_years:
            shown = numbers.get(year)
            if shown is None:
                yield None
            else:
                yield Styled(Num(-shown.value if rank else shown.value, shown.places), "helper")

    def _since(self) -> Cell:
        base = self.own.first
        return (
            Styled(None, "value") if base is None else Styled(period_told(base, self.lang), "dated")
        )

    def _first(self) -> Cell:
        base, row = self.own.first, self.own.row
        if base is None:
            return Styled(None, "value")
        if base.figure.one_sided:
            return Styled(mark(base, row.scale, self.lang), "value")
        value = value_of(base, row)
        if self.own.numbers.get(base.period.end.year) is not base:
            return Styled(value, "value", told_form(base, row))
        place = self.made.grid.place(base.period.end.year)
        formula = f"=SUM({self._value(str(place))})"
        return Styled(FormulaCell(formula, value), "value", told_form(base, row))

    def _both(self, amount: str) -> str:
        first, newest = self._here("first"), self._here("newest")
        return f'IF(COUNT({first},{newest})<2,"{NOTHING}",{amount})'

    def _whole(self) -> Cell:
        """Tell the change since the first value that compares."""
        base = self.own.first
        if base is None:
            return Styled(NOTHING, "value")
        move = moved(self.own.series, base, self.point, self.lang)
        return self.newest.told(move, self._both(self.newest.amount(self._here("first"), move)))

    def _average(self) -> Cell:
        base, series = self.own.first, self.own.series
        if base is None or base.figure.one_sided or not relative(series):
            return Styled(NOTHING, "value")
        move = averaged(series, base, self.point)
        if move.value is not None and months_between(base.period, self.point.period) < LEAST_MONTHS:
            move = Move(mark=NOTHING)
        places = PERCENT_PLACES if move.value is None else move.value.places
        amount = over_months(self._here("first"), self._here("newest"), self._months(base))
        live = self._both(safe(rounding(amount, places)))
        return self.newest.told(move, live, form=signed_form(places, "%"))

    def _months(self, base: Observation) -> str:
        """Count the months from the first value to the end of the newest year."""
        first = base.period.end
        offset = 12 * (self.made.grid.years[0] - 1 - first.year) + 12 - first.month
        return f"(12*{self._here('last')}{offset:+d})"


def summary_sheet(plan: SummaryPlan) -> Sheet:
    """Make the sheet Summary of a workbook.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> from metrics.exports.workbook import SummaryPlan
    >>> summary_sheet(SummaryPlan(taken, "en", date(2026, 1, 1))).name
    'Summary'
    """
    return SummarySheet(plan).sheet
