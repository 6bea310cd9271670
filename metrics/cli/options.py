"""What commands share: their options, and the tables or a list of what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from metrics.cli.output import tell
from metrics.locale import LANGS, Lang, text
from metrics.tables.dataset import Tables
from metrics.tables.loading import load
from metrics.tables.problems import DataError, Problem
from metrics.tables.read import DATA, store_of
from metrics.tables.stores import Store

# Shows every indicator and theme.
LIST = "python -m metrics list"


class Place(click.ParamType[Store]):
    """A place of tables: a folder, or the address of another one."""

    name = "folder|address"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Store:
        """Return the place; refuse what is a file."""
        store = store_of(value)
        if store.folder is not None:
            click.Path(file_okay=False).convert(store.folder, param, ctx)
        return store


data_option = click.option(
    "--data",
    type=Place(),
    default=DATA,
    show_default="the project's own tables",
    help="Folder with the CSV files, or another place of tables (docs/stores.md).",
)
lang_option = click.option(
    "--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="Language."
)

implied_option = click.option(
    "--implied", is_flag=True, help="Also values that printed figures imply, marked as derived."
)


def load_or_exit(data: Store, lang: Lang) -> Tables:
    """Load the tables; list every problem and exit with 1 where there is one."""
    try:
        return load(data)
    except DataError as fault:
        refuse(fault.problems, lang)


def regional_or_exit(tables: Tables, lang: Lang) -> Tables:
    """Return the tables of the regions; list every problem and exit with 1 where there is one."""
    try:
        return tables.regional
    except DataError as fault:
        refuse(fault.problems, lang)


def refuse(problems: Sequence[Problem], lang: Lang) -> NoReturn:
    """List problems of the tables and exit with 1."""
    for problem in problems:
        tell(problem.message(lang), err=True)
    tell(text(lang)("fault.problems", count=len(problems)), err=True)
    sys.exit(1)
