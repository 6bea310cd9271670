"""What is made of tables is kept with them: as long as they live, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from metrics.tables.dataset import Tables

P = ParamSpec("P")
T = TypeVar("T")
# Results that some tables keep of one function, which may be asked for as many as visitors choose.
MOST = 32


def kept(make: Callable[Concatenate[Tables, P], T]) -> Callable[Concatenate[Tables, P], T]:
    """Have a function made once for the same tables, and what else it is asked by.

    A cache of the last thirty tables would hold those of thirty trials long after their readers
    have gone; here they go together.

    Parameters
    ----------
    make : callable
        Makes something of tables that nobody changes, and of values that can be keys.

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
    def ask(tables: Tables, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if make not in tables.made:
            tables.made.setdefault(make, lru_cache(MOST)(partial(make, tables)))
        return cast(Callable[P, T], tables.made[make])(*args, **kwargs)

    return ask
