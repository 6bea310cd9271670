"""The signs and words of the summary workbook that need an explanation, where they occur."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from metrics.exports.figures import EXACT, PLAIN
from metrics.exports.series_rows import SeriesRow
from metrics.exports.workbook.summary.moves import BROKEN, NOTHING, UNSURE
from metrics.exports.workbook.summary.yearly import DERIVED, OTHERWISE, UNLIKE, Yearly
from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.tables.dataset import Tables
from metrics.wording.observations import SIGNS

NAMES = {
    UNLIKE: "unlike",
    DERIVED: "derived",
    OTHERWISE: "otherwise",
    BROKEN: "broken",
    UNSURE: "unsure",
    NOTHING: "nothing",
}


def explained(tables: Tables, rows: Sequence[SeriesRow], lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield each mark that occurs, and what it means.

    Parameters
    ----------
    tables : Tables
        The tables that the series are of.
    rows : sequence of SeriesRow
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
    >>> from metrics.exports.series_rows import series_rows
    >>> tables = load()
    >>> rows = series_rows(tables, [tables.series("gii_rank")], "en")
    >>> [mark for mark, _ in explained(tables, rows, "en")]
    ['┊', '—', '(blank)', 'Break before this point']
    """
    say = text(lang)
    points = [p for row in rows for p in row.series.points]
    used = {p.figure.qualifier for p in points}
    for code in tables.codes("qualifier"):
        if code in used and code != EXACT:
            label = tables.label("qualifier", code, lang)
            sign = SIGNS.get(code, "") if lang == "en" else ""
            yield say("list.comma").join(filter(None, (label, sign))), say(f"shorthand.{code}")
    signs = set(_signs(rows, points))
    for sign, name in NAMES.items():
        if sign in signs:
            yield sign, say(f"notes_sheet.mark.{name}")
    if any(p.period_basis == "inferred" for p in points):
        yield say("shorthand.inferred"), say("shorthand.inferred_means")
    if points:
        yield say("shorthand.blank"), say("notes_sheet.mark.blank")
    statuses = {p.status for p in points} - {PLAIN}
    for code in tables.codes("status"):
        if code in statuses:
            yield tables.label("status", code, lang), say(f"shorthand.status_{code}")


def _signs(rows: Sequence[SeriesRow], points: Sequence[Observation]) -> Iterator[str]:
    """Yield the signs that stand in a cell of a year or of a change."""
    cells = [p for row in rows for p in Yearly(row).shown.values()]
    if not all(p.annual for p in cells):
        yield UNLIKE
    if any(p.derived for p in points):
        yield DERIVED
    if any(p.status == "D" for p in cells):
        yield OTHERWISE
    if any(row.series.breaks for row in rows):
        yield BROKEN
    if any(_unsure(*pair) for row in rows for pair in pairwise(row.series.main)):
        yield UNSURE
    if cells:
        yield NOTHING


def _unsure(before: Observation, after: Observation) -> bool:
    """Tell whether two figures may be one: neither rise nor fall can be told."""
    first, last = before.figure.interval, after.figure.interval
    return first.intersects(last) and not (first.width == 0 == last.width)
