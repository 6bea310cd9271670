"""Plain HTTP beside the app."""

from __future__ import annotations

import csv
import io
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote
from urllib.request import Request, urlopen

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from metrics.charts.plotly.posters import FORMATS
from tests.browsing import served
from tests.frozen import FROZEN

pytestmark = pytest.mark.browser


VIEW = "indicator%3Fid%3Dgii_rank"


def fetched(url: str, **asked: str) -> tuple[int, dict[str, str], bytes]:
    with urlopen(Request(url, headers=asked)) as answer:
        headers = {k.lower(): v for k, v in answer.headers.items()}
        return answer.status, headers, answer.read()


class TestPlainRoutes:
    def fetch(self, url: str, **asked: str) -> tuple[int, dict[str, str], bytes]:
        return fetched(url, **asked)

    @pytest.mark.parametrize(
        "name", ["definitions", "derivations", "relations", "sources", "events", "units", "codes"]
    )
    def test_tables_with_a_byte_order_mark(self, base: str, name: str) -> None:
        status, headers, body = self.fetch(f"{base}/data/{name}.csv")
        assert status == 200
        assert headers["content-type"].startswith("text/csv")
        assert body.startswith(b"\xef\xbb\xbf")
        assert body[3:] == (FROZEN / f"{name}.csv").read_bytes()

    def test_open_data_is_filtered_and_the_page_of_the_same_name_stays(self, base: str) -> None:
        address = f"{base}/data/indicators.csv?theme=utilisation"
        status, headers, body = self.fetch(address, Origin="https://elsewhere.example")
        assert status == 200
        assert headers["access-control-allow-origin"] == "*"
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
        assert {row["theme"] for row in rows} == {"utilisation"}
        with pytest.raises(HTTPError) as known:
            self.fetch(address, **{"If-None-Match": headers["etag"]})
        assert known.value.code == 304
        page = self.fetch(f"{base}/data", Accept="text/html")[2].decode()
        assert "<title>数据与来源 · 中国知识产权统计</title>" in page
        described = self.fetch(f"{base}/data/api?lang=en", Accept="text/html")[2].decode()
        assert "<h1>Open data over HTTP</h1>" in described

    def test_a_packed_answer_has_a_weak_tag(self, base: str) -> None:
        address = f"{base}/data/indicators.csv?theme=utilisation"
        headers = self.fetch(address, **{"Accept-Encoding": "gzip"})[1]
        assert headers["content-encoding"] == "gzip"
        assert headers["etag"] == f"W/{self.fetch(address)[1]['etag']}"
        assert "accept-encoding" in headers["vary"].lower()

    def test_the_descriptor_and_the_health(self, base: str) -> None:
        assert self.fetch(f"{base}/data/datapackage.json")[2].startswith(b"{")
        assert self.fetch(f"{base}/healthz")[0] == 200

    def test_an_unknown_table_names_the_known(self, base: str) -> None:
        with pytest.raises(URLError) as missing:
            self.fetch(f"{base}/data/secrets.csv")
        assert missing.value.code == 404  # type: ignore[attr-defined]
        assert b"indicators.csv" in missing.value.read()  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("lang", "words"), [("zh", "没有这个页面"), ("en", "No such page")])
    def test_an_unknown_page_says_so_in_the_language(
        self, base: str, lang: str, words: str
    ) -> None:
        ask = Request(f"{base}/nothing?lang={lang}", headers={"Accept": "text/html"})
        with pytest.raises(URLError) as missing:
            urlopen(ask)
        assert missing.value.code == 404  # type: ignore[attr-defined]
        assert words in missing.value.read().decode()  # type: ignore[attr-defined]

    @pytest.mark.parametrize("path", ["", "policy", "healthz", "data/units.csv", "data/api"])
    def test_security_headers(self, base: str, path: str) -> None:
        _, headers, _ = self.fetch(f"{base}/{path}")
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


