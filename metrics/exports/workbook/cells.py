"""Cells as a spreadsheet takes them: clean text, numbers, formulas, links, and their styles."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Any

from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from metrics.exports.workbook.model import Cell, Link, Live, Num, number_format
from metrics.text import Lang

LONGEST = 32_767
INK, SOFT, ACCENT, RULE, HEAD = "1B2A41", "5A6675", "12436D", "C9D1DB", "EEF2F7"
# Faces that Windows, WPS and the Mac have; others fall back to their own.
FACES: dict[Lang, str] = {"zh": "Microsoft YaHei", "en": "Arial"}
EAST_ASIAN = "Microsoft YaHei"
# Excel reads _x000D_ as the character of that number.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATES = re.compile("[\ud800-\udfff￾￿]")
_FORMULA = ("=", "+", "-", "@")


def clean(said: str) -> str:
    """A text as Excel can hold it: no control characters, at most 32,767 UTF-16 units.

    Examples
    --------
    >>> clean("a\\x07b"), clean("_x000D_"), len(clean("x" * 40000))
    ('ab', '_x005F_x000D_', 32767)
    """
    plain = _SURROGATES.sub("", ILLEGAL_CHARACTERS_RE.sub("", said.replace("\r\n", "\n")))
    plain = _ESCAPED.sub("_x005F_", plain)
    if len(plain) > LONGEST // 2 and len(plain.encode("utf-16-le")) // 2 > LONGEST:
        room = plain.encode("utf-16-le")[: 2 * (LONGEST - 1)]
        plain = room.decode("utf-16-le", "ignore") + "…"
    return plain


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
        self._made: dict[tuple[str, int | None], Any] = {}

    def array(self, kind: str, places: int | None = None) -> Any:
        """The style of a kind of cell; numbers have one for each number of decimals."""
        if (kind, places) not in self._made:
            self._made[kind, places] = self._make(kind, places)
        return self._made[kind, places]

    def _make(self, kind: str, places: int | None) -> Any:
        cell = WriteOnlyCell(self._sheet)
        colour = {"live": SOFT, "link": ACCENT, "about": SOFT, "label": SOFT}.get(kind, INK)
        cell.font = Font(
            name=self._face,
            size=15 if kind == "title" else 10,
            bold=kind in ("title", "head"),
            italic=kind == "live",
            underline="single" if kind == "link" else None,
            color=colour,
        )
        if kind == "head":
            cell.fill = PatternFill("solid", fgColor=HEAD)
            cell.border = Border(bottom=Side("thin", RULE))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        elif kind in ("wrap", "label"):
            cell.alignment = Alignment(wrap_text=kind == "wrap", vertical="top")
        elif kind in ("text", "guarded"):
            cell.alignment = Alignment(indent=1)
            cell.quotePrefix = kind == "guarded"
        if kind == "date":
            cell.number_format = "yyyy-mm-dd"
            cell.alignment = Alignment(horizontal="left", vertical="top")
        elif places is not None:
            cell.number_format = number_format(places)
        return cell._style

    @cached_property
    def text(self) -> Any:
        """The style of plain text."""
        return self.array("text")

    def cell(self, sheet: Any, value: Cell, kind: str = "text") -> Any:
        """Make the cell of a value; ``kind`` is the style of a text."""
        if value is None:
            return None
        if isinstance(value, str):
            return self._text(sheet, value, kind)
        if isinstance(value, Num):
            style = self.array("number", value.places)
            return SheetCell(sheet, 1, 1, float(value.value), style)
        if isinstance(value, Live):
            return SheetCell(sheet, 1, 1, value.formula, self.array("live", value.places))
        if isinstance(value, Link):
            return self._link(sheet, value)
        if isinstance(value, bool):
            return SheetCell(sheet, 1, 1, value, self.text)
        assert isinstance(value, date)
        return SheetCell(sheet, 1, 1, value, self.array("date"))

    def _text(self, sheet: Any, value: str, kind: str) -> Any:
        guarded = value.startswith(_FORMULA)
        style = self.array("guarded" if guarded and kind == "text" else kind)
        cell = SheetCell(sheet, 1, 1, clean(value) or None, style)
        if guarded:
            cell.data_type = "s"
        return cell

    def _link(self, sheet: Any, value: Link) -> Any:
        cell = self._text(sheet, value.text, "link")
        if value.sheet:
            place = f"{quote_sheetname(value.sheet)}!A1"
            cell.hyperlink = Hyperlink(ref="A1", location=place, display=value.text)
        else:
            cell.hyperlink = Hyperlink(ref="A1", target=value.url)
        return cell
