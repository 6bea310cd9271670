"""A text read whole: every number of it with what the words around it say."""

from __future__ import annotations

from collections.abc import Callable

from metrics.locale import Lang
from metrics.proof.hints import Hints
from metrics.proof.loosely import Loosely
from metrics.proof.names import Names, in_both
from metrics.proof.numbers import Stated, numbers
from metrics.proof.places import Places
from metrics.proof.reader import Reader
from metrics.proof.sentences import sentences
from metrics.proof.tabled import Read, tabled
from metrics.proof.texts import Paragraph, paragraphs
from metrics.tables.dataset import Tables
from metrics.tables.kept import kept

# Looks a number of a paragraph over once more, before anything is read around it.
Look = Callable[[Paragraph, Stated], Stated]


@kept
def known_names(tables: Tables) -> dict[Lang, Names]:
    """Return the names of all that the tables measure, in each language."""
    return in_both(tables)


@kept
def _hints(tables: Tables) -> Hints:
    return Hints(tables)


def read_all(text: str, tables: Tables, look: Look | None = None) -> list[Read]:
    """Read every number of a text.

    Parameters
    ----------
    text : str
        Any text, in Chinese or English.
    tables : Tables
        What is in view.
    look : callable, optional
        What looks each number over before it is read, as where it is told otherwise than by the
        words beside it whether it is a figure.

    Returns
    -------
    list of Read
        Its paragraphs in order, each with its numbers and what was read around them.

    Examples
    --------
    >>> from metrics import load
    >>> [read] = read_all("2022年，我国专利商标质押融资额达4868.8亿元。", load())
    >>> [(c.topic.of[0], c.period.code) for c in read.sentences[0]]
    [('pledge_financing', '2022')]
    """
    known = known_names(tables)
    places = Places(tables)
    loosely = Loosely(tables, places, _hints(tables), known)
    named = {i: d for i, d in tables.every_definition.items() if i in tables.by_region_alone}
    reader = Reader(known, {**tables.definitions, **named}, places, loosely)
    reader.begin(text)
    return tabled(loosely, [_read(reader, known, p, look) for p in paragraphs(text)])


def _read(
    reader: Reader, known: dict[Lang, Names], paragraph: Paragraph, look: Look | None
) -> Read:
    own = numbers(paragraph)
    if look is not None:
        own = tuple(look(paragraph, stated) for stated in own)
    every = tuple(sentences(paragraph, own, known[paragraph.lang]))
    return Read(paragraph, own, tuple(reader.read(sentence) for sentence in every), every)
