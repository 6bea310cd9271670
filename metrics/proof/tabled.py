"""Numbers of one table together: what they are of, and which of them are totals of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from metrics.model.observation import Observation
from metrics.proof.context import Context
from metrics.proof.listed import Listed
from metrics.proof.loosely import Loosely
from metrics.proof.numbers import Stated
from metrics.proof.sentences import Sentence
from metrics.proof.texts import Paragraph

# Larger tables are read cell by cell.
_MOST = 120


@dataclass(frozen=True)
class Read:
    """A paragraph with its numbers, what the words around them say by sentences, and those."""

    paragraph: Paragraph
    stated: tuple[Stated, ...]
    sentences: tuple[tuple[Context, ...], ...]
    parts: tuple[Sentence, ...] = ()


def tabled(loosely: Loosely, reads: Sequence[Read]) -> list[Read]:
    """Find what the numbers of tables are of by those that are figures of one indicator.

    Parameters
    ----------
    loosely : Loosely
        What finds that.
    reads : sequence of Read
        The paragraphs of a text.

    Returns
    -------
    list of Read
        The same, with what the numbers of tables are of where that was found.
    """
    made = list(reads)
    for part in (slice(0, 1), slice(0, 3, 2), slice(0, 2)):  # whole tables, columns, rows
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for n, read in enumerate(made):
            if read.paragraph.cell and _single(read):
                groups[read.paragraph.cell[part]].append(n)
        for run in groups.values():
            if len(run) <= _MOST:
                found = Listed(loosely).of_table([made[n].sentences[0][0] for n in run])
                for n, context in zip(run, found, strict=True):
                    made[n] = replace(made[n], sentences=((context,),))
    return [_summed(read) for read in made]


def _single(read: Read) -> bool:
    return len(read.sentences) == 1 and len(read.sentences[0]) == 1


def _summed(read: Read) -> Read:
    """Take a total of a table for no more than that of its row or column."""
    if not read.paragraph.sums or not _single(read):
        return read
    [[context]] = read.sentences
    company = replace(context.company, together="total", summed=True)
    return replace(read, sentences=((replace(context, company=company),),))


class Rows:
    """The figures of the rows and columns of tables, as far as they were found."""

    def __init__(self) -> None:
        self._found: dict[Hashable, list[Observation]] = defaultdict(list)

    def before(self, paragraph: Paragraph) -> list[Observation]:
        """Return the figures that a number of a table is the total of; of others none."""
        if not paragraph.sums:
            return []
        return list(self._found[self._key(paragraph, paragraph.sums == "row")])

    def keep(self, paragraph: Paragraph, found: Iterable[Observation]) -> None:
        """Keep the figures that a number of a table was found to be."""
        if paragraph.cell and not paragraph.sums:
            for row in (True, False):
                self._found[self._key(paragraph, row)] += found

    @staticmethod
    def _key(paragraph: Paragraph, row: bool) -> Hashable:
        table, line, column = paragraph.cell
        return (table, "row", line) if row else (table, "column", column)
