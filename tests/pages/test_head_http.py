"""The head of a document: what it says to messengers, search engines and catalogues."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from metrics.locale import LANGS, Lang, text
from pages.parts.frame.places import PATHS
from pages.parts.http import head
from pages.parts.http.document import Document, finished
from pages.parts.http.settings import settings
from tests.asking import ask

DOCUMENT = (
    b'<!doctype html><html lang="en"><head><meta charset="UTF-8" />'
    b"<title>Streamlit</title></head><body></body></html>"
)


def document(page: str, query: str = "", host: str = "ip.example.cn") -> str:
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "https",
        "path": f"/{page}",
        "query_string": query.encode(),
        "headers": [(b"host", host.encode())],
    }
    return finished(DOCUMENT, Request(scope)).decode()


def meta(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(content) for name, content in found}


def title(page: str) -> str:
    found = re.search("<title>(.*?)</title>", page)
    assert found
    return unescape(found[1])


def dataset(page: str) -> dict[str, Any] | None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found[1]) if found else None


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer every path with the one document, as the framework does."""
    await HTMLResponse(DOCUMENT)(scope, receive, send)


class TestWhoAsks:
    SERVED = Starlette(routes=[Mount("/", streamlit)], middleware=[Middleware(Document)])

    @pytest.mark.parametrize("accept", ["*/*", "text/html", ""])
    def test_messengers_that_take_anything_get_the_tags(self, accept: str) -> None:
        answer = ask("indicator?id=gii_rank", folder="/", app=self.SERVED, accept=accept, host="x")
        assert meta(answer.body.decode())["og:title"]

    def test_messengers_that_ask_for_the_first_bytes_get_the_whole(self) -> None:
        async def parted(scope: Scope, receive: Receive, send: Send) -> None:
            part = dict(scope["headers"]).get(b"range")
            await HTMLResponse(DOCUMENT[:9] if part else DOCUMENT, 206 if part else 200)(
                scope, receive, send
            )

        app = Starlette(routes=[Mount("/", parted)], middleware=[Middleware(Document)])
        asked = {"accept": "*/*", "host": "x", "range": "bytes=0-32768"}
        answer = ask("indicator?id=gii_rank", folder="/", app=app, **asked)
        assert answer.status == 200
        assert meta(answer.body.decode())["og:title"]

    def test_other_files_leave_as_they_are(self) -> None:
        answer = ask("static/x.html", folder="/", app=self.SERVED, accept="*/*", host="x")
        assert answer.body == DOCUMENT


