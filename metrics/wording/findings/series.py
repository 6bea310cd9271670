"""The finding of a series in a title: how it came to its newest figure, as far as is certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import CHANGES, HOME, Series
from metrics.rules.course import Course, running_above
from metrics.tables.dataset import Tables
from metrics.wording.findings.fit import first_fitting
from metrics.wording.findings.movement import FAMILIES, family, movements
from metrics.wording.findings.names import (
    sentence,
    short_name,
    span_words,
)
from metrics.wording.findings.short import base_of, told_in
from metrics.wording.findings.turning import turns
from metrics.wording.numbers import number_text
from metrics.wording.observations import mark_implied

# Points in a row that a bound is told of.
FEWEST_ABOVE = 3


def of_series(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell how a series came to its newest figure, or the figure where no movement is certain.

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
        A title of at most 14 words or 26 characters.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> of_series(tables, tables.series("gii_rank"), "en")
    'Global Innovation Index rank rose from 29th to 10th (2011–2025)'
    >>> of_series(tables, tables.series("pledge_financing"), "zh")
    '专利商标质押融资额8年增至10.1倍，达8,540亿元'
    """
    name = short_name(tables, series, lang)
    return sentence(first_fitting(_wordings(tables, series, name, lang), lang), lang)


def of_concept(tables: Tables, concept: Sequence[Series], lang: Lang) -> str:
    """Tell the finding of the series that tells most.

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
    >>> of_concept(tables, tables.concept("invention_patents_in_force"), "en")
    'Domestic invention patents in force rose eightfold to 5.32 million (2014–2025)'
    """
    home = [s for s in concept if s.area == HOME] or concept
    return of_series(tables, min(home, key=weight), lang)


def weight(series: Series) -> tuple[bool, int, int, int]:
    """Put first the headline, then what compares over the longest time, then the newest."""
    base, latest = series.base, series.latest.period.end
    days = -1 if base is None else (latest - base.period.end).days
    own = series.definition
    return not own.headline, -days, -latest.toordinal(), own.position


def _wordings(tables: Tables, series: Series, name: str, lang: Lang) -> Iterator[str]:
    """Yield what may be said of a series, what tells most first."""
    latest = series.latest
    if is_change(series):
        yield from _running(series, name, lang)
    else:
        course = Course(series)
        yield from turns(course, name, lang)
        yield from movements(tables, course, name, lang)
    yield from (mark_implied(s, [latest], lang) for s in levels(latest, name, lang))


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
    'Satisfaction rose from 63.7 to 82.8 points (2012–2025)'
    """
    course = Course(series)
    latest = series.latest
    if is_change(series) or course.whole is None or not course.direction:
        return mark_implied(next(levels(latest, name, lang)), [latest], lang)
    base = course.whole.base
    told = told_in(name, latest, lang)
    first = base_of(told_in(name, base, lang), told)
    if first == str(told):
        return mark_implied(next(levels(latest, name, lang)), [latest], lang)
    span = text(lang)("finding.span", span=span_words((base.period, latest.period), lang))
    key = FAMILIES[family(series)].moved[course.direction < 0]
    made = text(lang)(key, name=name, base=first, latest=told, time=span)
    return mark_implied(made, (base, latest), lang)


def levels(point: Observation, name: str, lang: Lang) -> Iterator[str]:
    """Yield a figure as it stands, a bound as a bound; the last one is the shortest."""
    say = text(lang)
    value = told_in(name, point, lang)
    qualifier = point.figure.qualifier
    negative = value.number.startswith("\N{MINUS SIGN}")
    if qualifier == "over" and not negative:
        bare = str(value).replace(say("qualifier.over.before"), "", 1)
        yield say("finding.exceeded", name=name, value=bare, period=point.period.label(lang))
    # In Chinese the word of a bound takes the place of a verb.
    key = "bound" if say(f"qualifier.{qualifier}.before") else "level"
    yield say(f"finding.{key}", name=name, value=value, period=point.period.label(lang))
    yield say("finding.bare", name=name, value=value)


def _running(series: Series, name: str, lang: Lang) -> Iterator[str]:
    """Yield how long a growth has reached a round number, where it has for some years."""
    count, bound = running_above(series)
    latest = series.latest
    if count < FEWEST_ABOVE or not bound:
        return
    run = series.main[-count:]
    unit = latest.definition.unit.name(lang)
    level = number_text(bound, 0, lang) + (unit if lang == "zh" or unit == "%" else f" {unit}")
    say = text(lang)
    span = say("finding.years", first=run[0].period.year, last=run[-1].period.year)
    if all(p.figure.one_sided for p in run):
        yield say("finding.all_above", name=name, count=count, bound=level, span=span)
    value = told_in(name, latest, lang)
    period = latest.period.label(lang)
    yield say("finding.above", name=name, value=value, period=period, count=count, bound=level)


def is_change(series: Series) -> bool:
    """Tell whether what is measured is itself a change, of which no movement is told."""
    return series.definition.measure in CHANGES
