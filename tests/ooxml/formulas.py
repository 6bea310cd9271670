"""Formulas: functions that every Excel since 2007 knows, and references that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.utils import FORMULAE

from tests.ooxml.names import units
from tests.parts import MAIN, NamedTable, Parts, name_of

# The functions of ECMA-376, which are those of Excel 2007, as openpyxl lists them with four that
# came later.
_LATER = {"NETWORKDAYS.INTL", "WORKDAY.INTL", "ISO.CEILING", "ECMA.CEILING"}
FUNCTIONS = frozenset(FORMULAE) - _LATER
LONGEST, LITERAL = 8192, 255
# What only newer programs understand, or what a file must not hold.
_NEWER = re.compile(r"_xl(fn|ws|pm)\.|#REF!|\[@|\[\d+\]|!\[", re.IGNORECASE)
_CELLS = re.compile(
    r"\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+"
)
_SHEET = re.compile(r"('(?:[^']|'')+'|[^'!\s]+)!(.+)")
_STRUCTURED = re.compile(r"([^\W\d][\w.]*)\[(.*)\]")
_COLUMN = re.compile(r"\[?((?:'.|[^\[\]'#@])+)\]?")
_LINK = re.compile(r'HYPERLINK\("#((?:[^"]|"")*)"', re.IGNORECASE)
_PARTS = {"#This Row", "#All", "#Headers", "#Data", "#Totals"}


@dataclass(frozen=True)
class Known:
    """What formulas may refer to."""

    sheets: frozenset[str]
    names: frozenset[str]
    tables: dict[str, NamedTable]


def known_of(parts: Parts) -> Known:
    return Known(
        frozenset(parts.sheets),
        frozenset(name.casefold() for name in parts.names),
        {t.name.casefold(): t for t in parts.tables},
    )


def formula_faults(parts: Parts) -> Iterator[str]:
    """Yield formulas that an Excel of 2007 does not know, or that refer to nothing."""
    known = known_of(parts)
    for where, formula in _formulas(parts):
        yield from (f"{where}: {fault}" for fault in faults_of(formula, known))


def _formulas(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield each formula and where it stands."""
    for sheet, cells in parts.cells.items():
        for at, cell in cells.items():
            if cell.formula is not None:
                yield f"{sheet}!{name_of(*at)}", cell.formula
    for e in parts.tree("xl/workbook.xml").iter(f"{MAIN}definedName"):
        yield e.get("name"), e.text
    for sheet, part in parts.sheets.items():
        for rule in parts.tree(part).iterfind(f".//{MAIN}cfRule/{MAIN}formula"):
            yield f"a rule of {sheet}", rule.text


def faults_of(formula: str, known: Known) -> Iterator[str]:
    """Yield what is wrong with a formula, which has no equals sign."""
    if len(formula) > LONGEST:
        yield f"{len(formula)} characters"
    bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
    if formula.startswith("=") or _NEWER.search(bare):
        yield f"{formula[:60]} is not as Excel of 2007 writes it in a file"
        return
    for token in Tokenizer(f"={formula}").items:
        if token.type == token.FUNC and token.subtype == token.OPEN:
            if token.value[:-1].upper() not in FUNCTIONS:
                yield f"{token.value[:-1]} is newer than Excel 2007"
        elif token.type == token.OPERAND and token.subtype == token.TEXT:
            if units(token.value) - 2 > LITERAL:
                yield f"a text of {units(token.value) - 2} characters"
        elif token.type == token.OPERAND and token.subtype == token.RANGE:
            yield from _unknown(token.value, known)
    for link in _LINK.finditer(formula):
        yield from unknown_sheet(link[1].replace('""', '"'), known)


def unknown_sheet(target: str, known: Known) -> Iterator[str]:
    """Yield a sheet that a link names and that is not there."""
    found = _SHEET.fullmatch(
        f"{target}A1" if target[-1:] in "!$ABCDEFGHIJKLMNOPQRSTUVWXYZ" else target
    )
    if found is None:
        if target.casefold() not in known.names:
            yield f"{target} is no cell"
    elif found[1].strip("'").replace("''", "'") not in known.sheets:
        yield f"there is no sheet {found[1]}"


def _unknown(said: str, known: Known) -> Iterator[str]:
    """Yield what a reference names and is not there."""
    sheet = _SHEET.fullmatch(said)
    structured = _STRUCTURED.fullmatch(said)
    if structured is not None:
        yield from _unknown_column(structured, known)
    elif sheet is not None:
        if sheet[1].strip("'").replace("''", "'") not in known.sheets:
            yield f"there is no sheet {sheet[1]}"
        if _CELLS.fullmatch(sheet[2]) is None:
            yield f"{said} is no range"
    elif _CELLS.fullmatch(said) is None and said.casefold() not in known.names:
        yield f"there is no {said}"


def _unknown_column(structured: re.Match[str], known: Known) -> Iterator[str]:
    table = known.tables.get(structured[1].casefold())
    if table is None:
        yield f"there is no table {structured[1]}"
        return
    for said in _columns(structured[2]):
        plain = re.sub(r"'(.)", r"\1", said)
        if said not in _PARTS and plain not in table.headings:
            yield f"{table.name} has no column {plain}"


def _columns(said: str) -> Iterator[str]:
    """Yield the parts of ``[#This Row],[Value]`` or ``Value``."""
    if not said.startswith("["):
        yield said
        return
    for each in re.finditer(r"\[((?:'.|[^\[\]'])+)\]", said):
        yield each[1]
