"""Readings of a numeral: its value, what its last digit is worth, its unit and its qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from metrics.briefing.numerals.patterns import COUNTED, MULTIPLIERS
from metrics.briefing.numerals.quantities import Kind, Typed
from metrics.printed.reading import chinese_integer
from metrics.rules.transforms import HUNDRED

_QUALIFIERS: tuple[tuple[str, str, str], ...] = (
    (
        "at_most",
        r"不超过|不多于|至多|最多|≤|\bup to|\bat most|\bno more than",
        r"以内|以下|\bor less",
    ),
    (
        "near",
        r"不足|不到|接近|将近|近|<|\bnearly|\balmost|\bless than|\bfewer than|\bunder|\bbelow"
        r"|\bclose to",
        r"(?!)",
    ),
    (
        "at_least",
        r"不少于|不低于|至少|迈上|≥|\bat least|\bno (?:less|fewer) than",
        r"以上|\bor more",
    ),
    (
        "over",
        r"超过|超出|超|突破|逾|高于|>|\bover|\bmore than|\babove|\bexceed(?:s|ed|ing)?"
        r"|\bsurpass(?:es|ed|ing)?|\btopp(?:ed|ing)|\bpast",
        r"余|多|\+",
    ),
    (
        "about",
        r"大约|约|≈|~|\babout|\baround|\bapproximately|\broughly|\bsome|\bcirca",
        r"左右|上下|\bor so",
    ),
)
_CURRENCY = r"\s*(?:CNY|RMB|USD|US\$|\$|¥|￥|人民币|第|the\s|an?\s)*\s*$"
_BEFORE = tuple((q, re.compile(f"(?:{b}){_CURRENCY}", re.IGNORECASE)) for q, b, _ in _QUALIFIERS)
_AFTER = tuple(
    (q, re.compile(rf"\s*(?:{COUNTED}|[A-Za-z]+)?\s*(?:{a})", re.IGNORECASE))
    for q, _, a in _QUALIFIERS
)
_TAILS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("points", re.compile(r"\s*[多余]?(?:个百分点|percentage[ -]points?|pp\b|pct\.? pts?)", re.I)),
    ("percent", re.compile(r"\s*(?:%|per\s?cent\b|pct\b)", re.I)),
    ("times", re.compile(r"\s*[多余]?(?:倍|times\b|-?fold\b|x\b|×)", re.I)),
    ("ordinal", re.compile(r"(?:st|nd|rd|th)\b", re.I)),
    ("years", re.compile(r"\s*[多余]?(?:周?年(?!度)|years?\b|-year)", re.I)),
)
_NEXT = re.compile(
    r"\s*(?:元|美元)?(?:[增升降减]至|[提升下增缩延][高升降加短长]到?至?|[至到—–、和与]|to|and|-)+\s*"
)


def readings(m: re.Match[str], following: re.Match[str] | None, title: str) -> Iterator[Typed]:
    """Yield what a numeral may say.

    It is read by itself, and with the unit that it shares with the next one.
    """
    own = _read(m, title)
    yield own
    if own.kind == "years" and own.qualifier != "exact":
        # 近十年, over 13 years: the time that went by.
        yield replace(own, qualifier="exact")
    if own.kind != "plain" or m["times"] or following is None:
        return
    if not (following["arabic"] or following["chinese"]):
        return
    if _NEXT.fullmatch(title, m.end(), following.start()):
        other = _read(following, title)
        factor = Decimal(MULTIPLIERS.get((following["times"] or "").casefold(), 1))
        yield replace(own, value=own.value * factor, step=own.step * factor, kind=other.kind)


def _read(m: re.Match[str], title: str) -> Typed:
    """Read a numeral with its unit and its qualifier."""
    before, after = title[: m.start()], title[m.end() :]
    value, step, kind = _number(m, before, after)
    qualifier = "over" if m["odd"] else _qualifier(before, after)
    if m["sign"] in ("-", "−"):
        value = -value
    return Typed(value, step, kind, qualifier, signed=bool(m["sign"]))


def _number(m: re.Match[str], before: str, after: str) -> tuple[Decimal, Decimal, Kind]:
    """Value, worth of the last digit, and what the unit makes of it."""
    if m["fraction"]:
        over, under = m["fraction"].split("/")
        return Decimal(over) * HUNDRED / max(Decimal(under), Decimal(1)), Decimal(1), "percent"
    if m["share"]:
        return *_fraction(m["share"], m["part"]), "percent"
    if m["place"]:
        return Decimal(chinese_integer(m["place"])), Decimal(1), "ordinal"
    value, step = _counted(m)
    if after.startswith("成"):
        return value * 10, step * 10, "percent"
    if after.startswith("番"):
        # More doublings than these are no figure.
        return Decimal(2) ** min(int(value), 99), Decimal(1), "times"
    if before.endswith("第"):
        return value, step, "ordinal"
    return value, step, next((k for k, tail in _TAILS if tail.match(after)), "plain")


def _counted(m: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Return the number alone, and what its last digit is worth."""
    if m["arabic"]:
        digits = m["arabic"].replace(",", "")
        factor = Decimal(MULTIPLIERS.get((m["times"] or "").casefold(), 1))
        places = len(digits.partition(".")[2])
        return Decimal(digits) * factor, Decimal(1).scaleb(-places) * factor
    numeral = m["chinese"]
    for word in ("万亿", "亿", "万"):
        if numeral.endswith(word):
            head = numeral.removesuffix(word)
            factor = Decimal(MULTIPLIERS[word])
            return (Decimal(chinese_integer(head)) if head else Decimal(1)) * factor, factor
    return Decimal(chinese_integer(numeral)), Decimal(1)


def _fraction(under: str, over: str) -> tuple[Decimal, Decimal]:
    """Return a Chinese fraction in per cent: 百分之五十四, 三分之一."""
    if over[0].isdigit():
        part, places = Decimal(over), len(over.partition(".")[2])
    else:
        whole, _, rest = over.partition("点")
        tail = "".join(str(chinese_integer(c)) for c in rest)
        part, places = Decimal(f"{chinese_integer(whole)}.{tail or 0}"), len(tail)
    parts = Decimal(chinese_integer(under)) or Decimal(1)
    return part * HUNDRED / parts, Decimal(1).scaleb(-places)


def _qualifier(before: str, after: str) -> str:
    for qualifier, words in _AFTER:
        if words.match(after):
            return qualifier
    return next((q for q, words in _BEFORE if words.search(before)), "exact")
