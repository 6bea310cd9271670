"""Changes, multiples and shares: numbers that are printed as such, or follow from figures."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.proof.between import named, sure
from metrics.proof.context import Context
from metrics.proof.derived import (
    Result,
    across_breaks,
    ends,
    printed_changes,
    results,
    shares,
    told_result,
)
from metrics.proof.figures import nearest
from metrics.proof.judging import GOOD, Judging
from metrics.proof.model import Judged
from metrics.proof.periods import same
from metrics.proof.words import right_figure
from metrics.proof.working import broken, follows, two_sided, wrong_result


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
        o = nearest(good, stated.value, context.clue)
        return judging.made(stated, "verified", o, why=judging.speaker.about("verified", o))
    made = two_sided([*results(context, judging.figures, own), *_of_sentence(judging, context)])
    if done := follows(judging, context, made, "derived_ok"):
        return done
    if done := named(judging, context):
        return done
    if any(code == "open" and not (made and o.figure.one_sided) for code, o in outcomes):
        return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))
    bound = [o for code, o in outcomes if code in ("bound", "beside")]
    if bound and context.told and judging.may_accuse(context):
        return judging.qualified(stated, nearest(bound, stated.value))
    based = context.base is not None or context.yearly or context.average
    based = based or bool(_of_sentence(judging, context))
    based = based or not (context.spans or context.company.gap)
    based = based and context.told
    if made and based and judging.may_accuse(context):
        return wrong_result(judging, context, made)
    if apart := sure(judging, context):
        return wrong_result(judging, context, apart)
    if printed and context.told and judging.may_accuse(context) and ends(context):
        o = nearest(printed, stated.value)
        right = right_figure(o, stated, judging.words(stated), judging.paragraph.lang)
        why = judging.speaker.about("contradicted", o)
        return judging.made(stated, "derived_wrong", o, right=right, why=why)
    apart_by_break = list(across_breaks(context, judging.figures, own)) if context.told else []
    if done := broken(judging, context, apart_by_break):
        return done
    return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))


def _of_sentence(judging: Judging, context: Context) -> list[Result]:
    """Return what follows from figures that the sentence itself names, without a base."""
    ids = context.topic.of if context.topic else ()
    told = [o for o in judging.before if o.definition.id in ids]
    if len(told) < 2:
        told += [o for o in judging.behind if o.definition.id in ids]
    ordered = sorted(told, key=lambda o: o.period.end)
    named_ends = context.base is not None or context.yearly
    limits = ends(context) if named_ends else None
    made = []
    for one, other in combinations(ordered, 2):
        if named_ends and not (limits and _are(limits, one, other)):
            continue
        if result := told_result(context, judging.figures, one, other):
            made.append(result)
    return made


def _are(limits: tuple[Period, Period], one: Observation, other: Observation) -> bool:
    return same(limits[0], one.period) and same(limits[1], other.period)


def _dated(judging: Judging, context: Context) -> Context:
    """Give a change without a date the period of the figure that its sentence told before it."""
    of = context.topic.of if context.topic else ()
    area = context.place.area
    told = [o for o in judging.before if o.definition.id in of and o.area == area]
    if len({o.period for o in judging.behind}) > 1:
        # It rose by a half, from so many in 2021 to so many in 2023.
        behind = [o for o in judging.behind if o.definition.id in of and o.area == area]
        told = told or sorted(behind, key=lambda o: o.period.end)
    if context.told or not told:
        return context
    period = told[-1].period
    year = (
        Period.parse(f"{period.end.year}")
        if period.kind == "date" and period.closes_a_year
        else period
    )
    return replace(context, period=year, told=True)


def share(judging: Judging, context: Context) -> Judged:
    """Judge a part of a whole."""
    stated = context.stated
    made = two_sided(list(shares(context, judging.figures, judging.before)))
    if done := follows(judging, context, made, "derived_ok"):
        return done
    named = {o.definition.id for o in judging.before}
    if context.company.parted and len(judging.before) == 2 and not judging.unclear:
        # Of the two that were told just before, the one is the whole and the other the part.
        pair = [r for r in made if set(r.inputs) == set(judging.before)]
        if pair:
            return wrong_result(judging, context, pair)
    if context.company.of_world and judging.may_accuse(context):
        world = [r for r in made if r.inputs[0].area == "WLD"]
        if world:
            return wrong_result(judging, context, world)
    ids = context.topic.of if context.topic else ()
    told = [
        r for r in made if set(r.inputs) <= set(judging.before) and r.inputs[1].definition.id in ids
    ]
    if told and not judging.unclear:
        return wrong_result(judging, context, told)
    last = judging.before[-1:]
    declared = [r for r in made if list(r.inputs[1:]) == last]
    if context.company.parted and declared and not judging.unclear:
        return wrong_result(judging, context, declared)
    sure = [r for r in made if named & {i.definition.id for i in r.inputs[:1]}]
    if sure and judging.may_accuse(context):
        return wrong_result(judging, context, sure)
    return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))
