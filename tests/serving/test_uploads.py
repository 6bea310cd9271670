"""Files handed in to a server that listens: with their token, and kept by nobody."""

from __future__ import annotations

import asyncio
import json
import tomllib
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bench.visitor import Visitor, visiting
from metrics.tables.read import ROOT
from pages.parts.blocks import uploads
from pages.parts.state import limits
from tests.asking import apart
from tests.curation.filling import FACT, facts_book, saved

# Where Streamlit tells how much it holds, and of what.
HOLDING = "_stcore/metrics"


def status(url: str, method: str, **headers: str) -> tuple[int, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(url, b"{}" if method != "GET" else None, named, method=method)) as got:
            return got.status, got.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


async def held(visitor: Visitor) -> bool:
    """Tell whether Streamlit holds a file of anybody."""
    return "UploadedFileManager" in (await visitor.get(HOLDING)).text


class TestTokens:
    @apart
    async def test_an_upload_without_its_token_is_refused(self, serving: str) -> None:
        async with visiting(serving, "en") as visitor:
            await visitor.go("curate", "lang=en")
            token = visitor.browser.cookies["_streamlit_xsrf"]
            path = f"{serving}/_stcore/upload_file/{visitor.session}/x"
            for headers, expected in (
                ({}, 403),
                ({"X-Xsrftoken": ""}, 403),
                ({"X-Xsrftoken": token[:20] + "0123456789" + token[30:]}, 403),
                ({"X-Xsrftoken": token}, 204),
            ):
                sent = await visitor.browser.put(
                    path, files={"file": ("a.csv", b"1")}, headers=headers
                )
                assert sent.status_code == expected
            assert (await visitor.browser.delete(path)).status_code == 403
            given = {"X-Xsrftoken": token}
            assert (await visitor.browser.delete(path, headers=given)).status_code == 204

    @apart
    async def test_the_token_is_for_our_own_pages(self, serving: str) -> None:
        async with visiting(serving) as visitor:
            visitor.browser.cookies.clear()
            (cookie,) = (await visitor.get("_stcore/health")).headers.get_list("set-cookie")
        told = {part.strip().casefold() for part in cookie.split(";")}
        assert {"samesite=strict", "path=/"} <= told

    def test_the_settings_say_so(self) -> None:
        server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]
        assert server["enableXsrfProtection"] is True
        assert server["enableCORS"] is True
        assert server["enableAgentApi"] is False
        assert server["maxUploadSize"] * 2**20 == limits.TEMPLATE
        assert server["maxWidgetStateSize"] * 10**6 >= 4 * limits.SENT


class TestAgents:
    """No program drives the pages over HTTP."""

    @pytest.mark.parametrize("path", ["interact", "mcp"])
    def test_the_interface_is_off(self, serving: str, path: str) -> None:
        url = f"{serving}/_stcore/agent/{path}"
        code, said = status(url, "POST", content_type="application/json")
        assert code >= 400
        assert path == "mcp" or "server.enableAgentApi" in said
        code, _ = status(url, "GET")
        assert code >= 400

    def test_its_description_says_so(self, serving: str) -> None:
        code, said = status(f"{serving}/_stcore/agent/openapi.json", "GET")
        assert code == 200
        assert json.loads(said)["info"]["x-streamlit-agent-api"] == "disabled"


class TestKept:
    """A page has what it needs; then Streamlit, which would keep it, is told to let it go."""

    @apart
    async def test_of_rows_and_templates_nothing(self, serving: str) -> None:
        async with visiting(serving, "en") as visitor:
            await visitor.go("curate", "lang=en")
            key = f"{'upload_rows_0'}_en"
            run = await visitor.upload(key, "rows.xlsx", saved(facts_book(FACT)))
            assert not run.exceptions
            async with asyncio.timeout(20):
                while await held(visitor):
                    await asyncio.sleep(0.02)
            assert not visitor.has("file_uploader", key), "the page has it"

    @apart
    async def test_of_many_of_one_visitor_none(self, serving: str) -> None:
        """More than a session may have at once, one after another."""
        async with visiting(serving, "en") as visitor:
            await visitor.go("curate", "lang=en")
            for n in range(limits.FILES_OF_ONE + 2):
                await visitor.upload(f"upload_rows_{n}_en", "rows.csv", b"a,b\n1,2\n")
                await visitor.press("drop_upload_en")
            async with asyncio.timeout(20):
                while await held(visitor):
                    await asyncio.sleep(0.02)

    @apart
    async def test_of_what_is_too_large_nothing(self, serving: str) -> None:
        async with visiting(serving, "en") as visitor:
            await visitor.go("curate", "lang=en")
            large = b"1" * (uploads.MOST * 10**6 + 1)
            run = await visitor.upload("upload_rows_0_en", "rows.csv", large)
            assert [e for e in run.errors if "larger than 5 MB" in e]
            assert not await held(visitor)
