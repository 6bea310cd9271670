"""The style sheet and the script of all pages, asked as a browser asks."""

from __future__ import annotations

import re

import pytest
from starlette.requests import Request

from metrics.charts.plotly.style import COLOURS
from pages.parts.frame import assets
from pages.parts.http.document import CHARSET, TITLE, finished
from tests.asking import EVERY, ask


@pytest.mark.parametrize(("name", "mime"), [("ip.css", "text/css"), ("ip.js", "text/javascript")])
def test_an_asset_is_kept_by_its_version(name: str, mime: str) -> None:
    address = assets.address(name)
    kept = ask(address, folder="/", app=EVERY)
    assert kept.status == 200
    assert kept.headers["content-type"].startswith(mime)
    assert "immutable" in kept.headers["cache-control"]
    for other in (name, f"{name}?v=0"):
        asked = ask(other, folder="/", app=EVERY)
        assert asked.headers["cache-control"] == "no-cache"
        assert asked.body == kept.body
    same = ask(name, folder="/", app=EVERY, if_none_match=kept.headers["etag"])
    assert (same.status, same.body) == (304, b"")


def test_colours_are_those_of_charts_in_both_displays() -> None:
    style = assets.asset("ip.css").content.decode()
    light, dark, system = style.split("\n")[1:4]
    assert f"--ip-paper:{COLOURS['light'].paper};" in light
    assert f"--ip-accent:{COLOURS['dark'].accent};" in dark
    assert dark.partition(";")[2].rstrip("}") == system.partition(";")[2].rstrip("}")
    used = set(re.findall(r"var\((--ip-\w+)", style))
    assert used <= set(re.findall(r"(--ip-\w+):", style))


def test_the_document_names_both_before_anything_is_drawn() -> None:
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"lang=zh"}
    request = Request(scope | {"headers": [], "server": ("host", 80)})
    made = finished(b'<html lang="en"><head>' + CHARSET + TITLE + b"</head>", request).decode()
    assert made.index("charset") < made.index("<script>") < made.index("<title>")
    for name in ("ip.css", "ip.js"):
        assert f"/{assets.address(name)}" in made
    # With them what every page is made of, which stood behind the much larger part of charts.
    assert len(assets.chunks()) == len(assets.CHUNKS)
    for chunk in assets.chunks():
        assert f'<link rel="modulepreload" crossorigin href="/{chunk}">' in made
