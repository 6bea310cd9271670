"""What one row must agree with: other tables, its own printed form, the date of its source."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import pandas as pd

from metrics.model.period import Period, PeriodError, Published
from metrics.model.reference import (
    EVERY,
    OPERANDS,
    Reference,
    UnreadableReferenceError,
    parse_operands,
)
from metrics.model.unit import Unit
from metrics.printed.reading import PrintedError, Reading, agrees, read_printed
from metrics.tables.problems import Problem
from metrics.tables.read import Row, records, table_schemas

Frames = dict[str, pd.DataFrame]
# Measures of a day, a year or a part of one; a sum over years is cumulative.
OF_ONE_TIME = frozenset({"stock", "flow", "rate", "share", "score", "duration"})
_PAIRS = (("_zh", "_en"), ("_en", "_zh"))


def units_of(frame: pd.DataFrame) -> dict[str, Unit]:
    """Make the units of the table of units."""
    return {
        r["id"]: Unit(
            r["id"], r["quantity"], tuple(r["classifiers"].split()), r["name_zh"], r["name_en"]
        )
        for r in records(frame)
    }


def cross_problems(frames: Frames) -> list[Problem]:
    """List all that tables, each sound by itself, break between each other."""
    problems = [*_foreign(frames), *_translations(frames)]
    problems += [*_codes(frames), *_locators(frames), *_concepts(frames), *_dates(frames)]
    problems += [*_event_dates(frames), *_facts(frames), *_breaks(frames), *_inputs(frames)]
    problems += _relations(frames)
    problems += _contexts(frames)
    return problems


def _foreign(frames: Frames) -> Iterator[Problem]:
    for name, schema in table_schemas().items():
        for key in schema.foreign:
            known = {*frames[key.table][key.target], ""}
            column = frames[name][key.column]
            for index, value in column[~column.isin(known)].items():
                details = {"table": f"{key.table}.csv", "target": key.target}
                yield _at(schema.file, index, key.column, value, "unknown", details)


def _at(
    file: str,
    index: object,
    column: str,
    value: str,
    code: str,
    details: dict[str, str] | None = None,
) -> Problem:
    return Problem(file, int(str(index)) + 2, column, value, code, details or {})


def _translations(frames: Frames) -> Iterator[Problem]:
    """A text in one language without its other language is a fault."""
    for name, schema in table_schemas().items():
        frame = frames[name]
        for column in schema.columns:
            for own, other in _PAIRS:
                twin = column.removesuffix(own) + other
                if not column.endswith(own) or twin not in schema.columns:
                    continue
                for index in frame.index[(frame[column] == "") & (frame[twin] != "")]:
                    yield _at(schema.file, index, column, "", "translation", {"twin": twin})


def _codes(frames: Frames) -> Iterator[Problem]:
    """Every code in use must have a name in codes.csv."""
    named = {(r.list, r.code) for r in frames["codes"].itertuples()}
    lists = {r[0] for r in named}
    for name, schema in table_schemas().items():
        for column in schema.columns:
            if column not in lists or name == "codes":
                continue
            for index, value in frames[name][column].items():
                if value and (column, value) not in named:
                    yield _at(schema.file, index, column, value, "unnamed", {"list": column})


def _locators(frames: Frames) -> Iterator[Problem]:
    codes = frames["codes"]
    headings = set(codes[codes["list"] == "heading"]["code"])
    for name in ("indicators", "events", "outline"):
        for index, locator in frames[name]["locator"].items():
            if locator.split("#")[0].split("/")[0] not in headings:
                yield _at(f"{name}.csv", index, "locator", locator, "unnamed", {"list": "heading"})


def _concepts(frames: Frames) -> Iterator[Problem]:
    """Series of one concept share name, measure and unit."""
    definitions = frames["definitions"]
    for column in ("name_zh", "name_en", "measure", "unit", "theme"):
        first = definitions.groupby("concept")[column].transform("first")
        for index in definitions.index[definitions[column] != first]:
            value = str(definitions.at[index, column])
            details = {"concept": str(definitions.at[index, "concept"])}
            yield _at("definitions.csv", index, column, value, "concept", details)


def _dates(frames: Frames) -> Iterator[Problem]:
    for name, column in (("sources", "published"), ("events", "date")):
        for index, value in frames[name][column].items():
            try:
                _ = Published(value).latest if value else None
            except PeriodError:
                yield _at(f"{name}.csv", index, column, value, "date")


def _event_dates(frames: Frames) -> Iterator[Problem]:
    """What a source reports as done cannot lie after its publication."""
    published = dict(zip(frames["sources"]["id"], frames["sources"]["published"], strict=True))
    for index, row in enumerate(records(frames["events"])):
        date, printed = row["date"], published.get(row["source"], "")
        if (
            row["state"] == "done"
            and date
            and printed
            and date[: len(printed)] > printed[: len(date)]
        ):
            details = {"source": row["source"], "published": printed}
            yield _at("events.csv", index, "date", date, "future", details)


def _breaks(frames: Frames) -> Iterator[Problem]:
    """A break is of the series: all statements of its period must mark it."""
    facts = frames["indicators"]
    here = [facts[c] for c in ("indicator", "area", "period")]
    marked = (facts["status"] == "B").groupby(here).transform("any")
    for index in facts.index[marked & (facts["status"] != "B")]:
        yield _at("indicators.csv", index, "status", str(facts.at[index, "status"]), "break_mixed")


def _inputs(frames: Frames) -> Iterator[Problem]:
    """A derivation needs a statement of each of its inputs."""
    facts = frames["indicators"]
    keys = zip(facts["indicator"], facts["area"], facts["period"], strict=True)
    known = {f"{i}@{p}@{a}" for i, a, p in keys}
    for index, row in enumerate(records(frames["derivations"])):
        for word in row["inputs"].split():
            if f"{word}@{row['area']}" not in known:
                yield _at("derivations.csv", index, "inputs", word, "input")


def _relations(frames: Frames) -> Iterator[Problem]:
    """A relation needs a statement of each figure it names, as many as its kind takes."""
    facts = frames["indicators"]
    statements = [facts[c] for c in ("indicator", "area", "period", "source", "qualifier")]
    known: set[Reference] = set()
    for i, a, p, source, qualifier in zip(*statements, strict=True):
        for area in (a, EVERY):
            known |= {Reference(i, area, p, which) for which in ("", source, qualifier)}
    for index, row in enumerate(records(frames["relations"])):
        try:
            sides = {side: parse_operands(row[side]) for side in ("left", "right")}
        except UnreadableReferenceError:
            continue  # reported as malformed already
        bounds = OPERANDS.get(row["check_kind"], (0,))
        if not bounds[0] <= len(sides["right"]) <= (*bounds, len(sides["right"]))[1]:
            details = {"kind": row["check_kind"], "least": str(bounds[0])}
            yield _at("relations.csv", index, "right", row["right"], "operands", details)
        if any(operand.claimed for side in sides.values() for operand in side):
            yield from _claim(index, row)
        implied = row["check_kind"].startswith("implied_")
        if implied:
            yield from _target(frames, index, row)
        for side in ("right",) if implied else ("left", "right"):
            named = [r for operand in sides[side] for r in operand.references]
            for missing in (r for r in named if r not in known):
                yield _at("relations.csv", index, side, missing.text, "input")


def _claim(index: int, row: Row) -> Iterator[Problem]:
    """A claim of its own has a number that can be read, a source and a unit."""
    for column in ("printed", "source", "unit"):
        if not row[column]:
            yield _at("relations.csv", index, column, "", "claim")
    try:
        read_printed(row["printed"])
    except PrintedError:
        yield _at("relations.csv", index, "printed", row["printed"], "unreadable")


def _target(frames: Frames, index: int, row: Row) -> Iterator[Problem]:
    """An implied figure belongs to a series, or has a name and a unit of its own."""
    indicator = row["left"].partition("@")[0]
    if indicator in set(frames["definitions"]["id"]):
        return
    for column in ("name_zh", "name_en", "unit"):
        if not row[column]:
            yield _at("relations.csv", index, column, "", "target", {"indicator": indicator})


def _contexts(frames: Frames) -> Iterator[Problem]:
    """A row explains a numeral in the signs beside it, so these must hold it."""
    for index, row in enumerate(records(frames["explanations"])):
        if row["numeral"] not in row["context"]:
            details = {"context": row["context"]}
            yield _at("explanations.csv", index, "numeral", row["numeral"], "numeral", details)


def _facts(frames: Frames) -> Iterator[Problem]:
    definitions = {r["id"]: r for r in records(frames["definitions"])}
    units = units_of(frames["units"])
    published = dict(zip(frames["sources"]["id"], frames["sources"]["published"], strict=True))
    for index, row in enumerate(records(frames["indicators"])):
        definition = definitions.get(row["indicator"])
        if definition is None:
            continue  # reported as unknown already
        yield from _period(index, row, definition["measure"], published.get(row["source"], ""))
        unit = units.get(definition["unit"])
        if unit is not None:
            yield from _printed(index, row, unit)
        if row["period_basis"] == "inferred" and not row["note_zh"]:
            yield _at("indicators.csv", index, "note_zh", "", "reason")


def _period(index: int, row: Row, measure: str, published: str) -> Iterator[Problem]:
    here = ("indicators.csv", index, "period", row["period"])
    try:
        period = Period.parse(row["period"])
        latest = Published(published).latest if published else None
    except PeriodError:
        if published:
            yield _at(*here, "period")
        return
    # An edition carries its year before the year is over; a target lies ahead by nature.
    reached = period.start if measure == "rank" else period.end
    if latest is not None and reached > latest and row["status"] != "F":
        yield _at(*here, "future", {"source": row["source"], "published": published})
    if measure == "multiple" and period.kind != "years":
        yield _at(*here, "base")
    if measure in OF_ONE_TIME and period.kind == "years":
        yield _at(*here, "span", {"measure": measure})


def _printed(index: int, row: Row, unit: Unit) -> Iterator[Problem]:
    try:
        value = Decimal(row["value"])
        reading = read_printed(row["printed"])
    except InvalidOperation:
        return  # reported as malformed already
    except PrintedError:
        yield _at("indicators.csv", index, "printed", row["printed"], "unreadable")
        return
    if not agrees(reading, value):
        details = {
            "read": f"{reading.value.normalize():f}",
            "keyed": row["value"],
            "printed": row["printed"],
        }
        yield _at("indicators.csv", index, "value", row["value"], "disagree", details)
    if reading.qualifier != row["qualifier"]:
        details = {"read": reading.qualifier, "printed": row["printed"]}
        yield _at("indicators.csv", index, "qualifier", row["qualifier"], "qualifier", details)
    if not _unit_fits(reading, unit):
        details = {"unit": unit.id, "words": " ".join(unit.classifiers), "tail": reading.tail}
        yield _at("indicators.csv", index, "printed", row["printed"], "unit_words", details)


def _unit_fits(reading: Reading, unit: Unit) -> bool:
    """The words at the number must be those of the unit.

    A count, a rank, a ratio and a fraction may have none, and so may a unit with the word ``-``.
    """
    if not unit.classifiers or (reading.head and reading.head.endswith(unit.classifiers)):
        return True
    if not reading.tail:
        bare = unit.quantity in ("count", "rank", "ratio")
        return reading.repeating or bare or "-" in unit.classifiers
    return reading.tail.startswith(unit.classifiers)
