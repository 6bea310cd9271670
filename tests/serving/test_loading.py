"""What is loaded late is whole for all who ask for it at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from metrics.tables.read import ROOT
from pages.parts.state import loading

# Two modules that need each other, each of which takes its time.
SLOW = "import time\ntime.sleep(0.2)\nimport {other}\ntime.sleep(0.2)\nX = 1\n"
ASKED = "def whole():\n    return {other}.X\n"


def test_modules_that_need_each_other_are_whole_for_two_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("ip_slow_one", "ip_slow_two")
    for name, other in (names, names[::-1]):
        written = SLOW.format(other=other) + ASKED.format(other=other)
        (tmp_path / f"{name}.py").write_text(written, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with ThreadPoolExecutor() as threads:
        found = threads.map(lambda name: loading.load(name).whole(), names)
    try:
        assert list(found) == [1, 1]
    finally:
        for name in names:
            sys.modules.pop(name, None)


def test_pages_that_are_loaded_late_are_there() -> None:
    for name in loading.PAGES:
        loading.load_page(name)
        assert f"pages.parts.blocks.{name}" in sys.modules
        assert (ROOT / "pages" / f"{name}.py").is_file()
    loading.load_page("nothing")
