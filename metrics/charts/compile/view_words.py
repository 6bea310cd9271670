"""The words of a view of the explorer."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.compile.about import About
from metrics.charts.compile.view_axes import drawn_panels
from metrics.charts.compile.words import each_told, told_whole, with_movement, years_span
from metrics.explorer.exploration import Exploration, Panel
from metrics.explorer.exploration import name as full_name
from metrics.explorer.results import formula, words_of
from metrics.locale import Lang, text
from metrics.model.series import HOME
from metrics.rules.transforms import Result, transform_words
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import span_words
from metrics.wording.numbers import join_words
from metrics.wording.observations import mark_implied


def name_of(drawn: Sequence[Result], lang: Lang) -> str:
    """Name what is measured; of many indicators the first and how many series there are."""
    names = dict.fromkeys(r.series.definition.name(lang) for r in drawn)
    say = text(lang)
    if len(names) <= 2:
        return say("explore.and").join(names)
    return say("explore.several", first=next(iter(names)), count=len(drawn))


def about_of(view: Exploration, unit: str, lang: Lang) -> About:
    """Return what was measured, for whom, the transform, the unit and the span.

    Parameters
    ----------
    view : Exploration
        A view of the explorer.
    unit : str
        That of its one plot; empty where there are several.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    About
        Parts of a subtitle.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> about_of(Exploration(load(), Choice(("gii_rank",), first="2020")), "", "en").span
    '2020–2025'
    """
    drawn = view.drawn
    points = [p for r in drawn for p in r.points]
    transform = "" if view.choice.transform == "none" else _transform_words(view, drawn, lang)
    names = {r.series.definition.name(lang): r.series.definition.short(lang) for r in drawn}
    return About(
        name_of(drawn, lang),
        next(iter(names.values())) if len(names) == 1 else "",
        tuple(_whose(view.tables, drawn, lang)),
        (transform,),
        unit,
        span_words((p.period for p in points), lang),
        years_span([p.inputs[-1] for p in points], lang),
    )


def _whose(tables: Tables, drawn: Sequence[Result], lang: Lang) -> list[str]:
    """Name the economy where it is not China, of several their number; and the scope of all."""
    areas = {r.series.area for r in drawn}
    scopes = {r.series.definition.scope for r in drawn}
    parts = []
    if len(areas) > 1:
        # The total of a table of regions is none of them.
        regional = tables.national is not None
        counted = "regions.lines" if regional else "economies.count"
        parts.append(text(lang)(counted, count=len(areas - {HOME}) if regional else len(areas)))
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


def notes_of(view: Exploration, lang: Lang) -> list[str]:
    """Say what a view computes, what it does not join and what it marks."""
    say = text(lang)
    drawn = view.drawn
    lines = []
    if view.choice.transform != "none":
        lines.append(say("explore.derived"))
        lines += [_worked(view, r, lang) for r in drawn]
    if _unjoined(view):
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


def _unjoined(view: Exploration) -> bool:
    """Tell whether lines leave neighbours apart; bars have no lines."""
    lines = (r for panel in drawn_panels(view) if not panel.barred for r in panel.results)
    return any(not p.joined for r in lines for p in r.points[1:])


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
    rows = [(full_name(view.tables, r.series, lang), _spoken(r, lang)) for r in drawn]
    remarks = [say("explore.unjoined")] if _unjoined(view) else []
    remarks += (
        [say("chart.hollow")] if any(p.one_sided for r in view.drawn for p in r.points) else []
    )
    remarks += [say("explore.refused")] if view.refusals else []
    return told_whole(transform_words(view.choice.transform, lang), rows, lang, remarks)


def _spoken(result: Result, lang: Lang) -> str:
    values = each_told(
        (
            (p.period, mark_implied(words_of(result, p, lang), p.inputs, lang))
            for p in result.points
        ),
        lang,
    )
    return with_movement(result.series, values, lang) if result.transform == "none" else values
