"""How the newest figure of a series moved, beside it: on the year before, else since its base."""

from __future__ import annotations

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.rules.comparison import Change
from metrics.rules.course import Course
from metrics.wording.figures import derived_words, difference_words
from metrics.wording.findings.names import year_words
from metrics.wording.findings.short import short_words
from metrics.wording.numbers import Words
from metrics.wording.observations import mark_implied


def change_words(series: Series, lang: Lang) -> str:
    """Tell the change on the year before, else the longest comparable base and its figure.

    Parameters
    ----------
    series : Series
        In any area.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Empty where nothing compares.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> change_words(tables.series("gii_rank"), "en")
    'up 1 place in a year'
    >>> change_words(tables.series("invention_exam_months"), "en")
    '2012: 22.6 months'
    """
    change, yearly = _change(series)
    if change is None:
        return ""
    base = change.base
    if yearly:
        return mark_implied(_moved(change, lang), (base, change.end), lang)
    value = short_words(base, lang)
    told = text(lang)("headline.base", value=value, period=year_words(base.period, lang))
    return mark_implied(told, (base,), lang)


def base_of_change(series: Series) -> Observation | None:
    """Return the figure that the newest one is held against in words, where there is one."""
    change, _ = _change(series)
    return None if change is None else change.base


def _change(series: Series) -> tuple[Change | None, bool]:
    """Return the change that is told, and whether it is that on the year before."""
    course = Course(series)
    step, whole = course.step, course.whole
    if step is not None and step.direction:
        return step, True
    return (whole, False) if whole is not None and whole.direction else (None, False)


def _moved(step: Change, lang: Lang) -> str:
    """Write a change on the year before with its sign; of a rank in places."""
    say = text(lang)
    if step.end.definition.measure == "rank":
        amount = amount_words(step, lang, say("headline.points"))
        # The smaller rank is the better.
        return say("headline.worse" if step.direction > 0 else "headline.better", value=amount)
    return say("headline.changed", value=signed_words(step, lang))


def signed_words(change: Change, lang: Lang) -> str:
    """Write by how much a figure certainly moved, with its sign; a bound as one.

    Parameters
    ----------
    change : Change
        With a direction, of anything but a rank.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Number, unit and, of a bound, its words.

    Examples
    --------
    >>> from metrics import load
    >>> step = Course(load().series("satisfaction")).whole
    >>> signed_words(step, "en")
    '+19.12 points'
    """
    say = text(lang)
    amount = amount_words(change, lang, say("headline.points"))
    sign = "+" if change.direction > 0 else "\N{MINUS SIGN}"
    if change.size.one_sided:
        key = "headline.at_most" if change.size.lo is None else "headline.at_least"
        return say(key, value=sign + amount.number + amount.after)
    # Of what is about right the word stands first.
    return amount.before + sign + amount.number + amount.after


def amount_words(change: Change, lang: Lang, points: str) -> Words:
    """Write by how much a figure certainly moved, without its sign.

    Parameters
    ----------
    change : Change
        With a direction.
    lang : str
        ``zh`` or ``en``.
    points : str
        What percentages differ by, in words.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> from metrics import load
    >>> whole = Course(load().series("satisfaction")).whole
    >>> str(amount_words(whole, "en", "pp"))
    '19.12 points'
    """
    if change.relative:
        return derived_words(change.size, "%", lang, 1, change.amount)
    definition = change.end.definition
    unit = points if definition.unit.id == "percent" else definition.unit.name(lang)
    behind = unit if lang == "zh" else f" {unit}"
    return difference_words(change.size, behind, lang, definition.decimals, change.amount)
