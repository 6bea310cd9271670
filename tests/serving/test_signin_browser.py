"""The whole sign-in in a browser, at a provider of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import anyio
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.serving import served
from bench.tab import Run
from bench.visitor import visiting
from pages.parts.frame.places import PATHS
from pages.parts.state.passes import PASS
from tests.asking import APART
from tests.browsing import PHONE, barriers, settle
from tests.serving.provider import Provider, provided

pytestmark = pytest.mark.browser
HOURS = 12 * 3600
UNTIL_CLOSED = """async address => {
    for (let n = 0; n < 80 && (await fetch(address)).status !== 401; n++) {
        await new Promise(done => setTimeout(done, 250));
    }
}"""
STATUS = "address => fetch(address).then(answer => answer.status)"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provided() as running:
        yield running


@pytest.fixture(scope="module")
def secrets(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of secrets of an app that the provider knows."""
    path = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    section = provider.section("http://localhost:{port}/ip/oauth2callback")
    lines = ["[auth]", *(f'{key} = "{value}"' for key, value in section.items())]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def app(secrets: Path) -> Iterator[str]:
    """Run the dashboard below a folder, as behind a proxy, with the provider."""
    own = ("--secrets.files", str(secrets))
    with served("dashboard.py", *own, path="/ip", SIGNIN="required") as server:
        yield f"http://localhost:{server.port}/ip"


@pytest.fixture
def context(browser: Browser, provider: Provider) -> Iterator[BrowserContext]:
    provider.since, provider.down = 0, False
    provider.claims["groups"] = ["readers"]
    made = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    yield made
    made.close()


def sign_in(page: Page) -> None:
    page.click(".st-key-signin button")
    page.click("#yes")
    settle(page)


def status(page: Page, address: str) -> int:
    found: int = page.evaluate(STATUS, address)
    return found


def test_in_and_out(app: str, provider: Provider, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{app.replace('localhost', '127.0.0.1')}/explorer?s=gii_rank&lang=en")
    page.wait_for_selector(".st-key-signin button")
    assert page.url.startswith(f"{app}/signin?")
    assert page.title() == "Sign in · China IP statistics"
    assert not barriers(page)
    assert status(page, f"{app}/data/figures.csv") == 401
    sign_in(page)
    assert page.url.startswith(f"{app}/explorer?s=gii_rank&lang=en")
    assert provider.challenged
    assert status(page, f"{app}/data/figures.csv") == 200
    other = context.new_page()
    other.goto(f"{app}/?lang=en")
    settle(other)
    page.click(".ip-chip")
    expect(page.locator(".ip-visitor")).to_contain_text("Signed in as 王芳")
    page.click(".ip-visitor a")
    page.wait_for_selector(".ip-signin[data-out]")
    assert provider.left[-1]["client_id"] == "ip-statistics"
    assert status(page, f"{app}/data/figures.csv") == 401
    # The other window has left too.
    other.wait_for_selector(".st-key-signin button")
    assert PASS not in [cookie["name"] for cookie in context.cookies(app)]


def test_the_line_of_a_page_tells_nobody_anything(app: str) -> None:
    async def asked() -> tuple[int, bytes]:
        charts, raw = 0, b""
        async with visiting(app) as visitor:
            take = visitor.take

            def kept(message: bytes, run: Run) -> ForwardMsg:
                nonlocal raw
                raw += message
                return take(message, run)

            visitor.take = kept  # type: ignore[method-assign]
            for page in ("", *PATHS, "nothing"):
                charts += (await visitor.go(page, "lang=zh")).charts
        return charts, raw

    charts, raw = APART.submit(anyio.run, asked).result()
    told = raw.decode("utf-8", "ignore")
    assert charts == 0
    assert told.count("这些统计数据需登录后查看。") > len(PATHS)
    assert "全球创新指数" not in told
    assert "ip-foot" not in told
    assert "万件" not in told


def test_another_process_knows_the_pass_of_somebody_in_many_groups(
    app: str, provider: Provider, context: BrowserContext, secrets: Path
) -> None:
    provider.claims["groups"] = [f"office/department-{n}/readers" for n in range(200)]
    page = context.new_page()
    page.goto(f"{app}/?lang=en")
    sign_in(page)
    (held,) = [c["value"] for c in context.cookies(app) if c["name"] == PASS]
    with served("dashboard.py", "--secrets.files", str(secrets), path="/ip") as other:
        address = f"{other.base}/data/figures.csv"
        with urlopen(Request(address, headers={"Cookie": f"{PASS}={held}"})) as answer:
            assert answer.status == 200
        with pytest.raises(HTTPError, match="401"):
            urlopen(address)


def test_refused_and_away(app: str, provider: Provider, context: BrowserContext) -> None:
    page = context.new_page()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{app}/?lang=zh")
    page.click(".st-key-signin button")
    page.click("#no")
    expect(page.locator("h1")).to_have_text("登录被拒绝")
    assert not barriers(page)
    provider.down = True
    page.click(".st-key-signin button")
    expect(page.locator("h1")).to_have_text("登录服务没有响应")
    provider.down = False
    sign_in(page)
    assert page.url.startswith(f"{app}/?lang=zh")


def test_it_ends_while_a_page_is_open(
    app: str, provider: Provider, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{app}/policy?lang=en")
    page.wait_for_selector(".st-key-signin button")
    provider.since = HOURS - 10
    sign_in(page)
    page.evaluate(UNTIL_CLOSED, f"{app}/data/figures.csv")
    page.click('.ip-nav a[href^="data?"]')
    expect(page.locator("h1")).to_have_text("Your sign-in has ended")
    expect(page.locator(".ip-foot")).to_have_count(0)
    provider.since = 0
    page.click(".ip-signin-go a")
    page.wait_for_selector(".st-key-signin button")
    sign_in(page)
    assert page.url.startswith(f"{app}/data?")
