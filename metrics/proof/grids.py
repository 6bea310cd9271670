"""Tables in plain text, rows of cells between bars: what each number in them is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from metrics.locale import Lang
from metrics.printed.lexicon import narrow

_ROW = re.compile(r"[^\S\n]*\|[^\n]*\|[^\S\n]*(?:\n|$)")
_RULE = re.compile(r"[\s|:+-]+")
_NUMBER = re.compile(r"\s*[^\w\s]{0,2}\s*\d[\d,.]*\s*[^\s\d|]{0,8}\s*")
_UNIT = re.compile(
    r"[(（\[]\s*(?:单位[:：])?([^()（）\[\]]{1,24})[)）\]]\s*$|[,，]\s*([^,，()]{1,12})$"
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?")
_DATE = re.compile(r"(?:19|20)\d\d")
_SCALE = {
    "zh": re.compile(r"(万亿|[万亿])"),
    "en": re.compile(r"(trillion|billion|million|thousand)", re.IGNORECASE),
}


@dataclass(frozen=True)
class Cell:
    """A cell with what its row and its column say.

    Parameters
    ----------
    start, end : int
        Its span.
    before, behind : str
        Words that a sentence would have before its number and behind it; empty of headings.
    scale : str
        What of those behind belongs to the number.
    """

    start: int
    end: int
    before: str = ""
    behind: str = ""
    scale: str = ""


def found_in(text: str) -> list[tuple[int, int]]:
    """Find the tables of a text: at least two rows of at least two cells.

    Examples
    --------
    >>> found_in("a\\n| 年 | 件 |\\n| 1 | 2 |\\nb")
    [(2, 22)]
    """
    found: list[tuple[int, int]] = []
    rows: list[re.Match[str]] = []
    for m in [*_ROW.finditer(text), None]:
        if m and rows and m.start() == rows[-1].end():
            rows.append(m)
            continue
        if len(rows) > 1 and rows[0][0].count("|") > 2:
            found.append((rows[0].start(), rows[-1].end()))
        rows = [m] if m else []
    return found


def cells(text: str, start: int, end: int, lang: Lang) -> Iterator[Cell]:
    """Yield the cells of a table.

    Parameters
    ----------
    text : str
        The whole text.
    start, end : int
        Span of the table.
    lang : str
        Language of the table.

    Yields
    ------
    Cell
        Each that holds something, in order.

    Examples
    --------
    >>> text = "| 年份 | 商标注册（万件） |\\n| 2022 | 617.7 |"
    >>> [c.before + text[c.start : c.end] + c.behind for c in cells(text, 0, len(text), "zh")][-1]
    '2022年商标注册617.7万件'
    """
    head: list[str] = []
    for row in _ROW.finditer(text, start, end):
        spans = list(_spans(text, row.start(), row.end()))
        words = [text[a:b] for a, b in spans]
        if _RULE.fullmatch("".join(words) or "-"):
            continue
        if not head:
            head = words
            yield from (Cell(a, b) for a, b in spans if text[a:b])
            continue
        for n, (a, b) in enumerate(spans):
            if not text[a:b]:
                continue
            if n == 0 or n >= len(head) or not _NUMBER.fullmatch(text[a:b]):
                yield Cell(a, b)
            else:
                yield _cell(a, b, (words[0], head[n], head[0]), lang)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the cells of a row, without the blanks around them."""
    inner = text[start:end].rstrip()
    first = start + inner.index("|") + 1
    at = first
    for part in inner[first - start : -1].split("|"):
        lead = len(part) - len(part.lstrip())
        yield at + lead, at + len(part.rstrip()) if part.strip() else at + lead
        at += len(part) + 1


def _cell(start: int, end: int, labels: tuple[str, str, str], lang: Lang) -> Cell:
    """Make the words around a number of its row, its column and the corner."""
    names, units = zip(*(_parted(label) for label in labels), strict=True)
    unit = units[1] or units[0] or units[2]
    when = sorted(names[:2], key=lambda name: not _DATE.match(name))
    said = [_said(name, lang) for name in when if name]
    scale = m[0] if (m := _SCALE[lang].match(unit) or _SCALE[lang].search(unit)) else ""
    if lang == "zh":
        return Cell(start, end, "".join(said), unit, scale)
    money = " yuan" if re.search(r"RMB|CNY|yuan", unit) else ""
    rest = " " + scale if scale else ""
    return Cell(start, end, " ".join(said) + " ", rest + money + ("%" if "%" in unit else ""), rest)


def _parted(label: str) -> tuple[str, str]:
    """Part a heading into its name and its unit."""
    plain = narrow(label).strip().strip("*_")
    m = _UNIT.search(plain)
    return (plain[: m.start()].strip(), (m[1] or m[2]).strip()) if m else (plain, "")


def _said(name: str, lang: Lang) -> str:
    """Write a heading as a sentence would have it: 2022 is 2022年, in 2022."""
    if not _YEAR.fullmatch(name):
        return name.replace(" ", "") if lang == "zh" else name
    return f"{_DATE.match(name)[0]}年" if lang == "zh" else f"In {name},"  # type: ignore[index]
