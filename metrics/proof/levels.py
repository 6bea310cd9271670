"""Levels: a number that says how much there is, held against the figures of its period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from metrics.model.observation import Observation
from metrics.proof.context import Context
from metrics.proof.figures import nearest, of_its_year, of_period
from metrics.proof.fit import Outcome, apart
from metrics.proof.judging import GOOD, Judging
from metrics.proof.model import Judged
from metrics.proof.numbers import Stated
from metrics.proof.slips import slip

# A number of fewer digits than these may be that of another year by chance.
_TELLING = 2
# A number that is so many times as large or as small is that of something else.
_LARGER = 30
# What a bound of another scope may be off from its figure.
_NEAR = Decimal("0.05")
# A doubtful number that is so close to a figure is of it.
_CLOSE = Decimal("0.03")


def level(judging: Judging, context: Context) -> Judged:
    """Judge a number that says how much there is."""
    stated = context.stated
    own = judging.figures.series(context)
    here = of_period(own, context)
    outcomes = judging.outcomes(context, here)
    if done := _meant(judging, context, outcomes):
        return done
    if done := _agreed(judging, context, outcomes):
        return done
    if done := _glimpsed(judging, context, here) or _of_others(judging, context):
        return done
    if any(code == "open" for code, _ in outcomes):
        o = nearest((o for code, o in outcomes if code == "open"), stated.value, context.clue)
        return judging.made(stated, "unknown", o, why=judging.speaker.about(_open(stated, o), o))
    if judging.may_accuse(context):
        return _accused(judging, context, here, outcomes)
    beside = [o for code, o in outcomes if code == "beside" and _beside(context, o)]
    if beside:
        return judging.qualified(stated, nearest(beside, stated.value))
    slips = [o for o in here if context.hinted and slip(stated, o.figure.value)]
    if slips:
        return _contradicted(judging, context, nearest(slips, stated.value))
    return judging.silent(context, here)


def _beside(context: Context, o: Observation) -> bool:
    """Tell whether a doubtful number is so near to a figure that its words are surely of it."""
    if not context.hinted or context.stated.qualifier in ("exact", "about"):
        return False
    off = apart(o.figure.value, context.stated.value)
    return off == 0 if o.figure.one_sided else off <= _CLOSE


def _meant(
    judging: Judging, context: Context, outcomes: Sequence[tuple[Outcome, Observation]]
) -> Judged | None:
    """Return the verdict where words are on the wrong side of the figure that is surely meant.

    近490万 is meant for 499.1 of all owners, though it is more than 401.5 of domestic ones.
    """
    stated = context.stated
    if stated.qualifier in ("exact", "about") or not outcomes or not judging.may_accuse(context):
        return None
    code, o = min(outcomes, key=lambda c: apart(c[1].figure.value, stated.value))
    close = apart(o.figure.value, stated.value) <= _NEAR
    return judging.qualified(stated, o) if code == "beside" and close else None


def _agreed(
    judging: Judging, context: Context, outcomes: Sequence[tuple[Outcome, Observation]]
) -> Judged | None:
    """Return the verdict where a figure says the same, or is a bound told as exact."""
    stated = context.stated
    for wanted in ("same", "bound", "fits"):
        if of := [o for code, o in outcomes if code == wanted]:
            o = nearest(of, stated.value, context.clue)
            if wanted == "bound":
                return judging.qualified(stated, o)
            judging.before.append(o)
            judging.fitting[stated.start] = tuple(o for code, o in outcomes if code in GOOD)
            return judging.made(stated, "verified", o, why=judging.speaker.about("verified", o))
    return None


def _open(stated: Stated, o: Observation) -> str:
    """Tell by its key why a number cannot be held against a figure."""
    if o.figure.qualifier != "exact":
        return "open_bound"
    if stated.qualifier != "exact":
        return "open_wide"
    finer = stated.step < o.figure.last_digit_unit and stated.value in o.figure.interval
    return "open_finer" if finer else "open"


def _glimpsed(judging: Judging, context: Context, here: Sequence[Observation]) -> Judged | None:
    """Accept a figure of a day within the year, or of any period where none is told here."""
    stated = context.stated
    own = judging.figures.series(context)
    near = [o for o in of_its_year(own, context) if o.period.kind == "date"]
    told = context.period is not None and context.period.kind == "year"
    found = near if told else []
    if context.period is not None and context.period.kind == "years":
        years = {context.period.start.year, context.period.end.year}
        found = [o for s in own for o in s.statements if o.period.end.year in years]
    if not context.told:
        found = [o for s in own for o in s.statements]
    elif context.spans:
        found += [o for s in own for o in s.statements if o.period.kind == "years"]
    good = [o for code, o in judging.outcomes(context, found) if code in GOOD]
    if not good:
        return None
    o = nearest(good, stated.value, context.clue)
    newest = max(p.period.end for s in own for p in s.statements)
    if here and context.carried and o.period.end < newest:
        # It is told of a time that nobody spoke of; what has no date may be the newest.
        meant = nearest(here, stated.value)
        why = judging.speaker.about("other_time", meant, other=judging.speaker.figure(o))
        return judging.made(stated, "unknown", meant, why=why)
    judging.before.append(o)
    return judging.made(stated, "verified", o, why=judging.speaker.about("verified", o))


def _of_others(judging: Judging, context: Context) -> Judged | None:
    """Accept a figure of another economy that the sentence names, where none is beside it."""
    stated = context.stated
    found = [
        o
        for area in context.place.others
        for o in of_period(judging.figures.series(context, area), context)
    ]
    good = [o for code, o in judging.outcomes(context, found) if code in GOOD]
    if not good:
        return None
    o = nearest(good, stated.value)
    judging.before.append(o)
    return judging.made(stated, "verified", o, why=judging.speaker.about("verified", o))


def _accused(
    judging: Judging,
    context: Context,
    here: Sequence[Observation],
    outcomes: Sequence[tuple[Outcome, Observation]],
) -> Judged:
    stated = context.stated
    beside = [o for code, o in outcomes if code == "beside"]
    if beside and stated.qualifier != "exact":
        return judging.qualified(stated, nearest(beside, stated.value))
    if other := _elsewhere(judging, context, here):
        return other
    if not here:
        return judging.silent(context, here)
    if beside:
        return judging.qualified(stated, nearest(beside, stated.value))
    o = nearest(here, stated.value)
    far = stated.value * _LARGER < o.figure.value or stated.value > o.figure.value * _LARGER
    if far and not _scaled(stated.value, o.figure.value):
        return judging.silent(context, here)  # no slip makes so much of a difference
    return _contradicted(judging, context, o)


def _contradicted(judging: Judging, context: Context, o: Observation) -> Judged:
    stated = context.stated
    judging.before.append(o)
    why = judging.speaker.about("contradicted", o)
    return judging.righted(judging.made(stated, "contradicted", o, why=why), stated, o)


def _elsewhere(judging: Judging, context: Context, here: Sequence[Observation]) -> Judged | None:
    """Return the verdict on a number that is true of another scope, period or economy."""
    own = judging.figures.series(context)
    digits = _digits(context.stated)
    tries: list[tuple[bool, Callable[[], Iterable[Observation]]]] = [
        (True, lambda: of_period(judging.figures.any_scope(context), context)),
        (digits >= _TELLING, lambda: of_its_year(own, context)),
        (
            bool(here) and context.told and digits >= _TELLING,
            lambda: [o for s in own for o in s.statements],
        ),
        (
            bool(here) and digits > _TELLING,
            lambda: [
                o
                for area in judging.figures.areas(context)
                for o in of_period(judging.figures.series(context, area), context)
            ],
        ),
    ]
    for open_, found in tries:
        near = [
            o for code, o in judging.outcomes(context, found() if open_ else ()) if code in GOOD
        ]
        near = [o for o in near if apart(o.figure.value, context.stated.value) <= _NEAR]
        if near and (context.stated.qualifier == "exact" or open_ is True):
            near_by = nearest(near, context.stated.value, context.clue)
            return _scope(judging, context, here, near_by)
    return None


def _scope(
    judging: Judging, context: Context, here: Sequence[Observation], other: Observation
) -> Judged:
    stated = context.stated
    if not here:
        why = judging.speaker.about("wrong_scope_alone", other)
        return judging.made(stated, "wrong_scope", other, why=why)
    # Of the scopes that are meant, the first of the tables: 国内 is without Hong Kong and Macao.
    first = min(here, key=lambda o: o.definition.position).definition
    o = nearest((o for o in here if o.definition is first), stated.value)
    judging.before.append(o)
    why = judging.speaker.about("wrong_scope", o, other=judging.speaker.figure(other))
    return judging.righted(judging.made(stated, "wrong_scope", o, why=why), stated, o)


def _scaled(value: Decimal, other: Decimal) -> bool:
    """Tell whether numbers have the same digits, so that one was told in a wrong scale."""
    digits = value.normalize().as_tuple().digits
    return len(digits) >= _TELLING and digits == other.normalize().as_tuple().digits


def _digits(stated: Stated) -> int:
    """Count the digits of a number that tell it from others."""
    return len(stated.value.normalize().as_tuple().digits)
