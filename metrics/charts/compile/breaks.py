"""Breaks: where nothing may be joined, in a few words and with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date

from metrics.charts.compile.axes import day_of, slot_of
from metrics.charts.spec import BreakSpec
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording.numbers import join_words


def breaks_of(
    tables: Tables,
    concept: Sequence[Series],
    lang: Lang,
    place: Callable[[Period], float] = day_of,
) -> tuple[BreakSpec, ...]:
    """Return the breaks of all series of a plot in the order of time.

    Breaks at one place are one rule. Where not all series break alike, the reason names those that
    do.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        The series of one plot.
    lang : str
        ``zh`` or ``en``.
    place : callable
        Says where a period stands.

    Returns
    -------
    tuple of BreakSpec
        Place, label and reason of each.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> [b.label for b in breaks_of(tables, tables.concept("gii_rank"), "en")]
    ['WIPO joins']
    """
    found: dict[float, dict[str, list[Series]]] = {}
    labels: dict[float, str] = {}
    periods: dict[float, str] = {}
    for series in concept:
        for point in series.breaks:
            before = [p for p in series.points if p.period < point.period]
            if before:
                at = _between(before[-1], point, place)
                labels.setdefault(at, _label(tables, point, lang))
                periods.setdefault(at, point.period.label(lang))
                reasons = found.setdefault(at, {})
                reasons.setdefault(_reason(series, point, lang), []).append(series)
    return tuple(
        BreakSpec(
            at,
            labels[at],
            text(lang)(
                "chart.break_told",
                period=periods[at],
                reason=" ".join(_named(tables, concept, *r, lang) for r in found[at].items()),
            ),
        )
        for at in sorted(found)
    )


def _label(tables: Tables, point: Observation, lang: Lang) -> str:
    """Return the two or three words of codes.csv; where there are none, that it is a break."""
    own = [point, *(i for i in point.inputs if point.implied)]
    for o in own:
        with suppress(KeyError):
            return tables.label("break", f"{o.definition.id}@{o.period.code}", lang)
    return text(lang)("chart.break_short")


def _named(
    tables: Tables, concept: Sequence[Series], reason: str, broken: Sequence[Series], lang: Lang
) -> str:
    """Return a reason behind the names of the series that it holds for, unless it holds for all."""
    if len(broken) == len(concept):
        return reason
    names = join_words([own_name(tables, s, concept, lang) for s in broken], lang)
    return text(lang)("chart.break_of", name=names) + reason


def own_name(tables: Tables, series: Series, concept: Sequence[Series], lang: Lang) -> str:
    """Say what tells a series from the others of its chart; nothing where it is alone.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        One of the chart.
    concept : sequence of Series
        All of the chart.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Its economy, its scope or its name.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> both = [tables.series("gii_rank", area) for area in ("CN", "US")]
    >>> own_name(tables, both[1], both, "en")
    'United States'
    """
    if len(concept) == 1:
        return ""
    area = tables.label("area", series.area, lang)
    concepts = {s.definition.concept for s in concept}
    if len(concepts) > 1:
        name = series.definition.short(lang)
        alike = [s for s in concept if s.definition.short(lang) == name]
        if len(alike) == 1:
            return name
        told = own_name(tables, series, alike, lang)
        return text(lang)("explore.scoped", name=name, scope=told)
    if len({s.area for s in concept}) == len(concept):
        return area
    scope = tables.label("scope", series.definition.scope, lang)
    if len({s.area for s in concept}) == 1:
        return scope
    return text(lang)("explore.scoped", name=area, scope=scope)


def _reason(series: Series, point: Observation, lang: Lang) -> str:
    """Return the note of a statement that marks the break; that of the shown one may be another."""
    # An implied value breaks because a figure does that it follows from.
    marked = [o for o in point.inputs if point.implied and o.status == "B"]
    notes = [o.note(lang) for o in marked or (point, *series.others(point)) if o.note(lang)]
    # A longer note tells more than the break.
    return min(notes, key=len) if notes else text(lang)("chart.break")


def _between(before: Observation, after: Observation, place: Callable[[Period], float]) -> float:
    """Return the place of the rule: where a year begins, else between the two points."""
    if place is slot_of:
        # Years without a figure before it are no part of the break.
        return float(date(after.period.end.year, 1, 1).toordinal())
    if after.period.kind == "date":
        return (before.period.end.toordinal() + after.period.start.toordinal()) / 2
    return float(after.period.start.toordinal())
