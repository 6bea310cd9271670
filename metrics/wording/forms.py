"""Number formats of office programs that write a value as its label in a chart does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.wording.figures import qualified, shown_resolution
from metrics.wording.numbers import Scale, Words, ordinal
from metrics.wording.observations import MARK_DIGITS, SIGNS, is_rank


def number_form(places: int, before: str = "", after: str = "") -> str:
    """Return the format of a number with so many decimals and the words around it.

    Parameters
    ----------
    places : int
        Decimals.
    before, after : str
        What stands before and after the number, such as the sign of a bound.

    Returns
    -------
    str
        Number format.

    Examples
    --------
    >>> number_form(1), number_form(0, "第", "位"), number_form(1, ">")
    ('#,##0.0', '"第"#,##0"位"', '">"#,##0.0')
    """
    return _quoted(before) + "#,##0" + ("." + "0" * places if places else "") + _quoted(after)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"' if words else ""


def mark_form(point: Observation, scale: Scale, lang: Lang, finest: Decimal = Decimal(0)) -> str:
    """Return the format of the label of a figure: five digits at most, a bound as a bound.

    In Chinese a word tells it, in English a sign, as on pictures.

    Parameters
    ----------
    point : Observation
        Printed or derived.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.
    finest : Decimal
        Worth of the last digit that labels of the plot have at most.

    Returns
    -------
    str
        Number format.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> mark_form(tables.series("gii_rank").latest, Scale(0, ""), "en")
    '#,##0"th"'
    >>> mark_form(tables.series("pledge_financing").latest, Scale(9, "billion"), "en")
    '#,##0.00'
    """
    if is_rank(point):
        told = _bounded(ordinal(point.figure.value, lang), point, lang)
        return number_form(0, told.before, told.after)
    shown = max(shown_resolution(point.figure, MARK_DIGITS), finest).normalize()
    # The words of a bound depend on the sign of its number.
    minus = "\N{MINUS SIGN}" if point.figure.value < 0 else ""
    told = _bounded(Words("", minus, ""), point, lang)
    return number_form(max(0, scale.exponent - shown.adjusted()), told.before, told.after)


def _bounded(told: Words, point: Observation, lang: Lang) -> Words:
    """Add what tells a bound: a sign in English, words in Chinese."""
    if lang == "zh":
        return qualified(told, point.figure.qualifier, lang)
    sign = SIGNS.get(point.figure.qualifier, "")
    return replace(told, before=sign + told.before)
