"""What stands out among several economies, or among figures of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables
from metrics.wording.findings.names import names_of, period_words, sentence, series_name, span_words
from metrics.wording.findings.series import HEIGHTS, of_series
from metrics.wording.numbers import ordinal
from metrics.wording.observations import is_rank, statement


def of_ranking(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Tell where China stands among economies of one year, else the first of them.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        As `metrics.charts.rankings.rank_economies` orders them, each cut to one period.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A title; without a place where none is certain.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.rankings import rank_economies
    >>> tables = load()
    >>> of_ranking(tables, rank_economies(tables, "patent_applications_residents").series, "en")
    'Patent applications by office · Residents: China 1st of the 20 economies listed, \
with 1.426644 million applications (2021)'
    """
    told = next((s for s in series if s.area == HOME), series[0])
    others = [s.latest for s in series if s is not told]
    say = text(lang)
    values = {
        "area": tables.label("area", told.area, lang),
        # The area stands by itself, so that the name goes without it.
        "name": series_name(tables, told, lang, area=False),
        "value": statement(told.latest, lang),
        "period": period_words(told.latest.period, lang),
    }
    if not _placed(told.latest, others):
        return sentence(say("finding.of_economy", **values), lang)
    above = sum(o.figure.value > told.latest.figure.value for o in others)
    place = str(ordinal(Decimal(above + 1), lang))
    return sentence(say("finding.place", place=place, count=len(series), **values), lang)


def of_balance(tables: Tables, pairs: Sequence[tuple[Series, Series]], lang: Lang) -> str:
    """Tell the two values of China, else of the first economy, each with its scope.

    Parameters
    ----------
    tables : Tables
        What is in view.
    pairs : sequence of tuple of Series
        The two series of each economy, cut to one period.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A title.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.rankings import paired_economies
    >>> tables = load()
    >>> pairs = paired_economies(tables, "ip_charges_receipts", "ip_charges_payments")
    >>> of_balance(tables, pairs, "zh")
    '中国的知识产权使用费（国际收支）：收入（出口）109.126亿美元，支出（进口）427.275亿美元（2023）'
    """
    told = next((p for p in pairs if p[0].area == HOME), pairs[0])
    first, second = (
        text(lang)(
            "finding.scoped_value",
            scope=tables.label("scope", s.definition.scope, lang),
            value=statement(s.latest, lang),
        )
        for s in told
    )
    said = text(lang)(
        "finding.balance",
        area=tables.label("area", told[0].area, lang),
        name=told[0].definition.name(lang),
        first=first,
        second=second,
        period=period_words(told[0].latest.period, lang),
    )
    return sentence(said, lang)


def of_comparison(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Tell the largest of single figures of one unit and period, where it surely is the largest.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        Of one unit.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A title; the names alone where none surely is.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> both = [tables.series(i) for i in ("rapid_centres", "protection_centres")]
    >>> of_comparison(tables, both, "en")
    'National IP protection centres: 77 centres, the most of the 2 listed (28 March 2025)'
    """
    if len(series) == 1:
        return of_series(tables, series[0], lang)
    largest = max(series, key=lambda s: s.latest.figure.value)
    others = [s.latest for s in series if s is not largest]
    names = names_of(tables, series, lang)
    span = span_words([s.latest.period for s in series], lang)
    if is_rank(largest.latest) or not all(_surely_above(largest.latest, o) for o in others):
        return sentence(text(lang)("finding.several", names=names, span=span), lang)
    high = all(s.definition.measure in HEIGHTS for s in series)
    said = text(lang)(
        "finding.highest" if high else "finding.most",
        name=series_name(tables, largest, lang),
        value=statement(largest.latest, lang),
        count=len(series),
        period=span,
    )
    return sentence(said, lang)


def _surely_above(one: Observation, other: Observation) -> bool:
    """Tell whether every value that one may have is larger than every one of the other."""
    apart = not one.figure.interval.intersects(other.figure.interval)
    return apart and one.figure.value > other.figure.value


def _placed(told: Observation, others: Sequence[Observation]) -> bool:
    """Tell whether a place among others is certain: no bounds, and no interval meets another's."""
    if is_rank(told) or any(o.figure.one_sided for o in (told, *others)):
        return False
    return not any(told.figure.interval.intersects(o.figure.interval) for o in others)
