"""Cells as a spreadsheet takes them: clean text, numbers, formulas, links, and their styles."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.hyperlink import Hyperlink

from metrics.exports.workbook.values import Cell, FormulaCell, Link, Num, Styled, number_format
from metrics.locale import Lang

LONGEST = 32_767
INK, SOFT, ACCENT, RULE, HEAD = "1B2A41", "5A6675", "12436D", "C9D1DB", "EEF2F7"
FAINT = "E3E8EE"
# Grounds of cells: of the sheet, and of those that a reader fills in.
PAPER, OPEN = "FFFFFF", "FFF8E1"
PLAIN, TOP = Alignment(), Alignment(vertical="top")
LEFT_TOP = Alignment(horizontal="left", vertical="top")
WRAPPED_TOP = Alignment(wrap_text=True, vertical="top")
INDENTED = Alignment(horizontal="left", vertical="top", indent=1)
INDENTED_WRAPPED = Alignment(horizontal="left", vertical="top", indent=1, wrap_text=True)
MIDDLE = Alignment(horizontal="left", vertical="center")
MIDDLE_RIGHT = Alignment(horizontal="right", vertical="center")
MIDDLE_INDENTED = Alignment(horizontal="left", vertical="center", indent=1, wrap_text=True)
MIDDLE_INDENTED_PLAIN = Alignment(horizontal="left", vertical="center", indent=1)
MIDDLE_FITTED = Alignment(horizontal="left", vertical="center", shrink_to_fit=True)
MIDDLE_WRAPPED = Alignment(horizontal="left", vertical="center", wrap_text=True)
HEADING = Alignment(horizontal="left", vertical="center", wrap_text=True)
HEADING_RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)
NO_BORDER, BELOW = Border(), Border(bottom=Side("thin", RULE))
# A faint line below each row of a table that is read on the screen.
LINED = Border(bottom=Side("thin", FAINT))
# A break before a cell; a rule draws no line that is wider.
BROKEN = Border(left=Side("dashed", SOFT), bottom=Side("thin", FAINT))
FRAMED = Border(*[Side("thin", ACCENT)] * 4)
# Faces that Windows, WPS and the Mac have; others fall back to their own.
FACES: dict[Lang, str] = {"zh": "Microsoft YaHei", "en": "Arial"}
EAST_ASIAN = "Microsoft YaHei"
# Excel reads _x000D_ as the character of that number.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATES = re.compile("[\ud800-\udfff￾￿]")
_FORMULA = ("=", "+", "-", "@")


def legal(said: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return _SURROGATES.sub("", ILLEGAL_CHARACTERS_RE.sub("", said.replace("\r", "\n")))


def clean(said: str) -> str:
    """Return a text as Excel can hold it: no control characters, at most 32,767 UTF-16 units.

    Examples
    --------
    >>> clean("a\\x07b"), clean("_x000D_"), len(clean("x" * 40000))
    ('ab', '_x005F_x000D_', 32767)
    """
    plain = _ESCAPED.sub("_x005F_", legal(said.replace("\r\n", "\n")))
    if len(plain) > LONGEST // 2 and len(plain.encode("utf-16-le")) // 2 > LONGEST:
        room = plain.encode("utf-16-le")[: 2 * (LONGEST - 1)]
        plain = room.decode("utf-16-le", "ignore") + "…"
    return plain


class Linked(NamedTuple):
    """A cell that leads somewhere: its XML, and the link, which is told its place when written."""

    xml: str
    link: Any


# The XML of a cell behind its place, such as `` s="3" t="n"><v>421.2</v></c>``.
Written = str | Linked | None


class OrderedFont(Font):  # type: ignore[misc]
    """A font whose properties are written in the order that the standard gives."""

    __elements__ = (
        *("b", "i", "strike", "outline", "shadow", "condense", "extend", "u", "vertAlign"),
        *("sz", "color", "name", "family", "charset", "scheme"),
    )
    __nested__ = Font.__nested__


class Style(NamedTuple):
    """How a kind of cell looks.

    Parameters
    ----------
    colour, fill : str
        Of its letters and its ground, which is that of the sheet where it is empty.
    size : int
        Of its letters, in points.
    bold, italic, underlined : bool
        How its letters are drawn.
    alignment : Alignment
        Where what it holds stands.
    border : Border
        The lines around it.
    """

    colour: str = INK
    fill: str = ""
    size: int = 10
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    alignment: Any = TOP
    border: Any = NO_BORDER


# Every kind of cell. Beside a text of several lines a number stands at its first.
STYLES: dict[str, Style] = {
    "title": Style(size=15, bold=True, alignment=PLAIN),
    "about": Style(SOFT, alignment=PLAIN),
    "label": Style(SOFT),
    "head": Style(fill=HEAD, bold=True, alignment=WRAPPED_TOP, border=BELOW),
    "heading": Style(PAPER, ACCENT, bold=True, alignment=HEADING),
    "heading right": Style(PAPER, ACCENT, bold=True, alignment=HEADING_RIGHT),
    "heading indented": Style(PAPER, ACCENT, bold=True, alignment=MIDDLE_INDENTED),
    "text": Style(alignment=INDENTED),
    "wrap": Style(alignment=INDENTED_WRAPPED),
    "number": Style(),
    "live": Style(SOFT, italic=True),
    "link": Style(ACCENT, underlined=True),
    "link wrapped": Style(ACCENT, underlined=True, alignment=WRAPPED_TOP),
    "date": Style(alignment=LEFT_TOP),
    # Of tables that are read on the screen: one line a row.
    "line": Style(alignment=MIDDLE, border=LINED),
    "line strong": Style(bold=True, alignment=MIDDLE, border=LINED),
    "line link": Style(ACCENT, underlined=True, alignment=MIDDLE, border=LINED),
    "small link": Style(ACCENT, size=9, underlined=True, alignment=MIDDLE_INDENTED, border=LINED),
    "named": Style(alignment=MIDDLE_WRAPPED, border=LINED),
    "dated": Style(alignment=MIDDLE_INDENTED, border=LINED),
    "soft": Style(SOFT, alignment=MIDDLE, border=LINED),
    "soft wrapped": Style(SOFT, alignment=MIDDLE_WRAPPED, border=LINED),
    "soft indented": Style(SOFT, alignment=MIDDLE_INDENTED, border=LINED),
    "soft right": Style(SOFT, alignment=MIDDLE_RIGHT, border=LINED),
    "value": Style(alignment=MIDDLE_RIGHT, border=LINED),
    "strong": Style(bold=True, alignment=MIDDLE_RIGHT, border=LINED),
    "marked": Style(fill=HEAD, alignment=MIDDLE_RIGHT, border=LINED),
    "broken": Style(alignment=MIDDLE_RIGHT, border=BROKEN),
    "helper": Style(SOFT, size=8, italic=True, alignment=MIDDLE_RIGHT),
    "helper text": Style(SOFT, size=8, italic=True, alignment=MIDDLE),
    "line bold": Style(bold=True, alignment=MIDDLE),
    "note": Style(SOFT, alignment=MIDDLE_INDENTED_PLAIN),
    "chosen": Style(bold=True, alignment=MIDDLE_FITTED, border=FRAMED),
    "to fill": Style(fill=OPEN, alignment=MIDDLE_RIGHT),
    "to fill left": Style(fill=OPEN, alignment=MIDDLE, border=LINED),
    "helper head": Style(SOFT, HEAD, alignment=HEADING, border=BELOW),
    "wrapped": Style(alignment=WRAPPED_TOP),
    "section": Style(ACCENT, size=12, bold=True, alignment=MIDDLE, border=BELOW),
}


def _unless_text(kind: str, other: str) -> str:
    """Return the style of a number, a formula or a link where that of the row is one of texts."""
    return other if kind in ("", "text", "wrap", "about", "head") else kind


class Styles:
    """The styles of one workbook, each made once.

    Parameters
    ----------
    sheet : WriteOnlyWorksheet
        Any sheet of the workbook.
    """

    def __init__(self, sheet: Any, lang: Lang) -> None:
        self._sheet = sheet
        self._face = FACES[lang]
        self._made: dict[tuple[str, int | None, str], str] = {}

    def number(self, kind: str, places: int | None = None, form: str = "") -> str:
        """Return the number of the style of a kind of cell.

        Numbers have one for each of decimals, and one for each number format of their own.
        """
        if (kind, places, form) not in self._made:
            self._made[kind, places, form] = str(self._make(kind, places, form))
        return self._made[kind, places, form]

    def _make(self, kind: str, places: int | None, form: str) -> int:
        style = STYLES[kind.removesuffix(" guarded")]
        cell = WriteOnlyCell(self._sheet)
        cell.font = OrderedFont(
            name=self._face,
            size=style.size,
            bold=style.bold,
            italic=style.italic,
            underline="single" if style.underlined else None,
            color=style.colour,
        )
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=style.fill)
        cell.border = style.border
        cell.alignment = style.alignment
        cell.quotePrefix = kind.endswith(" guarded")
        if form:
            cell.number_format = form
        elif kind == "date":
            cell.number_format = "yyyy-mm-dd"
        elif places is not None:
            cell.number_format = number_format(places)
        return int(cell.style_id)

    def cell(self, value: Cell, kind: str = "") -> Written:
        """Write the cell of a value; ``kind`` is its style, where it is not that of its type."""
        form = ""
        if isinstance(value, Styled):
            value, kind, form = value
            if value is None:
                return f' s="{self.number(kind, None, form)}"/>'
        if isinstance(value, str):
            return self._text(value, kind or "text")
        if isinstance(value, Num):
            style = self.number(_unless_text(kind, "number"), value.places, form)
            return f' s="{style}" t="n"><v>{float(value.value)!r}</v></c>'
        if value is None:
            return None
        if isinstance(value, FormulaCell):
            return self._live(value, _unless_text(kind, "live"), form)
        if isinstance(value, Link):
            return self._link(value, _unless_text(kind, "link"))
        if isinstance(value, bool):
            return f' s="{self.number("text")}" t="b"><v>{value:d}</v></c>'
        assert isinstance(value, date)
        return f' s="{self.number("date")}" t="n"><v>{to_excel(value):.0f}</v></c>'

    def _live(self, value: FormulaCell, kind: str, form: str) -> str:
        """Return a formula with the result that stands until it is computed."""
        shown, places = value.shown, None
        if isinstance(shown, Num):
            type_, content, places = "n", repr(float(shown.value)), shown.places
        elif isinstance(shown, str):
            type_, content = "str", escape(legal(shown), quote=False)
        else:
            type_, content = "b", f"{shown:d}"
        result = f"<v>{content}</v>" if content else "<v/>"
        formula = escape(legal(value.formula[1:]), quote=False)
        style = self.number(kind, places, form)
        return f' s="{style}" t="{type_}"><f>{formula}</f>{result}</c>'

    def _text(self, value: str, kind: str) -> str:
        guarded = kind not in ("head", "heading", "title") and value.startswith(_FORMULA)
        style = self.number(f"{kind} guarded" if guarded else kind)
        inline = _inline(value)
        return f' s="{style}" t="inlineStr">{inline}</c>' if inline else f' s="{style}"/>'

    def _link(self, value: Link, kind: str) -> Linked:
        if value.sheet:
            place = f"{quote_sheetname(value.sheet)}!A1"
            link = Hyperlink(ref="A1", location=place, display=value.text)
        else:
            link = Hyperlink(ref="A1", target=value.url)
        return Linked(self._text(value.text, kind), link)


# Most texts of a workbook are there many times.
@lru_cache(maxsize=50_000)
def _inline(value: str) -> str:
    said = clean(value)
    kept = ' xml:space="preserve"' if said != said.strip() or "\n" in said else ""
    return f"<is><t{kept}>{escape(said, quote=False)}</t></is>" if said else ""
