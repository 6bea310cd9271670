"""What the tables hold of the texts: the documents, the facts in them, their outlines and rows."""

from __future__ import annotations

from metrics.model.observation import Observation
from metrics.tables.dataset import Tables
from metrics.tables.read import records
from metrics.verification.locators import Opening
from metrics.verification.model import Claim, Explanation, Reading
from metrics.verification.reading import read_text


def documents(tables: Tables) -> tuple[str, ...]:
    """Return the documents in which sources can be read, in the order of the sources.

    Examples
    --------
    >>> from metrics import load
    >>> len(documents(load()))
    5
    """
    return tuple(dict.fromkeys(s.document for s in tables.sources.values() if s.document))


def claim_of(o: Observation) -> Claim:
    """Tell what a printed statement says of its text."""
    figure = o.figure
    return Claim(
        o.definition.id,
        o.area,
        o.period.code,
        o.source.id,
        o.locator,
        figure.printed,
        figure.qualifier,
    )


def claims(tables: Tables, document: str) -> tuple[Claim, ...]:
    """Tell what the facts of a document say of its text."""
    return tuple(claim_of(o) for o in tables.statements if o.source.document == document)


def openings(tables: Tables) -> tuple[Opening, ...]:
    """Return the outlines of all documents."""
    rows = records(tables.frames["outline"])
    return tuple(Opening(r["document"], r["locator"], r["opens"]) for r in rows)


def explanations(tables: Tables) -> tuple[Explanation, ...]:
    """Return the numerals that rows explain."""
    rows = records(tables.frames["explanations"])
    return tuple(
        Explanation(r["document"], r["context"], r["numeral"], r["numeral_class"]) for r in rows
    )


def read_document(tables: Tables, document: str, text: str) -> Reading:
    """Read the text of one of the documents.

    Parameters
    ----------
    tables : Tables
        With the outlines and the explanations.
    document : str
        Its name.
    text : str
        The text as it stands in the copy.

    Returns
    -------
    Reading
        The text as it was read, before any fact is held against it.

    Examples
    --------
    >>> from metrics import load
    >>> read_document(load(), "shen-2020-article", "增长7.8%").numerals[0].text
    '7.8%'
    """
    return read_text(document, text, openings(tables), explanations(tables))
