"""What imports kept: the files that each replaced, in a folder beside the tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

RECORD = "import.json"


@dataclass(frozen=True)
class Import:
    """The record of one import, kept beside the files that it replaced.

    Parameters
    ----------
    file, digest : str
        What was imported, and the SHA-256 of its content; without a digest it was cut off.
    day : str
        When, as ISO 8601 writes it.
    version : str
        Of the tables before.
    files : mapping of str to (str, str)
        The digest of each file before and after, by its name; empty before where it was not there.
    done : bool
        Whether it came to its end.
    """

    file: str
    digest: str
    day: str
    version: str
    files: Mapping[str, tuple[str, str]]
    done: bool = False


def kept_in(data: Path) -> Path:
    """Return the folder beside the tables that keeps what imports replaced."""
    return data.resolve().with_name(f"{data.resolve().name}.backups")


def imports(data: Path) -> Iterator[tuple[Path, Import]]:
    """Yield the imports that are on record, the latest first, each with its folder."""
    folder = kept_in(data)
    for record in sorted(folder.glob(f"*/{RECORD}"), reverse=True):
        with suppress(ValueError, TypeError, KeyError, OSError):
            read = json.loads(record.read_text(encoding="utf-8"))
            files = {name: (old, new) for name, (old, new) in read.pop("files").items()}
            yield record.parent, Import(**read, files=files)
