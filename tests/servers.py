"""The programs of servers that tests start: where nginx, PostgreSQL and libfaketime are."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from metrics.tables.read import ROOT


@dataclass(frozen=True)
class Programs:
    """Where the programs are.

    Parameters
    ----------
    nginx : Path
        The program.
    postgres : Path
        The folder of ``initdb``, ``pg_ctl`` and ``postgres``.
    faketime : Path
        The library that sets the clock of a process.
    """

    nginx: Path
    postgres: Path
    faketime: Path


@cache
def _told() -> tuple[str, ...]:
    found = subprocess.run(
        [ROOT / "tools" / "servers"], capture_output=True, text=True, check=False
    )
    return tuple(found.stdout.split()) if found.returncode == 0 else ()


def programs() -> Programs:
    """Return the programs; fail the test where they are missing."""
    told = _told()
    if len(told) != 3:
        pytest.fail("nginx, PostgreSQL and libfaketime are needed: tools/servers --install")
    return Programs(*map(Path, told))
