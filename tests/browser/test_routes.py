"""Plain HTTP beside the app."""

from __future__ import annotations

import csv
import io
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from metrics.tables.read import DATA

pytestmark = pytest.mark.browser


class TestPlainRoutes:
    def fetch(self, url: str, **asked: str) -> tuple[int, dict[str, str], bytes]:
        with urlopen(Request(url, headers=asked)) as answer:
            headers = {k.lower(): v for k, v in answer.headers.items()}
            return answer.status, headers, answer.read()

    @pytest.mark.parametrize(
        "name", ["definitions", "derivations", "relations", "sources", "events", "units", "codes"]
    )
    def test_tables_with_a_byte_order_mark(self, base: str, name: str) -> None:
        status, headers, body = self.fetch(f"{base}/data/{name}.csv")
        assert status == 200
        assert headers["content-type"].startswith("text/csv")
        assert body.startswith(b"\xef\xbb\xbf")
        assert body[3:] == (DATA / f"{name}.csv").read_bytes()

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
        assert "<title>中国知识产权统计</title>" in page
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
        status, _, body = self.fetch(f"{base}/healthz")
        assert status == 200
        assert b'"ok"' in body

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
