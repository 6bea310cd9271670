"""The other tables of a workbook: single figures of a theme, and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from metrics.exports.workbook.audit.derived import cell_value, ends
from metrics.exports.workbook.audit.notes import Notes
from metrics.exports.workbook.audit.parts import Table
from metrics.exports.workbook.audit.tables import FOLDED, LINES, PLACE
from metrics.exports.workbook.sheets import sheet_name
from metrics.exports.workbook.values import Link, Num, Row
from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.views.extracts import Extract
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.numbers import axis_unit, scale_of

SINGLE = (
    *("indicator", "scope", "area", "period", "end", "value_own", "unit", "lo_own", "hi_own"),
    *("qualifier", *PLACE),
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
        beside=(say("sheet.folded"),),
        folded=tuple(k for k in SINGLE if k in FOLDED),
        wrapped=tuple(k for k in SINGLE if k in LINES),
        widths=LINES,
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
        across=2,
    )
