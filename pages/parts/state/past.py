"""What changed in the tables, worked out once for each version of them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from metrics.history.listing import Day, days
from metrics.history.states import history_of
from metrics.locale import LANGS, Lang
from metrics.tables.dataset import Tables
from metrics.tables.read import DATA, store_of
from pages.parts.state.store import modified

T = TypeVar("T")
_LOG = logging.getLogger("dashboard")


class Kept:
    """Something that is worked out once for a version of the tables; others wait for it.

    Only what belongs to the last version is kept.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[str, object] = ("", None)

    def get(self, version: str, make: Callable[[], T]) -> T:
        """Return it, made where it is not there yet."""
        with self._lock:
            if self._kept[0] != version:
                self._kept = (version, make())
            made: T = self._kept[1]  # type: ignore[assignment]
            return made


_CHANGED, _DAYS = Kept(), Kept()


def changed(tables: Tables) -> date:
    """Return the day on which the tables last changed: as git says or imports do, else the files.

    Parameters
    ----------
    tables : Tables
        Those that are served.

    Returns
    -------
    date
        Of files that were only copied or checked out not the day of that.
    """
    return _CHANGED.get(tables.version, _changed)


def _changed() -> date:
    try:
        if _kept_here():
            return history_of(DATA).changed
    except Exception:
        # Pages are worth more than the day on their foot.
        _LOG.exception("fault in the history of the tables")
    return datetime.fromtimestamp(modified(), UTC).date()


def _kept_here() -> bool:
    """Tell whether earlier states may be known: folders alone keep them, in git or as copies."""
    return store_of(DATA).folder is not None


def last_days(tables: Tables, lang: Lang) -> tuple[Day, ...]:
    """Return what changed on the last days, worked out when first asked for.

    Parameters
    ----------
    tables : Tables
        Those that are served.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    tuple of Day
        The latest first; none where no earlier state is known.
    """
    return _DAYS.get(tables.version, lambda: _days(tables))[lang]


def _days(tables: Tables) -> dict[Lang, tuple[Day, ...]]:
    """Say it in every language at once: the rows of earlier states are many, and not kept."""
    whole = tables.printed.national or tables.printed
    if not _kept_here():
        return dict.fromkeys(LANGS, ())
    try:
        steps = history_of(DATA).days
        return {lang: days(whole, steps, lang) for lang in LANGS}
    except Exception:
        _LOG.exception("fault in the history of the tables")
        return dict.fromkeys(LANGS, ())
