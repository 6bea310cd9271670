"""What lies on the cells of a sheet: tables, lists, small trends, charts, and how it prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableColumn, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from metrics.exports.workbook.cells import BROKEN, clean
from metrics.exports.workbook.sheets import Choice, Format, Printing, Sheet
from metrics.exports.workbook.values import Cell, FormulaCell, Row, Styled
from metrics.locale import Text
from metrics.wording.lines import cells as width_of

# Numbers of formats from here on are free: those of cells begin at 164.
OWN_FORMATS = 2000
STYLE = "TableStyleLight1"
# Height of one line of a row and of the highest row, in points.
LINE, HIGHEST = 14.5, 409
# Narrow margins, in inches, that leave a page to its table.
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6, "header": 0.3, "footer": 0.3}


def place(sheet: Any, made: Sheet, say: Text) -> None:
    """Put on a sheet all that lies on its cells.

    Parameters
    ----------
    sheet : Any
        The sheet of openpyxl, without rows as yet.
    made : Sheet
        What it is to be.
    say : Text
        The words of its language.
    """
    for table in made.tables:
        sheet.tables.add(excel_table(table.id, table.ref, table.heads, table.computed))
    for choice in made.choices:
        sheet.data_validations.append(_list(choice, say))
    for number, form in enumerate(made.formats, OWN_FORMATS):
        sheet.conditional_formatting.add(form.cells, _format(form, number))
    sheet.trends = made.trends
    for chart in made.charts:
        sheet.add_chart(chart)
    sheet.oddFooter.center.text = say("sheet.page_number")
    sheet.oddFooter.left.text = made.name.replace("&", "&&")
    for side, inches in MARGINS.items():
        setattr(sheet.page_margins, side, inches)
    if made.frozen:
        sheet.freeze_panes = made.frozen
    _print(sheet, made.printing)


def excel_table(
    name: str, ref: str, heads: Sequence[str], computed: Mapping[str, str] | None = None
) -> Any:
    """Make a table that Excel knows by its name.

    Parameters
    ----------
    name : str
        Its name.
    ref : str
        Its cells with the headings.
    heads : sequence of str
        The headings: named here, as nothing can be read back while writing.
    computed : mapping of str to str, optional
        The formula of a column, by its heading.

    Returns
    -------
    Any
        The table of openpyxl.

    Examples
    --------
    >>> excel_table("ip_data", "A4:B5", ["Year", "Value"]).displayName
    'ip_data'
    """
    formulas = computed or {}
    columns = [TableColumn(id=n, name=clean(head)) for n, head in enumerate(heads, 1)]
    for column, head in zip(columns, heads, strict=True):
        if head in formulas:
            column.calculatedColumnFormula = TableFormula(attr_text=formulas[head].lstrip("="))
    return SheetTable(
        displayName=name,
        ref=ref,
        autoFilter=AutoFilter(ref=ref),
        tableColumns=columns,
        tableStyleInfo=TableStyleInfo(name=STYLE, showRowStripes=True),
    )


def row_height(values: Iterable[tuple[Cell, float]]) -> float | None:
    """Return the height of a row of wrapped texts, each with the width of its column.

    Examples
    --------
    >>> row_height([("a text of two lines", 12.0), ("short", 12.0)]), row_height([("short", 12.0)])
    (29.0, None)
    """
    lines = max(_lines(v, int(w)) if isinstance(v, str) else 1 for v, w in values)
    return min(lines * LINE, HIGHEST) if lines > 1 else None


def _lines(words: str, room: int) -> int:
    """Count the lines of a text, which may have breaks of its own."""
    return sum(max(1, -(-width_of(line) // room)) for line in words.split("\n"))


def fitted_height(row: Row, fitted: Iterable[tuple[int, float]]) -> float | None:
    """Return the height that a row needs for the texts of some columns, each with its width.

    Examples
    --------
    >>> fitted_height(("a text of two lines", Styled("short", "wrap")), [(0, 12.0), (1, 12.0)])
    29.0
    """
    return row_height((_words(row[n]), room) for n, room in fitted)


def _words(value: Cell) -> Cell:
    """Return what a link says that is a formula, or else a cell as it is."""
    found = value.value if isinstance(value, Styled) else value
    return found.shown if isinstance(found, FormulaCell) else found


def _format(form: Format, number: int) -> Any:
    """Make the rule by which cells look otherwise while a condition holds."""
    own = NumberFormat(numFmtId=number, formatCode=form.form) if form.form else None
    shown = DifferentialStyle(numFmt=own, border=BROKEN if form.broken else None)
    return Rule(type="expression", dxf=shown, formula=[form.when])


def _list(choice: Choice, say: Text) -> Any:
    made = DataValidation(type="list", formula1=choice.source, allow_blank=False)
    made.errorTitle, made.error = say("sheet.choice"), say("sheet.choice_error")
    made.promptTitle, made.prompt = say("sheet.choice"), choice.prompt or None
    made.showErrorMessage, made.showInputMessage = True, bool(choice.prompt)
    if not choice.strict:
        made.errorStyle, made.error = "warning", say("sheet.choice_other")
    made.add(choice.cell)
    return made


def _print(sheet: Any, wanted: Printing) -> None:
    """Set how a sheet is printed; manual breaks count only where it is not fitted to a width."""
    if wanted.area:
        sheet.print_area = wanted.area
    if wanted.rows:
        sheet.print_title_rows = wanted.rows
    if wanted.columns:
        sheet.print_title_cols = wanted.columns
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    fit = not wanted.scale
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=fit)
    sheet.sheet_properties.outlinePr = Outline(summaryRight=False)
    if fit:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wanted.across, wanted.down
        if wanted.across > 1:
            sheet.page_setup.pageOrder = "overThenDown"
    else:
        sheet.page_setup.fitToHeight = None
        sheet.page_setup.scale = wanted.scale
    sheet.print_options.horizontalCentered = wanted.centred or None
    for row in wanted.breaks:
        sheet.row_breaks.append(Break(id=row))
