"""The clock of the server is set forward and back while it serves."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from bench import serving
from bench.visitor import Visitor, visiting
from tests.asking import result_of
from tests.faults.servers import alerts, begin, done
from tests.servers import programs

pytestmark = pytest.mark.servers
FAR = 400
MOVES = [("forward", f"+{FAR}d", FAR), ("back", f"-{FAR}d", -FAR)]


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that says how far the clock of the server is off."""
    path = tmp_path_factory.mktemp("clock") / "offset"
    path.write_text("+0", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(
    clock: Path, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[serving.Server]:
    """Return a server whose clock can be set."""
    made = begin(
        [],
        tmp_path_factory.mktemp("drafts"),
        DATA_URL=str(folder),
        LD_PRELOAD=str(programs().faketime),
        FAKETIME_TIMESTAMP_FILE=str(clock),
        # Each look at the clock would read the file.
        FAKETIME_CACHE_DURATION="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )
    yield made
    made.stop()


@pytest.mark.parametrize(("move", "offset", "days"), MOVES)
def test_a_session_goes_on_and_files_bear_the_new_day(
    server: serving.Server, clock: Path, folder: Path, move: str, offset: str, days: int
) -> None:
    async def visit() -> None:
        async with visiting(server.base) as visitor:
            assert (await visitor.go("services", "lang=zh")).exceptions == []
            charts = len(list(visitor.of_kind("plotly_chart")))
            before = await visitor.get("data/indicators.csv")
            clock.write_text(offset, encoding="utf-8")
            there = date.today() + timedelta(days)
            while abs(await _day(visitor) - there) > timedelta(1):
                await asyncio.sleep(0.2)
            again = await visitor.rerun()
            assert (again.exceptions, alerts(visitor)) == ([], [])
            assert len(list(visitor.of_kind("plotly_chart"))) == charts
            # A file is asked for and made; the work is not taken for years old.
            await visitor.press("take_xlsx_zh")
            await visitor.until(done(visitor, "xlsx", "zh"))
            assert (await visitor.download("ready_xlsx_zh")).startswith(b"PK")
            # No answer says that it changed after it was sent.
            answer = await visitor.get("data/indicators.csv")
            assert answer.content == before.content
            sent = parsedate_to_datetime(answer.headers["date"])
            # The server tells the time of an answer with a delay where it has much to do.
            last = parsedate_to_datetime(answer.headers["last-modified"])
            assert last <= sent + timedelta(minutes=1)
            tag = answer.headers["etag"]
            assert (await visitor.get("data/indicators.csv", if_none_match=tag)).status_code == 304
            # A change of the tables is seen whatever its time is.
            _note(folder, move)
            assert (await visitor.rerun()).exceptions == []
            changed = await visitor.get("data/indicators.csv")
            assert changed.headers["etag"] != tag
            clock.write_text("+0", encoding="utf-8")
            while abs(await _day(visitor) - date.today()) > timedelta(1):
                await asyncio.sleep(0.2)

    result_of(visit())


async def _day(visitor: Visitor) -> date:
    """Return the day that the server says it is."""
    answer = await visitor.get("healthz")
    return parsedate_to_datetime(answer.headers["date"]).date()


def _note(folder: Path, said: str) -> None:
    """Change a word of the tables."""
    path = folder / "sources.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Ranks 40th", f"Ranks 40th ({said})", 1), encoding="utf-8")
