"""Rows merged into the files of the tables: in the order of the key, other lines as they were."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from metrics.curation.model import Candidate
from metrics.tables.read import Row, Sheet, read_sheet, table_schemas
from metrics.tables.schema import TableSchema

Key = tuple[str, ...]
_BREAK = re.compile(r"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Sorted:
    """Rows that were sent, by what the tables know of them.

    Parameters
    ----------
    new : tuple of Candidate
        Of keys that no row has.
    same : tuple of Candidate
        That stand in the tables as they are.
    other : tuple of (Candidate, int)
        Of keys that a row has which says otherwise, with its line.
    repeated : tuple of (Candidate, Candidate)
        Of keys that a row above them was sent with, and that row.
    """

    new: tuple[Candidate, ...]
    same: tuple[Candidate, ...]
    other: tuple[tuple[Candidate, int], ...]
    repeated: tuple[tuple[Candidate, Candidate], ...]


def key_of(schema: TableSchema, row: Row) -> Key:
    """Return the key of a row."""
    return tuple(row[column] for column in schema.key)


def sheets_of(contents: Mapping[str, bytes]) -> dict[str, Sheet]:
    """Read the files of sound tables."""
    found = {n: read_sheet(s, contents.get(n))[0] for n, s in table_schemas().items()}
    return {name: sheet for name, sheet in found.items() if sheet is not None}


def sort_candidates(candidates: Iterable[Candidate], sheets: Mapping[str, Sheet]) -> Sorted:
    """Tell new rows from those that are there already."""
    lines = {
        (name, key_of(sheet.schema, row)): line
        for name, sheet in sheets.items()
        for line, row in sheet.rows
    }
    new: list[Candidate] = []
    same: list[Candidate] = []
    other: list[tuple[Candidate, int]] = []
    repeated: list[tuple[Candidate, Candidate]] = []
    first: dict[tuple[str, Key], Candidate] = {}
    for one in candidates:
        place = (one.table, key_of(table_schemas()[one.table], one.row))
        line = lines.get(place)
        if place in first:
            repeated.append((one, first[place]))
            continue
        first[place] = one
        if line is None:
            new.append(one)
        elif sheets[one.table].cells[line] == one.row:
            same.append(one)
        else:
            other.append((one, line))
    return Sorted(tuple(new), tuple(same), tuple(other), tuple(repeated))


def appended(
    contents: Mapping[str, bytes],
    new: Sequence[Candidate],
    corrected: Mapping[tuple[str, int], Row],
) -> tuple[dict[str, bytes], dict[tuple[str, int], Candidate]]:
    """Put new rows behind the others, so that a check finds fault with them and not with those.

    Parameters
    ----------
    contents : mapping of str to bytes
        The files of the tables, by name.
    new : sequence of Candidate
        Rows that are not there yet.
    corrected : mapping of (str, int) to dict
        Rows that take the place of others, by table and line.

    Returns
    -------
    contents : dict of str to bytes
        The files with the rows.
    places : dict of (str, int) to Candidate
        The new rows by their table and line.

    Examples
    --------
    >>> appended({"synonyms": b"term,finds\\na,b\\n"}, (), {})
    ({'synonyms': b'term,finds\\na,b\\n'}, {})
    """
    made: dict[str, bytes] = {}
    places: dict[tuple[str, int], Candidate] = {}
    for name, content in _begun(contents, new):
        own = [one for one in new if one.table == name]
        changed = {line: row for (table, line), row in corrected.items() if table == name}
        if not own and not changed:
            made[name] = content
            continue
        schema = table_schemas()[name]
        file = _File.of(content, schema)
        lines = [*file.lines]
        for line, row in changed.items():
            lines[line - 1] = file.line(row)
        for one in own:
            lines.append(file.line(one.row))
            places[name, len(lines)] = one
        made[name] = file.content(lines)
    return made, places


def merged(
    contents: Mapping[str, bytes],
    new: Sequence[Candidate],
    corrected: Mapping[tuple[str, int], Row],
) -> dict[str, bytes]:
    """Merge rows in the order of the key; every other line stays as it is, byte by byte.

    A table that is kept in another order, such as the codes, has a new row behind the last one
    that shares the first part of its key.

    Parameters
    ----------
    contents : mapping of str to bytes
        The files of the tables, by name.
    new : sequence of Candidate
        Rows that are not there yet.
    corrected : mapping of (str, int) to dict
        Rows that take the place of others, by table and line.

    Returns
    -------
    dict of str to bytes
        The files that change.

    Examples
    --------
    >>> from metrics.curation.model import Place
    >>> row = {"term": "b", "finds": "x"}
    >>> one = Candidate("synonyms", row, {}, {}, {}, Place("a.csv", 2))
    >>> merged({"synonyms": b"term,finds\\r\\na,y\\r\\nc,z\\r\\n"}, [one], {})
    {'synonyms': b'term,finds\\r\\na,y\\r\\nb,x\\r\\nc,z\\r\\n'}
    """
    made: dict[str, bytes] = {}
    for name, content in _begun(contents, new):
        own = [one.row for one in new if one.table == name]
        changed = {line: row for (table, line), row in corrected.items() if table == name}
        if own or changed:
            made[name] = _merged(_File.of(content, table_schemas()[name]), own, changed)
    return made


def _begun(contents: Mapping[str, bytes], new: Iterable[Candidate]) -> Iterator[tuple[str, bytes]]:
    """Yield the files by name, and the first lines of those that begin with new rows."""
    yield from contents.items()
    for name in dict.fromkeys(one.table for one in new if one.table not in contents):
        yield name, (",".join(table_schemas()[name].columns) + "\n").encode()


def _merged(file: _File, new: Iterable[Row], changed: Mapping[int, Row]) -> bytes:
    lines = [*file.lines]
    for line, row in changed.items():
        lines[line - 1] = file.line(row)
    schema = file.schema
    keys = [key_of(schema, row) for row in file.rows]
    ordered = keys == sorted(keys)
    for row in sorted(new, key=lambda r: key_of(schema, r)):
        key = key_of(schema, row)
        at = bisect_left(keys, key) if ordered else _behind(keys, key)
        keys.insert(at, key)
        lines.insert(at + 1, file.line(row))
    return file.content(lines)


def _behind(keys: Sequence[Key], key: Key) -> int:
    """Find the place behind the last key that begins as another does; else the end."""
    return max((n for n, k in enumerate(keys, 1) if k[0] == key[0]), default=len(keys))


@dataclass(frozen=True)
class _File:
    """A file of a table, line by line, as it is written.

    Parameters
    ----------
    schema : TableSchema
        The table.
    lines : tuple of str
        The header and the rows, without their ends.
    header : tuple of str
        The columns in the order of the file.
    end : str
        What ends a line.
    mark : bool
        Whether it begins with a byte order mark.
    """

    schema: TableSchema
    lines: tuple[str, ...]
    header: tuple[str, ...]
    end: str
    mark: bool

    @classmethod
    def of(cls, content: bytes, schema: TableSchema) -> _File:
        """Take a sound file apart: each row of it is one line."""
        written = content.decode("utf-8-sig")
        ends = _BREAK.findall(written)
        lines = _BREAK.split(written)
        while lines and not lines[-1].strip(" "):
            lines.pop()
        header = tuple(next(csv.reader([lines[0]])))
        return cls(
            schema, tuple(lines), header, ends[0] if ends else "\n", content.startswith(_BOM)
        )

    @property
    def rows(self) -> list[Row]:
        """Its rows."""
        return [dict(zip(self.header, cells, strict=True)) for cells in csv.reader(self.lines[1:])]

    def line(self, row: Row) -> str:
        """Write a row."""
        made = io.StringIO()
        csv.writer(made, lineterminator="").writerow([row[column] for column in self.header])
        return made.getvalue()

    def content(self, lines: Collection[str]) -> bytes:
        """Write the file of some lines."""
        written = "".join(line + self.end for line in lines).encode()
        return _BOM + written if self.mark else written
