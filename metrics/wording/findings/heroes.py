"""The message of a page in a sentence: clauses of its first figures, each as far as is certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.printed.lexicon import QUALIFIERS
from metrics.rules.comparison import Change
from metrics.rules.course import Course, a_year_apart, change_between
from metrics.tables.dataset import Tables
from metrics.wording.figures import derived_words
from metrics.wording.findings.movement import FAMILIES, family
from metrics.wording.findings.names import midst, sentence, short_name, year_words
from metrics.wording.findings.series import is_change
from metrics.wording.findings.short import short_words, told_in
from metrics.wording.numbers import Words
from metrics.wording.observations import mark_implied

_BOUNDS = {text("zh")(f"qualifier.{q}.before") for q in QUALIFIERS} - {""}
# Points of one value in a row that are told as a stretch, and steps in a row that are told.
STRETCH, STEPS = 3, 3


def of_figures(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Tell the newest figures of several series in a sentence.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        Of several subjects.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Clauses in a row; empty where there are none.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> ids = ("gii_rank", "invention_exam_months")
    >>> of_figures(tables, [tables.series(i) for i in ids], "zh")
    '全球创新指数排名升至第10位，发明专利审查周期缩短至15个月'
    """
    clauses = [clause(tables, s, lang) for s in series]
    return _joined(clauses, text(lang)("hero.joint"), lang)


def _joined(clauses: Sequence[str], by: str, lang: Lang) -> str:
    """Join clauses to a sentence, in which only the first begins with a capital."""
    first, *others = [c if lang == "zh" else midst(c) for c in clauses] or [""]
    return sentence(by.join([first, *others]), lang)


def clause(tables: Tables, series: Series, lang: Lang) -> str:
    """Tell which way a series went to its newest figure, where that is certain; else the figure."""
    return clause_of(series, short_name(tables, series, lang), lang)


def clause_of(series: Series, name: str, lang: Lang) -> str:
    """Tell the same under another name.

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
        A clause.

    Examples
    --------
    >>> from metrics import load
    >>> clause_of(load().series("gii_rank"), "China", "en")
    'China rose to 10th'
    """
    direction = 0 if is_change(series) else _direction(Course(series))
    return _told(series, name, direction, lang)


def _told(series: Series, name: str, direction: int, lang: Lang) -> str:
    """Tell the newest figure as reached upward or downward, or as it stands."""
    latest = series.latest
    value = told_in(name, latest, lang)
    key = FAMILIES[family(series)].reached[direction < 0]
    if not direction:
        key = _key("stood", value)
    elif direction > 0 and latest.figure.qualifier == "over":
        key = "hero.passed"
        over = text(lang)("qualifier.over.before")
        value = replace(value, before=value.before.replace(over, "", 1))
    return mark_implied(text(lang)(key, name=name, value=value), [latest], lang)


def _key(name: str, value: Words) -> str:
    """Name a message; in Chinese the word of a bound takes the place of a verb."""
    return f"hero.{name}_bound" if value.before.strip() in _BOUNDS else f"hero.{name}"


def _direction(course: Course) -> int:
    """Return the way of the last year where it is certain, else of the whole course."""
    step = 0 if course.step is None else course.step.direction
    return step or course.direction


