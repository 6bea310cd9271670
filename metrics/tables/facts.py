"""What a row of facts must be: a period that its measure has, a value that can be, as printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from metrics.model.figure import figure_read
from metrics.model.period import Period, PeriodError, Published
from metrics.model.unit import Unit
from metrics.printed.lexicon import CLASSIFIERS
from metrics.printed.reading import Reading, agrees, read_printed
from metrics.printed.refused import PrintedError
from metrics.tables.forms import ends_before_it_begins
from metrics.tables.limits import (
    EARLIEST,
    LATEST,
    PERIODS,
    canonical,
    measurable,
    possible,
    whole,
)
from metrics.tables.problems import Problem
from metrics.tables.read import Row, Sheet, Sheets


@dataclass(slots=True)
class _Fact:
    """A row of facts with what its codes name."""

    sheet: Sheet
    line: int
    row: Row
    definition: Row
    unit: Unit | None
    published: str
    words: frozenset[str]

    def problem(self, column: str, code: str, **details: str) -> Problem:
        return self.sheet.problem(self.line, column, code, **details)

    def known(self, *columns: str) -> bool:
        return self.sheet.known(self.line, *columns)


def unit_of(row: Row) -> Unit:
    """Make the unit of a row of units.csv."""
    words = tuple(row["classifiers"].split())
    return Unit(row["id"], row["quantity"], words, row["name_zh"], row["name_en"])


def fact_problems(sheets: Sheets) -> Iterator[Problem]:
    """List what cannot be, or is not as printed, in the rows of indicators.csv."""
    sheet = sheets["indicators"]
    definitions = _by_id(sheets["definitions"], "measure", "unit", "relation")
    units = units_of(sheets["units"])
    words = words_of(units)
    sources = _by_id(sheets["sources"])
    for line, row in sheet.rows:
        definition = definitions.get(row["indicator"])
        if definition is None:
            continue  # unknown, or at fault itself
        published = sources[row["source"]]["published"] if row["source"] in sources else ""
        fact = _Fact(sheet, line, row, definition, units.get(definition["unit"]), published, words)
        if fact.known("period"):
            yield from _period(fact)
        if fact.known("printed", "value"):
            yield from _printed(fact)
        if row["period_basis"] == "inferred" and not row["note_zh"] and fact.known("note_zh"):
            yield fact.problem("note_zh", "reason")


def words_of(units: Mapping[str, Unit]) -> frozenset[str]:
    """List the words of all units, and those with which things are counted otherwise."""
    return frozenset().union(CLASSIFIERS, *(u.words for u in units.values())) - {"-", ""}


def units_of(sheet: Sheet) -> dict[str, Unit]:
    """Make the units of the table of units, without those whose words are at fault."""
    return {id_: unit_of(row) for id_, row in _by_id(sheet, "quantity", "classifiers").items()}


def _by_id(sheet: Sheet, *columns: str) -> Mapping[str, Row]:
    """Return the rows by their id, without those of which a wanted value is not known."""
    return {row["id"]: row for line, row in sheet.rows if sheet.known(line, "id", *columns)}


# Tables have many rows of few periods and publications.
@lru_cache(maxsize=2048)
def _parsed(code: str) -> Period:
    return Period.parse(code)


@lru_cache(maxsize=2048)
def _latest(published: str) -> date:
    return Published(published).latest


def _period(fact: _Fact) -> Iterator[Problem]:
    code = fact.row["period"]
    try:
        period = _parsed(code)
    except PeriodError:
        kind = "period_turned" if ends_before_it_begins(code) else "period"
        yield fact.problem("period", kind)
        return
    measure = fact.definition["measure"]
    if not EARLIEST <= period.start.year <= LATEST:
        yield fact.problem("period", "year", earliest=str(EARLIEST), latest=str(LATEST))
    elif canonical(period) != code:
        yield fact.problem("period", "period_whole", mended=canonical(period))
    elif period.kind not in PERIODS.get(measure, {period.kind}):
        problem = fact.problem("period", "span")
        yield replace(problem, words={"form": f"problem.periods.{measure}"})
    elif _not_one_year(fact.definition, period):
        yield replace(fact.problem("period", "span"), words={"form": "problem.periods.yoy"})
    elif fact.known("source"):
        yield from _future(fact, period)


def _not_one_year(definition: Row, period: Period) -> bool:
    """Whether growth on the year before is dated over several years."""
    apart = period.end.year - period.start.year
    return definition["relation"] == "yoy" and period.kind == "years" and apart != 1


def _future(fact: _Fact, period: Period) -> Iterator[Problem]:
    """Refuse what lies after its source: not a target, nor the year of an edition."""
    try:
        latest = _latest(fact.published)
    except PeriodError:
        return  # reported as no date already, or the source is unknown
    measure, scope = fact.definition["measure"], fact.definition["scope"]
    listed = measure == "rank" or (measure in ("count", "score") and scope == "world")
    reached = period.start if listed else period.end
    if reached > latest and fact.row["status"] != "F":
        details = {"source": fact.row["source"], "published": fact.published}
        yield fact.problem("period", "future", **details)


def _printed(fact: _Fact) -> Iterator[Problem]:
    row = fact.row
    value = Decimal(row["value"])
    try:
        reading = read_printed(row["printed"])
    except PrintedError as fault:
        yield unreadable(fact.problem("printed", "unreadable", word=fault.word), fault)
        return
    if fact.unit is not None:
        reading = reading.in_unit(fact.unit.classifiers)
    if fact.unit and (details := unit_problem(reading, fact.unit, fact.words)):
        yield fact.problem("printed", "unit_words", **details)
    elif not agrees(reading, value):
        read = f"{reading.value.normalize():f}"
        details = {"read": read, "keyed": row["value"], "printed": row["printed"]}
        yield fact.problem("value", "disagree", **details)
    elif fact.unit is not None:
        yield from _value(fact, value, reading, fact.unit)
    if fact.known("qualifier") and reading.qualifier != row["qualifier"]:
        details = {"read": reading.qualifier, "printed": row["printed"]}
        yield fact.problem("qualifier", "qualifier", **details)


def unreadable(problem: Problem, fault: PrintedError) -> Problem:
    """Name in a problem what of a printed form was not understood."""
    return replace(problem, words={"reason": f"printed.refused.{fault.reason}"})


def _value(fact: _Fact, value: Decimal, reading: Reading, unit: Unit) -> Iterator[Problem]:
    """Refuse a value that the measure cannot have, however it is printed."""
    measure = fact.definition["measure"]
    if not measurable(measure, unit):
        return  # reported of the definition already
    if whole(measure, unit) and value % 1:
        yield fact.problem("value", "whole", unit=unit.id)
        return
    interval, rule = possible(measure, unit, fact.definition["relation"])
    row = fact.row
    says = figure_read(reading, value, row["printed"], row["qualifier"], unit).interval
    if value not in interval or not says.intersects(interval):
        problem = fact.problem("value", "impossible", measure=measure, unit=unit.id)
        yield replace(problem, words={"range": f"problem.ranges.{rule}"})


def unit_problem(reading: Reading, unit: Unit, known: Collection[str]) -> dict[str, str] | None:
    """Tell what stands at a number in place of the words of its unit; None where they do.

    A count, a rank, a ratio and a fraction may have none, and so may a unit with the word ``-``.

    Parameters
    ----------
    reading : Reading
        Of the printed form, in the unit (`Reading.in_unit`).
    unit : Unit
        What it should be in.
    known : collection of str
        Words of all units, of which the longest counts: 15个月 is in months, not in 个.

    Returns
    -------
    dict of str to str, optional
        What the message names.

    Examples
    --------
    >>> areas = Unit("areas", "count", ("个",), "个", "areas")
    >>> unit_problem(read_printed("15个"), areas, {"个", "个月"}) is None
    True
    >>> unit_problem(read_printed("15个月"), areas, {"个", "个月"})["tail"]
    '个月'
    """
    if not unit.classifiers or _fits(reading, unit, known):
        return None
    words = " ".join(unit.classifiers)
    return {"unit": unit.id, "words": words, "tail": reading.head or reading.tail}


# Tables have many rows of few units.
@lru_cache(maxsize=4096)
def _longest(tail: str, known: frozenset[str]) -> str:
    """Return the longest of some words that a text begins with."""
    return max((w for w in known if tail.startswith(w)), key=len, default="")


def _fits(reading: Reading, unit: Unit, known: Collection[str]) -> bool:
    own = unit.words - {"-"}
    head, tail = reading.head.casefold(), reading.tail.casefold().lstrip("- ")
    if head and not head.endswith(tuple(own)):
        return False
    named = _longest(tail, frozenset(known)) if tail else ""
    if named:
        return named in own and not tail.removeprefix(named).startswith("/")
    if not tail:
        bare = unit.quantity in ("count", "rank", "ratio")
        return bool(head) or reading.repeating or bare or "-" in unit.classifiers
    return bool(head) or any(re.search(rf"\b{w}", tail) for w in own if w.isascii() and w.isalpha())
