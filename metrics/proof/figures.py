"""The figures that a number may be: by indicator, economy, scope and period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import CHANGES, Series, series_key
from metrics.proof.context import Context
from metrics.proof.fit import apart
from metrics.proof.periods import same, within
from metrics.proof.places import Places
from metrics.tables.dataset import Tables


@dataclass(frozen=True)
class Figures:
    """Looks figures up.

    Parameters
    ----------
    tables : Tables
        What is in view.
    """

    tables: Tables

    @cached_property
    def places(self) -> Places:
        """The words for scopes."""
        return Places(self.tables)

    def series(self, context: Context, area: str = "") -> tuple[Series, ...]:
        """Return the series that a number may be of, in the scopes that the words name."""
        every = self.any_scope(context, area)
        scoped = tuple(s for s in every if s.definition.scope in context.place.scopes)
        fitting = scoped or tuple(s for s in every if self._fits(s.definition, context))
        return fitting if fitting else every

    def _fits(self, definition: Definition, context: Context) -> bool:
        """Tell whether an indicator is of a scope that the words name, by its code or its name."""
        scopes = context.place.scopes
        named = self.places.scopes(definition.short("zh"), "zh")
        return definition.scope in scopes or bool(named & scopes)

    def any_scope(self, context: Context, area: str = "") -> tuple[Series, ...]:
        """Return the series that a number may be of, in all scopes."""
        of = context.topic.of if context.topic else ()
        where = area or context.place.area
        tables = self.tables.where(series_key("", where))
        found = (tables.all_series.get((i, where)) for i in of)
        return tuple(s for s in found if s is not None)

    def scoped(self, context: Context) -> bool:
        """Tell whether the tables have the scope that the words name."""
        scopes = context.place.scopes
        told_apart = self.places.every_scope
        of = [s.definition.scope for s in self.any_scope(context)]
        if len(scopes) == 1 and scopes.isdisjoint(of) and "national" not in of:
            return False  # 国内(含港澳台) is no enterprise
        if not scopes or ("foreign" not in scopes and told_apart.isdisjoint(of)):
            return True  # 国内 says nothing where all is the country's
        return any(self._fits(s.definition, context) for s in self.any_scope(context))

    def changes_of(self, definition: Definition) -> tuple[Definition, ...]:
        """Return indicators that are changes of another one."""
        return tuple(
            d
            for d in self.tables.definitions.values()
            if d.relates_to == definition.id and d.measure in CHANGES
        )

    def areas(self, context: Context) -> tuple[str, ...]:
        """List other economies that have one of the indicators."""
        of = context.topic.of if context.topic else ()
        tables = self.tables.where(series_key("", context.place.area))
        every = (a for i in of for a in tables.areas(i) if a != context.place.area)
        return tuple(dict.fromkeys(every))


def of_period(series: Iterable[Series], context: Context) -> tuple[Observation, ...]:
    """Return the statements of the period that the words name."""
    told = context.period
    if told is None:
        return ()
    return tuple(o for s in series for o in s.statements if same(told, o.period))


def of_its_year(series: Iterable[Series], context: Context) -> tuple[Observation, ...]:
    """Return the statements of parts of the year that is named, or of the year of a part."""
    told = context.period
    if told is None:
        return ()
    return tuple(
        o
        for s in series
        for o in s.statements
        if within(told, o.period) and not same(told, o.period)
    )


def nearest(
    found: Iterable[Observation], value: Decimal, period: Period | None = None
) -> Observation:
    """Return the figure that is nearest to a number; of equals the exact and finest one.

    Of those that are equal in that too, the one next to the period that is spoken of is meant, or
    the newest where none is.
    """
    return min(
        found,
        key=lambda o: (
            o.figure.one_sided,
            round(apart(o.figure.value, value), 3),
            o.figure.last_digit_unit,
            _days(o.period, period),
        ),
    )


def _days(own: Period, spoken_of: Period | None) -> int:
    """Count the days between two periods; back from the last where none is spoken of."""
    if spoken_of is None:
        return -own.end.toordinal()
    return abs((own.end - spoken_of.end).days)
