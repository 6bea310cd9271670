"""What other numbers a number is made of, by the words around it."""

from __future__ import annotations

import re

from metrics.model.period import Period
from metrics.proof.against import against
from metrics.proof.dating import named_together
from metrics.proof.manners import (
    Company,
    between_two,
    gap,
    of_last,
    of_world,
    only_share,
    only_total,
    together,
)
from metrics.proof.numbers import Stated
from metrics.proof.places import Places
from metrics.proof.sentences import Sentence, behind_end, clause_start
from metrics.proof.units import Role

# Ahead by 4.5 points.
_BY = re.compile(r"\bby\s(?:(?:about|some|around|nearly|almost|only|just)\s)?$")
# What belongs to the number before: 5.7% a year.
_OF_LAST = re.compile(
    r"^\s*(?:%|percent|per cent)?\s*(?:on average|annually|(?:a|per|each) year|per annum)\b",
    re.IGNORECASE,
)
# Between a part and the number of its whole.
_OF_WHOLE = re.compile(
    r"\s*(?:percent|per cent)?\s*of\s(?:the\s)?(?:[\w']+\s){0,2}?(?:total (?:of )?)?"
    r"|\s*(?:%|percent|per cent|percentage points?)\s(?:less|more|higher|lower|above|below)\s"
    r"(?:than\s)?(?:the\s)?(?:RMB |CNY |US\$|\$)?",
    re.IGNORECASE,
)


def company_of(
    places: Places,
    sentence: Sentence,
    stated: Stated,
    between: tuple[int, int],
    period: Period | None,
) -> Company:
    """Tell what other numbers a number is said to be made of."""
    left, right = between
    end = behind_end(sentence, stated.end, min(right, stated.end + 40))
    english = sentence.lang == "en"
    start = left if english else clause_start(sentence, left, stated)
    before = _OF_LAST.sub("", sentence.words(start, stated.start))
    behind = sentence.words(stated.end, end) if english else ""
    area, other, qualifier = against(places, sentence, stated)
    whole = sentence.words(left, stated.start) + behind
    return Company(
        together(f"{before} {behind}") or ("total" if only_total(whole) else ""),
        named_together(sentence, stated, period),
        only_total(whole),
        only_share(sentence.words(left, stated.start)),
        of_world(before + sentence.words(stated.end, end)),
        stated.kind == "times" and of_last(sentence.words(left, stated.start)),
        gap(f"{before} {behind}"),
        area,
        other,
        qualifier,
    )


def right_of(sentence: Sentence, n: int) -> int:
    """Return where the words end that may belong to a number: a part has its whole behind it."""
    stated = sentence.stated
    if n + 1 == len(stated):
        return sentence.end
    part = stated[n].kind in ("percent", "bare", "count") and sentence.lang == "en"
    if part and _OF_WHOLE.fullmatch(sentence.words(stated[n].end, stated[n + 1].start)):
        return stated[n + 2].start if n + 2 < len(stated) else sentence.end
    return stated[n + 1].start


def role_in(stated: Stated, company: Company, around: str) -> Role:
    """Tell whether a number is a level or a change, by what it is compared with."""
    if company.against and stated.kind not in ("times", "percent"):
        return "change"
    if company.against and stated.kind == "times":
        return "level"
    if stated.kind in ("score", "rank", "months") and _BY.search(around):
        return "change"
    apart = between_two(around) and not company.together
    return "change" if apart or stated.kind == "points" else stated.role
