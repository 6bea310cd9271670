"""A text with its wrong numbers put right, as far as it is known what is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.proof.model import Judged


@dataclass(frozen=True)
class Corrected:
    """A text that was put right.

    Parameters
    ----------
    text : str
        Its words.
    put : tuple of Judged
        The wrong numbers that were put right.
    left : tuple of Judged
        The wrong numbers that stand there as they were, since it is not known what is right.
    """

    text: str
    put: tuple[Judged, ...]
    left: tuple[Judged, ...]

    @property
    def wrong(self) -> int:
        """How many numbers are wrong."""
        return len(self.put) + len(self.left)


def corrected(text: str, judged: Iterable[Judged]) -> Corrected:
    """Put the right numbers in the place of wrong ones; where none is known nothing changes.

    Parameters
    ----------
    text : str
        As it was judged.
    judged : iterable of Judged
        Its numbers, in order.

    Returns
    -------
    Corrected
        The text, and which of the wrong numbers were put right.

    Examples
    --------
    >>> wrong = [Judged(2, 4, "95", "contradicted", right="92"), Judged(7, 8, "3", "wrong_scope")]
    >>> made = corrected("共 95 件，3 家", wrong)
    >>> made.text, [j.text for j in made.left]
    ('共 92 件，3 家', ['3'])
    """
    parts: list[str] = []
    put: list[Judged] = []
    left: list[Judged] = []
    at = 0
    for one in judged:
        if not one.accused:
            continue
        if one.right and one.start >= at:
            parts += (text[at : one.start], one.right)
            put.append(one)
            at = one.end
        else:
            left.append(one)
    return Corrected("".join((*parts, text[at:])), tuple(put), tuple(left))
