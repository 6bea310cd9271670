"""The verdict on a number by what follows from figures: it does, it does not, or it is open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from metrics.proof.context import Context
from metrics.proof.derived import Result, fit_result
from metrics.proof.directions import contrary
from metrics.proof.judging import Judging
from metrics.proof.model import Judged, Verdict
from metrics.proof.numbers import Stated


def follows(
    judging: Judging, context: Context, made: Sequence[Result], key: Verdict
) -> Judged | None:
    """Return the verdict where a number follows from figures, or cannot be told; else None."""
    stated = context.stated
    codes = [(fit_result(stated, r), r) for r in made]
    for code, result in codes:
        if code == "fits":
            right = _shown(judging, stated, result)
            if result.across:
                why = judging.speaker.result("across", result, right)
                return judging.made(stated, "unknown", result.inputs[-1], why=why)
            why = judging.speaker.result("derived_ok", result, right)
            return judging.made(stated, key, result.inputs[-1], why=why)
    if any(code == "open" for code, _ in codes):
        return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))
    return None


def wrong_result(judging: Judging, context: Context, made: Sequence[Result]) -> Judged:
    """Return the verdict on a number that does not follow from figures, with the working."""
    stated = context.stated
    codes = [(fit_result(stated, r), r) for r in made]
    beside = [r for code, r in codes if code == "beside"]
    # Of what was told before in the sentence; else of the first of the scopes that may be meant.
    told = [o.definition.id for o in judging.before]

    def order(result: Result) -> tuple[bool, int, float]:
        of = result.inputs[-1].definition
        return of.id not in told, of.position, _off(stated, result)

    best = min(beside or made, key=order)
    if not beside and contrary_to(stated, best):
        found = judging.made(stated, "derived_wrong", best.inputs[-1])
        found = turned(judging, found, stated, best)
        value = found.right or judging.speaker.rough(best)
        return replace(found, why=judging.speaker.result("opposite", best, value))
    right = _shown(judging, stated, best)
    verdict: Verdict = "wrong_qualifier" if beside else "derived_wrong"
    why = judging.speaker.result("derived_wrong", best, right)
    found = judging.made(stated, verdict, best.inputs[-1], right=right, why=why)
    found = judging.rephrased(found, stated)
    return _singular(judging, found, best)


def _singular(judging: Judging, found: Judged, result: Result) -> Judged:
    """Put an English unit into the singular with its number: one place."""
    unit = re.match(r"\s(places|positions|spots|months|points)\b", judging.text[found.end :])
    if unit is None or not found.right or result.value is None or abs(result.value) != 1:
        return found
    end = found.end + unit.end()
    words = judging.text[found.start : end]
    return replace(found, end=end, text=words, right=f"{found.right}{unit[0].rstrip('s')}")


def contrary_to(stated: Stated, result: Result) -> bool:
    """Tell whether a number moved the other way than words say."""
    if stated.role != "change" or stated.kind == "times":
        return False
    lo, hi = result.interval.lo, result.interval.hi
    if lo is None or hi is None or not result.value:
        return False
    if (result.value < 0) is stated.falling:
        return False
    other_way = replace(stated, falling=not stated.falling)
    return lo * hi > 0 or fit_result(other_way, result) == "fits"


def turned(judging: Judging, found: Judged, stated: Stated, result: Result) -> Judged:
    """Return a rise that is a fall with the word and the number put right.

    Parameters
    ----------
    judging : Judging
        What judges the paragraph.
    found : Judged
        The number.
    stated : Stated
        It as it was read.
    result : Result
        What is right.

    Returns
    -------
    Judged
        With nothing that is right where no one word says which way it went.
    """
    paragraph = judging.paragraph
    as_told = fit_result(replace(stated, falling=not stated.falling), result) == "fits"
    number = judging.words(stated) if as_told else _shown(judging, stated, result)
    number = number.removesuffix(paragraph.scale)
    found = replace(found, right="")
    moved = contrary(paragraph.text, stated)
    if moved and number:
        start, end, word = moved
        at = paragraph.original(start, end)
        if judging.text[at[0] : at[1]].casefold() == paragraph.text[start:end].casefold():
            return _with_word(judging, found, (*at, word), number)
    return found


def _with_word(judging: Judging, found: Judged, word: tuple[int, int, str], number: str) -> Judged:
    """Replace a number and the word beside it that says which way it went."""
    start, end, other = word
    if end <= found.start:
        right = other + judging.text[end : found.start] + number
        return replace(found, start=start, text=judging.text[start : found.end], right=right)
    right = number + judging.text[found.end : start] + other
    return replace(found, end=end, text=judging.text[found.start : end], right=right)


def _shown(judging: Judging, stated: Stated, result: Result) -> str:
    words = judging.words(stated)
    right = judging.speaker.shown(stated, result, words, judging.paragraph.lang)
    return "" if right == words else right


def broken(judging: Judging, context: Context, made: Sequence[Result]) -> Judged | None:
    """Return that a change is not judged for a break between its figures; None where none is."""
    if not made:
        return None
    stated = context.stated
    fitting = [r for r in made if fit_result(stated, r) == "fits"]
    result = (fitting or list(made))[0]
    key = "across" if fitting else "apart"
    why = judging.speaker.result(key, result, "")
    return judging.made(stated, "unknown", result.inputs[-1], why=why)


def two_sided(made: Sequence[Result]) -> list[Result]:
    """Leave out what follows from bounds where figures are known."""
    known = [r for r in made if not r.interval.one_sided]
    return known or list(made)


def _off(stated: Stated, result: Result) -> float:
    if result.value is None:
        return float("inf")
    value = result.value / 100 if stated.kind == "times" else result.value
    return float(abs(abs(value) - stated.value))
