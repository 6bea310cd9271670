"""The working of a check: as numbers, and as one sentence that can be read out."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from metrics.catalogue import Tables
from metrics.facts import Observation
from metrics.figures import Interval
from metrics.numbers import Unit, figure_words, join_words, number_text, places_of, value_words
from metrics.reconciliation.kinds import KINDS
from metrics.reconciliation.model import Check, Term
from metrics.series import HOME
from metrics.text import Lang, text

# More figures than these are not read out one by one.
MOST_NAMED = 4
# How fine an interval is written, by its width.
FINE = Decimal("0.01")
_UNIT = re.compile(r"[^\W\d]+(?: [^\W\d]+)*$|(?<=\d) .*$")
# Readings that go without saying.
PLAIN = frozenset({"plain", "listed"})
# Where observed is computed too, and not the claim as it is printed.
_COMPUTED = frozenset({"shared_base", "denominator", "weight", "distinct", "not_before"})
# What the whole of a ratio is counted in, where it is not the unit of the part.
_WHOLES = {"patents_per_10k": "people"}


def sentence(tables: Tables, check: Check, lang: Lang) -> str:
    """Say what was held against what, and what came of it.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> tables = load()
    >>> found = {c.relation.id: c for c in reconcile(tables)}
    >>> sentence(tables, found["change-satisfaction-2012-2021"], "en")
    'Public satisfaction with IP protection: from 63.69 points (2012) to 80.61 points (2021) is a \
change of 16.91 to 16.93 points, and 16.92 points (2012–2021) is printed; the \
figures agree.'
    """
    say = text(lang)
    unit = unit_of(tables, check)
    outcome = check.outcome
    values = {
        "name": _name(tables, check, lang),
        "left": _side(check.left, lang),
        "right": _side(check.right, lang),
        "count": len(check.right),
        "period": check.left[0].first.period.label(lang),
        "expected": interval_words(outcome.expected, unit, lang, rank=is_rank(check)),
        "observed": interval_words(outcome.observed, unit, lang, rank=is_rank(check)),
        "first_source": check.right[0].first.source.cite(lang) if check.right[0].parts else "",
        "last_source": check.left[0].first.source.cite(lang),
        **_named(check, lang),
    }
    said = say(f"reconcile.said.{check.relation.kind}", **values)
    if check.relation.reading not in PLAIN:
        reading = tables.label("reading", check.relation.reading, lang)
        said = say("reconcile.reading", said=said, reading=reading)
    reason = say(f"reason.{check.reason}") if check.reason else ""
    return say(f"reconcile.sentence.{check.verdict}", said=said, reason=reason)


def working(check: Check) -> str:
    """The formula over the printed forms, with the two intervals; the same in both languages.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.reconciliation import reconcile
    >>> found = {c.relation.id: c for c in reconcile(load())}
    >>> working(found["centres-2025-03"])
    '77家 + 48家 = 125; 125家 = 125'
    """
    return f"{formula(check)} = {span(check.outcome.expected)}; {claim(check)}"


def formula(check: Check) -> str:
    """The formula of the right side, over its printed forms."""
    right = [_printed(t) for t in check.right]
    if check.relation.kind == "change" and check.right[0].first.definition.measure == "rank":
        right.reverse()  # places are gained downwards
    named = {f"r{n}": form for n, form in enumerate(right)}
    shown = right if len(right) <= 2 * MOST_NAMED else [*right[:MOST_NAMED], "…", right[-1]]
    return KINDS[check.relation.kind].formula.format(
        left=_left(check), right=" + ".join(shown), sequence=", ".join(shown), **named
    )


def claim(check: Check) -> str:
    """The printed claim with its interval; the interval alone where it is computed too."""
    observed = span(check.outcome.observed)
    return observed if computed(check) else f"{_left(check)} = {observed}"


def computed(check: Check) -> bool:
    """Whether the left side is not the claim as printed, but follows from it."""
    return check.relation.kind in _COMPUTED


def span(interval: Interval) -> str:
    """Write an interval as mathematics does, rounded outward to a hundredth of its width.

    Examples
    --------
    >>> span(Interval(Decimal(40), None)), span(Interval(Decimal("16.75"), Decimal("16.85")))
    ('[40, ∞)', '[16.75, 16.85]')
    """
    if interval.lo is None and interval.hi is None:
        return "(−∞, ∞)"
    lo, hi, _ = _outward(interval, FINE)
    if lo is not None and interval.lo == interval.hi:
        return _plain(lo)
    opening = "(−∞" if lo is None else ("(" if interval.lo_open else "[") + _plain(lo)
    closing = "∞)" if hi is None else _plain(hi) + (")" if interval.hi_open else "]")
    return f"{opening}, {closing}"


def interval_words(interval: Interval, unit: Unit | None, lang: Lang, *, rank: bool = False) -> str:
    """Write an interval so that it can be read out: 57.13% to 57.19%."""
    say = text(lang)
    lo, hi, step = _outward(interval, FINE)

    def words(value: Decimal) -> str:
        if unit is None or rank:
            return number_text(value, places_of(value), lang)
        return str(value_words(value, step, unit, lang))

    if lo is None and hi is None:
        return say("interval.any")
    if lo is None or hi is None:
        known = lo if lo is not None else hi
        return say(
            f"reconcile.bound.{_bound(interval)}",
            value=words(known or Decimal(0)),
        )
    if lo == hi:
        return words(lo)
    first, last = words(lo), words(hi)
    suffix = _common(first, last)
    return say("reconcile.range", lo=first.removesuffix(suffix), hi=last)


def _bound(interval: Interval) -> str:
    if interval.lo is not None:
        return "above" if interval.lo_open else "at_least"
    return "below" if interval.hi_open else "at_most"


def _common(one: str, other: str) -> str:
    """The words of the unit that both end with, so that they are said once."""
    own, others = _UNIT.search(one), _UNIT.search(other)
    return own[0] if own and others and own[0] == others[0] else ""


# A reader takes in no more digits than these.
MOST_DIGITS = 6


def _step(interval: Interval, fine: Decimal) -> Decimal:
    """Worth of the last digit to show: a part of the width, and no more digits than are read."""
    ends = [end for end in (interval.lo, interval.hi) if end]
    size = max((abs(end) for end in ends), default=Decimal(1))
    least = Decimal(1).scaleb(size.adjusted() - MOST_DIGITS + 1)
    if interval.one_sided or not interval.width:
        exact = [Decimal(1).scaleb(int(end.normalize().as_tuple().exponent)) for end in ends]
        step = min(exact, default=Decimal(1))
        whole = step >= 1 and not interval.one_sided
        return step if whole else max(step, least)
    return max(Decimal(1).scaleb(interval.width.adjusted()) * fine, least)


def _outward(interval: Interval, fine: Decimal) -> tuple[Decimal | None, Decimal | None, Decimal]:
    """The ends rounded away from each other, and the worth of their last digit."""
    step = _step(interval, fine)

    def off(value: Decimal | None, mode: str) -> Decimal | None:
        return None if value is None else (value / step).to_integral_value(mode) * step

    if interval.lo is not None and interval.lo == interval.hi:
        value = off(interval.lo, ROUND_HALF_UP)
        return value, value, step
    lo, hi = off(interval.lo, ROUND_FLOOR), off(interval.hi, ROUND_CEILING)
    # Closing zeros that both ends have say nothing.
    zeros = [int(end.normalize().as_tuple().exponent) for end in (lo, hi) if end]
    return lo, hi, max(step, Decimal(1).scaleb(min(zeros, default=0)))


def _plain(value: Decimal) -> str:
    return number_text(value, places_of(value), "en")


def _printed(term: Term) -> str:
    if term.number is not None:
        return f"{term.number:f}"
    forms = [o.figure.printed for o in term.parts]
    return forms[0] if len(forms) == 1 else f"({' + '.join(forms)})"


def _left(check: Check) -> str:
    forms = [_printed(t) for t in check.left]
    return " + ".join(forms if len(forms) <= MOST_NAMED else [*forms[:MOST_NAMED], "…"])


def _named(check: Check, lang: Lang) -> dict[str, str]:
    """The figures of the right side by letter, in the order of the kind."""
    letters = dict.fromkeys("abcd", "")
    return letters | {
        letter: term_words(term, lang) for letter, term in zip("abcd", check.right, strict=False)
    }


def _side(terms: tuple[Term, ...], lang: Lang) -> str:
    if len(terms) > MOST_NAMED:
        return text(lang)("reconcile.many", count=len(terms), first=term_words(terms[0], lang))
    return join_words([term_words(t, lang) for t in terms], lang)


def term_words(term: Term, lang: Lang) -> str:
    """A figure with its period, or the sum of some: 3,098亿元（2021年）."""
    say = text(lang)
    if term.number is not None:
        return number_text(term.number, places_of(term.number), lang)
    parts = [
        say("reconcile.value", value=_value(o, lang), period=o.period.label(lang))
        for o in term.parts
    ]
    return say("reconcile.plus").join(parts)


def _value(o: Observation, lang: Lang) -> str:
    rank = o.definition.measure == "rank"
    return str(figure_words(o.figure, o.definition.unit, lang, rank=rank))


def _name(tables: Tables, check: Check, lang: Lang) -> str:
    """What the check is about: the levels where there are any, else the claim."""
    levels = () if check.relation.kind in ("mix", "weight") else check.right
    term = next(t for t in (*levels, *check.left) if t.parts)
    name, area = term.first.definition.name(lang), term.first.area
    if area == HOME or check.relation.kind in ("rank", "distinct"):
        return name
    return text(lang)("reconcile.of_area", name=name, area=tables.label("area", area, lang))


def is_rank(check: Check) -> bool:
    """Whether the two intervals are places in a ranking."""
    return check.relation.kind in ("rank", "same_base")


def unit_of(tables: Tables, check: Check) -> Unit | None:
    """What the two intervals are in; places and pairs are in no unit."""
    kind = check.relation.kind
    if kind in ("distinct", "rank"):
        return None
    if kind == "shared_base":
        return check.right[0].first.definition.unit
    if kind == "denominator":
        ratio = check.right[0].first.definition.unit.id
        return tables.units[_WHOLES[ratio]] if ratio in _WHOLES else _own(check)
    return _own(check)


def _own(check: Check) -> Unit:
    return check.left[0].first.definition.unit
