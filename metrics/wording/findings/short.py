"""Figures as sentences tell them: three significant digits, never beyond a bound."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.wording.numbers import Words
from metrics.wording.observations import is_rank, statement

# Digits of a figure in a sentence; tables and labels have them all.
DIGITS = 3
SMALLEST_STEP = Decimal(100)
# A bound is rounded to the side on which it still holds.
_ROUNDING = {
    "over": ROUND_FLOOR,
    "at_least": ROUND_FLOOR,
    "near": ROUND_CEILING,
    "below": ROUND_CEILING,
    "at_most": ROUND_CEILING,
}


def short_words(point: Observation, lang: Lang) -> Words:
    """Write the figure of a point in three significant digits, with unit and qualifier.

    Examples
    --------
    >>> from metrics import load
    >>> str(short_words(load().series("pledge_financing").latest, "en"))
    'CNY 854 billion'
    """
    return statement(point if is_rank(point) else shortened(point), lang)


def shortened(point: Observation, digits: int = DIGITS) -> Observation:
    """Round the figure of a point to some significant digits, of a bound to where it holds."""
    figure = point.figure
    if not figure.value:
        return point
    step = Decimal(1).scaleb(figure.value.adjusted() - digits + 1)
    # Written out, 5,070 for 5,066 would look counted to the last one.
    if step <= figure.last_digit_unit or Decimal(1) < step < SMALLEST_STEP:
        return point
    value = (figure.value / step).quantize(
        Decimal(1), _ROUNDING.get(figure.qualifier, ROUND_HALF_UP)
    ) * step
    return replace(point, figure=replace(figure, value=value, last_digit_unit=step))


def told_in(name: str, point: Observation, lang: Lang) -> Words:
    """Write a figure in short behind a name, without a unit that the name says already.

    Parameters
    ----------
    name : str
        What is measured.
    point : Observation
        Of it.
    lang : str
        Of the name.

    Returns
    -------
    Words
        The number and what stands around it.

    Examples
    --------
    >>> from metrics import load
    >>> latest = load().series("invention_patents_in_force_domestic").latest
    >>> str(told_in("Domestic invention patents in force", latest, "en"))
    '5.32 million'
    """
    return bare_of(name, short_words(point, lang), point, lang)


def bare_of(name: str, value: Words, point: Observation, lang: Lang) -> Words:
    """Leave out of a figure the unit that the name before it says already.

    Parameters
    ----------
    name : str
        What is measured.
    value : Words
        The figure in words.
    point : Observation
        Which it is of.
    lang : str
        Of both.

    Returns
    -------
    Words
        The number and what is left around it.

    Examples
    --------
    >>> from metrics import load
    >>> point = load().series("gi_products").latest
    >>> str(bare_of("GI products approved", Words("", "5,066", " products"), point, "en"))
    '5,066'
    """
    unit = point.definition.unit.name(lang)
    if lang == "en" and unit.casefold() in name.casefold() and unit != "%":
        return replace(value, after=value.after.replace(f" {unit}", "", 1))
    counted, per, _ = unit.partition("/")
    named = unit[:1] == "个" and len(unit) > 1 and unit[1:] in name
    if lang == "zh" and (named or (per and "每" in name)):
        return replace(value, after=value.after.replace(unit, "个" if named else counted, 1))
    return value


def base_of(base: Words, latest: Words) -> str:
    """Write a base without its unit where the newest figure behind it has the same."""
    if base.after == latest.after and not base.after.startswith(
        ("%", "位", "th", "st", "nd", "rd")
    ):
        return base.before + base.number
    return str(base)
