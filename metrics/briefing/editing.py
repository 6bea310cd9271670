"""What is done with the slides of a deck: add, put together, take apart, show otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from metrics.briefing.addresses import SIDES, Kind, kind_of, parts
from metrics.briefing.deck import FIELDS, ROOM, Deck, Layout, Slide
from metrics.locale import Lang

# What an address says of a figure alone: that it is one, of which period and source.
OF_A_FIGURE = ("show", "at", "by")
ALONE: dict[Kind, Layout] = {"chart": "chart", "figure": "figures", "table": "table"}


def added(deck: Deck, views: Sequence[str]) -> Deck:
    """Return the deck with views added: a figure joins figures at the end, the rest get slides.

    What is in the deck already is not added again.

    Examples
    --------
    >>> deck = added(Deck(), ["indicator?id=gii_rank", "indicator?id=gii_rank&show=figure"])
    >>> added(deck, ["indicator?id=pledge_financing&show=figure"]).address()
    'chart!indicator?id=gii_rank~figures!indicator?id=gii_rank&show=figure!indicator?id=\
pledge_financing&show=figure'
    """
    held = {view for slide in deck.slides for view in slide.views}
    for view in dict.fromkeys(views):
        if view not in held:
            deck = _with_view(deck, view)
    return deck


def appended(deck: Deck, more: Deck) -> Deck:
    """Return a deck with the slides of another behind its own, before its sources.

    The cover of the other is left out, and what the deck has already.

    Examples
    --------
    >>> from metrics.briefing.deck import parse_address
    >>> one, other = map(parse_address, ["chart!a~sources", "title~chart!a~chart!b~sources"])
    >>> appended(one, other).address()
    'chart!a~chart!b~sources'
    """
    sourced = any(slide.layout == "sources" for slide in deck.slides)
    unwanted = {"title", "sources"} if sourced else {"title"}
    new = [s for s in more.slides if s.layout not in unwanted and s not in deck.slides]
    return deck.with_more(new)


def filled_in(deck: Deck, told: Mapping[str, str], lang: Lang) -> Deck:
    """Return the deck with its cover filled in; what is not told stays as it is.

    Parameters
    ----------
    deck : Deck
        Without a cover it stays as it is.
    told : mapping of str to str
        Words by field, and under ``title`` those of the title.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    Deck
        The deck.

    Examples
    --------
    >>> filled_in(Deck((Slide("title"),)), {"office": "CNIPA", "author": ""}, "en").address()
    'title*en.office:CNIPA'
    """
    cover = deck.cover
    if cover not in deck.slides:
        return deck
    made = cover.titled(lang, told["title"]) if told.get("title") else cover
    for name in FIELDS:
        if words := told.get(name):
            made = made.filled(lang, name, words)
    return deck.with_slide(deck.slides.index(cover), made)


def _with_view(deck: Deck, view: str) -> Deck:
    own = Slide(ALONE[kind_of(view)], (view,))
    last = len(deck.slides) - 1
    if last >= 0 and deck.slides[last].layout == "sources":
        last -= 1
    joined = combined(deck.slides[last], own) if last >= 0 and own.layout == "figures" else None
    if joined is not None and joined.layout == "figures":
        return deck.with_slide(last, joined)
    return deck.with_more([own])


def combined(one: Slide, other: Slide) -> Slide | None:
    """Two slides on one, where a layout has room for both; titles of their own are dropped.

    Examples
    --------
    >>> combined(Slide("chart", ("creation",)), Slide("chart", ("services",))).layout
    'charts'
    """
    if {one.layout, other.layout} & {"title", "sources"}:
        return None
    views = tuple(dict.fromkeys((*one.views, *other.views)))
    layout = layout_of(views)
    return Slide(layout, views) if layout else None


def layout_of(views: Sequence[str]) -> Layout | None:
    """Return the layout that has room for some views; None where there is none.

    Figures stand behind the chart that they go with.
    """
    wanted: dict[str, int] = {}
    for view in views:
        wanted[kind_of(view)] = wanted.get(kind_of(view), 0) + 1
    for layout, room in ROOM.items():
        fits = all(room.get(kind, 0) >= count for kind, count in wanted.items())
        # Two charts need two places: one chart does not fill a slide for two.
        if fits and set(room) == set(wanted) and (layout != "charts" or wanted["chart"] > 1):
            return layout
    return None


def taken_apart(slide: Slide) -> list[Slide]:
    """Return a slide for each view."""
    return [Slide(ALONE[kind_of(view)], (view,)) for view in slide.views]


def kinds_of(view: str) -> tuple[Kind, ...]:
    """As what a view can be shown.

    Examples
    --------
    >>> kinds_of("indicator?id=gii_rank"), kinds_of("indicator?id=gii_rank&chart=paths")
    (('chart', 'figure', 'table'), ('chart',))
    """
    path, query = parts(view)
    if path == "indicator" and query.get("chart") not in SIDES:
        return ("chart", "figure", "table")
    return ("chart", "table") if path == "explorer" else ("chart",)


def shown_as(slide: Slide, kind: Kind) -> Slide:
    """Return a slide with its one view shown as something else; an edited title stays."""
    (view,) = slide.views
    path, query = parts(view)
    kept = {k: v for k, v in query.items() if k not in OF_A_FIGURE}
    shown = {} if kind == "chart" else {"show": kind}
    address = f"{path}?{urlencode({**kept, **shown}, safe=',@/')}"
    return Slide(ALONE[kind], (address,), slide.titles)
