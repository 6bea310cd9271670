"""The view of the explorer as tables: each point with its formula over the cells of the series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from metrics import panels, results
from metrics.charts import words
from metrics.explore import RELATIVE, Exploration, Panel, name
from metrics.exports.workbook.charting import MOST_LABELS, kind_of, value_axis
from metrics.exports.workbook.model import (
    HEADER,
    Axis,
    Cell,
    Chart,
    ChartSheet,
    Live,
    Num,
    Row,
    Run,
    Table,
    number_format,
    sheet_name,
)
from metrics.exports.workbook.tables import BARS, ConceptTable, ends
from metrics.facts import Observation
from metrics.figures import Interval
from metrics.numbers import Scale, axis_unit, places_allowed
from metrics.panels.canvas import Canvas
from metrics.text import Lang, text
from metrics.transforms import Point, Result, years_between

KEYS = ("series", "period", "end", "point", "point_live", "point_lo", "point_hi", "qualifier")
MORE = ("how", "printed", "source")


@dataclass(frozen=True)
class PanelTable:
    """The points of the series that share an axis.

    Parameters
    ----------
    tables : mapping
        The table in which the series of an indicator stands, by its id.
    """

    view: Exploration
    panel: Panel
    mark: str
    tables: Mapping[str, ConceptTable]
    lang: Lang

    @cached_property
    def entries(self) -> tuple[tuple[Result, Point], ...]:
        """Series and point of each row, strand by strand."""
        return tuple((r, p) for r in self.panel.results for p in r.points)

    @property
    def relative(self) -> bool:
        """Whether its values are percentages or an index, which have no scale."""
        return self.view.choice.transform in RELATIVE

    @cached_property
    def scale(self) -> Scale:
        """The scale of all its values."""
        if self.relative:
            return Scale(0, "")
        series = [r.series for r in self.panel.results]
        return words.middle_scale(series, self.lang)

    @cached_property
    def unit(self) -> str:
        """The unit of its values in words."""
        first = self.panel.results[0]
        if self.relative or first.series.definition.unit.id == "percent":
            return results.unit_text(self.panel.results, self.lang)
        return axis_unit(self.scale, first.series.definition.unit, self.lang)

    @cached_property
    def table(self) -> Table:
        """The table as it is written."""
        say = text(self.lang)
        heads = {k: say(f"sheet.{k}", unit=self.unit) for k in (*KEYS, *MORE)}
        made = say(f"transform.{self.view.choice.transform}")
        return Table(
            name=sheet_name(self.mark, made),
            id=f"{self.mark}_view",
            title=say("sheet.view", transform=made),
            about=say("explore.order"),
            columns=heads,
            rows=self._rows,
            count=len(self.entries),
            frozen=2,
        )

    def _rows(self) -> Iterator[Row]:
        for result, point in self.entries:
            value = self._number(result, point)
            interval = point.interval.scaled(Decimal(1).scaleb(-self.scale.exponent))
            yield (
                name(self.view.tables, result.series, self.lang),
                results.span_words(point, self.lang),
                point.period.end,
                value,
                self._live(result, point, value),
                *_outward(interval, value),
                results.qualifier_words(self.view.tables, point, self.lang),
                results.formula(result, point, self.lang) or None,
                text(self.lang)("list.semicolon").join(
                    words.printed_words(o, self.lang) for o in point.inputs
                ),
                text(self.lang)("list.semicolon").join(
                    dict.fromkeys(
                        words.source_words(self.view.tables, o, self.lang) for o in point.inputs
                    )
                ),
            )

    def _number(self, result: Result, point: Point) -> Num | None:
        if point.value is None:
            return None
        scaled = point.value.scaleb(-self.scale.exponent)
        if result.transform == "none":
            return Num(scaled, max(0, -int(scaled.normalize().as_tuple().exponent)))
        most = 1
        if result.transform == "change":
            poorest = max(o.figure.resolution for o in point.inputs)
            most = max(0, self.scale.exponent - poorest.normalize().adjusted())
        interval = point.interval.scaled(Decimal(1).scaleb(-self.scale.exponent))
        places = places_allowed(interval, most)
        return Num(scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places)

    def _live(self, result: Result, point: Point, value: Num | None) -> Live | None:
        """The formula over the cells in which the inputs stand, in other tables."""
        if value is None:
            return None
        cells = [self._input(o) for o in point.inputs]
        base, end = cells[0], cells[-1]
        if result.transform == "none":
            return Live(f"={end}", value.places)
        arithmetic = {
            "change": f"{end}-{base}",
            "pct": f"({end}/{base}-1)*100",
            "index": f"{end}/{base}*100",
            "share": f"{end}/{base}*100",
        }.get(result.transform)
        if arithmetic is None:
            months = int(years_between(*point.inputs) * 12)
            arithmetic = f"(({end}/{base})^(12/{months})-1)*100"
        return Live(f"=ROUND({arithmetic},{value.places})", value.places)

    def _input(self, o: Observation) -> str:
        made = self.tables[o.definition.id]
        cell = made.table.cell("value", made.rows_of[id(o)])
        exponent = made.scale.exponent - self.scale.exponent
        return cell if self.relative and exponent == made.scale.exponent else _times(cell, exponent)

    def chart(self) -> Chart:
        """The chart of the panel."""
        kind = "bar" if self._bars() else kind_of(self.panel.results[0].series.definition.measure)
        if self.view.choice.transform != "none" and kind == "rank":
            kind = "line"
        numbers = [n for r, p in self.entries if (n := self._number(r, p)) is not None]
        values = [Decimal(n.value) for n in numbers] or [Decimal(0)]
        axis = value_axis(values, kind, max((n.places for n in numbers), default=0))
        return Chart(
            kind=kind,
            table=self.table,
            along="period" if kind == "bar" else "end",
            runs=tuple(self._runs(whole=kind == "bar")),
            title=text(self.lang)("list.comma").join(self._names()),
            about=self._about(axis),
            unit=self.unit,
            foot=tuple(panels.footer(Canvas(self.view, self.lang, "light"))),
            alt=panels.alternative(self.view, self.lang),
            axis=axis,
            days=() if kind == "bar" else words.span_of([r.series for r in self.panel.results]),
        )

    def _about(self, axis: Axis) -> str:
        say = text(self.lang)
        parts = [
            say(f"transform.{self.view.choice.transform}"),
            say("chart.unit", unit=self.unit),
            *([say("chart.not_from_zero")] if axis.low else []),
        ]
        return say("list.dot").join(parts)

    def _bars(self) -> bool:
        measure = self.panel.results[0].series.definition.measure
        return len(self.panel.results) == 1 and (
            self.view.choice.transform == "none" and measure in BARS
        )

    def _names(self) -> list[str]:
        return [name(self.view.tables, r.series, self.lang) for r in self.panel.results]

    def _runs(self, *, whole: bool) -> Iterator[Run]:
        """Runs of joined points; of bars all points of the series."""
        row = HEADER + 1
        for place, result in enumerate(self.panel.results):
            for run in [result.points] if whole else joined_runs(result.points):
                ends_ = (result.points[0], result.points[-1])
                few = len(result.points) <= MOST_LABELS
                yield Run(
                    name=name(self.view.tables, result.series, self.lang),
                    first=row,
                    last=row + len(run) - 1,
                    values="point",
                    colour=place,
                    labels=tuple(
                        (n, number_format(value.places))
                        for n, p in enumerate(run)
                        if (value := self._number(result, p)) and (few or p in ends_)
                    ),
                    hollow=tuple(n for n, p in enumerate(run) if p.one_sided),
                    hatched=tuple(n for n, p in enumerate(run) if p.period.kind == "months"),
                )
                row += len(run)


def joined_runs(points: Sequence[Point]) -> list[list[Point]]:
    """Points that a line joins, together."""
    runs: list[list[Point]] = []
    for point in points:
        if point.joined and runs:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _times(cell: str, exponent: int) -> str:
    return f"{cell}*10^{exponent}" if exponent else cell


def _outward(interval: Interval, value: Num | None) -> tuple[Cell, Cell]:
    """The ends of an interval with a digit more than the value has."""
    places = (value.places if value else 1) + 1
    step = Decimal(1).scaleb(-places)
    lo = None if interval.lo is None else interval.lo.quantize(step, "ROUND_FLOOR")
    hi = None if interval.hi is None else interval.hi.quantize(step, "ROUND_CEILING")
    return ends(Interval(lo, hi), Scale(0, ""))


def view_sheet(made: Sequence[PanelTable], mark: str, lang: Lang) -> ChartSheet:
    """The charts of a view on one sheet."""
    view = made[0].view
    canvas = Canvas(view, lang, "light")
    title = text(lang)("sheet.view", transform=text(lang)(f"transform.{view.choice.transform}"))
    return ChartSheet(
        name=sheet_name(mark, text(lang)("sheet.view_chart")),
        title=title,
        about=text(lang)("list.dot").join(panels.subtitle(canvas)),
        charts=tuple(m.chart() for m in made),
    )
