"""What befalls a server that runs: tables that change, assistants that go, words on its output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pytest

from metrics import Tables, load
from metrics.assistant import tools
from metrics.assistant.server import server
from tests.assistant.asked import Asking, asking

# Seconds within which a process is over.
SOON = 30
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}
# Keeps a check busy for much longer than the test lasts.
BUSY = """
import sys, time
import metrics.assistant.tools as tools
tools.judge = lambda *_: time.sleep(600)
from metrics.cli import main
main(["mcp", "--lang", "en"])
"""
# Says on the standard output what belongs elsewhere, and warns.
LOUD = """
import os, subprocess, sys, warnings
import metrics.assistant.tools as tools
own = tools.judge
def loud(*asked):
    print("printed"); warnings.warn("warned"); os.write(1, b"written")
    subprocess.run([sys.executable, "-c", "print('from a child')"])
    return own(*asked)
tools.judge = loud
from metrics.cli import main
main(["mcp", "--lang", "en"])
"""
# Ends with what it would ask of a network, start, or write to a file.
WATCHED = """
import os, sys
def watch(event, given):
    asks = event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind")
    named = event == "open" and not isinstance(given[0], int)
    writes = named and given[2] & (os.O_WRONLY | os.O_RDWR)
    if asks or writes or event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.remove"):
        print(event, given, file=sys.stderr)
        os._exit(3)
