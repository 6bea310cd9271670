"""Whatever leaves as a file is read back as it was, by pandas and openpyxl at their defaults."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import Selection, Tables
from metrics.exports import longtable, opendata, sdmx
from metrics.exports.decks import file_name
from metrics.exports.files import save
from metrics.exports.opendata import guarded
from metrics.exports.workbook import AuditPlan
from metrics.reconciliation import in_view
from metrics.tables.read import no_number
from metrics.views.extracts import Extract, extract
from metrics.views.filters import Filters
from tests.books import book_of, made, noted, opened

ODD = (
    *("1-2", "2024-06", "000123", "+3", "-3.2%", "−3.2%", "1234567e89", "TRUE", "#N/A"),
    *("NULL", "（1）", " 前后 ", "5%", "0x1F", "3E4"),
)
FORMULAS = ("=1+1", "@x", "+cmd", "-2+3", '=HYPERLINK("x")')
# Cells that pandas reads as empty unless it is told otherwise.
EMPTY = {"", "#N/A", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null", "<NA>"}


@pytest.fixture(scope="module")
def odd(tables: Tables) -> Extract:
    return noted(tables, *FORMULAS, *ODD)


def notes(taken: Extract) -> set[str]:
    return {o.note_en for o in taken.statements}


def same(read: object, written: object) -> bool:
    """Whether a value says what was written: the same text, number, truth or nothing."""
    if written in (None, ""):
        return bool(pd.isna(read))
    if isinstance(written, bool):
        return read is written or str(read).lower() == str(written).lower()
    if isinstance(written, Decimal):
        # Of a float fifteen digits are sure; the JSON has them all.
        return math.isclose(float(str(read)), written, rel_tol=1e-15)
    return str(read) == str(written)


def test_pandas_reads_the_csv_of_everything(tables: Tables) -> None:
    shown = in_view(tables, Selection(implied=True))
    taken = extract(shown, Filters(), "zh")
    frame = pd.read_csv(io.BytesIO(opendata.csv_bytes(taken, "zh")))
    assert list(frame.columns) == list(longtable.COLUMNS)
    for row, read in zip(longtable.rows(taken, "zh"), frame.to_dict("records"), strict=True):
        wrong = {k: (v, read[k]) for k, v in row.items() if not same(read[k], v)}
        assert not wrong


def test_pandas_reads_the_texts_that_look_like_something_else(odd: Extract) -> None:
    frame = pd.read_csv(io.BytesIO(opendata.csv_bytes(odd, "en")), keep_default_na=False)
    assert list(frame["note_en"]) == [guarded(o.note_en) for o in odd.statements]
    kept = [note for note in notes(odd) if note in ODD]
    assert all(guarded(note) == note for note in kept), "no text that is no formula is changed"


def test_json_reads_them_exactly(odd: Extract) -> None:
    content = opendata.json_bytes(odd, "en")
    plain = [row["note_en"] or "" for row in json.loads(content)["data"]]
    assert plain == [o.note_en for o in odd.statements]
    frame = pd.read_json(io.BytesIO(content), orient="table").reset_index()
    assert [n or "" for n in frame["note_en"].fillna("")] == plain


def test_the_package_holds_the_same(odd: Extract) -> None:
    archive = zipfile.ZipFile(io.BytesIO(opendata.package_bytes(odd, "en")))
    assert archive.read("indicators.csv") == opendata.csv_bytes(odd, "en")
    for name in archive.namelist():
        assert name.isascii()
        assert not re.search(r'[\\:*?"<>|]', name)
        if name.endswith(".csv") and name != "indicators.csv":
            frame = pd.read_csv(io.BytesIO(archive.read(name)), dtype=str, keep_default_na=False)
            held = odd.tables.frames | {"regions": odd.tables.regional.frames["indicators"]}
            assert frame.equals(held[name.removesuffix(".csv")]), name


def test_sdmx_holds_the_same(odd: Extract) -> None:
    frame = pd.read_csv(io.BytesIO(sdmx.csv_bytes(odd, "en")), dtype=str, keep_default_na=False)
    points = [p for s in odd.series for p in s.points]
    for note in {p.note_en for p in points} - {""}:
        assert note in set(frame["COMMENT"])


def test_a_workbook_holds_them_as_texts(odd: Extract) -> None:
    book = opened(made(AuditPlan(odd, "en", date(2026, 1, 1))))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    texts = {c.value: c.data_type for c in cells if isinstance(c.value, str)}
    held = "\n".join(texts)
    for note in notes(odd) - {""}:
        assert note.strip() in held, note
    assert not [c.value for c in cells if c.value in FORMULAS and c.data_type == "f"]


@pytest.mark.parametrize("version", ["012345678901", "1234567e8901", "7ec22e7db735"])
def test_versions_are_texts_in_every_file(tables: Tables, version: str) -> None:
    safe = no_number(version + "ab12")
    named = replace(tables, version=safe)
    taken = extract(named, Filters(theme="services"), "en")
    frame = pd.read_csv(io.BytesIO(opendata.csv_bytes(taken, "en")))
    assert set(frame["data_version"]) == {safe}
    cover = opened(book_of(named, "en", theme="services")).worksheets[0]
    assert safe in "\n".join(str(c.value) for row in cover.iter_rows() for c in row)


@given(st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_no_version_is_a_number(digits: str) -> None:
    version = no_number(digits)
    assert version in digits
    assert len(version) == 12
    if set(digits) & set("abcdf"):
        with pytest.raises(ValueError, match="could not convert"):
            float(version)
        assert pd.read_csv(io.StringIO(f"v\n{version}\n"))["v"][0] == version


def test_no_code_is_read_as_nothing(tables: Tables) -> None:
    for name, frame in tables.frames.items():
        for column in frame.columns:
            held = set(frame[column]) & (EMPTY - {""})
            assert not held, (name, column, held)


RESERVED = (
    "CON",
    "NUL.txt",
    "aux",
    "com1",
    'a\\b/c:d*e?f"g<h>i|j',
    "tail. . ",
    "知" * 200,
    "\x00\n",
    "",
)


@pytest.mark.parametrize("title", RESERVED)
def test_names_are_names_on_every_system(title: str, tmp_path: Path) -> None:
    name = file_name(3, title, "png")
    save(tmp_path / name, lambda file: file.write(b"x") and None)
    assert (tmp_path / name).read_bytes() == b"x"


@pytest.mark.parametrize("title", ["word " * 40, "words of a title, " * 9, "a" * 78 + " bcd efg"])
def test_a_long_title_ends_with_a_whole_word_in_a_name(title: str) -> None:
    name = file_name(3, title, "png", "4K")
    cut = name.removeprefix("03 ").removesuffix(" 4K.png")
    assert 60 < len(cut) <= 80
    assert " ".join(title.split()).startswith(cut)
    assert not title[len(cut)].isalnum(), "no word is cut"


@given(st.text(max_size=300), st.integers(min_value=1, max_value=40))
def test_any_title_gives_a_name(title: str, number: int) -> None:
    name = file_name(number, title, "png")
    assert not re.search(r'[\x00-\x1f\\/:*?"<>|]', name)
    assert len(name.encode()) <= 255
    assert name.startswith(f"{number:02d}")
    assert name.endswith(".png")
    assert not name.removesuffix(".png").endswith((" ", "."))
