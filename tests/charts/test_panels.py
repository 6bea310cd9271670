from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from metrics import Tables
from metrics.charts.template import PALETTES
from metrics.explorer.exploration import Choice, Exploration
from metrics.locale import LANGS, Lang
from metrics.panels import draw_view
from metrics.rules.transforms import TRANSFORMS, Transform

SIX = (
    "invention_patents_in_force",
    "invention_patents_in_force_domestic",
    "pledge_financing",
    "satisfaction",
    "gii_rank",
    "valid_trademarks",
)


@pytest.fixture(scope="session")
def tables(reports: Tables) -> Tables:
    return reports


def notes(figure: Any) -> str:
    return re.sub(r"<[^>]+>", "", "\n".join(a.text for a in figure.layout.annotations))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", TRANSFORMS)
def test_each_transform_draws_one_trace_a_run(tables: Tables, kind: Transform, lang: Lang) -> None:
    chosen = ("high_value_invention_patents",) if kind == "share" else SIX
    view = Exploration(tables, Choice(chosen, kind))
    chart = draw_view(view, lang)
    runs = 0
    for panel in view.panels:
        for result in panel.results:
            runs += sum(not p.joined for p in result.points)
    assert len(chart.figure.data) == runs
    assert tables.version in notes(chart.figure)
    assert chart.alt
    if lang == "en":
        shown = notes(chart.figure) + chart.alt + "".join(t.name for t in chart.figure.data)
        assert not re.search(r"[一-鿿]", shown)


def test_small_multiples_share_the_time_axis(tables: Tables) -> None:
    figure = draw_view(Exploration(tables, Choice(SIX)), "zh").figure
    axes = [a for a in figure.to_dict()["layout"] if a.startswith("yaxis")]
    assert len(axes) == 5
    assert len([a for a in figure.to_dict()["layout"] if a.startswith("xaxis")]) == 1
    domains = sorted(figure.layout[a].domain for a in axes)
    for below, above in pairwise(domains):
        assert below[1] < above[0]


def test_a_rank_runs_downward_and_a_bound_is_hollow(tables: Tables) -> None:
    rank = draw_view(Exploration(tables, Choice(("gii_rank",))), "zh").figure
    assert rank.layout.yaxis.range[0] > rank.layout.yaxis.range[1]
    bound = draw_view(Exploration(tables, Choice(("pledge_financing",), "pct")), "en").figure
    assert bound.data[0].marker.color == PALETTES["light"].paper
    assert bound.data[0].error_y.array[0] > 0
    assert bound.data[0].text[0] == "more than 64.3%"


def test_series_are_named_at_their_lines_by_mark_and_colour(tables: Tables) -> None:
    figure = draw_view(Exploration(tables, Choice(SIX[:2])), "zh").figure
    shown = "".join(a.text for a in figure.layout.annotations)
    assert "●</span> 全部权利人" in shown
    assert "■</span> 国内" in shown
    assert figure.data[0].marker.symbol != figure.data[1].marker.symbol
    assert figure.data[0].line.dash != figure.data[1].line.dash


def test_the_subtitle_says_transform_unit_and_base(tables: Tables) -> None:
    chosen = ("satisfaction", "invention_exam_months")
    figure = draw_view(Exploration(tables, Choice(chosen, "index")), "zh").figure
    assert "指数" in notes(figure)
    assert "2012年=100" in notes(figure)
    apart = draw_view(Exploration(tables, Choice(("satisfaction", "gi_products"), "index")), "zh")
    assert "各系列首点=100" in notes(apart.figure)


def test_derived_values_are_said_to_be_derived(tables: Tables) -> None:
    figure = draw_view(Exploration(tables, Choice(("satisfaction",), "pct")), "zh").figure
    assert "非原文所印" in notes(figure)
    assert "÷ 81.25分 − 1" in figure.data[-1].hovertext[-1]


def test_events_are_rules_and_bands_with_their_titles(tables: Tables) -> None:
    choice = Choice(("satisfaction",), events=("treaty", "law"))
    figure = draw_view(Exploration(tables, choice), "en").figure
    assert {s.type for s in figure.layout.shapes} == {"line", "rect"}
    assert any("Hague Agreement" in h for h in figure.data[-1].hovertext)


def test_nothing_to_draw_is_refused(tables: Tables) -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        draw_view(Exploration(tables, Choice(("gii_rank",), "pct")), "zh")


def test_values_of_a_view_stand_clear_of_each_other_and_of_whiskers(tables: Tables) -> None:
    whole = tables.whole or tables
    chart = draw_view(Exploration(whole, Choice(("pledge_financing",), "change")), "en")
    labelled = [t for trace in chart.figure.data for t in trace.text or () if t]
    assert any("367.11" in t for t in labelled), "the latest"
    assert len(labelled) < sum(len(trace.x) for trace in chart.figure.data)
    (below,) = (
        trace
        for trace in draw_view(
            Exploration(whole, Choice(("pledge_financing",), "pct")), "en", width=900
        ).figure.data
        if trace.text and trace.text[0].startswith("less than")
    )
    assert below.textposition[0] == "top center"
