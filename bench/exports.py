"""What exports cost: both workbooks of everything, and of a hundred thousand facts.

The many facts are the curated series under made-up areas, so that tables, charts, checks and
notes keep their proportions. Each workbook is made in a process of its own, whose memory counts;
then openpyxl alone writes the same cells in the same process, row by row, with the same styles and
without tables, links and charts, from values that are ready. What a workbook takes besides, its
planning first of all, is told as a ratio to that, of the time of the processor: a busy machine
slows both.

Run it with ``python -m bench exports``.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import IO, Any, NamedTuple, get_args

import pandas as pd
from openpyxl import Workbook as Bare
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill

from bench.results import Row, record, tell
from bench.serving import apart, most_memory
from metrics import Tables, load
from metrics.exports.workbook import Workbook, planned, write
from metrics.exports.workbook.cells import FACES, STYLES
from metrics.exports.workbook.sheets import Planned
from metrics.exports.workbook.values import Cell, FormulaCell, Link, Num, Styled, number_format
from metrics.locale import Lang
from metrics.views.extracts import extract
from metrics.views.filters import Filters

MANY = 100_000
# Megabytes that each may take, of everything and of many facts.
LIMITS: dict[tuple[Workbook, str], int] = {
    ("summary", "everything"): 200,
    ("audit", "everything"): 300,
    ("summary", "many"): 1000,
    ("audit", "many"): 1000,
}
LANG: Lang = "zh"


def many_facts() -> Tables:
    """Return the tables with their statements again and again, each time under other areas."""
    tables = load()
    frames = dict(tables.frames)
    facts, codes = frames["indicators"], frames["codes"]
    areas = codes[codes["list"] == "area"]
    times = range(1, -(-MANY // len(facts)))
    frames["indicators"] = pd.concat(
        [facts, *(facts.assign(area=facts["area"] + f"{n}") for n in times)], ignore_index=True
    )
    frames["codes"] = pd.concat(
        [codes, *(areas.assign(code=areas["code"] + f"{n}") for n in times)], ignore_index=True
    )
    return Tables(frames, tables.version)


class Plain(NamedTuple):
    """A value as openpyxl takes it, and what its style is made of."""

    value: object
    style: str
    form: str


def plain(cell: Cell) -> Plain:
    """Return a cell of a planned workbook as openpyxl takes it: a link is its words.

    Examples
    --------
    >>> plain(Num(3, 1))
    Plain(value=3.0, style='number', form='#,##0.0')
    """
    style, form = "text", ""
    if isinstance(cell, Styled):
        cell, style, form = cell
    if isinstance(cell, FormulaCell):
        own = style if style != "text" else "live"
        shown = cell.shown
        form = form or (number_format(shown.places) if isinstance(shown, Num) else "General")
        return Plain(cell.formula, own, form)
    if isinstance(cell, Num):
        own = style if style not in ("text", "wrap") else "number"
        return Plain(float(cell.value), own, form or number_format(cell.places))
    if isinstance(cell, Link):
        return Plain(cell.text, "link", "General")
    if isinstance(cell, date):
        return Plain(cell, "date", "yyyy-mm-dd")
    return Plain(None if cell == "" else cell, style, form or "General")


def cells(plan: Planned) -> Iterator[list[list[Plain | None]]]:
    """Yield the rows of each sheet; an empty cell without a style is no cell."""
    for part in plan.book.parts:
        yield [[None if cell is None else plain(cell) for cell in row] for row in part.rows()]


def bare(sheets: list[list[list[Plain | None]]], file: IO[bytes]) -> float:
    """Write cells with openpyxl alone; return the seconds of the processor that it takes.

    A cell is made once for each style and column and filled again for each row, which is the
    fastest that its public interface allows.

    Parameters
    ----------
    sheets : list
        The rows of each sheet.
    file : IO[bytes]
        Where they are written to.

    Returns
    -------
    float
        Seconds, more on a slower machine.

    Examples
    --------
    >>> bare([[[Plain("a", "text", "General"), None]]], io.BytesIO()) < 60
    True
    """
    start = time.process_time()
    book = Bare(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        ready: dict[tuple[int, str, str], Any] = {}
        for row in rows:
            made: list[Any] = []
            for n, cell in enumerate(row):
                if cell is None:
                    made.append(None)
                    continue
                key = (n, cell.style, cell.form)
                if key not in ready:
                    ready[key] = _styled(sheet, cell)
                ready[key].value = cell.value
                made.append(ready[key])
            sheet.append(made)
    book.save(file)
    return time.process_time() - start


def _styled(sheet: Any, cell: Plain) -> Any:
    """Return an empty cell that looks as the workbook's own."""
    look, made = STYLES[cell.style], WriteOnlyCell(sheet)
    made.font = Font(FACES[LANG], look.size, look.bold, look.italic, color=look.colour)
    if look.fill:
        made.fill = PatternFill("solid", fgColor=look.fill)
    made.border, made.alignment, made.number_format = look.border, look.alignment, cell.form
    return made


def workbook(which: Workbook, of: str) -> dict[str, float]:
    """Make one workbook; return seconds, megabytes of memory, facts and megabytes of the file."""
    taken = extract(load() if of == "everything" else many_facts(), Filters())
    facts = len(taken.statements)
    gc.disable()  # as the command does
    start, worked = time.perf_counter(), time.process_time()
    file = io.BytesIO()
    write(planned(which, taken, LANG, date(2026, 1, 1)), file)
    found = {
        "seconds": time.perf_counter() - start,
        "worked": time.process_time() - worked,
        "megabytes": most_memory(),
        "facts": facts,
        "file": len(file.getvalue()) / 1e6,
    }
    sheets = list(cells(planned(which, taken, LANG, date(2026, 1, 1))))
    count = sum(cell is not None for rows in sheets for row in rows for cell in row)
    return found | {"cells": count, "bare": bare(sheets, io.BytesIO())}


def main() -> None:
    """Record what each costs; ``many`` makes the audit workbook of many facts as well."""
    if len(sys.argv) > 2:
        which: Workbook = next(w for w in get_args(Workbook) if w == sys.argv[1])
        print(json.dumps(workbook(which, sys.argv[2])))
        return
    every = sys.argv[1:] == ["many"]
    made = [_row(w, of) for w, of in LIMITS if every or (w, of) != ("audit", "many")]
    if every:
        tell(made)
    else:
        record("exports", made)


def _row(which: Workbook, of: str) -> Row:
    """Make a workbook in a process of its own; return what it costs."""
    found = json.loads(apart("bench.exports", which, of).splitlines()[-1])
    room = LIMITS[which, of]
    told = (
        f"{found['worked']:.1f} against {found['bare']:.1f} s, {found['cells']:,.0f} cells,"
        f" {found['file']:.1f} MB; memory {found['megabytes']:.0f} MB (limit {room})"
    )
    name = f"{which}, {found['facts']:,.0f} facts"
    return Row("workbook", name, found["worked"] / found["bare"], told)


if __name__ == "__main__":
    main()
