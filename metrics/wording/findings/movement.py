"""How far a series went over its longest comparable span: times, per cent, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from metrics.locale import Lang, text
from metrics.model.period import months_between
from metrics.model.series import Series
from metrics.printed.interval import Interval
from metrics.rules.average_growth import average_between
from metrics.rules.comparison import Change
from metrics.rules.course import Course, a_year_apart
from metrics.rules.multiple import MULTIPLE
from metrics.tables.dataset import Tables
from metrics.wording.figures import derived_words
from metrics.wording.findings.names import lead_time, span_words, year_words
from metrics.wording.findings.short import base_of, told_in
from metrics.wording.findings.targets import target_words
from metrics.wording.numbers import Words
from metrics.wording.observations import mark_implied

# Measures of which a larger value is a higher one; of the others there is more or fewer.
HEIGHTS = frozenset({"rate", "share", "score"})
# A multiple is told from this on, an average yearly growth over this many years.
FEWEST_TIMES, FEWEST_YEARS = 3, 5
# Whole numbers below it are told from what to what.
SMALL = 1000
# A multiple is a whole number of times where it is no further from it.
WHOLE = Decimal("0.02")
# It is more than a whole number, or nearly one, where it is no further from it.
NEAR = Decimal("0.101")


@dataclass(frozen=True)
class Family:
    """What the values of a family of measures did, upward and downward, as keys of messages."""

    moved: tuple[str, str]
    step: tuple[str, str]
    reached: tuple[str, str]


FAMILIES = {
    "amount": Family(
        ("finding.increased", "finding.decreased"),
        ("finding.step_more", "finding.step_less"),
        ("finding.reached", "finding.down_to"),
    ),
    "height": Family(
        ("finding.rose", "finding.fell"),
        ("finding.step_up", "finding.step_down"),
        ("finding.up_to", "finding.down_to"),
    ),
    "duration": Family(
        ("finding.lengthened", "finding.shortened"),
        ("finding.step_longer", "finding.step_shorter"),
        ("finding.longer_to", "finding.shorter_to"),
    ),
    # A smaller position is a better one.
    "rank": Family(
        ("finding.fell", "finding.rose"),
        ("finding.step_down", "finding.step_up"),
        ("finding.down_to", "finding.up_to"),
    ),
}


def family(series: Series) -> str:
    """Say which words tell how its values move."""
    measure = series.definition.measure
    if measure in ("rank", "duration"):
        return measure
    return "height" if measure in HEIGHTS else "amount"


def movements(tables: Tables, course: Course, name: str, lang: Lang) -> Iterator[str]:
    """Yield how far a series went, what tells most first; nothing where that is not certain.

    Parameters
    ----------
    tables : Tables
        What is in view.
    course : Course
        Of the series.
    name : str
        What it is called.
    lang : str
        Language of the words.

    Yields
    ------
    str
        A title.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> course = Course(tables.series("invention_exam_months"))
    >>> next(movements(tables, course, "Examination period", "en"))
    'Examination period shortened from 22.6 to 15 months (2012–2025)'
    """
    whole = course.whole
    if whole is None or not whole.direction or whole.end.figure.one_sided:
        return
    beside = target_words(tables, course.series, lang)
    # How much a bound went is not known, only from what bound to what.
    told = _told_as_ratio(whole) and not whole.interval.one_sided
    made = _by_ratio(whole, name, lang) if told else None
    wordings = [made] if made else list(_from_to(course, whole, name, lang))
    both = [whole.base, whole.end]
    if beside:
        yield from (mark_implied(w + beside, both, lang) for w in wordings)
    yield from (mark_implied(w, both, lang) for w in wordings)


def _told_as_ratio(whole: Change) -> bool:
    """Tell whether a movement is told in times or per cent: of amounts that are not small."""
    unit = whole.end.definition.unit
    values = whole.base.figure.value, whole.end.figure.value
    return whole.relative and unit.quantity in ("count", "money") and max(values) >= SMALL


def _by_ratio(whole: Change, name: str, lang: Lang) -> str | None:
    """Tell a movement in times, a year on average, or in per cent."""
    say = text(lang)
    base, end = whole.base, whole.end
    told = {"name": name, "value": told_in(name, end, lang), "time": lead_time(base, end, lang)}
    times, value = MULTIPLE.result(base, end)
    if value is not None and times.lo is not None and times.lo >= FEWEST_TIMES:
        return say("finding.multiple", fold=fold_words(times, value, lang), **told)
    up = whole.direction > 0
    if months_between(base.period, end.period) >= FEWEST_YEARS * 12:
        interval, yearly = average_between(base, end).result(base, end)
        size = _size(interval, yearly, lang, up=up)
        return say("finding.average_up" if up else "finding.average_down", size=size, **told)
    size = _size(whole.interval, whole.value, lang, up=up)
    if a_year_apart(base, end):
        period = year_words(end.period, lang)
        key = FAMILIES["amount"].step[not up]
        return say(key, name=name, size=size, value=told["value"], period=period)
    return say("finding.per_cent_up" if up else "finding.per_cent_down", size=size, **told)


def _size(interval: Interval, value: Decimal | None, lang: Lang, *, up: bool) -> str:
    """Write a growth in per cent without its sign, in three digits at most."""
    size = interval if up else -interval
    shown = None if value is None else abs(value)
    return str(derived_words(size, "%", lang, 0 if shown and shown >= 100 else 1, shown))


def fold_words(times: Interval, value: Decimal, lang: Lang) -> str:
    """Write how many times: 10.1; tenfold, more than fivefold.

    Parameters
    ----------
    times : Interval
        All that the multiple may be.
    value : Decimal
        What the figures give as they are shown.
    lang : str
        Language of the words.

    Returns
    -------
    str
        In Chinese a number alone, in English an adverb.

    Examples
    --------
    >>> fold_words(Interval(Decimal("5.49"), Decimal("5.51")), Decimal("5.5"), "en")
    'more than fivefold'
    >>> fold_words(Interval(Decimal("10.06"), Decimal("10.07")), Decimal("10.065"), "zh")
    '10.1'
    """
    if lang == "zh":
        number = str(derived_words(times, "", lang, 1, value))
        return number.removesuffix(".0")
    low, high = (value if side is None else side for side in (times.lo, times.hi))
    near = value.quantize(Decimal(1))
    if near * (1 - WHOLE) <= low and high <= near * (1 + WHOLE):
        return _fold(str(near))
    under = low.to_integral_value(ROUND_FLOOR)
    if low <= under * (1 + NEAR):
        return text(lang)("finding.more_than", value=_fold(str(under)))
    if (under + 1) * (1 - NEAR) <= high < under + 1:
        return text(lang)("finding.nearly", value=_fold(str(under + 1)))
    return _fold(str(derived_words(times, "", lang, 1, value)))


_SPELT = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FOLDS = {str(count): word for count, word in enumerate(_SPELT, FEWEST_TIMES)}


def _fold(count: str) -> str:
    return f"{_FOLDS[count]}fold" if count in _FOLDS else f"{count}-fold"


def _first(base: Words, told: Words, whole: Change) -> str:
    """Write what a movement began with: a bound whole, else without the unit of its end."""
    return str(base) if whole.base.figure.one_sided else base_of(base, told)


def _from_to(course: Course, whole: Change, name: str, lang: Lang) -> Iterator[str]:
    """Yield from what to what, with the time and without."""
    say = text(lang)
    told = told_in(name, whole.end, lang)
    first = _first(told_in(name, whole.base, lang), told, whole)
    if first == base_of(told, told):
        return
    key = FAMILIES[family(course.series)].moved[whole.direction < 0]
    span = span_words((whole.base.period, whole.end.period), lang)
    for time in (say("finding.span", span=span), ""):
        yield say(key, name=name, base=first, latest=told, time=time)
    reached = FAMILIES[family(course.series)].reached[whole.direction < 0]
    yield say(reached, name=name, value=told)
