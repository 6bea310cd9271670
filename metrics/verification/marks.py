"""Where a text is to be marked: the figures that became facts, and the other numerals by class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.tables.dataset import Tables
from metrics.verification.accounting import account
from metrics.verification.curated import claims, read_document
from metrics.verification.model import Account, Claim, Reading


@dataclass(frozen=True)
class Mark:
    """A span of the original text, and what stands there.

    Parameters
    ----------
    start, end : int
        Offsets in the original.
    claims : tuple of Claim
        The facts that the figure became; empty where it is none.
    code : str
        The class of a numeral that is no figure; empty where it is one, or is left over.
    """

    start: int
    end: int
    claims: tuple[Claim, ...] = ()
    code: str = ""

    @property
    def left_over(self) -> bool:
        """Whether nothing accounts for the numeral."""
        return not self.claims and not self.code


def marked(text: str, document: str, tables: Tables) -> tuple[Mark, ...]:
    """Mark a text of one of the documents.

    Parameters
    ----------
    text : str
        The original.
    document : str
        Its name.
    tables : Tables
        With the facts.

    Returns
    -------
    tuple of Mark
        In the order of the text; no two overlap.

    Examples
    --------
    >>> from metrics import load
    >>> text = "（一）一是甲。二是出台四方面 1 2 项举措。"
    >>> marks = marked(text, "cnipa-work-report-2023", load())
    >>> [(text[m.start : m.end], m.code) for m in marks][:2]
    [('一', 'marker'), ('一', 'marker')]
    """
    reading = read_document(tables, document, text)
    return marks_of(account(reading, claims(tables, document)))


def marks_of(done: Account) -> tuple[Mark, ...]:
    """Return the marks of a text that is accounted for already."""
    flat = done.reading.flat
    facts: dict[tuple[int, int], list[Claim]] = {}
    for found in done.found:
        facts.setdefault((found.occurrence.start, found.occurrence.end), []).append(found.claim)
    marks = [Mark(*flat.original(*span), tuple(own)) for span, own in facts.items()]
    marks += [Mark(*flat.original(*n.span), code=code) for n, code in done.classes.items()]
    marks += [Mark(*flat.original(*left.numeral.span)) for left in done.leftovers if not left.given]
    marks += [Mark(*span, code="page") for span in flat.dropped]
    return tuple(_apart(sorted(marks, key=lambda m: (m.start, -m.end))))


def _apart(marks: list[Mark]) -> Iterator[Mark]:
    """Keep of marks that overlap the one that begins first, with the facts of the others."""
    kept: Mark | None = None
    for mark in marks:
        if kept is None or mark.start >= kept.end:
            if kept is not None:
                yield kept
            kept = mark
        else:
            end = max(kept.end, mark.end)
            kept = Mark(kept.start, end, kept.claims + mark.claims, kept.code)
    if kept is not None:
        yield kept


def passages(reading: Reading, locator: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the original that a locator names; none where the text lacks it."""
    return tuple(reading.flat.original(*span) for span in reading.outline.spans(locator))
