"""Whether a printed form stands in a passage: whole, and with the qualifier that it has there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.verification.flatten import signs_of
from metrics.verification.locators import Span
from metrics.verification.numerals import Numeral

# What a printed form must not leave out. Longer words stand before those in them.
_BEFORE = (
    "不超过|至多|不足|不到|接近|将近|近|不少于|不低于|至少|迈上|超过|超出|超|突破|逾|高达|大约|约"
)
# Words that may stand between a qualifier and its figure: 约占全国的1/3.
_BETWEEN = "(?:占[^,。;:、0-9]{0,8}的|[占达到为了至]{0,3})"
_GUARD_BEFORE = re.compile(f"(?:{_BEFORE}){_BETWEEN}$")
_GUARD_AFTER = re.compile("(?:[余多]|[^,。;、0-9]{0,2}(?:以上|以下|以内|左右|上下))")
_LOOK_BACK = 12

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
    """Whether the text says more about the figure than the printed form does."""
    before = text[max(0, start - _LOOK_BACK) : start]
    return bool(_GUARD_BEFORE.search(before) or _GUARD_AFTER.match(text, stop))
