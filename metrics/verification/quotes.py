"""Whether a printed form stands in a passage: whole, and with the qualifier that it has there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from metrics.printed.lexicon import DOWN, NOT_MORE, QUALIFIERS, SHARE_OF
from metrics.printed.numerals import HAN as SIGNS
from metrics.printed.qualifiers import suffixes
from metrics.verification.flatten import signs_of
from metrics.verification.locators import Span
from metrics.verification.numerals import Numeral

# Words that may stand between a qualifier and its figure: 约占全国的1/3.
_BETWEEN = f"(?:{SHARE_OF}|[占达到为了至]{{0,3}})"


@cache
def _guards() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Tell what a printed form must not leave out before it, and behind it."""
    before = _flat(w for q in QUALIFIERS.values() for w in q.before)
    falls = _flat(DOWN)
    after = suffixes(_flat)
    within = "".join(sign for q in QUALIFIERS.values() for sign in q.within)
    # 十来家 is about ten; 十年来 is not.
    blurred = rf"(?:[{''.join(QUALIFIERS['over'].within)}]|(?<=[0-9{SIGNS}])[{within}])"
    return (
        re.compile(rf"(?:{before}){_BETWEEN}$|(?:{falls})[了约近超达]?$"),
        re.compile(rf"{blurred}(?!{'|'.join(NOT_MORE)})|[^,。;、0-9]{{0,2}}(?:{after})"),
    )


def _flat(words: Iterable[str]) -> str:
    """Make a pattern of words as they stand in a flat text, longer ones first."""
    forms = {signs_of(word) for word in words} - {_MINUS}
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


_LOOK_BACK = 24
# All dashes are one sign in a flat text.
_MINUS = signs_of("-")
# A dash before a number is a minus or an “about”, but within a span and where it is doubled.
_SIGNED = re.compile(f"(?<![0-9—%]){_MINUS}$")

Fit = Literal["whole", "unqualified"]


@dataclass(frozen=True)
class Occurrence:
    """A place at which a printed form stands, and the numerals in it.

    ``fit`` is ``unqualified`` where the text qualifies the figure and the printed form does not.
    """

    start: int
    end: int
    numerals: tuple[Numeral, ...]
    fit: Fit


def occurrences(
    printed: str, text: str, spans: Sequence[Span], found: Sequence[Numeral]
) -> Iterator[Occurrence]:
    """Find a printed form within spans of a flat text; a numeral must not be cut.

    Parameters
    ----------
    printed : str
        As the fact has it.
    text : str
        As `flatten` leaves it.
    spans : sequence of (int, int)
        Where to look.
    found : sequence of Numeral
        Every numeral of the text.

    Yields
    ------
    Occurrence
        In the order of the spans.

    Examples
    --------
    >>> from metrics.verification.numerals import numerals
    >>> text = "新增14500家，责令4500家，超过4500家"
    >>> [(o.start, o.fit) for o in occurrences("4500家", text, [(0, 26)], numerals(text))]
    [(11, 'whole'), (19, 'unqualified')]
    """
    signs = signs_of(printed)
    if not signs:
        return
    for start, end in spans:
        at = text.find(signs, start, end)
        while at >= 0:
            stop = at + len(signs)
            near = [n for n in found if n.start < stop and at < n.end]
            if near and all(at <= n.start and n.end <= stop for n in near):
                fit: Fit = "unqualified" if _qualified(text, at, stop) else "whole"
                yield Occurrence(at, stop, tuple(near), fit)
            at = text.find(signs, at + 1, end)


def _qualified(text: str, start: int, stop: int) -> bool:
    """Tell whether the text says more about the figure than the printed form does."""
    before, after = _guards()
    passage = text[max(0, start - _LOOK_BACK) : start]
    led = _SIGNED.search(passage) or before.search(passage)
    return bool(led or after.match(text, stop))
