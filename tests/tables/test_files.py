"""What a program that saved a file did to it: one problem, which says what happened."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from metrics import Tables, load
from tests.tables.rows import cells, dozen, places, problems

FACTS = "indicators.csv"
Ruin = Callable[[str], str | bytes]


def ruin(folder: Path, change: Ruin, file: str = FACTS) -> Path:
    path = dozen(folder) / file
    content = change(path.read_text(encoding="utf-8"))
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def values(tables: Tables) -> list[tuple[str, str]]:
    return [(o.figure.printed, o.note_zh) for o in tables.statements]


def lines(change: Callable[[list[str]], list[str]]) -> Ruin:
    return lambda text: "\n".join(change(text.splitlines())) + "\n"


def apart_by(sign: str, *, quoted: bool = False) -> Ruin:
    def change(text: str) -> str:
        rows = cells_of(text)
        cell = '"{}"' if quoted else "{}"
        return "\n".join(sign.join(cell.format(c) for c in row) for row in rows) + "\n"

    return change


def cells_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "\n",
        lambda text: text + "\n\n  \n",
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\r\n") + "\r\n\r\n",
        lambda text: codecs.BOM_UTF8 + text.encode(),
        apart_by(",", quoted=True),
    ],
    ids=["empty-end", "empty-lines", "no-end", "crlf", "cr", "crlf-empty", "bom", "quoted"],
)
def test_what_is_harmless_is_read_as_it_was(tmp_path: Path, change: Ruin) -> None:
    sound = values(load(dozen(tmp_path / "sound")))
    assert values(load(ruin(tmp_path / "saved", change))) == sound


def changed_header(change: Callable[[str], str]) -> Ruin:
    return lines(lambda rows: [change(rows[0]), *rows[1:]])


def misread(encoding: str) -> Ruin:
    """Save a file as a program does that took UTF-8 for something else."""
    return lambda text: text.encode().decode(encoding, errors="replace").replace("\ufffd", "?")


WHOLE: list[tuple[str, Ruin, int, str, str]] = [
    ("semicolons", apart_by(";"), 1, "separator", "semicolons"),
    ("quoted semicolons", apart_by(";", quoted=True), 1, "separator", "semicolons"),
    ("tabs", apart_by("\t"), 1, "separator", "tabs"),
    ("quoted tabs", apart_by("\t", quoted=True), 1, "separator", "tabs"),
    ("bars", apart_by("|"), 1, "separator", "bars"),
    ("full-width commas", apart_by("，"), 1, "separator", "full-width commas"),
    ("sep line", lambda text: "sep=;\n" + apart_by(";")(text), 1, "separator", "semicolons"),
    ("utf-16", lambda text: text.encode("utf-16"), 0, "encoding", "UTF-16"),
    ("utf-16 without mark", lambda text: text.encode("utf-16-le"), 0, "encoding", "UTF-16"),
    ("gbk", lambda text: text.encode("gb18030"), 0, "encoding", "GBK"),
    ("read as GBK", misread("gb18030"), 0, "garbled", "GBK"),
    ("read as Latin-1", misread("latin-1"), 0, "garbled", "Latin-1"),
    ("read as Windows", misread("cp1252"), 0, "garbled", "Windows-1252"),
    ("one byte", lambda text: text.encode().replace(b"\xe5", b"\xff", 1), 2, "encoding", "0xFF"),
    ("utf-32", lambda text: text.encode("utf-32"), 0, "encoding", "UTF-32"),
    ("spaces", lambda text: text.replace(",", ", "), 1, "spaced", "no spaces between"),
    ("capitals", changed_header(str.upper), 1, "column_names", "13 are written otherwise"),
    ("workbook", lambda _: b"PK\x03\x04rest", 0, "workbook", "workbook"),
    ("empty", lambda _: b"", 0, "empty_file", "header line"),
    ("spaces", lambda _: b" \n\n", 0, "empty_file", "header line"),
    ("header only", lambda text: text.splitlines()[0] + "\n", 0, "empty_file", "one row"),
    ("no header", lines(lambda rows: rows[1:]), 1, "no_header", "indicator,area,period"),
    ("blank header", lambda text: "\n" + text, 1, "blank_line", "blank line"),
    ("lines in quotes", lines(lambda rows: [f'"{r}"' for r in rows]), 1, "quoted_line", "quotes"),
]


@pytest.mark.parametrize(
    ("change", "row", "code", "says"),
    [case[1:] for case in WHOLE],
    ids=[case[0] for case in WHOLE],
)
def test_a_file_that_another_program_wrote(
    tmp_path: Path, change: Ruin, row: int, code: str, says: str
) -> None:
    found = problems(ruin(tmp_path, change))
    assert places(found) == [(FACTS, row, "", code)]
    assert says in found[0].message("en")
    assert found[0].message("zh")


def inserted(at: int, line: str) -> Ruin:
    return lines(lambda rows: [*rows[: at - 1], line, *rows[at - 1 :]])


def changed(at: int, change: Callable[[str], str]) -> Ruin:
    return lines(lambda rows: [change(r) if n == at else r for n, r in enumerate(rows, 1)])


LINES: list[tuple[str, Ruin, int, str]] = [
    ("blank", inserted(9, ""), 9, "blank_line"),
    ("spaces", inserted(9, "   "), 9, "blank_line"),
    ("commas", inserted(9, "," * 12), 9, "empty_row"),
    ("commas at the end", lambda text: text + "," * 12 + "\n", 30, "empty_row"),
    ("header again", lambda text: text + text.splitlines()[0] + "\n", 30, "header_again"),
    (
        "merge",
        lines(
            lambda rows: [
                *rows[:5],
                *("<<<<<<< one", rows[5], "=======", rows[5].replace("11", "12"), ">>>>>>> other"),
                *rows[6:],
            ]
        ),
        6,
        "conflict",
    ),
    ("too many", changed(5, lambda line: line + ",more"), 5, "uneven"),
    ("too few", changed(5, lambda line: line[: line.rindex(",")]), 5, "uneven"),
    ("semicolons", changed(5, lambda line: line.replace(",", ";")), 5, "separator"),
    ("tabs", changed(5, lambda line: line.replace(",", "\t")), 5, "separator"),
    ("open quote", changed(5, lambda line: line.replace("第11位", '"第11位')), 5, "quote"),
    ("open quote in a note", changed(2, lambda line: line.replace(",原文", ',"原文')), 2, "quote"),
    (
        "line break",
        changed(2, lambda line: re.sub("(原文为[^,]*)定为([^,]*)", '"\\1\n\\2"', line)),
        2,
        "line_break",
    ),
]


@pytest.mark.parametrize(
    ("change", "row", "code"), [c[1:] for c in LINES], ids=[c[0] for c in LINES]
)
def test_a_line_is_blamed_alone(tmp_path: Path, change: Ruin, row: int, code: str) -> None:
    """No sound row is blamed, and nothing that names a row which could not be read."""
    assert places(problems(ruin(tmp_path, change))) == [(FACTS, row, "", code)]


def test_many_blank_lines_are_one_problem(tmp_path: Path) -> None:
    found = problems(ruin(tmp_path, lambda text: text.replace("\n", "\n\n")))
    assert places(found) == [(FACTS, 2, "", "blank_line")]
    assert found[0].also[:3] == (4, 6, 8)
    assert "in 27 more lines: 4, 6, 8, 10, 12…" in found[0].message("en")


def test_problems_of_lines_and_cells_are_told_at_once(tmp_path: Path) -> None:
    """The line after a blank one is called by its place in the file."""
    folder = ruin(
        tmp_path, lambda text: inserted(4, "")(text.replace("US,2022,2,2,", "US,2022,2,3,"))
    )
    assert places(problems(folder)) == [
        (FACTS, 4, "", "blank_line"),
        (FACTS, 9, "value", "disagree"),
    ]


HEADERS: list[tuple[str, str, str, str, str]] = [
    ("period", "Period", "period", "column_name", "Period"),
    ("period", " period", "period", "column_name", " period"),
    ("period", "period\u00a0", "period", "column_name", "period\u00a0"),
    ("period", "ｐeriod", "period", "column_name", "ｐeriod"),
    ("note_zh", "note-zh", "note_zh", "column_name", "note-zh"),
    ("printed", "prnted", "printed", "column_name", "prnted"),
    ("area", "period", "period", "column_twice", "period"),
]


@pytest.mark.parametrize(("name", "written", "column", "code", "value"), HEADERS)
def test_a_name_in_the_header(
    tmp_path: Path, name: str, written: str, column: str, code: str, value: str
) -> None:
    folder = ruin(tmp_path, changed(1, lambda line: line.replace(f"{name},", f"{written},", 1)))
    found = problems(folder)
    assert (FACTS, 1, column, code) in places(found)
    assert value in {p.value for p in found}
    # The column that a second one of another name has replaced is missing as well.
    assert len(found) == 1 + (code == "column_twice")


def test_a_column_that_nobody_reads(tmp_path: Path) -> None:
    folder = ruin(tmp_path, lambda text: text.replace("\n", ",x\n").replace(",x\n", ",remark\n", 1))
    found = problems(folder)
    assert places(found) == [(FACTS, 1, "", "extra_column")]
    assert "column 14" in found[0].message("en")


def test_a_column_that_stands_twice(tmp_path: Path) -> None:
    folder = ruin(tmp_path, lambda text: text.replace("\n", ",A\n").replace(",A\n", ",status\n", 1))
    assert places(problems(folder)) == [(FACTS, 1, "status", "column_twice")]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    folder = dozen(tmp_path)
    rows = [row[::-1] for row in cells(folder)]
    text = "\n".join(",".join(f'"{c}"' for c in row) for row in rows)
    (folder / FACTS).write_text(text, encoding="utf-8")
    assert values(load(folder)) == values(load(dozen(tmp_path / "sound")))


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    folder = dozen(tmp_path)
    (folder / "units.csv").unlink()
    assert places(problems(folder)) == [("units.csv", 0, "", "missing_file")]


def test_the_lines_of_one_fault_are_listed(tmp_path: Path) -> None:
    found = problems(ruin(tmp_path, lambda text: text.replace("\n", "\n\n")))
    assert found[0].lines == "2, 4, 6, 8, 10…"
    whole = problems(ruin(tmp_path / "other", lambda text: text.encode("utf-16")))
    assert whole[0].lines == ""
