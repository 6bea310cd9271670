"""Figures of slides: the newest of a series, or the one that an address names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from metrics.briefing.deck import DeckError
from metrics.briefing.exhibit import Exhibit, Texts
from metrics.charts.compile.notes import disputed_lines, implied_lines, selection_lines
from metrics.locale import Lang, text
from metrics.model.observation import each_once
from metrics.model.series import Series
from metrics.tables.dataset import Tables
from metrics.views.cards import card
from metrics.views.headlines import headline
from metrics.wording import findings
from metrics.wording import observations as words
from metrics.wording.findings.change import base_of_change


def as_named(view: str, series: Series, query: Mapping[str, str]) -> Series:
    """Return a series as it ends with the figure that an address names by period and source.

    Parameters
    ----------
    view : str
        The address.
    series : Series
        The series that it names.
    query : mapping
        What else it says.

    Returns
    -------
    Series
        The same one where the address names no period.

    Raises
    ------
    DeckError
        Where there is no such figure.

    Examples
    --------
    >>> from metrics import load
    >>> series = load().series("gii_rank")
    >>> as_named("", series, {"at": "2020"}).latest.period.code
    '2020'
    """
    period, source = query.get("at", ""), query.get("by", "")
    if not period:
        return series
    shown = [o for o in series.points if o.period.code == period]
    every = [o for o in series.statements if o.period.code == period and o.source.id == source]
    chosen = next(iter(every if source else shown), None)
    if chosen is None:
        raise DeckError("unknown_view", view=view)
    earlier = [o for o in series.statements if o.period < chosen.period]
    until = series.restricted_to([*earlier, chosen])
    # A part of a year gives way to whole years, and so on: then it stands alone.
    return until if until.latest is chosen else series.restricted_to([chosen])


def figure(tables: Tables, view: str, whole: Series, series: Series, lang: Lang) -> Exhibit:
    """Return the newest figure of a series, told as on the overview.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    view : str
        Address of the figure.
    whole, series : Series
        The series, and the same one until the figure that is meant.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Exhibit
        The figure with its facts and texts.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> series = tables.series("gii_rank")
    >>> str(figure(tables, "", series, series, "en").card.value)
    '10th'
    """
    point, told = series.latest, headline(tables, series, lang)
    made = replace(
        card(tables, series, lang), label=told.label, value=told.value, change=told.change
    )
    say = text(lang)
    remarks = [r for r in implied_lines(tables, [point], lang) if r not in marks_told(lang)]
    remarks += [note] if (note := series.definition.note(lang)) else []
    notes = (
        *remarks,
        *disputed_lines(tables, [point], lang),
        *selection_lines(tables, lang),
    )
    period = words.mark_implied(made.period, [point], lang)
    base = base_of_change(series)
    report = told.report if series is whole else ""
    printed = [tables.reports.all_series[whole.definition.id, whole.area].latest] if report else []
    return Exhibit(
        view,
        "figure",
        findings.of_series(tables, series, lang),
        Texts(
            series.definition.name(lang),
            (made.scope, say("list.dot").join(filter(None, (period, made.change)))),
            "",
            notes,
            say("chart.version", version=tables.version),
        ),
        each_once((point, *([base] if base else []), *printed)),
        text(lang)("list.semicolon").join(filter(None, (made.alt, report))),
        card=made,
        report=report,
    )


def marks_told(lang: Lang) -> set[str]:
    """Return what marks and lines mean, which is of no use where there is no chart."""
    told = ("chart.hollow", "chart.implied_interval", "explore.unjoined")
    return set(map(text(lang), told))
