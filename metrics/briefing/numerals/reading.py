"""Readings of a numeral: its value, what its last digit is worth, its unit and its qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from metrics.briefing.numerals.patterns import COUNTED
from metrics.briefing.numerals.quantities import Kind, Typed
from metrics.printed.amounts import Amount, amount_of
from metrics.printed.lexicon import ARRIVING, CURRENCIES, DOWN, MINUS, UP
from metrics.printed.numerals import ARABIC, any_of, number
from metrics.printed.qualifiers import beside

_TAILS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("points", re.compile(r"\s*(?:个百分点|percentage[ -]points?|pp\b|pct\.? pts?)", re.I)),
    ("percent", re.compile(r"\s*(?:%|per\s?cent\b|pct\b)", re.I)),
    ("times", re.compile(r"\s*(?:倍|times\b|x\b|×)", re.I)),
    ("years", re.compile(r"\s*(?:周?年(?!度)|years?\b|-year)", re.I)),
)
_NEXT = re.compile(
    rf"(?:\s*(?:美?元|{any_of((*UP, *DOWN, *ARRIVING, *CURRENCIES))}|[—–、和与]|and|-))+\s*", re.I
)
_LEADING = re.compile(ARABIC)


def readings(m: re.Match[str], following: re.Match[str] | None, title: str) -> Iterator[Typed]:
    """Give what a numeral may say: by itself, and with the unit that it shares with the next one.

    Parameters
    ----------
    m, following : Match
        Of the pattern of numerals: the numeral, and the next one where there is one.
    title : str
        In narrow signs.

    Yields
    ------
    Typed
        One or more readings.

    Raises
    ------
    PrintedError
        Where the numeral is malformed.

    Examples
    --------
    >>> from metrics.briefing.numerals.patterns import NUMERAL
    >>> m = NUMERAL.search("增长约三成五")
    >>> [(f"{t.value:f}", t.kind, t.qualifier) for t in readings(m, None, m.string)]
    [('35', 'percent', 'about')]
    """
    own, end = _read(m, title)
    yield own
    if own.kind == "years" and own.qualifier != "exact":
        # 近十年, over 13 years: the time that went by.
        yield replace(own, qualifier="exact")
    if own.kind != "plain" or _multiplier(m) != 1 or following is None or not following["number"]:
        return
    if _NEXT.fullmatch(title, end, following.start()):
        factor = _multiplier(following)
        kind = _read(following, title)[0].kind
        yield replace(own, value=own.value * factor, step=own.step * factor, kind=kind)


def _multiplier(m: re.Match[str]) -> Decimal:
    """Tell what the words behind digits multiply them by."""
    numeral = m["number"] or ""
    digits = _LEADING.match(numeral)
    size = number(digits[0]).value if digits else Decimal(0)
    return number(numeral).value / size if size else Decimal(1)


def _read(m: re.Match[str], title: str) -> tuple[Typed, int]:
    """Read a numeral with its unit and its qualifier, and say where it ends."""
    if m["place"]:
        return Typed(number(m["place"]).value, Decimal(1), "ordinal"), m.end()
    amount = amount_of(m, title)
    size = amount.number
    before, after = title[: m.start()], title[amount.end :]
    qualifier = size.qualifier
    if qualifier == "exact":
        qualifier = beside(before, after, rf"{COUNTED}|[A-Za-z]+")
    value = -size.value if m["sign"] == MINUS else size.value
    typed = Typed(
        value,
        size.step,
        _kind(amount, before, after),
        qualifier,
        signed=bool(m["sign"]),
        beyond=size.beyond,
    )
    if amount.kind == "growth":
        # What doubled is two times as much.
        typed = replace(typed, value=value / 100 + 1, step=size.step / 100)
    return typed, amount.end


def _kind(amount: Amount, before: str, after: str) -> Kind:
    """Tell what its unit makes of a number."""
    if amount.kind in ("times", "fold", "growth"):
        return "times"
    if amount.kind == "percent":
        return "percent"
    if amount.kind == "ordinal" or before.endswith("第"):
        return "ordinal"
    return next((k for k, tail in _TAILS if tail.match(after)), "plain")
