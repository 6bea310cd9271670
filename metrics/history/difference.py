"""What differs between two states of the tables, row by row: the one place that compares them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from metrics.tables.read import REGIONS, Row, table_schemas

Kind = Literal["new", "corrected", "amended", "withdrawn"]
Key = tuple[str, ...]
State = Mapping[str, Mapping[Key, Row]]

# The tables whose rows are statements of figures.
FACTS = ("indicators", REGIONS)
# Cells that say which figure it is and what it is; the others say where it stands and how it is to
# be read.
_FIGURE = frozenset({"indicator", "area", "period", "value", "printed", "qualifier"})
# Columns of the definitions that say where and how a series is shown, not what it is.
_SHOWN = frozenset({"theme", "topic", "position", "headline", "story", "decimals", "display"})
# Rows of facts that are one, though a part of their key is another, by what they still share.
_ONE = (
    ("indicator", "area", "period", "source"),
    ("indicator", "area", "source", "locator"),
    ("area", "period", "source", "locator", "value", "printed"),
)


@dataclass(frozen=True)
class Difference:
    """A row that is new, gone, or another than it was.

    Parameters
    ----------
    table : str
        Name of the table.
    before, after : dict of str to str, optional
        Its cells then and now; None where it was not there.
    """

    table: str
    before: Row | None
    after: Row | None

    @property
    def kind(self) -> Kind:
        """What became of it; where the figure or the definition is the same, it is only amended.

        Examples
        --------
        >>> old = {"indicator": "gii_rank", "value": "12", "locator": "1"}
        >>> Difference("indicators", old, old | {"locator": "2"}).kind
        'amended'
        >>> Difference("indicators", old, old | {"value": "11"}).kind
        'corrected'
        """
        if self.before is None:
            return "new"
        if self.after is None:
            return "withdrawn"
        saying = frozenset(table_schemas()[self.table].columns)
        saying = _FIGURE if self.table in FACTS else saying - _SHOWN
        return "amended" if saying.isdisjoint(c.column for c in self.cells) else "corrected"

    @property
    def row(self) -> Row:
        """The row as it is, or as it was last."""
        return self.after or self.before or {}

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that are others, of a row that was there and still is.

        Examples
        --------
        >>> Difference("units", {"id": "cny", "name_en": "yuan"}, {"id": "cny"}).cells
        (Cell(column='name_en', before='yuan', after=''),)
        """
        if self.before is None or self.after is None:
            return ()
        old, new = self.before, self.after
        columns = dict.fromkeys((*new, *old))
        pairs = ((c, old.get(c, ""), new.get(c, "")) for c in columns)
        return tuple(Cell(*pair) for pair in pairs if pair[1] != pair[2])


@dataclass(frozen=True)
class Cell:
    """A cell that is another than it was."""

    column: str
    before: str
    after: str


def rows_of(contents: Mapping[str, bytes]) -> dict[str, dict[Key, Row]]:
    """Read the rows of a state by table and key, whether they are sound or not.

    An earlier state may lack columns, or hold what is refused today.

    Examples
    --------
    >>> rows_of({"synonyms": b"term,finds\\na,b\\n"})["synonyms"]
    {('a',): {'term': 'a', 'finds': 'b'}}
    """
    return {name: dict(_rows(name, contents.get(name, b""))) for name in table_schemas()}


def _rows(name: str, content: bytes) -> Iterator[tuple[Key, Row]]:
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    header = next(lines, [])
    for cells in lines:
        if cells:
            row = dict(zip(header, cells, strict=False))
            yield key_of(name, row), row


def between(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Difference, ...]:
    """Find what differs between the files of two states, by the names of the tables.

    Examples
    --------
    >>> between({"synonyms": b"term,finds\\na,b\\n"}, {"synonyms": b"term,finds\\r\\na,b\\r\\n"})
    ()
    """
    other = [n for n in table_schemas() if before.get(n) != after.get(n)]
    old, new = ({n: c[n] for n in other if n in c} for c in (before, after))
    return differences(rows_of(old), rows_of(new))


