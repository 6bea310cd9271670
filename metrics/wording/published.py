"""The interval that a source publishes for a figure, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.locale import Lang, text
from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.rules.published import Published, inside
from metrics.tables.dataset import Tables
from metrics.wording.numbers import join_words
from metrics.wording.observations import statement


def interval_words(found: Published, lang: Lang) -> str:
    """Tell the interval that is published for a figure.

    Parameters
    ----------
    found : Published
        The figure with its interval.
    lang : str
        Language of the words.

    Returns
    -------
    str
        Both ends, as printed.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> ranks = tables.series("gii_rank").points
    >>> found = next(f for p in ranks if (f := tables.published(p)) is not None)
    >>> interval_words(found, "en"), interval_words(found, "zh")
    ('published confidence interval 9th to 16th', '所公布的置信区间为第9位至第16位')
    """
    ends = {"low": statement(found.lower, lang), "high": statement(found.upper, lang)}
    return text(lang)("published.interval", **ends)


def published_lines(
    tables: Tables, series: Sequence[Series], points: Sequence[Observation], lang: Lang
) -> Iterator[str]:
    """Yield the published interval of each figure that has one, and what it does not tell apart.

    Parameters
    ----------
    tables : Tables
        What is in view.
    series : sequence of Series
        Those that are shown.
    points : sequence of Observation
        The figures that are shown.
    lang : str
        Language of the words.

    Yields
    ------
    str
        A line without its full stop.

    Examples
    --------
    >>> from metrics import load
    >>> tables = load()
    >>> own = tables.series("gii_rank")
    >>> next(published_lines(tables, [own], own.points[9:12], "en"))
    '14th in 2020: published confidence interval 9th to 16th; not told apart from it: 14th of \
2019, 12th of 2021'
    """
    say = text(lang)
    shown = {id(p) for p in points}
    for one in series:
        for point in one.points:
            found = tables.published(point) if id(point) in shown else None
            if found is None:
                continue
            period, value = point.period.label(lang), statement(point, lang)
            line = say(
                "published.line", period=period, value=value, interval=interval_words(found, lang)
            )
            alike = [
                say("published.other", period=p.period.label(lang), value=statement(p, lang))
                for p in inside(one, found)
                if id(p) in shown
            ]
            others = join_words(alike, lang)
            yield line + (say("published.alike", others=others) if alike else "")