class TestPictures:
    @pytest.mark.parametrize("form", FORMATS)
    def test_a_chart_in_every_form(self, base: str, form: str) -> None:
        address = f"{base}/picture.png?view={VIEW}&form={form}&lang=zh&look=dark"
        status, headers, body = fetched(address)
        assert (status, headers["content-type"]) == (200, "image/png")
        made = FORMATS[form]  # type: ignore[index]
        drawn = Image.open(io.BytesIO(body))
        assert drawn.size == (made.width * made.scale, made.height * made.scale)
        assert len(set(drawn.convert("RGB").resize((64, 64)).getdata())) > 8

    def test_a_vector_picture_holds_its_words(self, base: str) -> None:
        _, headers, body = fetched(f"{base}/picture.svg?view={VIEW}&lang=en")
        assert headers["content-type"].startswith("image/svg+xml")
        told = body.decode()
        assert "Global Innovation Index rank" in told
        assert "Data version" in told

    def test_a_link_has_a_preview_of_its_view(self, base: str) -> None:
        page = fetched(f"{base}/indicator?id=gii_rank&lang=en", Accept="text/html")[2].decode()
        (address,) = re.findall(r'<meta property="og:image" content="([^"]+)">', page)
        assert address.startswith(f"{base}/preview.png?page=indicator&amp;id=gii_rank")
        drawn = Image.open(io.BytesIO(fetched(unescape(address))[2]))
        assert drawn.size == (1200, 630)
        assert "<title>Global Innovation Index rank · China IP statistics</title>" in page


@contextmanager
def portal() -> Iterator[str]:
    class Framing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            framed = escape(unquote(self.path.partition("?")[2]))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            frame = f'<iframe src="{framed}" width="700" height="460"></iframe>'
            self.wfile.write(frame.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Framing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class TestSingleCharts:
    """A chart in a page of another host, which the setting names or not."""

    @pytest.fixture(scope="class")
    def portals(self) -> Iterator[list[str]]:
        """Serve a page that frames what its query says, on two hosts."""
        with ExitStack() as running:
            yield [running.enter_context(portal()) for _ in range(2)]

    @pytest.fixture(scope="class")
    def framing(self, portals: list[str]) -> Iterator[str]:
        named = portals[0].removeprefix("http://")
        with served(EMBED_HOSTS=f"portal.example.cn, {named}") as address:
            yield address

    def open(self, browser: Browser, host: str, framed: str) -> Page:
        page = browser.new_page(viewport={"width": 800, "height": 700})
        page.goto(f"{host}/?{quote(framed, safe='')}")
        return page

    def test_a_host_of_the_setting_shows_it(
        self, browser: Browser, framing: str, portals: list[str]
    ) -> None:
        page = self.open(browser, portals[0], f"{framing}/embed?view={VIEW}&lang=en")
        frame = page.frame_locator("iframe")
        frame.locator("#chart .main-svg").first.wait_for()
        page.wait_for_timeout(300)
        assert frame.locator("h1").inner_text().startswith("Global Innovation Index rank")
        assert frame.locator("footer span").inner_text().startswith("Source: ")
        cut = frame.locator("#chart").evaluate(
            """chart => { const box = chart.getBoundingClientRect();
                return [...chart.querySelectorAll("svg text")].filter(t => t.textContent)
                    .filter(t => { const r = t.getBoundingClientRect();
                        return r.left < box.left - 1 || r.right > box.right + 1
                            || r.top < box.top - 1 || r.bottom > box.bottom + 1; })
                    .map(t => t.textContent); }"""
        )
        assert cut == []
        page.close()

    @pytest.mark.parametrize(
        ("host", "path"), [(1, f"embed?view={VIEW}"), (0, "?lang=en"), (0, "present?d=sources")]
    )
    def test_nothing_else_is_framed(
        self, browser: Browser, framing: str, portals: list[str], host: int, path: str
    ) -> None:
        page = self.open(browser, portals[host], f"{framing}/{path}")
        page.wait_for_timeout(500)
        assert page.frames[1].url.startswith("chrome-error:")
        page.close()

    @pytest.mark.parametrize("size", [(1200, 500), (390, 420)])
    def test_it_fits_its_frame(self, browser: Browser, framing: str, size: tuple[int, int]) -> None:
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.goto(f"{framing}/embed?view={VIEW}&lang=zh&look=dark")
        page.locator("#chart .main-svg .infolayer").first.wait_for()
        page.wait_for_timeout(300)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        drawn = page.locator("#chart .main-svg").first.bounding_box()
        assert drawn is not None
        assert abs(drawn["width"] - (size[0] - 32)) < 2
        page.close()
