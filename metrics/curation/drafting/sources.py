"""What a text tells of itself as a publication."""

from __future__ import annotations

import re

from metrics.proof.periods import dates
from metrics.proof.texts import language, paragraphs
from metrics.tables.dataset import Tables

# Paragraphs at either end in which a report says when it came out; signs of the longest title.
_OPENING, _CLOSING, _TITLE = 6, 4, 120
_LETTERS = re.compile("[^a-z0-9]+")


def proposed_source(
    text: str, name: str, source: str, tables: Tables
) -> tuple[tuple[str, str], ...]:
    """Propose a row of the sources for a text that is not listed.

    Parameters
    ----------
    text : str
        The text.
    name : str
        Name of its file, without the ending.
    source : str
        The id that is wanted; may be empty.
    tables : Tables
        What is listed.

    Returns
    -------
    tuple of (str, str)
        What the text tells, by column.

    Examples
    --------
    >>> from metrics import load
    >>> text = "2026年知识产权工作进展\\n\\n（2027年1月20日）\\n\\n共授权发明专利98万件。"
    >>> dict(proposed_source(text, "Report 2026", "", load()))["published"]
    '2027-01-20'
    """
    every = [p for p in paragraphs(text) if not p.cell]
    title = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    day = ""
    for paragraph in (*every[:_OPENING], *reversed(every[-_CLOSING:])):
        named = dates(paragraph.text, paragraph.lang)
        days = [d.period for d in named if d.period and d.period.kind == "date"]
        # 截至2026年12月31日 is the day of a figure: a line of its own says when it came out.
        if len(days) == 1 and len(paragraph.text) < _TITLE // 2 and not day:
            day = days[0].code
    lang = language(title or text)
    return (
        ("id", source or _id(name, day, tables)),
        (f"title_{lang}", title[:_TITLE]),
        ("published", day),
    )


def _id(name: str, day: str, tables: Tables) -> str:
    """Make an id that no source has of the name of a file."""
    made = _LETTERS.sub("-", name.casefold()).strip("-") or f"report-{day}".strip("-")
    number, id_ = 1, made
    while id_ in tables.sources:
        number += 1
        id_ = f"{made}-{number}"
    return id_
