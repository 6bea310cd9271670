"""Tables in plain text, rows of cells between bars: what each number in them is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from metrics.locale import Lang
from metrics.printed.lexicon import narrow

_RULE = re.compile(r"[\s|:+-]+")
_NUMBER = re.compile(r"\s*[^\w\s]{0,2}\s*\d[\d,.]*\s*[^\s\d|]{0,8}\s*")
_UNIT = re.compile(
    r"[(（\[]\s*(?:单位[:：])?([^()（）\[\]]{1,24})[)）\]]\s*$|[,，]\s*([^,，()]{1,12})$"
)
_GROWTH = re.compile(
    r"(?:同比|增速|增幅|增长率?|growth|change|y/y|yoy|year[- ]on[- ]year)"
    r"(?:增长|增减|growth|change)?"
    r"\s*(?:[(（]?%[)）]?)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?")
_DATE = re.compile(r"(?:19|20)\d\d")
_SCALE = {
    "zh": re.compile(r"(万亿|[万亿])"),
    "en": re.compile(r"(trillion|billion|million|thousand)", re.IGNORECASE),
}


_TOTAL = re.compile(r"\s*(?:合计|总计|总数|总量|共计|totals?|sum|all|together)\b.*", re.IGNORECASE)

Sums = Literal["", "row", "column"]


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
    at : tuple of int
        Its row and its column.
    sums : str
        Whether it is the total of its row or of its column; empty where it is none.
    """

    start: int
    end: int
    before: str = ""
    behind: str = ""
    scale: str = ""
    at: tuple[int, int] = (0, 0)
    sums: Sums = ""


def found_in(text: str) -> list[tuple[int, int]]:
    """Find the tables of a text: at least two rows of at least two cells.

    Examples
    --------
    >>> found_in("a\\n| 年 | 件 |\\n| 1 | 2 |\\nb")
    [(2, 22)]
    """
    found: list[tuple[int, int]] = []
    rows: list[tuple[int, int]] = []
    for row in [*_rows(text), None]:
        if row and rows and row[0] == rows[-1][1]:
            rows.append(row)
            continue
        if len(rows) > 1 and re.search(r"\|.*\||\t", text[slice(*rows[0])]):
            found.append((rows[0][0], rows[-1][1]))
        rows = [row] if row else []
    return found


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what may be rows: between bars, or of cells with tabs between them.

    Line by line: a pattern that is tried at each sign takes very long where a line is.
    """
    at = 0
    for line in text.split("\n"):
        end = min(at + len(line) + 1, len(text))
        words = line.rstrip()
        cells = line[line.rfind("|") + 1 :].lstrip("\t")
        if words.endswith("|") and words.count("|") > 1:
            yield at + len(line[: line.index("|")].rstrip()), end
        elif "\t" in cells:
            yield at + len(line) - len(cells), end
        at = end


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
    for first, last in _rows(text[start:end]):
        spans = list(_spans(text, start + first, start + last))
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
                continue
            growth = n > 1 and _GROWTH.fullmatch(head[n].strip()) is not None
            named = _named_before(head, n) if growth else head[n]
            cell = _cell(a, b, (words[0], named, head[0]), lang)
            sums = _sums(head[n], words[0], n)
            cell = _moved(cell, text[a], lang) if growth else replace(cell, sums=sums)
            yield replace(cell, at=(first, n))


def _sums(head: str, label: str, n: int) -> Sums:
    """Tell whether a cell is a total, by its heading or the label of its row."""
    if n > 2 and _TOTAL.fullmatch(head):
        return "row"
    return "column" if _TOTAL.fullmatch(label) else ""


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the cells of a row, without the blanks around them."""
    row = text[start:end].rstrip("\r\n ")
    sign = "\t"
    first = start
    if row.lstrip().startswith("|"):
        sign = "|"
        first += row.index("|") + 1
        row = row.removesuffix("|")
    at = first
    for part in row[first - start :].split(sign):
        lead = len(part) - len(part.lstrip())
        yield at + lead, at + len(part.rstrip()) if part.strip() else at + lead
        at += len(part) + 1


def _named_before(head: list[str], n: int) -> str:
    """Return the heading that a column of growth belongs to: the last one that is of none."""
    return next((h for h in reversed(head[1:n]) if not _GROWTH.fullmatch(h.strip())), head[n])


def _moved(cell: Cell, sign: str, lang: Lang) -> Cell:
    """Say of a number of a column of growth whether it rose, by its sign."""
    fell = sign in "-−–—"
    moves = {
        "zh": ("同比增长", "同比下降"),
        "en": ("rose year on year by ", "fell year on year by "),
    }
    start = cell.start + (fell or sign == "+")
    return Cell(start, cell.end, cell.before + moves[lang][fell], "", "")


def _cell(start: int, end: int, labels: tuple[str, str, str], lang: Lang) -> Cell:
    """Make the words around a number of its row, its column and the corner."""
    names, units, dates = zip(*(_parted(label) for label in labels), strict=True)
    unit = units[1] or units[0] or units[2]
    told = [name for name in (dates[1] or dates[0], *names[:2]) if name]
    when = sorted(told, key=lambda name: not _DATE.match(name))
    said = [_said(name, lang) for name in when]
    scale = m[0] if (m := _SCALE[lang].search(unit)) else ""
    if lang == "zh":
        return Cell(start, end, "".join(said), unit, scale)
    money = " yuan" if re.search(r"RMB|CNY|yuan", unit) else ""
    rest = " " + scale if scale else ""
    return Cell(start, end, " ".join(said) + " ", rest + money + ("%" if "%" in unit else ""), rest)


def _parted(label: str) -> tuple[str, str, str]:
    """Part a heading into its name, its unit and its year."""
    plain = narrow(label).strip().strip("*_")
    m = _UNIT.search(plain)
    if m is None:
        return plain, "", ""
    name, rest = plain[: m.start()].strip(), (m[1] or m[2]).strip()
    return (name, "", rest) if _YEAR.fullmatch(rest) else (name, rest, "")


def _said(name: str, lang: Lang) -> str:
    """Write a heading as a sentence would have it: 2022 is 2022年, in 2022."""
    if not _YEAR.fullmatch(name):
        return name.replace(" ", "") if lang == "zh" else name
    return f"{_DATE.match(name)[0]}年" if lang == "zh" else f"In {name},"  # type: ignore[index]
