"""What all sessions share: the tables, and views built once and never changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar, cast

from metrics import DataError, Selection, Tables
from metrics.charts.plotly.style import Theme
from metrics.locale import Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.tables.kept import kept
from metrics.tables.loading import tables_of
from metrics.tables.read import DATA
from metrics.tables.watching import Watch

T = TypeVar("T")


# One is built at a time: two would not be ready sooner, and one may need what another makes.
_BUILD = threading.RLock()


class Shelf:
    """What was built once for all sessions; of more than it has room for the last ones stay.

    Views are asked for some ten times in a run, so that a look must cost nothing: the framework's
    own cache reads the signature of its function each time.

    Parameters
    ----------
    most : int
        How many it has room for.

    Examples
    --------
    >>> shelf = Shelf(2)
    >>> shelf.get("a", lambda: ["built"]), shelf.get("a", lambda: ["built again"])
    (['built'], ['built'])
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._look = threading.Lock()

    def get(self, wanted: Hashable, build: Callable[[], T]) -> T:
        """Return what is kept by a key, built where it is not there yet.

        Parameters
        ----------
        wanted : Hashable
            The key.
        build : callable
            Makes it.

        Returns
        -------
        T
            What was built; nobody may change it.
        """
        found = self._found(wanted)
        if found is None:
            with _BUILD:
                found = self._found(wanted)
                if found is None:
                    found = (build(),)
                    self._keep(wanted, found)
        return cast(tuple[T], found)[0]

    def _found(self, wanted: Hashable) -> object:
        """Return what was built, in a tuple, or None; it is the last that gives way."""
        with self._look:
            found = self._kept.get(wanted)
            if found is not None:
                self._kept.move_to_end(wanted)
            return found

    def _keep(self, wanted: Hashable, made: object) -> None:
        with self._look:
            self._kept[wanted] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


# What pages are made of, and what hangs on all that an address chooses: of that there is no end.
MOST = 512
_SHARED, _CHOSEN = Shelf(MOST), Shelf(128)


class Holder(Watch):
    """Holds the last sound tables of `DATA`, and the fault of those that stand there now."""

    def __init__(self) -> None:
        super().__init__(lambda: DATA, lambda contents: tables_of(contents))


_HOLDER = Holder()


def current() -> tuple[Tables | None, DataError | None]:
    """Return the last sound tables and the fault of the present ones; either may be None."""
    state = _HOLDER.state()
    return state.tables, state.fault


def selected(tables: Tables, selection: Selection) -> Tables:
    """Return the tables with other figures in view, made once for all sessions."""
    if selection == tables.selection:
        return tables
    return _selections(tables.printed).get(selection, lambda: in_view(tables, selection))


@kept
def _selections(_: Tables) -> Shelf:
    """Keep tables with other figures in view as long as those that they are of."""
    return Shelf(24)


def fullest(tables: Tables) -> Tables:
    """Return the tables with all that can be in view at all, by which addresses are understood."""
    return selected(tables, ALL_WITH_IMPLIED)


def served() -> Tables:
    """Return the last sound tables.

    Raises
    ------
    DataError
        Where there never were any, with what is wrong.
    """
    return _HOLDER.state().sound()


def modified() -> int:
    """Return when the last sound tables changed, in seconds."""
    return _HOLDER.state().modified


def contents() -> Mapping[str, bytes]:
    """Return the files of the present tables.

    Raises
    ------
    DataError
        Where they are not sound.
    """
    state = _HOLDER.state()
    if state.fault is not None:
        raise state.fault
    return state.contents


def shared(name: str, lang: Lang, colours: Theme, key: str, build: Callable[[], T]) -> T:
    """Build a view once for all sessions, by name, language, theme and what is in view.

    Parameters
    ----------
    name : str
        Of the view.
    lang : str
        ``zh`` or ``en``.
    colours : str
        ``light`` or ``dark``.
    key : str
        Names the data and what of it is in view.
    build : callable
        Makes it where it is not there yet.

    Returns
    -------
    T
        The view; nobody may change it.

    Examples
    --------
    >>> shared("a", "en", "light", "1", lambda: ["built"])
    ['built']
    >>> shared("a", "en", "light", "1", lambda: ["built again"])
    ['built']
    """
    return _SHARED.get((name, lang, colours, key), build)


def chosen(
    name: str,
    lang: Lang,
    colours: Theme,
    key: str,
    choices: Mapping[str, str],
    build: Callable[[], T],
) -> T:
    """Build a view as `shared` does, once for all sessions that chose the same in an address.

    Examples
    --------
    >>> chosen("a", "en", "light", "1", {"p": "2"}, lambda: ["built"])
    ['built']
    """
    return _CHOSEN.get((name, lang, colours, key, tuple(choices.items())), build)
