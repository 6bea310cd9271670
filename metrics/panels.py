"""Chosen series on one panel, or as small multiples on a shared time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import plotly.graph_objects as go

from metrics import explore
from metrics.catalogue import Event
from metrics.charts import words
from metrics.charts.base import Chart
from metrics.charts.builders import Drawn, extent, moment, number_text_of, round_step, whisker
from metrics.charts.layout import LINE, balanced, cells, frame, plain
from metrics.charts.template import DASHES, PALETTES, SYMBOLS, TEXT_SIZE, Theme, layout, named
from metrics.explore import Exploration, Panel
from metrics.numbers import Scale, join_words, scale_of
from metrics.periods import Published
from metrics.series import latest_sources
from metrics.text import Lang, text
from metrics.transforms import Point, Result

PANEL_HEIGHT = 250
SINGLE_HEIGHT = 340
GAP = 54
HEADING = 26
LABEL_CELLS = 17
MOST_LABELS = 8


@dataclass(frozen=True)
class Canvas:
    """All that drawing a view needs."""

    view: Exploration
    lang: Lang
    theme: Theme

    @property
    def count(self) -> int:
        """Number of panels."""
        return len(self.view.panels)

    @property
    def plot_height(self) -> int:
        """Height of all panels with their gaps."""
        if self.count == 1:
            return SINGLE_HEIGHT
        return self.count * PANEL_HEIGHT + (self.count - 1) * GAP

    def domain(self, place: int) -> tuple[float, float]:
        """Where a panel stands, from below, as shares of the height."""
        if self.count == 1:
            return 0.0, 1.0
        top = 1 - place * (PANEL_HEIGHT + GAP) / self.plot_height
        return max(0.0, top - PANEL_HEIGHT / self.plot_height), top

    def place_of(self, result: Result) -> int:
        """Place of a series among the chosen, which gives its colour and mark."""
        return self.view.choice.series.index(result.series.definition.id)


def draw_view(view: Exploration, lang: Lang, theme: Theme = "light") -> Chart:
    """Draw a view; raise ``ValueError`` where nothing of it can be drawn."""
    if not view.panels:
        raise ValueError("nothing to draw")
    canvas = Canvas(view, lang, theme)
    labels = [_label(canvas, r) for p in view.panels for r in p.results]
    right = max(cells(line) for lines in labels for line in lines) * 7 + 30
    texts = frame(
        _title(canvas), _subtitle(canvas), _footer(canvas), theme, left=_left(canvas), ticks=1
    )
    figure: dict[str, Any] = {**layout(theme), **texts}
    margin = texts["margin"]
    margin["t"] += HEADING if canvas.count > 1 else 0
    for note in texts["annotations"][:2]:
        note["yshift"] += HEADING if canvas.count > 1 else 0
    figure["margin"] = {**margin, "r": right}
    figure["height"] = canvas.plot_height + margin["t"] + margin["b"]
    figure["xaxis"] = _time_axis(canvas, figure["xaxis"])
    traces: list[Drawn] = []
    yaxis = figure.pop("yaxis")
    for place, panel in enumerate(view.panels):
        axis, drawn, notes = _panel(canvas, place, panel, yaxis)
        figure["yaxis" if place == 0 else f"yaxis{place + 1}"] = axis
        traces += drawn
        figure["annotations"] = [*figure["annotations"], *notes]
    markers, shapes = _events(canvas)
    figure["shapes"] = shapes
    made = go.Figure(data=[*traces, *markers], layout={**figure, "template": "none"})
    return Chart("view", made, alternative(view, lang), view.ranged)


def _title(canvas: Canvas) -> str:
    names = dict.fromkeys(s.definition.name(canvas.lang) for s in canvas.view.ranged)
    say = text(canvas.lang)
    if len(names) <= 2:
        return say("explore.and").join(names)
    return say("explore.several", first=next(iter(names)), count=len(canvas.view.ranged))


def _subtitle(canvas: Canvas) -> list[str]:
    view, lang = canvas.view, canvas.lang
    say = text(lang)
    points = [p for panel in view.panels for r in panel.results for p in r.points]
    ends = sorted((p.period for p in points), key=lambda p: p.end)
    parts = [view.tables.label("area", view.ranged[0].area, lang)]
    parts.append(say(f"transform.{view.choice.transform}"))
    if canvas.count == 1:
        parts.append(say("chart.unit", unit=_unit(canvas, view.panels[0])))
    parts.append(say("chart.span", first=ends[0].label(lang), last=ends[-1].label(lang)))
    if canvas.count == 1 and _leaves_zero_out(canvas, view.panels[0]):
        parts.append(say("chart.not_from_zero"))
    return parts


def _leaves_zero_out(canvas: Canvas, panel: Panel) -> bool:
    return not _is_rank(canvas, panel) and min(_value_axis(canvas, panel)["range"]) > 0


def _footer(canvas: Canvas) -> list[str]:
    view, lang = canvas.view, canvas.lang
    say = text(lang)
    inputs = [o for p in view.panels for r in p.results for point in r.points for o in point.inputs]
    cited = say("list.semicolon").join(s.cite(lang) for s in latest_sources(inputs))
    lines = [say("chart.source", sources=cited)]
    points = [p for panel in view.panels for r in panel.results for p in r.points]
    if any(p.one_sided for p in points):
        lines.append(say("chart.hollow"))
    if any(not p.joined for panel in view.panels for r in panel.results for p in r.points[1:]):
        lines.append(say("explore.unjoined"))
    if any(o.period_basis == "inferred" for o in inputs):
        lines.append(say("explore.inferred"))
    if view.choice.transform != "none":
        lines.append(say("explore.derived"))
    return [*lines, say("chart.version", version=view.tables.version)]


def _unit(canvas: Canvas, panel: Panel) -> str:
    largest = max(abs(explore.value_of(p)) for r in panel.results for p in r.points)
    return explore.unit_text(panel.results, canvas.lang, largest=largest)


def _scale(canvas: Canvas, panel: Panel) -> Scale:
    if canvas.view.choice.transform in explore.RELATIVE:
        return Scale(0, "")
    largest = max(abs(explore.value_of(p)) for r in panel.results for p in r.points)
    return scale_of(largest, panel.results[0].series.definition.unit, canvas.lang)


def _left(canvas: Canvas) -> int:
    widest = 1
    for panel in canvas.view.panels:
        axis = _value_axis(canvas, panel)
        widest = max(widest, *(cells(t) for t in axis["ticktext"]))
    return widest * 7 + 12


def _heights(canvas: Canvas, panel: Panel) -> list[float]:
    exponent = _scale(canvas, panel).exponent
    return [float(explore.value_of(p).scaleb(-exponent)) for r in panel.results for p in r.points]


def _is_rank(canvas: Canvas, panel: Panel) -> bool:
    return canvas.view.choice.transform == "none" and panel.key.startswith("rank")


def _value_axis(canvas: Canvas, panel: Panel) -> dict[str, Any]:
    heights = _heights(canvas, panel)
    if _is_rank(canvas, panel):
        best, worst = int(min(heights)), int(max(heights))
        ticks = list(range(best, worst + 1, max(1, (worst - best) // 6)))
        return {
            "range": [worst + 0.8, best - 1],
            "tickvals": ticks,
            "ticktext": [f"{t}" for t in ticks],
        }
    if min(heights) < 0:
        span = max(heights) - min(heights) or 1.0
        low, high = min(heights) - span * 0.25, max(0.0, max(heights)) + span * 0.25
    else:
        low, high, _ = extent(heights)
    step = round_step((high - low) / 4)
    values = [round(n * step, 10) for n in range(int(-(-low // step)), int(high // step) + 1)]
    return {
        "range": [low, high],
        "tickvals": values,
        "ticktext": [number_text_of(v, canvas.lang) for v in values],
    }


def _time_axis(canvas: Canvas, base: dict[str, Any]) -> dict[str, Any]:
    points = [p for panel in canvas.view.panels for r in panel.results for p in r.points]
    days = sorted(_moment(p) for p in points)
    span = max(days[-1] - days[0], timedelta(days=365))
    years = sorted({p.period.end.year for p in points})
    # A stock of a year's end stands at its last day: the tick is centred on the year's end.
    ticks = {y: max(d for d in days if _year(d) == y) for y in {_year(d) for d in days}}
    shown = _thinned(sorted(ticks.items()), span)
    return {
        **base,
        "type": "date",
        "range": [days[0] - span * 0.06, days[-1] + span * 0.04],
        "tickvals": [at for _, at in shown],
        "ticktext": [f"{year}" for year, _ in shown] or [f"{y}" for y in years],
        "anchor": "y" if canvas.count == 1 else f"y{canvas.count}",
    }


def _year(day: datetime) -> int:
    return (day - timedelta(days=1)).year


def _thinned(ticks: Sequence[tuple[int, datetime]], span: timedelta) -> list[tuple[int, datetime]]:
    """Of ticks that would overlap on a narrow screen the later stays."""
    kept: list[tuple[int, datetime]] = []
    for year, at in reversed(ticks):
        if not kept or (kept[-1][1] - at) / span * 200 >= 30:
            kept.append((year, at))
    return kept[::-1]


def _moment(point: Point) -> datetime:
    return moment(point.inputs[-1])


def _panel(
    canvas: Canvas, place: int, panel: Panel, base: dict[str, Any]
) -> tuple[dict[str, Any], list[Drawn], list[dict[str, Any]]]:
    axis = {**base, **_value_axis(canvas, panel), "domain": list(canvas.domain(place))}
    axis["anchor"] = "x"
    name = "y" if place == 0 else f"y{place + 1}"
    span = abs(axis["range"][1] - axis["range"][0])
    traces = [t for r in panel.results for t in _traces(canvas, panel, r, name, span)]
    notes = _labels(canvas, panel, axis["range"], canvas.domain(place))
    if canvas.count > 1:
        notes.append(_heading(canvas, place, panel))
    return axis, traces, notes


def _heading(canvas: Canvas, place: int, panel: Panel) -> dict[str, Any]:
    say = text(canvas.lang)
    said = [say("chart.unit", unit=_unit(canvas, panel))]
    if _leaves_zero_out(canvas, panel):
        said.append(say("chart.not_from_zero"))
    return {
        "text": plain(say("list.dot").join(said)),
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


def _traces(canvas: Canvas, panel: Panel, result: Result, axis: str, span: float) -> list[Drawn]:
    palette = PALETTES[canvas.theme]
    place = canvas.place_of(result)
    colour = palette.marks[place]
    exponent = _scale(canvas, panel).exponent
    labelled = sum(len(r.points) for r in panel.results) <= MOST_LABELS
    traces = []
    for run in _runs(result):
        hollow = run[0].one_sided
        trace: Drawn = {
            "type": "scatter",
            "mode": "lines+markers+text" if labelled else "lines+markers",
            "name": explore.name(canvas.view.tables, result.series, canvas.lang),
            "x": [_moment(p) for p in run],
            "y": [float(explore.value_of(p).scaleb(-exponent)) for p in run],
            "yaxis": axis,
            "connectgaps": False,
            "cliponaxis": False,
            "line": {"color": colour, "width": 2.5, "dash": DASHES[place]},
            "marker": {
                "color": palette.paper if hollow else colour,
                "size": 9,
                "symbol": SYMBOLS[place],
                "line": {"color": colour, "width": 2},
            },
            "text": [_mark(result, p, exponent, canvas.lang) for p in run],
            "textposition": [_label_place(result, p) for p in run],
            "textfont": {"color": palette.ink},
            "hovertext": [_hover(canvas, result, p) for p in run],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        if hollow:
            trace["error_y"] = whisker(run[0].interval.hi is None, span, colour)
        traces.append(trace)
    return traces


def _label_place(result: Result, point: Point) -> str:
    """Above, or below where a whisker or a higher neighbour close by needs the room."""
    if point.one_sided and point.interval.hi is None:
        return "bottom center"
    days = [_moment(p) for p in result.points]
    span = max(days) - min(days)
    for other in result.points:
        apart = abs(_moment(other) - _moment(point))
        near = bool(span) and other is not point and apart / span * 200 < 60
        above = explore.value_of(other) - explore.value_of(point)
        if result.transform == "none" and result.series.definition.measure == "rank":
            above = -above
        if near and above > 0:
            return "bottom center"
    return "top center"


def _mark(result: Result, point: Point, exponent: int, lang: Lang) -> str:
    if result.transform == "none":
        scale = Scale(exponent, "")
        return words.mark(point.inputs[0], scale, lang)
    return explore.words_of(result, point, lang)


def _hover(canvas: Canvas, result: Result, point: Point) -> str:
    tables, lang = canvas.view.tables, canvas.lang
    if result.transform == "none":
        return words.hover(tables, point.inputs[0], lang)
    say = text(lang)
    lines = [
        explore.name(tables, result.series, lang),
        say("fact.value", value=explore.words_of(result, point, lang)),
        say("fact.interval", value=explore.interval_words(result, point, lang)),
        say("fact.period", value=words.period_words(point.inputs[-1], lang)),
        say("explore.formula", formula=explore.formula(result, point, lang)),
        *(say("fact.source", value=source.cite(lang)) for source in latest_sources(point.inputs)),
    ]
    return "<br>".join([f"<b>{plain(lines[0])}</b>", *map(plain, lines[1:])])


def _label(canvas: Canvas, result: Result) -> list[str]:
    definition = result.series.definition
    own = definition.name(canvas.lang)
    names = [s.definition.name(canvas.lang) for s in canvas.view.ranged]
    if names.count(own) > 1:
        own = canvas.view.tables.label("scope", definition.scope, canvas.lang)
    return balanced(own, LABEL_CELLS)


def _labels(
    canvas: Canvas, panel: Panel, limits: Sequence[float], domain: tuple[float, float]
) -> list[dict[str, Any]]:
    """Names at the ends of the lines, kept apart where ends lie close."""
    exponent = _scale(canvas, panel).exponent
    height = (domain[1] - domain[0]) * canvas.plot_height
    wanted = []
    for result in panel.results:
        value = float(explore.value_of(result.points[-1]).scaleb(-exponent))
        share = (value - limits[0]) / (limits[1] - limits[0])
        wanted.append((share * height, result))
    wanted.sort(key=lambda pair: pair[0])
    notes = []
    floor = float("-inf")
    for level, result in wanted:
        lines = _label(canvas, result)
        tall = len(lines) * TEXT_SIZE * LINE
        middle = max(level, floor + tall / 2)
        floor = middle + tall / 2
        notes.append(_name(canvas, result, lines, domain[0] + middle / canvas.plot_height))
    return notes


def _name(canvas: Canvas, result: Result, lines: Sequence[str], y: float) -> dict[str, Any]:
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


def _events(canvas: Canvas) -> tuple[list[Drawn], list[dict[str, Any]]]:
    """A rule for each day or month, a band for each year, with the titles on hovering."""
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
    limits = _value_axis(canvas, canvas.view.panels[0])["range"]
    trace: Drawn = {
        "type": "scatter",
        "mode": "markers",
        "name": text(canvas.lang)("explore.events"),
        "x": at,
        "y": [limits[1]] * len(at),
        "yaxis": top,
        "cliponaxis": False,
        "marker": {"symbol": "triangle-down", "size": 10, "color": palette.soft},
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return [trace], shapes


def _by_date(events: Sequence[Event]) -> dict[str, list[Event]]:
    grouped: dict[str, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.date, []).append(event)
    return grouped


def _event_hover(canvas: Canvas, date: str, events: Sequence[Event]) -> str:
    say = text(canvas.lang)
    lines = [e.title(canvas.lang) for e in events[:8]]
    if len(events) > 8:
        lines.append(say("policy.more", count=len(events) - 8))
    return "<br>".join([f"<b>{Published(date).label(canvas.lang)}</b>", *map(plain, lines)])


def alternative(view: Exploration, lang: Lang) -> str:
    """Say every point of a view, its transform, and what was refused."""
    say = text(lang)
    parts = []
    for panel in view.panels:
        for result in panel.results:
            values = join_words(
                [
                    say(
                        "alt.point",
                        period=p.period.label(lang),
                        value=explore.words_of(result, p, lang),
                    )
                    for p in result.points
                ],
                lang,
            )
            own = explore.name(view.tables, result.series, lang)
            parts.append(say("alt.series", scope=own, values=values))
    made = say(
        "alt.chart",
        name=say(f"transform.{view.choice.transform}"),
        series=say("list.semicolon").join(parts),
    )
    return made + (" " + say("explore.refused") if view.refusals else "")
