"""The axes of a view of the explorer: scales, units, time, and which points stand on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from metrics.charts.compile.axes import (
    HALF_YEAR,
    rank_axis,
    slot_of,
    slots_axis,
    spanned,
    value_axis,
)
from metrics.charts.compile.series import drawn_points, heights, slot_labels
from metrics.charts.compile.targets import targets_of
from metrics.charts.spec import (
    Axis,
    Reference,
    SeriesSpec,
)
from metrics.explorer.exploration import RELATIVE, Exploration, Panel
from metrics.explorer.results import unit_text, value_of
from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.rules.transforms import Point, Result
from metrics.wording.numbers import Scale, scale_of

# Changes are seen against none at all.
FROM_ZERO = frozenset({"change", "pct", "cagr"})


def sharing(view: Exploration, panel: Panel) -> list[Panel]:
    """Return the panels that share a scale: those that would stand on one axis."""
    return [p for p in view.panels if p.scale == panel.scale]


def panel_scale(view: Exploration, panel: Panel, lang: Lang) -> Scale:
    """Return the scale of a panel: that of the largest value of all that share it.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    panel : Panel
        One of its panels.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Scale
        A power of ten and its word.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> view = Exploration(load(), Choice(("pledge_financing",)))
    >>> panel_scale(view, view.panels[0], "zh").word
    '亿'
    """
    if view.choice.transform in RELATIVE:
        return Scale(0, "")
    return scale_of(_largest(view, panel), panel.results[0].series.definition.unit, lang)


def _largest(view: Exploration, panel: Panel) -> Decimal:
    shared = sharing(view, panel)
    return max(abs(value_of(p)) for s in shared for r in s.results for p in r.points)


def panel_unit(view: Exploration, panel: Panel, lang: Lang) -> str:
    """Return the unit of a panel in words; none of ranks.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    panel : Panel
        One of its panels.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        With its scale.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> view = Exploration(load(), Choice(("pledge_financing",)))
    >>> panel_unit(view, view.panels[0], "zh")
    '亿元'
    """
    if _is_rank(view, panel):
        return ""
    return unit_text(panel.results, lang, largest=_largest(view, panel))


def _is_rank(view: Exploration, panel: Panel) -> bool:
    measure = panel.results[0].series.definition.measure
    return measure == "rank" and view.choice.transform == "none"


def panel_targets(view: Exploration, panel: Panel) -> tuple[Observation, ...]:
    """Return the targets of the series of a panel, where they stand as they are printed."""
    if view.choice.transform != "none":
        return ()
    return targets_of(view.tables, [r.series for r in panel.results])


def panel_values(
    view: Exploration,
    panel: Panel,
    series: Mapping[str, Sequence[SeriesSpec]],
    levels: Mapping[str, Sequence[Reference]],
) -> list[float]:
    """Return all values that share the scale of a panel.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    panel : Panel
        One of its panels.
    series : mapping
        The series of each panel by its key.
    levels : mapping
        The levels of each panel by its key.

    Returns
    -------
    list of float
        In the scale of the panel.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> panel_values(view, view.panels[0], {view.panels[0].key: ()}, {view.panels[0].key: ()})
    []
    """
    shared = sharing(view, panel)
    own = heights([m for p in shared for s in series[p.key] for m in s.marks])
    return [*own, *(r.value for p in shared for r in levels[p.key])]


def panel_axis(view: Exploration, panel: Panel, values: Sequence[float], lang: Lang) -> Axis:
    """Return the axis of values of a panel.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    panel : Panel
        One of its panels.
    values : sequence of float
        All that share the scale.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Axis
        Backward where less is better.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> view = Exploration(load(), Choice(("pledge_financing",)))
    >>> panel_axis(view, view.panels[0], [848.5, 8539.9], "en").high
    9000.0
    """
    if _is_rank(view, panel):
        return rank_axis(values, lang)
    zero = view.choice.transform in FROM_ZERO or is_barred(view, panel)
    axis = value_axis(values, lang, zero=zero)
    measure = panel.results[0].series.definition.measure
    if measure == "rank" and view.choice.transform == "change":
        # A larger rank is a worse one: its change runs downward.
        return Axis(axis.high, axis.low, axis.ticks[::-1], axis.zero)
    return axis


def is_barred(view: Exploration, panel: Panel) -> bool:
    """Tell whether a panel is a plot of bars: a flow by itself, as it is printed."""
    flow = panel.results[0].series.definition.measure == "flow"
    return len(panel.results) == 1 and flow and view.choice.transform == "none"


def drawn_of(view: Exploration, panel: Panel, result: Result) -> Sequence[Point]:
    """Return the points of a result that are drawn: of bars one a year.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    panel : Panel
        One of its panels.
    result : Result
        A series of it.

    Returns
    -------
    sequence of Point
        In the order of the result.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> view = Exploration(load(), Choice(("gii_rank",), first="2024"))
    >>> [p.period.code for p in drawn_of(view, view.panels[0], view.results[0])]
    ['2024', '2025']
    """
    if not is_barred(view, panel):
        return result.points
    kept = {id(o) for o in drawn_points(result.series)}
    return [p for p in result.points if id(p.inputs[0]) in kept]


def along_of(view: Exploration) -> Axis:
    """Return the axis of time that all plots share; bars need half a year on both sides."""
    observed = [
        p.inputs[-1]
        for panel in view.panels
        for r in panel.results
        for p in drawn_of(view, panel, r)
    ]
    barred = [is_barred(view, panel) for panel in view.panels]
    if all(barred):
        return slots_axis(slot_labels(observed))
    axis = spanned([o.period for o in observed])
    if not any(barred):
        return axis
    at = [slot_of(o.period) for o in observed]
    low, high = min(axis.low, min(at) - HALF_YEAR), max(axis.high, max(at) + HALF_YEAR)
    return replace(axis, low=low, high=high)
