"""The states that tables had, of what keeps them: git, or else the copies of imports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Literal

from metrics.history.commits import Commit, commits
from metrics.history.difference import Difference, between
from metrics.history.kept import Import, imports
from metrics.tables.read import Where, store_of, table_schemas, version_of

Contents = Mapping[str, bytes]
Origin = Literal["git", "copies", "nowhere"]
# Days that are told at most: the latest.
MOST_DAYS = 60


@dataclass(frozen=True, eq=False)
class State:
    """The tables as they were from a moment on.

    Parameters
    ----------
    moment : datetime
        When they became so.
    read : callable
        Reads the files by the names of the tables.
    told : str
        The version that the program showed, where a record names it.
    """

    moment: datetime
    read: Callable[[], Contents]
    told: str = ""

    @property
    def day(self) -> date:
        """The day on which they became so."""
        return self.moment.date()

    @cached_property
    def version(self) -> str:
        """The version of the tables, as the program shows it."""
        return self.told or version_of(self.read())


@dataclass(frozen=True, eq=False)
class Step:
    """What changed from one state to a later one.

    Parameters
    ----------
    before, after : State
        The two.
    """

    before: State
    after: State

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """The rows that differ."""
        return between(self.before.read(), self.after.read())


class SinceError(Exception):
    """No state is known by what was asked for: ``unread``, ``unknown`` or ``nowhere``."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, eq=False)
class History:
    """All states of the tables that are known.

    Parameters
    ----------
    origin : str
        What keeps them.
    states : tuple of State
        The earliest first; the last is the present one.
    """

    origin: Origin
    states: tuple[State, ...]

    @property
    def present(self) -> State:
        """The tables as they are."""
        return self.states[-1]

    @property
    def changed(self) -> date:
        """The day on which the tables last changed."""
        return self.present.day

    @cached_property
    def days(self) -> tuple[Step, ...]:
        """What changed on each day, the latest first; days without any difference are left out."""
        ends: dict[date, Step] = {}
        for before, after in pairwise(self.states):
            known = ends.get(after.day)
            ends[after.day] = Step(known.before if known else before, after)
        latest = [*ends.values()][-MOST_DAYS:]
        return tuple(step for step in reversed(latest) if step.differences)

    def since(self, asked: str) -> Step:
        """Return what changed since a version, or since a day: on that day and after.

        Parameters
        ----------
        asked : str
            A version as the program shows it, or a day such as ``2026-01-31``.

        Returns
        -------
        Step
            From that state to the present one. Of a day before all states from the earliest.

        Raises
        ------
        SinceError
            Where there is no such state.

        Examples
        --------
        >>> present = State(datetime(2026, 1, 2, tzinfo=UTC), dict)
        >>> History("nowhere", (present,)).since(present.version).differences
        ()
        """
        try:
            day = date.fromisoformat(asked) if len(asked) == len("2026-01-31") else None
        except ValueError:
            raise SinceError("unread") from None
        if day is not None:
            if len(self.states) == 1:
                raise SinceError("nowhere")
            before = [s for s in self.states if s.day < day]
            return Step((before or self.states)[-1 if before else 0], self.present)
        known = (s for s in reversed(self.states) if s.version == asked.lower())
        found = next(known, None)
        if found is None:
            raise SinceError("nowhere" if len(self.states) == 1 else "unknown")
        return Step(found, self.present)


def history_of(where: Where) -> History:
    """Find the states that the tables of a place had.

    Parameters
    ----------
    where : Path, str or Store
        The folder of the tables, or another place, of which no earlier state is known.

    Returns
    -------
    History
        From git where the folder is in a work tree that keeps its files, else from the copies that
        imports kept; with the present state alone where there is neither.

    Raises
    ------
    OSError
        Where the tables cannot be read.

    Examples
    --------
    >>> from metrics.tables.read import DATA, data_version
    >>> history_of(DATA).present.version == data_version(DATA)
    True
    """
    store = store_of(where)
    contents = store.contents()
    changed = datetime.fromtimestamp(store.stamp().modified, UTC)
    present = State(changed, partial(_same, contents))
    folder = store.folder
    if folder is None:
        return History("nowhere", (present,))
    kept = commits(folder)
    if kept:
        return History("git", tuple(_committed(kept, present)))
    copies = tuple(_copied(folder, present))
    return History("copies" if len(copies) > 1 else "nowhere", copies)


def _committed(kept: tuple[Commit, ...], present: State) -> Iterator[State]:
    """Yield the committed states, and the present one where it is not committed.

    Files that were checked out are new to the system, and may end their lines otherwise: what is
    committed was changed when it was.
    """
    *earlier, last = (State(c.moment, c.contents) for c in kept)
    yield from earlier
    if between(last.read(), present.read()):
        yield from (last, present)
    else:
        yield State(last.moment, present.read)


def _copied(folder: Path, present: State) -> Iterator[State]:
    """Yield the states before each import, and the present one.

    A file that an import did not replace is as it was before the next that did. When the first of
    them became so, nobody knows.
    """
    after, became = present.read(), present.moment
    found: list[State] = []
    for place, record in imports(folder):
        if not record.done or not record.digest:
            continue
        when = datetime.fromisoformat(record.day).astimezone(UTC)
        if found:
            found[-1] = replace(found[-1], moment=when)
        elif _stands(record, after):
            became = when
        after = dict(_before(place, record, after))
        found.append(State(when, partial(_same, after), record.version))
    yield from reversed(found)
    yield replace(present, moment=became)


def _same(contents: Contents) -> Contents:
    return contents


def _stands(record: Import, contents: Contents) -> bool:
    """Tell whether the tables are still as an import left them."""
    tables = {schema.file: name for name, schema in table_schemas().items()}
    return all(
        sha256(contents.get(tables.get(file, ""), b"")).hexdigest() == new
        for file, (_, new) in record.files.items()
    )


def _before(place: Path, record: Import, after: Contents) -> Iterator[tuple[str, bytes]]:
    """Yield the files as they were before an import."""
    for name, schema in table_schemas().items():
        old, _ = record.files.get(schema.file, ("", ""))
        kept = place / schema.file
        if schema.file not in record.files and name in after:
            yield name, after[name]
        elif old and kept.is_file():
            yield name, kept.read_bytes()
