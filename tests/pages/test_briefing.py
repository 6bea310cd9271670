"""The briefing page and its plain routes, without a browser."""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pptx import Presentation
from pptx.util import Inches
from streamlit.testing.v1 import AppTest

from metrics import Tables
from metrics.briefing.changes import kept, with_since
from metrics.briefing.deck import MOST, Deck, Slide, from_json, parse_address, to_json
from metrics.briefing.editing import added, combined, kinds_of, layout_of, shown_as, taken_apart
from metrics.briefing.ready import DECKS, OVERALL, ready
from metrics.exports import images
from metrics.exports.templates import DOCX, PPTX, Kind
from metrics.locale import LANGS, Lang, text
from pages.parts.blocks import deck_files
from pages.parts.http import present
from pages.parts.state import deck_cookie
from pages.parts.state.deck_cookie import Kept
from tests.apps import html, newest_job, open_page
from tests.asking import EVERY, Answer, ask, post
from tests.books import DAY

GII = "indicator?id=gii_rank"
PLEDGE = "indicator?id=pledge_financing"
FIGURE = f"{GII}&show=figure"


def deck_of(app: AppTest) -> Deck:
    return parse_address(app.session_state["view"].get("d", ""))


class TestEditing:
    def test_figures_join_those_at_the_end_and_nothing_is_added_twice(self) -> None:
        deck = added(Deck((Slide("title"), Slide("sources"))), [GII, FIGURE, GII])
        deck = added(deck, [f"{PLEDGE}&show=figure"])
        assert [s.layout for s in deck.slides] == ["title", "chart", "figures", "sources"]
        assert len(deck.slides[2].views) == 2

    def test_a_ninth_figure_begins_a_slide(self) -> None:
        views = [f"indicator?id=x{n}&show=figure" for n in range(9)]
        assert [len(s.views) for s in added(Deck(), views).slides] == [8, 1]

    def test_layouts_have_room_for_what_they_hold(self) -> None:
        assert layout_of([GII]) == "chart"
        assert layout_of([GII, PLEDGE]) == "charts"
        assert layout_of([GII, FIGURE]) == "chart_figures"
        assert layout_of([FIGURE]) == "figures"
        assert layout_of([f"{GII}&show=table"]) == "table"
        assert layout_of([GII, PLEDGE, "services"]) is None
        assert layout_of([GII, *(f"indicator?id=x{n}&show=figure" for n in range(4))]) is None

    def test_combining_and_taking_apart(self) -> None:
        both = combined(Slide("chart", (GII,)), Slide("chart", (PLEDGE,)))
        assert both is not None
        assert both.layout == "charts"
        assert [s.views for s in taken_apart(both)] == [(GII,), (PLEDGE,)]
        assert combined(Slide("title", ("creation",)), Slide("chart", (GII,))) is None
        assert combined(both, Slide("chart", ("services",))) is None

    def test_a_view_is_shown_otherwise_and_back(self) -> None:
        slide = Slide("chart", (GII,), {"zh": "位次"})
        table = shown_as(slide, "table")
        assert table == Slide("table", (f"{GII}&show=table",), {"zh": "位次"})
        assert shown_as(table, "chart") == slide
        assert kinds_of("services") == ("chart",)


def code(*slides: str, since: str = "") -> str:
    return deck_cookie.packed(Kept("~".join(slides), since))


def letters(number: int) -> str:
    """Return letters that no packing makes short."""
    made = b"".join(sha256(bytes([number, n])).digest() for n in range(5))
    return "".join(chr(ord("A") + byte % 26) for byte in made)


LONG = "~".join(f"chart!{GII}*zh:{letters(n)}" for n in range(MOST))


