"""The rows of a list of sources: reports one by one, others by issuer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.locale import Lang, text
from metrics.model.source import Source

MOST_ISSUERS = 6


def source_rows(cited: Sequence[Source], lang: Lang) -> Iterator[tuple[str, ...]]:
    """Yield a row for each report, then one for each issuer of most others.

    The rest have one row together.

    Examples
    --------
    >>> list(source_rows([], "en"))
    []
    """
    for s in cited:
        if s.tier == "report":
            yield s.issuer(lang), s.title(lang), s.published
    others: dict[str, list[Source]] = {}
    for s in cited:
        if s.tier != "report":
            others.setdefault(s.issuer(lang), []).append(s)
    ordered = sorted(others.items(), key=lambda pair: -len(pair[1]))
    for issuer, own in ordered[:MOST_ISSUERS]:
        yield _issuer_row(issuer, own, lang)
    rest = [s for _, own in ordered[MOST_ISSUERS:] for s in own]
    if rest:
        count = len(ordered) - MOST_ISSUERS
        yield _issuer_row(text(lang)("briefing.other_issuers", n=count), rest, lang)


def _issuer_row(issuer: str, own: Sequence[Source], lang: Lang) -> tuple[str, ...]:
    say = text(lang)
    days = sorted(s.published for s in own)
    span = days[0] if days[0] == days[-1] else say("chart.span", first=days[0], last=days[-1])
    told = own[0].title(lang) if len(own) == 1 else say("briefing.publications", n=len(own))
    return issuer, told, span
