"""A checked text as one web page that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from metrics.exports.proofs.parts import parts
from metrics.locale import Lang, text
from metrics.proof import Judged
from metrics.proof.marks import COLOURS, MARKS, ORDER, SIGNS

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html_bytes(words: str, judged: Sequence[Judged], lang: Lang) -> bytes:
    """Write a checked text as a page: numbers with marks, and a list of what is to be said of them.

    Parameters
    ----------
    words : str
        The text.
    judged : sequence of Judged
        Its numbers, in order.
    lang : str
        Language of the page.

    Returns
    -------
    bytes
        Content of the file; it asks no host for anything and runs no script.

    Examples
    --------
    >>> html_bytes("共10家", [], "en")[:15]
    b'<!DOCTYPE html>'
    """
    made = list(parts(words, judged))
    page = (
        _environment()
        .get_template("proof.html")
        .render(
            lang=lang,
            say=text(lang),
            parts=made,
            listed=[p for p in made if p.mark],
            counts=Counter(MARKS[j.verdict] for j in judged if j.verdict in MARKS),
            signs=SIGNS,
            order=ORDER,
            colours=COLOURS,
        )
    )
    return page.encode("utf-8")
