"""How long a title may be, and the first of several wordings that keeps to it."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.locale import Lang
from metrics.wording.lines import cells

MOST_WORDS = 14
# Half-width cells: twenty-six characters of full width.
MOST_CELLS = 52


def fits(said: str, lang: Lang) -> bool:
    """Tell whether a title keeps to its length.

    Examples
    --------
    >>> fits("专利商标质押融资额8年增至10.1倍，达8,540亿元", "zh")
    True
    """
    return cells(said) <= MOST_CELLS if lang == "zh" else len(said.split()) <= MOST_WORDS


def first_fitting(wordings: Iterable[str], lang: Lang) -> str:
    """Give the first wording that keeps to the length of a title, else the last one.

    Parameters
    ----------
    wordings : iterable of str
        What tells most first.
    lang : str
        Of them.

    Returns
    -------
    str
        One of them; empty where there are none.
    """
    said = ""
    for said in wordings:
        if fits(said, lang):
            break
    return said
