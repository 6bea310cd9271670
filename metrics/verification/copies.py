"""A reader's copies of the texts: which are at hand, what is wrong with one, what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Literal

from metrics.tables.dataset import Tables
from metrics.verification.accounting import account
from metrics.verification.curated import claims, documents, openings, read_document
from metrics.verification.flatten import decode, flatten, signs_of
from metrics.verification.library import SUFFIX
from metrics.verification.locators import Span
from metrics.verification.marks import Mark, marks_of
from metrics.verification.model import Account, Claim, UnmatchedFact
from metrics.verification.paragraphs import paragraphs, shown_signs

Stamp = tuple[int, int, int]
State = Literal["absent", "unreadable", "large", "empty", "garbled", "foreign", "read"]
# Bytes of the longest text that is read: the reports have less than a hundred thousand.
LONGEST = 5_000_000
# A text of which less than this part is Chinese is no text of a report: a PDF file, a wrong name.
_LEAST_CHINESE = 0.25
# The offset of what should stand after everything that a text has.
AT_END = -1


@dataclass(frozen=True)
class Copy:
    """The copy of one document.

    Parameters
    ----------
    document : str
        Its name.
    state : State
        Whether it could be read; if not, what is wrong with it.
    text : str
        The original, where it was read.
    account : Account, optional
        What became of its facts and numerals, where it was read.
    like : str
        Of a foreign text, the document that it seems to be.
    gaps : mapping of int to tuple of str
        Places that the text lacks, by the offset of the original at which they should stand.
    """

    document: str
    state: State
    text: str = ""
    account: Account | None = None
    like: str = ""
    gaps: Mapping[int, tuple[str, ...]] | None = None

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the text."""
        return marks_of(self.account) if self.account else ()

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What each sign of the text is shown as."""
        return shown_signs(self.text)

    @cached_property
    def edges(self) -> tuple[Span, ...]:
        """The spans of the paragraphs."""
        return paragraphs(self.text, self.dropped)

    @property
    def dropped(self) -> tuple[Span, ...]:
        """The spans of page numbers and running heads."""
        return self.account.reading.flat.dropped if self.account else ()

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of the mark of each fact that was found, by the fact's name in an address."""
        return {name_of(c): n for n, mark in enumerate(self.marks) for c in mark.claims}

    @cached_property
    def misses(self) -> dict[str, UnmatchedFact]:
        """The facts that were not found, by their names in an address."""
        missed = self.account.missed if self.account else ()
        return {name_of(m.claim): m for m in missed}


def name_of(claim: Claim) -> str:
    """Return the name of a fact in the address of its text.

    Examples
    --------
    >>> name_of(Claim("gii_rank", "CN", "2022", "shen-2020", "h-carry", "第11位", "exact"))
    'gii_rank@CN@2022@h-carry'
    """
    return "@".join((claim.indicator, claim.area, claim.period, claim.locator))


def stamp(folder: Path, document: str) -> Stamp:
    """Return times and size of a text, which change with it; zeros where it is not there."""
    try:
        state = (folder / f"{document}{SUFFIX}").stat()
    except (OSError, ValueError):
        return 0, 0, 0
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size


def read_copy(tables: Tables, folder: Path, document: str) -> Copy:
    """Read the copy of a document and hold it against the tables; never raise.

    Parameters
    ----------
    tables : Tables
        With everything in view, since a text knows nothing of what is.
    folder : Path
        Where the texts are.
    document : str
        One of the documents.

    Returns
    -------
    Copy
        With its account, or with the reason why it was not read.

    Examples
    --------
    >>> from metrics import load
    >>> read_copy(load(), Path("nowhere"), "shen-2020-article").state
    'absent'
    """
    path = folder / f"{document}{SUFFIX}"
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe or a device may never end
            return Copy(document, "unreadable")
        with path.open("rb") as file:
            raw = file.read(LONGEST + 1)
        if len(raw) > LONGEST:
            return Copy(document, "large")
    except FileNotFoundError:
        return Copy(document, "absent")
    except (OSError, ValueError):
        return Copy(document, "unreadable")
    return _held(tables, document, decode(raw))


def _held(tables: Tables, document: str, text: str) -> Copy:
    if not text.strip():
        return Copy(document, "empty")
    if not _is_chinese(text):
        return Copy(document, "garbled")
    done = account(read_document(tables, document, text), claims(tables, document))
    parts = _parts(tables, text)
    other = max(parts, key=lambda d: parts[d], default=document)
    elsewhere = parts.get(other, 0) > parts.get(document, 0) and not done.found
    if elsewhere or parts.get(document) == 0:
        return Copy(document, "foreign", like=other if parts.get(other) else "")
    return Copy(document, "read", text, done, gaps=_gaps(tables, done))


def _is_chinese(text: str) -> bool:
    signs = [c for c in text if not c.isspace()]
    chinese = sum("\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" for c in signs)
    return chinese >= _LEAST_CHINESE * len(signs)


def _parts(tables: Tables, text: str) -> dict[str, float]:
    """Tell how much of the outline of each document a text has."""
    flat = flatten(text).text
    known = openings(tables)
    parts = {}
    for document in documents(tables):
        own = [o for o in known if o.document == document]
        if own:
            parts[document] = sum(signs_of(o.opens) in flat for o in own) / len(own)
    return parts


def _gaps(tables: Tables, done: Account) -> dict[int, tuple[str, ...]]:
    """Tell where in the original the places should stand that the text lacks."""
    reading = done.reading
    signs = reading.flat.text
    gaps: dict[int, tuple[str, ...]] = {}
    at = AT_END
    for opening in reversed([o for o in openings(tables) if o.document == reading.document]):
        if opening.locator in reading.outline.missing:
            gaps[at] = (opening.locator, *gaps.get(at, ()))
        elif (found := signs.find(signs_of(opening.opens))) >= 0:
            at = reading.flat.original(found, found + 1)[0]
    return gaps
