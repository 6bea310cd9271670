"""The chart card: the finding, the figure, one line of source; all evidence one step behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from metrics.briefing.addresses import parts
from metrics.briefing.deck import Deck, Slide
from metrics.charts.spec import ChartSpec
from metrics.model.series import HOME
from metrics.views.filters import Filters
from metrics.wording.lines import cells
from metrics.wording.widths import ems
from pages.parts.blocks import downloads
from pages.parts.blocks.figures import ReadyFigure, drawn
from pages.parts.blocks.sizes import NARROW, PADDING, SMALL, Shape, exact, window
from pages.parts.frame import markup
from pages.parts.frame.shell import Context

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "doubleClick": "reset",
}
# Pictures of a chart, by the message that names each.
FORMS = ("wide", "portrait", "square", "cover", "4k")
# Heights of the block of title and subtitle, by lines of the title; those of large titles.
HEADS = {False: (50, 76, 102), True: (54, 84, 114)}
# Pixels of a sign of half width in a title; of large ones.
CELL = {False: 10.4, True: 12.4}
# Size of the letters of a subtitle.
SUBTITLE = 14
MOST_LINKS = 6


@dataclass(frozen=True)
class ReadyCard:
    """A card in the form in which it is sent, shared by all sessions and never changed."""

    head: str
    figure: ReadyFigure
    height: int
    alt: str
    foot: str


def show_card(
    context: Context,
    spec: ChartSpec,
    shape: Shape = SMALL,
    key: str = "",
    *,
    lines: int = 0,
) -> None:
    """Draw a chart as a card.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    spec : ChartSpec
        The chart.
    shape : Shape
        Kind of the card.
    key : str
        Names the card within its page; the id of the chart where it is empty.
    lines : int
        Lines that titles of its row take, so that plots stand at one height; 0 where the card
        stands alone.
    """
    name = key or spec.id
    width = window()
    lines = lines or title_lines([spec], shape, width)
    # Its hash stands for all that a chart says.
    made = context.shared(
        f"card {name} {hash(spec)} {shape.name} {width} {lines} {exact()}",
        partial(_ready, context, spec, shape, name, width, lines),
    )
    with st.container(border=True, gap="xsmall", key=f"card-{name}"):
        st.html(made.head)
        st.plotly_chart(
            made.figure,
            theme=None,
            config=CONFIG,
            height=made.height,
            alt=made.alt,
            key=f"c-{name}",
        )
        st.html(made.foot)


def title_lines(specs: Sequence[ChartSpec], shape: Shape, width: int = 0) -> int:
    """Return how many lines the titles of a row of cards take.

    Parameters
    ----------
    specs : sequence of ChartSpec
        The charts of the row.
    shape : Shape
        Kind of the cards.
    width : int
        Width of the window; that of the reader where it is 0.

    Returns
    -------
    int
        1 or 2; 3 where a card is too narrow for the longest.
    """
    seen = width or window()
    room = shape.width(seen) - PADDING
    longest = max((cells(s.text.title) for s in specs), default=0)
    needed = longest * CELL[shape.large and seen > NARROW]
    # A line ends before the word that has no room.
    return 1 if needed <= room else 2 if needed <= 1.85 * room else 3


def subtitle_for(spec: ChartSpec, width: float) -> str:
    """Return the subtitle that tells most in one line of a card.

    Parameters
    ----------
    spec : ChartSpec
        The chart.
    width : float
        Pixels of the line.

    Returns
    -------
    str
        One of its subtitles, the shortest where none has room.
    """
    said = ""
    for said in spec.text.subtitles or (spec.text.subtitle,):
        if ems(said) * SUBTITLE <= width:
            break
    return said


def _ready(
    context: Context, spec: ChartSpec, shape: Shape, name: str, width: int, lines: int
) -> ReadyCard:
    """Make a card ready to be sent."""
    size = shape.figure(width, lines)
    figure = drawn(spec, context.colours, size, exact=exact())
    foot = markup.render("card_foot.html", context.lang, **_foot(context, spec, name))
    top = head(context, spec, shape, width, lines)
    return ReadyCard(top, figure, size.height, spec.text.alt, foot)


def head(context: Context, spec: ChartSpec, shape: Shape, width: int, lines: int) -> str:
    """Return title and subtitle of a card.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    spec : ChartSpec
        The chart.
    shape : Shape
        Kind of the card.
    width : int
        Of the window that it is made for.
    lines : int
        Lines that the titles of its row take.

    Returns
    -------
    str
        Markup.
    """
    large = shape.large and width > NARROW
    return markup.render(
        "card_head.html",
        context.lang,
        title=markup.unparted(spec.text.title),
        subtitle=subtitle_for(spec, shape.width(width) - PADDING),
        whole=spec.text.subtitle,
        height=HEADS[large][lines - 1],
        large=large,
    )


def _foot(context: Context, spec: ChartSpec, name: str) -> dict[str, object]:
    """Return what stands below a chart and behind it."""
    lang, selection = context.lang, context.tables.selection
    areas = indicators(context, spec)
    ids = tuple(areas)
    deck = Deck((Slide("chart", (spec.view,)),))
    keys = ",".join(s.key for s in spec.series)
    return {
        "spec": spec,
        "key": name,
        "several": len(spec.listed) > 1,
        "mark": markup.dispute_link(spec.disputes, lang, selection),
        "forms": [(form, picture_link(context, spec, form)) for form in FORMS],
        "svg": picture_link(context, spec, "wide", "svg"),
        "csv": downloads.address(context, downloads.FILES["csv"], _figures(context, spec, ids)),
        "table": context.link("explorer", s=keys, show="table"),
        "slide": markup.present_link(deck, lang, selection),
        "own": view_link(context, spec.view),
        "trial": context.trial,
        "abouts": [
            (
                context.tables.definitions[i].name(lang),
                context.series_link(i, areas[i]),
            )
            for i in ids[:MOST_LINKS]
        ],
    }


def _figures(context: Context, spec: ChartSpec, ids: Sequence[str]) -> Filters:
    """Return what the figures of a chart pass; of regions those that are drawn."""
    regional = context.tables.national is not None
    drawn = (s.key.partition("@")[2] or HOME for s in spec.series) if regional else ()
    return Filters(indicators=tuple(ids), areas=tuple(dict.fromkeys(drawn)))


def indicators(context: Context, spec: ChartSpec) -> dict[str, str]:
    """Return the indicators that a chart draws, each with the economy to begin with."""
    found: dict[str, str] = {}
    for series in spec.series:
        indicator, _, area = series.key.partition("@")
        if indicator in context.tables.definitions:
            # Of several economies China goes first.
            found[indicator] = HOME if not area else found.get(indicator, area)
    return found


def picture_link(context: Context, spec: ChartSpec, form: str, ending: str = "png") -> str:
    """Return the address of a picture of a chart with all that the card has behind it.

    Parameters
    ----------
    context : Context
        What the page draws with: tables, language and colours.
    spec : ChartSpec
        The chart.
    form : str
        Shape of the picture, such as ``wide``.
    ending : str
        ``png`` or ``svg``.

    Returns
    -------
    str
        The address, relative to the page.
    """
    query = {
        "view": spec.view,
        "form": form,
        "lang": context.lang,
        "look": context.colours,
        **context.tables.selection.query,
    }
    return f"picture.{ending}?{urlencode(query, safe='@,/')}"


def view_link(context: Context, view: str) -> str:
    """Return the address of the page that a view of a briefing is of."""
    page, query = parts(view)
    if query.get("area") == HOME:
        del query["area"]
    return context.link(page, **query)
