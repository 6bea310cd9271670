"""Two scopes in one comparison: numbers that are right each, and say nothing beside each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from metrics.model.observation import Observation
from metrics.proof.context import Context
from metrics.proof.figures import nearest, of_period
from metrics.proof.judging import Judging
from metrics.proof.model import Judged

_COMPARES = re.compile(
    r"[比较由从变]|[增升减降提压缩跌涨][至到为]|同比"
    r"|\b(?:than|from|to|against|compared|versus|vs|up|down|over)\b",
    re.IGNORECASE,
)


def unlike(
    judging: Judging, read: Sequence[Context], done: Mapping[int, Judged]
) -> dict[int, Judged]:
    """Return the numbers of a sentence that are compared with one of another scope.

    Parameters
    ----------
    judging : Judging
        What judges the paragraph.
    read : sequence of Context
        The numbers of the sentence with what is said of them.
    done : mapping of int to Judged
        What was found of each by itself, by where it begins.

    Returns
    -------
    dict of int to Judged
        What is found instead.
    """
    levels = [
        c
        for c in read
        if c.stated.start in judging.fitting and done[c.stated.start].verdict == "verified"
    ]
    found: dict[int, Judged] = {}
    for one, other in pairwise(levels):
        if _compared(judging, one, other) and _apart(judging, one, other):
            found |= _told(judging, one, other)
    return found


def _compared(judging: Judging, one: Context, other: Context) -> bool:
    """Tell whether two numbers of one name and of two times are compared, and no scope is named."""
    if one.topic is None or other.topic is None or set(one.topic.of).isdisjoint(other.topic.of):
        return False
    if one.place.scopes or other.place.scopes or one.place.area != other.place.area:
        return False
    between = judging.paragraph.text[one.stated.end : other.stated.start]
    return one.period != other.period and _COMPARES.search(between) is not None


def _apart(judging: Judging, one: Context, other: Context) -> bool:
    """Tell whether no scope is that of both."""
    own, theirs = (
        {o.definition.scope for o in judging.fitting[c.stated.start]} for c in (one, other)
    )
    return own.isdisjoint(theirs)


def _told(judging: Judging, one: Context, other: Context) -> dict[int, Judged]:
    speaker = judging.speaker
    first, last = (
        nearest(judging.fitting[c.stated.start], c.stated.value, c.period) for c in (one, other)
    )
    meant = _of_scope(judging, other, first)
    if meant is not None and judging.may_accuse(other):
        why = speaker.about("scopes", meant, other=speaker.figure(first))
        found = judging.made(other.stated, "wrong_scope", meant, why=why)
        return {other.stated.start: judging.righted(found, other.stated, meant)}
    why = speaker.about("scopes_alone", last, other=speaker.figure(first))
    return {
        c.stated.start: judging.made(c.stated, "unknown", o, why=why)
        for c, o in ((one, first), (other, last))
    }


def _of_scope(judging: Judging, context: Context, like: Observation) -> Observation | None:
    """Return the figure of the scope of another one for the period of a number."""
    series = [s for s in judging.figures.any_scope(context) if s.definition is like.definition]
    found = of_period(series, context)
    return nearest(found, context.stated.value) if found else None
