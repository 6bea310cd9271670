"""The sums by which a whole table checks itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from metrics.curation.areas import ABROAD
from metrics.model.series import HOME
from metrics.printed.interval import Interval
from metrics.printed.reading import Reading
from metrics.tables.spelling import skeleton

# What heads a row or column: a code, the total; None where that cannot be told.
Heads = str | None
TOTAL = ""
_TOTALS = frozenset({"合计", "总计", "小计", "总数", "total", "sum", "grandtotal"})


@dataclass(frozen=True)
class Total:
    """A total held against the sum of its parts.

    Parameters
    ----------
    row, column : int
        Where it stands.
    stands : str
        What stands there, in the base unit.
    details : mapping of str to str
        The sum and the number of its parts.
    agrees : bool
        Whether the two have a value in common, given how each figure is rounded.
    whole : bool
        Whether all parts are there; else they may be less than the total.
    """

    row: int
    column: int
    stands: str
    details: dict[str, str]
    agrees: bool
    whole: bool = True


def is_total(written: str) -> bool:
    """Tell whether a heading is that of totals.

    Examples
    --------
    >>> is_total("合 计"), is_total("Grand total"), is_total("全国")
    (True, True, False)
    """
    return skeleton(written) in _TOTALS


def totals(
    figures: Mapping[tuple[int, int], Reading],
    down: Mapping[int, Heads],
    across: Mapping[int, Heads],
) -> Iterator[Total]:
    """Hold the rows and columns of totals to the sums of the others.

    Parameters
    ----------
    figures : mapping of (int, int) to Reading
        What each cell says, by row and column.
    down, across : mapping of int to str
        The headings of the rows and the columns.

    Yields
    ------
    Total
        One for each direction in which a cell is a total; of the total of all the second only
        where the first agrees, as one is enough to be told wrong.

    Examples
    --------
    >>> from metrics.printed.reading import read_printed
    >>> column = {2: "1.2万", 3: "2.3万", 4: "3.6万"}
    >>> figures = {(row, 2): read_printed(printed) for row, printed in column.items()}
    >>> [(t.agrees, t.details) for t in totals(figures, {2: "CN", 3: "US", 4: TOTAL}, {2: "2024"})]
    [(True, {'sum': '35000', 'count': '2'})]
    """
    for (row, column), reading in figures.items():
        below = [
            other
            for (r, c), other in figures.items()
            if c == column and down[row] == TOTAL != down[r]
        ]
        beside = [
            other
            for (r, c), other in figures.items()
            if r == row and across[column] == TOTAL != across[c]
        ]
        for parts in filter(None, (below, beside)):
            total = _total(row, column, reading, parts)
            yield total
            if not total.agrees:
                break


def totals_by_region(
    figures: Mapping[tuple[int, int], Reading],
    areas: Mapping[int, Heads],
    every: Collection[str],
    *,
    down: bool,
) -> Iterator[Total]:
    """Hold the regions of a table to their total, and that and what is from abroad to the sum.

    Parameters
    ----------
    figures : mapping of (int, int) to Reading
        What each cell says, by row and column.
    areas : mapping of int to str
        The areas of the rows or columns.
    every : collection of str
        The regions that are whole together.
    down : bool
        Whether the areas run down.

    Yields
    ------
    Total
        Of each period the total of its regions, and the total of all.

    Examples
    --------
    >>> from metrics.printed.reading import read_printed
    >>> printed = {2: "33", 3: "20", 4: "12", 5: "7", 6: "40"}
    >>> figures = {(row, 2): read_printed(own) for row, own in printed.items()}
    >>> areas = {2: "CN", 3: "CN-BJ", 4: "CN-GD", 5: ABROAD, 6: TOTAL}
    >>> found = totals_by_region(figures, areas, {"CN-BJ", "CN-GD"}, down=True)
    >>> [(t.row, t.agrees, t.details["sum"]) for t in found]
    [(2, False, '32'), (6, True, '40')]
    """
    lines: dict[int, dict[str, tuple[tuple[int, int], Reading]]] = {}
    for (row, column), reading in figures.items():
        own, line = (row, column) if down else (column, row)
        if (area := areas[own]) is not None:
            lines.setdefault(line, {})[area] = (row, column), reading
    for told in lines.values():
        parts = [reading for a, (_, reading) in told.items() if a not in (HOME, ABROAD, TOTAL)]
        whole = told.keys() >= {*every}
        if HOME in told and parts:
            (row, column), reading = told[HOME]
            yield _total(row, column, reading, parts, whole=whole)
        if TOTAL in told:
            (row, column), reading = told[TOTAL]
            own_parts = [told[HOME][1]] if HOME in told else parts
            abroad = [told[ABROAD][1]] if ABROAD in told else []
            if own_parts:
                is_whole = bool(abroad) and (HOME in told or whole)
                yield _total(row, column, reading, [*own_parts, *abroad], whole=is_whole)


def _total(
    row: int, column: int, total: Reading, parts: Sequence[Reading], *, whole: bool = True
) -> Total:
    low = sum((p.value - _half(p) for p in parts), Decimal(0))
    high = sum((p.value + _half(p) for p in parts), Decimal(0))
    own = Interval(total.value - _half(total), total.value + _half(total))
    value = sum((p.value for p in parts), Decimal(0))
    details = {"sum": f"{value.normalize():f}", "count": str(len(parts))}
    stands = f"{total.value.normalize():f}"
    may_be = Interval(low, high if whole else None)
    return Total(row, column, stands, details, may_be.intersects(own), whole)


def _half(reading: Reading) -> Decimal:
    """Return how far a figure may be from what is printed; counted to the last one, not at all."""
    return Decimal(0) if reading.last_digit_unit == 1 else reading.last_digit_unit / 2
