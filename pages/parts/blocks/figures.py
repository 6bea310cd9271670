"""Figures that are made once and sent as they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go

from metrics.charts.spec import ChartSpec
from metrics.charts.template import PALETTES, Theme, layout


class ReadyFigure(go.Figure):  # type: ignore[misc]
    """A figure that is done: Streamlit asks for its dictionary at each run, and gets the same."""

    def to_dict(self) -> dict[str, Any]:
        """Return the dictionary, made once."""
        if "_done" not in self.__dict__:
            self.__dict__["_done"] = super().to_dict()
        done: dict[str, Any] = self.__dict__["_done"]
        return done


def drawn(spec: ChartSpec, theme: Theme, size: tuple[int, int]) -> ReadyFigure:
    """Draw a chart for a card.

    Parameters
    ----------
    spec : ChartSpec
        What is drawn.
    theme : str
        ``light`` or ``dark``.
    size : (int, int)
        Width and height in pixels.

    Returns
    -------
    ReadyFigure
        The figure.
    """
    figure = go.Figure(layout=layout(theme))
    plot = spec.plots[0]
    along_time = plot.kind in ("lines", "bars")
    for series in plot.series:
        colour = PALETTES[theme].accent if series.role == "subject" else PALETTES[theme].soft
        for run in series.runs:
            at = [date.fromordinal(int(m.at)) if along_time else m.at for m in run]
            values = [m.value for m in run]
            figure.add_scatter(
                x=at if plot.kind != "rows" else values,
                y=values if plot.kind != "rows" else at,
                mode="lines+markers",
                line={"color": colour},
                text=["<br>".join(m.hover) for m in run],
                hovertemplate="%{text}<extra></extra>",
                customdata=[f"{series.key}@{m.period}" for m in run],
            )
    figure.update_layout(height=size[1], margin={"l": 0, "r": 0, "t": 14, "b": 26})
    return ReadyFigure(figure)
