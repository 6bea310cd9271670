"""What stands in a document until its page is drawn."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

import pytest
from starlette.requests import Request

from metrics.locale import LANGS, Lang, text
from pages.parts.blocks import still
from pages.parts.frame.places import HIDDEN, OWN_TITLE, SHOWN, THEMES
from pages.parts.http import first
from pages.parts.http.document import CHARSET, ROOT, TITLE, finished
from tests.apps import html, open_page

# Views whose chart stands in the document.
ADDRESSES = [
    ("indicator", "id=gii_rank"),
    ("indicator", "id=gii_rank&area=US"),
    ("indicator", "id=invention_patents_in_force&as=pct&sup=0"),
    ("explorer", ""),
    ("explorer", "s=gii_rank,invention_patents_in_force"),
    ("explorer", "s=gii_rank&t=change&from=2015&ev=law"),
    ("regions", ""),
    ("regions", "region=CN-BJ"),
]
# Blocks above such a chart, and its title.
ABOVE = ("ip-indicator", "ip-ctl", "ip-try", "ip-keys", "ip-looks", "ip-tb")
DOCUMENT = b'<html lang="en"><head>' + CHARSET + TITLE + b"</head><body>" + ROOT + b"</div>"


def document(page: str, query: str, cookie: str = "") -> str:
    path = "" if page == "overview" else page
    headers = [(b"cookie", cookie.encode())] if cookie else []
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "server": ("host", 80),
        "path": f"/{path}",
        "query_string": query.encode(),
        "headers": headers,
    }
    return finished(DOCUMENT, Request(scope)).decode()


def titles(body: str) -> list[str]:
    return re.findall(r"<h1[^>]*>(.*?)</h1>", body)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", [*SHOWN, *HIDDEN])
def test_it_is_the_markup_of_the_page(page: str, lang: Lang) -> None:
    made = document(page, f"lang={lang}&sup=0")
    shown = made[made.index('<div id="first">') : made.index('<div id="root">')]
    drawn = html(open_page(page, lang, sup="0"))
    assert shown.count("<header") == 1
    assert text(lang)("chip.reports") in shown
    if page not in OWN_TITLE or page in ("overview", *THEMES):
        assert titles(shown) == titles(drawn)
    if page in ("overview", *THEMES):
        figures = r'class="ip-fig" data-indicator="(\w+)"'
        assert re.findall(figures, shown) == re.findall(figures, drawn) != []


def test_ways_keep_what_is_chosen() -> None:
    made = document("policy", "lang=en&v=2021-06-30&imp=1&kind=law")
    assert 'href="checks?lang=en&amp;v=2021-06-30&amp;imp=1"' in made
    assert 'href="?lang=zh&amp;imp=1&amp;v=2021-06-30&amp;kind=law' in made


def test_the_display_is_that_of_the_address_or_of_an_earlier_document() -> None:
    def spark(query: str, cookie: str = "") -> str:
        return re.findall(r'src="(data:image/svg[^"]+)"', document("overview", query, cookie))[0]

    assert spark("lang=en&look=dark") == spark("lang=en", "look=dark")
    assert spark("lang=en&look=light", "look=dark") == spark("lang=en")
    assert spark("lang=en") != spark("lang=en", "look=dark")


def test_what_is_written_in_an_address_stays_text() -> None:
    made = document("data", "lang=en&q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in made


def test_a_fault_leaves_the_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(first, "header", broken)
    made = document("policy", "lang=en")
    assert 'id="first"' not in made
    assert '<div id="root">' in made


class TestDrawing:
    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("page", ["overview", *THEMES])
    def test_the_large_chart_stands_in_the_document(self, page: str, lang: Lang) -> None:
        made = document(page, f"lang={lang}", "vw=1366")
        drawn = html(open_page(page, lang))
        title = r'<div class="ip ip-tb[^"]*"[^>]*>.*?</div>'
        assert re.findall(r'data-card="([^"]+)"', made) == [f"{page}-lead"]
        assert re.findall(title, made) == re.findall(title, drawn)[:1]

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(("page", "query"), ADDRESSES)
    def test_it_follows_the_address_as_the_page_does(
        self, page: str, query: str, lang: Lang
    ) -> None:
        made = document(page, f"lang={lang}&{query}", "vw=1366")
        drawn = html(open_page(page, lang, **dict(parse_qsl(query))))
        blocks = rf'<(div|nav) class="ip ({"|".join(ABOVE)})[ "].*?</\1>'
        parts = [found[0] for found in re.finditer(blocks, made)]
        assert 'class="ip-stillcard"' in made
        assert len(parts) > 0
        assert [part for part in parts if part not in drawn] == []

    @pytest.mark.parametrize(
        ("page", "query"),
        [
            ("indicator", "id=gii_rank&as=table"),
            ("indicator", "id=gii_rank&area=QQ"),
            ("indicator", ""),
            ("indicator", "id=gii_rank&as=nonsense"),
            ("indicator", "id=gii_rank&dv=older"),
            ("explorer", "s=gii_rank&show=table"),
            ("explorer", "s=gii_rank&q=rank"),
            ("regions", "region=CN-QQ"),
        ],
    )
    def test_what_no_chart_shows_or_stands_elsewhere_is_not_drawn(
        self, page: str, query: str
    ) -> None:
        made = document(page, f"lang=en&{query}", "vw=1366")
        assert "ip-stillcard" not in made
        assert "<header" in made

    def test_what_is_chosen_in_the_explorer_is_listed_beside_its_chart(self) -> None:
        query = {"s": "gii_rank"}
        made = document("explorer", f"lang=en&{urlencode(query)}", "vw=1366")
        listed = r'<a class="ip-fname"[^>]*>[^<]*</a>'
        assert re.findall(listed, made) == re.findall(
            listed, html(open_page("explorer", "en", **query))
        )
        assert "ip-fname" not in document("explorer", "lang=en&theme=creation", "vw=1366")

    def test_it_is_made_for_the_window_and_the_display(self) -> None:
        def drawing(cookie: str) -> tuple[list[str], str]:
            made = document("creation", "lang=en", cookie)
            found = re.search(r'class="ip-still".*?</svg>', made)
            assert found
            return re.findall(r'data-window="(\d+)"', made), found[0]

        assert drawing("vw=400")[0] == ["390"]
        assert drawing("vw=1500")[0] == ["1366"]
        assert drawing("")[0] == ["390", "1366", "1920"]
        assert drawing("vw=1500; look=dark")[1] != drawing("vw=1500")[1]

    def test_what_plotly_alone_can_draw_is_left_to_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(still, "still", lambda *_: "")
        made = document("protection", "lang=en&look=dark", "vw=801")
        assert "ip-still" not in made
        assert "ip-hl" in made
