"""Words of a chart as a whole: scale, unit, span, movement, alternative text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import HOME, Series
from metrics.rules.comparison import compare
from metrics.tables.dataset import Tables
from metrics.wording.findings.change import amount_words
from metrics.wording.findings.names import span_words
from metrics.wording.numbers import Scale, join_words, scale_of
from metrics.wording.observations import mark_implied, place_words, statement


def each_told(values: Iterable[tuple[Period, object]], lang: Lang) -> str:
    """Say values with their periods one by one."""
    say = text(lang)
    return join_words([say("alt.point", period=p.label(lang), value=v) for p, v in values], lang)


def told_whole(
    name: str, rows: Iterable[tuple[str, str]], lang: Lang, remarks: Iterable[str] = ()
) -> str:
    """Say what a chart shows, for readers of screens: its name, its rows, what else is to be known.

    Parameters
    ----------
    name : str
        Of the chart.
    rows : iterable of tuple
        Of each row or line its name, and what it shows.
    lang : str
        ``zh`` or ``en``.
    remarks : iterable of str
        A sentence each, without its end.

    Returns
    -------
    str
        Sentences.

    Examples
    --------
    >>> told_whole("Rank", [("China", "10th"), ("Japan", "12th")], "en", ["2025 only"])
    'Rank. China: 10th; Japan: 12th. 2025 only.'
    """
    say = text(lang)
    spoken = [say("alt.series", scope=scope, values=values) for scope, values in rows]
    told = say("alt.chart", name=name, series=say("list.semicolon").join(spoken))
    return told + "".join(say("alt.remark", remark=remark) for remark in remarks)


def common_scale(points: Sequence[Observation], lang: Lang) -> Scale:
    """Return the scale that one axis shares: that of the largest value.

    Where that reaches a step only just, and the newest figures do not, it is theirs: what is told
    as 972,000 is not drawn as 0.972 million.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> common_scale(tables.series("invention_patents_granted").points, "en")
    Scale(exponent=0, word='')
    >>> common_scale(tables.series("pledge_financing").points, "en")
    Scale(exponent=9, word='billion')
    """
    unit = points[0].definition.unit
    last = max(p.period.end.year for p in points)
    largest = max(abs(p.figure.value) for p in points)
    newest = max(abs(p.figure.value) for p in points if p.period.end.year == last)
    shared = scale_of(largest, unit, lang)
    own = scale_of(newest, unit, lang)
    near = largest < Decimal(10) ** (shared.exponent + 1)
    return own if near and own.exponent < shared.exponent else shared


def middle_scale(points: Sequence[Observation], lang: Lang) -> Scale:
    """Return the scale of the middle one of some values, so that most of them read well."""
    sizes = sorted(abs(p.figure.value) for p in points)
    return scale_of(sizes[len(sizes) // 2], points[0].definition.unit, lang)


def unlike_periods(concept: Sequence[Series]) -> bool:
    """Tell whether points of a series differ in the kind or length of their periods."""
    return any(len(s.period_groups) > 1 for s in concept)


def drawn_span(points: Sequence[Observation], lang: Lang) -> str:
    """Say from when to when the points of a chart are; a part of a year at its end apart.

    Parameters
    ----------
    points : sequence of Observation
        All that is drawn.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Years where whole ones or their last days stand at both ends.

    Examples
    --------
    >>> from metrics import load
    >>> drawn_span(load().series("gii_rank").points, "en")
    '2010–2025'
    """
    printed = [p for p in points if not p.implied] or points
    periods = sorted({p.period for p in printed})
    whole = [p for p in periods if p.kind != "months"]
    last = periods[-1]
    if not whole or last.kind != "months" or len(whole) == len(periods):
        return span_words(periods, lang)
    told = span_words(whole, lang)
    return text(lang)("chart.span_and", span=told, last=last.label(lang))


def years_span(points: Sequence[Observation], lang: Lang) -> str:
    """Say from which year to which the points of a chart are, whatever days they are of.

    Examples
    --------
    >>> from metrics import load
    >>> years_span(load().series("gii_rank").points, "en")
    '2010–2025'
    """
    years = sorted(p.period.end.year for p in points)
    return span_words((Period.parse(f"{y}") for y in (years[0], years[-1])), lang)


def whose(tables: Tables, concept: Sequence[Series], lang: Lang) -> tuple[str, ...]:
    """Name the economy where it is not China, and the scope where there is but one.

    Parameters
    ----------
    tables : Tables
        What is in view.
    concept : sequence of Series
        Of one economy.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of str
        Parts of a subtitle.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> whose(tables, tables.concept("gii_rank", "US"), "en")
    ('United States', 'Worldwide comparison')
    """
    area = concept[0].area
    own = () if area == HOME else (tables.label("area", area, lang),)
    if len(concept) > 1:
        return own
    return (*own, tables.label("scope", concept[0].definition.scope, lang))


def alternative(tables: Tables, concept: Sequence[Series], lang: Lang) -> str:
    """Return a text that says what the chart shows: every point, and that bounds are bounds.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    concept : sequence of Series
        The series of one concept, a scope each.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Sentences for readers of screens.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> alternative(tables, tables.concept("satisfaction"), "en").split(":")[0]
    'Public satisfaction with IP protection. Nationwide'
    """
    rows = []
    for series in concept:
        values = each_told(((p.period, statement(p, lang)) for p in series.points), lang)
        told = with_movement(series, values, lang)
        rows.append((place_words(tables, series.latest, lang), told))
    name = concept[0].definition.name(lang)
    return told_whole(name, rows, lang, _alt_remarks(concept, lang))


def _alt_remarks(concept: Sequence[Series], lang: Lang) -> Iterable[str]:
    """Return what the lines do not join, and why."""
    say = text(lang)
    points = sorted((p for s in concept for p in s.points), key=lambda p: p.period)
    if any(s.breaks for s in concept):
        yield say("chart.break")
    if any(p.figure.one_sided for p in points):
        yield say("chart.hollow")
    if unlike_periods(concept):
        yield say("chart.unlike")
    implied = dict.fromkeys(p.period.label(lang) for p in points if p.implied)
    if implied:
        yield say("chart.derived", periods=join_words(list(implied), lang))


def with_movement(series: Series, values: str, lang: Lang) -> str:
    """Say behind the values of a series how its last one moved, where that can be told.

    Parameters
    ----------
    series : Series
        Of which they are.
    values : str
        All of them in words.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        The values, with what can be told.

    Examples
    --------
    >>> from metrics import load
    >>> with_movement(load().series("gii_rank"), "2025: 10th", "en")
    '2025: 10th; 2025 up 19 places on 2011'
    """
    moved = movement(series, lang)
    latest = series.latest.period.label(lang)
    return text(lang)("alt.moved", values=values, period=latest, moved=moved) if moved else values


def movement(series: Series, lang: Lang) -> str:
    """Return the main movement of a series, from its base to its latest point; empty where none."""
    if series.base is None:
        return ""
    moved = compare(series.base, series.latest)
    say = text(lang)
    base = mark_implied(series.base.period.label(lang), [series.base], lang)
    if not moved.direction:
        same = series.base.figure.value == series.latest.figure.value
        return say("change.same", base=base) if same else ""
    up = moved.direction > 0
    amount = amount_words(moved, lang, say("explore.points"))
    if series.definition.measure == "rank":
        # A smaller position is a better one.
        return say("change.rank_down" if up else "change.rank_up", base=base, value=amount)
    return say("change.up" if up else "change.down", base=base, value=amount)
