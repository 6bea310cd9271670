"""Tables spoiled cell by cell and byte by byte: the check tells problems, or finds them sound."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from metrics import DataError, Tables, load
from metrics.briefing.addresses import REGIONS
from metrics.briefing.ready import DECKS, ready
from metrics.cli import main
from metrics.exports import opendata
from metrics.locale import LANGS
from metrics.reconciliation import reconcile
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.fuzz.budget import times
from tests.fuzz.spoiling import EDITS, Edit, edits, spoiled
from tests.tables.rows import DOZEN

TABLES = sorted(path.name for path in DOZEN.glob("*.csv"))
# Lines that one table may grow to here; more only takes longer.
MOST_LINES = 2_000
CELLS = st.one_of(
    st.sampled_from(
        [
            *("", " ", "0", "-1", "1e400", "NaN", "inf", "٣", "１２", "12,5", "1/0", "9" * 400),
            *("2022", "2022-02-30", "0000", "9999-12-31", "2012/2022", "2022/2012", "2022-13"),
            *("CN", "XX", "@GD", "gii_rank", "exact", "over", "A", "stated", "text", "flow"),
            *("\u202e", "\ufeff", "\x00", "\x0b", "<b>", "{value}", "%s", "=A1", "'", '"', "，"),
            *("invention_patents_in_force", "pledge_financing,gii_rank", "a" * 2_000, "\ud800"),
        ]
    ),
    st.text(max_size=8),
)


@dataclass(frozen=True)
class Change:
    """One change of a table: which, how, at which row and column as shares, and with what."""

    table: str
    how: str
    row: float
    column: float
    put: str


CHANGES = st.lists(
    st.builds(
        Change,
        st.sampled_from(TABLES),
        st.sampled_from(
            ["cell", "cell", "cell", "head", "drop", "double", "column", "many", "swap"]
        ),
        st.floats(0, 1, exclude_max=True),
        st.floats(0, 1, exclude_max=True),
        CELLS,
    ),
    min_size=1,
    max_size=3,
)
# How a table may be written; what is none of them is UTF-8 with commas.
MANNERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda said: said.encode("utf-8", "surrogatepass"),
    "with a mark": lambda said: b"\xef\xbb\xbf" + said.encode("utf-8", "surrogatepass"),
    "gb18030": lambda said: said.encode("gb18030", "replace"),
    "utf-16": lambda said: said.encode("utf-16", "replace"),
    "semicolons": lambda said: said.replace(",", ";").encode("utf-8", "replace"),
    "tabs": lambda said: said.replace(",", "\t").encode("utf-8", "replace"),
    "old ends": lambda said: said.replace("\n", "\r").encode("utf-8", "replace"),
    "windows": lambda said: said.replace("\n", "\r\n").encode("utf-8", "replace"),
    "nothing": lambda said: b"",
}


def changed(rows: list[list[str]], change: Change) -> list[list[str]]:
    """Return the rows of a table, its heading first, with one change."""
    if not rows:
        return rows
    n = min(1 + int(change.row * (len(rows) - 1)), len(rows) - 1)
    k = min(int(change.column * len(rows[0])), len(rows[0]) - 1)
    if change.how == "cell" and k < len(rows[n]):
        rows[n][k] = change.put
    elif change.how == "head":
        rows[0][k] = change.put
    elif change.how == "drop":
        del rows[n]
    elif change.how == "double":
        rows.insert(n, list(rows[n]))
    elif change.how == "column":
        rows = [row[:k] + row[k + 1 :] for row in rows]
    elif change.how == "many":
        rows = rows + [list(rows[n]) for _ in range(MOST_LINES - len(rows))]
    elif change.how == "swap":
        rows[n].reverse()
    return rows


def spoil(folder: Path, changes: Sequence[Change], manner: str, which: str) -> None:
    """Change tables of a folder, and write one of them in another manner."""
    for change in changes:
        path = folder / change.table
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8", errors="replace"))))
        made = io.StringIO()
        csv.writer(made, lineterminator="\n").writerows(changed(rows, change))
        path.write_bytes(made.getvalue().encode("utf-8", "surrogatepass"))
    path = folder / which
    path.write_bytes(MANNERS[manner](path.read_text(encoding="utf-8", errors="replace")))


def judged(folder: Path) -> Iterator[str]:
    """Check the tables of a folder as the command does, and yield what it says in each language.

    Sound tables are used besides: decks, checks and files are made of them.
    """
    for lang in LANGS:
        found = CliRunner().invoke(main, ["check", "--data", str(folder), "--lang", lang])
        assert found.exit_code in (0, 1), found.output
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        assert "Traceback" not in found.output
        assert found.output.strip()
        yield found.output
    with suppress(DataError):
        used(load(folder))


def used(tables: Tables) -> None:
    """Have checks, decks and a file made of tables that were found sound; regions may be broken."""
    reconcile(tables)
    with suppress(DataError):
        reconcile(tables.regional)
        ready(tables, REGIONS)
    for name in DECKS:
        if name != REGIONS:
            ready(tables, name)
    assert opendata.csv_bytes(extract(tables, Filters(), "zh"), "zh")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as made:
        yield Path(made)


def fresh(folder: Path) -> Path:
    for name in TABLES:
        shutil.copyfile(DOZEN / name, folder / name)
    return folder


@times(few=25, many=900)
@example([Change("derivations.csv", "cell", 0, 0.3, "2022-02-30")], "utf-8", "codes.csv")
@example([Change("derivations.csv", "cell", 0, 0.3, "0000")], "utf-8", "codes.csv")
@example([Change("conventions.csv", "cell", 0, 0.3, "2022-02-30")], "utf-8", "codes.csv")
@given(CHANGES, st.sampled_from([*["utf-8"] * 4, *MANNERS]), st.sampled_from(TABLES))
def test_changed_tables_are_sound_or_told(
    folder: Path, changes: list[Change], manner: str, which: str
) -> None:
    spoil(fresh(folder), changes, manner, which)
    assert all(judged(folder))


@times(few=8, many=200)
@given(st.sampled_from(TABLES), edits(*EDITS))
def test_broken_bytes_are_told(folder: Path, table: str, made: list[Edit]) -> None:
    path = fresh(folder) / table
    path.write_bytes(spoiled(path.read_bytes(), made))
    assert all(judged(folder))
