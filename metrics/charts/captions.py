"""The words above a chart: unit, subtitle."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.compile.words import (
    alternative,
    common_scale,
    middle_scale,
    movement,
    points_of,
    span_of,
    unit_of,
    unlike_periods,
)
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording.numbers import Scale, join_words

__all__ = [
    "alternative",
    "common_scale",
    "middle_scale",
    "movement",
    "points_of",
    "span_of",
    "subtitle",
    "unit_of",
    "unlike_periods",
]


def subtitle(
    tables: Tables,
    concept: Sequence[Series],
    lang: Lang,
    *,
    from_zero: bool,
    scoped: bool = True,
    legend: Sequence[str] = (),
    scale: Scale | None = None,
) -> list[str]:
    """Return area, scope, unit, period of a chart, whether its axis leaves zero out, its marks.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        The series of one concept, a scope each.
    lang : str
        ``zh`` or ``en``.
    from_zero : bool
        Whether the axis of values begins at zero.
    scoped : bool
        Whether the scope is told.
    legend : sequence of str
        What the marks of the chart mean.
    scale : Scale, optional
        The scale of the axis; that of the largest value by default.

    Returns
    -------
    list of str
        Parts that stand beside each other.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> subtitle(tables, tables.concept("gii_rank"), "en", from_zero=False)[0]
    'China'
    """
    say = text(lang)
    points = _telling(concept)
    definition = concept[0].definition
    first, last = points[0].period, points[-1].period
    parts = [tables.label("area", concept[0].area, lang)]
    if scoped and len(concept) == 1:
        parts.append(tables.label("scope", definition.scope, lang))
    if definition.measure != "rank":
        parts.append(say("chart.unit", unit=unit_of(concept, lang, scale)))
    if first == last:
        parts.append(first.label(lang))
    elif all(p.period.kind in ("years", "months") for p in points):
        parts.append(join_words([p.period.label(lang) for p in points], lang))
    else:
        parts.append(say("chart.span", first=first.label(lang), last=last.label(lang)))
    if not from_zero:
        parts.append(say("chart.not_from_zero"))
    return [*parts, *legend]


def _telling(concept: Sequence[Series]) -> list[Observation]:
    """Return the points that tell from when to when.

    An implied part of a year stands in for none.
    """
    main = {id(p) for s in concept for p in s.main}
    return [p for p in points_of(concept) if not p.implied or id(p) in main]
