"""The deck of a reader: in the address of the briefing page, and kept by the browser.

Windows of one browser share what it keeps. Each tells what another one kept meanwhile, so that both
are put together (`take_up`); `ip.keepDeck` of the script of all pages is the other half of this.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics.briefing.deck import Deck, DeckError, is_deck, parse_address
from metrics.briefing.editing import added
from metrics.briefing.merging import merged
from metrics.locale import DEFAULT_LANG, Text, as_lang
from pages.parts.state import deck_cookie
from pages.parts.state import view as state
from pages.parts.state.calls import call
from pages.parts.state.deck_cookie import NOTHING, Kept, fitting, unpacked

# Steps that can be taken back.
MOST_STEPS = 30


def current(say: Text) -> Deck:
    """Return the deck of the address; what is wrong with it is told, and it is empty."""
    try:
        return parse_address(state.get("d"), state.selection())
    except DeckError as fault:
        st.warning(fault.words(say.lang))
        return Deck()


def count() -> int:
    """Return the number of slides of the deck; none where it cannot be read."""
    return len(_read(state.get("d")).slides)


def _read(address: str) -> Deck:
    """Return the deck of an address; an empty one where it cannot be read."""
    try:
        return parse_address(address, state.selection())
    except DeckError:
        return Deck()


def put(deck: Deck) -> bool:
    """Make a deck the reader's own; the one before can be brought back.

    One that no address can hold is refused, and the reader told.
    """
    try:
        parse_address(deck.address())
    except DeckError as fault:
        st.toast(fault.words(as_lang(state.get("lang")) or DEFAULT_LANG))
        return False
    before, kept = _shown(), kept_apart()
    if kept != NOTHING:
        _steps().append((kept, ""))
    if deck.address() != before.address:
        _remember(before)
    _take(Kept(deck.address(), before.since if deck.slides else ""))
    if not deck.slides:
        state.put("n", "")
    return True


def adopt() -> None:
    """Make the deck in view, which came with its link, the reader's own as it is."""
    put(_read(state.get("d")))


def open_kept() -> None:
    """Show the deck that the browser keeps in place of one that came with its link."""
    _take(kept_apart())
    state.put("n", "")


def add_to_kept(say: Text) -> None:
    """Add the slides of a deck that came with its link to those that the browser keeps."""
    try:
        both = merged(Deck(), kept_deck(), _read(state.get("d")))
    except DeckError as fault:
        st.toast(fault.words(say.lang))
        return
    put(both)


def undo() -> None:
    """Bring the deck back as it was before the last change."""
    if steps := _steps():
        deck, place = steps.pop()
        _take(deck)
        state.put("n", place)


def can_undo() -> bool:
    """Tell whether there is something to bring back."""
    return bool(_steps())


def add(views: Sequence[str], say: Text) -> None:
    """Add views to the deck from a button, and say so; to the kept one where it cannot be read."""
    before = _read(state.get("d"))
    if not before.slides:
        before = kept_deck()
    after = added(before, views)
    if not put(after):
        return
    held = after.slides == before.slides
    told = [say("briefing.held" if held else "briefing.added", count=len(after.slides))]
    told += [say("briefing.full")] if lost() and not held else []
    st.toast(say("list.semicolon").join(told))


def take_in(say: Text) -> None:
    """Add the view that an address names, once, and open its slide."""
    if view := state.view().pop("add", ""):
        add([view], say)
        state.put("n", str(count()))
        # No widget called: the next address counts again.
        st.session_state.pop("called_back", None)


def restore() -> None:
    """Take up the deck that the browser kept, once, in a session that begins without one."""
    if st.session_state.get("restored"):
        return
    st.session_state["restored"] = True
    code = st.session_state["seen_deck"] = deck_cookie.told()
    kept = unpacked(code) or NOTHING
    if not state.get("d"):
        _become(kept)
    st.session_state["own_deck"] = state.get("d") == kept.address
    if _is_own():
        st.session_state["kept_deck"] = _shown()


