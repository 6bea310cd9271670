"""The page that checks a text, and the way in for its files."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import zipfile
from html import unescape

import pytest
from docx import Document
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from metrics import Tables
from metrics.locale import LANGS, Lang, text
from metrics.proof import VERDICTS
from metrics.proof.judge import judge
from metrics.proof.sizes import LARGEST
from pages.parts.blocks import proof
from pages.parts.blocks.proofed import lines
from pages.parts.http import words
from pages.parts.http.paths import WORDS
from tests.apps import html, open_page

MARK = re.compile(r'<mark class="ip-m ip-is-(\w+)"[^>]*data-n="(\d+)"[^>]*>(.*?)<sup')
ENTRY = re.compile(r'<li class="ip-is-(\w+)" data-n="(\d+)".*?</li>')
WRONG = "2023年授权发明专利95.1万件。"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp; \u202e2023年\U0001f600"
    "\r\n\r\n\t2023年授权发明专利95.1万件。\x00\x0b"
)


def written(words: str, lang: Lang = "zh", **query: str) -> AppTest:
    app = open_page("proof", lang, **query)
    app.text_area[0].set_value(words).run()
    return app


def marks(app: AppTest) -> list[tuple[str, str]]:
    return [(kind, unescape(said)) for kind, _, said in MARK.findall(html(app))]


class TestPage:
    @pytest.mark.parametrize("lang", LANGS)
    def test_it_opens_on_an_example_of_every_group(self, lang: Lang) -> None:
        app = open_page("proof", lang)
        assert not app.exception
        assert app.text_area[0].value == text(lang)("draft.sample")
        assert {kind for kind, _ in marks(app)} == {"right", "wrong", "doubtful", "unknown"}
        assert [k for k, _ in marks(app)] == [k for k, _ in ENTRY.findall(html(app))]
        assert text(lang)("draft.found", wrong=3, count=len(marks(app))) in html(app)

    @pytest.mark.parametrize("lang", LANGS)
    def test_only_what_is_meant_is_wrong_in_the_example(self, tables: Tables, lang: Lang) -> None:
        judged = judge(text(lang)("draft.sample"), tables, lang)
        wrong = [(j.verdict, j.right) for j in judged if j.accused]
        unit = {"zh": ("92.1万", "401.5万", "8540亿")}.get(
            lang, ("921,000", "4.015 million", "854 billion")
        )
        verdicts = ("contradicted", "wrong_scope", "wrong_qualifier")
        assert wrong == list(zip(verdicts, unit, strict=True))

    @pytest.mark.parametrize("lang", LANGS)
    def test_what_is_said_is_in_the_language_of_the_reader(self, lang: Lang) -> None:
        app = written(WRONG, lang)
        body = html(app)
        assert marks(app) == [("wrong", "95.1万")]
        assert text(lang)("proof.verdict.contradicted") in body
        assert text(lang)("draft.spoken_zh") in body
        assert '<div class="ip-draft" lang="zh-CN"' in body
        assert "92.1万" in body

    def test_an_entry_leads_to_the_statement_and_to_the_indicator(self) -> None:
        body = html(written(WRONG, "en"))
        assert "at=invention_patents_granted%40CN%402023" in body
        assert re.search(r'<a href="indicator\?[^"]*id=invention_patents_granted', body)
        drawn = html(open_page("proof", "en", at="invention_patents_granted@CN@2023"))
        assert "ip-statement" in drawn

    @pytest.mark.parametrize("lang", LANGS)
    def test_examples_and_an_empty_field_are_one_click_away(self, lang: Lang) -> None:
        app = open_page("proof", lang)
        for other in LANGS:
            app.button(key=f"sample_{other}_{lang}").click().run()
            assert app.text_area[0].value == text(other)("draft.sample")
        app.button(key=f"clear_draft_{lang}").click().run()
        assert app.text_area[0].value == ""
        assert text(lang)("draft.empty") in html(app)
        assert "ip-proof" not in html(app)
        assert app.button(key=f"clear_draft_{lang}").disabled

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_text_without_numbers_is_told(self, lang: Lang) -> None:
        app = written("知识产权事业。", lang)
        assert text(lang)("draft.none") in html(app)
        assert marks(app) == []
        assert not app.get("download_button")

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_very_long_text_gets_one_sentence(self, lang: Lang) -> None:
        app = written("知" * 200_000, lang)
        assert [w.value for w in app.warning] == [proof.too_long(200_000, lang)]
        assert "ip-draft" not in html(app)

    def test_a_text_with_nothing_wrong_is_not_offered_corrected(self) -> None:
        app = written("2023年授权发明专利92.1万件。", "en")
        assert text("en")("draft.all_right", count=1) in html(app)
        assert text("en")("draft.nothing") in html(app)
        keys = [b.proto.id.rpartition("-")[2] for b in app.get("download_button")]
        assert keys == ["draft_docx_en", "draft_html_en", "draft_json_en"]

    @pytest.mark.parametrize("lang", LANGS)
    def test_what_cannot_be_judged_is_not_said_to_be_right(self, lang: Lang) -> None:
        body = html(written("2023年授权发明专利92.1万件。全年举办培训36期。", lang))
        assert text(lang)("draft.all_right_but", count=2, unknown=1) in body

    def test_the_corrected_text_is_ready_to_be_copied(self) -> None:
        found = re.search(r'data-do="text" data-text="([^"]*)"', html(written(WRONG)))
        assert found is not None
        assert unescape(found[1]) == "2023年授权发明专利92.1万件。"

    @pytest.mark.parametrize("lang", LANGS)
    def test_what_is_left_wrong_is_told_beside_the_corrected_text(self, lang: Lang) -> None:
        """Of all of 2024 the tables have no pledge financing, but of its first nine months."""
        say = text(lang)
        app = written(f"{WRONG}2024年专利商标质押融资额7922.3亿元。", lang)
        place = say("proof.place", line=1, column=33)
        left = say("proof.left_one", text="7922.3亿", place=place)
        told = say("proof.put", put=1, wrong=2) + say("proof.left", left=left)
        assert told in unescape(html(app))
        assert say("proof.put", put=1, wrong=1) in unescape(html(written(WRONG, lang)))

    def test_the_text_is_kept_between_pages_and_languages(self) -> None:
        app = written(WRONG)
        app.switch_page("policy.py").run()
        app.switch_page("proof.py").run()
        assert app.text_area[0].value == WRONG
        app.query_params["lang"] = "en"
        app.run()
        assert app.text_area[0].value == WRONG
        assert text("en")("proof.verdict.contradicted") in html(app)

    def test_the_text_stands_in_no_address(self) -> None:
        app = written(WRONG)
        assert set(app.query_params) == {"lang"}
        assert set(app.session_state["view"]) == {"lang"}

    def test_what_is_in_view_counts(self) -> None:
        assert marks(written(WRONG, sup="0")) != [("wrong", "95.1万")]


class TestHostileText:
    def test_it_is_shown_as_text(self) -> None:
        app = written(HOSTILE)
        body = html(app)
        assert not app.exception
        assert "<script>" not in body
        assert "<img" not in body
        plain = re.sub("<mark[^>]*>|<sup.*?</sup></mark>", "", body)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;" in plain
        assert ("wrong", "95.1万") in marks(app)

    def test_lines_and_tabs_are_kept_and_what_no_page_shows_is_marked(self) -> None:
        assert lines("a\r\nb\tc\x00\ud800\x85d") == "a&#10;b&#9;c\ufffd\ufffd&#10;d"
        assert lines(" \U0001f600'\"") == " \U0001f600&#39;&#34;"

    def test_a_fault_is_told_by_number_and_the_log_has_nothing_of_the_text(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(said: str, *_: object) -> None:
            raise ValueError(said)

        monkeypatch.setattr(proof, "judge", broken)
        with caplog.at_level(logging.ERROR):
            app = written(WRONG, "en")
        (error,) = app.error
        record = [r for r in caplog.records if r.name == "dashboard"][-1]
        reference = re.findall(r"[0-9A-F]{8}", error.value)[0]
        assert reference in record.getMessage()
        assert "ValueError" in record.getMessage()
        assert "95.1" not in caplog.text


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=words.routes()))


def sent(
    client: TestClient, name: str, raw: bytes, lang: Lang = "en"
) -> tuple[int, dict[str, str]]:
    answer = client.post(f"{WORDS}?lang={lang}", content=raw, headers={words.NAME: name})
    return answer.status_code, json.loads(answer.content)


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


class TestFiles:
    def test_the_words_of_files_are_given_back(self, client: TestClient) -> None:
        document = Document()
        document.add_paragraph(WRONG)
        made = io.BytesIO()
        document.save(made)
        assert sent(client, "%E7%A8%BF.docx", made.getvalue()) == (200, {"words": WRONG})
        assert sent(client, "a.txt", WRONG.encode("gb18030")) == (200, {"words": WRONG})
        assert sent(client, "a.md", f"{WRONG}\r\n".encode()) == (200, {"words": f"{WRONG}\r\n"})

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(
        ("name", "raw", "reason"),
        [
            ("a.txt", b"", "empty"),
            ("a.txt", b"1" * (LARGEST + 1), "large"),
            ("a.docx", b"PK\x03\x04broken", "broken"),
            ("a.pptx", packed({"ppt/presentation.xml": b"<a/>"}), "broken"),
            ("a.docx", packed({"word/document.xml": b"", "word/vbaProject.bin": b""}), "macros"),
            ("a.docx", packed({"word/document.xml": b"0" * 40_000_000}), "large"),
            ("a.exe", b"MZ", "kind"),
        ],
    )
    def test_what_is_not_read_gets_one_sentence(
        self, client: TestClient, name: str, raw: bytes, reason: str, lang: Lang
    ) -> None:
        status, answer = sent(client, name, raw, lang)
        told = text(lang)(f"proof.fault.{reason}", file=name, kinds=".txt .md .docx .pptx")
        assert status == 400
        assert answer["fault"].casefold().rstrip(".。") == told.casefold()
        assert answer["fault"][-1] == {"zh": "。", "en": "."}[lang]

    def test_more_words_than_are_checked_are_refused(self, client: TestClient) -> None:
        told = {"fault": proof.too_long(200_000, "zh")}
        assert sent(client, "a.txt", ("知" * 200_000).encode(), "zh") == (400, told)

    def test_a_long_name_is_cut(self, client: TestClient) -> None:
        _, answer = sent(client, f"{'n' * 500}.exe", b"MZ")
        assert len(answer["fault"]) < 200

    def test_others_wait_their_turn(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(words, "_ROOM", asyncio.Semaphore(0))
        told = {"fault": text("en")("draft.busy_files")}
        assert sent(client, "a.txt", WRONG.encode()) == (503, told)

    def test_a_file_that_does_not_arrive_is_let_go(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def slow(_: object) -> bytes:
            await asyncio.sleep(5)
            return b""

        monkeypatch.setattr(words, "SECONDS", 0.01)
        monkeypatch.setattr(words, "_content", slow)
        status, answer = sent(client, "a.txt", b"1")
        assert (status, answer["fault"]) == (400, "The file a.txt cannot be read.")


def test_every_verdict_has_its_group() -> None:
    from metrics.proof.marks import MARKS

    assert set(VERDICTS) - set(MARKS) == {"not_a_figure"}
