"""The command that serves an assistant over standard input and output."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Failure
from metrics.locale import Lang, text

# What it needs besides the other commands.
_PACKAGES = frozenset({"mcp", "pydantic"})
_REMEDY = "pip install -r requirements-mcp.txt"


@click.command("mcp")
@data_option
@lang_option
def assistant(data: Path, lang: Lang) -> None:
    """Serve an assistant over the Model Context Protocol, by standard input and output.

    It searches indicators, gives figures with their scope, interval and source, compares them or
    refuses to, cites them, and checks the numbers of a text. Needs what requirements-mcp.txt names.
    """
    try:
        # Only here: no other command needs the packages.
        made = import_module("metrics.assistant.server").server
    except ModuleNotFoundError as fault:
        package = (fault.name or "").partition(".")[0]
        if package not in _PACKAGES:
            raise
        told = text(lang)("assistant.missing", package=package, remedy=_REMEDY)
        raise Failure(told, lang) from None
    made(load_or_exit(data, lang), lang).run()
