"""The briefing page: a list of slides, the chosen one with its title and preview, and files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from metrics.briefing.addresses import Kind
from metrics.briefing.changes import changes, with_since
from metrics.briefing.deck import (
    FIELDS,
    LONGEST_FIELD,
    MOST,
    Deck,
    DeckError,
    Field,
    Slide,
)
from metrics.briefing.editing import combined, kinds_of, shown_as, taken_apart
from metrics.briefing.pages import pages
from metrics.briefing.slides import Page
from pages.parts.blocks import deck_files, downloads, ready_decks
from pages.parts.frame import markup
from pages.parts.frame.shell import Context
from pages.parts.http.settings import base
from pages.parts.state import own_deck, widgets
from pages.parts.state import view as state
from pages.parts.state.store import shared

# Letters from which on programs cut an address.
LONG_LINK = 8_000
# Height of the preview until the style sheet gives it the proportions of a slide.
PREVIEW = 482


def show(here: Context) -> None:
    """Draw the page."""
    deck = own_deck.current(here.say)
    _whose(here, deck)
    if not deck.slides:
        _begin(here)
        return
    _unkept(here, deck)
    deck = _with_record(here, deck)
    made = _pages(here, deck)
    listing, chosen = st.columns([2, 3], gap="medium")
    place = _place(deck)
    with listing, st.container(gap="xsmall", key="deck-list"):
        _list(here, deck, made, place)
        _more(here, deck)
    with chosen:
        _preview(here, deck, made, place)
        _edit(here, deck, made, place)
    _take(here, deck)
    with st.expander(here.say("briefing.others")):
        ready_decks.show(here)


def _whose(here: Context, deck: Deck) -> None:
    """Say of a deck that came with its link that the browser keeps another one, and until when."""
    say = here.say
    count = len(own_deck.kept_deck().slides)
    if not count:
        return
    if deck.slides:
        st.info(say("briefing.of_link", count=count))
    with st.container(horizontal=True, gap="xsmall"):
        widgets.button(
            say("briefing.open_kept", count=count), key="open_kept", on_click=own_deck.open_kept
        )
        if not deck.slides:
            return
        widgets.button(
            say("briefing.add_to_kept"), key="add_to_kept", on_click=own_deck.add_to_kept,
            args=(say,),
        )  # fmt: skip
        widgets.button(say("briefing.adopt"), key="adopt", on_click=own_deck.adopt)


def _unkept(here: Context, deck: Deck) -> None:
    """Say what of the deck the browser cannot keep, with the file that keeps it."""
    if lost := own_deck.lost():
        st.warning(here.say(f"briefing.unkept_{lost}"))
        deck_files.keep(here, deck, "keep_first")


def _with_record(here: Context, deck: Deck) -> Deck:
    """Return the deck with what it showed when it was kept, where the address says so."""
    try:
        return with_since(here.tables, deck, state.get("since"))
    except DeckError as fault:
        st.warning(fault.words(here.lang))
        return deck


def _pages(here: Context, deck: Deck) -> tuple[Page, ...]:
    """Return the slides, made once for all sessions."""

    def build() -> tuple[Page, ...]:
        return pages(here.tables, deck, here.lang, date.today())

    name = f"deck {date.today()} {deck.address()}"
    return shared(name, here.lang, "light", here.tables.key, build)


def _place(deck: Deck) -> int:
    """Return which slide is chosen, counted from 0."""
    number = int(state.get("n") or 1)
    return min(max(number, 1), len(deck.slides)) - 1


def _begin(here: Context) -> None:
    """Draw what can be done where there is no slide yet: the ready-made decks first."""
    ready_decks.show(here, told=here.say("briefing.nothing"))
    _undo(here)


def _list(here: Context, deck: Deck, made: tuple[Page, ...], place: int) -> None:
    """Draw the slides in their order, each to choose, to move and to remove."""
    say = here.say
    titles = {p.place: p for p in reversed(made)}
    _caption(here, say("briefing.count", count=len(deck.slides)))
    for n, slide in enumerate(deck.slides):
        page = titles[n]
        mark = " ⚠" if page.unresolved or page.faults else ""
        chosen = "▸ " if n == place else ""
        row = "deck-chosen" if n == place else None
        with st.container(
            horizontal=True, gap="xsmall", wrap=False, vertical_alignment="center", key=row
        ):
            widgets.button(
                f"{chosen}{n + 1}. {page.title}{mark}",
                key=f"slide_{n}",
                width="stretch",
                help=say(f"layout.{slide.layout}"),
                on_click=_choose,
                args=(n,),
            )
            last = len(deck.slides) - 1
            _small("↑", say("briefing.up"), f"up_{n}", n == 0, _move, (deck, n, -1))
            _small("↓", say("briefing.down"), f"down_{n}", n == last, _move, (deck, n, 1))
            _small("✕", say("briefing.remove"), f"drop_{n}", False, _set, (deck, n, []))


def _small(
    sign: str,
    name: str,
    key: str,
    off: bool,
    act: Callable[..., None],
    args: tuple[object, ...],
) -> None:
    widgets.button(sign, key=key, help=name, disabled=off, on_click=act, args=args)


def _choose(place: int) -> None:
    state.put("n", str(place + 1) if place else "")


def _move(deck: Deck, place: int, by: int) -> None:
    if own_deck.put(deck.moved(place, by)):
        _choose(place + by)


def _set(deck: Deck, place: int, slides: list[Slide], count: int = 1) -> None:
    """Put other slides in the place of some."""
    own = [*deck.slides[:place], *slides, *deck.slides[place + count :]]
    if own_deck.put(replace(deck, slides=tuple(own))):
        _choose(min(place, max(len(own) - 1, 0)))


def _more(here: Context, deck: Deck) -> None:
    """Cover and sources, and a new beginning."""
    say = here.say
    layouts = {slide.layout for slide in deck.slides}
    full = len(deck.slides) >= MOST
    with st.container(horizontal=True, gap="xsmall"):
        if "title" not in layouts:
            cover = replace(deck, slides=(Slide("title"), *deck.slides))
            widgets.button(
                say("briefing.add_cover"), key="cover", disabled=full, on_click=_replace,
                args=(cover,),
            )  # fmt: skip
        if "sources" not in layouts:
            widgets.button(
                say("briefing.add_sources"), key="sources", disabled=full, on_click=_replace,
                args=(deck.with_more([Slide("sources")]),),
            )  # fmt: skip
        _undo(here)
        widgets.button(say("briefing.clear"), key="clear", on_click=_replace, args=(Deck(),))


def _undo(here: Context) -> None:
    """Draw what takes the last change back, where there was one."""
    if own_deck.can_undo():
        widgets.button(here.say("briefing.undo"), key="undo", on_click=own_deck.undo)


def _replace(deck: Deck) -> None:
    own_deck.put(deck)


def _preview(here: Context, deck: Deck, made: tuple[Page, ...], place: int) -> None:
    """Draw the slides as they are presented, the chosen one in view."""
    number = next((n for n, p in enumerate(made, 1) if p.place == place), 1)
    with st.container(key="deck-preview"):
        st.iframe(
            _present(here, deck, number),
            height=PREVIEW,
            alt=here.say("briefing.preview", title=made[number - 1].title),
        )


def _present(here: Context, deck: Deck, number: int = 1) -> str:
    """Return the address of the presentation, from the root of the host."""
    since = state.get("since")
    link = markup.present_link(deck, here.lang, here.tables.selection, since=since)
    # The mark behind it turns to the slide without loading the others again.
    return f"{base()}/{link}#{number}"


def _edit(here: Context, deck: Deck, made: tuple[Page, ...], place: int) -> None:
    """Title of the chosen slide, what it shows and how."""
    say, slide = here.say, deck.slides[place]
    page = next(p for p in made if p.place == place)
    widget = f"title_{here.lang}_{place}"
    widgets.write_in(
        say("briefing.title"),
        page.title,
        key=widget,
        max_chars=200,
        help=say("briefing.title_help"),
        on_change=_retitle,
        args=(here, deck, place, widget, page.title),
    )
    if slide.layout == "title":
        _fields(here, deck, place)
    for fault in page.faults:
        st.warning(fault)
    if page.unresolved:
        listed = say("list.comma").join(page.unresolved)
        st.warning(say("briefing.unresolved", numerals=listed))
    with st.container(horizontal=True, gap="xsmall"):
        if slide.titles.get(here.lang):
            widgets.button(
                say("briefing.by_rule"), key="by_rule", on_click=_set,
                args=(deck, place, [slide.titled(here.lang, "")]),
            )  # fmt: skip
        _shapes(here, deck, place)


def _retitle(here: Context, deck: Deck, place: int, widget: str, before: str) -> None:
    typed = str(st.session_state.get(widget) or "")
    if typed != before:
        _set(deck, place, [deck.slides[place].titled(here.lang, typed)])


def _fields(here: Context, deck: Deck, place: int) -> None:
    """Let the reader fill in what a cover says besides its title."""
    cover = deck.slides[place]
    with st.container(horizontal=True, gap="small"):
        for name in FIELDS:
            widget = f"field_{name}_{here.lang}_{place}"
            widgets.write_in(
                here.say(f"briefing.field_{name}"),
                cover.fields.get((here.lang, name), ""),
                key=widget,
                max_chars=LONGEST_FIELD,
                placeholder=here.say(f"briefing.hint_{name}"),
                on_change=_fill,
                args=(here, deck, place, name, widget),
            )


def _fill(here: Context, deck: Deck, place: int, name: Field, widget: str) -> None:
    typed = str(st.session_state.get(widget) or "")
    _set(deck, place, [deck.slides[place].filled(here.lang, name, typed)])


def _shapes(here: Context, deck: Deck, place: int) -> None:
    """Show a view as something else; put two slides together, or take one apart."""
    say, slide = here.say, deck.slides[place]
    if len(slide.views) == 1 and slide.layout not in ("title", "sources"):
        kinds: tuple[Kind, ...] = kinds_of(slide.views[0])
        for kind in kinds:
            made = shown_as(slide, kind)
            if made.layout != slide.layout:
                widgets.button(
                    say(f"briefing.as_{kind}"), key=f"as_{kind}", on_click=_set,
                    args=(deck, place, [made]),
                )  # fmt: skip
    if place + 1 < len(deck.slides):
        both = combined(slide, deck.slides[place + 1])
        if both is not None:
            widgets.button(
                say("briefing.combine"), key="combine", on_click=_set, args=(deck, place, [both], 2)
            )
    if len(slide.views) > 1:
        widgets.button(
            say("briefing.split"), key="split", on_click=_set,
            args=(deck, place, taken_apart(slide)),
        )  # fmt: skip


def _take(here: Context, deck: Deck) -> None:
    """Present, files, the link and the deck itself."""
    downloads.title(here)
    deck_files.offer(here, deck, _present(here, deck))
    if deck.record is not None and deck.record.version != here.tables.version:
        count = len(changes(here.tables, deck))
        st.info(here.say("briefing.since", day=deck.record.day, count=count))
    link = state.permalink("briefing", {}, here.tables.version)
    st.html(markup.render("copy_link.html", here.lang, link=link))
    if len(link) > LONG_LINK:
        _caption(here, here.say("briefing.long_link", count=f"{len(link):,}"))


def _caption(here: Context, words: str) -> None:
    """Draw a small grey line; Streamlit's own is too light to read."""
    st.html(markup.render("caption.html", here.lang, words=words))
