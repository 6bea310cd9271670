"""A text with what is wrong in it put right."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.proof.model import Judged


def corrected(text: str, judged: Iterable[Judged]) -> str:
    """Put the right numbers in the place of wrong ones; where none is known nothing changes.

    Parameters
    ----------
    text : str
        As it was judged.
    judged : iterable of Judged
        Its numbers, in order.

    Returns
    -------
    str
        The text.

    Examples
    --------
    >>> wrong = Judged(2, 4, "95", "contradicted", right="92")
    >>> corrected("共 95 件", [wrong])
    '共 92 件'
    """
    parts: list[str] = []
    at = 0
    for one in judged:
        if one.accused and one.right and one.start >= at:
            parts += (text[at : one.start], one.right)
            at = one.end
    return "".join((*parts, text[at:]))
