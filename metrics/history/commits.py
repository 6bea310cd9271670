"""The states of tables that git keeps, as far back as it knows them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from metrics.tables.read import table_schemas

# Seconds after which git is not waited for.
PATIENCE = 20
# Variables by which git is told of another work tree, as a hook has them.
_ELSEWHERE = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


@dataclass(frozen=True)
class Commit:
    """A commit that changed the tables.

    Parameters
    ----------
    folder : Path
        The folder of the tables.
    name : str
        Of the commit.
    moment : datetime
        When it was made.
    """

    folder: Path
    name: str
    moment: datetime

    def contents(self) -> Mapping[str, bytes]:
        """Read the files of the tables as they were, by the names of the tables."""
        names = {n: f"{self.name}:./{s.file}" for n, s in table_schemas().items()}
        asked = "".join(f"{place}\n" for place in names.values())
        told = _git(self.folder, "cat-file", "--batch", given=asked.encode()) or b""
        found: dict[str, bytes] = {}
        at = 0
        for name in names:
            head, _, _ = told[at:].partition(b"\n")
            at += len(head) + 1
            words = head.split(b" ")
            # What is not there is said in words: "… missing", or why it is ambiguous.
            if len(words) == 3 and words[1] == b"blob":
                size = int(words[2])
                found[name] = told[at : at + size]
                at += size + 1
        return found


def commits(folder: Path) -> tuple[Commit, ...]:
    """List the commits that changed the tables of a folder, the earliest first.

    Parameters
    ----------
    folder : Path
        The folder of the tables.

    Returns
    -------
    tuple of Commit
        None where there is no git, where the folder is in no work tree, or where git does not keep
        its files. Of a shallow clone those that it has. Moments never go back.

    Examples
    --------
    >>> commits(Path("no such folder"))
    ()
    """
    files = [schema.file for schema in table_schemas().values()]
    told = _git(folder, "log", "--first-parent", "--format=%H %ct", "--", *files)
    found: list[Commit] = []
    for line in reversed((told or b"").decode("ascii", "replace").splitlines()):
        name, _, seconds = line.partition(" ")
        moment = datetime.fromtimestamp(int(seconds), UTC)
        # A commit that was moved onto others keeps its day, though it came after them.
        if found:
            moment = max(moment, found[-1].moment)
        found.append(Commit(folder, name, moment))
    return tuple(found)


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes | None:
    """Ask git; None where it is not there or does not know."""
    program = shutil.which("git")
    if program is None or not folder.is_dir():
        return None
    try:
        done = subprocess.run(
            [program, "--no-optional-locks", "-C", str(folder), *words],
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env=_surroundings(),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def _surroundings() -> dict[str, str]:
    """Return the variables without those that name another work tree, as they do within a hook."""
    return {k: v for k, v in os.environ.items() if k not in _ELSEWHERE}
