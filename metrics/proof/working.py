"""The verdict on a number by what follows from figures: it does, it does not, or it is open."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.proof.context import Context
from metrics.proof.derived import Result, fit_result
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
    right = _shown(judging, stated, best)
    verdict: Verdict = "wrong_qualifier" if beside else "derived_wrong"
    why = judging.speaker.result("derived_wrong", best, right)
    return judging.made(stated, verdict, best.inputs[-1], right=right, why=why)


def _shown(judging: Judging, stated: Stated, result: Result) -> str:
    words = judging.words(stated)
    right = judging.speaker.shown(stated, result, words, judging.paragraph.lang)
    return "" if right == words else right  # what is wrong is that it fell, or rose


def two_sided(made: Sequence[Result]) -> list[Result]:
    """Leave out what follows from bounds where figures are known."""
    known = [r for r in made if not r.interval.one_sided]
    return known or list(made)


def _off(stated: Stated, result: Result) -> float:
    if result.value is None:
        return float("inf")
    value = result.value / 100 if stated.kind == "times" else result.value
    return float(abs(abs(value) - stated.value))
