"""What is made of tables is kept with them: as long as they live, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from metrics.tables.dataset import Tables

T = TypeVar("T")


def kept(make: Callable[[Tables], T]) -> Callable[[Tables], T]:
    """Have a function made once for the same tables.

    A cache of the last thirty tables would hold those of thirty trials long after their readers
    have gone; here they go together.

    Parameters
    ----------
    make : callable
        Makes something of tables that nobody changes.

    Returns
    -------
    callable
        Makes it where the tables do not have it yet.

    Examples
    --------
    >>> from metrics import load
    >>> @kept
    ... def counted(tables):
    ...     print("counted")
    ...     return len(tables.sources) > 0
    >>> counted(load()), counted(load())
    counted
    (True, True)
    """

    @wraps(make)
    def ask(tables: Tables) -> T:
        if make not in tables.made:
            tables.made[make] = make(tables)
        return cast(T, tables.made[make])

    return ask