from metrics.cli import main
sys.addaudithook(watch)
main(["mcp", "--lang", "en"])
"""


class Process:
    """The command, asked line by line."""

    def __init__(self, code: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code] if code else [sys.executable, "-m", "metrics", "mcp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )

    @property
    def asked(self) -> IO[str]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def told(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout

    def say(self, message: object) -> None:
        self.asked.write((message if isinstance(message, str) else json.dumps(message)) + "\n")
        self.asked.flush()

    def hear(self) -> dict[str, Any]:
        return dict(json.loads(self.told.readline()))

    def greet(self) -> dict[str, Any]:
        self.say(HELLO)
        made = self.hear()
        self.say(READY)
        return made

    def call(self, number: int, tool: str, **asked: Any) -> None:
        params = {"name": tool, "arguments": asked}
        self.say({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params})

    def end(self) -> tuple[int, str]:
        """Close its input; return its code and what it told of faults."""
        self.asked.close()
        code = self.process.wait(SOON)
        assert self.process.stderr is not None
        return code, self.process.stderr.read()


@contextmanager
def started(code: str = "") -> Iterator[Process]:
    made = Process(code)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait()
        for stream in (made.process.stdin, made.process.stdout, made.process.stderr):
            if stream is not None and not stream.closed:
                with suppress(BrokenPipeError):
                    stream.close()


class TestTables:
    @pytest.fixture
    def client(self, copied: Path) -> Iterator[Asking]:
        with asking(server(lambda: load(copied), "en")) as made:
            yield made

    def test_they_may_change(self, client: Asking, copied: Path) -> None:
        first = client.answer("in_view")["version"]
        file = copied / "definitions.csv"
        told = client.answer("newest", indicator="satisfaction")["figure"]["name"]
        file.write_text(file.read_text("utf-8").replace(told, "Content"), "utf-8", newline="")
        assert client.answer("newest", indicator="satisfaction")["figure"]["name"] == "Content"
        assert client.answer("in_view")["version"] != first

    def test_while_they_are_unsound_nothing_is_answered(self, client: Asking, copied: Path) -> None:
        file = copied / "indicators.csv"
        sound = file.read_bytes()
        file.write_bytes(sound.replace(b",exact,", b",exactly,", 1))
        told = client.refusal("newest", indicator="gii_rank")
        assert told.startswith("the tables are not sound now, and nothing is answered")
        assert "indicators.csv line" in told
        file.write_bytes(sound[: len(sound) // 2])
        assert "not sound" in client.refusal("check_text", text="2023")
        file.unlink()
        assert "not sound" in client.refusal("series", indicator="gii_rank")
        file.write_bytes(sound)
        assert client.answer("newest", indicator="gii_rank")["figure"]["value"] == "10"


class TestFaults:
    def test_a_tool_that_fails_says_nothing_of_its_inside(
        self, tables: Tables, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fails(*_: object) -> None:
            raise RuntimeError("secret")

        monkeypatch.setattr(tools, "judge", fails)
        with asking(server(lambda: tables, "en")) as client:
            told = client.refusal("check_text", text="my own words 2023")
            assert told == "check_text failed and has no answer; its log says why"
            assert client.answer("newest", indicator="gii_rank")
        assert "secret" in caplog.text
        assert "my own words" not in caplog.text

    def test_many_ask_at_once(self, tables: Tables) -> None:
        long = "2023年授权发明专利92.1万件。" * 300
        with asking(server(lambda: tables, "en")) as client, ThreadPoolExecutor(12) as pool:
            slow = pool.submit(client.answer, "check_text", text=long)
            each = [f"{area}" for area in ("CN", "US", "JP", "KR") for _ in range(10)]
            asked = [
                pool.submit(client.answer, "newest", indicator="gii_rank", area=a) for a in each
            ]
            assert [one.result()["figure"]["area"] for one in asked] == each
            assert slow.result()["counts"] == {"verified": 300}


class TestProcess:
    def test_nothing_but_answers_is_on_its_output(self) -> None:
        with started(LOUD) as made:
            made.greet()
            made.call(2, "check_text", text="2023年授权发明专利92.1万件。")
            answer = made.hear()
            assert answer["id"] == 2
            assert answer["result"]["structuredContent"]["right"] is True
            _, faults = made.end()
        for said in ("printed", "warned", "written", "from a child"):
            assert said in faults

    def test_what_is_no_message_is_passed_over(self) -> None:
        with started() as made:
            assert made.greet()["result"]["serverInfo"]["title"] == "中国知识产权统计"
            for noise in ("no JSON", "[]", "{}", '"', "\x00", "x" * 100_000):
                made.say(noise)
            made.say({"jsonrpc": "2.0", "id": 7, "method": "nothing"})
            assert made.hear()["error"]["code"] == -32601
            made.call(8, "newest", indicator="gii_rank")
            assert made.hear()["id"] == 8
            assert made.end() == (0, "")

    def test_it_ends_where_the_assistant_is_gone(self) -> None:
        with started() as made:
            made.greet()
            assert made.end() == (0, "")

    def test_it_ends_in_the_midst_of_a_check(self) -> None:
        with started(BUSY) as made:
            made.greet()
            made.call(2, "check_text", text="2023")
            made.call(3, "newest", indicator="gii_rank")
            assert made.hear()["id"] == 3
            assert made.end() == (0, "")

    def test_it_ends_where_nobody_hears_its_answers(self) -> None:
        with started() as made:
            made.greet()
            made.told.close()
            made.call(2, "newest", indicator="gii_rank")
            assert made.end() == (0, "")

    def test_it_ends_when_it_is_interrupted(self) -> None:
        with started(BUSY) as made:
            made.greet()
            made.call(2, "check_text", text="2023")
            # Windows sends no Ctrl-C to a child alone.
            made.process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
            assert made.process.wait(SOON) != 0

    def test_it_asks_no_network_and_writes_no_file(self) -> None:
        with started(WATCHED) as made:
            made.greet()
            pair = {"base": {"indicator": "gii_rank", "period": "2024"}}
            pair["end"] = {"indicator": "gii_rank"}
            asked: list[tuple[str, dict[str, Any]]] = [
                ("search", {"words": "patent"}),
                ("series", {"indicator": "gii_rank"}),
                ("newest", {"indicator": "gii_rank"}),
                ("compare", pair),
                ("transform", {"indicator": "satisfaction"}),
                ("cite", {"indicator": "satisfaction"}),
                ("check_text", {"text": "2023年授权发明专利92.1万件。"}),
                ("in_view", {}),
            ]
            for number, (tool, words) in enumerate(asked, start=2):
                made.call(number, tool, **words)
                assert made.hear()["result"]["isError"] is False, tool
            assert made.end() == (0, "")
