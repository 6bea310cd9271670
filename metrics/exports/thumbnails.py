"""Small pictures of slides as drawings that need no browser: light enough for lists of decks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from metrics.briefing.boxes import HEIGHT, WIDTH, Box, Words
from metrics.briefing.cards import card_rule, card_words, trend_box
from metrics.briefing.drawing import BARS, TONES, table_words
from metrics.briefing.exhibit import Grid
from metrics.briefing.slides import Page, Placed
from metrics.charts.plotly import COLOURS, FONT
from metrics.exports.pptx.charts import drawings
from metrics.exports.pptx.model import Drawing, NativeSeries, Note
from metrics.exports.pptx.scales import serial
from metrics.locale import Lang
from metrics.views.cards import Card

PAPER = COLOURS["light"]
# Lines of a picture that is a sixth of a slide.
LINE = 10


def thumbnail(page: Page, lang: Lang) -> str:
    """Draw a slide in small.

    Parameters
    ----------
    page : Page
        The slide.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        An SVG document of the proportions of a slide.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> from metrics.briefing.pages import pages
    >>> deck = parse_address("chart!indicator?id=gii_rank")
    >>> (page,) = pages(load(), deck, "en", date(2026, 1, 1))
    >>> thumbnail(page, "en")[:4]
    '<svg'
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{escape(FONT)}"><rect width="{WIDTH}" height="{HEIGHT}" '
        f'fill="{PAPER.paper}"/>{"".join(_parts(page, lang))}</svg>'
    )


def _parts(page: Page, lang: Lang) -> Iterator[str]:
    yield from (_rect(bar.box, BARS[bar.tone]) for bar in page.bars)
    if page.curve is not None:
        yield _path(page.curve.points, PAPER.accent, LINE)
    for words in page.words:
        yield from _words(words)
    for placed in page.placed:
        for words in placed.head:
            yield from _words(words)
        yield from _exhibit(placed, lang)
    if page.grid is not None:
        yield from _table(*page.grid)


def _exhibit(placed: Placed, lang: Lang) -> Iterator[str]:
    found, box = placed.exhibit, placed.box
    if found.card is not None:
        yield _rect(card_rule(placed), PAPER.grid)
        for words in card_words(placed):
            yield from _words(words)
        yield from _trend(found.card, trend_box(placed))
    elif found.grid is not None:
        yield from _table(found.grid, box)
    for drawing in drawings(found.spec, box, lang):
        yield from _chart(drawing)


def _table(grid: Grid, box: Box) -> Iterator[str]:
    for row in table_words(grid, box) if grid.columns else ():
        for words in row:
            yield from _words(words)
        edge = max(w.bottom for w in row) + 8
        yield _rect(Box(box.x, edge, box.w, 2), PAPER.grid)


def _words(words: Words) -> Iterator[str]:
    x = words.box.right if words.right else words.box.x
    high = words.box.h / max(len(words.lines), 1)
    for n, line in enumerate(words.lines):
        # A line stands on its base, which lies four fifths down.
        y = words.box.y + n * high + words.size
        yield _text(line, x, y, words.size, TONES[words.tone], words.bold, words.right)


def _text(
    line: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    bold: bool = False,
    right: bool = False,
) -> str:
    more = ' font-weight="700"' * bold + ' text-anchor="end"' * right
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:.0f}" fill="{colour}"{more}>'
        f"{escape(line)}</text>"
    )


def _rect(box: Box, fill: str, line: str = "") -> str:
    edge = f' stroke="{line}" stroke-width="3"' if line else ""
    return (
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.w:.0f}" height="{box.h:.0f}" '
        f'fill="{fill}"{edge}/>'
    )


def _path(points: Sequence[tuple[float, float]], colour: str, width: float) -> str:
    way = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    return f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{width:.0f}"/>'


def _trend(card: Card, at: Box | None) -> Iterator[str]:
    if at is None:
        return
    for run in card.spark:
        points = [(at.x + p.x * at.w, at.y + (1 - p.y) * at.h) for p in run]
        yield _path(points, PAPER.accent, 4)


def _chart(drawing: Drawing) -> Iterator[str]:
    plot = drawing.plot
    yield _rect(Box(plot.x, plot.bottom, plot.w, 3), PAPER.soft)
    for run in drawing.runs:
        yield from _points(drawing, run) if drawing.days is not None else _bars(drawing, run)
    for note in drawing.notes:
        yield from _note(note)


def _points(drawing: Drawing, run: NativeSeries) -> Iterator[str]:
    plot, days = drawing.plot, drawing.days
    if days is None:
        return
    points = [
        (
            plot.x + days.share(serial(at)) * plot.w,
            plot.bottom - drawing.value.share(value or 0) * plot.h,
        )
        for at, value in zip(run.at, run.values, strict=True)
    ]
    if len(points) > 1:
        yield _path(points, run.colour, max(run.width * 2, 4))
    for (x, y), mark in zip(points, run.marks, strict=True):
        if mark.symbol != "none":
            fill = PAPER.paper if mark.hollow else run.colour
            yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{LINE}" fill="{fill}" ' + (
                f'stroke="{run.colour}" stroke-width="4"/>'
            )


def _bars(drawing: Drawing, run: NativeSeries) -> Iterator[str]:
    plot, lying = drawing.plot, drawing.kind == "bars"
    count, several = len(drawing.categories), 1 if drawing.overlap else len(drawing.runs)
    step = (plot.h if lying else plot.w) / max(count, 1)
    thick = step * 0.7 / several
    shift = step * 0.15 + (0 if drawing.overlap else drawing.runs.index(run) * thick)
    zero = min(max(drawing.value.share(0.0), 0), 1)
    for place, (value, mark) in enumerate(zip(run.values, run.marks, strict=True)):
        if value is None:
            continue
        low, high = sorted((zero, drawing.value.share(value)))
        at = place * step + shift
        if lying:
            box = Box(plot.x + low * plot.w, plot.y + at, (high - low) * plot.w, thick)
        else:
            box = Box(plot.x + at, plot.bottom - high * plot.h, thick, (high - low) * plot.h)
        # Stripes would be too fine to be seen.
        fill = PAPER.paper if mark.hollow else PAPER.background if mark.pattern else mark.fill
        yield _rect(box, fill, mark.line)
    if lying and run is drawing.runs[0]:
        for place, name in enumerate(drawing.categories):
            y = plot.y + (place + 0.6) * step
            yield _text(name, plot.x - 12, y, 24, PAPER.ink, right=True)


def _note(note: Note) -> Iterator[str]:
    high = note.box.h / max(len(note.lines), 1)
    right = note.align == "r"
    x = note.box.right if right else note.box.x
    for n, line in enumerate(note.lines):
        words = "".join(piece.text for piece in line)
        colour, bold = (line[0].colour, line[0].bold) if line else (PAPER.ink, False)
        size = (line[0].size if line else 0) or note.size
        yield _text(words, x, note.box.y + n * high + note.size, size, colour, bold, right)
