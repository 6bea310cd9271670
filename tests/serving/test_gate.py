"""With sign-in on no route answers with anything of the tables to whom it does not know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from metrics import Tables
from pages.parts.frame.assets import MAKERS
from pages.parts.frame.places import PATHS
from pages.parts.http import gate, openapi
from pages.parts.http.document import PLAIN, TITLE
from pages.parts.http.offers import FILES
from pages.parts.http.web import middleware, routes
from pages.parts.state import passes
from pages.parts.state.signin import config
from pages.parts.state.visitors import end
from tests.asking import APART, EVERY, ROUTES, Answer, ask
from tests.serving.signing import AUTH, HOME, TOKEN, pass_of, settled, visit, way_of

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
OF_THE_TABLES = re.compile("gii_rank|pledge_financing|全球创新指数|Global Innovation")
# Of the framework: what is drawn, sent and taken of a session.
SESSIONS = ("media/a.csv", "_stcore/upload_file/s/f", "_stcore/metrics", "component/x/y.js")
EXPECTED_OPEN = {"/healthz", "/readyz", "/robots.txt", "/ip.css", "/ip.js"}


@pytest.fixture(autouse=True)
def _on() -> Iterator[None]:
    with settled(SIGNIN_TOKENS=TOKEN):
        yield


def addresses() -> list[str]:
    """Return an address of every plain route, of every page, and of the framework."""
    plain = [route.path.replace("{name}", "figures.csv").lstrip("/") for route in ROUTES]
    files = [f"data/{name}" for name in FILES]
    return [*dict.fromkeys([*plain, *files, *PATHS, *SESSIONS, "nothing", "Data/Figures.csv"])]


class TestNobody:
    @pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
    @pytest.mark.parametrize("accept", ["*/*", "text/csv", HTML])
    def test_every_route_is_closed(self, method: str, accept: str) -> None:
        opened = set()
        for address in addresses():
            answer = ask(address, method, "/", app=EVERY, accept=accept)
            assert not OF_THE_TABLES.search(answer.body.decode("utf-8", "replace")), address
            if f"/{address}" in EXPECTED_OPEN:
                opened.add(f"/{address}")
            elif accept == HTML:
                assert answer.status == 303, address
                assert answer.headers["location"].startswith(f"{HOME}/signin"), address
            else:
                assert answer.status == 401, address
                assert answer.headers["www-authenticate"].startswith("Bearer"), address
        assert opened == EXPECTED_OPEN & {f"/{address}" for address in addresses()}

    def test_a_new_route_is_closed_without_more_ado(self) -> None:
        async def show(_: Request) -> Response:
            return PlainTextResponse("gii_rank 10")

        app = Starlette(routes=[*routes(), Route("/new", show)], middleware=middleware())
        assert ask("new", folder="/", app=app).status == 401
        assert ask("new", folder="/", app=app, cookie=pass_of(visit())).body == b"gii_rank 10"

    def test_programs_are_told_how(self) -> None:
        answer = ask("figures.csv", accept="*/*", accept_language="en")
        assert answer.problem["sign_in"] == f"{HOME}/signin"
        assert "Authorization: Bearer" in answer.problem["detail"]
        assert answer.headers["cache-control"] == "no-store"
        assert "content-security-policy" in answer.headers
        assert "登录" in ask("figures.csv", accept="*/*").problem["detail"]

    def test_browsers_are_led_back_to_what_they_asked_for(self) -> None:
        asked = "indicator?id=gii_rank&lang=en&v=2023-06-30&q=%E4%B8%93%E5%88%A9"
        query = parse_qs(
            urlsplit(ask(asked, folder="/", app=EVERY, accept=HTML).headers["location"]).query
        )
        assert query == {"to": [asked], "lang": ["en"]}

    def test_what_is_sent_with_a_form_is_not_kept(self) -> None:
        answer = ask("deck?x=1", "POST", "/", b"deck", EVERY, accept=HTML)
        assert answer.headers["location"] == f"{HOME}/signin?to=deck"

    def test_in_a_frame_of_another_page_it_says_so(self) -> None:
        answer = ask(
            "embed?view=x", folder="/", app=EVERY, accept=HTML, sec_fetch_dest="iframe",
            accept_language="en",
        )  # fmt: skip
        assert answer.status == 401
        assert b'target="_blank"' in answer.body
        assert b"signed-in visitors" in answer.body

    @pytest.mark.parametrize("path", ["/_stcore/stream", "/_stcore/other"])
    def test_pages_connect_and_nothing_else_does(self, path: str) -> None:
        assert bool(connected(path)) == (path == "/_stcore/stream")


def connected(path: str, **headers: str) -> dict[str, Any] | None:
    """Return the beginning of a websocket as it reaches the app; None where it does not."""
    reached: list[dict[str, Any]] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        reached.append(scope)

    async def nothing(*_: Any) -> None:
        """Nobody says anything."""

    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "websocket", "path": path, "headers": told, "query_string": b""}
    APART.submit(anyio.run, gate.Gate(app), scope, nothing, nothing).result()
    return reached[0] if reached else None


class TestLine:
    @pytest.mark.parametrize("known", [True, False])
    def test_nobody_takes_up_the_session_of_another(self, known: bool) -> None:
        held = pass_of(visit(600 if known else -1))
        line = connected(gate.STREAM, cookie=held, sec_websocket_protocol="streamlit, t, session")
        assert line is not None
        protocol = dict(line["headers"])[b"sec-websocket-protocol"]
        assert protocol == (b"streamlit, t, session" if known else b"streamlit,t")


class TestVisitor:
    def test_a_pass_opens_every_route(self) -> None:
        held = pass_of(visit())
        for address in addresses():
            answer = ask(address, folder="/", app=EVERY, accept="*/*", cookie=held)
            assert answer.status != 401, address

    def test_what_was_for_a_visitor_is_asked_for_again(self) -> None:
        for address in ("data/figures.csv", "ip.css?v=1", "search.json?q=a", "present/deck.svg"):
            answer = ask(address, folder="/", app=EVERY, cookie=pass_of(visit()))
            if address.startswith("ip.css"):
                continue
            assert answer.headers["cache-control"] in ("private, no-cache", "no-store"), address
            assert "Cookie" in answer.headers["vary"], address

    def test_a_tag_saves_sending_it_again_but_not_the_pass(self) -> None:
        held = pass_of(visit())
        tag = ask("figures.csv", cookie=held).headers["etag"]
        assert ask("figures.csv", cookie=held, if_none_match=tag).status == 304
        assert ask("figures.csv", if_none_match=tag).status == 401

    @pytest.mark.parametrize("change", ["x", "", "."])
    def test_a_pass_that_was_made_up(self, change: str) -> None:
        held = pass_of(visit())
        forged = held[:-3] + change if change != "." else held.replace(".", "", 1)
        assert ask("figures.csv", cookie=forged).status == 401

    def test_the_cookies_of_the_way_are_no_pass(self) -> None:
        code = passes.code(config(), visit(), "b")
        for value in (code, passes.way(config(), passes.new_way())):
            assert ask("figures.csv", cookie=f"{passes.PASS}={value}").status == 401

    def test_it_ends_with_its_time_and_before_it(self) -> None:
        assert ask("figures.csv", cookie=pass_of(visit(-1))).status == 401
        known = visit()
        held = pass_of(known)
        assert ask("figures.csv", cookie=held).status == 200
        end(known.key, known.until)
        assert ask("figures.csv", cookie=held).status == 401

    def test_another_secret_another_app(self) -> None:
        held = pass_of(visit())
        with settled(AUTH | {"cookie_secret": "z" * 40}):
            assert ask("figures.csv", cookie=held).status == 401


class TestPrograms:
    def test_a_word_opens_what_can_be_read(self) -> None:
        for kind in ("Bearer", "bearer"):
            assert ask("figures.csv", authorization=f"{kind} {TOKEN}").status == 200
        assert ask("figures.csv", "HEAD", authorization=f"Bearer {TOKEN}").status == 200

    @pytest.mark.parametrize("word", ["", "Bearer", "Bearer x", f"Basic {TOKEN}", TOKEN])
    def test_no_other_word_does(self, word: str) -> None:
        assert ask("figures.csv", authorization=word).status == 401

    def test_it_sends_nothing_in(self) -> None:
        answer = ask("deck", "POST", "/", b"x", EVERY, authorization=f"Bearer {TOKEN}")
        assert answer.status == 401


def hand_in(code: str, cookie: str, method: str = "POST", **headers: str) -> Answer:
    body = f"code={code}".encode()
    told = {
        "content_type": "application/x-www-form-urlencoded",
        "content_length": str(len(body)),
        "cookie": cookie,
    }
    return ask("signin/pass", method, "/", body, EVERY, **told | headers)


class TestHandIn:
    def test_a_code_becomes_a_pass_and_leads_on(self) -> None:
        code = passes.code(config(), visit(), "b")
        answer = hand_in(code, way_of(to="explorer?s=gii_rank&lang=en"))
        assert answer.status == 303
        assert answer.headers["location"] == f"{HOME}/explorer?s=gii_rank&lang=en"

    @pytest.mark.parametrize("home", [HOME, "https://ip.example.cn"])
    def test_no_script_and_no_other_site_gets_the_pass(self, home: str) -> None:
        with settled(AUTH | {"redirect_uri": f"{home}/oauth2callback"}):
            answer = hand_in(passes.code(config(), visit(), "b"), way_of())
        assert answer.status == 303
        held = answer.cookies[passes.PASS]
        assert held["httponly"]
        assert held["samesite"] == "lax"
        assert held["path"] == "/"
        assert bool(held["secure"]) == home.startswith("https")
        assert 0 < int(held["max-age"]) <= 600
        assert answer.cookies[passes.WAY]["max-age"] == "0"

    def test_it_is_good_in_its_browser_alone(self) -> None:
        code = passes.code(config(), visit(), "b")
        assert hand_in(code, way_of("another")).status == 400
        assert hand_in(code, "").status == 400

    def test_it_is_good_for_a_minute(self, monkeypatch: pytest.MonkeyPatch) -> None:
        code, way = passes.code(config(), visit(), "b"), way_of()
        monkeypatch.setattr(passes, "CODE_SECONDS", -1)
        assert hand_in(code, way).status == 400

    def test_it_comes_in_a_small_form(self) -> None:
        code = passes.code(config(), visit(), "b")
        assert hand_in(code, way_of(), "GET").status == 400
        assert hand_in(code, way_of(), content_length="99999").status == 400
        assert hand_in(code, way_of(), content_type="text/plain").status == 400
        assert hand_in("x", way_of()).status == 400

    def test_who_fails_is_led_to_begin_again(self) -> None:
        answer = hand_in("x", way_of())
        assert f'href="{HOME}/signin"'.encode() in answer.body

    @pytest.mark.parametrize(
        "to",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "../other/app",
            "a b",
            "a\r\nSet-Cookie: x=y",
            "signin?to=signin",
            "x" * 3000,
        ],
    )
    def test_nobody_is_led_elsewhere(self, to: str) -> None:
        assert passes.wanted(to) == ""


async def framework(request: Request) -> Response:
    """Answer as the framework does: its document, its way to the provider and back."""
    path = request.url.path
    if path == "/auth/login":
        if "broken" in request.query_params:
            raise RuntimeError("the provider does not answer")
        if "down" in request.query_params:
            return PlainTextResponse("Authentication error", 400)
        return RedirectResponse("http://id.example/authorize", 302)
    if path in ("/oauth2callback", "/auth/logout"):
        answer = RedirectResponse("/", 302)
        answer.set_cookie("identity", "7", httponly=True)
        return answer
    return HTMLResponse(
        b'<html lang="en"><head><meta charset="UTF-8" />' + TITLE + b'</head><div id="root"></div>'
    )


PAGES = Starlette(routes=[*routes(), Route("/{path:path}", framework)], middleware=middleware())


def page(address: str, **headers: str) -> Answer:
    return ask(address, folder="/", app=PAGES, **{"accept": HTML} | headers)


class TestPages:
    def test_the_page_of_the_sign_in_tells_nothing_of_the_tables(self) -> None:
        answer = page("signin?to=indicator%3Fid%3Dgii_rank&lang=en")
        assert answer.status == 200
        assert b"<title>Sign in" in answer.body
        assert b"og:" not in answer.body
        assert b'id="first"' not in answer.body
        assert answer.headers["cache-control"] == "no-store"
        own = re.sub(r"<script.*?</script>", "", answer.body.decode())
        assert not OF_THE_TABLES.search(own)

    def test_it_remembers_what_was_asked_for(self) -> None:
        cookie = page("signin?to=explorer%3Fs%3Da&lang=en").cookies[passes.WAY].value
        way = passes.read_way(config(), cookie)
        assert way is not None
        assert (way.to, way.lang) == ("explorer?s=a", "en")
        again = page("signin?lang=zh", cookie=f"{passes.WAY}={cookie}")
        later = passes.read_way(config(), again.cookies[passes.WAY].value)
        assert later is not None
        assert (later.browser, later.to, later.lang) == (way.browser, "explorer?s=a", "zh")

    def test_who_is_known_gets_the_page(self) -> None:
        answer = page("?lang=en", cookie=pass_of(visit()))
        assert b'id="first"' in answer.body
        assert answer.headers["cache-control"] == "private, no-cache"

    @pytest.mark.parametrize("address", ["auth/login?down=1", "auth/login?broken=1"])
    def test_a_provider_that_is_away(self, address: str) -> None:
        answer = page(address)
        assert answer.status == 303
        assert answer.headers["location"] == f"{HOME}/signin?why=away"
        assert not answer.body

    @pytest.mark.parametrize(
        ("address", "why"),
        [
            ("oauth2callback?code=a&state=b", "back"),
            ("oauth2callback?error=server_error&state=b", "back"),
            ("oauth2callback?error=access_denied&state=b", "denied"),
            ("oauth2callback", "out"),
            ("auth/logout", "out"),
        ],
    )
    def test_all_ways_back_lead_to_the_page_of_the_sign_in(self, address: str, why: str) -> None:
        assert page(address).headers["location"] == f"{HOME}/signin?why={why}"

    @pytest.mark.parametrize("home", [HOME, "https://ip.example.cn"])
    def test_cookies_of_the_framework_go_over_https_alone_where_the_app_does(
        self, home: str
    ) -> None:
        with settled(AUTH | {"redirect_uri": f"{home}/oauth2callback"}):
            told = page("oauth2callback?code=a&state=b").headers["set-cookie"]
        assert told.startswith("identity=7")
        assert told.endswith("; Secure") == home.startswith("https")

    def test_leaving_ends_the_pass(self) -> None:
        held = pass_of(visit())
        answer = page("auth/logout", cookie=held)
        assert f"{passes.PASS}=" in answer.headers["set-cookie"]
        assert "Max-Age=0" in answer.headers["set-cookie"]
        assert ask("figures.csv", cookie=held).status == 401

    def test_there_is_no_such_page_where_nobody_must_sign_in(self) -> None:
        with settled(None):
            assert page("signin").status == 404
            assert page("").status == 200


class TestShut:
    @pytest.fixture(autouse=True)
    def _faulty(self) -> Iterator[None]:
        with settled({"client_id": "alone"}, SIGNIN_TOKENS=TOKEN):
            yield

    @pytest.mark.parametrize("accept", ["*/*", HTML])
    def test_nothing_but_health_is_open(self, accept: str) -> None:
        for address in [*addresses(), "signin", "signin/pass", "auth/login", "oauth2callback"]:
            if f"/{address}" in EXPECTED_OPEN:
                continue
            answer = ask(
                address, folder="/", app=PAGES, accept=accept, authorization=f"Bearer {TOKEN}"
            )
            assert answer.status == 503, address
            assert not OF_THE_TABLES.search(answer.body.decode())

    def test_pages_do_not_connect(self) -> None:
        assert not connected("/_stcore/stream")

    def test_it_says_whom_to_ask(self) -> None:
        assert b"log of the server" in page("", accept_language="en").body
        told = json.loads(ask("figures.csv", accept="*/*").body)
        assert told["status"] == 503


def test_the_description_for_programs_tells_of_the_token(tables: Tables) -> None:
    made = openapi.document(tables)
    assert made["security"] == [{"token": []}]
    assert made["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for path in made["paths"].values():
        assert path["get"]["responses"]["401"]["$ref"].endswith("/unauthorised")
    with settled(None):
        assert "401" not in json.dumps(openapi.document(tables))


def test_paths_of_the_plain_routes_are_no_open_ones() -> None:
    assert PLAIN & gate.OPEN <= EXPECTED_OPEN
    assert {f"/{name}" for name in MAKERS} <= gate.OPEN
