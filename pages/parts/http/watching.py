"""The settings of those who watch the server: who may read its figures, how it logs and ends."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network
ANYBODY = "*"
LOCAL = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
# Who stops a server by force waits no longer.
LONGEST_DRAIN = 3600.0


@dataclass(frozen=True)
class Watching:
    """The settings as they are understood.

    Parameters
    ----------
    scrapers : tuple of network, optional
        From which figures may be asked for; None: from everywhere.
    json : bool
        Whether the log is JSON, a line a record.
    drain : float
        Seconds for which an ending process goes on serving.
    faults : tuple of (str, str)
        Variables with a value that cannot be understood, and that value, which does not count.
    """

    scrapers: tuple[Network, ...] | None = LOCAL
    json: bool = False
    drain: float = 0.0
    faults: tuple[tuple[str, str], ...] = ()


def read(scrapers: str = "", log: str = "", drain: str = "") -> Watching:
    """Understand the values of the variables.

    Parameters
    ----------
    scrapers : str
        Of ``METRICS_FROM``.
    log : str
        Of ``LOG_FORMAT``.
    drain : str
        Of ``DRAIN_SECONDS``.

    Returns
    -------
    Watching
        What counts, and what does not.

    Examples
    --------
    >>> read("10.0.0.0/8", "json", "15").drain
    15.0
    >>> read("office", "xml", "soon").faults
    (('METRICS_FROM', 'office'), ('LOG_FORMAT', 'xml'), ('DRAIN_SECONDS', 'soon'))
    """
    faults: list[tuple[str, str]] = []

    def understood(variable: str, value: str, reader: Callable[[str], object]) -> bool:
        try:
            reader(value)
        except ValueError:
            faults.append((variable, value))
            return False
        return True

    asked = [one for one in re.split(r"[\s,;]+", scrapers.strip()) if one]
    named = [one for one in asked if one == ANYBODY or understood("METRICS_FROM", one, _network)]
    networks = None if ANYBODY in named else tuple(map(_network, named)) or LOCAL
    kind = log.strip().casefold()
    if kind not in ("", "text", "json"):
        faults.append(("LOG_FORMAT", log))
    wait = drain.strip() or "0"
    seconds = _seconds(wait) if understood("DRAIN_SECONDS", wait, _seconds) else 0.0
    return Watching(networks, kind == "json", seconds, tuple(faults))


def _network(value: str) -> Network:
    return ip_network(value, strict=False)


def _seconds(value: str) -> float:
    seconds = float(value)
    if not 0 <= seconds <= LONGEST_DRAIN:
        raise ValueError(value)
    return seconds


@cache
def watching() -> Watching:
    """Return the settings of this process."""
    return read(
        os.environ.get("METRICS_FROM", ""),
        os.environ.get("LOG_FORMAT", ""),
        os.environ.get("DRAIN_SECONDS", ""),
    )
