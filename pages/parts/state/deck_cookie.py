"""The deck of a reader: in the address of the briefing page, and kept by the browser."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

import streamlit as st

from metrics.briefing.deck import Deck, DeckError, parse_address
from metrics.briefing.editing import added
from metrics.locale import Text
from pages.parts.state import view as state

COOKIE = "deck"
# A browser keeps four thousand bytes under one name.
MOST = 3800
# Bytes of an address that a cookie may unpack to.
UNPACKED = 60_000


def current(say: Text) -> Deck:
    """Return the deck of the address; what is wrong with it is told, and it is empty."""
    try:
        return parse_address(state.get("d"), state.selection())
    except DeckError as fault:
        st.warning(fault.words(say.lang))
        return Deck()


def count() -> int:
    """Return the number of slides of the deck, without judging it."""
    return len(state.get("d").split("~")) if state.get("d") else 0


def put(deck: Deck) -> None:
    """Make a deck the reader's own; what changed since an earlier one is not of an empty one."""
    state.put("d", deck.address())
    st.session_state["own_deck"] = True
    if not deck.slides:
        state.put("since", "")
        state.put("n", "")


def add(views: Sequence[str], say: Text) -> None:
    """Add views to the deck from a button, and say so."""
    try:
        before = parse_address(state.get("d"), state.selection())
        after = added(before, views)
        parse_address(after.address())
        put(after)
    except DeckError as fault:
        st.toast(fault.words(say.lang))
        return
    held = after.slides == before.slides
    st.toast(say("briefing.held" if held else "briefing.added", count=len(after.slides)))


def take_in(say: Text) -> None:
    """Add the view that an address names, once, and open its slide."""
    if view := state.view().pop("add", ""):
        add([view], say)
        state.put("n", str(len(current(say).slides)))
        # No widget called: the next address counts again.
        st.session_state.pop("called_back", None)


def restore() -> None:
    """Take up the deck that the browser kept, once, in a session that begins without one."""
    if st.session_state.get("restored"):
        return
    st.session_state["restored"] = True
    code = st.context.cookies.get(COOKIE, "")
    if not state.get("d") and isinstance(code, str):
        for key, value in zip(("d", "since"), unpacked(code), strict=True):
            if value:
                state.view()[key] = value


def keep() -> None:
    """Let the browser keep a deck that was changed here for its next session.

    That of somebody else's link is not kept before it is changed; one too long for a browser loses
    what it says of changes, then is not kept at all.
    """
    deck = (state.get("d"), state.get("since"))
    if not st.session_state.get("own_deck") or st.session_state.get("kept", ("", "")) == deck:
        return
    st.session_state["kept"] = deck
    codes = [packed(*deck), packed(deck[0])]
    code = next((c for c in codes if deck[0] and len(c) <= MOST), "")
    cookie = f"{COOKIE}={code}; path=/; max-age={31536000 if code else 0}; samesite=lax"
    st.html(f"<script>document.cookie='{cookie}'</script>", unsafe_allow_javascript=True)


def packed(address: str, since: str = "") -> str:
    """Return a deck as a cookie holds it.

    Examples
    --------
    >>> unpacked(packed("chart!indicator?id=gii_rank*zh:位次"))
    ('chart!indicator?id=gii_rank*zh:位次', '')
    """
    plain = "\n".join([address, since]).encode()
    return urlsafe_b64encode(zlib.compress(plain, 9)).decode().rstrip("=")


def unpacked(code: str) -> tuple[str, str]:
    """Return what a cookie holds: a deck, and what changed since; empty where it is no deck."""
    try:
        plain = urlsafe_b64decode(code + "=" * (-len(code) % 4))
        address, _, since = (
            zlib.decompressobj().decompress(plain, UNPACKED).decode().partition("\n")
        )
        parse_address(address)
    except (ValueError, zlib.error):
        return "", ""
    return address, since
