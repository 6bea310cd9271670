"""Totals and means: of the years that are named, or of what the sentence told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.model.observation import Observation
from metrics.model.series import Series
from metrics.proof.context import Context
from metrics.proof.derived import Result
from metrics.proof.judging import Judging
from metrics.proof.levels import level
from metrics.proof.model import Judged
from metrics.proof.working import follows, two_sided, wrong_result
from metrics.rules.rule import Rule
from metrics.rules.total import MEAN, TOTAL

# Measures of which years have a mean.
_HAVE_MEANS = frozenset({"flow", "score", "duration", "rate", "share"})


def total(judging: Judging, context: Context) -> Judged:
    """Judge a number that is said to be a total or a mean; else as the figure that it may be."""
    stated = context.stated
    if context.topic is None:
        return level(judging, context)
    quiet = judging.doubting(context)
    plain = level(judging, quiet)
    if plain.verdict != "unknown":
        return plain
    of_years = two_sided(list(_of_years(judging, context)))
    adds = context.company.together == "total"
    of_parts = list(_of_parts(judging)) if adds else []
    if done := follows(judging, context, [*of_years, *of_parts], "derived_ok"):
        return done
    sure = judging.may_accuse(context)
    if of_years and sure and (context.company.together or _beyond(context, of_years)):
        return wrong_result(judging, context, of_years)
    if of_parts and context.company.summed and not judging.unclear:
        # All that the sentence told, as far as it is of one kind.
        return wrong_result(judging, context, [max(of_parts, key=lambda r: len(r.inputs))])
    span = context.period is not None and context.period.kind == "years"
    if (context.company.of_years and not span) or context.company.summed:
        return judging.made(stated, "unknown", why=judging.speaker.plain("no_pair"))
    return level(judging, context)


def _beyond(context: Context, made: Sequence[Result]) -> bool:
    """Tell whether a number is more than each of the years has, so that it is a total unsaid."""
    return all(context.stated.value > o.figure.value for r in made for o in r.inputs)


def _of_years(judging: Judging, context: Context) -> Iterator[Result]:
    """Yield the totals or means of the years that are named together."""
    if len(context.company.years) < 2:
        return
    rule = MEAN if context.company.together == "mean" else TOTAL
    for one in judging.figures.series(context):
        measure = one.definition.measure
        if measure == "flow" or (rule is MEAN and measure in _HAVE_MEANS):
            points = _points(one, context.company.years)
            if points and not any(o.status == "B" for o in points[1:]):
                yield _result(rule, points)


def _points(series: Series, years: Sequence[int]) -> tuple[Observation, ...]:
    """Return the points of some years; none where one of them has none."""
    by_year = {o.period.end.year: o for o in series.main if o.period.kind == "year"}
    found = tuple(by_year[year] for year in years if year in by_year)
    return found if len(found) == len(years) else ()


def _of_parts(judging: Judging) -> Iterator[Result]:
    """Yield the totals of the last figures that the sentence told."""
    told = judging.before
    # 由57家增加到62家: of each the last.
    last = list({(o.definition.id, o.area): o for o in told}.values())
    runs = [
        *(told[-n:] for n in range(2, len(told) + 1)),
        *(last[-n:] for n in range(2, len(last))),
    ]
    for run in (*runs, last):
        parts = tuple(run)
        if len(parts) < 2 or len({o.definition.unit.id for o in parts}) > 1:
            continue
        adds = parts[0].definition.measure in ("flow", "stock", "cumulative", "count")
        if adds and TOTAL.refusal(*parts) is None:
            yield _result(TOTAL, parts)


def _result(rule: Rule, inputs: tuple[Observation, ...]) -> Result:
    # Means of ratios are of the figures as they are; nothing refuses them over years.
    return Result(rule, inputs, *rule.result(*inputs))
