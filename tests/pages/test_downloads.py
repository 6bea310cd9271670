"""What pages offer to take away, and the work behind it."""

from __future__ import annotations

import csv
import gc
import io
import logging
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import IO, Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from metrics import load
from metrics.apart import ApartError, Shared
from metrics.explorer.exploration import Choice
from metrics.exports.figures import COLUMNS
from metrics.exports.files import Progress
from metrics.exports.workbook import Workbook, content
from metrics.exports.workbook.values import HEADER
from metrics.locale import LANGS, Lang, text
from metrics.reconciliation import in_view
from metrics.views.filters import Filters
from pages.parts.blocks import downloads, making
from pages.parts.blocks.making import Work
from pages.parts.http.offers import CURATED
from pages.parts.http.settings import Settings
from pages.parts.state import jobs
from tests.apps import REPORTS, html, newest_job, open_page
from tests.asking import ask

OFFERS: list[tuple[str, dict[str, str], str]] = [
    ("overview", {}, "everything"),
    ("creation", {}, "creation"),
    ("international", {}, "international"),
    ("policy", {}, "governance"),
    ("indicator", {"id": "gii_rank", "area": "US"}, "gii_rank-US"),
    ("data", {"theme": "services", "qualifier": "over"}, "services-over"),
    ("explorer", {"s": "pledge_financing,gii_rank", "t": "change"}, "pledge_financing-and-1-more"),
]


def take(app: AppTest, lang: Lang, form: str = "xlsx") -> jobs.Job:
    """Make a workbook of a page and wait for it."""
    app.get_by_key(f"take_{form}_{lang}").click().run()
    job = newest_job(app)
    assert job.future is not None
    job.future.result(30)
    app.run()
    assert not app.exception
    return job


@pytest.mark.parametrize(("page", "query", "name"), OFFERS, ids=[o[0] for o in OFFERS])
@pytest.mark.parametrize(
    ("form", "which", "first"),
    [("xlsx", "summary", "summary.summary"), ("audit", "audit", "sheet.cover")],
)
@pytest.mark.parametrize("lang", LANGS)
def test_each_page_offers_its_figures(
    page: str, query: dict[str, str], name: str, form: str, which: str, first: str, lang: Lang
) -> None:
    app = open_page(page, lang, **query)
    assert app.get_by_key(f"take_{form}_{lang}").label == text(lang)(f"take.{form}")
    job = take(app, lang, form)
    assert name in job.name
    assert job.name.endswith(f".{which}.xlsx")
    assert job.content is not None
    book = load_workbook(io.BytesIO(job.content), read_only=True)
    assert book.sheetnames[0] == text(lang)(first)
    assert len(book.sheetnames) > 1
    assert list(book.worksheets[0].iter_rows(min_row=HEADER + 1))
    labels = [b.label for b in app.get("download_button")]
    size = f"{len(job.content) / 1000:,.0f}"
    assert text(lang)(f"take.{form}_ready", size=size) in labels