def take_up(say: Text) -> None:
    """Take up what another window of the browser keeps now, beside what was changed in this one.

    The address names both what the two had in common and what is kept now. That of a link says
    nothing of this browser.
    """
    common, _, code = state.view().pop("kept", "").partition(".")
    theirs = unpacked(code)
    if theirs is None or st.session_state["first_run"]:
        return
    st.session_state["seen_deck"] = code
    st.session_state["heard_deck"] = True
    if not _is_own():
        return
    ours, base = _shown(), unpacked(common) or NOTHING
    st.session_state["kept_deck"] = theirs
    try:
        made = theirs if ours == base else _together(base, ours, theirs)
    except DeckError as fault:
        st.toast(say("list.semicolon").join([say("briefing.apart"), fault.words(say.lang)]))
        return
    if made != ours:
        _remember(ours)
        _become(made)


def _together(base: Kept, ours: Kept, theirs: Kept) -> Kept:
    decks = (parse_address(kept.address) for kept in (base, ours, theirs))
    since = theirs.since if ours.since == base.since else ours.since
    return Kept(merged(*decks).address(), since)


def kept_apart() -> Kept:
    """Return the deck that the browser keeps while another one is in view; else none."""
    kept = unpacked(st.session_state.get("seen_deck", "")) or NOTHING
    return NOTHING if _is_own() or kept.address == state.get("d") else kept


def kept_deck() -> Deck:
    """Return the slides that the browser keeps while another deck is in view; else none."""
    return _read(kept_apart().address)


def lost() -> str:
    """Say what of the deck the browser cannot keep: ``slides``, ``since``, or nothing."""
    if not _is_own() or not state.get("d"):
        return ""
    code, kept = fitting(_shown())
    return "slides" if not code else "since" if kept.since != state.get("since") else ""


def filed() -> None:
    """Note that the reader took the deck in view as a file."""
    st.session_state["filed_deck"] = _shown()


def keep() -> None:
    """Let the browser keep a deck of the reader's own that it does not keep yet.

    That of somebody else's link is not kept before it is changed. One that is too long leaves what
    was kept before; the browser asks before its window is closed, unless there is a file of it.
    """
    calls: list[tuple[str, *tuple[object, ...]]] = []
    heard = st.session_state.pop("heard_deck", False)
    deck = _shown()
    if _is_own() and (heard or st.session_state.get("kept_deck", NOTHING) != deck):
        st.session_state["kept_deck"] = deck
        code, _ = fitting(deck)
        calls.append(("keepDeck", code, st.session_state.get("seen_deck", "")))
    elif heard:
        calls.append(("keepDeck", "", st.session_state.get("seen_deck", "")))
    in_a_file = st.session_state.get("filed_deck")
    held = deck if lost() == "slides" and in_a_file != deck else None
    if held != st.session_state.get("held_deck"):
        st.session_state["held_deck"] = held
        calls.append(("holdDeck", held is not None))
    if calls:
        call(*calls)


def _is_own() -> bool:
    return bool(st.session_state.get("own_deck"))


def _shown() -> Kept:
    return Kept(state.get("d"), state.get("since"))


def _steps() -> list[tuple[Kept, str]]:
    steps: list[tuple[Kept, str]] = st.session_state.setdefault("deck_steps", [])
    return steps


def _remember(deck: Kept) -> None:
    if deck.address and not is_deck(deck.address):
        return
    steps = _steps()
    steps.append((deck, state.get("n")))
    del steps[:-MOST_STEPS]


def _take(deck: Kept) -> None:
    """Make a deck the reader's own, from a callback."""
    st.session_state["own_deck"] = True
    _become(deck)
    state.put("d", deck.address)


def _become(deck: Kept) -> None:
    for key, value in (("d", deck.address), ("since", deck.since)):
        if value:
            state.view()[key] = value
        else:
            state.view().pop(key, None)
