"""The finding of chosen series under their transform."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from metrics.explorer.exploration import Exploration
from metrics.explorer.results import currency_first, unit_text, words_of
from metrics.locale import Lang, text
from metrics.model.period import Period
from metrics.printed.interval import Interval
from metrics.rules.share import whole_of
from metrics.rules.transforms import Point, Result, transform_words
from metrics.tables.dataset import Tables
from metrics.wording.findings.movement import family
from metrics.wording.findings.names import (
    after_shared,
    distinct,
    names_of,
    period_words,
    sentence,
    series_name,
    span_words,
)
from metrics.wording.findings.series import is_change, moved, of_series
from metrics.wording.lines import cells
from metrics.wording.observations import mark_implied

# What a title may be long, in half-width cells: sixty characters of Chinese.
MOST_CELLS = 120
# By how much it did, in its own unit.
CHANGED = {
    "amount": ("finding.gained", "finding.lost"),
    "height": ("finding.raised", "finding.lowered"),
    "duration": ("finding.longer", "finding.shorter"),
}
GREW = ("finding.grew", "finding.shrank")
GREW_YEARLY = ("finding.grew_yearly", "finding.shrank_yearly")


def of_view(view: Exploration, lang: Lang) -> str:
    """Return the finding of chosen series under their transform.

    It is empty where none has a point in view.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.explorer.exploration import Choice
    >>> view = Exploration(load(), Choice(("pledge_financing",), "pct", last="2023"))
    >>> of_view(view, "zh"), of_view(view, "en")
    ('专利商标质押融资额2023年比2022年增长75.4%', \
'Patent and trademark pledge financing grew by 75.4% from 2022 to 2023')
    """
    if not view.ranged:
        return ""
    plain = view.choice.transform == "none"
    if len(view.ranged) == 1:
        (result,) = view.results
        if plain:
            return of_series(view.tables, result.series, lang)
        made = _transformed(view.tables, result, lang)
        shown = result.latest.inputs if result.points else ()
        return sentence(mark_implied(made, shown, lang), lang)
    if plain and len(view.ranged) == 2:
        shared, names = distinct(view.tables, view.ranged, lang)
        each = [moved(s, name, lang) for s, name in zip(view.ranged, names, strict=True)]
        both = after_shared(shared, text(lang)("list.semicolon").join(each), lang)
        if cells(both) <= MOST_CELLS:
            return sentence(both, lang)
    return sentence(_overview(view, lang), lang)


def _transformed(tables: Tables, result: Result, lang: Lang) -> str:
    """Return the latest point of one transformed series."""
    name = series_name(tables, result.series, lang)
    # Besides, a base alone, a hundred by its own measure, tells nothing.
    if not result.points or (result.transform == "index" and len(result.points) == 1):
        return _entitled(name, result, lang, [p.period for p in result.series.points])
    point = result.latest
    if result.transform == "index":
        return text(lang)(
            "finding.index",
            name=name,
            value=words_of(result, point, lang),
            period=period_words(point.period, lang),
            base=unit_text((result,), lang),
        )
    if result.transform == "share":
        whole = tables.every_definition[whole_of(result.series.definition)]
        return text(lang)(
            "finding.share",
            name=name,
            whole=whole.name(lang),
            value=words_of(result, point, lang),
            period=period_words(point.period, lang),
        )
    return _changed(result, point, name, lang)


def _changed(result: Result, point: Point, name: str, lang: Lang) -> str:
    """Return by how much, from when to when; neutral where the direction is not certain."""
    say = text(lang)
    base, latest = point.inputs
    values = {
        "name": name,
        "base": base.period.label(lang),
        "period": latest.period.label(lang),
    }
    value = words_of(result, point, lang)
    rank = result.series.definition.measure == "rank"
    if rank and not point.one_sided:
        return say("finding.places", value=value, **values)
    direction = _direction(point.interval)
    if rank or not direction or is_change(result.series):
        span = span_words((base.period, latest.period), lang)
        transform = _transform_words(result, lang)
        return say("finding.neutral", name=name, transform=transform, value=value, span=span)
    values["value"] = _size_words(result, point, lang)
    if result.transform == "cagr":
        span = span_words((base.period, latest.period), lang)
        key = GREW_YEARLY[direction < 0]
        return say(key, name=name, value=values["value"], span=span)
    pair = GREW if result.transform == "pct" else CHANGED[family(result.series)]
    return say(pair[direction < 0], **values)


def _direction(interval: Interval) -> int:
    """Return 1 up, -1 down, 0 where the interval does not tell."""
    if interval.lo is not None and interval.lo >= 0:
        return 0 if interval.hi == 0 else 1
    return -1 if interval.hi is not None and interval.hi <= 0 else 0


def _size_words(result: Result, point: Point, lang: Lang) -> str:
    """Return by how much, without a sign; in English the currency stands before the amount."""
    size = words_of(result, _size(point), lang).replace("+", "", 1)
    if lang == "zh" or result.transform != "change":
        return size
    return currency_first(size, result.series.definition.unit)


def _transform_words(result: Result, lang: Lang) -> str:
    """Return the name of a transform within a sentence."""
    words = transform_words(result.transform, lang)
    return words[:1].lower() + words[1:]


def _size(point: Point) -> Point:
    """Return the same change without its sign."""
    if _direction(point.interval) > 0:
        return point
    value = None if point.value is None else abs(point.value)
    return replace(point, interval=-point.interval, value=value)


def _overview(view: Exploration, lang: Lang) -> str:
    """Say what several series are, and over which time."""
    names = names_of(view.tables, view.ranged, lang)
    drawn = [o.period for r in view.results for p in r.points for o in p.inputs]
    every = [p.period for s in view.ranged for p in s.points]
    if view.choice.transform == "none":
        return text(lang)("finding.several", names=names, span=span_words(every, lang))
    return _entitled(names, view.results[0], lang, drawn or every)


def _entitled(names: str, result: Result, lang: Lang, periods: Iterable[Period]) -> str:
    return text(lang)(
        "finding.transformed",
        names=names,
        transform=_transform_words(result, lang),
        span=span_words(periods, lang),
    )
