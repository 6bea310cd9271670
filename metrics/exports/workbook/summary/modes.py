"""What a cell of growth tells in each way to compare: a formula, a mark, and the program's answer.

A formula stands wherever two numbers may come to stand, with the digits that the figures there
allow; where the program refuses, or cannot tell a direction, the mark of that stands instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from metrics.exports.workbook.rounding import rounding
from metrics.exports.workbook.summary.grid import Grid
from metrics.exports.workbook.summary.moves import (
    BROKEN,
    NOTHING,
    PERCENT_PLACES,
    Move,
    averaged,
    change_form,
    differed,
    grown,
    indexed,
    moved,
    places_for,
    relative,
    rule_for,
    safe,
    shared,
    signed_form,
)
from metrics.exports.workbook.summary.yearly import Yearly
from metrics.exports.workbook.values import HEADER, Num, number_format
from metrics.model.observation import Observation
from metrics.model.series import CHANGES
from metrics.rules.average_growth import average_growth
from metrics.rules.change import CHANGE
from metrics.rules.growth import GROWTH
from metrics.rules.index import INDEX
from metrics.rules.multiple import NO_RATIO
from metrics.rules.rule import Rule
from metrics.rules.share import SHARE

# What may be chosen, in the order of the list, and what a view of that transform adds.
MODES = ("step", "since", "index", "average")
ADDED = ("change", "pct", "share")
# Months of a year.
YEAR = 12


@dataclass(frozen=True)
class Told:
    """What a mode makes of a cell.

    Parameters
    ----------
    formula : str
        Without an equals sign; a mark stands in quotes.
    shown : Num or str
        The program's answer.
    form : str
        Number format.
    """

    formula: str = '""'
    shown: Num | str = ""
    form: str = ""


BLANK = Told()


@dataclass(frozen=True)
class GrowthCell:
    """A year of a series in the block of growth.

    Parameters
    ----------
    grid : Grid
        Where the years stand.
    own : Yearly
        The years of the series.
    year : int
        The year.
    at : str
        The cell with the place of the series among the rows.
    start : Observation, optional
        What later figures are compared with.
    whole : Yearly, optional
        What the series is a declared part of, where it has a row.
    """

    grid: Grid
    own: Yearly
    year: int
    at: str
    start: Observation | None
    whole: Yearly | None

    def told(self, mode: str) -> Told:
        """Tell the growth in a mode."""
        modes: dict[str, Callable[[], Told]] = {
            "step": self._step,
            "since": self._since,
            "index": self._index,
            "average": self._average,
            "change": self._change,
            "pct": self._pct,
            "share": self._share,
        }
        return modes[mode]()

    @property
    def _point(self) -> Observation | None:
        return self.own.numbers.get(self.year)

    def _cell(self, year: int, at: str = "") -> str:
        """Find a value of the table by the code of the row."""
        letter = self.grid.letter(year)
        return f"INDEX({letter}${HEADER + 1}:{letter}${self.grid.last},{at or self.at})"

    def _live(
        self,
        base: str,
        rule: Rule,
        move: Move | None,
        most: int,
        form: Callable[[int], str],
        larger: int = 0,
    ) -> Told:
        """Give a rule over a cell and that of the year, with the digits of the program.

        The unit of the other cell may be so many powers of ten larger than that of the year.
        """
        if move is not None and move.value is None:
            return Told(_quoted(move.mark), move.mark)
        shown = None if move is None else move.value
        places = most if shown is None else shown.places
        end = self._cell(self.year)
        other = f"(SUM({base})*10^{larger})" if larger else f"SUM({base})"
        amount = rounding(rule.excel(other, f"SUM({end})"), places)
        return Told(f'IF(COUNT({base})=0,"",{safe(amount)})', shown or "", form(places))

    def _parted(self, base: int) -> bool:
        """Tell whether the series breaks between the year and another."""
        first, last = sorted((base, self.year))
        return any(first < year <= last for year in self.own.broken)

    def _unless_empty(self, base: int, mark: str) -> Told:
        """Give a mark where there comes to be a number in another year too."""
        return Told(f'IF(COUNT({self._cell(base)})=0,"",{_quoted(mark)})')

    def _moved(self, base: int) -> Told:
        """Tell the change since a year: in per cent, or by the difference."""
        own, before = self.own, self.own.numbers.get(base)
        move = None
        if before is not None and self._point is not None:
            move = moved(own.series, before, self._point, own.row.lang)
        elif self._parted(base):
            return self._unless_empty(base, BROKEN)
        form = change_form(own.series, move or Move(), own.row.lang, unit=False)
        rule, most = rule_for(own.series), places_for(own.series)
        return self._live(self._cell(base), rule, move, most, lambda _: form)

    def _step(self) -> Told:
        return BLANK if self.year == self.grid.columns[0] else self._moved(self.year - 1)

    def _since(self) -> Told:
        if self.start is None or self.year <= self.start.period.end.year:
            return self._before()
        return self._moved(self.start.period.end.year)

    def _before(self) -> Told:
        """Tell that a break parts the year from the first that others are compared with."""
        start = self.start
        parted = start is not None and self._parted(start.period.end.year)
        return Told(_quoted(BROKEN), BROKEN) if parted else BLANK

    def _index(self) -> Told:
        if self.start is None:
            return BLANK
        move = None if self._point is None else indexed(self.own.series, self.start, self._point)
        return self._ratio(self.start.period.end.year, INDEX, move, number_format)

    def _average(self) -> Told:
        start = self.start
        if start is None or self.year <= start.period.end.year:
            return self._before()
        base = start.period.end.year
        move = None if self._point is None else averaged(self.own.series, start, self._point)
        return self._ratio(base, average_growth(YEAR * (self.year - base)), move, signed_form)

    def _ratio(self, base: int, rule: Rule, move: Move | None, form: Callable[[int], str]) -> Told:
        """Tell a ratio to the first year, where the measure has one."""
        if self.own.series.definition.measure in NO_RATIO:
            return Told(_quoted(NOTHING), NOTHING)
        if move is None and self._parted(base):
            return Told(_quoted(BROKEN))
        if move is None and self.year < base:
            return BLANK
        return self._live(self._cell(base), rule, move, PERCENT_PLACES, form)

    def _change(self) -> Told:
        """Tell the change on the year before in the unit of the series."""
        own = self.own
        if not relative(own.series) and own.series.definition.measure not in CHANGES:
            return self._step()
        most = max(num.places for num in map(own.number, own.numbers) if num is not None)
        tell = partial(differed, own.series, scale=own.row.scale)
        return self._on_the_year_before(CHANGE, tell, most)

    def _pct(self) -> Told:
        """Tell the growth on the year before in per cent, where the measure has a ratio."""
        if self.own.series.definition.measure in NO_RATIO:
            return Told(_quoted(NOTHING), NOTHING)
        return self._on_the_year_before(GROWTH, partial(grown, self.own.series), PERCENT_PLACES)

    def _on_the_year_before(self, rule: Rule, tell: Callable[..., Move], most: int) -> Told:
        """Tell what a rule makes of the year before and the year, each in one way everywhere."""
        if self.year == self.grid.columns[0]:
            return BLANK
        before, move = self.own.numbers.get(self.year - 1), None
        if before is not None and self._point is not None:
            move = tell(before, self._point)
        elif self._parted(self.year - 1):
            return self._unless_empty(self.year - 1, BROKEN)
        return self._live(self._cell(self.year - 1), rule, move, most, signed_form)

    def _share(self) -> Told:
        """Tell the share of the declared whole, where it has a row."""
        if self.whole is None:
            return Told(_quoted(NOTHING), NOTHING)
        whole = self.whole.numbers.get(self.year)
        move = None
        if whole is not None and self._point is not None:
            move = shared(whole, self._point)
        place = f"MATCH({_quoted(self.whole.row.code)},{self.grid.own_codes},0)"
        cell = self._cell(self.year, place)
        larger = self.whole.row.scale.exponent - self.own.row.scale.exponent
        return self._live(cell, SHARE, move, PERCENT_PLACES, number_format, larger)


def _quoted(words: str) -> str:
    return f'"{words}"'
