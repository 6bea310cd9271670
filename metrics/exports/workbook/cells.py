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

from metrics.exports.workbook.model import Cell, FormulaCell, Link, Num, number_format
from metrics.locale import Lang

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
    """Return a text as Excel can hold it: no control characters, at most 32,767 UTF-16 units.

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
        self._made: dict[tuple[str, int | None], str] = {}

    def number(self, kind: str, places: int | None = None) -> str:
        """Return the number of the style of a kind of cell.

        Numbers have one for each of decimals.
        """
        if (kind, places) not in self._made:
            self._made[kind, places] = str(self._make(kind, places))
        return self._made[kind, places]

    def _make(self, kind: str, places: int | None) -> int:
        cell = WriteOnlyCell(self._sheet)
        colour = {"live": SOFT, "link": ACCENT, "about": SOFT, "label": SOFT}.get(kind, INK)
        cell.font = OrderedFont(
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
        elif kind == "label":
            cell.alignment = Alignment(vertical="top")
        elif kind in ("text", "wrap", "text guarded", "wrap guarded"):
            wrap = kind.startswith("wrap")
            cell.alignment = Alignment(
                horizontal="left", vertical="top", indent=1, wrap_text=wrap or None
            )
            cell.quotePrefix = kind.endswith("guarded")
        elif kind in ("number", "live", "link"):
            # Beside a text of several lines a number stands at its first.
            cell.alignment = Alignment(vertical="top")
        if kind == "date":
            cell.number_format = "yyyy-mm-dd"
            cell.alignment = Alignment(horizontal="left", vertical="top")
        elif places is not None:
            cell.number_format = number_format(places)
        return int(cell.style_id)

    def cell(self, value: Cell, kind: str = "text") -> Written:
        """Write the cell of a value; ``kind`` is the style of a text."""
        if isinstance(value, str):
            return self._text(value, kind)
        if isinstance(value, Num):
            style = self.number("number", value.places)
            return f' s="{style}" t="n"><v>{float(value.value)!r}</v></c>'
        if value is None:
            return None
        if isinstance(value, FormulaCell):
            return self._live(value)
        if isinstance(value, Link):
            return self._link(value)
        if isinstance(value, bool):
            return f' s="{self.number("text")}" t="b"><v>{value:d}</v></c>'
        assert isinstance(value, date)
        return f' s="{self.number("date")}" t="n"><v>{to_excel(value):.0f}</v></c>'

    def _live(self, value: FormulaCell) -> str:
        """Return a formula with the result that stands until it is computed."""
        shown, places = value.shown, None
        if isinstance(shown, Num):
            kind, content, places = "n", repr(float(shown.value)), shown.places
        elif isinstance(shown, str):
            kind, content = "str", escape(shown, quote=False)
        else:
            kind, content = "b", f"{shown:d}"
        formula = escape(value.formula[1:], quote=False)
        style = self.number("live", places)
        return f' s="{style}" t="{kind}"><f>{formula}</f><v>{content}</v></c>'

    def _text(self, value: str, kind: str) -> str:
        guarded = kind in ("text", "wrap") and value.startswith(_FORMULA)
        style = self.number(f"{kind} guarded" if guarded else kind)
        inline = _inline(value)
        return f' s="{style}" t="inlineStr">{inline}</c>' if inline else f' s="{style}"/>'

    def _link(self, value: Link) -> Linked:
        if value.sheet:
            place = f"{quote_sheetname(value.sheet)}!{value.cell}"
            link = Hyperlink(ref="A1", location=place, display=value.text)
        else:
            link = Hyperlink(ref="A1", target=value.url)
        return Linked(self._text(value.text, "link"), link)


# Most texts of a workbook are there many times.
@lru_cache(maxsize=50_000)
def _inline(value: str) -> str:
    said = clean(value)
    kept = ' xml:space="preserve"' if said != said.strip() or "\n" in said else ""
    return f"<is><t{kept}>{escape(said, quote=False)}</t></is>" if said else ""
