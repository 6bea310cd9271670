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


def shortened(point: Observation) -> Observation:
    """Round the figure of a point to three significant digits, of a bound to where it holds."""
    figure = point.figure
    if not figure.value:
        return point
    step = Decimal(1).scaleb(figure.value.adjusted() - DIGITS + 1)
    if step <= figure.last_digit_unit:
        return point
    value = (figure.value / step).quantize(
        Decimal(1), _ROUNDING.get(figure.qualifier, ROUND_HALF_UP)
    ) * step
    return replace(point, figure=replace(figure, value=value, last_digit_unit=step))
