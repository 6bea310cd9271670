"""The newest figure of a row of years, its period and its change, as cells that follow the years.

Their formulas look at the last number among the years, so that a value typed into a later year
counts at once. Until then they show what the program tells, and its marks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from metrics.exports.series_rows import SeriesRow
from metrics.exports.workbook.rounding import rounding
from metrics.exports.workbook.summary.moves import (
    BROKEN,
    NOTHING,
    UNSURE,
    Move,
    change_form,
    moved,
    places_for,
    rule_for,
    safe,
)
from metrics.exports.workbook.summary.yearly import Yearly, form_of, value_of
from metrics.exports.workbook.values import Cell, FormulaCell, Num, Styled
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import CHANGES
from metrics.rules.course import Course
from metrics.wording.forms import number_form
from metrics.wording.numbers import ordinal
from metrics.wording.observations import is_rank, mark, mark_implied, period_words


@dataclass(frozen=True)
class Newest:
    """Cells that tell the newest figure of a series.

    Parameters
    ----------
    own : Yearly
        The years of the series.
    before : int
        The year before the first one that has a cell.
    last : str
        The cell with the place of the last number among the years.
    newest : str
        The cell of the newest figure.
    value : callable
        Writes the cell of a value by the place of its year.
    """

    own: Yearly
    before: int
    last: str
    newest: str
    value: Callable[[str], str]

    @property
    def lang(self) -> Lang:
        """Language of the workbook."""
        return self.own.row.lang

    @property
    def point(self) -> Observation:
        """The newest figure."""
        return self.own.series.latest

    @cached_property
    def course(self) -> Course:
        """How the series came to it."""
        return Course(self.own.series)

    @property
    def place(self) -> int:
        """The place of its year among the years."""
        return self.point.period.end.year - self.before

    @property
    def live(self) -> bool:
        """Whether it stands among the years as a number."""
        return self.own.newest is not None

    @property
    def last_shown(self) -> Num:
        """The place of the last number, as long as nothing is typed."""
        return Num(max(self.own.numbers) - self.before if self.own.numbers else 0)

    def later(self, live: str, known: str) -> str:
        """Write a formula that tells what is known until a later year has a number."""
        return f"=IF({self.last}>{self.place},{live},{known})"

    def figure(self, style: str = "strong") -> Cell:
        """Tell the figure as a number; as words where formulas may not take it."""
        live = f"SUM({self.value(self.last)})"
        form = told_form(self.point, self.own.row)
        if self.live:
            value = value_of(self.point, self.own.row)
            return Styled(FormulaCell(f"={live}", value), style, form)
        if self._plain:
            # Of another day, or of several months: its period stands beside it.
            value = value_of(self.point, self.own.row)
            return Styled(FormulaCell(self.later(live, f"{value.value:f}"), value), style, form)
        said = mark(self.point, self.own.row.scale, self.lang)
        said = mark_implied(said, [self.point], self.lang)
        return Styled(FormulaCell(self.later(live, quoted(said)), said), style)

    @property
    def _plain(self) -> bool:
        """Whether the figure is a number that is printed, and defined as the others are."""
        point = self.point
        return not (point.figure.one_sided or point.implied or point.status == "D")

    def period(self) -> Cell:
        """Name its period."""
        say = text(self.lang)
        said = period_told(self.point, self.lang)
        closes = "end_of_year" if self.point.period.kind == "date" else "year"
        before, after = say(f"period.{closes}", year="\n").split("\n")
        # A look-up of the heading would be shown with a sign before it.
        live = f"{quoted(before)}&({self.last}+{self.before})&{quoted(after)}"
        if self.live and say(f"period.{closes}", year=self.point.period.end.year) == said:
            return Styled(FormulaCell(f"={live}", said), "dated")
        return Styled(FormulaCell(self.later(live, quoted(said)), said), "dated")

    def step(self) -> Cell:
        """Tell the change on the year before."""
        before = self.value(f"{self.last}-1")
        live = self.amount(f"SUM({before})", self._step)
        known = f'IF(COUNT({before})=0,"{NOTHING}",{live})'
        live = f'IF({self.last}<2,"{NOTHING}",{known})'
        year, step = self.point.period.end.year, self.course.step
        if step is None and self.live and self._open(year - 1):
            form = change_form(self.own.series, Move(), self.lang)
            return Styled(FormulaCell(f"={live}", NOTHING), "value", form)
        held = step is not None and self.own.numbers.get(step.base.period.end.year) is step.base
        return self.told(self._step, live, held=held)

    def _open(self, year: int) -> bool:
        """Tell whether a value may be typed into a year, to be compared with the newest."""
        change = self.own.series.definition.measure in CHANGES
        return not change and year not in self.own.shown and year + 1 not in self.own.broken

    @cached_property
    def _step(self) -> Move:
        series, step = self.own.series, self.course.step
        if step is not None:
            return moved(series, step.base, step.end, self.lang)
        earlier = [p for p in series.main if p.period < self.point.period]
        if earlier and self.point.period.end.year in self.own.broken:
            return Move(mark=moved(series, earlier[-1], self.point, self.lang).mark)
        return Move(mark=NOTHING)

    def amount(self, base: str, move: Move) -> str:
        """Write the change from a cell to the newest figure, in the digits of the program."""
        places = places_for(self.own.series) if move.value is None else move.value.places
        return safe(rounding(rule_for(self.own.series).excel(base, self.newest), places))

    def told(self, move: Move, live: str, *, form: str = "", held: bool = True) -> Cell:
        """Give a formula whose answer until a later year comes is the program's own.

        Parameters
        ----------
        move : Move
            What the program tells.
        live : str
            What the cells give, without an equals sign.
        form : str
            Number format; that of a change by default.
        held : bool
            Whether cells hold what the program computes from.

        Returns
        -------
        Cell
            A mark where nothing is computed.
        """
        if self.own.series.definition.measure in CHANGES:
            return Styled(NOTHING, "value")
        form = form or change_form(self.own.series, move, self.lang)
        mark = self._words(move.mark)
        shown = mark if move.value is None else move.value
        if move.value is not None and self.live and held:
            return Styled(FormulaCell(f"={live}", shown), "value", form)
        known = quoted(mark) if move.value is None else f"{move.value.value}"
        return Styled(FormulaCell(self.later(live, known), shown), "value", form)

    def _words(self, mark: str) -> str:
        """Write a mark in words, for which there is room here."""
        keys = {UNSURE: "summary.unsure", BROKEN: "summary.parted"}
        return text(self.lang)(keys[mark]) if mark in keys else mark


def told_form(point: Observation, row: SeriesRow) -> str:
    """Return the number format of a figure that is told by itself: a rank has its words.

    English endings change with the number, and are left out.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.exports.series_rows import series_rows
    >>> tables = load()
    >>> (row,) = series_rows(tables, [tables.series("gii_rank")], "zh")
    >>> told_form(row.series.latest, row)
    '"第"#,##0"位"'
    """
    if is_rank(point) and row.lang == "zh":
        words = ordinal(point.figure.value, row.lang)
        return number_form(0, words.before, words.after)
    return form_of(point, row)


def period_told(point: Observation, lang: Lang) -> str:
    """Name the period of a figure; of an implied one say so."""
    return mark_implied(period_words(point, lang), [point], lang)


def quoted(words: str) -> str:
    """Write a text within a formula.

    Examples
    --------
    >>> quoted("未辨增减")
    '"未辨增减"'
    """
    return '"' + words.replace('"', '""') + '"'
