"""The sheet Summary: an indicator a row, its newest figure, how it moved, its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname

from metrics.exports.workbook.model import (
    HEADER,
    Cell,
    FormulaCell,
    Link,
    NamedTable,
    Num,
    Printing,
    Row,
    Sheet,
    Styled,
)
from metrics.exports.workbook.rounding import rounding
from metrics.exports.workbook.summary.grid import Grid
from metrics.exports.workbook.summary.moves import (
    NOTHING,
    PERCENT_PLACES,
    Move,
    averaged,
    change_form,
    moved,
    places_for,
    relative,
    rule_for,
)
from metrics.exports.workbook.summary.paper import lines_of
from metrics.exports.workbook.summary.yearly import Yearly, form_of, value_of
from metrics.locale import Lang, Text, text
from metrics.model.observation import Observation
from metrics.model.period import months_between
from metrics.model.series import CHANGES
from metrics.rules.average_growth import over_months
from metrics.rules.course import Course
from metrics.wording import origins
from metrics.wording.observations import mark, mark_implied, period_words, place_words

TABLE = "ip_summary"
# Columns that are read, then those that formulas and trends draw on.
READ = (
    *("theme", "indicator", "scope", "unit", "newest", "period", "step", "since", "first"),
    *("whole", "average", "trend", "source", "link"),
)

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan
BEHIND = ("main", "code", "at", "last")
RIGHT = ("newest", "step", "first", "whole", "average")
WIDTHS: dict[Lang, tuple[float, ...]] = {
    "zh": (6.5, 31, 19.5, 9.5, 11, 17, 13.5, 15, 10.5, 14, 10, 13, 31, 6),
    "en": (13.0, 40, 25, 14, 17.5, 17, 15.5, 15, 12, 17, 12, 13, 30, 6),
}
# Where average growth begins to tell more than the change on the year before.
LEAST_MONTHS = 24


@dataclass(frozen=True)
class SummarySheet:
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
        return (*words, *(f"{trend} {year}" for year in self.grid.years))

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
        columns = f"COLUMN({self.grid.heads})-{self.grid.column(self.grid.years[0]) - 1}"
        place = quote_sheetname(self.grid.sheet).replace('"', '""')
        words = self.say("summary.link")
        return {
            "at": f"=MATCH({own['code']},{self.grid.codes},0)",
            # MATCH of a huge number would find the last one too, but not where cells are empty.
            "last": f"=SUMPRODUCT(MAX(ISNUMBER({line})*({columns})))",
            "link": f'=HYPERLINK("#{place}!B"&({own["at"]}+{HEADER}),"{words}")',
        }

    @property
    def sheet(self) -> Sheet:
        """The sheet as it is written."""
        rows, widths = self.plan.rows, WIDTHS[self.lang]
        count = HEADER + len(rows)
        first = len(READ + BEHIND) + 1
        trend = self.letter("trend")
        computed = {self.say(f"summary.{key}"): f for key, f in self.computed.items()}
        main = self.plan.told
        return Sheet(
            name=self.name,
            rows=self._rows,
            count=count,
            widths=(*widths, 8.0, 18.0, 8.0, 8.0, *[8.0] * len(self.grid.years)),
            heights=self._heights(),
            frozen=f"C{HEADER + 1}",
            tables=(NamedTable(TABLE, self.heads, len(rows), computed=computed),),
            trends=tuple(
                (f"{trend}{number}", self._shown(own, first, number))
                for number, own in enumerate(map(self.plan.yearly_of, rows), HEADER + 1)
                if self._trends(own)
            ),
            printing=Printing(
                area=f"A1:{get_column_letter(len(READ))}{count}",
                rows=f"{HEADER}:{HEADER}",
                breaks=(HEADER + main,) if 0 < main < len(rows) else (),
            ),
        )

    def _heights(self) -> dict[int, float]:
        widths = dict(zip(READ, WIDTHS[self.lang], strict=True))
        made = {1: 24.0, HEADER: 30.0 if self.lang == "en" else 20.0}
        for number, row in enumerate(self.plan.rows, HEADER + 1):
            told = {
                "indicator": row.series.definition.name(self.lang),
                "scope": self.scope(row.series.latest),
                "period": self.period_of(row.series.latest),
                "unit": row.unit,
            }
            base = row.series.base
            told["since"] = "" if base is None else self.period_of(base)
            lines = max(lines_of(said, widths[key]) for key, said in told.items())
            made[number] = 16.5 if lines == 1 else 13.0 * lines + 2
        return made

    def _rows(self) -> Iterator[Row]:
        say = self.say
        yield (Styled(self.plan.taken.title(self.lang), "title"),)
        yield (Styled(say("summary.summary_marks", series=self.grid.sheet), "about"),)
        yield (Styled(self._view(), "about"),)
        styles = {say(f"summary.{key}"): "heading right" for key in RIGHT}
        styles |= {say(f"summary.{key}"): "heading indented" for key in ("period", "since")}
        yield [Styled(h, styles.get(h, "heading")) for h in self.heads]
        for number, row in enumerate(self.plan.rows, HEADER + 1):
            yield _SummaryRow(self, self.plan.yearly_of(row), number).cells()

    def _view(self) -> str:
        """Say what is in view, and of which version of the data."""
        taken = self.plan.taken
        chosen = () if taken.whole else tuple(taken.filter_lines(self.lang))
        return self.say("list.semicolon").join((*chosen, taken.citation(self.lang)))

    def _shown(self, own: Yearly, first: int, number: int) -> str:
        """Refer to the cells of a row from its first number to its last one."""
        start = first - self.grid.years[0]
        ends = (get_column_letter(start + year) for year in (min(own.numbers), max(own.numbers)))
        return ":".join(f"{letter}{number}" for letter in ends)

    def _trends(self, own: Yearly) -> bool:
        return len(own.numbers) > 1 and own.series.definition.measure not in CHANGES

    def scope(self, point: Observation) -> str:
        """Tell for whom a figure is."""
        return place_words(self.plan.taken.tables, point, self.lang)

    def period_of(self, point: Observation) -> str:
        """Name the period of a figure."""
        return mark_implied(period_words(point, self.lang), [point], self.lang)


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
    def course(self) -> Course:
        return Course(self.own.series)

    @property
    def place(self) -> int:
        """The place of the year of the newest figure among the columns of Series."""
        return self.made.grid.place(self.point.period.end.year)

    @property
    def live(self) -> bool:
        """Whether the newest figure stands as a number on Series."""
        return self.own.newest is not None

    def _here(self, key: str) -> str:
        return f"${self.made.letter(key)}{self.number}"

    def _value(self, place: str) -> str:
        """Find a value of the series on the sheet Series by the place of its year."""
        return f"INDEX({self.made.grid.values},{self._here('at')},{place})"

    def cells(self) -> Row:
        row, made = self.own.row, self.made
        definition = row.series.definition
        tables = made.plan.taken.tables
        source = self.point.source
        cited = origins.cited(self.point, self.lang)
        main = "main" if self.own.told else "other"
        grid, computed = made.grid, made.computed
        at = Num(grid.row(row))
        last = Num(grid.place(max(self.own.numbers)) if self.own.numbers else 0)
        return (
            Styled(tables.label("theme", definition.theme, self.lang), "soft"),
            Styled(definition.name(self.lang), "named"),
            Styled(made.scope(self.point), "soft wrapped"),
            Styled(row.unit, "soft wrapped"),
            self._newest(),
            self._period(),
            self._step(),
            self._since(),
            self._first(),
            self._whole(),
            self._average(),
            None,
            Styled(Link(cited, url=source.url) if source.url else cited, "small link"),
            Styled(FormulaCell(computed["link"], made.say("summary.link")), "line link"),
            Styled(made.say(f"summary.is_{main}"), "soft"),
            Styled(row.code, "soft"),
            Styled(FormulaCell(computed["at"], at), "helper"),
            Styled(FormulaCell(computed["last"], last), "helper"),
            *self._trend(),
        )

    def _trend(self) -> Iterator[Cell]:
        """Yield the numbers that the small trend shows; of ranks none, as they grow downward."""
        for year in self.made.grid.years:
            shown = self.own.number(year)
            rank = self.own.series.definition.measure == "rank"
            if shown is not None and rank:
                shown = Num(-shown.value, shown.places)
            yield None if shown is None else Styled(shown, "helper")

    def _newest(self) -> Cell:
        live = f"SUM({self._value(self._here('last'))})"
        if self.live:
            value = value_of(self.point, self.own.row)
            return Styled(
                FormulaCell(f"={live}", value), "strong", form_of(self.point, self.own.row)
            )
        said = mark(self.point, self.own.row.scale, self.lang)
        said = mark_implied(said, [self.point], self.lang)
        return Styled(FormulaCell(self._later(live, _quoted(said)), said), "strong")

    def _later(self, live: str, known: str) -> str:
        """Write a formula that tells what is known until a later year has a number."""
        return f"=IF({self._here('last')}>{self.place},{live},{known})"

    def _period(self) -> Cell:
        say = self.made.say
        said = self.made.period_of(self.point)
        closes = "end_of_year" if self.point.period.kind == "date" else "year"
        before, after = say(f"period.{closes}", year="\n").split("\n")
        # Year by year without a gap: a look-up of the heading would be shown with a sign before it.
        year = f"({self._here('last')}+{self.made.grid.years[0] - 1})"
        live = f"{_quoted(before)}&{year}&{_quoted(after)}"
        if self.live and say(f"period.{closes}", year=self.point.period.end.year) == said:
            return Styled(FormulaCell(f"={live}", said), "dated")
        return Styled(FormulaCell(self._later(live, _quoted(said)), said), "dated")

    def _before(self) -> str:
        """Return the cell of the year before the newest number."""
        return self._value(f"{self._here('last')}-1")

    def _step(self) -> Cell:
        """Tell the change on the year before."""
        step, series = self.course.step, self.own.series
        move = Move(mark=NOTHING)
        if step is not None:
            move = moved(series, step.base, step.end, self.lang)
        elif self.point.period.end.year in self.own.broken:
            move = Move(mark=moved(series, *self._neighbours(), self.lang).mark)
        before = self._before()
        live = self._amount(f"SUM({before})", self._here("newest"), move)
        guarded = f'IF({self._here("last")}<2,"{NOTHING}",IF(COUNT({before})=0,"{NOTHING}",{live}))'
        return self._told(move, guarded)

    def _neighbours(self) -> tuple[Observation, Observation]:
        earlier = [p for p in self.own.series.main if p.period < self.point.period]
        return (earlier or [self.point])[-1], self.point

    def _amount(self, base: str, end: str, move: Move) -> str:
        places = places_for(self.own.series) if move.value is None else move.value.places
        return rounding(rule_for(self.own.series).excel(base, end), places)

    def _told(self, move: Move, live: str, *, form: str = "") -> Cell:
        """Give a formula whose answer until a later year comes is the program's own."""
        if self.own.series.definition.measure in CHANGES:
            return Styled(NOTHING, "value")
        form = form or change_form(self.own.series, move, self.lang)
        shown = move.mark if move.value is None else move.value
        if move.value is not None and self.live:
            return Styled(FormulaCell(f"={live}", shown), "value", form)
        known = _quoted(move.mark) if move.value is None else f"{move.value.value}"
        return Styled(FormulaCell(self._later(live, known), shown), "value", form)

    def _since(self) -> Cell:
        base = self.own.series.base
        return None if base is None else Styled(self.made.period_of(base), "dated")

    def _first(self) -> Cell:
        base, row = self.own.series.base, self.own.row
        if base is None:
            return None
        if base.figure.one_sided:
            return Styled(mark(base, row.scale, self.lang), "value")
        value = value_of(base, row)
        if base not in self.own.numbers.values():
            return Styled(value, "value", form_of(base, row))
        place = self.made.grid.place(base.period.end.year)
        formula = f"=SUM({self._value(str(place))})"
        return Styled(FormulaCell(formula, value), "value", form_of(base, row))

    def _both(self, amount: str) -> str:
        first, newest = self._here("first"), self._here("newest")
        return f'IF(COUNT({first},{newest})<2,"{NOTHING}",{amount})'

    def _whole(self) -> Cell:
        """Tell the change since the first value that compares."""
        base = self.own.series.base
        if base is None:
            return Styled(NOTHING, "value")
        move = moved(self.own.series, base, self.point, self.lang)
        live = self._amount(self._here("first"), self._here("newest"), move)
        return self._told(move, self._both(live))

    def _average(self) -> Cell:
        base, series = self.own.series.base, self.own.series
        if base is None or base.figure.one_sided or not relative(series):
            return Styled(NOTHING, "value")
        move = averaged(series, base, self.point)
        if move.value is not None and months_between(base.period, self.point.period) < LEAST_MONTHS:
            move = Move(mark=NOTHING)
        places = PERCENT_PLACES if move.value is None else move.value.places
        months = self._months(base)
        amount = over_months(self._here("first"), self._here("newest"), months)
        live = self._both(rounding(amount, places))
        number = "0" + ("." + "0" * places if places else "")
        return self._told(move, live, form=f'"+"{number}"%";"−"{number}"%";{number}"%"')

    def _months(self, base: Observation) -> str:
        """Count the months from the first value to the end of the newest year."""
        first = base.period.end
        offset = 12 * (self.made.grid.columns[0] - first.year) + 12 - first.month - 12
        return f"(12*{self._here('last')}{offset:+d})"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


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
