"""The signs and words of the summary workbook that need an explanation, where they occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.tables.dataset import Tables

# A part of a year; computed, not printed; no direction can be told; a break before the cell.
PART, COMPUTED, UNTOLD, BREAK = "†", "‡", "≈", "┊"
QUALIFIERS = ("about", "over", "at_least", "near", "at_most")


def explained(tables: Tables, series: Sequence[Series], lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield each mark that occurs, and what it means.

    Parameters
    ----------
    tables : Tables
        The tables that the series are of.
    series : sequence of Series
        Those in view.
    lang : str
        ``zh`` or ``en``.

    Yields
    ------
    tuple of (str, str)
        Mark or word, and its meaning.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> [mark for mark, _ in explained(tables, [tables.series("gii_rank")], "en")]
    ['┊', '(blank)', 'Break before this point']
    """
    say = text(lang)
    points = [p for s in series for p in s.points]
    used = {p.figure.qualifier for p in points}
    for code in QUALIFIERS:
        if code in used:
            yield tables.label("qualifier", code, lang), say(f"shorthand.{code}")
    for mark, occurs in _signs(series, points):
        if occurs:
            yield mark, say(f"notes_sheet.mark.{_NAMES[mark]}")
    if any(p.period_basis == "inferred" for p in points):
        yield say("shorthand.inferred"), say("shorthand.inferred_means")
    if points:
        yield say("shorthand.blank"), say("notes_sheet.mark.blank")
    statuses = {p.status for p in points} - {"A"}
    for code in tables.codes("status"):
        if code in statuses:
            yield tables.label("status", code, lang), say(f"shorthand.status_{code}")


_NAMES = {PART: "part", COMPUTED: "computed", BREAK: "break", UNTOLD: "untold"}


def _signs(series: Iterable[Series], points: Iterable[Observation]) -> Iterator[tuple[str, bool]]:
    every = list(points)
    yield PART, any(is_part(p) for p in every)
    yield COMPUTED, any(p.derived for p in every)
    yield BREAK, any(s.breaks for s in series)
    yield UNTOLD, any(_untold(*pair) for s in series for pair in pairwise(s.main))


def is_part(point: Observation) -> bool:
    """Tell whether a figure is what a part of a year made."""
    return point.period.kind == "months" and point.definition.measure == "flow"


def _untold(before: Observation, after: Observation) -> bool:
    """Tell whether two figures may be one: neither rise nor fall can be told."""
    first, last = before.figure.interval, after.figure.interval
    return first.intersects(last) and not (first.width == 0 == last.width)
