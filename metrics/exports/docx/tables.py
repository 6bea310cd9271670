"""Tables of a document: three lines, headings that are repeated on each page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from metrics.briefing.documents.model import Line, Table, plain
from metrics.exports.docx.markup import w
from metrics.exports.docx.runs import RunWriter

# Twips of the rules at top and bottom, and below the headings, in eighths of a point.
THICK, THIN = 12, 6
_TWIP = 635
# Twips between numbers set to the right and the words beside them.
_APART = 120
# Rows of a table that is never parted, and of one that keeps the letters of a small one; rows at
# both ends of a longer one that stand together.
SMALL, LARGEST = 6, 12
TOGETHER = 2


def table_xml(
    table: Table,
    width: int,
    pen: RunWriter,
    style: str,
    face: str,
    note: Callable[[str], str],
) -> str:
    """Return a table.

    Parameters
    ----------
    table : Table
        What it holds.
    width : int
        EMU of the text.
    pen : RunWriter
        Writes its words.
    style : str
        Id of the style of its paragraphs.
    face : str
        Their Chinese face.
    note : callable
        Makes the mark of a footnote.

    Returns
    -------
    str
        Markup.
    """
    whole = width // _TWIP
    parts = [int(whole * share / sum(table.shares)) for share in table.shares]
    parts[-1] += whole - sum(parts)

    def cell(line: Line, n: int, *, head: bool = False, across: int = 1, held: bool) -> str:
        wide = sum(parts) if across > 1 else parts[n]
        about = [w("tcW", w=wide, type="dxa")]
        about += [w("gridSpan", val=across)] if across > 1 else []
        about += [_rule("bottom", THIN)] if head else []
        about += [w("vAlign", val="center")]
        align = "left" if n in table.left or across > 1 else "center"
        align = "right" if n in table.right else align
        properties = w(
            "pPr",
            w("pStyle", val=style),
            w("keepNext") if held else "",
            w("ind", right=_APART) if align == "right" else "",
            w("jc", val=align),
        )
        own = replace(pen, bold=True) if head or across > 1 else pen
        return w("tc", w("tcPr", *about), w("p", properties, own.line(line, face, note)))

    head = "".join(cell(plain(name), n, head=True, held=True) for n, name in enumerate(table.head))
    rows = [w("tr", w("trPr", w("cantSplit"), w("tblHeader")), head)]
    for place, line in enumerate(table.rows, 1):
        across = len(parts) if len(line) == 1 < len(parts) else 1
        left = len(table.rows) - place
        few = len(table.rows) <= SMALL or place < TOGETHER or 0 < left < TOGETHER
        # A heading within a long one stands with what it is of.
        held = across > 1 or (few and left > 0)
        cells = "".join(cell(own, n, across=across, held=held) for n, own in enumerate(line))
        rows.append(w("tr", w("trPr", w("cantSplit")), cells))
    borders = w("tblBorders", _line("top", THICK), _line("bottom", THICK))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=whole, type="dxa"),
            w("jc", val="center"),
            borders,
            w("tblLayout", type="fixed"),
            w("tblCellMar", w("left", w=60, type="dxa"), w("right", w=60, type="dxa")),
            w("tblLook", firstRow=1, noHBand=1, noVBand=1, val="0620"),
        ),
        w("tblGrid", *(w("gridCol", w=part) for part in parts)),
        *rows,
    )


def _line(side: str, size: int) -> str:
    return w(side, val="single", sz=size, space=0, color="000000")


def _rule(side: str, size: int) -> str:
    return w("tcBorders", _line(side, size))
