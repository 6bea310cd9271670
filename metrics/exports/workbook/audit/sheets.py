"""The sheets of the audit workbook as they stand: lines of text, a table, charts with cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from openpyxl.utils import get_column_letter

from metrics.exports.workbook.audit.parts import ChartSheet, Table, TextSheet
from metrics.exports.workbook.cells import clean
from metrics.exports.workbook.charted import Block, CellRun, SheetChart
from metrics.exports.workbook.native import native, rows_of
from metrics.exports.workbook.placing import row_height
from metrics.exports.workbook.sheets import NamedTable, Printing, Sheet
from metrics.exports.workbook.values import HEADER, Cell, FormulaCell, Link, Num, Row, Styled
from metrics.locale import Lang, text
from metrics.wording.lines import cells as width_of

NARROWEST, HEADING, WIDEST, WRAPPED = 9.0, 12.0, 56.0, 90.0
# Headings of what is folded away take no more lines than the others.
UNFOLDED = 24.0
# Room for the largest numbers in base units.
BASE = 20.0
# What words leave empty at the ends of wrapped lines; bold letters are wider besides.
ROOM, BOLD = 1.0, 0.75
# Width of the columns behind a table, which a long line above it may reach over.
BEHIND = 9.0
# Columns of labels and of what they are the labels of.
LABELS, SAID = 24.0, 110.0
# What a chart covers, and behind it the cells that it points at.
COVERED = (26.0, 26.0, 26.0, 26.0, 26.0, 3.0)
BESIDE = {"number": 9.0, "name": 30.0, "along": 16.0, "value": 16.0}
LEFT = len(COVERED) + 2


def text_sheet(page: TextSheet) -> Sheet:
    """Lay out labels and what they are the labels of."""

    def rows() -> Iterator[Row]:
        yield (Styled(page.title, "title"),)
        for label, value in page.lines:
            yield Styled(label, "label") if label else None, _wrap(value)

    said = ((n, row_height([(value, SAID)])) for n, (_, value) in enumerate(page.lines, 2))
    return Sheet(
        name=page.name,
        rows=rows,
        count=1 + len(page.lines),
        widths=(LABELS, SAID),
        heights={n: tall for n, tall in said if tall},
    )


def table_sheet(table: Table, back: str, sample: int) -> Sheet:
    """Lay out a table under its title and the way back.

    Parameters
    ----------
    table : Table
        The table.
    back : str
        The sheet that it leads back to.
    sample : int
        How many of its rows its widths are measured by.

    Returns
    -------
    Sheet
        With the headings in the same row on every sheet.

    Examples
    --------
    >>> columns = {"number": "Number", "value": "Value (per cent)"}
    >>> made = Table("T", "T", "Title", "About", columns, lambda: [(Num(1), Num(5))], 1, frozen=1)
    >>> sheet = table_sheet(made, "Contents", 10)
    >>> sheet.frozen, sheet.tables[0].ref, sheet.count
    ('B5', 'A4:B5', 5)
    """
    keys = list(table.columns)
    heads = tuple(clean(h) for h in table.columns.values())
    widths = _widths(table, sample)
    wrapped = [keys.index(k) for k in table.wrapped]

    def rows() -> Iterator[Row]:
        yield from _top(table.title, table.about, Link(back, sheet=back), *table.beside)
        yield [Styled(head, "head") for head in heads]
        yield from (_wrapped(row, wrapped) for row in table.rows()) if wrapped else table.rows()

    tall = row_height((h, w * BOLD) for h, w in zip(heads, widths, strict=True))
    several = table.across > 1
    return Sheet(
        name=table.name,
        rows=rows,
        count=table.last,
        widths=tuple(widths),
        heights={HEADER: tall} if tall else {},
        fitted=tuple((n, widths[n] - ROOM) for n in wrapped),
        frozen=f"{get_column_letter(table.frozen + 1)}{HEADER + 1}",
        tables=(
            NamedTable(
                id=table.id,
                heads=heads,
                count=table.count,
                computed={clean(table.columns[k]): made for k, made in table.computed.items()},
            ),
        ),
        grouped=tuple(_groups([keys.index(k) + 1 for k in table.folded])),
        printing=Printing(
            area=_area(table, widths),
            rows=f"{HEADER}:{HEADER}",
            columns=f"A:{get_column_letter(table.frozen)}" if several else "",
            across=table.across,
        ),
    )


def chart_sheet(made: ChartSheet, back: str, lang: Lang, *, live: bool) -> Sheet:
    """Lay out charts, what must be read below them, and beside them the cells that they point at.

    The cells of tables could be sorted, and a chart would draw others; here nothing is sorted.

    Parameters
    ----------
    made : ChartSheet
        Charts over the rows of tables as they are written.
    back : str
        The sheet that it leads back to.
    lang : str
        ``zh`` or ``en``.
    live : bool
        Whether the cells are formulas that find the values in the tables.

    Returns
    -------
    Sheet
        Printed on one page, without those cells.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("satisfaction",)))
    >>> plan = AuditPlan(taken, "en", date(2026, 1, 1))
    >>> sheet = chart_sheet(plan.charts[0], "Contents", "en", live=True)
    >>> [run.yVal.numRef.f.rpartition("!")[2] for run in sheet.charts[0].series]
    ['$K$5:$K$18']
    """
    say = text(lang)
    tables = {chart.table.name: _table(chart) for chart in made.charts}
    last = max(run.last for chart in made.charts for run in chart.runs) - HEADER
    held = {name: tuple(islice(table.rows(), last)) for name, table in tables.items()}
    heads = (say("sheet.chart_number"), say("sheet.series"), say("sheet.chart_along"))
    beside: list[Row] = [(say("sheet.chart_cells"),), (*heads, say("sheet.chart_value"))]
    top, row, charts = HEADER - 1, HEADER + 1, []
    for chart in made.charts:
        runs = []
        for run in chart.runs:
            first = top + len(beside)
            beside += _pointed(chart, run, held[chart.table.name], live=live)
            end = top + len(beside) - 1
            runs.append(replace(run, first=first, last=end, values="value"))
        block = Block(made.name, tuple(BESIDE), LEFT)
        moved = replace(chart, table=block, along="along", runs=tuple(runs))
        charts.append(native(moved, row, lang))
        row += rows_of(moved) + 1
    links = [Link(say("sheet.data", name=name), sheet=name) for name in tables]
    lines = [*_top(made.title, made.about, Link(back, sheet=back), *links)]
    lines += [(), *[()] * (row - HEADER - 1)]
    lines += [(Styled(line, "about"),) for line in made.lines]
    rows = _side_by_side(lines, [*[()] * (top - 1), *beside])
    return Sheet(
        name=made.name,
        rows=lambda: rows,
        count=len(rows),
        widths=(*COVERED, 3.0, *BESIDE.values()),
        charts=tuple(charts),
        printing=Printing(area=f"A1:{get_column_letter(len(COVERED))}{len(lines)}", down=1),
    )


def _top(title: str, about: str, *links: Cell) -> Iterator[Row]:
    """Yield title, what it is, and links; never an empty row."""
    yield (Styled(title, "title"),)
    yield (Styled(about, "about"),)
    yield links


def _pointed(chart: SheetChart, run: CellRun, rows: Sequence[Row], *, live: bool) -> Iterator[Row]:
    """Yield the cells of a line or a set of bars, found in the table by the numbers of its rows."""
    table = _table(chart)
    key, along, value = (table.place(k) for k in (table.key, chart.along, run.values))
    for row in rows[run.first - HEADER - 1 : run.last - HEADER]:
        number, shown = row[key], row[value]
        if live and isinstance(number, Num) and isinstance(shown, Num):
            shown = FormulaCell(f"={table.found(run.values, int(number.value))}", shown)
        yield number, run.name, row[along], shown


def _table(chart: SheetChart) -> Table:
    assert isinstance(chart.table, Table)
    return chart.table


def _area(table: Table, widths: Sequence[float]) -> str:
    """Return the cells that are printed: the table, and all of the line that says what it is."""
    shown = [w for k, w in zip(table.columns, widths, strict=True) if k not in table.folded]
    more = max(0.0, width_of(table.about) - sum(shown))
    last = get_column_letter(len(widths) + int(-(-more // BEHIND)))
    return f"A1:{last}{max(table.last, HEADER + 1)}"


def _side_by_side(lines: Sequence[Row], beside: Sequence[Row]) -> list[Row]:
    count = max(len(lines), len(beside))
    left = [*lines, *[()] * (count - len(lines))]
    right = [*beside, *[()] * (count - len(beside))]
    return [(*a, *[None] * (LEFT - 1 - len(a)), *b) for a, b in zip(left, right, strict=True)]


def _wrapped(row: Row, columns: Iterable[int]) -> Row:
    made = list(row)
    for n in columns:
        made[n] = _wrap(made[n])
    return made


def _wrap(value: Cell) -> Cell:
    if isinstance(value, Styled) and value.style == "link":
        return value._replace(style="link wrapped")
    return Styled(value, "wrap") if isinstance(value, str) else value


def _groups(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of the columns that stand side by side."""
    for _, group in groupby(enumerate(columns), key=lambda pair: pair[1] - pair[0]):
        found = [column for _, column in group]
        yield found[0], found[-1]


def _widths(table: Table, sample: int) -> list[float]:
    """Return widths that hold the cells of the first rows, and the headings in a few lines."""
    found = [
        BASE
        if key.endswith("_base")
        else min(width_of(head) + 3.0, UNFOLDED if key in table.folded else HEADING)
        for key, head in table.columns.items()
    ]
    for row in islice(table.rows(), sample):
        for n, value in enumerate(row):
            found[n] = max(found[n], _width(value))
    most = [table.widths.get(k, WRAPPED if k in table.wrapped else WIDEST) for k in table.columns]
    return [min(max(w, NARROWEST), top) for w, top in zip(found, most, strict=True)]


def _width(value: Cell) -> float:
    if isinstance(value, Styled):
        return _width(value.value)
    if isinstance(value, Num):
        whole = len(f"{abs(int(value.value)):,d}")
        return whole + value.places + 4
    if isinstance(value, FormulaCell):
        return _width(value.shown)
    said = value.text if isinstance(value, Link) else str(value or "")
    return width_of(said[:200]) * 1.1 + 2
