"""Cards: a single figure, or the latest of a series, with all that it needs to stand alone."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.charts.compile.words import movement
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import CHANGES, Series
from metrics.reconciliation import disputed_relations
from metrics.tables.dataset import Tables
from metrics.views.sparks import Spark, trend
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.numbers import Words


@dataclass(frozen=True)
class Card:
    """A figure in words.

    Parameters
    ----------
    indicator, area : str
        The series.
    label, scope : str
        What is measured and for whom.
    value : Words
        The figure in parts.
    change : str
        Change since the base, or empty.
    spark : tuple of tuple of SparkPoint
        Small trend, a run of points a segment; empty for a single figure.
    period, source : str
        As-of date and citation.
    facts : tuple of tuple of str
        Each statement in lines of words, the one shown first.
    alt : str
        All of it in a sentence.
    disputes : tuple of str
        Relations that the figure takes part in and that do not fit.
    derived : tuple of str
        That the figure is implied, by which formula, and its interval; empty where it is printed.
    """

    indicator: str
    area: str
    label: str
    scope: str
    value: Words
    change: str
    spark: Spark
    period: str
    source: str
    facts: tuple[tuple[str, ...], ...]
    alt: str
    disputes: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()


def card(tables: Tables, series: Series, lang: Lang) -> Card:
    """Make the card of a series from its latest point.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : Series
        The series whose latest point it tells.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Card
        Value, change, points, period and source in words, with their marks.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> made = card(tables, tables.series("pledge_financing"), "en")
    >>> str(made.value), made.period, made.change
    ('CNY 853.99 billion', '2023', 'up by 906.5% on 2015')
    """
    point = series.latest
    definition = series.definition
    scope = words.place_words(tables, point, lang)
    value = words.statement(point, lang)
    period = words.period_words(point, lang)
    moved = change_words(tables, series, lang)
    source = origins.source_words(tables, point, lang)
    derived = _derived_lines(point, lang)
    sentence = [definition.name(lang), scope, f"{period} {value}", *derived, moved, source]
    return Card(
        indicator=definition.id,
        area=series.area,
        label=definition.name(lang),
        scope=scope,
        value=value,
        change=moved,
        spark=trend(series),
        period=period,
        source=source,
        facts=tuple(
            fact_lines(tables, o, lang)
            for p in sorted(series.points, key=lambda p: (p is point, p.period), reverse=True)
            for o in (p, *series.others(p))
        ),
        alt=text(lang)("list.semicolon").join(filter(None, sentence)),
        disputes=disputed_relations(tables, (point,)),
        derived=derived,
    )


def _derived_lines(point: Observation, lang: Lang) -> tuple[str, ...]:
    """Say what the card of an implied value says on its face.

    It must not pass for a printed one.
    """
    if not point.implied:
        return ()
    say = text(lang)
    interval = say("fact.interval", value=words.interval_words(point, lang))
    return (origins.printed_line(point, lang), interval)


def fact_lines(tables: Tables, point: Observation, lang: Lang) -> tuple[str, ...]:
    """Return a statement in lines: period, figure, printed form, interval, status, source, note.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    point : Observation
        A statement, printed or derived.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of str
        Each line with its own label.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> fact_lines(tables, tables.series("gii_rank").points[0], "en")[:2]
    ('Period: 2010', 'Value: 43rd')
    """
    say = text(lang)
    note = point.note(lang)
    return (
        say("fact.period", value=words.period_words(point, lang)),
        say("fact.value", value=words.statement(point, lang)),
        origins.printed_line(point, lang),
        say("fact.interval", value=words.interval_words(point, lang)),
        say("fact.status", value=tables.label("status", point.status, lang)),
        *origins.input_lines(tables, point, lang),
        say("fact.source", value=origins.source_words(tables, point, lang)),
        say("fact.locator", value=origins.locator_words(tables, point, lang)),
        *((say("fact.note", value=note),) if note else ()),
    )


def change_words(tables: Tables, series: Series, lang: Lang) -> str:
    """Return the change to the latest point.

    It is taken from its base, else as a source prints it, else it is empty.

    What is itself a change has none.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    series : Series
        The series whose latest point is compared.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Words, empty where nothing compares.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> change_words(tables, tables.series("pledge_financing"), "en")
    'up by 906.5% on 2015'
    """
    if series.definition.measure in CHANGES:
        return ""
    return movement(series, lang) if series.base else _printed_growth(tables, series, lang)


def _printed_growth(tables: Tables, series: Series, lang: Lang) -> str:
    """Return the year-on-year growth that a source prints beside the figure."""
    latest = series.latest
    for definition in tables.definitions.values():
        if definition.relates_to != series.definition.id or definition.relation != "yoy":
            continue
        found = tables.all_series.get((definition.id, series.area))
        growth = found.latest if found else None
        if growth is not None and growth.period.end == latest.period.end:
            return text(lang)("change.yoy", value=words.statement(growth, lang))
    return ""
