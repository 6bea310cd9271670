"""Marks of transformed series, each computed from printed figures."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import cast

from metrics.charts.compile.citing import primary
from metrics.charts.compile.marks import figure_mark, open_side, part_words
from metrics.charts.spec import Mark
from metrics.explorer.results import qualifier, span_words, told_words, value_of
from metrics.locale import Lang, text
from metrics.model.figure import places_allowed
from metrics.printed.lexicon import Qualifier
from metrics.rules.change import poorest_digit
from metrics.rules.transforms import Point, Result
from metrics.tables.dataset import Tables
from metrics.wording.figures import qualified
from metrics.wording.forms import number_form
from metrics.wording.numbers import Scale, Words, number_text
from metrics.wording.observations import SIGNS, mark_implied


def point_mark(
    tables: Tables,
    result: Result,
    point: Point,
    scale: Scale,
    lang: Lang,
    at: float,
    *,
    finest: Decimal = Decimal(0),
) -> Mark:
    """Return the mark of a point of a view.

    Parameters
    ----------
    tables : Tables
        What is in view.
    result : Result
        The transformed series.
    point : Point
        One of its points.
    scale : Scale
        That of the axis.
    lang : str
        ``zh`` or ``en``.
    at : float
        Where it stands.
    finest : Decimal
        Worth of the last digit that labels of figures have in the plot.

    Returns
    -------
    Mark
        With its label and what it says when it is pointed at.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.rules.transforms import transform
    >>> tables = load()
    >>> grown = transform(tables.series("pledge_financing"), "pct")
    >>> made = point_mark(tables, grown, grown.latest, Scale(0, ""), "en", 0)
    >>> made.label, made.hover[:2]
    ('75.4', ('+75.4%', '2023 on 2022'))
    """
    latest = point.inputs[-1]
    if result.transform == "none":
        return figure_mark(tables, result.series, latest, scale, lang, at, finest=finest)
    words = mark_implied(told_words(result, point, lang), point.inputs, lang)
    cited = primary(result.series, latest).cite(lang)
    label, form = _label(result, point, scale, lang)
    if months := result.span(point):
        # Never as if it were over one year.
        span = span_words(months, lang)
        after = text(lang)("explore.spanned", value="", span=span)
        form += number_form(0, after=after).removeprefix(number_form(0))
        label = text(lang)("explore.spanned", value=label, span=span)
    return Mark(
        at=at,
        value=float(value_of(point).scaleb(-scale.exponent)),
        period=point.period.code,
        label=label,
        hover=(words, _periods(point, lang), text(lang)("chart.computed_from", source=cited)),
        open=open_side(point.interval, bound=point.one_sided),
        part=part_words(point.period, lang),
        derived=any(o.implied for o in point.inputs),
        form=form,
    )


def _periods(point: Point, lang: Lang) -> str:
    """Name the period, and the one that it is held against."""
    base, latest = point.inputs[0], point.inputs[-1]
    if base.period == latest.period:
        return point.period.label(lang)
    told = {"base": base.period.label(lang), "period": latest.period.label(lang)}
    return text(lang)("chart.on", **told)


def _label(result: Result, point: Point, scale: Scale, lang: Lang) -> tuple[str, str]:
    """Return the number in short with its qualifier, and its number format."""
    places = _decimals(result, point, scale)
    value = value_of(point).scaleb(-scale.exponent)
    code = qualifier(point)
    if point.one_sided:
        # A bound is rounded to its open side's contrary, so that it claims no more.
        step = Decimal(1).scaleb(-places)
        value = value.quantize(step, ROUND_CEILING if point.interval.lo is None else ROUND_FLOOR)
    number = number_text(value, places, lang)
    sign = SIGNS.get(cast(Qualifier, code), "")
    form = number_form(places, sign)
    if lang == "en":
        return sign + number, form
    below = "below" if code == "near" else code
    return str(qualified(Words("", number, ""), below, lang)).strip(), form


def _decimals(result: Result, point: Point, scale: Scale) -> int:
    if result.transform != "change":
        return places_allowed(point.interval, 1)
    # No finer than the poorer of its two figures.
    digit = poorest_digit(point.inputs)
    return max(0, scale.exponent - digit.normalize().adjusted())
