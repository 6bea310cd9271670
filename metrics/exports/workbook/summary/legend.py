"""The line that says what the marks of a sheet of years mean: those that it has."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.exports.workbook.summary.yearly import Yearly, is_number
from metrics.locale import Lang, text
from metrics.model.observation import Observation


def legend(years: Iterable[Yearly], lang: Lang) -> str:
    """Say what the marks mean that stand in some rows of years.

    Parameters
    ----------
    years : iterable of Yearly
        The rows.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        One line; empty where there are none.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.exports.series_rows import series_rows
    >>> tables = load()
    >>> rows = series_rows(tables, [tables.series("pledge_financing")], "en")
    >>> legend(map(Yearly, rows), "en")
    'Grey cells stay out of computing: > < ≥ ≤ bounds, † not one whole year'
    """
    say = text(lang)
    rows = list(years)
    points = [p for own in rows for p in own.shown.values()]
    grey = [say(f"summary.mark_{key}") for key in _grey(points)]
    told = [say("summary.marks_grey", marks=say("summary.comma").join(grey))] * bool(grey)
    numbers = [p for p in points if is_number(p)]
    plain = {
        "about": lang == "en" and any(p.figure.qualifier == "about" for p in numbers),
        "derived": any(p.derived for p in numbers),
        "broken": any(own.broken for own in rows),
    }
    told += [say(f"summary.mark_{key}") for key, there in plain.items() if there]
    return say("list.semicolon").join(told)


def _grey(points: Iterable[Observation]) -> list[str]:
    """List the reasons for which figures stay out of computing, in one order."""
    there = {key for p in points for key in _reasons(p)}
    return [key for key in ("bounds", "unlike", "otherwise", "implied") if key in there]


def _reasons(point: Observation) -> list[str]:
    reasons = {
        "bounds": point.figure.one_sided,
        "unlike": not point.annual,
        "otherwise": point.status == "D",
        "implied": point.implied,
    }
    return [key for key, holds in reasons.items() if holds]
