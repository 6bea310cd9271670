"""Economies that are set side by side: those of paths, of a ranking, of a balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.model.period import Period
from metrics.model.series import Series
from metrics.rules.economies import alike_series
from metrics.tables.dataset import Tables

# Those that every comparison shows where it has them.
COMPARED = ("CN", "US", "JP", "KR", "DE", "SG", "IN", "EP")
MOST = 20
FEWEST = 3
WORLD = "WLD"


def compared(tables: Tables, indicator: str) -> tuple[Series, ...]:
    """Return the series of the compared economies that run over time, China first.

    Of offices those that count alike, where not all do: the most of them.
    """
    named = COMPARED if tables.national is None else ()
    every = (tables.all_series.get((indicator, area)) for area in named)
    return _most_alike([s for s in every if s is not None and len(s.points) > 1])


def _most_alike(series: Sequence[Series]) -> tuple[Series, ...]:
    """Return the largest of the groups of series that count alike, of equal ones the first."""
    return max(alike_series(series), key=len, default=())


@dataclass(frozen=True)
class Ranking:
    """Economies by one year's value: the largest first, of ranks the best.

    Parameters
    ----------
    period : Period
        The latest one that at least half of the economies have.
    series : tuple of Series
        Each cut to that period.
    """

    period: Period
    series: tuple[Series, ...]


def rank_economies(tables: Tables, indicator: str) -> Ranking:
    """Order the economies that have the latest common year, the best first; twenty at most.

    Raises
    ------
    ValueError
        Where fewer than three economies are in view.
    """
    every = [tables.all_series[indicator, a] for a in tables.areas(indicator) if a != WORLD]
    # Regions are no economies; see `metrics.charts.compile.regional`.
    if len(every) < FEWEST or tables.national is not None:
        raise ValueError(f"{indicator} has fewer than three economies in view")
    counts: dict[Period, int] = {}
    for p in (p for s in every for p in s.points):
        counts[p.period] = counts.get(p.period, 0) + 1
    period = max(p for p, count in counts.items() if count * 2 >= max(counts.values()))
    found = list(_most_alike([cut for s in every if (cut := _restricted(s, period)) is not None]))
    if len(found) < len(every) and len(found) < FEWEST and every[0].definition.countings:
        raise ValueError(f"{indicator} has fewer than three offices that count alike")
    # Of ranks the least is the best.
    sign = 1 if found[0].definition.measure == "rank" else -1
    found.sort(key=lambda s: sign * s.latest.figure.value)
    return Ranking(period, tuple(found[:MOST]))


def paired_economies(tables: Tables, first: str, second: str) -> tuple[tuple[Series, Series], ...]:
    """Return two indicators of the economies that have both, by the sum of both; twenty at most.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    first : str
        Id of the indicator whose latest common year counts.
    second : str
        Id of the other indicator.

    Returns
    -------
    tuple
        Both series of each economy, the largest sum first.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> pairs = paired_economies(tables, "ip_charges_receipts", "ip_charges_payments")
    >>> 0 < len(pairs) <= 20
    True
    """
    period = rank_economies(tables, first).period
    pairs = [
        (one, other)
        for area in tables.areas(first)
        if area != WORLD and (second, area) in tables.all_series
        if (one := _restricted(tables.all_series[first, area], period)) is not None
        if (other := _restricted(tables.all_series[second, area], period)) is not None
    ]
    pairs.sort(key=lambda p: -(p[0].latest.figure.value + p[1].latest.figure.value))
    return tuple(pairs[:MOST])


def _restricted(series: Series, period: Period) -> Series | None:
    kept = tuple(o for o in series.statements if o.period == period)
    return series.restricted_to(kept) if kept else None
