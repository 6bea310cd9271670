"""The command that serves an assistant over standard input and output."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Failure
from metrics.locale import Lang, text

# What it needs besides, with the package that tells whether it is there.
_PACKAGE = "mcp"


@click.command("mcp")
@data_option
@lang_option
def assistant(data: Path, lang: Lang) -> None:
    """Serve an assistant over the Model Context Protocol, by standard input and output.

    It searches indicators, gives figures with their scope, interval and source, compares them or
    refuses to, cites them, and checks the numbers of a text. Needs what requirements-mcp.txt names.
    """
    if find_spec(_PACKAGE) is None:
        raise Failure(text(lang)("assistant.missing"), lang)
    tables = load_or_exit(data, lang)
    # Only here: no other command needs the package.
    import_module("metrics.assistant.server").server(tables, lang).run()
