"""What the policy page shows: events over time by directive, beside them the figures that moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from metrics.model.definition import Definition
from metrics.model.event import Event
from metrics.model.period import Published
from metrics.model.series import HOME, Series
from metrics.views.filters import Filters
from metrics.views.pages import Row
from metrics.views.rows import row_of
from metrics.wording import observations as words
from pages.parts.blocks import downloads, rows
from pages.parts.blocks.message import series_link
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

# Events of a year that are written out; more stand as marks, which open a list of them.
FEW = 3
# Figures that are drawn beside a directive; the others are folded.
DRAWN = 3
GOVERNANCE = "governance"


def chosen(context: Context, kind: str) -> list[Event]:
    """Return the events of a kind, or all; directives are the lanes that they stand in."""
    return [
        e for e in context.tables.events if e.kind != "directive" and (not kind or e.kind == kind)
    ]


@dataclass(frozen=True)
class Column:
    """A year of many events, which are marks, or years of few, which are written out."""

    years: tuple[str, ...]
    many: bool

    @property
    def name(self) -> str:
        """The year, or the first and the last one."""
        return "–".join(dict.fromkeys((self.years[0], self.years[-1])))


def columns(events: Iterable[Event]) -> list[Column]:
    """Return the columns of dated events; years of few events that follow each other share one.

    Examples
    --------
    >>> from metrics import load
    >>> dated = [e for e in load().events if e.date and e.kind != "directive"]
    >>> [(column.name, column.many) for column in columns(dated)]
    [('1950–2021', False), ('2022', True), ('2023', True)]
    """
    counts = Counter(e.date[:4] for e in events)
    made = []
    for many, years in groupby(sorted(counts), key=lambda year: counts[year] > FEW):
        each = tuple(years)
        made += [Column((year,), True) for year in each] if many else [Column(each, False)]
    return made


def drawn(context: Context, kind: str) -> str:
    """Return dated events as marks by year and directive, with the figures beside them."""
    dated = [e for e in chosen(context, kind) if e.date]
    directives = {e.directive: e for e in context.tables.events if e.kind == "directive"}
    across = columns(dated)
    lanes = [
        _lane(context, code, directives.get(code), dated, across)
        for code in (*context.tables.codes("directive"), "")
    ]
    return markup.render("policy_time.html", context.lang, columns=across, lanes=lanes)


def _lane(
    context: Context,
    code: str,
    directive: Event | None,
    dated: Sequence[Event],
    across: Sequence[Column],
) -> dict[str, object]:
    """Return the events and figures of a directive; of none where the code is empty."""
    own = [e for e in dated if e.directive == code]
    return {
        "code": code or "none",
        "title": directive.title(context.lang) if directive else context.say("policy.others"),
        "cite": _cite(context, directive) if directive else "",
        "cells": [
            (column, _told(context, [e for e in own if e.date[:4] in column.years]))
            for column in across
        ],
        "figures": _figures(context, code) if code else None,
    }


def _told(context: Context, events: Sequence[Event]) -> list[dict[str, object]]:
    order = context.tables.codes("kind")
    ordered = sorted(events, key=lambda e: (e.date, order.index(e.kind)))
    return [_event(context, e) for e in ordered]


def _event(context: Context, event: Event) -> dict[str, object]:
    tables, lang = context.tables, context.lang
    tags = [tables.label("kind", event.kind, lang)]
    if event.state == "planned":
        tags.append(tables.label("state", "planned", lang))
    return {
        "title": event.title(lang),
        "day": Published(event.date).label(lang) if event.date else "",
        "exact": len(event.date) > 4,
        "tags": context.say("list.dot").join(tags),
        "planned": event.state == "planned",
        "cite": _cite(context, event),
    }


def _cite(context: Context, event: Event) -> str:
    source = context.tables.sources[event.source].cite(context.lang)
    place = context.tables.locator(event.locator, context.lang)
    return context.say("list.dot").join((source, place))


def _figures(context: Context, code: str) -> dict[str, object]:
    """Return the figures that measure a directive: those that moved are drawn, others folded."""
    tables, lang = context.tables, context.lang
    measured = [
        (definition, series)
        for definition in tables.definitions.values()
        if definition.directive == code
        # On an early day figures of other economies alone may be known.
        and (series := tables.all_series.get((definition.id, HOME)))
    ]
    every = [(definition, series, row_of(tables, series, lang)) for definition, series in measured]
    moved = [found for found in every if found[2].spark and found[2].change]
    # One scope of a concept speaks for it.
    first = list({definition.concept: row for definition, _, row in reversed(moved)}.items())
    shown = [row for _, row in reversed(first)][:DRAWN] or [row for _, _, row in every][:DRAWN]
    keys = {row.key for row in shown}
    return {
        "moved": [
            {
                "row": row,
                "address": series_link(context, row.key),
                "spark": markup.spark(row.spark, context.colours),
            }
            for row in shown
        ],
        "rest": [_rest(context, d, s, row) for d, s, row in every if row.key not in keys],
    }


def _rest(
    context: Context, definition: Definition, series: Series, row: Row
) -> tuple[str, str, str]:
    name = definition.name(context.lang)
    if len(context.tables.concept(definition.concept)) > 1:
        scope = context.tables.label("scope", definition.scope, context.lang)
        name = context.say("policy.scoped", name=name, scope=scope)
    value = str(words.statement(series.latest, context.lang))
    return name, series_link(context, row.key), value


def undated(context: Context, kind: str) -> str:
    """Return the acts whose date no text prints, folded."""
    events = [e for e in chosen(context, kind) if not e.date]
    if not events:
        return ""
    return markup.render("policy_undated.html", context.lang, events=_told(context, events))


def show_governance(context: Context) -> None:
    """Draw the figures of governance as one table."""
    items = context.shared("governance", lambda: _governance(context))
    filters = Filters(theme=GOVERNANCE)
    if items:
        rows.show(context, items, GOVERNANCE, context.say("policy.governance"), filters)
    downloads.show(context, filters)


def _governance(context: Context) -> list[Row]:
    tables = context.tables
    return [
        row_of(tables, series, context.lang)
        for definition in tables.definitions.values()
        if definition.theme == GOVERNANCE
        and (series := tables.all_series.get((definition.id, HOME)))
    ]
