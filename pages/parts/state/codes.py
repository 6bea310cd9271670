"""Codes that a parameter of an address may hold, those of regions among them.

Regions are many, and their tables are read when one of them is named.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator

from metrics import DataError, Tables
from metrics.reconciliation import reconcile
from metrics.reconciliation.regions import PREFIX


def regional(tables: Tables) -> Tables:
    """Return the tables of the regions; none are known where they are at fault."""
    try:
        return tables.regional
    except DataError:
        return tables.restricted_to(())


class Codes(Collection[str]):
    """Codes of the tables; those of regions are looked for only where none of these is meant."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @abstractmethod
    def known(self, tables: Tables) -> Collection[str]:
        """Return the codes that some tables have."""

    def regional(self, code: str) -> bool:
        """Tell whether a code that is not known may be one of regions."""
        return "-" in code

    def __contains__(self, code: object) -> bool:
        if code in self.known(self._tables):
            return True
        return (
            isinstance(code, str)
            and self.regional(code)
            and code in self.known(regional(self._tables))
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.known(self._tables))

    def __len__(self) -> int:
        return len(self.known(self._tables))


class Indicators(Codes):
    """Ids of indicators."""

    def known(self, tables: Tables) -> Collection[str]:
        """Return the codes that some tables have."""
        return tables.definitions

    def regional(self, code: str) -> bool:
        """Tell whether a code that is not known may be one of regions."""
        return self._tables.stand_by_region([code])


class Areas(Codes):
    """Codes of economies and regions."""

    def known(self, tables: Tables) -> Collection[str]:
        """Return the codes that some tables have."""
        return tables.codes("area")


class SeriesKeys(Codes):
    """Names of series in addresses."""

    def known(self, tables: Tables) -> Collection[str]:
        """Return the codes that some tables have."""
        return tables.by_key

    def regional(self, code: str) -> bool:
        """Tell whether a code that is not known may be one of regions."""
        return self._tables.stand_by_region([code])


class Checks(Codes):
    """Names of relations."""

    def known(self, tables: Tables) -> Collection[str]:
        """Return the codes that some tables have."""
        return {c.relation.id for c in reconcile(tables)}

    def regional(self, code: str) -> bool:
        """Tell whether a code that is not known may be one of regions."""
        return code.startswith(PREFIX)
