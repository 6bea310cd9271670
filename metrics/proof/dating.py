"""When: the period of a number, and the base of a change."""

from __future__ import annotations

import re

from metrics.model.period import Period
from metrics.proof.numbers import Stated
from metrics.proof.periods import Dated, shifted
from metrics.proof.sentences import Sentence, behind_end, clause_start

# A date that belongs to the number before it stands as close as this.
_SOON = 12
_LEAVES = re.compile(r"(?:[从由自]|\bfrom)\s*(?:第|约|about|CNY|RMB|[$¥]|\s)*$", re.IGNORECASE)
_ARRIVES = re.compile(r"[至到]|\bto\b", re.IGNORECASE)


def when(
    sentence: Sentence, stated: Stated, between: tuple[int, int], spoken_of: Period | None
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
    spoken_of : Period, optional
        The last period of the sentences before.

    Returns
    -------
    tuple
        The period, whether the sentence tells it, and the date that a change is from.
    """
    left, right = between
    before = [d for d in sentence.dated if d.end <= stated.start]
    behind = [d for d in sentence.dated if stated.end <= d.start < right]
    close = [d for d in behind if d.start < behind_end(sentence, stated.end, right)]
    near = [d for d in before if d.start >= left]
    clause = clause_start(sentence, left, stated)
    base = next((d for d in reversed(near) if d.base and d.start >= clause), None)
    base = base or next((d for d in behind if d.base or d.shift), None)
    base = base or next((d for d in reversed(near) if d.base), None)
    level = stated.role == "level" and stated.kind != "times"
    own = [d for d in near if level or not d.base]
    if level:
        # 比上年的79.8万件增长: the number is that of the year before.
        own = [d for d in own if not d.base or d.end >= stated.start - 3]
    chosen = own[-1] if own else None
    if chosen is None or sentence.lang == "en":
        late = [d for d in close if level or not (d.base or d.shift)]
        chosen = late[0] if late and (chosen is None or _beats(late[0], stated)) else chosen
    earlier = [d for d in before if not d.base and not d.shift]
    said = earlier[-1].period if earlier else spoken_of
    if _leaves(sentence, stated) and not any(d.start < stated.end + _SOON for d in behind):
        return None, False, base  # of an earlier time that is not told
    if chosen is not None and chosen.shift:
        later = [d.period for d in sentence.dated if d.period and d is not chosen]
        spoken = said or (later[0] if later else None)
        return (shifted(spoken, chosen.shift) if spoken else None), bool(earlier), base
    if chosen is not None:
        return chosen.period, chosen.period is not None, base
    only = {d.period for d in sentence.dated if d.period and not d.base}
    if not earlier and len(only) == 1 and any(d.end <= right for d in behind):
        return only.pop(), True, base
    return said, bool(earlier) and said is not None, base


def others(sentence: Sentence, stated: Stated, period: Period | None) -> tuple[Period, ...]:
    """Return the periods before a number that end before its own."""
    named = (d.period for d in sentence.dated if d.end <= stated.start)
    earlier = (p for p in named if p and period and p.end < period.end)
    return tuple(dict.fromkeys(reversed(list(earlier))))


def _beats(dated: Dated, stated: Stated) -> bool:
    """Tell whether a date behind a number goes before one that stands earlier."""
    return dated.start - stated.end < 40


def _leaves(sentence: Sentence, stated: Stated) -> bool:
    """Tell whether a number is where a movement sets out: from 6.2 million to 4.4 million."""
    if stated.role == "change":
        return False
    before = sentence.words(max(sentence.start, stated.start - 12), stated.start)
    behind = sentence.words(stated.end, min(sentence.end, stated.end + 40))
    return _LEAVES.search(before) is not None and _ARRIVES.search(behind) is not None
