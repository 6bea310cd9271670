"""A folder of texts: which documents it has, and each of them held against the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from metrics.tables.dataset import Tables
from metrics.verification.accounting import account
from metrics.verification.curated import claims, documents, read_document
from metrics.verification.flatten import decode
from metrics.verification.model import Account

SUFFIX = ".txt"


class NoTextsError(Exception):
    """The folder has none of the documents."""

    def __init__(self, folder: Path, wanted: Sequence[str]) -> None:
        self.folder = folder
        self.files = tuple(f"{document}{SUFFIX}" for document in wanted)
        super().__init__(f"{folder}: {', '.join(self.files)}")


@dataclass(frozen=True)
class Verification:
    """All documents held against the tables.

    Parameters
    ----------
    accounts : tuple of Account
        One for each document that is at hand.
    unread : tuple of str
        Documents whose text is not in the folder.
    unread_facts : int
        How many facts could not be looked up for that.
    """

    accounts: tuple[Account, ...]
    unread: tuple[str, ...] = ()
    unread_facts: int = 0

    @property
    def sound(self) -> bool:
        """Whether every fact was found and nothing is left over."""
        return not self.unread and all(a.sound for a in self.accounts)


def find_text(folder: Path, document: str) -> str | None:
    """Return the text of a document in a folder, None where it is not there."""
    path = folder / f"{document}{SUFFIX}"
    try:
        return decode(path.read_bytes())
    except OSError:
        return None


def verify(tables: Tables, folder: Path) -> Verification:
    """Hold every document of a folder against the tables.

    Raises
    ------
    NoTextsError
        Where the folder has none of them.
    """
    wanted = documents(tables)
    texts = {document: find_text(folder, document) for document in wanted}
    if not any(text is not None for text in texts.values()):
        raise NoTextsError(folder, wanted)
    unread = tuple(d for d, text in texts.items() if text is None)
    accounts = tuple(
        account(read_document(tables, document, text), claims(tables, document))
        for document, text in texts.items()
        if text is not None
    )
    return Verification(accounts, unread, sum(len(claims(tables, d)) for d in unread))
