"""A slide as one figure of 1920 by 1080 pixels: what is on screen is what every file holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from metrics.briefing import boxes
from metrics.briefing.boxes import HEIGHT, SMALL, WIDTH, Box, Words
from metrics.briefing.cards import card_rule, card_words, marked, newest_of, trend_box
from metrics.briefing.exhibit import Grid
from metrics.briefing.slides import Curve, Page, Placed
from metrics.charts.plotly import COLOURS, SLIDE, Canvas, draw
from metrics.views.cards import Card
from metrics.views.sparks import SparkPoint
from metrics.wording.lines import cells, plain

PAPER = COLOURS["light"]
BARS = {"accent": PAPER.accent, "grid": PAPER.grid}
TONES = {"ink": PAPER.ink, "soft": PAPER.soft, "accent": PAPER.accent}
Part = dict[str, Any]


def figure_of(page: Page) -> go.Figure:
    """Draw a slide.

    Returns
    -------
    plotly.graph_objects.Figure
        1920 by 1080 pixels, on light paper.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> from metrics.briefing.pages import pages
    >>> (page,) = pages(load(), parse_address("chart!indicator?id=gii_rank"), "en", date.today())
    >>> figure_of(page).layout.width
    1920
    """
    canvas = Canvas(WIDTH, HEIGHT)
    for text in page.words:
        canvas.notes.append(note(text))
    for placed in page.placed:
        _place(canvas, placed)
    if page.grid is not None:
        grid, box = page.grid
        _table(canvas, grid, box)
    if page.faults and not page.placed:
        canvas.notes += _faults(page)
    canvas.shapes += [_rule(bar.box, BARS[bar.tone]) for bar in page.bars]
    canvas.shapes += _curve(page.curve)
    made = canvas.finish(fixed=True)
    # Charts of a deck answer to a pointer as they do on a page.
    made.update_layout(font={"size": SMALL}, hoverlabel={"font": {"size": SMALL}}, dragmode=False)
    return made


def note(text: Words) -> Part:
    """Return a text as an annotation, its upper left corner in its place."""
    lines = [f"<b>{plain(line)}</b>" if text.bold else plain(line) for line in text.lines]
    x = text.box.x + text.box.w if text.right else text.box.x
    return {
        "text": "<br>".join(lines),
        "x": x / WIDTH,
        "y": 1 - text.box.y / HEIGHT,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right" if text.right else "left",
        "yanchor": "top",
        "align": "right" if text.right else "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": text.size, "color": TONES[text.tone]},
    }


def _place(canvas: Canvas, placed: Placed) -> None:
    found = placed.exhibit
    canvas.notes += [note(text) for text in placed.head]
    if found.spec is not None:
        draw(canvas, found.spec, placed.box, SLIDE)
    elif found.card is not None:
        canvas.shapes.append(_rule(card_rule(placed), PAPER.grid))
        canvas.notes += [note(text) for text in card_words(placed)]
        canvas.shapes += _trend(found.card, trend_box(placed))
    elif found.grid is not None:
        _table(canvas, found.grid, placed.box)


def _trend(card: Card, at: Box | None) -> Iterator[Part]:
    """Yield the small trend of a figure: its true points, a line for each run of them."""
    if at is None:
        return

    def place(point: SparkPoint) -> tuple[float, float]:
        x, y = at.x + point.x * at.w, at.y + (1 - point.y) * at.h
        return x / WIDTH, 1 - y / HEIGHT

    line = {"color": PAPER.accent, "width": 3}
    paper = {"xref": "paper", "yref": "paper", "layer": "above"}
    last = newest_of(card.spark)
    for run in card.spark:
        path = " L ".join(f"{x:.5f} {y:.5f}" for x, y in map(place, run))
        if len(run) > 1:
            yield {"type": "path", "path": f"M {path}", "line": line, **paper}
        for point in marked(run, last):
            x, y = place(point)
            fill = PAPER.paper if point.hollow else PAPER.accent
            ends = {"x0": x - 5 / WIDTH, "x1": x + 5 / WIDTH}
            level = {"y0": y - 5 / HEIGHT, "y1": y + 5 / HEIGHT}
            yield {"type": "circle", "fillcolor": fill, "line": line, **ends, **level, **paper}


def _table(canvas: Canvas, grid: Grid, box: Box) -> None:
    """Draw a table: headings, a rule, rows of one height or as high as their texts."""
    if not grid.columns:
        return
    tall = table_words(grid, box)
    for line in tall:
        canvas.notes += [note(text) for text in line]
    edges = [max(t.bottom for t in line) + 8 for line in tall]
    for place, edge in enumerate(edges):
        head = place == 0
        canvas.shapes.append(
            _line(edge, PAPER.ink if head else PAPER.grid, 2, box.x, box.x + box.w)
        )


def table_words(grid: Grid, box: Box) -> list[list[Words]]:
    """Return the cells of each row in their places.

    Rows move together where they would leave the box.
    """
    loose = _rows(grid, box, 18)
    fits = max(w.bottom for w in loose[-1]) <= box.y + box.h
    return loose if fits else _rows(grid, box, 10)


def has_room(page: Page) -> bool:
    """Tell whether the table of a slide stands within its place."""
    if page.grid is None or not page.grid[0].columns:
        return True
    return max(w.bottom for w in table_words(*page.grid)[-1]) <= page.grid[1].bottom


def _rows(grid: Grid, box: Box, gap: float) -> list[list[Words]]:
    widths = column_widths(grid, box.w)
    made: list[list[Words]] = []
    y = box.y
    for place, row in enumerate([grid.columns, *grid.rows]):
        x = box.x
        line = []
        for text, width in zip(row, widths, strict=True):
            at = Box(x, y, width - 24, 0)
            line.append(boxes.words(text, at, SMALL, tone="ink", bold=place == 0))
            x += width
        made.append(line)
        y = max(t.bottom for t in line) + gap
    return made


def column_widths(grid: Grid, whole: float) -> list[float]:
    """Pixels of each column: in proportion to its longest text, that of the first never broken."""
    first, *others = [
        max(min(cells(row[n]), 60) for row in [grid.columns, *grid.rows])
        for n in range(len(grid.columns))
    ]
    # Some programs set Chinese and digits apart.
    leading = max(first * SMALL / 2 * 1.15 + 30, 150)
    asked = [max((c + 3) * SMALL / 2, 150) for c in others]
    # A narrow table is not stretched over the slide.
    factor = min((whole - leading) / max(sum(asked), 1), 1.6)
    return [leading, *(a * factor for a in asked)]


def _faults(page: Page) -> Iterator[Part]:
    y = page.words[0].bottom + 60
    for line in page.faults:
        text = boxes.words(line, Box(boxes.SIDE, y, WIDTH - 2 * boxes.SIDE, 0), SMALL + 4)
        y = text.bottom + 12
        yield note(text)


def _frame(box: Box) -> Part:
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": box.x / WIDTH,
        "x1": (box.x + box.w) / WIDTH,
        "y0": 1 - box.y / HEIGHT,
        "y1": 1 - (box.y + box.h) / HEIGHT,
        "line": {"color": PAPER.grid, "width": 2},
        "layer": "below",
    }


def _curve(curve: Curve | None) -> Iterator[Part]:
    """Yield the area below a curve, the curve, and a mark at its end."""
    if curve is None:
        return
    steps = [f"{x / WIDTH:.5f} {1 - y / HEIGHT:.5f}" for x, y in curve.points]
    (first, _), (x, y) = curve.points[0], curve.points[-1]
    base = 1 - curve.base / HEIGHT
    way = " L ".join(steps)
    paper = {"type": "path", "xref": "paper", "yref": "paper", "layer": "below"}
    area = f"M {first / WIDTH:.5f} {base:.5f} L {way} L {x / WIDTH:.5f} {base:.5f} Z"
    yield {**paper, "path": area, "fillcolor": PAPER.grid, "line": {"width": 0}}
    line = {"color": PAPER.accent, "width": 5}
    yield {**paper, "path": f"M {way}", "line": line}
    yield {**_rule(Box(x - 9, y - 9, 18, 18), PAPER.accent), "type": "circle"}


def _rule(box: Box, colour: str) -> Part:
    return {**_frame(box), "fillcolor": colour, "line": {"width": 0}}


def _line(y: float, colour: str, width: int, left: float, right: float) -> Part:
    level = 1 - y / HEIGHT
    return {
        "type": "line",
        "xref": "paper",
        "yref": "paper",
        "x0": left / WIDTH,
        "x1": right / WIDTH,
        "y0": level,
        "y1": level,
        "line": {"color": colour, "width": width},
    }
