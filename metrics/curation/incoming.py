"""What was sent, whatever program saved it: the cells of its sheets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from metrics.curation.delimited import read_delimited
from metrics.curation.model import Grid, Remark
from metrics.curation.packages import IncomingError
from metrics.curation.spreadsheets import LARGEST, read_workbook

_PACKED = b"PK\x03\x04"
# Old workbooks, and new ones that a password locks.
_COMPOUND = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Incoming:
    """A file that was sent.

    Parameters
    ----------
    name : str
        Its name.
    grids : tuple of Grid
        Its sheets.
    remarks : tuple of Remark
        How it was read.
    digest : str
        SHA-256 of its content, which tells whether it came before.
    """

    name: str
    grids: tuple[Grid, ...]
    remarks: tuple[Remark, ...]
    digest: str


def read_incoming(name: str, raw: bytes, known: Collection[str]) -> Incoming:
    """Read a file by what it is, not by the ending of its name.

    Parameters
    ----------
    name : str
        Its name.
    raw : bytes
        Its content.
    known : collection of str
        Headings, each reduced by `skeleton`; they tell which sign parts the cells of a text.

    Returns
    -------
    Incoming
        Its cells.

    Raises
    ------
    IncomingError
        Where it cannot be read.

    Examples
    --------
    >>> read_incoming("a.csv", b"period,value\\n2024,1\\n", {"period"}).grids[0].rows
    [1, 2]
    """
    if len(raw) > LARGEST:
        raise IncomingError("large")
    if not raw.strip():
        raise IncomingError("empty")
    digest = sha256(raw).hexdigest()
    if raw.startswith(_PACKED):
        return Incoming(name, read_workbook(raw), (), digest)
    if raw.startswith(_COMPOUND):
        raise IncomingError("locked" if _LOCKED in raw else "old")
    if raw.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8")):
        raise IncomingError("kind")
    grid, remarks = read_delimited(name, raw, known)
    if not grid.cells:
        raise IncomingError("empty")
    return Incoming(name, (grid,), tuple(remarks), digest)
