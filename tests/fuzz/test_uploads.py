"""Files of every kind that is handed in, spoiled: each is read, or refused for a reason told."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import docx
import pptx
import psutil
from hypothesis import given
from hypothesis import strategies as st

from bench.serving import Server
from bench.visitor import visiting
from bench.walks import saved as written
from metrics import Tables, load
from metrics.briefing.deck import DeckError, from_json, to_json
from metrics.briefing.ready import DECKS, ready
from metrics.curation.drafting.reports import ReportError, report_words
from metrics.curation.packages import IncomingError
from metrics.curation.study import study
from metrics.exports.docx import LAYOUTS, base
from metrics.exports.docx.layout import layout
from metrics.exports.opendata import package_bytes
from metrics.exports.pptx.template import base as slides
from metrics.exports.templates import Template, TemplateError
from metrics.locale import LANGS, Lang, text
from metrics.proof.judge import judge
from metrics.tables.read import file_contents
from metrics.views.extracts import extract
from metrics.views.filters import Filters
from tests.asking import result_of
from tests.curation.filling import FACT, facts_book, saved
from tests.fuzz.budget import times
from tests.fuzz.raw import MARK, watched
from tests.fuzz.spoiling import EDITS, PARTS, Edit, edits, spoiled
from tests.tables.rows import DOZEN

# Seconds that a file may take, and megabytes that may stay of it.
LONGEST, ROOM = 20.0, 400
CONTENTS = file_contents(DOZEN)
WORDS = f"2023年，专利商标质押融资达8539.9亿元，{MARK}同比增长75.4%。\nRank 12 in 2023."
PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R
 /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 52>> stream
BT /F1 12 Tf 20 100 Td (8539.9 in 2023, 75.4%) Tj ET
endstream endobj
xref
0 5
0000000000 65535 f 
0000000009 00000 n 
0000000056 00000 n 
0000000111 00000 n 
0000000256 00000 n 
trailer <</Size 5 /Root 1 0 R>>
startxref
357
%%EOF
"""  # noqa: W291


@cache
def tables() -> Tables:
    return load(DOZEN)


@cache
def letter() -> bytes:
    made = docx.Document()
    for line in WORDS.splitlines():
        made.add_paragraph(line)
    made.add_table(2, 2).cell(0, 0).text = "12"
    return written(made.save)


@cache
def show() -> bytes:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = WORDS
    return written(made.save)


@cache
def book() -> bytes:
    return saved(facts_book(FACT))


@cache
def archive() -> bytes:
    return package_bytes(extract(tables(), Filters(), "zh"), "zh")


@cache
def deck() -> bytes:
    return to_json(ready(tables(), DECKS[0]))


def rows() -> bytes:
    return CONTENTS["indicators"]


# What is handed in, by the ending that it should have.
FILES: dict[str, Callable[[], bytes]] = {
    "xlsx": book,
    "csv": rows,
    "docx": letter,
    "pptx": show,
    "pdf": lambda: PDF,
    "txt": lambda: WORDS.encode(),
    "md": lambda: WORDS.encode("gb18030"),
    "json": deck,
    "zip": archive,
}
PACKED = ("xlsx", "docx", "pptx", "zip")


def told(words: Callable[[Lang], str]) -> None:
    """Hold that a reason can be told in each language."""
    assert all(words(lang) for lang in LANGS)


def into_tables(name: str, raw: bytes) -> None:
    """Hand a file in at the page of curators."""
    try:
        found = study(name, raw, CONTENTS)
    except IncomingError as fault:
        reason = fault.reason
        told(lambda lang: text(lang)(f"curate.unread_{reason}", file=name))
        return
    for lang in LANGS:
        assert all(f.message(lang) for f in (*found.findings, *found.remarks))


def into_a_check(name: str, raw: bytes) -> None:
    """Hand a file in to be checked, or drafted: its words are judged."""
    try:
        words = report_words(name, raw)
    except ReportError:
        return
    judge(words[:4_000], tables(), "zh")


def into_slides(name: str, raw: bytes) -> None:
    """Hand in a template of slides."""
    try:
        slides("zh", Template(name, raw))
    except TemplateError as fault:
        told(fault.words)


def into_briefs(name: str, raw: bytes) -> None:
    """Hand in a template of briefs."""
    try:
        base.office(Template(name, raw), layout(LAYOUTS[0], "zh"), "zh")
    except TemplateError as fault:
        told(fault.words)


