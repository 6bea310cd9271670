"""What each office counts, as a table: start, end, average, year, and with whom it compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.locale import Lang, text
from metrics.model.counting import Counting, newest_countings, unlike
from metrics.model.definition import Definition
from metrics.model.observation import Observation
from metrics.model.period import month_name
from metrics.model.refusal import counted_words
from metrics.tables.dataset import Tables
from metrics.wording.observations import period_words, statement

COLUMNS = (
    *("office", "counts_from", "counts_to", "average", "left_out"),
    *("counted_year", "counted_newest", "compares"),
)


@dataclass(frozen=True)
class _Counted:
    """How an office counts, and its figures that it counts so."""

    counting: Counting
    points: tuple[Observation, ...]


def counting_columns(rows: Sequence[dict[str, str]]) -> tuple[str, ...]:
    """Return the columns in which a table of offices says anything.

    Examples
    --------
    >>> counting_columns([{"office": "Japan", "left_out": ""}])
    ('office',)
    """
    return tuple(c for c in COLUMNS if any(row.get(c) for row in rows))


def counting_rows(tables: Tables, indicator: str, lang: Lang) -> list[dict[str, str]]:
    """Return a row for each way in which an office counts an indicator, as cells by column.

    Parameters
    ----------
    tables : Tables
        What is in view.
    indicator : str
        Id of the indicator.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of dict
        In the order of the offices; none where offices do not count for themselves.

    Examples
    --------
    >>> from metrics import load
    >>> counting_rows(load(), "gii_rank", "en")
    []
    """
    shown = _shown(tables, indicator)
    return [_row(one, shown, lang) for one in shown]


def _shown(tables: Tables, indicator: str) -> list[_Counted]:
    """Return the ways of counting that figures in view follow."""
    made: list[_Counted] = []
    for area in tables.areas(indicator):
        series = tables.series(indicator, area)
        by_way: dict[Counting, list[Observation]] = {}
        for point in series.points:
            if (way := series.definition.counting(area, point.period)) is not None:
                by_way.setdefault(way, []).append(point)
        made += [_Counted(way, tuple(points)) for way, points in by_way.items()]
    return made


def _row(one: _Counted, shown: Sequence[_Counted], lang: Lang) -> dict[str, str]:
    say, way = text(lang), one.counting
    alike = [o.counting.area.name(lang) for o in shown if o is not one and _compare(o, one)]
    latest = max(one.points, key=lambda p: p.period)
    newest = say(
        "counting.figure", value=statement(latest, lang), period=period_words(latest, lang)
    )
    return {
        "office": _office(way, lang),
        "counts_from": way.counts_from.name(lang),
        "counts_to": way.counts_to.name(lang),
        "average": way.average.name(lang),
        "left_out": way.left_out.name(lang) if way.left_out else "",
        "counted_year": year_words(one.points, lang),
        "counted_newest": newest,
        "compares": say("counting.and").join(dict.fromkeys(alike)) or say("counting.none"),
    }


def _compare(one: _Counted, other: _Counted) -> bool:
    apart = one.counting.area != other.counting.area
    return apart and not unlike(one.counting, other.counting)


def _office(way: Counting, lang: Lang) -> str:
    area = way.area.name(lang)
    if way.since is None:
        return area
    return text(lang)("counting.since", area=area, since=way.since.label(lang))


def year_words(points: Sequence[Observation], lang: Lang) -> str:
    """Say whether the years of an office are fiscal or calendar years; empty where it has none.

    Parameters
    ----------
    points : sequence of Observation
        Of one office.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        A few words.

    Examples
    --------
    >>> from metrics import load
    >>> year_words(load().series("gii_rank").points, "en")
    'calendar year'
    """
    say = text(lang)
    months = sorted({p.period.start.month for p in points if p.period.fiscal})
    told = [say("counting.fiscal", month=month_name(m, lang)) for m in months]
    if any(p.period.kind == "year" for p in points):
        told.append(say("counting.calendar"))
    return say("list.semicolon").join(told)


def counting_lines(definition: Definition, lang: Lang) -> list[str]:
    """Say of each office how it counts last, a line an office.

    Parameters
    ----------
    definition : Definition
        Of an indicator.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        None where offices do not count for themselves.

    Examples
    --------
    >>> from metrics import load
    >>> counting_lines(load().series("gii_rank").definition, "en")
    []
    """
    say = text(lang)
    return [
        say("counting.of", area=way.area.name(lang), clause=counted_words(way, lang))
        for way in newest_countings(definition.countings)
    ]
