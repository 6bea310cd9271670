"""The growth of the series of a sheet, in the way that a list has chosen, over their own cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from metrics.exports.workbook.model import (
    HEADER,
    Cell,
    Choice,
    FormulaCell,
    Num,
    Row,
    Styled,
)
from metrics.exports.workbook.rounding import rounding
from metrics.exports.workbook.summary.grid import Grid
from metrics.exports.workbook.summary.moves import (
    BROKEN,
    NOTHING,
    PERCENT_PLACES,
    Move,
    averaged,
    change_form,
    change_unit,
    indexed,
    moved,
    places_for,
    rule_for,
)
from metrics.exports.workbook.summary.yearly import Yearly
from metrics.locale import Text, text
from metrics.model.series import CHANGES
from metrics.rules.average_growth import average_growth
from metrics.rules.index import INDEX
from metrics.rules.multiple import NO_RATIO
from metrics.rules.rule import Rule

if TYPE_CHECKING:
    from metrics.exports.workbook.summary.plan import SummaryPlan

# What may be chosen, in the order of the list.
MODES = ("step", "since", "index", "average")
YEAR = 12


@dataclass(frozen=True)
class Told:
    """What a mode makes of a cell: a formula or a mark in quotes, and the program's answer."""

    formula: str
    shown: Num | str


