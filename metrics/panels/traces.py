"""What stands on a panel: a trace a run, values, bounds, and the names at the lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrics.charts import intervals
from metrics.charts.context import Drawn, whisker, without_overlap
from metrics.charts.layout import LINE, TEXT_CELLS
from metrics.charts.line_labels import spread
from metrics.charts.marks import markers
from metrics.charts.template import (
    DASHES,
    MOST_LABELS,
    PALETTES,
    SYMBOLS,
    TEXT_SIZE,
    named,
)
from metrics.explorer import results
from metrics.explorer.exploration import Panel, name
from metrics.locale import Lang, text
from metrics.panels.context import (
    BESIDE,
    PanelContext,
    day_of,
    leaves_zero_out,
    scale_of_panel,
    time_span,
    unit_of,
    value_axis,
)
from metrics.rules.transforms import Point, Result
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.lines import balanced, plain
from metrics.wording.numbers import Scale

LABEL_CELLS = 17
# Width of a view on a middling screen.
MIDDLING = 620


def draw_panel(
    canvas: PanelContext, place: int, panel: Panel, base: dict[str, Any]
) -> tuple[dict[str, Any], list[Drawn], list[dict[str, Any]]]:
    """Return axis, traces and notes of one panel.

    Parameters
    ----------
    canvas : PanelContext
        What the panels are drawn with.
    place : int
        Which panel it is, counted from 0.
    panel : Panel
        The transformed series that share its axis.
    base : dict
        What the axes of all panels share.

    Returns
    -------
    tuple
        Axis, traces and annotations of a Plotly figure.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> from metrics.panels.context import PanelContext
    >>> axis, traces, notes = draw_panel(PanelContext(view, "en", "light"), 0, view.panels[0], {})
    >>> len(traces) > 0
    True
    """
    axis = {**base, **value_axis(canvas, panel), "domain": list(canvas.domain(place))}
    axis["anchor"] = "x"
    name = "y" if place == 0 else f"y{place + 1}"
    span = abs(axis["range"][1] - axis["range"][0])
    traces = [t for r in panel.results for t in _traces(canvas, panel, r, name, span)]
    crowded = len(panel.results) > 1
    notes = _labels(canvas, panel, axis["range"], canvas.domain(place)) if crowded else []
    if canvas.count > 1:
        notes.append(_heading(canvas, place, panel))
    return axis, traces, notes


def _heading(canvas: PanelContext, place: int, panel: Panel) -> dict[str, Any]:
    say = text(canvas.lang)
    said = [say("chart.unit", unit=unit_of(canvas, panel))]
    if leaves_zero_out(canvas, panel):
        said.append(say("chart.not_from_zero"))
    lines = [plain(say("list.dot").join(said))]
    if len(panel.results) == 1:
        # A panel of one series carries its name above, which leaves its line the whole width.
        (result,) = panel.results
        first, *rest = map(plain, balanced(_full_name(canvas, result), TEXT_CELLS - 4))
        ink = PALETTES[canvas.theme].ink
        own = [named(canvas.place_of(result), first, canvas.theme), *rest]
        lines = [*(f'<span style="color:{ink}">{line}</span>' for line in own), *lines]
    elif _one_concept(panel):
        lines = [plain(panel.results[0].series.definition.name(canvas.lang)), *lines]
    return {
        "text": "<br>".join(lines),
        "align": "left",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": canvas.domain(place)[1],
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 6,
        "showarrow": False,
        "font": {"size": TEXT_SIZE, "color": PALETTES[canvas.theme].soft},
    }


def _runs(result: Result) -> list[list[Point]]:
    runs: list[list[Point]] = []
    for point in result.points:
        if point.joined and runs:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _traces(
    canvas: PanelContext, panel: Panel, result: Result, axis: str, span: float
) -> list[Drawn]:
    palette = PALETTES[canvas.theme]
    place = canvas.place_of(result)
    colour = palette.marks[place]
    exponent = scale_of_panel(canvas, panel).exponent
    labelled = sum(len(r.points) for r in panel.results) <= MOST_LABELS
    shown = _roomy(canvas, result, exponent) if labelled else set()
    traces = []
    for run in _runs(result):
        hollow = run[0].one_sided
        trace: Drawn = {
            "type": "scatter",
            "mode": "lines+markers+text" if labelled else "lines+markers",
            "name": name(canvas.view.tables, result.series, canvas.lang),
            "x": [day_of(p) for p in run],
            "y": [float(results.value_of(p).scaleb(-exponent)) for p in run],
            "yaxis": axis,
            "connectgaps": False,
            "cliponaxis": False,
            "line": {"color": colour, "width": 2.5, "dash": DASHES[place]},
            "marker": _marker(canvas, result, run, place),
            "text": [
                _mark(result, p, exponent, canvas.lang) if id(p) in shown else "" for p in run
            ],
            "textposition": [_label_place(panel, result, p) for p in run],
            "textfont": {"color": palette.ink},
            "hovertext": [_hover(canvas, result, p) for p in run],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        if hollow:
            trace["error_y"] = whisker(run[0].interval.hi is None, span, colour)
        elif result.transform == "none" and intervals.drawn(p.inputs[0] for p in run):
            sides = [intervals.error_lengths(p.inputs[0], exponent) for p in run]
            trace["error_y"] = intervals.error_bars(sides, colour)
        traces.append(trace)
    return traces


def _roomy(canvas: PanelContext, result: Result, exponent: int) -> set[int]:
    """Return the points whose values stand side by side without touching, both ends first."""
    points = sorted(result.points, key=day_of)
    wanted = [points[-1], *points[:1], *points[1:-1]] if len(points) > 1 else points
    days = time_span(canvas)
    width = max(canvas.width, MIDDLING) - BESIDE
    placed = [
        (
            (day_of(p) - days[0]) / (days[1] - days[0]) * width,
            _mark(result, p, exponent, canvas.lang),
        )
        for p in wanted
    ]
    return {id(wanted[n]) for n in without_overlap(placed)}


def _marker(canvas: PanelContext, result: Result, run: Sequence[Point], place: int) -> Drawn:
    """Return marks of published points tell where they come from; derived ones are of one kind."""
    colour = PALETTES[canvas.theme].marks[place]
    if result.transform == "none":
        inputs = [p.inputs[0] for p in run]
        return markers(result.series, inputs, colour, place, canvas.theme)
    return {
        "color": PALETTES[canvas.theme].paper if run[0].one_sided else colour,
        "size": 9,
        "symbol": SYMBOLS[place],
        "line": {"color": colour, "width": 2},
    }


def _label_place(panel: Panel, result: Result, point: Point) -> str:
    """Return above, or below where a whisker, another line or a neighbour needs the room."""
    highest = max(panel.results, key=lambda r: results.value_of(r.latest))
    if point.one_sided:
        return "bottom center" if point.interval.hi is None else "top center"
    if result is not highest:
        return "bottom center"
    days = [day_of(p) for p in result.points]
    span = max(days) - min(days)
    for other in result.points:
        apart = abs(day_of(other) - day_of(point))
        near = bool(span) and other is not point and apart / span * 200 < 60
        above = results.value_of(other) - results.value_of(point)
        if result.transform == "none" and result.series.definition.measure == "rank":
            above = -above
        if near and above > 0:
            return "bottom center"
    return "top center"


def _mark(result: Result, point: Point, exponent: int, lang: Lang) -> str:
    if result.transform == "none":
        scale = Scale(exponent, "")
        return words.mark(point.inputs[0], scale, lang)
    return results.words_of(result, point, lang)


def _hover(canvas: PanelContext, result: Result, point: Point) -> str:
    tables, lang = canvas.view.tables, canvas.lang
    if result.transform == "none":
        return origins.hover(tables, point.inputs[0], lang)
    say = text(lang)
    lines = [
        name(tables, result.series, lang),
        say("fact.value", value=results.words_of(result, point, lang)),
        say("fact.interval", value=results.interval_words(result, point, lang)),
        say("fact.period", value=words.period_words(point.inputs[-1], lang)),
        say("explore.formula", formula=results.formula(result, point, lang)),
        *dict.fromkeys(
            say("fact.source", value=origins.source_words(tables, o, lang)) for o in point.inputs
        ),
    ]
    return "<br>".join([f"<b>{plain(lines[0])}</b>", *map(plain, lines[1:])])


def label_lines(canvas: PanelContext, panel: Panel, result: Result) -> list[str]:
    """Return the name at the end of a line: what tells it from the others of its panel.

    Parameters
    ----------
    canvas : PanelContext
        What the panels are drawn with.
    panel : Panel
        The transformed series that share its axis.
    result : Result
        A series under the transform of the view.

    Returns
    -------
    list of str
        Lines of the name.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> from metrics.panels.context import PanelContext
    >>> label_lines(PanelContext(view, "en", "light"), view.panels[0], view.panels[0].results[0])
    ['Global Innovation', 'Index rank']
    """
    definition = result.series.definition
    if _one_concept(panel):
        if len({r.series.area for r in panel.results}) == len(panel.results):
            area = canvas.view.tables.label("area", result.series.area, canvas.lang)
            return balanced(area, LABEL_CELLS)
        own = canvas.view.tables.label("scope", definition.scope, canvas.lang)
        return balanced(own, LABEL_CELLS)
    names = [r.series.definition.name(canvas.lang) for r in panel.results]
    own = definition.name(canvas.lang)
    return balanced(_full_name(canvas, result) if names.count(own) > 1 else own, LABEL_CELLS)


def _one_concept(panel: Panel) -> bool:
    concepts = {r.series.definition.concept for r in panel.results}
    return len(concepts) == 1 and len(panel.results) > 1


def _full_name(canvas: PanelContext, result: Result) -> str:
    return name(canvas.view.tables, result.series, canvas.lang)


def _labels(
    canvas: PanelContext, panel: Panel, limits: Sequence[float], domain: tuple[float, float]
) -> list[dict[str, Any]]:
    """Return names at the ends of the lines, kept apart where ends lie close."""
    exponent = scale_of_panel(canvas, panel).exponent
    height = (domain[1] - domain[0]) * canvas.plot_height
    wanted = []
    for result in panel.results:
        value = float(results.value_of(result.latest).scaleb(-exponent))
        share = (value - limits[0]) / (limits[1] - limits[0])
        wanted.append((share * height, result))
    wanted.sort(key=lambda pair: pair[0])
    named_ = [(result, label_lines(canvas, panel, result)) for _, result in wanted]
    tall = [len(lines) * TEXT_SIZE * LINE for _, lines in named_]
    middles = spread([level for level, _ in wanted], tall, height)
    return [
        _name(canvas, result, lines, domain[0] + middle / canvas.plot_height)
        for (result, lines), middle in zip(named_, middles, strict=True)
    ]


def _name(canvas: PanelContext, result: Result, lines: Sequence[str], y: float) -> dict[str, Any]:
    first, *rest = map(plain, lines)
    return {
        "text": "<br>".join([named(canvas.place_of(result), first, canvas.theme), *rest]),
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8,
        "y": y,
        "yref": "paper",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "font": {"size": TEXT_SIZE, "color": PALETTES[canvas.theme].ink},
    }
