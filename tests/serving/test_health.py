"""Whether a process answers, and whether visitors should be led to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from bench.serving import Server, served
from metrics.tables.read import ROOT
from pages.parts.state import course
from tests.asking import EVERY, Answer, ask

LONGEST = 60.0


def asked(path: str) -> Answer:
    return ask(path, folder="/", app=EVERY, host="127.0.0.1:8501")


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> course.Course:
    """Return the course of a process that began just now."""
    made = course.Course()
    monkeypatch.setattr(course, "COURSE", made)
    return made


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


class TestAnswers:
    def test_a_process_lives_from_its_first_answer_to_its_last(
        self, process: course.Course
    ) -> None:
        for ending in (False, True):
            process.ending = ending
            answer = asked("healthz")
            assert (answer.status, json.loads(answer.body)) == (200, {"status": "ok"})
            assert answer.headers["cache-control"] == "no-store"

    def test_it_is_ready_once_it_is_warm_and_until_it_ends(self, process: course.Course) -> None:
        assert json.loads(asked("readyz").body)["status"] == "warming"
        assert asked("readyz").status == 503
        process.warm.set()
        told = json.loads(asked("readyz").body)
        assert (told["status"], told["problems"]) == ("ready", 0)
        assert len(told["data_version"]) == 12
        process.ending = True
        answer = asked("readyz")
        assert (answer.status, json.loads(answer.body)) == (503, {"status": "ending"})

    def test_work_that_fails_keeps_nobody_away(
        self, process: course.Course, caplog: pytest.LogCaptureFixture
    ) -> None:
        begun, go = threading.Event(), threading.Event()

        def slow() -> None:
            begun.set()
            go.wait(LONGEST)

        course.warming(slow, lambda: 1 // 0)
        assert begun.wait(LONGEST)
        assert not process.warm.is_set()
        go.set()
        assert process.warm.wait(LONGEST)
        assert "ZeroDivisionError" in caplog.text


def status(server: Server, path: str) -> int:
    return httpx2.get(f"{server.base}/{path}").status_code


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that a process could heed")
class TestTheEnd:
    def test_after_the_signal_it_serves_on_but_is_not_ready(self) -> None:
        with served(DRAIN_SECONDS="600") as server:
            until(lambda: status(server, "readyz") == 200)
            server.process.send_signal(signal.SIGTERM)
            until(lambda: status(server, "readyz") == 503)
            assert (status(server, "healthz"), status(server, "data/units.csv")) == (200, 200)
            # Who cannot wait says so once more.
            assert server.stop() == -signal.SIGTERM

    @pytest.mark.parametrize("drain", [0.0, 0.2])
    def test_then_the_server_does_what_it_did_on_the_signal(
        self, drain: float, tmp_path: Path
    ) -> None:
        script = tmp_path / "ending.py"
        script.write_text(SCRIPT.format(root=str(ROOT), drain=drain), encoding="utf-8")
        done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.split()) == (0, ["True", "ended"]), done.stderr


SCRIPT = """
import asyncio, signal, sys, time
sys.path.insert(0, {root!r})
from pages.parts.state import course

async def main():
    ended = asyncio.Event()
    signal.signal(signal.SIGTERM, lambda *_: (print("ended"), ended.set()))
    with course.heeding_the_end({drain}):
        begun = time.monotonic()
        signal.raise_signal(signal.SIGTERM)
        assert course.COURSE.ending
        await ended_or_late(ended)
        assert time.monotonic() - begun >= {drain}
    assert ended.is_set()

async def ended_or_late(ended):
    print(not ended.is_set(), flush=True)
    await asyncio.wait_for(ended.wait(), 60)

asyncio.run(main())
"""
