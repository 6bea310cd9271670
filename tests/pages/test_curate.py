"""The page for curators: forms, files, what came of them, and that nothing of it is left."""

from __future__ import annotations

import io
import logging
import re
import tempfile
import zipfile
from dataclasses import fields
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from metrics import Tables
from metrics.curation.form import Asked
from metrics.locale import LANGS, Lang, text
from pages.parts.blocks import curate_form, handing, uploads
from pages.parts.http import web
from pages.parts.state import store
from pages.parts.state.limits import READERS
from tests.apps import html, open_page
from tests.curation.filling import FACT, facts_book, filled, run, saved, template
from tests.frozen import FROZEN

WRONG = FACT | {"value": "1.2", "period": "Jun-26"}


def handed_in(raw: bytes, lang: Lang = "en", name: str = "report.xlsx") -> AppTest:
    app = open_page("curate", lang)
    app.file_uploader[0].set_value((name, raw, "application/octet-stream")).run()
    assert not app.exception
    return app


def lines(app: AppTest, part: str) -> list[str]:
    """Return the entries of a part of the page, without markup."""
    found = re.findall(rf'<section class="ip {part}".*?</section>', html(app))
    entries = re.findall(r"<li.*?</li>", "".join(found))
    return [" ".join(unescape(re.sub("<[^>]*>", " ", entry)).split()) for entry in entries]


def downloads(app: AppTest) -> dict[str, str]:
    return {b.proto.label: b.proto.id.rpartition("-")[2] for b in app.get("download_button")}


def state_of(*folders: Path) -> dict[str, str]:
    """Return every file below some folders with its digest."""
    files = (f for folder in folders for f in folder.rglob("*") if f.is_file())
    return {str(f): sha256(f.read_bytes()).hexdigest() for f in files}


class TestForm:
    @pytest.mark.parametrize("lang", LANGS)
    def test_it_opens_on_a_form_of_all_and_nothing_else(self, lang: Lang) -> None:
        app = open_page("curate", lang)
        say = text(lang)
        assert not app.exception
        assert downloads(app) == {say("curate.page.take_form"): f"take_form_{lang}"}
        assert say("curate.page.kept") in html(app)
        assert "ip-faults" not in html(app)

    def test_what_is_chosen_is_counted(self) -> None:
        app = open_page("curate", "en")
        app.selectbox(key="form_theme_en").set_value("services").run()
        every = store.served()
        own = [d for d in every.definitions.values() if d.theme == "services"]
        assert text("en")("curate.page.holds", count=len(own)) in html(app)

    def test_it_is_the_form_that_the_command_writes(self, tmp_path: Path) -> None:
        out = tmp_path / "form.xlsx"
        asked = ("template", "--lang", "en", "--indicator", "gii_rank", "--period", "2026")
        assert run(*asked, "-o", out).exit_code == 0
        made = curate_form.form(store.served(), Asked(("gii_rank",), period="2026"), "en")
        assert parts(made) == parts(out.read_bytes())

    def test_a_publication_that_is_new_stands_in_each_row(self) -> None:
        """Its id is typed; where its figures stand is said with it."""
        made = curate_form.form(store.served(), Asked(("gii_rank",), source="wipo-2027"), "en")
        sheet = load_workbook(io.BytesIO(made))[text("en")("curate.form.facts")]
        row = [cell.value for cell in sheet[5]]
        assert {"gii_rank", "wipo-2027", "text"} <= set(row)
        app = open_page("curate", "en")
        assert app.selectbox(key="form_source_en").proto.accept_new_options

    def test_regions_and_whole_tables(self) -> None:
        app = open_page("curate", "zh")
        app.radio(key="form_of_zh").set_value(1).run()
        app.radio(key="form_kind_zh").set_value(1).run()
        assert not app.exception
        assert len(app.multiselect) == 2
        assert text("zh")("curate.page.take_form") in downloads(app)

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_period_that_is_none_is_told(self, lang: Lang) -> None:
        app = open_page("curate", lang)
        app.text_input(key=f"form_period_{lang}").set_value("next year").run()
        assert [w.value for w in app.warning] == [
            text(lang)("curate.bad_period", value="next year")
        ]
        assert downloads(app) == {}


