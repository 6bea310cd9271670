from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.fleet import Fleet, fleet
from tests.frozen import FROZEN
from tests.servers import programs

FRAMING = "https://portal.example.cn"


@dataclass(frozen=True)
class Office:
    """Three processes behind nginx, and the folders that their tables are in.

    Parameters
    ----------
    fleet : Fleet
        The processes.
    tables : Path
        Leads to the folder that is served; what it leads to can be exchanged.
    """

    fleet: Fleet
    tables: Path

    def exchange(self, folder: Path) -> None:
        """Let other tables be served, all at once, as the documentation says."""
        new = self.tables.with_name("new")
        new.symlink_to(folder)
        new.replace(self.tables)


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    programs()
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(FROZEN, folder / "first")
    tables = folder / "tables"
    tables.symlink_to(folder / "first")
    variables = {"DATA_URL": str(tables), "EMBED_HOSTS": FRAMING}
    with fleet(folder, 3, "/ip", variables) as own:
        yield Office(own, tables)
