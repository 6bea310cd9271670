"""Tables of slides that can be edited."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu

from metrics.briefing.boxes import Box, Words
from metrics.briefing.drawing import column_widths, table_words
from metrics.briefing.exhibit import Grid
from metrics.exports.pptx.markup import SPACES, parsed, tag
from metrics.exports.pptx.texts import body, lined
from metrics.exports.pptx.theme import PALETTE, SlideTheme, solid

_A, _P = f"{{{SPACES['a']}}}", f"{{{SPACES['p']}}}"
_NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def add_table(shapes: Any, ground: SlideTheme, grid: Grid, box: Box, name: str, alt: str) -> None:
    """Add a table that can be edited: headings, light rules, no bands.

    Parameters
    ----------
    shapes : pptx.shapes.shapetree
        Those of the slide.
    ground : SlideTheme
        Faces, colours and size of the template.
    grid : Grid
        Headings and rows; without columns nothing is added.
    box : Box
        The place, in pixels of a slide.
    name : str
        Name of the shape.
    alt : str
        Alternative text.

    Examples
    --------
    >>> from metrics.exports.pptx.template import base
    >>> made = base("en", None)
    >>> slide = made.presentation.slides.add_slide(made.plain)
    >>> grid = Grid(("Year", "Rank"), (("2025", "10th"),))
    >>> add_table(slide.shapes, made.ground, grid, Box(80, 200, 900, 400), "Ranks", "")
    >>> slide.shapes[-1].table.cell(1, 1).text
    '10th'
    """
    if not grid.columns:
        return
    rows, widths = table_words(grid, box), column_widths(grid, box.w)
    edges = [box.y - 8, *(max(t.bottom for t in row) + 8 for row in rows)]
    place = Box(box.x, edges[0], sum(widths), edges[-1] - edges[0])
    frame = shapes.add_table(len(rows), len(widths), *ground.place(place))
    frame.name = name
    describe(frame, alt)
    table = frame.table
    table.first_row, table.horz_banding = True, False
    # The kind without a grid has no call of its own.
    for style in frame.element.iter(f"{_A}tableStyleId"):
        style.text = _NO_GRID
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(ground.x(width))
    inside = frame.element.iter(f"{_A}tc")
    for n, (row, words) in enumerate(zip(table.rows, rows, strict=True)):
        row.height = Emu(ground.y(edges[n + 1] - edges[n]))
        for cell, told in zip(row.cells, words, strict=True):
            _cell(cell, next(inside), told, ground, head=n == 0)


def _cell(cell: Any, inside: Any, words: Words, ground: SlideTheme, *, head: bool) -> None:
    cell.margin_left, cell.margin_right = Emu(0), Emu(ground.x(20))
    cell.margin_top, cell.margin_bottom = Emu(ground.y(7)), Emu(ground.y(5))
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.background()
    written(inside.find(f"{_A}txBody"), lined(ground, words))
    # Edges of cells come before their fill.
    rule = solid(PALETTE.ink if head else PALETTE.grid)
    none = [tag(f"a:{side}", "<a:noFill/>") for side in ("lnL", "lnR", "lnT")]
    edges = [*none, tag("a:lnB", rule, w=ground.line(2))]
    for n, edge in enumerate(edges):
        inside.find(f"{_A}tcPr").insert(n, parsed(edge))


def written(own: Any, paragraphs: str) -> None:
    """Put paragraphs in the place of those of a shape or a cell."""
    for old in list(own.iterchildren(f"{_A}p")):
        own.remove(old)
    own.extend(list(parsed(body(paragraphs)).iterchildren(f"{_A}p")))


def about(shape: Any) -> Any:
    """Return the element that names a shape."""
    return next(shape.element.iter(f"{_P}cNvPr"))


def describe(shape: Any, alt: str) -> None:
    """Give a shape an alternative text."""
    if alt:
        about(shape).set("descr", alt)
