"""The command that serves the dashboard, from a checkout or from what was installed."""

from __future__ import annotations

import runpy
import sys

import click

from metrics.tables.read import ROOT


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve; 8501 if none is named.")
@click.option("--address", help="Address to serve; all of this machine if none is named.")
def run(port: int | None, address: str | None) -> None:
    """Serve the dashboard to browsers until Ctrl+C stops it."""
    options = {"--server.port": port, "--server.address": address}
    named = [str(word) for option in options.items() if option[1] for word in option]
    sys.argv = ["streamlit", "run", str(ROOT / "dashboard.py"), *named]
    # In this process, so that what stops the command stops the server.
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
