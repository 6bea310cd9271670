"""What stands around every page: its header, the statement beside it, and its foot."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st

from metrics import load
from metrics.locale import LANGS, Lang, text
from metrics.model.selection import Selection
from pages.parts.frame.header import state_words
from pages.parts.frame.places import MORE, SHOWN, THEMES
from pages.parts.state import view
from tests.apps import PAGES, html, open_page
from tests.asking import EVERY, ask

DECK = "title~chart!indicator%3Fid%3Dgii_rank~sources"


def header(body: str) -> str:
    return body[body.index("<header") : body.index("</header>")]


def links(markup: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="([^"]+)"', markup)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_the_same_way_to_all_others(name: str, lang: Lang) -> None:
    top = header(html(open_page(name, lang, sup="0", v="first", look="dark")))
    ways = {
        urlsplit(link).path.strip("./"): parse_qs(urlsplit(link).query)
        for link in links(top)
        if not link.startswith("?")
    }
    for page in ("", *THEMES, *MORE):
        assert ways[page]["lang"] == [lang]
        assert (ways[page]["sup"], ways[page]["v"]) == (["0"], ["first"])
        assert ways[page]["look"] == ["dark"]
    (current,) = re.findall(r'aria-current="page">([^<]+)<', top)
    assert unescape(current) == text(lang)("nav.data" if name == "data" else f"page.{name}")
    assert top.count('role="combobox"') == 1


@pytest.mark.parametrize(
    ("name", "query", "zh", "en"),
    [
        ("utilisation", {}, "专题：运用", "Theme: Utilisation"),
        ("indicator", {"id": "satisfaction"}, "专题：保护", "Theme: Protection"),
        ("data", {}, "专题", "Themes"),
    ],
)
def test_the_navigation_says_in_which_theme_one_is(
    name: str, query: dict[str, str], zh: str, en: str
) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        head = html(open_page(name, lang, **query)).partition("</header>")[0]
        assert f'popovertarget="ip-themes">{words}</button>' in head


def test_choices_of_a_page_are_found_again_from_another() -> None:
    app = open_page("data", "en", theme="utilisation", qualifier="over")
    app.switch_page("policy.py").run()
    again = next(link for link in links(header(html(app))) if link.startswith("data?"))
    assert parse_qs(urlsplit(again).query) == {
        "lang": ["en"],
        "theme": ["utilisation"],
        "qualifier": ["over"],
    }


def test_the_briefing_tells_its_slides() -> None:
    top = header(html(open_page("briefing", "en", d=DECK)))
    assert 'title="3 slides in the briefing">3</span>' in top
    assert "ip-count" not in header(html(open_page("briefing", "en")))


@pytest.mark.parametrize(
    ("selection", "zh", "en"),
    [
        (Selection(), "含补充资料 · 最后所印", "With supplement · last printed"),
        (
            Selection(supplement=False, vintage="first"),
            "五份报告 · 最初所印",
            "Five reports · first printed",
        ),
        (
            Selection(implied=True, vintage="2021-06-30"),
            "含补充资料 · 含推算值 · 截至2021年6月30日",
            "With supplement · implied values · known on 30 June 2021",
        ),
    ],
)
def test_the_chip_says_what_is_in_view(selection: Selection, zh: str, en: str) -> None:
    assert state_words(selection, text("zh")) == zh
    assert state_words(selection, text("en")) == en


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_ends_with_how_new_its_data_are(lang: Lang) -> None:
    tables = load()
    say = text(lang)
    for name in SHOWN:
        body = html(open_page(name, lang))
        foot = body[body.index("<footer") :]
        assert say("foot.version", version=tables.version) in foot
        assert say("foot.policy") in foot
        leads = re.findall(r'href="([^"]+)"', foot)
        assert [address.partition("?")[0] for address in leads] == [*["data"] * 3, "data/api"]
        places = [address.partition("#")[2] for address in leads]
        assert places == ["ip-changes", "ip-sources", "ip-take", ""]
        newest = max(source.known for source in tables.sources.values())
        assert f"{newest.year}" in foot
    for told in ("2026年1月", "January 2026"):
        assert (told in foot) == (lang == ("zh" if "年" in told else "en"))


class TestStatement:
    @pytest.mark.parametrize("lang", LANGS)
    def test_an_address_opens_what_is_printed_of_a_figure(self, lang: Lang) -> None:
        body = html(open_page("overview", lang, at="gii_rank@2023"))
        drawn = body[body.index("ip-statement") :]
        value = {"zh": "第12位", "en": "12th"}[lang]
        assert f"<b>{value}</b> 2023" in drawn
        assert "<dd>第12位</dd>" in drawn
        for page in ("indicator", "data"):
            assert any(link.startswith(f"{page}?lang={lang}&") for link in links(drawn))

    def test_that_of_another_economy(self) -> None:
        body = html(open_page("policy", "en", at="gii_rank@US@2023"))
        assert "<b>3rd</b> 2023" in body
        assert "area=US" in body[body.index("ip-statement") :]

    @pytest.mark.parametrize("at", ["gii_rank@1823", "nothing@2023", "x", "gii_rank", "@", "2023"])
    def test_what_is_no_figure_is_ignored_in_silence(self, at: str) -> None:
        app = open_page("overview", "en", at=at)
        assert not app.exception
        assert not app.warning
        assert "ip-statement" not in html(app)

    def test_it_stays_behind_when_the_page_is_left(self) -> None:
        app = open_page("overview", "en", at="gii_rank@2023")
        assert "at=" not in header(html(app))
        app.query_params.clear()
        app.switch_page("policy.py").run()
        assert "ip-statement" not in html(app)

    def test_a_run_that_the_next_one_ends_does_not_hide_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = open_page("overview", "en", at="gii_rank@2023")
        app.query_params.pop("at")
        with monkeypatch.context() as ended:
            ended.setattr(view, "publish", lambda _: st.stop())
            app.run()
        app.query_params["at"] = "gii_rank@2023"
        assert "ip-statement" in html(app.run())

    def test_a_figure_of_which_a_check_does_not_agree_says_so(self) -> None:
        wrong, proof = (
            "invention_patents_in_force_domestic",
            "invention_patents_in_force_domestic_incl",
        )
        drawn = {}
        for name in (wrong, proof):
            body = html(open_page("overview", "en", at=f"{name}@2013-12-31"))
            drawn[name] = body[body.index("ip-statement") :]
        assert text("en")("statement.disputed") in drawn[wrong]
        assert re.search(r"check=[\w,-]*scope-domestic-incl-2013", drawn[wrong])
        assert text("en")("statement.disputed") not in drawn[proof]


class TestSearch:
    def asked(self, query: str) -> dict[str, Any]:
        answer = ask(f"search.json?{query}", folder="/", app=EVERY)
        assert answer.status == 200
        made: dict[str, Any] = json.loads(answer.body)
        return made

    def test_hits_have_name_scope_and_newest_value(self) -> None:
        for lang, name, value in (
            ("zh", "全球创新指数排名", "第10位"),
            ("en", "Global Innovation Index rank", "10th"),
        ):
            (hit,) = [h for h in self.asked(f"q=GII&lang={lang}")["hits"] if h["name"] == name]
            assert hit["value"] == value
            assert "2025" in hit["about"]
            assert hit["href"] == f"indicator?lang={lang}&id=gii_rank"

    def test_it_finds_what_is_in_view(self) -> None:
        made = self.asked("q=GII&lang=en&sup=0&v=first")
        first = made["hits"][0]
        assert "sup=0" in first["href"]
        assert "v=first" in first["href"]

    @pytest.mark.parametrize("query", ["", "q=", "q=%20&lang=zh", "q=x&v=soon", "q=" + "a" * 5000])
    def test_nothing_and_nonsense_are_answered(self, query: str) -> None:
        assert self.asked(query)["count"] == 0 or "v=soon" in query

    def test_few_are_listed_and_all_are_counted(self) -> None:
        made = self.asked("q=patent&lang=en")
        assert len(made["hits"]) == 8
        assert int(str(made["count"])) > 8

    def test_it_leads_to_the_explorer_with_what_is_chosen_but_no_older_search(self) -> None:
        app = open_page(
            "explorer", "en", s="gii_rank", t="pct", q="law", p="2", theme="creation", sup="0"
        )
        (action,) = re.findall(r'role="search" action="([^"]+)"', header(html(app)))
        path, _, query = unescape(action).partition("?")
        assert path == "explorer"
        assert parse_qs(query) == {"lang": ["en"], "sup": ["0"], "s": ["gii_rank"], "t": ["pct"]}
