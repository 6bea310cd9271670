"""Figures held against each other and series transformed: results, and refusals with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from metrics.assistant.answers import Comparison, Computed, Refused, Transformed
from metrics.assistant.asking import View
from metrics.assistant.paging import Page
from metrics.assistant.regions import (
    is_in_table,
    notes_of_totals,
    share_of_table,
    shares_of_table,
)
from metrics.assistant.telling import breaks, exact, figure, span
from metrics.explorer.results import amount_words, currency_first, formula, told_words
from metrics.locale import text
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.refusal import Refusal
from metrics.model.series import HOME, Series
from metrics.rules.comparison import direction
from metrics.rules.economies import DIFFERENCE, MULTIPLE_OF_OTHER, fiscal_beside
from metrics.rules.rule import Rule
from metrics.rules.share import SHARE, whole_of
from metrics.rules.transforms import (
    YEAR,
    Point,
    Result,
    Transform,
    rule_of,
    transform,
    transform_words,
)
from metrics.wording.figures import derived_words
from metrics.wording.observations import is_rank, statement
from metrics.wording.published import published_lines

# Of one series: what it changed by, in its unit, in per cent, and on average a year.
_KINDS: tuple[Transform, ...] = ("change", "pct", "cagr")
Told = tuple[Series, Observation]


def compare(view: View, base: Told, end: Told) -> Comparison:
    """Hold two figures against each other.

    Figures of one series give a change, from the earlier to the later; those of two economies or
    regions at one time a difference; a part and its declared whole, or a region and the total of
    its table, a share. All else is refused.

    Parameters
    ----------
    view : View
        What is in view.
    base, end : tuple of (Series, Observation)
        The figures, each with its series.

    Returns
    -------
    Comparison
        Both figures, and what may be computed of them.

    Examples
    --------
    >>> from metrics import load
    >>> view = View(load(), "en")
    >>> series = view.series("satisfaction")
    >>> first, last = (view.point(series, year) for year in ("2012", "2022"))
    >>> compare(view, (series, first), (series, last)).results[0].value_in_words
    '+17.56 points over 10 years'
    """
    if base[0].key == end[0].key:
        if base[1].period > end[1].period:
            base, end = end, base
        made = _over_time(view, base[0], base[1], end[1])
    elif base[0].definition.id == end[0].definition.id:
        made = _of_areas(view, base, end)
    else:
        made = _of_two(view, base, end)
    answers = list(made)
    results = [a for a in answers if isinstance(a, Computed)]
    return Comparison(
        base=figure(view, *base),
        end=figure(view, *end),
        change_allowed=any(r.kind != "share" for r in results),
        results=results,
        refusals=[a for a in answers if isinstance(a, Refused)],
        caveats=[
            *_caveats(view, base[0].definition, end[0].definition),
            *_beside(view, base, end),
            *_published(view, base, end),
        ],
    )


def _beside(view: View, base: Told, end: Told) -> list[str]:
    """Say what must be known of two figures that stand side by side."""
    if is_in_table(view, base[1], end[1]):
        return notes_of_totals(view, base[1], end[1])
    return _years(view, base, end)


def _years(view: View, base: Told, end: Told) -> list[str]:
    """Say that a fiscal year stands beside a year that begins in another month."""
    one, other = base[1], end[1]
    if base[0].key == end[0].key or not fiscal_beside(one, other):
        return []
    periods = {"one": one.period.label(view.lang), "other": other.period.label(view.lang)}
    months = one.period.overlap(other.period)
    return [text(view.lang)("counting.beside", months=months, **periods)]


def _published(view: View, base: Told, end: Told) -> list[str]:
    """Tell the intervals that are published for the figures, and whether they tell them apart."""
    series = list({s.key: s for s, _ in (base, end)}.values())
    return list(published_lines(view.tables, series, [base[1], end[1]], view.lang))


def _caveats(view: View, *indicators: Definition) -> list[str]:
    """List what must be known of indicators before their figures are compared."""
    return list(dict.fromkeys(note for one in indicators if (note := one.note(view.lang))))


def _over_time(
    view: View, series: Series, base: Observation, end: Observation
) -> Iterator[Computed | Refused]:
    """Yield what a series changed by; where its figures do not compare, why not, once."""
    reason = "no_time" if base is end else series.against(base, end)
    if reason:
        yield _refused(view, "change", Refusal(reason, (base, end)))
        return
    for kind in _KINDS:
        rule = rule_of(kind, base, end)
        if reason := rule.refusal(base, end):
            yield _refused(view, kind, Refusal(reason, (base, end)))
            return  # what has no growth has no average growth
        point = _point(rule, base, end)
        # Of one year the average growth is the growth.
        if kind != "cagr" or point.months > YEAR:
            yield _computed(view, Result(series, kind, (point,), ()), point)


def _point(rule: Rule, base: Observation, end: Observation) -> Point:
    interval, value = rule.result(base, end)
    return Point(end.period, interval, (base, end), False, value)


def _of_areas(view: View, base: Told, end: Told) -> Iterator[Computed | Refused]:
    """Yield the share of a region in its table: by how much it is less says nothing."""
    if not is_in_table(view, base[1], end[1]):
        yield from _across(view, base, end)
        return
    (series, part), (_, total) = (base, end) if end[1].area == HOME else (end, base)
    made = share_of_table(view, series, part, total)
    yield from (_computed(view, made, point) for point in made.points)
    yield from (_refused(view, "share", refusal) for refusal in made.refusals)


def _across(view: View, base: Told, end: Told) -> Iterator[Computed | Refused]:
    """Yield by how much one economy is above another at one time, and how many times it."""
    one, other = base[1], end[1]
    for kind, rule in (("difference", DIFFERENCE), ("multiple", MULTIPLE_OF_OTHER)):
        reason = rule.refusal(one, other)
        if reason:
            yield _refused(view, kind, Refusal(reason, (one, other)))
            if kind == "difference":
                return
            continue
        point = _point(rule, one, other)
        words = (_apart if kind == "difference" else _times)(view, point)
        shown = [str(statement(o, view.lang)) for o in (one, other)]
        yield Computed(
            kind=kind,
            value_in_words=words,
            value=_value(point.value),
            interval=span(point.interval),
            period=point.period.code,
            base=one.period.code,
            working=rule.formula(*shown),
        )


def _apart(view: View, point: Point) -> str:
    """Say which of two economies is above the other, where the figures tell it."""
    say, lang = text(view.lang), view.lang
    one, other = point.inputs
    sign, unit = direction(point.interval), one.definition.unit
    names = {
        "one": view.tables.label("area", other.area, lang),
        "other": view.tables.label("area", one.area, lang),
    }
    if not sign:
        alike = point.interval.lo == point.interval.hi
        return say("assistant.apart.same" if alike else "assistant.apart.unsure", **names)
    size = point.interval if sign > 0 else -point.interval
    value = None if point.value is None else abs(point.value)
    told = amount_words(replace(point, interval=size, value=value), unit, lang)
    amount = currency_first(str(told), unit) if lang == "en" else str(told)
    ranks = ("behind", "ahead") if is_rank(one) else ("above", "below")
    key = ranks[0] if sign > 0 else ranks[1]
    return say(f"assistant.apart.{key}", amount=amount, **names)


def _times(view: View, point: Point) -> str:
    unit = text(view.lang)("assistant.times")
    return str(derived_words(point.interval, unit, view.lang, 2, point.value))


def _of_two(view: View, base: Told, end: Told) -> Iterator[Computed | Refused]:
    """Refuse the change between two indicators; a part of its declared whole has a share."""
    same = base[0].definition.concept == end[0].definition.concept
    yield _refused(view, "change", Refusal("scope" if same else "concept", (base[1], end[1])))
    for part, whole in ((base, end), (end, base)):
        if whole_of(part[0].definition) != whole[0].definition.id:
            continue
        if reason := SHARE.refusal(whole[1], part[1]):
            yield _refused(view, "share", Refusal(reason, (whole[1], part[1])))
        else:
            point = _point(SHARE, whole[1], part[1])
            yield _computed(view, Result(part[0], "share", (point,), ()), point)


def transformed(
    view: View, series: Series, kind: Transform, page: Page, base: str = ""
) -> Transformed:
    """Transform a series.

    Parameters
    ----------
    view : View
        What is in view.
    series : Series
        What to transform.
    kind : str
        change, pct, index, cagr or share.
    page : Page
        Which of the results are told.
    base : str
        Period of the base of an index or of an average growth; the first where it is empty.

    Returns
    -------
    Transformed
        A result for each point of the page, and each pair that does not compare.

    Raises
    ------
    ToolError
        Where the base is no period of the series.

    Examples
    --------
    >>> from metrics import load
    >>> view = View(load(), "en")
    >>> transformed(view, view.series("gii_rank"), "pct", Page(12)).refusals[0].reason
    'rank'
    """
    code = view.point(series, base).period.code if base else ""
    whole = view.tables.all_series.get((whole_of(series.definition), series.area))
    if kind == "share" and view.tables.national is not None and series.area != HOME:
        made = shares_of_table(view, series)
    else:
        made = transform(series, kind, base=code, other=whole)
    shown, earlier = page.of(made.points)
    return Transformed(
        indicator=series.definition.id,
        name=series.definition.name(view.lang),
        area=series.area,
        scope=view.tables.label("scope", series.definition.scope, view.lang),
        transform=transform_words(kind, view.lang),
        breaks=breaks(series),
        results=[_computed(view, made, p) for p in shown],
        earlier=earlier,
        refusals=[_refused(view, kind, r) for r in made.refusals],
        caveats=_caveats(view, series.definition),
    )


def _computed(view: View, result: Result, point: Point) -> Computed:
    inputs, words = point.inputs, told_words(result, point, view.lang)
    if view.lang == "en" and result.transform == "change":
        words = currency_first(words, result.series.definition.unit)
    return Computed(
        kind=result.transform,
        value_in_words=words,
        value=_value(point.value),
        interval=span(point.interval),
        period=point.period.code,
        base=inputs[0].period.code if len(inputs) > 1 else "",
        working=formula(result, point, view.lang),
    )


def _refused(view: View, kind: str, refusal: Refusal) -> Refused:
    return Refused(
        wanted=kind,
        reason=refusal.reason,
        why=refusal.words(view.lang),
        periods=[o.period.code for o in refusal.points],
    )


def _value(value: Decimal | None) -> str | None:
    return None if value is None else exact(value, ROUND_HALF_EVEN)
