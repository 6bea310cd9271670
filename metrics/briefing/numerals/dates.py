"""Dates, years and names with digits, which count nothing."""

from __future__ import annotations

import re

from metrics.briefing.numerals.facts import Facts
from metrics.briefing.numerals.patterns import COUNTED, DASH
from metrics.printed.lexicon import MONTHS
from metrics.printed.numerals import number

_WHOLE = re.compile(r"[\d,]+")
_LETTERED = re.compile(r"[A-Z]-?$")
_KNOWN_LEAD = re.compile(r"(?:FY|CNY|RMB|USD|US|to|and)$", re.I)
# What stands behind a number that measures or counts.
_MEASURED = re.compile(r"\s*(?:[%％]|‰|个百分点|percent|per cent|" + COUNTED + ")")
_LABEL_TAIL = re.compile(r"[GD](?![A-Za-z0-9])")
_SPAN_FROM = re.compile(r"(?<![—–\-\d])(\d{4})年?" + DASH + "$")
_SPAN_TO = re.compile("年?" + DASH + r"\d{4}(?!\d)")
_MONTHS = tuple(name[:3].casefold() for name in MONTHS)


def dated(m: re.Match[str], facts: Facts) -> bool | None:
    """Tell whether a date is that of a fact; None where the numeral is no date."""
    if m["zh_months"]:
        return facts.has_months(int(m["zy"]), int(m["z1"]), _int(m["z2"]), _int(m["zd"]))
    if m["iso"]:
        return facts.has_months(int(m["iy"]), int(m["im"]), None, _int(m["id"]))
    if m["en_months"]:
        first = _MONTHS.index(m["e1"][:3].casefold()) + 1
        last = _MONTHS.index(m["e2"][:3].casefold()) + 1 if m["e2"] else None
        return facts.has_months(int(m["ey"]), first, last, _int(m["ed"] or m["ed2"]))
    if m["bare"]:
        return facts.has_months(None, int(m["b1"]), _int(m["b2"]), _int(m["bd"]))
    if m["zh_year"]:
        return facts.has_year(int("".join(str(number(c).value) for c in m["zh_year"])))
    return None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def is_label(m: re.Match[str], title: str) -> bool:
    """Tell whether digits are part of a name (G20, COVID-19, 5G); never where they measure."""
    digits = m["number"] or ""
    if not _WHOLE.fullmatch(digits) or _MEASURED.match(title, m.end()):
        return False
    before = title[: m.start()]
    lettered = _LETTERED.search(before) is not None and _KNOWN_LEAD.search(before) is None
    return lettered or _LABEL_TAIL.match(title, m.end()) is not None


def is_year(m: re.Match[str], title: str, facts: Facts) -> bool:
    """Tell whether four digits name a year of a fact, and do not count anything.

    Parameters
    ----------
    m : Match
        Of the pattern of numerals.
    title : str
        In narrow signs.
    facts : Facts
        Of the slide.

    Returns
    -------
    bool
        False where they count, and where no fact is of the year.

    Examples
    --------
    >>> from metrics.briefing.numerals.patterns import NUMERAL
    >>> is_year(NUMERAL.search("2031年"), "2031年", Facts(()))
    False
    """
    digits = m["number"] or ""
    if not re.fullmatch(r"(?:19|20)\d\d", digits):
        return False
    after = title[m.end() :].lstrip()
    counts = re.match(rf"(?!年)(?:{COUNTED})", after) is not None
    units = {o.definition.unit.name_en for o in facts.points}
    if counts or after.startswith(tuple(units)):
        return False
    earlier = _SPAN_FROM.search(title, 0, m.start())
    if earlier or _SPAN_TO.match(title, m.end()):
        return facts.has_end(int(digits)) and (earlier is None or earlier[1] < digits)
    return facts.has_year(int(digits))
