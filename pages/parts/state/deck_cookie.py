"""The cookie in which a browser keeps the deck of its reader."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import streamlit as st

from metrics.briefing.deck import parse_address
from pages.parts.http.settings import base

# A browser keeps four thousand bytes under one name.
MOST = 3800
# Bytes of an address that a cookie may unpack to.
UNPACKED = 60_000


@dataclass(frozen=True)
class Kept:
    """A deck as a browser keeps it.

    Parameters
    ----------
    address : str
        Its slides; none where empty.
    since : str
        What changed since it was kept in a file; nothing where empty.
    """

    address: str = ""
    since: str = ""


NOTHING = Kept()


def name() -> str:
    """Return the name of the cookie: apps in other folders of the host have their own."""
    return f"deck{base().replace('/', '-')}"


def told() -> str:
    """Return what the browser sent when the session began; later it tells what is new by itself."""
    code = st.context.cookies.get(name(), "")
    return code if isinstance(code, str) else ""


def packed(deck: Kept) -> str:
    """Return a deck as a cookie holds it; without slides it is the word that there are none.

    Examples
    --------
    >>> unpacked(packed(Kept("chart!indicator?id=gii_rank*zh:位次")))
    Kept(address='chart!indicator?id=gii_rank*zh:位次', since='')
    """
    plain = "\n".join([deck.address, deck.since]).encode()
    return urlsafe_b64encode(zlib.compress(plain, 9)).decode().rstrip("=")


def fitting(deck: Kept) -> tuple[str, Kept]:
    """Return the code of as much of a deck as a browser can keep, and what that holds.

    What changed since it was kept in a file is left out first; where the slides alone are too long,
    there is no code.
    """
    for kept in (deck, Kept(deck.address)):
        code = packed(kept)
        if len(code) <= MOST:
            return code, kept
    return "", NOTHING


def unpacked(code: str) -> Kept | None:
    """Return the deck that a cookie holds; None where it holds none that can be read."""
    try:
        plain = urlsafe_b64decode(code + "=" * (-len(code) % 4))
        unpacking = zlib.decompressobj()
        address, parted, since = unpacking.decompress(plain, UNPACKED).decode().partition("\n")
        parse_address(address)
    except (ValueError, zlib.error):
        return None
    return Kept(address, since) if unpacking.eof and parted else None
