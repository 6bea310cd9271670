"""The command that serves the dashboard, from a checkout or from what was installed."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

import click

from metrics.tables.read import ROOT


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve; 8501 if none is named.")
@click.option("--address", help="Address to serve; all of this machine if none is named.")
def run(port: int | None, address: str | None) -> None:
    """Serve the dashboard to browsers until Ctrl+C stops it."""
    options = {"--server.port": port, "--server.address": address}
    named = [str(word) for option in options.items() if option[1] for word in option]
    # In this process, so that what stops the command stops the server.
    streamlit = import_module("streamlit.web.cli").main
    with suppress(click.Abort):  # the way to stop it
        streamlit(["run", str(ROOT / "dashboard.py"), *named], "streamlit", standalone_mode=False)
