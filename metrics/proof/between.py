"""What lies between two economies, or between two figures that a sentence names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product

from metrics.model.observation import Observation
from metrics.model.series import CHANGES, ratio_reason
from metrics.printed.interval import Interval
from metrics.proof.context import Context
from metrics.proof.derived import Result, fit_result
from metrics.proof.figures import of_period
from metrics.proof.judging import Judging
from metrics.proof.model import Judged
from metrics.proof.periods import same
from metrics.proof.working import follows, wrong_result
from metrics.rules.economies import DIFFERENCE, MULTIPLE_OF_OTHER, reason_between
from metrics.rules.growth import GROWTH
from metrics.rules.rule import Rule
from metrics.rules.share import SHARE


def compared(judging: Judging, context: Context) -> Judged:
    """Judge what one economy has more or less than another, or how many times as much."""
    stated = context.stated
    made = list(_between(judging, context))
    if done := follows(judging, context, made, "derived_ok"):
        return done
    if made and judging.may_accuse(context):
        return wrong_result(judging, context, made)
    return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))


def _between(judging: Judging, context: Context) -> Iterator[Result]:
    own = of_period(judging.figures.series(context), context)
    theirs = of_period(judging.figures.series(context, context.company.against), context)
    rule = _rule(context)
    for one, other in product(own, theirs):
        if one.definition.measure in CHANGES or reason_between(other, one) is not None:
            continue
        if rule is DIFFERENCE or ratio_reason(other, one) is None:
            yield _unsigned(context, Result(rule, (other, one), *rule.result(other, one)))


def _rule(context: Context) -> Rule:
    kind, role = context.stated.kind, context.stated.role
    if kind == "times":
        return MULTIPLE_OF_OTHER
    if kind == "percent":
        return GROWTH if role == "change" else SHARE
    return DIFFERENCE


def named(judging: Judging, context: Context) -> Judged | None:
    """Judge a gap by two figures that its sentence names; None where it names no two of a kind."""
    found = [*judging.before, *judging.behind]
    made = [r for r in _named(found, context) if fit_result(context.stated, r) == "fits"]
    return follows(judging, context, made, "derived_ok")


def sure(judging: Judging, context: Context) -> list[Result]:
    """Return what lies between the two figures before a gap, where it can be of no others."""
    last = judging.before[-2:]
    clear = (
        context.company.gap and context.base is None and not judging.unclear and not judging.behind
    )
    told = context.told and context.period is not None
    if told and not all(same(context.period, o.period) for o in last if context.period):
        return []
    return list(_named(last, context))[:1] if clear and len(last) == 2 else []


def _named(found: list[Observation], context: Context) -> Iterator[Result]:
    """Yield what lies between figures of one period and unit, the larger over the smaller."""
    stated = context.stated
    for one, other in permutations(dict.fromkeys(found), 2):
        alike = one.definition.unit == other.definition.unit and one.period == other.period
        if not alike or one.figure.value < other.figure.value:
            continue
        rule = _rule(context)
        if rule is DIFFERENCE and stated.kind not in _kinds(one):
            continue
        if rule is SHARE or (rule is not DIFFERENCE and ratio_reason(other, one) is not None):
            continue
        made = Result(rule, (other, one), *rule.result(other, one))
        if stated.falling:
            made = replace(
                made, interval=-made.interval, value=None if made.value is None else -made.value
            )
        yield made


def _kinds(o: Observation) -> tuple[str, ...]:
    unit = o.definition.unit.id
    units: dict[str, tuple[str, ...]] = {
        "percent": ("points",),
        "percentage_points": ("points",),
        "cny": ("cny",),
        "usd": ("usd",),
        "months": ("months",),
        "points": ("score", "bare"),
    }
    if o.definition.measure == "rank":
        return ("rank", "count", "bare")
    return units.get(unit, ("count", "bare"))


def _unsigned(context: Context, made: Result) -> Result:
    """Drop the sign of a gap of ranks: ahead is less."""
    if made.rule is not DIFFERENCE or made.inputs[0].definition.measure != "rank":
        return made
    value = abs(made.value) if made.value is not None else None
    interval = made.interval
    if interval.hi is not None and interval.hi < 0:
        interval = -interval
    if context.stated.falling:
        interval = -interval
    return replace(made, value=value, interval=Interval(interval.lo, interval.hi))
