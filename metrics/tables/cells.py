"""What each cell must be by itself: written with plain signs, in the form of its column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from metrics.tables.forms import (
    date_as,
    host_of,
    hosts_of,
    number_as,
    period_as,
    plain_signs,
    scientific,
)
from metrics.tables.problems import Problem
from metrics.tables.read import Cell, Sheet
from metrics.tables.schema import Field
from metrics.tables.spelling import lookalike, named_signs, nearest, trimmed

# What the catalogues say of the form of a column (``problem.form.<column>``).
_FORMS = frozenset(
    {
        *("locator", "differs_from", "inputs", "id", "concept", "left", "right", "display"),
        *("document", "opens", "context", "list", "value", "position", "headline", "story"),
        *("decimals", "url", "published", "date", "period"),
    }
)


@dataclass(frozen=True)
class CellFault:
    """What is wrong with a text in a column, and what it should be where that is certain."""

    code: str
    details: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    mended: str | None = None


def judge_cells(sheet: Sheet) -> tuple[Sheet, list[Problem]]:
    """Judge every cell by itself.

    Returns
    -------
    sheet : Sheet
        The table with the cells that could be mended, so that what they say is judged all the
        same; the others are marked.
    problems : list of Problem
        One for each cell at fault.
    """
    faults: dict[tuple[str, str], CellFault] = {}
    for column in sheet.schema.fields:
        for written in sheet.distinct(column.name):
            fault = judge(column, written)
            if fault is not None:
                faults[column.name, written] = fault
    if not faults:
        return sheet, []
    return _applied(sheet, faults)


def _applied(sheet: Sheet, faults: dict[tuple[str, str], CellFault]) -> tuple[Sheet, list[Problem]]:
    problems: list[Problem] = []
    mended: dict[Cell, str] = {}
    unsound: list[Cell] = []
    for line, row in sheet.rows:
        for column, written in row.items():
            fault = faults.get((column, written))
            if fault is None:
                continue
            problem = sheet.problem(line, column, fault.code, **fault.details)
            problems.append(replace(problem, words=fault.words))
            if fault.mended is None:
                unsound.append((line, column))
            else:
                mended[line, column] = fault.mended
    return sheet.amended(mended, unsound), problems


def judge(column: Field, written: str) -> CellFault | None:
    """Say what is wrong with a text in a column; None where it is sound.

    Examples
    --------
    >>> column = Field("area", "string", True, ("CN", "US"), "")
    >>> judge(column, "cn").mended, judge(column, "CN")
    ('CN', None)
    """
    signs = named_signs(written, words=column.free)
    if signs and not _only_the_form(column, written):
        return _stray(column, written, signs)
    if not written:
        return CellFault("required", {"column": column.name}) if column.required else None
    if column.codes:
        return _code(column, written)
    if column.form is None or column.form.fullmatch(written):
        return None
    return _form(column, written)


def _only_the_form(column: Field, written: str) -> bool:
    """Whether a number is parted by spaces, which is a matter of its form."""
    within = trimmed(written)
    return column.type != "string" and " " in within and bool(number_as(within))


def _stray(column: Field, written: str, signs: str) -> CellFault:
    clean = trimmed(written)
    sound = judge(column, clean) is None and "\ufffd" not in written
    details = {"signs": signs, "column": column.name}
    code = "stray" if "\ufffd" not in written else "lost_signs"
    return CellFault(code, details, mended=clean if sound else None)


def _code(column: Field, written: str) -> CellFault | None:
    if written in column.codes:
        return None
    alike = lookalike(written, column.codes)
    if alike:
        return CellFault("spelling", {"known": alike, "column": column.name}, mended=alike)
    near = nearest(written, column.codes)
    details = {"column": column.name, "known": ", ".join(column.codes)}
    if near:
        return CellFault("enum_near", {**details, "near": near})
    return CellFault("enum", details)


def _form(column: Field, written: str) -> CellFault:
    """Name the fault of a cell that has not the form of its column."""
    if column.type != "string":
        return _number(column, written)
    if column.name == "url":
        return _address(column, written)
    if column.name in ("published", "date"):
        iso = date_as(written)
        if iso:
            return CellFault("date_form", {"mended": iso}, mended=iso)
    if column.name == "period":
        code = period_as(written)
        if code:
            return CellFault("period_form", {"mended": code}, mended=code)
    plain = _plain_form(column, written)
    if plain:
        return CellFault("spelling", {"known": plain, "column": column.name}, mended=plain)
    return _pattern(column)


def _pattern(column: Field) -> CellFault:
    form = column.name if column.name in _FORMS else "other"
    return CellFault("pattern", {"column": column.name}, {"form": f"problem.form.{form}"})


def _number(column: Field, written: str) -> CellFault:
    plain = number_as(written)
    if column.type == "integer":
        plain = re.sub(r"\.0+$", "", plain)
    if not plain or not (column.form and column.form.fullmatch(plain)):
        return _pattern(column)
    if scientific(written):
        return CellFault("number_rounded", {"mended": plain})
    return CellFault("number_form", {"mended": plain}, mended=plain)


def _address(column: Field, written: str) -> CellFault:
    hosts = hosts_of(column.pattern)
    host = host_of(written)
    allowed = any(host == h or host.endswith(f".{h}") for h in hosts)
    if not host or (allowed and host in written):
        return _pattern(column)
    if allowed:
        lower = written[: written.lower().index(host) + len(host)].lower()
        mended = lower + written[len(lower) :]
        return CellFault("spelling", {"known": mended, "column": column.name}, mended=mended)
    return CellFault("host", {"host": host, "hosts": ", ".join(hosts)})


def _plain_form(column: Field, written: str) -> str:
    """Write a text with plain signs; empty where that does not give it the form it needs."""
    from_other = str.maketrans({"_": "-"}) if "_" not in column.pattern else {}
    plain = plain_signs(written)
    for candidate in (plain, plain.lower(), plain.lower().translate(from_other)):
        if candidate != written and column.form and column.form.fullmatch(candidate):
            return candidate
    return ""
