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
from metrics.charts.compile.view_words import (
    alternative,
    drawn_results,
    name_of,
    notes_of,
    subtitle_of,
)
from metrics.charts.spec import Axis, ChartSpec, EventSpec, PlotSpec, Reference, Role, SeriesSpec
from metrics.explorer.exploration import RELATIVE, Choice, Exploration, Panel
from metrics.explorer.exploration import name as full_name
from metrics.explorer.findings import of_view
from metrics.explorer.results import unit_text, value_of, words_of
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Published
from metrics.model.series import Series
from metrics.rules.transforms import Point, Result
from metrics.tables.dataset import Tables
from metrics.wording.numbers import Scale, scale_of
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
    drawn = drawn_results(view)
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
    told = Told(
        of_view(view, lang),
        subtitle_of(view, _unit(view, view.panels[0], lang) if len(view.panels) == 1 else "", lang),
        name_of(drawn, lang),
        alternative(view, lang),
        own=notes_of(view, lang),
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


def _heading(view: Exploration, panel: Panel, lang: Lang) -> str:
    """Say what a plot shows where there are several: the one series, or what all share."""
    if len(view.panels) == 1:
        return ""
    if len(panel.results) == 1:
        among = [r.series for p in view.panels for r in p.results]
        return own_name(view.tables, panel.results[0].series, among, lang)
    return name_of(panel.results, lang)
