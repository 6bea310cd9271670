"""Breaks on a chart: a rule where nothing may be joined, and its reason below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from metrics.charts.template import PALETTES, TEXT_SIZE, Theme
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.wording.numbers import join_words

# Pixels that the numbers need above the plot.
ABOVE = 12
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Break:
    """A rule on the time axis.

    Parameters
    ----------
    at : datetime
        Between the last point before and the first after.
    reasons : tuple of str
        Why nothing is joined across it, each once.
    """

    at: datetime
    period: str
    reasons: tuple[str, ...]


def breaks_of(tables: Tables, concept: Sequence[Series], lang: Lang) -> tuple[Break, ...]:
    """Return the breaks of all series of a chart in the order of time.

    Breaks of one day are one rule.

    Where not all series break alike, the reason names those that do.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        The series of one concept, a scope each.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Break
        Day, period and reasons of each.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> [b.period for b in breaks_of(tables, tables.concept("gii_rank"), "en")]
    ['2011']
    """
    found: dict[datetime, dict[str, list[Series]]] = {}
    periods: dict[datetime, str] = {}
    for series in concept:
        for point in series.breaks:
            before = [p for p in series.points if p.period < point.period]
            if before:
                at = _between(before[-1], point)
                periods[at] = point.period.label(lang)
                reasons = found.setdefault(at, {})
                reasons.setdefault(_reason(series, point, lang), []).append(series)
    return tuple(
        Break(at, periods[at], tuple(_named(tables, concept, *r, lang) for r in found[at].items()))
        for at in sorted(found)
    )


def _named(
    tables: Tables, concept: Sequence[Series], reason: str, broken: Sequence[Series], lang: Lang
) -> str:
    """Return a reason behind the names of the series that it holds for, unless it holds for all."""
    if len(broken) == len(concept):
        return reason
    names = join_words([_own_name(tables, s, concept, lang) for s in broken], lang)
    return text(lang)("chart.break_of", name=names) + reason


def _own_name(tables: Tables, series: Series, concept: Sequence[Series], lang: Lang) -> str:
    """Say what tells a series from the others of its chart."""
    if len({s.area for s in concept}) > 1:
        return tables.label("area", series.area, lang)
    if len({s.definition.concept for s in concept}) > 1:
        return series.definition.name(lang)
    return tables.label("scope", series.definition.scope, lang)


def _reason(series: Series, point: Observation, lang: Lang) -> str:
    """Return the note of a statement that marks the break; that of the shown one may be another."""
    # An implied value breaks because a figure does that it follows from.
    marked = [o for o in point.inputs if point.implied and o.status == "B"]
    notes = [o.note(lang) for o in marked or (point, *series.others(point)) if o.note(lang)]
    # A longer note tells more than the break.
    return min(notes, key=len) if notes else text(lang)("chart.break")


def _between(before: Observation, after: Observation) -> datetime:
    end = datetime.combine(before.period.end, datetime.min.time())
    start = datetime.combine(after.period.start, datetime.min.time())
    # A year begins where the year before ends; days of stocks lie apart.
    return start if after.period.kind != "date" else end + (start - end) / 2


def break_lines(found: Sequence[Break], lang: Lang) -> list[str]:
    """Return a line of the footer for each break."""
    say = text(lang)
    return [
        say("chart.break_reason", mark=NUMBERS[n], period=b.period, reason=" ".join(b.reasons))
        for n, b in enumerate(found)
    ]


def break_marks(
    found: Sequence[Break],
    theme: Theme,
    among: Sequence[Break] | None = None,
    within: tuple[float, float] = (0.0, 1.0),
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return shapes and annotations: a rule over the height of a plot with its number at the top.

    Parameters
    ----------
    found : sequence of Break
        The breaks of this plot.
    theme : str
        ``light`` or ``dark``.
    among : sequence of Break, optional
        The breaks of the whole chart, which give the numbers; by default the same.
    within : tuple of float
        Lower and upper edge of the plot as shares of the height.

    Returns
    -------
    tuple
        Shapes, and annotations, of a Plotly layout.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> found = breaks_of(tables, tables.concept("gii_rank"), "en")
    >>> shapes, notes = break_marks(found, "light")
    >>> len(shapes) == len(notes) == len(found)
    True
    """
    palette = PALETTES[theme]
    order = [b.at for b in (found if among is None else among)]
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    low, high = within
    for b in found:
        place = {"xref": "x", "yref": "paper"}
        rule = {"color": palette.soft, "width": 1.5, "dash": "dash"}
        shapes.append(
            {**place, "type": "line", "x0": b.at, "x1": b.at, "y0": low, "y1": high, "line": rule}
        )
        notes.append(
            {
                **place,
                "x": b.at,
                "y": high,
                "yanchor": "bottom",
                "text": NUMBERS[order.index(b.at)],
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": TEXT_SIZE, "color": palette.ink},
            }
        )
    return shapes, notes
