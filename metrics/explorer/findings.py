"""The finding of chosen series under their transform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from metrics.explorer.exploration import Exploration
from metrics.explorer.results import currency_first, unit_text, words_of
from metrics.locale import Lang, text
from metrics.model.counting import alike_groups
from metrics.model.figure import known
from metrics.model.period import Period
from metrics.model.series import Series
from metrics.rules.comparison import direction
from metrics.rules.course import above_round
from metrics.rules.share import whole_of
from metrics.rules.transforms import Point, Result, transform_words
from metrics.tables.dataset import Tables
from metrics.wording.findings.economies import overtaking, several
from metrics.wording.findings.fit import first_fitting
from metrics.wording.findings.heroes import clause_of
from metrics.wording.findings.movement import family
from metrics.wording.findings.names import (
    after_shared,
    distinct,
    names_of,
    period_words,
    sentence,
    short_name,
    span_words,
    unlike_part,
)
from metrics.wording.findings.series import FEWEST_ABOVE, is_change, moved, of_series
from metrics.wording.observations import mark_implied

MONTHS = 12
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
    ('专利商标质押融资额2023年增长75.4%，连续4年超过40%', \
'Pledge financing grew 75.4% in 2023, over 40% for 4 years')
    """
    if not view.ranged:
        return ""
    if len(view.ranged) == 1:
        (result,) = view.results
        if view.choice.transform == "none":
            return of_series(view.tables, result.series, lang)
        shown = result.latest.inputs if result.points else ()
        wordings = (mark_implied(w, shown, lang) for w in _transformed(view.tables, result, lang))
        return sentence(first_fitting(wordings, lang), lang)
    return sentence(first_fitting(_several(view, lang), lang), lang)


def _several(view: Exploration, lang: Lang) -> Iterator[str]:
    """Yield what several series tell together, the most first."""
    tables, series = view.tables, view.ranged
    if view.unlike_counted:
        # What is counted unlike is named, and not held against each other.
        yield from _unlike_counted(series, lang)
        yield from several(tables, series, span_words(_periods(view), lang), lang)
        return
    if view.choice.transform != "none":
        yield _overview(view, lang)
        first = short_name(tables, series[0], lang)
        yield _entitled(first, view.results[0], lang, _periods(view))
        yield _unspanned(first, view.results[0], lang)
        return
    if told := overtaking(tables, series, lang):
        yield told
    if len({(s.definition.concept, s.area) for s in series}) == 1:
        # Scopes of one thing: the first chosen is the subject.
        yield of_series(tables, series[0], lang)
    if len(series) == 2:
        shared, names = distinct(tables, series, lang)
        pairs = list(zip(series, names, strict=True))
        for tell, joint in ((moved, "list.semicolon"), (clause_of, "hero.joint")):
            each = text(lang)(joint).join(tell(s, name, lang) for s, name in pairs)
            yield after_shared(shared, each, lang)
        if not shared:
            # What both names share is said once.
            own = unlike_part(names[0], names[1], lang)
            clauses = clause_of(series[0], names[0], lang), clause_of(series[1], own, lang)
            yield text(lang)("hero.joint").join(clauses)
    yield from several(tables, series, span_words(_periods(view), lang), lang)


def _unlike_counted(series: Sequence[Series], lang: Lang) -> Iterator[str]:
    """Yield that offices count one indicator unlike, and which of them count alike."""
    say, definition = text(lang), series[0].definition
    if any(s.definition.id != definition.id for s in series):
        return
    ways = [way for s in series if (way := definition.counting(s.area, s.latest.period))]
    alike = [
        say("counting.and").join(way.area.name(lang) for way in group)
        for group in alike_groups(ways)
    ]
    if alike:
        areas = say("list.semicolon").join(alike)
        yield say("finding.counted_alike", name=definition.short(lang), areas=areas)
    yield say("finding.counted_unlike", name=definition.short(lang))