def into_a_deck(_: str, raw: bytes) -> None:
    """Hand in a deck that was kept."""
    try:
        from_json(raw)
    except DeckError as fault:
        told(fault.words)


TAKERS = {
    "tables": into_tables,
    "check": into_a_check,
    "slides": into_slides,
    "briefs": into_briefs,
    "deck": into_a_deck,
}
# What takes a file of a kind; any kind is tried at any of them, under any ending.
OWN = {
    "xlsx": "tables",
    "csv": "tables",
    "docx": "briefs",
    "pptx": "slides",
    "json": "deck",
    "zip": "tables",
}


@contextmanager
def bounded() -> Iterator[None]:
    """Hold the time that a file takes and the memory that stays of it."""
    process = psutil.Process()
    before, start = process.memory_info().rss, time.monotonic()
    yield
    assert time.monotonic() - start < LONGEST
    assert process.memory_info().rss - before < ROOM * 2**20


KINDS = st.sampled_from(sorted(FILES))
ANY = st.one_of(edits(*EDITS), edits(*PARTS, "cut"), edits(*PARTS[-1:], most=3))


@times(few=30, many=700)
@given(KINDS, ANY, st.sampled_from([*TAKERS, *["own"] * 12, *["check"] * 4]), KINDS)
def test_any_file_is_read_or_refused(kind: str, made: list[Edit], taker: str, ending: str) -> None:
    own = taker == "own"
    taker = OWN.get(kind, "check") if own else taker
    name = f"file.{kind if own else ending}"
    with bounded():
        TAKERS[taker](name, spoiled(FILES[kind](), made))


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=10),
        st.sampled_from(["title", "chart", "indicator?id=gii_rank", "zh", MARK, "\ud800"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                [
                    *("format", "slides", "layout", "views", "title", "zh", "en", "selection"),
                    *("facts", "made", "data", "sup", "imp", "v", "note", "cover"),
                ]
            ),
            inner,
            max_size=6,
        ),
    ),
    max_leaves=12,
)


@times(few=20, many=200)
@given(st.sampled_from(["slides", "selection", "facts", "made", "all"]), JSON)
def test_any_deck_is_opened_or_refused(where: str, value: object) -> None:
    held = json.loads(deck())
    held = value if where == "all" else held | {where: value}
    into_a_deck("", json.dumps(held).encode())


def test_a_deck_within_a_deck_within_a_deck() -> None:
    into_a_deck("", b'{"format":' + b"[" * 200_000)
    into_a_deck("", b'{"slides":' * 50_000)


async def _handed_in(base_: str, key: str, page: str, name: str, raw: bytes) -> list[str]:
    async with visiting(base_) as visitor:
        await visitor.go(page, "lang=zh&d=title~chart!indicator%3Fid%3Dgii_rank")
        run = await visitor.upload(key, name, raw)
        return [*run.exceptions, *(told for told in run.errors if "编号" in told)]


# The framework itself refuses other endings, at a browser before they are sent.
WAYS = {
    "xlsx": ("upload_rows_*", "curate"),
    "csv": ("upload_rows_*", "curate"),
    "pptx": ("upload_pptx_*", "briefing"),
    "docx": ("upload_docx_*", "briefing"),
}
NAMES = st.sampled_from(
    # Without a name before its ending the framework itself refuses a file.
    ["a", "../../x.xlsx", MARK, "\u202excod.exe", "a" * 300, "文件.xlsx", "**x**[y](z)", "a\tb"]
)


@times(few=4, many=60)
@given(st.sampled_from(sorted(WAYS)), ANY, NAMES)
def test_the_page_tells_what_came_of_a_file(
    server: Server, kind: str, made: list[Edit], name: str
) -> None:
    """Whatever its name, the page says no more than what is wrong with the file."""
    key, page = WAYS[kind]
    raw = spoiled(FILES[kind](), made)
    with watched(server):
        wrong = result_of(_handed_in(server.base, key, page, f"{name}.{kind}", raw))
    assert not wrong


def test_spoiling_spoils() -> None:
    """Each edit changes the file, so that what is tried is not the sound one again and again."""
    for how in (*EDITS, *PARTS):
        edit = Edit(how, 0.4, 7, b"zq9")
        assert spoiled(book(), [edit]) != book(), how
    with zipfile.ZipFile(io.BytesIO(spoiled(book(), [Edit("inside", 0.4, 7, b"zq9")]))) as package:
        assert any(b"zq9" in package.read(name) for name in package.namelist())
