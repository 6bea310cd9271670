"""Figures that are made once and sent as they are."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from metrics.charts.plotly import Size, Theme, figure
from metrics.charts.spec import ChartSpec


class ReadyFigure(go.Figure):  # type: ignore[misc]
    """A figure that is done: Streamlit asks for its dictionary at each run, and gets the same."""

    def to_dict(self) -> dict[str, Any]:
        """Return the dictionary, made once."""
        if "_done" not in self.__dict__:
            self.__dict__["_done"] = super().to_dict()
        done: dict[str, Any] = self.__dict__["_done"]
        return done


def drawn(spec: ChartSpec, theme: Theme, size: Size) -> ReadyFigure:
    """Draw a chart for a card, without its title and notes."""
    return ReadyFigure(figure(spec, theme, size), skip_invalid=True)
