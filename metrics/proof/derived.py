"""Numbers that follow from figures: growth, differences, multiples, shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations, product

from metrics.model.observation import Observation
from metrics.model.period import Period
from metrics.model.series import CHANGES, HOME, Series, of_region, ratio_reason, series_key
from metrics.printed.interval import Interval
from metrics.proof.context import Context
from metrics.proof.figures import Figures
from metrics.proof.fit import Outcome, round_unit
from metrics.proof.numbers import Stated
from metrics.proof.periods import same, shifted
from metrics.proof.topics import kinds
from metrics.rules.average_growth import average_growth
from metrics.rules.change import CHANGE, GAIN, average_change
from metrics.rules.growth import GROWTH
from metrics.rules.multiple import MULTIPLE
from metrics.rules.rule import Rule
from metrics.rules.share import SHARE, whole_of

_HUNDRED = Decimal(100)
_DOUBLED, _NOT_DOUBLED = Decimal("0.95"), Decimal("1.4")
_CLOSE, _NEARLY, _FRACTION = Decimal("0.7"), Decimal("0.9"), Decimal("0.85")


@dataclass(frozen=True)
class Result:
    """What follows from two figures.

    Parameters
    ----------
    rule : Rule
        How.
    inputs : tuple of Observation
        From what, in the order of the rule.
    interval : Interval
        All values that it may have.
    value : Decimal, optional
        What the figures give as they are shown; None of a bound.
    across : bool
        Whether a break lies between the figures, so that it is arithmetic and nothing more.
    """

    rule: Rule
    inputs: tuple[Observation, ...]
    interval: Interval
    value: Decimal | None
    across: bool = False


def ends(context: Context) -> tuple[Period, Period] | None:
    """Return the base and the end of a change, as the words name them; None where they do not.

    Examples
    --------
    >>> from metrics.proof.numbers import Stated
    >>> grown = Context(Stated(0, 1, None), period=Period.parse("2023"))
    >>> [p.code for p in ends(grown)]
    ['2022', '2023']
    """
    end, base = context.period, context.base
    if end is None:
        return None
    if end.kind == "years":
        return Period.parse(f"{end.start.year}"), Period.parse(f"{end.end.year}")
    if base is not None and base.period is not None and not context.yearly:
        first = base.period
        return (first, end) if first.end < end.end else None
    if context.average:
        return None
    before = shifted(end, (base.shift if base and base.shift < 0 else -1))
    return (before, end) if before else None


def results(context: Context, figures: Figures, series: Iterable[Series]) -> Iterator[Result]:
    """Yield what follows from each pair of figures of the two periods that may be compared."""
    for base_period, end_period in spans(context):
        for one in series:
            if one.definition.measure in CHANGES:
                continue
            bases = [o for o in one.statements if same(base_period, o.period)]
            ends_ = [o for o in one.statements if same(end_period, o.period)]
            for base, end in product(bases, ends_):
                made = result_of(context, base, end)
                if made and one.against(base, end) is None:
                    yield made


def spans(context: Context) -> tuple[tuple[Period, Period], ...]:
    """Return the bases and ends that may be meant: where none is named, those of the sentence."""
    first = ends(context)
    end = context.period
    years = context.company.years
    if context.company.of_years and context.base is None:
        # 2022、2023年共增: from the year before the first to the last.
        whole = Period.parse(f"{years[0] - 1}"), Period.parse(f"{years[-1]}")
        return (whole, first) if first else (whole,)
    if context.base is not None or context.yearly or end is None:
        return (first,) if first else ()
    named = tuple((p, end) for p in context.others)
    return (*named, first) if first else named


def result_of(context: Context, base: Observation, end: Observation) -> Result | None:
    """Return what follows from a base and an end in the unit that is stated; None where nothing."""
    rule = _rule(context, base, end)
    if rule.refusal(base, end) is not None:
        return None
    return Result(rule, (base, end), *rule.result(base, end))


def across_breaks(context: Context, figures: Figures, series: Iterable[Series]) -> Iterator[Result]:
    """Yield what would follow from each pair of figures that a break lies between."""
    for base_period, end_period in spans(context):
        for one in series:
            bases = [o for o in one.statements if same(base_period, o.period)]
            ends_ = [o for o in one.statements if same(end_period, o.period)]
            for base, end in product(bases, ends_):
                if one.against(base, end) == "break" and one.definition.measure not in CHANGES:
                    made = told_result(context, figures, base, end)
                    if made is not None:
                        yield made


def told_result(
    context: Context, figures: Figures, base: Observation, end: Observation
) -> Result | None:
    """Return what follows from two figures that a text itself puts side by side.

    A break between them makes the comparison doubtful, and a wrong sum no better.
    """
    tables = figures.tables.where(series_key("", end.area))
    series = tables.all_series.get((end.definition.id, end.area))
    broken = series is not None and series.against(base, end) == "break"
    rule = _rule(context, base, end)
    if not broken or base.definition is not end.definition:
        return result_of(context, base, end)
    if ratio_reason(base, end) is not None or base.figure.one_sided or end.figure.one_sided:
        return None
    return Result(rule, (base, end), *rule.result(base, end), across=True)


def _rule(context: Context, base: Observation, end: Observation) -> Rule:
    """Choose the rule of the change that is stated."""
    kind, role = context.stated.kind, context.stated.role
    if kind == "times" and role == "level":
        return MULTIPLE
    if kind in ("percent", "times"):
        months = (end.period.end.year - base.period.end.year) * 12
        return average_growth(months) if context.average and months else GROWTH
    years = end.period.end.year - base.period.end.year
    if context.average and years > 1:
        return average_change(years)
    return GAIN if end.definition.measure == "rank" else CHANGE


def printed_changes(
    context: Context, figures: Figures, series: Iterable[Series]
) -> Iterator[Observation]:
    """Yield printed figures of such a change: of the period, or from its base to its end."""
    between = ends(context)
    span = f"{between[0].end.year}/{between[1].end.year}" if between else ""
    of = [s for s in series if s.definition.measure in CHANGES]
    related = (d for s in series for d in figures.changes_of(s.definition))
    area = context.place.area
    found = (figures.tables.all_series.get((d.id, area)) for d in related)
    stated = context.stated
    if stated.amount is not None and stated.amount.kind == "growth":
        return  # 翻一番 is no printed rate
    like = [s for s in (*of, *(s for s in found if s)) if stated.kind in kinds(s.definition)]
    for one in dict.fromkeys(like):
        for o in one.statements:
            told = context.period is None or same(context.period, o.period)
            if told or (o.period.kind == "years" and o.period.code == span):
                yield o


def shares(context: Context, figures: Figures, before: Iterable[Observation]) -> Iterator[Result]:
    """Yield what part of their wholes the figures of a topic are."""
    told = context.period
    if told is None:
        return
    tables = figures.tables.where(series_key("", context.place.area))
    for one in figures.series(context):
        for part in (o for o in one.statements if same(told, o.period)):
            for whole in _wholes(tables.all_series, part, before):
                if ratio_reason(whole, part) is None:
                    yield Result(SHARE, (whole, part), *SHARE.result(whole, part))
    named = list(before)[-3:]
    if context.company.parted and len(named) > 1:
        part, whole = sorted(named[-2:], key=lambda o: o.figure.value)
        if part.definition.unit == whole.definition.unit and ratio_reason(whole, part) is None:
            yield Result(SHARE, (whole, part), *SHARE.result(whole, part))
    for part, whole in permutations(named, 2):
        alike = part.definition.unit == whole.definition.unit and same(part.period, whole.period)
        if alike and ratio_reason(whole, part) is None and part.figure.value < whole.figure.value:
            yield Result(SHARE, (whole, part), *SHARE.result(whole, part))


def _wholes(
    series: dict[tuple[str, str], Series], part: Observation, before: Iterable[Observation]
) -> Iterator[Observation]:
    """Yield figures of the declared whole of a part, of the world, and those named before.

    A region is a part of its country.
    """
    own = part.definition
    around = HOME if of_region(series_key(own.id, part.area)) else "WLD"
    for key in ((whole_of(own), part.area), (own.id, around)):
        if key in series and key != (own.id, part.area):
            yield from (o for o in series[key].statements if same(part.period, o.period))
    for o in before:
        if o.definition.unit == own.unit and o.definition.id != own.id:
            yield o


def fit_result(stated: Stated, result: Result) -> Outcome:
    """Hold a stated change, multiple or share against what follows from figures."""
    interval = result.interval
    sign = -1 if stated.falling else 1
    if stated.kind == "times":
        return _fit_times(stated, result)
    if sign < 0:
        interval = -interval
    return _held(stated, interval)


def _held(stated: Stated, interval: Interval) -> Outcome:
    if interval.lo is None or interval.hi is None:
        return "open" if interval.intersects(stated.told) else "far"
    value, lo, hi = stated.value, interval.lo, interval.hi
    if stated.top is not None or stated.qualifier == "exact":
        return _exact(stated, lo, hi)
    if stated.qualifier == "about":
        unit = round_unit(stated)
        return "fits" if lo - unit <= value <= hi + unit else "far"
    if stated.qualifier in ("over", "at_least"):
        if hi >= value:
            return "fits" if value >= lo * _CLOSE else "open"
        return "beside" if value - hi <= max(round_unit(stated), stated.step) else "far"
    if lo <= value:
        # Fractions are told of what is further off: nearly a third.
        most = _FRACTION if stated.amount and stated.amount.repeating else _NEARLY
        return "fits" if hi >= value * most else "far"
    return "beside" if lo - value <= max(round_unit(stated), stated.step) else "far"


def _exact(stated: Stated, lo: Decimal, hi: Decimal) -> Outcome:
    told = stated.told
    assert told.lo is not None
    assert told.hi is not None
    if told.lo <= hi and told.hi >= lo:
        return "fits"
    # Cut, not rounded, or reckoned from rounded figures.
    return "open" if Decimal(0) < lo - stated.value < stated.step else "far"


def _fit_times(stated: Stated, result: Result) -> Outcome:
    """Hold a multiple: 翻一番 is twice or somewhat more, 增长2倍 may mean twice or three times."""
    interval = result.interval
    if result.rule.name != "multiple":
        plus = Interval.point(_HUNDRED)
        interval = (interval + plus).scaled(1 / _HUNDRED)
    if interval.lo is None or interval.hi is None:
        return "open"
    amount = stated.amount
    assert amount is not None
    if amount.kind == "growth":
        ratio = stated.value / _HUNDRED + 1
        return _doubled(stated, ratio, interval.lo, interval.hi)
    own = _held(stated, interval)
    if stated.role == "change" and own != "fits":
        more = _held(stated, interval - Interval.point(Decimal(1)))
        return more if own == "far" or more == "fits" else own
    return own


def _doubled(stated: Stated, ratio: Decimal, lo: Decimal, hi: Decimal) -> Outcome:
    if stated.qualifier in ("over", "at_least"):
        return "fits" if hi >= ratio else "beside" if hi >= ratio * _DOUBLED else "far"
    if stated.qualifier == "near":
        return "fits" if lo <= ratio and hi >= ratio * _CLOSE else "far"
    return "fits" if hi >= ratio * _DOUBLED and lo <= ratio * _NOT_DOUBLED else "far"
