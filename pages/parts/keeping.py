"""The deck of a reader: in the address of the briefing page, and kept by the browser."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

import streamlit as st

from metrics.briefing.deck import Deck, DeckError, parse_address
from metrics.briefing.editing import added
from metrics.text import Text
from pages.parts import state

COOKIE = "deck"
# A browser keeps four thousand bytes under one name.
MOST = 3800
# Bytes of an address that a cookie may unpack to.
UNPACKED = 60_000


def current(say: Text) -> Deck:
    """The deck of the address; what is wrong with it is told, and it is empty."""
    try:
        return parse_address(state.get("d"), state.selection())
    except DeckError as fault:
        st.warning(fault.words(say.lang))
        return Deck()


def put(deck: Deck) -> None:
    """Make a deck the reader's own."""
    state.put("d", deck.address())


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


def restore() -> None:
    """Take up the deck that the browser kept, in a session that has none."""
    if st.session_state.get("restored") or state.get("d"):
        return
    st.session_state["restored"] = True
    code = st.context.cookies.get(COOKIE, "")
    if isinstance(code, str) and (address := unpacked(code)):
        state.view()["d"] = address


def keep() -> None:
    """Let the browser keep the deck for its next session; one that is too long it does not."""
    address = state.get("d")
    if st.session_state.get("kept", "") == address:
        return
    st.session_state["kept"] = address
    code = packed(address)
    age = 31536000 if address and len(code) <= MOST else 0
    cookie = f"{COOKIE}={code if age else ''}; path=/; max-age={age}; samesite=lax"
    st.html(f"<script>document.cookie='{cookie}'</script>", unsafe_allow_javascript=True)


def packed(address: str) -> str:
    """An address as a cookie holds it.

    Examples
    --------
    >>> unpacked(packed("chart!indicator?id=gii_rank*zh:位次"))
    'chart!indicator?id=gii_rank*zh:位次'
    """
    return urlsafe_b64encode(zlib.compress(address.encode(), 9)).decode().rstrip("=")


def unpacked(code: str) -> str:
    """What a cookie holds; empty where it is broken or no deck."""
    try:
        plain = urlsafe_b64decode(code + "=" * (-len(code) % 4))
        address = zlib.decompressobj().decompress(plain, UNPACKED).decode()
        parse_address(address)
    except (ValueError, zlib.error):
        return ""
    return address
