"""A figure as a drawing: the same letters and points as Plotly draws, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest

from metrics import Tables
from metrics.charts.plotly import CARD, LEAD, Size, Theme, described
from metrics.charts.plotly.still import still
from metrics.charts.spec import ChartSpec
from metrics.locale import LANGS, Lang
from metrics.views import pages

SIZE, WIDE = Size(640, 360, CARD), Size(830, 412, LEAD)
SVG = "{http://www.w3.org/2000/svg}"


def leads(tables: Tables, lang: Lang) -> Iterator[ChartSpec]:
    views = [
        pages.overview(tables, lang),
        *(pages.theme_page(tables, t, lang) for t in pages.CHAIN),
    ]
    yield from (view.lead for view in views if view.lead is not None)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_large_chart_is_drawn_with_all_its_words(
    tables: Tables, lang: Lang, theme: Theme
) -> None:
    for spec in leads(tables, lang):
        figure = described(spec, theme, WIDE)
        if any(trace.get("orientation") == "h" for trace in figure["data"]):
            assert still(figure, WIDE) == ""
            continue
        drawn = ElementTree.fromstring(still(figure, WIDE))
        said = [e.text or "" for e in drawn.iter(f"{SVG}text")]
        for note in figure["layout"]["annotations"]:
            for line in filter(None, note["text"].split("<br>")):
                assert unescape(re.sub("</?b>", "", line)) in said


def test_points_stand_where_the_axes_have_them() -> None:
    drawn = ElementTree.fromstring(still(figure(), SIZE))
    (path,) = (e for e in drawn.iter(f"{SVG}path") if e.get("stroke") == "#123456")
    assert path.get("d") == "M0,334L320,174M640,14"
    (dot,) = drawn.iter(f"{SVG}circle")
    assert (dot.get("cx"), dot.get("cy"), dot.get("r")) == ("320", "174", "4")


@pytest.mark.parametrize(
    "change",
    [
        {"type": "pie"},
        {"mode": "lines+text"},
        {"fill": "tozeroy"},
        {"visible": "legendonly"},
        {"line": {"color": "#123456", "shape": "hv"}},
    ],
)
def test_what_only_plotly_draws_is_not_drawn(change: dict[str, Any]) -> None:
    made = figure()
    made["data"][0] |= change
    assert still(made, SIZE) == ""


def test_words_stay_words() -> None:
    made = figure()
    made["layout"]["annotations"][0]["text"] = "5 &lt; 6 & <b>7"
    assert still(made, SIZE) == ""
    made["layout"]["annotations"][0]["text"] = "<b>5 &lt; 6 & 7</b>"
    drawn = ElementTree.fromstring(still(made, SIZE))
    assert "5 < 6 & 7" in [e.text for e in drawn.iter(f"{SVG}text")]


def figure() -> dict[str, Any]:
    axis = {"tickfont": {"size": 12, "color": "#000000"}, "tickvals": [], "ticktext": []}
    line = {"x": [0, 1, None, 2], "y": [0, 5, None, 10], "line": {"color": "#123456", "width": 2}}
    dot = {"x": [1], "y": [5], "marker": {"size": 8, "color": "#123456"}}
    note = {"text": "a", "x": 1, "y": 5, "xanchor": "left", "yanchor": "middle", "showarrow": False}
    return {
        "data": [
            {"type": "scatter", "mode": "lines"} | line,
            {"type": "scatter", "mode": "markers"} | dot,
        ],
        "layout": {
            "font": {"family": '"A", sans-serif', "size": 12, "color": "#000000"},
            "margin": {"l": 0, "r": 0, "t": 14, "b": 26},
            "xaxis": axis | {"range": [0, 2]},
            "yaxis": axis | {"range": [0, 10], "ticklabelposition": "inside top"},
            "annotations": [note],
        },
    }
