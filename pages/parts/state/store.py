"""What all sessions share: the tables, and views built once and never changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

from metrics import DataError, Selection, Tables, load
from metrics.charts.template import Theme
from metrics.locale import Lang
from metrics.reconciliation import ALL_WITH_IMPLIED, in_view
from metrics.tables.read import DATA, data_version, table_schemas

T = TypeVar("T")
Stamp = tuple[tuple[int, int], ...]


@dataclass
class Holder:
    """The last sound tables, and the fault of the files as they are now."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    stamp: Stamp = ()
    tables: Tables | None = None
    fault: DataError | None = None


_HOLDER = Holder()


def _stamp() -> Stamp:
    """Size and time of each file: a cheap sign that something changed."""
    found = []
    for schema in table_schemas().values():
        path = DATA / schema.file
        state = path.stat() if path.is_file() else None
        found.append((state.st_mtime_ns, state.st_size) if state else (0, 0))
    return tuple(found)


def current() -> tuple[Tables | None, DataError | None]:
    """Return the last sound tables and the fault of the present files; either may be None."""
    with _HOLDER.lock:
        stamp = _stamp()
        if stamp != _HOLDER.stamp:
            _HOLDER.stamp = stamp
            try:
                if _HOLDER.tables is None or data_version(DATA) != _HOLDER.tables.version:
                    _HOLDER.tables = load()
                _HOLDER.fault = None
            except DataError as fault:
                _HOLDER.fault = fault
        return _HOLDER.tables, _HOLDER.fault


@st.cache_resource(max_entries=24, show_spinner=False)
def _selected(version: str, selection: Selection, _tables: Tables) -> Tables:
    return in_view(_tables, selection)


def selected(tables: Tables, selection: Selection) -> Tables:
    """The tables with other figures in view, made once for all sessions."""
    if selection == tables.selection:
        return tables
    return _selected(tables.version, selection, tables)


def fullest(tables: Tables) -> Tables:
    """The tables with all that can be in view at all, by which addresses are understood."""
    return selected(tables, ALL_WITH_IMPLIED)


def current_tables() -> Tables:
    """Return the tables; raise their `DataError` while the files are at fault."""
    tables, fault = current()
    if fault is not None:
        raise fault
    assert tables is not None
    return tables


@st.cache_resource(max_entries=96, show_spinner=False)
def shared(name: str, lang: Lang, colours: Theme, key: str, _build: Callable[[], T]) -> T:
    """Build a view once for all sessions, by name, language, theme and what is in view."""
    return _build()
