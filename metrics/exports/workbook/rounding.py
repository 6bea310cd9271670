"""Live formulas rounded as the program rounds, so that both give one number."""

from __future__ import annotations


def rounding(formula: str, digits: int) -> str:
    """Return a formula rounded to so many decimals, without an equals sign.

    Binary numbers miss exact halves by a little; the inner rounding brings them back.

    Examples
    --------
    >>> rounding("B1/A1*100", 1)
    'ROUND(ROUND(B1/A1*100,7),1)'
    """
    return f"ROUND(ROUND({formula},{digits + 6}),{digits})"
