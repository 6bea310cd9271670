"""What the frame draws for whom: the sign-in alone, or the page and who has signed in."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from metrics.tables.read import ROOT
from pages.parts.frame import shell
from pages.parts.frame import signin as drawn
from pages.parts.frame.places import HIDDEN, SHOWN
from pages.parts.state import passes, visitors
from pages.parts.state.passes import Way
from pages.parts.state.signin import config
from tests.apps import FRAME, html
from tests.serving.signing import AUTH, HOME, claims, settled


@pytest.fixture(autouse=True)
def _on() -> Iterator[None]:
    with settled():
        yield


def open_at(page: str, user: dict[str, object], lang: str = "en", **query: str) -> AppTest:
    """Open an address as somebody."""
    app = AppTest.from_file(FRAME, default_timeout=30)
    app.user = user
    app.context["url"] = f"{HOME}/{page}"
    for key, value in {"lang": lang, **query}.items():
        app.query_params[key] = value
    if page not in ("", "signin"):
        app.switch_page(f"{page}.py")
    app.run()
    assert not app.exception
    return app


def signed_out(**user: object) -> dict[str, object]:
    return {"is_logged_in": False, **user}


def is_drawn(app: AppTest) -> bool:
    """Whether anything of the tables is on the page."""
    found = html(app)
    return "ip-foot" in found or "ip-search" in found or bool(app.get("plotly_chart"))


class TestNobody:
    @pytest.mark.parametrize("page", ["", *SHOWN[1:], *HIDDEN])
    def test_no_page_is_drawn(self, page: str) -> None:
        app = open_at(page, signed_out(), id="gii_rank")
        assert not is_drawn(app)
        assert "gii_rank" not in re.sub('href="[^"]*"', "", html(app))
        assert 'href="signin?to=' in html(app)
        assert not app.button

    @pytest.mark.parametrize(("lang", "words"), [("en", "Sign in"), ("zh", "登录")])
    def test_the_page_of_the_sign_in_has_one_button(self, lang: str, words: str) -> None:
        app = open_at("signin", signed_out(), lang)
        assert [b.label for b in app.button] == [words]
        assert f'<h1 id="ip-content">{words}</h1>' in html(app)

    def test_the_button_leads_to_the_provider(self) -> None:
        app = open_at("signin", signed_out())
        called: list[tuple[str, ...]] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(drawn.st, "login", lambda *given: called.append(given))
            app.run()
            app.button[0].click().run()
        assert called == [()]

    def test_a_button_for_each_of_several_providers(self) -> None:
        own = {k: AUTH[k] for k in ("client_id", "client_secret", "server_metadata_url")}
        shared = {k: AUTH[k] for k in ("redirect_uri", "cookie_secret")}
        with settled({**shared, "alpha": own, "beta": own}):
            app = open_at("signin", signed_out())
        assert [b.label for b in app.button] == ["Sign in with alpha", "Sign in with beta"]

    @pytest.mark.parametrize(
        ("why", "words"),
        [
            ("out", "You are signed out"),
            ("back", "did not succeed"),
            ("denied", "was refused"),
            ("away", "does not answer"),
            ("<script>", "for signed-in visitors"),
        ],
    )
    def test_it_says_why_one_is_here(self, why: str, words: str) -> None:
        found = html(open_at("signin", signed_out(), why=why))
        assert words in found
        assert ("data-out" in found) == (why == "out")

    def test_broken_settings_show_nothing(self) -> None:
        with settled({"client_id": "alone"}):
            assert not is_drawn(open_at("", claims()))

    def test_broken_tables_are_not_listed(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shell, "current", lambda: pytest.fail("the tables were read"))
            assert not is_drawn(open_at("", signed_out()))


class TestVisitor:
    def test_the_page_is_drawn_and_names_its_visitor(self) -> None:
        app = open_at("", claims(name="Wang <b>Fang</b>"))
        assert is_drawn(app)
        assert "Signed in as Wang &lt;b&gt;Fang&lt;/b&gt;" in html(app)
        assert 'href="signin?out=1&amp;lang=en"' in html(app)

    def test_without_sign_in_the_header_names_nobody(self) -> None:
        with settled(None):
            app = open_at("", {"email": "test@example.com"})
        assert is_drawn(app)
        assert "signin" not in html(app)

    def test_the_page_of_the_sign_in_hands_in_a_code(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(drawn, "_way", lambda: Way("b", "explorer"))
        app = open_at("signin", claims())
        assert not is_drawn(app)
        found = html(app)
        assert 'method="post" action="signin/pass"' in found
        code = found.partition('name="code" value="')[2].partition('"')[0]
        given = passes.redeem(config(), code, "b")
        assert given is not None
        assert passes.read_pass(config(), given[0]) is not None

    def test_without_cookies_it_says_so(self) -> None:
        assert "allow cookies" in html(open_at("signin", claims()))

    def test_an_account_that_may_not_come_in(self) -> None:
        with settled(SIGNIN_ALLOW="@elsewhere.cn"):
            app = open_at("", claims())
            assert not is_drawn(app)
            app = open_at("signin", claims())
        assert "You are signed in as 王芳, but" in html(app)
        assert [b.label for b in app.button] == ["Use another account"]
        assert "code" not in html(app)

    def test_leaving(self, monkeypatch: pytest.MonkeyPatch) -> None:
        left: list[bool] = []
        monkeypatch.setattr(drawn.st, "logout", lambda: left.append(True))
        assert not is_drawn(open_at("signin", claims(), out="1"))
        assert left == [True]
        open_at("signin", signed_out(), out="1")
        assert left == [True]

    def test_it_ends_while_a_page_is_open(self) -> None:
        app = open_at("overview", claims())
        assert is_drawn(app)
        app.user = claims(iat=int(time.time()) - 13 * 3600)
        app.run()
        assert not is_drawn(app)
        assert "Your sign-in has ended" in html(app)

    def test_who_left_elsewhere_has_left_here(self) -> None:
        person = claims()
        app = open_at("", person)
        seen = visitors.visit_of(person, config(), time.time())
        visitors.end(seen.key, seen.until)
        app.run()
        assert not is_drawn(app)

    def test_a_part_that_comes_near_sees_to_it_too(self) -> None:
        app = open_at("protection", claims())
        near = [b for b in app.button if b.key and b.key.startswith("near-")]
        assert near
        app.user = signed_out()
        near[0].click().run()
        assert not is_drawn(app)


def test_every_part_that_runs_without_its_page_is_known() -> None:
    """Others ask who it is for, or draw nothing of the tables: progress, what was sent before."""
    parts = re.compile(r"st\.(fragment|dialog)\(")
    found = {
        path.name
        for path in (ROOT / "pages").rglob("*.py")
        if parts.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"near.py", "making.py", "statement.py"}
