"""The app with made-up texts at hand, without any, and with files that are at fault."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import Selection, Tables
from metrics.locale import LANGS, Lang, text
from metrics.verification import claims, documents
from metrics.verification.copies import name_of
from metrics.verification.messages import title_words
from pages.parts.blocks import texts
from tests.apps import html, open_page
from tests.invented import invented, shelf, without

REPORT = "cnipa-work-report-2023"
AMOUNT = "pledge_financing@CN@2022@progress/4/2"
# The page of an indicator with the tab that quotes its sentences.
STATEMENTS = {"id": "pledge_financing", "tab": "statements"}


@pytest.fixture(scope="module")
def full(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelf(tables, tmp_path_factory.mktemp("texts"))


@pytest.fixture
def at_hand(full: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(texts.VARIABLE, str(full))
    return full


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is named."""
    monkeypatch.setenv(texts.VARIABLE, str(tmp_path))
    return tmp_path


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(texts.VARIABLE, raising=False)


def view(page: str, lang: Lang = "zh", **chosen: str) -> AppTest:
    app = open_page(page, lang)
    app.session_state["view"] = {"lang": lang} | chosen
    app.session_state["called_back"] = True
    app.run()
    assert not app.exception
    assert not app.error
    return app


def shown(app: AppTest) -> str:
    """Return the words of a page without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(style|script)>.*?</\1>", "", html(app))))


class TestReading:
    @pytest.mark.parametrize("lang", LANGS)
    def test_every_text_is_shown_with_every_fact_marked(
        self, at_hand: Path, tables: Tables, lang: Lang
    ) -> None:
        say = text(lang)
        for document in documents(tables):
            app = view("reading", lang, doc=document)
            body = html(app)
            assert not app.warning
            assert title_words(tables, document, lang) in shown(app)
            plain = (at_hand / f"{document}.txt").read_text("utf-8")
            for line in filter(None, plain.split("\n")):
                assert line in shown(app)
            linked = body.count('<mark class="ip-f" id=')
            assert linked == len({c.locator + c.printed for c in claims(tables, document)})
            assert body.count(f'<a href="indicator?lang={lang}&amp;id=') == linked
            assert say("texts.left_over") in shown(app)
            assert 'class="ip-left" id=' not in body

    def test_a_mark_tells_name_period_and_value(self, at_hand: Path) -> None:
        body = html(view("reading", "en", doc=REPORT))
        (mark,) = re.findall(r"<mark[^>]*><a[^>]*>4868.8亿元</a></mark>", body)
        assert "id=pledge_financing" in mark
        assert "2022 (inferred) · CNY 486.88 billion" in mark

    def test_numerals_are_marked_by_class(self, at_hand: Path, tables: Tables) -> None:
        body = html(view("reading", "en", doc=REPORT))
        label = tables.label("numeral_class", "marker", "en")
        assert f'<span class="ip-n ip-n-marker" title="{label}">' in body

    def test_one_class_or_none_is_marked(self, at_hand: Path) -> None:
        app = view("reading", "en", doc=REPORT)
        assert ".ip-n:not(" not in html(app)
        app.selectbox(key="w_mark_en").select("date").run()
        assert app.query_params["mark"] in ("date", ["date"])
        assert ".ip-n:not(.ip-n-date)" in html(app)
        app.selectbox(key="w_mark_en").select("none").run()
        assert ".ip-n:not(.ip-n-none)" in html(app)

    def test_the_fact_of_the_address_is_brought_into_view(self, at_hand: Path) -> None:
        body = html(view("reading", doc=REPORT, at=AMOUNT))
        (number,) = re.findall(r'<mark class="ip-f" id="(m\d+)"><a[^>]*>4868.8亿元', body)
        assert f"[[&#34;seek&#34;, &#34;{number}&#34;]]" in body
        assert "ip-call" not in html(view("reading", doc=REPORT))

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_fact_that_the_text_knows_nothing_of(self, at_hand: Path, lang: Lang) -> None:
        app = view("reading", lang, doc=REPORT, at="<b>no fact")
        assert [w.value for w in app.warning] == [text(lang)("state.bad", parameter="at")]
        assert "<b>no fact" not in html(app)

    def test_what_is_in_view_changes_no_text(self, at_hand: Path, tables: Tables) -> None:
        early = tables.select(Selection(vintage="2021-06-30"))
        assert texts.copy_of(early, REPORT) is texts.copy_of(tables, REPORT)
        app = view("reading", "zh", doc=REPORT, v="2021-06-30")
        assert html(app).count('<mark class="ip-f" id=') == 48

    @pytest.mark.parametrize("lang", LANGS)
    def test_what_a_copy_lacks_and_what_is_left_over_stands_first(
        self, own: Path, tables: Tables, lang: Lang
    ) -> None:
        plain = without(invented(tables, REPORT), "新时代十年，系统擘画", "新时代十年，推动")
        plain = plain.replace("4868.8亿元", "4868.9亿元<b>")
        (own / f"{REPORT}.txt").write_text(plain, "utf-8")
        app = view("reading", lang, doc=REPORT, at=AMOUNT)
        say = text(lang)
        body = shown(app)
        lost = say("verify.missing", place=tables.locator("decade-plan", lang))
        assert body.count(lost) == 2
        assert say("texts.alarm", missed=2, left=1, lost=2) in body
        assert "4868.9亿元<b>" in body
        assert "亿元<b>" not in html(app)
        (mark,) = re.findall(r'<mark class="ip-left" id="(m\d+)"', html(app))
        assert f'href="#{mark}"' in html(app)
        assert "4868.8亿元" in app.warning[0].value
        listed = view("reading", lang)
        assert tables.locator("decade-plan", lang) in shown(listed)
        assert say("texts.state.partial") in shown(listed)

    def test_a_changed_file_is_read_again(self, own: Path, tables: Tables) -> None:
        path = own / f"{REPORT}.txt"
        path.write_text("", "utf-8")
        assert texts.copy_of(tables, REPORT).state == "empty"
        path.write_text(invented(tables, REPORT), "utf-8")
        app = view("reading", doc=REPORT)
        assert not app.warning
        path.unlink()
        app.run()
        assert app.warning


class TestFaults:
    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(
        ("raw", "state"),
        [
            (b"", "empty"),
            (b"%PDF-1.7\n" + bytes(range(256)) * 20, "garbled"),
            ("知识产权的另一份文本，与此无关。".encode("gb18030"), "foreign"),
        ],
    )
    def test_a_file_at_fault_is_told(self, own: Path, lang: Lang, raw: bytes, state: str) -> None:
        (own / f"{REPORT}.txt").write_bytes(raw)
        say = text(lang)
        app = view("reading", lang, doc=REPORT)
        said = say("texts.fault", file=f"{REPORT}.txt", state=say(f"texts.state.{state}"))
        assert [w.value for w in app.warning] == [said]
        for page, chosen in (("data", {}), ("indicator", STATEMENTS)):
            body = shown(view(page, lang, **chosen))
            assert say(f"texts.state.{state}") in body
            assert str(own) not in html(app)

    @pytest.mark.parametrize("lang", LANGS)
    def test_another_document_is_named(self, own: Path, tables: Tables, lang: Lang) -> None:
        (own / f"{REPORT}.txt").write_text(invented(tables, "shen-2020-article"), "utf-8")
        (warning,) = view("reading", lang, doc=REPORT).warning
        assert title_words(tables, "shen-2020-article", lang) in warning.value

    @pytest.mark.parametrize("lang", LANGS)
    def test_no_folder_says_how_to_get_there(
        self, nowhere: None, tables: Tables, lang: Lang
    ) -> None:
        say = text(lang)
        for page in ("reading", "data"):
            body = shown(view(page, lang))
            assert say("texts.no_folder") in body
            assert texts.VARIABLE in body
            for source in tables.sources.values():
                if source.document:
                    assert f"{source.document}.txt" in body
                    assert source.title(lang) in body
                    assert source.issuer(lang) in body
        app = view("indicator", lang, **STATEMENTS)
        assert say("texts.none_here") in shown(app)
        assert f'href="reading?lang={lang}"' in html(app)
        assert "reading?" not in html(
            view("indicator", lang, id="gi_products_approved", tab="statements")
        )
        assert "doc=" not in html(view("data", lang, theme="utilisation"))
        one = view("reading", lang, doc=REPORT)
        said = say("texts.fault", file=f"{REPORT}.txt", state=say("texts.state.absent"))
        assert [w.value for w in one.warning] == [said]

    @pytest.mark.parametrize(
        ("named", "key"),
        [("/no/such folder", "bad_folder"), ("a\0b", "bad_folder"), ("", "no_folder")],
    )
    def test_a_folder_that_is_not_there(
        self, monkeypatch: pytest.MonkeyPatch, named: str, key: str
    ) -> None:
        if "\0" in named:
            monkeypatch.setattr(texts, "folder", lambda: Path(named))
        else:
            monkeypatch.setenv(texts.VARIABLE, named)
        for page in ("reading", "data"):
            app = view(page)
            assert text("zh")(f"texts.{key}") in shown(app)
            assert "no/such" not in html(app)

    def test_an_empty_folder(self, own: Path) -> None:
        app = view("reading", "en")
        assert text("en")("texts.empty_folder") in shown(app)
        assert str(own) not in html(app)

    def test_an_unknown_document_is_told(self, at_hand: Path) -> None:
        app = open_page("overview", "en", doc="no-document")
        assert not app.exception
        assert [w.value for w in app.warning] == [text("en")("state.bad", parameter="doc")]


class TestPassages:
    @pytest.mark.parametrize("lang", LANGS)
    def test_statements_show_their_sentences(
        self, at_hand: Path, tables: Tables, lang: Lang
    ) -> None:
        body = html(view("indicator", lang, **STATEMENTS))
        quotes = re.findall(r'<blockquote lang="zh-CN">(.*?)</blockquote>', body)
        marked = [re.findall(r"<mark[^>]*>(.*?)</mark>", q) for q in quotes]
        assert marked == [["迈上8000亿元台阶"], ["4868.8亿元"], ["迈上4000亿元台阶"]]
        assert "某项是" in quotes[1]
        assert f"reading?lang={lang}&amp;doc={REPORT}&amp;at=pledge_financing@CN@2022@" in body
        assert tables.locator("progress/4/2", lang) in body

    def test_several_facts_of_one_figure_are_one_passage(self, at_hand: Path) -> None:
        body = html(
            view("indicator", "en", **STATEMENTS | {"id": "pledge_financing_yearly_growth"})
        )
        (quote,) = re.findall(r"<blockquote.*?</blockquote>", body)
        assert quote.count("<mark") == 1
        assert quote.count("at least 40%") == 3

    @pytest.mark.parametrize("lang", LANGS)
    def test_what_cannot_be_shown_is_told(self, own: Path, tables: Tables, lang: Lang) -> None:
        plain = invented(tables, REPORT).replace("4868.8亿元", "4868.7亿元")
        (own / f"{REPORT}.txt").write_text(plain, "utf-8")
        body = view("indicator", lang, **STATEMENTS)
        say = text(lang)
        assert html(body).count("<blockquote") == 1
        assert "4868.7" in shown(body)
        absent = say(
            "texts.not_shown",
            title=title_words(tables, "hdu-reader-2024-24", lang),
            state=say("texts.state.absent"),
            count=1,
        )
        assert absent in shown(body)


class TestData:
    @pytest.mark.parametrize("lang", LANGS)
    def test_locators_lead_to_their_places(self, at_hand: Path, tables: Tables, lang: Lang) -> None:
        body = html(view("data", lang, source=REPORT))
        places = set(re.findall(r'<td class="ip-locator"><a href="reading\?([^"]*)"', body))
        names = {unescape(p).partition("&at=")[2].replace("%2F", "/") for p in places}
        own_facts = {name_of(c).replace("#", "%23") for c in claims(tables, REPORT)}
        assert len(names) == 50
        assert names <= own_facts
        assert '<td class="ip-locator"><a' not in html(view("data", lang, source="scio-2024-01-16"))

    @pytest.mark.parametrize("lang", LANGS)
    def test_the_documents_are_listed_with_what_was_found(
        self, at_hand: Path, tables: Tables, lang: Lang
    ) -> None:
        body = html(view("data", lang))
        say = text(lang)
        for document in documents(tables):
            done = texts.copy_of(tables, document).account
            assert done is not None
            facts, numerals = len(done.found), len(done.reading.numerals)
            for count in (facts, numerals):
                assert say("texts.of", some=count, all=count) in body
            assert f'href="reading?lang={lang}&amp;doc={document}"' in body
        assert say("texts.count", all=5, read=5) in body
