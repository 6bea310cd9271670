"""The browser that draws is ended, whatever it does, and leaves nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import plotly.graph_objects as go
import psutil
import pytest

from metrics.exports import engine
from metrics.exports.engine import Engine
from metrics.exports.images import Renderer

# It begins another one, and says so.
PARENT = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("begun", flush=True)
time.sleep(60)
"""


@dataclass
class Deaf:
    """A browser whose answer to being closed does not come; given up, it takes its folder away."""

    subprocess: subprocess.Popen[bytes]
    folder: Path

    async def open(self) -> None:
        self.folder.mkdir()

    async def close(self) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            shutil.rmtree(self.folder)


def opened(monkeypatch: pytest.MonkeyPatch, browser: Deaf) -> Engine:
    monkeypatch.setattr(engine, "Kaleido", lambda **_: browser)
    return Engine(Path(sys.executable))


def test_an_answer_that_an_ended_browser_owes_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine, "_ANSWER_SECONDS", 0.1)
    monkeypatch.setattr(engine, "_CLOSE_SECONDS", 600.0)
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    made = opened(monkeypatch, Deaf(process, tmp_path / "profile"))
    process.communicate(b"\n")
    made.close()
    assert list(tmp_path.iterdir()) == []


def test_a_browser_that_does_not_listen_is_ended_with_all_that_it_began(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine, "_CLOSE_SECONDS", 0.5)
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    every = psutil.Process(process.pid).children()
    assert len(every) == 1
    made = opened(monkeypatch, Deaf(process, tmp_path / "profile"))
    made.close()
    assert process.wait(10) == -signal.SIGKILL
    assert psutil.wait_procs(every, 10)[1] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
def test_a_browser_that_is_stopped_is_ended_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine, "_CLOSE_SECONDS", 1.0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(psutil.Process().children(recursive=True))
    with Renderer() as renderer:
        renderer.render(go.Figure(), "svg", 64, 36)
        own = set(psutil.Process().children(recursive=True)) - before
        browsers = [one for one in own if "chrom" in one.name()]
        assert browsers
        assert len(list(tmp_path.iterdir())) == 2
        for one in browsers:
            os.kill(one.pid, signal.SIGSTOP)
    assert psutil.wait_procs(own, 10)[1] == []
    assert list(tmp_path.iterdir()) == []
