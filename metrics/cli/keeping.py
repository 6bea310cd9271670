"""Tables written all or none, with the files kept that they replace."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from metrics.exports.files import save_all
from metrics.history.kept import RECORD, Import, imports, kept_in
from metrics.tables.read import table_schemas

# What is said of an import that was cut off.
Mended = Literal["restored", "unfinished"]


def imported_on(data: Path, digest: str) -> str:
    """Tell when a file was imported before; empty where it was not."""
    return next((i.day[:10] for _, i in imports(data) if i.done and i.digest == digest), "")


def write_tables(data: Path, changed: Mapping[str, bytes], record: Import) -> Path:
    """Write the files that change, all or none, and keep those that they replace.

    Parameters
    ----------
    data : Path
        The folder of the tables.
    changed : mapping of str to bytes
        The new files, by the names of the tables.
    record : Import
        What is kept of the import.

    Returns
    -------
    Path
        The folder with the files as they were.

    Raises
    ------
    OSError
        Where the system does not let them be written; the tables are then as they were.
    """
    names = {table_schemas()[table].file: content for table, content in changed.items()}
    old = {name: (data / name).read_bytes() for name in names if (data / name).is_file()}
    files = {name: (_state(data / name), _digest(content)) for name, content in names.items()}
    record = replace(record, files=files)
    folder = _new_folder(kept_in(data), record)
    save_all(folder, [*old.items(), (RECORD, _written(record))])
    save_all(data, names.items())
    save_all(folder, [(RECORD, _written(replace(record, done=True)))])
    return folder


def _new_folder(above: Path, record: Import) -> Path:
    """Name a folder that is not there yet."""
    name = f"{record.day[:19].replace(':', '').replace('-', '')}-{record.version}"
    places = (above / (f"{name}-{n}" if n else name) for n in range(1000))
    return next(place for place in places if not place.exists())


def _written(record: Import) -> bytes:
    # A name that is no text in the encoding of the system is written as JSON escapes it.
    made = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
    return made.encode("utf-8", "backslashreplace")


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _state(path: Path) -> str:
    """Return the digest of a file; empty where there is none, as a table may begin with a row."""
    return _digest(path.read_bytes()) if path.is_file() else ""


def now() -> str:
    """Say what time it is, as a record has it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def mend(data: Path) -> tuple[Mended, str, Path] | None:
    """Put back what an import left half done when its process was ended.

    Returns
    -------
    how : str
        ``restored``, or ``unfinished`` where the tables were changed since and are left alone.
    file : str
        What was imported.
    folder : Path
        Where the files are as they were.
    """
    for folder, record in imports(data):
        if record.done:
            continue
        known = all(_state(data / name) in pair for name, pair in record.files.items())
        if known:
            kept = [name for name, (old, _) in record.files.items() if old]
            save_all(data, [(name, (folder / name).read_bytes()) for name in kept])
            for name in record.files.keys() - {*kept}:
                (data / name).unlink(missing_ok=True)
        save_all(folder, [(RECORD, _written(replace(record, digest="", done=True)))])
        return ("restored" if known else "unfinished"), record.file, folder
    return None
