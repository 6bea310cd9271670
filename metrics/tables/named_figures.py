"""Figures that derivations and relations name: each must be one that a row states."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.model.reference import (
    EVERY,
    OPERANDS,
    Operand,
    Reference,
    UnreadableReferenceError,
    parse_operands,
)
from metrics.printed.reading import read_printed
from metrics.printed.refused import PrintedError
from metrics.tables.facts import unit_problem, units_of, unreadable, words_of
from metrics.tables.problems import Problem
from metrics.tables.read import Row, Sheet, Sheets


def figure_problems(sheets: Sheets) -> Iterator[Problem]:
    """List the figures that derivations and relations name and that no row states."""
    figures = _Figures(sheets["indicators"])
    yield from _inputs(sheets["derivations"], figures)
    yield from _relations(sheets, figures)


class _Figures:
    """The figures that indicators.csv states, by every way in which a reference names them."""

    def __init__(self, sheet: Sheet) -> None:
        self.lost = sheet.incomplete
        self.known: set[Reference] = set()
        self.uncertain: list[dict[str, str]] = []
        places = ("indicator", "area", "period", "source", "qualifier")
        for line, row in sheet.rows:
            sound = {c: row[c] for c in places if sheet.known(line, c)}
            if len(sound) < len(places):
                self.uncertain.append(sound)
            for area in (row["area"], EVERY):
                for which in ("", row["source"], row["qualifier"]):
                    self.known.add(Reference(row["indicator"], area, row["period"], which))

    def lacks(self, reference: Reference) -> bool:
        """Tell whether no row states a figure, nor might where a cell of it is at fault."""
        if reference in self.known or self.lost:
            return False
        wanted = {"indicator": reference.indicator, "period": reference.period}
        if reference.area != EVERY:
            wanted["area"] = reference.area
        return not any(
            all(sound.get(c, value) == value for c, value in wanted.items())
            for sound in self.uncertain
        )


def _inputs(sheet: Sheet, figures: _Figures) -> Iterator[Problem]:
    """Refuse an input of a derivation that no row states, or that is the result."""
    for line, inputs in sheet.values("inputs"):
        row = sheet.cells[line]
        if not sheet.known(line, "area"):
            continue
        for word in inputs.split():
            indicator, _, period = word.partition("@")
            if (indicator, period) == (row["indicator"], row["period"]):
                yield sheet.problem(line, "inputs", "itself")
            elif figures.lacks(Reference(indicator, row["area"], period)):
                yield sheet.problem(line, "inputs", "input", named=word)


def _relations(sheets: Sheets, figures: _Figures) -> Iterator[Problem]:
    """Refuse a figure of a relation that no row states, and more or fewer than its kind takes."""
    sheet = sheets["relations"]
    for line, row in sheet.rows:
        if not sheet.known(line, "left", "right", "check_kind"):
            continue
        try:
            sides = {side: parse_operands(row[side]) for side in ("left", "right")}
        except UnreadableReferenceError:
            continue  # reported as malformed already
        yield from _relation(sheets, line, row, sides, figures)


def _relation(
    sheets: Sheets,
    line: int,
    row: Row,
    sides: dict[str, tuple[Operand, ...]],
    figures: _Figures,
) -> Iterator[Problem]:
    sheet = sheets["relations"]
    bounds = OPERANDS.get(row["check_kind"], (0,))
    count = len(sides["right"])
    if not bounds[0] <= count <= (*bounds, count)[1]:
        details = {"kind": row["check_kind"], "least": str(bounds[0])}
        yield sheet.problem(line, "right", "operands", **details)
    if set(sides["left"]) & set(sides["right"]):
        yield sheet.problem(line, "right", "itself")
    if any(operand.claimed for side in sides.values() for operand in side):
        yield from _claim(sheets, line, row)
    implied = row["check_kind"].startswith("implied_")
    if implied:
        yield from _target(sheets, line, row)
    for side in ("right",) if implied else ("left", "right"):
        named = [r for operand in sides[side] for r in operand.references]
        for missing in (r for r in named if figures.lacks(r)):
            yield sheet.problem(line, side, "input", named=missing.text)


def _claim(sheets: Sheets, line: int, row: Row) -> Iterator[Problem]:
    """Refuse a claim of its own without a number that can be read, a source and a unit."""
    sheet, units = sheets["relations"], units_of(sheets["units"])
    for column in ("printed", "source", "unit"):
        if not row[column] and sheet.known(line, column):
            yield sheet.problem(line, column, "claim")
    if row["printed"] and sheet.known(line, "printed"):
        try:
            reading = read_printed(row["printed"])
        except PrintedError as fault:
            yield unreadable(sheet.problem(line, "printed", "unreadable", word=fault.word), fault)
            return
        unit = units.get(row["unit"])
        if unit and (
            details := unit_problem(reading.in_unit(unit.classifiers), unit, words_of(units))
        ):
            yield sheet.problem(line, "printed", "unit_words", **details)


def _target(sheets: Sheets, line: int, row: Row) -> Iterator[Problem]:
    """Refuse an implied figure of no series that has no name and unit of its own."""
    sheet, definitions = sheets["relations"], sheets["definitions"]
    indicator = row["left"].partition("@")[0]
    if any(indicator == d["id"] for _, d in definitions.rows) or not definitions.holds_all("id"):
        return
    for column in ("name_zh", "name_en", "unit"):
        if not row[column] and sheet.known(line, column):
            yield sheet.problem(line, column, "target", indicator=indicator)
