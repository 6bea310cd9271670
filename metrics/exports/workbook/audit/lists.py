"""The other tables of a workbook: single figures of a theme, every statement, the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from metrics.exports.workbook.audit.derived import cell_value
from metrics.exports.workbook.audit.notes import Notes
from metrics.exports.workbook.audit.tables import PLACE, ends
from metrics.exports.workbook.model import HEADER, Link, Num, Row, Table, sheet_name
from metrics.locale import Lang, text
from metrics.model.row import row
from metrics.model.series import Series
from metrics.rules.derivations import formula
from metrics.views.extracts import Extract
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.numbers import Scale, axis_unit, scale_of

SINGLE = (
    *("indicator", "scope", "area", "period", "end", "value_own", "unit", "lo_own", "hi_own"),
    *("qualifier", *PLACE),
)
FACTS = (
    *("id", "indicator", "scope", "area_code", "period_code", "value_base", "unit"),
    *("lo_base", "hi_base", "qualifier_code", "status_code", "shown", "printed", "derivation"),
    *("source_id", "locator", "basis", "note_text", "disputed"),
)
SOURCES = (
    *("source_id", "source_title", "issuer", "published", "tier", "read_in", "licence"),
    *("figures", "url", "note_text"),
)


def single_figures(
    taken: Extract, mark: str, series: Sequence[Series], notes: Notes, lang: Lang
) -> Table:
    """Return the figures of a theme that make no series: each with its own unit beside it.

    Parameters
    ----------
    taken : Extract
        The part of the tables that is taken away.
    mark : str
        What the name of the sheet begins with.
    series : sequence of Series
        Series of one theme with single figures.
    notes : Notes
        The notes of the workbook.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Table
        The table.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = AuditPlan(taken, "en", date(2026, 1, 1))
    >>> single_figures(taken, "S01", taken.series, plan.notes, "en").name
    'S01 International, single'
    """
    say, tables = text(lang), taken.tables
    theme = tables.label("theme", series[0].definition.theme, lang)
    points = [p for s in series for p in s.points]

    def rows() -> Iterator[Row]:
        for point in points:
            unit = point.definition.unit
            scale = scale_of(point.figure.value, unit, lang)
            yield (
                point.definition.name(lang),
                tables.label("scope", point.definition.scope, lang),
                tables.label("area", point.area, lang),
                words.period_words(point, lang),
                point.period.end,
                cell_value(point, scale),
                axis_unit(scale, unit, lang),
                *ends(point.figure.interval, scale),
                tables.label("qualifier", point.figure.qualifier, lang),
                tables.label("status", point.status, lang),
                origins.printed_words(point, lang),
                origins.source_words(tables, point, lang),
                origins.locator_words(tables, point, lang),
                notes.marks(point),
            )

    return Table(
        name=sheet_name(mark, say("sheet.single", theme=theme)),
        id=f"{mark}_single_{series[0].definition.theme}",
        title=say("sheet.single_title", theme=theme),
        about=say("sheet.single_about"),
        columns={k: say(f"sheet.{k}") for k in SINGLE},
        rows=rows,
        count=len(points),
        frozen=1,
    )


@dataclass(frozen=True)
class FactsTable:
    """Every statement, also repeated and superseded ones, exactly as curated."""

    taken: Extract
    mark: str
    notes: Notes
    lang: Lang

    @cached_property
    def rows_of(self) -> dict[int, int]:
        """The row of each statement, by its identity."""
        return {id(o): HEADER + 1 + n for n, o in enumerate(self.taken.statements)}

    @cached_property
    def table(self) -> Table:
        """The table as it is written."""
        say = text(self.lang)
        return Table(
            name=sheet_name(self.mark, say("sheet.facts")),
            id=f"{self.mark}_facts",
            title=say("sheet.facts_title"),
            about=say("sheet.facts_about"),
            columns={k: say(f"sheet.{k}") for k in FACTS},
            rows=self._rows,
            count=len(self.taken.statements),
            frozen=1,
        )

    def _rows(self) -> Iterator[Row]:
        say, tables, lang = text(self.lang), self.taken.tables, self.lang
        shown = {id(p) for s in self.taken.series for p in s.points}
        base = Scale(0, "")
        for o in self.taken.statements:
            definition, made = o.definition, row(o)
            yield (
                made["indicator"],
                definition.name(lang),
                tables.label("scope", definition.scope, lang),
                made["area"],
                made["period"],
                cell_value(o, base),
                definition.unit.name(lang),
                *ends(o.figure.interval, base),
                made["qualifier"],
                made["status"],
                say("sheet.yes") if id(o) in shown else say("sheet.no"),
                made["printed"],
                formula(o) if o.derived else None,
                made["source"],
                origins.locator_words(tables, o, lang),
                tables.label("period_basis", o.period_basis, lang),
                made[f"note_{lang}"],
                self.notes.disputed(o),
            )


def sources_table(taken: Extract, lang: Lang) -> Table:
    """Return the publications that the figures are cited from."""
    say, tables = text(lang), taken.tables
    counts = Counter(o.source.id for o in taken.statements if not o.derived)

    def rows() -> Iterator[Row]:
        for s in taken.sources:
            yield (
                s.id,
                s.title(lang),
                s.issuer(lang),
                s.published,
                tables.label("tier", s.tier, lang),
                tables.label("read_in", s.read_in, lang),
                tables.label("licence", s.licence, lang),
                Num(counts[s.id]),
                Link(s.url, url=s.url) if s.url else None,
                tables.source_note(s.id, lang) or None,
            )

    return Table(
        name=say("sheet.sources"),
        id="Sources",
        title=say("sheet.sources_title"),
        about=say("sheet.sources_about"),
        columns={k: say(f"sheet.{k}") for k in SOURCES},
        rows=rows,
        count=len(taken.sources),
        frozen=1,
    )
