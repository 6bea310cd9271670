"""The framework's files leave packed, for long, and once made."""

from __future__ import annotations

import gzip
from urllib.request import Request, urlopen

import pytest

from pages.parts.frame import assets
from pages.parts.http import packed
from tests.asking import EVERY, Answer, ask

CHARTS = assets.chunks(assets.CHARTS)[0]


def asked(path: str = CHARTS, method: str = "GET", **headers: str) -> Answer:
    return ask(path, method, "/", app=EVERY, host="localhost", **headers)


def test_what_a_page_with_charts_loads_is_found() -> None:
    named = assets.framework()
    assert named[0] == CHARTS
    assert any(name.endswith(".css") for name in named)
    large = {f"/{name}" for name in named if "PlotlyChart" in name or "protobuf" in name}
    assert len(large) == 2
    assert large <= set(packed.files())


def test_a_large_file_leaves_packed_and_may_be_kept() -> None:
    answer = asked(accept_encoding="gzip, deflate, br")
    whole = packed.files()[f"/{CHARTS}"].read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == whole
    assert len(answer.body) < len(whole) / 3
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["content-length"] == str(len(answer.body))


def test_what_a_browser_has_is_not_sent_again() -> None:
    tag = asked(accept_encoding="gzip").headers["etag"]
    again = asked(accept_encoding="gzip", if_none_match=tag)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"accept_encoding": "br"},
        {"accept_encoding": "gzip;q=0, br"},
        {"accept_encoding": "gzip", "range": "bytes=0-9"},
    ],
)
def test_who_does_not_take_it_packed_gets_it_from_the_framework(headers: dict[str, str]) -> None:
    answer = asked(**headers)
    assert "content-encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("path", ["static/../dashboard.py", "static/js/none.js", "ip.css", "x.js"])
def test_nothing_else_is_sent(path: str) -> None:
    assert "immutable" not in asked(path, accept_encoding="gzip").headers.get("cache-control", "")


def test_a_file_is_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    packed.packed(f"/{CHARTS}")
    monkeypatch.setattr(gzip, "compress", None)
    assert asked(accept_encoding="gzip").status == 200


@pytest.mark.parametrize("path", [CHARTS, "creation?lang=en", "ip.css", "data/figures.csv"])
def test_a_server_sends_both_forms(serving: str, path: str) -> None:
    def sent(**headers: str) -> tuple[str | None, bytes]:
        with urlopen(Request(f"{serving}/{path}", headers=headers)) as answer:
            assert "Accept-Encoding" in answer.headers["vary"]
            return answer.headers["content-encoding"], answer.read()

    name, body = sent(**{"Accept-Encoding": "gzip"})
    assert name == "gzip"
    plain, whole = sent()
    assert plain is None
    assert len(whole) == len(gzip.decompress(body)) > 3 * len(body)