def _transformed(tables: Tables, result: Result, lang: Lang) -> Iterator[str]:
    """Yield what the latest point of one transformed series tells."""
    name = short_name(tables, result.series, lang)
    # Besides, a base alone, a hundred by its own measure, tells nothing.
    if not result.points or (result.transform == "index" and len(result.points) == 1):
        yield _entitled(name, result, lang, [p.period for p in result.series.points])
        yield _unspanned(name, result, lang)
        return
    point = result.latest
    if result.transform == "index":
        yield text(lang)(
            "finding.index",
            name=name,
            value=words_of(result, point, lang),
            period=period_words(point.period, lang),
            base=unit_text((result,), lang),
        )
    elif result.transform == "share":
        whole = tables.every_definition[whole_of(result.series.definition)]
        yield text(lang)(
            "finding.share",
            name=name,
            whole=whole.short(lang),
            value=words_of(result, point, lang),
            period=period_words(point.period, lang),
        )
        yield text(lang)(
            "finding.share_of_all",
            name=name,
            value=words_of(result, point, lang),
            period=period_words(point.period, lang),
        )
    else:
        yield from _running(result, name, lang)
        yield _changed(result, point, name, lang)
        yield from _in_a_year(result, point, name, lang)
    yield _entitled(name, result, lang, [point.period])
    yield _unspanned(name, result, lang)


def _running(result: Result, name: str, lang: Lang) -> Iterator[str]:
    """Yield for how many years a yearly growth has been above a round number."""
    latest = result.latest
    if result.transform != "pct" or latest.months != MONTHS or latest.one_sided:
        return
    run: list[Point] = []
    for point in sorted(result.points, key=lambda p: p.period, reverse=True):
        follows = not run or run[-1].inputs[0] is point.inputs[-1]
        if not follows or point.months != MONTHS or point.interval.lo is None:
            break
        run.append(point)
    count, bound = above_round([known(p.interval.lo) for p in run])
    if count >= FEWEST_ABOVE:
        yield text(lang)(
            "finding.grew_above",
            name=name,
            value=words_of(result, latest, lang).replace("+", "", 1),
            period=latest.period.label(lang),
            count=count,
            bound=f"{bound}%",
        )


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
    way = direction(point.interval)
    if rank or not way or is_change(result.series):
        span = span_words((base.period, latest.period), lang)
        transform = _transform_words(result, lang)
        return say("finding.neutral", name=name, transform=transform, value=value, span=span)
    values["value"] = _size_words(result, point, lang)
    if result.transform == "cagr":
        span = span_words((base.period, latest.period), lang)
        key = GREW_YEARLY[way < 0]
        return say(key, name=name, value=values["value"], span=span)
    pair = GREW if result.transform == "pct" else CHANGED[family(result.series)]
    return say(pair[way < 0], **values)


def _in_a_year(result: Result, point: Point, name: str, lang: Lang) -> Iterator[str]:
    """Yield a change over one year without the year before it."""
    way = direction(point.interval)
    measured = result.series.definition.measure == "rank" or is_change(result.series)
    if way and not measured and point.months == MONTHS and result.transform != "cagr":
        value = _size_words(result, point, lang)
        period = point.period.label(lang)
        key = "finding.down_by" if way < 0 else "finding.up_by"
        yield text(lang)(key, name=name, value=value, period=period)


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
    if direction(point.interval) > 0:
        return point
    value = None if point.value is None else abs(point.value)
    return replace(point, interval=-point.interval, value=value)


def _periods(view: Exploration) -> list[Period]:
    """Return the periods of what is drawn."""
    drawn = [o.period for r in view.results for p in r.points for o in p.inputs]
    every = [p.period for s in view.ranged for p in s.points]
    return every if view.choice.transform == "none" or not drawn else drawn


def _overview(view: Exploration, lang: Lang) -> str:
    """Say what several transformed series are, and over which time."""
    names = names_of(view.tables, view.ranged, lang)
    return _entitled(names, view.results[0], lang, _periods(view))


def _entitled(names: str, result: Result, lang: Lang, periods: Iterable[Period]) -> str:
    return text(lang)(
        "finding.transformed",
        names=names,
        transform=_transform_words(result, lang),
        span=span_words(periods, lang),
    )


def _unspanned(names: str, result: Result, lang: Lang) -> str:
    """Say what is shown without the time, where that has no room."""
    transform = _transform_words(result, lang)
    return text(lang)("finding.untimed", names=names, transform=transform)
