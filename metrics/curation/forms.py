"""Forms that curators fill in: what their sheets hold, before any program writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from metrics.curation.areas import ECONOMIES
from metrics.curation.form import WIDTH, Column, Form, Wanted, WholeTable
from metrics.curation.headings import HELPERS, title
from metrics.curation.layout import ABOVE, DIMENSIONS
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.tables.read import REGIONS, records, table_schemas

# Rows to fill in below those that stand there already.
SPARE, SPARE_ROWS = 40, 10
# Statements of a series that stand beside the cell to fill in.
SHOWN = 2
# Columns of a sheet of facts, in the order in which a figure is keyed; those of helpers are read.
FACTS = (
    *("indicator", "name", "unit", "area", "period", "value", "printed", "last", "before"),
    *("qualifier", "status", "source", "locator", "period_basis"),
    *("differs_from", "note_zh", "note_en"),
)
WIDTHS = {
    **{"indicator": 30.0, "name": 34.0, "unit": 10.0, "area": 10.0, "period": 16.0},
    **{"value": 18.0, "printed": 20.0, "last": 54.0, "before": 54.0, "locator": 16.0},
    **{"source": 28.0, "id": 28.0, "note_zh": 40.0, "note_en": 40.0},
    **{"title_zh": 40.0, "title_en": 40.0, "definition_zh": 40.0, "definition_en": 40.0},
}
# The rules that a form tells, each with a good and a bad example.
RULES = (
    *("value", "printed", "period", "basis", "qualifier", "source", "locator"),
    *("again", "break", "notes", "cells", "table"),
)
# Years across a whole table that is to be filled in: the newest known and those before it.
YEARS = 4
# Measures of which the areas of a table have a sum.
_SUMMED = frozenset({"stock", "cumulative", "flow"})
# The one place of a text without listed headings.
PLACE = "text"
# Columns that take codes of a list, and others that only propose what is there.
_OPEN = {
    "indicator": "definitions",
    "source": "sources",
    "unit": "units",
    "relates_to": "definitions",
}


@dataclass(frozen=True)
class Forms:
    """The sheets of a workbook for curators.

    Parameters
    ----------
    tables : Tables
        The tables.
    wanted : Wanted
        What is to be filled in.
    lang : str
        Its language.
    """

    tables: Tables
    wanted: Wanted
    lang: Lang

    @property
    def sheets(self) -> tuple[Form | WholeTable, ...]:
        """The sheets in their order: what is filled in first, then what is read."""
        filled: tuple[Form | WholeTable, ...] = (self.facts,)
        if self.wanted.whole:
            filled = self.whole_tables
        return (
            *filled,
            self.empty("new_sources", "sources"),
            self.empty("new_definitions", "definitions"),
            self.rules,
            self.definitions,
            self.sources,
        )

    @property
    def table(self) -> str:
        """The table that the figures are for: that of economies, or that of regions."""
        return ECONOMIES if self.tables.national is None else REGIONS

    def codes(self, column: str) -> tuple[str, ...]:
        """List the names of the codes of a column, as they are chosen."""
        fields = (f for s in table_schemas().values() for f in s.fields if f.name == column)
        known = {code for f in fields for code in f.codes}
        return tuple(
            self.tables.label(column, code, self.lang)
            for code in self.tables.codes(column)
            if code in known
        )

    def column(self, table: str, name: str) -> Column:
        """Make a column of a table to fill in."""
        width = WIDTHS.get(name, WIDTH)
        heading = title(table, name, self.lang)
        if name in _OPEN:
            return Column(name, heading, width, self.ids(_OPEN[name]), strict=False)
        coded = any(f.codes for f in table_schemas()[table].fields if f.name == name)
        return Column(name, heading, width, self.codes(name) if coded else ())

    def ids(self, table: str) -> tuple[str, ...]:
        """List the ids of a table: of sources the newest first."""
        if table == "sources":
            newest = sorted(self.tables.sources.values(), key=lambda s: s.published, reverse=True)
            return tuple(s.id for s in newest)
        if table == "definitions":
            return tuple(self.tables.every_definition)
        return tuple(r["id"] for r in records(self.tables.frames[table]))

    @cached_property
    def facts(self) -> Form:
        """The sheet for figures, a row for each series."""
        rows = tuple(self.fact_row(series) for series in self.wanted.series)
        return Form("facts", tuple(self._fact_column(n) for n in FACTS), rows, SPARE)

    def _fact_column(self, name: str) -> Column:
        if name in HELPERS:
            heading = text(self.lang)(f"curate.helper.{name}")
            return Column(name, heading, WIDTHS.get(name, WIDTH), helper=True)
        return self.column(self.table, name)

    def fact_row(self, series: Series) -> tuple[str, ...]:
        """Fill in beforehand what is the same as the last time, and what goes without saying."""
        known = dict.fromkeys(FACTS, "")
        known |= {"indicator": series.definition.id, "name": self.name(series)}
        known |= {"unit": series.definition.unit.name(self.lang), **self.last(series)}
        known |= {"source": self.wanted.source, "period": period_like(series, self.wanted.period)}
        known["locator"] = self.locator
        defaults = {"area": series.area, "qualifier": "exact", "status": "A"}
        for column, code in (*defaults.items(), ("period_basis", "stated")):
            known[column] = self.tables.label(column, code, self.lang)
        return tuple(known[name] for name in FACTS)

    @property
    def locator(self) -> str:
        """The place of all figures of a source whose text is not listed by its headings.

        Regions stand in tables, which have numbers.
        """
        source = self.tables.sources.get(self.wanted.source)
        listed = self.table == REGIONS or (source is not None and source.document)
        return "" if listed or not self.wanted.source else PLACE

    def name(self, series: Series) -> str:
        """Name a series with its scope."""
        definition = series.definition
        scope = self.tables.label("scope", definition.scope, self.lang)
        say = text(self.lang)
        return say("explore.scoped", name=definition.name(self.lang), scope=scope)

    def last(self, series: Series | None) -> dict[str, str]:
        """Tell the last two points of a series, as they are keyed."""
        points = series.main[-SHOWN:] if series is not None else ()
        told = [self._told(p) for p in reversed(points)] + [""] * SHOWN
        return dict(zip(("last", "before"), told, strict=False))

    def _told(self, point: Observation) -> str:
        return text(self.lang)(
            "curate.form.statement",
            period=point.period.code,
            printed=point.figure.printed,
            value=f"{point.figure.value:f}",
            source=point.source.cite(self.lang),
        )

    def empty(self, key: str, table: str) -> Form:
        """Make a sheet for new rows of a table."""
        columns = tuple(self.column(table, f.name) for f in table_schemas()[table].fields)
        return Form(key, columns, (), SPARE_ROWS)

    @property
    def whole_tables(self) -> tuple[WholeTable, ...]:
        """The sheets for whole tables: one for each series, or one for an area."""
        every, lang = self.wanted.series, self.lang
        if len(self.wanted.areas) == 1:
            (area,) = self.wanted.areas
            name = self.tables.label("area", area, lang)
            ids = tuple(s.definition.id for s in every)
            return (self._whole_table(area, name, "area", "indicator", ids, every),)
        return tuple(
            self._whole_table(
                s.definition.id, self.name(s), "indicator", "area", self._areas(s), (s,)
            )
            for s in every
        )

    def _areas(self, series: Series) -> tuple[str, ...]:
        """List what runs down: economies that are known, or all regions; then what checks them."""
        say, regional = text(self.lang), self.tables.national is not None
        known = self.tables.codes("area") if regional else self.tables.areas(series.definition.id)
        areas = self.wanted.areas or known
        labels = tuple(self.tables.label("area", area, self.lang) for area in areas)
        if series.definition.measure not in _SUMMED:
            return labels
        abroad = (say("curate.form.abroad"),) if regional and HOME in areas else ()
        return (*labels, *abroad, say("curate.form.total"))

    def _whole_table(
        self,
        id_: str,
        name: str,
        said: str,
        down: str,
        rows: tuple[str, ...],
        every: Sequence[Series],
    ) -> WholeTable:
        """Make a sheet on which one thing is said above and others stand down."""
        beforehand = {said: id_ if said == "indicator" else name, "source": self.wanted.source}
        beforehand["locator"] = self.locator
        for column, code in (("status", "A"), ("period_basis", "stated")):
            beforehand[column] = self.tables.label(column, code, self.lang)
        unit = Column("unit", text(self.lang)("curate.form.unit"))
        names = [n for n in ABOVE if n == said or n not in DIMENSIONS]
        columns = [self.column(self.table, n) for n in names]
        columns.insert(1, unit)
        above = tuple((c.heading, beforehand.get(c.name, ""), c) for c in columns)
        last = max(p.period.end.year for s in every for p in s.points)
        years = tuple(str(year) for year in range(last - YEARS + 2, last + 2))
        return WholeTable(id_, name, above, (title(self.table, down, self.lang), *years), rows)

    @property
    def rules(self) -> Form:
        """What is to be kept to, with examples."""
        say = text(self.lang)
        parts = ("rule", "good", "bad")
        columns = tuple(
            Column(part, say(f"curate.form.{part}"), width, helper=True)
            for part, width in zip(parts, (80.0, 40.0, 40.0), strict=True)
        )
        rows = tuple(tuple(say(f"curate.rule.{key}.{part}") for part in parts) for key in RULES)
        return Form("rules", columns, rows)

    @cached_property
    def definitions(self) -> Form:
        """Every series, with what is counted and its last two statements."""
        tables, lang = self.tables, self.lang
        names = ("id", "name", "unit", "last", "before", "measured", "counted", "known")
        rows = []
        for definition in tables.every_definition.values():
            scope = tables.label("scope", definition.scope, lang)
            known = tables.areas(definition.id)
            last = self.last(tables.main_series(definition.id) if known else None)
            rows.append(
                (
                    definition.id,
                    text(lang)("explore.scoped", name=definition.name(lang), scope=scope),
                    definition.unit.name(lang),
                    last["last"],
                    last["before"],
                    tables.label("measure", definition.measure, lang),
                    definition.definition(lang),
                    definition.note(lang),
                )
            )
        widths = (30.0, 40.0, 12.0, 46.0, 46.0, 12.0, 60.0, 60.0)
        return self._read("definitions", names, widths, rows)

    @cached_property
    def sources(self) -> Form:
        """Every source, the newest first."""
        lang, sources = self.lang, self.tables.sources
        names = ("id", "published", "issued", "titled")
        rows = [
            (s.id, s.published, s.issuer(lang), s.title(lang))
            for s in (sources[i] for i in self.ids("sources"))
        ]
        return self._read("sources", names, (34.0, 14.0, 30.0, 80.0), rows)

    def _read(
        self,
        key: str,
        names: Sequence[str],
        widths: Sequence[float],
        rows: Iterable[tuple[str, ...]],
    ) -> Form:
        say = text(self.lang)
        columns = tuple(
            Column(name, say(f"curate.form.column_{name}"), width, helper=True)
            for name, width in zip(names, widths, strict=True)
        )
        return Form(key, columns, tuple(rows))


def period_like(series: Series, period: str) -> str:
    """Write a year as the last point of a series writes its own; empty where that cannot be told.

    Parameters
    ----------
    series : Series
        The series.
    period : str
        A year, or any other period, which is kept where the series has such periods.

    Returns
    -------
    str
        The code of a period.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> names = ("pledge_financing", "invention_patents_in_force", "royalties_trade_growth")
    >>> [period_like(tables.series(name), "2026") for name in names]
    ['2026', '2026-12-31', '2025/2026']
    """
    last = series.latest.period
    if len(period) != len("2026"):
        same = bool(period) and Period.parse(period).kind == last.kind
        return period if same else ""
    if last.kind == "years":
        yearly = last.end.year == last.start.year + 1
        return f"{int(period) - 1}/{period}" if yearly else ""
    day = f"{period}-12-31" if last.closes_a_year else ""
    return {"year": period, "date": day}.get(last.kind, "")
