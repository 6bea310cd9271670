"""The log as JSON: one line a record, of whatever part of the server."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from bench.serving import served
from metrics.tables.read import ROOT
from pages.parts.http import measured, watching
from tests.asking import EVERY, ask

# Loggers of every kind, made before and after the log became JSON, as Streamlit makes them.
SCRIPT = """
import logging, sys, warnings
sys.path.insert(0, {root!r})
from streamlit.logger import get_logger
early = get_logger("streamlit.early")
from pages.parts.http import logs
logs.begin()
early.warning("one\\ntwo %s", "三")
get_logger("streamlit.late").error("late")
logging.getLogger("dashboard").info("own")
logging.getLogger("uvicorn.error").warning("served")
logging.getLogger("elsewhere").debug("too fine")
warnings.warn("careful")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("dashboard").exception("fault")
"""


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_logger_writes_one_line_a_record(tmp_path: Path) -> None:
    script = tmp_path / "logging_all.py"
    script.write_text(SCRIPT.format(root=str(ROOT)), encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, check=True)
    told = lines(done.stderr.decode())
    said = [(one["level"], one["logger"], one["message"]) for one in told]
    assert said[:4] == [
        ("WARNING", "streamlit.early", "one\ntwo 三"),
        ("ERROR", "streamlit.late", "late"),
        ("INFO", "dashboard", "own"),
        ("WARNING", "uvicorn.error", "served"),
    ]
    assert said[4][1] == "py.warnings"
    assert "careful" in said[4][2]
    assert said[5] == ("ERROR", "dashboard", "fault")
    assert "ZeroDivisionError" in told[5]["exception"]
    for one in told:
        assert datetime.fromisoformat(one["time"]).utcoffset() is not None


@pytest.mark.parametrize(("form", "count"), [("", 0), ("text", 0), ("json", 1)])
def test_requests_are_told_where_somebody_gathers_them(
    form: str, count: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = watching.read(log=form)
    monkeypatch.setattr(measured, "watching", lambda: made)
    with caplog.at_level(logging.INFO, "dashboard"):
        ask("units.csv?lang=en", app=EVERY, host="localhost")
    assert len([one for one in caplog.records if one.name == "dashboard.requests"]) == count


def test_a_server_tells_each_request_without_what_was_typed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(log=log, LOG_FORMAT="json", STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE="1") as one:
        for path, status in (("data/units.csv?lang=en", 200), ("data/none.csv", 404)):
            assert httpx2.get(f"{one.base}/{path}").status_code == status
    text = log.read_text(encoding="utf-8")
    assert "lang=" not in text
    told = {one["path"]: one for one in lines(text) if one["logger"] == "dashboard.requests"}
    found, missing = told["/data/units.csv"], told["/data/none.csv"]
    assert (found["method"], found["status"], found["level"]) == ("GET", 200, "INFO")
    assert (missing["status"], missing["message"]) == (404, "GET /data/none.csv 404")
    assert 0 <= found["seconds"] < 60
