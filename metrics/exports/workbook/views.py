"""The view of the explorer as tables: each point with its formula over the cells of the series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from metrics import panels
from metrics.charts import captions, footers
from metrics.charts.breaks import Break, break_lines, breaks_of
from metrics.explorer import results
from metrics.explorer.exploration import RELATIVE, Exploration, Panel, name
from metrics.exports.workbook.axes import Kind, label_format, value_axis
from metrics.exports.workbook.charting import (
    MOST_LABELS,
    broken_words,
    crossed_lines,
    kind_of,
)
from metrics.exports.workbook.derived import arithmetic, cell_value, rounded, rounding
from metrics.exports.workbook.model import (
    HEADER,
    CellRun,
    ChartSheet,
    FormulaCell,
    Num,
    Row,
    SheetAxis,
    SheetChart,
    Table,
    number_format,
    sheet_name,
)
from metrics.exports.workbook.tables import ConceptTable, bar_points, ends
from metrics.locale import Lang, text
from metrics.model.figure import places_allowed
from metrics.rules.change import poorest_digit
from metrics.rules.transforms import Point, Result, transform_words
from metrics.views import points
from metrics.wording import origins
from metrics.wording.numbers import Scale, axis_unit

KEYS = (
    "series",
    "period",
    "end",
    "over",
    "point",
    "point_live",
    "point_lo",
    "point_hi",
    "qualifier",
)
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
        """Series and point of each row: strand by strand, or what bars show and then the rest."""
        return tuple((r, p) for r in self.panel.results for p in (*self._drawn(r), *self._rest(r)))

    def _drawn(self, result: Result) -> Sequence[Point]:
        """Return what the chart shows of a series, in the order of its rows."""
        if self._chart_kind() != "bar":
            return result.points
        made = {id(p.inputs[0]): p for p in result.points}
        return [made[id(o)] for o in bar_points(result.series)]

    def _rest(self, result: Result) -> Iterator[Point]:
        """Yield part-years whose year is whole, which have no bar."""
        drawn = {id(p) for p in self._drawn(result)}
        return (p for p in result.points if id(p) not in drawn)

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
        return captions.middle_scale(series, self.lang)

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
        made = transform_words(self.view.choice.transform, self.lang)
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
            value, lo, hi = self._numbers(result, point)
            yield (
                name(self.view.tables, result.series, self.lang),
                points.span_words(point, self.lang),
                point.period.end,
                Num(point.months) if len(point.inputs) > 1 else None,
                value,
                self._live(result, point, value),
                lo,
                hi,
                results.qualifier_words(self.view.tables, point, self.lang),
                results.formula(result, point, self.lang) or None,
                text(self.lang)("list.semicolon").join(
                    origins.printed_words(o, self.lang) for o in point.inputs
                ),
                text(self.lang)("list.semicolon").join(
                    dict.fromkeys(
                        origins.source_words(self.view.tables, o, self.lang) for o in point.inputs
                    )
                ),
            )

    def _numbers(self, result: Result, point: Point) -> tuple[Num | None, Num | None, Num | None]:
        """Return the value of a point and the ends of its interval, rounded as in the tables."""
        factor = Decimal(1).scaleb(-self.scale.exponent)
        interval = point.interval.scaled(factor)
        if result.transform == "none":
            shown = point.inputs[0]
            return cell_value(shown, self.scale), *ends(shown.figure.interval, self.scale)
        most = 1
        if result.transform == "change":
            poorest = poorest_digit(point.inputs)
            most = max(0, self.scale.exponent - poorest.normalize().adjusted())
        exact = None if point.value is None else point.value * factor
        return rounded(exact, interval, places_allowed(interval, most))

    def _live(self, result: Result, point: Point, value: Num | None) -> FormulaCell | None:
        """Return the formula over the cells in which the inputs stand, in other tables."""
        if value is None:
            return None
        cells = self._inputs(point)
        base, end = cells[0], cells[-1]
        formula = arithmetic(result.transform, point, end, base)
        if result.transform == "none":
            return FormulaCell(f"={formula}", value)
        return FormulaCell(rounding(formula, self._digits(value)), value)

    def _digits(self, value: Num) -> int:
        return max(0, -int(Decimal(value.value).as_tuple().exponent))

    def _inputs(self, point: Point) -> list[str]:
        """Return the cells of the inputs, brought to one scale where their tables differ in it."""
        tables = [self.tables[o.definition.id] for o in point.inputs]
        own = tables[0].scale.exponent if self.relative else self.scale.exponent
        return [
            _times(made.table.cell("value", made.rows_of[id(o)]), made.scale.exponent - own)
            for made, o in zip(tables, point.inputs, strict=True)
        ]

    def chart(self) -> SheetChart:
        """Return the chart of the panel."""
        kind = self._chart_kind()
        numbers = [n for r, p in self.entries if (n := self._numbers(r, p)[0]) is not None]
        values = [Decimal(n.value) for n in numbers] or [Decimal(0)]
        axis = value_axis(values, kind, max((n.places for n in numbers), default=0))
        return SheetChart(
            kind=kind,
            table=self.table,
            along="period" if kind == "bar" else "end",
            runs=tuple(self._runs(whole=kind == "bar")),
            title=text(self.lang)("list.comma").join(self._names()),
            about=self._about(axis),
            unit=self.unit,
            foot=self._foot(),
            broken=broken_words(self._breaks(), self.lang),
            alt=panels.alternative(self.view, self.lang, (self.panel,)),
            axis=axis,
            days=() if kind == "bar" else captions.span_of([r.series for r in self.panel.results]),
        )

    def _chart_kind(self) -> Kind:
        """Return bars for the flows of one series; lines for what is computed of anything."""
        measure = self.panel.results[0].series.definition.measure
        if self.view.choice.transform != "none" or len(self.panel.results) > 1:
            return "rank" if self.view.choice.transform == "none" and measure == "rank" else "line"
        return kind_of(measure)

    def _about(self, axis: SheetAxis) -> str:
        say = text(self.lang)
        parts = [
            transform_words(self.view.choice.transform, self.lang),
            say("chart.unit", unit=self.unit),
            *([say("economies.rank_axis")] if axis.log else []),
            *([say("chart.not_from_zero")] if axis.low and not axis.log else []),
        ]
        return say("list.dot").join(parts)

    def _breaks(self) -> Sequence[Break]:
        series = [r.series for r in self.panel.results]
        return breaks_of(self.view.tables, series, self.lang)

    def _foot(self) -> tuple[str, ...]:
        """Return sources of the panel, its breaks and bounds, what is in view, the data version."""
        say, tables = text(self.lang), self.view.tables
        inputs = [o for _, p in self.entries for o in p.inputs]
        series = [r.series for r in self.panel.results]
        published = self.view.choice.transform == "none"
        lines = [footers.cited_words(inputs, self.lang)]
        lines.append(say("chart.version", version=tables.version))
        lines += break_lines(self._breaks(), self.lang)
        if published and any(p.one_sided for _, p in self.entries):
            lines.append(say("chart.hollow"))
        if any(not p.joined for r in self.panel.results for p in r.points[1:]):
            lines.append(say("explore.unjoined"))
        if any(o.period_basis == "inferred" for o in inputs):
            lines.append(say("explore.inferred"))
        if not published:
            lines.append(say("explore.derived"))
        if any(r.uneven for r in self.panel.results):
            lines.append(say("explore.uneven"))
        lines += footers.disputed_lines(tables, inputs, self.lang)
        points = {id(o): o for o in inputs}.values()
        lines += crossed_lines(footers.implied_lines(tables, points, self.lang), points, self.lang)
        lines += dict.fromkeys(note for s in series if (note := s.definition.note(self.lang)))
        return (*lines, *footers.selection_lines(tables, self.lang))

    def _names(self) -> list[str]:
        return [name(self.view.tables, r.series, self.lang) for r in self.panel.results]

    def _runs(self, *, whole: bool) -> Iterator[CellRun]:
        """Yield runs of joined points; of bars all points of the series."""
        row = HEADER + 1
        for place, result in enumerate(self.panel.results):
            for run in [self._drawn(result)] if whole else joined_runs(result.points):
                ends_ = (result.points[0], result.points[-1])
                few = len(result.points) <= MOST_LABELS
                yield CellRun(
                    name=name(self.view.tables, result.series, self.lang),
                    first=row,
                    last=row + len(run) - 1,
                    values="point",
                    colour=place,
                    labels=tuple(
                        (n, form)
                        for n, p in enumerate(run)
                        if (few or p in ends_ or p.one_sided) and (form := self._form(result, p))
                    ),
                    hollow=tuple(n for n, p in enumerate(run) if p.one_sided),
                    hatched=tuple(n for n, p in enumerate(run) if p.period.kind == "months"),
                    crossed=tuple(n for n, p in enumerate(run) if p.inputs[-1].implied),
                )
                row += len(run)

    def _form(self, result: Result, point: Point) -> str:
        """Return the number format of a label; empty where there is no number."""
        if result.transform == "none":
            return label_format(point.inputs[0], self.scale)
        value, _, _ = self._numbers(result, point)
        if value is None:
            return ""
        form = number_format(value.places)
        if months := result.span(point):
            span = results.span_words(months, self.lang)
            return text(self.lang)("explore.spanned", value=f'{form}"', span=span) + '"'
        return form


def joined_runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return points that a line joins, together."""
    runs: list[list[Point]] = []
    for point in points:
        if point.joined and runs:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _times(cell: str, exponent: int) -> str:
    return f"({cell}*10^{exponent})" if exponent else cell


def view_sheet(made: Sequence[PanelTable], mark: str, lang: Lang) -> ChartSheet:
    """Return the charts of a view on one sheet.

    Parameters
    ----------
    made : sequence of PanelTable
        The tables of the panels.
    mark : str
        What the name of the sheet begins with.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    ChartSheet
        The sheet.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import Plan
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> from metrics.views.extracts import of_view
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> plan = Plan(of_view(view), "en", date(2026, 1, 1), view)
    >>> view_sheet(plan.panels, "C01", "en").name
    'C01 The view'
    """
    say = text(lang)
    charts = tuple(m.chart() for m in made)
    return ChartSheet(
        name=sheet_name(mark, say("sheet.view_chart")),
        title=say("sheet.view", transform=transform_words(made[0].view.choice.transform, lang)),
        about=say("list.semicolon").join(dict.fromkeys(chart.about for chart in charts)),
        charts=charts,
    )
