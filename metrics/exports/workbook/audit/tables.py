"""The tables of a workbook: a concept a sheet, the single figures of a theme, every statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from metrics.charts.compile import compile_concept, drawable
from metrics.charts.compile.series import drawn_points
from metrics.charts.compile.words import middle_scale
from metrics.charts.spec import ChartSpec
from metrics.exports.workbook.audit.derived import (
    Derived,
    DerivedSeries,
    cell_value,
    ends,
    quantities,
)
from metrics.exports.workbook.audit.facts import FactsTable
from metrics.exports.workbook.audit.notes import Notes
from metrics.exports.workbook.audit.parts import Table
from metrics.exports.workbook.compiled import Cells
from metrics.exports.workbook.sheets import sheet_name
from metrics.exports.workbook.values import HEADER, Cell, Num, Row
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import months_between
from metrics.model.series import HOME, Series
from metrics.rules.transforms import Transform
from metrics.views.extracts import Extract
from metrics.views.stories import CARD
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.forms import mark_form
from metrics.wording.numbers import Scale, axis_unit

# What a computed value takes up: the number, its formula and the ends of its interval.
PARTS = ("", "_live", "_lo", "_hi")
# What an auditor unfolds: a printed page has the values, their changes and their sources.
FOLDED = (
    *("end", "lo", "hi", "lo_own", "hi_own", "months", "status", "locator"),
    *("number", "against", "against_since"),
)
# Columns of words in lines of a page that can be read, and how wide they are at most.
LINES = {
    **{"indicator": 28.0, "scope": 20.0, "area": 14.0, "period": 20.0, "compared": 16.0},
    **{"since": 13.0, "printed": 16.0, "source": 39.0, "locator": 40.0, "notes_of": 10.0},
}
PLACE = ("status", "printed", "source", "locator", "notes_of")


@dataclass(frozen=True)
class ConceptTable:
    """The points of the series of one concept, with what is computed of them.

    Parameters
    ----------
    facts : FactsTable
        All statements, whose numbers name the rows.
    mark : str
        The beginning of the name of the sheet.
    series : tuple of Series
        Of one concept, so of one unit.
    """

    facts: FactsTable
    mark: str
    series: tuple[Series, ...]

    @property
    def taken(self) -> Extract:
        """The part of the tables that is taken away."""
        return self.facts.taken

    @property
    def notes(self) -> Notes:
        """The notes of the workbook."""
        return self.facts.notes

    @property
    def lang(self) -> Lang:
        """Its language."""
        return self.facts.lang

    @cached_property
    def entries(self) -> tuple[tuple[Series, Observation], ...]:
        """Series and point of each row; what a line or a set of bars joins stands together."""
        drawn = {s.key: s.marks for s in self.spec.series} if self.spec is not None else {}
        return tuple(
            (s, p)
            for s in self.series
            for p in ordered_points(s, [m.period for m in drawn.get(s.key, ())])
        )

    @cached_property
    def spec(self) -> ChartSpec | None:
        """The chart of its series in China, or else in the economy that it is of; or None."""
        tables, areas = self.taken.charted, [s.area for s in self.series]
        area, concept = HOME if HOME in areas else areas[0], self.series[0].definition.concept
        series = tables.concept(concept, area)
        if any(s.definition.display == CARD for s in series) or not drawable(tables, series):
            return None
        return compile_concept(tables, concept, self.lang, area)

    @cached_property
    def cells(self) -> Cells:
        """Where charts find its figures."""
        forms = {self.rows_of[id(p)]: mark_form(p, self.scale, self.lang) for _, p in self.entries}
        rows = {(s.key, p.period.code): self.rows_of[id(p)] for s, p in self.entries}
        return Cells(self.table, rows, self.scale.exponent, self.unit, forms=forms)

    @cached_property
    def rows_of(self) -> dict[int, int]:
        """The row of each point, by its identity."""
        return {id(p): HEADER + 1 + n for n, (_, p) in enumerate(self.entries)}

    @cached_property
    def scale(self) -> Scale:
        """The scale of all its values."""
        return middle_scale([p for _, p in self.entries], self.lang)

    @property
    def unit(self) -> str:
        """The unit of its values in words."""
        return axis_unit(self.scale, self.series[0].definition.unit, self.lang)

    @cached_property
    def computed(self) -> tuple[Transform, ...]:
        """The quantities that it computes: change always, others where there is any of them."""
        names = quantities(self.series[0].definition.measure)
        made = {q for s in self._derived_series for q, found in s.made.items() if found}
        return tuple(q for q in names if q == "change" or q in made)

    @cached_property
    def _noted(self) -> bool:
        return any(self.notes.marks(p) for _, p in self.entries)

    @cached_property
    def columns(self) -> dict[str, str]:
        """Headings with units, by key."""
        say, unit = text(self.lang), self.unit
        heads = {k: say(f"sheet.{k}") for k in ("scope", "area", "period", "end")}
        heads |= {k: say(f"sheet.{k}", unit=unit) for k in ("value", "lo", "hi")}
        heads["qualifier"] = say("sheet.qualifier")
        if self.computed:
            heads |= {k: say(f"sheet.{k}") for k in ("compared", "months")}
        for name in self.computed:
            if name == "cagr":
                heads["since"] = say("sheet.since")
            own = self._change_unit() if name == "change" else "%"
            said = say(f"sheet.{name}{self._kind(name)}")
            parts = [p for p in PARTS if p != "_live" or self.facts.live]
            heads |= {name + part: say(f"sheet.part{part}", name=said, unit=own) for part in parts}
        heads |= {k: say(f"sheet.{k}") for k in PLACE if k != "notes_of" or self._noted}
        return heads | {k: say(f"sheet.record_{k}") for k in ("number", *self._bases)}

    @cached_property
    def _bases(self) -> dict[str, Transform]:
        """The columns of the numbers of the statements that formulas compare with."""
        if not self.facts.live:
            return {}
        named: dict[str, Transform] = {"against": "change", "against_since": "cagr"}
        return {key: name for key, name in named.items() if name in self.computed}

    def _kind(self, name: str) -> str:
        """Return a larger rank is a worse one, which its heading says."""
        rank = self.series[0].definition.measure == "rank"
        return "_rank" if rank and name == "change" else ""

    def _change_unit(self) -> str:
        if self.series[0].definition.unit.id == "percent":
            return text(self.lang)("explore.points")
        return self.unit

    @cached_property
    def table(self) -> Table:
        """The table as it is written."""
        first = self.series[0].definition
        own = dict.fromkeys(s.definition.note(self.lang) for s in self.series)
        marks = [self.notes.mark(note) for note in own if note]
        return Table(
            name=sheet_name(self.mark, first.name(self.lang)),
            id=f"{self.mark}_{first.concept}",
            title=" ".join([first.name(self.lang), *marks]),
            about=self.notes.about(first.concept),
            columns=self.columns,
            rows=self._rows,
            count=len(self.entries),
            frozen=3,
            key="number",
            beside=(text(self.lang)("sheet.folded"),),
            folded=tuple(k for k in self.columns if k in FOLDED or k.endswith(PARTS[1:])),
            wrapped=tuple(k for k in self.columns if k in LINES),
            widths=LINES,
        )

    @cached_property
    def derived(self) -> dict[Transform, dict[int, Derived]]:
        """What is computed, by quantity and by the identity of the observation at its end."""
        every = self._derived_series
        return {
            q: {k: d for s in every for k, d in s.made.get(q, {}).items()} for q in self.computed
        }

    @cached_property
    def _derived_series(self) -> tuple[DerivedSeries, ...]:
        return tuple(DerivedSeries(s, self.scale) for s in self.series)

    @cached_property
    def _reasons(self) -> dict[int, str]:
        every = self._derived_series
        return {k: why for s in every for k, why in s.reasons(self.lang).items()}

    def _rows(self) -> Iterator[Row]:
        for _, point in self.entries:
            yield (
                *self._value_cells(point),
                *self._computed_cells(point),
                *self._source_cells(point),
                *self._numbers(point),
            )

    def _value_cells(self, point: Observation) -> Row:
        tables, lang = self.taken.tables, self.lang
        return (
            tables.label("scope", point.definition.scope, lang),
            tables.label("area", point.area, lang),
            words.period_words(point, lang),
            point.period.end,
            cell_value(point, self.scale),
            *ends(point.figure.interval, self.scale),
            tables.label("qualifier", point.figure.qualifier, lang),
        )

    def _computed_cells(self, point: Observation) -> Iterator[Cell]:
        if not self.computed:
            return
        change = self.derived["change"].get(id(point))
        yield change.base.period.label(self.lang) if change else self._reasons.get(id(point))
        yield Num(months_between(change.base.period, point.period)) if change else None
        for name in self.computed:
            found = self.derived[name].get(id(point))
            if name == "cagr":
                yield found.base.period.label(self.lang) if found else None
            if found is None:
                yield from (None,) * (4 if self.facts.live else 3)
                continue
            yield found.value
            if self.facts.live:
                yield found.live(*self._cells(name, point))
            yield from (found.lo, found.hi)

    def found(self, column: str, point: Observation) -> str:
        """Refer to what a column holds of a point."""
        return self.table.found(column, self.facts.numbers[id(point)])

    def _cells(self, name: str, point: Observation) -> tuple[str, str]:
        """Return the cell of a value, and that of what it is compared with, found by its number."""
        row = self.rows_of[id(point)]
        table, base = self.table, "against_since" if name == "cagr" else "against"
        found = table.found("value", f"{table.letter(base)}{row}", inside=True)
        return f"{table.letter('value')}{row}", found

    def _numbers(self, point: Observation) -> Iterator[Cell]:
        """Yield the number of a statement, and those of what it is compared with."""
        yield Num(self.facts.numbers[id(point)])
        for name in self._bases.values():
            found = self.derived[name].get(id(point))
            yield Num(self.facts.numbers[id(found.base)]) if found else None

    def _source_cells(self, point: Observation) -> Row:
        tables, lang = self.taken.tables, self.lang
        return (
            tables.label("status", point.status, lang),
            origins.printed_words(point, lang),
            origins.source_words(tables, point, lang),
            origins.locator_words(tables, point, lang),
            *([self.notes.marks(point)] if self._noted else []),
        )


def ordered_points(series: Series, drawn: Sequence[str] = ()) -> tuple[Observation, ...]:
    """Return the points of a series; those that a chart shows together stand together.

    Parameters
    ----------
    series : Series
        The series.
    drawn : sequence of str
        Codes of the periods that a chart of it shows, in its order; where there is no chart of
        it alone, that of several economies counts.

    Returns
    -------
    tuple of Observation
        All of its points.

    Examples
    --------
    >>> from metrics import load
    >>> series = load().series("gii_rank")
    >>> [p.period.code for p in ordered_points(series, ["2025", "2024"])][:3]
    ['2025', '2024', '2010']
    """
    shown = {p.period.code: p for p in series.points}
    if drawn:
        first = [shown[code] for code in drawn if code in shown]
    elif series.definition.measure == "flow":
        first = list(drawn_points(series))
    else:
        first = [p for group in series.period_groups for p in group]
    seen = {id(p) for p in first}
    return (*first, *(p for p in series.points if id(p) not in seen))
