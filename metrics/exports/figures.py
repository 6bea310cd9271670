"""The flat table: one figure a row, for pivot tables and formulas, as a sheet and as a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from metrics.exports.series_rows import SeriesRow, series_rows
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import latest_sources
from metrics.views.extracts import Extract
from metrics.wording import observations as words
from metrics.wording import origins

# What a pivot table groups by, the figure, what it stands for, where it is from, and its codes.
COLUMNS = (
    *(
        "theme",
        "topic",
        "indicator",
        "scope",
        "area",
        "year",
        "period",
        "period_kind",
        "qualifier",
        "value",
        "unit",
    ),
    *("lo", "hi", "status", "printed"),
    *("source", "published", "locator", "url"),
    *("end", "period_code", "code"),
)
# The qualifier and the status that go without saying.
EXACT, PLAIN = "exact", "A"
# What would begin a new line, or is no sign at all.
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

Value = str | int | Decimal | date | None


def heads(lang: Lang) -> tuple[str, ...]:
    """Return the headings of the columns in a language.

    Examples
    --------
    >>> heads("en")[:3]
    ('Theme', 'Topic', 'Indicator')
    """
    return tuple(text(lang)(f"figures.{column}") for column in COLUMNS)


@dataclass(frozen=True)
class FigureTable:
    """The figures in view, each with all that it is found, compared and cited by.

    Parameters
    ----------
    taken : Extract
        What it holds: of several statements of a figure the one that is shown.
    lang : str
        ``zh`` or ``en``.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("pledge_financing",), year="2023"))
    >>> [dict(zip(COLUMNS, row))["value"] for row in FigureTable(taken, "zh").rows()]
    [Decimal('8539.9')]
    """

    taken: Extract
    lang: Lang

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings; where the figures are of regions, that of areas is for those."""
        if self.taken.tables.national is None:
            return heads(self.lang)
        region = text(self.lang)("regions.region")
        own = zip(COLUMNS, heads(self.lang), strict=True)
        return tuple(region if column == "area" else head for column, head in own)

    @cached_property
    def count(self) -> int:
        """How many figures there are."""
        return sum(len(series.points) for series in self.taken.series)

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Yield a row of each figure, by series and period; what is not known is None."""
        for row in series_rows(self.taken.tables, self.taken.series, self.lang):
            about = self._about(row)
            for point in row.series.points:
                yield (
                    *about,
                    point.period.end.year,
                    words.period_words(point, self.lang),
                    _kind(point, self.lang),
                    *self._told(row, point),
                    *self._cited(point),
                    point.period.end,
                    point.period.code,
                    row.code,
                )

    def _about(self, row: SeriesRow) -> tuple[Value, ...]:
        """Return what all figures of a series share."""
        tables, lang, own = self.taken.tables, self.lang, row.series.definition
        return (
            tables.label("theme", own.theme, lang),
            tables.label("topic", own.topic, lang) if own.topic else None,
            line(row.label),
            tables.label("scope", own.scope, lang),
            tables.label("area", row.series.area, lang),
        )

    def _told(self, row: SeriesRow, point: Observation) -> tuple[Value, ...]:
        """Return the figure in the unit of its series, and what it stands for."""
        tables, lang, figure = self.taken.tables, self.lang, point.figure
        ends = figure.interval.lo, figure.interval.hi
        return (
            None
            if figure.qualifier == EXACT
            else tables.label("qualifier", figure.qualifier, lang),
            row.number(figure.value, figure.last_digit_unit),
            row.unit,
            *(None if end is None else row.number(end, figure.last_digit_unit) for end in ends),
            None if point.status == PLAIN else tables.label("status", point.status, lang),
            line(origins.printed_words(point, lang)),
        )

    def _cited(self, point: Observation) -> tuple[Value, ...]:
        """Return where a figure is from; of several publications the date of the latest."""
        tables, lang = self.taken.tables, self.lang
        sources = latest_sources([point])
        return (
            line(origins.source_words(tables, point, lang)),
            sources[0].published,
            line(origins.locator_words(tables, point, lang)),
            next((source.url for source in sources if source.url), None),
        )


def _kind(point: Observation, lang: Lang) -> str:
    """Return what a figure is of, so that parts of a year are not added to the whole of it."""
    kind: str = point.period.kind
    if point.annual:
        kind = "end" if kind == "date" else "year"
    return text(lang)(f"figures.kind.{kind}")


def line(said: str) -> str:
    """Return a text in one line.

    Examples
    --------
    >>> line("two\\r\\nlines")
    'two lines'
    """
    return _BREAKS.sub(" ", said)
