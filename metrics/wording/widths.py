"""How wide a text is, before any program sets it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from metrics.wording.lines import cells

# Bold letters are wider by this.
BOLD = 1.06
# What some programs set between Chinese and Latin letters.
GAP = 0.26
_FULL = frozenset("·—…“”‘’×①②③④⑤⑥⑦⑧⑨●■◆▲▼★")
_NARROW = frozenset(" .,:;!'|()[]ijlftrI-")
_WIDE = frozenset("mwMW%@")


def ems(text: str, *, bold: bool = False) -> float:
    """Width of a text as a multiple of its size, by the wider of the faces it may be set in.

    Examples
    --------
    >>> ems("专利"), round(ems("GII 2025"), 2)
    (2.0, 3.97)
    """
    return _ems(text) * (BOLD if bold else 1)


def spaced(text: str, *, bold: bool = False) -> float:
    """Width of a text where a program may set a gap between Chinese and Latin letters.

    Examples
    --------
    >>> spaced("专利"), round(spaced("专利2024") - ems("专利2024"), 2)
    (2.0, 0.26)
    """
    gaps = sum((_em(a) == 1) != (_em(b) == 1) for a, b in pairwise(text) if " " not in (a, b))
    return (_ems(text) + gaps * GAP) * (BOLD if bold else 1)


# The same ticks, names and values are measured again and again.
@lru_cache(maxsize=16384)
def _ems(text: str) -> float:
    return sum(map(_em, text))


def _em(sign: str) -> float:
    """Width of one sign."""
    # Faces of Chinese set these as wide as a character.
    if sign in _FULL or cells(sign) == 2:
        return 1.0
    if sign in _NARROW:
        return 0.33
    if sign in _WIDE:
        return 0.9
    return 0.7 if sign.isupper() else 0.57
