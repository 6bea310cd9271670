"""Changes that a text reckons from its own two numbers: right or wrong whatever tables have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from metrics.printed.qualifiers import words_before
from metrics.printed.refused import PrintedError
from metrics.proof.context import Context
from metrics.proof.derived import Result, fit_result
from metrics.proof.judging import Judging
from metrics.proof.model import Judged
from metrics.proof.numbers import Stated
from metrics.proof.periods import dates
from metrics.proof.working import contrary_to, turned
from metrics.rules.average_growth import average_growth
from metrics.rules.change import CHANGE, GAIN
from metrics.rules.growth import GROWTH
from metrics.rules.multiple import MULTIPLE
from metrics.rules.rule import Rule

# Before the number that a change sets out from, and between it and the one where it arrives.
_LEAVES = re.compile(
    r"(?:[由从自][^,。;]{0,24}|\bfrom\s(?:[\w']+\s){0,3}?)(?:CNY |RMB |US\$|[$¥])?$", re.IGNORECASE
)
_ARRIVES = re.compile(r"[至到为成]|\bto\b", re.IGNORECASE)
# Before a number that one before it is compared with.
_BASE = re.compile(
    r"(?:[比较](?:同期|上年|去年)?[^,。;]{0,16}"
    r"|\b(?:from|than|against|versus|compared (?:with|to))\s(?:[\w']+\s){0,4}?)"
    r"(?:CNY |RMB |US\$|[$¥])?$",
    re.IGNORECASE,
)
# A change that stands before its two numbers: doubled from 5,000 to 10,100.
_FROM = re.compile(r"\s*(?:%|percent|per cent)?[\s,(:]*(?:from|由|从)[^,。;]{0,40}", re.IGNORECASE)
_BY = re.compile(
    r"\bby\s(?:(?:about|some|around|nearly|almost|only|just|over|more than|less than)\s)*$",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    r"\bfactor of\s(?:(?:about|some|around|nearly|almost|only|just|over|more than)\s)*$",
    re.IGNORECASE,
)
# Between a change and the number behind it that it is from: more than the 921,000, three times the.
_THAN = re.compile(
    r"\s?(?:%|percent|per cent|percentage points?|points?|times)?\s"
    r"(?:(?:more|less|fewer|higher|lower|larger|smaller|above|below)\s(?:than\s)?"
    r"|as (?:much|many|large|high) as\s)?(?:the|its|their)\s(?:CNY |RMB |US\$|[$¥])?",
    re.IGNORECASE,
)
# The unit of a change of which no word says which way it went.
_EITHER = "either"
_ENDS = re.compile(r"[。;]|\bwhile\b|\bwhereas\b", re.IGNORECASE)
# The unit of the second number, and what says no more than that a change follows from both.
_UNIT = re.compile(
    r"^(?:\s*(?:%|个?百分点|个月|亿?[美欧]?元|[件个家次人项种位名分年起条套枚户场张]+)"
    r"|(?:\s[A-Za-z-]+){0,2}(?=\s*(?:,|$|\())|(?:\s[A-Za-z-]+){1,2}(?=\s(?:in|by|at)\s))"
)
_IDLE = re.compile(
    r"即|也就是|相当于|时间|\b(?:i\.?e\.?|that is|or|which is|a factor of|factor of|times"
    r"|percent|per cent|an?|thus|this|being|altogether|in all|year)\b|其间",
    re.IGNORECASE,
)
_PARTS = re.compile(r"其中|第|\bof which\b|\bwith\b")
_RATIOS = ("percent", "times")
_TELLING = 2


def reckoned(
    judging: Judging, context: Context, read: Sequence[Context], done: Mapping[int, Judged]
) -> Judged | None:
    """Judge a change by the two numbers of its sentence that it is reckoned from.

    Parameters
    ----------
    judging : Judging
        What judges the paragraph.
    context : Context
        The change.
    read : sequence of Context
        The numbers of the sentence.
    done : mapping of int to Judged
        What was found of those that need no other.

    Returns
    -------
    Judged or None
        None where the sentence has no such two, or does not say plainly that they are meant.
    """
    context = _as_change(judging, context)
    stated = context.stated
    if stated.role != "change" and stated.kind != "times":
        return None
    ends = _ends(judging, context, read)
    if ends is None or any(done[e.stated.start].accused for e in ends[:2]):
        return None
    base, end, plain = ends
    result = _result(context, base, end)
    if result is None:
        return None
    if stated.role == "change" and context.stated.unit == _EITHER and result.value is not None:
        stated = replace(stated, falling=result.value < 0)
    working = result.rule.formula(*(_words(judging, c.stated) for c in (base, end)))
    code = fit_result(stated, result)
    if code == "fits" and (plain or _telling(stated)):
        why = judging.speaker.working("own_ok", working)
        return judging.made(stated, "derived_ok", why=why)
    if code != "far" or not plain:
        return None
    if (context.yearly or context.base is not None) and not _is_than(judging, stated, base):
        return None
    return _wrong(judging, stated, result, working)


def _as_change(judging: Judging, context: Context) -> Context:
    """Read a number as a change where only “by”, “a factor of” or “a year” says that it is one."""
    stated = context.stated
    if stated.role == "change" or stated.kind not in ("percent", "bare", "points", "times"):
        return context
    before = judging.paragraph.text[max(0, stated.start - 32) : stated.start]
    if _FACTOR.search(before):
        return replace(context, stated=replace(stated, kind="times"))
    if stated.kind == "times" or not (_BY.search(before) or context.average):
        return context
    return replace(context, stated=replace(stated, role="change", unit=_EITHER))


def _wrong(judging: Judging, stated: Stated, result: Result, working: str) -> Judged:
    speaker = judging.speaker
    right = speaker.shown(stated, result, judging.words(stated), judging.paragraph.lang)
    found = judging.made(stated, "derived_wrong", right=right)
    if contrary_to(stated, result):
        found = turned(judging, found, stated, result)
    else:
        found = judging.rephrased(found, stated)
    value = found.right or speaker.rough(result)
    why = speaker.working("own_wrong", working, value)
    return judging.explained(found, why)


def _ends(
    judging: Judging, context: Context, read: Sequence[Context]
) -> tuple[Context, Context, bool] | None:
    """Return the two levels before a change, and whether words say that it leads from the one to
    the other.
    """
    text, at = judging.paragraph.text, context.stated.start
    levels = [
        c
        for c in read
        if c.stated.start != at
        and c.stated.role == "level"
        and c.stated.kind != "times"
        and (context.stated.kind == "points" or not c.share)
    ]
    behind = [c for c in levels if c.stated.start > at][:2]
    pair = [c for c in levels if c.stated.start < at][-2:]
    if behind and _FROM.fullmatch(text[context.stated.end : behind[0].stated.start]):
        pair = behind
    if behind and pair and _is_than(judging, context.stated, behind[0]):
        end, base = pair[-1], behind[0]
        alike = end.stated.kind == base.stated.kind and end.stated.qualifier == "exact"
        if alike and base.stated.qualifier == "exact" and not context.company.against:
            return base, end, _alone(context, base, end)
    if len(pair) < 2 or context.company.against:
        return None
    one, other = pair
    alike = one.stated.kind == other.stated.kind and one.stated.qualifier == "exact"
    if not alike or other.stated.qualifier != "exact" or _ENDS.search(text[other.stated.end : at]):
        return None
    lead = text[max(0, one.stated.start - 48) : one.stated.start]
    between = text[one.stated.end : other.stated.start]
    alone = _alone(context, one, other) and _of_these(judging, context, pair, read)
    if _LEAVES.search(lead) and _ARRIVES.search(between):
        return one, other, alone
    if _BASE.search(between):
        return other, one, alone
    if one.period and other.period and one.period.end < other.period.end and one.told:
        return one, other, False
    return None


def _is_than(judging: Judging, stated: Stated, base: Context) -> bool:
    """Tell whether the number right behind a change is the one that it is from."""
    return _THAN.fullmatch(judging.paragraph.text[stated.end : base.stated.start]) is not None


def _alone(context: Context, one: Context, other: Context) -> bool:
    """Tell whether a change can be of no other thing than the two numbers before it."""
    own = context.topic
    names = [c.topic for c in (one, other) if c.topic is not None]
    return own is None or not names or any(set(own.of) & set(n.of) for n in names)


def _of_these(
    judging: Judging, context: Context, pair: Sequence[Context], read: Sequence[Context]
) -> bool:
    """Tell whether nothing stands between two numbers and a change that may be of another thing."""
    text, lang = judging.paragraph.text, judging.paragraph.lang
    start, end = pair[1].stated.end, context.stated.start
    if end < start:
        start, end = context.stated.end, pair[0].stated.start
    words = list(text[start:end])
    others = [c.stated for c in read if start <= c.stated.start < end]
    taken = [(s.start - start, s.end - start + len(s.unit)) for s in others]
    if lang == "en" or pair[0].stated.start == start:
        taken += [(d.start, d.end) for d in dates("".join(words), lang)]
    for a, b in taken:
        words[a:b] = " " * len(words[a:b])
    rest = _UNIT.sub("", "".join(words), count=1)
    rest = _IDLE.sub(" ", re.sub(r"[,;:、。()]", " ", rest))
    if _PARTS.search(rest):
        return False
    try:
        words_before(rest)
    except PrintedError:
        return False
    return True


def _result(context: Context, base: Context, end: Context) -> Result | None:
    rule = _rule(context, base, end)
    if rule is None:
        return None
    value = rule.value(base.stated.value, end.stated.value)
    return Result(rule, (), rule.interval(base.stated.told, end.stated.told), value)


def _rule(context: Context, base: Context, end: Context) -> Rule | None:
    """Choose what a change is reckoned by; None where it is of another kind than its ends."""
    kind, of = context.stated.kind, base.stated.kind
    years = _years(base, end)
    if kind in _RATIOS:
        if of in ("percent", "points", "rank") or not base.stated.value:
            return None
        if kind == "times" and context.stated.role == "level":
            return MULTIPLE
        if not context.average:
            return GROWTH
        return average_growth(12 * years) if years > 1 else None
    if context.average or (kind == "points" and of != "percent"):
        return None
    if of == "rank":
        return GAIN if kind in ("rank", "count", "bare") else None
    same = kind == of or (kind == "points" and of == "percent")
    return CHANGE if same else None


def _years(base: Context, end: Context) -> int:
    if base.period is None or end.period is None:
        return 0
    return end.period.end.year - base.period.end.year


def _words(judging: Judging, stated: Stated) -> str:
    words = " ".join(judging.words(stated).split())
    if stated.kind == "rank" and judging.paragraph.lang == "zh":
        return f"第{words}位"
    unit = stated.unit if stated.unit and stated.kind not in ("cny", "usd", "rank") else ""
    unit = "" if unit in words else unit
    return f"{words} {unit}" if unit.isascii() and unit.isalpha() else words + unit


def _telling(stated: Stated) -> bool:
    """Tell whether a number has so many digits that it follows by no chance."""
    return len(stated.value.normalize().as_tuple().digits) >= _TELLING and stated.value > Decimal(1)
