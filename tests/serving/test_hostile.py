"""Files and texts that are made to harm: each ends in one sentence, in a time that is stated."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from metrics.apart import pool
from metrics.locale import LANGS, text
from metrics.proof.sizes import PART, PARTS
from pages.parts.blocks import proof
from pages.parts.http import words
from pages.parts.http.paths import WORDS
from pages.parts.state import limits
from pages.parts.state.limits import READERS
from tests.apps import open_page
from tests.curation.filling import FACT, facts_book, saved

# What a browser never sends: many numbers in one sentence.
SENTENCE = "of which 12.3 percent more than 45 and 3-5 " * 240


@pytest.fixture(scope="module", autouse=True)
def _ended() -> Iterator[None]:
    yield
    READERS.close()


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=words.routes()))


def hurried(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Give readers, which are there, so many seconds."""
    READERS.run(len, b"")
    monkeypatch.setattr(READERS, "seconds", seconds)
    monkeypatch.setattr(pool, "STARTING", 0.0)


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def document(body: bytes) -> bytes:
    return packed(**{"word/document.xml": b"<w:d xmlns:w='w'>" + body + b"</w:d>"})


ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    "<d><p><t>&b;</t></p></d>"
)
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a part that unpacks to much": ("a.docx", lambda: document(bytes(PART + 1)), "large"),
    "very many words": ("a.docx", lambda: document(b"<w:p><w:t>1</w:t></w:p>" * 300_000), "large"),
    "elements in elements": ("a.docx", lambda: document(b"<w:p>" * 9_999), "broken"),
    "entities": ("a.docx", lambda: packed(**{"word/document.xml": ENTITIES.encode()}), "broken"),
    "entities in UTF-16": (
        "a.docx",
        lambda: packed(**{"word/document.xml": ENTITIES.encode("utf-16")}),
        "broken",
    ),
    "thousands of parts": (
        "a.pptx",
        lambda: packed(**{f"ppt/slides/slide{n}.xml": b"<a/>" for n in range(PARTS + 1)}),
        "large",
    ),
    "a text of ten megabytes": ("a.txt", lambda: b"knowledge " * 10**6, "large"),
    "a document that is none": ("a.pdf", lambda: b"%PDF-1.7" * 100, "kind"),
}


class TestWords:
    @pytest.mark.parametrize("name", FILES)
    def test_each_gets_its_sentence(self, client: TestClient, name: str) -> None:
        file, make, reason = FILES[name]
        sent = client.post(f"{WORDS}?lang=en", content=make(), headers={words.NAME: file})
        assert sent.status_code == 400
        told = json.loads(sent.content)["fault"]
        said = text("en")(f"proof.fault.{reason}", file=file, kinds=" ".join(words.SUFFIXES))
        assert told.casefold() == f"{said}.".casefold()

    @pytest.mark.parametrize("lang", LANGS)
    def test_what_takes_too_long_is_ended(
        self, client: TestClient, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hurried(monkeypatch, 0.01)
        nested = document(b"<w:tr><w:tc/><w:tc>" * 100 + b"<w:p/>" * 900_000)
        sent = client.post(f"{WORDS}?lang={lang}", content=nested, headers={words.NAME: "a.docx"})
        assert sent.status_code == 400
        told = text(lang)("handed.slow", file="a.docx", seconds="0")  # type: ignore[arg-type]
        assert json.loads(sent.content)["fault"] == told


class TestTexts:
    @pytest.mark.parametrize("lang", LANGS)
    def test_a_check_that_takes_too_long_is_ended(
        self, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = open_page("proof", lang)
        hurried(monkeypatch, 0.5)
        app.text_area[0].set_value(SENTENCE).run()
        (told,) = [w.value for w in app.warning]
        assert told == text(lang)("draft.slow", seconds="0")  # type: ignore[arg-type]
        assert not app.error
        assert app.text_area[0].value == SENTENCE, "nothing of it is lost"

    def test_a_long_text_is_checked_as_a_short_one(self) -> None:
        """It is checked by another process, which says the same."""
        line = "\n\nA line without numbers."
        short = text("en")("draft.sample") + line  # more than the example, which is judged for all
        long = short + line * 100
        assert len(long) > limits.SHORT_TEXT
        made = []
        for written in (short, long):
            app = open_page("proof", "en")
            app.text_area[0].set_value(written).run(timeout=60)
            (found,) = app.session_state[proof.FOUND].values()
            made.append([(one.text, one.verdict, one.why) for one in found])
        assert made[0] == made[1]


class TestRows:
    @pytest.mark.parametrize(
        ("raw", "key"),
        [
            (b"1," * 300 + b"\n", "curate.unread_large"),
            (b"," * 600, "curate.unread_large"),
        ],
    )
    def test_a_million_cells(self, raw: bytes, key: str) -> None:
        from metrics.curation.packages import IncomingError
        from metrics.curation.study import study
        from metrics.tables.read import DATA, file_contents

        with pytest.raises(IncomingError) as fault:
            study("a.csv", raw * 4_000, file_contents(DATA))
        assert key == f"curate.unread_{fault.value.reason}"

    def test_what_takes_too_long_is_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        app = open_page("curate", "en")
        hurried(monkeypatch, 0.05)
        app.file_uploader[0].set_value(("rows.xlsx", saved(facts_book(FACT)), "")).run()
        assert [e.value for e in app.error] == [
            text("en")("handed.slow", file="rows.xlsx", seconds="0")
        ]

    def test_more_than_sessions_may_hold_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits.ROOM, "most", 10)
        app = open_page("curate", "en")
        app.file_uploader[0].set_value(("rows.csv", b"a,b,c\n1,2,3\n", "")).run()
        assert [e.value for e in app.error] == [text("en")("curate.page.busy")]
