"""A region of China held against the total of its table: the share, with all it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from metrics.assistant.asking import View
from metrics.charts.compile.regional import ranked
from metrics.model.observation import Observation
from metrics.model.refusal import Refusal
from metrics.model.series import HOME, Series
from metrics.rules.economies import reason_between
from metrics.rules.share import SHARE
from metrics.rules.transforms import Point, Result


def is_in_table(view: View, one: Observation, other: Observation) -> bool:
    """Tell whether one of two figures is the total of a table, and the other one a part of it.

    Parameters
    ----------
    view : View
        What is in view.
    one, other : Observation
        Figures of one indicator.

    Returns
    -------
    bool
        False of what does not add up, such as patents per head.

    Examples
    --------
    >>> from metrics import load
    >>> view = View(load(), "en").regional
    >>> total = view.series("patents_granted_domestic", "CN").latest
    >>> is_in_table(view, view.series("patents_granted_domestic", "CN-GD").latest, total)
    True
    """
    counted = one.definition.unit.quantity == "count"
    regional = view.tables.national is not None
    return counted and regional and (one.area == HOME) != (other.area == HOME)


def share_of_table(view: View, series: Series, part: Observation, total: Observation) -> Result:
    """Tell the share of a region in the total of its table.

    Parameters
    ----------
    view : View
        Of the figures of regions.
    series : Series
        Of the region.
    part, total : Observation
        Its figure, and the total.

    Returns
    -------
    Result
        One point, or the refusal. Where the regions do not add up to the total, the share has no
        single value, and its interval holds both.

    Examples
    --------
    >>> from metrics import load
    >>> view = View(load(), "en").regional
    >>> series = view.series("designs_granted_domestic", "CN-GD")
    >>> total = view.series("designs_granted_domestic", "CN")
    >>> made = share_of_table(view, series, series.points[0], total.points[0])
    >>> round(made.points[0].interval.lo, 1), round(made.points[0].interval.hi, 1)
    (Decimal('64.5'), Decimal('66.7'))
    """
    if reason := reason_between(part, total):
        return Result(series, "share", (), (Refusal(reason, (total, part)),))
    interval, value = SHARE.result(total, part)
    point = Point(part.period, interval, (total, part), False, value)
    whole = ranked(view.tables, part.definition.id, part.period).whole
    if whole is not None and whole.interval != total.figure.interval:
        point = replace(point, interval=whole.share(part), value=None)
    return Result(series, "share", (point,), ())


def shares_of_table(view: View, series: Series) -> Result:
    """Tell the share of a region in each table that has a total.

    Examples
    --------
    >>> from metrics import load
    >>> view = View(load(), "en").regional
    >>> made = shares_of_table(view, view.series("patents_granted_domestic", "CN-GD"))
    >>> [round(p.value, 1) for p in made.points]
    [Decimal('65.0'), Decimal('58.2')]
    """
    made = tuple(_each(view, series))
    points = tuple(p for one in made for p in one.points)
    return Result(series, "share", points, tuple(r for one in made for r in one.refusals))


def _each(view: View, series: Series) -> Iterator[Result]:
    total = view.tables.all_series.get((series.definition.id, HOME))
    totals = {p.period: p for p in total.points} if total is not None else {}
    for part in series.points:
        if part.period in totals:
            yield share_of_table(view, series, part, totals[part.period])
        else:
            yield Result(series, "share", (), (Refusal("no_common_period", (part,)),))


def notes_of_totals(view: View, *told: Observation) -> list[str]:
    """List what the notes of totals among some figures say, of what they miss."""
    return [note for one in told if one.area == HOME and (note := one.note(view.lang))]
