"""The growth of the series of a sheet, in the way that a list has chosen, over their own cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from metrics.exports.workbook.sheets import Choice, Format
from metrics.exports.workbook.summary.grid import Grid
from metrics.exports.workbook.summary.modes import ADDED, BLANK, MODES, GrowthCell, Told
from metrics.exports.workbook.summary.moves import change_unit
from metrics.exports.workbook.summary.planned_sheet import PlannedSheet
from metrics.exports.workbook.summary.yearly import Yearly
from metrics.exports.workbook.values import HEADER, Cell, FormulaCell, Num, Row, Styled
from metrics.model.observation import Observation
from metrics.model.series import CHANGES, series_key
from metrics.rules.share import whole_of
from metrics.rules.transforms import Transform

if TYPE_CHECKING:
    pass

# Ranges that one format is told of: programs refuse very long lists of them.
MOST_RANGES = 60
# The mode that shows the transform of a view at first.
OF_TRANSFORM: dict[Transform, str] = {"none": "step", "cagr": "average"}


@dataclass(frozen=True)
class Growth(PlannedSheet):
    """A block of rows below a table of years.

    Parameters
    ----------
    top : int
        The row of the sheet with its list.
    """

    top: int

    @property
    def grid(self) -> Grid:
        """Where the years stand."""
        return self.plan.grid

    @cached_property
    def rows(self) -> tuple[Yearly, ...]:
        """The series that something is computed of in one of the modes."""
        return tuple(own for own in map(self.plan.yearly_of, self.plan.rows) if self._grows(own))

    def _grows(self, own: Yearly) -> bool:
        """Tell whether a series has two numbers, and is no change itself.

        A view may ask for the change of a change, and for the share of a single figure.
        """
        if self.chosen == "share" and own.numbers and self._whole(own) is not None:
            return True
        change = own.series.definition.measure in CHANGES and self.chosen != "change"
        return len(own.numbers) > 1 and not change

    @property
    def last(self) -> int:
        """Its last row."""
        return self.top + len(self.rows)

    @property
    def _transform(self) -> Transform:
        """The transform of the view that the workbook is of."""
        return self.plan.view.choice.transform if self.plan.view else "none"

    @property
    def modes(self) -> tuple[str, ...]:
        """What may be chosen, in the order of the list; a view adds its own transform."""
        added = (self._transform,) if self._transform in ADDED else ()
        return (*MODES, *added)

    @property
    def chosen(self) -> str:
        """The mode that is chosen at first."""
        return OF_TRANSFORM.get(self._transform, self._transform)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The list of the modes."""
        if not self.rows:
            return ()
        modes = ",".join(self.say(f"summary.mode_{mode}") for mode in self.modes)
        return (Choice(f"B{self.top}", f'"{modes}"', self.say("summary.choose_mode")),)

    @property
    def formats(self) -> tuple[Format, ...]:
        """The number formats of the other modes, each of all cells that have it."""
        found: dict[tuple[int, str], list[tuple[int, int]]] = {}
        for (number, year), told in self._told.items():
            for place, mode in enumerate(self.modes, 1):
                form = told[mode].form
                if form and form != self._form(told):
                    found.setdefault((place, form), []).append((number, year))
        return tuple(
            Format(" ".join(some), f"{self._mode}={place}", form)
            for (place, form), cells in found.items()
            for some in batched(self._ranges(cells), MOST_RANGES)
        )

    def _ranges(self, cells: Sequence[tuple[int, int]]) -> Iterator[str]:
        """Join cells of a row that stand side by side; they come row by row."""
        for _, side in groupby(enumerate(cells), lambda one: (one[1][0], one[1][1] - one[0])):
            run = [cell for _, cell in side]
            number, ends = run[0][0], (run[0][1], run[-1][1])
            yield ":".join(f"{self.grid.letter(year)}{number}" for year in ends)

    def _form(self, told: Mapping[str, Told]) -> str:
        """Give the number format that a cell has but for its mode."""
        return told[self.chosen].form or next((t.form for t in told.values() if t.form), "")

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
        words = [self.say(f"summary.mode_{mode}") for mode in self.modes]
        listed = ",".join(f'"{word}"' for word in words)
        place = self.modes.index(self.chosen)
        mode = FormulaCell(f"=MATCH($B${self.top},{{{listed}}},0)", Num(place + 1))
        yield (
            Styled(self.say("summary.growth"), "line strong"),
            Styled(words[place], "chosen"),
            Styled(self.say("summary.growth_marks"), "note"),
            *[None] * (self.grid.code_column - 4),
            Styled(mode, "helper"),
        )
        for number, own in enumerate(self.rows, self.top + 1):
            yield self._row(own, number)

    def _row(self, own: Yearly, number: int) -> Row:
        row, grid = own.row, self.grid
        code = f"${get_column_letter(grid.code_column)}{number}"
        at = FormulaCell(f"=MATCH({code},{grid.own_codes},0)", Num(grid.row(row)))
        start = self._start(own)
        return (
            Styled(self.plan.theme_of(row), "soft"),
            Styled(row.label, "named"),
            self._unit(own),
            Styled(Num(start.period.end.year) if start else None, "soft right", "0"),
            Styled(None, "value"),
            *(self._cell(own, number, year) for year in grid.columns),
            Styled(row.code, "helper text"),
            Styled(at, "helper"),
        )

    def _unit(self, own: Yearly) -> Cell:
        """Name the unit of the numbers of a row, by the mode."""
        plain, start = change_unit(own.series, own.row.lang), self._start(own)
        based = "" if start is None else self.say("summary.based", year=start.period.end.year)
        units = {"index": based, "average": "%", "share": "%", "pct": "%", "change": own.row.unit}
        units = {mode: units.get(mode, plain) for mode in self.modes}
        listed = ",".join(f'"{units[mode]}"' for mode in self.modes)
        formula = FormulaCell(f"=CHOOSE({self._mode},{listed})", units[self.chosen])
        return Styled(formula, "soft wrapped")

    def _cell(self, own: Yearly, number: int, year: int) -> Cell:
        """Compute the growth of a year in each mode."""
        told = self._told[number, year]
        if all(t is BLANK for t in told.values()):
            return Styled(None, "value")
        listed = ",".join(told[mode].formula for mode in self.modes)
        at = f"${self._at}{number}"
        letter = self.grid.letter(year)
        here = f"INDEX({letter}${HEADER + 1}:{letter}${self.grid.last},{at})"
        formula = f'=IF(COUNT({here})=0,"",CHOOSE({self._mode},{listed}))'
        shown = told[self.chosen].shown if year in own.numbers else ""
        style = "broken" if year in own.broken else "value"
        return Styled(FormulaCell(formula, shown), style, self._form(told))

    @cached_property
    def _told(self) -> dict[tuple[int, int], dict[str, Told]]:
        """What each mode makes of the cells, by their rows and years."""
        found = {}
        for number, own in enumerate(self.rows, self.top + 1):
            start, whole, at = self._start(own), self._whole(own), f"${self._at}{number}"
            for year in self.grid.columns:
                cell = GrowthCell(self.grid, own, year, at, start, whole)
                found[number, year] = {mode: cell.told(mode) for mode in self.modes}
        return found

    def _whole(self, own: Yearly) -> Yearly | None:
        key = series_key(whole_of(own.series.definition), own.series.area)
        return self.plan.yearly.get(key) if key in self.grid.places else None

    def _start(self, own: Yearly) -> Observation | None:
        """Give the figure that others are compared with: of a view that of its base."""
        view = self.plan.view
        if view is None or self._transform not in ("index", "cagr") or not view.base:
            return own.start
        return next((p for p in own.numbers.values() if p.period.code == view.base), None)


def batched(items: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield items in groups of a size.

    Examples
    --------
    >>> list(batched("abc", 2))
    [('a', 'b'), ('c',)]
    """
    rest = iter(items)
    while group := tuple(islice(rest, size)):
        yield group
