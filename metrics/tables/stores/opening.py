"""The place that an address names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from metrics.tables.schema import TableSchema
from metrics.tables.stores.database import Database
from metrics.tables.stores.folder import Folder
from metrics.tables.stores.objects import Objects
from metrics.tables.stores.store import Store

# One letter before a colon is a drive of Windows; fsspec chains schemes by two colons.
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+)(?:::|://)")
_DATABASES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


def open_store(address: Path | str, schemas: Mapping[str, TableSchema]) -> Store:
    """Return the place that an address names; nothing is read of it yet.

    Parameters
    ----------
    address : Path or str
        A folder, as a path or ``file://``; ``postgresql://`` of a database; else an address of
        object storage, as fsspec understands it.
    schemas : mapping of str to TableSchema
        The tables that may stand there.

    Examples
    --------
    >>> open_store("file:///srv/tables", {}).name, open_store("s3://bucket/ip", {}).folder
    ('/srv/tables', None)
    """
    written = str(address)
    found = _SCHEME.match(written)
    scheme = found[1].lower() if found else ""
    if isinstance(address, Path) or not scheme:
        return Folder(Path(address), schemas)
    if scheme == "file":
        parts = urlsplit(written)
        # Windows writes a host before the path of what it shares.
        host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
        return Folder(Path(url2pathname(host + parts.path)), schemas)
    if scheme in _DATABASES:
        return Database(written, schemas)
    return Objects(written, schemas)
