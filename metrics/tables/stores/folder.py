"""Tables in a folder of this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from metrics.tables.schema import TableSchema
from metrics.tables.stores.store import Stamp, StoreError


@dataclass(frozen=True)
class Folder:
    """A folder with the CSV files.

    Examples
    --------
    >>> Folder(Path("no such folder"), {}).stamp().modified
    0.0
    """

    folder: Path
    schemas: Mapping[str, TableSchema] = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """Its path."""
        return str(self.folder)

    def stamp(self) -> Stamp:
        """Return time and size of each file."""
        states = [_state(self.folder / schema.file) for schema in self.schemas.values()]
        return Stamp(tuple(states), max((time for time, _ in states), default=0) / 10**9)

    def contents(self) -> dict[str, bytes]:
        """Read every file that is there; where there is none, the folder is another one."""
        paths = {name: self.folder / schema.file for name, schema in self.schemas.items()}
        found = {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
        if not found:
            raise StoreError(self.name, "absent")
        return found


def _state(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size
