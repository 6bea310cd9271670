"""How many lines a text takes up in a column."""

from __future__ import annotations

from metrics.wording.lines import wrap


def lines_of(words: str, width: float) -> int:
    """Count the lines of a text in a column of some width.

    Examples
    --------
    >>> lines_of("patents in force", 20), lines_of("发明专利平均审查周期", 12)
    (1, 2)
    """
    return len(wrap(words, int(width)))
