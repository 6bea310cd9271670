"""The sums by which a whole table checks itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

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
    """

    row: int
    column: int
    stands: str
    details: dict[str, str]
    agrees: bool


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


def _total(row: int, column: int, total: Reading, parts: list[Reading]) -> Total:
    low = sum((p.value - _half(p) for p in parts), Decimal(0))
    high = sum((p.value + _half(p) for p in parts), Decimal(0))
    own = Interval(total.value - _half(total), total.value + _half(total))
    value = sum((p.value for p in parts), Decimal(0))
    details = {"sum": f"{value.normalize():f}", "count": str(len(parts))}
    stands = f"{total.value.normalize():f}"
    return Total(row, column, stands, details, Interval(low, high).intersects(own))


def _half(reading: Reading) -> Decimal:
    """Return how far a figure may be from what is printed; counted to the last one, not at all."""
    return Decimal(0) if reading.last_digit_unit == 1 else reading.last_digit_unit / 2
