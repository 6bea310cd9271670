"""Marks of points: which come from the five reports, which from elsewhere, which are derived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

from metrics.charts.template import PALETTES, SYMBOLS, Theme
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series

Provenance = Literal["report", "supplement", "derived"]
TIERS: tuple[Provenance, ...] = ("report", "supplement", "derived")
SIZES: dict[Provenance, int] = {"report": 11, "supplement": 6, "derived": 9}
TINT = 0.42


def provenance(series: Series, point: Observation) -> Provenance:
    """Say where a point comes from: a report where one states its period."""
    if point.derived:
        return "derived"
    return "report" if series.reported(point) else "supplement"


def provenances(concept: Iterable[Series]) -> set[Provenance]:
    """Return all that the points of some series come from."""
    return {provenance(s, p) for s in concept for p in s.points}


def markers(
    series: Series, points: Sequence[Observation], colour: str, place: int, theme: Theme
) -> dict[str, Any]:
    """Return the marker of a trace: large for a report, small for others, a cross where derived.

    Parameters
    ----------
    series : Series
        The series that the points are of.
    points : sequence of Observation
        The points of one trace.
    colour : str
        Of the marks.
    place : int
        Place of the series in its chart, which gives the shape.
    theme : str
        ``light`` or ``dark``.

    Returns
    -------
    dict
        The marker of a Plotly trace.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("satisfaction")
    >>> markers(own, own.points[:1], "#12436D", 0, "light")["opacity"]
    1
    """
    paper = PALETTES[theme].paper
    found = [provenance(series, p) for p in points]
    hollow = [p.figure.one_sided for p in points]
    return {
        "color": [paper if h else colour for h in hollow],
        "size": [max(SIZES[t], 9) if h else SIZES[t] for t, h in zip(found, hollow, strict=True)],
        "symbol": [
            ("x" if h else "x-thin") if t == "derived" else SYMBOLS[place]
            for t, h in zip(found, hollow, strict=True)
        ],
        "line": {"color": colour, "width": 2},
        # Marks of several sizes would else be drawn half transparent.
        "opacity": 1,
    }


def legend(found: Collection[Provenance], lang: Lang, *, bars: bool = False) -> list[str]:
    """Return words for the marks of a chart; none where all points come from the reports.

    Parameters
    ----------
    found : collection of Provenance
        Where points of the chart come from.
    lang : str
        ``zh`` or ``en``.
    bars : bool
        Whether they are bars.

    Returns
    -------
    list of str
        Words, one for each kind of mark.

    Examples
    --------
    >>> legend({"report"}, "en")
    []
    >>> len(legend({"report", "supplement"}, "en"))
    2
    """
    if found == {"report"}:
        return []
    kind = "bar" if bars else "mark"
    return [text(lang)(f"legend.{kind}_{t}") for t in TIERS if t in found]


def tint(colour: str, paper: str) -> str:
    """Return a colour thinned towards the paper.

    Examples
    --------
    >>> tint("#000000", "#FFFFFF")
    '#6B6B6B'
    """
    pairs = [(int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(c + (p - c) * TINT):02X}" for c, p in pairs)
