"""Addresses as messengers, mail programs and trackers pass them on."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from metrics import Tables
from metrics.locale import LANGS, Lang, text
from pages.parts.http.web import middleware
from pages.parts.state.links import AROUND, TRACKERS, bare_name, gathered, is_tracker, mended
from pages.parts.state.parameters import PARAMETERS
from tests.apps import open_page
from tests.asking import EVERY, ask

EXPLORED = {"s": "gii_rank", "from": "2015", "to": "2020"}
# The address of the explorer as each program hands it on.
REWRITTEN: dict[str, list[tuple[str, str]]] = {
    "messenger": [("from", "singlemessage"), ("isappinstalled", "0")],
    "timeline": [("from", "timeline"), ("scene", "2"), ("clicktime", "1700000000")],
    "trackers": [("utm_source", "mail"), ("fbclid", "x"), ("spm", "a.b"), ("_ga", "1")],
    "repeated": [("to", "nonsense"), ("s", "nothing")],
    "nothing": [("from", ""), ("", "")],
}


def shown(*pairs: tuple[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the address of the explorer after its parameters were read, and the warnings."""
    asked: dict[str, list[str]] = {}
    for name, value in pairs:
        asked.setdefault(name, []).append(value)
    app = open_page("explorer", "zh", **asked)
    assert not app.exception
    told = {k: v[-1] if isinstance(v, list) else v for k, v in app.query_params.items()}
    return told, [w.value for w in app.warning]


@pytest.mark.parametrize("added", REWRITTEN)
def test_the_valid_value_counts_and_the_unknown_is_silent(added: str) -> None:
    told, warnings = shown(*EXPLORED.items(), *REWRITTEN[added])
    assert told == {"lang": "zh", **EXPLORED}
    assert not warnings


def test_what_a_messenger_adds_before_counts_no_more() -> None:
    told, warnings = shown(*REWRITTEN["messenger"], *EXPLORED.items())
    assert (told, warnings) == ({"lang": "zh", **EXPLORED}, [])


@pytest.mark.parametrize(
    "pairs",
    [
        [("s", "gii_rank"), ("amp;from", "2015"), ("amp;to", "2020")],
        [("s", "gii_rank"), ("from", "2015"), ("to", "2020。")],
        [("s", "gii_rank "), ("from", " 2015"), ("to", "2020）")],
        [("S", "GII_RANK"), ("From", "2015"), ("TO", "2020")],
        [("s", "（gii_rank）"), (";from", "２０１５"), ("to", "2020】请看附图")],
        [("s", "gii%255Frank"), ("from", "2015#top"), ("to", "2020<br>")],
        [("s", "gii\\_rank"), ("from", "*2015*"), ("to", "2020\u200b")],
        [("s", "\ufeffgii_rank"), ("from", "2015"), ("to", "2020"), ("from", "dingtalk")],
    ],
)
def test_what_is_written_otherwise_is_understood(pairs: list[tuple[str, str]]) -> None:
    assert shown(*pairs) == ({"lang": "zh", **EXPLORED}, [])


@pytest.mark.parametrize("sign", ["，", "、", "；", ";", ", ", "%2C", "%252C", " "])
def test_series_are_parted_by_whatever_a_program_made_of_the_comma(sign: str) -> None:
    told, warnings = shown(("s", f"gii_rank{sign}satisfaction"))
    assert (told, warnings) == ({"lang": "zh", "s": "gii_rank,satisfaction"}, [])


@pytest.mark.parametrize(
    ("page", "key", "value", "chosen"),
    [
        ("explorer", "s", "gii_rank＠US", "gii_rank@US"),
        ("data", "v", "2023‑06‑30）", "2023-06-30"),
        ("data", "v", "First", "first"),
        ("data", "v", "last", ""),
        ("data", "sup", "1", ""),
        ("data", "imp", "0", ""),
        ("data", "p", "２", "2"),
        ("data", "q", "%25E4%25B8%2593%25E5%2588%25A9", "专利"),
        ("data", "q", "100%", "100%"),
        ("briefing", "d", "chart！indicator？id＝gii_rank", "chart!indicator?id=gii_rank"),
        ("briefing", "d", "chart%2521indicator%253Fid%253Dgii_rank", "chart!indicator?id=gii_rank"),
    ],
)
def test_a_value_is_mended(page: str, key: str, value: str, chosen: str) -> None:
    app = open_page(page, "zh", **{key: value})
    assert not app.exception
    assert not app.warning
    told = {k: v[-1] if isinstance(v, list) else v for k, v in app.query_params.items()}
    assert told == {"lang": "zh"} | ({key: chosen} if chosen else {})


@pytest.mark.parametrize(("tag", "lang"), [("en-US", "en"), ("EN", "en"), ("zh_CN", "zh")])
def test_a_language_may_name_a_region(tag: str, lang: str) -> None:
    app = open_page("data", tag)
    assert app.query_params["lang"] in (lang, [lang])
    assert not app.warning


def test_a_deck_that_cannot_be_mended_says_why() -> None:
    app = open_page("briefing", "zh", d="charts！")
    assert len(app.warning) == 1


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("explorer。?s=gii_rank", "/explorer?s=gii_rank"),
        ("explorer%EF%BC%89", "/explorer"),
        ("Explorer", "/explorer"),
        ("explorer%3Fs=gii_rank", "/explorer?s=gii_rank"),
        ("explorer&amp;s=gii_rank", "/explorer?amp;s=gii_rank"),
        ("overview?lang=en", "/?lang=en"),
        ("%E3%80%82", "/"),
        ("index.html", "/"),
        ("present）?d=title", "/present?d=title"),
        ("data/Indicators.csv。?theme=services", "/data/indicators.csv?theme=services"),
    ],
)
def test_a_path_that_was_changed_leads_to_what_it_means(path: str, to: str) -> None:
    answer = ask(path, folder="/", app=EVERY)
    assert (answer.status, answer.headers["location"]) == (302, to)


