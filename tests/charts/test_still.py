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


def test_bars_that_lie_reach_from_their_foot_to_their_value() -> None:
    made = figure()
    bar = {"x": [2, -1], "y": [5, 10], "width": 2, "marker": {"color": "#654321"}}
    made["data"] = [{"type": "bar", "orientation": "h"} | bar]
    made["layout"]["xaxis"]["range"] = [-2, 2]
    drawn = ElementTree.fromstring(still(made, SIZE))
    places = [[r.get(k) for k in ("x", "y", "width", "height")] for r in drawn.iter(f"{SVG}rect")]
    assert places == [["320", "142", "320", "64"], ["160", "-18", "160", "64"]]


def test_each_plot_has_its_own_part_of_the_drawing() -> None:
    made = figure()
    layout, (line, _) = made["layout"], made["data"]
    layout["yaxis"] |= {"domain": [0.5, 1]}
    layout["xaxis2"] = layout["xaxis"] | {"range": [0, 4]}
    layout["yaxis2"] = layout["yaxis"] | {"domain": [0, 0.25]}
    made["data"] = [line, line | {"xaxis": "x2", "yaxis": "y2"}]
    edge = {"type": "line", "xref": "x2", "yref": "y2 domain", "x0": 4, "x1": 4, "y0": 0, "y1": 1}
    layout["shapes"] = [edge | {"line": {"color": "#abcdef", "width": 1}}]
    found = [e.get("d") for e in ElementTree.fromstring(still(made, SIZE)).iter(f"{SVG}path")]
    assert found == ["M0,174L320,94M640,14", "M0,334L160,294M320,254", "M640,334L640,254"]


def test_a_plot_without_its_second_axis_is_not_drawn() -> None:
    made = figure()
    made["layout"]["xaxis2"] = made["layout"]["xaxis"]
    assert still(made, SIZE) == ""


def test_events_are_marked_at_their_place() -> None:
    made = figure()
    made["data"][1]["marker"] |= {"symbol": "triangle-up"}
    drawn = ElementTree.fromstring(still(made, SIZE))
    assert "M315.4,176h9.2L320,170Z" in [e.get("d") for e in drawn.iter(f"{SVG}path")]


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
