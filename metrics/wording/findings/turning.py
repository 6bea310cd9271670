"""Turning points: what turned in the last year, or since a highest or lowest point."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.locale import Lang, text
from metrics.rules.comparison import Change
from metrics.rules.course import Course
from metrics.wording.figures import derived_words
from metrics.wording.findings.movement import FAMILIES, family
from metrics.wording.findings.names import year_words
from metrics.wording.findings.short import base_of, told_in
from metrics.wording.observations import mark_implied


def turns(course: Course, name: str, lang: Lang) -> Iterator[str]:
    """Yield what turned, where the newest figure came back from where the course had led.

    Parameters
    ----------
    course : Course
        Of a series.
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
    >>> course = Course(load().series("trademarks_registered"))
    >>> next(turns(course, "Trademarks registered", "en"))
    'Trademarks registered fell to 4.21 million from a peak of 7.74 million in 2021'
    """
    if course.turned:
        yield from _steps(course, name, lang)
    if course.turning_point is not None:
        yield from _from_there(course, course.turning_point, name, lang)
    if not course.turned and not course.direction:
        yield from _steps(course, name, lang)


def _steps(course: Course, name: str, lang: Lang) -> Iterator[str]:
    """Yield what happened in the last year, with what makes it remarkable."""
    step = course.step
    if step is None or not step.direction or step.interval.one_sided:
        return
    made = _step(course, step, name, lang)
    remarks = list(filter(None, (_first_words(course, lang), _record_words(course, lang))))
    wordings = [made + remark for remark in remarks]
    if lang == "zh":
        # What is remarkable tells more than by how much.
        brief = _step(course, step, name, lang, sized=False)
        wordings += [brief + remark for remark in remarks]
    yield from (mark_implied(w, (step.base, step.end), lang) for w in (*wordings, made))


def _step(course: Course, step: Change, name: str, lang: Lang, *, sized: bool = True) -> str:
    down = step.direction < 0
    key = FAMILIES[family(course.series)].step[down]
    size = ""
    if step.relative and sized:
        size = str(derived_words(step.size, "%", lang, 1, step.amount))
    told = told_in(name, step.end, lang)
    period = year_words(step.end.period, lang)
    return text(lang)(key, name=name, size=size, value=told, period=period)


def _first_words(course: Course, lang: Lang) -> str:
    """Tell that the last step is the first of its direction in some years; empty where not."""
    years = course.first_in()
    if not years or course.step is None:
        return ""
    better = (course.step.direction > 0) != (family(course.series) == "rank")
    return text(lang)("finding.first_rise" if better else "finding.first_fall", years=years)


def _record_words(course: Course, lang: Lang) -> str:
    """Tell of what the newest figure is the highest or lowest; empty where of nothing."""
    record = course.record
    if record is None:
        return ""
    kind = family(course.series)
    pair = {"rank": ("worst", "best"), "duration": ("longest", "shortest")}
    key = pair.get(kind, ("highest", "lowest"))[not record.highest]
    if record.since is None:
        return text(lang)(f"finding.{key}_of_all", year=course.unbroken[0].period.year)
    return text(lang)(f"finding.{key}_since", year=record.since.period.year)


def _from_there(course: Course, back: Change, name: str, lang: Lang) -> Iterator[str]:
    """Yield where it went from its highest or lowest point."""
    told, start = (told_in(name, o, lang) for o in (back.end, back.base))
    first = base_of(start, told)
    if first == base_of(told, told):
        return
    # In English the base stands behind the newest figure and needs its scale.
    values = {
        "name": name,
        "base": first if lang == "zh" else start,
        "latest": told,
        "year": back.base.period.year,
    }
    reached = FAMILIES[family(course.series)].reached[back.direction < 0]
    for key in (_FROM[reached], f"{_FROM[reached]}_year"):
        yield mark_implied(text(lang)(key, **values), (back.base, back.end), lang)


_FROM = {
    "finding.reached": "finding.from_low",
    "finding.up_to": "finding.from_low",
    "finding.down_to": "finding.from_high",
    "finding.shorter_to": "finding.from_long",
    "finding.longer_to": "finding.from_short",
}
