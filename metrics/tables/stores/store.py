"""What any place of tables can do, and the one error of those that cannot be read."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from metrics.tables.problems import PLACE, Problem
from metrics.tables.schema import TableSchema

# How the packages are installed that other places than folders need.
INSTALL = "pip install -r requirements-extras.txt"


@dataclass(frozen=True)
class Stamp:
    """A cheap sign of the state of tables: another one where something changed.

    Parameters
    ----------
    sign : hashable
        Compared with that of before.
    modified : float
        When they changed, in seconds since 1970; 0 where the place does not know.
    """

    sign: Hashable
    modified: float = field(default=0.0, compare=False)


class Store(Protocol):
    """A place where tables stand. Two of one address are equal."""

    @property
    def name(self) -> str:
        """Its address without a password, for messages."""

    @property
    def folder(self) -> Path | None:
        """The folder of this machine that it is; None where it is elsewhere, and may be slow."""

    def stamp(self) -> Stamp:
        """Return the sign of its present state; raise ``OSError`` where it cannot be asked."""

    def contents(self) -> dict[str, bytes]:
        """Return one state of all tables, as the bytes of CSV files by the names of the tables.

        A table that is not there is left out. Raises ``OSError`` where they cannot be read.
        """


class StoreError(OSError):
    """Why a place of tables cannot be read or written.

    Parameters
    ----------
    place : str
        Its address, without a password.
    reason : str
        Key of the message: ``problem.store_<reason>``.
    **details : str
        What the message names besides.
    """

    def __init__(self, place: str, reason: str, **details: str) -> None:
        self.problem = Problem(place, 0, "", "", PLACE + reason, details)
        super().__init__(self.problem.message("en"))


def shown(address: str) -> str:
    """Write an address as messages may: without password, key and options.

    A password with a stroke, a hash or a question mark that nobody wrote as ``%2F`` ends the host
    for every reader of addresses: of one that may hold such a password the scheme alone is shown.

    Examples
    --------
    >>> shown("postgresql://reader:secret@db.example.cn/ip?sslpassword=x")
    'postgresql://reader@db.example.cn/ip'
    >>> shown("s3://key:sec/ret@bucket/ip"), shown("simplecache::s3://key:secret@bucket/ip")
    ('s3://…', 'simplecache://…')
    """
    hidden = f"{address.partition(':')[0]}://…"
    try:
        parts = urlsplit(address)
        _ = parts.port  # where it is no number, the word behind the colon is a password
    except ValueError:
        return hidden
    behind = parts.path + parts.query + parts.fragment
    if "@" in behind and (":" in parts.netloc or not parts.netloc):
        return hidden
    if not parts.netloc:
        return address.partition("?")[0]
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit((parts.scheme, user.partition(":")[0] + at + host, parts.path, "", ""))


@dataclass(frozen=True)
class Elsewhere:
    """What every place has that is not on this machine."""

    address: str = field(repr=False)
    schemas: Mapping[str, TableSchema] = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """The address without what is secret of it."""
        return shown(self.address)

    @property
    def folder(self) -> Path | None:
        """None: it is elsewhere."""
        return None
