"""A finished chart."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from metrics.charts.layout import Margins, Texts
from metrics.model.series import Series


@dataclass(frozen=True)
class Chart:
    """A finished chart.

    Parameters
    ----------
    concept : str
        What it shows: a concept, or the theme of a comparison.
    figure : plotly.graph_objects.Figure
        Not to be changed: it is shared.
    alt : str
        Alternative text.
    series : tuple of Series
        What it was drawn from.
    texts : Texts
        Title, subtitle and footer that stand inside the figure.
    bare : Margins
        Room in pixels that the plot needs without them.
    """

    concept: str
    figure: go.Figure
    alt: str
    series: tuple[Series, ...]
    texts: Texts
    bare: Margins

    @property
    def across(self) -> bool:
        """Whether it sets several economies side by side."""
        return len({s.area for s in self.series}) > 1
