"""A checked text put right, with what was left as it stood because nothing is known instead."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.locale import Lang, text
from metrics.proof import Judged
from metrics.proof.corrected import corrected


def righted(words: str, judged: Sequence[Judged], lang: Lang) -> str:
    """Say how many wrong numbers are put right, and which are left; empty where none is wrong.

    Parameters
    ----------
    words : str
        The text.
    judged : sequence of Judged
        Its numbers, in order.
    lang : str
        Language of what is said.

    Returns
    -------
    str
        One sentence or two.

    Examples
    --------
    >>> one = Judged(4, 6, "95", "contradicted", right="92")
    >>> other = Judged(11, 12, "3", "wrong_scope")
    >>> righted("cut 95 and\\n3", [one, other], "en")
    'Corrected: 1 of 2 wrong numbers. Left as they are: 3 (line 2, column 1).'
    """
    say = text(lang)
    made = corrected(words, judged)
    if not made.wrong:
        return ""
    told = say("proof.put", put=len(made.put), wrong=made.wrong)
    if not made.left:
        return told
    left = (
        say("proof.left_one", text=" ".join(j.text.split()), place=place(words, j.start, lang))
        for j in made.left
    )
    return told + say("proof.left", left=say("list.semicolon").join(left))


def place(words: str, start: int, lang: Lang) -> str:
    """Name a place of a text by its line and its sign in it, both from 1.

    Examples
    --------
    >>> place("one\\ntwo", 5, "en")
    'line 2, column 2'
    """
    before = words[:start]
    line = before.count("\n") + 1
    return text(lang)("proof.place", line=line, column=start - (before.rfind("\n") + 1) + 1)


def txt_bytes(words: str, judged: Sequence[Judged], lang: Lang) -> bytes:
    """Write the text put right; what is left wrong in it is told below it."""
    made = corrected(words, judged)
    if not made.left:
        return made.text.encode()
    return f"{made.text.rstrip()}\n\n———\n{righted(words, judged, lang)}\n".encode()
