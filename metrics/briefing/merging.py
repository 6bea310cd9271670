"""One deck of two that were changed apart from each other, as in two windows of a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from metrics.briefing.deck import MOST, Deck, DeckError, Slide

# A slide, and how many like it stand before it.
_Nth = tuple[Slide, int]


def merged(base: Deck, ours: Deck, theirs: Deck) -> Deck:
    """Return a deck with what both sides added, and without what either removed.

    A slide that both edited stands in it twice. The order is that of the side that changed it;
    where both did, ours.

    Parameters
    ----------
    base : Deck
        What both began with.
    ours, theirs : Deck
        What became of it.

    Returns
    -------
    Deck
        The deck, with what is in view of ours.

    Raises
    ------
    DeckError
        Where it would have more slides than a deck may have.

    Examples
    --------
    >>> from metrics.briefing.deck import parse_address
    >>> base, ours, theirs = map(parse_address, ["title", "title~chart!b", "chart!c~title"])
    >>> merged(base, ours, theirs).address()
    'chart!c~title~chart!b'
    """
    was, own, other = _counted(base), _counted(ours), _counted(theirs)
    kept = [slide for slide in was if slide in own and slide in other]
    moved = [s for s in own if s in kept] != kept
    first, second = (own, other) if moved else (other, own)
    found = [s for s in first if s in kept or s not in was]
    for place, slide in enumerate(second):
        if slide not in was and slide not in found:
            found.insert(_behind(second[:place], found), slide)
    if len(found) > MOST:
        raise DeckError("many", count=len(found), most=MOST)
    return Deck(tuple(slide for slide, _ in found), ours.selection, ours.record)


def _counted(deck: Deck) -> list[_Nth]:
    """Return the slides, each told from others that are equal to it."""
    seen: Counter[str] = Counter()
    counted = []
    for slide in deck.slides:
        code = Deck((slide,)).address()
        counted.append((slide, seen[code]))
        seen[code] += 1
    return counted


def _behind(before: Sequence[_Nth], found: Sequence[_Nth]) -> int:
    """Return the place behind the nearest of some slides that is there; the beginning without."""
    return next((found.index(s) + 1 for s in reversed(before) if s in found), 0)
