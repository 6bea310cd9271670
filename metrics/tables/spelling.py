"""Texts that differ only to a program: in case, width, spaces or signs that look alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

# Letters of other scripts that look like Latin ones, and marks that stand for one another.
_ALIKE = str.maketrans(
    "авеікмнорстухѕјαεικνορτυχ’‘ʼ′“”″_",
    "abeikmhopctyxsjaeikvoptux''''\"\"\"-",
)
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u30fc\u2500]")
# Signs that nobody sees, and line breaks; ordinary spaces are judged by their place.
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff\ufffd]"
)


@lru_cache(maxsize=16384)
def skeleton(written: str) -> str:
    """Reduce a text to what a reader tells apart.

    Examples
    --------
    >>> skeleton("ＧＩＩ rank") == skeleton("gii\u00a0Rank")
    True
    >>> skeleton("cnipa–2023") == skeleton("cnipa-2023")
    True
    """
    if written.isascii() and written.isprintable():
        # Of such signs all that may change is case, a line below, and spaces.
        return written.casefold().translate(_ALIKE).replace(" ", "")
    plain = unicodedata.normalize("NFKC", _DASHES.sub("-", written)).casefold()
    plain = _DASHES.sub("-", plain.translate(_ALIKE))
    return "".join(c for c in plain if not c.isspace() and not UNSEEN.match(c))


def lookalike(written: str, known: Iterable[str]) -> str | None:
    """Find the known text that differs from another only to a program.

    Examples
    --------
    >>> lookalike("gii_rank ", ["gii_rank", "satisfaction"])
    'gii_rank'
    """
    own = skeleton(written)
    return next((k for k in known if k != written and skeleton(k) == own), None) if own else None


def nearest(written: str, known: Iterable[str]) -> str:
    """Find the known text that is most like another; empty where none is near.

    Examples
    --------
    >>> nearest("gii_rnak", ["gii_rank", "satisfaction"])
    'gii_rank'
    """
    return next(iter(get_close_matches(written, list(known), 1, 0.8)), "")


def trimmed(written: str) -> str:
    """Drop what nobody sees: signs without a shape, spaces at the ends, spaces in a row.

    Examples
    --------
    >>> trimmed(" 12\u00a0345\u200b ")
    '12 345'
    """
    seen = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd\xad]", "", written)
    return " ".join(UNSEEN.sub(" ", seen).split())


def named_signs(written: str, *, words: bool = False) -> str:
    """Name the signs of a text that nobody sees, by code point.

    Parameters
    ----------
    written : str
        The text.
    words : bool
        Whether it is written in words, which may be parted by any space.

    Examples
    --------
    >>> named_signs("2024\u00a0"), named_signs("第一\u3000第二", words=True)
    ('U+00A0', '')
    """
    ends = written[: len(written) - len(written.lstrip())] + written[len(written.rstrip()) :]
    signs = [c for c in UNSEEN.findall(written) if not (words and c in "\u00a0\u2009\u202f\u3000")]
    signs += list(ends) + [" "] * ("  " in written and not words)
    return ", ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(signs))
