"""The picture that programs show of a link: title, finding and chart of the view."""

from __future__ import annotations

from functools import partial

import plotly.graph_objects as go

from metrics.charts.plotly import Box, Canvas, Style, draw
from metrics.charts.spec import ChartSpec
from metrics.locale import Lang, text
from metrics.wording.lines import wrap
from metrics.wording.widths import ems
from pages.parts.http.views import Told

WIDTH, HEIGHT = 1200, 630
SIDE, TOP = 56, 44
TITLE, FINDING, LEAST, SMALL = 26, 40, 28, 20
MOST_LINES = 2
PLOT = Style(tick=18, label=20, end=26, name=20, factor=1.5)


def card_of(told: Told, spec: ChartSpec | None, lang: Lang) -> go.Figure:
    """Lay out what programs show of a link.

    Parameters
    ----------
    told : Told
        Title and finding of the view.
    spec : ChartSpec or None
        Its chart.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    plotly.graph_objects.Figure
        Of its size.

    Examples
    --------
    >>> drawn = card_of(Told("Rank", "Rank rose", "Rank rose"), None, "en")
    >>> drawn.layout.width, drawn.layout.annotations[0].text
    (1200, 'Rank')
    """
    # Margins are those of the drawing: places of words are shares of what lies between them.
    canvas = Canvas(WIDTH, HEIGHT, "light", PLOT.top, PLOT.bottom)
    colours = canvas.colours
    canvas.write(told.title, SIDE, TOP, TITLE, colours.soft)
    lines, size = _fitted(told.finding)
    top = TOP + TITLE * 1.6
    canvas.write("\n".join(lines), SIDE, top, size, colours.ink, bold=True)
    top += len(lines) * size * 1.3 + 16
    foot = HEIGHT - TOP
    site = text(lang)("site.title")
    canvas.write(site, WIDTH - SIDE, foot, SMALL, colours.accent, anchor="right", stand="bottom")
    if spec is not None:
        canvas.write(spec.text.source, SIDE, foot, SMALL, colours.soft, stand="bottom")
        draw(canvas, spec, Box(SIDE, top, WIDTH - 2 * SIDE, foot - SMALL * 2 - top), PLOT)
    return canvas.finish(fixed=True)


def _fitted(words: str) -> tuple[list[str], int]:
    """Return the lines of a finding and the size of their letters; the last may be cut short."""
    for size in range(FINDING, LEAST - 1, -2):
        lines = wrap(words, (WIDTH - 2 * SIDE) / size, partial(ems, bold=True))
        if len(lines) <= MOST_LINES:
            return lines, size
    kept = lines[:MOST_LINES]
    # A Chinese text has no words to part at.
    last, _, cut = kept[-1].rpartition(" ")
    kept[-1] = f"{last if last and len(cut) < len(last) else kept[-1][:-1]}…"
    return kept, size
