"""What was made of the tables lately: edits of a deck make again only what they change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import ref

from metrics.tables.dataset import Tables

T = TypeVar("T")


class Recent(Generic[T]):
    """The last results made of some tables, by what was asked for; safe among threads.

    Parameters
    ----------
    most : int
        How many are kept.

    Examples
    --------
    >>> from metrics import load
    >>> tables, recent = load(), Recent(2)
    >>> recent.get(tables, "a", lambda: 1), recent.get(tables, "a", lambda: 2)
    (1, 1)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[ref[Tables], Hashable], T] = OrderedDict()
        self._lock = Lock()

    def get(self, tables: Tables, asked: Hashable, make: Callable[[], T]) -> T:
        """Return the result of the same question to the same tables, or a new one.

        Parameters
        ----------
        tables : Tables
            The tables, with what is in view.
        asked : Hashable
            What tells one question from another.
        make : Callable[[], T]
            Makes the answer.

        Returns
        -------
        T
            The answer, the same object where it was asked before.

        Examples
        --------
        >>> from metrics import load
        >>> tables = load()
        >>> recent = Recent(8)
        >>> recent.get(tables, "a", list) is recent.get(tables, "a", list)
        True
        """
        # The tables are not held: what was made of those that are gone is never asked for.
        key = (ref(tables), asked)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
