"""A view of the explorer: series of one unit on one axis, or a plot each on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from metrics.charts.compile.addresses import exploration_view
from metrics.charts.compile.assemble import Told, assemble
from metrics.charts.compile.axes import day_of, slot_of
from metrics.charts.compile.breaks import breaks_of, own_name
from metrics.charts.compile.growth import compile_bounded
from metrics.charts.compile.marks import briefer, end_words, finest_of, shortened
from metrics.charts.compile.targets import reference
from metrics.charts.compile.transformed import point_mark
from metrics.charts.compile.view_axes import DrawnPanel, along_of, drawn_panels
from metrics.charts.compile.view_words import (
    about_of,
    alternative,
    name_of,
    notes_of,
)
from metrics.charts.spec import (
    ChartSpec,
    EventSpec,
    Mark,
    PlotSpec,
    Role,
    SeriesSpec,
)
from metrics.explorer.exploration import Choice, Exploration
from metrics.explorer.exploration import name as full_name
from metrics.explorer.findings import of_view
from metrics.explorer.results import words_of
from metrics.locale import Lang, text
from metrics.model.period import Period, Published
from metrics.model.refusal import counted_words
from metrics.model.series import Series
from metrics.rules.transforms import Point, Result
from metrics.tables.dataset import Tables
from metrics.wording.numbers import Scale, join_words
from metrics.wording.observations import dated_mark, end_period, mark_implied


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
    if (growth := _lone_growth(view, lang)) is not None:
        return growth
    drawn = view.drawn
    roles = _roles(view)
    panels = drawn_panels(view)
    inputs = [
        o for panel in panels for r in panel.results for p in panel.drawn(r) for o in p.inputs
    ]
    along = along_of(panels)
    scales = {panel.key: panel.scale(lang) for panel in panels}
    series = {
        panel.key: tuple(
            _series(panel, r, scales[panel.key], lang, roles[r.series.key]) for r in panel.results
        )
        for panel in panels
    }
    wanted = {panel.key: panel.targets for panel in panels}
    levels = {
        key: tuple(reference(t, scales[key], lang) for t in own) for key, own in wanted.items()
    }
    plots = tuple(
        PlotSpec(
            "bars" if panel.barred else "lines",
            series[panel.key],
            panel.axis(panel.values(series, levels), lang),
            along,
            # Of an index the subtitle tells the base.
            "" if view.choice.transform == "index" else panel.unit(lang),
            scales[panel.key].exponent,
            heading=_heading(panel, lang),
            breaks=breaks_of(
                view.tables,
                [r.series for r in panel.results],
                lang,
                slot_of if panel.barred else day_of,
            ),
            events=_events(view, lang),
            references=levels[panel.key],
        )
        for panel in panels
    )
    told = Told(
        of_view(view, lang),
        about_of(view, panels[0].unit(lang) if len(panels) == 1 else "", lang),
        name_of(drawn, lang),
        alternative(view, lang),
        own=notes_of(view, lang),
    )
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
        computed=view.choice.transform != "none",
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


def _roles(view: Exploration) -> dict[str, Role]:
    """Return what each series means: the first of a plot is its subject, the next the second.

    Scopes of one concept in one economy are its comparators: they tell the same message.
    """
    roles: dict[str, Role] = {}
    for panel in view.panels:
        told = {(r.series.definition.concept, r.series.area) for r in panel.results[:2]}
        for n, result in enumerate(panel.results):
            second: Role = "second" if n == 1 and len(told) > 1 else "comparator"
            roles[result.series.key] = second if n else "subject"
    return roles


def _lone_growth(view: Exploration, lang: Lang) -> ChartSpec | None:
    """Return a lone growth of which nothing but bounds is printed, as it can be computed."""
    if len(view.ranged) != 1 or view.choice.transform != "none":
        return None
    made = compile_bounded(view.tables, view.ranged[0], lang, view.inside)
    return None if made is None else replace(made, id="view", view=exploration_view(view.choice))


def _series(panel: DrawnPanel, result: Result, scale: Scale, lang: Lang, role: Role) -> SeriesSpec:
    tables = panel.view.tables
    among = [r.series for r in panel.results]
    place = slot_of if panel.barred else day_of
    points = panel.drawn(result)
    latest = _last(points, place)
    last = max(_last(panel.drawn(r), place).period.end for r in panel.results)
    shared = [r for p in panel.shared for r in p.results]
    finest = finest_of(o for r in shared for p in r.points for o in p.inputs)

    dated = latest.period.end < last
    end = _end(result, latest, scale, lang, finest, dated=dated)
    coarser = briefer(finest, scale) if finest else finest

    def marked(point: Point) -> Mark:
        at = place(point.inputs[-1].period)
        return point_mark(tables, result, point, scale, lang, at, finest=finest)

    return SeriesSpec(
        result.series.key,
        own_name(tables, result.series, among, lang),
        full_name(tables, result.series, lang),
        role,
        tuple(tuple(map(marked, run)) for run in ([points] if panel.barred else _runs(result))),
        end,
        shortened(_end(result, latest, scale, lang, coarser, dated=dated), end),
        end_period(latest.period, lang) if dated or latest.period.kind == "months" else "",
    )


def _runs(result: Result) -> list[list[Point]]:
    """Return the points of a result that lines join."""
    made: list[list[Point]] = []
    for point in result.points:
        if point.joined and made:
            made[-1].append(point)
        else:
            made.append([point])
    return made


def _end(
    result: Result, point: Point, scale: Scale, lang: Lang, finest: Decimal, *, dated: bool
) -> str:
    if result.transform == "none":
        return end_words(point.inputs[0], scale, lang, dated=dated, finest=finest)
    told = mark_implied(words_of(result, point, lang), point.inputs, lang)
    return dated_mark(told, point.period, lang) if dated else told


def _last(points: Sequence[Point], place: Callable[[Period], float]) -> Point:
    """Return the point that stands last along time."""
    return max(points, key=lambda p: place(p.inputs[-1].period))


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


def _heading(panel: DrawnPanel, lang: Lang) -> str:
    """Say what a plot shows where there are several: the one series, or what all share."""
    if len(panel.view.panels) == 1:
        return ""
    if told := _counted(panel, lang):
        return told
    if len(panel.results) == 1:
        among = [r.series for r in panel.view.drawn]
        return own_name(panel.view.tables, panel.results[0].series, among, lang)
    return name_of(panel.results, lang)


def _counted(panel: DrawnPanel, lang: Lang) -> str:
    """Name the offices of a plot and what they count; empty where other plots have no others."""
    series = [r.series for r in panel.results]
    own, others = series[0], {r.series.definition.id for r in panel.view.drawn}
    way = own.definition.counting(own.area, own.latest.period)
    if way is None or others != {own.definition.id}:
        return ""
    areas = join_words([panel.view.tables.label("area", s.area, lang) for s in series], lang)
    return text(lang)("counting.of", area=areas, clause=counted_words(way, lang))
