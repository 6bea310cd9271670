"""Sign-in at several processes behind the nginx of deploy/: what one began another ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.fleet import COOKIE, Fleet, together
from bench.serving import free_port
from pages.parts.state.passes import PASS
from tests.browsing import settle
from tests.frozen import FROZEN
from tests.servers import programs
from tests.serving.provider import provided

pytestmark = [pytest.mark.servers, pytest.mark.browser]
STATUS = "address => fetch(address).then(answer => answer.status)"


def test_a_process_that_dies_takes_no_sign_in_with_it(browser: Browser, tmp_path: Path) -> None:
    programs()
    secrets = tmp_path / "secrets.toml"
    variables = {
        "DATA_URL": str(FROZEN),
        "SIGNIN": "required",
        "STREAMLIT_SECRETS_FILES": str(secrets),
    }
    ports = (free_port(), free_port())
    with provided() as provider:
        own = Fleet(tmp_path, free_port(), ports, "/ip", variables)
        section = provider.section(f"{own.base}/oauth2callback")
        lines = ["[auth]", *(f'{key} = "{value}"' for key, value in section.items())]
        secrets.write_text("\n".join(lines), encoding="utf-8")
        with together(own):
            signed_in_while_processes_die(browser, own)


def signed_in_while_processes_die(browser: Browser, own: Fleet) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()

    def process() -> int:
        named = {cookie["name"]: cookie["value"] for cookie in context.cookies(own.base)}
        return Fleet.process_of(named.get(COOKIE))

    page.goto(f"{own.base}/policy?lang=en")
    page.click(".st-key-signin button")
    page.wait_for_selector("#yes")
    # The process that sent its visitor to the provider is gone when they come back.
    first = process()
    own.kill(first)
    page.click("#yes")
    settle(page)
    assert page.url.startswith(f"{own.base}/policy?lang=en")
    second = process()
    assert second not in (0, first)
    assert page.evaluate(STATUS, f"{own.base}/data/figures.csv") == 200
    # So is the one that let them in.
    own.start(first)
    own.ready(first)
    own.kill(second)
    page.goto(f"{own.base}/data?lang=en")
    settle(page)
    assert process() == first
    assert page.evaluate(STATUS, f"{own.base}/data/figures.csv") == 200
    page.click(".ip-chip")
    page.click(".ip-visitor a")
    page.wait_for_selector(".ip-signin[data-out]")
    assert PASS not in [cookie["name"] for cookie in context.cookies(own.base)]
    assert page.evaluate(STATUS, f"{own.base}/data/figures.csv") == 401
    context.close()
