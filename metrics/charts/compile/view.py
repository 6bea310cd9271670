"""A view of the explorer: series of one unit on one axis, or a plot each on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from metrics.charts.compile.addresses import exploration_view
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.axes import day_of, rank_axis, spanned, value_axis
from metrics.charts.compile.breaks import breaks_of, own_name
from metrics.charts.compile.marks import end_words, finest_of
from metrics.charts.compile.series import heights
from metrics.charts.compile.targets import reference, targets_of
from metrics.charts.compile.transformed import point_mark
from metrics.charts.compile.words import movement
from metrics.charts.spec import Axis, ChartSpec, EventSpec, PlotSpec, Reference, Role, SeriesSpec
from metrics.explorer.exploration import RELATIVE, Choice, Exploration, Panel
from metrics.explorer.exploration import name as full_name
from metrics.explorer.findings import of_view
from metrics.explorer.results import formula, unit_text, value_of, words_of
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Published
from metrics.model.series import HOME, Series
from metrics.rules.transforms import Point, Result, transform_words
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import span_words
from metrics.wording.numbers import Scale, join_words, scale_of
from metrics.wording.observations import dated_mark, mark_implied

# Changes are seen against none at all.
FROM_ZERO = frozenset({"change", "pct", "cagr"})


def compile_view(view: Exploration, lang: Lang) -> ChartSpec:
    """Compile a view of the explorer.

    Parameters
    ----------
    view : Exploration
        What is chosen, and what comes of it.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    ChartSpec
        A plot for each panel of the view, all on one axis of time.

    Raises
    ------
    ValueError
        Where nothing of it can be drawn.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> view = Exploration(load(), Choice(("gii_rank", "gii_rank@US")))
    >>> [s.role for s in compile_view(view, "en").series]
    ['subject', 'second']
    """
    if not view.panels:
        raise ValueError("undrawable: nothing in view")
    drawn = [r for panel in view.panels for r in panel.results]
    roles = _roles(view)
    along = spanned([p.inputs[-1].period for r in drawn for p in r.points])
    scales = {panel.key: _scale(view, panel, lang) for panel in view.panels}
    series = {
        panel.key: tuple(
            _series(view, panel, r, scales[panel.key], lang, roles[r.series.key])
            for r in sorted(panel.results, key=lambda r: _chosen(view, r))
        )
        for panel in view.panels
    }
    wanted = {panel.key: _targets(view, panel) for panel in view.panels}
    levels = {
        key: tuple(reference(t, scales[key], lang) for t in own) for key, own in wanted.items()
    }
    plots = tuple(
        PlotSpec(
            "lines",
            series[panel.key],
            _axis(view, panel, _values(view, panel, series, levels), lang),
            along,
            # Of an index the subtitle tells the base.
            "" if view.choice.transform == "index" else _unit(view, panel, lang),
            scales[panel.key].exponent,
            heading=_heading(view, panel, lang),
            breaks=breaks_of(view.tables, [r.series for r in panel.results], lang),
            events=_events(view, lang),
            references=levels[panel.key],
        )
        for panel in view.panels
    )
    name = _name(drawn, lang)
    told = Told(
        of_view(view, lang),
        _subtitle(view, drawn, name, lang),
        name,
        alternative(view, lang),
        own=_own(view, drawn, lang),
    )
    inputs = [o for r in drawn for p in r.points for o in p.inputs]
    plain = view.choice.transform == "none"
    address = "view", exploration_view(view.choice)
    used = tuple(r.series for r in drawn)
    return assemble(
        view.tables,
        address,
        lang,
        used,
        inputs,
        plots,
        told,
        computed=not plain,
        beside=[t for own in wanted.values() for t in own],
    )


def compile_together(tables: Tables, series: Sequence[Series], lang: Lang) -> ChartSpec:
    """Compile several indicators of one unit on one axis, as examination times of two rights.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : sequence of Series
        The subject first; up to six.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    ChartSpec
        A chart of lines.

    Raises
    ------
    ValueError
        Where units or measures differ, or nothing of it can be drawn.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> both = [tables.series("gii_rank", area) for area in ("CN", "JP")]
    >>> compile_together(tables, both, "en").id
    'gii_rank-gii_rank@JP'
    """
    made = compile_view(Exploration(tables, Choice(tuple(s.key for s in series))), lang)
    if len(made.plots) > 1:
        raise ValueError("only series of one unit and measure stand on one axis")
    return replace(made, id="-".join(s.key for s in series))


def _chosen(view: Exploration, result: Result) -> int:
    return view.choice.series.index(result.series.key)


def _roles(view: Exploration) -> dict[str, Role]:
    """Return what each series means: the first chosen is the subject, the next the second."""
    ordered = sorted((r for p in view.panels for r in p.results), key=lambda r: _chosen(view, r))
    alone = all(len(p.results) == 1 for p in view.panels)
    roles: tuple[Role, ...] = ("subject", "subject" if alone else "second")
    return {
        r.series.key: "subject" if alone else roles[n] if n < len(roles) else "comparator"
        for n, r in enumerate(ordered)
    }


def _sharing(view: Exploration, panel: Panel) -> list[Panel]:
    """Return the panels that share a scale: those that would stand on one axis."""
    return [p for p in view.panels if p.scale == panel.scale]


def _scale(view: Exploration, panel: Panel, lang: Lang) -> Scale:
    if view.choice.transform in RELATIVE:
        return Scale(0, "")
    return scale_of(_largest(view, panel), panel.results[0].series.definition.unit, lang)


def _largest(view: Exploration, panel: Panel) -> Decimal:
    shared = _sharing(view, panel)
    return max(abs(value_of(p)) for s in shared for r in s.results for p in r.points)


def _unit(view: Exploration, panel: Panel, lang: Lang) -> str:
    if _is_rank(view, panel):
        return ""
    return unit_text(panel.results, lang, largest=_largest(view, panel))


def _is_rank(view: Exploration, panel: Panel) -> bool:
    measure = panel.results[0].series.definition.measure
    return measure == "rank" and view.choice.transform == "none"


def _targets(view: Exploration, panel: Panel) -> tuple[Observation, ...]:
    """Return the targets of the series of a panel, where they stand as they are printed."""
    if view.choice.transform != "none":
        return ()
    return targets_of(view.tables, [r.series for r in panel.results])


def _values(
    view: Exploration,
    panel: Panel,
    series: Mapping[str, Sequence[SeriesSpec]],
    levels: Mapping[str, Sequence[Reference]],
) -> list[float]:
    """Return all values that share the scale of a panel."""
    shared = _sharing(view, panel)
    own = heights([m for p in shared for s in series[p.key] for m in s.marks])
    return [*own, *(r.value for p in shared for r in levels[p.key])]


def _axis(view: Exploration, panel: Panel, values: Sequence[float], lang: Lang) -> Axis:
    if _is_rank(view, panel):
        return rank_axis(values, lang)
    axis = value_axis(values, lang, zero=view.choice.transform in FROM_ZERO)
    measure = panel.results[0].series.definition.measure
    if measure == "rank" and view.choice.transform == "change":
        # A larger rank is a worse one: its change runs downward.
        return Axis(axis.high, axis.low, axis.ticks[::-1], axis.zero)
    return axis


def _series(
    view: Exploration, panel: Panel, result: Result, scale: Scale, lang: Lang, role: Role
) -> SeriesSpec:
    among = [r.series for r in panel.results]
    last = max(_last(r).period.end for r in panel.results)
    shared = [r for p in _sharing(view, panel) for r in p.results]
    finest = finest_of(o for r in shared for p in r.points for o in p.inputs)
    return SeriesSpec(
        result.series.key,
        own_name(view.tables, result.series, among, lang),
        full_name(view.tables, result.series, lang),
        role,
        tuple(
            tuple(
                point_mark(
                    view.tables,
                    result,
                    p,
                    scale,
                    lang,
                    day_of(p.inputs[-1].period),
                    finest=finest,
                )
                for p in run
            )
            for run in runs(result)
        ),
        _end(result, scale, lang, finest, dated=_last(result).period.end < last),
    )


def runs(result: Result) -> list[list[Point]]:
    """Return the points of a result that lines join."""
    made: list[list[Point]] = []
    for point in result.points:
        if point.joined and made:
            made[-1].append(point)
        else:
            made.append([point])
    return made


def _end(result: Result, scale: Scale, lang: Lang, finest: Decimal, *, dated: bool) -> str:
    point = _last(result)
    if result.transform == "none":
        return end_words(point.inputs[0], scale, lang, dated=dated, finest=finest)
    told = mark_implied(words_of(result, point, lang), point.inputs, lang)
    return dated_mark(told, point.period, lang) if dated else told


def _last(result: Result) -> Point:
    """Return the point that stands last along time."""
    return max(result.points, key=lambda p: day_of(p.inputs[-1].period))


def _events(view: Exploration, lang: Lang) -> tuple[EventSpec, ...]:
    """Return the marked events: a day or a month is one day, a year runs from its first day."""
    made = []
    for event in view.events:
        last = Published(event.date).latest
        first = last.replace(month=1, day=1) if len(event.date) == 4 else last
        when = Published(event.date).label(lang)
        title = text(lang)("alt.series", scope=when, values=event.title(lang))
        made.append(EventSpec(float(first.toordinal()), float(last.toordinal()), title))
    return tuple(made)


def _name(drawn: Sequence[Result], lang: Lang) -> str:
    names = dict.fromkeys(r.series.definition.name(lang) for r in drawn)
    say = text(lang)
    if len(names) <= 2:
        return say("explore.and").join(names)
    return say("explore.several", first=next(iter(names)), count=len(drawn))


def _heading(view: Exploration, panel: Panel, lang: Lang) -> str:
    """Say what a plot shows where there are several: the one series, or what all share."""
    if len(view.panels) == 1:
        return ""
    if len(panel.results) == 1:
        among = [r.series for p in view.panels for r in p.results]
        return own_name(view.tables, panel.results[0].series, among, lang)
    return _name(panel.results, lang)


def _subtitle(view: Exploration, drawn: Sequence[Result], name: str, lang: Lang) -> tuple[str, ...]:
    transform = "" if view.choice.transform == "none" else _transform_words(view, drawn, lang)
    unit = _unit(view, view.panels[0], lang) if len(view.panels) == 1 else ""
    return (
        name,
        *_whose(view.tables, drawn, lang),
        transform,
        unit,
        span_words((p.period for r in drawn for p in r.points), lang),
    )


def _whose(tables: Tables, drawn: Sequence[Result], lang: Lang) -> list[str]:
    """Name the economy where it is not China, of several their number; and the scope of all."""
    areas = {r.series.area for r in drawn}
    scopes = {r.series.definition.scope for r in drawn}
    parts = []
    if len(areas) > 1:
        parts.append(text(lang)("economies.count", count=len(areas)))
    elif HOME not in areas:
        parts.append(tables.label("area", areas.pop(), lang))
    if len(scopes) == 1:
        parts.append(tables.label("scope", scopes.pop(), lang))
    return parts


def _transform_words(view: Exploration, drawn: Sequence[Result], lang: Lang) -> str:
    """Return the transform; a share names its whole."""
    if view.choice.transform != "share":
        return transform_words(view.choice.transform, lang)
    wholes = dict.fromkeys(
        full_name(view.tables, view.tables.series(o.definition.id, o.area), lang)
        for r in drawn
        for p in r.points
        for o in p.inputs[:1]
    )
    return text(lang)("explore.share_of", whole=join_words(list(wholes), lang))


def _own(view: Exploration, drawn: Sequence[Result], lang: Lang) -> list[str]:
    say = text(lang)
    lines = []
    if view.choice.transform != "none":
        lines.append(say("explore.derived"))
        lines += [_worked(view, r, lang) for r in drawn]
    if _unjoined(drawn):
        lines.append(say("explore.unjoined"))
    if any(r.uneven for r in drawn):
        lines.append(say("explore.uneven"))
    if view.events:
        lines.append(say("explore.event_legend"))
    return lines


def _worked(view: Exploration, result: Result, lang: Lang) -> str:
    """Say how the latest point of a series was computed."""
    point = result.latest
    return text(lang)(
        "chart.worked",
        name=full_name(view.tables, result.series, lang),
        period=point.period.label(lang),
        formula=formula(result, point, lang),
    )


def _unjoined(drawn: Sequence[Result]) -> bool:
    return any(not p.joined for r in drawn for p in r.points[1:])


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
    drawn = [r for panel in only or view.panels for r in panel.results]
    parts = [_spoken(view, r, lang) for r in drawn]
    made = say(
        "alt.chart",
        name=transform_words(view.choice.transform, lang),
        series=say("list.semicolon").join(parts),
    )
    every = [r for panel in view.panels for r in panel.results]
    remarks = [say("explore.unjoined")] if _unjoined(every) else []
    remarks += [say("chart.hollow")] if any(p.one_sided for r in every for p in r.points) else []
    remarks += [say("explore.refused")] if view.refusals else []
    return made + "".join(say("alt.remark", remark=r) for r in remarks)


def _spoken(view: Exploration, result: Result, lang: Lang) -> str:
    say = text(lang)
    values = join_words(
        [
            say(
                "alt.point",
                period=p.period.label(lang),
                value=mark_implied(words_of(result, p, lang), p.inputs, lang),
            )
            for p in result.points
        ],
        lang,
    )
    moved = movement(result.series, lang) if result.transform == "none" else ""
    latest = result.series.latest.period.label(lang)
    told = say("alt.moved", values=values, period=latest, moved=moved) if moved else values
    return say("alt.series", scope=full_name(view.tables, result.series, lang), values=told)
