"""What a workbook holds, sheet by sheet, before any of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from metrics.charts.compile import compile_view
from metrics.charts.spec import ChartSpec
from metrics.explorer.exploration import Exploration
from metrics.exports.workbook.audit.charting import concept_sheet, paths_sheet
from metrics.exports.workbook.audit.checks import checks, checks_table
from metrics.exports.workbook.audit.facts import MOST_LIVE, FactsTable
from metrics.exports.workbook.audit.lists import single_figures, sources_table
from metrics.exports.workbook.audit.notes import Notes
from metrics.exports.workbook.audit.parts import ChartSheet, Table, TextSheet
from metrics.exports.workbook.audit.rankings import ranking_sheets
from metrics.exports.workbook.audit.reconciled import Reconciled
from metrics.exports.workbook.audit.reconciling import ReconciliationTable
from metrics.exports.workbook.audit.sheets import chart_sheet, table_sheet, text_sheet
from metrics.exports.workbook.audit.tables import ConceptTable
from metrics.exports.workbook.audit.views import PanelTable, view_sheet
from metrics.exports.workbook.sheets import Book, Sheet
from metrics.exports.workbook.told import filters_told, refusals_told
from metrics.exports.workbook.values import Cell, Link
from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.views.extracts import Extract

# Rows that column widths are measured by: of all tables together, and of each at least.
MEASURED, LEAST = 8000, 100


@dataclass(frozen=True)
class AuditPlan:
    """All sheets of a workbook in their order.

    Parameters
    ----------
    taken : Extract
        What it holds.
    lang : str
        Its language.
    made_on : date
        The day that the cover names.
    view : Exploration, optional
        A view of the explorer, whose points stand before the tables that they come from.
    """

    taken: Extract
    lang: Lang
    made_on: date
    view: Exploration | None = None

    @cached_property
    def reconciled(self) -> Reconciled:
        """The checks of the printed figures; of a view those that one of its figures is in."""
        return Reconciled(self.taken, self.lang, partly=self.view is not None)

    @cached_property
    def notes(self) -> Notes:
        """The numbered notes."""
        return Notes(self.taken, self.lang, self.reconciled)

    @cached_property
    def _concepts(self) -> dict[str, tuple[Series, ...]]:
        groups: dict[str, list[Series]] = {}
        for series in self.taken.series:
            groups.setdefault(series.definition.concept, []).append(series)
        return {concept: tuple(group) for concept, group in groups.items()}

    @cached_property
    def concepts(self) -> tuple[ConceptTable, ...]:
        """A table for each concept with points at two ends of time; in a view for each at all."""
        wanted = [g for g in self._concepts.values() if self.view is not None or _timed(g)]
        return tuple(
            ConceptTable(self.facts, f"T{n:02d}", group) for n, group in enumerate(wanted, 1)
        )

    @cached_property
    def singles(self) -> tuple[Table, ...]:
        """The figures that make no series, a table for each theme."""
        tabled = {s.key for made in self.concepts for s in made.series}
        by_theme: dict[str, list[Series]] = {}
        for series in self.taken.series:
            if series.key not in tabled:
                by_theme.setdefault(series.definition.theme, []).append(series)
        return tuple(
            single_figures(self.taken, f"S{n:02d}", group, self.notes, self.lang)
            for n, group in enumerate(by_theme.values(), 1)
        )

    @cached_property
    def rankings(self) -> tuple[tuple[Table, ChartSheet], ...]:
        """Economies side by side, where no filter parts them."""
        f = self.taken.filters
        parted = (f.areas, f.source, f.qualifier, f.basis, f.year, f.newest, f.words)
        if self.view is not None or any(parted):
            return ()
        ids = dict.fromkeys(s.definition.id for s in self.taken.series)
        found: list[tuple[Table, ChartSheet]] = []
        for indicator in ids:
            n = len(found) + 1
            made = ranking_sheets(self.taken, indicator, (f"R{n:02d}", f"CR{n:02d}"), self.lang)
            if made is not None:
                found.append(made)
        return tuple(found)

    @cached_property
    def panels(self) -> tuple[PanelTable, ...]:
        """The panels of the view."""
        if self.view is None:
            return ()
        tables = {s.definition.id: made for made in self.concepts for s in made.series}
        spec = self.spec
        return tuple(
            PanelTable(self.view, panel, f"V{n}", tables, spec, spec.plots[n - 1])
            for n, panel in enumerate(self.view.panels, 1)
            if spec is not None
        )

    @cached_property
    def spec(self) -> ChartSpec | None:
        """The chart of the view; None where nothing of it is drawn."""
        if self.view is None or not self.view.panels:
            return None
        return compile_view(self.view, self.lang)

    @cached_property
    def facts(self) -> FactsTable:
        """Every statement."""
        return FactsTable(self.taken, "F", self.notes, self.lang)

    @cached_property
    def reconciliation(self) -> tuple[ReconciliationTable, ...]:
        """The sheet of those checks, where there are any."""
        made = ReconciliationTable(self.reconciled, self.facts, self.lang)
        return (made,) if self.reconciled.checks else ()

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables between the notes and the chart sheets."""
        if not self.taken.statements:
            return (self.notes.table(),)
        others = (*(p.table for p in self.panels), *self.singles, *(t for t, _ in self.rankings))
        held = [made.table for made in self.reconciliation]
        summed = (*others, *held)
        found = checks(self.taken, self.concepts, summed, self.facts, self.lang)
        found += tuple(c for made in self.reconciliation for c in made.again())
        return (
            self.notes.table(),
            *others[: len(self.panels)],
            *(made.table for made in self.concepts),
            *others[len(self.panels) :],
            self.facts.table,
            *held,
            *((checks_table(found, self.lang),) if found else ()),
            sources_table(self.taken, self.lang),
        )

    @cached_property
    def charts(self) -> tuple[ChartSheet, ...]:
        """The chart sheets: that of the view, or those of the concepts and of economies."""
        if self.view is not None:
            return (view_sheet(self.panels, "C", self.lang),) if self.panels else ()
        own = chain.from_iterable(self._concept_charts(made) for made in self.concepts)
        return (*own, *(sheet for _, sheet in self.rankings))

    @cached_property
    def _tables(self) -> dict[str, ConceptTable]:
        """The table of each series."""
        return {s.key: made for made in self.concepts for s in made.series}

    def _concept_charts(self, made: ConceptTable) -> Iterator[ChartSheet]:
        """Yield the chart of a concept and the paths of economies, as the pages show them."""
        number = made.mark[1:]
        display = [s.definition.display.split() for s in made.series]
        wanted = set(chain.from_iterable(display))
        own = not wanted or "concept" in wanted or len({s.area for s in made.series}) == 1
        if own and (sheet := concept_sheet(made, self._tables, f"C{number}")) is not None:
            yield sheet
        paths = dict.fromkeys(
            s.definition.id for s, d in zip(made.series, display, strict=True) if "paths" in d
        )
        for n, indicator in enumerate(paths):
            if (sheet := paths_sheet(made, indicator, f"CP{number}{'abc'[n]}")) is not None:
                yield sheet

    @cached_property
    def cover(self) -> TextSheet:
        """Title, issuers, version, filters, date and citation."""
        say, taken, lang = text(self.lang), self.taken, self.lang
        issuers = Counter(s.issuer(lang) for s in taken.sources)
        lines: list[tuple[str, Cell]] = [
            *((say("cover.filters"), line) for line in filters_told(taken, self.view, lang)),
            (say("cover.version"), taken.tables.version),
            (say("cover.date"), self.made_on),
            *((say("cover.reconciled"), line) for line in self._reconciled()),
            *([] if self.facts.live else [(say("cover.values_only"), self._values_only())]),
            (say("cover.citation"), taken.citation(lang)),
            (say("cover.licence"), say("cover.licence_words")),
            (say("cover.contents"), Link(say("sheet.contents"), sheet=say("sheet.contents"))),
        ]
        if not taken.statements:
            lines.insert(0, (say("cover.empty"), say("cover.empty_words")))
        lines += [(say("cover.refused"), line) for line in refusals_told(self.view, lang)]
        lines += [
            (say("cover.issuer"), say("cover.sources", issuer=issuer, count=count))
            for issuer, count in issuers.items()
        ]
        return TextSheet(say("sheet.cover"), taken.title(lang), _once(lines))

    def _reconciled(self) -> Iterator[Cell]:
        """Say how many printed figures agree, and the way to the sheet that tells."""
        for made in self.reconciliation:
            yield self.reconciled.words()
            yield Link(made.table.name, sheet=made.table.name)

    def _values_only(self) -> str:
        """Say that the workbook has no formulas that find other rows, and why."""
        return text(self.lang)("cover.values_only_words", most=f"{MOST_LIVE:,d}")

    @cached_property
    def book(self) -> Book:
        """The workbook: cover, contents, tables, charts."""
        contents, cover, live = self.contents(), self.cover.name, self.facts.live
        total = sum(table.count for table in self.tables)

        def laid(table: Table, back: str) -> Sheet:
            return table_sheet(table, back, max(LEAST, MEASURED * table.count // total))

        return Book(
            taken=self.taken,
            lang=self.lang,
            parts=(
                text_sheet(self.cover),
                laid(contents, cover),
                *(laid(table, contents.name) for table in self.tables),
                *(chart_sheet(c, contents.name, self.lang, live=live) for c in self.charts),
            ),
        )

    def contents(self) -> Table:
        """Return the list of all sheets, each with a link."""
        say = text(self.lang)
        rows: list[tuple[Cell, ...]] = [
            (Link(t.name, sheet=t.name), t.title, say("sheet.kind_table")) for t in self.tables
        ]
        rows += [
            (Link(c.name, sheet=c.name), c.title, say("sheet.kind_chart")) for c in self.charts
        ]
        return Table(
            name=say("sheet.contents"),
            id="Contents",
            title=say("sheet.contents"),
            about=say("sheet.contents_about", count=len(rows)),
            columns={k: say(f"sheet.contents_{k}") for k in ("sheet", "title", "kind")},
            rows=lambda: rows,
            count=len(rows),
        )


def _timed(concept: Sequence[Series]) -> bool:
    """Tell whether a series of a concept has points at two ends of time."""
    return any(len({p.period.end for p in s.points}) > 1 for s in concept)


def _once(lines: Sequence[tuple[str, Cell]]) -> tuple[tuple[str, Cell], ...]:
    """Return lines with a label that repeats shown only once."""
    before = [""] + [label for label, _ in lines[:-1]]
    return tuple(
        ("" if label == last else label, value)
        for (label, value), last in zip(lines, before, strict=True)
    )