@dataclass(frozen=True)
class Growth:
    """A block of rows below a table of years.

    Parameters
    ----------
    plan : SummaryPlan
        The workbook.
    top : int
        The row of the sheet with its list.
    """

    plan: SummaryPlan
    top: int

    @property
    def grid(self) -> Grid:
        """Where the years stand."""
        return self.plan.grid

    @property
    def say(self) -> Text:
        """The words of the language."""
        return text(self.plan.lang)

    @cached_property
    def rows(self) -> tuple[Yearly, ...]:
        """The series that have two numbers at least, and are no changes themselves."""
        every = (self.plan.yearly[row.code] for row in self.plan.rows)
        return tuple(
            y for y in every if len(y.numbers) > 1 and y.series.definition.measure not in CHANGES
        )

    @property
    def last(self) -> int:
        """Its last row."""
        return self.top + len(self.rows)

    @property
    def chosen(self) -> str:
        """The mode that is chosen at first."""
        return MODES[0]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The list of the modes."""
        if not self.rows:
            return ()
        modes = ",".join(self.say(f"summary.mode_{mode}") for mode in MODES)
        return (Choice(f"B{self.top}", f'"{modes}"', self.say("summary.choose_mode")),)

    @property
    def _mode(self) -> str:
        """The cell with the place of the mode in its list."""
        return f"${get_column_letter(self.grid.code_column)}${self.top}"

    @property
    def _at(self) -> str:
        """The column with the place of each series among the rows above."""
        letter: str = get_column_letter(self.grid.code_column + 1)
        return letter

    def cells(self) -> Iterator[Row]:
        """Yield the rows of the block."""
        words = [self.say(f"summary.mode_{mode}") for mode in MODES]
        listed = ",".join(f'"{word}"' for word in words)
        place = MODES.index(self.chosen)
        mode = FormulaCell(f"=MATCH($B${self.top},{{{listed}}},0)", Num(place + 1))
        yield (
            Styled(self.say("summary.growth"), "line strong"),
            Styled(words[place], "chosen"),
            Styled(self.say("summary.growth_marks"), "soft"),
            *[None] * (self.grid.code_column - 4),
            Styled(mode, "helper"),
        )
        for number, own in enumerate(self.rows, self.top + 1):
            yield self._row(own, number)

    def _row(self, own: Yearly, number: int) -> Row:
        row, grid = own.row, self.grid
        theme = self.plan.taken.tables.label("theme", row.series.definition.theme, row.lang)
        code = f"${get_column_letter(grid.code_column)}{number}"
        at = FormulaCell(f"=MATCH({code},{grid.own_codes},0)", Num(grid.row(row)))
        start = own.start
        return (
            Styled(theme, "soft"),
            Styled(row.label, "named"),
            self._unit(own),
            Styled(Num(start.period.end.year), "soft right", "0") if start else None,
            None,
            *(self._cell(own, number, year) for year in grid.columns),
            Styled(row.code, "soft"),
            Styled(at, "helper"),
        )

    def _unit(self, own: Yearly) -> Cell:
        """Name the unit of the numbers of a row, by the mode."""
        plain, start = change_unit(own.series, own.row.lang), own.start
        based = "100" if start is None else self.say("summary.based", year=start.period.end.year)
        units = {"step": plain, "since": plain, "index": based, "average": "%"}
        listed = ",".join(f'"{units[mode]}"' for mode in MODES)
        formula = FormulaCell(f"=CHOOSE({self._mode},{listed})", units[self.chosen])
        return Styled(formula, "soft")

    def _cell(self, own: Yearly, number: int, year: int) -> Cell:
        """Compute the growth of a year in each mode."""
        modes: dict[str, Callable[[Yearly, int, int], Told]] = {
            "step": self._step,
            "since": self._since,
            "index": self._index,
            "average": self._average,
        }
        told = {mode: modes[mode](own, number, year) for mode in MODES}
        if all(t.formula == '""' for t in told.values()):
            return None
        listed = ",".join(told[mode].formula for mode in MODES)
        here = self._cell_of(number, year)
        formula = f'=IF(COUNT({here})=0,"",CHOOSE({self._mode},{listed}))'
        shown = told[self.chosen].shown if year in own.numbers else ""
        step = self._moved(own, year - 1, year)
        form = change_form(own.series, step or Move(), own.row.lang, unit=False)
        style = "broken" if year in own.broken else "value"
        return Styled(FormulaCell(formula, shown), style, form)

    def _cell_of(self, number: int, year: int) -> str:
        """Find a value of the table by the code of the row."""
        letter = self.grid.letter(year)
        cells = f"{letter}${HEADER + 1}:{letter}${self.grid.last}"
        return f"INDEX({cells},${self._at}{number})"

    def _live(self, number: int, base: int, end: int, rule: Rule, places: int) -> str:
        cells = self._cell_of(number, base), self._cell_of(number, end)
        amount = rounding(rule.excel(*(f"SUM({cell})" for cell in cells)), places)
        return f'IF(COUNT({cells[0]})=0,"",{amount})'

    def _moved(self, own: Yearly, base: int, end: int) -> Move | None:
        """Tell a change as the program does; None where it has no two numbers."""
        points = own.numbers.get(base), own.numbers.get(end)
        if points[0] is None or points[1] is None:
            return None
        return moved(own.series, points[0], points[1], own.row.lang)

    def _told(self, move: Move | None, live: Callable[[int], str], places: int) -> Told:
        """Give the formula with the digits of the program, or its mark."""
        if move is None:
            return Told(live(places), "")
        if move.value is None:
            return Told(f'"{move.mark}"', move.mark)
        return Told(live(move.value.places), move.value)

    def _step(self, own: Yearly, number: int, year: int) -> Told:
        if year == self.grid.columns[0]:
            return Told('""', "")
        move = self._moved(own, year - 1, year)
        if move is None and year in own.broken:
            before = self._cell_of(number, year - 1)
            return Told(f'IF(COUNT({before})=0,"","{BROKEN}")', "")
        rule = rule_for(own.series)
        return self._told(
            move,
            lambda places: self._live(number, year - 1, year, rule, places),
            places_for(own.series),
        )

    def _since(self, own: Yearly, number: int, year: int) -> Told:
        base = self._base(own, year)
        if isinstance(base, Told):
            return base
        if base == year:
            return Told('""', "")
        rule = rule_for(own.series)
        return self._told(
            self._moved(own, base, year),
            lambda places: self._live(number, base, year, rule, places),
            places_for(own.series),
        )

    def _index(self, own: Yearly, number: int, year: int) -> Told:
        return self._ratio(own, number, year, lambda _: INDEX, own_base=True)

    def _average(self, own: Yearly, number: int, year: int) -> Told:
        return self._ratio(own, number, year, lambda years: average_growth(YEAR * years))

    def _ratio(
        self,
        own: Yearly,
        number: int,
        year: int,
        rule: Callable[[int], Rule],
        *,
        own_base: bool = False,
    ) -> Told:
        base = self._base(own, year)
        if isinstance(base, Told):
            return base
        if own.series.definition.measure in NO_RATIO:
            return Told(f'"{NOTHING}"', NOTHING)
        if base == year and not own_base:
            return Told('""', "")
        points = own.numbers[base], own.numbers.get(year)
        move = None
        if points[1] is not None:
            compute = indexed if own_base else averaged
            move = compute(own.series, points[0], points[1])
        made = rule(year - base)
        return self._told(
            move,
            lambda places: self._live(number, base, year, made, places),
            PERCENT_PLACES,
        )

    def _base(self, own: Yearly, year: int) -> int | Told:
        """Give the year that later ones are compared with, or what stands where there is none."""
        if own.start is None:
            return Told('""', "")
        base = own.start.period.end.year
        if year >= base:
            return base
        broken = any(year < b <= base for b in own.broken)
        return Told(f'"{BROKEN}"', BROKEN) if broken else Told('""', "")
