"""How transformed points read: values, bounds, formulas and tables, in words and as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from metrics.locale import Lang, text
from metrics.model.row import row
from metrics.model.unit import Unit
from metrics.printed.interval import Interval
from metrics.rules.change import poorest_digit
from metrics.rules.transforms import Point, Result, rule_of
from metrics.tables.dataset import Tables
from metrics.views.explorer import RELATIVE, Exploration, name
from metrics.wording import observations as words
from metrics.wording import origins
from metrics.wording.figures import derived_words, interval_text
from metrics.wording.numbers import Words, axis_unit, scale_of, value_words


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
    >>> from metrics.views.explorer import Choice, Exploration
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
    >>> from metrics.views.explorer import Choice, Exploration
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


def _change_words(result: Result, point: Point, lang: Lang) -> str:
    unit = result.series.definition.unit
    if result.series.definition.measure == "rank":
        return _places_moved(point, unit, lang)
    scale = scale_of(value_of(point), unit, lang)
    factor = Decimal(1).scaleb(-scale.exponent)
    behind = axis_unit(scale, unit, lang)
    if unit.id == "percent":
        behind = text(lang)("explore.points")
    gap = "" if lang == "zh" else " "
    places = _places(point, scale.exponent)
    value = None if point.value is None else point.value * factor
    made = derived_words(point.interval.scaled(factor), gap + behind, lang, places, value)
    return str(_signed(made, point.interval))


def _places_moved(point: Point, unit: Unit, lang: Lang) -> str:
    """Return a larger rank is a worse one, so that a sign alone would mislead."""
    moved = value_of(point)
    key = "same" if not moved else "down" if moved > 0 else "up"
    places = value_words(abs(moved), Decimal(1), unit, lang)
    return text(lang)(f"explore.rank_{key}", places=places)


def _places(point: Point, exponent: int) -> int:
    """Return decimals of the poorer of the inputs, in the scale of the result."""
    return max(0, exponent - poorest_digit(point.inputs).normalize().adjusted())


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
    >>> from metrics.views.explorer import Choice, Exploration
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


# What stands between the parts of a cell that tells several inputs.
SIDE_BY_SIDE = " | "
COLUMNS = ("series", "period", "value", "lo", "hi", "qualifier", "source", "formula")


def rows(view: Exploration, lang: Lang) -> list[dict[str, str]]:
    """Return exactly what the chart shows, in words, one row a point."""
    tables = view.tables
    return [
        {
            "series": name(tables, result.series, lang),
            "period": span_words(point, lang),
            "value": words.mark_implied(words_of(result, point, lang), point.inputs, lang),
            "lo": _side(point.interval.lo, lang),
            "hi": _side(point.interval.hi, lang),
            "qualifier": qualifier_words(tables, point, lang),
            "source": text(lang)("list.semicolon").join(
                dict.fromkeys(origins.source_words(tables, o, lang) for o in point.inputs)
            ),
            "formula": formula(result, point, lang) or _derivation(point, lang),
        }
        for panel in view.panels
        for result in panel.results
        for point in sorted(result.points, key=lambda p: p.period)
    ]


def _derivation(point: Point, lang: Lang) -> str:
    """Say how a point that stands as it is was derived, where it is an implied one."""
    (own,) = point.inputs
    return origins.printed_words(own, lang) if own.implied else ""


def span_words(point: Point, lang: Lang) -> str:
    """Return the period, or from which to which."""
    ends = dict.fromkeys(words.period_words(o, lang) for o in point.inputs)
    return " → ".join(ends)


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
    >>> from metrics.views.explorer import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> qualifier_words(view.tables, view.panels[0].results[0].points[0], "en")
    'exact'
    """
    code = qualifier(point)
    if code == "near" and len(point.inputs) > 1:
        return text(lang)("qualifier.below.before").strip()
    return tables.label("qualifier", code, lang)


def _side(value: Decimal | None, lang: Lang) -> str:
    if value is None:
        return text(lang)("explore.open")
    return f"{value.quantize(Decimal('0.0001')).normalize():,f}"


def qualifier(point: Point) -> str:
    """Return the qualifier of a point: the published one, or that of the interval derived."""
    if len(point.inputs) == 1:
        return point.inputs[0].figure.qualifier
    if point.interval.lo is None:
        return "near" if point.interval.hi_open else "at_most"
    if point.interval.hi is None:
        return "over" if point.interval.lo_open else "at_least"
    return "exact"


def frame(view: Exploration, lang: Lang) -> pd.DataFrame:
    """Return the same as a tidy frame, numbers as numbers, with its metadata in every row.

    Returns
    -------
    DataFrame
        One row a point: indicator, name, area, scope, unit, transform, period, start, end, value,
        lo and hi (empty where open), whether an end is left out, qualifier; of each input status,
        basis of the period, printed form, source, locator, note and tier; formula, what is in
        view, data_version.
    """
    return pd.DataFrame(
        _framed(view.tables, result, point, lang)
        for panel in view.panels
        for result in panel.results
        for point in sorted(result.points, key=lambda p: p.period)
    )


def _framed(tables: Tables, result: Result, point: Point, lang: Lang) -> dict[str, Any]:
    definition, interval = result.series.definition, point.interval
    inputs = [row(o) for o in point.inputs]

    def joined(name: str) -> str:
        return SIDE_BY_SIDE.join(made[name] for made in inputs if made[name])

    return {
        "indicator": definition.id,
        "name": definition.name(lang),
        "area": result.series.area,
        "scope": tables.label("scope", definition.scope, lang),
        "unit": unit_text((result,), lang),
        "transform": result.transform,
        "period": point.period.code,
        "start": point.period.start.isoformat(),
        "end": point.period.end.isoformat(),
        "value": _plain(value_of(point)),
        "lo": _plain(interval.lo),
        "hi": _plain(interval.hi),
        "lo_open": interval.lo_open,
        "hi_open": interval.hi_open,
        "qualifier": qualifier(point),
        "status": joined("status"),
        "period_basis": joined("period_basis"),
        "printed": SIDE_BY_SIDE.join(origins.printed_words(o, lang) for o in point.inputs),
        "source": SIDE_BY_SIDE.join(dict.fromkeys(o.source.cite(lang) for o in point.inputs)),
        "locator": SIDE_BY_SIDE.join(tables.locator(o.locator, lang) for o in point.inputs),
        "note": joined(f"note_{lang}"),
        "formula": formula(result, point, lang),
        "tier": SIDE_BY_SIDE.join(o.source.tier for o in point.inputs),
        "in_view": tables.selection.code,
        "data_version": tables.version,
    }


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else round(float(value), 6)


def interval_words(result: Result, point: Point, lang: Lang) -> str:
    """Return the interval of a point in words.

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
        Lowest and highest value, or the bound.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.views.explorer import Choice, Exploration
    >>> view = Exploration(load(), Choice(("gii_rank",)))
    >>> result = view.panels[0].results[0]
    >>> interval_words(result, result.points[-1], "en")
    '10 places'
    """
    if result.transform in ("none", "change"):
        return interval_text(point.interval, result.series.definition.unit, lang)
    say = text(lang)
    lo, hi = (None if v is None else v.quantize(Decimal("0.01")) for v in _sides(point))
    if lo is None or hi is None:
        return words_of(result, point, lang)
    return say("interval.range", lo=f"{lo:f}", hi=f"{hi:f}")


def _sides(point: Point) -> Sequence[Decimal | None]:
    return (point.interval.lo, point.interval.hi)
