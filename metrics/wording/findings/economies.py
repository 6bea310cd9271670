"""What stands out among several economies, or among figures of one unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import HOME, Series
from metrics.rules.economies import series_unlike, unlike_counted
from metrics.tables.dataset import Tables
from metrics.wording.findings.fit import first_fitting
from metrics.wording.findings.movement import HEIGHTS
from metrics.wording.findings.names import (
    names_of,
    own_name,
    period_words,
    sentence,
    short_name,
    span_words,
    unlike_part,
)
from metrics.wording.findings.series import levels, of_series
from metrics.wording.findings.short import told_in
from metrics.wording.numbers import ordinal
from metrics.wording.observations import is_rank

# Years above another after which that is told as a state.
FEWEST_ABOVE = 3


def of_ranking(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Tell where China stands among economies of one year, else the first of them.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        As `metrics.charts.compile.economies.rank_economies` orders them, each cut to one period.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A title; without a place where none is certain.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.charts.compile.economies import rank_economies
    >>> tables = load()
    >>> of_ranking(tables, rank_economies(tables, "patent_applications_residents").series, "en")
    'Patent applications by residents: China 1st of 20 economies listed, 1.43 million (2021)'
    """
    told = next((s for s in series if s.area == HOME), series[0])
    others = [s.latest for s in series if s is not told]
    return sentence(first_fitting(_of_ranking(tables, told, others, lang), lang), lang)


def _of_ranking(
    tables: Tables, told: Series, others: Sequence[Observation], lang: Lang
) -> Iterator[str]:
    say = text(lang)
    # The area stands by itself, so that the name goes without it.
    name = own_name(tables, told, lang)
    values = {
        "area": tables.label("area", told.area, lang),
        "name": name,
        "period": period_words(told.latest.period, lang),
    }
    value = told_in(name, told.latest, lang)
    alike = not any(unlike_counted(told.latest, o) for o in others)
    if alike and _placed(told.latest, others):
        above = sum(o.figure.value > told.latest.figure.value for o in others)
        place = str(ordinal(Decimal(above + 1), lang))
        count = len(others) + 1
        yield say("finding.place_with", place=place, count=count, value=value, **values)
        yield say("finding.place", place=place, count=count, **values)
    bound = value.before if lang == "zh" else ""
    key = "finding.of_economy_bound" if bound.strip(" 第") else "finding.of_economy"
    yield say(key, value=value, **values)


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
    >>> from metrics.charts.compile.economies import paired_economies
    >>> tables = load()
    >>> pairs = paired_economies(tables, "ip_charges_receipts", "ip_charges_payments")
    >>> of_balance(tables, pairs, "zh")
    '知识产权使用费收入109亿美元，支出427亿美元（2023）'
    """
    told = next((p for p in pairs if p[0].area == HOME), pairs[0])
    first, second = (own_name(tables, s, lang) for s in told)
    if told[0].area != HOME:
        area = tables.label("area", told[0].area, lang)
        first = text(lang)("finding.of_area", area=area, name=first)
    values = [told_in("", s.latest, lang) for s in told]
    short = unlike_part(own_name(tables, told[0], lang), second, lang)
    said = text(lang)(
        "finding.balance",
        name=first,
        first=values[0],
        other=short,
        second=values[1],
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
    'National IP protection centres: 77, most of 2 listed (28 March 2025)'
    """
    if len(series) == 1:
        return of_series(tables, series[0], lang)
    largest = max(series, key=lambda s: s.latest.figure.value)
    others = [s.latest for s in series if s is not largest]
    span = span_words([s.latest.period for s in series], lang)
    if any(unlike_counted(largest.latest, s.latest) for s in series):
        return sentence(first_fitting(several(tables, series, span, lang), lang), lang)
    if is_rank(largest.latest) or not all(_surely_above(largest.latest, o) for o in others):
        return sentence(first_fitting(several(tables, series, span, lang), lang), lang)
    high = all(s.definition.measure in HEIGHTS for s in series)
    name = short_name(tables, largest, lang)
    said = text(lang)(
        "finding.highest" if high else "finding.most",
        name=name,
        value=told_in(name, largest.latest, lang),
        count=len(series),
        period=span,
    )
    return sentence(first_fitting([said, *levels(largest.latest, name, lang)], lang), lang)


def several(tables: Tables, series: Sequence[Series], span: str, lang: Lang) -> Iterator[str]:
    """Yield what some series are called together, and over which time.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        Of one concept or of several.
    span : str
        The time in words.
    lang : str
        Language of the words.

    Yields
    ------
    str
        A title, what tells most first.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> both = [tables.series(i) for i in ("gii_rank", "satisfaction")]
    >>> next(several(tables, both, "2012–2025", "en"))
    'Global Innovation Index rank; Satisfaction with IP protection (2012–2025)'
    """
    say = text(lang)
    names = names_of(tables, series, lang)
    yield say("finding.several", names=names, span=span)
    first = say("finding.and_others", names=short_name(tables, series[0], lang), count=len(series))
    yield say("finding.several", names=first, span=span)
    yield first


def overtaking(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Tell whom the first of several economies passed, and since when it surely stays above.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        The subject first.
    lang : str
        Language of the words.

    Returns
    -------
    str
        A title; empty where the series are not of one indicator, or none was surely passed.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> three = [tables.series("pct_applications", area) for area in ("CN", "US", "JP")]
    >>> overtaking(tables, three, "en")
    'PCT applications by origin: China above United States since 2019'
    """
    subject, *others = series
    if any(s.definition.id != subject.definition.id or is_rank(s.latest) for s in series):
        return ""
    if any(series_unlike(subject, s) for s in others):
        return ""
    passed = [(other, year) for other in others if (year := _passed(subject, other))]
    if not passed:
        return ""
    other, year = max(passed, key=lambda pair: pair[0].latest.figure.value)
    return text(lang)(
        "finding.passed",
        name=short_name(tables, subject, lang),
        subject=tables.label("area", subject.area, lang),
        other=tables.label("area", other.area, lang),
        year=year,
    )


def _passed(subject: Series, other: Series) -> int:
    """Return the year since which one series surely stays above another that was above; else 0.

    Both have a figure of that year and of the one before, and no definition changed since.
    """
    wholes = {o.period: o for o in other.points if not o.figure.one_sided}
    pairs = [
        (p, wholes[p.period])
        for p in subject.points
        if p.period in wholes and not p.figure.one_sided and p.period.kind == "year"
    ]
    above = 0
    while above < len(pairs) and _surely_above(*pairs[-1 - above]):
        above += 1
    if not 0 < above < len(pairs):
        return 0
    before, first = pairs[-1 - above], pairs[-above]
    own, others = (_unbroken(s, o) for s, o in ((subject, before[0]), (other, before[1])))
    next_year = first[0].period.end.year - before[0].period.end.year == 1
    turned = _surely_above(before[1], before[0]) and next_year and own and others
    return first[0].period.end.year if turned and above >= FEWEST_ABOVE else 0


def _unbroken(series: Series, since: Observation) -> bool:
    return since is series.latest or series.against(since, series.latest) is None


def _surely_above(one: Observation, other: Observation) -> bool:
    """Tell whether every value that one may have is larger than every one of the other."""
    apart = not one.figure.interval.intersects(other.figure.interval)
    return apart and one.figure.value > other.figure.value


def _placed(told: Observation, others: Sequence[Observation]) -> bool:
    """Tell whether a place among others is certain: no bounds, and no interval meets another's."""
    if is_rank(told) or any(o.figure.one_sided for o in (told, *others)):
        return False
    return not any(told.figure.interval.intersects(o.figure.interval) for o in others)
