"""When: the period of a number, and the base of a change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from metrics.model.period import Period
from metrics.proof.numbers import Stated
from metrics.proof.periods import Dated, shifted
from metrics.proof.sentences import Sentence, behind_end, clause_start

_ANY_YEAR = re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?![0-9.,%]|[件万亿家个])")
_OPENING = 60
_WRITTEN = re.compile(
    r"(?:^\s*|[(（])[^。\n]{0,12}((?:19|20)[0-9]{2})年[0-9]{1,2}月"
    r"|(?:^\s*|[(])[^.\n]{0,20}(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*\.?(?: \d{1,2},)? ((?:19|20)\d\d)"
)
# A date that holds for the sentences behind it as well begins so.
_HEAD = 24
_FRAME = re.compile(r"截[至止]|(?:\b(?:as of|by|at)\b)", re.IGNORECASE)
_THIS_YEAR = re.compile(r"今年|this year", re.IGNORECASE)
# Between a number and the date of another one.
_OF_ANOTHER = re.compile(
    r"[从由自比较;]|\b(?:from|against|than|with|after|since|versus|over|up|down)\b|;", re.IGNORECASE
)
# What joins the years of a list.
_JOINS = re.compile(r"[\s,、和与及]*(?:and|plus)?\s*", re.IGNORECASE)
# A date that belongs to the number before it stands as close as this.
_SOON = 12
# 3.8 percent less than the 387.25 billion of 2022: its base is of that year.
_THAN_THE = re.compile(
    r"\s?(?:%|percent|per cent|percentage points?|points?|months?|places?)?\s"
    r"(?:less|more|higher|lower|fewer|above|below)\s(?:than\s)?the\s",
    re.IGNORECASE,
)
_LEAVES = re.compile(r"(?:[从由自]|\bfrom)\s*(?:第|约|about|CNY|RMB|[$¥]|\s)*$", re.IGNORECASE)
# Rose to 54 percent in 2025 from 53.3 percent, up from so many: of an earlier time.
_CAME_FROM = re.compile(
    r"\b(?:from|compared (?:with|to)|against|versus)\s"
    r"(?:about |some |around |nearly |only |just |CNY |RMB |US\$|[$¥])*$",
    re.IGNORECASE,
)
# Fell 7.0% to 972,000 in 2025: the change is of the year of the number where it arrives.
_TO_NUMBER = re.compile(
    r"\s?(?:%|percent|per cent|percentage points?|points?)?\s?to\s"
    r"(?:about |some |around |nearly |CNY |RMB |US\$|[$¥])*",
    re.IGNORECASE,
)
_ARRIVES = re.compile(r"[至到]|\bto\b", re.IGNORECASE)


def when(
    sentence: Sentence, stated: Stated, between: tuple[int, int], spoken: tuple[Period | None, int]
) -> tuple[Period | None, bool, Dated | None]:
    """Find the period of a number, whether it is told beside it, and the base of a change.

    Parameters
    ----------
    sentence : Sentence
        Where it stands.
    stated : Stated
        The number.
    between : tuple of int
        Where the number before it ends, and where the one behind it begins.
    spoken : tuple
        The last period of the sentences before, and the year of the writer; 0 where it is not told.

    Returns
    -------
    tuple
        The period, whether the sentence tells it, and the date that a change is from.
    """
    left, right = between
    spoken_of, written = spoken
    before = [d for d in sentence.dated if d.end <= stated.start]
    behind = [
        d
        for d in sentence.dated
        if stated.end <= d.start < right and not _of_next(sentence, d, right)
    ]
    near = [d for d in before if d.start >= left]
    base = _base(sentence, stated, left, near, behind)
    chosen = _arriving(sentence, stated, right) or _chosen(sentence, stated, near, behind, right)
    earlier = [d for d in before if not (d.base or d.shift or d.same)]
    said = earlier[-1].period if earlier else spoken_of
    if _leaves(sentence, stated) and not any(d.start < stated.end + _SOON for d in behind):
        return None, False, base  # of an earlier time that is not told
    if chosen is not None:
        period, told = _meant(sentence, chosen, said, written, told=bool(earlier))
        return period, told, base
    only = {d.period for d in sentence.dated if d.period and not d.base}
    if not earlier and len(only) == 1 and not _from(sentence, stated, right):
        return only.pop(), True, base
    return said, bool(earlier) and said is not None, base


def _arriving(sentence: Sentence, stated: Stated, right: int) -> Dated | None:
    """Return the date of the number where a change arrives, right behind that."""
    between = sentence.words(stated.end, right)
    if stated.role != "change" or not _TO_NUMBER.fullmatch(between):
        return None
    end = next((s.end for s in sentence.stated if s.start == right), right)
    return next(
        (
            d
            for d in sentence.dated
            if end <= d.start < end + _SOON and not (d.base or d.shift or d.same)
        ),
        None,
    )


def _base(
    sentence: Sentence,
    stated: Stated,
    left: int,
    near: Sequence[Dated],
    behind: Sequence[Dated],
) -> Dated | None:
    """Find the date that a change is from."""
    clause = clause_start(sentence, left, stated)
    base = next((d for d in reversed(near) if d.base and d.start >= clause), None)
    base = base or next((d for d in behind if d.base or d.shift), None)
    base = base or next((d for d in reversed(near) if d.base), None)
    if base is None and behind and _THAN_THE.match(sentence.words(stated.end, behind[0].start)):
        return replace(behind[0], base=True)
    if base is not None and base.same:
        return None  # 是当年的7.5倍: of the one that was told
    return base


def _chosen(
    sentence: Sentence,
    stated: Stated,
    near: Sequence[Dated],
    behind: Sequence[Dated],
    right: int,
) -> Dated | None:
    """Choose the date that stands beside a number as its own."""
    level = stated.role == "level" and stated.kind != "times"
    own = [d for d in near if level or not d.base]
    if level:
        # 比上年的79.8万件增长: the number is that of the year before.
        own = [d for d in own if not d.base or d.end >= stated.start - 3]
    chosen = own[-1] if own else None
    if chosen is not None and sentence.lang != "en":
        return chosen
    end = behind_end(sentence, stated.end, right)
    late = [d for d in behind if d.start < end and (level or not (d.base or d.shift))]
    return late[0] if late and (chosen is None or _beats(late[0], stated)) else chosen


def _meant(
    sentence: Sentence, chosen: Dated, said: Period | None, written: int, *, told: bool
) -> tuple[Period | None, bool]:
    """Return the period that a date means, and whether that is sure."""
    if chosen.of_writer and written:
        return Period.parse(f"{written - 1}"), True
    here = sentence.words(0, sentence.end)
    if chosen.of_writer and not chosen.base and said and _THIS_YEAR.search(here) is None:
        return said, False  # 2023年授权…,到去年底: the year that the writer looks back on
    if chosen.same:
        return said, said is not None
    if chosen.shift:
        later = [d.period for d in sentence.dated if d.period and d is not chosen]
        of = said or (later[0] if later else None)
        return (shifted(of, chosen.shift) if of else None), told
    return chosen.period, chosen.period is not None


def others(sentence: Sentence, stated: Stated, period: Period | None) -> tuple[Period, ...]:
    """Return the periods before a number that end before its own."""
    named = (d.period for d in sentence.dated if d.end <= stated.start)
    earlier = (p for p in named if p and period and p.end < period.end)
    return tuple(dict.fromkeys(reversed(list(earlier))))


def named_together(sentence: Sentence, stated: Stated, period: Period | None) -> tuple[int, ...]:
    """Return the years that are named together before a number, or behind it where none is."""
    if period is not None and period.kind == "years":
        return tuple(range(period.start.year, period.end.year + 1))
    runs: list[list[Dated]] = []
    for dated in sentence.dated:
        if dated.period is None or dated.period.kind != "year" or dated.base:
            continue
        joined = runs and _JOINS.fullmatch(sentence.words(runs[-1][-1].end, dated.start))
        if joined:
            runs[-1].append(dated)
        else:
            runs.append([dated])
    lists = [r for r in runs if len(r) > 1]
    before = [r for r in lists if r[-1].end <= stated.start]
    chosen = before[-1] if before else lists[0] if lists else []
    return tuple(dict.fromkeys(d.period.end.year for d in chosen if d.period))


def undated(sentence: Sentence, start: int, end: int) -> str:
    """Return a part of a sentence with its dates blanked out."""
    words = list(sentence.words(start, end))
    for dated in sentence.dated:
        for at in range(max(dated.start, start), min(dated.end, end)):
            words[at - start] = " "
    return "".join(words)


def only_year(text: str) -> Period | None:
    """Return the one year that a text names, which then holds for all of it; else None."""
    years = set(_ANY_YEAR.findall(text))
    return Period.parse(years.pop()) if len(years) == 1 else None


def year_of_writing(text: str) -> int:
    """Return the year of the date that a text begins with: (2025年4月,…); 0 where there is none."""
    m = _WRITTEN.search(text[:_OPENING]) or _WRITTEN.search(text[-_OPENING:])
    return int(m[1] or m[2]) if m else 0


def framing(sentence: Sentence) -> bool:
    """Tell whether a sentence begins with a date that holds for those behind it as well."""
    own = [d for d in sentence.dated if d.period and not d.base]
    if len({d.period for d in own}) != 1 or not own:
        return False
    head = sentence.words(sentence.start, own[0].start)
    return own[0].start - sentence.start < _HEAD and _FRAME.search(head) is not None


def _beats(dated: Dated, stated: Stated) -> bool:
    """Tell whether a date behind a number goes before one that stands earlier."""
    return dated.start - stated.end < 40


def _of_next(sentence: Sentence, dated: Dated, right: int) -> bool:
    """Tell whether a date stands right before the next number: 高于2022年的57.2%, (2022: 4.38)."""
    if right == sentence.end:
        return False
    words = sentence.words(dated.end, right)
    if dated.base and sentence.lang == "zh" and words in ("的", "的约", "的近"):
        return True
    return words.strip() in (":", ": RMB", ": CNY", ": $", "-", "–", "—")


def _from(sentence: Sentence, stated: Stated, right: int) -> bool:
    """Tell whether the one date behind a number is that of another number: to 267 from 1,508."""
    first = next(d for d in sentence.dated if d.period and not d.base)
    if first.end <= right:
        return False
    return _OF_ANOTHER.search(sentence.words(stated.end, first.start)) is not None


def _leaves(sentence: Sentence, stated: Stated) -> bool:
    """Tell whether a number is where a movement sets out: from 6.2 million to 4.4 million."""
    if stated.role == "change":
        return False
    clause = sentence.words(max(sentence.start, stated.start - 40), stated.start)
    if sentence.lang == "en" and _CAME_FROM.search(clause):
        return True
    before = sentence.words(max(sentence.start, stated.start - 12), stated.start)
    behind = sentence.words(stated.end, min(sentence.end, stated.end + 40))
    return _LEAVES.search(before) is not None and _ARRIVES.search(behind) is not None