class TestTags:
    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("page", sorted(PATHS))
    def test_every_page_has_title_description_and_picture(self, page: str, lang: Lang) -> None:
        made = document(page, f"lang={lang}")
        said = meta(made)
        site = text(lang)("site.title")
        assert title(made).endswith(site)
        assert said["og:title"]
        assert len(said["description"]) > 10
        assert said["description"] == said["og:description"] == said["twitter:description"]
        assert said["og:image"].startswith("https://ip.example.cn/preview.png?page=")
        assert said["og:image"] == said["twitter:image"]
        assert said["twitter:card"] == "summary_large_image"
        assert f'<link rel="canonical" href="https://ip.example.cn/{page}?lang={lang}">' in made
        if lang == "zh":
            assert "中国" in title(made)

    def test_titles_of_pages_differ(self) -> None:
        titles = {title(document(page, "lang=en")) for page in PATHS - {"indicator", "reading"}}
        assert len(titles) == len(PATHS) - 2

    @pytest.mark.parametrize(
        ("lang", "name", "finding"),
        [
            ("en", "Public satisfaction with IP protection", "atisfaction"),
            ("zh", "知识产权保护社会满意度", "满意度"),
        ],
    )
    def test_an_indicator_tells_its_own_finding(self, lang: Lang, name: str, finding: str) -> None:
        made = document("indicator", f"id=satisfaction&lang={lang}")
        assert title(made) == f"{name} · {text(lang)('site.title')}"
        assert meta(made)["og:title"] == name
        assert finding in meta(made)["og:description"]

    def test_another_economy_is_named(self) -> None:
        made = document("indicator", "id=gii_rank&area=US&lang=en")
        assert "United States" in title(made)
        assert "area=US" in meta(made)["og:image"]

    def test_what_does_not_change_the_view_is_not_in_its_address(self) -> None:
        made = document("indicator", "id=GII_rank。&look=dark&utm_source=x&dv=1&lang=en&sup=1")
        here = "https://ip.example.cn/indicator?lang=en&amp;id=gii_rank"
        assert f'<link rel="canonical" href="{here}">' in made
        assert meta(made)["og:url"] == unescape(here)

    def test_neither_is_what_is_done_once(self) -> None:
        page = document("indicator", "id=gii_rank&add=indicator%3Fid%3Dgii_rank&at=gii_rank@2023")
        address = "indicator?lang=zh&amp;id=gii_rank"
        assert f'<link rel="canonical" href="https://ip.example.cn/{address}">' in page
        assert "add=" not in page

    def test_both_languages_lead_to_each_other(self) -> None:
        made = document("creation", "lang=en&sup=0")
        for code, lang in (("zh-CN", "zh"), ("en", "en")):
            href = f"https://ip.example.cn/creation?lang={lang}&amp;sup=0"
            assert f'<link rel="alternate" hreflang="{code}" href="{href}">' in made

    @pytest.mark.parametrize("host", ['x"><script>', "a b", "a/b", "a:b"])
    def test_a_host_that_is_none_is_not_repeated(self, host: str) -> None:
        made = document("creation", "lang=en", host)
        assert 'href="https://localhost/creation?lang=en"' in made

    def test_what_an_address_holds_is_escaped(self) -> None:
        made = document("explorer", "s=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=en")
        assert "alert(1)" not in made


class TestFaults:
    def test_a_fault_of_the_head_leaves_the_page(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(head, "told", fail)
        made = document("creation", "lang=en")
        assert title(made) == text("en")("site.title")
        assert not meta(made)
        assert "fault in the head of creation" in caplog.text


class TestProxy:
    @pytest.fixture(autouse=True)
    def _set(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setenv("PUBLIC_URL", "https://stats.example.cn/ip/")
        settings.cache_clear()
        yield
        monkeypatch.undo()
        settings.cache_clear()

    def test_the_setting_goes_before_the_host_that_is_asked(self) -> None:
        said = meta(document("data", "lang=en", "127.0.0.1:8501"))
        assert said["og:url"] == "https://stats.example.cn/ip/data?lang=en"
        assert said["og:image"].startswith("https://stats.example.cn/ip/preview.png?")


class TestDataset:
    def test_an_indicator_is_described_for_catalogues(self) -> None:
        made = dataset(document("indicator", "id=satisfaction&lang=en"))
        assert made is not None
        assert made["@type"] == "Dataset"
        assert made["name"] == "Public satisfaction with IP protection"
        assert made["variableMeasured"]["unitText"]
        assert re.fullmatch(r"\d{4}/\d{4}", made["temporalCoverage"])
        assert made["license"]
        (csv, *_) = made["distribution"]
        assert csv["contentUrl"] == (
            "https://ip.example.cn/data/indicators.csv?indicator=satisfaction&lang=en"
        )
        assert csv["encodingFormat"] == "text/csv"
        assert all(source["name"] for source in made["isBasedOn"])

    def test_the_data_page_describes_all_of_it(self) -> None:
        made = dataset(document("data", "lang=zh"))
        assert made is not None
        assert made["name"] == "中国知识产权统计"
        assert len(made["distribution"]) == len(head.TAKEN)

    @pytest.mark.parametrize("page", ["", "creation", "explorer", "checks"])
    def test_other_pages_are_no_data(self, page: str) -> None:
        assert dataset(document(page, "lang=en")) is None
