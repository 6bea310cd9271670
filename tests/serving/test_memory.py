"""Memory that is free goes back to the system."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from metrics.tables.read import ROOT
from pages.parts.state import memory

# Blocks that lie between those that stay keep the C library from giving back what is freed.
HOLED = """
import psutil
from pages.parts.state import memory
def held():
    return psutil.Process().memory_info().rss / 2**20
blocks = [bytes(3000) for _ in range(60_000)]
full = held()
stay = blocks[::40]
del blocks
kept = held()
print(memory.give_back(), full - kept, kept - held())
"""
# Each thread takes at the same time as the others, so that each wants a store of its own.
THREADED = """
import ctypes, re, sys, threading
from pages.parts.state import memory
print(memory.share()) if sys.argv[1] == "shared" else None
all_there = threading.Barrier(24)
def take():
    all_there.wait()
    for _ in range(300):
        held = [bytes(2000) for _ in range(200)]
    all_there.wait()
threads = [threading.Thread(target=take) for _ in range(24)]
[one.start() for one in threads]
[one.join() for one in threads]
ctypes.CDLL(None).malloc_stats()
"""
glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others have no such choice")


def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )


@glibc
def test_what_is_free_between_what_stays_is_given_back() -> None:
    gave, freed, after = run(HOLED).stdout.split()
    assert gave == "True"
    assert float(freed) < 20
    assert float(after) > 120


@glibc
def test_many_threads_share_few_stores() -> None:
    stores = {kind: run(THREADED, kind).stderr.count("Arena ") for kind in ("own", "shared")}
    assert stores["shared"] <= memory.STORES < stores["own"]


def test_other_systems_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    memory._glibc.cache_clear()
    monkeypatch.setattr(sys, "platform", "win32")
    try:
        assert not memory.share()
        assert not memory.give_back()
    finally:
        memory._glibc.cache_clear()