def parts(raw: bytes) -> dict[str, bytes]:
    """Return the sheets of a workbook."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {n: package.read(n) for n in package.namelist() if n.startswith("xl/worksheets")}


class TestProblems:
    @pytest.mark.parametrize("lang", LANGS)
    def test_each_stands_at_its_cell_with_the_remedy(self, lang: Lang) -> None:
        app = handed_in(saved(facts_book(WRONG, lang=lang)), lang)
        told = lines(app, "ip-faults")
        assert [t.partition(" ")[0] for t in told] == ["Figures!C2", "Figures!D2"]
        assert "“Jun-26”" in told[0]
        assert text(lang)("curate.page.faults", count=2) in html(app)
        assert not any("tables" in key for key in downloads(app).values())

    def test_mended_and_handed_in_again(self) -> None:
        app = handed_in(saved(facts_book(WRONG)))
        app.button(key="drop_upload_en").click().run()
        assert "ip-faults" not in html(app)
        app.file_uploader[0].set_value(
            ("report.xlsx", saved(facts_book(FACT)), "application/octet-stream")
        ).run()
        assert "ip-faults" not in html(app)
        assert text("en")("curate.page.sound") in html(app)

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(
        ("raw", "key"),
        [
            (b"PK\x03\x04 cut off", "curate.unread_broken"),
            (b"%PDF-1.7", "curate.unread_kind"),
            (b" ", "curate.unread_empty"),
            (b"1" * (uploads.MOST * 10**6 + 1), "curate.page.large"),
        ],
    )
    def test_what_cannot_be_read_gets_one_sentence(self, raw: bytes, key: str, lang: Lang) -> None:
        app = handed_in(raw, lang, "报告.xlsx")
        told = text(lang)(key, file="报告.xlsx", most=uploads.MOST)
        assert [e.value for e in app.error] == [told]

    def test_a_bomb_gets_one_sentence(self) -> None:
        made = io.BytesIO(saved(facts_book(FACT)))
        with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/media/zeros.bin", b"0" * 70_000_000)
        app = handed_in(made.getvalue())
        assert [e.value for e in app.error] == [
            text("en")("curate.unread_large", file="report.xlsx")
        ]

    def test_others_wait_their_turn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(READERS, "waiting", 0.01)
        for _ in range(READERS.most):
            assert READERS._room.acquire(timeout=1)
        try:
            app = handed_in(saved(facts_book(FACT)))
        finally:
            for _ in range(READERS.most):
                READERS._room.release()
        assert [e.value for e in app.error] == [text("en")("curate.page.busy")]

    def test_a_fault_is_told_by_number_and_the_log_has_nothing_of_the_file(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(_: object, name: str, *__: object, **___: object) -> None:
            raise RuntimeError(name)

        monkeypatch.setattr(READERS, "run", broken)
        with caplog.at_level(logging.ERROR):
            app = handed_in(saved(facts_book(FACT)), name="secret.xlsx")
        (error,) = app.error
        (reference,) = re.findall(r"[0-9A-F]{8}", error.value)
        assert reference in caplog.text
        assert "RuntimeError" in caplog.text
        assert "secret" not in caplog.text


class TestDifference:
    @pytest.mark.parametrize("lang", LANGS)
    def test_rows_effects_and_charts(self, lang: Lang) -> None:
        app = handed_in(saved(facts_book(FACT, lang=lang)), lang)
        say, body = text(lang), html(app)
        told = lines(app, "ip-diff")
        assert told[0].startswith("Sources!2")
        assert told[1].startswith("Figures!2")
        assert "1200000000000" in told[1]
        assert say("curate.page.charts") in body
        turns = re.findall(r'<div class="ip ip-turn"><b>(.*?)</b>', body)
        sides = [say("curate.page.before"), say("curate.page.after")]
        assert turns == sides * (len(turns) // 2) != []
        keys = {c.proto.id.rpartition("-c-")[2] for c in app.get("plotly_chart")}
        assert {"before-0", "after-0"} <= keys

    def test_no_picture_or_file_of_a_trial_figure_is_offered(self) -> None:
        body = html(handed_in(saved(facts_book(FACT))))
        assert 'id="m-after-0"' in body
        assert "picture.png" not in body
        assert "indicators.csv?" not in body

    def test_nothing_new(self) -> None:
        app = handed_in((FROZEN / "sources.csv").read_bytes(), name="sources.csv")
        told = text("en")("curate.again", file="sources.csv")
        assert [w.value for w in app.warning] == [told]
        empty = curate_form.form(store.served(), Asked(("gii_rank",)), "en")
        app = handed_in(empty, name="a.csv")
        assert [w.value for w in app.warning] == [text("en")("curate.nothing", file="a.csv")]

    def test_a_row_that_is_there_is_corrected_where_that_is_asked_for(self) -> None:
        row = next(o for o in store.served().statements if o.definition.id == "gii_rank")
        fact = FACT | {
            **{"indicator": "gii_rank", "area": row.area, "period": row.period.code},
            **{"value": "9", "printed": "9", "source": row.source.id, "locator": row.locator},
        }
        app = handed_in(saved(facts_book(fact)))
        assert len(lines(app, "ip-faults")) == 1
        app.checkbox(key="correct_en").check().run()
        assert any(text("en")("curate.corrected") in told for told in lines(app, "ip-diff"))

    def test_the_file_is_kept_between_pages_and_languages(self) -> None:
        app = handed_in(saved(facts_book(FACT)))
        app.switch_page("policy.py").run()
        app.switch_page("curate.py").run()
        assert text("en")("curate.page.sound") in html(app)
        app.query_params["lang"] = "zh"
        app.run()
        assert text("zh")("curate.page.sound") in html(app)
        assert set(app.query_params) == {"lang"}

    def test_the_tables_are_those_that_the_command_writes(
        self, copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taken: list[bytes] = []
        real = handing.st.download_button

        def kept(label: str, data: bytes, **look: object) -> bool:
            if str(look["key"]).startswith("take_tables"):
                taken.append(data)
            return bool(real(label, data, **look))  # type: ignore[arg-type]

        monkeypatch.setattr(handing.st, "download_button", kept)
        raw = filled(template(store.served(), "en"), "en", {"indicators": [NEW]})
        handed_in(raw)
        file = tmp_path / "report.xlsx"
        file.write_bytes(raw)
        before = state_of(copied)
        done = run("import", file, "--data", copied)
        assert done.exit_code == 0, done.output
        after = state_of(copied)
        with zipfile.ZipFile(io.BytesIO(taken[0])) as package:
            offered = {n: package.read(n) for n in package.namelist()}
        changed = {Path(name).name for name in after if before[name] != after[name]}
        assert set(offered) == changed == {"indicators.csv"}
        assert all(own == (copied / name).read_bytes() for name, own in offered.items())


NEW = FACT | {"period": "2025", "source": "china-ip-news-2026-01-29"}


class TestNothingIsLeft:
    def test_on_the_disk(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.chdir(tmp_path)
        before = state_of(FROZEN.parent)
        handed_in(saved(facts_book(FACT)))
        handed_in(saved(facts_book(WRONG)))
        assert state_of(FROZEN.parent) == before
        # A process that reads files has a folder there as long as it runs.
        assert not state_of(tmp_path)

    def test_of_an_upload_on_its_way(self) -> None:
        """What takes uploads parses them in memory, also those of megabytes."""
        rolled: list[object] = []

        async def parsed(request: Request) -> PlainTextResponse:
            form = await request.form()
            rolled.append(form["file"].file._rolled)  # type: ignore[union-attr]
            return PlainTextResponse("")

        client = TestClient(Starlette(routes=[Route("/", parsed, methods=["POST"])]))
        assert web.middleware()
        client.post("/", files={"file": ("a.csv", b"1" * uploads.MOST * 10**6)})
        assert rolled == [False]

    def test_with_others(self) -> None:
        served = store.served()
        app = handed_in(saved(facts_book(FACT)))
        assert text("en")("curate.page.sound") in html(app)
        assert store.served() is served
        made = app.session_state["upload"]
        (found,) = made.studies.values()
        kept = [key for shelf in (store._SHARED, store._CHOSEN) for key in shelf._kept]
        assert kept
        assert not [key for key in kept if found.after.version in key[3]]
        # Of its own tables the session holds no more than their rows.
        assert found.before is served
        assert vars(found.after).keys() == {one.name for one in fields(Tables)}
        drawn = dict(made.drawn)
        assert any(found.after.version in key[3] for key in drawn)
        shown = html(app)
        app.run()
        assert html(app) == shown
        assert made.drawn == drawn, "nothing is drawn twice"
        other = open_page("curate", "en")
        assert "report.xlsx" not in html(other)
        assert "upload" not in other.session_state
        theme = html(open_page("utilisation", "en"))
        assert "1.2" not in "".join(re.findall(r"CNY 1\.2 tn", theme))
