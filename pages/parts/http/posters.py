"""How pictures are laid out: those that are taken away, and what programs show of a link."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from metrics.charts.plotly import Box, Canvas, Size, Style, draw, figure
from metrics.charts.spec import ChartSpec
from metrics.charts.template import Theme
from metrics.locale import Lang, text
from metrics.wording.lines import wrap
from pages.parts.http.views import Told

WIDTH, HEIGHT = 1200, 630
SIDE, TOP = 56, 44
TITLE, FINDING, SMALL = 26, 40, 20
# Half-width cells of a line of the finding, and lines of it.
CELLS, MOST_LINES = 52, 2
PLOT = Style(tick=18, label=20, end=26, name=20, factor=1.5)


@dataclass(frozen=True)
class Pixels:
    """Size of a layout, and pixels of the picture for each of these."""

    width: int
    height: int
    scale: int = 1


FORMS: dict[str, Pixels] = {
    "wide": Pixels(1920, 1080),
    "4k": Pixels(1920, 1080, 2),
    "square": Pixels(1080, 1080),
    "portrait": Pixels(1080, 1920),
    "cover": Pixels(900, 383),
}


def card_of(told: Told, spec: ChartSpec | None, lang: Lang) -> tuple[go.Figure, Pixels]:
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
    tuple of (plotly.graph_objects.Figure, Pixels)
        The figure and its size.

    Examples
    --------
    >>> figure, size = card_of(Told("Rank", "Rank rose", "Rank rose"), None, "en")
    >>> size.width, figure.layout.annotations[0].text
    (1200, 'Rank')
    """
    # Margins are those of the drawing: places of words are shares of what lies between them.
    canvas = Canvas(WIDTH, HEIGHT, "light", PLOT.top, PLOT.bottom)
    colours = canvas.colours
    canvas.write(told.title, SIDE, TOP, TITLE, colours.soft)
    lines = wrap(told.finding, CELLS)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]
    top = TOP + TITLE * 1.6
    canvas.write("\n".join(lines), SIDE, top, FINDING, colours.ink, bold=True)
    top += len(lines) * FINDING * 1.3 + 16
    foot = HEIGHT - TOP
    site = text(lang)("site.title")
    canvas.write(site, WIDTH - SIDE, foot, SMALL, colours.accent, anchor="right", stand="bottom")
    if spec is not None:
        canvas.write(spec.text.source, SIDE, foot, SMALL, colours.soft, stand="bottom")
        draw(canvas, spec, Box(SIDE, top, WIDTH - 2 * SIDE, foot - SMALL * 2 - top), PLOT)
    return canvas.finish(fixed=True), Pixels(WIDTH, HEIGHT)


def poster_of(spec: ChartSpec, form: str, look: Theme) -> tuple[go.Figure, Pixels]:
    """Lay out a picture that is taken away.

    Parameters
    ----------
    spec : ChartSpec
        What is drawn.
    form : str
        One of `FORMS`.
    look : str
        ``light`` or ``dark``.

    Returns
    -------
    tuple of (plotly.graph_objects.Figure, Pixels)
        The figure and its size.
    """
    size = FORMS[form]
    return figure(spec, look, Size(size.width, size.height, PLOT)), size
