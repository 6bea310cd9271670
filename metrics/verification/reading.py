"""A text read once: flat, with its numerals, its places, and what rules and rows explain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from metrics.verification.flatten import NormalisedText, flatten, signs_of
from metrics.verification.locators import Opening, outline
from metrics.verification.model import Explanation, Reading
from metrics.verification.numerals import Numeral, numerals, words
from metrics.verification.rules import classified


def read_text(
    document: str,
    text: str,
    openings: Iterable[Opening] = (),
    explanations: Iterable[Explanation] = (),
) -> Reading:
    """Read a text: its numerals, its places and what rules and rows explain.

    Parameters
    ----------
    document : str
        Its name.
    text : str
        The text as it stands in the copy.
    openings : iterable of Opening
        Outlines; those of other documents are left out.
    explanations : iterable of Explanation
        Rows that explain numerals; those of other documents are left out.

    Returns
    -------
    Reading
        The text as it was read.

    Examples
    --------
    >>> [n.text for n in read_text("made", "截至2022年底，新建10家。").numerals]
    ['2022', '10']
    """
    flat = flatten(text)
    found = numerals(flat.text)
    ruled = classified(flat, found)
    rows, idle = _explained(flat, found, ruled, [e for e in explanations if e.document == document])
    places = outline(flat, [o for o in openings if o.document == document])
    return Reading(document, flat, found, places, ruled, rows, idle, len(words(flat.text)))


def _explained(
    flat: NormalisedText,
    found: Sequence[Numeral],
    ruled: Mapping[Numeral, str],
    explanations: Sequence[Explanation],
) -> tuple[dict[Numeral, str], tuple[Explanation, ...]]:
    """Tell what the rows explain that no rule does, and rows that explain nothing."""
    rows: dict[Numeral, str] = {}
    idle: list[Explanation] = []
    for row in explanations:
        context, numeral = signs_of(row.context), signs_of(row.numeral)
        own = [
            n
            for at in _places(context, flat.text)
            for n in found
            if n.text == numeral and at <= n.start and n.end <= at + len(context) and n not in ruled
        ]
        rows |= dict.fromkeys(own, row.code)
        if not own:
            idle.append(row)
    return rows, tuple(idle)


def _places(part: str, text: str) -> Iterable[int]:
    return (m.start() for m in re.finditer(re.escape(part), text)) if part else ()
