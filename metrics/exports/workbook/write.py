"""Write a planned workbook, row by row, so that memory holds one sheet's row at a time."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from typing import IO, Any

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.writer.theme import theme_xml

from metrics.exports.files import Progress, silent
from metrics.exports.workbook.cells import EAST_ASIAN, FACES, OrderedFont, Styles, clean
from metrics.exports.workbook.openpyxl_internals import add_sheet, drop_draft, set_default_font
from metrics.exports.workbook.placing import fitted_height, place
from metrics.exports.workbook.sheets import Book, Planned, Sheet
from metrics.exports.workbook.values import HEADER
from metrics.locale import Lang, text

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
            writer.sheet(part)
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
    about.title = plan.title or taken.title(lang)
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
        self.total = sum(part.count for part in plan.parts)
        self.done = 0
        self.styles: Styles | None = None

    def _step(self, rows: int) -> None:
        self.done += rows
        self.progress(self.done, self.total)

    def sheet(self, made: Sheet) -> None:
        """Write a sheet as it stands."""
        sheet = add_sheet(self.book, made.name)
        self.styles = self.styles or Styles(sheet, self.lang)
        for n, width in enumerate(made.widths, 1):
            sheet.column_dimensions[get_column_letter(n)].width = width
        for first, last in made.grouped:
            _fold(sheet, first, last)
        sheet.heights.update({row: float(height) for row, height in made.heights.items()})
        sheet.sheet_view.showGridLines = False
        place(sheet, made, self.say)
        rows = enumerate(made.rows(), 1)
        while chunk := list(islice(rows, STEP)):
            for number, values in chunk:
                if made.fitted and number > HEADER and (tall := fitted_height(values, made.fitted)):
                    sheet.heights[number] = tall
                sheet.append([self.styles.cell(value) for value in values])
            self._step(len(chunk))
        sheet.close()


def _fold(sheet: Any, first: int, last: int) -> None:
    """Fold columns away behind the one that stays before them; each keeps its own width."""
    columns = sheet.column_dimensions
    columns.max_outline = 1  # room for the buttons of the group
    for n in range(first, last + 1):
        columns[get_column_letter(n)].outlineLevel = 1
        columns[get_column_letter(n)].hidden = True
    if first > 1:
        columns[get_column_letter(first - 1)].collapsed = True
