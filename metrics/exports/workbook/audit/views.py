"""The view of the explorer as tables: each point with its formula over the cells of the series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from metrics.charts.compile.view_words import alternative
from metrics.charts.spec import ChartSpec, PlotSpec
from metrics.explorer import results
from metrics.explorer.exploration import RELATIVE, Exploration, Panel, name
from metrics.explorer.results import unit_text
from metrics.exports.workbook.audit.derived import cell_value, ends
from metrics.exports.workbook.audit.parts import ChartSheet, Table
from metrics.exports.workbook.audit.tables import LINES, ConceptTable
from metrics.exports.workbook.charted import SheetChart
from metrics.exports.workbook.compiled import Cells, native_charts
from metrics.exports.workbook.rounding import arithmetic, rounded, rounding
from metrics.exports.workbook.sheets import sheet_name
from metrics.exports.workbook.values import HEADER, FormulaCell, Num, Row
from metrics.locale import Lang, text
from metrics.model.figure import places_allowed
from metrics.rules.change import poorest_digit
from metrics.rules.transforms import Point, Result, transform_words
from metrics.views import points
from metrics.wording import origins
from metrics.wording.numbers import Scale

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
    spec : ChartSpec
        The chart of the view.
    plot : PlotSpec
        Its plot of these series.
    """

    view: Exploration
    panel: Panel
    mark: str
    tables: Mapping[str, ConceptTable]
    spec: ChartSpec
    plot: PlotSpec

    @property
    def lang(self) -> Lang:
        """Language of the workbook."""
        return self.spec.lang

    @cached_property
    def entries(self) -> tuple[tuple[Result, Point], ...]:
        """Series and point of each row; what a line joins stands together."""
        return tuple((r, p) for r in self.panel.results for p in r.points)

    @property
    def relative(self) -> bool:
        """Whether its values are percentages or an index, which have no scale."""
        return self.view.choice.transform in RELATIVE

    @cached_property
    def scale(self) -> Scale:
        """The scale of all its values."""
        return Scale(self.plot.exponent, "")

    @cached_property
    def unit(self) -> str:
        """The unit of its values in words, of ranks as well."""
        return self.plot.unit or unit_text(self.panel.results, self.lang)

    @cached_property
    def table(self) -> Table:
        """The table as it is written."""
        say = text(self.lang)
        heads = {"number": say("check.number")}
        heads |= {k: say(f"sheet.{k}", unit=self.unit) for k in (*KEYS, *MORE)}
        made = transform_words(self.view.choice.transform, self.lang)
        return Table(
            name=sheet_name(self.mark, made),
            id=f"{self.mark}_view",
            title=say("sheet.view", transform=made),
            about=say("explore.order"),
            columns=heads,
            rows=self._rows,
            count=len(self.entries),
            frozen=3,
            key="number",
            wrapped=("series", "period", "how", "printed", "source"),
            widths={"series": 28.0, "how": 32.0} | LINES,
        )

    def _rows(self) -> Iterator[Row]:
        for n, (result, point) in enumerate(self.entries, 1):
            value, lo, hi = self._numbers(result, point)
            yield (
                Num(n),
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
        return FormulaCell(f"={rounding(formula, self._digits(value))}", value)

    def _digits(self, value: Num) -> int:
        return max(0, -int(Decimal(value.value).as_tuple().exponent))

    def _inputs(self, point: Point) -> list[str]:
        """Return the cells of the inputs, brought to one scale where their tables differ in it."""
        tables = [self.tables[o.definition.id] for o in point.inputs]
        own = tables[0].scale.exponent if self.relative else self.scale.exponent
        return [
            _times(made.found("value", o), made.scale.exponent - own)
            for made, o in zip(tables, point.inputs, strict=True)
        ]

    @property
    def cells(self) -> Cells:
        """Where its chart finds its figures."""
        rows = {
            (r.series.key, p.period.code): HEADER + 1 + n for n, (r, p) in enumerate(self.entries)
        }
        return Cells(self.table, rows, self.scale.exponent, self.unit, "point")

    def chart(self) -> SheetChart:
        """Return the chart of the panel."""
        several = len(self.spec.plots) > 1
        alt = alternative(self.view, self.lang, (self.panel,)) if several else ""
        (made,) = native_charts(self.spec, self.plot, self.cells, alt=alt)
        return made


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
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> from metrics.views.extracts import of_view
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> plan = AuditPlan(of_view(view), "en", date(2026, 1, 1), view)
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
