"""Events on the time axis of a view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from metrics.charts.context import Drawn
from metrics.charts.template import PALETTES
from metrics.locale import text
from metrics.model.event import Event
from metrics.model.period import Published
from metrics.panels.context import PanelContext, value_axis
from metrics.wording.lines import plain


def event_marks(canvas: PanelContext) -> tuple[list[Drawn], list[dict[str, Any]]]:
    """Return a rule for each day or month, a band for each year, with the titles on hovering."""
    palette = PALETTES[canvas.theme]
    shapes: list[dict[str, Any]] = []
    at: list[datetime] = []
    hovers: list[str] = []
    for date, events in _by_date(canvas.view.events).items():
        end = datetime.combine(Published(date).latest, datetime.min.time())
        start = datetime(end.year, 1, 1) if len(date) == 4 else end
        shape: dict[str, Any] = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
        if len(date) == 4:
            fill = {
                "type": "rect",
                "fillcolor": palette.grid,
                "opacity": 0.45,
                "line": {"width": 0},
            }
            shapes.append({**shape, **fill, "x0": start, "x1": end})
        else:
            line = {"type": "line", "line": {"color": palette.soft, "width": 1, "dash": "dot"}}
            shapes.append({**shape, **line, "x0": end, "x1": end})
        at.append(start + (end - start) / 2)
        hovers.append(_event_hover(canvas, date, events))
    if not at:
        return [], []
    top = "y"
    limits = value_axis(canvas, canvas.view.panels[0])["range"]
    trace: Drawn = {
        "type": "scatter",
        "mode": "markers",
        "name": text(canvas.lang)("explore.events"),
        "x": at,
        "y": [limits[1]] * len(at),
        "yaxis": top,
        "cliponaxis": False,
        "marker": {"symbol": "star", "size": 9, "color": palette.soft},
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return [trace], shapes


def _by_date(events: Sequence[Event]) -> dict[str, list[Event]]:
    grouped: dict[str, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.date, []).append(event)
    return grouped


def _event_hover(canvas: PanelContext, date: str, events: Sequence[Event]) -> str:
    say = text(canvas.lang)
    lines = [e.title(canvas.lang) for e in events[:8]]
    if len(events) > 8:
        lines.append(say("policy.more", count=len(events) - 8))
    return "<br>".join([f"<b>{Published(date).label(canvas.lang)}</b>", *map(plain, lines)])
