"""What may be right but is probably a slip: told by ``check``, refused by nobody."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from metrics.model.observation import Observation
from metrics.tables.dataset import Tables
from metrics.tables.problems import Problem

# Words that are lost or doubled when a figure is keyed, by the zeros that they stand for.
_FACTORS = {3: "千 (thousand)", 4: "万", 6: "million", 8: "亿", 9: "billion", 12: "万亿 (trillion)"}
_AMOUNTS = frozenset({"stock", "cumulative", "flow", "count"})
# How far neighbours may lie apart, beside the factor, in decimal places: about twice.
_NEAR = 0.3


def doubts(tables: Tables) -> tuple[Problem, ...]:
    """List what is probably a slip in tables that are otherwise sound.

    Examples
    --------
    >>> from metrics import load
    >>> doubts(load())
    ()
    """
    return (*_factors(tables), *_years(tables), *_unused(tables))


def _factors(tables: Tables) -> Iterator[Problem]:
    """Figures that stand apart from the others of their series by the worth of a word."""
    rows = {id(o): row for row, o in enumerate(tables.statements, 2)}
    for series in tables.all_series.values():
        if series.definition.measure in _AMOUNTS:
            printed = [o for o in series.statements if id(o) in rows and o.figure.value > 0]
            for o, zeros, other in apart(sorted(printed, key=lambda o: o.period)):
                details = {
                    "factor": f"{10 ** abs(zeros):,}",
                    "word": _FACTORS[abs(zeros)],
                    "other": other.figure.printed,
                    "period": other.period.code,
                }
                yield Problem(
                    "indicators.csv",
                    rows[id(o)],
                    "value",
                    f"{o.figure.value:f}",
                    "factor_low" if zeros > 0 else "factor_high",
                    details,
                    doubt=True,
                )


def _years(tables: Tables) -> Iterator[Problem]:
    """Figures that are the year of their own period, as of a cell that was keyed too far left."""
    for row, o in enumerate(tables.statements, 2):
        value = f"{o.figure.value:f}"
        if value in (f"{o.period.start.year}", f"{o.period.end.year}"):
            yield Problem("indicators.csv", row, "value", value, "year_value", doubt=True)


def apart(points: Sequence[Observation]) -> Iterator[tuple[Observation, int, Observation]]:
    """Find the points that a factor parts from their neighbours.

    Where a run of points stands apart from what comes before and after it by one factor, the run
    is in doubt; at the end of a series the shorter side, and of two equal ones that which is
    printed without a word for the factor.

    Parameters
    ----------
    points : sequence of Observation
        Statements of one series above zero, in the order of time.

    Yields
    ------
    point : Observation
        A statement in doubt.
    zeros : int
        Decimal places by which it is too small; below zero where it is too large.
    other : Observation
        The neighbour that it does not go with.

    Examples
    --------
    >>> from metrics import load
    >>> list(apart(load().series("gii_rank").points))
    []
    """
    runs: list[list[Observation]] = []
    for point in points:
        if runs and not _zeros(runs[-1][-1], point):
            runs[-1].append(point)
        else:
            runs.append([point])
    for at, zeros in sorted(_suspects(runs).items()):
        other = runs[at - 1][-1] if at else runs[1][0]
        for point in runs[at]:
            yield point, zeros, other


def _suspects(runs: Sequence[Sequence[Observation]]) -> dict[int, int]:
    """Find the runs in doubt by their place, each with the zeros that it lacks."""
    suspects: dict[int, int] = {}
    for at in (*range(1, len(runs) - 1), 0, len(runs) - 1):
        beside = [n for n in (at - 1, at + 1) if 0 <= n < len(runs)]
        steps = {_zeros(*_ends(runs, at, n)) for n in beside}
        if len(steps) == 1 and not suspects.keys() & {*beside} and _weaker(runs, at, beside):
            suspects[at] = steps.pop()
    return {at: zeros for at, zeros in suspects.items() if zeros}


def _ends(
    runs: Sequence[Sequence[Observation]], at: int, other: int
) -> tuple[Observation, Observation]:
    """Return the points of two runs that stand beside each other."""
    return (runs[at][0], runs[other][-1]) if other < at else (runs[at][-1], runs[other][0])


def _zeros(one: Observation, other: Observation) -> int:
    """Decimal places by which one figure is smaller than another, where a word has as many."""
    places = math.log10(other.figure.value / one.figure.value)
    nearest = round(places)
    return nearest if abs(nearest) in _FACTORS and abs(places - nearest) <= _NEAR else 0


def _weaker(runs: Sequence[Sequence[Observation]], at: int, beside: Sequence[int]) -> bool:
    """Tell whether a run is the one to doubt, and not those beside it."""
    others = sum(len(runs[n]) for n in beside)
    if len(runs[at]) != others:
        return len(runs[at]) < others
    # The last digit of a figure with a word for thousands or more is worth as much.
    plain, rounded = (runs[n][0].figure.last_digit_unit <= 1 for n in (at, beside[0]))
    return plain > rounded or (plain == rounded and at > beside[0])


def _unused(tables: Tables) -> Iterator[Problem]:
    """Rows that name something of which nothing is said."""
    by_region = tables.regional.frames["indicators"]["indicator"]
    used = {
        "definitions": {*(i for i, _ in tables.all_series), *by_region},
        "units": {d.unit.id for d in tables.every_definition.values()}
        | {*tables.frames["relations"]["unit"]},
    }
    for name, ids in used.items():
        for row, own in enumerate(tables.frames[name]["id"], 2):
            if own not in ids:
                yield Problem(f"{name}.csv", row, "id", own, "unused", doubt=True)
