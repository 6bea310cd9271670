"""Implied values among the figures in view: which are shown, and the tables that show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from metrics.model.observation import Observation
from metrics.model.selection import Selection
from metrics.reconciliation.implied import implied
from metrics.tables.dataset import Tables
from metrics.tables.kept import kept

# Everything that is printed, and all that follows from it.
ALL_WITH_IMPLIED = Selection(implied=True)
Key = tuple[str, str, str]


def in_view(tables: Tables, selection: Selection) -> Tables:
    """Bring a selection into view, with the implied values where it wants them.

    Every place that lets readers choose what is in view comes here.

    Examples
    --------
    >>> from metrics import load
    >>> series = in_view(load(), ALL_WITH_IMPLIED).series("royalties_exports")
    >>> [(p.period.code, p.rule) for p in series.points if p.implied]
    [('2018', 'less_growth')]
    """
    if selection == tables.selection:
        return tables
    if not selection.implied:
        return tables.select(selection)
    return _with_implied(tables.printed, selection)


@kept
def _with_implied(printed: Tables, selection: Selection) -> Tables:
    shown = printed.select(replace(selection, implied=False))
    added = addable(shown)
    whole = printed if selection == ALL_WITH_IMPLIED else _with_implied(printed, ALL_WITH_IMPLIED)
    return replace(printed, selection=selection, whole=whole, implied_in_series=added)


def addable(tables: Tables) -> tuple[Observation, ...]:
    """List the implied values that may stand in series.

    None stands where a figure is printed or derived by the tables already, nor where two readings
    of a phrase imply different values and nothing settles which is meant.
    """
    held = {
        (*key, o.period.code)
        for key, series in tables.all_series.items()
        for o in series.statements
    }
    return tuple(
        _beyond(tables, group[0])
        for key, group in _by_key(implied(tables)).items()
        if key not in held and _settled(group)
    )


def _beyond(tables: Tables, point: Observation) -> Observation:
    """Give a base that lies before a break of its series the definition that comes after it."""
    series = tables.all_series.get((point.definition.id, point.area))
    end = max(o.period for o in point.inputs)
    crossed = series is not None and any(point.period < p <= end for p in series.broken_at)
    return replace(point, status="D") if crossed else point


def ambiguous(tables: Tables, indicator: str, area: str) -> tuple[Observation, ...]:
    """List the values of a series that two readings of a phrase imply, so that neither is shown.

    Parameters
    ----------
    tables : Tables
        The figures in view.
    indicator, area : str
        The series: an id of definitions.csv, a code of an economy.

    Returns
    -------
    tuple of Observation
        All the values of a period together; empty where every phrase is settled.

    Examples
    --------
    >>> from metrics import load
    >>> found = ambiguous(load(), "pledge_financing", "CN")
    >>> [(o.period.code, o.rule) for o in found][:2]
    [('2012', 'less_times_more'), ('2012', 'less_times')]
    """
    groups = _by_key(implied(tables)).items()
    return tuple(
        o
        for key, group in groups
        if key[:2] == (indicator, area) and not _settled(group)
        for o in group
    )


def _by_key(values: Iterable[Observation]) -> dict[Key, list[Observation]]:
    groups: dict[Key, list[Observation]] = {}
    for o in values:
        groups.setdefault((o.definition.id, o.area, o.period.code), []).append(o)
    return groups


def _settled(group: list[Observation]) -> bool:
    return len({o.figure.interval for o in group}) == 1
