"""Slides made from a deck and the tables: everything that a writer of slides needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from metrics.briefing import boxes, numerals
from metrics.briefing.addresses import kind_of
from metrics.briefing.boxes import SIDE, SMALL, WIDTH, Box, Words
from metrics.briefing.cards import with_trends
from metrics.briefing.covers import cover
from metrics.briefing.deck import ROOM, Deck, DeckError, Slide
from metrics.briefing.drawing import has_room
from metrics.briefing.exhibit import Exhibit, Grid
from metrics.briefing.exhibits import exhibit, names_of
from metrics.briefing.slides import Page, Placed, numbered, with_grid
from metrics.briefing.sources import newest_sources, source_rows
from metrics.charts.compile.notes import selection_lines
from metrics.locale import Lang, text
from metrics.model.observation import Observation, each_once
from metrics.model.series import latest_sources
from metrics.tables.dataset import Tables
from metrics.wording.widths import ems

# Rows of a table of changes, and lines of a list of sources, on one slide, the latter in two lines.
MOST_CHANGES = 11
MOST_SOURCES, FEWER_SOURCES = 12, 7
# Share of the width that the sources of figures may take in the footer.
MOST_CITED = 0.62


def pages(tables: Tables, deck: Deck, lang: Lang, day: date) -> tuple[Page, ...]:
    """Every slide of a deck, numbered.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    deck : Deck
        The slides and what is in view.
    lang : str
        ``zh`` or ``en``.
    day : date
        The day that the cover names.

    Returns
    -------
    tuple of Page
        Slides in their order; a list of sources takes several.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> made = pages(load(), parse_address("chart!indicator?id=gii_rank"), "en", date(2026, 1, 1))
    >>> made[0].title
    'Global Innovation Index rank rose from 29th to 10th (2011–2025)'
    """
    made = [page(tables, deck, n, lang, day) for n in range(len(deck.slides))]
    every = [p for own in made for p in own]
    return numbered(every)


def page(tables: Tables, deck: Deck, place: int, lang: Lang, day: date) -> list[Page]:
    """One slide of a deck; a long list of sources takes several.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    deck : Deck
        The slides and what is in view.
    place : int
        Which slide of the deck, counted from 0.
    lang : str
        ``zh`` or ``en``.
    day : date
        The day that the cover names.

    Returns
    -------
    list of Page
        The slide; a long list of sources takes several.

    Examples
    --------
    >>> from datetime import date
    >>> from metrics import load
    >>> from metrics.briefing.deck import parse_address
    >>> tables = load()
    >>> deck = parse_address("chart!indicator?id=gii_rank")
    >>> len(page(tables, deck, 0, "en", date(2026, 1, 1)))
    1
    """
    slide = deck.slides[place]
    if slide.layout == "title":
        made = cover(tables, slide, place, lang, day)
        written = [slide.titles.get(lang, ""), slide.fields.get((lang, "subtitle"), "")]
        told = text(lang)("list.semicolon").join(filter(None, written))
        return [replace(made, unresolved=_doubtful(tables, deck, told, lang))]
    if slide.layout == "sources":
        return list(_sources(tables, deck, place, lang))
    found, faults = exhibits_of(tables, slide, lang)
    facts = each_once(o for e in found for o in e.facts)
    title = slide.titles.get(lang) or _finding(found, lang)
    names = [*names_of(tables, facts, lang), *(e.texts.title for e in found)]
    edited = slide.titles.get(lang, "")
    head = boxes.title(title)
    # Beside what can be shown there is no room for more words than in the footer.
    foot = boxes.footer([*(faults if found else ()), *footer(tables, found, lang)])
    lead = _lead(found, head, slide.layout)
    body = boxes.body((lead or head).bottom, foot.box.y)
    return [
        Page(
            place,
            slide.layout,
            title,
            tuple(w for w in (head, lead, foot) if w is not None and any(w.lines)),
            tuple(_placed(found, slide.layout, body)),
            unresolved=numerals.unresolved(edited, facts, names, lang) if edited else (),
            faults=faults,
            facts=facts,
            alt=" ".join(e.alt or e.finding for e in found),
        )
    ]


def exhibits_of(tables: Tables, slide: Slide, lang: Lang) -> tuple[list[Exhibit], tuple[str, ...]]:
    """Return what a slide shows, and what it cannot.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    slide : Slide
        Of any layout but those that show nothing.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of list of Exhibit and tuple of str
        What it has room for, and a sentence for each view that it cannot show.

    Examples
    --------
    >>> from metrics import load
    >>> found, faults = exhibits_of(load(), Slide("chart", ("indicator?id=gii_rank",)), "en")
    >>> found[0].kind, faults
    ('chart', ())
    """
    found, faults = [], []
    room = dict(ROOM[slide.layout])
    for view in slide.views:
        kind = kind_of(view)
        room[kind] = room.get(kind, 0) - 1
        try:
            if room[kind] < 0:
                raise DeckError("room", view=view, layout=text(lang)(f"layout.{slide.layout}"))
            found.append(exhibit(tables, view, lang))
        except DeckError as fault:
            faults.append(fault.words(lang))
    if not slide.views:
        faults.append(text(lang)("deck_fault.empty"))
    return found, tuple(faults)


def _finding(found: Sequence[Exhibit], lang: Lang) -> str:
    """Return the title by rule: the finding of a chart or table, or what several figures are of."""
    if not found:
        return text(lang)("briefing.empty")
    if all(e.kind == "figure" for e in found) and len(found) > 1:
        names = dict.fromkeys(e.card.label for e in found if e.card is not None)
        first, *rest = names
        key = "briefing.figures" if rest else "briefing.figure"
        return text(lang)(key, first=first, count=len(found))
    charts = [e for e in found if e.kind != "figure"] or list(found)
    return text(lang)("list.semicolon").join(dict.fromkeys(e.finding for e in charts))


def _lead(found: Sequence[Exhibit], head: Words, layout: str) -> Words | None:
    """Return what a single chart or table measures, below the title; of two each has its own."""
    charts = [e for e in found if e.kind != "figure"]
    if layout == "charts" or not charts:
        return None
    at = Box(SIDE, head.bottom + 8, WIDTH - 2 * SIDE, 0)
    return boxes.about(charts[0].texts.subtitle, at, boxes.LEAD)


def footer(tables: Tables, found: Sequence[Exhibit], lang: Lang) -> list[str]:
    """Return sources of all that is shown, and what is not in view.

    What must be known besides, and the version of the data, stand in the notes of the slide.

    Parameters
    ----------
    tables : Tables
        The tables, with what is in view.
    found : sequence of Exhibit
        What the slide shows.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        Lines.

    Examples
    --------
    >>> from metrics import load
    >>> from metrics.briefing.exhibits import exhibit
    >>> tables = load()
    >>> footer(tables, [exhibit(tables, "indicator?id=gii_rank", "en")], "en")
    ['Source: SZ Special Zone Daily (2025-09-16) and 17 more']
    """
    cited = dict.fromkeys(e.texts.source for e in found if e.texts.source)
    return [*cited, *_cited(found, lang), *selection_lines(tables, lang)]


def _cited(found: Sequence[Exhibit], lang: Lang) -> list[str]:
    """Return the sources of figures in one line, as many as it has room for."""
    points = [e.facts[0] for e in found if e.kind == "figure" and e.facts]
    beside = any(e.kind != "figure" for e in found)
    shown = " ".join(e.texts.source for e in found)
    cites = dict.fromkeys(o.source.cite(lang) for o in points)
    names = [c for c in cites if c not in shown]
    say = text(lang)
    for count in range(len(names), 0, -1):
        told, left = say("list.semicolon").join(names[:count]), len(names) - count
        key = "chart.source_more" if left else "chart.source"
        line = say("briefing.figures_source" if beside else key, sources=told, count=left)
        if ems(line) * boxes.FOOT <= MOST_CITED * WIDTH:
            return [line]
    return []


def _placed(found: Sequence[Exhibit], layout: str, body: Box) -> Iterator[Placed]:
    charts = [e for e in found if e.kind != "figure"]
    figures = [e for e in found if e.kind == "figure"]
    if layout == "chart_figures" and charts and figures:
        left, right = boxes.beside(body, len(figures))
        yield Placed(charts[0], left)
        drawn = {o.definition.id for o in charts[0].facts}
        yield from _figures(figures, right, drawn)
    elif charts:
        several = len(charts) > 1
        for e, box in zip(charts, boxes.columns(body, len(charts)), strict=True):
            yield _headed(e, box) if several else Placed(e, box)
    elif figures:
        yield from _figures(figures, boxes.cards(body, len(figures)))


def _figures(
    found: Sequence[Exhibit], places: Sequence[Box], drawn: Collection[str] = ()
) -> Sequence[Placed]:
    """Place figures, their numbers in one size; what a chart draws already has no trend."""
    told = [e.card.value for e in found if e.card is not None]
    values = [(v.before.strip(), v.number, v.after.strip()) for v in told]
    box = places[0]
    size = boxes.figure_size(values, box.w - boxes.INSET, box.h)
    placed = [Placed(e, at, size=size) for e, at in zip(found, places, strict=True)]
    return with_trends(placed, drawn)


def _headed(found: Exhibit, box: Box) -> Placed:
    """One of two charts, with what it measures above it."""
    about = boxes.about(found.texts.subtitle, box, SMALL)
    return Placed(found, box.below(about.bottom + 16), (about,))


def _deck_exhibits(tables: Tables, deck: Deck, lang: Lang) -> list[Exhibit]:
    others = [s for s in deck.slides if s.layout not in ("title", "sources")]
    return [e for s in others for e in exhibits_of(tables, s, lang)[0]]


def _deck_facts(tables: Tables, deck: Deck, lang: Lang) -> list[Observation]:
    return [o for e in _deck_exhibits(tables, deck, lang) for o in e.facts]


def _doubtful(tables: Tables, deck: Deck, edited: str, lang: Lang) -> tuple[str, ...]:
    """Numerals of a cover's edited title that are no figure of the deck."""
    if not edited:
        return ()
    facts = _deck_facts(tables, deck, lang)
    return numerals.unresolved(edited, facts, names_of(tables, facts, lang), lang)


