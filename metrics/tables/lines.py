"""The lines of a CSV file: what a program that saved it did to the file as a whole."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from metrics.tables.problems import Problem

# What parts cells where a comma should, and the message that names it.
_SEPARATORS = {
    ";": "problem.separators.semicolon",
    "\t": "problem.separators.tab",
    "|": "problem.separators.bar",
    "，": "problem.separators.wide_comma",
    "；": "problem.separators.wide_semicolon",
    "、": "problem.separators.wide_mark",
}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Encodings that spreadsheets take UTF-8 for, with their usual names.
_MISREAD = {"latin-1": "Latin-1", "cp1252": "Windows-1252", "gb18030": "GBK"}
# What a merge leaves where two versions of a line could not be joined.
_CONFLICT, _CONFLICT_END = "<<<<<<< ", ">>>>>>> "
_BREAK = re.compile(r"\r\n|\r|\n")
# A cell with line breaks is looked for in so many lines at most.
_REACH = 40


@dataclass(frozen=True)
class Lines:
    """The cells of a file, line by line.

    Parameters
    ----------
    header : tuple of str
        The names of the columns as they stand in the file.
    rows : tuple of (int, tuple of str)
        Line and cells of each row that has as many cells as the header.
    problems : tuple of Problem
        What is wrong with lines.
    incomplete : bool
        Whether rows were left out because their cells could not be told apart.
    """

    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    incomplete: bool = False


def split_lines(content: bytes, file: str, columns: Sequence[str]) -> Lines:
    """Split a file into lines and cells.

    Any of the three ends of a line will do, a byte order mark too, and empty lines at the end.

    Parameters
    ----------
    content : bytes
        The file.
    file : str
        Its name, for messages.
    columns : sequence of str
        The columns that the header should name; they tell which sign parts the cells.

    Returns
    -------
    Lines
        Without a header where the file cannot be used at all.

    Examples
    --------
    >>> lines = split_lines(b"id,name\\r\\na,b\\r\\n\\r\\n", "x.csv", ["id", "name"])
    >>> lines.rows, lines.problems
    (((2, ('a', 'b')),), ())
    >>> wrong = split_lines(b"id;name\\na;b\\n", "x.csv", ["id", "name"]).problems[0]
    >>> wrong.message("en")
    'x.csv line 1, value “id;name”: expected commas between the cells, found semicolons. \
Save the file again as CSV with commas (in Excel: CSV UTF-8, comma delimited).'
    """
    if not content.strip():
        return Lines(problems=(Problem(file, 0, "", "", "empty_file", {"file": file}),))
    written = _decoded(content, file)
    if isinstance(written, Problem):
        return Lines(problems=(written,))
    lines = _BREAK.split(written)
    while not lines[-1].strip(" "):
        lines.pop()
    fault = _header_fault(lines[0], file, columns)
    if fault is not None:
        return Lines(problems=(fault,))
    if len(lines) < 2:
        return Lines(problems=(Problem(file, 0, "", "", "empty_file", {"file": file}),))
    return _plain(lines) or _Splitting(file, lines).split()


def _plain(lines: Sequence[str]) -> Lines | None:
    """Split the lines of a file that has nothing wrong, all at once; None where it may have.

    A quote that is not closed takes the next lines into its cell, so that rows are lacking.
    """
    try:
        header, *rows = csv.reader(lines, strict=True)
    except csv.Error:
        return None
    width = len(header)
    sound = len(rows) == len(lines) - 1 and all(
        len(row) == width and row != header and "".join(row).strip() for row in rows
    )
    if not sound or width < 2 or any(line.startswith(_CONFLICT) for line in lines):
        return None
    return Lines(tuple(header), tuple(enumerate(map(tuple, rows), 2)))


def _decoded(content: bytes, file: str) -> str | Problem:
    """Read bytes as UTF-8, or say what they are."""

    def refused(found: str, row: int = 0, code: str = "encoding") -> Problem:
        return Problem(file, row, "", "", code, {"file": file, "found": found})

    if content.startswith(_WORKBOOKS):
        return refused("", code="workbook")
    if content.startswith(_UTF32):
        return refused("UTF-32")
    if content.startswith(_UTF16) or content.count(0) > len(content) // 10:
        return refused("UTF-16")
    try:
        written = content.decode("utf-8-sig")
        garbled = next((name for name in _MISREAD if _misread(written, name)), "")
        return refused(_MISREAD[garbled], code="garbled") if garbled else written
    except UnicodeDecodeError as fault:
        lenient = content.decode("utf-8", errors="replace")
        damaged = lenient.count("\ufffd")
        if damaged > sum(c > "\x7f" and c != "\ufffd" for c in lenient):
            try:
                content.decode("gb18030")
                return refused("GBK/Big5")
            except UnicodeDecodeError:
                pass
        row = len(_BREAK.split(content[: fault.start].decode("utf-8", errors="replace")))
        return refused(f"0x{content[fault.start]:02X}", row)


def _misread(written: str, encoding: str) -> bool:
    """Tell whether a text was read as of another encoding: as such, its signs are UTF-8."""
    signs = "".join(re.findall(r"[^\x00-\x7f]+", written))[: _REACH * 100]
    read = signs.encode(encoding, errors="ignore")
    kept = len(read.decode("utf-8", errors="ignore").encode())
    return len(signs) >= _REACH and kept > 0.8 * len(read) > 0.4 * len(signs)


def _header_fault(line: str, file: str, columns: Sequence[str]) -> Problem | None:
    """Say what is wrong with the header as a whole."""

    def known(cells: Sequence[str] | None) -> int:
        return len({c.strip() for c in cells or ()} & set(columns))

    least = min(2, len(columns))
    cells = cells_of(line) or [""]
    if known(cells) >= least:
        spaced = len(cells) > 1 and all(cell.startswith(" ") for cell in cells[1:])
        return Problem(file, 1, "", _start(line), "spaced") if spaced else None
    if not line.strip(" "):
        return Problem(file, 1, "", "", "blank_line")
    whole = cells[0]
    for sign, words in _SEPARATORS.items():
        if known(cells_of(line, sign)) >= least or line.casefold() == f"sep={sign}":
            return Problem(file, 1, "", _start(line), "separator", words={"found": words})
        if known(whole.split(sign)) >= least:
            return Problem(file, 1, "", _start(line), "quoted_line")
    if known(cells_of(whole)) >= least:
        return Problem(file, 1, "", _start(line), "quoted_line")
    folded = {c.strip().casefold() for c in cells}
    if len(folded & set(columns)) >= least:
        return None  # each name is judged by itself
    details = {"columns": ",".join(columns)}
    return Problem(file, 1, "", _start(line), "no_header", details)


def _start(line: str) -> str:
    return line if len(line) <= 24 else line[:24] + "…"


def cells_of(line: str, sign: str = ",") -> list[str] | None:
    """Split one line into its cells; None where a quote is not closed.

    Examples
    --------
    >>> cells_of('a,"b, c"'), cells_of('a,"b')
    (['a', 'b, c'], None)
    """
    try:
        return next(csv.reader([line], delimiter=sign, strict=True), [])
    except csv.Error:
        return None


@dataclass
class _Splitting:
    """The rows and problems of a file while its lines are gone through."""

    file: str
    lines: list[str]
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    incomplete: bool = False
    header: tuple[str, ...] = ()

    def split(self) -> Lines:
        header = cells_of(self.lines[0])
        if header is None:
            self._add(1, "quote")
            return Lines(problems=tuple(self.problems))
        self.header = tuple(header)
        consumed = 1
        while consumed < len(self.lines):
            consumed += self._take(consumed, len(header))
        return Lines(tuple(header), tuple(self.rows), tuple(self.problems), self.incomplete)

    def _add(self, row: int, code: str, value: str = "", **details: str) -> None:
        self.problems.append(Problem(self.file, row, "", value, code, details))

    def _take(self, index: int, width: int) -> int:
        """Take up one row; return how many lines it has."""
        line, row = self.lines[index], index + 1
        if not line.strip(" "):
            self._add(row, "blank_line")
            return 1
        if line.startswith(_CONFLICT):
            return self._conflict(index)
        cells = cells_of(line)
        if cells is None:
            return self._broken(index, width)
        if not any(cell.strip() for cell in cells):
            self._add(row, "empty_row", _start(line))
        elif tuple(cells) == self.header:
            self._add(row, "header_again", _start(line))
        elif len(cells) == width:
            self.rows.append((row, tuple(cells)))
        else:
            self._uneven(row, line, len(cells), width)
        return 1

    def _conflict(self, index: int) -> int:
        """Take up the two versions of lines that a merge left beside each other."""
        self.incomplete = True
        self._add(index + 1, "conflict", _start(self.lines[index]))
        rest = enumerate(self.lines[index:], 1)
        return next((count for count, line in rest if line.startswith(_CONFLICT_END)), 1)

    def _uneven(self, row: int, line: str, found: int, width: int) -> None:
        self.incomplete = True
        for sign, words in _SEPARATORS.items():
            if found < width and len(cells_of(line, sign) or ()) == width:
                told = {"found": words}
                self.problems.append(
                    Problem(self.file, row, "", _start(line), "separator", words=told)
                )
                return
        self._add(row, "uneven", found=str(found), wanted=str(width))

    def _broken(self, index: int, width: int) -> int:
        """Take up a line with an open quote: a line break in a cell, or a quote too few."""
        self.incomplete = True
        for last in self._ends(index):
            joined = cells_of("\n".join(self.lines[index : last + 1]).replace("\n", " "))
            if joined is not None and len(joined) == width:
                self._add(index + 1, "line_break")
                return last - index + 1
        self._add(index + 1, "quote", _start(self.lines[index]))
        return 1

    def _ends(self, index: int) -> Iterator[int]:
        """Lines at which a cell that was opened may end: those that are no rows by themselves."""
        for last in range(index + 1, min(index + _REACH, len(self.lines))):
            if '"' in self.lines[last]:
                yield last