@pytest.mark.parametrize(
    ("path", "title", "status"),
    [
        ("explorer", b"Streamlit", 200),
        ("nothing", b"Streamlit", 404),
        ("explorer/nothing", b"Streamlit", 404),
        ("nothing.html", b"Streamlit", 404),
        ("media/slides.html", b"Slides", 200),
    ],
)
def test_only_the_document_of_pages_is_finished(path: str, title: bytes, status: int) -> None:
    body = b'<html lang="en"><head><title>' + title + b"</title></head></html>"
    app = Starlette(
        routes=[Route("/{path:path}", lambda _: HTMLResponse(body))], middleware=middleware()
    )
    # Browsers, programs, and those that ask whether a link leads anywhere.
    for method, accept in (("GET", "text/html"), ("GET", "*/*"), ("HEAD", "*/*")):
        answer = ask(path, method, "/", app=app, accept=accept)
        assert answer.status == status
        assert (answer.body == body) == (title != b"Streamlit")


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {"from": "groupmessage", "isappinstalled": "0"}),
        ("checks", {"verdict": "Inconsistent", "utm_medium": "x"}),
        ("reading", {"spm": "1.2", "nothing": "1"}),
    ],
)
def test_no_page_speaks_of_what_others_added(page: str, query: dict[str, str]) -> None:
    app = open_page(page, "en", **query)
    assert not app.exception
    assert not [w.value for w in app.warning if "address" in w.value]


def test_a_value_that_nobody_adds_is_still_told() -> None:
    told, warnings = shown(("s", "gii_rank"), ("from", "20155"))
    assert told == {"lang": "zh", "s": "gii_rank"}
    assert warnings == [text("zh")("state.bad", parameter="from")]


def test_no_parameter_of_ours_is_a_tracker() -> None:
    assert not [name for name in PARAMETERS if is_tracker(name, "2015")]
    assert all(name == name.casefold() for name in TRACKERS)


@given(
    st.lists(st.tuples(st.sampled_from(["theme", "from", "utm_x", "spm"]), st.text(max_size=9))),
    st.text(alphabet=AROUND, max_size=3),
)
def test_values_are_gathered_in_their_order(pairs: list[tuple[str, str]], tail: str) -> None:
    found = gathered(pairs)
    assert set(found) <= {"theme", "from"}
    assert found.get("theme", []) == [v for name, v in pairs if name == "theme"]
    assert mended(tail + "2015" + tail) == "2015"
    assert bare_name("amp;" * len(tail) + "Theme") == "theme"


class TestOpenData:
    @pytest.mark.parametrize(
        "query",
        [
            "theme=services&from=singlemessage&isappinstalled=0",
            "utm_source=a&theme=services&fbclid=b&spm=c&utm_campaign=d",
            "lang=zh&amp;theme=services",
            "theme=services%E3%80%82",
            "theme=%20services",
            "THEME=Services",
            "theme=services&LANG=ZH",
            "theme=%22services%22",
            "theme=services%23top",
            "theme=services%EF%BC%88%E8%A7%81",
            "theme=services&from=dingtalk&dd_share=false",
            "theme=services&lang=zh-CN",
            "theme=services&%E3%80%82",
        ],
    )
    def test_a_link_that_was_rewritten_gives_the_same(self, query: str) -> None:
        plain = ask("indicators.csv?theme=services")
        answer = ask(f"indicators.csv?{query}")
        assert answer.status == 200
        assert answer.headers["etag"] == plain.headers["etag"]
        assert answer.body == plain.body

    def test_indicators_are_parted_by_whatever_a_program_made_of_the_comma(self) -> None:
        plain = ask("indicators.csv?indicator=gii_rank,satisfaction").headers["etag"]
        for sign in ("%EF%BC%8C", "%252C", "%E3%80%81", ",+", ";"):
            answer = ask(f"indicators.csv?indicator=gii_rank{sign}satisfaction")
            assert answer.headers.get("etag") == plain, sign

    @pytest.mark.parametrize(
        "query",
        [
            "thema=services",
            "theme=services&from=2015",
            "theme=services&theme=creation",
            "theme=services&theme=services",
            "theme=service",
            "isappinstalled0=1&indicator=gii_rang",
        ],
    )
    def test_what_would_give_something_else_is_refused(self, query: str) -> None:
        assert ask(f"indicators.csv?{query}").problem["status"] == 400

    @pytest.mark.parametrize("lang", LANGS)
    def test_the_language_is_found(self, lang: Lang) -> None:
        for query in (f"amp;lang={lang}", f"lang={lang.upper()}", f"lang={lang}&utm_id=1"):
            refusal = ask(f"nothing.csv?{query}").problem
            assert refusal["title"] == text(lang)("api.not_found"), query


class TestPresentation:
    def test_the_deck_is_shown_whatever_was_added(self, tables: Tables) -> None:
        deck = quote("chart!indicator?id=gii_rank", safe="")
        for query in (
            f"d={deck}&lang=en&from=singlemessage&isappinstalled=0",
            f"d={deck}&amp;lang=EN&utm_source=a",
            f"lang=en&d={deck}&d=&v=nonsense&v=first",
        ):
            answer = ask(f"present?{query}", folder="/", app=EVERY)
            assert answer.status == 200, query
            assert b'<html lang="en"' in answer.body, query

    def test_a_vintage_that_is_none_is_still_told(self) -> None:
        assert ask("present?d=&v=nonsense", folder="/", app=EVERY).status == 400
