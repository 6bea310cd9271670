"""Every fact of a text, and every numeral of it: which became a fact, which a class explains."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from metrics.printed.numerals import number
from metrics.printed.reading import read_printed
from metrics.printed.refused import PrintedError
from metrics.verification.locators import Span, place_of
from metrics.verification.model import Account, Claim, Found, Leftover, Reading, UnmatchedFact
from metrics.verification.numerals import Numeral
from metrics.verification.quotes import Occurrence, occurrences

_CONTEXT = 10
# A rate kept for some years is one printed form and a fact for each of the years.
_KEPT = re.compile(r"连续(?:([0-9]+)|([一二两三四五六七八九十]+))年(?:保持)?$")


def account(reading: Reading, claims: Iterable[Claim]) -> Account:
    """Hold the facts of a document against its text, and account for its numerals.

    Examples
    --------
    >>> from metrics.verification.locators import Opening
    >>> from metrics.verification.reading import read_text
    >>> reading = read_text("made", "截至2022年底，新建10家。", [Opening("made", "a", "截至")])
    >>> claim = Claim("centres", "CN", "2022", "s", "a", "10家", "exact")
    >>> account(reading, [claim]).sound
    True
    >>> [left.context for left in account(reading, []).leftovers]
    ['至2022年底,新建[10]家。']
    """
    claims = sorted(claims)
    misnumbered = _misnumbered(claims)
    uses: Counter[Numeral] = Counter()
    found: list[Found] = []
    faulty: list[tuple[Claim, list[Occurrence]]] = []
    numbered: list[UnmatchedFact] = []
    # Longer forms first, since a short one may stand within them.
    for claim in sorted(claims, key=lambda c: -len(c.printed)):
        whole = _whole(reading, claim)
        free = [o for o in whole if all(uses[n] < _wanted(reading, n) for n in o.numerals)]
        if not free or not _reads_alike(claim):
            faulty.append((claim, whole))
            continue
        uses.update(free[0].numerals)
        if claim in misnumbered:
            numbered.append(
                UnmatchedFact(claim, "numbered", _contexts(reading.flat.text, free[:1]))
            )
        else:
            found.append(Found(claim, free[0]))
    missed = [*numbered, *(_miss(reading, claim, whole, uses) for claim, whole in faulty)]
    classes = {n: c for n, c in {**reading.rows, **reading.ruled}.items() if not uses[n]}
    leftovers = tuple(_leftovers(reading, uses, classes))
    ordered = {n: classes[n] for n in reading.numerals if n in classes}
    return Account(
        reading,
        tuple(sorted(found, key=lambda f: f.claim)),
        tuple(sorted(missed, key=lambda m: m.claim)),
        leftovers,
        ordered,
    )


def _misnumbered(claims: Sequence[Claim]) -> frozenset[Claim]:
    """Claims whose statement has the wrong number: at one place they run from 1 without a gap."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for c in claims:
        place = place_of(c.locator)
        groups.setdefault((c.indicator, c.area, c.period, c.source, place), []).append(c)
    return frozenset(
        claim
        for (*_, place), group in groups.items()
        for n, claim in enumerate(group, 1)
        if claim.locator != (place if n == 1 else f"{place}#{n}")
    )


def _whole(reading: Reading, claim: Claim) -> list[Occurrence]:
    spans = reading.outline.spans(claim.locator)
    near = occurrences(claim.printed, reading.flat.text, spans, reading.numerals)
    return [o for o in near if o.fit == "whole"]


def _reads_alike(claim: Claim) -> bool:
    """Tell whether the printed form has the qualifier that the fact is keyed with."""
    try:
        return read_printed(claim.printed).qualifier == claim.qualifier
    except PrintedError:
        return False


def _wanted(reading: Reading, numeral: Numeral) -> int:
    """Tell how many facts a numeral makes: one, or one for each year that a rate was kept."""
    return years_kept(reading.flat.text[max(0, numeral.start - 12) : numeral.start])


def years_kept(before: str) -> int:
    """Tell for how many years the words before a rate say that it was kept; 1 where they do not.

    Examples
    --------
    >>> years_kept("融资额连续三年保持"), years_kept("同比增长")
    (3, 1)
    """
    m = _KEPT.search(before)
    if m is None:
        return 1
    return max(1, int(number(m[1] or m[2]).value))


def _miss(
    reading: Reading, claim: Claim, whole: Sequence[Occurrence], uses: Mapping[Numeral, int]
) -> UnmatchedFact:
    text = reading.flat.text
    spans = reading.outline.spans(claim.locator)
    if not spans:
        return UnmatchedFact(claim, "no_place")
    here = list(occurrences(claim.printed, text, spans, reading.numerals))
    if whole and _reads_alike(claim):
        return UnmatchedFact(claim, "taken", _contexts(text, whole))
    if here:
        return UnmatchedFact(claim, "qualifier", _contexts(text, here))
    other = list(occurrences(claim.printed, text, [(0, len(text))], reading.numerals))
    places = [reading.outline.at(o.start) for o in other if o.fit == "whole"]
    if places:
        return UnmatchedFact(claim, "elsewhere", tuple(dict.fromkeys(filter(None, places))))
    return UnmatchedFact(claim, "absent", tuple(_unclaimed(reading, spans, uses)))


def _unclaimed(
    reading: Reading, spans: Sequence[Span], uses: Mapping[Numeral, int]
) -> Iterator[str]:
    """Return the numerals of a place that nothing accounts for, with a few signs beside them."""
    for n in reading.numerals:
        here = any(start <= n.start < end for start, end in spans)
        if here and not uses.get(n) and n not in reading.ruled and n not in reading.rows:
            yield _around(reading.flat.text, *n.span)


def _contexts(text: str, found: Iterable[Occurrence]) -> tuple[str, ...]:
    return tuple(_around(text, o.start, o.end) for o in found)


def _around(text: str, start: int, end: int) -> str:
    """Return a few signs on both sides."""
    return (
        f"{text[max(0, start - _CONTEXT) : start]}[{text[start:end]}]{text[end : end + _CONTEXT]}"
    )


def _leftovers(
    reading: Reading, uses: Mapping[Numeral, int], classes: Mapping[Numeral, str]
) -> Iterable[Leftover]:
    for n in reading.numerals:
        given = uses.get(n, 0)
        wanted = _wanted(reading, n)
        if n in classes or given == wanted:
            continue
        where = reading.outline.at(n.start)
        yield Leftover(n, where, _around(reading.flat.text, *n.span), wanted, given)
