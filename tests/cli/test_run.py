"""The command that serves the dashboard; `tests/package` serves an installed one."""

from __future__ import annotations

import os

import click
import pytest
from click.testing import CliRunner
from streamlit.web import cli

from metrics.cli import main
from metrics.tables.read import ROOT


def served(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """Return what the server is asked for."""
    asked: list[str] = []

    def serve(given: list[str], name: str, *, standalone_mode: bool) -> None:
        asked.extend([name, *given])
        raise click.Abort  # as Ctrl+C does

    monkeypatch.setattr(cli, "main", serve)
    done = CliRunner().invoke(main, ["run", *words])
    assert (done.exit_code, done.output) == (0, "")
    return asked


def test_the_dashboard_of_the_project_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    assert served(monkeypatch) == ["streamlit", "run", str(ROOT / "dashboard.py")]
    assert (ROOT / "dashboard.py").is_file()


def test_port_and_address_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = served(monkeypatch, "--port", "8600", "--address", "127.0.0.1")
    assert asked[3:] == ["--server.port", "8600", "--server.address", "127.0.0.1"]


def test_hosts_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "")
    asked = served(monkeypatch, "--address", "0.0.0.0", "--hosts", "ip.example.cn, ip")
    assert asked[3:] == ["--server.address", "0.0.0.0"]
    assert os.environ["ALLOWED_HOSTS"] == "ip.example.cn, ip"


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_what_is_no_port_is_refused(port: str) -> None:
    done = CliRunner().invoke(main, ["run", "--port", port])
    assert done.exit_code == 2
    assert "--port" in done.output