def _sources(tables: Tables, deck: Deck, place: int, lang: Lang) -> Iterator[Page]:
    """Every source of the figures of the deck, as many slides as they need."""
    say = text(lang)
    facts = _deck_facts(tables, deck, lang)
    cited = latest_sources(facts)
    newest = newest_sources(tables, _deck_exhibits(tables, deck, lang))
    edited = deck.slides[place].titles.get(lang, "")
    title = edited or say("briefing.sources", count=len(cited))
    doubtful = tuple(n for n in _doubtful(tables, deck, edited, lang) if n != f"{len(cited)}")
    head = (say("briefing.source_issuer"), say("briefing.source_title"), say("briefing.day"))
    # Where titles take two lines, more issuers share the last row.
    for most in range(MOST_SOURCES, 0, -1):
        rows = tuple(source_rows(cited, newest, lang, most))
        made = with_grid(tables, place, "sources", title, Grid(head, rows), lang)
        if len(rows) <= MOST_SOURCES and has_room(made):
            yield replace(made, facts=tuple(facts), unresolved=doubtful)
            return
    for n in range(0, max(len(rows), 1), FEWER_SOURCES):
        grid = Grid(head, rows[n : n + FEWER_SOURCES])
        made = with_grid(tables, place, "sources", title, grid, lang)
        yield replace(made, facts=tuple(facts), unresolved=doubtful) if not n else made
