"""What tells some names apart, where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from metrics.locale import Lang

# An addition to a name begins with one of these.
_ADDED = (", ", "，", "（", " (")
_SIGNS = frozenset(",，（）()、:：.")
# Signs that Chinese names must share and keep.
_LEAST = 2


def clause(name: str) -> str:
    """Return what of a name stands before its addition.

    Examples
    --------
    >>> clause("国内（不含港澳台）"), clause("Domestic, excl. Hong Kong"), clause("Foreign")
    ('国内', 'Domestic', 'Foreign')
    """
    at = [name.find(sign) for sign in _ADDED]
    return name[: min((n for n in at if n > 0), default=len(name))]


def apart(names: Sequence[str], lang: Lang) -> list[str]:
    """Leave out of names what all of them share: the end of Chinese ones, the first English words.

    Parameters
    ----------
    names : sequence of str
        Two or more.
    lang : str
        ``zh`` or ``en``.

    Returns
    -------
    list of str
        As they were where they share nothing, or nothing but that would be left of one.

    Examples
    --------
    >>> apart(["发明专利审查周期", "商标注册审查周期"], "zh")
    ['发明专利', '商标注册']
    >>> apart(["Examination period of patents", "Examination period of trade marks"], "en")
    ['Patents', 'Trade marks']
    """
    if lang == "zh":
        count = _shared([name[::-1] for name in names])
        kept = [name[: len(name) - count] for name in names]
        return kept if count >= _LEAST and min(map(len, kept)) >= _LEAST else list(names)
    words = [name.split() for name in names]
    count = _shared(words)
    told = [" ".join(own[count:]) for own in words]
    if count < _LEAST or not all(told):
        return list(names)
    return [name[0].upper() + name[1:] for name in told]


def _shared(names: Sequence[Sequence[str]]) -> int:
    """Return how many parts all begin with, none of them with a sign."""
    same = takewhile(
        lambda parts: len(set(parts)) == 1 and not _SIGNS & set(parts[0]),
        zip(*names, strict=False),
    )
    return len(list(same))
