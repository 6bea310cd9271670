"""The command that serves the dashboard, from a checkout or from what was installed."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module

import click

from metrics.tables.read import ROOT


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve; 8501 if none is named.")
@click.option(
    "--address",
    help="Address to serve: 0.0.0.0 for other computers too; this computer alone if none is named.",
)
@click.option(
    "--hosts",
    help="Names by which other computers reach it, parted by commas; the setting ALLOWED_HOSTS.",
)
def run(port: int | None, address: str | None, hosts: str | None) -> None:
    """Serve the dashboard to browsers until Ctrl+C stops it."""
    if hosts:
        os.environ["ALLOWED_HOSTS"] = hosts
    options = {"--server.port": port, "--server.address": address}
    named = [str(word) for option in options.items() if option[1] for word in option]
    # In this process, so that what stops the command stops the server.
    streamlit = import_module("streamlit.web.cli").main
    with suppress(click.Abort):  # the way to stop it
        streamlit(["run", str(ROOT / "dashboard.py"), *named], "streamlit", standalone_mode=False)
