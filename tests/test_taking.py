"""What pages offer to take away, and the work behind it."""

from __future__ import annotations

import io
import logging
import threading
from typing import IO
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from metrics.exports.files import Progress
from metrics.text import LANGS, Lang, text
from pages.parts import jobs
from tests.apps import html, open_page

OFFERS: list[tuple[str, dict[str, str], str]] = [
    ("overview", {}, "everything"),
    ("creation", {}, "creation"),
    ("international", {}, "international"),
    ("policy", {}, "governance"),
    ("indicator", {"id": "gii_rank", "area": "US"}, "gii_rank-US"),
    ("data", {"theme": "services", "qualifier": "over"}, "services-over"),
    ("explorer", {"s": "pledge_financing,gii_rank", "t": "change"}, "pledge_financing-and-1-more"),
]


def take(app: AppTest, lang: Lang) -> jobs.Job:
    """Make the workbook of a page and wait for it."""
    app.get_by_key(f"take_{lang}").click().run()
    job: jobs.Job = app.session_state["job"]
    assert job.future is not None
    job.future.result(30)
    app.run()
    assert not app.exception
    return job


@pytest.mark.parametrize(("page", "query", "name"), OFFERS, ids=[o[0] for o in OFFERS])
@pytest.mark.parametrize("lang", LANGS)
def test_each_page_offers_its_figures(
    page: str, query: dict[str, str], name: str, lang: Lang
) -> None:
    app = open_page(page, lang, **query)
    job = take(app, lang)
    assert name in job.name
    assert job.name.endswith(".xlsx")
    assert job.content is not None
    book = load_workbook(io.BytesIO(job.content))
    assert book.sheetnames[0] == text(lang)("sheet.cover")
    assert len(book.sheetnames) > 5
    labels = [b.label for b in app.get("download_button")]
    size = f"{len(job.content) / 1000:,.0f}"
    assert text(lang)("take.download", size=size) in labels


def test_the_addresses_ask_for_what_the_page_shows() -> None:
    app = open_page("data", "en", theme="services", qualifier="over", sup="0")
    links = [part.split('"')[0] for part in html(app).split('href="data/indicators.csv?')[1:]]
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
    assert app.get_by_key("take_en").label == text("en")("take.xlsx")


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


def test_a_fault_gets_a_number_and_its_detail_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("pages.parts.taking.write", fail)
    app = open_page("creation", "en")
    with caplog.at_level(logging.ERROR, "dashboard"):
        job = take(app, "en")
    assert job.content is None
    (told,) = [e.value for e in app.error]
    assert told == text("en")("take.failed", reference=job.reference)
    assert "no such luck" in caplog.text
    assert job.reference in caplog.text
    assert "no such luck" not in told
    assert app.get_by_key("take_en").label == text("en")("take.xlsx"), "it can be tried again"


def test_an_indicator_out_of_view_gives_nothing() -> None:
    app = open_page("data", "en", id="invention_patents_per_10k", sup="0")
    assert text("en")("data.none") in html(app)


def test_a_search_with_a_control_character_is_no_fault() -> None:
    job = take(open_page("data", "en", q="patent\x0b"), "en")
    assert job.content is not None
