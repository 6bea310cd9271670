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
        self.known: set[tuple[str, ...]] = set()
        self.uncertain: list[dict[str, str]] = []
        places = ("indicator", "area", "period", "source", "qualifier")
        for line, row in sheet.rows:
            if sheet.unsound:
                sound = {c: row[c] for c in places if sheet.known(line, c)}
                if len(sound) < len(places):
                    self.uncertain.append(sound)
            indicator, area, period, source, qualifier = (row[c] for c in places)
            for own in ((indicator, area, period), (indicator, EVERY, period)):
                self.known.update((own, (*own, source), (*own, qualifier)))

    def lacks(self, reference: Reference) -> bool:
        """Tell whether no row states a figure, nor might where a cell of it is at fault."""
        which = (reference.which,) if reference.which else ()
        place = reference.indicator, reference.area, reference.period
        if (*place, *which) in self.known or self.lost:
            return False
        wanted = {"indicator": reference.indicator, "period": reference.period}
        if reference.area != EVERY:
            wanted["area"] = reference.area
        return not any(
            all(sound.get(c, value) == value for c, value in wanted.items())
            for sound in self.uncertain
        )


class _Named:
    """What relations name besides figures: units, with their words, and indicators."""

    def __init__(self, sheets: Sheets) -> None:
        self.units = units_of(sheets["units"])
        self.words = words_of(self.units)
        definitions = sheets["definitions"]
        self.indicators = {row["id"] for _, row in definitions.rows}
        self.every_indicator = definitions.holds_all("id")


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
    sheet, named = sheets["relations"], _Named(sheets)
    for line, row in sheet.rows:
        if not sheet.known(line, "left", "right", "check_kind"):
            continue
        try:
            sides = {side: parse_operands(row[side]) for side in ("left", "right")}
        except UnreadableReferenceError:
            continue  # reported as malformed already
        yield from _relation(sheet, line, row, sides, figures, named)


def _relation(
    sheet: Sheet,
    line: int,
    row: Row,
    sides: dict[str, tuple[Operand, ...]],
    figures: _Figures,
    named: _Named,
) -> Iterator[Problem]:
    bounds = OPERANDS.get(row["check_kind"], (0,))
    count = len(sides["right"])
    if not bounds[0] <= count <= (*bounds, count)[1]:
        details = {"kind": row["check_kind"], "least": str(bounds[0])}
        yield sheet.problem(line, "right", "operands", **details)
    if set(sides["left"]) & set(sides["right"]):
        yield sheet.problem(line, "right", "itself")
    if any(operand.claimed for side in sides.values() for operand in side):
        yield from _claim(sheet, line, row, named)
    implied = row["check_kind"].startswith("implied_")
    if implied:
        yield from _target(sheet, line, row, named)
    for side in ("right",) if implied else ("left", "right"):
        meant = [r for operand in sides[side] for r in operand.references]
        for missing in (r for r in meant if figures.lacks(r)):
            yield sheet.problem(line, side, "input", named=missing.text)


def _claim(sheet: Sheet, line: int, row: Row, named: _Named) -> Iterator[Problem]:
    """Refuse a claim of its own without a number that can be read, a source and a unit."""
    for column in ("printed", "source", "unit"):
        if not row[column] and sheet.known(line, column):
            yield sheet.problem(line, column, "claim")
    if row["printed"] and sheet.known(line, "printed"):
        try:
            reading = read_printed(row["printed"])
        except PrintedError as fault:
            yield unreadable(sheet.problem(line, "printed", "unreadable", word=fault.word), fault)
            return
        unit = named.units.get(row["unit"])
        if unit and (details := unit_problem(reading.in_unit(unit.classifiers), unit, named.words)):
            yield sheet.problem(line, "printed", "unit_words", **details)


def _target(sheet: Sheet, line: int, row: Row, named: _Named) -> Iterator[Problem]:
    """Refuse an implied figure of no series that has no name and unit of its own."""
    indicator = row["left"].partition("@")[0]
    if indicator in named.indicators or not named.every_indicator:
        return
    for column in ("name_zh", "name_en", "unit"):
        if not row[column] and sheet.known(line, column):
            yield sheet.problem(line, column, "target", indicator=indicator)
