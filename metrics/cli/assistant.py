"""The command that serves an assistant over standard input and output."""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module
from signal import SIG_DFL, SIGINT, signal

import click

from metrics.cli.options import data_option, lang_option, load_or_exit
from metrics.cli.output import Failure
from metrics.locale import Lang, text
from metrics.tables.loading import load
from metrics.tables.stores import Store
from metrics.tables.watching import Watch

# What it needs besides the other commands.
_PACKAGES = frozenset({"mcp", "pydantic"})
_REMEDY = "pip install -r requirements-extras.txt"


@click.command("mcp")
@data_option
@lang_option
def assistant(data: Store, lang: Lang) -> None:
    """Serve an assistant over the Model Context Protocol, by standard input and output.

    It searches indicators, gives figures with their scope, interval and source, compares them or
    refuses to, cites them, and checks the numbers of a text. Needs what requirements-extras.txt
    names.
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
    load_or_exit(data, lang)  # what is unsound now is told before anything is asked
    # Another place than a folder is looked at beside, and nobody waits for it.
    watch = Watch(lambda: data)
    given = partial(load, data) if data.folder is not None else lambda: watch.state().sound()
    serving = made(given, lang)
    # Nothing is unsaved, so the process ends at once: it waits neither for the next line, nor for
    # what an assistant asked for that is gone.
    signal(SIGINT, SIG_DFL)
    try:
        serving.run()
    except* BrokenPipeError:
        pass  # it went away between a question and its answer
    os._exit(0)
