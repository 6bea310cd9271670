"""Cards: a single figure, or the latest of a series, with all that it needs to stand alone."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.catalogue import Tables
from metrics.charts import words
from metrics.charts.brush import moment
from metrics.facts import Observation
from metrics.numbers import Words
from metrics.series import Series
from metrics.text import Lang, text


@dataclass(frozen=True)
class SparkPoint:
    """A point of a small trend; x and y run from 0 to 1, y upward."""

    x: float
    y: float
    hollow: bool


@dataclass(frozen=True)
class Card:
    """A figure in words.

    Parameters
    ----------
    indicator : str
        Id of the series.
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
    """

    indicator: str
    label: str
    scope: str
    value: Words
    change: str
    spark: tuple[tuple[SparkPoint, ...], ...]
    period: str
    source: str
    facts: tuple[tuple[str, ...], ...]
    alt: str


def card(tables: Tables, series: Series, lang: Lang) -> Card:
    """Make the card of a series from its latest point.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> made = card(tables, tables.series("pledge_financing"), "en")
    >>> str(made.value), made.change
    ('at least CNY 800 billion', 'up by more than 64.3% on 2022')
    """
    point = series.latest
    definition = series.definition
    scope = tables.label("scope", definition.scope, lang)
    value = words.statement(point, lang)
    period = words.period_words(point, lang)
    moved = change_words(tables, series, lang)
    source = point.source.cite(lang)
    sentence = [f"{definition.name(lang)}", scope, f"{period} {value}", moved, source]
    return Card(
        indicator=definition.id,
        label=definition.name(lang),
        scope=scope,
        value=value,
        change=moved,
        spark=spark(series) if len(series.points) > 1 else (),
        period=period,
        source=source,
        facts=tuple(
            fact_lines(tables, o, lang)
            for p in reversed(series.points)
            for o in (p, *series.others(p))
        ),
        alt=text(lang)("list.semicolon").join(filter(None, sentence)),
    )


def fact_lines(tables: Tables, point: Observation, lang: Lang) -> tuple[str, ...]:
    """A statement in lines: period, figure, printed form, interval, status, source, note."""
    say = text(lang)
    note = point.note(lang)
    return (
        say("fact.period", value=words.period_words(point, lang)),
        say("fact.value", value=words.statement(point, lang)),
        say("fact.printed", value=point.figure.printed),
        say("fact.interval", value=words.interval_words(point, lang)),
        say("fact.status", value=tables.label("status", point.status, lang)),
        say("fact.source", value=point.source.cite(lang)),
        say("fact.locator", value=tables.locator(point.locator, lang)),
        *((say("fact.note", value=note),) if note else ()),
    )


def change_words(tables: Tables, series: Series, lang: Lang) -> str:
    """The change to the latest point: from its base, else as a source prints it, else nothing."""
    return words.movement(series, lang) if series.base else _printed_growth(tables, series, lang)


def _printed_growth(tables: Tables, series: Series, lang: Lang) -> str:
    """The year-on-year growth that a source prints beside the figure."""
    latest = series.latest
    for definition in tables.definitions.values():
        if definition.relates_to != series.definition.id or definition.relation != "yoy":
            continue
        growth = tables.series(definition.id, series.area).latest
        if growth.period.end == latest.period.end:
            return text(lang)("change.yoy", value=words.statement(growth, lang))
    return ""


def spark(series: Series) -> tuple[tuple[SparkPoint, ...], ...]:
    """The true points of a series, scaled to a unit square; ranks grow downward."""
    days = [moment(p).timestamp() for p in series.points]
    values = [float(p.figure.value) for p in series.points]
    if series.definition.measure == "rank":
        values = [-v for v in values]
    start, span = min(days), (max(days) - min(days)) or 1.0
    low, height = min(values), (max(values) - min(values)) or 1.0
    placed = {
        p.period: SparkPoint((d - start) / span, (v - low) / height, p.figure.one_sided)
        for p, d, v in zip(series.points, days, values, strict=True)
    }
    return tuple(tuple(placed[p.period] for p in run) for run in series.segments)
