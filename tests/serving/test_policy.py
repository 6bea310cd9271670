"""The headers of every answer, and pages that work under them in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from metrics.locale import LANGS
from pages.parts.http import policy
from pages.parts.http.gate import secured
from pages.parts.http.head import head_script
from tests.asking import EVERY, ask
from tests.browsing import QUERIES, Seen, served

HERE = {"host": "localhost:8501"}


def headers(path: str) -> dict[str, str]:
    return ask(path, folder="/", app=EVERY, **HERE).headers


class TestPolicy:
    def test_only_what_is_known_runs(self) -> None:
        rules = dict(
            rule.strip().split(" ", 1)
            for rule in headers("robots.txt")["content-security-policy"].split(";")
        )
        scripts = rules["script-src"].split()
        assert scripts[0] == "'self'"
        assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", word) for word in scripts[1:])
        assert rules["connect-src"] == rules["worker-src"] == "'self'"
        assert rules["object-src"] == rules["script-src-attr"] == "'none'"
        assert "unsafe-eval" not in str(rules)

    @pytest.mark.parametrize("lang", LANGS)
    def test_the_script_of_the_head_is_known(self, lang: str) -> None:
        (script,) = policy._INLINE.findall(head_script(lang))  # type: ignore[arg-type]
        assert policy.named(script) in policy.policy().decode()

    def test_the_same_for_all(self) -> None:
        assert (
            headers("robots.txt")["content-security-policy"]
            == headers("deck")["content-security-policy"]
        )


class TestOthers:
    @pytest.mark.parametrize("path", ["robots.txt", "deck", "search.json?q=x", "nothing"])
    def test_pages_of_others_load_nothing_but_data_and_pictures(self, path: str) -> None:
        found = headers(path)
        assert found["cross-origin-resource-policy"] == "same-origin"
        assert found["cross-origin-opener-policy"] == "same-origin"
        assert found["origin-agent-cluster"] == "?1"
        assert found["x-content-type-options"] == "nosniff"
        assert "camera=()" in found["permissions-policy"]
        assert "usb=()" in found["permissions-policy"]

    @pytest.mark.parametrize("path", ["data/units.csv", "preview.png?page=nothing"])
    def test_data_and_pictures_may_be_shown_anywhere(self, path: str) -> None:
        assert headers(path)["cross-origin-resource-policy"] == "cross-origin"

    def test_https_is_asked_for_where_readers_come_by_it(
        self, variables: pytest.MonkeyPatch
    ) -> None:
        assert "strict-transport-security" not in headers("robots.txt")
        policy.settings.cache_clear()
        variables.setenv("PUBLIC_URL", "https://ip.example.cn")
        assert headers("robots.txt")["strict-transport-security"] == "max-age=31536000"

    def test_cookies_are_sent_by_https_alone_there(self) -> None:
        given = [(b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2; secure"), (b"x", b"y")]
        assert secured(given, secure=False) == given
        assert secured(given, secure=True) == [
            (b"set-cookie", b"a=1; Path=/; Secure"),
            *given[1:],
        ]


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.mark.browser
class TestBrowser:
    """What the policy forbids is an error in a browser; tests/browser opens every page."""

    @pytest.mark.parametrize(
        ("path", "drawn"),
        [
            ("embed?view=indicator%3Fid%3Dgii_rank", "#chart .main-svg"),
            (f"present?{QUERIES['briefing'].partition('&n=')[0]}", ".slide .main-svg"),
            ("deck", "form"),
            ("data/api", "main"),
        ],
    )
    def test_plain_pages_are_drawn(
        self, browser: Browser, base: str, path: str, drawn: str
    ) -> None:
        seen = Seen()
        page = browser.new_context().new_page()
        seen.watch(page, base)
        page.goto(f"{base}/{path}")
        page.wait_for_selector(drawn, state="attached")
        page.context.close()
        assert (seen.errors, seen.strangers) == ([], [])

    def test_what_is_put_in_does_not_run(self, browser: Browser, base: str) -> None:
        page = browser.new_context().new_page()
        page.goto(f"{base}/robots.txt")
        refused = page.evaluate(
            """() => new Promise(done => { const made = document.createElement('script');
                made.textContent = 'window.ran = 1'; document.documentElement.append(made);
                setTimeout(() => {
                    let evaluated = true;
                    try { new Function('return 1')(); } catch { evaluated = false; }
                    done([window.ran ?? 0, evaluated]); }); })"""
        )
        page.context.close()
        assert refused == [0, False]
