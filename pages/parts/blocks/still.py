"""The large chart of a page as a drawing, which stands in the document before the page is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from metrics.charts.plotly import described
from metrics.charts.plotly.still import still
from pages.parts.blocks.card import head, title_lines
from pages.parts.blocks.large import Large
from pages.parts.blocks.sizes import made_for
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

# Windows that drawings are made for where nobody told how wide the reader's is: of a phone, of a
# notebook and of a desk.
USUAL = (390, 1366, 1920)


@dataclass(frozen=True)
class _Card:
    """A drawing in its card, for windows of one width."""

    window: int
    head: str
    height: int
    drawing: Markup


def drawing(context: Context, large: Large, told: int) -> str:
    """Return the large chart of a page as a drawing, with what belongs to it.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    large : Large
        The chart.
    told : int
        Width of the reader's window; 0 where nobody told.

    Returns
    -------
    str
        Markup; empty where no chart is shown, or none that can be drawn so.
    """
    if large.instead:
        return ""
    windows = (made_for(told),) if told else USUAL
    # Its hash stands for all that a chart says.
    cards = context.shared(
        f"still {large.key} {hash(large.spec)} {windows}",
        lambda: tuple(_card(context, large, window) for window in windows),
    )
    if not all(card.drawing for card in cards):
        return ""
    return markup.render("still.html", context.lang, large=large, cards=cards)


def _card(context: Context, large: Large, window: int) -> _Card:
    spec, shape = large.spec, large.shape
    lines = title_lines([spec], shape, window)
    size = shape.figure(window, lines)
    drawn = still(described(spec, context.colours, size), size, f"{large.key}-{window}")
    return _Card(window, head(context, spec, shape, window, lines), size.height, Markup(drawn))
