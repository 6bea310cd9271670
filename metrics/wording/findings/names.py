"""What series and periods are called within a title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from metrics.locale import Lang, text
from metrics.model.period import Period
from metrics.model.series import HOME, Series
from metrics.tables.dataset import Tables

# Series that a title names before it counts them.
MOST_NAMES = 2
ANCHORED = ("year", "date")


def series_name(tables: Tables, series: Series, lang: Lang, *, area: bool | None = None) -> str:
    """Name of a series, with its scope where its concept has several of them in view.

    Parameters
    ----------
    area : bool, optional
        Whether to name the economy; by default wherever it is not China.
    """
    parts = (series.definition.name(lang), *apart(tables, series, lang, area))
    return text(lang)("list.dot").join(parts)


def apart(tables: Tables, series: Series, lang: Lang, area: bool | None) -> list[str]:
    """What tells a series from others of its name: economy and scope, where there are several."""
    definition = series.definition
    parts = []
    if series.area != HOME if area is None else area:
        parts.append(tables.label("area", series.area, lang))
    if len({s.definition.scope for s in tables.concept(definition.concept, series.area)}) > 1:
        parts.append(tables.label("scope", definition.scope, lang))
    return parts


def names_of(tables: Tables, series: Sequence[Series], lang: Lang) -> str:
    """The names of some series; of many the first ones and how many there are."""
    shared, names = distinct(tables, series, lang)
    shown = text(lang)("finding.beside").join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        shown = text(lang)("finding.and_others", names=shown, count=len(names))
    return after_shared(shared, shown, lang)


def distinct(tables: Tables, series: Sequence[Series], lang: Lang) -> tuple[str, list[str]]:
    """The name that series share, or nothing; and what each is called beside the others.

    Of several economies China is named too.
    """
    area = True if len({s.area for s in series}) > 1 else None
    own = [text(lang)("list.dot").join(apart(tables, s, lang, area)) for s in series]
    if len({s.definition.concept for s in series}) == 1 and all(own):
        return series[0].definition.name(lang), own
    return "", [series_name(tables, s, lang, area=area) for s in series]


def after_shared(name: str, told: str, lang: Lang) -> str:
    """What is told of series, behind the name that they share."""
    return text(lang)("finding.shared", name=name, told=told) if name else told


def period_words(period: Period, lang: Lang) -> str:
    """A period: a whole year by its number, any other by its own label."""
    return f"{period.end.year}" if period.kind == "year" else period.label(lang)


def span_words(periods: Iterable[Period], lang: Lang) -> str:
    """From the first to the last period: years where both close one, else their own labels."""
    ordered = sorted(periods)
    first, last = ordered[0], ordered[-1]
    if first == last:
        return period_words(last, lang)
    if not all(p.kind in ANCHORED and p.closes_a_year for p in (first, last)):
        return text(lang)("chart.span", first=first.label(lang), last=last.label(lang))
    if first.end.year == last.end.year:
        return f"{last.end.year}"
    return text(lang)("finding.years", first=first.end.year, last=last.end.year)


def sentence(said: str, lang: Lang) -> str:
    """An English title begins with a capital letter."""
    return said[:1].upper() + said[1:] if lang == "en" else said
