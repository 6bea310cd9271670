"""The parts of a checked text: plain words, and numbers with their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.proof import Judged
from metrics.proof.marks import MARKS, Mark


@dataclass(frozen=True)
class Part:
    """A part of a text; a number that is marked has its verdict and its place in the list."""

    text: str
    judged: Judged | None = None
    number: int = 0

    @property
    def mark(self) -> Mark | None:
        """The mark of the number; None of plain words."""
        return MARKS.get(self.judged.verdict) if self.judged else None


def parts(text: str, judged: Sequence[Judged]) -> Iterator[Part]:
    """Part a text at the numbers that are marked.

    Examples
    --------
    >>> wrong = Judged(1, 3, "95", "contradicted", right="92")
    >>> [(p.text, p.mark) for p in parts("共95件", [wrong])]
    [('共', None), ('95', 'wrong'), ('件', None)]
    """
    at = number = 0
    for one in judged:
        if one.verdict in MARKS and one.start >= at:
            number += 1
            if one.start > at:
                yield Part(text[at : one.start])
            yield Part(text[one.start : one.end], one, number)
            at = one.end
    if at < len(text):
        yield Part(text[at:])
