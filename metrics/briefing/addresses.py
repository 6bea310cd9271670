"""Addresses of views, by which a deck finds again what its slides show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal
from urllib.parse import parse_qsl

from metrics.charts.compile.addresses import exploration_view, view_of
from metrics.explorer.exploration import Choice, Exploration
from metrics.model.observation import Observation
from metrics.model.series import Series

Kind = Literal["chart", "figure", "table"]
INDICATOR, EXPLORER, REGIONS = "indicator", "explorer", "regions"
# Charts of an indicator besides that of its own series.
SIDES = ("ranking", "balance", "paths")
# Transforms that count from a base.
BASED = ("index", "cagr")
# Panels of a view that one slide has room for.
MOST_PANELS = 2


def kind_of(view: str) -> Kind:
    """Return what an address shows.

    Examples
    --------
    >>> kind_of("indicator?id=gii_rank&show=figure"), kind_of("services")
    ('figure', 'chart')
    """
    shown = parts(view)[1].get("show", "chart")
    return "figure" if shown == "figure" else "table" if shown == "table" else "chart"


def parts(view: str) -> tuple[str, dict[str, str]]:
    """Return page and query of an address, also of a whole one as a browser shows it.

    Examples
    --------
    >>> parts("http://localhost:8501/indicator?id=gii_rank。")
    ('indicator', {'id': 'gii_rank'})
    """
    path, _, query = view.strip().rstrip("。，、；！？”’）》】」").partition("?")
    return path.rstrip("/").rpartition("/")[2], dict(parse_qsl(query))


def figure_view(series: Series, point: Observation | None = None) -> str:
    """Return the address of a figure: the newest of a series, or the one that is named.

    Parameters
    ----------
    series : Series
        What is in view of it.
    point : Observation, optional
        One of its statements. The newest has the address of the series, which shows newer ones
        once there are any.

    Returns
    -------
    str
        The address, with the period of an older figure, and its source where another one is shown
        of that period.

    Examples
    --------
    >>> from metrics import load
    >>> series = load().series("gii_rank")
    >>> figure_view(series), figure_view(series, series.points[-2])
    ('indicator?id=gii_rank&show=figure', 'indicator?id=gii_rank&show=figure&at=2024')
    """
    named: dict[str, str] = {}
    if point is not None and point is not series.latest:
        named = {"at": point.period.code}
        if not any(point is shown for shown in series.points):
            named["by"] = point.source.id
    return view_of(series, show="figure", **named)


def explorer_views(view: Exploration, show: Kind = "chart") -> tuple[str, ...]:
    """Addresses of a view of the explorer: one for each two of its panels, or for its table."""
    choice = view.choice
    if choice.transform in BASED:
        # Fewer series may have an earlier base in common.
        choice = replace(choice, base=view.base)
    if show == "table":
        return (_explorer_view(choice, [s.key for s in view.ranged], show="table"),)
    panels = [[r.series.key for r in p.results] for p in view.panels]
    pairs = (panels[n : n + MOST_PANELS] for n in range(0, len(panels), MOST_PANELS))
    return tuple(_explorer_view(choice, [k for p in pair for k in p]) for pair in pairs)


def _explorer_view(choice: Choice, keys: Sequence[str], **more: str) -> str:
    chosen = replace(choice, series=tuple(k for k in choice.series if k in keys))
    return exploration_view(chosen, **more)
