"""What stands in the cell of a year: a number, or a text that no formula can take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from metrics.exports.series_rows import SeriesRow
from metrics.exports.workbook.values import Cell, Num, Styled
from metrics.locale import text
from metrics.model.observation import Observation
from metrics.model.series import CHANGES, Series
from metrics.rules.course import change_between
from metrics.wording.figures import shown_resolution
from metrics.wording.forms import number_form
from metrics.wording.numbers import places_of
from metrics.wording.observations import MARK_DIGITS, SIGNS, is_rank, mark

# From here on numbers have a digit more.
LARGE = 1000
# Marks of what stands in a cell: another period than a year, worked out, defined otherwise.
UNLIKE, DERIVED, OTHERWISE = "†", "‡", "*"


@dataclass(frozen=True)
class Yearly:
    """The years of a series.

    Parameters
    ----------
    row : SeriesRow
        The series with its scale.
    """

    row: SeriesRow

    @property
    def series(self) -> Series:
        """The series."""
        return self.row.series

    @property
    def told(self) -> bool:
        """Whether a story tells it."""
        return is_told(self.series)

    @cached_property
    def shown(self) -> dict[int, Observation]:
        """The point of each year: of the whole of it or its last day, else the latest other."""
        found: dict[int, Observation] = {}
        for point in self.series.points:
            year = point.period.end.year
            if point.annual or year not in found or not found[year].annual:
                found[year] = point
        return found

    @cached_property
    def numbers(self) -> dict[int, Observation]:
        """The points that stand as numbers, by their years."""
        return {year: p for year, p in self.shown.items() if is_number(p)}

    @cached_property
    def newest(self) -> Observation | None:
        """The newest figure, where it stands as the last number of the row."""
        last = self.numbers[max(self.numbers)] if self.numbers else None
        return last if last is self.series.latest else None

    @property
    def first(self) -> Observation | None:
        """The first figure that the newest one compares with; changes compare with none."""
        return None if self.series.definition.measure in CHANGES else self.series.base

    @cached_property
    def base(self) -> Observation | None:
        """That figure where both it and the newest one stand as numbers."""
        first = self.first
        number = first is not None and self.numbers.get(first.period.end.year) is first
        return first if number and self.newest is not None else None

    @cached_property
    def start(self) -> Observation | None:
        """The first number that changes are told since, of what stands as numbers alone."""
        if self.base is not None or not self.numbers:
            return self.base
        last = self.numbers[max(self.numbers)]
        earlier = (p for p in self.numbers.values() if p is not last)
        return next((p for p in earlier if self._compare(p, last)), None)

    def _compare(self, base: Observation, end: Observation) -> bool:
        return change_between(self.series, base, end) is not None

    @cached_property
    def broken(self) -> tuple[int, ...]:
        """The years before whose value the series breaks."""
        return tuple(sorted({p.end.year for p in self.series.broken_at}))

    @property
    def told_breaks(self) -> str:
        """Those years as a text, by which rules draw a line before the cell of each."""
        return " ".join(map(str, self.broken))

    def number(self, year: int) -> Num | None:
        """Give the number of a year, where there is one."""
        point = self.numbers.get(year)
        return None if point is None else value_of(point, self.row)

    def cell(self, year: int, *, bold: bool = False) -> Cell:
        """Give what stands in the cell of a year; the newest figure is bold."""
        point = self.shown.get(year)
        if point is None:
            return Styled(None, "value")
        if not is_number(point):
            return Styled(self._marked(point), "marked")
        style = "strong" if bold or point is self.series.latest else "value"
        form = form_of(point, self.row, signs=self.row.lang == "en")
        return Styled(value_of(point, self.row), style, form)

    def _marked(self, point: Observation) -> str:
        """Write a value that is no number of a year, with its marks."""
        signs = "" if point.annual else UNLIKE
        signs += DERIVED if point.implied else ""
        signs += OTHERWISE if point.status == "D" else ""
        said = mark(point, self.row.scale, self.row.lang, signs=self.row.lang == "en")
        return f"{said} {signs}".strip()


def is_told(series: Series) -> bool:
    """Tell whether a story tells a series, so that it stands before the others."""
    return bool(series.definition.story or series.definition.headline)


def is_number(point: Observation) -> bool:
    """Tell whether formulas may take the value of a point."""
    return point.annual and not point.figure.one_sided and not point.implied and point.status != "D"


def value_of(point: Observation, row: SeriesRow) -> Num:
    """Give the value of a point in the unit of its row, with the digits that are shown.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.exports.series_rows import series_rows
    >>> tables = load()
    >>> (row,) = series_rows(tables, [tables.series("pledge_financing")], "zh")
    >>> value_of(row.series.latest, row)
    Num(value=Decimal('8539.90000000'), places=1)
    """
    value = point.figure.value.scaleb(-row.scale.exponent)
    digits = MARK_DIGITS if abs(value) >= LARGE else MARK_DIGITS - 1
    shown = shown_resolution(point.figure, digits).normalize()
    places = max(0, row.scale.exponent - shown.adjusted())
    # Closing zeros that the scale makes and no source prints say nothing.
    if "." not in point.figure.printed:
        places = min(places, places_of(round(value, places)))
    return Num(value, places)


def form_of(point: Observation, row: SeriesRow, *, signs: bool = False) -> str:
    """Return the number format of a value: what is about right, or worked out, says so.

    Parameters
    ----------
    point : Observation
        Printed or derived.
    row : SeriesRow
        Its row.
    signs : bool
        Whether a sign says so, where there is no room for words.

    Returns
    -------
    str
        Without a scale.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.exports.series_rows import series_rows
    >>> tables = load()
    >>> (row,) = series_rows(tables, [tables.series("pledge_financing")], "zh")
    >>> form_of(row.series.latest, row)
    '#,##0.0'
    """
    places = 0 if is_rank(point) else value_of(point, row).places
    words = SIGNS["about"] if signs else text(row.lang)("qualifier.about.before")
    before = words if point.figure.qualifier == "about" else ""
    return number_form(places, before, f" {DERIVED}" if point.derived else "")
