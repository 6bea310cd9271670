"""The rows of a list of sources: the newest figures' and the reports by name, then issuers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from metrics.briefing.exhibit import Exhibit
from metrics.charts.compile.citing import by_point, newest
from metrics.locale import Lang, text
from metrics.model.series import series_key
from metrics.model.source import Source
from metrics.tables.dataset import Tables

# Rows of sources of the newest figures.
MOST_NAMED = 6


def newest_sources(tables: Tables, shown: Iterable[Exhibit]) -> tuple[Source, ...]:
    """Return the primary sources of the newest figure of each exhibit, the latest first.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    shown : iterable of Exhibit
        What a deck shows.

    Returns
    -------
    tuple of Source
        Each once.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.exhibits import exhibit
    >>> tables = load()
    >>> found = newest_sources(tables, [exhibit(tables, "indicator?id=gii_rank", "en")])
    >>> [source.published for source in found]
    ['2025-09-16']
    """
    found: dict[str, Source] = {}
    for one in shown:
        if not one.facts:
            continue
        keys = dict.fromkeys(series_key(o.definition.id, o.area) for o in one.facts)
        series = [tables.by_key[key] for key in keys if key in tables.by_key]
        # A figure stands before what it is compared with.
        point = one.facts[0] if one.kind == "figure" else newest(series, one.facts)
        source = by_point(series, [point])[id(point)]
        found[source.id] = source
    return tuple(sorted(found.values(), key=lambda s: (s.published, s.id), reverse=True))


def source_rows(
    cited: Sequence[Source], first: Sequence[Source], lang: Lang, most: int
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each source of the newest figures and each report, then one an issuer.

    Parameters
    ----------
    cited : sequence of Source
        All of them.
    first : sequence of Source
        Those of the newest figures, the latest first.
    lang : str
        ``zh`` or ``en``.
    most : int
        Rows of all; what is told by name stays.

    Yields
    ------
    tuple of str
        Issuer, title or how many more, days.

    Examples
    --------
    >>> list(source_rows([], [], "en", 12))
    []
    """
    reports = [s for s in cited if s.tier == "report"]
    named = list({s.id: s for s in (*first[:MOST_NAMED], *reports)}.values())
    for s in named:
        yield s.issuer(lang), s.title(lang), s.published
    known = {s.id for s in named}
    issuers = {s.issuer(lang) for s in named}
    others: dict[str, list[Source]] = {}
    for s in cited:
        if s.id not in known:
            others.setdefault(s.issuer(lang), []).append(s)
    ordered = sorted(others.items(), key=lambda pair: -len(pair[1]))
    room = max(most - len(named) - 1, 0)
    for issuer, own in ordered[:room]:
        yield _issuer_row(issuer, own, lang, more=issuer in issuers)
    rest = [s for _, own in ordered[room:] for s in own]
    if rest:
        count = len(ordered) - room
        yield _issuer_row(text(lang)("briefing.other_issuers", n=count), rest, lang)


def _issuer_row(
    issuer: str, own: Sequence[Source], lang: Lang, *, more: bool = False
) -> tuple[str, ...]:
    say = text(lang)
    days = sorted(s.published for s in own)
    span = days[0] if days[0] == days[-1] else say("chart.span", first=days[0], last=days[-1])
    key = "briefing.more_of" if more else "briefing.publications"
    told = own[0].title(lang) if len(own) == 1 else say(key, n=len(own))
    return issuer, told, span
