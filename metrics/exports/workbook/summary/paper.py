"""How high a row of wrapped texts is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from metrics.wording.lines import wrap
from metrics.wording.widths import spaced

# Letters of ten points that a column has room for, of its width in digits; Latin ones are set
# closer than they are counted.
EMS, CLOSER = 0.525, 1.08
# Height of a row of one line, and of each line of one with several, in points.
ONE, EACH, ROOM = 16.5, 13.0, 3.0


# Many rows share a unit, a scope or a period.
@lru_cache(maxsize=4096)
def lines_of(words: str, width: float) -> int:
    """Count the lines of a text in a column of some width.

    Examples
    --------
    >>> lines_of("patents in force", 20), lines_of("发明专利平均审查周期", 12)
    (1, 2)
    """
    room = width * EMS * (CLOSER if words.isascii() else 1)
    return len(wrap(words, room, spaced))


def height_of(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height of a row of texts, each with the width of its column.

    Examples
    --------
    >>> height_of([("patents in force", 20), ("patents", 20)]), height_of([("patents in force", 9)])
    (16.5, 29.0)
    """
    lines = max(lines_of(words, width) for words, width in texts)
    return ONE if lines == 1 else EACH * lines + ROOM
