"""Texts broken into lines, Chinese and English, and guarded against being read as markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from unicodedata import east_asian_width

_NO_END = frozenset("（《“(")
_NO_START = frozenset("·，。；：、）》”’！？%,.;:)!?")
# A number with what is read in one breath with it.
BREATH = re.compile(
    r"([第超约近]?\d[\d,.]*(?:%|万亿|[万亿])?(?:个百分点|个月|[件元位年月分倍家户次项])?"
    r"(?:(?<=\d) (?:million|billion|trillion|months?|points?|years?)\b)?)"
)

_CHINESE = re.compile(r"[\u3400-\u9fff]")
# Behind a pause; and before a number with the word that belongs to it.
_PAUSE = re.compile(r"(?<=[，、；：])|(?<=\s)")
_PAUSE_OR_NUMBER = re.compile(_PAUSE.pattern + r"|(?<![\d.,第超约近])(?=[第超约近]?\d)")


def cells(text: str) -> int:
    """Return the width of a text in half-width cells."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _pieces(text: str) -> list[str]:
    """Split where a line may break: after each wide character, between Latin words."""
    pieces: list[str] = []
    for sign in text:
        wide = east_asian_width(sign) in "WF"
        before = pieces[-1][-1] if pieces else " "
        latin = not wide and before != " " and east_asian_width(before) not in "WF"
        dated = (before.isdigit() and sign in "年月日") or (before in "年月" and sign.isdigit())
        if pieces and (sign in _NO_START or before in _NO_END or latin or dated):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _unparted(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Split where a line may break, but not within what is read in one breath, where it fits."""
    kept = [m.span() for m in BREATH.finditer(text) if fits(m.group())]
    pieces: list[str] = []
    at = 0
    for piece in _pieces(text):
        inside = any(start < at < end for start, end in kept)
        at += len(piece)
        if inside:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def wrap(text: str, width: float, measure: Callable[[str], float] = cells) -> list[str]:
    """Break a Chinese or English text into lines of at most ``width`` cells.

    Parameters
    ----------
    text : str
        Without line breaks.
    width : float
        Of a line, as ``measure`` counts it.
    measure : callable
        Width of a text, where it is not counted in cells.

    Returns
    -------
    list of str
        At least one line.

    Examples
    --------
    >>> wrap("发明专利平均审查周期", 10)
    ['发明专利平', '均审查周期']
    >>> wrap("patents in force", 10)
    ['patents in', 'force']

    A number and its unit stay together.

    >>> wrap("审查周期缩短至15个月", 16)
    ['审查周期缩短至', '15个月']
    """
    lines = [""]
    for piece in _unparted(text, lambda whole: measure(whole) <= width):
        if lines[-1] and measure((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def wrap_title(text: str, width: float, measure: Callable[[str], float] = cells) -> list[str]:
    """Break a title into lines, a Chinese one where it may be paused or before a number.

    Parameters
    ----------
    text : str
        Without line breaks.
    width : float
        Of a line, as ``measure`` counts it.
    measure : callable
        Width of a text, where it is not counted in cells.

    Returns
    -------
    list of str
        At least one line; a Chinese phrase that is longer than a line is broken within.

    Examples
    --------
    >>> wrap_title("发明专利审查周期缩短至15个月，商标注册缩短至4个月", 40)
    ['发明专利审查周期缩短至15个月，', '商标注册缩短至4个月']
    >>> wrap_title("patents in force", 10)
    ['patents in', 'force']
    """
    return (
        wrap_phrases(text, width, measure)
        or wrap_phrases(text, width, measure, numbers=True)
        or wrap(text, width, measure)
    )


def wrap_phrases(
    text: str, width: float, measure: Callable[[str], float] = cells, *, numbers: bool = False
) -> list[str]:
    """Break a title so that no phrase is parted; no line where one is longer than a line.

    Parameters
    ----------
    text : str
        Without line breaks.
    width : float
        Of a line, as ``measure`` counts it.
    measure : callable
        Width of a text, where it is not counted in cells.
    numbers : bool
        Whether a phrase may end before a number.

    Returns
    -------
    list of str
        Lines, or none.

    Examples
    --------
    >>> wrap_phrases("发明专利审查周期", 10)
    []
    """
    if not _CHINESE.search(text):
        return wrap(text, width, measure)
    lines = [""]
    ends = _PAUSE_OR_NUMBER if numbers else _PAUSE
    for phrase in filter(None, ends.split(text)):
        if measure(phrase.rstrip()) > width:
            return []
        if lines[-1] and measure((lines[-1] + phrase).rstrip()) > width:
            lines.append("")
        lines[-1] += phrase if lines[-1] else phrase.lstrip()
    return [line.rstrip() for line in lines]


def plain(text: str) -> str:
    """Guard a text against being read as markup; Plotly shows quotation marks as they are."""
    return escape(text, quote=False)
