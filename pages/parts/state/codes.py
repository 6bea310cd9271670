"""Codes that a parameter of an address may hold, those of regions among them.

Regions are many, and their tables are read when one of them is named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from metrics import DataError, Tables
from metrics.reconciliation import readings
from metrics.reconciliation.regions import PREFIX


def regional(tables: Tables) -> Tables:
    """Return the tables of the regions; none are known where they are at fault."""
    try:
        return tables.regional
    except DataError:
        return tables.restricted_to(())


class Codes(Collection[str]):
    """Codes of the tables; those of regions are looked for only where none of these is meant.

    Parameters
    ----------
    tables : Tables
        The tables.
    known : callable
        Returns the codes that some tables have.
    of_regions : callable
        Tells whether a code that is not known may be one of regions.
    """

    def __init__(
        self,
        tables: Tables,
        known: Callable[[Tables], Collection[str]],
        of_regions: Callable[[str], bool],
    ) -> None:
        self._tables, self._known, self._of_regions = tables, known, of_regions

    def __contains__(self, code: object) -> bool:
        if code in self._known(self._tables):
            return True
        may_be = isinstance(code, str) and self._of_regions(code)
        return may_be and code in self._known(regional(self._tables))

    def __iter__(self) -> Iterator[str]:
        return iter(self._known(self._tables))

    def __len__(self) -> int:
        return len(self._known(self._tables))


def indicators(tables: Tables) -> Codes:
    """Return the ids of indicators."""
    return Codes(tables, lambda t: t.definitions, lambda code: tables.stand_by_region([code]))


def areas(tables: Tables) -> Codes:
    """Return the codes of economies and regions."""
    return Codes(tables, lambda t: t.codes("area"), lambda code: "-" in code)


def series_keys(tables: Tables) -> Codes:
    """Return the names of series in addresses."""
    return Codes(tables, lambda t: t.by_key, lambda code: tables.stand_by_region([code]))


def checks(tables: Tables) -> Codes:
    """Return the names of relations."""
    return Codes(tables, readings, lambda code: code.startswith(PREFIX))
