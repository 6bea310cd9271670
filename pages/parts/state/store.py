"""What all sessions share: the tables, and views built once and never changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TypeVar, cast

import streamlit as st

from metrics import DataError, Selection, Tables
from metrics.charts.plotly.style import Theme
from metrics.locale import Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.tables.loading import tables_of
from metrics.tables.read import DATA
from metrics.tables.watching import Watch

T = TypeVar("T")


class Holder(Watch):
    """Holds the last sound tables of `DATA`, and the fault of those that stand there now."""

    def __init__(self) -> None:
        super().__init__(lambda: DATA, lambda contents: tables_of(contents))


_HOLDER = Holder()


def current() -> tuple[Tables | None, DataError | None]:
    """Return the last sound tables and the fault of the present ones; either may be None."""
    state = _HOLDER.state()
    return state.tables, state.fault


@st.cache_resource(max_entries=24, show_spinner=False)
def _selected(key: str, selection: Selection, _tables: Tables) -> Tables:
    return in_view(_tables, selection)


def selected(tables: Tables, selection: Selection) -> Tables:
    """Return the tables with other figures in view, made once for all sessions."""
    if selection == tables.selection:
        return tables
    return _selected(tables.printed.key, selection, tables)


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


# Views are asked for some ten times in a run, so that a look at the table below must cost nothing;
# the framework's own cache reads the signature of its function each time.
MOST = 512
_KEPT: OrderedDict[tuple[str, Lang, Theme, str], object] = OrderedDict()
_LOOK = threading.Lock()
# One is built at a time: two would not be ready sooner, and one may need what another makes.
_BUILD = threading.RLock()


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
    wanted = (name, lang, colours, key)
    found = _kept(wanted)
    if found is None:
        with _BUILD:
            found = _kept(wanted)
            if found is None:
                found = (build(),)
                _keep(wanted, found)
    return cast(tuple[T], found)[0]


def _kept(wanted: tuple[str, Lang, Theme, str]) -> object:
    """Return what was built, in a tuple, or None; it is the last that gives way."""
    with _LOOK:
        found = _KEPT.get(wanted)
        if found is not None:
            _KEPT.move_to_end(wanted)
        return found


def _keep(wanted: tuple[str, Lang, Theme, str], made: object) -> None:
    with _LOOK:
        _KEPT[wanted] = made
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
