"""Figures that are made once and sent as they are."""

from __future__ import annotations

import json
from hashlib import sha256
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


def drawn(spec: ChartSpec, theme: Theme, size: Size, *, exact: bool = False) -> ReadyFigure:
    """Draw a chart for a card, without its title and notes.

    Streamlit hands a figure over twice, the second time with its size. Plotly draws once where the
    size is the same, so is the name of the data, and nothing of the layout is an object that it
    cannot compare.

    Parameters
    ----------
    spec : ChartSpec
        What is drawn.
    theme : str
        ``light`` or ``dark``.
    size : Size
        Pixels, and sizes of letters.
    exact : bool
        Whether its card is as wide; else Plotly takes the width that there is.

    Returns
    -------
    ReadyFigure
        The figure.
    """
    plain = described(spec, theme, size)
    name = sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]
    meta = json.dumps(plain["layout"]["meta"], separators=(",", ":"))
    plain["layout"] |= {"height": size.height, "datarevision": name, "meta": meta}
    if exact:
        plain["layout"] |= {"width": size.width, "autosize": False}
    return ReadyFigure(plain)
