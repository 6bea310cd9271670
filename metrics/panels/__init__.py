"""Chosen series on one panel, or as small multiples on a shared time axis."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from metrics.charts import captions, footers
from metrics.charts.base import Chart
from metrics.charts.breaks import ABOVE, Break, break_lines, break_marks, breaks_of
from metrics.charts.context import Drawn
from metrics.charts.layout import frame
from metrics.charts.line_labels import NARROWEST
from metrics.charts.marks import legend, provenances
from metrics.charts.template import Theme, layout
from metrics.explorer import results
from metrics.explorer.exploration import Exploration, Panel, name
from metrics.locale import Lang, text
from metrics.model.series import Series
from metrics.panels.context import PanelContext, leaves_zero_out, time_axis, unit_of, value_axis
from metrics.panels.events import event_marks
from metrics.panels.traces import draw_panel, label_lines
from metrics.rules.transforms import Point, transform_words
from metrics.wording import observations as words
from metrics.wording.lines import cells
from metrics.wording.numbers import join_words

HEADING = 58


def draw_view(
    view: Exploration,
    lang: Lang,
    theme: Theme = "light",
    width: int = NARROWEST,
    height: int = 0,
) -> Chart:
    """Draw a view; raise ``ValueError`` where nothing of it can be drawn.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    lang : str
        ``zh`` or ``en``.
    theme : str
        ``light`` or ``dark``.
    width : int
        Pixels that the chart has at least.
    height : int
        Pixels of all panels with their gaps; as many as they want where it is 0.

    Returns
    -------
    Chart
        Figure, texts and alternative text.

    Raises
    ------
    ValueError
        Where nothing of it can be drawn.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> draw_view(view, "en").series[0].definition.id
    'gii_rank'
    """
    if not view.panels:
        raise ValueError("nothing to draw")
    canvas = PanelContext(view, lang, theme, width, height)
    shared = [p for p in view.panels if len(p.results) > 1]
    labels = [line for p in shared for r in p.results for line in label_lines(canvas, p, r)]
    right = max(map(cells, labels)) * 7 + 30 if labels else 24
    framed = frame(
        _title(canvas),
        _subtitle(canvas),
        _footer(canvas),
        theme,
        left=_left(canvas),
        ticks=1,
        above=ABOVE if _broken(canvas) else 0,
    )
    framed = framed.beside(right)
    figure: dict[str, Any] = {**layout(theme), **framed.layout}
    heading = HEADING if canvas.count > 1 else 0
    margin = figure["margin"]
    margin["t"] += heading
    for note in figure["annotations"][:2]:
        note["yshift"] += heading
    figure["height"] = canvas.plot_height + margin["t"] + margin["b"]
    figure["xaxis"] = time_axis(canvas, figure["xaxis"])
    traces: list[Drawn] = []
    yaxis = figure.pop("yaxis")
    for place, panel in enumerate(view.panels):
        axis, drawn, notes = draw_panel(canvas, place, panel, yaxis)
        figure["yaxis" if place == 0 else f"yaxis{place + 1}"] = axis
        traces += drawn
        figure["annotations"] = [*figure["annotations"], *notes]
    markers, shapes = event_marks(canvas)
    for place, panel in enumerate(view.panels):
        own = breaks_of(view.tables, [r.series for r in panel.results], lang)
        rules, numbers = break_marks(own, theme, _broken(canvas), canvas.domain(place))
        shapes = [*shapes, *rules]
        figure["annotations"] = [*figure["annotations"], *numbers]
    figure["shapes"] = shapes
    made = go.Figure(data=[*traces, *markers], layout={**figure, "template": "none"})
    bare = replace(framed.bare, top=framed.bare.top + heading)
    return Chart("view", made, alternative(view, lang), view.ranged, framed.texts, bare)


def _title(canvas: PanelContext) -> str:
    drawn = [r.series for panel in canvas.view.panels for r in panel.results]
    names = dict.fromkeys(s.definition.name(canvas.lang) for s in drawn)
    say = text(canvas.lang)
    if len(names) <= 2:
        return say("explore.and").join(names)
    return say("explore.several", first=next(iter(names)), count=len(drawn))


def _subtitle(canvas: PanelContext) -> list[str]:
    view, lang = canvas.view, canvas.lang
    say = text(lang)
    points = [p for panel in view.panels for r in panel.results for p in r.points]
    ends = sorted((p.period for p in points), key=lambda p: p.end)
    areas = dict.fromkeys(r.series.area for panel in view.panels for r in panel.results)
    parts = [join_words([view.tables.label("area", a, lang) for a in areas], lang)]
    parts.append(_transform_words(canvas))
    if canvas.count == 1:
        parts.append(say("chart.unit", unit=unit_of(canvas, view.panels[0])))
    first, last = ends[0].label(lang), ends[-1].label(lang)
    parts.append(last if ends[0].end == ends[-1].end else say("chart.span", first=first, last=last))
    if canvas.count == 1 and leaves_zero_out(canvas, view.panels[0]):
        parts.append(say("chart.not_from_zero"))
    if view.choice.transform == "none":
        parts += legend(provenances(r.series for panel in view.panels for r in panel.results), lang)
    return parts


def _transform_words(canvas: PanelContext) -> str:
    """Return the transform; a share names its whole."""
    view, say = canvas.view, text(canvas.lang)
    if view.choice.transform != "share":
        return transform_words(view.choice.transform, canvas.lang)
    wholes = dict.fromkeys(
        name(view.tables, _whole_of(view, point), canvas.lang)
        for panel in view.panels
        for result in panel.results
        for point in result.points
    )
    return say("explore.share_of", whole=say("list.comma").join(wholes))


def _broken(canvas: PanelContext) -> tuple[Break, ...]:
    drawn = [r.series for p in canvas.view.panels for r in p.results]
    return breaks_of(canvas.view.tables, drawn, canvas.lang)


def _whole_of(view: Exploration, point: Point) -> Series:
    whole = point.inputs[0]
    return view.tables.series(whole.definition.id, whole.area)


def _footer(canvas: PanelContext) -> list[str]:
    view, lang = canvas.view, canvas.lang
    say = text(lang)
    inputs = [o for p in view.panels for r in p.results for point in r.points for o in point.inputs]
    lines = [footers.cited_words(inputs, lang)]
    if _bounded(view):
        lines.append(say("chart.hollow"))
    if _unjoined(view):
        lines.append(say("explore.unjoined"))
    if view.events:
        lines.append(say("explore.event_legend"))
    if any(o.period_basis == "inferred" for o in inputs):
        lines.append(say("explore.inferred"))
    if view.choice.transform != "none":
        lines.append(say("explore.derived"))
    lines += footers.implied_lines(view.tables, {id(o): o for o in inputs}.values(), lang)
    lines += break_lines(_broken(canvas), lang)
    lines += footers.disputed_lines(view.tables, inputs, lang)
    noted = (r.series.definition.note(lang) for p in view.panels for r in p.results)
    lines += dict.fromkeys(note for note in noted if note)
    lines += footers.selection_lines(view.tables, lang)
    return [*lines, say("chart.version", version=view.tables.version)]


def _left(canvas: PanelContext) -> int:
    widest = 1
    for panel in canvas.view.panels:
        axis = value_axis(canvas, panel)
        widest = max(widest, *(cells(t) for t in axis["ticktext"]))
    return widest * 7 + 12


def alternative(view: Exploration, lang: Lang, only: tuple[Panel, ...] = ()) -> str:
    """Say every point of a view or of some of its panels, its transform, and what was refused.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    lang : str
        ``zh`` or ``en``.
    only : tuple of Panel
        The panels to tell; all where there is none.

    Returns
    -------
    str
        Sentences for readers of screens.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> "10th" in alternative(view, "en")
    True
    """
    say = text(lang)
    parts = []
    for panel in only or view.panels:
        for result in panel.results:
            values = join_words(
                [
                    say(
                        "alt.point",
                        period=p.period.label(lang),
                        value=words.mark_implied(results.words_of(result, p, lang), p.inputs, lang),
                    )
                    for p in result.points
                ],
                lang,
            )
            own = name(view.tables, result.series, lang)
            moved = captions.movement(result.series, lang) if result.transform == "none" else ""
            latest = result.series.latest.period.label(lang)
            moved_words = say("alt.moved", values=values, period=latest, moved=moved)
            spoken = moved_words if moved else values
            parts.append(say("alt.series", scope=own, values=spoken))
    made = say(
        "alt.chart",
        name=transform_words(view.choice.transform, lang),
        series=say("list.semicolon").join(parts),
    )
    remarks = [say("explore.unjoined")] if _unjoined(view) else []
    remarks += [say("chart.hollow")] if _bounded(view) else []
    remarks += [say("explore.refused")] if view.refusals else []
    return made + "".join(say("alt.remark", remark=r) for r in remarks)


def _unjoined(view: Exploration) -> bool:
    return any(not p.joined for panel in view.panels for r in panel.results for p in r.points[1:])


def _bounded(view: Exploration) -> bool:
    return any(p.one_sided for panel in view.panels for r in panel.results for p in r.points)
