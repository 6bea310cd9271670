"""The source that a figure is cited from, and all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.model.source import Source

_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def primary(series: Series, point: Observation) -> Source:
    """Choose the source to name for a figure: of those that print it so, the nearest to it.

    The reports come first, then Chinese texts before translations, then the issuer's own text
    before a reprint, the earliest before a later one.

    Parameters
    ----------
    series : Series
        The one that the point is of.
    point : Observation
        Printed or derived.

    Returns
    -------
    Source
        One of those of the point, or of another statement of the same value.

    Examples
    --------
    >>> from metrics import load
    >>> own = load().series("royalties_trade_decade")
    >>> primary(own, own.latest).id
    'cnipa-work-report-2023'
    """
    if point.derived:
        return max(point.sources, key=lambda s: (s.published, s.id))
    return nearest(series, point).source


def nearest(series: Series, point: Observation) -> Observation:
    """Choose of the statements of one value that which is nearest to whoever made it.

    Parameters
    ----------
    series : Series
        The one that the point is of.
    point : Observation
        Printed or derived.

    Returns
    -------
    Observation
        The point, or another statement of the same value; of a derived one itself.

    Examples
    --------
    >>> from metrics import load
    >>> own = load().series("royalties_trade_decade")
    >>> nearest(own, own.latest).figure.value == own.latest.figure.value
    True
    """
    if point.derived:
        return point
    same = (
        o
        for o in (point, *series.others(point))
        if not o.derived
        and o.figure.value == point.figure.value
        and o.figure.qualifier == point.figure.qualifier
        and o.status == point.status
    )
    return min(same, key=_nearness)


def _nearness(statement: Observation) -> tuple[object, ...]:
    """Order statements by how near they are to whoever made the figure, the nearest first."""
    source = statement.source
    return (
        source.tier != "report",
        _translated(statement.figure.printed),
        source.read_in != "primary",
        source.published,
        source.id,
    )


def _translated(printed: str) -> bool:
    """Tell whether a figure is printed in words that are not Chinese."""
    return bool(_LATIN.search(printed)) and not _CHINESE.search(printed)


def source_line(series: Sequence[Series], points: Sequence[Observation], lang: Lang) -> str:
    """Name the source of the newest figure, and tell how many more there are.

    Parameters
    ----------
    series : sequence of Series
        Those that the points are of.
    points : sequence of Observation
        All that is drawn.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> from metrics import load
    >>> own = load().series("centres_new")
    >>> source_line([own], own.points, "en")
    'Source: CNIPA work report (2023)'
    """
    say = text(lang)
    named = by_point(series, points)
    latest = newest(series, points)
    first = named[id(latest)]
    more = {s.id for s in named.values()} | {s.id for p in points for s in p.sources}
    count = len(more - {first.id, *(s.id for s in latest.sources if not latest.derived)})
    key = "chart.source_more" if count else "chart.source"
    return say(key, sources=first.cite(lang), count=count)


def newest(series: Sequence[Series], points: Sequence[Observation]) -> Observation:
    """Return the newest figure that tells a series; a part of a year tells none that has years."""
    drawn = {id(p) for p in points}
    telling = [s.latest for s in series if id(s.latest) in drawn]
    return max(telling or points, key=lambda p: p.period)


def by_point(series: Sequence[Series], points: Iterable[Observation]) -> dict[int, Source]:
    """Return the source that is named for each point, by the identity of the point."""
    own = {(s.definition.id, s.area): s for s in series}
    found = {}
    for p in points:
        held = own.get((p.definition.id, p.area))
        found[id(p)] = p.sources[0] if held is None else primary(held, p)
    return found


def source_rows(
    series: Sequence[Series], points: Sequence[Observation], lang: Lang
) -> tuple[tuple[str, str], ...]:
    """Return period and citation of every figure, the newest first.

    Parameters
    ----------
    series : sequence of Series
        Those that the points are of.
    points : sequence of Observation
        All that is drawn.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of (str, str)
        Each pair once.

    Examples
    --------
    >>> from metrics import load
    >>> own = load().series("centres_new")
    >>> source_rows([own], own.points, "en")
    (('2022', 'CNIPA work report (2023)'),)
    """
    say = text(lang)
    named = by_point(series, points)
    rows: dict[tuple[str, str], None] = {}
    for p in sorted(points, key=lambda p: p.period, reverse=True):
        cited = [s.cite(lang) for s in (p.sources if p.derived else (named[id(p)], p.source))]
        told = say("list.semicolon").join(dict.fromkeys(cited))
        rows[p.period.label(lang), told] = None
    return tuple(rows)