@pytest.fixture
def cookie(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the browser send a cookie when a session begins."""
    return lambda sent: monkeypatch.setattr(deck_cookie, "told", lambda: sent)


def heard(app: AppTest, common: str, now: str) -> AppTest:
    """Let the browser tell what another window keeps now."""
    app.query_params["kept"] = f"{common}.{now}"
    return app.run()


def scripts(app: AppTest) -> str:
    """Return what a run asks of the script of all pages."""
    return "".join(unescape(said) for said in re.findall(r'data-call="(.*?)"', html(app)))


class TestKeeping:
    def test_a_cookie_gives_the_deck_back(self, tables: Tables) -> None:
        deck = Kept(ready(tables, "overall").address(), "x")
        assert deck_cookie.unpacked(deck_cookie.packed(deck)) == deck
        assert len(deck_cookie.packed(deck)) < deck_cookie.MOST

    @pytest.mark.parametrize(
        "broken",
        ["", "x", "!!!", code("nonsense!x"), "eJwDAAAAAAE", code("title")[:-4], "é~", "x" * 9000],
    )
    def test_a_broken_cookie_is_no_deck(self, broken: str, cookie: Callable[[str], None]) -> None:
        assert deck_cookie.unpacked(broken) is None
        cookie(broken)
        app = open_page("briefing", "en")
        assert not app.exception
        assert deck_of(app) == Deck()
        # It keeps nobody from a deck of one's own, nor does another window that has it.
        app.get_by_key("ready_overall_en").click().run()
        before = deck_of(app)
        assert deck_of(heard(app, broken, broken)) == before

    def test_what_the_browser_keeps_is_there_on_every_page(
        self, cookie: Callable[[str], None]
    ) -> None:
        cookie(code("title", f"chart!{GII}"))
        for page in ("overview", "briefing"):
            app = open_page(page, "en")
            assert len(deck_of(app).slides) == 2
            assert "keepDeck" not in scripts(app)
        assert 'title="Slides in the briefing: 2"' in html(app) or ">2</span>" in html(app)

    def test_a_slide_that_another_window_added_stays(self, cookie: Callable[[str], None]) -> None:
        common = code(f"chart!{GII}")
        cookie(common)
        app = open_page("utilisation", "en", add=PLEDGE)
        assert code(f"chart!{GII}", f"chart!{PLEDGE}") in scripts(app)
        theirs = code(f"chart!{GII}", "chart!services")
        heard(app, common, theirs)
        both = [f"chart!{GII}", f"chart!{PLEDGE}", "chart!services"]
        assert deck_of(app).address() == "~".join(both)
        assert code(*both) in scripts(app)
        assert f'"{theirs}"' in scripts(app)
        assert "kept" not in app.session_state["view"]
        # The windows agree again: what is then removed in one is removed in the other.
        heard(app, code(*both), code(*both[1:]))
        assert deck_of(app).address() == "~".join(both[1:])

    def test_an_emptied_deck_is_empty_in_other_windows_and_can_be_brought_back(
        self, cookie: Callable[[str], None]
    ) -> None:
        common = code("title", f"chart!{GII}")
        cookie(common)
        app = open_page("briefing", "en")
        heard(app, common, code())
        assert deck_of(app) == Deck()
        app.get_by_key("undo").click().run()
        assert len(deck_of(app).slides) == 2

    def test_a_link_puts_nothing_into_the_kept_deck(self, cookie: Callable[[str], None]) -> None:
        cookie(code("title"))
        app = open_page("overview", "en", kept=f".{code(f'chart!{GII}')}")
        assert deck_of(app).address() == "title"
        assert "kept" not in app.session_state["view"]

    def test_decks_too_long_together_stay_apart(self, cookie: Callable[[str], None]) -> None:
        app = open_page("briefing", "en", d="~".join(["title"] * MOST))
        app.get_by_key("drop_0").click().run()
        heard(app, code(), code(*[f"chart!{GII}"] * 2))
        assert len(deck_of(app).slides) == MOST - 1
        assert [t.value for t in app.toast if text("en")("briefing.apart") in t.value]

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_deck_of_a_link_replaces_the_kept_one_only_when_told(
        self, lang: Lang, cookie: Callable[[str], None]
    ) -> None:
        cookie(code(f"chart!{GII}", f"chart!{PLEDGE}"))
        say = text(lang)
        app = open_page("briefing", lang, d="title~chart!services")
        assert [i.value for i in app.info] == [say("briefing.of_link", count=2)]
        assert "keepDeck" not in scripts(app)
        app.get_by_key("open_kept").click().run()
        assert [s.views for s in deck_of(app).slides] == [(GII,), (PLEDGE,)]
        app = open_page("briefing", lang, d="title~chart!services")
        app.get_by_key("add_to_kept").click().run()
        assert len(deck_of(app).slides) == 4
        assert not app.info
        app = open_page("briefing", lang, d="title~chart!services")
        app.get_by_key("adopt").click().run()
        assert code("title", "chart!services") in scripts(app)
        app.get_by_key("undo").click().run()
        assert [s.views for s in deck_of(app).slides] == [(GII,), (PLEDGE,)]

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_deck_too_long_for_the_browser_is_told_before_it_is_lost(
        self, lang: Lang, cookie: Callable[[str], None]
    ) -> None:
        say, short = text(lang), code(f"chart!{GII}")
        cookie(short)
        app = open_page("briefing", lang, d=LONG)
        app.get_by_key("adopt").click().run()
        assert [w.value for w in app.warning] == [say("briefing.unkept_slides")]
        # What is kept stays, and the browser asks before the window is closed.
        assert '["holdDeck", true]' in scripts(app)
        assert f'["keepDeck", "", "{short}"]' in scripts(app)
        # A file of it holds everything.
        app.session_state["filed_deck"] = Kept(deck_of(app).address())
        app.run()
        assert '["holdDeck", false]' in scripts(app)
        app.get_by_key("undo").click().run()
        assert not app.warning

    def test_an_added_chart_that_makes_it_too_long_is_told_at_once(
        self, cookie: Callable[[str], None]
    ) -> None:
        cookie("")
        app = open_page("briefing", "en", d=LONG)
        app.get_by_key("drop_0").click().run()
        app.query_params["add"] = PLEDGE
        app.run()
        assert any(text("en")("briefing.full") in t.value for t in app.toast)

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("junk", ["circus!x", "~".join(["title"] * 60), "title*xx:y"])
    def test_a_deck_that_cannot_be_read_takes_nothing_away(
        self, lang: Lang, junk: str, cookie: Callable[[str], None]
    ) -> None:
        cookie(code("title", f"chart!{GII}"))
        app = open_page("briefing", lang, d=junk)
        assert not app.exception
        assert len(app.warning) == 1
        app.get_by_key("open_kept").click().run()
        assert len(deck_of(app).slides) == 2
        # What is added meanwhile goes to the kept one.
        app = open_page("briefing", lang, d=junk, add=PLEDGE)
        assert [s.layout for s in deck_of(app).slides] == ["title", "chart", "chart"]

    def test_a_record_too_long_for_the_browser_is_told(
        self, tables: Tables, cookie: Callable[[str], None]
    ) -> None:
        cookie("")
        deck = kept(tables, ready(tables, OVERALL), DAY)
        plain = json.loads(to_json(deck))
        plain["made"]["data"] = "older"
        for n, (key, fact) in enumerate(plain["facts"].items()):
            value, qualifier, _ = fact.split(" ", 2)
            plain["facts"][key] = f"{value}{n}7 {qualifier} {letters(n)[:40]}"
        answer = post("deck?lang=en", "deck", json.dumps(plain).encode())
        found = parse_qs(urlsplit(answer.headers["location"]).query)
        app = open_page("briefing", "en", d=found["d"][0], since=found["since"][0])
        assert any("kept on" in i.value for i in app.info)
        app.get_by_key("down_1").click().run()
        assert [w.value for w in app.warning] == [text("en")("briefing.unkept_since")]
        assert deck_cookie.packed(Kept(deck_of(app).address())) in scripts(app)

    def test_an_address_has_an_end(self) -> None:
        """A server takes no more than some 64,000 letters, nine for each Chinese one."""
        app = open_page("briefing", "en", d="~".join([f"chart!{GII}*zh:{'知' * 120}"] * MOST))
        assert not app.exception
        assert any("40000" in w.value for w in app.warning)
        app = open_page("briefing", "zh", d="~".join([f"chart!{GII}*en:{'a b ' * 50}"] * 35))
        assert len(deck_of(app).slides) == 35
        # A change that would make it longer is told, and not made.
        app = open_page("briefing", "zh", d="~".join([f"chart!{GII}*en:{'知' * 105}"] * MOST))
        app.get_by_key("title_zh_0").set_value("知识产权" * 50).run()
        assert [t.value for t in app.toast] == [text("zh")("deck_fault.long", most=40_000)]
        assert not deck_of(app).slides[0].titles.get("zh")

    def test_apps_in_other_folders_of_a_host_have_cookies_of_their_own(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert deck_cookie.name() == "deck"
        monkeypatch.setattr(deck_cookie, "base", lambda: "/ip/stats")
        assert deck_cookie.name() == "deck-ip-stats"


class TestPage:
    @pytest.mark.parametrize("lang", LANGS)
    def test_an_empty_deck_offers_ready_ones(self, lang: Lang) -> None:
        app = open_page("briefing", lang)
        assert [i.value for i in app.info] == [text(lang)("briefing.nothing")]
        for name in DECKS:
            assert app.get_by_key(f"ready_{name}_{lang}")
        app.get_by_key(f"ready_overall_{lang}").click().run()
        assert not app.exception
        assert len(deck_of(app).slides) == 12
        assert app.get_by_key("slide_0").label.startswith("▸ 1. ")

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_ready_deck_is_put_behind_own_slides_or_in_their_place(
        self, tables: Tables, lang: Lang
    ) -> None:
        own = f"chart!{PLEDGE}*{lang}:A"
        app = open_page("briefing", lang, d=own)
        app.get_by_key(f"append_overall_{lang}").click().run()
        found, whole = deck_of(app).slides, ready(tables, OVERALL).slides
        assert found == (*parse_address(own).slides, *whole[1:])
        assert app.session_state["view"]["n"] == "2"
        told = text(lang)("briefing.added", count=len(found))
        assert [t.value for t in app.toast] == [told]
        # Nothing stands there twice.
        app.get_by_key(f"append_overall_{lang}").click().run()
        assert deck_of(app).slides == found
        assert [t.value for t in app.toast] == [text(lang)("briefing.held")]
        app.get_by_key("undo").click().run()
        assert deck_of(app).address() == own
        app.get_by_key(f"ready_overall_{lang}").click().run()
        assert deck_of(app).slides == whole
        app.get_by_key("undo").click().run()
        assert deck_of(app).address() == own

    def test_a_ready_deck_that_has_no_room_changes_nothing(self) -> None:
        full = "~".join([f"chart!{PLEDGE}", *["title"] * (MOST - 1)])
        app = open_page("briefing", "en", d=full)
        app.get_by_key("append_overall_en").click().run()
        assert deck_of(app).address() == full
        assert len(app.toast) == 1

    def test_slides_are_moved_removed_and_chosen(self) -> None:
        app = open_page("briefing", "en", d=f"title~chart!{GII}~chart!{PLEDGE}")
        app.get_by_key("down_0").click().run()
        assert [s.layout for s in deck_of(app).slides] == ["chart", "title", "chart"]
        app.get_by_key("drop_1").click().run()
        assert [s.views for s in deck_of(app).slides] == [(GII,), (PLEDGE,)]
        app.get_by_key("slide_1").click().run()
        assert app.session_state["view"]["n"] == "2"
        app.get_by_key("slide_0").click().run()
        app.get_by_key("combine").click().run()
        assert [s.layout for s in deck_of(app).slides] == ["charts"]
        app.get_by_key("split").click().run()
        app.get_by_key("as_table").click().run()
        assert deck_of(app).slides[0].layout == "table"

    @pytest.mark.parametrize("lang", LANGS)
    def test_an_edited_title_is_checked_against_the_slide(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d=f"chart!{GII}")
        typed = {"zh": "排名升至第7位", "en": "The rank rose to 7th"}[lang]
        app.get_by_key(f"title_{lang}_0").set_value(typed).run()
        assert deck_of(app).slides[0].titles == {lang: typed}
        assert any("7" in w.value for w in app.warning)
        app.get_by_key("by_rule").click().run()
        assert not deck_of(app).slides[0].titles
        assert not app.warning

    def test_cover_and_sources_are_added_at_their_ends(self) -> None:
        app = open_page("briefing", "zh", d=f"chart!{GII}")
        app.get_by_key("sources").click().run()
        app.get_by_key("cover").click().run()
        assert [s.layout for s in deck_of(app).slides] == ["title", "chart", "sources"]

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_broken_address_is_told_and_nothing_raised(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d="circus!x")
        assert not app.exception
        assert any("circus" in w.value for w in app.warning)
        app = open_page("briefing", lang, d="chart!indicator?id=nonsense")
        assert not app.exception
        assert any("nonsense" in w.value for w in app.warning)

    def test_the_link_of_a_card_adds_its_figure(self) -> None:
        app = open_page("briefing", "en", d=f"chart!{PLEDGE}", add=FIGURE)
        assert [s.layout for s in deck_of(app).slides] == ["chart", "figures"]
        assert "add" not in app.session_state["view"]

    @pytest.mark.parametrize("page", ["utilisation", "overview", "explorer", "data"])
    def test_a_chart_adds_itself_on_the_page_where_it_stands(self, page: str) -> None:
        app = open_page(page, "zh", add=GII)
        assert deck_of(app).slides == (Slide("chart", (GII,)),)
        assert "add" not in app.session_state["view"]
        assert [t.value for t in app.toast] == [text("zh")("briefing.added", count=1)]

    @pytest.mark.parametrize("lang", LANGS)
    def test_an_older_figure_is_added_as_it_was_clicked(self, lang: Lang) -> None:
        older = f"{FIGURE}&at=2023"
        app = open_page("overview", lang, d=f"figures!{FIGURE}", add=older)
        (slide,) = deck_of(app).slides
        assert slide.views == (FIGURE, older)

    def test_remove_all_leaves_nothing_behind(self) -> None:
        app = open_page("briefing", "en", d=f"title~chart!{GII}", n="2")
        app.get_by_key("clear").click().run()
        assert not {"d", "since", "n"} & app.session_state["view"].keys()
        app.run()
        assert [i.value for i in app.info] == [text("en")("briefing.nothing")]

    @pytest.mark.parametrize("lang", LANGS)
    def test_titles_of_cover_and_sources_are_checked_too(self, lang: Lang) -> None:
        deck = f"title*{lang}:999%~chart!{GII}~sources*{lang}:888"
        app = open_page("briefing", lang, d=deck)
        assert "⚠" in app.get_by_key("slide_0").label
        assert "⚠" not in app.get_by_key("slide_1").label
        assert "⚠" in app.get_by_key("slide_2").label
        app = open_page("briefing", lang, d=f"title*{lang}:2025~chart!{GII}")
        assert "⚠" not in app.get_by_key("slide_0").label

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_cover_is_filled_in(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d=f"title~chart!{GII}")
        app.get_by_key(f"field_office_{lang}_0").input("综合处").run()
        app.get_by_key(f"field_date_{lang}_0").input("2026-01-30").run()
        wanted = {(lang, "office"): "综合处", (lang, "date"): "2026-01-30"}
        assert deck_of(app).slides[0].fields == wanted
        app.get_by_key("slide_1").click().run()
        assert not [t for t in app.text_input if str(t.key).startswith("field_")]

    @pytest.mark.parametrize("lang", LANGS)
    def test_slides_are_made_and_offered(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d=f"title~chart!{GII}")
        app.get_by_key(f"take_pptx_{lang}").click().run()
        job = newest_job(app)
        job.future.result(60)
        assert job.content is not None, job.reference
        made = Presentation(io.BytesIO(job.content))
        assert len(made.slides) == 2

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_written_brief_is_made_as_it_is_asked_for(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d=f"title~chart!{GII}")
        app.get_by_key(f"office_{lang}").input("综合处").run()
        app.get_by_key(f"layout_{lang}").set_value("plain").run()
        app.get_by_key(f"take_docx_{lang}").click().run()
        job = newest_job(app)
        job.future.result(60)
        assert job.content is not None, job.reference
        made = docx.Document(io.BytesIO(job.content))
        assert made.core_properties.author == "综合处"
        assert made.sections[0].footer.paragraphs[0].text == "1"


def handed(app: AppTest, kind: Kind, name: str, content: bytes, lang: Lang) -> AppTest:
    """Hand a template over on the page."""
    (uploader,) = (
        u for u in app.file_uploader if str(u.key).startswith(f"upload_{kind.name}_{lang}")
    )
    return uploader.upload(name, content, "application/octet-stream").run()


def taken(app: AppTest, form: str, lang: Lang) -> bytes:
    """Make a file on the page and return it."""
    app.get_by_key(f"take_{form}_{lang}").click().run()
    job = newest_job(app)
    job.future.result(60)
    assert job.content is not None, job.reference
    content: bytes = job.content
    return content


def own_slides() -> bytes:
    """Return an office's own master, of 4 to 3."""
    book = Presentation()
    book.slide_width, book.slide_height = Inches(10), Inches(7.5)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def own_document() -> bytes:
    """Return an office's own document, on narrow paper."""
    book = docx.Document()
    book.sections[0].page_width = Inches(8)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("lang", LANGS)
class TestFiles:
    def test_slides_are_made_on_a_template_of_the_office(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d=f"title~chart!{GII}")
        handed(app, PPTX, "<img src=x> office.potx", own_slides(), lang)
        assert not app.exception
        assert not app.error
        drop = app.get_by_key(f"drop_pptx_{lang}")
        assert drop.label == text(lang)("office.drop", name="img src x office.potx")
        made = Presentation(io.BytesIO(taken(app, "pptx", lang)))
        assert (made.slide_width, made.slide_height) == (Inches(10), Inches(7.5))
        # It goes along to other decks of this session, until it is given up.
        app.get_by_key("drop_0").click().run()
        app.get_by_key(f"drop_pptx_{lang}").click().run()
        assert Presentation(io.BytesIO(taken(app, "pptx", lang))).slide_width != Inches(10)
        # The upload itself is forgotten.
        assert not [u.value for u in app.file_uploader if u.value]

    def test_a_brief_is_made_on_a_template_of_the_office(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d=f"title~chart!{GII}")
        handed(app, DOCX, "office.dotx", own_document(), lang)
        assert not app.error
        made = docx.Document(io.BytesIO(taken(app, "docx", lang)))
        assert made.sections[0].page_width == Inches(8)

    @pytest.mark.parametrize("kind", [PPTX, DOCX], ids=lambda kind: kind.name)
    @pytest.mark.parametrize("content", [b"", b"PK", b"x" * 1000, b"\xd0\xcf\x11\xe0" * 200])
    def test_what_is_no_template_is_told_in_a_sentence(
        self, lang: Lang, kind: Kind, content: bytes
    ) -> None:
        app = open_page("briefing", lang, d=f"chart!{GII}")
        handed(app, kind, f"office.{kind.name}", content, lang)
        assert not app.exception
        wanted = text(lang)(f"{kind.name}.template_no_{kind.name}", path=f"office.{kind.name}")
        assert [e.value for e in app.error] == [wanted]
        # Files are made without it.
        assert taken(app, kind.name, lang)

    def test_a_brief_has_the_day_and_office_of_the_cover_or_its_own(self, lang: Lang) -> None:
        cover = f"title*{lang}.office:综合处*{lang}.date:2026-01-30"
        app = open_page("briefing", lang, d=f"{cover}~chart!{GII}")
        told = {"zh": "2026年1月30日", "en": "30 January 2026"}
        assert told[lang] in words(taken(app, "docx", lang))
        app.get_by_key(f"day_{lang}").input("2025-12-05").run()
        app.get_by_key(f"office_{lang}").input("统计处").run()
        made = words(taken(app, "docx", lang))
        assert {"zh": "2025年12月5日", "en": "5 December 2025"}[lang] in made
        assert "统计处" in made
        app.get_by_key(f"day_{lang}").input("30/2/2026").run()
        assert [e.value for e in app.error] == [text(lang)("take.no_day", day=today())]

    def test_a_brief_of_nothing_is_told(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d="title")
        app.get_by_key(f"take_docx_{lang}").click().run()
        newest_job(app).future.result(60)
        app.run()
        assert [e.value for e in app.error] == [text(lang)("deck_fault.nothing")]

    @pytest.mark.parametrize("form", ["pdf", "png"])
    def test_without_a_browser_that_draws_it_is_said_why(
        self, lang: Lang, form: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        renderer = images.Renderer()
        monkeypatch.setattr(images, "shared", lambda: renderer)
        monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
        app = open_page("briefing", lang, d=f"chart!{GII}")
        app.get_by_key(f"take_{form}_{lang}").click().run()
        newest_job(app).future.result(60)
        app.run()
        (told,) = (e.value for e in app.error)
        assert "/nowhere/chromium" in told


def offered(app: AppTest, lang: Lang) -> set[str]:
    """Return the forms of which the page hands a finished file out."""
    every = ("pptx", "docx", "pdf", "png", "html")
    labels = [b.label for b in app.get("download_button")]
    heads = {f: text(lang)(f"take.{f}_ready", size="SIZE").split("SIZE")[0] for f in every}
    return {f for f, head in heads.items() if any(label.startswith(head) for label in labels)}


@pytest.mark.parametrize("lang", LANGS)
class TestManyFiles:
    def test_each_stays_while_the_deck_is_the_same(self, lang: Lang) -> None:
        app = open_page("briefing", lang, d=f"title~chart!{GII}")
        for form in ("pptx", "html", "docx"):
            taken(app, form, lang)
        app.run()
        assert offered(app, lang) == {"pptx", "html", "docx"}
        # Which slide is looked at changes no file; another order of the slides changes all.
        app.get_by_key("slide_1").click().run()
        assert offered(app, lang) == {"pptx", "html", "docx"}
        app.get_by_key("down_0").click().run()
        assert offered(app, lang) == set()
        taken(app, "html", lang)
        app.run()
        assert offered(app, lang) == {"html"}
        # With the slides as they were the files of them are there again, but the one made anew.
        app.get_by_key("undo").click().run()
        assert offered(app, lang) == {"pptx", "docx"}

    def test_a_second_one_waits_and_throws_nothing_away(
        self, lang: Lang, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go_on, begun = threading.Event(), threading.Event()

        def pdf(*_: object) -> bytes:
            begun.set()
            go_on.wait(20)
            return b"%PDF"

        monkeypatch.setattr(deck_files, "pdf_bytes", pdf)
        app = open_page("briefing", lang, d=f"chart!{GII}")
        app.get_by_key(f"take_pdf_{lang}").click().run()
        first = newest_job(app)
        assert begun.wait(20)
        app.get_by_key(f"take_html_{lang}").click().run()
        second = newest_job(app)
        assert first.running
        assert second.waiting
        assert app.get_by_key(f"stop_pdf_{lang}")
        go_on.set()
        for job in (first, second):
            job.future.result(60)
        app.run()
        assert offered(app, lang) == {"pdf", "html"}

    def test_one_of_many_is_stopped_alone(
        self, lang: Lang, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go_on = threading.Event()
        monkeypatch.setattr(deck_files, "pdf_bytes", lambda *_: go_on.wait(20) and b"%PDF")
        app = open_page("briefing", lang, d=f"chart!{GII}")
        for form in ("pdf", "html", "pptx"):
            app.get_by_key(f"take_{form}_{lang}").click().run()
        app.get_by_key(f"stop_html_{lang}").click().run()
        go_on.set()
        newest_job(app).future.result(60)
        app.run()
        assert offered(app, lang) == {"pdf", "pptx"}


def today() -> str:
    return date.today().isoformat()


def words(content: bytes) -> str:
    """Return all words of a document, those of its fields too."""
    root = docx.Document(io.BytesIO(content)).element.body
    return "".join(t.text or "" for t in root.iter(qn("w:t")))


def get(path: str, **query: str) -> Answer:
    return ask(f"{path}?{urlencode(query)}", folder="/", app=EVERY)


class TestRoutes:
    @pytest.mark.parametrize("lang", LANGS)
    def test_the_presentation_holds_every_slide(self, lang: Lang) -> None:
        answer = get("present", d=f"title~chart!{GII}~sources", lang=lang)
        assert answer.status == 200
        assert answer.body.count(b'class="slide"') == 3
        assert f"present/{present.SCRIPT}".encode() in answer.body
        assert get(f"present/{present.SCRIPT}").status == 200

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("name", DECKS)
    def test_a_ready_made_deck_has_its_picture(self, lang: Lang, name: str) -> None:
        answer = get("present/deck.svg", name=name, lang=lang)
        assert answer.status == 200
        assert answer.headers["content-type"] == "image/svg+xml"
        picture = etree.fromstring(answer.body)
        assert picture.get("viewBox") == "0 0 1920 1080"
        told = "".join("".join(picture.itertext()).split())
        assert "".join(text(lang)("chart.source", sources="").split()) in told
        # Only what is drawn: no script, and nothing of another address.
        assert {e.tag.rpartition("}")[2] for e in picture.iter()} <= {
            *("svg", "rect", "text", "polyline", "circle"),
        }

    @pytest.mark.parametrize("query", [{"name": "circus"}, {}, {"name": OVERALL, "v": "x"}])
    def test_no_other_deck_has_one(self, query: dict[str, str]) -> None:
        assert get("present/deck.svg", **query, lang="en").status in (400, 404)

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ({}, 404),
            ({"d": "circus"}, 400),
            ({"d": "title", "v": "x"}, 400),
            ({"d": "title", "since": "x"}, 400),
        ],
    )
    def test_what_cannot_be_shown_is_told(
        self, lang: Lang, query: dict[str, str], status: int
    ) -> None:
        answer = get("present", **query, lang=lang)
        assert answer.status == status
        assert text(lang)("briefing.back") in answer.body.decode()

    def test_a_kept_deck_comes_back_with_what_changed(self, tables: Tables) -> None:
        deck = kept(tables, parse_address(f"chart!{GII}"), DAY)
        plain = json.loads(to_json(deck))
        plain["made"]["data"] = "older"
        plain["facts"]["gii_rank 2025"] = "9 exact 第9位"
        answer = post("deck?lang=en", "deck", json.dumps(plain).encode())
        assert answer.status == 303
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        again = with_since(tables, parse_address(query["d"][0]), query["since"][0])
        assert again.record is not None
        assert again.record.facts["gii_rank 2025"] == "9 exact 第9位"
        shown = get("present", lang="en", d=query["d"][0], since=query["since"][0])
        assert shown.body.count(b'class="slide"') == 2
        assert "9th" in shown.body.decode()

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"format": "ip-statistics-deck"}'])
    def test_a_file_that_is_no_deck_is_told(self, lang: Lang, content: bytes) -> None:
        answer = post(f"deck?lang={lang}", "deck", content)
        assert answer.status == 400
        assert b'role="alert"' in answer.body

    def test_a_slide_of_too_many_views_is_refused(self) -> None:
        deck = {"format": "ip-statistics-deck", "slides": [{"layout": "chart", "views": [GII] * 9}]}
        answer = post("deck?lang=en", "deck", json.dumps(deck).encode())
        assert answer.status == 400
        assert b"8 at most" in answer.body

    def test_a_file_that_is_too_large_is_not_read(self) -> None:
        answer = post("deck?lang=en", "deck", b"x" * (present.MOST + 1))
        assert answer.status == 400
        assert b"500 kB" in answer.body

    def test_the_form_asks_for_a_file(self) -> None:
        assert b'type="file"' in get("deck", lang="zh").body
        assert ask("deck", "HEAD", "/", app=EVERY).status == 200


def test_a_deck_in_a_file_is_the_same_deck(tables: Tables) -> None:
    deck = kept(tables, ready(tables, "protection"), DAY)
    assert from_json(to_json(deck)) == deck