def of_theme(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """Tell the newest figures of a theme, each with its period and its growth.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        What the theme tells first.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Clauses parted by semicolons; empty where there are none.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> of_theme(tables, [tables.series("pledge_financing")], "en")
    'Pledge financing reached CNY 854 billion in 2023, up 75.4%'
    """
    clauses = [_dated(tables, s, lang) for s in series]
    return _joined(clauses, text(lang)("list.semicolon"), lang)


def _dated(tables: Tables, series: Series, lang: Lang) -> str:
    name = short_name(tables, series, lang)
    # Only what happened in that year is told of it.
    step = None if is_change(series) else Course(series).step
    made = _told(series, name, 0 if step is None else step.direction, lang)
    verb = made.removeprefix(name).strip()
    key = "hero.dated" if series.latest.period.closes_a_year else "hero.dated_at"
    period = year_words(series.latest.period, lang)
    told = text(lang)(key, name=name, verb=verb, period=period)
    return told + ("" if step is None else _grown(step, lang))


def _grown(step: Change, lang: Lang) -> str:
    """Tell the growth on the year before; empty where it is uncertain or no per cent."""
    if not step.direction or not step.relative or step.interval.one_sided:
        return ""
    size = derived_words(step.size, "%", lang, 1, step.amount)
    return text(lang)("hero.up" if step.direction > 0 else "hero.down", size=size)


def of_indicator(series: Series, lang: Lang) -> str:
    """Tell the newest figure with its base, then the course where the figures show one.

    Parameters
    ----------
    series : Series
        Of any area.
    lang : str
        Language of the words.

    Returns
    -------
    str
        One or two clauses.

    Examples
    --------
    >>> from metrics import load
    >>> of_indicator(load().series("gii_rank"), "zh")
    '2025年为第10位，2011年为第29位；2016—2019年逐年上升'
    """
    say = text(lang)
    latest = series.latest
    period, value = latest.period.label(lang), short_words(latest, lang)
    made = say(_key("newest", value), period=period, value=value)
    points = [latest]
    if not is_change(series) and (base := Course(series).whole) is not None:
        points.append(base.base)
        closing = lang == "zh" or not base.base.period.closes_a_year
        first = base.base.period.label(lang) if closing else year_words(base.base.period, lang)
        value = short_words(base.base, lang)
        unit = latest.definition.unit.name(lang)
        if lang == "en" and unit != "%":
            value = replace(value, after=value.after.removesuffix(f" {unit}"))
        made += say("hero.base", period=first, value=value)
    told = filter(None, (stretch_words(series, lang), run_words(series, lang)))
    joined = say("list.semicolon").join([mark_implied(made, points, lang), *told])
    return sentence(joined, lang)


def stretch_words(series: Series, lang: Lang) -> str:
    """Tell the longest stretch of one value; empty where there is none.

    Examples
    --------
    >>> from metrics import load
    >>> stretch_words(load().series("trademark_exam_months"), "zh")
    '2020—2025年为4个月'
    """
    stretch = [] if is_change(series) else _stretch(series)
    if len(stretch) < STRETCH:
        return ""
    years = _years(stretch, lang)
    # What one of them leaves open is open for the stretch.
    told = max(stretch, key=lambda p: p.figure.interval.width)
    value = short_words(told, lang)
    return text(lang)(_key("stretch", value), years=years, value=value)


def run_words(series: Series, lang: Lang) -> str:
    """Tell the run of steps one way that ends last; empty where there is none.

    Examples
    --------
    >>> from metrics import load
    >>> run_words(load().series("satisfaction"), "zh")
    '2015年以来逐年上升'
    """
    run = [] if is_change(series) else _run(series)
    if len(run) <= STEPS:
        return ""
    change = change_between(series, run[0], run[1])
    way = 0 if change is None else change.direction
    key = _WAYS[family(series)][way < 0]
    if run[-1] is series.latest:
        return text(lang)(f"hero.{key}_since", year=run[0].period.year)
    # The first is what the next is compared with; in its own year it may have fallen.
    return text(lang)(f"hero.{key}", years=_years(run[1:], lang))


_WAYS = {
    "amount": ("rising", "falling"),
    "height": ("rising", "falling"),
    "duration": ("lengthening", "shortening"),
    "rank": ("falling", "rising"),
}


def _years(points: Sequence[Observation], lang: Lang) -> str:
    first, last = points[0].period.year, points[-1].period.year
    return text(lang)("finding.years", first=first, last=last)


def _yearly(series: Series) -> list[Observation]:
    """List the points of whole years or of their ends."""
    return [p for p in series.main if p.period.closes_a_year and not p.implied]


def _stretch(series: Series) -> list[Observation]:
    """Give the longest run of yearly points that may all have one value, after which it moved."""
    best: list[Observation] = []
    run: list[Observation] = []
    for point in _yearly(series):
        follows = bool(run) and a_year_apart(run[-1], point) and series.joins(run[-1], point)
        alike = follows and all(p.figure.value == point.figure.value for p in run)
        run = [*run, point] if alike else [point]
        if len(run) > len(best):
            best = run
    return best


def _run(series: Series) -> list[Observation]:
    """Give the last run of yearly points of which each certainly is past the one before."""
    best: list[Observation] = []
    run: list[Observation] = []
    way = 0
    for before, after in pairwise(_yearly(series)):
        change = change_between(series, before, after) if a_year_apart(before, after) else None
        step = 0 if change is None else change.direction
        run = [*run, after] if step and step == way else [before, after] if step else []
        way = step
        if len(run) > STEPS:
            best = run
    return best


__all__ = ["clause", "of_figures", "of_indicator", "of_theme", "run_words", "stretch_words"]
