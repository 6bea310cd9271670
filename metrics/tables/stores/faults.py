"""What went wrong with a database, in the words of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from metrics.tables.stores.store import INSTALL, StoreError

# By SQLSTATE, or by its class: https://www.postgresql.org/docs/current/errcodes-appendix.html
_REASONS = {
    "28": "refused",
    "42501": "refused",
    "25006": "refused",
    "3D000": "absent",
    "3F000": "absent",
    "42P01": "absent",
    "22021": "encoding",
    "22P05": "encoding",
    "57014": "slow",
    "55P03": "slow",
    "08": "unreachable",
    "53": "unreachable",
    "57P": "unreachable",
}
# A connection that fails has no SQLSTATE: what the server says of it, in English as it mostly is.
_SAID = {
    "password": "refused",
    "authentication": "refused",
    "pg_hba": "refused",
    "role ": "refused",
    "permission denied for": "refused",
    "database ": "absent",
}


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn whatever the database and its driver raise into one error.

    Parameters
    ----------
    place : str
        The address, without its password.

    Raises
    ------
    StoreError
        In the place of any other.
    """
    try:
        yield
    except StoreError:
        raise
    except ImportError as fault:
        lacking = fault.name or str(fault)
        raise StoreError(place, "packages", named=lacking, install=INSTALL) from fault
    except ValueError as fault:  # a port that is no number
        raise StoreError(place, "address") from fault
    except Exception as fault:
        if type(fault).__module__.partition(".")[0] not in ("sqlalchemy", "psycopg"):
            raise
        raise _told(place, fault) from fault


def _told(place: str, fault: Exception) -> StoreError:
    """Name what the driver raised, itself or by way of SQLAlchemy, which holds it."""
    raised: Any = getattr(fault, "orig", None) or fault
    state = getattr(raised, "sqlstate", None) or ""
    if state:
        known = (_REASONS[part] for part in (state, state[:3], state[:2]) if part in _REASONS)
        reason = next(known, "failed")
        return StoreError(place, reason, code=state)
    # What the server has no part in is the network's, or what is asked of it is not understood.
    of_server = type(raised).__name__ in ("OperationalError", "ConnectionTimeout")
    return StoreError(place, _connecting(str(raised)) if of_server else "address")


def _connecting(said: str) -> str:
    """Say why there is no connection, by what the server or the network said."""
    _, fatal, reason = said.partition("FATAL:")
    found = (_SAID[word] for word in _SAID if word in reason)
    return next(found, "unreachable") if fatal else "unreachable"
