"""Figures that are made once and sent as they are."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from metrics.charts.plotly import Size, Theme, described
from metrics.charts.spec import ChartSpec


class ReadyFigure(go.Figure):  # type: ignore[misc]
    """A figure that is done: Streamlit asks for its dictionary at each run, and gets the same.

    It has no traces of its own: to make objects of them takes longer than to draw.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        super().__init__()
        self.__dict__["_done"] = plain

    def to_dict(self) -> dict[str, Any]:
        """Return the dictionary, made once."""
        done: dict[str, Any] = self.__dict__["_done"]
        return done


def drawn(spec: ChartSpec, theme: Theme, size: Size) -> ReadyFigure:
    """Draw a chart for a card, without its title and notes."""
    return ReadyFigure(described(spec, theme, size))
