"""Changes, multiples and shares: numbers that are printed as such, or follow from figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from metrics.model.period import Period
from metrics.proof.context import Context
from metrics.proof.derived import (
    Result,
    ends,
    fit_result,
    printed_changes,
    result_of,
    results,
    shares,
)
from metrics.proof.figures import nearest
from metrics.proof.judging import GOOD, Judging
from metrics.proof.model import Judged, Verdict
from metrics.proof.numbers import Stated
from metrics.proof.words import right_figure


def change(judging: Judging, context: Context) -> Judged:
    """Judge a change: by a printed one, or by what follows from the figures of two periods."""
    context = _dated(judging, context)
    stated = context.stated
    own = judging.figures.series(context)
    printed = list(printed_changes(context, judging.figures, own))
    outcomes = judging.outcomes(context, printed)
    undated = replace(context, period=context.period if context.told else None)
    every = printed_changes(undated, judging.figures, own)
    good = [o for code, o in judging.outcomes(undated, every) if code in GOOD]
    if good:
        o = nearest(good, stated.value)
        return judging.made(stated, "verified", o, why=judging.speaker.about("verified", o))
    made = _two_sided([*results(context, judging.figures, own), *_of_sentence(judging, context)])
    if done := _follows(judging, context, made, "derived_ok"):
        return done
    if any(code == "open" for code, _ in outcomes):
        return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))
    bound = [o for code, o in outcomes if code in ("bound", "beside")]
    if bound and context.told and judging.may_accuse(context):
        return judging.qualified(stated, nearest(bound, stated.value))
    based = context.base is not None or context.yearly or context.average
    based = based or not context.spans or bool(_of_sentence(judging, context))
    based = based and context.told
    if made and based and judging.may_accuse(context):
        return _wrong_result(judging, context, made)
    if printed and context.told and judging.may_accuse(context) and ends(context):
        o = nearest(printed, stated.value)
        right = right_figure(o, stated, judging.words(stated), judging.paragraph.lang)
        why = judging.speaker.about("contradicted", o)
        return judging.made(stated, "derived_wrong", o, right=right, why=why)
    return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))


def _of_sentence(judging: Judging, context: Context) -> list[Result]:
    """Return what follows from figures that the sentence itself names, without a base."""
    if context.base is not None or context.yearly or context.average:
        return []
    ids = context.topic.of if context.topic else ()
    named = [o for o in judging.before if o.definition.id in ids]
    ordered = sorted(named, key=lambda o: o.period.end)
    return [r for one, other in combinations(ordered, 2) if (r := result_of(context, one, other))]


def _follows(
    judging: Judging, context: Context, made: Sequence[Result], key: Verdict
) -> Judged | None:
    stated = context.stated
    codes = [(fit_result(stated, r), r) for r in made]
    for code, result in codes:
        if code == "fits":
            right = judging.speaker.shown(stated, result, judging.words(stated))
            why = judging.speaker.result("derived_ok", result, right)
            return judging.made(stated, key, result.inputs[-1], why=why)
    if any(code == "open" for code, _ in codes):
        return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))
    return None


def _wrong_result(judging: Judging, context: Context, made: Sequence[Result]) -> Judged:
    stated = context.stated
    codes = [(fit_result(stated, r), r) for r in made]
    beside = [r for code, r in codes if code == "beside"]
    # Of what was told before in the sentence; else of the first of the scopes that may be meant.
    told = [o.definition.id for o in judging.before]

    def order(result: Result) -> tuple[bool, int, float]:
        of = result.inputs[-1].definition
        return of.id not in told, of.position, _off(stated, result)

    best = min(beside or made, key=order)
    right = judging.speaker.shown(stated, best, judging.words(stated))
    verdict: Verdict = "wrong_qualifier" if beside else "derived_wrong"
    why = judging.speaker.result("derived_wrong", best, right)
    return judging.made(stated, verdict, best.inputs[-1], right=right, why=why)


def _dated(judging: Judging, context: Context) -> Context:
    """Give a change without a date the period of the figure that its sentence told before it."""
    of = context.topic.of if context.topic else ()
    named = [o for o in judging.before if o.definition.id in of]
    if context.told or not named:
        return context
    period = named[-1].period
    year = (
        Period.parse(f"{period.end.year}")
        if period.kind == "date" and period.closes_a_year
        else period
    )
    return replace(context, period=year, told=True)


def share(judging: Judging, context: Context) -> Judged:
    """Judge a part of a whole."""
    stated = context.stated
    made = _two_sided(list(shares(context, judging.figures, judging.before)))
    if done := _follows(judging, context, made, "derived_ok"):
        return done
    named = {o.definition.id for o in judging.before}
    sure = [r for r in made if named & {i.definition.id for i in r.inputs[:1]}]
    if sure and judging.may_accuse(context):
        return _wrong_result(judging, context, sure)
    return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))


def _two_sided(made: Sequence[Result]) -> list[Result]:
    """Leave out what follows from bounds where figures are known."""
    known = [r for r in made if not r.interval.one_sided]
    return known or list(made)


def _off(stated: Stated, result: Result) -> float:
    if result.value is None:
        return float("inf")
    value = result.value / 100 if stated.kind == "times" else result.value
    return float(abs(abs(value) - stated.value))
