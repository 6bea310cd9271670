"""The words of one point: value, label, interval, place, period."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import HOME
from metrics.printed.lexicon import QUALIFIERS
from metrics.tables.dataset import Tables
from metrics.wording.figures import figure_words, interval_text, qualified, shown_resolution
from metrics.wording.numbers import Scale, Words, ordinal, scaled_text

# Digits of a label in a chart; the table and the hover have them all.
MARK_DIGITS = 5
SIGNS = {qualifier: words.sign for qualifier, words in QUALIFIERS.items()}


def is_rank(point: Observation) -> bool:
    """Tell whether the value is a position, written as an ordinal."""
    return point.definition.measure == "rank"


def statement(point: Observation, lang: Lang, scale: Scale | None = None) -> Words:
    """Write the figure of a point, with unit and qualifier.

    Parameters
    ----------
    point : Observation
        Printed or derived.
    lang : str
        Language of the words.
    scale : Scale, optional
        That of the value by default.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> from metrics import load
    >>> str(statement(load().series("pledge_financing").latest, "en"))
    'CNY 853.99 billion'
    """
    return figure_words(point.figure, point.definition.unit, lang, rank=is_rank(point), scale=scale)


def mark(point: Observation, scale: Scale, lang: Lang, *, signs: bool = False) -> str:
    """Label a point: the number with its qualifier; the unit stands in the subtitle.

    Parameters
    ----------
    point : Observation
        Printed or derived.
    scale : Scale
        Power of ten and its word.
    lang : str
        Language of the words.
    signs : bool
        Whether the qualifier is a sign, where there is no room for words.

    Returns
    -------
    str
        With as many digits as a label has room for.

    Examples
    --------
    >>> from metrics import load
    >>> mark(load().series("pledge_financing").latest, Scale(9, "billion"), "en")
    '853.99'
    """
    if is_rank(point):
        return str(ordinal(point.figure.value, lang))
    shown = shown_resolution(point.figure, MARK_DIGITS)
    number = scaled_text(point.figure.value, shown, scale, lang)
    if signs:
        return SIGNS.get(point.figure.qualifier, "") + number
    return str(qualified(Words("", number, ""), point.figure.qualifier, lang)).strip()


def mark_implied(value: str, points: Iterable[Observation], lang: Lang) -> str:
    """Mark a value where one of the points that it comes from is implied.

    Where there is neither sign nor hatching, words tell it from what is printed.

    Parameters
    ----------
    value : str
        In words.
    points : iterable of Observation
        What it stands for or comes from.
    lang : str
        Language of the words.

    Returns
    -------
    str
        As it was, where all of them are printed.

    Examples
    --------
    >>> from metrics import load
    >>> mark_implied("853.99", [load().series("pledge_financing").latest], "en")
    '853.99'
    """
    say = text(lang)
    # The names of some series say it already.
    said = say("fact.implied", value="").strip() in value
    implied = any(p.implied for p in points)
    return say("fact.implied", value=value) if implied and not said else value


def place_words(tables: Tables, point: Observation, lang: Lang) -> str:
    """Tell for whom a figure is: its scope, and its area where that is not China.

    Parameters
    ----------
    tables : Tables
        What is in view.
    point : Observation
        Printed or derived.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Labels of the lists of codes.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> place_words(tables, tables.series("satisfaction").latest, "en")
    'Nationwide'
    """
    scope = tables.label("scope", point.definition.scope, lang)
    if point.area == HOME:
        return scope
    return text(lang)("explore.scoped", name=tables.label("area", point.area, lang), scope=scope)


def interval_words(point: Observation, lang: Lang) -> str:
    """Write the interval of a figure."""
    if is_rank(point) and not point.figure.one_sided:
        return str(ordinal(point.figure.value, lang))
    return interval_text(point.figure.interval, point.definition.unit, lang)


def period_words(point: Observation, lang: Lang) -> str:
    """Name the period, marked where it is inferred."""
    say = text(lang)
    label = point.period.label(lang)
    return label if point.period_basis == "stated" else say("fact.inferred", period=label)


def end_period(period: Period, lang: Lang) -> str:
    """Say of when the newest figure of a series is: an axis form, or the words of its months.

    Examples
    --------
    >>> end_period(Period.parse("2020-01/2020-06"), "en"), end_period(Period.parse("2024"), "en")
    ('Jan–Jun 2020', '2024')
    """
    if period.kind == "months" and not period.fiscal:
        return period.label(lang)
    return period.tick


def dated_mark(value: str, period: Period, lang: Lang) -> str:
    """Return date a value that is not of the latest date of a chart.

    Parameters
    ----------
    value : str
        In words.
    period : Period
        Of the value.
    lang : str
        Language of the words.

    Returns
    -------
    str
        The value and its date.

    Examples
    --------
    >>> from metrics.model.period import Period
    >>> dated_mark("77", Period.parse("2025-03-28"), "en")
    '77 (2025-03)'
    """
    return text(lang)("chart.dated", value=value, period=end_period(period, lang))
