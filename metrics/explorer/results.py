"""How transformed points read: values, bounds, formulas and tables, in words and as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metrics.explorer.exploration import RELATIVE
from metrics.locale import Lang, text
from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.rules.change import poorest_digit
from metrics.rules.transforms import Point, Result, rule_of
from metrics.tables.dataset import Tables
from metrics.wording import observations as words
from metrics.wording.figures import derived_words, difference_words
from metrics.wording.numbers import Words, axis_unit, scale_of, value_words

# From this ratio on the last digits of two figures are no longer of one kind.
UNLIKE = 100
# Months up to which a length of time is told in months where it makes no whole years.
MOST_MONTHS = 36


def value_of(point: Point) -> Decimal:
    """Say where a point is drawn: what the printed figures give, else the bound."""
    if point.value is not None:
        return point.value
    lo, hi = point.interval.lo, point.interval.hi
    return lo if lo is not None else hi if hi is not None else Decimal(0)


def unit_text(results: Sequence[Result], lang: Lang, *, largest: Decimal = Decimal(0)) -> str:
    """Return the unit of transformed series that share an axis, in words.

    Parameters
    ----------
    results : sequence of Result
        Transformed series of one axis.
    lang : str
        ``zh`` or ``en``.
    largest : Decimal
        The largest value of the axis in the base unit, which gives the scale.

    Returns
    -------
    str
        Unit with its scale: per cent, index with its base, million patents.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> unit_text(view.panels[0].results, "en")
    'places'
    """
    unit = results[0].series.definition.unit
    kind = results[0].transform
    if kind == "index":
        bases = {r.points[0].inputs[0].period.label(lang) for r in results}
        base = bases.pop() if len(bases) == 1 else text(lang)("explore.first_point")
        return text(lang)("explore.index_unit", base=base)
    if kind in RELATIVE:
        return "%"
    if kind == "change" and unit.id == "percent":
        return text(lang)("explore.points")
    return axis_unit(scale_of(largest, unit, lang), unit, lang)


def words_of(result: Result, point: Point, lang: Lang) -> str:
    """Return a point in words, a bound as a bound.

    Parameters
    ----------
    result : Result
        A series under the transform of the view.
    point : Point
        One of its points.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Value with unit and qualifier.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> result = view.panels[0].results[0]
    >>> words_of(result, result.points[-1], "en")
    '10th'
    """
    kind = result.transform
    if kind == "none":
        return str(words.statement(point.inputs[0], lang))
    if kind == "change":
        return _change_words(result, point, lang)
    made = derived_words(point.interval, "" if kind == "index" else "%", lang, 1, point.value)
    return str(_signed(made, point.interval) if kind in ("pct", "cagr") else made)


def told_words(result: Result, point: Point, lang: Lang) -> str:
    """Return a point in words, with the time that it is over where that is not one year.

    Parameters
    ----------
    result : Result
        A series under the transform of the view.
    point : Point
        One of its points.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        Value with unit, qualifier and span.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("satisfaction",), "cagr"))
    >>> result = view.panels[0].results[0]
    >>> told_words(result, result.points[-1], "en")
    '+2.0% a year, over 13 years'
    """
    said = words_of(result, point, lang)
    months = result.span(point)
    if not months:
        return said
    key = "explore.averaged" if result.transform == "cagr" else "explore.spanned"
    return text(lang)(key, value=said, span=span_words(months, lang))


def span_words(months: int, lang: Lang) -> str:
    """Return a length of time in words, in years where they are whole.

    Examples
    --------
    >>> span_words(48, "en"), span_words(12, "en"), span_words(18, "zh"), span_words(174, "en")
    ('4 years', '1 year', '18个月', '14.5 years')
    """
    if months % 12 and months <= MOST_MONTHS:
        return text(lang)("explore.months_one" if months == 1 else "explore.months", count=months)
    key = "explore.years_one" if months == 12 else "explore.years"
    return text(lang)(key, count=f"{months / 12:.1f}".removesuffix(".0"))


def currency_first(said: str, unit: Unit) -> str:
    """Return an English change of money with the currency before its number.

    Examples
    --------
    >>> from metrics import load
    >>> unit = load().definitions["pledge_financing"].unit
    >>> currency_first("about +769.14 CNY billion", unit)
    'about +CNY 769.14 billion'
    """
    if unit.quantity != "money":
        return said
    head, found, scale = said.partition(f" {unit.name_en}")
    bound, _, number = head.rpartition(" ")
    sign = number[:1] if number[:1] in ("+", "−") else ""
    told = f"{sign}{unit.name_en} {number.removeprefix(sign)}{scale}"
    return f"{bound} {told}".strip() if found else said


def _change_words(result: Result, point: Point, lang: Lang) -> str:
    unit = result.series.definition.unit
    if result.series.definition.measure == "rank":
        return _places_moved(point, unit, lang)
    return str(_signed(amount_words(point, unit, lang), point.interval))


def amount_words(point: Point, unit: Unit, lang: Lang) -> Words:
    """Return a difference of figures in the scale of its value, as fine as its inputs allow.

    Parameters
    ----------
    point : Point
        What lies between two figures.
    unit : Unit
        Of both.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Words
        The number, with what stands around it.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.rules.transforms import transform
    >>> series = load().series("pledge_financing")
    >>> point = transform(series, "change").points[-1]
    >>> str(amount_words(point, series.definition.unit, "zh"))
    '3,671.1亿元'
    """
    scale = scale_of(value_of(point), unit, lang)
    factor = Decimal(1).scaleb(-scale.exponent)
    behind = axis_unit(scale, unit, lang)
    if unit.id == "percent":
        behind = text(lang)("explore.points")
    gap = "" if lang == "zh" else " "
    if point.interval.one_sided:
        places = _places(poorest_digit(point.inputs), scale.exponent)
    else:
        finest, poorest = (
            min(o.figure.last_digit_unit for o in point.inputs),
            poorest_digit(point.inputs),
        )
        # Digits that only one of two unlike figures has say nothing of what lies between them.
        digit = poorest if poorest >= UNLIKE * finest else finest
        places = _places(digit, scale.exponent)
    value = None if point.value is None else point.value * factor
    return difference_words(point.interval.scaled(factor), gap + behind, lang, places, value)


def _places_moved(point: Point, unit: Unit, lang: Lang) -> str:
    """Return a larger rank is a worse one, so that a sign alone would mislead."""
    moved = value_of(point)
    key = "same" if not moved else "down" if moved > 0 else "up"
    places = value_words(abs(moved), Decimal(1), unit, lang)
    return text(lang)(f"explore.rank_{key}", places=places)


def _places(digit: Decimal, exponent: int) -> int:
    """Return the decimals of a digit of some worth, in the scale of the result."""
    return max(0, exponent - digit.normalize().adjusted())


def _signed(made: Words, interval: Interval) -> Words:
    """Put a plus before what rose; the words of a bound do without."""
    rose = interval.lo is not None and interval.lo > 0 and not interval.one_sided
    return Words(made.before, f"+{made.number}" if rose else made.number, made.after)


def formula(result: Result, point: Point, lang: Lang) -> str:
    """Say how a point was computed, with the inputs as they stand.

    Parameters
    ----------
    result : Result
        A series under the transform of the view.
    point : Point
        One of its points.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        The arithmetic; empty where the point stands as it is printed.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("pledge_financing",), transform="pct"))
    >>> result = view.panels[0].results[0]
    >>> formula(result, result.points[-1], "en")
    '(CNY 853.99 billion ÷ CNY 486.88 billion − 1) × 100'
    """
    shown = [words.mark_implied(str(words.statement(o, lang)), [o], lang) for o in point.inputs]
    if result.transform == "none":
        return ""
    if len(shown) == 1:
        return f"{shown[0]} ≙ 100"
    base, end = point.inputs
    return rule_of(result.transform, base, end).formula(*shown)


def qualifier_words(tables: Tables, point: Point, lang: Lang) -> str:
    """Return the qualifier of a point; a derived upper bound is less than it.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    point : Point
        A point of a view.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        The qualifier in words.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> qualifier_words(view.tables, view.panels[0].results[0].points[0], "en")
    'exact'
    """
    code = qualifier(point)
    if code == "near" and len(point.inputs) > 1:
        return text(lang)("qualifier.below.before").strip()
    return tables.label("qualifier", code, lang)


def qualifier(point: Point) -> str:
    """Return the qualifier of a point: the published one, or that of the interval derived."""
    if len(point.inputs) == 1:
        return point.inputs[0].figure.qualifier
    if point.interval.lo is None:
        return "near" if point.interval.hi_open else "at_most"
    if point.interval.hi is None:
        return "over" if point.interval.lo_open else "at_least"
    return "exact"