def key_of(table: str, row: Row) -> Key:
    """Return the key of a row; a column that it lacks is empty."""
    return tuple(row.get(column, "") for column in _keys()[table])


@cache
def _keys() -> Mapping[str, tuple[str, ...]]:
    """Return the columns of each key: asked for of every row, so that they are looked up once."""
    return {name: tuple(schema.key) for name, schema in table_schemas().items()}


def differences(before: State, after: State) -> tuple[Difference, ...]:
    """Find what differs between two states, table by table, in the order of the keys.

    Parameters
    ----------
    before, after : mapping of str to mapping
        Rows by table and key.

    Returns
    -------
    tuple of Difference
        With them alone the former becomes the latter. A column that a state lacks is empty in it.

    Examples
    --------
    >>> old = rows_of({"synonyms": b"term,finds\\na,b\\nc,d\\n"})
    >>> new = rows_of({"synonyms": b"term,finds\\na,b\\ne,f\\n"})
    >>> [(d.kind, d.row["term"]) for d in differences(old, new)]
    [('withdrawn', 'c'), ('new', 'e')]
    """
    found: list[Difference] = []
    for table in table_schemas():
        old, new = before.get(table, {}), after.get(table, {})
        gone = [key for key in old if key not in new]
        come = [key for key in new if key not in old]
        moved = _moved(table, old, new, gone, come)
        own = [Difference(table, old[k], None) for k in gone if k not in moved]
        own += [Difference(table, old[one], new[other]) for one, other in moved.items()]
        taken = {*moved.values()}
        own += [Difference(table, None, new[k]) for k in come if k not in taken]
        both = (Difference(table, old[k], new[k]) for k in new if k in old and old[k] != new[k])
        own += [d for d in both if d.cells]
        found += sorted(own, key=lambda d: key_of(d.table, d.row))
    return tuple(found)


def _moved(
    table: str,
    old: Mapping[Key, Row],
    new: Mapping[Key, Row],
    gone: Iterable[Key],
    come: Iterable[Key],
) -> dict[Key, Key]:
    """Pair statements that are gone with those that took their place, where only one can have."""
    found: dict[Key, Key] = {}
    if table not in FACTS:
        return found
    for shared in _ONE:
        left = _alone(shared, old, (k for k in gone if k not in found))
        taken = {*found.values()}
        right = _alone(shared, new, (k for k in come if k not in taken))
        found |= {left[value]: right[value] for value in left.keys() & right.keys()}
    return found


def _alone(columns: Iterable[str], rows: Mapping[Key, Row], keys: Iterable[Key]) -> dict[Key, Key]:
    """Return rows by some of their cells, those that no other row shares."""
    named = [(tuple(rows[key].get(c, "") for c in columns), key) for key in keys]
    count = Counter(value for value, _ in named)
    return {value: key for value, key in named if count[value] == 1}


def applied(before: State, changes: Iterable[Difference]) -> dict[str, dict[Key, Row]]:
    """Make the later state of the earlier one and what differs.

    Parameters
    ----------
    before : mapping of str to mapping
        Rows by table and key.
    changes : iterable of Difference
        What differs.

    Returns
    -------
    dict of str to dict
        The rows of the later state.

    Examples
    --------
    >>> old = rows_of({"synonyms": b"term,finds\\na,b\\n"})
    >>> new = rows_of({"synonyms": b"term,finds\\na,c\\n"})
    >>> applied(old, differences(old, new)) == new
    True
    """
    made = {table: dict(rows) for table, rows in before.items()}
    every = tuple(changes)
    for one in every:
        if one.before is not None:
            del made[one.table][key_of(one.table, one.before)]
    for one in every:
        if one.after is not None:
            made.setdefault(one.table, {})[key_of(one.table, one.after)] = one.after
    return made