@pytest.mark.parametrize(
    ("page", "query", "address"),
    [
        ("creation", {}, "data/figures.csv?lang=en&theme=creation"),
        (
            *("explorer", {"s": "gii_rank,gii_rank@US"}),
            "data/figures.csv?area=CN,US&indicator=gii_rank&lang=en",
        ),
    ],
)
def test_the_summary_can_be_refreshed_from_the_public_address(
    page: str, query: dict[str, str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = Settings(origin="https://ip.example.cn/stats")
    monkeypatch.setattr(downloads, "settings", lambda: public)
    job = take(open_page(page, "en", **query), "en")
    assert job.content is not None
    sheet = load_workbook(io.BytesIO(job.content), read_only=True)["Data"]
    assert sheet["A3"].value == f"{public.origin}/{address}"
    given = ask(address.removeprefix("data/")).body.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(given, newline=""))
    held = list(sheet.iter_rows(min_row=HEADER, values_only=True))
    assert list(held[0]) == heads
    codes = {(row[-1], row[-2]) for row in rows}
    assert {(row[-1], row[-2]) for row in held[1:]} <= codes
    assert len(rows) == len(held) - 1


@pytest.mark.parametrize("page", ["creation", "explorer"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_audit_workbook_is_told_and_is_another_file(page: str, lang: Lang) -> None:
    app = open_page(page, lang)
    assert text(lang)("take.audit_help") in html(app)
    first, second = take(app, lang), take(app, lang, "audit")
    assert first.key != second.key
    assert first.name != second.name
    labels = [b.label for b in app.get("download_button")]
    for job, form in ((first, "xlsx"), (second, "audit")):
        assert job.content is not None
        size = f"{len(job.content) / 1000:,.0f}"
        assert text(lang)(f"take.{form}_ready", size=size) in labels, "each stays"


@pytest.mark.parametrize("file", downloads.FILES.values())
def test_the_addresses_ask_for_what_the_page_shows(file: str) -> None:
    app = open_page("data", "en", theme="services", qualifier="over", sup="0")
    links = [part.split('"')[0] for part in html(app).split(f'href="data/{file}?')[1:]]
    asked = parse_qs(urlsplit("?" + links[0].replace("&amp;", "&")).query)
    assert asked == {
        "lang": ["en"],
        "theme": ["services"],
        "qualifier": ["over"],
        "sup": ["0"],
    }


def test_another_choice_is_another_workbook() -> None:
    app = open_page("data", "en", theme="services")
    take(app, "en")
    app.session_state["view"] = {"lang": "en", "theme": "creation"}
    app.session_state["called_back"] = True
    app.run()
    assert app.get_by_key("take_xlsx_en").label == text("en")("take.xlsx")


def test_work_tells_how_far_it_is_and_can_be_stopped() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def write(file: IO[bytes], progress: Progress) -> None:
        progress(1, 4)
        begun.set()
        go_on.wait(10)
        progress(2, 4)
        file.write(b"never")

    job = jobs.start("key", "name.xlsx", write)
    assert begun.wait(10)
    assert job.running
    assert job.share == 0.25
    job.cancel()
    go_on.set()
    assert job.future is not None
    job.future.result(10)
    assert not job.running
    assert job.content is None
    assert job.reference == ""


def test_what_waits_is_stopped_before_it_begins() -> None:
    go_on = threading.Event()
    busy = [jobs.start(str(n), "", lambda *_: go_on.wait(10) and None) for n in range(jobs.AT_ONCE)]
    ran: list[bool] = []
    waiting = jobs.start("last", "", lambda *_: ran.append(True))
    waiting.cancel()
    go_on.set()
    for job in busy:
        assert job.future is not None
        job.future.result(10)
    assert waiting.future is not None
    assert waiting.future.cancelled()
    assert not waiting.running
    assert ran == []


def test_files_of_one_reader_are_made_one_after_another_and_others_between() -> None:
    order: list[str] = []
    line, go_on, begun = jobs.Line(), threading.Event(), threading.Event()

    def write(name: str) -> jobs.Write:
        def made(file: IO[bytes], _: Progress) -> None:
            begun.set()
            go_on.wait(10)
            order.append(name)
            file.write(name.encode())

        return made

    own = [jobs.start(name, "", write(name), line=line) for name in ("a", "b", "c", "d")]
    assert begun.wait(10)
    other = jobs.start("x", "", lambda *_: order.append("x"))
    assert other.future is not None
    other.future.result(10)
    assert order == ["x"], "who asks for many leaves room for others"
    assert [job.waiting for job in own] == [False, True, True, True]
    own[1].cancel()
    go_on.set()
    for job in (own[0], *own[2:]):
        assert job.future is not None
        job.future.result(10)
    assert order == ["x", "a", "c", "d"]
    assert [job.content for job in own] == [b"a", None, b"c", b"d"]
    # The line moves on when something is added later.
    late = jobs.start("e", "", write("e"), line=line)
    assert late.future is not None
    late.future.result(10)
    assert late.content == b"e"


@pytest.mark.parametrize("lang", LANGS)
def test_no_more_files_are_held_than_a_session_may_hold(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_KEPT", 1)
    app = open_page("creation", lang)
    take(app, lang)
    second = take(app, lang, "audit")
    assert [made.job for made in app.session_state["files"].values()] == [second]
    assert app.get_by_key(f"take_xlsx_{lang}").label == text(lang)("take.xlsx")


def test_a_job_whose_tab_is_closed_stops() -> None:
    begun, go_on, closed = (threading.Event() for _ in range(3))
    reached: list[int] = []

    def write(file: IO[bytes], progress: Progress) -> None:
        progress(1, 4)
        begun.set()
        go_on.wait(10)
        progress(2, 4)
        reached.append(2)

    job = jobs.start("key", "name.xlsx", write, lambda: not closed.is_set())
    assert begun.wait(10)
    closed.set()
    go_on.set()
    assert job.future is not None
    job.future.result(10)
    assert not job.running
    assert job.content is None
    assert job.reference == ""
    assert reached == []


def test_a_job_whose_tab_was_closed_while_it_waited_does_not_begin() -> None:
    ran: list[bool] = []
    job = jobs.start("key", "", lambda *_: ran.append(True), lambda: False)
    assert job.future is not None
    job.future.result(10)
    assert ran == []
    assert job.content is None


@contextmanager
def crowd(wanted: Callable[[], bool] = lambda: True) -> Iterator[list[jobs.Job]]:
    """As many at work and waiting as there may be."""
    go_on = threading.Event()
    many = [
        jobs.start(str(n), "", lambda *_: go_on.wait(10) and None, wanted)
        for n in range(jobs.AT_ONCE + jobs.MOST_WAITING)
    ]
    try:
        yield many
    finally:
        for job in many:
            job.cancel()
        go_on.set()
        for job in many:
            if job.future is not None and not job.future.cancelled():
                job.future.result(10)


def test_no_more_than_a_few_wait() -> None:
    with crowd() as many:
        assert not any(job.refused for job in many)
        late = jobs.start("late", "", lambda *_: None)
        assert late.refused
        assert late.future is None
        assert not late.running
        many[-1].cancel()
        next_ = jobs.start("next", "", lambda *_: None)
        assert not next_.refused
    assert next_.future is not None
    next_.future.result(10)
    assert next_.content == b""


def test_those_whose_tab_is_closed_make_room() -> None:
    open_ = threading.Event()
    open_.set()
    with crowd(open_.is_set) as many:
        assert jobs.start("late", "", lambda *_: None).refused
        open_.clear()
        late = jobs.start("late", "", lambda *_: None)
        assert not late.refused
        assert sum(job.stop.is_set() for job in many) == len(many)


@pytest.mark.parametrize("lang", LANGS)
def test_who_comes_too_late_is_told_to_try_again(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_JOBS", weakref.WeakSet())  # nobody holds the file yet
    app = open_page("creation", lang)
    with crowd():
        app.get_by_key(f"take_xlsx_{lang}").click().run()
        assert not app.exception
        assert [w.value for w in app.warning] == [text(lang)("take.busy")]
    take(app, lang)
    assert [w.value for w in app.warning] == []


def test_a_finished_file_is_held_by_nothing_here() -> None:
    job = jobs.start("key", "", lambda file, _: file.write(b"whole") and None)
    assert job.future is not None
    job.future.result(10)
    held = weakref.ref(job)
    del job
    gc.collect()
    assert held() is None


def test_a_common_file_is_made_once_for_all_who_hold_it() -> None:
    made: list[str] = []

    def asked(key: str = "key", name: str = "a.xlsx", *, common: bool = True) -> jobs.Job:
        def write(file: IO[bytes], _: object) -> None:
            made.append(key)
            file.write(key.encode())

        job = jobs.start(key, name, write, common=common)
        assert job.future is not None
        job.future.result(10)
        return job

    first, second = asked(), asked()
    assert second.content is first.content == b"key"
    others = [asked("other"), asked(name="b.xlsx"), asked(common=False)]
    assert made == ["key", "other", "key", "key"]
    del first, second
    others.append(asked())
    assert made == ["key", "other", "key", "key", "key"]


def test_what_was_made_first_is_let_go_where_more_is_held_than_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "_JOBS", weakref.WeakSet())
    monkeypatch.setattr(jobs, "MOST_HELD", 10)
    now = 0.0
    monkeypatch.setattr(jobs.time, "monotonic", lambda: now)

    def made(size: int, later: float = jobs.SHOWN) -> jobs.Job:
        nonlocal now
        now += later
        job = jobs.start(f"{size}", "", lambda file, _: file.write(b"x" * size) and None)
        assert job.future is not None
        job.future.result(10)
        return job

    every = [made(size) for size in (3, 4, 5)]
    assert [len(job.content or b"") for job in every] == [0, 4, 5]
    every.append(made(20))
    assert [len(job.content or b"") for job in every] == [0, 0, 0, 20], "the newest stays"
    every += [made(2, 1), made(3)]
    assert [len(job.content or b"") for job in every[3:]] == [0, 2, 3]
    every.append(made(20, 1))
    assert [len(job.content or b"") for job in every[4:]] == [0, 3, 20], "and what is shown soon"


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_was_let_go_can_be_asked_for_again(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("services", lang)
    take(app, lang)
    monkeypatch.setattr(jobs, "MOST_HELD", 0)
    monkeypatch.setattr(jobs, "SHOWN", 0.0)
    take(app, lang, "audit")
    app.run()
    assert app.get_by_key(f"take_xlsx_{lang}").label == text(lang)("take.xlsx")
    assert not app.error


@pytest.mark.parametrize("asked", [Filters(theme="services"), Choice(("gii_rank",), "change")])
@pytest.mark.parametrize("which", ["summary", "audit"])
def test_another_process_makes_the_same_workbook(which: Workbook, asked: Filters | Choice) -> None:
    tables = in_view(load(), REPORTS)
    given = which, asked, "en", date(2026, 1, 1), ""
    apart = jobs.WRITERS.run(content, *given, Shared(tables.key, tables))
    here, there = (ZipFile(io.BytesIO(made)) for made in (content(*given, tables), apart))
    assert here.namelist() == there.namelist()
    for name in here.namelist():
        # The properties hold the time of day.
        assert name == "docProps/core.xml" or here.read(name) == there.read(name), name


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("reason", ["time", "memory", "busy"])
def test_what_ends_another_process_is_told_in_words(
    reason: str, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object, **__: object) -> bytes:
        raise ApartError(reason)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs.WRITERS, "run", ended)
    app = open_page("services", lang)
    job = take(app, lang)
    told = text(lang)("take.unwritten", reason=text(lang)(f"file.reason.{reason}"))
    assert [e.value for e in app.error] == [told]
    assert job.reference == ""


def test_the_same_workbook_is_made_once_for_two_readers_of_one_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    works: list[Work] = []
    monkeypatch.setattr(downloads, "offer", lambda _, work: works.append(work))
    for lang in ("en", "en", "zh"):
        open_page("services", lang)
    one, same, other = [work for work in works if work.form == "xlsx"]
    assert one.common
    assert one.key == same.key != other.key
    assert one.key.startswith(f"xlsx {date.today()} ")


def test_the_server_is_asked_whether_the_tab_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    tabs = {"this"}
    server = SimpleNamespace(is_active_session=tabs.__contains__)
    monkeypatch.setattr(making, "get_script_run_ctx", lambda: SimpleNamespace(session_id="this"))
    monkeypatch.setattr(making.runtime, "exists", lambda: True)
    monkeypatch.setattr(making.runtime, "get_instance", lambda: server)
    present = making._presence()
    assert present()
    tabs.clear()
    assert not present()
    monkeypatch.setattr(making.runtime, "exists", lambda: False)
    assert making._presence()(), "without a server nobody leaves"


@pytest.mark.parametrize("lang", LANGS)
def test_the_files_to_take_away_are_asked_for_in_the_language(lang: Lang) -> None:
    shown = html(open_page("data", lang))
    for name in ("indicators.csv", *(f"{table}.csv" for table in CURATED), "datapackage.json"):
        assert f'<a href="data/{name}?lang={lang}" download="{name}">{name}</a>' in shown


def test_a_fault_gets_a_number_and_its_detail_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr(jobs.WRITERS, "run", fail)
    app = open_page("creation", "en")
    with caplog.at_level(logging.ERROR, "dashboard"):
        job = take(app, "en")
    assert job.content is None
    (told,) = [e.value for e in app.error]
    assert told == text("en")("take.failed", reference=job.reference)
    assert "no such luck" in caplog.text
    assert job.reference in caplog.text
    assert "no such luck" not in told
    assert app.get_by_key("take_xlsx_en").label == text("en")("take.xlsx"), "it can be tried again"


@pytest.mark.parametrize(
    ("form", "told"), [("xlsx", "notes_sheet.empty"), ("audit", "cover.empty_words")]
)
@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_passes_the_workbooks_say_so(form: str, told: str, lang: Lang) -> None:
    job = take(open_page("data", lang, q="nosuchword"), lang, form)
    assert job.content is not None
    book = load_workbook(io.BytesIO(job.content), read_only=True)
    cells = [c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row]
    assert text(lang)(told) in cells


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"year": "2021"}, lambda row: row["year"] == 2021),
        ({"theme": "services"}, lambda row: row["theme"] == "Services"),
        ({"area": "US"}, lambda row: row["area"] == "United States"),
        ({"theme": "creation", "newest": "1"}, lambda row: row["theme"] == "Creation"),
    ],
    ids=["year", "theme", "area", "newest"],
)
def test_filters_make_the_same_file_smaller(
    query: dict[str, str], kept: Callable[[dict[str, Any]], bool]
) -> None:
    sizes = []
    for asked in ({}, query):
        job = take(open_page("data", "en", **asked), "en")
        assert job.content is not None
        book = load_workbook(io.BytesIO(job.content), read_only=True)
        sizes.append(len(job.content))
        data = book[text("en")("data_sheet.name")].iter_rows(min_row=HEADER + 1, values_only=True)
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in data]
        assert rows
        assert all(map(kept, rows)) or not asked
    assert sizes[1] < sizes[0]
    if "newest" in query:
        codes = [row["code"] for row in rows]
        assert len(codes) == len(set(codes))


def test_an_indicator_out_of_view_gives_nothing() -> None:
    app = open_page("data", "en", id="invention_patents_per_10k", sup="0")
    assert text("en")("data.none") in html(app)


def test_a_search_with_a_control_character_is_no_fault() -> None:
    job = take(open_page("data", "en", q="patent\x0b"), "en")
    assert job.content is not None
