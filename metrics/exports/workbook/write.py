"""Write a planned workbook, row by row, so that memory holds one sheet's row at a time."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from typing import IO, Any

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.theme import theme_xml

from metrics.exports.files import Progress, silent
from metrics.exports.workbook.cells import EAST_ASIAN, FACES, OrderedFont, Styles, clean
from metrics.exports.workbook.model import (
    HEADER,
    Book,
    Cell,
    ChartSheet,
    FormulaCell,
    Link,
    Num,
    Planned,
    Row,
    Sheet,
    Styled,
    Table,
    TextSheet,
)
from metrics.exports.workbook.native import native, rows_of
from metrics.exports.workbook.openpyxl_internals import add_sheet, drop_draft, set_default_font
from metrics.exports.workbook.placing import excel_table, place, row_height
from metrics.locale import Lang, text
from metrics.wording.lines import cells as width_of

NARROWEST, HEADING, WIDEST, WRAPPED = 9.0, 15.0, 56.0, 90.0
# What words leave empty at the ends of wrapped lines.
ROOM = 1.0
# Rows that column widths are measured by: of all tables together, and of each at least.
MEASURED, LEAST = 8000, 100
# Room for the largest numbers in base units.
BASE = 20.0
# Rows between two reports of progress, each a chance to stop.
STEP = 250
# Longest text of a document property.
PROPERTY = 255
LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}


def write(plan: Planned, file: IO[bytes], progress: Progress = silent) -> None:
    """Write a workbook.

    Parameters
    ----------
    plan : Planned
        What the workbook holds.
    file : IO[bytes]
        Where it is written to.
    progress : callable
        Told the rows written and all rows; what it raises stops the work.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.exports.workbook import AuditPlan
    >>> from metrics.views.extracts import extract
    >>> from metrics.views.filters import Filters
    >>> taken = extract(load(), Filters(indicators=("gii_rank",)))
    >>> plan = AuditPlan(taken, "en", date(2026, 1, 1))
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> write(plan, file)
    >>> file.getvalue()[:2]
    b'PK'
    """
    planned = plan.book
    with _workbook(planned) as book:
        writer = _Writer(book, planned, progress)
        for part in planned.parts:
            writer.part(part)
        # An archive whose file fails would try once more when it is thrown away, and be loud.
        content = BytesIO()
        book.save(content)
        progress(writer.total, writer.total)
    file.write(content.getbuffer())


@contextmanager
def _workbook(plan: Book) -> Iterator[Any]:
    """Yield an empty workbook in a language; its drafts are taken away whatever happens."""
    lang, taken = plan.lang, plan.taken
    book = Workbook(write_only=True)
    set_default_font(book, OrderedFont(name=FACES[lang], size=10, family=2))
    book.loaded_theme = _theme(lang)
    about = book.properties
    about.title = taken.title(lang)
    about.subject = clean(text(lang)("list.semicolon").join(taken.filter_lines(lang)))[:PROPERTY]
    about.description = taken.citation(lang)
    about.creator = text(lang)("site.title")
    about.keywords = taken.tables.version
    about.language = LANGUAGES[lang]
    book.calculation.fullCalcOnLoad = True
    for name, cells in plan.names.items():
        book.defined_names[name] = DefinedName(name, attr_text=cells)
    try:
        yield book
    except SerialisationError as fault:  # of a draft: what lxml calls IO_ENOSPC is a full disk
        code = getattr(errno, str(fault).removeprefix("IO_"), errno.EIO)
        raise OSError(code, os.strerror(code)) from fault
    finally:
        for sheet in book.worksheets:
            drop_draft(sheet)


def _theme(lang: Lang) -> bytes:
    """Return the standard theme with faces for Latin and East Asian text."""
    made: str = theme_xml
    for latin in ("Cambria", "Calibri"):
        made = made.replace(
            f'<a:latin typeface="{latin}"/>', f'<a:latin typeface="{FACES[lang]}"/>'
        )
    return made.replace('<a:ea typeface=""/>', f'<a:ea typeface="{EAST_ASIAN}"/>').encode()


class _Writer:
    """Adds sheets to a workbook and tells how far it is."""

    def __init__(self, book: Any, plan: Book, progress: Progress) -> None:
        self.book, self.lang, self.progress = book, plan.lang, progress
        self.say = text(plan.lang)
        self.total = sum(_rows(part) for part in plan.parts)
        self.done = 0
        self.styles: Styles | None = None
        self.home, self.cover = plan.home, plan.cover

    def part(self, part: Sheet | Table | ChartSheet | TextSheet) -> None:
        """Write a sheet of any kind."""
        if isinstance(part, Sheet):
            self.sheet(part)
        elif isinstance(part, Table):
            self.table(part)
        elif isinstance(part, ChartSheet):
            self.charts(part)
        else:
            self.page(part)

    def _sheet(self, name: str, widths: Sequence[float], frozen: str = "") -> Any:
        sheet = add_sheet(self.book, name)
        self.styles = self.styles or Styles(sheet, self.lang)
        for n, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(n)].width = width
        if frozen:
            sheet.freeze_panes = frozen
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        return sheet

    def _append(self, sheet: Any, values: Row, kind: str = "text") -> None:
        assert self.styles is not None
        sheet.append([self.styles.cell(value, kind) for value in values])

    def _step(self, rows: int) -> None:
        self.done += rows
        self.progress(self.done, self.total)

    def sheet(self, made: Sheet) -> None:
        """Write a sheet as it stands."""
        sheet = self._sheet(made.name, made.widths, made.frozen)
        assert self.styles is not None
        for row, height in made.heights.items():
            sheet.row_dimensions[row].height = height
        for first, last in made.grouped:
            letters = get_column_letter(first), get_column_letter(last)
            sheet.column_dimensions.group(*letters, outline_level=1, hidden=True)
        place(sheet, made, self.say)
        rows = iter(made.rows())
        while chunk := list(islice(rows, STEP)):
            for values in chunk:
                sheet.append([self.styles.cell(value) for value in values])
            self._step(len(chunk))
        sheet.close()

    def page(self, page: TextSheet) -> None:
        """Write a sheet of labels and values."""
        wide = 110.0
        sheet = self._sheet(page.name, (24.0, wide))
        self._append(sheet, (page.title,), "title")
        for row, (label, value) in enumerate(page.lines, 2):
            assert self.styles is not None
            _heighten(sheet, row, [(value, wide)])
            cells = [self.styles.cell(label or None, "label")]
            cells.append(self.styles.cell(value, "wrap"))
            sheet.append(cells)
        sheet.close()

    def table(self, table: Table) -> None:
        """Write a sheet with one table."""
        keys = list(table.columns)
        frozen = f"{get_column_letter(table.frozen + 1)}{HEADER + 1}"
        widths = _widths(table, max(LEAST, MEASURED * table.count // self.total))
        sheet = self._sheet(table.name, widths, frozen)
        sheet.print_title_rows = f"{HEADER}:{HEADER}"
        if table.across > 1:
            sheet.page_setup.fitToWidth = table.across
            sheet.page_setup.pageOrder = "overThenDown"
            sheet.print_title_cols = f"A:{get_column_letter(table.frozen)}"
        self._top(sheet, table.title, table.about, *table.beside)
        heads = [clean(h) for h in table.columns.values()]
        # Bold letters are wider, and words do not fill their lines.
        _heighten(sheet, HEADER, [(h, w * 0.75) for h, w in zip(heads, widths, strict=True)])
        self._append(sheet, heads, "head")
        wrapped = {keys.index(k) for k in table.wrapped}
        rows = enumerate(table.rows(), HEADER + 1)
        while chunk := list(islice(rows, STEP)):
            for number, row in chunk:
                if wrapped:
                    _heighten(sheet, number, [(row[n], widths[n] - ROOM) for n in wrapped])
                self._row(sheet, row, wrapped)
            self._step(len(chunk))
        sheet.tables.add(_excel_table(table, heads))
        sheet.close()

    def _row(self, sheet: Any, row: Row, wrapped: set[int]) -> None:
        assert self.styles is not None
        make = self.styles.cell
        sheet.append([make(v, "wrap" if n in wrapped else "text") for n, v in enumerate(row)])

    def _top(self, sheet: Any, title: str, about: str, *beside: Cell) -> None:
        """Write title, what it is, and links; never an empty row."""
        self._append(sheet, (title,), "title")
        self._append(sheet, (about,), "about")
        home = self.home if sheet.title != self.home else self.cover
        self._append(sheet, (Link(home, sheet=home), *beside))

    def charts(self, made: ChartSheet) -> None:
        """Write a sheet with charts and what must be read below them."""
        sheet = self._sheet(made.name, (26.0, 26.0, 26.0, 26.0, 26.0))
        sheet.page_setup.fitToHeight = 1
        tables = dict.fromkeys(c.table.name for c in made.charts)
        links = [Link(self.say("sheet.data", name=name), sheet=name) for name in tables]
        self._top(sheet, made.title, made.about, *links)
        row = HEADER
        for chart in made.charts:
            sheet.add_chart(native(chart, row + 1, self.lang))
            row += rows_of(chart) + 1
        for _ in range(HEADER, row + 1):
            self._append(sheet, ())
        for line in made.lines:
            self._append(sheet, (line,), "about")
        sheet.close()
        self._step(1)


def _rows(part: Sheet | Table | ChartSheet | TextSheet) -> int:
    """Return how many rows of a sheet are told as progress."""
    if isinstance(part, Sheet | Table):
        return part.count
    return 1 if isinstance(part, ChartSheet) else 0


def _heighten(sheet: Any, row: int, values: Sequence[tuple[Cell, float]]) -> None:
    """Give a row the height of its wrapped texts; not every program does so by itself."""
    if tall := row_height(values):
        sheet.row_dimensions[row].height = tall


def _excel_table(table: Table, heads: Sequence[str]) -> Any:
    """Return the named table.

    Its columns are named here as nothing can be read back while writing.
    """
    last = get_column_letter(len(heads))
    computed = {clean(table.columns[key]): made for key, made in table.computed.items()}
    ref = f"A{HEADER}:{last}{max(table.last, HEADER + 1)}"
    return excel_table(table.id, ref, heads, computed)


def _widths(table: Table, sample: int) -> list[float]:
    """Return widths that hold the cells of the first rows, and the headings in a few lines."""
    found = [
        BASE if key.endswith("_base") else min(width_of(head) + 3.0, HEADING)
        for key, head in table.columns.items()
    ]
    keys = list(table.columns)
    measured = [n for n, k in enumerate(keys) if k not in table.widths]
    for row in islice(table.rows(), sample):
        for n in measured:
            found[n] = max(found[n], _width(row[n]))
    most = [WRAPPED if k in table.wrapped else WIDEST for k in keys]
    own = [min(max(w, NARROWEST), top) for w, top in zip(found, most, strict=True)]
    return [table.widths.get(k, w) for k, w in zip(keys, own, strict=True)]


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
