"""The movement of a series, or its latest figure where no movement is certain."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import CHANGES, HOME, Series
from metrics.rules.comparison import compare
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import period_words, sentence, series_name, span_words
from metrics.wording.observations import mark_implied, statement

# Measures of which a larger value is a higher one; of the others there is more or fewer.
HEIGHTS = frozenset({"rate", "share", "score"})
# What a value did, upward and downward, by the family of its measure.
MOVED = {
    "amount": ("finding.increased", "finding.decreased"),
    "height": ("finding.rose", "finding.fell"),
    "duration": ("finding.lengthened", "finding.shortened"),
    # A smaller position is a better one.
    "rank": ("finding.fell", "finding.rose"),
}


def of_series(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell the main movement of a series, or its latest figure where no movement is certain.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : Series
        Of any area.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A title.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> of_series(tables, tables.series("gii_rank"), "en")
    'Global Innovation Index rank rose from 29th to 10th (2011–2025)'
    """
    return sentence(moved(series, series_name(tables, series, lang), lang), lang)


def of_concept(tables: Tables, concept: Sequence[Series], lang: Lang) -> str:
    """Tell the finding of the series that tells most: China's, over the longest comparable span.

    Parameters
    ----------
    tables : Tables
        What is in view.
    concept : sequence of Series
        All series of one concept.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A title.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> of_concept(tables, tables.concept("gi_products"), "en")
    'Geographical-indication products approved: 5,066 products (end of 2025)'
    """
    home = [s for s in concept if s.area == HOME] or concept
    return of_series(tables, max(home, key=_comparable_days), lang)


def moved(series: Series, name: str, lang: Lang) -> str:
    """Tell from what to what a series went; its latest figure where that is not certain.

    Parameters
    ----------
    series : Series
        Of any area.
    name : str
        What it is called.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A sentence without its full stop.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> moved(tables.series("satisfaction"), "Satisfaction", "en")
    'Satisfaction rose from 63.69 points to 82.81 points (2012–2025)'
    """
    base, latest = series.base, series.latest
    direction = 0 if base is None or is_change(series) else compare(base, latest).direction
    if base is None or not direction:
        return _level(latest, name, lang)
    first, last = (str(statement(o, lang)) for o in (base, latest))
    if first == last:
        return _level(latest, name, lang)
    key = MOVED[family(series)][direction < 0]
    span = span_words((base.period, latest.period), lang)
    made = text(lang)(key, name=name, base=first, latest=last, span=span)
    return mark_implied(made, (base, latest), lang)


def _level(point: Observation, name: str, lang: Lang) -> str:
    """Tell a figure as it stands; in Chinese the word of a bound takes the place of a verb."""
    qualified = text(lang)(f"qualifier.{point.figure.qualifier}.before")
    made = text(lang)(
        "finding.bound" if qualified else "finding.level",
        name=name,
        value=statement(point, lang),
        period=period_words(point.period, lang),
    )
    return mark_implied(made, [point], lang)


def is_change(series: Series) -> bool:
    """Tell whether what is measured is itself a change, of which no movement is told."""
    return series.definition.measure in CHANGES


def family(series: Series) -> str:
    """Say which words tell how its values move."""
    measure = series.definition.measure
    if measure in ("rank", "duration"):
        return measure
    return "height" if measure in HEIGHTS else "amount"


def _comparable_days(series: Series) -> int:
    """Return days from the base of a series to its latest point.

    Fewer than none where it has no base.
    """
    return -1 if series.base is None else (series.latest.period.end - series.base.period.end).days
