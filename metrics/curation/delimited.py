"""Texts with separators as programs save them: any encoding, separator and end of line."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Sequence

from metrics.curation.model import Cell, Grid, Place, Remark
from metrics.curation.packages import CELLS, IncomingError
from metrics.tables.spelling import skeleton
from metrics.verification.flatten import decode

# What parts cells, in the order in which they are tried.
SEPARATORS = (",", ";", "\t", "|", "，", "；")
_BOMS = {
    b"\xef\xbb\xbf": "UTF-8",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_BREAK = re.compile(r"\r\n|\r|\n")
# Rows among which the headings are looked for.
_REACH = 40


def read_delimited(name: str, raw: bytes, known: Collection[str]) -> tuple[Grid, list[Remark]]:
    """Read a text with separators.

    Which sign parts the cells is judged by the headings that it makes known, and where none is,
    by rows of equal length.

    Parameters
    ----------
    name : str
        Name of the file.
    raw : bytes
        Its content.
    known : collection of str
        Headings, each reduced by `skeleton`.

    Returns
    -------
    grid : Grid
        Its cells.
    remarks : list of Remark
        How it was read, where it is not UTF-8 with commas.

    Raises
    ------
    IncomingError
        Where it has more cells than are read.

    Examples
    --------
    >>> raw = "指标;期间;数值\\r\\ngii_rank;2024;11".encode("gb18030")
    >>> grid, remarks = read_delimited("a.csv", raw, {"指标", "期间", "数值"})
    >>> [c.text for c in grid.row(2).values()], [r.message("en") for r in remarks]
    (['gii_rank', '2024', '11'], ['a.csv: read as GBK.', 'a.csv: cells are parted by “;”.'])
    """
    written, encoding = decoded(raw)
    lines = _BREAK.split(written.replace("\0", ""))
    declared = ""
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0]) == len("sep=;"):
        declared, lines = lines[0][-1], ["", *lines[1:]]
    sign = declared or separator(lines, known)
    if sum(line.count(sign) for line in lines) + len(lines) > CELLS:
        raise IncomingError("large")
    cells = {
        (number, column): Cell.plain(cell)
        for number, row in enumerate(_rows(lines, sign), 1)
        for column, cell in enumerate(row, 1)
        if cell.strip()
    }
    place = Place(name)
    remarks = [Remark(place, "encoding", {"encoding": encoding})] if encoding != "UTF-8" else []
    if sign != ",":
        shown = {"\t": "Tab"}.get(sign, sign)
        remarks.append(Remark(place, "separator", {"sign": shown}))
    return Grid(name, cells), remarks


def decoded(raw: bytes) -> tuple[str, str]:
    """Read bytes as text, and name the encoding that they have.

    Examples
    --------
    >>> decoded("期间".encode("utf-16")), decoded("期间,值".encode("gbk")), decoded(b"a,b")
    (('期间', 'UTF-16'), ('期间,值', 'GBK'), ('a,b', 'UTF-8'))
    >>> decoded("caf\u00e9;1\u00a0000".encode("cp1252"))
    ('café;1\\xa0000', 'Windows-1252')
    """
    marked = next((name for mark, name in _BOMS.items() if raw.startswith(mark)), "")
    if marked:
        return decode(raw), marked
    if raw.count(0) > len(raw) // 10:  # without its mark
        little = raw[1::2].count(0) >= raw[::2].count(0)
        return raw.decode("utf-16-le" if little else "utf-16-be", "replace"), "UTF-16"
    try:
        return raw.decode(), "UTF-8"
    except UnicodeDecodeError:
        pass
    read = decode(raw)
    latin = raw.decode("cp1252", "replace")
    if "\ufffd" in read and "\ufffd" not in latin:
        return latin, "Windows-1252"
    return read, "GBK" if read == raw.decode("gb18030", "replace") else "Big5"


def separator(lines: Sequence[str], known: Collection[str]) -> str:
    """Tell which sign parts the cells.

    Examples
    --------
    >>> separator(["Period;Value", "2024;1,5"], {"period", "value"})
    ';'
    """

    def worth(sign: str) -> tuple[int, int]:
        rows = [row for row in _rows(lines[:_REACH], sign) if any(row)]
        heads = max((len({skeleton(c) for c in row} & {*known}) for row in rows), default=0)
        widths = [len(row) for row in rows if len(row) > 1]
        return heads, max((widths.count(w) for w in widths), default=0)

    return max(SEPARATORS, key=worth)


def _rows(lines: Sequence[str], sign: str) -> list[list[str]]:
    """Split lines into cells; a cell in quotes may hold line breaks."""
    try:
        return list(csv.reader([line + "\n" for line in lines], delimiter=sign))
    except csv.Error:  # a cell without an end
        return [line.split(sign) for line in lines]
