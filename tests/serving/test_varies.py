"""Each way in is asked twice: where the answers differ, they say by what."""

from __future__ import annotations

import pytest
from plotly.graph_objects import Figure
from starlette.applications import Starlette

from pages.parts.http import pictures
from pages.parts.http.varies import ANSWERS, DOCUMENT, by, varied
from pages.parts.http.web import middleware, routes
from tests.asking import ROUTES, Answer, ask
from tests.pages.test_head_http import streamlit

APP = Starlette(routes=routes(), middleware=middleware())
APP.mount("/", streamlit)
# Changed one after another: a language, a display, a host, what is taken.
FIRST = {
    "Accept-Language": "zh-CN",
    "Cookie": "look=light",
    "Host": "ip.example.cn",
    "Accept": "*/*",
}
SECOND = {
    "Accept-Language": "en",
    "Cookie": "look=dark",
    "Host": "other.example.cn",
    "Accept": "text/html",
}
GII = "view=indicator%3Fid%3Dgii_rank"
ASKED = [
    "",
    "creation",
    "explorer?s=gii_rank",
    "nothing",
    f"embed?{GII}",
    f"picture.png?{GII}",
    f"picture.svg?{GII}",
    "preview.png?page=creation",
    "present?d=title~chart!indicator%3Fid%3Dgii_rank",
    "present",
    "present/deck.svg?name=overall",
    "deck",
    "search.json?q=gii",
    "robots.txt",
    "ip.js",
    "data/api",
    "data/changes.atom",
    "data/indicators.csv?indicator=gii_rank",
    "data/indicators.csv?indicator=nothing",
    "data/units.csv",
    "data/openapi.json",
]


class Drawer:
    """Draws nothing: what would be drawn is the picture."""

    def render(self, figure: Figure, *_: object) -> bytes:
        return str(figure.to_json()).encode()


@pytest.fixture(autouse=True)
def _drawer(variables: pytest.MonkeyPatch) -> None:
    variables.setenv("ALLOWED_HOSTS", "*")
    variables.setattr(pictures.images, "shared", Drawer)
    variables.setattr(pictures.ANSWERS, "each", 0)


def answer(path: str, headers: dict[str, str]) -> Answer:
    named = {name.lower().replace("-", "_"): value for name, value in headers.items()}
    return ask(path, folder="/", app=APP, **named)


def state(found: Answer) -> tuple[object, ...]:
    """Return what a cache would give another reader; the tag stands for all that may be in it."""
    return found.status, found.body, found.headers.get("etag")


def told(found: Answer) -> set[str]:
    return {name.strip() for name in found.headers.get("vary", "").split(",")} - {""}


@pytest.mark.parametrize("path", ASKED)
def test_what_differs_is_said(path: str) -> None:
    first = answer(path, FIRST)
    differs = set()
    for name, value in SECOND.items():
        second = answer(path, FIRST | {name: value})
        if state(second) != state(first):
            differs.add(name)
    assert differs <= told(first), "a cache would give one reader's to another"
    own = "/" + path.partition("?")[0]
    assert told(first) >= set(by(own))
    if own in ANSWERS and first.status == 200:
        assert differs == set(ANSWERS[own]) - {"Accept-Encoding"}, "no more is said than there is"


@pytest.mark.parametrize("path", ASKED)
def test_each_says_whether_it_may_be_kept(path: str) -> None:
    assert answer(path, FIRST).headers["cache-control"]


def test_every_plain_route_is_known() -> None:
    """A new one is asked here, or varies by all that a document does."""
    known = {"/" + path.partition("?")[0] for path in ASKED}
    for route in ROUTES:
        path = route.path
        if path.startswith("/data/") or path in known:
            continue
        assert by(path) in (DOCUMENT, ("Accept", *DOCUMENT), ()) or path in ANSWERS, path


@pytest.mark.parametrize(
    ("given", "path", "expected"),
    [
        ([], "/deck", [(b"vary", b"Accept-Language"), (b"cache-control", b"no-cache")]),
        (
            [(b"Vary", b"accept-language, Origin"), (b"cache-control", b"private")],
            "/deck",
            [(b"cache-control", b"private"), (b"vary", b"accept-language, Origin")],
        ),
        (
            [(b"vary", b"Accept"), (b"vary", b"Accept"), (b"cache-control", b"private")],
            "/robots.txt",
            [(b"cache-control", b"private"), (b"vary", b"Accept")],
        ),
        ([], "/healthz", [(b"cache-control", b"no-store")]),
        ([], "/media/x.csv", [(b"cache-control", b"private, no-cache")]),
        ([], "/static/js/x.js", []),
    ],
)
def test_what_is_said_already_stays(
    given: list[tuple[bytes, bytes]], path: str, expected: list[tuple[bytes, bytes]]
) -> None:
    assert varied(given, path) == expected
