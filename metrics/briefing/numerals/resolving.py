"""Which numerals of a title no fact bears out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from metrics.briefing.numerals.dates import dated, is_label, is_year
from metrics.briefing.numerals.facts import Facts
from metrics.briefing.numerals.patterns import NUMERAL
from metrics.briefing.numerals.quantities import Kind, SupportedValue, Typed
from metrics.briefing.numerals.reading import readings
from metrics.locale import Lang
from metrics.model.observation import Observation
from metrics.printed.lexicon import narrow
from metrics.printed.refused import PrintedError

# What stands where a name was.
_HIDDEN = "\0"
# Words with a numeral in them that counts nothing.
_IDIOMS = re.compile(
    r"第三方|第[一二三]产业|第一(?:时间|线|手)|第[一二三四]季度|一[个种次项](?!百分点|月|省)"
    r"|三位一体|一分为二|一元化|一家之言|一成不变|十分(?!之)|一部分"
)
_ENDING = re.compile(r"(?:st|nd|rd|th)\b|\s?[%％]", re.IGNORECASE)
_INDEXED = re.compile(r"=\s*100(?!\d)")


def unresolved(
    title: str, facts: Sequence[Observation], names: Sequence[str], lang: Lang
) -> tuple[str, ...]:
    """Return the numerals of a title that no fact bears out, as they are typed.

    Parameters
    ----------
    title : str
        As edited.
    facts : sequence of Observation
        What the slide shows.
    names : sequence of str
        Names in which a numeral is part of the name: indicators, scopes, plans.
    lang : str
        Language of the title.

    Returns
    -------
    tuple of str
        In the order of the title; empty where all are borne out.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.numerals import unresolved
    >>> facts = load().series("gii_rank").points
    >>> unresolved("由第34位升至第10位（2012—2025），超过60国", facts, (), "zh")
    ('60',)
    """
    shown = Facts(tuple(facts))
    units = [o.definition.unit.name(lang) for o in facts]
    # A span that crosses a year is called by its own words or by both years, or not at all.
    spans = [p for o in facts if (p := o.period).kind == "months" and p.start.year != p.end.year]
    called = [told for p in spans for told in (p.label(lang), p.year) if told != f"{p.end.year}"]
    hidden = [*names, *called, *(u for u in units if re.search(r"\d", u))]
    blank = _blanked(narrow(title), hidden)
    found = list(NUMERAL.finditer(blank))
    return tuple(
        _as_typed(m, title)
        for m, following in zip(found, [*found[1:], None], strict=False)
        if not _borne_out(m, following, blank, shown)
    )


def _as_typed(m: re.Match[str], title: str) -> str:
    """Return a numeral as it stands in the title, with what makes it an ordinal or a percentage."""
    start, end = m.span()
    tail = _ENDING.match(title, end)
    if title[:start].endswith("第"):
        start -= 1
    return title[start : tail.end() if tail else end].strip()


def _blanked(title: str, names: Iterable[str]) -> str:
    """Return the title with names and idioms blanked out, so that places in it stay."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        title = re.sub(re.escape(narrow(name)), _hidden, title, flags=re.IGNORECASE)
    return _IDIOMS.sub(_hidden, title)


def _hidden(m: re.Match[str]) -> str:
    return _HIDDEN * len(m[0])


def _borne_out(m: re.Match[str], following: re.Match[str] | None, title: str, facts: Facts) -> bool:
    """Tell whether the facts bear out one numeral, or it is none."""
    date = dated(m, facts)
    if date is not None:
        return date
    if is_label(m, title) or is_year(m, title, facts):
        return True
    indexed = _INDEXED.search(title) is not None
    try:
        read = list(readings(m, following, title))
    except PrintedError:
        return False
    kinds: dict[Kind, set[Kind]] = {"plain": {"plain", "index"} if indexed else {"plain"}}
    # What is computed is asked only where no figure itself answers, what costs most at last.
    return (
        _told(read, facts.stated, kinds)
        or _told(read, facts.derived, kinds)
        or (any(t.kind == "percent" for t in read) and _told(read, facts.growth, kinds))
    )


def _told(
    read: Sequence[Typed], found: Iterable[SupportedValue], kinds: Mapping[Kind, set[Kind]]
) -> bool:
    """Tell whether something of a fitting kind implies one of the readings."""
    return any(
        b.kind in kinds.get(typed.kind, {typed.kind}) and typed.told_by(b)
        for b in found
        for typed in read
    )
