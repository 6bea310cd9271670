"""The last sound tables of a place that may change, break, be slow or go away while it is read."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from metrics.tables.dataset import Tables
from metrics.tables.loading import tables_of, unreadable
from metrics.tables.problems import DataError
from metrics.tables.read import Where, store_of, version_of
from metrics.tables.stores import Stamp, Store, StoreError

_LOG = logging.getLogger("dashboard")
# Seconds between two looks at a place that is not on this machine.
USUAL = 10.0
# Seconds after which a look that has no answer yet is told, and no first one is waited for longer.
LATE = 30.0


def seconds(told: str | None) -> float:
    """Read how often a place is looked at; as usual where nothing or no number is told.

    Examples
    --------
    >>> seconds("2.5"), seconds("often") == seconds(None) == USUAL
    (2.5, True)
    """
    with suppress(ValueError):
        return min(max(float(told or USUAL), 0.05), 86_400.0)
    return USUAL


POLL = seconds(os.environ.get("DATA_POLL"))


@dataclass(frozen=True)
class State:
    """What there is to show, and what is wrong.

    Parameters
    ----------
    tables : Tables, optional
        The last sound ones; None where there never were any.
    fault : DataError, optional
        What is wrong with the present ones, or with the place.
    modified : int
        When the last sound ones changed, in seconds since 1970.
    contents : mapping of str to bytes
        Their files.
    """

    tables: Tables | None = None
    fault: DataError | None = None
    modified: int = 0
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def sound(self) -> Tables:
        """Return the last sound tables; raise ``DataError`` where there never were any."""
        if self.tables is None:
            raise self.fault or DataError(())
        return self.tables


class Watch:
    """Looks at a place of tables, and holds the last sound ones.

    A folder of this machine is looked at whenever its state is asked for, which costs a few
    microseconds; any other place by a thread of its own, so that nobody ever waits for it.

    Parameters
    ----------
    where : callable
        Names the place.
    make : callable
        Makes tables of the contents of their files.

    Examples
    --------
    >>> from metrics.tables.read import DATA
    >>> watch = Watch(lambda: DATA)
    >>> watch.state().tables is watch.state().sound()
    True
    """

    def __init__(
        self,
        where: Callable[[], Where],
        make: Callable[[Mapping[str, bytes]], Tables] = tables_of,
    ) -> None:
        self._where, self._make = where, make
        self._looking, self._begin = threading.Lock(), threading.Lock()
        self._state = State()
        self._seen: Stamp | None = None
        self._asked: float | None = None
        self._thread: threading.Thread | None = None
        self._first, self._ended = threading.Event(), threading.Event()

    def state(self) -> State:
        """Return what there is to show; only the first who asks may have to wait for it."""
        store = store_of(self._where())
        if store.folder is None:
            self._watched(store)
            self._first.wait(LATE)
            return self._judged(store)
        # One looks, and others are served meanwhile what there is.
        if self._looking.acquire(blocking=self._state.tables is None):
            try:
                self._look(store)
            finally:
                self._looking.release()
        return self._state

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(LATE)

    def _watched(self, store: Store) -> None:
        """Begin to look, once."""
        with self._begin:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._keep_looking, args=(store,), name="tables", daemon=True
                )
                self._thread.start()

    def _keep_looking(self, store: Store) -> None:
        while True:
            try:
                self._look(store)
            except Exception:
                # The next look may go well, and what was sound is still served.
                _LOG.exception("fault while the tables are looked at")
            self._asked = None
            self._first.set()
            if self._ended.wait(POLL):
                return

    def _judged(self, store: Store) -> State:
        """Return the state, with what is wrong where an answer is long in coming."""
        asked = self._asked
        if asked is None or time.monotonic() - asked < LATE:
            return self._state
        slow = StoreError(store.name, "slow")
        return replace(self._state, fault=DataError([unreadable(slow, store)]))

    def _look(self, store: Store) -> None:
        """Take over what is new and sound; of all else note what is wrong."""
        try:
            self._asked = time.monotonic()
            stamp = store.stamp()
            if stamp == self._seen:
                return
            contents = store.contents()
        except OSError as fault:
            self._seen = None  # it may be over unseen
            self._note(DataError([unreadable(fault, store)]), fault)
            return
        finally:
            self._asked = None
        self._seen = stamp
        try:
            tables = self._state.tables
            if tables is None or version_of(contents) != tables.version:
                tables = self._make(contents)
            self._state = State(tables, None, int(stamp.modified), contents)
        except DataError as fault:
            self._note(fault, fault)

    def _note(self, fault: DataError, cause: Exception) -> None:
        """Hold a fault beside the last sound tables; one that is new is told in the log."""
        if self._state.fault is None or str(self._state.fault) != str(fault):
            _LOG.warning("the tables cannot be taken over: %s", fault, exc_info=cause.__cause__)
        self._state = replace(self._state, fault=fault)
